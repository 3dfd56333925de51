"""L: rank. What kind of instrument may set what kind of power, and what each kind looks like.

Sources: 立法法 第十一条、第九十一条、第九十三条, 行政许可法 第十四条至第十七条, 行政处罚法 第十条至
第十六条, 行政强制法 第十条、第十一条、第十三条, 规章制定程序条例 第七条.
"""

import re
from collections.abc import Collection, Iterator

from generator.check.registers import LAWS_FILE
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.power import Coercion, Levy, Other, Penalty, Power
from generator.model.registry import Law
from generator.model.vocab import (
    ENFORCEMENT_KINDS,
    BasisRole,
    CoercionKind,
    LawRank,
    LevyKind,
    OtherClass,
    PenaltyKind,
    PowerType,
)

_LAW = frozenset({LawRank.LAW})
_CENTRAL = _LAW | {LawRank.ADMINISTRATIVE_REGULATION}
_REGULATIONS = _CENTRAL | {LawRank.LOCAL_REGULATION}
_RULES = _REGULATIONS | {LawRank.DEPARTMENT_RULE, LawRank.LOCAL_RULE}

_PENALTIES_OF_RULES = {PenaltyKind.WARNING, PenaltyKind.CRITICISM, PenaltyKind.FINE}
_MEASURES_OF_LAW = {CoercionKind.RESTRICT_FREEDOM, CoercionKind.FREEZE}
_MEASURES_OF_LOCAL = {CoercionKind.SEAL_UP, CoercionKind.SEIZE}
_BURDENS = {
    OtherClass.FILING,
    OtherClass.ANNUAL_REPORT,
    OtherClass.ORDER_CORRECTION,
    OtherClass.SUPERVISION,
}
"""Sub-classes of other powers that put a duty on people or take a right from them."""


def _demands(power: Power) -> Iterator[tuple[str, Collection[LawRank]]]:
    """What a power does, and which ranks may set such a thing."""
    if power.type is PowerType.LICENSING:
        yield "行政许可", _REGULATIONS | {LawRank.LOCAL_RULE}
    elif isinstance(power, Penalty):
        for kind in power.penalty_kinds:
            if kind is PenaltyKind.DETENTION:
                yield kind, _LAW
            else:
                yield kind, _RULES if kind in _PENALTIES_OF_RULES else _REGULATIONS
    elif isinstance(power, Coercion):
        for measure in power.kinds:
            if measure in ENFORCEMENT_KINDS or measure in _MEASURES_OF_LAW:
                yield measure, _LAW
            else:
                yield measure, _REGULATIONS if measure in _MEASURES_OF_LOCAL else _CENTRAL
    elif isinstance(power, Levy):
        yield f"{power.kind}的征收", _CENTRAL if power.kind is LevyKind.TAX else _REGULATIONS
    elif power.type is PowerType.INSPECTION:
        yield power.type, _RULES
    elif isinstance(power, Other) and power.subclass in _BURDENS:
        yield power.subclass, _RULES


class RankTooLow(Rule):
    """设定依据的位阶不够。

    为什么：行政许可法第十四条至第十七条、行政处罚法第十条至第十六条、行政强制法第十条和第十三条规定了哪一级的法才能设定许可、处罚和强制；按照立法法第九十一条、第九十三条，没有上位法的规章和规范性文件不得减损权利、增加义务，征收、检查也一样。
    怎么改：补引有权设定的上位法，原来的依据把作用改为“实施”；没有上位法的，这项职权不能列入清单。
    """

    code, slug = "L005", "rank-too-low"
    answers = (16,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """For everything it does, a basis that establishes it must be of a rank that may."""
        laws = view.corpus.registry.laws
        setting = [basis for basis in power.bases if basis.role is BasisRole.ESTABLISHES]
        if any(basis.law not in laws for basis in setting):
            return  # Its rank is not known; R002 asks for it first.
        ranks = {laws[basis.law].rank for basis in setting}
        for act, allowed in _demands(power):
            if not ranks.isdisjoint(allowed):
                continue
            may = "、".join(rank for rank in LawRank if rank in allowed)
            found = (
                f"设定依据只有{'、'.join(sorted(ranks))}" if ranks else "没有一条依据的作用是设定"
            )
            yield self.at(f"“{act}”只能由{may}设定，这里{found}", "依据")
            return


class RankMisfit(Rule):
    """法规的位阶同制定机关、名称或者文号对不上。

    为什么：能不能设定许可、处罚，全看位阶；把政府文件写成行政法规，不该有的权力就进了清单。
    怎么改：按制定机关改正位阶：全国人大及其常委会是法律，国务院是行政法规，地方人大是地方性法规，国务院部门、地方政府以令公布的是规章，其余是规范性文件。
    """

    code, slug, severity = "L009", "rank-misfit", Severity.WARNING
    answers = (17,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look at every law of the register."""
        for index, law in enumerate(view.corpus.registry.law_file.items):
            if message := _misfit(law):
                told = f"《{law.title}》的位阶写“{law.rank}”，{message}"
                yield self.at(told, "法规", index, "位阶", file=LAWS_FILE)


_ISSUERS = {
    LawRank.LAW: r"全国人(?:民代表)?大",
    LawRank.ADMINISTRATIVE_REGULATION: r"国务院(?!办公厅|[^、（]*[部局委署])",
    LawRank.LOCAL_REGULATION: r"(?<!全国)人(?:民代表)?大",
    LawRank.DEPARTMENT_RULE: r"[部局署会院行]$|[部局署会院行][、（]",
    LawRank.LOCAL_RULE: r"人民政府$",
    LawRank.PARTY_REGULATION: r"中央|中国共产党|中共",
}
"""What the name of the issuer holds, for each rank."""
_DOCUMENT_NUMBER = re.compile(r"〔[0-9]{4}〕[0-9]+号")
_STATE_COUNCIL_ORDER = re.compile(r"国务院令")


def _misfit(law: Law) -> str:
    """What does not fit the rank; empty when all that is known does."""
    expected = _ISSUERS.get(law.rank)
    if law.issuer and expected and not re.search(expected, law.issuer):
        return f"制定机关却是{law.issuer}"
    if law.rank is LawRank.DEPARTMENT_RULE and law.issuer in {"国务院", "国务院办公厅"}:
        return f"制定机关却是{law.issuer}"
    number = law.number or ""
    of_document = law.rank in {LawRank.NORMATIVE_DOCUMENT, LawRank.PARTY_REGULATION}
    if _DOCUMENT_NUMBER.search(number) and not of_document:
        return f"文号“{number}”却是公文的发文字号"
    if _STATE_COUNCIL_ORDER.search(number) and law.rank is not LawRank.ADMINISTRATIVE_REGULATION:
        return f"文号却是{number}"
    if law.title.endswith("条例") and law.rank in {LawRank.DEPARTMENT_RULE, LawRank.LOCAL_RULE}:
        return "规章的名称却不能称“条例”"
    return ""


RANK_RULES: tuple[type[Rule], ...] = (RankTooLow, RankMisfit)
