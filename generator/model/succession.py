"""What becomes of a power: what brings a status, and how merging and splitting tie it to others.

Both sides of a tie write it down: what was merged names what it went into and that one names it;
what was split names what came out and each of those names where it came from.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from generator.model.parts import HistoryEntry
from generator.model.power import PowerBase
from generator.model.vocab import HistoryAction, Status

BROUGHT_BY = {
    Status.ABOLISHED: HistoryAction.ABOLISHED,
    Status.DELEGATED: HistoryAction.DELEGATED,
    Status.MERGED: HistoryAction.MERGED,
    Status.SUSPENDED: HistoryAction.SUSPENDED,
    Status.IN_FORCE: HistoryAction.RESUMED,
}
"""Status → the entry of the history that brings it; a power begins in force without one."""


class Tie(Enum):
    """What became of a power and others: words before and after the names of those others."""

    INTO = ("并入", "")
    TOOK_IN = ("", "并入这一项")
    OUT_OF = ("由", "拆出")
    SPLIT_OFF = ("拆出", "")

    @property
    def opposite(self) -> "Tie":
        """What the others must say."""
        return _OPPOSITES[self]

    def words(self, names: Sequence[str]) -> str:
        """The same as one phrase."""
        before, after = self.value
        return f"{before}{'、'.join(names)}{after}"


_OPPOSITES = {
    Tie.INTO: Tie.TOOK_IN,
    Tie.TOOK_IN: Tie.INTO,
    Tie.OUT_OF: Tie.SPLIT_OFF,
    Tie.SPLIT_OFF: Tie.OUT_OF,
}


def tie_of(power: PowerBase, entry: HistoryEntry) -> Tie | None:
    """How an entry ties a power to those it names; None when it names none or is of no such kind.

    A power that ended by 合并 went, with the last such entry, into those named; any other took them
    in. A power whose history begins with 拆分 came out of the one named; any other was split.
    """
    if not entry.related:
        return None
    alike = [one for one in power.history if one.action is entry.action]
    if entry.action is HistoryAction.MERGED:
        ended = power.status is Status.MERGED and entry == max(alike, key=_day)
        return Tie.INTO if ended else Tie.TOOK_IN
    if entry.action is HistoryAction.SPLIT:
        return Tie.OUT_OF if entry == min(power.history, key=_day) else Tie.SPLIT_OFF
    return None


def ties(power: PowerBase) -> Iterator[tuple[HistoryEntry, Tie]]:
    """Every entry that ties a power to others, in the order written."""
    for entry in power.history:
        if tie := tie_of(power, entry):
            yield entry, tie


def _day(entry: HistoryEntry) -> str:
    return entry.day.isoformat()
