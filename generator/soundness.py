"""What is wrong with the graph of a procedure: a chart drawn from it would lie, or not draw."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from generator.model.vocab import StepKind
from generator.procedure import FlowStep, Procedure


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
    reached = reach(starts or ids[:1], forward.__getitem__)
    found += [Fault(FaultKind.UNREACHABLE, id_) for id_ in ids if id_ not in reached]
    if ends:
        leading_out = reach(ends, backward.__getitem__)
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


def reach(seeds: Iterable[str], neighbours: Callable[[str], list[str]]) -> set[str]:
    """The seeds and what can be reached from them."""
    seen = set(seeds)
    waiting = list(seen)
    while waiting:
        for other in neighbours(waiting.pop()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
