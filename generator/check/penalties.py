"""K: penalties. Kinds and ranges must say the same."""

from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.model.power import Penalty, Power
from generator.model.vocab import PenaltyKind


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


PENALTY_RULES: tuple[type[Rule], ...] = (FineMismatch, FineUpsideDown)
