"""A power: one record of the list, in the shape its type requires.

A discriminated union on 类型. The five national shapes (general, penalty, levy, coercion and
inspection, public service) differ in what an applicant or an offender must know, not only in
name; the party committee's powers have no remedies and no applicant. Field order is the
canonical order of keys in a file, aliases are the keys, titles the labels on every page and in
every message. Source of the fields: 湖北省行政权力清单管理办法 第三条, domain brief §2.2, §2.4.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, Field

from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.fields import (
    CodeText,
    DateText,
    Line,
    OrAbsent,
    ProfileOr,
    Record,
    Text,
)
from generator.model.parts import (
    Basis,
    Conditions,
    DiscretionStep,
    Entrustment,
    Fee,
    HistoryEntry,
    Intermediary,
    Material,
    NationalCodes,
    PenaltyTier,
    Provenance,
    Result,
    Service,
    Standard,
    TimeLimit,
)
from generator.model.procedure import ProcedureRef
from generator.model.registry import Clause
from generator.model.vocab import (
    CaseKind,
    CoercionKind,
    DecisionBody,
    Disclosure,
    Level,
    LevyKind,
    OtherClass,
    PartyClass,
    PenaltyKind,
    PowerType,
    Status,
    Target,
    YesNo,
)


class PowerBase(Record):
    """What every record carries, whatever its type."""

    name: Line = Field(alias="名称", title="职权名称", max_length=1000)
    code: CodeText = Field(alias="编码", title="职权编码")
    type: PowerType = Field(alias="类型", title="职权类型")
    status: Status = Field(Status.IN_FORCE, alias="状态", title="状态")
    national: NationalCodes | None = Field(None, alias="国家编码", title="国家编码")
    main: CodeText | None = Field(None, alias="主项", title="主项编码")
    effective: DateText | None = Field(None, alias="生效日期", title="生效日期")
    expires: DateText | None = Field(None, alias="失效日期", title="失效日期")
    authority: Line = Field(alias="行使主体", title="行使主体")
    level: tuple[Level, ...] = Field((), alias="行使层级", title="行使层级")
    entrustment: Entrustment | None = Field(None, alias="委托", title="委托")
    joint: tuple[Line, ...] = Field((), alias="联办单位", title="联办单位")
    supervisor: Line | None = Field(None, alias="监管单位", title="事中事后监管单位")
    unit: Line | None = Field(None, alias="承办机构", title="承办机构")
    summary: Text | None = Field(None, alias="通俗说明", title="通俗说明")
    aliases: tuple[Line, ...] = Field((), alias="俗称", title="俗称")
    topics: tuple[Line, ...] = Field((), alias="主题", title="主题")
    bases: tuple[Basis, ...] = Field(alias="依据", title="实施依据", min_length=1)
    procedure: ProcedureRef = Field(alias="流程", title="办理流程")
    supervision: ProfileOr[Clause] = Field(alias="监督方式", title="监督方式")
    disclosure: Disclosure = Field(alias="公开范围", title="公开范围")
    undisclosed_reason: Line | None = Field(None, alias="不公开理由", title="不公开理由")
    remark: Text | None = Field(None, alias="备注", title="备注")
    checked_on: DateText | None = Field(None, alias="核对日期", title="上次逐条核对的日期")
    history: tuple[HistoryEntry, ...] = Field(alias="沿革", title="沿革", min_length=1)
    provenance: Provenance = Field(alias="数据来源", title="数据来源")

    @property
    def reviewed_on(self) -> date:
        """The day its content was last held against the law: 核对日期, else the last 沿革."""
        return self.checked_on or max(entry.day for entry in self.history)


class AdministrativePower(PowerBase):
    """What all ten types share: a limit, duties, accountability and remedies."""

    statutory_limit: OrAbsent[TimeLimit] = Field(alias="法定时限", title="法定时限")
    duties: ProfileOr[Clause] = Field(alias="责任事项", title="责任事项")
    accountability: ProfileOr[Clause] = Field(alias="追责情形", title="追责情形")
    remedy: Line = Field(alias="救济途径", title="救济途径")


class OnApplication(AdministrativePower):
    """The general shape: somebody applies, the authority decides."""

    promised_limit: OrAbsent[TimeLimit] = Field(alias="承诺时限", title="承诺时限")
    case_kind: CaseKind | None = Field(None, alias="办件类型", title="办件类型")
    targets: tuple[Target, ...] = Field((), alias="服务对象", title="服务对象")
    conditions: OrAbsent[Conditions] = Field(alias="条件", title="申请条件")
    materials: OrAbsent[tuple[Material, ...]] = Field(alias="材料", title="申请材料")
    fee: OrAbsent[Fee] = Field(alias="收费", title="收费")
    intermediaries: tuple[Intermediary, ...] = Field((), alias="中介服务", title="中介服务")
    results: OrAbsent[tuple[Result, ...]] = Field(alias="结果", title="办理结果")
    service: Service | None = Field(None, alias="办理", title="办理方式")


class Licensing(OnApplication):
    """行政许可."""

    type: Literal[PowerType.LICENSING] = Field(alias="类型", title="职权类型")


class Benefit(OnApplication):
    """行政给付."""

    type: Literal[PowerType.BENEFIT] = Field(alias="类型", title="职权类型")
    standard: OrAbsent[Standard] = Field(alias="给付标准", title="给付标准")


class Confirmation(OnApplication):
    """行政确认."""

    type: Literal[PowerType.CONFIRMATION] = Field(alias="类型", title="职权类型")


class Reward(OnApplication):
    """行政奖励."""

    type: Literal[PowerType.REWARD] = Field(alias="类型", title="职权类型")
    rewarded: Line = Field(alias="奖励对象", title="奖励对象")
    form: OrAbsent[Line] = Field(alias="奖励形式", title="奖励形式")


class Adjudication(OnApplication):
    """行政裁决."""

    type: Literal[PowerType.ADJUDICATION] = Field(alias="类型", title="职权类型")
    dispute: Line = Field(alias="争议类型", title="争议类型")


class Penalty(AdministrativePower):
    """行政处罚: what is forbidden, what may follow, within what range."""

    type: Literal[PowerType.PENALTY] = Field(alias="类型", title="职权类型")
    offence: Line = Field(alias="违法行为", title="违法行为")
    penalty_kinds: tuple[PenaltyKind, ...] = Field(alias="处罚种类", title="处罚种类", min_length=1)
    tiers: tuple[PenaltyTier, ...] = Field((), alias="处罚幅度", title="处罚幅度")
    discretion: tuple[DiscretionStep, ...] = Field((), alias="裁量基准", title="裁量基准")


class Coercion(AdministrativePower):
    """行政强制: a measure, or a way of enforcement."""

    type: Literal[PowerType.COERCION] = Field(alias="类型", title="职权类型")
    kinds: tuple[CoercionKind, ...] = Field(alias="强制种类", title="强制种类", min_length=1)
    standard: Line | None = Field(None, alias="强制标准", title="强制标准")


class Levy(AdministrativePower):
    """行政征收."""

    type: Literal[PowerType.LEVY] = Field(alias="类型", title="职权类型")
    kind: LevyKind = Field(alias="征收种类", title="征收种类")
    standard: OrAbsent[Standard] = Field(alias="征收标准", title="征收标准")
    reduction: OrAbsent[Standard] = Field(alias="减免", title="减免规定")


class Inspection(AdministrativePower):
    """行政检查 (国办发〔2024〕54号: subject, manner and frequency are to be published)."""

    type: Literal[PowerType.INSPECTION] = Field(alias="类型", title="职权类型")
    inspected: Line = Field(alias="检查对象", title="检查对象")
    manner: OrAbsent[tuple[Line, ...]] = Field(alias="检查方式", title="检查方式")
    frequency: OrAbsent[Line] = Field(alias="检查频次", title="检查频次上限")


class Other(AdministrativePower):
    """其他行政权力: a named sub-class; with an applicant it carries what applications need."""

    type: Literal[PowerType.OTHER] = Field(alias="类型", title="职权类型")
    subclass: OtherClass = Field(alias="子类", title="子类")
    on_application: YesNo = Field(alias="依申请", title="是否依申请")
    promised_limit: OrAbsent[TimeLimit] | None = Field(None, alias="承诺时限", title="承诺时限")
    case_kind: CaseKind | None = Field(None, alias="办件类型", title="办件类型")
    targets: tuple[Target, ...] = Field((), alias="服务对象", title="服务对象")
    conditions: OrAbsent[Conditions] | None = Field(None, alias="条件", title="申请条件")
    materials: OrAbsent[tuple[Material, ...]] | None = Field(None, alias="材料", title="申请材料")
    fee: OrAbsent[Fee] | None = Field(None, alias="收费", title="收费")
    intermediaries: tuple[Intermediary, ...] = Field((), alias="中介服务", title="中介服务")
    results: OrAbsent[tuple[Result, ...]] | None = Field(None, alias="结果", title="办理结果")
    service: Service | None = Field(None, alias="办理", title="办理方式")


class PartyPower(PowerBase):
    """A power of the party committee; no remedies (行政复议法 第十二条), filtered by 公开范围."""

    type: Literal[PowerType.PARTY] = Field(alias="类型", title="职权类型")
    party_class: PartyClass = Field(alias="类别", title="职权类别")
    body: DecisionBody = Field(alias="决策主体", title="决策主体")
    post: Line = Field(alias="责任岗位", title="责任岗位")
    when_disclosed: Line = Field(alias="公开时间", title="公开时间")


Power = (
    Licensing
    | Penalty
    | Coercion
    | Levy
    | Benefit
    | Inspection
    | Confirmation
    | Reward
    | Adjudication
    | Other
    | PartyPower
)
"""One record of the list."""

MODELS: dict[PowerType, type[PowerBase]] = {
    PowerType.LICENSING: Licensing,
    PowerType.PENALTY: Penalty,
    PowerType.COERCION: Coercion,
    PowerType.LEVY: Levy,
    PowerType.BENEFIT: Benefit,
    PowerType.INSPECTION: Inspection,
    PowerType.CONFIRMATION: Confirmation,
    PowerType.REWARD: Reward,
    PowerType.ADJUDICATION: Adjudication,
    PowerType.OTHER: Other,
    PowerType.PARTY: PartyPower,
}
"""The model of each type; the loader picks by 类型 so that messages speak of one type only."""


def citations_in(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Citation]]:
    """Every citation below a value, with the path to it."""
    if isinstance(value, Citation):
        yield path, value
    elif isinstance(value, Basis):
        yield (*path, "条款"), value.citation
    elif isinstance(value, BaseModel):
        for name, alias in _citing_fields(type(value)):
            yield from citations_in(getattr(value, name), (*path, alias))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from citations_in(item, (*path, index))


@cache
def _citing_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Name and alias of the fields below which a citation can stand, by their declared types.

    Looking into every field of every power took 0.22 s of CPU for the list, into these 0.05 s.
    """
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if _may_cite(field.annotation)
    )


def _may_cite(annotation: Any) -> bool:
    if isinstance(annotation, type):
        if issubclass(annotation, (Basis, Citation)):
            return True
        if issubclass(annotation, BaseModel):
            return bool(_citing_fields(annotation))
    return any(map(_may_cite, get_args(annotation)))


def limits_of(power: PowerBase) -> tuple[TimeLimit | None, TimeLimit | None]:
    """Statutory and promised limit of a power; None for one it does not have or has not given."""
    statutory = getattr(power, "statutory_limit", None)
    promised = getattr(power, "promised_limit", None)
    return (
        statutory if isinstance(statutory, TimeLimit) else None,
        promised if isinstance(promised, TimeLimit) else None,
    )


def durations_of(power: PowerBase) -> tuple[Duration | None, Duration | None]:
    """The lengths of `limits_of`."""
    statutory, promised = limits_of(power)
    return (
        statutory.duration if statutory else None,
        promised.duration if promised else None,
    )
