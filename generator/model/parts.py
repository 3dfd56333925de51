"""Parts of a record: one basis, one limit, one document, one charge, one entry of its history.

Aliases are the keys in a file, titles the labels on every page and in every message. What only
some records have is optional and absent where it does not apply. Source of the fields: domain
brief §2.2, national exchange tables up_task_general_material and up_task_general_fee_project.
"""

from pydantic import Field

from generator.model.citation import Citation
from generator.model.fields import (
    CitationText,
    CodeText,
    CountText,
    DateText,
    DecimalText,
    DurationText,
    FineText,
    Line,
    PlaceText,
    Record,
)
from generator.model.vocab import (
    BasisRole,
    Channel,
    Charge,
    HistoryAction,
    MaterialNeed,
    MaterialSource,
    Meaning,
    Medium,
    ResultKind,
    Verification,
    YesNo,
)


class Basis(Record):
    """One legal basis: a law of the registry, the place in it, and what it does."""

    law: Line = Field(alias="法规", title="法规")
    place: PlaceText | None = Field(None, alias="条款", title="条款")
    as_of: DateText | None = Field(None, alias="版本", title="写的时候看的是哪天施行的版本")
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
    waived_when: Line | None = Field(None, alias="免交", title="什么情况下不用交")
    basis: CitationText | None = Field(None, alias="依据", title="依据")
    note: Line | None = Field(None, alias="说明", title="说明")


class FeeBand(Record):
    """One band of a graded charge: from `low` (inclusive) to below `high`, in `unit`."""

    case: Line | None = Field(None, alias="情形", title="用于哪一类")
    low: DecimalText = Field(alias="自", title="起点（含）")
    high: DecimalText | None = Field(None, alias="至", title="终点（不含）；没有上限的不写")
    unit: Line = Field(alias="单位", title="计量单位")
    price: Line = Field(alias="标准", title="这一档的标准")


class FeeItem(Record):
    """One charge: what for, how much, on what basis."""

    name: Line = Field(alias="名称", title="收费项目")
    standard: Line = Field(alias="标准", title="收费标准")
    bands: tuple[FeeBand, ...] = Field((), alias="分档", title="分档标准")
    catalogue_number: Line | None = Field(None, alias="目录编号", title="收费目录里的编号")
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
    renewal: Line | None = Field(None, alias="延续", title="到期怎样延续")


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


class DiscretionStep(Record):
    """One step of a discretion standard (行政处罚法 第三十四条): when, what part of the range."""

    name: Line = Field(alias="阶次", title="裁量阶次")
    circumstances: Line = Field(alias="情形", title="适用情形")
    fine: FineText | None = Field(None, alias="罚款", title="罚款幅度")


class Intermediary(Record):
    """A paid service of a third party that an application needs (优化营商环境条例 第四十三条)."""

    name: Line = Field(alias="名称", title="中介服务")
    basis: CitationText | None = Field(None, alias="依据", title="依据")
    free_choice: YesNo = Field(alias="自主选择", title="申请人能否自己选机构")


class NationalCodes(Record):
    """Codes of the national catalogue, and codes of other systems kept as they were found.

    12 characters name the matter, 31 add body and level, 33 a variant of handling (national
    schema brief D1–D4). What follows none of these layouts is real all the same and belongs under
    历史编码, where nothing is asked of its form.
    """

    basic: Line | None = Field(None, alias="基本编码", title="国家基本编码（12 位）")
    implementing: Line | None = Field(None, alias="实施编码", title="实施编码（31 位）")
    handling: tuple[Line, ...] = Field((), alias="办理项编码", title="业务办理项编码（33 位）")
    legacy: tuple[Line, ...] = Field((), alias="历史编码", title="历史编码")


class Entrustment(Record):
    """An authority entrusts another body in writing, for a time (行政处罚法 第二十条)."""

    by: Line = Field(alias="委托机关", title="委托机关")
    document: Line = Field(alias="委托书", title="委托书文号")
    until: DateText | None = Field(None, alias="期限至", title="委托到哪一天")


class Standard(Record):
    """Where a rate or an amount is set, and what it is."""

    bases: tuple[CitationText, ...] = Field(alias="依据", title="依据", min_length=1)
    text: Line | None = Field(None, alias="说明", title="说明")


class Assessment(Record):
    """What a change means for the people concerned, where a person decides instead of a rule."""

    meaning: Meaning = Field(alias="类别", title="利民、加重、中性还是待判定")
    reason: Line = Field(alias="理由", title="为什么这样定")
    confirmed_by: Line = Field(alias="确认人", title="确认的机构或者岗位，不写姓名")


class HistoryEntry(Record):
    """One thing that happened to the record, on its legal date."""

    day: DateText = Field(alias="日期", title="日期")
    action: HistoryAction = Field(alias="动作", title="动作")
    text: Line = Field(alias="说明", title="说明")
    related: tuple[CodeText, ...] = Field((), alias="相关编码", title="合并、拆分涉及的其他职权")
    document: Line | None = Field(None, alias="文号", title="批准文号")
    published_on: DateText | None = Field(None, alias="公开日期", title="向社会公开的日期")
    requested_by: Line | None = Field(None, alias="申请单位", title="申请单位")
    reason: Line | None = Field(None, alias="原因", title="调整原因")
    approved_by: Line | None = Field(None, alias="批准机关", title="批准机关")
    assessment: Assessment | None = Field(None, alias="变更定性", title="变更定性")


class Provenance(Record):
    """Where the values of a record come from (design D13): statutes, or demonstration."""

    row: CountText | None = Field(None, alias="底表行号", title="底表行号")
    verification: Verification | None = Field(None, alias="核对程度", title="核对程度")
    statute_says: Line | None = Field(None, alias="法条所称机关", title="法条所称机关")
    statutory: tuple[Line, ...] = Field(alias="出自法条", title="出自法条的内容")
    demonstration: tuple[Line, ...] = Field(alias="演示数据", title="演示数据")
    corrections: tuple[Line, ...] = Field((), alias="勘误", title="对底表的勘误")
    note: Line | None = Field(None, alias="说明", title="说明")
