"""Laws of the comparison: silent on equals, a mirror of itself, complete, and it counts up."""

import tempfile
from copy import deepcopy
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diff.change import Change, Edit, Kind
from generator.diff.comparison import Judged, compare_readings, grouped
from generator.diff.corpora import diff_corpora, facts_of, tally
from generator.diff.facts import Fact
from generator.files import Folder
from generator.load import Corpus, Known, read_files
from tests.edits import EDITS, applied, edited, same
from tests.factory import reading_of, valid_trees, write_trees

CHOSEN = st.lists(st.sampled_from(sorted(EDITS)), max_size=4, unique=True)


@cache
def list_with(names: tuple[str, ...]) -> Corpus:
    with tempfile.TemporaryDirectory() as folder:
        reading = reading_of(Path(folder), edited(valid_trees(), *names))
    assert reading.diagnostics == ()
    assert reading.corpus is not None
    return reading.corpus


def turned(change: Change) -> tuple[object, ...]:
    """A change as the comparison the other way round tells it."""
    d = change.difference
    edit = {Edit.ADD: Edit.REMOVE, Edit.REMOVE: Edit.ADD}.get(d.edit, d.edit)
    return (change.code, d.path, edit, text(d.after), text(d.before))


def told(change: Change) -> tuple[object, ...]:
    d = change.difference
    return (change.code, d.path, d.edit, text(d.before), text(d.after))


def unkeyed(row: tuple[object, ...]) -> tuple[object, ...]:
    """Without the identifier in the path of a replaced item, which has one on each side."""
    code, path, edit, before, after = row
    return (code, path[:-1] if edit is Edit.REPLACE else path, edit, before, after)  # type: ignore[index]


def text(fact: Fact | None) -> str:
    return repr(fact)


@settings(max_examples=60, deadline=None)
@given(CHOSEN)
def test_a_list_does_not_differ_from_itself(names: list[str]) -> None:
    corpus = list_with(tuple(names))
    assert diff_corpora(corpus, corpus) == ()
    list_with.cache_clear()
    assert diff_corpora(corpus, list_with(tuple(names))) == ()


@settings(max_examples=120, deadline=None)
@given(CHOSEN, CHOSEN)
def test_the_comparison_turned_round_is_its_mirror(one: list[str], other: list[str]) -> None:
    a, b = list_with(tuple(one)), list_with(tuple(other))
    forth = sorted(map(repr, (unkeyed(told(change)) for change in diff_corpora(a, b))))
    back = sorted(map(repr, (unkeyed(turned(change)) for change in diff_corpora(b, a))))
    assert forth == back


@settings(max_examples=120, deadline=None)
@given(CHOSEN, CHOSEN)
def test_carrying_out_the_changes_gives_the_other_list(one: list[str], other: list[str]) -> None:
    a, b = list_with(tuple(one)), list_with(tuple(other))
    changes: dict[str, list[Change]] = {}
    for change in diff_corpora(a, b):
        changes.setdefault(change.code, []).append(change)
    before, after = facts_of(a), facts_of(b)
    result = {}
    for code in {*before, *changes}:
        differences = [change.difference for change in changes.get(code, [])]
        if code in before:
            made = applied(before[code], differences)
        else:
            (difference,) = differences
            made = difference.after
        if made is not None:
            result[code] = made
    assert set(result) == set(after)
    wrong = {code for code in after if not same(result[code], after[code])}
    assert not wrong


@settings(max_examples=60, deadline=None)
@given(CHOSEN, CHOSEN)
def test_the_counts_add_up(one: list[str], other: list[str]) -> None:
    a, b = list_with(tuple(one)), list_with(tuple(other))
    counted = tally(a, b)
    assert counted.start + counted.added - counted.removed == counted.end
    before, after = listed(a), listed(b)
    assert (counted.start, counted.end) == (len(before), len(after))
    came, went = set(), set()
    for change in diff_corpora(a, b):
        if change.kind in COMING | GOING and change.difference.path in {(), ("状态",)}:
            (came if change.code in after else went).add(change.code)
    assert (counted.added, counted.removed) == (len(came - before), len(went & before))


COMING = {Kind.ADDED, Kind.SPLIT, Kind.RESUMED}
GOING = {Kind.CANCELLED, Kind.REMOVED, Kind.DELEGATED, Kind.MERGED}


def listed(corpus: Corpus) -> set[str]:
    return {power.code for power in corpus.powers if str(power.status) in {"在用", "暂停"}}


@settings(max_examples=len(EDITS), deadline=None)
@given(st.sampled_from(sorted(EDITS)))
def test_every_edit_is_told(name: str) -> None:
    changes = diff_corpora(list_with(()), list_with((name,)))
    # Turning round a list of one is no edit.
    assert bool(changes) is (name != "材料倒序")


@settings(max_examples=60, deadline=None)
@given(CHOSEN, CHOSEN)
def test_sharing_what_two_lists_have_in_common_changes_nothing(
    one: list[str], other: list[str]
) -> None:
    known: Known = {}
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("甲", "乙")]
        for place, names in zip(places, (one, other), strict=True):
            write_trees(place, edited(valid_trees(), *names))
        shared = [read_files(Folder(place), known=known) for place in places]
        apart = [read_files(Folder(place)) for place in places]
    told = compare_readings(shared[0], shared[1], ("", ""))
    assert told is not None
    assert told == compare_readings(apart[0], apart[1], ("", ""))
    # What powers share is told once; told one by one it comes to the same.
    copies = [deepcopy(change) for change in told.changes]
    assert told.groups == grouped(Judged(copy.change, copy.judgement) for copy in copies)
