"""Charts for comparing and for the office: overlays, lanes, risks; head and foot."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from test_chart import TWENTY, meet, needs_dot, procedure
from test_procedure import NAMES, own, step, templates, to

from generator.chart import (
    Mark,
    Marks,
    View,
    Wanted,
    draw,
    lay_out,
    overlay,
    remedy_words,
    svg,
)
from generator.chart.actors import lanes_of
from generator.chart.words import head_words
from generator.model.duration import parse_duration
from generator.model.procedure import ProcedureRef
from generator.procedure import Procedure, expand
from generator.render import render


def version(*changes: dict[str, object]) -> Procedure:
    ref = {"模板": "许可-普通程序", "调整": list(changes)}
    return expand(ProcedureRef.model_validate(ref), templates())


def test_equal_versions_give_a_picture_without_marks() -> None:
    flow = procedure("许可-普通程序")
    merged = overlay(flow, flow)
    assert merged.marks == Marks()
    assert merged.procedure == flow


def test_an_overlay_marks_what_came_what_went_and_what_changed() -> None:
    old = procedure("许可-普通程序")
    new = version(
        {"删除": "publish"},
        {"修改": "review", "为": {"时限": "5个工作日", "执行": "执法人员"}},
        {"插入到": "review", "环节": step("hear", name="听取意见")},
    )
    merged = overlay(old, new)
    marks = merged.marks
    assert marks.steps == {"publish": Mark.REMOVED, "review": Mark.CHANGED, "hear": Mark.ADDED}
    assert marks.before["review"] == ("原执行：承办机构", "原时限：无")
    assert [found.number for found in merged.procedure.steps] == list(range(1, 15))
    ends = {(edge.tail, edge.head): mark for edge, mark in marks.edges.items()}
    assert ends == {
        ("deliver", "publish"): Mark.REMOVED,
        ("publish", "end"): Mark.REMOVED,
        ("deliver", "end"): Mark.ADDED,
        ("review", "hear"): Mark.ADDED,
        ("hear", "need"): Mark.ADDED,
        ("review", "need"): Mark.REMOVED,
    }
    back = overlay(new, old).marks.steps
    assert back == {"publish": Mark.ADDED, "review": Mark.CHANGED, "hear": Mark.REMOVED}


def test_the_public_is_not_told_that_a_risk_or_a_post_changed() -> None:
    old = own(step("a", "开始"), step("b", "结束"))
    new = own(RISKY | {"岗位": "科员"}, step("b", "结束"))
    assert overlay(old, new).marks == Marks()
    told = overlay(old, new, View.INTERNAL).marks.before
    assert told == {"a": ("原岗位：无", "原风险：无")}


def test_another_condition_changes_a_way() -> None:
    one = own(step("a", "判断", 下一步=to("是>b", "否>c")), step("b", "结束"), step("c", "结束"))
    two = own(step("a", "判断", 下一步=to("是>b", "不是>c")), step("b", "结束"), step("c", "结束"))
    ((edge, mark),) = overlay(one, two).marks.edges.items()
    assert (edge.label, mark) == ("不是（原：否）", Mark.CHANGED)


@needs_dot
@pytest.mark.parametrize("name", NAMES)
def test_any_two_templates_can_be_laid_over_each_other(name: str) -> None:
    # The harshest change there is: another process altogether, with ids in common.
    merged = overlay(procedure("许可-普通程序"), procedure(name))
    ((chart, picture),) = lay_out({"x": draw(merged)}, render).values()
    text = svg(chart, picture, title="甲", desc="乙")
    ElementTree.fromstring(text)
    assert picture.rects.keys() == {found.id for found in merged.procedure.steps}
    for mark, word in ((Mark.ADDED, "added"), (Mark.REMOVED, "removed"), (Mark.CHANGED, "changed")):
        marked = [id_ for id_, found in merged.marks.steps.items() if found is mark]
        assert len(re.findall(rf'<a class="\w+ {word}"', text)) == len(marked)
        ways = [found for found in merged.marks.edges.values() if found is mark]
        assert text.count(f">{mark}<") + text.count(f">{mark} ") == len(marked) + len(ways)
        assert (f'class="line {word}"' in text) is bool(ways)


@needs_dot
@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_drawn_in_lanes(name: str) -> None:
    flow = procedure(name)
    lanes = lanes_of(flow)
    assert sorted(found.id for lane in lanes for found in lane.steps) == sorted(
        found.id for found in flow.steps
    )
    ((_, picture),) = lay_out({"x": draw(Wanted(flow, lanes=True))}, render).values()
    assert [band.title for band in picture.bands] == [lane.title for lane in lanes]
    for band, lane in zip(picture.bands, lanes, strict=True):
        for found in lane.steps:
            rect = picture.rects[found.id]
            assert band.left < rect.left and rect.right < band.right
            assert str(found.actor) == band.title or not lane.names_actor
    for one, other in combinations(picture.rects.values(), 2):
        assert not meet(one, other)
    assert not any(way.curved for way in picture.ways)
    assert picture.width <= 1000


RISKY = step("a", "开始", 风险={"等级": "高", "表现": "拖着不办", "防控": "超时提醒"})


@needs_dot
@pytest.mark.parametrize("lanes", [False, True])
def test_risks_are_for_the_office_alone(lanes: bool) -> None:
    flow = own(RISKY, step("b", "结束"))
    for view in View:
        wanted = Wanted(flow, view=view, lanes=lanes)
        ((chart, picture),) = lay_out({"x": draw(wanted)}, render).values()
        text = svg(chart, picture, title="甲", desc="乙")
        shown = [words in text for words in ("▲高 拖着不办", "防控：超时提醒")]
        assert shown == [view is View.INTERNAL] * 2


def test_head_and_foot_say_limits_and_remedies() -> None:
    flow = own(step("a", "开始", 时限="法定时限"), step("b", 时限="3日"), step("c", "结束"))
    assert head_words(Wanted(flow, TWENTY, parse_duration("7个工作日"))) == (
        "法定时限\u00a020个工作日，承诺时限\u00a07个工作日"
    )
    assert head_words(Wanted(flow)) == ""
    assert remedy_words(None) == ""


def test_the_head_adds_up_steps_with_limits_of_their_own() -> None:
    flow = own(step("a", "开始", 时限="2日"), step("b", 时限="3日"), step("c", "结束"))
    assert head_words(Wanted(flow, TWENTY)) == "各环节合计\u00a05日，法定时限\u00a020个工作日"
    uncounted = own(step("a", "开始", 时限="2日", 计时="否"), step("c", "结束"))
    assert head_words(Wanted(uncounted, TWENTY)) == "法定时限\u00a020个工作日"


@needs_dot
def test_the_foot_is_a_dashed_box_that_leads_to_the_remedies() -> None:
    flow = own(step("a", "开始"), step("b", "结束"))
    wanted = Wanted(flow, remedy="不服怎么办：行政复议\u00a060日内，行政诉讼\u00a06个月内")
    ((chart, picture),) = lay_out({"x": draw(wanted)}, render).values()
    assert picture.foot is not None
    assert picture.foot.rect.top > max(rect.bottom for rect in picture.rects.values())
    assert picture.foot.lines == ("不服怎么办：行政复议\u00a060日内，", "行政诉讼\u00a06个月内")
    text = svg(chart, picture, title="甲", desc="乙")
    assert '<a class="remedy" href="#remedy"><rect' in text
    alone = svg(chart, picture, title="甲", desc="乙", style="a > b {}")
    assert "href=" not in alone and 'role="img"' in alone
    assert ElementTree.fromstring(alone).findtext("{*}style") == "a > b {}"
