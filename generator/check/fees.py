"""F: fees. What is charged needs an item and a basis; what is free has neither."""

from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.model.parts import Fee
from generator.model.power import Power
from generator.model.vocab import Charge, LawRank, PowerType


class FeeContradiction(Rule):
    """收费说法自相矛盾。

    为什么：说不收费却列了项目，或者说收费却没有项目，群众不知道该不该交钱。
    怎么改：不收费的删去项目；收费的写清项目、标准和依据。
    """

    code, slug = "F001", "fee-contradiction"
    answers = (39,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Charged and itemised must agree."""
        fee = getattr(power, "fee", None)
        if not isinstance(fee, Fee):
            return
        if fee.charge is Charge.FREE and fee.items:
            yield self.at("写了不收费，却列了收费项目", "收费", "项目", near=("收费", "是否收费"))
        if fee.charge is Charge.CHARGED and not fee.items:
            yield self.at("写了收费，却没有列收费项目", "收费", "是否收费")


class LicenceFeeRank(Rule):
    """许可收费的依据不是法律、行政法规。

    为什么：行政许可法第五十八条：实施行政许可不得收取任何费用，但是法律、行政法规另有规定的除外。
    怎么改：写上规定收费的法律或者行政法规；没有的改为不收费。
    """

    code, slug = "F002", "licence-fee-rank"
    answers = (41,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Each charge of a licence rests on a law or an administrative regulation."""
        fee = getattr(power, "fee", None)
        if power.type is not PowerType.LICENSING or not isinstance(fee, Fee):
            return
        laws = view.corpus.registry.laws
        for index, item in enumerate(fee.items):
            law = laws.get(item.basis.law)
            if law and law.rank not in {LawRank.LAW, LawRank.ADMINISTRATIVE_REGULATION}:
                message = f"“{item.name}”的依据是{law.rank}《{law.title}》"
                yield self.at(message, "收费", "项目", index, "依据")


FEE_RULES: tuple[type[Rule], ...] = (FeeContradiction, LicenceFeeRank)
