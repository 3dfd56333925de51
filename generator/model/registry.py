"""Registries: what many powers share, and what only the whole city can say once.

`powers/_registry/` holds them; powers refer to departments and laws by their official names and
to shared texts by the name of the profile. Whether a law is in force is computed for a date,
never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from generator.model.citation import Citation
from generator.model.edition import Edition, Editions
from generator.model.fields import (
    CitationText,
    CodeText,
    CountText,
    DateText,
    DurationText,
    IdText,
    Line,
    PlaceText,
    Record,
    Text,
    UnitSerialText,
)
from generator.model.parts import HistoryEntry
from generator.model.standards import (
    CatalogueFee,
    DiscretionStandard,
    DiscretionStandards,
    FeeCatalogue,
    HigherCatalogue,
    HigherMatter,
    SharedArticles,
    SharedCertificates,
    WorkCalendar,
)
from generator.model.vocab import DayMeaning, LawRank, ReviewFirst, YesNo


class Department(Record):
    """A unit that exercises powers, with what its powers inherit from it."""

    name: Line = Field(alias="名称", title="正式名称")
    short_name: Line | None = Field(None, alias="简称", title="简称")
    id: IdText = Field(alias="代号", title="网址里的代号")
    number: CountText = Field(alias="编号", title="编码里的三位单位码")
    nature: Line = Field(alias="性质", title="主体性质")
    vertical: YesNo = Field(YesNo.NO, alias="垂直管理", title="是否垂直管理")
    former_names: tuple[Line, ...] = Field((), alias="曾用名", title="曾用名")
    succeeds: tuple[Line, ...] = Field((), alias="承接自", title="承接哪些单位的职权")
    enquiries: Line = Field(alias="咨询电话", title="咨询电话")
    supervision: Line = Field(alias="监督电话", title="监督投诉电话")
    credit_code: Line | None = Field(None, alias="信用代码", title="统一社会信用代码")
    founded_on: DateText | None = Field(None, alias="成立日期", title="成立日期")
    dissolved_on: DateText | None = Field(None, alias="撤销日期", title="撤销或者更名日期")
    central_licensing: YesNo = Field(YesNo.NO, alias="集中许可", title="是否集中行使许可权")
    phones_checked_on: DateText | None = Field(None, alias="电话核实", title="电话核实日期")
    website: Line | None = Field(None, alias="网址", title="网址")
    address: Line | None = Field(None, alias="地址", title="办公地址")
    hours: Line | None = Field(None, alias="办公时间", title="办公时间")
    remedy: Line | None = Field(None, alias="救济", title="默认的救济途径")
    note: Line | None = Field(None, alias="说明", title="说明")


class Renumbering(Record):
    """An article of the version before, and where it stands in this one."""

    old: PlaceText = Field(alias="原", title="原来的条款")
    new: PlaceText | None = Field(None, alias="现", title="现在的条款；删去的不写")
    note: Line | None = Field(None, alias="说明", title="内容有什么变化")


class LawVersion(Record):
    """One version of an instrument."""

    adopted: DateText | None = Field(None, alias="公布", title="公布或者修改日期")
    effective: DateText | None = Field(None, alias="施行", title="施行日期")
    articles: CountText | None = Field(None, alias="条数", title="条数")
    changes: tuple[Renumbering, ...] = Field((), alias="变动", title="同上一版相比的条号变动")
    note: Line | None = Field(None, alias="说明", title="这一版改了什么")


class Law(Record):
    """A law, regulation, rule or document that powers rest on."""

    title: Line = Field(alias="名称", title="全称")
    id: IdText = Field(alias="代号", title="网址里的代号")
    short_title: Line | None = Field(None, alias="简称", title="简称")
    rank: LawRank = Field(alias="位阶", title="位阶")
    issuer: Line | None = Field(None, alias="制定机关", title="制定机关")
    number: Line | None = Field(None, alias="文号", title="文号")
    first_adopted: DateText | None = Field(None, alias="首次公布", title="首次公布日期")
    first_effective: DateText | None = Field(None, alias="首次施行", title="首次施行日期")
    versions: tuple[LawVersion, ...] = Field((), alias="版本", title="登记的版本")
    repealed_on: DateText | None = Field(None, alias="废止日期", title="废止日期")
    repealed_by: Line | None = Field(None, alias="废止依据", title="被什么废止")
    days: DayMeaning | None = Field(None, alias="日的含义", title="这部法里的“日”是什么日")
    not_citable: Line | None = Field(None, alias="不可引用", title="不可引用的原因")
    note: Line | None = Field(None, alias="说明", title="说明")

    def version_on(self, day: date) -> LawVersion | None:
        """The version in force on a day; None before the first one and after repeal.

        A version without an effective date is taken as in force: the registry does not know the
        day, and silence must not turn a valid citation into a false alarm.
        """
        if self.repealed_on and day >= self.repealed_on:
            return None
        if not self.versions:
            return LawVersion()
        in_force = [v for v in self.versions if v.effective is None or v.effective <= day]
        return in_force[-1] if in_force else None


class Clause(Record):
    """One numbered paragraph of a shared text."""

    stage: Line | None = Field(None, alias="环节", title="环节")
    text: Line = Field(alias="内容", title="内容")


class TextProfile(Record):
    """A text many powers share: duties, grounds of accountability, supervision."""

    name: Line = Field(alias="名称", title="名称")
    clauses: tuple[Clause, ...] = Field(alias="条目", title="条目", min_length=1)
    bases: tuple[CitationText, ...] = Field((), alias="依据", title="依据")
    history: tuple[HistoryEntry, ...] = Field((), alias="沿革", title="沿革")


class RemedyRoute(Record):
    """One way to contest a decision: where, within what time, on what basis."""

    kind: Line = Field(alias="途径", title="途径")
    body: Line = Field(alias="机关", title="向谁提出")
    within: DurationText = Field(alias="期限", title="多久之内")
    start: Line = Field(alias="起算", title="从何时起算")
    basis: CitationText = Field(alias="依据", title="依据")
    note: Line | None = Field(None, alias="说明", title="说明")


class RemedyProfile(Record):
    """The remedies open against the acts of a class of authorities."""

    name: Line = Field(alias="名称", title="名称")
    routes: tuple[RemedyRoute, ...] = Field(alias="途径", title="途径", min_length=1)
    review_first: tuple[ReviewFirst, ...] = Field(
        (), alias="复议前置", title="要先申请复议、再起诉的情形"
    )
    note: Line | None = Field(None, alias="说明", title="说明")
    history: tuple[HistoryEntry, ...] = Field((), alias="沿革", title="沿革")


class Synonym(Record):
    """An everyday expression and the powers it means, best first."""

    words: tuple[Line, ...] = Field(alias="说法", title="老百姓的说法", min_length=1)
    codes: tuple[CodeText, ...] = Field((), alias="指向", title="职权编码")
    terms: tuple[Line, ...] = Field((), alias="等于", title="相当于哪些正式用语")


class Topic(Record):
    """A subject citizens browse by."""

    name: Line = Field(alias="名称", title="名称")
    id: IdText = Field(alias="代号", title="网址里的代号")
    hint: Line | None = Field(None, alias="举例", title="举例")
    for_whom: Line = Field(alias="面向", title="个人或者企业")


class Departments(Record):
    """File 单位.yml."""

    items: tuple[Department, ...] = Field(alias="单位", title="单位")


class Laws(Record):
    """File 法规.yml."""

    items: tuple[Law, ...] = Field(alias="法规", title="法规")


class Profiles(Record):
    """File 公用文本.yml."""

    duties: tuple[TextProfile, ...] = Field(alias="责任事项", title="责任事项")
    accountability: tuple[TextProfile, ...] = Field(alias="追责情形", title="追责情形")
    supervision: tuple[TextProfile, ...] = Field(alias="监督方式", title="监督方式")
    remedies: tuple[RemedyProfile, ...] = Field(alias="救济途径", title="救济途径")


class Synonyms(Record):
    """File 俗称.yml."""

    items: tuple[Synonym, ...] = Field(alias="俗称", title="俗称")


class Topics(Record):
    """File 主题.yml."""

    items: tuple[Topic, ...] = Field(alias="主题", title="主题")


DomainText = Annotated[str, StringConstraints(pattern=r"^(?:[a-z0-9-]+\.)+[a-z]{2,}$")]
"""A host name, without protocol or path."""
SiteCodeText = Annotated[str, StringConstraints(pattern=r"^(?:[0-9]{10}|bm[0-9]{8})$")]
"""Code of a government website: area and serial, or `bm` and eight digits (brief §1.4)."""


class UnusedSerial(Record):
    """A serial of a unit and type, or a run of them, that no power has or had, and why."""

    serial: UnitSerialText = Field(alias="号", title="单位码、类型字母和顺序号")
    last: UnitSerialText | None = Field(None, alias="到", title="连着几个号的，最后一个")
    reason: Line = Field(alias="原因", title="为什么没有用过")


class ListFacts(Record):
    """File 清单.yml: what is true of the list as a whole."""

    name: Line = Field(alias="名称", title="清单名称")
    area: Line = Field(alias="地区", title="地区")
    area_code: Line = Field(alias="区划代码", title="区划代码")
    government: Line = Field(alias="主办单位", title="主办单位")
    demonstration: YesNo = Field(alias="演示数据", title="是否演示数据")
    as_of: DateText = Field(alias="数据日期", title="数据日期")
    announced_units: CountText = Field(alias="公布单位数", title="公布的单位数")
    announced_powers: CountText = Field(alias="公布项数", title="公布的职权项数")
    announced_party: CountText = Field(alias="公布市委职权数", title="公布的市委职权项数")
    vertical_counted: YesNo | None = Field(
        None, alias="含垂直管理单位", title="公布的数目是否包含垂直管理单位"
    )
    unused_serials: tuple[UnusedSerial, ...] = Field((), alias="空号", title="从来没有用过的顺序号")
    known_incomplete: CountText | None = Field(
        None, alias="已知缺项", title="已经登记待补的、缺四类以上重点要素的职权项数"
    )
    statement: Text = Field(alias="声明", title="站点声明")
    domain: DomainText | None = Field(None, alias="域名", title="网站域名")
    site_code: SiteCodeText | None = Field(None, alias="网站标识码", title="政府网站标识码")
    icp: Line | None = Field(None, alias="ICP备案号", title="ICP备案号")
    police: Line | None = Field(None, alias="公安备案号", title="公安备案号")
    phone: Line | None = Field(None, alias="联系电话", title="联系电话")
    address: Line | None = Field(None, alias="办公地址", title="办公地址")


@dataclass(frozen=True)
class Registry:
    """All registries, each reachable by the name that powers use; lookups are made once.

    The last seven may be missing from a list; nothing is then held against them.
    """

    facts: ListFacts
    department_file: Departments
    law_file: Laws
    profiles: Profiles
    synonym_file: Synonyms
    topic_file: Topics
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    fees: FeeCatalogue = field(default_factory=FeeCatalogue)
    discretion: DiscretionStandards = field(default_factory=DiscretionStandards)
    certificates: SharedCertificates = field(default_factory=SharedCertificates)
    higher: HigherCatalogue = field(default_factory=HigherCatalogue)
    shared_articles: SharedArticles = field(default_factory=SharedArticles)
    edition_file: Editions = field(default_factory=Editions)

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """Departments by official name."""
        return {department.name: department for department in self.department_file.items}

    @cached_property
    def counted_apart(self) -> frozenset[str]:
        """Units that the announced numbers leave out: those under vertical management, if so said.

        Their powers are on the list all the same.
        """
        if self.facts.vertical_counted is not YesNo.NO:
            return frozenset()
        return frozenset(n for n, unit in self.departments.items() if unit.vertical is YesNo.YES)

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """Laws by title."""
        return {law.title: law for law in self.law_file.items}

    @cached_property
    def duties(self) -> Mapping[str, TextProfile]:
        """Shared duties by name."""
        return {profile.name: profile for profile in self.profiles.duties}

    @cached_property
    def accountability(self) -> Mapping[str, TextProfile]:
        """Shared grounds of accountability by name."""
        return {profile.name: profile for profile in self.profiles.accountability}

    @cached_property
    def supervision(self) -> Mapping[str, TextProfile]:
        """Shared ways of supervision by name."""
        return {profile.name: profile for profile in self.profiles.supervision}

    @cached_property
    def remedies(self) -> Mapping[str, RemedyProfile]:
        """Shared remedies by name."""
        return {profile.name: profile for profile in self.profiles.remedies}

    @property
    def synonyms(self) -> tuple[Synonym, ...]:
        """Everyday expressions, in the order written."""
        return self.synonym_file.items

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Published editions, in the order written."""
        return self.edition_file.items

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Topics by name."""
        return {topic.name: topic for topic in self.topic_file.items}

    @cached_property
    def shared_certificates(self) -> Mapping[str, str]:
        """Names under which documents ask for a shared certificate, each with its proper name."""
        return {
            name: certificate.name
            for certificate in self.certificates.items
            for name in (certificate.name, *certificate.aliases)
        }

    @cached_property
    def catalogue_fees(self) -> Mapping[str, CatalogueFee]:
        """Charges of the fee catalogue by number."""
        return {fee.number: fee for fee in self.fees.items}

    @cached_property
    def discretion_standards(self) -> Mapping[Citation, DiscretionStandard]:
        """Discretion standards by the article they grade."""
        return {Citation(one.law, one.place): one for one in self.discretion.items}

    @cached_property
    def higher_matters(self) -> Mapping[str, HigherMatter]:
        """Matters of the levels above, by 基本编码 and by "type name"."""
        named = {f"{matter.type} {matter.name}": matter for matter in self.higher.items}
        return named | {matter.code: matter for matter in self.higher.items}

    @cached_property
    def former_names(self) -> Mapping[str, str]:
        """Former names of departments, each with the name in use."""
        return {
            former: department.name
            for department in self.departments.values()
            for former in department.former_names
        }
