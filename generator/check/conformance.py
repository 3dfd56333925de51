"""P: what a statute demands of a procedure, and what must not stand in one.

A template is looked at once, as it stands; a record only where it changes a template or spells out
steps of its own. By what a step is in law (作用) a missing one is found, not by how it is called.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check.flow import procedure_of
from generator.check.persons import is_person, person_in
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.model.power import Other, Penalty, Power
from generator.model.procedure import Change, InsertStep, ReplaceStep, Template
from generator.model.vocab import OtherClass, PenaltyKind, PowerType, StepKind, StepRole
from generator.procedure import Procedure, expand_template


@dataclass(frozen=True)
class Demand:
    """A step the law demands: any of these roles will do.

    Attributes:
        roles: What the step may be in law.
        law: Where the law says so.
    """

    roles: tuple[StepRole, ...]
    law: str

    def __str__(self) -> str:
        return f"“{'”或者“'.join(self.roles)}”（{self.law}）"


@dataclass(frozen=True)
class Course:
    """One lawful course of a type of power.

    Attributes:
        mark: The role by which a procedure shows that it takes this course; None for the course of
            all that show nothing else.
        demands: What it must contain.
    """

    mark: StepRole | None
    demands: tuple[Demand, ...]


_DEFENCE = Demand((StepRole.DEFENCE,), "行政处罚法第四十五条")
_NOTICE = Demand((StepRole.NOTIFICATION,), "行政处罚法第四十四条")
_CORRECTION = Demand((StepRole.CORRECTION,), "行政许可法第三十二条第一款第四项")
_ACCEPTANCE = Demand((StepRole.ACCEPTANCE,), "行政许可法第三十二条")
_DELIVERY = Demand((StepRole.SERVICE,), "行政许可法第四十四条")

COURSES: dict[PowerType, tuple[Course, ...]] = {
    PowerType.LICENSING: (
        Course(StepRole.FORWARDING, (_CORRECTION, _ACCEPTANCE)),
        Course(StepRole.SPOT_DECISION, (_CORRECTION, _DELIVERY)),
        Course(
            None,
            (
                _CORRECTION,
                _ACCEPTANCE,
                Demand((StepRole.DECISION,), "行政许可法第三十八条"),
                _DELIVERY,
            ),
        ),
    ),
    PowerType.PENALTY: (
        Course(
            StepRole.SPOT_DECISION,
            (_NOTICE, _DEFENCE, Demand((StepRole.SERVICE,), "行政处罚法第五十二条第一款")),
        ),
        Course(
            None,
            (
                Demand((StepRole.CASE_FILING,), "行政处罚法第五十四条第二款"),
                _NOTICE,
                _DEFENCE,
                Demand((StepRole.DECISION,), "行政处罚法第五十七条"),
                Demand((StepRole.SERVICE,), "行政处罚法第六十一条"),
            ),
        ),
    ),
    PowerType.COERCION: (
        Course(
            StepRole.DEMAND,
            (
                Demand((StepRole.DEMAND,), "行政强制法第三十五条"),
                Demand((StepRole.DEFENCE,), "行政强制法第三十六条"),
            ),
        ),
        Course(
            None,
            (
                Demand((StepRole.APPROVAL,), "行政强制法第十八条第一项"),
                Demand((StepRole.RELEASE, StepRole.EXTENSION), "行政强制法第二十条至第三十三条"),
            ),
        ),
    ),
    PowerType.INSPECTION: (
        Course(None, (Demand((StepRole.SHOW_CREDENTIALS,), "行政处罚法第五十五条第一款"),)),
    ),
}
"""What statutes demand of the procedures of a type; of other types no statute demands a step of
all. The first course whose mark a procedure shows is the one it must follow."""


def roles_of(procedure: Procedure) -> frozenset[StepRole]:
    """Everything the steps of a procedure are in law."""
    return frozenset(role for step in procedure.steps for role in step.roles)


def missing(kind: PowerType, procedure: Procedure) -> list[Demand]:
    """The steps the law demands of a power of a type that its procedure does not have."""
    roles = roles_of(procedure)
    for course in COURSES.get(kind, ()):
        if course.mark is None or course.mark in roles:
            return [demand for demand in course.demands if roles.isdisjoint(demand.roles)]
    return []


class ProcedureRule(Rule):
    """A rule about procedures, wherever they are spelled out: in templates and in records."""

    def faults(
        self, kind: PowerType, procedure: Procedure, power: Power | None
    ) -> Iterator[tuple[str, str]]:
        """What is wrong, and the id of the step it is about ('' for the whole)."""
        raise NotImplementedError

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Procedures of the power's own, and templates it adjusts."""
        ref = power.procedure
        if ref.template is not None and not ref.changes:
            return
        procedure = procedure_of(power, view)
        if procedure is None:
            return
        for message, step in self.faults(power.type, procedure, power):
            yield self.at(message, "流程", *(_place(power, step) if step else ()))

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Templates as they stand; what is wrong for two types is said once."""
        for name, template in view.corpus.templates.items():
            found = dict.fromkeys(
                fault
                for kind in template.types
                for fault in self.faults(kind, expand_template(template), None)
            )
            for message, step in found:
                file = view.corpus.template_files[name]
                yield self.at(message, "步骤", *_index(template, step), file=file)


def _index(template: Template, step: str) -> tuple[int, ...]:
    return next(((at,) for at, known in enumerate(template.steps) if known.id == step), ())


def _place(power: Power, step: str) -> FieldPath:
    """Where in a record a step is spelled out or changed; nowhere when the template says it."""
    for at, own in enumerate(power.procedure.steps):
        if own.id == step:
            return "步骤", at
    for at, change in enumerate(power.procedure.changes):
        if step in _steps_of(change):
            return "调整", at
    return ()


def _steps_of(change: Change) -> set[str]:
    """The steps an adjustment spells out or changes."""
    if isinstance(change, ReplaceStep):
        return {step.id for step in change.steps}
    return {change.step.id if isinstance(change, InsertStep) else change.step}


class StepMissing(ProcedureRule):
    """流程少了法律规定必须有的环节。

    为什么：少了法定环节，决定可能因为程序违法被撤销。处罚看行政处罚法第四十四、四十五、五十四、五十七、六十一条，许可看行政许可法第三十二、三十八、四十四条，强制看行政强制法第十八、二十七、三十五、三十六条，检查看行政处罚法第五十五条；其他类型没有统一规定，不作要求。
    怎么改：补上这个环节；环节已经有的，在它下面写“作用”，例如 →  作用: [告知]。
    """

    code, slug = "P004", "step-missing"
    answers = (48,)

    def faults(
        self, kind: PowerType, procedure: Procedure, power: Power | None
    ) -> Iterator[tuple[str, str]]:
        """Every step that a statute demands of the type is there."""
        for demand in missing(kind, procedure):
            yield f"{kind}的流程里没有起{demand}作用的环节", ""


class BranchMissing(ProcedureRule):
    """处罚的普通程序没有画听证或者法制审核。

    为什么：较重的处罚当事人有权要求听证（行政处罚法第六十三条），经过听证的未经法制审核不得决定（第五十八条）；不画出来，当事人不知道自己有这个权利。只有警告、通报批评、罚款的不作要求：罚款是不是“较大数额”要看地方标准。
    怎么改：补上听证和法制审核的环节，并写 →  作用: [听证]、作用: [法制审核]。
    """

    code, slug, severity = "P005", "branch-missing", Severity.WARNING
    answers = (48,)

    def faults(
        self, kind: PowerType, procedure: Procedure, power: Power | None
    ) -> Iterator[tuple[str, str]]:
        """An ordinary penalty that can be heavy shows the hearing and the legal review."""
        roles = roles_of(procedure)
        if kind is not PowerType.PENALTY or StepRole.SPOT_DECISION in roles:
            return
        if isinstance(power, Penalty) and _LIGHT.issuperset(power.penalty_kinds):
            return
        for role, law in (
            (StepRole.HEARING, "第六十三条"),
            (StepRole.LEGAL_REVIEW, "第五十八条"),
        ):
            if role not in roles:
                yield f"处罚流程里没有“{role}”（行政处罚法{law}）", ""


_LIGHT = {PenaltyKind.WARNING, PenaltyKind.CRITICISM, PenaltyKind.FINE}


class ForwardingIssues(ProcedureRule):
    """审核转报的流程没有在“报送”结束，或者画了本级的决定和颁证。

    为什么：转报事项由上级决定，本级只初审、报送（行政许可法第三十五条、第四十三条）；画成本级颁证，群众会找错机关。
    怎么改：流程在“报送上级机关”结束，给它写 →  作用: [报送]；删掉本级决定、颁证、送达的环节。
    """

    code, slug = "P006", "forwarding-issues"

    def faults(
        self, kind: PowerType, procedure: Procedure, power: Power | None
    ) -> Iterator[tuple[str, str]]:
        """What is forwarded ends where it is forwarded, and nothing is decided or handed out."""
        forwarded = [step for step in procedure.steps if StepRole.FORWARDING in step.roles]
        if not forwarded:
            if isinstance(power, Other) and power.subclass is OtherClass.FORWARDING:
                yield "子类是审核转报，流程里却没有“报送”", ""
            return
        for step in forwarded:
            if step.kind is not StepKind.END:
                yield f"“{step.name}”之后还有环节，审核转报应当到报送为止", step.id
        for step in procedure.steps:
            roles = [role for role in step.roles if role in _OF_THE_HIGHER]
            if roles:
                yield f"审核转报的流程里“{step.name}”起“{roles[0]}”作用，这是上级机关的事", step.id

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A power that forwards is looked at even where it takes a template as it stands."""
        yield from super().record(power, view)
        ref = power.procedure
        if ref.template is None or ref.changes:
            return
        procedure = procedure_of(power, view)
        if procedure is not None and StepRole.FORWARDING not in roles_of(procedure):
            for message, _ in self.faults(power.type, procedure, power):
                yield self.at(message, "流程", "模板", near=("子类",))


_OF_THE_HIGHER = {StepRole.DECISION, StepRole.SPOT_DECISION, StepRole.SERVICE}


class PersonNamed(ProcedureRule):
    """流程里写了人名。

    为什么：清单是公开的，写上姓名就泄露了个人信息；人会调动，岗位不会。
    怎么改：只写岗位 →  岗位: 分管负责人；姓名一律删掉。
    """

    code, slug = "P007", "person-named"
    answers = (49,)

    def faults(
        self, kind: PowerType, procedure: Procedure, power: Power | None
    ) -> Iterator[tuple[str, str]]:
        """No step says who does it by name."""
        for step in procedure.steps:
            risk = (step.risk.text, step.risk.measure) if step.risk else ()
            texts = (step.name, step.post, step.note, step.document, *risk)
            found = next((name for text in texts if text and (name := person_in(text))), "")
            if not found and step.post and is_person(step.post):
                found = step.post
            if found:
                yield f"环节“{step.name}”里的“{found}”像是人名", step.id


class RiskMissing(ProcedureRule):
    """许可、处罚、征收、给付的流程没有写廉政风险点。

    为什么：这几类职权直接管人、管钱、管审批，风险点写明了才有人管、有人查；风险点只在内部使用，不对外公开。
    怎么改：在容易出问题的环节写“风险”，等级分高、中、低，并写明表现和防控措施。
    """

    code, slug, severity = "P008", "risk-missing", Severity.WARNING
    answers = (50,)

    def faults(
        self, kind: PowerType, procedure: Procedure, power: Power | None
    ) -> Iterator[tuple[str, str]]:
        """A type of high risk shows at least one; level and measure are demanded by the model."""
        if kind in _HIGH_RISK and not any(step.risk for step in procedure.steps):
            yield "流程没有一处写明廉政风险点", ""


_HIGH_RISK = {PowerType.LICENSING, PowerType.PENALTY, PowerType.LEVY, PowerType.BENEFIT}


CONFORMANCE_RULES: tuple[type[Rule], ...] = (
    StepMissing,
    BranchMissing,
    ForwardingIssues,
    PersonNamed,
    RiskMissing,
)
