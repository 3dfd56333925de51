"""Faults of procedures, limits against procedures, duties, remedies and entrustment."""

from collections.abc import Callable

from tests.seeded.mutation import (
    LICENSING,
    PENALTY,
    Mutation,
    Tree,
    administrative,
    both,
    has,
    kind,
    put,
)


def on_template(name: str) -> Callable[[Tree], bool]:
    return lambda tree: tree["流程"] == {"模板": name}


def adjusted(*changes: Tree) -> Callable[[Tree], None]:
    return put("流程", "调整", to=list(changes))


def changed(step: str, **fields: Tree) -> Tree:
    return {"修改": step, "为": fields}


PENALTY_FLOW = on_template("处罚-普通程序")
LICENCE_FLOW = on_template("许可-普通程序")
REMEDY_OF_TAXES = "税务机关"


def _own_flow(tree: Tree) -> None:
    """A licence that is applied for, decided and over, with nothing said of risks."""
    tree["流程"] = {
        "步骤": [
            {"编号": "apply", "名称": "提出申请", "类别": "开始", "执行": "申请人"},
            {
                "编号": "accept",
                "名称": "受理",
                "类别": "办理",
                "执行": "受理窗口",
                "作用": ["受理", "补正"],
            },
            {
                "编号": "decide",
                "名称": "准予或者不予许可",
                "类别": "文书",
                "执行": "负责人",
                "作用": ["决定"],
            },
            {
                "编号": "end",
                "名称": "送达",
                "类别": "结束",
                "执行": "受理窗口",
                "作用": ["送达"],
            },
        ]
    }


def _entrusted(tree: Tree) -> None:
    tree["委托"] = {
        "委托机关": tree["行使主体"],
        "委托书": "枣委〔2020〕1号",
        "期限至": "2024-12-31",
    }


def _a_year(tree: Tree) -> None:
    for key in ("法定时限", "承诺时限"):
        tree[key]["期限"] = "365个工作日"


PROCESSES = (
    Mutation("P004", "a penalty nobody is told of", PENALTY_FLOW, adjusted({"删除": "notify"})),
    Mutation("P004", "a penalty nobody may answer", PENALTY_FLOW, adjusted({"删除": "defend"})),
    Mutation("P004", "a licence without acceptance", LICENCE_FLOW, adjusted({"删除": "accept"})),
    Mutation(
        "P005",
        "a grave penalty without legal review",
        both(PENALTY_FLOW, lambda t: "吊销许可证件" in t["处罚种类"]),
        adjusted({"删除": "legal"}),
    ),
    Mutation(
        "P006",
        "a forwarding that issues the licence",
        on_template("其他-审核转报"),
        adjusted(changed("report", 名称="颁发证件", 作用=["决定"])),
    ),
    Mutation(
        "P007",
        "a person's name in a step",
        LICENCE_FLOW,
        adjusted(changed("review", 说明="交张建国科长审核。")),
    ),
    Mutation("P008", "a licence without a risk", both(kind(LICENSING), LICENCE_FLOW), _own_flow),
    Mutation(
        "T006",
        "a licence without a limit, which its law always gives",
        both(kind(LICENSING), has("法定时限", "期限")),
        put("法定时限", to={"不适用": "条例没有规定"}),
    ),
    Mutation(
        "T007",
        "ninety working days for ninety days",
        both(kind(PENALTY), lambda t: t["法定时限"].get("期限") == "90日"),
        put("法定时限", "期限", to="90个工作日"),
    ),
    Mutation(
        "T008",
        "steps that take longer than the whole",
        both(LICENCE_FLOW, lambda t: t["法定时限"].get("期限") == "20个工作日"),
        adjusted(
            changed("review", 时限="15个工作日", 计时="是"),
            changed("accept", 时限="15个工作日", 计时="是"),
        ),
    ),
    Mutation(
        "T009",
        "a step longer than the whole",
        both(LICENCE_FLOW, lambda t: t["法定时限"].get("期限") == "20个工作日"),
        adjusted(changed("review", 时限="60个工作日", 计时="是")),
    ),
    Mutation(
        "T010",
        "sixty days for a penalty under the general article",
        both(kind(PENALTY), lambda t: t["法定时限"].get("期限") == "90日"),
        put("法定时限", "期限", to="60日"),
    ),
    Mutation(
        "T011",
        "a year of working days",
        both(kind(LICENSING), has("法定时限", "期限"), has("承诺时限", "期限")),
        _a_year,
    ),
    Mutation(
        "J001",
        "duties that leave out most of a case",
        kind(PENALTY),
        put("责任事项", to=[{"环节": "决定", "内容": "依法决定。"}]),
    ),
    Mutation(
        "J002",
        "review by an office that may not",
        lambda t: administrative(t) and t["救济途径"] == "县级部门",
        put("救济途径", to=REMEDY_OF_TAXES),
    ),
    Mutation("R008", "an entrustment that has run out", administrative, _entrusted),
)
"""Each names the rule it breaks."""
