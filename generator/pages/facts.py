"""The answer first: at most seven facts a citizen came for, by type of power."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.model.fields import Absent
from generator.model.parts import Fee, TimeLimit
from generator.model.power import (
    Coercion,
    Inspection,
    Levy,
    OnApplication,
    Other,
    PartyPower,
    Penalty,
    Power,
)
from generator.model.registry import Department
from generator.model.vocab import Charge, LimitUnit, YesNo


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the summary card.

    Attributes:
        label: The question, in a citizen's words.
        value: The answer.
        note: What should be known besides; empty when nothing.
        anchor: Section of the page that says more.
        missing: Whether the list does not hold the answer yet.
    """

    label: str
    value: str
    note: str = ""
    anchor: str = ""
    missing: bool = False


def limit_text(limit: TimeLimit) -> str:
    """受理之日起 20个工作日内; 当场 stands alone."""
    if limit.duration.unit is LimitUnit.ON_THE_SPOT:
        return "当场办结"
    return f"{limit.start}起 {limit.duration}内"


def money(amount: Decimal) -> str:
    """Yuan as people say them: 5000元, 1.5万元, 1亿元."""
    for unit, size in (("亿", Decimal(100_000_000)), ("万", Decimal(10_000))):
        if amount >= size:
            return f"{(amount / size).normalize():f}{unit}元"
    return f"{amount.normalize():f}元"


def facts(power: Power, department: Department | None) -> list[Fact]:
    """Choose and word the facts of one power."""
    if isinstance(power, PartyPower):
        return _party(power)
    if isinstance(power, Penalty):
        return _penalty(power)
    if isinstance(power, Coercion):
        return _coercion(power)
    if isinstance(power, Levy):
        return _levy(power)
    if isinstance(power, Inspection):
        return _inspection(power)
    if isinstance(power, OnApplication) or (
        isinstance(power, Other) and power.on_application is YesNo.YES
    ):
        return _application(power, department)
    return _of_its_own_motion(power)


def _application(power: OnApplication | Other, department: Department | None) -> list[Fact]:
    found = []
    if power.targets:
        found.append(Fact("谁可以办", "、".join(power.targets), anchor="conditions"))
    found.append(_time(power))
    found.append(_fee(power.fee))
    materials = power.materials
    if isinstance(materials, tuple):
        found.append(Fact("带什么", f"{len(materials)} 份材料", anchor="materials"))
    else:
        found.append(
            Fact("带什么", "材料清单部门还没有填报", "可先打 12345 问清", "materials", True)
        )
    results = power.results
    if isinstance(results, tuple):
        found.append(Fact("拿到什么", "、".join(r.name for r in results), anchor="results"))
    if department:
        found.append(Fact("找谁办", department.name, f"咨询电话 {department.enquiries}", "contact"))
    return found


def _time(power: OnApplication | Other) -> Fact:
    promised, statutory = power.promised_limit, power.statutory_limit
    if isinstance(promised, TimeLimit):
        note = f"法定 {statutory.duration}" if isinstance(statutory, TimeLimit) else ""
        return Fact("要多久", limit_text(promised), note, "limits")
    if isinstance(statutory, TimeLimit):
        return Fact("要多久", limit_text(statutory), "法定时限", "limits")
    if isinstance(statutory, Absent) and statutory.not_applicable:
        return Fact("要多久", "没有固定期限", "", "limits")
    return Fact("要多久", "部门还没有填报", "可先打 12345 问清", "limits", True)


def _fee(fee: Fee | Absent | None) -> Fact:
    if isinstance(fee, Fee):
        if fee.charge is Charge.FREE:
            return Fact("要花多少钱", "不收费", anchor="fee")
        return Fact("要花多少钱", "收费", "、".join(item.name for item in fee.items), "fee")
    if isinstance(fee, Absent) and fee.not_applicable:
        return Fact("要花多少钱", "不收费", anchor="fee")
    return Fact("要花多少钱", "部门还没有填报", "收费须在收费目录清单内", "fee", True)


def _penalty(power: Penalty) -> list[Fact]:
    found = [
        Fact("什么行为", power.offence, anchor="offence"),
        Fact("会受什么处罚", "、".join(power.penalty_kinds), anchor="penalty"),
    ]
    fine = highest_fine(power)
    if fine:
        found.append(Fact("罚款", fine, "各档适用的情形见依据条文", "penalty"))
    if isinstance(power.statutory_limit, TimeLimit):
        found.append(Fact("多久作出决定", limit_text(power.statutory_limit), anchor="limits"))
    found.append(Fact("我的权利", "陈述、申辩；符合条件的可以要求听证", anchor="rights"))
    found.append(Fact("不服怎么办", "申请行政复议或者提起行政诉讼", anchor="remedy"))
    return found


def highest_fine(power: Penalty) -> str:
    """The ceiling in money, else the multiple; empty when there is no fine."""
    sums = [tier.fine for tier in power.tiers if tier.fine.is_specified and not tier.fine.base]
    plain = [fine for fine in sums if not fine.per]
    if plain:
        top = max(fine.high for fine in plain if fine.high is not None)
        multiples = [tier.fine.text for tier in power.tiers if tier.fine.base]
        return f"最高 {money(top)}" + (f"，或者{multiples[-1]}" if multiples else "")
    if power.tiers:
        return "；".join(tier.fine.text for tier in power.tiers[:2])
    return ""


def _coercion(power: Coercion) -> list[Fact]:
    found = [Fact("采取什么手段", "、".join(power.kinds), anchor="coercion")]
    if isinstance(power.statutory_limit, TimeLimit):
        found.append(Fact("最长多久", limit_text(power.statutory_limit), anchor="limits"))
    found.append(Fact("我的权利", "当场听取陈述和申辩，出示证件，制作笔录", anchor="rights"))
    found.append(Fact("不服怎么办", "申请行政复议或者提起行政诉讼", anchor="remedy"))
    return found


def _levy(power: Levy) -> list[Fact]:
    standard = power.standard
    if isinstance(standard, Absent):
        rate = Fact("按什么标准", "标准还没有整理", standard.reason, "standard", True)
    else:
        rate = Fact("按什么标准", _citations(standard.bases), standard.text or "", "standard")
    return [
        Fact("征收的是", power.kind, anchor="standard"),
        rate,
        Fact("不服怎么办", "申请行政复议或者提起行政诉讼", anchor="remedy"),
    ]


def _inspection(power: Inspection) -> list[Fact]:
    found = [Fact("检查谁", power.inspected, anchor="inspection")]
    if isinstance(power.manner, tuple):
        found.append(Fact("怎么查", "、".join(power.manner), anchor="inspection"))
    if not isinstance(power.frequency, Absent):
        found.append(Fact("多久查一次", power.frequency, anchor="inspection"))
    found.append(
        Fact("我的权利", "执法人员不少于两人并出示证件，可以要求说明依据", anchor="rights")
    )
    return found


def _of_its_own_motion(power: Power) -> list[Fact]:
    found = []
    if isinstance(power, Other):
        found.append(Fact("属于哪一类", power.subclass))
    limit = getattr(power, "statutory_limit", None)
    if isinstance(limit, TimeLimit):
        found.append(Fact("要多久", limit_text(limit), anchor="limits"))
    found.append(Fact("怎样启动", "由机关依职权办理，不用申请"))
    found.append(Fact("不服怎么办", "申请行政复议或者提起行政诉讼", anchor="remedy"))
    return found


def _party(power: PartyPower) -> list[Fact]:
    return [
        Fact("属于哪一类", power.party_class),
        Fact("由谁决定", power.body),
        Fact("责任岗位", power.post),
        Fact("什么时候公开", power.when_disclosed),
    ]


def _citations(bases: Iterable[object]) -> str:
    return "、".join(str(basis) for basis in bases)
