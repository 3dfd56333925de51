"""A procedure as a DOT graph of empty boxes, for Graphviz to place.

Only this module imports `graphviz`; it builds and quotes the text. The way from the first step
along every first exit is the spine: one straight column, which Graphviz is made to keep by a
common `group` and heavy edges. Everything else stands beside it.
"""

from dataclasses import dataclass
from itertools import pairwise

import graphviz

from generator.chart.box import Box, column
from generator.model.duration import Duration
from generator.procedure import FlowStep, Procedure, limit_words

POINTS = 72
"""Graphviz measures in inches of 72 points; a point is drawn as one pixel."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Widths of the columns and the gaps, in pixels."""

    spine: int
    side: int
    gap: int


WIDE = Measure(spine=152, side=124, gap=22)
NARROW = Measure(spine=120, side=100, gap=14)
"""For charts with columns on both sides of the spine: 100 + 14 + 120 + 14 + 100 fits a phone."""
RANK_GAP = 24
"""Between rows: room for an arrow head and a label of 12 px."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A procedure measured and written as DOT.

    Attributes:
        procedure: What is drawn.
        spine: Ids of the steps of the middle column, from the top.
        boxes: Text and size of every node.
        gap: Distance between columns.
        dot: The graph; equal layouts give equal text.
        promised, statutory: The power's limits, where steps refer to them.
    """

    procedure: Procedure
    spine: tuple[str, ...]
    boxes: dict[str, Box]
    gap: int
    dot: str
    statutory: Duration | None = None
    promised: Duration | None = None


def draw(
    procedure: Procedure,
    *,
    statutory: Duration | None = None,
    promised: Duration | None = None,
    narrow: bool = False,
) -> Chart:
    """Measure a procedure and write it as DOT.

    Args:
        procedure: A sound procedure (`procedure.faults` is empty).
        statutory: The power's statutory limit, shown at the steps that take it.
        promised: The power's promised limit, likewise.
        narrow: Whether to use narrow columns even if the graph does not ask for them.
    """
    spine = _spine(procedure)
    measure = NARROW if narrow or _branches_both_ways(procedure, spine) else WIDE

    def limit_of(step: FlowStep) -> str:
        return limit_words(step, statutory, promised)

    on_spine = frozenset(spine)
    middle = [step for step in procedure.steps if step.id in on_spine]
    beside = [step for step in procedure.steps if step.id not in on_spine]
    boxes = column(middle, limit_of, measure.spine) | column(beside, limit_of, measure.side)
    dot = _graph(procedure, spine, boxes, measure.gap)
    return Chart(procedure, spine, boxes, measure.gap, dot, statutory, promised)


def _spine(procedure: Procedure) -> tuple[str, ...]:
    """Follow first exits from the first step until an end or a loop."""
    first_exit = {step.id: step.exits[0][0] for step in procedure.steps if step.exits}
    spine = [procedure.steps[0].id]
    while (following := first_exit.get(spine[-1])) is not None and following not in spine:
        spine.append(following)
    return tuple(spine)


def _branches_both_ways(procedure: Procedure, spine: tuple[str, ...]) -> bool:
    """Whether some step has two neighbours beside the spine, one for each side."""
    on_spine = frozenset(spine)
    return any(len({to for to, _ in step.exits} - on_spine) > 1 for step in procedure.steps)


def _graph(procedure: Procedure, spine: tuple[str, ...], boxes: dict[str, Box], gap: int) -> str:
    graph = graphviz.Digraph(
        graph_attr={"nodesep": _inches(gap), "ranksep": _inches(RANK_GAP)},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"arrowhead": "none"},
    )
    on_spine = frozenset(spine)
    links = set(pairwise(spine))
    for step in procedure.steps:
        box = boxes[step.id]
        size = {"width": _inches(box.width), "height": _inches(box.height)}
        if step.id in on_spine:
            size["group"] = "spine"
        graph.node(step.id, **size)
    for step in procedure.steps:
        exits = [to for to, _ in step.exits]
        if len(exits) > 2:
            # The second way out goes to the right of the first, the third to its left.
            exits[:3] = exits[2], exits[0], exits[1]
        for to in exits:
            if (step.id, to) in links:
                graph.edge(step.id, to, weight="100")
            else:
                graph.edge(step.id, to)
    return str(graph.source)


def _inches(pixels: float) -> str:
    return f"{pixels / POINTS:.4f}"
