"""Run every rule over a list; pure, in a fixed order."""

from collections.abc import Iterator
from datetime import date

from generator.check.answering import ANSWERING_RULES
from generator.check.bodies import BODY_RULES
from generator.check.changes import CHANGE_RULES
from generator.check.completeness import COMPLETENESS_RULES
from generator.check.conformance import CONFORMANCE_RULES
from generator.check.currency import CURRENCY_RULES
from generator.check.disclosure import DISCLOSURE_RULES
from generator.check.documents import DOCUMENT_RULES
from generator.check.editions import EDITION_RULES
from generator.check.fees import FEE_RULES
from generator.check.fit import FIT_RULES
from generator.check.flow import FLOW_RULES
from generator.check.identity import IDENTITY_RULES
from generator.check.legal import LEGAL_RULES
from generator.check.names import NAME_RULES
from generator.check.national import NATIONAL_RULES
from generator.check.numbering import NUMBERING_RULES
from generator.check.overlap import OVERLAP_RULES
from generator.check.penalties import PENALTY_RULES
from generator.check.rank import RANK_RULES
from generator.check.redress import REDRESS_RULES
from generator.check.references import REFERENCE_RULES
from generator.check.registers import REGISTER_RULES
from generator.check.rule import Rule, View
from generator.check.statutory import STATUTORY_RULES
from generator.check.steps import STEP_RULES
from generator.check.succession import SUCCESSION_RULES
from generator.check.texts import TEXT_RULES
from generator.check.timing import TIMING_RULES
from generator.check.upkeep import UPKEEP_RULES
from generator.check.website import WEBSITE_RULES
from generator.diagnostic import Diagnostic
from generator.load import Corpus, Loaded

RULES: tuple[type[Rule], ...] = (
    *IDENTITY_RULES,
    *NATIONAL_RULES,
    *NUMBERING_RULES,
    *NAME_RULES,
    *OVERLAP_RULES,
    *REFERENCE_RULES,
    *BODY_RULES,
    *LEGAL_RULES,
    *RANK_RULES,
    *CURRENCY_RULES,
    *REGISTER_RULES,
    *FIT_RULES,
    *TIMING_RULES,
    *STATUTORY_RULES,
    *STEP_RULES,
    *FLOW_RULES,
    *DOCUMENT_RULES,
    *CONFORMANCE_RULES,
    *FEE_RULES,
    *PENALTY_RULES,
    *DISCLOSURE_RULES,
    *REDRESS_RULES,
    *COMPLETENESS_RULES,
    *TEXT_RULES,
    *UPKEEP_RULES,
    *EDITION_RULES,
    *WEBSITE_RULES,
    *CHANGE_RULES,
    *ANSWERING_RULES,
    *SUCCESSION_RULES,
)
"""Every rule, spelled out; nothing is discovered."""


class RuleFailedError(RuntimeError):
    """A rule could not look at what it was given; what it would have found is not known."""

    def __init__(self, rule: str, file: str) -> None:
        where = f"查 {file} 时" if file else "查整张清单时"
        super().__init__(f"规则 {rule} {where}出了错，没有查完；这是程序的毛病，请告诉维护的人")


def check_record(record: Loaded, view: View) -> Iterator[Diagnostic]:
    """Apply to one record the rules that look at single records."""
    for rule in _RECORD_RULES:
        try:
            for finding in rule.record(record.power, view):
                yield finding.in_file(record.file, record.power.code)
        # Whatever a rule raises, the run must end as unfinished, naming rule and file.
        except Exception as error:
            raise RuleFailedError(rule.code, record.file) from error


def check_corpus(
    corpus: Corpus, *, today: date, whole: bool = True, before: Corpus | None = None
) -> list[Diagnostic]:
    """Check a list as it stands on a day.

    Args:
        corpus: The list.
        today: The day whose law counts.
        whole: Whether it is the whole list; rules that compare records or count them say nothing
            about a part of it.
        before: The earlier list; rules about changes say nothing without one.

    Returns:
        Findings in order of file; none when the list is clean.

    Raises:
        RuleFailedError: A rule raised; nothing may be taken for checked.
    """
    view = View(corpus, today, before)
    found = [finding for record in corpus.records for finding in check_record(record, view)]
    for rule in _WHOLE_RULES if whole else ():
        try:
            found.extend(rule.whole(view))
        except Exception as error:  # As above.
            raise RuleFailedError(rule.code, "") from error
    return sorted(found, key=lambda finding: finding.order)


_RECORD_RULES = tuple(rule() for rule in RULES if rule.record is not Rule.record)
_WHOLE_RULES = tuple(rule() for rule in RULES if rule.whole is not Rule.whole)
