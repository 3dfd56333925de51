"""Boxes: what stands in the node of each step, and how large it must be.

The boxes of a column have one width, so that edges line up; heights follow the text. The sizes
hold whatever font shows the page (see `text`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.chart.text import longest_line, wrap
from generator.chart.words import Words
from generator.model.vocab import StepKind

NAME_SIZE, NAME_LEADING = 14, 19
NOTE_SIZE, NOTE_LEADING = 12, 17
PADDING = 8
TIP = 12
"""How far the points of a decision and the slant of a notice reach beyond the text."""
WAVE = 6
"""Height of the wavy edge of a document."""

_INSETS = {
    StepKind.START: 8,
    StepKind.END: 8,
    StepKind.DECISION: 2 * TIP,
    StepKind.SPECIAL: 8,
    StepKind.NOTICE: 2 * TIP,
}


@dataclass(frozen=True, slots=True)
class Box:
    """Text and size of one node, in pixels; `badge` and `alerts` are mostly empty."""

    names: tuple[str, ...]
    notes: tuple[str, ...]
    width: int
    height: int
    badge: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()


def column(steps: Iterable[tuple[str, StepKind, Words]], widest: int) -> dict[str, Box]:
    """Fit the steps (id, kind, words) of one column into boxes of one width, at most `widest`."""
    texts: dict[str, tuple[StepKind, tuple[str, ...], tuple[tuple[str, ...], ...]]] = {}
    needed = 0.0
    for id_, kind, words in steps:
        inset = _INSETS.get(kind, 0) + 2 * PADDING
        measure = widest - inset
        names = wrap(words.name, measure, NAME_SIZE)
        badge = (words.badge,) if words.badge else ()
        small = badge, _notes(words.notes, measure), _each(words.alerts, measure)
        texts[id_] = kind, names, small
        text = max(longest_line(names, NAME_SIZE), *(longest_line(s, NOTE_SIZE) for s in small))
        needed = max(needed, text + inset)
    width = -2 * int(-needed // 2)
    return {
        id_: Box(
            names, notes, width, _height(kind, len(names), sum(map(len, small))), badge, alerts
        )
        for id_, (kind, names, small) in texts.items()
        for badge, notes, alerts in (small,)
    }


def _notes(notes: tuple[str, ...], measure: float) -> tuple[str, ...]:
    """All notes on one line where they fit, otherwise each on lines of its own."""
    if not notes:
        return ()
    together = wrap(" · ".join(notes), measure, NOTE_SIZE)
    return together if len(together) == 1 else _each(notes, measure)


def _each(texts: tuple[str, ...], measure: float) -> tuple[str, ...]:
    return tuple(line for text in texts for line in wrap(text, measure, NOTE_SIZE))


def _height(kind: StepKind, names: int, notes: int) -> int:
    text = names * NAME_LEADING + notes * NOTE_LEADING
    height = text + 2 * PADDING - 2 + (WAVE if kind is StepKind.DOCUMENT else 0)
    return height + height % 2  # Even sizes have whole edges, which are shorter to write.
