"""Two lists → every change between them: by code, fact by fact, shared texts spelled out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.diff.change import Change, Difference, Edit, Kind, Path, Tied, compare
from generator.diff.facts import (
    DEPARTMENT,
    LAWS,
    LIST,
    Expanded,
    Expander,
    Fact,
    Facts,
    Fields,
    Items,
    list_facts,
)
from generator.load import Corpus
from generator.model.parts import HistoryEntry
from generator.model.power import Power, citations_in
from generator.model.succession import ties
from generator.model.vocab import LISTED, HistoryAction, Status

_STATUS_KINDS = {
    Status.ABOLISHED: Kind.CANCELLED,
    Status.DELEGATED: Kind.DELEGATED,
    Status.MERGED: Kind.MERGED,
    Status.SUSPENDED: Kind.SUSPENDED,
    Status.IN_FORCE: Kind.RESUMED,
}
_ACTION_KINDS = {HistoryAction.SPLIT: Kind.SPLIT, HistoryAction.MERGED: Kind.MERGED}
_KIND_ACTIONS = {kind: action for action, kind in _ACTION_KINDS.items()}


@dataclass(frozen=True)
class Tally:
    """Powers on the list before and after; `start + added - removed == end` always."""

    start: int
    added: int
    removed: int
    end: int


def diff_corpora(base: Corpus, head: Corpus) -> tuple[Change, ...]:
    """Tell every change from one list to another, in order of code; nothing when they are equal.

    The order of keys, comments, quotes and line folding are no facts and give no change. Changes
    of registries that powers show as their own come twice: once at every power, once at the
    registry under the code "" (`grouping` tells them once).

    Args:
        base: The earlier list.
        head: The later one.
    """
    return tuple(_changes(base, head))


def tally(base: Corpus, head: Corpus) -> Tally:
    """Count the powers on the list before and after, and those that came and went.

    What was cancelled, delegated or merged keeps its file and is no longer on the list.
    """
    before, after = _listed(base), _listed(head)
    return Tally(len(before), len(after - before), len(before - after), len(after))


def _listed(corpus: Corpus) -> set[str]:
    return {key for key, power in by_key(corpus.powers).items() if power.status in LISTED}


def lent_apart(base: Corpus, head: Corpus) -> frozenset[str]:
    """Names of the templates, texts, laws and units that are not the same in both.

    Only a power that names one of them, or whose own file differs, can differ.
    """
    return _Touched(base, head).names


def facts_of(corpus: Corpus) -> dict[str, Facts]:
    """Everything that `diff_corpora` compares, by code."""
    expander = Expander(corpus)
    powers = by_key(corpus.powers)
    return {
        **{key: expander.expand(power).facts for key, power in powers.items()},
        LIST: list_facts(corpus),
    }


def by_key(powers: Iterable[Power]) -> dict[str, Power]:
    """Powers by code; a second one of the same code, which the check refuses, gets a number."""
    found: dict[str, Power] = {}
    for power in powers:
        key, count = power.code, 1
        while key in found:
            count += 1
            key = f"{power.code}（{count}）"
        found[key] = power
    return found


def _changes(base: Corpus, head: Corpus) -> Iterator[Change]:
    old, new = Expander(base), Expander(head)
    before, after = by_key(base.powers), by_key(head.powers)
    touched, compared = _Touched(base, head), _Compared()
    names = {power.code: power.name for power in (*base.powers, *head.powers)}
    if touched.registries:
        yield from _list_changes(base, head)
    for key in sorted({*before, *after}):
        one, other = before.get(key), after.get(key)
        if one is None and other is not None:
            yield _whole(key, other, Edit.ADD, new.expand(other).facts, names)
        elif other is None and one is not None:
            yield _whole(key, one, Edit.REMOVE, old.expand(one).facts, names)
        elif one is not None and other is not None:
            if apart := _fields_apart(one, other):
                sides = (old.expand(one, apart), new.expand(other, apart))
            elif touched(one):
                cites = bool(touched.laws)
                sides = (old.borrowed(one, laws=cites), new.borrowed(one, laws=cites))
            else:
                continue
            yield from _power_changes(key, one, other, sides, compared, names)


def _fields_apart(one: Power, other: Power) -> set[str]:
    """The fields in which two records of a power differ; all of them when their types do."""
    if one is other:
        return set()
    fields = {**type(one).model_fields, **type(other).model_fields}
    if type(one) is not type(other):
        return set(fields)
    return {name for name in fields if getattr(one, name) != getattr(other, name)}


def _whole(key: str, power: Power, edit: Edit, facts: Facts, names: Mapping[str, str]) -> Change:
    if edit is Edit.ADD:
        kind = next((k for k in map(_history_kind, power.history) if k), Kind.ADDED)
        difference, grounds = Difference((), edit, None, facts), power.history
    else:
        kind, difference, grounds = Kind.REMOVED, Difference((), edit, facts, None), ()
    told = (kind, key, power.name, power.type, power.authority, difference)
    return Change(*told, tied=_tied(kind, power, power.history, names), grounds=grounds)


def _tied(
    kind: Kind, power: Power, entries: Iterable[HistoryEntry], names: Mapping[str, str]
) -> Tied | None:
    """What the last of some entries says of the others, when a change is a merging or a split."""
    action = _KIND_ACTIONS.get(kind)
    if action is None:
        return None
    among = set(entries)
    said = [(e, tie) for e, tie in ties(power) if e.action is action and e in among]
    if not said:
        return None
    entry, tie = said[-1]
    return Tied(tie, tuple((code, names.get(code, "")) for code in entry.related))


def _history_kind(entry: HistoryEntry) -> Kind | None:
    return _ACTION_KINDS.get(entry.action)


def _power_changes(
    key: str,
    one: Power,
    other: Power,
    sides: tuple[Expanded, Expanded],
    compared: "_Compared",
    names: Mapping[str, str],
) -> Iterator[Change]:
    before, after = sides
    grounds = _new_entries(one, other)
    # The last one that says so counts.
    said = [entry.assessment for entry in grounds if entry.assessment]
    lent = _lent(one, other, before, after)
    for difference in compared(before.facts, after.facts):
        path = difference.path
        shared = ("法规", path[1]) if path[0] == LAWS and len(path) > 1 else lent.get(path[0])
        kind = _kind(difference, other)
        yield Change(
            kind,
            key,
            other.name,
            other.type,
            other.authority,
            difference,
            shared,
            said[-1] if said and not shared else None,
            _tied(kind, other, grounds, names) if grounds else None,
            () if shared else grounds,
        )


def _new_entries(one: Power, other: Power) -> tuple[HistoryEntry, ...]:
    """The entries of a power's history that it did not have before."""
    if one is other:
        return ()
    known = set(one.history)
    return tuple(entry for entry in other.history if entry not in known)


def _kind(difference: Difference, after: Power) -> Kind:
    path = difference.path
    if path == ("状态",):
        return _STATUS_KINDS[after.status]
    if path == ("名称",):
        return Kind.RENAMED
    if path == ("行使主体",):
        return Kind.MOVED
    if path[0] == "沿革" and difference.edit is Edit.ADD and isinstance(difference.after, Fields):
        action = HistoryAction(difference.after["动作"])
        return _ACTION_KINDS.get(action, Kind.CHANGED)
    return Kind.CHANGED


_ATTRIBUTES = {
    "流程": "procedure",
    "责任事项": "duties",
    "追责情形": "accountability",
    "监督方式": "supervision",
    "救济途径": "remedy",
    DEPARTMENT: "authority",
}


def _lent(
    one: Power, other: Power, before: Expanded, after: Expanded
) -> dict[str, tuple[str, str]]:
    """Field → where it is really written, when the power did not change what it refers to."""
    return {
        field: place
        for field, place in after.shared.items()
        if before.shared.get(field) == place
        and getattr(one, _ATTRIBUTES[field]) == getattr(other, _ATTRIBUTES[field])
    }


def _list_changes(base: Corpus, head: Corpus) -> Iterator[Change]:
    for difference in compare(list_facts(base, head), list_facts(head, base)):
        name = difference.path[0]
        yield Change(Kind.CHANGED, LIST, name, None, f"登记册：{name}", difference)


class _Compared:
    """Compares the facts of powers; what many borrow from one place is compared once.

    Borrowed facts are the same objects wherever they are borrowed, so they are known by identity;
    they are kept as well, so that no other object takes theirs.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[Fact, Fact, tuple[Difference, ...]]] = {}

    def __call__(self, before: Facts, after: Facts) -> Iterator[Difference]:
        both = [field for field in _ATTRIBUTES if field in before and field in after]
        apart = {*both, LAWS}
        yield from compare(_without(before, apart), _without(after, apart))
        for field in both:
            yield from self._shared(before[field], after[field], (field,))
        one, other = before.get(LAWS, Items()), after.get(LAWS, Items())
        for title in one:
            if title in other:
                yield from self._shared(one[title], other[title], (LAWS, title))
        # Which laws are cited at all is compared without what they say.
        names = [Items((title, Fields()) for title in laws) for laws in (one, other)]
        for difference in compare(names[0], names[1], (LAWS,)):
            if difference.edit is Edit.MOVE:
                yield difference
            else:
                title = difference.path[-1]
                yield replace(difference, before=one.get(title), after=other.get(title))

    def _shared(self, before: Fact, after: Fact, path: Path) -> tuple[Difference, ...]:
        key = (id(before), id(after))
        if key not in self._known:
            self._known[key] = (before, after, tuple(compare(before, after, path)))
        return self._known[key][2]


def _without(facts: Facts, fields: Iterable[str]) -> Facts:
    return Fields((key, fact) for key, fact in facts.items() if key not in fields)


class _Touched:
    """Tells which powers borrow what differs, so that the others need not be spelled out."""

    def __init__(self, base: Corpus, head: Corpus) -> None:
        self._templates = {
            name.partition("@")[0] for name in _differing(base.templates, head.templates)
        }
        self._names: set[str] = set()
        self.laws: set[str] = set()
        self._departments: set[str] = set()
        one, other = base.registry, head.registry
        self.registries = one != other or bool(self._templates)
        if one.profiles is not other.profiles:
            for kind in ("duties", "accountability", "supervision", "remedies"):
                self._names |= _differing(getattr(one, kind), getattr(other, kind))
        if one.law_file is not other.law_file:
            self.laws = _differing(one.laws, other.laws)
        if one.department_file is not other.department_file:
            self._departments = _differing(one.departments, other.departments)

    @property
    def names(self) -> frozenset[str]:
        """What differs of all that powers borrow."""
        return frozenset(self._templates | self._names | self.laws | self._departments)

    def __call__(self, one: Power) -> bool:
        if one.authority in self._departments or _template(one) in self._templates:
            return True
        if self._names and any(
            isinstance(name := getattr(one, attribute, None), str) and name in self._names
            for attribute in ("duties", "accountability", "supervision", "remedy")
        ):
            return True
        return bool(self.laws) and any(c.law in self.laws for _, c in citations_in(one))


def _template(power: Power) -> str:
    return (power.procedure.template or "").partition("@")[0]


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    """Names of what differs, or is there on one side only."""
    return {
        name
        for name in {*one, *other}
        if one.get(name) is not other.get(name) and one.get(name) != other.get(name)
    }
