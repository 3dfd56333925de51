"""Beside what a power says now: which editions changed it, and what its record says will come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.power import Power
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
