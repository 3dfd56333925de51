"""What a change means for the people concerned: 利民, 加重, 中性 or 待判定.

A table of rules, the first that answers counts. The direction depends on whose limit it is and on
what type of power: a longer limit burdens when the office must act and favours when the citizen
must, a higher standard favours a benefit and burdens a levy. What no rule knows is 待判定, never
silently 中性. Seed of the table: product brief §3C, to be confirmed by the legal office.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.diff.amounts import compare_fines, compare_limits, compare_numbers
from generator.diff.change import Change, Difference, Edit, Kind
from generator.diff.facts import DEPARTMENT, LAWS, STEPS, Fact, Fields
from generator.diff.wording import spoken
from generator.model.vocab import Actor, Meaning

_GOOD, _BAD, _SAME, _OPEN = (
    Meaning.FAVOURABLE,
    Meaning.BURDEN,
    Meaning.NEUTRAL,
    Meaning.UNDECIDED,
)
_CITIZEN = {str(Actor.APPLICANT), str(Actor.PARTY_CONCERNED), str(Actor.PUBLIC)}
_ABOUT_THE_RECORD = {
    *("国家编码", "俗称", "主题", "核对日期", "数据来源"),
    *("清单", "工作日历", "版本", "上级目录", "共享证照", "交叉清单"),
}
_CONTACTS = {"咨询电话", "监督电话", "地址", "办公时间", "网址", "地点", "时间"}
_MONEY = "(?:万|亿)?元|[%‰倍]"
_DECIDED_BY_LAWYERS = {"依据", "引用的法规", "法规"}


@dataclass(frozen=True)
class Judgement:
    """What a change means and which rule says so.

    Attributes:
        meaning: The class.
        rule: Name of the rule, in Chinese; empty when no rule knew.
        review: Whether the legal office should look all the same.
        overridden: What the rules said, when the power's history says otherwise.
    """

    meaning: Meaning
    rule: str = ""
    review: bool = False
    overridden: Meaning | None = None


@dataclass(frozen=True)
class Rule:
    """One line of the table: what it speaks of, and its answer, None when it does not apply."""

    name: str
    answer: Callable[[Change], Meaning | None]


def classify(change: Change) -> Judgement:
    """Say what a change means; the power's own history has the last word (变更定性)."""
    judged = by_rules(change)
    said = change.assessment
    if said is None or change.difference.path[:1] == ("沿革",):
        return judged
    return Judgement(said.meaning, "沿革里的变更定性", judged.review, judged.meaning)


def by_rules(change: Change) -> Judgement:
    """What the table alone says."""
    review = bool(change.difference.path) and change.difference.path[0] in _DECIDED_BY_LAWYERS
    for rule in RULES:
        meaning = rule.answer(change)
        if meaning is not None:
            return Judgement(meaning, rule.name, review)
    return Judgement(_OPEN, "", review)


def _in(change: Change, *path: str) -> bool:
    """Whether the fact lies under these field names, whatever identifiers stand between."""
    names = iter(change.difference.path)
    return all(name in names for name in path)


def _last(change: Change) -> str:
    return change.difference.path[-1] if change.difference.path else ""


def _texts(difference: Difference) -> tuple[str, str] | None:
    before, after = difference.before, difference.after
    return (before, after) if isinstance(before, str) and isinstance(after, str) else None


def _turn(sign: int | None, up: Meaning) -> Meaning | None:
    """The class of a change of size, when more of it is `up`; unknown sizes are 待判定."""
    if sign is None:
        return _OPEN
    if sign == 0:
        return None
    down = _BAD if up is _GOOD else _GOOD
    return up if sign > 0 else down


def _came(change: Change, added: Meaning) -> Meaning | None:
    """The class of something that came or went, when its coming is `added`."""
    edit = change.difference.edit
    if edit is Edit.ADD:
        return added
    if edit is Edit.REMOVE:
        return _BAD if added is _GOOD else _GOOD
    return None


def _life(change: Change) -> Meaning | None:
    """A power that comes, goes or changes hands is for people to judge."""
    return None if change.kind is Kind.CHANGED or change.difference.path[:1] == ("沿革",) else _OPEN


def _history(change: Change) -> Meaning | None:
    if "沿革" not in change.difference.path:
        return None
    return _SAME if change.difference.edit is Edit.ADD else _OPEN


def _record(change: Change) -> Meaning | None:
    path = change.difference.path
    return _SAME if path and path[0] in _ABOUT_THE_RECORD else None


def _contact(change: Change) -> Meaning | None:
    here = change.difference.path[:1]
    places = here in {(DEPARTMENT,), ("单位",)} or _in(change, "办理")
    return _SAME if places and _last(change) in _CONTACTS else None


def _order(change: Change) -> Meaning | None:
    if change.difference.edit is not Edit.MOVE:
        return None
    return _OPEN if STEPS in change.difference.path else _SAME


def _wording(change: Change) -> Meaning | None:
    texts = _texts(change.difference)
    if texts is None or spoken(texts[0]) != spoken(texts[1]):
        return None
    return _SAME


def _limit(change: Change) -> Meaning | None:
    path = change.difference.path
    if path[:1] not in {("法定时限",), ("承诺时限",)}:
        return None
    if len(path) == 1:
        return _given(change, _GOOD) if path == ("承诺时限",) else _OPEN
    if path[1] == "期限" and (texts := _texts(change.difference)):
        return _turn(compare_limits(*texts), _BAD)
    return _came(change, _BAD) or _OPEN if path[1] == "延长" else None


def _given(change: Change, added: Meaning) -> Meaning | None:
    """Something that was said not to exist and now does, or the other way round."""
    before, after = (_nothing(f) for f in (change.difference.before, change.difference.after))
    if before is None or after is None:
        return _OPEN
    if before == after:
        return _came(change, added)
    return added if before else (_BAD if added is _GOOD else _GOOD)


def _nothing(fact: Fact | None) -> bool | None:
    """Whether a fact says there is no such thing; None when it is not known yet (待补)."""
    if isinstance(fact, Fields) and "待补" in fact:
        return None
    return fact is None or (isinstance(fact, Fields) and "不适用" in fact)


def _step_limit(change: Change) -> Meaning | None:
    if not (_in(change, STEPS) and _last(change) == "时限"):
        return None
    texts = _texts(change.difference)
    longer = _GOOD if change.difference.actor in _CITIZEN else _BAD
    return _turn(compare_limits(*texts), longer) if texts else _OPEN


def _step(change: Change) -> Meaning | None:
    path = change.difference.path
    if len(path) < 2 or path[-2] != STEPS or change.difference.actor not in _CITIZEN:
        return None
    return _came(change, _BAD)


def _remedy(change: Change) -> Meaning | None:
    path = change.difference.path
    if path[:1] != ("救济途径",) and not (path[0] == "公用文本" and "救济途径" in path):
        return None
    if _last(change) == "期限" and (texts := _texts(change.difference)):
        return _turn(compare_limits(*texts), _GOOD)
    if path[-2:-1] != ("途径",):
        return _OPEN
    return _came(change, _GOOD) or _other_way(*_both(change.difference))


def _other_way(before: Fact | None, after: Fact | None) -> Meaning:
    """A remedy asked for elsewhere: whether that is better nobody knows, a shorter time is not."""
    one, other = (
        fact.get("期限") if isinstance(fact, Fields) else None for fact in (before, after)
    )
    if not isinstance(one, str) or not isinstance(other, str):
        return _OPEN
    return _turn(compare_limits(one, other), _GOOD) or _OPEN


def _charge(change: Change) -> Meaning | None:
    path, texts = change.difference.path, _texts(change.difference)
    if path[:1] != ("收费",):
        return None
    if _last(change) == "是否收费" and texts:
        return _BAD if texts[1] == "收费" else _GOOD
    if len(path) == 1:
        return _OPEN
    if _last(change) == "减免":
        return _came(change, _GOOD) or _OPEN
    if _last(change) == "标准" and texts:
        return _turn(compare_numbers(*texts, _MONEY), _BAD)
    return _came(change, _BAD) if path[-2] == "项目" else None


def _fine(change: Change) -> Meaning | None:
    texts = _texts(change.difference)
    if _last(change) != "罚款" or texts is None:
        return None
    return _turn(compare_fines(*texts), _BAD)


def _sanction(change: Change) -> Meaning | None:
    path = change.difference.path
    if len(path) == 2 and path[0] in {"处罚种类", "强制种类"}:
        return _came(change, _BAD)
    return None


def _material(change: Change) -> Meaning | None:
    difference = change.difference
    path, texts = difference.path, _texts(difference)
    if path[:1] != ("材料",):
        return None
    if len(path) == 1:
        return _given(change, _BAD)
    if len(path) == 2:
        fact = difference.after if difference.edit is Edit.ADD else difference.before
        needed = isinstance(fact, Fields) and fact.get("必要性") == "必要"
        return (_came(change, _BAD) if needed else None) or _OPEN
    if path[2] == "必要性" and texts:
        ranks = {"非必要": 0, "容缺后补": 1, "必要": 2}
        return _turn(ranks[texts[1]] - ranks[texts[0]], _BAD)
    if path[2] in {"原件", "复印件"}:
        before, after = (int(f) if isinstance(f, str) else 0 for f in _both(difference))
        return _turn(after - before, _BAD)
    if path[2] == "介质" and texts:
        wider = (texts[1] == "纸质或电子") - (texts[0] == "纸质或电子")
        return _turn(wider, _GOOD) or _OPEN
    return _came(change, _GOOD) or _OPEN if path[2] == "免交" else None


def _both(difference: Difference) -> tuple[Fact | None, Fact | None]:
    return difference.before, difference.after


def _condition(change: Change) -> Meaning | None:
    path = change.difference.path
    if path == ("条件",):
        return _given(change, _BAD)
    return _came(change, _BAD) if path[:2] == ("条件", "条目") and len(path) == 3 else None


def _channel(change: Change) -> Meaning | None:
    path, texts = change.difference.path, _texts(change.difference)
    if path[:2] == ("办理", "方式") and len(path) == 3:
        return _came(change, _GOOD)
    if path == ("办理", "到场次数") and texts:
        return _turn(int(texts[1]) - int(texts[0]), _BAD)
    if path == ("办件类型",) and texts:
        return _GOOD if texts[1] == "即办件" else _BAD
    return None


def _frequency(change: Change) -> Meaning | None:
    texts = _texts(change.difference)
    if change.difference.path != ("检查频次",) or texts is None:
        return None
    return _turn(compare_numbers(*texts, "次"), _BAD)


def _standard(change: Change) -> Meaning | None:
    path, texts = change.difference.path, _texts(change.difference)
    ups = {"给付标准": _GOOD, "减免": _GOOD, "征收标准": _BAD}
    if not path or path[0] not in ups or path[-1] != "说明" or texts is None:
        return None
    # How much is reduced is written in too many ways for a number to tell.
    return _OPEN if path[0] == "减免" else _turn(compare_numbers(*texts, _MONEY), ups[path[0]])


def _validity(change: Change) -> Meaning | None:
    texts = _texts(change.difference)
    if not (_in(change, "结果") and _last(change) == "有效期" and texts):
        return None
    return _turn(compare_numbers(*texts, "年|个月|日"), _GOOD)


def _intermediary(change: Change) -> Meaning | None:
    path = change.difference.path
    if path[:1] != ("中介服务",):
        return None
    return _came(change, _BAD) if len(path) == 2 else None


def _basis(change: Change) -> Meaning | None:
    """A basis replaced by another of the same role; whether the substance stayed is for lawyers."""
    path, edit = change.difference.path, change.difference.edit
    if path[:1] == ("依据",):
        return _SAME if edit is Edit.REPLACE else _OPEN
    return _OPEN if path[:1] in {(LAWS,), ("法规",)} else None


def _disclosure(change: Change) -> Meaning | None:
    texts = _texts(change.difference)
    if change.difference.path != ("公开范围",) or texts is None:
        return None
    public = (texts[1] == "社会公开") - (texts[0] == "社会公开")
    return _turn(public, _GOOD) or _OPEN


RULES: tuple[Rule, ...] = (
    Rule("职权新增、取消、下放、划转等", _life),
    Rule("沿革的记载", _history),
    Rule("只关系登记和检索的内容", _record),
    Rule("电话、地址、办公时间", _contact),
    Rule("排列顺序", _order),
    Rule("标点和写法", _wording),
    Rule("法定时限、承诺时限", _limit),
    Rule("环节的时限：谁来办", _step_limit),
    Rule("要当事人办的环节", _step),
    Rule("救济途径和期限", _remedy),
    Rule("收费", _charge),
    Rule("罚款幅度", _fine),
    Rule("处罚种类、强制种类", _sanction),
    Rule("申请材料", _material),
    Rule("申请条件", _condition),
    Rule("办理方式、到场次数", _channel),
    Rule("检查频次", _frequency),
    Rule("给付、征收标准", _standard),
    Rule("结果的有效期", _validity),
    Rule("中介服务", _intermediary),
    Rule("依据", _basis),
    Rule("公开范围", _disclosure),
)
"""In the order in which they are asked."""
