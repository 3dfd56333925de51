"""Two readings compared, judged, and the same change of many powers told once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.diagnostic import Diagnostic
from generator.diff.change import Change, Difference, Edit, Kind
from generator.diff.corpora import Tally, diff_corpora, tally
from generator.diff.facts import DEPARTMENT, LAWS, STEPS, Fact, Items
from generator.diff.meaning import Judgement, classify
from generator.load import Corpus, Reading
from generator.model.vocab import Meaning, PowerType

SEVERAL = "多个单位"
_REGISTRIES_SHOWN_AT_POWERS = {"法规", "单位", "公用文本", "流程模板"}
ORDER = (Meaning.BURDEN, Meaning.UNDECIDED, Meaning.FAVOURABLE, Meaning.NEUTRAL)
"""The classes, the weightiest first."""


class Judged(NamedTuple):
    """A change and what it means."""

    change: Change
    judgement: Judgement


@dataclass(frozen=True)
class Group:
    """One change, told once for every power in which it happened.

    Attributes:
        powers: The change at each power, in order of code.
        field: Where the fact stands, in words.
        before: The fact before, in words; empty when it was not there.
        after: The same afterwards.
        fingerprint: Twelve characters that stay the same while the change does.
    """

    powers: tuple[Change, ...]
    judgement: Judgement
    field: str
    before: str
    after: str
    fingerprint: str

    @property
    def first(self) -> Change:
        """One of them, for what all have in common."""
        return self.powers[0]

    @cached_property
    def authority(self) -> str:
        """Whose powers they are; `SEVERAL` when more than one unit holds them."""
        held = {change.authority for change in self.powers}
        return held.pop() if len(held) == 1 else SEVERAL


@dataclass(frozen=True)
class Comparison:
    """What two lists differ by.

    Attributes:
        base: What the earlier list is called.
        head: What the later one is called.
        tally: Powers on the list before and after.
        changes: Every change of every power.
        unread: Findings on files that could not be read and so were not compared, by file.
        uncompared: Codes of the powers concerned.
    """

    base: str
    head: str
    tally: Tally
    changes: tuple[Judged, ...]
    unread: tuple[Diagnostic, ...] = ()
    uncompared: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Meaning, int]:
        """How many groups there are of each class, the weightiest first."""
        counted = Counter(group.judgement.meaning for group in self.groups)
        return {meaning: counted[meaning] for meaning in ORDER}

    @property
    def kinds(self) -> dict[Kind, int]:
        """How many powers there are of every kind that occurs; each counts once, as its weightiest.

        A power that was renamed and changed otherwise counts as renamed.
        """
        order = list(Kind)
        found: dict[str, Kind] = {}
        for one in self.changes:
            if one.change.code:
                before = found.setdefault(one.change.code, one.change.kind)
                found[one.change.code] = min(before, one.change.kind, key=order.index)
        counted = Counter(found.values())
        return {kind: counted[kind] for kind in order if counted[kind]}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The changes told once each: by unit, then by class, several units first."""
        return grouped(self.changes)

    def only(
        self,
        authority: str | None = None,
        type_: PowerType | None = None,
        meaning: Meaning | None = None,
    ) -> "Comparison":
        """The changes of one unit, type or class; the tally stays that of the whole list."""
        kept = tuple(
            one
            for one in self.changes
            if authority in {None, one.change.authority}
            and type_ in {None, one.change.type}
            and meaning in {None, one.judgement.meaning}
        )
        return replace(self, changes=kept)

    def with_names(self, names: Mapping[str, str]) -> "Comparison":
        """The same with the names of other powers, by code, that are not known in it yet."""
        changes = (
            one._replace(change=one.change.with_names(names)) if one.change.nameless else one
            for one in self.changes
        )
        return replace(self, changes=tuple(changes))

    def joined(self, later: "Comparison") -> "Comparison":
        """This one and that of the powers of later codes in the same two lists."""
        mine, other = self.tally, later.tally
        count = Tally(
            mine.start + other.start,
            mine.added + other.added,
            mine.removed + other.removed,
            mine.end + other.end,
        )
        # Both have what differs between the registries.
        changes = (*self.changes, *(one for one in later.changes if one.change.code))
        uncompared = tuple(sorted({*self.uncompared, *later.uncompared}))
        unread = _in_order((*self.unread, *later.unread))
        return Comparison(self.base, self.head, count, changes, unread, uncompared)


def compare_readings(base: Reading, head: Reading, names: tuple[str, str]) -> Comparison | None:
    """Compare two readings; None when the registries of one could not be read at all.

    A power whose file could not be read on one side is neither added nor removed: it is named as
    not compared.

    Args:
        base: The earlier list.
        head: The later one.
        names: What they are called.
    """
    if base.corpus is None or head.corpus is None:
        return None
    uncompared = _unread(base) | _unread(head)
    before, after = _without(base.corpus, uncompared), _without(head.corpus, uncompared)
    changes = diff_corpora(before, after)
    judged = tuple(_judged(changes))
    unread = _in_order((*base.diagnostics, *head.diagnostics))
    return Comparison(*names, tally(before, after), judged, unread, tuple(sorted(uncompared)))


def _in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.file))


def _judged(changes: Iterable[Change]) -> Iterator[Judged]:
    """Judge changes; a difference that many powers share is judged once.

    Of two editions with 135,004 changes 8,969 differences are distinct. They are kept, so that no
    other object takes the number of one of them.
    """
    known: dict[tuple[int, Kind, int], tuple[Change, Judgement]] = {}
    for change in changes:
        key = (id(change.difference), change.kind, id(change.assessment))
        if key not in known:
            known[key] = change, classify(change)
        yield Judged(change, known[key][1])


def _unread(reading: Reading) -> set[str]:
    assert reading.corpus is not None
    read = {record.file for record in reading.corpus.records}
    return {PurePosixPath(file).stem for file in reading.files if file not in read}


def _without(corpus: Corpus, codes: Collection[str]) -> Corpus:
    if not codes:
        return corpus
    kept = tuple(record for record in corpus.records if record.power.code not in codes)
    return replace(corpus, records=kept)


def _as_it_is(difference: Difference) -> Difference:
    return difference


def grouped(
    changes: Iterable[Judged], shown: Callable[[Difference], Difference] = _as_it_is
) -> tuple[Group, ...]:
    """Tell the same change of many powers once.

    What a registry changed is told at the powers it reaches and not again at the registry; what
    follows from another change (the laws of a basis that came or went, the telephone of the unit
    a power moved to) is not told at all.

    Args:
        changes: What to tell, in order of code.
        shown: What of a difference is shown; two changes are the same when that is.
    """
    judged = list(changes)
    reached = {one.change.shared for one in judged if one.change.code}
    told: dict[tuple[object, ...], tuple[tuple[str, str], list[Judged]]] = {}
    # Powers share differences, and putting a fact into words takes longer than all else.
    places: dict[tuple[object, ...], list[Judged]] = {}
    for one in judged:
        change, difference = one.change, one.change.difference
        whole = change.code if not difference.path else ""
        what = (whole, change.kind, change.shared, change.tied)
        key = (id(difference), id(one.judgement), *what)
        if key not in places:
            places[key] = []
            if not (_is_implied(change) or _is_told_at_powers(change, reached)):
                facts = shown(difference)
                said = (words(facts.before), words(facts.after))
                essence = (*what, difference.path, difference.edit, said, one.judgement)
                _, places[key] = told.setdefault(essence, (said, []))
        places[key].append(one)
    groups = [_group(said, members) for said, members in told.values()]
    groups.sort(key=_reading_order)
    return tuple(groups)


def _is_implied(change: Change) -> bool:
    path, edit = change.difference.path, change.difference.edit
    if path[:1] == (LAWS,):
        return edit is not Edit.REPLACE and len(path) <= 2
    return path[:1] == (DEPARTMENT,) and change.shared is None


def _is_told_at_powers(change: Change, reached: Collection[tuple[str, str] | None]) -> bool:
    path = change.difference.path
    if change.code or not path or path[0] not in _REGISTRIES_SHOWN_AT_POWERS:
        return False
    name = path[2:3] if path[0] == "公用文本" else path[1:2]
    return bool(name) and (path[0], name[0]) in reached


def _group(words_of_it: tuple[str, str], members: list[Judged]) -> Group:
    first, (before, after) = members[0].change, words_of_it
    said = "\0".join((first.code, field_words(first), str(first.difference.edit), before, after))
    return Group(
        tuple(one.change for one in members),
        members[0].judgement,
        field_words(first),
        before,
        after,
        sha256(said.encode("utf-8", "replace")).hexdigest()[:12],
    )


def _reading_order(group: Group) -> tuple[bool, str, int, str, str]:
    order = ORDER.index(group.judgement.meaning)
    return (group.authority != SEVERAL, group.authority, order, group.first.code, group.field)


def field_words(change: Change) -> str:
    """Where a fact stands, as a reader would say it; a step by its name, not its number."""
    difference = change.difference
    parts = list(difference.path)
    if STEPS in parts and difference.step and (at := parts.index(STEPS)) + 1 < len(parts):
        parts[at : at + 2] = [f"环节“{difference.step}”"]
    return " › ".join(parts) or "整项职权"


def words(fact: Fact | None) -> str:
    """A fact as one line of text."""
    if fact is None:
        return ""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, Items):
        return "；".join(words(item) for item in fact.values())
    return "，".join(f"{key}：{_inner(value)}" for key, value in fact.items())


def _inner(fact: Fact) -> str:
    return fact if isinstance(fact, str) else f"（{words(fact)}）"
