"""Expansion of procedures and the faults of their graphs; the templates themselves."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator import source
from generator.model.duration import parse_duration
from generator.model.procedure import ProcedureRef, Template
from generator.model.vocab import Actor, StepKind
from generator.procedure import LimitSource, Procedure, ProcedureError, expand
from generator.soundness import Fault, FaultKind, faults

FOLDER = Path(__file__).resolve().parents[2] / "flowcharts"
NAMES = [
    f"{kind}-{name}"
    for kind, *names in (
        ("许可", "普通程序", "当场决定", "审核转报", "联合办理"),
        ("处罚", "普通程序", "普通程序@2018-01-01", "简易程序"),
        ("强制", "查封扣押", "冻结存款汇款", "行政强制措施", "先行登记保存"),
        ("强制", "加处罚款", "代履行", "行政强制执行", "申请法院执行"),
        ("征收", "税费征收", "非税收入"),
        ("给付", "两级审核", "直接受理"),
        ("检查", "现场检查", "双随机", "专项"),
        ("确认", "普通程序", "当场办理"),
        ("奖励", "评选表彰"),
        ("裁决", "普通程序"),
        (
            "其他",
            "备案",
            "年度报告与年检",
            "审核转报",
            "责令改正",
            "依申请办理",
            "依职权管理",
            "投诉举报处理",
            "调解仲裁",
        ),
        ("市委", "集体决策"),
    )
    for name in names
]


@cache
def templates() -> dict[str, Template]:
    found = {}
    for path in sorted(FOLDER.glob("*.yml")):
        text, findings = source.decode(path.name, path.read_bytes())
        assert text is not None, findings
        tree, findings = source.parse(text)
        assert tree is not None, findings
        template = Template.model_validate(tree)
        assert path.stem in (template.name, template.label)
        found[path.stem] = template
    return found


def step(id_: str, kind: str = "办理", name: str = "某步", **more: object) -> dict[str, object]:
    return {"编号": id_, "名称": name, "类别": kind, "执行": "承办机构", **more}


def to(*exits: str) -> list[dict[str, str]]:
    """`是>a` leads to a when 是; `a` leads to a."""
    found = []
    for text in exits:
        when, _, target = text.rpartition(">")
        found.append({"到": target} | ({"当": when} if when else {}))
    return found


def own(*steps: dict[str, object]) -> Procedure:
    return expand(ProcedureRef.model_validate({"步骤": list(steps)}), {})


SIMPLE = Template.model_validate(
    {
        "模板": "样板",
        "标题": "样板程序",
        "适用": ["行政许可"],
        "法规": "中华人民共和国行政许可法",
        "法规版本": "2019-04-23",
        "步骤": [
            step("apply", "开始"),
            step("check", "判断", 下一步=to("是>decide", "否>fix")),
            step("fix", 下一步=to("apply")),
            step("decide", "文书", 时限="法定时限"),
            step("end", "结束"),
        ],
    }
)


def adjusted(*changes: dict[str, object]) -> Procedure:
    ref = ProcedureRef.model_validate({"模板": "样板", "调整": list(changes)})
    return expand(ref, {"样板": SIMPLE})


def exits(procedure: Procedure) -> dict[str, list[str]]:
    return {found.id: [target for target, _ in found.exits] for found in procedure.steps}


def test_steps_lead_to_the_next_listed_and_ends_lead_nowhere() -> None:
    procedure = adjusted()
    assert exits(procedure) == {
        "apply": ["check"],
        "check": ["decide", "fix"],
        "fix": ["apply"],
        "decide": ["end"],
        "end": [],
    }
    assert [found.number for found in procedure.steps] == [1, 2, 3, 4, 5]
    assert (procedure.template, procedure.title) == ("样板", "样板程序")
    assert procedure.law == "中华人民共和国行政许可法"
    assert [(edge.tail, edge.head, edge.label) for edge in procedure.edges][1] == (
        "check",
        "decide",
        "是",
    )


def test_a_template_without_adjustments_is_expanded_once() -> None:
    assert adjusted() is adjusted()


def test_an_end_in_the_middle_does_not_fall_through() -> None:
    procedure = own(step("a", "开始", 下一步=to("c")), step("b", "结束"), step("c", "结束"))
    assert exits(procedure)["b"] == []


def test_limits_are_own_statutory_promised_or_none() -> None:
    procedure = own(
        step("a", "开始"),
        step("b", 时限="5个工作日", 计时="否"),
        step("c", 时限="法定时限"),
        step("d", 时限="承诺时限"),
        step("e", "结束"),
    )
    sources = [found.limit_source for found in procedure.steps]
    assert sources == [
        LimitSource.NONE,
        LimitSource.OWN,
        LimitSource.STATUTORY,
        LimitSource.PROMISED,
        LimitSource.NONE,
    ]
    assert procedure.steps[1].limit == parse_duration("5个工作日")
    assert [found.counted for found in procedure.steps] == [True, False, True, True, True]


def test_a_change_touches_only_what_it_names() -> None:
    changed = adjusted({"修改": "decide", "为": {"时限": "7个工作日", "执行": "负责人"}})
    before, after = adjusted().steps[3], changed.steps[3]
    assert (after.limit, after.limit_source) == (parse_duration("7个工作日"), LimitSource.OWN)
    assert after.actor is Actor.HEAD
    assert replace(after, limit=None, limit_source=before.limit_source, actor=before.actor) == (
        before
    )
    assert changed.edges == adjusted().edges


def test_a_change_may_redirect_and_may_make_an_end() -> None:
    assert exits(adjusted({"修改": "fix", "为": {"下一步": to("check")}}))["fix"] == ["check"]
    assert exits(adjusted({"修改": "decide", "为": {"类别": "结束"}}))["decide"] == []


def test_a_change_can_start_and_stop_the_clock() -> None:
    stopped = adjusted({"修改": "decide", "为": {"计时": "否"}})
    assert not stopped.steps[3].counted


def test_an_inserted_step_takes_over_the_successors() -> None:
    procedure = adjusted({"插入到": "apply", "环节": step("notice", "公示告知")})
    assert exits(procedure)["apply"] == ["notice"]
    assert exits(procedure)["notice"] == ["check"]
    assert [found.number for found in procedure.steps] == [1, 2, 3, 4, 5, 6]
    assert procedure.steps[1].id == "notice"


def test_an_inserted_step_may_name_its_own_successors() -> None:
    extra = step("again", "判断", 下一步=to("是>end", "否>apply"))
    procedure = adjusted({"插入到": "decide", "环节": extra})
    assert exits(procedure)["again"] == ["end", "apply"]
    assert faults(procedure) == []


def test_what_led_to_a_dropped_step_leads_to_its_successor_on_the_same_condition() -> None:
    procedure = adjusted({"删除": "decide"})
    assert exits(procedure)["check"] == ["end", "fix"]
    assert procedure.steps[1].exits[0] == ("end", "是")


def test_a_replaced_step_hands_on_what_led_to_it_and_where_it_led() -> None:
    procedure = adjusted({"替换": "decide", "换成": [step("meet"), step("sign", "文书")]})
    assert exits(procedure)["check"] == ["meet", "fix"]
    assert procedure.steps[1].exits[0] == ("meet", "是")
    assert exits(procedure)["meet"] == ["sign"]
    assert exits(procedure)["sign"] == ["end"]
    assert faults(procedure) == []


def test_a_replacement_may_keep_the_id_and_name_its_own_successors() -> None:
    new = step("decide", "判断", 下一步=to("是>end", "否>apply"))
    procedure = adjusted({"替换": "decide", "换成": [new]})
    assert exits(procedure)["check"] == ["decide", "fix"]
    assert exits(procedure)["decide"] == ["end", "apply"]
    assert exits(adjusted({"替换": "fix", "换成": [step("stop", "结束")]}))["stop"] == []


def test_a_decision_may_lead_one_way_more() -> None:
    procedure = adjusted({"增加去向": "check", "到": "end", "当": "撤回"})
    assert procedure.steps[1].exits == (("decide", "是"), ("fix", "否"), ("end", "撤回"))
    assert faults(procedure) == []


def test_roles_and_posts_can_be_given_and_changed() -> None:
    fields = {"作用": ["决定", "送达"], "岗位": "审批岗"}
    changed = adjusted({"修改": "decide", "为": fields}).steps[3]
    assert ([str(role) for role in changed.roles], changed.post) == (["决定", "送达"], "审批岗")


def test_a_power_names_the_version_in_force_or_one_of_them() -> None:
    old = SIMPLE.model_copy(update={"version": date(2004, 7, 1), "title": "旧样板"})
    known = {"样板": SIMPLE, old.label: old}
    titles = {
        name: expand(ProcedureRef.model_validate({"模板": name}), known).title
        for name in ("样板", "样板@2019-04-23", "样板@2004-07-01")
    }
    assert list(titles.values()) == ["样板程序", "样板程序", "旧样板"]
    with pytest.raises(ProcedureError):
        expand(ProcedureRef.model_validate({"模板": "样板@2000-01-01"}), known)


def test_adjustments_are_carried_out_in_order() -> None:
    procedure = adjusted(
        {"插入到": "decide", "环节": step("extra")},
        {"修改": "extra", "为": {"名称": "改过的环节"}},
        {"删除": "decide"},
    )
    assert exits(procedure)["check"] == ["extra", "fix"]
    assert next(found.name for found in procedure.steps if found.id == "extra") == "改过的环节"


@pytest.mark.parametrize(
    ("changes", "index", "kind", "word"),
    [
        ([{"修改": "absent", "为": {"名称": "甲乙"}}], 0, "missing", "absent"),
        ([{"插入到": "absent", "环节": step("x")}], 0, "missing", "absent"),
        ([{"删除": "absent"}], 0, "missing", "absent"),
        ([{"删除": "fix"}, {"删除": "fix"}], 1, "missing", "fix"),
        ([{"插入到": "apply", "环节": step("fix")}], 0, "duplicate", "fix"),
        ([{"插入到": "end", "环节": step("x")}], 0, "after-end", "结束"),
        ([{"删除": "check"}], 0, "branching", "2 个去向"),
        ([{"替换": "absent", "换成": [step("x")]}], 0, "missing", "absent"),
        ([{"替换": "fix", "换成": [step("x"), step("end")]}], 0, "duplicate", "end"),
        ([{"替换": "fix", "换成": [step("x"), step("x")]}], 0, "duplicate", "x"),
        ([{"增加去向": "absent", "到": "end", "当": "甲"}], 0, "missing", "absent"),
        ([{"增加去向": "fix", "到": "end", "当": "甲"}], 0, "no-decision", "fix"),
        ([{"删除": "end"}], 0, "branching", "没有下一步"),
    ],
)
def test_an_adjustment_that_cannot_be_carried_out_says_which_and_why(
    changes: list[dict[str, object]], index: int, kind: str, word: str
) -> None:
    with pytest.raises(ProcedureError) as caught:
        adjusted(*changes)
    assert (caught.value.index, caught.value.kind) == (index, kind)
    assert word in caught.value.message
    assert f"第 {index + 1} 处" in caught.value.message
    assert "样板@2019-04-23" in caught.value.message


def test_an_unknown_template_is_an_error_without_a_position() -> None:
    with pytest.raises(ProcedureError) as caught:
        expand(ProcedureRef.model_validate({"模板": "没有的"}), {"样板": SIMPLE})
    assert (caught.value.index, caught.value.kind) == (None, "template")
    assert "没有的" in caught.value.message


def test_a_sound_procedure_with_a_loop_has_no_faults() -> None:
    assert faults(adjusted()) == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            [step("a", "开始", 下一步=to("gone", "b")), step("b", "结束")],
            Fault(FaultKind.DANGLING, "a", "gone"),
        ),
        (
            [step("a", "开始", 下一步=to("c")), step("b"), step("c", "结束")],
            Fault(FaultKind.UNREACHABLE, "b"),
        ),
        ([step("a"), step("b", "结束")], Fault(FaultKind.NO_START, "")),
        ([step("a", "开始"), step("b")], Fault(FaultKind.NO_END, "")),
        (
            [
                step("a", "开始"),
                step("b", "判断", 下一步=to("是>c", "否>e")),
                step("c"),
                step("d", 下一步=to("c")),
                step("e", "结束"),
            ],
            Fault(FaultKind.NO_WAY_OUT, "c"),
        ),
        (
            [step("a", "开始"), step("b", "判断"), step("c", "结束")],
            Fault(FaultKind.FEW_EXITS, "b"),
        ),
        (
            [step("a", "开始"), step("b", "判断", 下一步=to("是>c", "c")), step("c", "结束")],
            Fault(FaultKind.NO_CONDITION, "b", "c"),
        ),
        (
            [
                step("a", "开始"),
                step("b", "判断", 下一步=to("是>c", "是>d")),
                step("c", "结束"),
                step("d", "结束"),
            ],
            Fault(FaultKind.DUPLICATE_CONDITION, "b", "是"),
        ),
        (
            [step("a", "开始"), step("b"), step("b"), step("c", "结束")],
            Fault(FaultKind.DUPLICATE_ID, "b"),
        ),
    ],
)
def test_each_fault_is_reported(steps: list[dict[str, object]], expected: Fault) -> None:
    assert expected in faults(own(*steps))


def test_every_template_named_is_there_and_no_other() -> None:
    assert sorted(templates()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_sound_and_kept_short(name: str) -> None:
    template = templates()[name]
    procedure = expand(ProcedureRef.model_validate({"模板": name}), templates())
    assert faults(procedure) == []
    assert 6 <= len(template.steps) <= 15
    assert all(len(found.name) <= 12 for found in template.steps)
    assert all(len(found.note or "") <= 40 for found in template.steps)
    assert procedure.steps[0].kind is StepKind.START
    assert 1 <= sum(found.risk is not None for found in template.steps) <= 3
    assert any(found.basis for found in template.steps) or name == "市委-集体决策"


@pytest.mark.parametrize("name", NAMES)
def test_own_limits_of_templates_rest_on_an_article(name: str) -> None:
    for found in templates()[name].steps:
        limit = found.own_limit
        if limit is not None and str(limit) != "当场":
            assert found.basis is not None and found.basis.place is not None, found.id


@pytest.mark.parametrize("name", NAMES)
def test_labels_of_templates_are_short_chinese(name: str) -> None:
    procedure = expand(ProcedureRef.model_validate({"模板": name}), templates())
    for edge in procedure.edges:
        assert edge.label is None or re.fullmatch(r"[\u4e00-\u9fff]{1,5}", edge.label)
    for found in procedure.steps:
        has_condition = any(when for _, when in found.exits)
        assert has_condition == (found.kind is StepKind.DECISION)
