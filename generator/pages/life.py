"""Beside what a power says now: which editions changed it, and what its record says will come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.power import Power
from generator.model.succession import Tie, tie_of
from generator.model.vocab import LISTED, HistoryAction, Status
from generator.pages.changes import Issue


@dataclass(frozen=True, slots=True)
class Mention:
    """An edition that changed a power.

    Attributes:
        edition: Its number.
        what: The table of the notice it stands in; for what it shares with others, that.
    """

    edition: str
    what: str


def mentions(issues: Iterable[Issue]) -> Mapping[str, tuple[Mention, ...]]:
    """Code → the editions that changed it, oldest first; nothing for those never changed."""
    found: dict[str, tuple[Mention, ...]] = {}
    for issue in issues:
        own = {change.code: str(change.kind) for change in issue.changes.changes}
        clusters = issue.account.clusters if issue.account else ()
        shared = Mention(issue.id, "共用内容变更")
        for code in {power.code for cluster in clusters for power in cluster.powers} - own.keys():
            found[code] = (*found.get(code, ()), shared)
        for code, kind in own.items():
            found[code] = (*found.get(code, ()), Mention(issue.id, kind))
    return found


@dataclass(frozen=True, slots=True)
class Kin:
    """What an entry of the history ties a power to: the others, and words around their names.

    Attributes:
        others: Code and name of each that has a page.
        ended: Whether the power itself went into them, so that they are what to read now.
    """

    before: str
    others: tuple[tuple[str, str], ...]
    after: str
    ended: bool


def kin(power: Power, names: Mapping[str, str]) -> list[Kin | None]:
    """For each entry of the history what it ties the power to; None for most.

    Args:
        power: The power.
        names: Code → name of the powers that have a page.
    """
    found: list[Kin | None] = []
    for entry in power.history:
        tie = tie_of(power, entry)
        others = tuple((code, names[code]) for code in entry.related if code in names)
        ended = power.status not in LISTED and tie in (Tie.INTO, Tie.SPLIT_OFF)
        found.append(Kin(tie.value[0], others, tie.value[1], ended) if tie and others else None)
    return found


_ENDS = {
    Status.ABOLISHED: HistoryAction.ABOLISHED,
    Status.DELEGATED: HistoryAction.DELEGATED,
    Status.MERGED: HistoryAction.MERGED,
    Status.SUSPENDED: HistoryAction.SUSPENDED,
}


def ending(power: Power) -> str:
    """What the history says of how a power got its status; its last words when nothing does."""
    action = _ENDS.get(power.status)
    said = [entry for entry in power.history if entry.action is action]
    last = sorted(said or power.history[-1:], key=lambda entry: entry.day)[-1]
    return f"{last.text.rstrip('。')}。"


def coming(power: Power, today: date) -> list[str]:
    """What takes effect after a day, in the order of its dates, as sentences."""
    day = today.isoformat()
    told = {
        (str(entry.day), f"自 {entry.day} 起{entry.action}：{entry.text.rstrip('。')}。")
        for entry in power.history
        if str(entry.day) > day
    }
    if power.effective and str(power.effective) > day:
        told.add((str(power.effective), f"这里写的内容自 {power.effective} 起生效。"))
    if power.expires and str(power.expires) > day:
        told.add((str(power.expires), f"这项职权到 {power.expires} 失效。"))
    return [sentence for _, sentence in sorted(told)]
