"""Laws of versions: one after the other without gap or overlap, and each of them one state.

A history is made up first and the accounts of its editions are drawn from it, so that what the
program finds can be held against what was.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.diff.comparison import compare_readings
from generator.diff.telling import account
from generator.diff.told import Account, Cluster, Holder, Told
from generator.files import Folder
from generator.load import Reading
from generator.model.edition import EditionChanges, EditionCounts, TreeHash, Upcoming
from generator.model.vocab import LISTED, Disclosure
from generator.pages.issue import Issue
from generator.pages.life import mentions
from generator.pages.power import PowerPages
from generator.pages.versions import Version, Versions, versions
from generator.procedure import expand
from tests.property.test_diff_laws import CHOSEN, list_with

CODES = ("420683001CF00100", "420683001CF00200", "420683001CF00300")
HIDDEN = -1
DAY = date(2026, 1, 5)
COUNTS = EditionCounts.model_validate(
    {"单位数": "1", "项数": "1", "分类型": [{"类型": "甲", "项数": "1"}], "市委职权": "0"}
)
TREE = TreeHash(职权="0" * 40, 流程="0" * 40, 摘要="0" * 64)


@dataclass(frozen=True)
class State:
    """What one edition published of a power: its own record, and the text it shares."""

    own: int
    shared: int

    @property
    def hidden(self) -> bool:
        return self.own == HIDDEN


Past = list[dict[str, State]]
"""The powers of every edition, by code."""

STATES = st.builds(State, st.integers(HIDDEN, 2), st.integers(0, 1))
PASTS = st.lists(st.dictionaries(st.sampled_from(CODES), STATES), min_size=1, max_size=7)
DAYS = st.lists(st.integers(1, 9), min_size=7, max_size=7).map(sorted)


def account_of(before: dict[str, State], after: dict[str, State]) -> Account:
    """What a comparison of two editions tells."""
    untold = {code for side in (before, after) for code in side if side[code].hidden}
    clusters = []
    for code in sorted({*before, *after} - untold):
        one, other = before.get(code), after.get(code)
        who = (Holder(code, "甲", "乙"),)
        if one is None or other is None:
            kind = "新增" if one is None else "文件消失"
            clusters.append(Cluster("乙", "", who, (Told("待判定", "", kind, "", "", ""),)))
            continue
        if one.own != other.own:
            clusters.append(Cluster("乙", "", who, (Told("加重", "", "变更", "时限", "", ""),)))
        if one.shared != other.shared:
            fact = Told("加重", "", "变更", "救济途径", "", "")
            clusters.append(Cluster("乙", "公用文本“甲”", who, (fact,)))
    unseen = {code for code in untold if code not in after or after[code].hidden}
    return Account(
        tuple(clusters),
        untold=tuple(sorted(untold)),
        unseen=tuple(sorted(unseen)),
        units=(("乙", "yi"),),
    )


def issues_of(past: Past, days: list[int]) -> list[Issue]:
    found = []
    for number, powers in enumerate(past):
        told = EditionChanges(
            release=f"2026.0{number + 1}", previous=None, day=f"2026-01-0{days[number]}"
        )
        compared = account_of(past[number - 1], powers) if number else None
        found.append(Issue(told, Upcoming(told, "一号", None, COUNTS, TREE), compared))
    return found


def versions_of(issues: list[Issue]) -> Versions:
    return versions(issues, mentions(issues))


def runs(code: str, past: Past) -> list[tuple[int, int, State]]:
    """First and last edition of every state that was open to everybody."""
    found: list[tuple[int, int, State]] = []
    for number, powers in enumerate(past):
        state = powers.get(code)
        if state is None or state.hidden:
            continue
        if found and found[-1][1] == number - 1 and found[-1][2] == state:
            found[-1] = found[-1][0], number, state
        else:
            found.append((number, number, state))
    return found


def number_of(edition: str) -> int:
    return int(edition[-1]) - 1


def spans(known: tuple[Version, ...]) -> list[tuple[int, int]]:
    return [(number_of(one.edition), number_of(one.last)) for one in known]


@settings(max_examples=300, deadline=None)
@given(PASTS, DAYS)
def test_versions_are_the_states_that_were_published(past: Past, days: list[int]) -> None:
    issues = issues_of(past, days)
    found = versions_of(issues)
    for code in CODES:
        published = [(first, last) for first, last, _ in runs(code, past)]
        known = spans(found.get(code, ()))
        assert set(known) <= set(published)
        # What stood beside a state that was hidden may not be known as a version.
        if all(code not in powers or not powers[code].hidden for powers in past):
            always = [(0, len(past) - 1)]
            assert known == ([] if published == always else published)


@settings(max_examples=300, deadline=None)
@given(PASTS, DAYS)
def test_intervals_follow_one_another(past: Past, days: list[int]) -> None:
    issues = issues_of(past, days)
    day_of = {issue.id: issue.changes.day for issue in issues}
    for code, known in versions_of(issues).items():
        assert known, code
        for one in known:
            assert one.day == day_of[one.edition]
            if one.ending is None:
                assert one.last == issues[-1].id
                assert one == known[-1]
            else:
                assert number_of(one.ending.edition) == number_of(one.last) + 1
                assert one.day <= one.ending.day == day_of[one.ending.edition]
        # No two pages have one address.
        pages = [one.day for one in known if one.page]
        assert len(set(pages)) == len(pages)


@given(PASTS, DAYS)
def test_every_page_shows_something_else_than_the_next(past: Past, days: list[int]) -> None:
    for code, known in versions_of(issues_of(past, days)).items():
        for one in known:
            if one.page:
                assert one.ending is not None
                before = past[number_of(one.last)][code]
                after = past[number_of(one.ending.edition)].get(code)
                assert before != after
                assert not before.hidden


def reading(names: tuple[str, ...]) -> Reading:
    corpus = list_with(names)
    return Reading(corpus, (), tuple(record.file for record in corpus.records), Folder(Path()))


@cache
def pages(names: tuple[str, ...]) -> dict[str, str]:
    """What an edition showed of every power that was open to everybody."""
    corpus = list_with(names)
    made = PowerPages(corpus.registry)
    return {
        power.code: made.page(power, expand(power.procedure, corpus.templates), Markup(), DAY).body
        for power in corpus.powers
        if power.disclosure is Disclosure.PUBLIC
    }


@settings(max_examples=150, deadline=None)
@given(CHOSEN, CHOSEN)
def test_a_power_no_change_reached_has_the_same_page_in_both_editions(
    one: list[str], other: list[str]
) -> None:
    before, after = reading(tuple(sorted(one))), reading(tuple(sorted(other)))
    assert before.corpus is not None
    assert after.corpus is not None
    comparison = compare_readings(before, after, ("", ""))
    assert comparison is not None
    told = account(comparison, before.corpus, after.corpus)
    reached = {power.code for cluster in told.clusters for power in cluster.powers}
    old, new = pages(tuple(sorted(one))), pages(tuple(sorted(other)))
    # What a power that is long gone would borrow today is not told.
    gone = codes_gone(before) & codes_gone(after)
    for code in old.keys() & new.keys() - reached - gone - set(told.untold):
        assert old[code] == new[code]
    assert old.keys() ^ new.keys() <= reached | set(told.untold)


def codes_gone(found: Reading) -> set[str]:
    assert found.corpus is not None
    return {power.code for power in found.corpus.powers if power.status not in LISTED}


@pytest.mark.parametrize(
    "name", ["追责依据", "复议前置", "救济说明", "电话", "模板环节", "备注没有"]
)
def test_what_changes_a_page_is_a_change_of_the_power(name: str) -> None:
    # The twin of the law above: these do change pages, so silence would be seen.
    old, new = pages(()), pages((name,))
    assert any(old[code] != new[code] for code in old)
