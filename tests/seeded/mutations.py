"""Faults that clerks really make, each as a small change to a good record and the rule it breaks.

A mutation takes the tree of a committed record and spoils exactly one thing. `fits` picks the
records it can be made on; the test draws some of them by a fixed seed, spoils them all at once and
checks the list as the program does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Tree = Any
LICENSING, PENALTY, COERCION = "行政许可", "行政处罚", "行政强制"
APPLICATIONS = {LICENSING, "行政给付", "行政确认", "行政奖励", "行政裁决"}
LICENSING_LAW = "中华人民共和国行政许可法"
OTHER_UNIT = "市气象局"


@dataclass(frozen=True)
class Mutation:
    """One way to spoil a record.

    Attributes:
        rule: Code that must be found in the record.
        what: What is done, in a few words; names the case.
        fits: Whether it can be done to a tree.
        spoil: Does it, in place.
        echoes: Rules that may find the consequence in another record: a code that changes leaves a
            gap in the numbers of its neighbours.
    """

    rule: str
    what: str
    fits: Callable[[Tree], bool]
    spoil: Callable[[Tree], None]
    echoes: tuple[str, ...] = ()


def kind(*types: str) -> Callable[[Tree], bool]:
    return lambda tree: tree["类型"] in types


def has(*path: str | int) -> Callable[[Tree], bool]:
    def fits(tree: Tree) -> bool:
        node = tree
        for part in path:
            if not isinstance(node, list if isinstance(part, int) else dict):
                return False
            if part not in (range(len(node)) if isinstance(part, int) else node):
                return False
            node = node[part]
        return True

    return fits


def both(*tests: Callable[[Tree], bool]) -> Callable[[Tree], bool]:
    return lambda tree: all(test(tree) for test in tests)


def put(*path: str | int, to: Tree) -> Callable[[Tree], None]:
    def spoil(tree: Tree) -> None:
        node = tree
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = to

    return spoil


def drop(*path: str | int) -> Callable[[Tree], None]:
    def spoil(tree: Tree) -> None:
        node = tree
        for part in path[:-1]:
            node = node[part]
        del node[path[-1]]

    return spoil


def text(key: str, change: Callable[[str], str]) -> Callable[[Tree], None]:
    def spoil(tree: Tree) -> None:
        tree[key] = change(tree[key])

    return spoil


def more(key: str, **values: Tree) -> Callable[[Tree], None]:
    """Add or replace keys inside a mapping."""

    def spoil(tree: Tree) -> None:
        tree[key] = {**tree[key], **values}

    return spoil


def _any(_: Tree) -> bool:
    return True


def _administrative(tree: Tree) -> bool:
    return tree["类型"] != "市委职权"


def _same_units(tree: Tree) -> bool:
    both_there = has("法定时限", "期限")(tree) and has("承诺时限", "期限")(tree)
    return both_there and all(
        tree[key]["期限"].endswith("个工作日") for key in ("法定时限", "承诺时限")
    )


def _template(tree: Tree) -> bool:
    return "模板" in tree["流程"] and "调整" not in tree["流程"]


def _own_steps(tree: Tree) -> bool:
    return "步骤" in tree["流程"]


def _fined(tree: Tree) -> bool:
    return tree["类型"] == PENALTY and "处罚幅度" in tree and "裁量基准" not in tree


def _money(tree: Tree) -> bool:
    return _fined(tree) and any(
        "以上" in tier["罚款"] and "元以下" in tier["罚款"] for tier in tree["处罚幅度"]
    )


def _turned(tree: Tree) -> None:
    tree["处罚幅度"] = [{"罚款": "10万元以上5万元以下"}]


def _no_way_on(tree: Tree) -> None:
    tree["流程"]["步骤"][0]["下一步"] = [{"到": "nowhere"}]


def _one_exit(tree: Tree) -> None:
    step = next(step for step in tree["流程"]["步骤"] if step["类别"] == "判断")
    step["下一步"] = step["下一步"][:1]


def _has_decision(tree: Tree) -> bool:
    return _own_steps(tree) and any(step["类别"] == "判断" for step in tree["流程"]["步骤"])


def _rule_only(tree: Tree) -> None:
    tree["依据"] = [{"法规": "国务院办公厅关于严格规范涉企行政检查的意见", "作用": "设定"}]


MUTATIONS = (
    # Identity
    Mutation(
        "I001",
        "another city's area code",
        _any,
        text("编码", lambda c: f"420600{c[6:]}"),
        echoes=("I019",),
    ),
    Mutation(
        "I003",
        "letters of another type",
        kind(PENALTY),
        text("编码", lambda c: f"{c[:9]}XK{c[11:]}"),
        echoes=("I019",),
    ),
    Mutation(
        "I004",
        "another unit's number",
        _administrative,
        text("编码", lambda c: f"{c[:6]}099{c[9:]}"),
        echoes=("I019",),
    ),
    Mutation(
        "I008",
        "a penalty named as a measure",
        kind(PENALTY),
        text("名称", lambda n: n.replace("的处罚", "").removeprefix("对") + "行为"),
    ),
    Mutation(
        "I009", "a number before the name", _administrative, text("名称", lambda n: f"1、{n}")
    ),
    Mutation(
        "I009", "a full stop after the name", kind(LICENSING), text("名称", lambda n: f"{n}。")
    ),
    Mutation(
        "I009", "brackets of another width", kind(LICENSING), text("名称", lambda n: f"{n}(县级)")
    ),
    # References
    Mutation("R001", "a unit nobody registered", _administrative, put("行使主体", to="市规划局")),
    Mutation(
        "R002",
        "a law written by its short title",
        kind(PENALTY),
        put("依据", 0, "法规", to="处罚法"),
    ),
    Mutation(
        "R003",
        "a shared text that does not exist",
        _administrative,
        put("监督方式", to="通用监督方式"),
    ),
    Mutation(
        "R003", "a remedy that does not exist", _administrative, put("救济途径", to="县级单位")
    ),
    Mutation("R004", "a topic nobody registered", has("主题", 0), put("主题", 0, to="开办企业")),
    Mutation(
        "R005",
        "an origin of a field that does not exist",
        _any,
        put("数据来源", "出自法条", 0, to="权力名称"),
    ),
    # Legal bases
    Mutation(
        "L001",
        "a limit resting on an unregistered law",
        has("法定时限", "依据"),
        put("法定时限", "依据", to="《枣阳市办事规定》第三条"),
    ),
    Mutation(
        "L002",
        "an article beyond the law",
        kind(PENALTY),
        put("依据", 0, "条款", to="第九百九十九条"),
    ),
    Mutation(
        "L002",
        "a limit resting on an article beyond the law",
        has("法定时限", "依据"),
        put("法定时限", "依据", to="《中华人民共和国行政处罚法》第八十七条"),
    ),
    Mutation("L004", "a basis without its article", kind(PENALTY), drop("依据", 0, "条款")),
    # Time limits
    Mutation(
        "T001",
        "a promise longer than the law",
        _same_units,
        lambda t: t["承诺时限"].update(期限=f"{int(t['法定时限']['期限'][:-4]) + 5}个工作日"),
    ),
    Mutation(
        "T002",
        "a promise in days of another kind",
        _same_units,
        lambda t: t["承诺时限"].update(期限=f"{t['承诺时限']['期限'][:-4]}日"),
    ),
    Mutation(
        "T003",
        "a statutory limit without a basis",
        both(has("法定时限", "依据"), kind(*APPLICATIONS)),
        drop("法定时限", "依据"),
    ),
    Mutation(
        "T004",
        "a case decided at once in five days",
        both(_same_units, has("办件类型")),
        lambda t: (t.update(办件类型="即办件"), t["承诺时限"].update(期限="5个工作日"))[0],
    ),
    # Procedures
    Mutation(
        "P001", "a template that does not exist", _template, put("流程", "模板", to="办理-一般程序")
    ),
    Mutation(
        "P001",
        "a template of another type",
        both(_template, kind(PENALTY)),
        put("流程", "模板", to="许可-普通程序"),
    ),
    Mutation(
        "P002",
        "an adjustment to a step that is not there",
        _template,
        lambda t: t["流程"].update(调整=[{"删除": "no-such-step"}]),
    ),
    Mutation("P003", "a way that leads nowhere", _own_steps, _no_way_on),
    Mutation("P003", "a decision with one way out", _has_decision, _one_exit),
    # Documents and results
    Mutation(
        "D001",
        "an empty list of documents",
        lambda t: isinstance(t.get("材料"), list),
        put("材料", to=[]),
    ),
    Mutation(
        "D002",
        "a catch-all document",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "其他有关材料", "来源": "申请人自备", "原件": "1"}),
    ),
    Mutation(
        "D003",
        "a document without copies",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "平面图", "来源": "申请人自备"}),
    ),
    Mutation(
        "D004",
        "a licence offices can look up",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "企业营业执照", "来源": "政府部门核发", "复印件": "1"}),
    ),
    Mutation(
        "D005",
        "a proof without a basis",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "无犯罪记录证明", "来源": "政府部门核发", "原件": "1"}),
    ),
    Mutation(
        "D006",
        "a licence out of a confirmation",
        both(kind("行政确认"), lambda t: isinstance(t.get("结果"), list)),
        put("结果", 0, "名称", to="许可证"),
    ),
    Mutation(
        "D008",
        "a licence that lapses in silence",
        both(kind(LICENSING), lambda t: isinstance(t.get("结果"), list)),
        lambda t: t["结果"].append({"名称": "登记证", "种类": "证照", "有效期": "3年"}),
    ),
    # Fees and penalties
    Mutation(
        "F001",
        "free of charge with a charge",
        lambda t: t.get("收费", {}).get("是否收费") == "不收费",
        lambda t: t["收费"].update(
            项目=[
                {
                    "名称": "工本费",
                    "标准": "每证十元",
                    "依据": "《中华人民共和国行政许可法》第五十八条第一款",
                }
            ]
        ),
    ),
    Mutation(
        "F001",
        "charged without a charge",
        lambda t: t.get("收费", {}).get("是否收费") == "不收费",
        put("收费", "是否收费", to="收费"),
    ),
    Mutation(
        "F003",
        "a charge outside the catalogue",
        has("收费", "项目", 0),
        lambda t: t["收费"]["项目"][0].update(目录编号="没有这一项"),
    ),
    Mutation(
        "F004",
        "a charge that was stopped",
        has("收费", "项目", 0),
        lambda t: t["收费"]["项目"][0].update(目录编号="公安-首次申领居民身份证工本费"),
    ),
    Mutation(
        "F006",
        "a third party nobody may choose",
        kind(LICENSING),
        lambda t: t.update(中介服务=[{"名称": "检测", "自主选择": "否"}]),
    ),
    Mutation("K001", "a fine without its range", _fined, drop("处罚幅度")),
    Mutation("K001", "a range without a fine", _fined, lambda t: t.update(处罚种类=["警告"])),
    Mutation("K002", "a range upside down", _money, _turned),
    Mutation(
        "K004",
        "discretion beyond the range",
        _money,
        lambda t: t.update(
            裁量基准=[{"阶次": "较重", "情形": "情节较重", "罚款": "9000万元以上9900万元以下"}]
        ),
    ),
    Mutation(
        "K005",
        "discretion with a gap",
        _fined,
        lambda t: t.update(
            处罚幅度=[{"罚款": "1万元以上10万元以下"}],
            裁量基准=[
                {"阶次": "较轻", "情形": "较轻", "罚款": "1万元以上2万元以下"},
                {"阶次": "较重", "情形": "较重", "罚款": "5万元以上10万元以下"},
            ],
        ),
    ),
    # Disclosure and texts
    Mutation("A001", "not disclosed and no reason", _administrative, put("公开范围", to="不公开")),
    Mutation(
        "A002",
        "disclosed to the party alone",
        _administrative,
        lambda t: t.update(公开范围="党内公开", 不公开理由="内部"),
    ),
    Mutation("A004", "无 for an answer", _administrative, put("承办机构", to="无")),
)
"""Every mutation; several rules have more than one."""
