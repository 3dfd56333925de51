"""Registries of the rules of other offices: what a power is held against but does not decide.

Work calendar of the State Council, fee catalogue of the finance office, discretion standards of
the province, certificates that offices share, the catalogue of the levels above, and articles
that several units share. Each is a file of its own under `powers/_registry/`; a list without one
is not checked against it. What stands in the committed files is an extract and says so.
"""

from pydantic import Field

from generator.model.fields import (
    CitationText,
    CountText,
    DateText,
    Line,
    PlaceText,
    Record,
)
from generator.model.parts import DiscretionStep
from generator.model.vocab import Level, PowerType, YesNo


class CalendarYear(Record):
    """One year as the State Council arranged it: what differs from Monday to Friday.

    A year that is not listed has not been announced: nothing may be computed in working days
    beyond the last one listed.
    """

    year: CountText = Field(alias="年份", title="年份")
    notice: Line = Field(alias="通知", title="国务院办公厅通知文号")
    holidays: tuple[DateText, ...] = Field(alias="放假", title="放假的日子（含周末）")
    workdays: tuple[DateText, ...] = Field((), alias="上班", title="调休上班的周末")


class WorkCalendar(Record):
    """File 工作日历.yml."""

    years: tuple[CalendarYear, ...] = Field((), alias="年份", title="年份")
    note: Line | None = Field(None, alias="说明", title="说明")


class CatalogueFee(Record):
    """One charge of the published fee catalogue (优化营商环境条例 第二十五条)."""

    number: Line = Field(alias="编号", title="目录编号")
    name: Line = Field(alias="名称", title="收费项目")
    document: Line = Field(alias="文号", title="列入目录的文件")
    stopped_on: DateText | None = Field(None, alias="停征日期", title="停止征收的日期")


class FeeCatalogue(Record):
    """File 收费目录.yml."""

    items: tuple[CatalogueFee, ...] = Field((), alias="项目", title="收费项目")
    complete: YesNo = Field(YesNo.NO, alias="完整", title="是否完整的目录")
    note: Line | None = Field(None, alias="说明", title="说明")


class DiscretionStandard(Record):
    """How one article's fine is to be graded (行政处罚法 第三十四条)."""

    law: Line = Field(alias="法规", title="法规")
    place: PlaceText = Field(alias="条款", title="条款")
    document: Line = Field(alias="文件", title="发布的文件")
    steps: tuple[DiscretionStep, ...] = Field(alias="阶次", title="裁量阶次", min_length=1)


class DiscretionStandards(Record):
    """File 裁量基准.yml."""

    items: tuple[DiscretionStandard, ...] = Field((), alias="基准", title="裁量基准")
    note: Line | None = Field(None, alias="说明", title="说明")


class SharedCertificate(Record):
    """A certificate offices can look up themselves, so that nobody need hand it in."""

    name: Line = Field(alias="名称", title="证照名称")
    aliases: tuple[Line, ...] = Field((), alias="又称", title="材料清单里的其他叫法")
    basis: CitationText | None = Field(None, alias="依据", title="依据")


class SharedCertificates(Record):
    """File 共享证照.yml."""

    items: tuple[SharedCertificate, ...] = Field((), alias="证照", title="证照")
    note: Line | None = Field(None, alias="说明", title="说明")


class HigherMatter(Record):
    """A matter of the national or provincial catalogue and the levels that exercise it."""

    code: Line = Field(alias="基本编码", title="国家基本编码")
    name: Line = Field(alias="名称", title="事项名称")
    type: PowerType = Field(alias="类型", title="事项类型")
    levels: tuple[Level, ...] = Field(alias="行使层级", title="行使层级", min_length=1)


class HigherCatalogue(Record):
    """File 上级目录.yml."""

    items: tuple[HigherMatter, ...] = Field((), alias="事项", title="事项")
    note: Line | None = Field(None, alias="说明", title="说明")


class SharedArticle(Record):
    """An article from which several units hold the same kind of power, and why that is right."""

    law: Line = Field(alias="法规", title="法规")
    place: PlaceText = Field(alias="条款", title="条款")
    type: PowerType = Field(alias="类型", title="职权类型")
    units: tuple[Line, ...] = Field(alias="单位", title="共同行使的单位", min_length=2)
    reason: Line = Field(alias="理由", title="为什么几家都有")


class SharedArticles(Record):
    """File 交叉清单.yml: known overlaps; the 编办 decides which of them stand."""

    items: tuple[SharedArticle, ...] = Field((), alias="条款", title="条款")
    note: Line | None = Field(None, alias="说明", title="说明")
