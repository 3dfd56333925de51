"""K: penalties. Kinds and ranges must say the same."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.model.fine import Fine
from generator.model.power import Penalty, Power
from generator.model.vocab import BasisRole, PenaltyKind


class FineMismatch(Rule):
    """处罚种类里有罚款却没有幅度，或者有幅度却没有罚款。

    为什么：群众最关心会罚多少；两处说法不一，公布就没有意义。
    怎么改：有罚款的写处罚幅度（法条没有数额的写“法条未规定数额”）；没有罚款的删去幅度。
    """

    code, slug = "K001", "fine-mismatch"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A fine among the kinds if and only if there is a range."""
        if not isinstance(power, Penalty):
            return
        has_fine = PenaltyKind.FINE in power.penalty_kinds
        if has_fine and not power.tiers:
            yield self.at("处罚种类有罚款，却没有处罚幅度", "处罚种类")
        if power.tiers and not has_fine:
            yield self.at("写了罚款幅度，处罚种类里却没有罚款", "处罚幅度", near=("处罚种类",))


class FineUpsideDown(Rule):
    """罚款的下限比上限还高。

    为什么：区间写反了，执法和群众都没法用。
    怎么改：对照法条改正数字和单位（元、万元）。
    """

    code, slug = "K002", "fine-upside-down"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """The lower end never exceeds the upper."""
        if not isinstance(power, Penalty):
            return
        for index, tier in enumerate(power.tiers):
            fine = tier.fine
            if fine.low is not None and fine.high is not None and fine.low > fine.high:
                yield self.at(f"“{fine.text}”的下限比上限高", "处罚幅度", index, "罚款")


class DiscretionMissing(Rule):
    """已经有裁量基准的处罚没有写裁量基准。

    为什么：行政处罚法第三十四条：裁量基准应当向社会公布；群众要看得到自己属于哪一档。
    怎么改：照 powers/_registry/裁量基准.yml 里同一条款的阶次，写进“裁量基准”。
    """

    code, slug, since = "K003", "discretion-missing", "0.2"
    answers = (62,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A penalty whose establishing article has a standard carries its steps."""
        if not isinstance(power, Penalty) or power.discretion:
            return
        standards = view.corpus.registry.discretion_standards
        for index, basis in enumerate(power.bases):
            standard = standards.get(basis.citation)
            if standard and basis.role is BasisRole.ESTABLISHES:
                yield self.at(f"{basis.citation}有裁量基准《{standard.document}》", "依据", index)
                return


class DiscretionOutsideRange(Rule):
    """裁量基准超出了法定幅度。

    为什么：裁量基准只能在法条给的幅度之内分档，超出的部分没有依据。
    怎么改：对照“处罚幅度”改正这一档的上下限。
    """

    code, slug, since = "K004", "discretion-outside-range", "0.2"
    answers = (62,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Each step lies within one range of the same kind; other kinds cannot be compared."""
        if not isinstance(power, Penalty):
            return
        ranges = [tier.fine for tier in power.tiers if tier.fine.is_specified]
        for index, step in enumerate(power.discretion):
            fine = step.fine
            if fine is None or not fine.is_specified:
                continue
            alike = [one for one in ranges if (one.base, one.per) == (fine.base, fine.per)]
            if ranges and not any(_within(fine, one) for one in alike):
                message = f"“{step.name[:20]}”罚{fine.text}，法定幅度里没有这一段"
                path = ("裁量基准", index, "罚款")
                yield self.at(message, *path, near=("处罚幅度",))


class DiscretionSteps(Rule):
    """裁量阶次之间有重叠或者断档。

    为什么：重叠的地方罚多罚少全凭人，断档的地方没有标准。
    怎么改：每一档的下限接上一档的上限。
    """

    code, slug, since = "K005", "discretion-steps", "0.2"
    answers = (62,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Steps of one kind, in order of their lower end, join each other."""
        if not isinstance(power, Penalty):
            return
        kinds: dict[tuple[str, str], list[tuple[Decimal, Decimal, int]]] = {}
        for index, step in enumerate(power.discretion):
            fine = step.fine
            if fine is not None and fine.high is not None:
                row = (fine.low or Decimal(0), fine.high, index)
                kinds.setdefault((fine.base, fine.per), []).append(row)
        for rows in kinds.values():
            for (_, high, first), (low, _, second) in pairwise(sorted(rows)):
                if low == high:
                    continue
                names = [power.discretion[at].name[:20] for at in (first, second)]
                what = "重叠" if low < high else "之间断了档"
                message = f"“{names[0]}”同“{names[1]}”{what}"
                path = ("裁量基准", second, "罚款")
                yield self.at(message, *path, near=("裁量基准", first, "罚款"))


def _within(inner: Fine, outer: Fine) -> bool:
    if inner.high is None or outer.high is None:
        return False
    return (inner.low or 0) >= (outer.low or 0) and inner.high <= outer.high


PENALTY_RULES: tuple[type[Rule], ...] = (
    FineMismatch,
    FineUpsideDown,
    DiscretionMissing,
    DiscretionOutsideRange,
    DiscretionSteps,
)
