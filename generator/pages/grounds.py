"""Why something was changed, who approved it and who asked, each ground once."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generator.diff.grounds import Entry, Override
from generator.diff.told import Cluster
from generator.model.edition import Change, SharedGround


@dataclass(frozen=True, slots=True)
class Ground:
    """Why powers were changed, and how many say so.

    Attributes:
        day: The legal day; empty where only the record of the edition is known.
        reason: Why.
        text: What was done, in the words of the history.
        document: Number of the document.
        approved_by: Who approved.
        asked: Who asked, and for how many of the powers.
        count: How many powers.
        shared: Of a template or a text that powers share, what it is called.
    """

    day: str
    reason: str
    text: str
    document: str
    approved_by: str
    asked: tuple[tuple[str, int], ...]
    count: int
    shared: str = ""


_Said = tuple[str, str, str, str, str]


def grounds(entries: Iterable[Entry], codes: Collection[str] | None = None) -> list[Ground]:
    """What the entries of histories say, the most frequent first.

    Args:
        entries: What was added to histories.
        codes: Powers to count; all of them when not given.
    """
    told: list[tuple[_Said, str, int]] = []
    for entry in entries:
        count = sum(codes is None or code in codes for code in entry.codes)
        said = (entry.day, entry.reason, entry.text, entry.document, entry.approved_by)
        told.append((said, entry.requested_by, count))
    return _counted(told)


def recorded(changes: Iterable[Change]) -> list[Ground]:
    """What the record of an edition says where nothing could be compared."""
    return _counted(
        (("", c.reason or "", "", c.document or "", c.approved_by or ""), c.requested_by or "", 1)
        for c in changes
        if not c.wording_only
    )


def recorded_overrides(changes: Iterable[Change]) -> tuple[Override, ...]:
    """Where a person decided instead of the rules, as the record of an edition says."""
    found: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}
    for change in changes:
        for one in change.overrides:
            key = one.meaning, one.reason, one.confirmed_by
            found.setdefault(key, []).append((one.rules_said, one.field, change.code))
    return tuple(
        Override(
            meaning,
            tuple(dict.fromkeys(ruled for ruled, _, _ in said)),
            reason,
            confirmed_by,
            tuple(dict.fromkeys(field for _, field, _ in said)),
            tuple(dict.fromkeys(code for _, _, code in said)),
        )
        for (meaning, reason, confirmed_by), said in found.items()
    )


def of_clusters(found: Iterable[SharedGround], clusters: Iterable[Cluster]) -> list[SharedGround]:
    """What is said of the templates and shared texts in which some changes are written."""
    written: set[str] = set()
    for cluster in clusters:
        name = cluster.origin.partition("“")[2]
        fields = {fact.field.partition(" › ")[0] for fact in cluster.facts}
        # Powers name the registry of a text, its history names the field it fills.
        written |= {cluster.origin, *(f"{field}“{name}" for field in fields)} if name else set()
    return [one for one in found if one.name in written]


def of_shared(found: Iterable[SharedGround]) -> list[Ground]:
    """What the histories of templates and shared texts say."""
    return [
        Ground(
            *("", one.reason or "", "", one.document or "", one.approved_by or ""),
            ((one.requested_by, 1),) if one.requested_by else (),
            0,
            one.name,
        )
        for one in found
    ]


def _counted(told: Iterable[tuple[_Said, str, int]]) -> list[Ground]:
    found: dict[_Said, Counter[str]] = {}
    for said, asked, count in told:
        found.setdefault(said, Counter())[asked] += count
    made = [
        Ground(*said, tuple((who, n) for who, n in asked.most_common() if who), asked.total())
        for said, asked in found.items()
    ]
    return sorted(made, key=lambda ground: -ground.count)
