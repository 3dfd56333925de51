"""A power's procedure spelled out: template, adjustments and defaults become one list of steps.

The chart, the step table and the arithmetic of limits all read the `Procedure` made here, so
that they cannot disagree. Expansion refuses only what it cannot carry out (an adjustment that
names a step which does not exist); whether the result is a sound procedure is told by `faults`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.procedure import (
    PROMISED,
    STATUTORY,
    Change,
    ChangeStep,
    DropStep,
    InsertStep,
    ProcedureRef,
    Risk,
    Step,
    StepFields,
    Template,
)
from generator.model.vocab import Actor, LimitUnit, StepKind, YesNo

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
        edges: All exits of all steps, in that order; the head may not exist (see `faults`).
        template: Name of the template; None for a procedure of the power's own.
        title: Title of the chart; empty for a procedure of the power's own.
        law: Title of the law the template follows; None for a procedure of the power's own.
    """

    steps: tuple[FlowStep, ...]
    edges: tuple[Edge, ...]
    template: str | None = None
    title: str = ""
    law: str | None = None


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
        message: What is wrong, in Chinese, quoting the ids written.
        index: Position of the adjustment in 调整; None when the template itself is at fault.
        kind: `template`, `missing`, `duplicate`, `after-end` or `branching`.
    """

    def __init__(self, message: str, index: int | None, kind: str) -> None:
        super().__init__(message)
        self.message = message
        self.index = index
        self.kind = kind


_CACHE_SIZE = 256
_expanded: dict[int, tuple[Template, Procedure]] = {}


def expand(ref: ProcedureRef, templates: Mapping[str, Template]) -> Procedure:
    """Spell out the procedure a power refers to.

    Adjustments are carried out in the order written. A dangling 下一步 is kept as it stands.

    Args:
        ref: The power's 流程.
        templates: All templates by name.

    Raises:
        ProcedureError: The template or a step that an adjustment names does not exist, a step to
            insert has an id in use, or a step to drop leads to several others.
    """
    if ref.template is None:
        return _procedure(_resolved(ref.steps))
    template = templates.get(ref.template)
    if template is None:
        raise ProcedureError(f"没有名叫“{ref.template}”的流程模板", None, "template")
    if not ref.changes:
        return expand_template(template)
    steps = list(expand_template(template).steps)
    for index, change in enumerate(ref.changes):
        _adjust(steps, change, index)
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
    return Procedure(numbered, edges, template.name, template.title, template.law)


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
    )


def _adjust(steps: list[FlowStep], change: Change, index: int) -> None:
    if isinstance(change, ChangeStep):
        _change(steps, change, index)
    elif isinstance(change, InsertStep):
        _insert(steps, change, index)
    else:
        _drop(steps, change, index)


def _position(steps: list[FlowStep], id_: str, index: int) -> int:
    for position, step in enumerate(steps):
        if step.id == id_:
            return position
    known = "、".join(step.id for step in steps)
    raise ProcedureError(
        f"第 {index + 1} 处调整提到的环节“{id_}”不存在，可用的编号有：{known}", index, "missing"
    )


def _change(steps: list[FlowStep], change: ChangeStep, index: int) -> None:
    position = _position(steps, change.step, index)
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
    )
    if fields.limit is not None:
        limit, source = _limit(fields)
        changed = replace(changed, limit=limit, limit_source=source)
    if fields.next is not None:
        changed = replace(changed, exits=tuple((exit_.to, exit_.when) for exit_ in fields.next))
    elif changed.kind is StepKind.END:
        changed = replace(changed, exits=())
    steps[position] = changed


def _insert(steps: list[FlowStep], change: InsertStep, index: int) -> None:
    position = _position(steps, change.after, index)
    before, new = steps[position], change.step
    if any(step.id == new.id for step in steps):
        raise ProcedureError(
            f"第 {index + 1} 处调整要插入的环节“{new.id}”与已有环节编号相同", index, "duplicate"
        )
    if before.kind is StepKind.END:
        raise ProcedureError(
            f"第 {index + 1} 处调整不能插在“{before.name}”之后，它是结束环节", index, "after-end"
        )
    if new.next is not None:
        exits = tuple((exit_.to, exit_.when) for exit_ in new.next)
    else:
        exits = () if new.kind is StepKind.END else before.exits
    steps[position] = replace(before, exits=((new.id, None),))
    steps.insert(position + 1, _flow_step(new, 0, exits))


def _drop(steps: list[FlowStep], change: DropStep, index: int) -> None:
    position = _position(steps, change.step, index)
    dropped = steps[position]
    targets = {to for to, _ in dropped.exits} - {dropped.id}
    if len(targets) != 1:
        count = "没有下一步" if not targets else f"有 {len(targets)} 个去向"
        raise ProcedureError(
            f"第 {index + 1} 处调整不能删除“{dropped.name}”：它{count}，"
            "删除后说不清前面的环节通向哪里",
            index,
            "branching",
        )
    (successor,) = targets
    del steps[position]
    for at, step in enumerate(steps):
        if any(to == dropped.id for to, _ in step.exits):
            exits = tuple((successor if to == dropped.id else to, when) for to, when in step.exits)
            steps[at] = replace(step, exits=exits)


class FaultKind(StrEnum):
    """What can be wrong with the graph of a procedure."""

    DUPLICATE_ID = "duplicate-id"
    NO_START = "no-start"
    NO_END = "no-end"
    DANGLING = "dangling"
    UNREACHABLE = "unreachable"
    NO_WAY_OUT = "no-way-out"
    FEW_EXITS = "few-exits"
    NO_CONDITION = "no-condition"
    DUPLICATE_CONDITION = "duplicate-condition"


class Fault(NamedTuple):
    """One fault: its kind, the step concerned ('' for the whole), and the word at fault."""

    kind: FaultKind
    step: str
    detail: str = ""


def faults(procedure: Procedure) -> list[Fault]:
    """Find what would make the chart lie or not draw; an empty list means a sound procedure.

    Loops are allowed (补正), as long as an end can be reached from every step in them.
    """
    steps = procedure.steps
    ids = [step.id for step in steps]
    known = set(ids)
    found = [Fault(FaultKind.DUPLICATE_ID, id_) for id_ in sorted(known) if ids.count(id_) > 1]
    starts = [step.id for step in steps if step.kind is StepKind.START]
    ends = [step.id for step in steps if step.kind is StepKind.END]
    if not starts:
        found.append(Fault(FaultKind.NO_START, ""))
    if not ends:
        found.append(Fault(FaultKind.NO_END, ""))
    for step in steps:
        found += [Fault(FaultKind.DANGLING, step.id, to) for to, _ in step.exits if to not in known]
        if step.kind is StepKind.DECISION:
            found += _decision_faults(step)
    forward: dict[str, list[str]] = {id_: [] for id_ in ids}
    backward: dict[str, list[str]] = {id_: [] for id_ in ids}
    for edge in procedure.edges:
        if edge.head in known:
            forward[edge.tail].append(edge.head)
            backward[edge.head].append(edge.tail)
    reached = _reach(starts or ids[:1], forward.__getitem__)
    found += [Fault(FaultKind.UNREACHABLE, id_) for id_ in ids if id_ not in reached]
    if ends:
        leading_out = _reach(ends, backward.__getitem__)
        found += [Fault(FaultKind.NO_WAY_OUT, id_) for id_ in ids if id_ not in leading_out]
    return found


def _decision_faults(step: FlowStep) -> list[Fault]:
    found = []
    if len(step.exits) < 2:
        found.append(Fault(FaultKind.FEW_EXITS, step.id))
    found += [Fault(FaultKind.NO_CONDITION, step.id, to) for to, when in step.exits if not when]
    labels = sorted(when for _, when in step.exits if when)
    repeated = {first for first, second in pairwise(labels) if first == second}
    found += [Fault(FaultKind.DUPLICATE_CONDITION, step.id, label) for label in sorted(repeated)]
    return found


def _reach(seeds: Iterable[str], neighbours: Callable[[str], list[str]]) -> set[str]:
    seen = set(seeds)
    waiting = list(seen)
    while waiting:
        for other in neighbours(waiting.pop()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
