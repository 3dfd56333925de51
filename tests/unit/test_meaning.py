"""What changes mean: every rule in both directions, the unknown as unknown, and the override."""

from typing import Any

import pytest

from generator.diff import meaning
from generator.diff.change import Change, Difference, Edit, Kind, compare
from generator.diff.facts import Fact, Fields, Items, fact_of
from generator.diff.meaning import RULES, Rule, by_rules, classify
from generator.emit import emit
from generator.load import read_power
from generator.model.parts import Assessment
from generator.model.vocab import PowerType
from tests.factory import file_of, record

ABSENT, PENDING = {"不适用": "没有"}, {"待补": "还没有查到"}
NEEDED = {"名称": "营业执照", "必要性": "必要", "来源": "申请人自备"}
OPTIONAL = NEEDED | {"必要性": "非必要"}
LIMIT = {"期限": "10个工作日", "起算": "受理之日"}
ROUTE = {"途径": "行政诉讼", "机关": "人民法院", "期限": "6个月"}
ELSEWHERE = ROUTE | {"机关": "铁路运输法院"}
STEP = "流程/步骤/check/时限"

# rule, path, before, after, what it means, what the way back means
TABLE: list[tuple[str, str, Any, Any, str, str]] = [
    ("沿革的记载", "沿革/2026-02-01 变更", None, {"动作": "变更"}, "中性", "待判定"),
    ("只关系登记和检索的内容", "俗称/餐饮证", None, "餐饮证", "中性", "中性"),
    ("只关系登记和检索的内容", "数据来源/核对程度", "甲", "乙", "中性", "中性"),
    ("电话、地址、办公时间", "单位信息/咨询电话", "12345", "0710-1", "中性", "中性"),
    ("电话、地址、办公时间", "办理/地点", "一楼", "二楼", "中性", "中性"),
    ("标点和写法", "备注", "甲，乙。", "甲、乙", "中性", "中性"),
    ("标点和写法", "备注", "（一）ABC", "(一)ＡＢＣ", "中性", "中性"),
    ("标点和写法", "备注", "收1500元", "收1,500元", "中性", "中性"),
    ("", "备注", "收1.5元", "收15元", "待判定", "待判定"),
    ("法定时限、承诺时限", "承诺时限/期限", "20个工作日", "10个工作日", "利民", "加重"),
    ("法定时限、承诺时限", "法定时限/期限", "20日", "当场", "利民", "加重"),
    ("法定时限、承诺时限", "法定时限/期限", "20个工作日", "20日", "待判定", "待判定"),
    ("法定时限、承诺时限", "法定时限/延长", None, "可以延长十日", "加重", "利民"),
    ("法定时限、承诺时限", "法定时限/延长", "延长十日", "延长三十日", "待判定", "待判定"),
    ("法定时限、承诺时限", "承诺时限", ABSENT, LIMIT, "利民", "加重"),
    ("法定时限、承诺时限", "承诺时限", PENDING, LIMIT, "待判定", "待判定"),
    ("法定时限、承诺时限", "法定时限", ABSENT, LIMIT, "待判定", "待判定"),
    ("环节的时限：谁来办", STEP, "5个工作日", "3个工作日", "利民", "加重"),
    ("环节的时限：谁来办", STEP, "5个工作日", "5日", "待判定", "待判定"),
    ("环节的时限：谁来办", STEP, None, "5日", "待判定", "待判定"),
    ("环节的时限：谁来办", f"{STEP}@申请人", "5日", "3日", "加重", "利民"),
    ("环节的时限：谁来办", f"{STEP}@当事人", "5日", "3日", "加重", "利民"),
    ("要当事人办的环节", "流程/步骤/pay@申请人", None, {"名称": "缴费"}, "加重", "利民"),
    ("救济途径和期限", "救济途径/途径/复议/期限", "60日", "30日", "加重", "利民"),
    ("救济途径和期限", "救济途径/途径/诉讼", ROUTE, None, "加重", "利民"),
    ("救济途径和期限", "救济途径/途径/复议/机关", "甲", "乙", "待判定", "待判定"),
    ("救济途径和期限", "救济途径/途径/诉讼", ROUTE, ELSEWHERE, "待判定", "待判定"),
    ("救济途径和期限", "救济途径/途径/诉讼", ROUTE, ELSEWHERE | {"期限": "3个月"}, "加重", "利民"),
    ("救济途径和期限", "救济途径/途径/诉讼", {"途径": "诉讼"}, ELSEWHERE, "待判定", "待判定"),
    ("收费", "收费/是否收费", "不收费", "收费", "加重", "利民"),
    ("收费", "收费/项目/检验费", None, {"标准": "100元"}, "加重", "利民"),
    ("收费", "收费/项目/检验费/标准", "每次100元", "每次80元", "利民", "加重"),
    ("收费", "收费/项目/检验费/标准", "每次100元", "每人80元", "待判定", "待判定"),
    ("收费", "收费/项目/检验费/标准", "每次1,500元", "每次2,100元", "加重", "利民"),
    ("收费", "收费/项目/检验费/标准", "每次５元", "每次3.5元", "利民", "加重"),
    ("收费", "收费/项目/检验费/标准", "每次5%", "每次5‰", "待判定", "待判定"),
    ("收费", "收费/项目/检验费/标准", "按标准下浮5%", "按标准下浮8%", "待判定", "待判定"),
    ("收费", "收费/项目/检验费/标准", "每次3-5元", "每次3-8元", "加重", "利民"),
    ("收费", "收费/项目/检验费/减免", None, "小微企业免收", "利民", "加重"),
    ("收费", "收费/项目/检验费/减免", "免收", "减半", "待判定", "待判定"),
    ("收费", "收费", PENDING, {"是否收费": "收费"}, "待判定", "待判定"),
    ("罚款幅度", "处罚幅度/甲/罚款", "1万元以上5万元以下", "1万元以上10万元以下", "加重", "利民"),
    ("罚款幅度", "处罚幅度/甲/罚款", "1万元以上5万元以下", "2万元以上5万元以下", "加重", "利民"),
    ("罚款幅度", "裁量基准/轻/罚款", "违法所得1倍", "违法所得2倍", "加重", "利民"),
    ("罚款幅度", "处罚幅度/甲/罚款", "5万元以下", "违法所得2倍", "待判定", "待判定"),
    ("罚款幅度", "处罚幅度/甲/罚款", "法条未规定数额", "5万元以下", "待判定", "待判定"),
    ("处罚种类、强制种类", "处罚种类/罚款", None, "罚款", "加重", "利民"),
    ("处罚种类、强制种类", "强制种类/代履行", None, "代履行", "加重", "利民"),
    ("申请材料", "材料", ABSENT, [NEEDED], "加重", "利民"),
    ("申请材料", "材料", PENDING, [NEEDED], "待判定", "待判定"),
    ("申请材料", "材料/营业执照", None, NEEDED, "加重", "利民"),
    ("申请材料", "材料/营业执照", None, OPTIONAL, "待判定", "待判定"),
    ("申请材料", "材料/营业执照/必要性", "必要", "容缺后补", "利民", "加重"),
    ("申请材料", "材料/营业执照/原件", "1", "2", "加重", "利民"),
    ("申请材料", "材料/营业执照/复印件", None, "1", "加重", "利民"),
    ("申请材料", "材料/营业执照/介质", "纸质", "纸质或电子", "利民", "加重"),
    ("申请材料", "材料/营业执照/介质", "纸质", "电子", "待判定", "待判定"),
    ("申请材料", "材料/营业执照/免交", None, "能查到的", "利民", "加重"),
    ("申请材料", "材料/营业执照/免交", "甲情形不用交", "乙情形也不用", "待判定", "待判定"),
    ("申请条件", "条件", ABSENT, {"依据": ["《甲法》"]}, "加重", "利民"),
    ("申请条件", "条件/条目/有场所", None, "有场所", "加重", "利民"),
    ("办理方式、到场次数", "办理/方式/网上办理", None, "网上办理", "利民", "加重"),
    ("办理方式、到场次数", "办理/到场次数", "1", "0", "利民", "加重"),
    ("办理方式、到场次数", "办件类型", "承诺件", "即办件", "利民", "加重"),
    ("检查频次", "检查频次", "每年不超过2次", "每年不超过4次", "加重", "利民"),
    ("检查频次", "检查频次", "每年不超过两次", "每年不超过四次", "加重", "利民"),
    ("检查频次", "检查频次", "每年不超过两次", "按计划检查", "待判定", "待判定"),
    ("检查频次", "检查频次", "每两年一次", "每三年一次", "待判定", "待判定"),
    ("收费", "收费/项目/检验费/标准", "每100公斤5元", "每200公斤5元", "待判定", "待判定"),
    ("给付、征收标准", "给付标准/说明", "每月500元", "每月600元", "利民", "加重"),
    ("给付、征收标准", "征收标准/说明", "每月500元", "每月600元", "加重", "利民"),
    ("给付、征收标准", "减免/说明", "小作坊减半", "小作坊免征", "待判定", "待判定"),
    ("结果的有效期", "结果/许可证/有效期", "五年", "十年", "利民", "加重"),
    ("中介服务", "中介服务/检测", None, {"名称": "检测"}, "加重", "利民"),
    ("依据", "依据/甲法 第一条", {"法规": "甲法"}, {"法规": "乙法"}, "中性", "中性"),
    ("依据", "依据/甲法 第一条", None, {"法规": "甲法"}, "待判定", "待判定"),
    ("依据", "引用的法规/甲法/废止日期", None, "2026-01-01", "待判定", "待判定"),
    ("公开范围", "公开范围", "依申请公开", "社会公开", "利民", "加重"),
    ("公开范围", "公开范围", "党内公开", "不公开", "待判定", "待判定"),
    ("", "备注", "甲", "乙", "待判定", "待判定"),
    ("", "违法行为", "无证经营", "无证生产", "待判定", "待判定"),
    ("", "流程/步骤/check/说明", "甲", "乙", "待判定", "待判定"),
    ("", "流程/步骤/check@负责人", None, {"名称": "审批"}, "待判定", "待判定"),
]


def fact(value: Any, field: str) -> Fact | None:
    return None if value is None else fact_of(value, field)


def change(path: str, before: Any, after: Any, kind: Kind = Kind.CHANGED, **more: Any) -> Change:
    places, _, actor = path.partition("@")
    parts = tuple(places.split("/")) if places else ()
    one, other = (fact(value, parts[-1] if parts else "") for value in (before, after))
    edit = Edit.ADD if one is None else Edit.REMOVE if other is None else Edit.REPLACE
    difference = Difference(parts, edit, one, other, actor=actor)
    return Change(kind, "甲", "名称", PowerType.LICENSING, "单位", difference, **more)


@pytest.mark.accepts("A2")
@pytest.mark.parametrize(("rule", "path", "before", "after", "forth", "back"), TABLE)
def test_both_directions(
    rule: str, path: str, before: Any, after: Any, forth: str, back: str
) -> None:
    there, again = by_rules(change(path, before, after)), by_rules(change(path, after, before))
    assert (there.rule, str(there.meaning)) == (rule, forth)
    assert (again.rule, str(again.meaning)) == (rule, back)


@pytest.mark.parametrize(
    ("came", "edits"),
    [
        ([ELSEWHERE], [Edit.REPLACE]),
        ([{"途径": "行政复议", "机关": "铁路运输法院"}], [Edit.REMOVE, Edit.ADD]),
        ([ELSEWHERE, ROUTE | {"机关": "海事法院"}], [Edit.REMOVE, Edit.ADD, Edit.ADD]),
    ],
)
def test_a_remedy_asked_for_elsewhere_is_the_same_remedy(
    came: list[dict[str, str]], edits: list[Edit]
) -> None:
    before, after = (fact_of({"途径": routes}) for routes in ([ROUTE], came))
    assert [difference.edit for difference in compare(before, after)] == edits


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CHANGED])
def test_what_happens_to_a_whole_power_is_for_people_to_judge(kind: Kind) -> None:
    judged = by_rules(change("状态", "在用", "取消", kind))
    assert (judged.rule, str(judged.meaning)) == ("职权新增、取消、下放、划转等", "待判定")
    whole = Change(kind, "甲", "", None, "", Difference((), Edit.ADD, None, Fields()))
    assert str(by_rules(whole).meaning) == "待判定"


@pytest.mark.parametrize(("path", "meaning"), [(("材料",), "中性"), (("流程", "步骤"), "待判定")])
def test_a_new_order_matters_only_for_steps(path: tuple[str, ...], meaning: str) -> None:
    one, other = Items(甲="甲", 乙="乙"), Items(乙="乙", 甲="甲")
    for before, after in ((one, other), (other, one)):
        difference = Difference(path, Edit.MOVE, before, after)
        moved = Change(Kind.CHANGED, "甲", "", PowerType.LICENSING, "", difference)
        assert str(by_rules(moved).meaning) == meaning
        assert by_rules(moved).rule == "排列顺序"


APART = {"职权新增、取消、下放、划转等", "排列顺序"}
"""Rules that the two tests above try, because a path does not say what they look at."""


@pytest.mark.accepts("A2")
def test_every_rule_has_its_cases() -> None:
    tested = {row[0] for row in TABLE} | APART
    assert {rule.name for rule in RULES} == tested - {""}
    both = {row[0] for row in TABLE if {row[4], row[5]} == {"利民", "加重"}}
    one_sided = {rule.name for rule in RULES} - both
    assert one_sided == {
        "职权新增、取消、下放、划转等",
        "沿革的记载",
        "只关系登记和检索的内容",
        "电话、地址、办公时间",
        "排列顺序",
        "标点和写法",
        "依据",
    }


@pytest.mark.accepts("A2", twin=True)
@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.name not in APART], ids=lambda rule: rule.name
)
def test_a_table_without_one_of_its_rules_answers_otherwise(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "RULES", tuple(one for one in RULES if one is not rule))
    both = [
        [by_rules(change(path, *facts)).rule for facts in ((before, after), (after, before))]
        for name, path, before, after, *_ in TABLE
        if name == rule.name
    ]
    assert both
    assert all(rule.name not in pair for pair in both)


@pytest.mark.accepts("A2")
@pytest.mark.parametrize("path", ["备注", "违法行为", "新字段", "新字段/甲/乙", "材料/甲/新字段"])
@pytest.mark.parametrize("facts", [("甲", "乙"), (None, "甲"), ("甲", None)])
def test_what_no_rule_knows_is_never_neutral(path: str, facts: tuple[str, str]) -> None:
    judged = classify(change(path, *facts))
    assert (str(judged.meaning), judged.rule) == ("待判定", "")


def test_lawyers_look_at_every_change_of_a_basis() -> None:
    assert classify(change("依据/甲法", {"法规": "甲法"}, {"法规": "乙法"})).review
    assert not classify(change("承诺时限/期限", "5日", "3日")).review


def test_the_history_of_the_power_has_the_last_word_and_the_rules_are_still_told() -> None:
    said = Assessment.model_validate({"类别": "中性", "理由": "只是换算", "确认人": "市司法局"})
    judged = classify(change("承诺时限/期限", "5日", "3日", assessment=said))
    assert (str(judged.meaning), str(judged.overridden)) == ("中性", "利民")
    record = classify(change("沿革/甲", None, {"动作": "变更"}, assessment=said))
    assert record.overridden is None


@pytest.mark.accepts("A2")
@pytest.mark.parametrize("missing", ["类别", "理由", "确认人", None])
def test_who_decides_otherwise_says_why_and_who_confirms_it(missing: str | None) -> None:
    said = {"类别": "中性", "理由": "只是换算", "确认人": "市司法局法制科"}
    tree = record(PowerType.LICENSING)
    entry = {"日期": "2026-02-01", "动作": "变更", "说明": "换算"}
    tree["沿革"].append(entry | {"变更定性": {k: v for k, v in said.items() if k != missing}})
    power, faults = read_power(file_of(PowerType.LICENSING), emit(tree).encode())
    assert bool(power) is (missing is None)
    assert all(f"“{missing}”" in fault.message for fault in faults)
    assert bool(faults) is (missing is not None)
