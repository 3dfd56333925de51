"""A power's procedure spelled out: template, adjustments and defaults become one list of steps.

The chart, the step table and the arithmetic of limits all read the `Procedure` made here, so
that they cannot disagree. Expansion refuses only what it cannot carry out (an adjustment that
names a step which does not exist); whether the result is a sound procedure tells `soundness`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.procedure import (
    PROMISED,
    STATUTORY,
    AddExit,
    Change,
    ChangeStep,
    DropStep,
    InsertStep,
    ProcedureRef,
    ReplaceStep,
    Risk,
    Step,
    StepFields,
    Template,
)
from generator.model.vocab import Actor, LimitUnit, StepKind, StepRole, YesNo

Exit = tuple[str, str | None]
"""The step led to, and the condition; None when there is none."""


class LimitSource(StrEnum):
    """Whose limit a step has: its own, one of the power's, or none."""

    OWN = "own"
    STATUTORY = "statutory"
    PROMISED = "promised"
    NONE = ""


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step, ready to draw.

    Attributes:
        id: Identifier within the procedure.
        number: Position from 1, as the step table counts.
        limit: The step's own limit; None when it has none or takes one of the power's.
        limit_source: Whose limit applies.
        counted: Whether the step's time is part of the power's limit.
        exits: Where it leads, in the order written.
        roles: What it is in law.
        post: The post that does it; internal view only.
    """

    id: str
    number: int
    name: str
    kind: StepKind
    actor: Actor
    limit: Duration | None = None
    limit_source: LimitSource = LimitSource.NONE
    counted: bool = True
    basis: Citation | None = None
    document: str | None = None
    note: str | None = None
    risk: Risk | None = None
    exits: tuple[Exit, ...] = ()
    roles: tuple[StepRole, ...] = ()
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a step to another, with its condition."""

    tail: str
    head: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """Steps and edges of one procedure, and the template they come from.

    Attributes:
        steps: In the order written; the first is where the procedure begins.
        edges: All exits of all steps, in that order; the head may not exist (see `soundness`).
        template: Name of the template; None for a procedure of the power's own.
        title: Title of the chart; empty for a procedure of the power's own.
        law: Title of the law the template follows; None for a procedure of the power's own.
        version: Day from which the version of the law that the template follows is in force.
    """

    steps: tuple[FlowStep, ...]
    edges: tuple[Edge, ...]
    template: str | None = None
    title: str = ""
    law: str | None = None
    version: date | None = None


def limit_words(
    step: FlowStep, statutory: Duration | None = None, promised: Duration | None = None
) -> str:
    """Say how long a step may take, in the fewest words; empty when nothing is set.

    A step that takes the power's limit says nothing where the power has none.
    """
    limit = {LimitSource.STATUTORY: statutory, LimitSource.PROMISED: promised}.get(
        step.limit_source, step.limit
    )
    if limit is None:
        return "" if step.counted else "不计入时限"
    if limit.unit is LimitUnit.ON_THE_SPOT:
        return str(limit)
    return f"{limit}内" if step.counted else f"{limit}内，另计"


class ProcedureError(Exception):
    """An adjustment that cannot be carried out.

    Attributes:
        message: What is wrong, in Chinese, quoting the template with its version and the ids
            written.
        index: Position of the adjustment in 调整; None when the template itself is at fault.
        kind: `template`, `missing`, `duplicate`, `after-end`, `branching` or `no-decision`.
    """

    def __init__(self, message: str, index: int | None, kind: str) -> None:
        super().__init__(message)
        self.message = message
        self.index = index
        self.kind = kind


_CACHE_SIZE = 256
_expanded: dict[int, tuple[Template, Procedure]] = {}


def template_named(name: str, templates: Mapping[str, Template]) -> Template | None:
    """The template a power asks for; None when there is none.

    Args:
        name: `处罚-普通程序` for the version in force, `处罚-普通程序@2018-01-01` for the one that
            follows the law as in force from that day.
        templates: Versions in force by name, others by name and version.
    """
    found = templates.get(name)
    if found is None:
        current = templates.get(name.partition("@")[0])
        return current if current is not None and current.label == name else None
    return found


def expand(ref: ProcedureRef, templates: Mapping[str, Template]) -> Procedure:
    """Spell out the procedure a power refers to.

    Adjustments are carried out in the order written. A dangling 下一步 is kept as it stands.

    Args:
        ref: The power's 流程.
        templates: All templates, as `template_named` takes them.

    Raises:
        ProcedureError: The template or a step that an adjustment names does not exist, a new step
            has an id in use, a step to drop leads to several others, or a way is added to what
            is no decision.
    """
    if ref.template is None:
        return _procedure(_resolved(ref.steps))
    template = template_named(ref.template, templates)
    if template is None:
        raise ProcedureError(f"没有名叫“{ref.template}”的流程模板", None, "template")
    if not ref.changes:
        return expand_template(template)
    steps = list(expand_template(template).steps)
    for index, change in enumerate(ref.changes):
        try:
            _adjust(steps, change)
        except _Misfit as misfit:
            raise ProcedureError(
                f"第 {index + 1} 处调整用不到模板“{template.label}”上：{misfit.message}",
                index,
                misfit.kind,
            ) from None
    return _procedure(steps, template)


def expand_template(template: Template) -> Procedure:
    """Spell out a template as it stands; equal objects are expanded once.

    Most powers use a template unchanged, and a hash of the whole template would cost more than
    its expansion: hence the cache by identity, which holds the template so that ids stay taken.
    """
    known = _expanded.get(id(template))
    if known is not None:
        return known[1]
    if len(_expanded) >= _CACHE_SIZE:
        _expanded.clear()
    procedure = _procedure(_resolved(template.steps), template)
    _expanded[id(template)] = (template, procedure)
    return procedure


def _procedure(steps: Iterable[FlowStep], template: Template | None = None) -> Procedure:
    numbered = tuple(
        step if step.number == number else replace(step, number=number)
        for number, step in enumerate(steps, 1)
    )
    edges = tuple(Edge(step.id, to, when) for step in numbered for to, when in step.exits)
    if template is None:
        return Procedure(numbered, edges)
    return Procedure(numbered, edges, template.name, template.title, template.law, template.version)


def _resolved(steps: tuple[Step, ...]) -> list[FlowStep]:
    """Give every step its exits: those written, else the step below, else none."""
    following: list[Step | None] = [*steps[1:], None]
    return [
        _flow_step(step, number, _exits(step, below))
        for number, (step, below) in enumerate(zip(steps, following, strict=True), 1)
    ]


def _exits(step: Step, below: Step | None) -> tuple[Exit, ...]:
    if step.next is not None:
        return tuple((exit_.to, exit_.when) for exit_ in step.next)
    if step.kind is StepKind.END or below is None:
        return ()
    return ((below.id, None),)


def _limit(fields: StepFields) -> tuple[Duration | None, LimitSource]:
    if fields.limit == STATUTORY:
        return None, LimitSource.STATUTORY
    if fields.limit == PROMISED:
        return None, LimitSource.PROMISED
    return fields.own_limit, LimitSource.OWN if fields.limit else LimitSource.NONE


def _flow_step(step: Step, number: int, exits: tuple[Exit, ...]) -> FlowStep:
    limit, source = _limit(step)
    return FlowStep(
        step.id,
        number,
        step.name,
        step.kind,
        step.actor,
        limit,
        source,
        step.counted is not YesNo.NO,
        step.basis,
        step.document,
        step.note,
        step.risk,
        exits,
        step.roles,
        step.post,
    )


class _Misfit(Exception):
    """What is wrong with one adjustment, before it is known which one of which template."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.message = message
        self.kind = kind


def _adjust(steps: list[FlowStep], change: Change) -> None:
    if isinstance(change, ChangeStep):
        _change(steps, change)
    elif isinstance(change, InsertStep):
        _insert(steps, change)
    elif isinstance(change, ReplaceStep):
        _replace(steps, change)
    elif isinstance(change, DropStep):
        _drop(steps, change)
    else:
        _add_exit(steps, change)


def _position(steps: list[FlowStep], id_: str) -> int:
    for position, step in enumerate(steps):
        if step.id == id_:
            return position
    known = "、".join(step.id for step in steps)
    raise _Misfit(f"没有编号为“{id_}”的环节，可用的编号有：{known}", "missing")


def _written_exits(fields: StepFields) -> tuple[Exit, ...] | None:
    return None if fields.next is None else tuple((exit_.to, exit_.when) for exit_ in fields.next)


def _change(steps: list[FlowStep], change: ChangeStep) -> None:
    position = _position(steps, change.step)
    step, fields = steps[position], change.fields
    changed = replace(
        step,
        name=fields.name or step.name,
        kind=fields.kind or step.kind,
        actor=fields.actor or step.actor,
        counted=step.counted if fields.counted is None else fields.counted is YesNo.YES,
        basis=fields.basis or step.basis,
        document=fields.document or step.document,
        note=fields.note or step.note,
        risk=fields.risk or step.risk,
        roles=fields.roles or step.roles,
        post=fields.post or step.post,
    )
    if fields.limit is not None:
        limit, source = _limit(fields)
        changed = replace(changed, limit=limit, limit_source=source)
    exits = _written_exits(fields)
    if exits is not None:
        changed = replace(changed, exits=exits)
    elif changed.kind is StepKind.END:
        changed = replace(changed, exits=())
    steps[position] = changed


def _refuse_used(steps: Iterable[FlowStep], new: Iterable[Step]) -> None:
    used = {step.id for step in steps}
    for step in new:
        if step.id in used:
            raise _Misfit(f"新环节的编号“{step.id}”已经有了", "duplicate")
        used.add(step.id)


def _insert(steps: list[FlowStep], change: InsertStep) -> None:
    position = _position(steps, change.after)
    before, new = steps[position], change.step
    _refuse_used(steps, [new])
    if before.kind is StepKind.END:
        raise _Misfit(f"不能插在“{before.name}”（{before.id}）之后，它是结束环节", "after-end")
    exits = _written_exits(new)
    if exits is None:
        exits = () if new.kind is StepKind.END else before.exits
    steps[position] = replace(before, exits=((new.id, None),))
    steps.insert(position + 1, _flow_step(new, 0, exits))


def _replace(steps: list[FlowStep], change: ReplaceStep) -> None:
    position = _position(steps, change.step)
    old = steps[position]
    _refuse_used((step for step in steps if step is not old), change.steps)
    new = _resolved(change.steps)
    if change.steps[-1].next is None and new[-1].kind is not StepKind.END:
        new[-1] = replace(new[-1], exits=old.exits)
    steps[position : position + 1] = new
    if new[0].id != old.id:
        _redirect(steps, old.id, new[0].id)


def _drop(steps: list[FlowStep], change: DropStep) -> None:
    position = _position(steps, change.step)
    dropped = steps[position]
    targets = {to for to, _ in dropped.exits} - {dropped.id}
    if len(targets) != 1:
        count = "没有下一步" if not targets else f"有 {len(targets)} 个去向"
        raise _Misfit(
            f"不能删除“{dropped.name}”（{dropped.id}）：它{count}，删除后说不清前面的环节通向哪里",
            "branching",
        )
    (successor,) = targets
    del steps[position]
    _redirect(steps, dropped.id, successor)


def _add_exit(steps: list[FlowStep], change: AddExit) -> None:
    position = _position(steps, change.step)
    step = steps[position]
    if step.kind is not StepKind.DECISION:
        raise _Misfit(
            f"“{step.name}”（{step.id}）不是判断环节，不能增加去向；先把它的类别改为“判断”",
            "no-decision",
        )
    steps[position] = replace(step, exits=(*step.exits, (change.to, change.when)))


def _redirect(steps: list[FlowStep], old: str, new: str) -> None:
    """Let what led to one step lead to another, on the same conditions."""
    for at, step in enumerate(steps):
        if any(to == old for to, _ in step.exits):
            exits = tuple((new if to == old else to, when) for to, when in step.exits)
            steps[at] = replace(step, exits=exits)
