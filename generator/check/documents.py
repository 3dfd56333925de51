"""D: what an applicant hands in and receives. Every paper asked for costs somebody a day."""

import re
from collections.abc import Iterator
from typing import TypeVar

from generator.check.flow import procedure_of
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.parts import Material, Result
from generator.model.power import OnApplication, Power
from generator.model.vocab import (
    LawRank,
    MaterialNeed,
    MaterialSource,
    Medium,
    PowerType,
    ResultKind,
)
from generator.soundness import faults

T = TypeVar("T")


def _items(value: object, kind: type[T]) -> tuple[T, ...]:
    """The items of a list field; none when the field is absent or gives a reason instead."""
    if not isinstance(value, tuple):
        return ()
    return tuple(item for item in value if isinstance(item, kind))


def materials_of(power: Power) -> tuple[Material, ...]:
    """The documents a power asks for."""
    return _items(getattr(power, "materials", None), Material)


def results_of(power: Power) -> tuple[Result, ...]:
    """What a power gives."""
    return _items(getattr(power, "results", None), Result)


class NothingListed(Rule):
    """材料或者结果写成了空的列表。

    为什么：空列表分不清是真的不用交、没有结果，还是没有填。
    怎么改：确实不用交材料的写“不适用: 原因”，还没整理的写“待补: 缺什么”，否则逐条写出来。
    """

    code, slug, since = "D001", "nothing-listed", "0.2"
    answers = (32, 37)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """An application's lists have items, or the field says why there are none."""
        for key, value in (
            ("材料", getattr(power, "materials", None)),
            ("结果", getattr(power, "results", None)),
        ):
            if value == ():
                yield self.at(f"“{key}”下面一条也没有", key)


_CATCH_ALL = re.compile(
    r"其他(?:有关|相关)?(?:证明)?(?:材料|资料|文件)|有关(?:证明)?材料|相关(?:证明)?材料"
    r"|规定的其他|需要的其他|等(?:材料|资料)?$|视情况|另行通知"
)


class CatchAllMaterial(Rule):
    """材料清单里有“其他材料”之类的兜底话。

    为什么：优化营商环境条例和行政许可法第三十条要求公示全部材料目录；有一句兜底，群众就可能多跑一趟。
    怎么改：把要交的每一样都写明；说不出来的就不能要。
    """

    code, slug, since = "D002", "catch-all-material", "0.2"
    answers = (33,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Names of documents name documents."""
        for index, material in enumerate(materials_of(power)):
            if found := _CATCH_ALL.search(material.name):
                message = f"材料“{material.name[:30]}”里的“{found[0]}”没有说清要交什么"
                yield self.at(message, "材料", index, "名称")


class CopiesUnsaid(Rule):
    """没有写材料要几份。

    为什么：不知道交原件还是复印件、交几份，群众只好都带上，或者再跑一趟。
    怎么改：补上 →  原件: "1"，或者 复印件: "1"；只收电子件的，介质写“电子”。
    """

    code, slug, severity, since = "D003", "copies-unsaid", Severity.WARNING, "0.2"
    answers = (34,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A paper document says how many originals or copies; source and need the model asks."""
        for index, material in enumerate(materials_of(power)):
            counted = material.originals is not None or material.copies is not None
            if not counted and material.medium is not Medium.ELECTRONIC:
                yield self.at(f"材料“{material.name[:30]}”没有写原件、复印件各几份", "材料", index)


class SharedCertificateAsked(Rule):
    """要群众交政府部门之间能查到的证照。

    为什么：政务数据共享条例规定，通过共享能够取得的数据，不得要群众重复提供。
    怎么改：补上 →  免交: 能联网核验的，不用交；不能核验的，在说明里写清原因并改成“容缺后补”。
    """

    code, slug, severity, since = "D004", "shared-certificate-asked", Severity.WARNING, "0.2"
    answers = (35,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Required, issued by an office, in the registry of shared certificates, never waived."""
        names = view.corpus.registry.shared_certificates
        for index, material in enumerate(materials_of(power)):
            asked = (
                material.need is MaterialNeed.REQUIRED
                and material.source is MaterialSource.GOVERNMENT
                and material.waived_when is None
            )
            if asked and (shared := names.get(material.name)):
                message = f"“{material.name}”可以由部门自己核验（{shared}），却一定要交"
                yield self.at(message, "材料", index)


_PROOF = re.compile(r"证明(?:材料|文件)?$")
_NO_PROOF = re.compile(r"身份证明|合格证明|资格证明|完税证明|产权证明|权属证明|使用证明")
"""Certificates and contracts that merely bear the word; a 证明 is a paper somebody must write."""
_MAY_DEMAND = {LawRank.LAW, LawRank.ADMINISTRATIVE_REGULATION}


class ProofWithoutBasis(Rule):
    """要开的证明没有法律、行政法规作依据。

    为什么：优化营商环境条例第四十四条：设定证明事项，应当有法律、行政法规或者国务院决定依据。
    怎么改：补上依据的条款；找不到依据的，改成“非必要”或者告知承诺，不能一定要交。
    """

    code, slug, severity, since = "D005", "proof-without-basis", Severity.WARNING, "0.2"
    answers = (36,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A proof that somebody else must write out rests on a law or administrative regulation."""
        laws = view.corpus.registry.laws
        for index, material in enumerate(materials_of(power)):
            name = material.name
            demanded = (
                material.need is MaterialNeed.REQUIRED
                and material.source is not MaterialSource.APPLICANT
            )
            if not demanded or not _PROOF.search(name) or _NO_PROOF.search(name):
                continue
            if material.basis is None:
                yield self.at(f"“{name[:30]}”没有写依据", "材料", index)
            elif (law := laws.get(material.basis.law)) and law.rank not in _MAY_DEMAND:
                message = f"“{name[:30]}”的依据是{law.rank}《{law.title}》"
                yield self.at(message, "材料", index, "依据")


_FOREIGN = {
    PowerType.CONFIRMATION: re.compile(r"许可(?:证|决定)"),
    PowerType.BENEFIT: re.compile(r"许可(?:证|决定)"),
    PowerType.REWARD: re.compile(r"许可(?:证|决定)"),
    PowerType.ADJUDICATION: re.compile(r"许可(?:证|决定)"),
    PowerType.LICENSING: re.compile(r"裁决书|补助金|奖金"),
}


class ResultOfAnotherType(Rule):
    """结果的名称不像这一类职权的结果。

    为什么：确认发的不是许可证，给付发的是钱物；名称写串了，多半是从别的事项抄来的。
    怎么改：核对职权类型和结果，把写错的一处改过来。
    """

    code, slug, severity, since = "D006", "result-of-another-type", Severity.WARNING, "0.2"
    answers = (37,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Words that belong to the results of other types, and money where none is paid."""
        foreign = _FOREIGN.get(PowerType(power.type))
        for index, result in enumerate(results_of(power)):
            if foreign and foreign.search(result.name):
                message = f"{power.type}的结果写着“{result.name[:30]}”"
                yield self.at(message, "结果", index, "名称", near=("类型",))
            elif power.type is PowerType.LICENSING and result.kind is ResultKind.FUNDS:
                message = f"行政许可的结果“{result.name[:30]}”写着资金"
                yield self.at(message, "结果", index, "种类", near=("类型",))


_REFUSES = re.compile(
    r"不予|不准|不符合|不同意|不受理|不批准|不确认|驳回|无法查清|未通过|不通过|退回|终止"
)


class NoRefusal(Rule):
    """流程里没有“不予”的出口。

    为什么：行政许可法第三十八条等规定，不予许可要书面决定并说明理由、告知救济；只画得出“同意”的流程不完整。
    怎么改：在流程里写上不予的环节和文书，例如“不予许可决定书”。
    """

    code, slug, severity, since = "D007", "no-refusal", Severity.WARNING, "0.2"
    answers = (38,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """What is granted can be refused; a filing (备案) is taken note of and cannot.

        A procedure that is wrong for other reasons has findings of its own.
        """
        if not isinstance(power, OnApplication) or (procedure := procedure_of(power, view)) is None:
            return
        template = view.corpus.templates.get(power.procedure.template or "")
        if (template and power.type not in template.types) or faults(procedure):
            return
        words = [f"{step.name}{step.document or ''}{step.note or ''}" for step in procedure.steps]
        labels = [edge.label or "" for edge in procedure.edges]
        if not any(_REFUSES.search(text) for text in (*words, *labels)):
            yield self.at("从申请走到结束，没有一步写着不予、不准或者退回", "流程")


_LASTS = re.compile(r"^(?:[0-9]+|[一二三四五六七八九十]+)(?:年|个月)$")


class RenewalUnsaid(Rule):
    """写了有效期，没有写到期怎样延续。

    为什么：行政许可法第五十条：需要延续的，届满三十日前申请；不写清楚，群众等到过期才知道。
    怎么改：补上 →  延续: 有效期届满三十日前申请；不能延续的，写清到期重新申请。
    """

    code, slug, severity, since = "D008", "renewal-unsaid", Severity.WARNING, "0.2"
    answers = (38,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A licence on paper that lapses after a fixed time says what to do before; and no other.

        Renewal without a validity contradicts itself as well.
        """
        for index, result in enumerate(results_of(power)):
            lasting = result.validity is not None and _LASTS.match(result.validity)
            licence = power.type is PowerType.LICENSING and result.kind is ResultKind.CERTIFICATE
            if lasting and licence and result.renewal is None:
                message = f"“{result.name[:30]}”有效期{result.validity}，没有写延续"
                yield self.at(message, "结果", index, near=("结果", index, "有效期"))
            elif result.renewal is not None and result.validity is None:
                message = f"“{result.name[:30]}”写了延续，没有写有效期"
                yield self.at(message, "结果", index, "延续")


DOCUMENT_RULES: tuple[type[Rule], ...] = (
    NothingListed,
    CatchAllMaterial,
    CopiesUnsaid,
    SharedCertificateAsked,
    ProofWithoutBasis,
    ResultOfAnotherType,
    NoRefusal,
    RenewalUnsaid,
)
