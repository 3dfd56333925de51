"""A comparison as readers of the site are told it: each change once, powers by what they share.

A new version of one template can alter twenty facts of thousands of powers. Those facts have the
same powers, so they stand together and the powers are listed once. Only what is open to everybody
is told.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.diff.change import Change, Difference, Edit, Tied
from generator.diff.comparison import SEVERAL, Comparison, Group, grouped
from generator.diff.facts import Fact, Fields, Items
from generator.load import Corpus
from generator.model.power import Power
from generator.model.vocab import Disclosure, Meaning

_ORDER = (Meaning.BURDEN, Meaning.UNDECIDED, Meaning.FAVOURABLE, Meaning.NEUTRAL)
_INSIDE = {"岗位", "风险", "相关编码"}
"""Keys that are not told: what only the office sees, and codes that may be of powers not public."""
_REGISTRIES = {"法规", "单位", "公用文本", "流程模板"}
"""Registries that the site shows; what the others hold is for the office."""
_LONGEST = 3_000
"""Characters of a text that are shown; a whole record that came or went has its own page."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact that changed.

    Attributes:
        meaning: For those concerned: 利民, 加重, 中性 or 待判定.
        rule: Which rule says so; empty when none knew.
        kind: What it amounts to for the power.
        field: Where the fact stands; empty for a whole power.
        before: What it was; empty when it was not there.
        after: What it is; empty when it is gone.
        moved: Whether only the order changed.
        tied: Of a merging or a split, the other powers in words.
        backdated: Whether its legal date lies before the earlier list was published.
    """

    meaning: str
    rule: str
    kind: str
    field: str
    before: str
    after: str
    moved: bool = False
    tied: str = ""
    backdated: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """A power that a change reached."""

    code: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Facts that changed together in the same powers.

    Attributes:
        unit: Who holds the powers; `SEVERAL` when more than one does.
        origin: Where the facts are really written; empty for the powers' own files.
        powers: In order of code; empty for a registry that no power takes anything from.
        facts: The weightiest first.
        charts: Which of the comparison's charts show it.
    """

    unit: str
    origin: str
    powers: tuple[Holder, ...]
    facts: tuple[Told, ...]
    charts: tuple[int, ...] = ()

    @property
    def meanings(self) -> tuple[str, ...]:
        """The classes that occur, the weightiest first."""
        found = {fact.meaning for fact in self.facts}
        return tuple(str(meaning) for meaning in _ORDER if str(meaning) in found)


@dataclass(frozen=True, slots=True)
class Account:
    """Everything one edition changed against the one before.

    Attributes:
        clusters: Changes of powers, several units first, then by unit.
        registers: Changes of registries that no power shows as its own.
        charts: Drawings of two versions of a process in one, as SVG.
        unread: How many records of either side could not be read and were not compared.
    """

    clusters: tuple[Cluster, ...]
    registers: tuple[Told, ...] = ()
    charts: tuple[str, ...] = ()
    unread: int = 0

    def reached(self, meaning: str) -> int:
        """How many powers a change of a class reached."""
        return len({p.code for c in self.clusters if meaning in c.meanings for p in c.powers})

    @property
    def powers(self) -> int:
        """How many powers anything reached."""
        return len({power.code for cluster in self.clusters for power in cluster.powers})


def account(
    comparison: Comparison, before: Corpus, after: Corpus, since: date = date.min
) -> Account:
    """Tell a comparison of the lists `before` and `after`.

    Args:
        comparison: The comparison.
        before: The earlier list.
        after: The later one.
        since: When the earlier one was published; what is new and dated before is back-dated.
    """
    hidden = _hidden(before.powers) | _hidden(after.powers)
    open_ = (
        replace(one, change=replace(one.change, tied=_open_ties(one.change.tied, hidden)))
        if one.change.tied
        else one
        for one in comparison.changes
        if one.change.code not in hidden and _is_public(one.change)
    )
    found: dict[tuple[object, ...], list[Group]] = {}
    registers = []
    for group in grouped(open_, _outward):
        if group.first.code:
            codes = tuple(change.code for change in group.powers)
            found.setdefault((codes, group.first.shared), []).append(group)
        else:
            registers.append(_told(group, since))
    clusters = sorted((_cluster(groups, since) for groups in found.values()), key=_place)
    unread = len(set(comparison.uncompared) - hidden)
    return Account(tuple(clusters), tuple(registers), (), unread)


def _hidden(powers: Iterable[Power]) -> set[str]:
    return {power.code for power in powers if power.disclosure is not Disclosure.PUBLIC}


def _open_ties(tied: Tied, hidden: Collection[str]) -> Tied | None:
    others = tuple(other for other in tied.others if other[0] not in hidden)
    return Tied(tied.tie, others) if others else None


def _is_public(change: Change) -> bool:
    path = change.difference.path
    if not change.code and path[:1] and path[0] not in _REGISTRIES:
        return False
    return not _INSIDE.intersection(path)


def _outward(difference: Difference) -> Difference:
    """A difference without what is not told (`_INSIDE`)."""
    before, after = _stripped(difference.before), _stripped(difference.after)
    return replace(difference, before=before, after=after)


def _stripped(fact: Fact | None) -> Fact | None:
    if isinstance(fact, (Fields, Items)):
        kept = {key: _stripped(child) for key, child in fact.items() if key not in _INSIDE}
        return type(fact)(kept)
    return fact


def _cluster(groups: list[Group], since: date) -> Cluster:
    first = groups[0]
    origin = "“".join(first.first.shared) + "”" if first.first.shared else ""
    powers = tuple(Holder(one.code, one.name, one.authority) for one in first.powers)
    facts = sorted((_told(group, since) for group in groups), key=_weight)
    return Cluster(first.authority, origin, powers, tuple(facts))


def _told(group: Group, since: date) -> Told:
    difference = group.first.difference
    moved = difference.edit is Edit.MOVE
    whole = not difference.path
    return Told(
        str(group.judgement.meaning),
        group.judgement.rule,
        str(group.first.kind),
        "" if whole else group.field,
        "" if whole else group.before[:_LONGEST],
        "" if whole else group.after[:_LONGEST],
        moved,
        group.first.tied.words if group.first.tied else "",
        _is_backdated(difference, since.isoformat()),
    )


def _is_backdated(difference: Difference, since: str) -> bool:
    """Whether a new entry, or all the history of a new power, is of an earlier day."""
    path, after = difference.path, difference.after
    if not isinstance(after, Fields):
        return False
    if not path and difference.edit is Edit.ADD:
        days = [entry["日期"] for entry in after["沿革"].values()]
        return bool(max(days) < since)
    if path[:1] != ("沿革",) or len(path) != 2:
        return False
    before = difference.before
    known = before["日期"] if isinstance(before, Fields) else ""
    return bool(after["日期"] != known and after["日期"] < since)


def _weight(fact: Told) -> tuple[int, str]:
    return _ORDER.index(Meaning(fact.meaning)), fact.field


def _place(cluster: Cluster) -> tuple[bool, str, int, int, str]:
    weight = _ORDER.index(Meaning(cluster.meanings[0]))
    size = -len(cluster.powers)
    return cluster.unit != SEVERAL, cluster.unit, weight, size, cluster.powers[0].code


def with_charts(told: Account, charts: Mapping[str, int], drawings: tuple[str, ...]) -> Account:
    """Put drawings beside the changes of processes; `charts` gives the drawing of a power."""

    def shown(cluster: Cluster) -> Cluster:
        if not any(fact.field.startswith("流程") for fact in cluster.facts):
            return cluster
        numbers = dict.fromkeys(charts[p.code] for p in cluster.powers if p.code in charts)
        return replace(cluster, charts=tuple(sorted(numbers)))

    return replace(told, clusters=tuple(map(shown, told.clusters)), charts=drawings)
