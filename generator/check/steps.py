"""T: the time of single steps against the time of the whole."""

from collections.abc import Iterator

from generator.check.flow import procedure_of
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.model.duration import Duration
from generator.model.power import Power, durations_of
from generator.procedure import FlowStep, Procedure
from generator.timing import Verdict, compare, longest_paths


def _limits(power: Power) -> Iterator[tuple[str, Duration]]:
    for key, length in zip(("法定时限", "承诺时限"), durations_of(power), strict=True):
        if length:
            yield key, length


def steps_beyond(procedure: Procedure, limit: Duration) -> Iterator[FlowStep]:
    """The steps whose own counted time alone is longer than a limit, whatever the days."""
    for step in procedure.steps:
        if step.limit and step.counted and compare(step.limit, limit) is Verdict.EXCEEDS:
            yield step


def place_of(power: Power, step: FlowStep) -> FieldPath:
    """Where a step's time is written, or else where its template is named."""
    if power.procedure.steps:
        return ("流程", "步骤", step.number - 1, "时限")
    return ("流程", "模板")


class StepsExceed(Rule):
    """各环节的时限加起来超过了总时限。

    为什么：一步一步都按时，最后还是超期，说明有一处写错了；群众照着等会空等。
    怎么改：核对各环节的时限；不计入办理时限的环节（补正、听证、另行计算的）写“计时: 否”。
    """

    code, slug, severity = "T008", "steps-exceed", Severity.WARNING
    answers = (26,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Add up the longest way; a single step that is too long is told by T009."""
        for key, limit in _limits(power):
            procedure = procedure_of(power, view)
            if procedure is None or view.verdict(procedure, limit) is not Verdict.EXCEEDS:
                continue
            if any(steps_beyond(procedure, limit)):
                continue
            paths = longest_paths(procedure)
            beyond = [path for path in paths if compare(path.sums, limit) is Verdict.EXCEEDS]
            total = "加".join(str(part) for part in (*beyond, *paths)[0].sums)
            yield self.at(f"各环节加起来是 {total}，{key}只有 {limit}", "流程", near=(key, "期限"))


class StepContradicts(Rule):
    """一个环节的时限比总时限还长。

    为什么：流程图上写的同办事指南上写的对不上，群众不知道该信哪一个。
    怎么改：改正这个环节的时限；它不计入办理时限的，写“计时: 否”。
    """

    code, slug = "T009", "step-contradicts"
    answers = (27,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare each counted step with the statutory limit, then with the promise."""
        for key, limit in _limits(power):
            procedure = procedure_of(power, view)
            if procedure is None or view.verdict(procedure, limit) is not Verdict.EXCEEDS:
                continue
            for step in steps_beyond(procedure, limit):
                message = f"环节“{step.name}”要 {step.limit}，{key}只有 {limit}"
                yield self.at(message, *place_of(power, step), near=(key, "期限"))


STEP_RULES: tuple[type[Rule], ...] = (StepsExceed, StepContradicts)
