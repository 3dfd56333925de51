"""What is wrong with a list, all told: its files, the rules, and what stood before.

One function for the check and for the build, so that neither lets through what the other stops.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from generator.baseline import BASELINE, grown, settle
from generator.check.run import RuleFailedError, check_corpus
from generator.diagnostic import Diagnostic, Severity
from generator.history.since import Since
from generator.load import Corpus, Reading


@dataclass(frozen=True)
class Examined:
    """What an examination found.

    Attributes:
        told: What counts.
        stock: How many problems were set aside, because the list keeps them as its stock.
        stopped: Why not everything could be looked at; empty when it could.
        found: Everything, the stock as well.
    """

    told: list[Diagnostic] = field(default_factory=list)
    stock: int = 0
    stopped: str = ""
    found: list[Diagnostic] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """How many findings stand in the way of publishing."""
        return sum(finding.severity is Severity.ERROR for finding in self.told)


def examine(
    reading: Reading,
    *,
    today: date,
    whole: bool = True,
    before: Corpus | None = None,
    changed: Collection[str] = (),
) -> Examined:
    """Look at everything that was read.

    Args:
        reading: What reading the list gave.
        today: The day whose law counts.
        whole: Whether it is the whole list.
        before: The earlier list that rules about changes compare with.
        changed: Files that the stock of known problems does not excuse.
    """
    found = list(reading.diagnostics)
    if reading.corpus is None:
        stopped = "登记册读不懂，没有检查职权；先改好登记册里的问题"
        return Examined(found, stopped=stopped, found=found)
    try:
        found += check_corpus(reading.corpus, today=today, whole=whole, before=before)
    except RuleFailedError as error:
        return Examined(found, stopped=str(error), found=found)
    source_of = lru_cache(maxsize=512)(reading.source)
    settled = settle(found, source_of, changed=changed, whole=whole)
    return Examined(settled.told, settled.stock, found=found)


def examine_since(since: Since, *, today: date) -> Examined:
    """Look at a list beside the one it came from; what was changed is checked in full."""
    examined = examine(since.reading, today=today, before=since.before, changed=since.changed)
    added = grown(since.source_before(BASELINE), since.reading.source(BASELINE))
    return replace(examined, told=[*examined.told, *added])
