"""What an edition changed for each unit: its own on its page, nobody else's, every power once."""

import re
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest

from generator.diff.shares import Share, shares
from generator.diff.told import Account
from generator.model.edition import Change, SharedGround
from generator.model.vocab import PowerType
from generator.pages.changes import change_pages
from generator.pages.issue import Issue, marked
from tests.editions import (
    FIRST,
    HERE,
    OF_THERE,
    SECOND,
    THERE,
    codes_of,
    corpus_of,
    issue_of,
    told_of,
    two_units,
)
from tests.factory import (
    DEPARTMENTS,
    FACTS,
    FOOD_LAW,
    LAWS,
    PROFILES,
    TEMPLATE,
    Trees,
    code_of,
    file_of,
    put,
    record,
)

LICENCE, FINE = file_of(PowerType.LICENSING), file_of(PowerType.PENALTY)
LICENCE_CODE, FINE_CODE = code_of(PowerType.LICENSING), code_of(PowerType.PENALTY)
HOSTILE = "<script>alert(1)</script>"


def entry(day: str = "2026-02-01", **more: object) -> dict[str, object]:
    return {"日期": day, "动作": "变更", "说明": "缩短", **more}


def add_entry(trees: Trees, file: str, **more: Any) -> None:
    trees[file]["沿革"].append(entry(**more))


def shorter(trees: Trees) -> None:
    put(trees[LICENCE], ("承诺时限", "期限"), "5个工作日")


def by_unit(told: Account) -> dict[str, Share]:
    return {share.unit: share for share in shares(told)}


def pages_of(tmp_path: Path, issue: Issue, trees: Trees | None = None) -> dict[str, str]:
    corpus = corpus_of(tmp_path / "list", trees or two_units())
    codes = {power.code for power in corpus.powers}
    return {page.path: page.body for page in change_pages([issue], corpus.registry, codes)}


def edition_page(pages: dict[str, str]) -> str:
    return pages[f"changes/{SECOND}/index.html"]


def test_a_change_of_one_unit_is_on_no_page_of_another(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    put(after[FINE], ("备注",), "罚款用现金的不收。")
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)))
    here, there = (pages[f"changes/{SECOND}/{id_}/index.html"] for id_ in ("scjgj", "jyj"))
    assert "5个工作日" in here and "5个工作日" not in there
    assert "现金" in there and "现金" not in here
    assert LICENCE_CODE in here and LICENCE_CODE not in there


def test_a_unit_that_nothing_reached_has_no_page(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)))
    assert f"changes/{SECOND}/scjgj/index.html" in pages
    assert f"changes/{SECOND}/jyj/index.html" not in pages


def test_what_units_share_is_told_once_and_pointed_to(tmp_path: Path) -> None:
    after = two_units()
    put(after[PROFILES], ("救济途径", 0, "途径", 0, "期限"), "30日")
    told = told_of(tmp_path, two_units(), after)
    found = by_unit(told)
    assert {unit: share.shared[0][2] for unit, share in found.items()} == {HERE: 7, THERE: 3}
    pages = pages_of(tmp_path, issue_of(told))
    assert 'id="change-1"' in edition_page(pages) and "30日" in edition_page(pages)
    there = pages[f"changes/{SECOND}/jyj/index.html"]
    assert "30日" not in there and 'href="../index.html#change-1"' in there
    assert "本单位 3 项" in there


def test_who_answers_for_a_shared_text_is_said_to_the_units_it_reaches(tmp_path: Path) -> None:
    after = two_units()
    put(after[PROFILES], ("救济途径", 0, "途径", 0, "期限"), "30日")
    put(after[file_of(PowerType.PARTY)], ("备注",), "新的话。")
    told = told_of(tmp_path, two_units(), after)
    said = {"requested_by": "市司法局", "reason": "法律修订", "approved_by": "市编办"}
    names = ("救济途径“县级部门”", "流程模板“别的”")
    found = tuple(SharedGround(name=name, **said) for name in names)
    plain = issue_of(told)
    changes = plain.changes.model_copy(update={"shared_grounds": found})
    pages = pages_of(tmp_path, replace(plain, changes=changes))
    for unit in ("scjgj", "jyj"):
        body = pages[f"changes/{SECOND}/{unit}/index.html"]
        assert names[0] in body and names[1] not in body
        assert "<dt>谁批准的</dt><dd>市编办<" in body
    assert "法律修订" not in pages[f"changes/{SECOND}/shiwei/index.html"]


def test_powers_stand_once_under_all_that_reached_them(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    put(after[PROFILES], ("救济途径", 0, "途径", 0, "期限"), "30日")
    share = by_unit(told_of(tmp_path, two_units(), after))[HERE]
    assert [(listing.changes, len(listing.powers)) for listing in share.listings] == [
        ((1,), 6),
        ((1, 2), 1),
    ]
    assert share.listings[1].powers[0].code == LICENCE_CODE


@pytest.mark.parametrize(("few", "place"), [(1, "own"), (0, "powers")])
def test_few_powers_are_named_at_their_change_and_many_in_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, place: str
) -> None:
    monkeypatch.setattr("generator.pages.shares.NAMED", few)
    after = two_units()
    shorter(after)
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)))
    body = pages[f"changes/{SECOND}/scjgj/index.html"]
    assert body.count(f'id="{LICENCE_CODE}"') == 1
    section = body.split(f'<section id="{place}">')[1].split("</section>")[0]
    assert f'id="{LICENCE_CODE}"' in section


def test_a_power_that_changed_hands_is_at_both_and_counts_once(tmp_path: Path) -> None:
    after = two_units()
    put(after[FINE], ("行使主体",), HERE)
    told = told_of(tmp_path, two_units(), after)
    found = by_unit(told)
    assert (found[HERE].powers, found[THERE].powers, told.powers) == (1, 0, 1)
    assert [power.code for power in found[THERE].left] == [FINE_CODE]
    pages = pages_of(tmp_path, issue_of(told))
    there, here = (pages[f"changes/{SECOND}/{id_}/index.html"] for id_ in ("jyj", "scjgj"))
    assert f'href="../scjgj/index.html#{FINE_CODE}"' in there
    assert f'id="{FINE_CODE}"' in here and f"原来由{THERE}行使" in here
    assert "划出 1 项" in edition_page(pages)


def test_a_power_that_stays_is_given_to_nobody(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    found = by_unit(told_of(tmp_path, two_units(), after))
    assert [share.left for share in found.values()] == [()]


def test_a_unit_that_is_gone_keeps_its_page_and_names_its_heir(tmp_path: Path) -> None:
    after = two_units()
    after[DEPARTMENTS]["单位"].pop()
    after[DEPARTMENTS]["单位"][0]["承接自"] = [THERE]
    for kind in OF_THERE:
        put(after[file_of(kind)], ("行使主体",), HERE)
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)), after)
    there = pages[f"changes/{SECOND}/jyj/index.html"]
    assert "这个单位现在没有了，由" in there and "划给别的单位的（3 项）" in there
    assert "d/jyj/" not in there
    assert f"单位已经没有了，由{HERE}承接" in edition_page(pages)


def test_a_unit_with_another_name_gave_nothing_away(tmp_path: Path) -> None:
    after = two_units()
    after[DEPARTMENTS]["单位"][-1]["名称"] = "市教育和体育局"
    for kind in OF_THERE:
        put(after[file_of(kind)], ("行使主体",), "市教育和体育局")
    (share,) = shares(told_of(tmp_path, two_units(), after))
    assert (share.unit, share.id, share.powers, share.left) == ("市教育和体育局", "jyj", 3, ())


def test_a_unit_in_no_register_is_found_by_its_digits(tmp_path: Path) -> None:
    before, after = two_units(), two_units()
    for trees in (before, after):
        trees[DEPARTMENTS]["单位"].pop()
    put(after[FINE], ("备注",), "新的话。")
    assert [share.id for share in shares(told_of(tmp_path, before, after))] == ["021"]


def test_what_is_inside_the_party_is_on_no_page(tmp_path: Path) -> None:
    before, after = two_units(), two_units()
    party = file_of(PowerType.PARTY)
    for trees in (before, after):
        put(trees[party], ("公开范围",), "党内公开")
    put(after[party], ("备注",), "不公开的话")
    add_entry(after, party, 说明="不公开的事")
    shorter(after)
    told = told_of(tmp_path, before, after)
    pages = pages_of(tmp_path, issue_of(told), after)
    assert [share.unit for share in shares(told)] == [HERE]
    assert told.entries == ()
    assert "不公开" not in "".join(pages.values())


def test_the_same_of_a_public_power_is_told(tmp_path: Path) -> None:
    after = two_units()
    put(after[file_of(PowerType.PARTY)], ("备注",), "公开的话")
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)))
    assert "公开的话" in pages[f"changes/{SECOND}/shiwei/index.html"]


def test_an_entry_of_a_history_is_a_ground_and_no_change_of_its_own(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    add_entry(after, LICENCE, 原因="减少跑动", 申请单位="市监局", 批准机关="市政府")
    told = told_of(tmp_path, two_units(), after)
    assert [fact.field for cluster in told.clusters for fact in cluster.facts] == [
        "承诺时限 › 期限"
    ]
    (said,) = told.entries
    assert (said.reason, said.requested_by, said.approved_by) == ("减少跑动", "市监局", "市政府")
    assert said.codes == (LICENCE_CODE,)
    body = edition_page(pages_of(tmp_path, issue_of(told)))
    for words in ("减少跑动", "市监局", "市政府"):
        assert words in body


def test_an_entry_with_nothing_beside_it_is_told(tmp_path: Path) -> None:
    after = two_units()
    add_entry(after, LICENCE)
    told = told_of(tmp_path, two_units(), after)
    assert [fact.meaning for cluster in told.clusters for fact in cluster.facts] == ["中性"]


def test_a_new_power_brings_its_history(tmp_path: Path) -> None:
    after = two_units()
    after[file_of(PowerType.LICENSING, 2)] = record(PowerType.LICENSING, 2)
    told = told_of(tmp_path, two_units(), after)
    assert [said.action for said in told.entries] == ["基线入库"]
    assert told.kinds == {"新增": 1}


@pytest.mark.parametrize(("day", "late"), [("2026-01-04", True), ("2026-01-05", False)])
def test_an_entry_older_than_the_edition_that_lacks_it_is_flagged(
    tmp_path: Path, day: str, late: bool
) -> None:
    after = two_units()
    shorter(after)
    add_entry(after, LICENCE, day=day)
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)))
    for path in (f"changes/{SECOND}/index.html", f"changes/{SECOND}/scjgj/index.html"):
        assert ("倒填的沿革" in pages[path]) is late
        if late:
            told = pages[path][pages[path].index('id="late"') :]
            assert f"{FIRST} 版在 2026-01-05 公布时" in told
            assert f'<td data-label="沿革写的日期">{day}</td>' in told
            assert f"{SECOND}（2026-02-05 公布）" in told


def decide(trees: Trees, meaning: str = "中性") -> None:
    said = {"类别": meaning, "理由": "只是换算", "确认人": "市司法局法制科"}
    add_entry(trees, LICENCE, 变更定性=said)


def test_what_a_person_decided_stands_apart_with_what_the_rules_said(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    decide(after)
    told = told_of(tmp_path, two_units(), after)
    (one,) = told.overrides
    assert (one.meaning, one.ruled, one.codes) == ("中性", ("利民",), (LICENCE_CODE,))
    pages = pages_of(tmp_path, issue_of(told))
    for path in (f"changes/{SECOND}/index.html", f"changes/{SECOND}/scjgj/index.html"):
        section = pages[path][pages[path].index('id="decided"') :]
        for words in ("中性", "利民", "只是换算", "市司法局法制科"):
            assert words in section


def test_without_a_comparison_the_record_says_what_a_person_decided(tmp_path: Path) -> None:
    said = {"field": "承诺时限", "rules_said": "利民", "meaning": "中性"}
    decided = said | {"reason": "只是换算", "confirmed_by": "市司法局法制科"}
    values = {"kind": "变更", "code": LICENCE_CODE, "name": "甲许可", "type": "行政许可"}
    change = Change.model_validate(values | {"authority": HERE, "overrides": [decided]})
    (body,) = (
        body
        for path, body in pages_of(tmp_path, issue_of(None, change, why="没有历史")).items()
        if path == f"changes/{SECOND}/index.html"
    )
    section = body[body.index('id="decided"') :]
    for words in ("中性", "利民", "承诺时限", "只是换算", "市司法局法制科", "甲许可"):
        assert words in section


def test_where_nobody_decided_nothing_is_said(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    told = told_of(tmp_path, two_units(), after)
    assert told.overrides == ()
    assert 'id="decided"' not in "".join(pages_of(tmp_path, issue_of(told)).values())


def test_what_is_open_is_asked(tmp_path: Path) -> None:
    after = two_units()
    put(after[LICENCE], ("法定时限", "起算"), "立案之日")
    body = edition_page(pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after))))
    section = body[body.index('id="open"') :]
    assert "当事人等的时间长了还是短了？" in section and "法定时限，1 处，1 项职权" in section
    assert 'href="#change-1"' in section


def test_what_the_rules_know_is_not_asked(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)))
    assert 'id="open"' not in "".join(pages.values())


def revised(trees: Trees, effective: str) -> None:
    put(trees[FACTS], ("数据日期",), "2026-02-01")
    law = next(law for law in trees[LAWS]["法规"] if law["名称"] == FOOD_LAW)
    law["版本"].append({"施行": effective, "条数": "154"})


@pytest.mark.parametrize(
    ("effective", "named"),
    [("2026-01-01", False), ("2026-01-02", True), ("2026-02-01", True), ("2026-02-02", False)],
)
def test_a_law_that_came_into_force_between_is_named(
    tmp_path: Path, effective: str, named: bool
) -> None:
    after = two_units()
    revised(after, effective)
    put(after[LICENCE], ("依据", 0, "条款"), "第三十六条")
    told = told_of(tmp_path, two_units(), after)
    laws = {law for c in told.clusters if not c.origin for law in c.laws}
    assert laws == ({(FOOD_LAW, effective)} if named else set())
    body = edition_page(pages_of(tmp_path, issue_of(told)))
    assert (f"《{FOOD_LAW}》<time" in body) is named


def test_a_law_that_a_change_does_not_cite_is_not_its_ground(tmp_path: Path) -> None:
    after = two_units()
    revised(after, "2026-01-15")
    put(after[FINE], ("备注",), "另一件事。")
    told = told_of(tmp_path, two_units(), after)
    assert [c.laws for c in told.clusters if not c.origin] == [()]


def test_what_a_cancelled_power_would_borrow_concerns_nobody(tmp_path: Path) -> None:
    before, after = two_units(), two_units()
    for trees in (before, after):
        put(trees[FINE], ("状态",), "取消")
    put(after[PROFILES], ("救济途径", 0, "途径", 0, "期限"), "30日")
    told = told_of(tmp_path, before, after)
    assert {p.code for c in told.clusters for p in c.powers} == {
        power for power in codes_of(*PowerType) - codes_of(PowerType.PARTY) if power != FINE_CODE
    }


def test_a_clause_is_named_by_how_it_begins(tmp_path: Path) -> None:
    before, after = two_units(), two_units()
    long = "一" * 60
    for trees, text in ((before, long), (after, f"{long}二")):
        put(trees[PROFILES], ("追责情形", 0, "条目"), [{"内容": text}])
    told = told_of(tmp_path, before, after)
    (field,) = {fact.field for cluster in told.clusters for fact in cluster.facts}
    assert field == f"追责情形 › {'一' * 26}…"


def test_citations_that_went_and_came_are_one_line(tmp_path: Path) -> None:
    before, after = two_units(), two_units()
    one, other = ([f"《{FOOD_LAW}》第{n}条" for n in numbers] for numbers in ("一二", "三四"))
    for trees, cited in ((before, one), (after, other)):
        put(trees[PROFILES], ("追责情形", 0, "依据"), cited)
    (cluster,) = told_of(tmp_path, before, after).clusters
    (fact,) = cluster.facts
    assert (fact.field, fact.listed) == ("追责情形 › 依据", True)
    assert (fact.before, fact.after) == (
        f"《{FOOD_LAW}》第一条、第二条",
        f"《{FOOD_LAW}》第三条、第四条",
    )
    assert [text for _, text in marked(fact)] == [fact.before, fact.after]


def test_long_texts_that_came_have_a_line_each(tmp_path: Path) -> None:
    after = two_units()
    for name in ("甲", "乙"):
        after[PROFILES]["追责情形"][0]["条目"].append({"内容": f"{name * 50}的。"})
    (cluster,) = told_of(tmp_path, two_units(), after).clusters
    assert [fact.listed for fact in cluster.facts] == [False, False]


def test_what_is_known_stands_before_what_is_open_and_deeds_before_citations(
    tmp_path: Path,
) -> None:
    after = two_units()
    shorter(after)
    put(after[LICENCE], ("法定时限", "起算"), "立案之日")
    after[LICENCE]["依据"].pop()
    (cluster,) = (c for c in told_of(tmp_path, two_units(), after).clusters if not c.origin)
    assert [fact.field.partition(" › ")[0] for fact in cluster.facts] == [
        "承诺时限",
        "法定时限",
        "依据",
    ]


def test_an_edition_with_much_of_the_units_own_leaves_it_to_their_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = two_units()
    shorter(after)
    told = told_of(tmp_path, two_units(), after)
    assert "5个工作日" in edition_page(pages_of(tmp_path, issue_of(told)))
    monkeypatch.setattr("generator.pages.changes._FEW", 0)
    pages = pages_of(tmp_path, issue_of(told))
    assert "5个工作日" not in edition_page(pages)
    assert "5个工作日" in pages[f"changes/{SECOND}/scjgj/index.html"]


def test_classes_can_be_chosen_where_there_are_several(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    issue = issue_of(told_of(tmp_path / "a", two_units(), after))
    assert 'type="radio"' not in "".join(pages_of(tmp_path / "a", issue).values())
    put(after[LICENCE], ("备注",), "新的话。")
    pages = pages_of(tmp_path / "b", issue_of(told_of(tmp_path / "b", two_units(), after)))
    for path in (f"changes/{SECOND}/index.html", f"changes/{SECOND}/scjgj/index.html"):
        body = pages[path]
        assert re.findall(r'name="only" value="(.*?)"', body) == ["", "待判定", "利民"]
        assert {"利民", "待判定"} <= set(re.findall(r'<li data-m="(.*?)"', body))
        assert 'id="change-1" data-m="待判定 利民"' in body


def test_no_page_has_a_script_or_a_handler(tmp_path: Path) -> None:
    after = two_units()
    put(after[LICENCE], ("备注",), HOSTILE)
    decide(after)
    after[LICENCE]["沿革"][-1] |= {"说明": HOSTILE, "原因": HOSTILE, "申请单位": HOSTILE}
    change = {"kind": "取消", "code": "1", "name": HOSTILE, "type": "甲", "authority": HOSTILE}
    told = told_of(tmp_path, two_units(), after)
    issue = issue_of(told, Change.model_validate(change), note=HOSTILE)
    bodies = "".join(pages_of(tmp_path, issue).values())
    assert "<script" not in bodies and "&lt;script&gt;" in bodies
    assert not re.search(r"<[^>]+ on[a-z]+=", bodies)


def test_links_between_the_pages_lead_somewhere(tmp_path: Path) -> None:
    after = two_units()
    shorter(after)
    decide(after)
    put(after[TEMPLATE], ("步骤", 1, "时限"), "3个工作日")
    put(after[PROFILES], ("救济途径", 0, "途径", 0, "期限"), "30日")
    put(after[file_of(PowerType.REWARD)], ("行使主体",), HERE)
    pages = pages_of(tmp_path, issue_of(told_of(tmp_path, two_units(), after)))
    ids = {path: set(re.findall(r' id="(.*?)"', body)) for path, body in pages.items()}
    seen = 0
    for path, body in pages.items():
        assert len(re.findall(r' id="', body)) == len(ids[path]), path
        for link in re.findall(r'href="(.*?)"', body):
            file, _, anchor = link.partition("#")
            target = normpath(join(dirname(path), file)) if file else path
            if target in pages:
                seen += 1
                assert not anchor or anchor in ids[target], (path, link)
            elif target.startswith("changes/"):
                assert target == f"changes/{FIRST}/index.html", (path, link)
    assert seen > 15
