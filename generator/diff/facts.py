"""A power and everything it takes from elsewhere, spelled out as plain facts that can be compared.

What a power only refers to (a process template, a shared text, a law, its department) is written
out where it takes effect, so that one edited template shows in every power it alters. Facts are
texts, `Fields` (named, in no order that matters) and `Items` (a list, each item under what
identifies it, so that an item that moved is still the same item).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.load import Corpus
from generator.model.power import Power, citations_in
from generator.model.registry import Department, Law
from generator.model.vocab import StepKind
from generator.procedure import FlowStep, LimitSource, ProcedureError, expand, template_named

LAWS, DEPARTMENT, STEPS = "引用的法规", "单位信息", "步骤"
LIST = ""
"""Code under which the registries stand, which belong to no one power."""


class Fields(dict[str, Any]):
    """Named facts; their order says nothing."""


class Items(dict[str, Any]):
    """The items of a list in order, each under what identifies it."""


Fact = str | Fields | Items
Facts = Fields

IDENTIFIERS: Mapping[str, tuple[str, ...]] = {
    "依据": ("法规", "条款"),
    "处罚幅度": ("情形",),
    "裁量基准": ("阶次", "情形"),
    "分档": ("情形", "自"),
    "途径": ("途径", "机关"),
    "条目": ("环节", "内容"),
    "责任事项": ("环节", "内容"),
    "追责情形": ("环节", "内容"),
    "监督方式": ("环节", "内容"),
    "沿革": ("日期", "动作", "文号"),
    STEPS: ("编号",),
    "版本": ("施行", "编号", "名称"),
    "基准": ("法规", "条款"),
    "条款": ("法规", "条款", "类型"),
    "年份": ("年份",),
    "俗称": ("说法",),
}
"""Field that holds a list → the keys that together name an item; 名称 for all others."""

_CLAUSES = {
    "责任事项": "duties",
    "追责情形": "accountability",
    "监督方式": "supervision",
    "救济途径": "remedy",
}
"""Field that may name a shared text → its attribute."""

_DEPARTMENT_FACTS = (
    *("咨询电话", "监督电话", "地址", "办公时间", "网址", "性质", "信用代码"),
    *("成立日期", "撤销日期", "集中许可"),
)
_LAW_FACTS = ("位阶", "废止日期", "废止依据", "不可引用", "日的含义", "版本")


_NOTHING: tuple[Any, ...] = (None, [], ())


def fact_of(value: Any, field: str = "") -> Fact:
    """Turn what a model dumps (dict, list, text) into facts."""
    if isinstance(value, dict):
        return Fields(
            (key, fact_of(child, key)) for key, child in value.items() if child not in _NOTHING
        )
    if isinstance(value, (list, tuple)):
        return items_of((fact_of(child) for child in value), field)
    return str(value)


def items_of(values: Iterable[Fact], field: str) -> Items:
    """Put the items of a list under what identifies them; a second of the same gets a number."""
    items = Items()
    for value in values:
        key = name = identifier(value, field)
        count = 1
        while key in items:
            count += 1
            key = f"{name}（{count}）"
        items[key] = value
    return items


def identifier(value: Fact, field: str) -> str:
    """What an item of a list is known by."""
    if isinstance(value, str):
        return value
    parts = [value[key] for key in IDENTIFIERS.get(field, ("名称",)) if key in value]
    if not parts and field == "处罚幅度":
        # One range for every case: a higher fine is still the same range.
        return "不分情形"
    if not parts:
        parts = [child for child in value.values() if isinstance(child, str)][:1]
    return " ".join(part if isinstance(part, str) else "、".join(part) for part in parts)


@dataclass(frozen=True)
class Expanded:
    """The facts of one power.

    Attributes:
        facts: Every field as the paper form names it, shared texts written out.
        shared: Field → where it is really written ("流程模板", "处罚-普通程序"), for those that the
            power takes from elsewhere.
    """

    facts: Facts
    shared: Mapping[str, tuple[str, str]]


class Expander:
    """Spells out powers of one list; what many share is spelled out once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._procedures: dict[str, Fields] = {}
        self._profiles: dict[tuple[str, str], Fields | None] = {}
        self._laws: dict[str, Fields] = {}
        self._departments: dict[str, Fields] = {}

    def expand(self, power: Power, only: set[str] | None = None) -> Expanded:
        """Spell out one power and what it borrows.

        Args:
            power: The power.
            only: Fields to spell out, by the names of their attributes; all when left out. What
                is borrowed is spelled out all the same.
        """
        facts = fact_of(power.model_dump(by_alias=True, exclude_none=True, include=only))
        assert isinstance(facts, Fields)
        for field in _CLAUSES:
            own = facts.get(field)
            if isinstance(own, Items):
                facts[field] = Fields(条目=items_of(own.values(), "条目"))
        borrowed = self.borrowed(power)
        return Expanded(Fields({**facts, **borrowed.facts}), borrowed.shared)

    def borrowed(self, power: Power, *, laws: bool = True) -> Expanded:
        """Spell out only what a power takes from elsewhere.

        Args:
            power: The power.
            laws: Whether to name the laws it cites, which takes the longest to find out.
        """
        facts = Fields()
        shared: dict[str, tuple[str, str]] = {}
        facts["流程"] = self._procedure(power, shared)
        for field, attribute in _CLAUSES.items():
            name = getattr(power, attribute, None)
            if isinstance(name, str) and (clauses := self._clauses(field, name)) is not None:
                facts[field] = clauses
                shared[field] = ("公用文本", name)
        if laws:
            facts[LAWS] = self._cited(power)
        if department := self._department(power.authority):
            facts[DEPARTMENT] = department
            shared[DEPARTMENT] = ("单位", power.authority)
        return Expanded(facts, shared)

    def _procedure(self, power: Power, shared: dict[str, tuple[str, str]]) -> Fields:
        ref = power.procedure
        name = ref.template
        if name and template_named(name, self._corpus.templates) is not None:
            shared["流程"] = ("流程模板", name)
        plain = name if name and not ref.changes else ""
        if plain in self._procedures:
            return self._procedures[plain]
        fields = Fields(模板=name) if name else Fields()
        try:
            procedure = expand(ref, self._corpus.templates)
        except ProcedureError:
            # The check says what is wrong with it; here what was written is compared as written.
            written = fact_of(ref.model_dump(by_alias=True, exclude_none=True))
            return written if isinstance(written, Fields) else fields
        fields[STEPS] = items_of((_step(step) for step in procedure.steps), STEPS)
        if plain:
            self._procedures[plain] = fields
        return fields

    def _clauses(self, field: str, name: str) -> Fields | None:
        if (field, name) not in self._profiles:
            registry = self._corpus.registry
            profile = {
                "责任事项": registry.duties,
                "追责情形": registry.accountability,
                "监督方式": registry.supervision,
                "救济途径": registry.remedies,
            }[field].get(name)
            found = None
            if profile is not None:
                written = fact_of(profile.model_dump(by_alias=True, exclude_none=True))
                assert isinstance(written, Fields)
                for own in ("名称", "沿革"):  # Its past is its own, not that of each power.
                    written.pop(own, None)
                found = Fields({"文本": name, **written})
            self._profiles[field, name] = found
        return self._profiles[field, name]

    def _cited(self, power: Power) -> Items:
        titles = {citation.law: None for _, citation in citations_in(power)}
        laws = Items()
        for title in sorted(titles):
            law = self._corpus.registry.laws.get(title)
            if law is not None:
                laws[title] = self._law(law)
        return laws

    def _law(self, law: Law) -> Fields:
        if law.title not in self._laws:
            self._laws[law.title] = _chosen(law, _LAW_FACTS)
        return self._laws[law.title]

    def _department(self, name: str) -> Fields | None:
        department = self._corpus.registry.departments.get(name)
        if department is None:
            return None
        if name not in self._departments:
            self._departments[name] = _chosen(department, _DEPARTMENT_FACTS)
        return self._departments[name]


def _chosen(record: Law | Department, keys: tuple[str, ...]) -> Fields:
    written = fact_of(record.model_dump(by_alias=True, exclude_none=True))
    assert isinstance(written, Fields)
    return Fields((key, written[key]) for key in keys if key in written)


def _step(step: FlowStep) -> Fields:
    limit = str(step.limit) if step.limit else ""
    if step.limit_source in {LimitSource.STATUTORY, LimitSource.PROMISED}:
        limit = "法定时限" if step.limit_source is LimitSource.STATUTORY else "承诺时限"
    written = {
        "编号": step.id,
        "名称": step.name,
        "类别": str(step.kind),
        "执行": str(step.actor),
        "岗位": step.post or "",
        "时限": limit,
        "计时": "" if step.counted else "不计入时限",
        "依据": str(step.basis) if step.basis else "",
        "文书": step.document or "",
        "说明": step.note or "",
    }
    fields = Fields((key, text) for key, text in written.items() if text)
    if step.roles:
        fields["作用"] = items_of((str(role) for role in step.roles), "作用")
    if step.risk:
        fields["风险"] = fact_of(step.risk.model_dump(by_alias=True))
    if step.exits and step.kind is not StepKind.END:
        ways = (f"{when}：到 {to}" if when else f"到 {to}" for to, when in step.exits)
        fields["下一步"] = items_of(ways, "下一步")
    return fields


def list_facts(corpus: Corpus, alike: Corpus | None = None) -> Facts:
    """The registries and templates as they stand, under the names of their files.

    Args:
        corpus: The list.
        alike: Another list; a file that is the very same record there is left out. Two editions
            share most, and the file of the laws alone takes 0.03 s to spell out.
    """
    there = _records(alike) if alike else {}
    facts = Fields()
    for name, record in _records(corpus).items():
        if record is there.get(name):
            continue
        fact = fact_of(record.model_dump(by_alias=True, exclude_none=True), name)
        # A file that holds one list under its own name is that list.
        facts[name] = fact[name] if isinstance(fact, Fields) and set(fact) == {name} else fact
    facts["流程模板"] = Items(
        (name, fact_of(template.model_dump(by_alias=True, exclude_none=True)))
        for name, template in sorted(corpus.templates.items())
    )
    return facts


def _records(corpus: Corpus) -> dict[str, Any]:
    registry = corpus.registry
    return {
        "清单": registry.facts,
        "单位": registry.department_file,
        "法规": registry.law_file,
        "公用文本": registry.profiles,
        "俗称": registry.synonym_file,
        "主题": registry.topic_file,
        "工作日历": registry.calendar,
        "收费目录": registry.fees,
        "裁量基准": registry.discretion,
        "共享证照": registry.certificates,
        "上级目录": registry.higher,
        "交叉清单": registry.shared_articles,
        "版本": registry.edition_file,
    }
