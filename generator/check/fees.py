"""F: fees. What is charged needs an item and a basis; what is free has neither."""

from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.parts import Fee, FeeBand, FeeItem
from generator.model.power import Power
from generator.model.vocab import Charge, LawRank, PowerType, YesNo


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


def _charges(power: Power) -> tuple[FeeItem, ...]:
    fee = getattr(power, "fee", None)
    return fee.items if isinstance(fee, Fee) else ()


class FeeOutsideCatalogue(Rule):
    """收费项目不在收费目录里。

    为什么：优化营商环境条例第二十五条：目录清单之外的收费，一律不得执行。
    怎么改：核对 powers/_registry/收费目录.yml 里的编号；目录里没有的，不能收。
    """

    code, slug, since = "F003", "fee-outside-catalogue", "0.2"
    answers = (40,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A number must be known; without a number only a complete catalogue can tell."""
        registry = view.corpus.registry
        complete = registry.fees.complete is YesNo.YES
        for index, item in enumerate(_charges(power)):
            number = item.catalogue_number
            if number is not None and number not in registry.catalogue_fees:
                message = f"收费目录里没有编号“{number[:30]}”"
                yield self.at(message, "收费", "项目", index, "目录编号")
            elif number is None and complete:
                message = f"“{item.name[:30]}”没有写收费目录里的编号"
                yield self.at(message, "收费", "项目", index)


class FeeStopped(Rule):
    """收费项目已经停征。

    为什么：停征以后再收，收多少都要退。
    怎么改：删去这一项；全部停征的，是否收费改为“不收费”，并在沿革里写明依据。
    """

    code, slug, severity, since = "F004", "fee-stopped", Severity.WARNING, "0.2"
    answers = (44,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look up when the catalogue stopped a charge."""
        known = view.corpus.registry.catalogue_fees
        for index, item in enumerate(_charges(power)):
            entry = known.get(item.catalogue_number or "")
            if entry and entry.stopped_on and entry.stopped_on <= view.today:
                message = f"“{item.name[:30]}”已于 {entry.stopped_on} 停征"
                yield self.at(message, "收费", "项目", index, "目录编号")


class FeeBandsBroken(Rule):
    """分档收费有重叠、有缺口，或者单位不一样。

    为什么：落在重叠处的人不知道按哪一档交，落在缺口里的没有标准。
    怎么改：每一档的“自”接上一档的“至”，同一类用同一个单位，最后一档可以不写“至”。
    """

    code, slug, severity, since = "F005", "fee-bands-broken", Severity.WARNING, "0.2"
    answers = (42,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Within one 情形, each band begins where the one before ends."""
        for index, item in enumerate(_charges(power)):
            before: dict[str | None, FeeBand] = {}
            for at, band in enumerate(item.bands):
                path = ("收费", "项目", index, "分档", at)
                earlier = before.get(band.case)
                before[band.case] = band
                if band.high is not None and band.high <= band.low:
                    yield self.at(f"这一档从 {band.low} 到 {band.high}，没有范围", *path, "至")
                elif earlier and (message := _seam(earlier, band)):
                    yield self.at(message, *path, near=(*path[:-1], at - 1))


def _seam(earlier: FeeBand, band: FeeBand) -> str:
    """What is wrong between two bands that follow each other; empty when they join."""
    if earlier.unit != band.unit:
        return f"上一档按“{earlier.unit}”，这一档按“{band.unit}”"
    if earlier.high is None or band.low < earlier.high:
        return f"这一档从 {band.low} 起，同上一档重叠"
    if band.low > earlier.high:
        return f"从 {earlier.high} 到 {band.low} 没有标准"
    return ""


_MAY_REQUIRE = {
    LawRank.LAW,
    LawRank.ADMINISTRATIVE_REGULATION,
    LawRank.LOCAL_REGULATION,
}


class IntermediaryWithoutBasis(Rule):
    """中介服务没有法律、法规或者国务院决定作依据，或者不让申请人自己选机构。

    为什么：优化营商环境条例第四十三条：作为办理条件的中介服务要有法律、法规或者国务院决定依据，并由市场主体自主选择。
    怎么改：补上依据的条款，自主选择写“是”；没有依据的，删去这项服务。
    """

    code, slug, since = "F006", "intermediary-without-basis", "0.2"
    answers = (43,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A paid service of a third party needs a basis of sufficient rank, and a choice."""
        laws = view.corpus.registry.laws
        for index, service in enumerate(getattr(power, "intermediaries", ())):
            if service.basis is None:
                yield self.at(f"中介服务“{service.name[:30]}”没有写依据", "中介服务", index)
            elif (law := laws.get(service.basis.law)) and law.rank not in _MAY_REQUIRE:
                message = f"中介服务“{service.name[:30]}”的依据是{law.rank}《{law.title}》"
                yield self.at(message, "中介服务", index, "依据")
            if service.free_choice is YesNo.NO:
                message = f"中介服务“{service.name[:30]}”不能自己选机构"
                yield self.at(message, "中介服务", index, "自主选择")


FEE_RULES: tuple[type[Rule], ...] = (
    FeeContradiction,
    LicenceFeeRank,
    FeeOutsideCatalogue,
    FeeStopped,
    FeeBandsBroken,
    IntermediaryWithoutBasis,
)
