"""A procedure as a DOT graph of empty boxes, for Graphviz to place.

Only this module imports `graphviz`; it builds and quotes the text. The way from the first step
along every first exit is the spine: one straight column, which Graphviz is made to keep by a
common `group` and heavy edges. Everything else stands beside it.
"""

from dataclasses import dataclass
from itertools import pairwise

import graphviz

from generator.chart.actors import lanes_of
from generator.chart.box import Box, column
from generator.chart.words import LABEL_HEIGHT, Wanted, condition, words_of
from generator.procedure import FlowStep, Procedure

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
NARROWEST = Measure(spine=112, side=88, gap=13)
"""For charts that are too wide even so, because lines pass outside: rows are stacked as well."""
ROOMY = Measure(spine=240, side=220, gap=30)
"""For the internal view and for comparing, read on a desk or on paper: boxes say more."""
LANES_WIDTH, LANE_SIDES, IN_LANE = 980, 58, 200
"""Lanes together, a lane's margins, the widest box: five lanes fit A4 and a screen of 1,280 px."""
RANK_GAP = 24
"""Between rows: room for an arrow head and a label of 12 px."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A procedure measured and written as DOT.

    Attributes:
        wanted: What is drawn, for whom and how.
        spine: Ids of the steps of the middle column, from the top.
        boxes: Text and size of every node.
        gap: Distance between columns.
        dot: The graph; equal layouts give equal text.
        stacked: Whether no row may hold more than one step in each of three columns.
    """

    wanted: Wanted
    spine: tuple[str, ...]
    boxes: dict[str, Box]
    gap: int
    dot: str
    stacked: bool = False

    @property
    def procedure(self) -> Procedure:
        """The procedure drawn."""
        return self.wanted.procedure


def draw(wanted: Wanted, *, narrowing: int = 0) -> Chart:
    """Measure a procedure and write it as DOT.

    Args:
        wanted: What is to be drawn.
        narrowing: 1 for narrow columns even if the graph does not ask for them, 2 for the
            narrowest with stacked rows.
    """
    procedure = wanted.procedure
    spine = _spine(procedure)
    if wanted.lanes:
        boxes, gap = _in_lanes(wanted), WIDE.gap
    else:
        measure = ROOMY if wanted.wide else WIDE
        if narrowing > 1:
            measure = NARROWEST
        elif not wanted.wide and (narrowing or _branches_both_ways(procedure, spine)):
            measure = NARROW
        boxes, gap = _in_columns(wanted, spine, measure), measure.gap
    deepest = max((len(condition(edge, wanted)) for edge in procedure.edges), default=0)
    between = RANK_GAP + LABEL_HEIGHT * max(0, deepest - 1)
    dot = _graph(procedure, spine, boxes, (gap, between))
    return Chart(wanted, spine, boxes, gap, dot, stacked=narrowing > 1)


def _in_columns(wanted: Wanted, spine: tuple[str, ...], measure: Measure) -> dict[str, Box]:
    def fitted(steps: list[FlowStep], widest: int) -> dict[str, Box]:
        return column(((s.id, s.kind, words_of(s, wanted)) for s in steps), widest)

    on_spine = frozenset(spine)
    middle = [step for step in wanted.procedure.steps if step.id in on_spine]
    beside = [step for step in wanted.procedure.steps if step.id not in on_spine]
    return fitted(middle, measure.spine) | fitted(beside, measure.side)


def _in_lanes(wanted: Wanted) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    lanes = lanes_of(wanted.procedure)
    widest = min(LANES_WIDTH // len(lanes) - LANE_SIDES, IN_LANE)
    for lane in lanes:
        texts = (
            (step.id, step.kind, words_of(step, wanted, name_actor=not lane.names_actor))
            for step in lane.steps
        )
        boxes |= column(texts, widest)
    return boxes


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


def _graph(
    procedure: Procedure, spine: tuple[str, ...], boxes: dict[str, Box], gaps: tuple[int, int]
) -> str:
    graph = graphviz.Digraph(
        graph_attr={"nodesep": _inches(gaps[0]), "ranksep": _inches(gaps[1])},
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
