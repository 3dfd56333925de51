"""One edition as the pages tell it, and what the pages of editions and of their units share."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.diff.grounds import Entry
from generator.diff.redline import Mark, Stretch, redline
from generator.diff.shares import Share, shares
from generator.diff.told import Account, Cluster, Told
from generator.model.edition import Edition, EditionChanges, SharedGround, Upcoming
from generator.model.registry import Registry
from generator.model.vocab import Meaning

KINDS = ("取消", "新增", "下放", "变更")
SIGNS = {
    str(Meaning.BURDEN): "▲",
    str(Meaning.UNDECIDED): "？",
    str(Meaning.FAVOURABLE): "▽",
    str(Meaning.NEUTRAL): "＝",
}
"""A shape for every class, so that it is not told by colour alone; the weightiest first."""
COLUMN = "帮助"
NAMED = 20
"""More powers than this are counted, and named in the list of their unit."""


@dataclass(frozen=True)
class Issue:
    """One edition as the site tells it.

    Attributes:
        changes: What it changed, from its record.
        record: What else is recorded of it, or will be.
        account: The comparison with the edition before; None when there is none.
        why: Why there is no comparison; empty for the first edition.
        previous_day: When the edition before was published; empty for the first.
    """

    changes: EditionChanges
    record: Edition | Upcoming
    account: Account | None = None
    why: str = ""
    previous_day: str = ""

    @property
    def id(self) -> str:
        """Its number."""
        return self.changes.release

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """How many powers stand under each heading of the notice; changed ones as compared."""
        found = Counter(str(change.kind) for change in self.changes.changes)
        return [(kind, found[kind]) for kind in KINDS if found[kind]]

    @property
    def further(self) -> list[tuple[str, int]]:
        """What else happened to powers that the notice counts as changed."""
        found = self.account.kinds if self.account else {}
        return [(kind, count) for kind, count in found.items() if kind not in KINDS]

    @property
    def meanings(self) -> list[tuple[str, int]]:
        """Class and number of powers of every class that occurs."""
        if self.account is None:
            return []
        counted = [(word, self.account.reached(word)) for word in SIGNS]
        return [line for line in counted if line[1]]

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """What it changed for each unit; nothing where there is no comparison."""
        return shares(self.account) if self.account else ()

    @property
    def laws(self) -> list[tuple[str, str]]:
        """Laws that came into force or were revised and that its changes cite: title and day."""
        return laws(self.account.clusters) if self.account else []


def common(issue: Issue, registry: Registry, codes: Collection[str], base: str) -> dict[str, Any]:
    """What the templates of an edition and of its units are given alike.

    Args:
        issue: The edition.
        registry: Names and addresses of departments.
        codes: Codes that have a page.
        base: The way to the top of the site.
    """
    clusters = issue.account.clusters if issue.account else ()
    return {
        "issue": issue,
        "base": base,
        "codes": codes,
        "signs": SIGNS,
        "named": NAMED,
        "names": {
            **{change.code: change.name for change in issue.changes.changes},
            **{power.code: power.name for cluster in clusters for power in cluster.powers},
        },
        "heirs": {old: unit for unit in registry.departments.values() for old in unit.succeeds},
        "marked": marked,
        "fields": fields,
    }


def marked(fact: Told) -> list[Stretch]:
    """A changed text with what went and what came marked in place."""
    if fact.moved:
        return [(Mark.KEPT, f"顺序改为：{fact.after}")]
    if fact.listed and fact.before and fact.after:
        return [(Mark.GONE, fact.before), (Mark.COME, fact.after)]
    if fact.before and fact.after:
        return redline(fact.before, fact.after)
    return [(Mark.COME, fact.after)] if fact.after else [(Mark.GONE, fact.before)]


def fields(cluster: Cluster) -> str:
    """Which fields of the paper form a change touches: “法定时限、流程（26 处）”."""
    found = Counter(fact.field.partition(" › ")[0] or f"{fact.kind}" for fact in cluster.facts)
    return "、".join(f"{name}（{n} 处）" if n > 1 else name for name, n in found.items())


def laws(clusters: Iterable[Cluster]) -> list[tuple[str, str]]:
    """Laws that came into force or were revised and that changes cite: title and day."""
    return sorted(
        {law for cluster in clusters for law in cluster.laws}, key=lambda law: (law[1], law[0])
    )


def approved(issue: Issue, entries: Iterable[Entry], shared: Iterable[SharedGround]) -> list[str]:
    """Who approved what was changed, as the histories say; else as the record says."""
    said = [entry.approved_by for entry in entries]
    if issue.account is None:
        said = [change.approved_by or "" for change in issue.changes.changes]
    said += [one.approved_by or "" for one in shared]
    return list(dict.fromkeys(filter(None, said)))


def drawings(issue: Issue, clusters: Iterable[Cluster]) -> list[tuple[int, str]]:
    """The drawings that belong to changes, by number."""
    if issue.account is None:
        return []
    numbers = sorted({number for cluster in clusters for number in cluster.charts})
    return [(number, issue.account.charts[number]) for number in numbers]
