"""Boxes: what stands in the node of each step, and how large it must be.

The boxes of a column have one width, so that edges line up; heights follow the text. The sizes
hold whatever font shows the page (see `text`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.chart.text import longest_line, wrap
from generator.model.vocab import StepKind
from generator.procedure import FlowStep

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
    """Text and size of one node, in pixels."""

    names: tuple[str, ...]
    notes: tuple[str, ...]
    width: int
    height: int


def column(
    steps: Iterable[FlowStep], limit_of: Callable[[FlowStep], str], widest: int
) -> dict[str, Box]:
    """Fit the steps of one column into boxes of one width, at most `widest` pixels."""
    texts: dict[str, tuple[StepKind, tuple[str, ...], tuple[str, ...]]] = {}
    needed = 0.0
    for step in steps:
        inset = _INSETS.get(step.kind, 0) + 2 * PADDING
        names = wrap(step.name, widest - inset, NAME_SIZE)
        notes = _notes(str(step.actor), limit_of(step), widest - inset)
        texts[step.id] = step.kind, names, notes
        text = max(longest_line(names, NAME_SIZE), longest_line(notes, NOTE_SIZE))
        needed = max(needed, text + inset)
    width = -2 * int(-needed // 2)
    return {
        id_: Box(names, notes, width, _height(kind, len(names), len(notes)))
        for id_, (kind, names, notes) in texts.items()
    }


def _notes(actor: str, limit: str, measure: float) -> tuple[str, ...]:
    if not limit:
        return wrap(actor, measure, NOTE_SIZE)
    together = wrap(f"{actor} · {limit}", measure, NOTE_SIZE)
    if len(together) == 1:
        return together
    return (*wrap(actor, measure, NOTE_SIZE), *wrap(limit, measure, NOTE_SIZE))


def _height(kind: StepKind, names: int, notes: int) -> int:
    text = names * NAME_LEADING + notes * NOTE_LEADING
    return text + 2 * PADDING - 2 + (WAVE if kind is StepKind.DOCUMENT else 0)
