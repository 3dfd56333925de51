"""Faults of structure: every S-code in Chinese, at the right field, several at once."""

import re

import pytest

from generator.decode import validate
from generator.diagnostic import Diagnostic, FieldPath
from generator.emit import emit
from generator.load import read_power
from generator.model.procedure import Template
from generator.model.registry import Departments
from generator.model.vocab import PowerType
from tests.factory import (
    DEPARTMENTS,
    GONE,
    PARTY_TEMPLATE,
    TEMPLATE,
    Tree,
    broken,
    has_chinese,
    own_steps,
    record,
    valid_trees,
)

JARGON = re.compile(
    r"\b(?:schema|null|parse|index|None|type|error|dict|list|str|input|field)\b", re.I
)


def faults(tree: Tree) -> list[Diagnostic]:
    power, found = read_power("甲.yml", emit(tree).encode())
    assert (power is None) == bool(found)
    return found


K = PowerType
CASES: list[tuple[str, PowerType, FieldPath, Tree, FieldPath, str]] = [
    # rule, type, what is broken, how, where it is reported, words of the message
    ("S101", K.LICENSING, ("行使主体",), GONE, ("行使主体",), "缺少“行使主体”"),
    (
        "S101",
        K.LICENSING,
        ("依据", 1, "法规"),
        GONE,
        ("依据", 1, "法规"),
        "“依据”第 2 条里缺少“法规”",
    ),
    (
        "S101",
        K.LICENSING,
        ("材料", 0, "来源"),
        GONE,
        ("材料", 0, "来源"),
        "“材料”第 1 条（食品经营许可申请书）里缺少“来源”",
    ),
    ("S101", K.PENALTY, ("违法行为",), GONE, ("违法行为",), "缺少“违法行为”"),
    (
        "S101",
        K.LICENSING,
        ("法定时限", "起算"),
        GONE,
        ("法定时限", "起算"),
        "“法定时限”里缺少“起算”",
    ),
    ("S101", K.PARTY, ("类别",), GONE, ("类别",), "缺少“类别”"),
    ("S101", K.LICENSING, ("类型",), GONE, ("类型",), "缺少“类型”"),
    ("S102", K.LICENSING, ("名 称",), "甲", ("名 称",), "不认识字段“名 称”"),
    ("S102", K.PENALTY, ("材料",), [], ("材料",), "不认识字段“材料”"),
    (
        "S102",
        K.LICENSING,
        ("材料", 0, "来原"),
        "申请人自备",
        ("材料", 0, "来原"),
        "“材料”第 1 条（食品经营许可申请书）里不认识字段“来原”",
    ),
    ("S103", K.LICENSING, ("类型",), "行政审批", ("类型",), "“类型”不能填“行政审批”"),
    ("S103", K.LICENSING, ("状态",), "停用", ("状态",), "“状态”不能填“停用”"),
    ("S103", K.PENALTY, ("处罚种类", 1), "罚金", ("处罚种类", 1), "不能填“罚金”"),
    ("S104", K.LICENSING, ("法定时限", "期限"), "20天", ("法定时限", "期限"), "时限“20天”读不懂"),
    (
        "S105",
        K.LICENSING,
        ("依据", 0, "条款"),
        "三十五条",
        ("依据", 0, "条款"),
        "条款“三十五条”读不懂",
    ),
    (
        "S105",
        K.LICENSING,
        ("法定时限", "依据"),
        "许可法",
        ("法定时限", "依据"),
        "条款“许可法”读不懂",
    ),
    (
        "S106",
        K.PENALTY,
        ("处罚幅度", 1, "罚款"),
        "十倍",
        ("处罚幅度", 1, "罚款"),
        "罚款幅度“十倍”读不懂",
    ),
    (
        "S107",
        K.LICENSING,
        ("沿革", 0, "日期"),
        "2026-02-30",
        ("沿革", 0, "日期"),
        "日期“2026-02-30”",
    ),
    ("S107", K.LICENSING, ("沿革", 0, "日期"), "2026年1月", ("沿革", 0, "日期"), "日期“2026年1月”"),
    (
        "S108",
        K.LICENSING,
        ("材料",),
        {"不适用": "甲", "待补": "乙"},
        ("材料",),
        "“材料”没有说清为什么空着",
    ),
    ("S109", K.LICENSING, ("流程",), {}, ("流程",), "流程要么写模板"),
    ("S110", K.LICENSING, ("编码",), "42068302", ("编码",), "编码“42068302”不合规矩"),
    ("S110", K.LICENSING, ("材料", 0, "原件"), "一份", ("材料", 0, "原件"), "“原件”“一份”写法不对"),
    ("S111", K.LICENSING, ("名称",), "", ("名称",), "“名称”是空的"),
    ("S111", K.LICENSING, ("名称",), " 甲", ("名称",), "“名称”首尾有空格"),
    ("S111", K.LICENSING, ("依据",), [], ("依据",), "“依据”是空的"),
    ("S112", K.LICENSING, ("名称",), "甲" * 1001, ("名称",), "“名称”太长"),
    ("S113", K.LICENSING, ("名称",), ["甲"], ("名称",), "“名称”这里应当是一段文字"),
    ("S113", K.LICENSING, ("俗称",), "餐饮证", ("俗称",), "“俗称”这里应当是一个列表"),
    ("S113", K.LICENSING, ("流程",), "许可-普通程序", ("流程",), "“流程”这里应当是若干行"),
]


@pytest.mark.parametrize(
    ("rule", "kind", "path", "value", "where", "words"),
    CASES,
    ids=[f"{case[0]}-{'/'.join(map(str, case[2]))}-{number}" for number, case in enumerate(CASES)],
)
def test_each_fault_of_structure_is_told_in_chinese(
    rule: str, kind: PowerType, path: FieldPath, value: Tree, where: FieldPath, words: str
) -> None:
    (finding,) = faults(broken(record(kind), path, value))
    assert (finding.rule, finding.path) == (rule, where)
    assert words in finding.message
    for said in (finding.message, finding.fix, finding.why):
        assert has_chinese(said)
        assert not JARGON.search(said)


STEPS = {"流程": {"步骤": own_steps()}}
CHANGES: list[tuple[Tree, str, FieldPath]] = [
    ({"修改": "Check", "为": {"名称": "甲"}}, "S110", ("流程", "调整", 0, "修改")),
    ({"修改": "check", "为": {"时限": "五天"}}, "S104", ("流程", "调整", 0, "为")),
    ({"修改": "check", "为": {"名": "甲"}}, "S102", ("流程", "调整", 0, "为", "名")),
    ({"修改": "check"}, "S101", ("流程", "调整", 0, "为")),
    ({"删除": "check", "为": "甲"}, "S102", ("流程", "调整", 0, "为")),
    ({"插入到": "check", "环节": {"编号": "new"}}, "S101", ("流程", "调整", 0, "环节", "名称")),
    ({"换": "check"}, "S101", ("流程", "调整", 0, "修改")),
]


@pytest.mark.parametrize(("change", "rule", "where"), CHANGES)
def test_faults_in_adjustments_point_into_them(change: Tree, rule: str, where: FieldPath) -> None:
    tree = broken(
        record(PowerType.LICENSING), ("流程",), {"模板": "办理-普通程序", "调整": [change]}
    )
    found = faults(tree)
    assert (rule, where) in {(finding.rule, finding.path) for finding in found}
    assert all(has_chinese(finding.message) for finding in found)


@pytest.mark.parametrize(
    "procedure",
    [{}, {"模板": "甲", "步骤": own_steps()}, {"步骤": own_steps(), "调整": [{"删除": "check"}]}],
)
def test_a_procedure_has_one_source(procedure: Tree) -> None:
    (finding,) = faults(broken(record(PowerType.LICENSING), ("流程",), procedure))
    assert finding.rule == "S109"


def test_a_limit_of_a_step_must_read() -> None:
    tree = broken(record(PowerType.LICENSING), ("流程",), STEPS["流程"])
    tree["流程"]["步骤"][1]["时限"] = "五天"
    (finding,) = faults(tree)
    assert (finding.rule, finding.path) == ("S104", ("流程", "步骤", 1))
    assert "五天" in finding.message


@pytest.mark.parametrize(
    ("path", "value", "guess"),
    [
        (("行使主休",), "甲", "行使主体"),
        (("材料", 0, "来原"), "甲", "来源"),
        (("收费", "依剧"), "甲", "依据"),
    ],
)
def test_a_misspelt_field_gets_a_suggestion(path: FieldPath, value: Tree, guess: str) -> None:
    (finding,) = faults(broken(record(PowerType.LICENSING), path, value))
    assert finding.fix == f"是不是想写“{guess}”？"
    assert finding.on_key


def test_a_strange_field_gets_no_false_suggestion() -> None:
    (finding,) = faults(broken(record(PowerType.LICENSING), ("zzz",), "甲"))
    assert "是不是" not in finding.fix


def test_a_wrong_word_is_answered_with_the_right_ones() -> None:
    (finding,) = faults(broken(record(PowerType.LICENSING), ("状态",), "停用"))
    assert finding.fix == "从这些里选一个 →  在用、暂停、取消、下放、合并"


@pytest.mark.parametrize(("path", "may"), [(("条件",), True), (("行使主体",), False)])
def test_only_what_may_be_absent_is_offered_a_reason(path: FieldPath, may: bool) -> None:
    (finding,) = faults(broken(record(PowerType.LICENSING), path, GONE))
    assert ("不适用" in finding.fix) is may


def test_all_faults_of_a_file_come_at_once() -> None:
    tree = record(PowerType.LICENSING)
    del tree["行使主体"]
    tree["依据"][0]["条款"] = "三十五条"
    tree["材料"][0]["来原"] = "甲"
    tree["状态"] = "停用"
    assert {(finding.rule, finding.path) for finding in faults(tree)} == {
        ("S101", ("行使主体",)),
        ("S105", ("依据", 0, "条款")),
        ("S102", ("材料", 0, "来原")),
        ("S103", ("状态",)),
    }


def test_findings_carry_the_code_of_the_power() -> None:
    (finding,) = faults(broken(record(PowerType.LICENSING), ("状态",), "停用"))
    assert finding.code == "420683021XK00100"
    assert finding.file == "甲.yml"


def test_registries_and_templates_speak_the_same_way() -> None:
    units = broken(valid_trees()[DEPARTMENTS], ("单位", 0, "编号"), "二十一")
    model, (finding,) = validate("单位.yml", units, Departments)
    assert model is None
    assert finding.message.startswith("“单位”第 1 条（市市场监督管理局）里")
    template = broken(valid_trees()[TEMPLATE], ("步骤", 1, "执行"), "科长")
    _, (finding,) = validate("甲.yml", template, Template)
    assert finding.message.startswith("“步骤”第 2 条（材料是否齐全）里“执行”不能填“科长”")


def test_a_valid_tree_gives_a_model_and_nothing_else() -> None:
    model, found = validate("甲.yml", valid_trees()[PARTY_TEMPLATE], Template)
    assert model is not None
    assert found == []


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"替换": "decide"}, "S101", "缺少“换成”"),
        ({"替换": "decide", "换成": []}, "S111", "“换成”是空的"),
        ({"替换": "决定", "换成": [own_steps()[0]]}, "S110", "“替换”“决定”不合规矩"),
        ({"替换": "decide", "换成": [{"编号": "x"}]}, "S101", "“换成”第 1 条（x）里缺少“名称”"),
        ({"增加去向": "check", "到": "end"}, "S101", "缺少“当”"),
        ({"增加去向": "check", "到": "End", "当": "甲"}, "S110", "“到”“End”不合规矩"),
        ({"修改": "check", "为": {"作用": ["告诉"]}}, "S103", "“作用”不能填“告诉”"),
    ],
)
def test_a_faulty_adjustment_is_told_in_its_own_words(change: Tree, rule: str, words: str) -> None:
    tree = record(PowerType.LICENSING)
    tree["流程"] = {"模板": "办理-普通程序", "调整": [change]}
    _, found = read_power("甲.yml", emit(tree).encode())
    assert any(finding.rule == rule and words in finding.message for finding in found)
