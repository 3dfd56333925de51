"""The base of every rule, and what a rule may look at.

A rule is a class: its docstring is its page in the manual (headline, 为什么, 怎么改), its
attributes say code, severity and since when. Rules name fields, never lines, and know no clock:
the day is an argument (ADR 0005).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import ClassVar

from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.load import Corpus, Loaded
from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.power import Power, PowerBase, citations_in
from generator.model.texts import all_text
from generator.model.workdays import Workdays
from generator.procedure import Procedure
from generator.timing import Verdict, compare_procedure

Cited = tuple[tuple[FieldPath, Citation], ...]


@dataclass(frozen=True)
class View:
    """What a rule sees besides the record.

    Attributes:
        corpus: The whole list.
        today: The day it is checked for.
        before: The earlier list it is compared with; None when it is compared with nothing.
        procedures: What `procedure_of` has spelled out so far.
    """

    corpus: Corpus
    today: date
    before: Corpus | None = None
    procedures: dict[int, tuple[PowerBase, Procedure | None]] = field(default_factory=dict)
    _citations: dict[int, tuple[PowerBase, Cited]] = field(default_factory=dict)
    _verdicts: dict[tuple[int, Duration], tuple[Procedure, Verdict]] = field(default_factory=dict)
    _texts: dict[int, tuple[PowerBase, str]] = field(default_factory=dict)

    def citations(self, power: PowerBase) -> Cited:
        """Every citation of a record with its path; three rules ask, the record is walked once."""
        known = self._citations.get(id(power))
        if known is None:
            known = self._citations[id(power)] = power, tuple(citations_in(power))
        return known[1]

    def text(self, power: PowerBase) -> str:
        """Every text of a record, a line each; made once for the rules that search it."""
        known = self._texts.get(id(power))
        if known is None:
            known = self._texts[id(power)] = power, all_text(power)
        return known[1]

    def verdict(self, procedure: Procedure, limit: Duration) -> Verdict:
        """Whether a procedure stays within a limit; most powers share procedure and limit."""
        key = id(procedure), limit
        known = self._verdicts.get(key)
        if known is None:
            known = self._verdicts[key] = procedure, compare_procedure(procedure, limit)
        return known[1]

    @cached_property
    def workdays(self) -> Workdays:
        """The work calendar of the list."""
        return Workdays.of(self.corpus.registry.calendar.years)


class Rule:
    """One thing that can be wrong.

    Subclasses override `record` (called once for every power) or `whole` (called once).

    Attributes:
        code: A letter and three digits, never used for anything else.
        slug: Names the fault; with the code it names the folder of the rule under tests/rules.
        severity: 错误 blocks publication.
        since: The version that brought the rule.
        answers: Numbers of the catalogue of rules of the field that it answers whole.
    """

    code: ClassVar[str]
    slug: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    since: ClassVar[str] = "0.1"
    answers: ClassVar[tuple[int, ...]] = ()

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look at one power."""
        return iter(())

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look at the list as a whole."""
        return iter(())

    @classmethod
    def page(cls) -> tuple[str, str, str]:
        """Headline, 为什么 and 怎么改 from the docstring."""
        lines = [line.strip() for line in (cls.__doc__ or "").splitlines() if line.strip()]
        why = next((line[4:] for line in lines if line.startswith("为什么：")), "")
        fix = next((line[4:] for line in lines if line.startswith("怎么改：")), "")
        return lines[0].rstrip("。") if lines else "", why, fix

    def at(
        self,
        message: str,
        *path: str | int,
        fix: str = "",
        near: FieldPath = (),
        on_key: bool = False,
        file: str = "",
        code: str = "",
    ) -> Diagnostic:
        """Make a finding of this rule; cure and reason come from its page unless given."""
        _, why, cure = self.page()
        return Diagnostic(
            self.code,
            self.severity,
            message,
            file,
            path,
            on_key=on_key,
            fix=fix or cure,
            why=why,
            near=near,
            code=code,
        )

    def about(self, record: Loaded, message: str, *path: str | int, fix: str = "") -> Diagnostic:
        """Make a finding about one record of the list, for rules that see the whole."""
        return self.at(message, *path, fix=fix, file=record.file, code=record.power.code)
