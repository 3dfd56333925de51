"""Edits of the small valid list that leave it readable: what two editions may differ by."""

from collections.abc import Callable, Mapping
from copy import deepcopy

from generator.diff.change import Difference, Edit
from generator.diff.facts import Fact, Fields, Items, identifier
from generator.model.vocab import PowerType
from tests.factory import (
    DEPARTMENTS,
    FOOD_LAW,
    LAWS,
    LICENSING_LAW,
    PROFILES,
    TEMPLATE,
    Mutation,
    Trees,
    file_of,
    own_steps,
    record,
    setting,
)

LICENCE, PENALTY, CHECK = (
    file_of(kind) for kind in (PowerType.LICENSING, PowerType.PENALTY, PowerType.INSPECTION)
)
FORM = "食品经营许可申请书"


def material(name: str, need: str = "必要") -> dict[str, str]:
    return {"名称": name, "必要性": need, "来源": "申请人自备"}


def _on(file: str, *path: str | int, do: Callable[[list[object]], object]) -> Mutation:
    def mutate(trees: Trees) -> None:
        if file not in trees:
            return
        node = trees[file]
        for part in path:
            if not isinstance(node, (dict, list)):
                return
            node = node[part] if isinstance(node, list) else node.get(part)  # type: ignore[index]
        if isinstance(node, list):
            do(node)

    return mutate


def _set(file: str, *path: str | int, to: object) -> Mutation:
    inner = setting(file, *path, to=to)

    def mutate(trees: Trees) -> None:
        if file in trees:
            inner(trees)

    return mutate


def _entry(action: str) -> dict[str, str]:
    return {"日期": "2026-02-01", "动作": action, "说明": f"依法{action}"}


def _second(trees: Trees) -> None:
    trees[file_of(PowerType.LICENSING, 2)] = record(PowerType.LICENSING, 2)


def _split(trees: Trees) -> None:
    tree = record(PowerType.PENALTY, 2)
    tree["沿革"].append(_entry("拆分"))
    trees[file_of(PowerType.PENALTY, 2)] = tree


EDITS: Mapping[str, Mutation] = {
    "更名": _set(LICENCE, "名称", to="食品销售许可"),
    "取消": _set(LICENCE, "状态", to="取消"),
    "下放": _set(LICENCE, "状态", to="下放"),
    "并入": _set(LICENCE, "状态", to="合并"),
    "合并": _on(PENALTY, "沿革", do=lambda found: found.append(_entry("合并"))),
    "暂停": _set(PENALTY, "状态", to="暂停"),
    "划转": _set(PENALTY, "行使主体", to="市教育局"),
    "删文件": lambda trees: trees.pop(LICENCE, None),
    "新增": _second,
    "拆分": _split,
    "加沿革": _on(PENALTY, "沿革", do=lambda found: found.append(_entry("变更"))),
    "承诺缩短": _set(LICENCE, "承诺时限", "期限", to="5个工作日"),
    "承诺没有": _set(LICENCE, "承诺时限", to={"不适用": "当场办结"}),
    "材料没有": _set(LICENCE, "材料", to={"不适用": "不用交材料"}),
    "加材料": _on(LICENCE, "材料", do=lambda found: found.insert(0, material("营业执照"))),
    "加两份材料": _on(
        LICENCE,
        "材料",
        do=lambda found: found.extend([material("甲表"), material("乙表", "非必要")]),
    ),
    "材料倒序": _on(LICENCE, "材料", do=lambda found: found.reverse()),
    "依据换条": _set(LICENCE, "依据", 0, "条款", to="第三十六条"),
    "依据倒序": _on(LICENCE, "依据", do=lambda found: found.reverse()),
    "依据少一条": _on(LICENCE, "依据", do=lambda found: found.pop()),
    "罚款": _set(PENALTY, "处罚幅度", 0, "罚款", to="10万元以上20万元以下"),
    "处罚种类": _on(PENALTY, "处罚种类", do=lambda found: found.append("警告")),
    "条件": _on(LICENCE, "条件", "条目", do=lambda found: found.insert(1, "有合格的设备")),
    "备注没有": lambda trees: trees.get(CHECK, {}).pop("备注", None),
    "自有流程": _set(CHECK, "流程", to={"步骤": own_steps()}),
    "调整流程": _set(CHECK, "流程", to={"模板": "办理-普通程序", "调整": [{"删除": "decide"}]}),
    "模板环节": _set(TEMPLATE, "步骤", 1, "时限", to="3个工作日"),
    "模板加环节": lambda trees: trees[TEMPLATE]["步骤"].insert(
        3, {"编号": "seal", "名称": "盖章", "类别": "办理", "执行": "受理窗口"}
    ),
    "复议机关": _set(PROFILES, "救济途径", 0, "途径", 0, "机关", to="襄阳市人民政府"),
    "救济期限": _set(PROFILES, "救济途径", 0, "途径", 0, "期限", to="30日"),
    "追责条目": lambda trees: trees[PROFILES]["追责情形"][0]["条目"].append({"内容": "推诿的。"}),
    "追责依据": _set(PROFILES, "追责情形", 0, "依据", to=[f"《{LICENSING_LAW}》第七十四条"]),
    "复议前置": _set(PROFILES, "救济途径", 0, "复议前置", to=["认为行政机关未履行法定职责"]),
    "救济说明": _set(PROFILES, "救济途径", 0, "说明", to="不服的，六十日内申请行政复议。"),
    "法规废止": lambda trees: next(
        law for law in trees[LAWS]["法规"] if law["名称"] == FOOD_LAW
    ).update({"废止日期": "2026-01-02"}),
    "法规换版本": lambda trees: next(
        law for law in trees[LAWS]["法规"] if law["名称"] == LICENSING_LAW
    )["版本"].append({"施行": "2026-01-03", "条数": "84"}),
    "电话": _set(DEPARTMENTS, "单位", 0, "咨询电话", to="0710-6333333"),
    "单位倒序": lambda trees: trees[DEPARTMENTS]["单位"].reverse(),
}


def edited(trees: Trees, *names: str) -> Trees:
    """The list after some edits, in the order of the table: not every other order is possible."""
    assert EDITS.keys() >= set(names)
    copy = deepcopy(trees)
    for name, edit in EDITS.items():
        if name in names:
            edit(copy)
    return copy


def applied(fact: Fact, differences: list[Difference], depth: int = 0) -> Fact | None:
    """Carry differences out on a fact; the twin of `generator.diff.change.compare`."""
    here = [d for d in differences if len(d.path) == depth]
    for difference in here:
        if difference.edit is not Edit.MOVE:
            return difference.after
    if isinstance(fact, str):
        assert not differences
        return fact
    field = differences[0].path[depth - 1] if differences and depth else ""
    result = type(fact)()
    for key, child in fact.items():
        mine = [d for d in differences if len(d.path) > depth and d.path[depth] == key]
        mine = [d for d in mine if d.edit is not Edit.ADD or len(d.path) > depth + 1]
        if any(len(d.path) == depth + 1 and d.edit is Edit.REMOVE for d in mine):
            continue
        after = applied(child, mine, depth + 1) if mine else child
        direct = any(len(d.path) == depth + 1 and d.edit is Edit.REPLACE for d in mine)
        name = identifier(after, field) if direct and isinstance(fact, Items) else key
        result[name] = after
    for difference in here:
        assert isinstance(difference.after, Items)
        result = Items((key, result[key]) for key in difference.after)
    added = [d for d in differences if len(d.path) == depth + 1 and d.edit is Edit.ADD]
    if isinstance(result, Fields):
        result.update({d.path[-1]: d.after for d in added})
        return result
    pairs = list(result.items())
    for difference in sorted(added, key=lambda d: d.position):
        pairs.insert(difference.position, (difference.path[-1], difference.after))
    return Items(pairs)


def same(one: Fact | None, other: Fact | None) -> bool:
    """Equal, and lists in the same order."""
    if isinstance(one, Items) and isinstance(other, Items) and list(one) != list(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return set(one) == set(other) and all(same(one[key], other[key]) for key in one)
    return one == other
