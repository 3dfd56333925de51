"""A power: one record of the list, in the shape its type requires.

A discriminated union on 类型. The five national shapes (general, penalty, levy, coercion and
inspection, public service) differ in what an applicant or an offender must know, not only in
name; the party committee's powers have no remedies and no applicant. Field order is the
canonical order of keys in a file, aliases are the keys, titles the labels on every page and in
every message. Source of the fields: 湖北省行政权力清单管理办法 第三条, domain brief §2.2, §2.4.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, Field

from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.fields import (
    CitationText,
    CodeText,
    CountText,
    DateText,
    DurationText,
    FineText,
    Line,
    OrAbsent,
    PlaceText,
    ProfileOr,
    Record,
    Text,
)
from generator.model.procedure import ProcedureRef
from generator.model.registry import Clause
from generator.model.vocab import (
    BasisRole,
    CaseKind,
    Channel,
    Charge,
    CoercionKind,
    DecisionBody,
    Disclosure,
    HistoryAction,
    LevyKind,
    MaterialNeed,
    MaterialSource,
    Medium,
    OtherClass,
    PartyClass,
    PenaltyKind,
    PowerType,
    ResultKind,
    Status,
    Target,
    Verification,
    YesNo,
)


class Basis(Record):
    """One legal basis: a law of the registry, the place in it, and what it does."""

    law: Line = Field(alias="法规", title="法规")
    place: PlaceText | None = Field(None, alias="条款", title="条款")
    role: BasisRole = Field(BasisRole.ESTABLISHES, alias="作用", title="作用")

    @property
    def citation(self) -> Citation:
        """The same as one citation."""
        return Citation(self.law, self.place)


class TimeLimit(Record):
    """How long, from when, on what basis."""

    duration: DurationText = Field(alias="期限", title="期限")
    start: Line = Field(alias="起算", title="起算")
    basis: CitationText | None = Field(None, alias="依据", title="依据")
    extension: Line | None = Field(None, alias="延长", title="可以延长的情形")
    note: Line | None = Field(None, alias="说明", title="说明")


class Conditions(Record):
    """On what conditions: the article that lists them and, where written out, each of them."""

    bases: tuple[CitationText, ...] = Field(alias="依据", title="依据", min_length=1)
    items: tuple[Line, ...] = Field((), alias="条目", title="条件")


class Material(Record):
    """One document to hand in."""

    name: Line = Field(alias="名称", title="材料名称")
    need: MaterialNeed = Field(MaterialNeed.REQUIRED, alias="必要性", title="必要性")
    source: MaterialSource = Field(alias="来源", title="来源")
    originals: CountText | None = Field(None, alias="原件", title="原件份数")
    copies: CountText | None = Field(None, alias="复印件", title="复印件份数")
    medium: Medium = Field(Medium.EITHER, alias="介质", title="介质")
    basis: CitationText | None = Field(None, alias="依据", title="依据")
    note: Line | None = Field(None, alias="说明", title="说明")


class FeeItem(Record):
    """One charge: what for, how much, on what basis."""

    name: Line = Field(alias="名称", title="收费项目")
    standard: Line = Field(alias="标准", title="收费标准")
    basis: CitationText = Field(alias="依据", title="收费依据")
    reduction: Line | None = Field(None, alias="减免", title="减免规定")


class Fee(Record):
    """Whether anything is charged, and what."""

    charge: Charge = Field(alias="是否收费", title="是否收费")
    basis: CitationText | None = Field(None, alias="依据", title="依据")
    items: tuple[FeeItem, ...] = Field((), alias="项目", title="收费项目")


class Result(Record):
    """What the applicant receives."""

    name: Line = Field(alias="名称", title="结果名称")
    kind: ResultKind = Field(alias="种类", title="结果种类")
    validity: Line | None = Field(None, alias="有效期", title="有效期")


class Service(Record):
    """Where and how an application is made, when it differs from the department's default."""

    channels: tuple[Channel, ...] = Field((), alias="方式", title="办理方式")
    place: Line | None = Field(None, alias="地点", title="办理地点")
    hours: Line | None = Field(None, alias="时间", title="办理时间")
    visits: CountText | None = Field(None, alias="到场次数", title="到现场次数")


class PenaltyTier(Record):
    """One range of a fine and the circumstances it is for."""

    circumstances: Line | None = Field(None, alias="情形", title="适用情形")
    fine: FineText = Field(alias="罚款", title="罚款幅度")


class Standard(Record):
    """Where a rate or an amount is set, and what it is."""

    bases: tuple[CitationText, ...] = Field(alias="依据", title="依据", min_length=1)
    text: Line | None = Field(None, alias="说明", title="说明")


class HistoryEntry(Record):
    """One thing that happened to the record, on its legal date."""

    day: DateText = Field(alias="日期", title="日期")
    action: HistoryAction = Field(alias="动作", title="动作")
    text: Line = Field(alias="说明", title="说明")
    document: Line | None = Field(None, alias="文号", title="批准文号")


class Provenance(Record):
    """Where the values of a record come from (design D13): statutes, or demonstration."""

    row: CountText | None = Field(None, alias="底表行号", title="底表行号")
    verification: Verification | None = Field(None, alias="核对程度", title="核对程度")
    statute_says: Line | None = Field(None, alias="法条所称机关", title="法条所称机关")
    statutory: tuple[Line, ...] = Field(alias="出自法条", title="出自法条的内容")
    demonstration: tuple[Line, ...] = Field(alias="演示数据", title="演示数据")
    corrections: tuple[Line, ...] = Field((), alias="勘误", title="对底表的勘误")
    note: Line | None = Field(None, alias="说明", title="说明")


class PowerBase(Record):
    """What every record carries, whatever its type."""

    name: Line = Field(alias="名称", title="职权名称", max_length=1000)
    code: CodeText = Field(alias="编码", title="职权编码")
    type: PowerType = Field(alias="类型", title="职权类型")
    status: Status = Field(Status.IN_FORCE, alias="状态", title="状态")
    authority: Line = Field(alias="行使主体", title="行使主体")
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
    history: tuple[HistoryEntry, ...] = Field(alias="沿革", title="沿革", min_length=1)
    provenance: Provenance = Field(alias="数据来源", title="数据来源")


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
        for name, field in type(value).model_fields.items():
            child = getattr(value, name)
            if isinstance(child, (BaseModel, Citation, tuple)):
                yield from citations_in(child, (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, (BaseModel, Citation, tuple)):
                yield from citations_in(item, (*path, index))


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
