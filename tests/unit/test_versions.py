"""Which versions get a page, and what stands above it."""

import pytest

from generator.diff.told import Account, Cluster, Holder, Told
from generator.model.edition import Change, EditionChanges, EditionCounts, TreeHash, Upcoming
from generator.model.vocab import Status
from generator.pages.issue import Issue
from generator.pages.life import mentions
from generator.pages.page import Page
from generator.pages.versions import (
    HOLE,
    SHARED_BY,
    Ending,
    Version,
    Versions,
    version_path,
    versions,
    with_banner,
)

CODE = "420683001CF00100"
HOSTILE = "<script>alert(1)</script>"
COUNTS = EditionCounts.model_validate(
    {"单位数": "1", "项数": "1", "分类型": [{"类型": "甲", "项数": "1"}], "市委职权": "0"}
)
UNITS = (("乙", "yi"),)
TREE = TreeHash(职权="0" * 40, 流程="0" * 40, 摘要="0" * 64)
DAYS = ("2024-01-01", "2025-01-01", "2026-01-01")


def cluster(*codes: str, origin: str = "", meaning: str = "加重", kind: str = "变更") -> Cluster:
    holders = tuple(Holder(code, "甲", "乙") for code in codes)
    return Cluster("乙", origin, holders, (Told(meaning, "", kind, "救济途径", "甲", "乙"),))


def issue(number: int, *clusters: Cluster, day: str = "", **change: str) -> Issue:
    values = {"kind": "变更", "name": "甲", "type": "行政处罚", "authority": "乙", "code": CODE}
    changes = (Change.model_validate({**values, **change}),) if change else ()
    told = EditionChanges(
        release=f"2026.0{number + 1}", previous=None, day=day or DAYS[number], changes=changes
    )
    return Issue(told, Upcoming(told, "一号", None, COUNTS, TREE), Account(clusters, units=UNITS))


FIRST = issue(0)


def versions_of(*issues: Issue) -> Versions:
    """The versions of what these editions changed."""
    return versions(issues, mentions(issues))


def test_a_power_changed_by_its_own_record_has_a_page_of_what_was() -> None:
    found = versions_of(FIRST, issue(1, cluster(CODE), reason="少跑路", approved_by="编委"))
    was, now = found[CODE]
    assert (was.edition, was.day, was.last, was.page) == ("2026.01", DAYS[0], "2026.01", True)
    page = "changes/2026.02/yi/index.html"
    assert was.ending == Ending("2026.02", DAYS[1], "变更", page, ("加重",), "少跑路", "编委")
    assert (now.edition, now.day, now.last, now.ending) == ("2026.02", DAYS[1], "2026.02", None)


def test_a_version_lasts_as_long_as_editions_repeat_it() -> None:
    was, now = versions_of(FIRST, issue(1), issue(2, cluster(CODE)))[CODE]
    assert (was.edition, was.last) == ("2026.01", "2026.02")
    assert now.edition == "2026.03"


@pytest.mark.parametrize(("reached", "page"), [(SHARED_BY, True), (SHARED_BY + 1, False)])
def test_a_change_of_shared_texts_gives_so_many_a_page(reached: int, page: bool) -> None:
    codes = [f"420683001CF{number:05}" for number in range(reached)]
    half = reached // 2
    later = issue(
        1,
        cluster(*codes[:half], origin="公用文本“甲”"),
        cluster(*codes[half:], origin="公用文本“乙”"),
    )
    found = versions_of(FIRST, later)
    assert {known[0].page for known in found.values()} == {page}
    ending = found[codes[0]][0].ending
    assert ending is not None
    assert (ending.what, ending.meanings) == ("共用内容变更：救济途径", ("加重",))


def test_what_changed_its_own_record_has_a_page_whatever_else_changed() -> None:
    codes = [f"420683001CF{number:05}" for number in range(SHARED_BY + 1)]
    shared = cluster(*codes, origin="公用文本“甲”")
    found = versions_of(FIRST, issue(1, shared, cluster(codes[7])))
    assert [code for code, known in found.items() if known[0].page] == [codes[7]]


def test_a_new_telephone_number_ends_a_version_and_makes_no_page() -> None:
    found = versions_of(FIRST, issue(1, cluster(CODE, origin="单位“乙”", meaning="中性")))
    assert [one.page for one in found[CODE]] == [False, False]


def test_what_was_corrected_on_the_same_day_has_no_page_of_its_own() -> None:
    same = issue(1, cluster(CODE), day=DAYS[0])
    known = versions_of(FIRST, same, issue(2, cluster(CODE)))[CODE]
    assert [(one.day, one.page) for one in known] == [
        (DAYS[0], False),
        (DAYS[0], True),
        (DAYS[2], False),
    ]


def test_where_one_edition_was_not_compared_nobody_knows_any_version() -> None:
    gap = Issue(issue(1).changes, issue(1).record, None, "没有历史")
    changed = issue(2, cluster(CODE))
    assert versions_of(FIRST, gap, changed) == {}
    assert versions_of(FIRST, issue(1), changed)
    assert versions_of() == versions_of(FIRST) == {}


def above(version: Version, *others: Version, status: Status = Status.IN_FORCE) -> str:
    """A version's page with what stands above it."""
    page = Page(version_path(CODE, version.day), "甲", "", "", f"<nav></nav>{HOLE}<h1>甲</h1>")
    known = tuple(sorted((version, *others), key=lambda one: one.day))
    body = with_banner(page, CODE, version, known, status).body
    assert HOLE not in body
    assert body.index("历史版本") < body.index("<h1>")
    return body


def ended(number: int, what: str = "变更", **more: str) -> Ending:
    edition = f"2026.0{number + 1}"
    return Ending(edition, DAYS[number], what, f"changes/{edition}/yi/index.html", **more)


WAS = Version("2026.01", DAYS[0], "2026.01", ended(1), page=True)
NOW = Version("2026.03", DAYS[2], "2026.03")


def test_the_banner_leads_to_all_other_versions_and_to_what_changed() -> None:
    quiet = Version("2026.02", DAYS[1], "2026.02", ended(2))
    body = above(WAS, quiet, NOW)
    assert f'href="../../../../changes/2026.02/yi/index.html#{CODE}"' in body
    assert f'href="../../../../changes/2026.03/yi/index.html#{CODE}"' in body
    assert 'href="../../index.html"' in body
    assert f'href="../{DAYS[1]}/index.html"' not in body
    shown = Version("2026.02", DAYS[1], "2026.02", ended(2), page=True)
    assert f'href="../{DAYS[1]}/index.html"' in above(WAS, shown, NOW)


def test_the_banner_says_what_became_of_a_cancelled_power() -> None:
    cancelled = Version("2026.01", DAYS[0], "2026.01", ended(1, "取消"), page=True)
    body = above(cancelled, NOW, status=Status.ABOLISHED)
    assert "现在是“取消”" in body
    assert "被取代" not in body
    assert "被取代" in above(WAS, NOW)


def test_hostile_words_stay_words_in_the_banner() -> None:
    ending = ended(1, HOSTILE, reason=HOSTILE, approved_by=HOSTILE, document=HOSTILE)
    body = above(Version("2026.01", DAYS[0], "2026.01", ending, page=True), NOW)
    assert HOSTILE not in body
    assert body.count("&lt;script&gt;") == 4
