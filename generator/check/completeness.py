"""A: what a power must say and does not, counted over the list.

A field with 待补 is still missing: it says so honestly, and that is all it says.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.fields import Absent
from generator.model.power import OnApplication, Other, Power, PowerBase
from generator.model.registry import Department
from generator.model.vocab import Status, YesNo

FACTS = "powers/_registry/清单.yml"
MANY_ELEMENTS, MANY_POWERS = 4, 5
"""Classes missing from one power, and powers that miss so many, at which a site fails."""


def missing_elements(power: PowerBase, department: Department | None) -> list[str]:
    """Key elements of a guide that a power handled on application does not give.

    Eight classes are asked for (政府网站检查指标, 国办秘函〔2019〕19号): name, basis, conditions,
    materials, place, hours, phone, procedure. Name, basis, phone and procedure can never be
    missing here, the model asks for them.
    """
    if not isinstance(power, OnApplication) and not (
        isinstance(power, Other) and power.on_application is YesNo.YES
    ):
        return []
    service = power.service
    given = {
        "申请条件": _given(power.conditions),
        "办理材料": _given(power.materials),
        "办理地点": (service and service.place) or (department and department.address),
        "办理时间": (service and service.hours) or (department and department.hours),
    }
    return [element for element, value in given.items() if not value]


def _given(value: object) -> bool:
    if isinstance(value, Absent):
        return value.not_applicable is not None
    return value is not None


def incomplete(view: View) -> list[tuple[Loaded, list[str]]]:
    """Powers in force that miss four classes of key elements or more, with what they miss."""
    departments = view.corpus.registry.departments
    found = []
    for record in view.corpus.records:
        if record.power.status is Status.IN_FORCE:
            missing = missing_elements(record.power, departments.get(record.power.authority))
            if len(missing) >= MANY_ELEMENTS:
                found.append((record, missing))
    return found


def _known(view: View) -> int:
    """How many such powers the list itself admits."""
    return int(view.corpus.registry.facts.known_incomplete or 0)


class ElementsMissing(Rule):
    """依申请办理的职权缺四类以上重点要素。

    为什么：条件、材料、地点、时间都没有，群众照着指南办不成事；政府网站检查把缺四类以上的算作不合格。
    怎么改：先补办理地点和时间，写在 单位.yml 里，全单位一起用；再补条件和材料。待补也算缺。
    """

    code, slug, severity = "A011", "elements-missing", Severity.WARNING
    since = "0.2"
    answers = (72,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Report each while there are few; A012 reports many at once."""
        found = incomplete(view)
        if _known(view) < len(found) < MANY_POWERS:
            for record, missing in found:
                message = f"缺{'、'.join(missing)} {len(missing)} 类重点要素"
                yield self.about(record, message, "名称")


class ElementsMissingOften(Rule):
    """缺四类以上重点要素的职权有五项以上，或者同登记的数目对不上。

    为什么：五项以上是政府网站检查的单项否决。门槛照检查指标（国办秘函〔2019〕19号）的转载，以原文为准。
    怎么改：补要素。一时补不齐的，把实际数目写进 清单.yml 的“已知缺项”，以后补一项减一项，只减不增。
    """

    code, slug = "A012", "elements-missing-often"
    since = "0.2"
    answers = (72,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare the number with what the list admits; the admitted number may not be too high."""
        found, known = incomplete(view), _known(view)
        count = len(found)
        message = f"缺四类以上重点要素的有 {count} 项，登记的是 {known} 项"
        if count > known and count >= MANY_POWERS:
            few = "、".join(record.power.code for record, _ in found[:3])
            fix = "把多出来的补上，登记的数目只减不增"
            if not known:
                fix = f'补上要素；一时补不齐的写 →  已知缺项: "{count}"'
            where = "已知缺项" if known else "公布项数"
            yield self.at(f"{message}，例如 {few}", where, fix=fix, file=FACTS)
        elif count < known:
            fix = f'改成 →  已知缺项: "{count}"' if count else "删去“已知缺项”这一行"
            yield self.at(message, "已知缺项", fix=fix, file=FACTS)


KIND_SIZE, NEARLY_ALL = 20, 0.95
"""How many powers make a kind, and the share of it that makes a field usual."""


class UnlikeItsKind(Rule):
    """同类职权几乎都写了的一项，这里没有写。

    为什么：类型、流程模板都相同的职权，九成五以上写了的内容，唯独这一项没有，多半是漏填。
    怎么改：照同类的职权补上；确实没有的，在备注里写明原因。
    """

    code, slug, severity = "A013", "unlike-its-kind", Severity.WARNING
    since = "0.2"
    answers = (73,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Count each optional field within powers of one type and template."""
        kinds: dict[tuple[type[PowerBase], str], list[Loaded]] = defaultdict(list)
        for record in view.corpus.records:
            power = record.power
            if power.procedure.template and power.status is Status.IN_FORCE:
                kinds[type(power), power.procedure.template].append(record)
        for (model, template), records in kinds.items():
            if len(records) < KIND_SIZE:
                continue
            for name, alias in _optional_fields(model).items():
                without = [record for record in records if not getattr(record.power, name)]
                if without and 1 - len(without) / len(records) >= NEARLY_ALL:
                    yield from self._findings(alias, template, without, len(records))

    def _findings(
        self, alias: str, template: str, without: list[Loaded], size: int
    ) -> Iterator[Diagnostic]:
        """One finding for each power that lacks the field and does not speak of it in its 备注."""
        for record in without:
            if alias not in (record.power.remark or ""):
                share = f"{size} 项里有 {size - len(without)} 项写了{alias}"
                message = f"没有写{alias}；{record.power.type}用“{template}”的 {share}"
                yield self.about(record, message, "名称", fix=f"补上 {alias}，或者在备注里写明原因")


@cache
def _optional_fields(model: type[Power]) -> dict[str, str]:
    """Fields a record may leave out, with the names they have in a file."""
    return {
        name: field.alias or name
        for name, field in model.model_fields.items()
        if not field.is_required() and name not in ("status", "remark")
    }


COMPLETENESS_RULES: tuple[type[Rule], ...] = (
    ElementsMissing,
    ElementsMissingOften,
    UnlikeItsKind,
)
