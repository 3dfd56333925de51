"""Lanes: a column for each actor, and rows that follow the order of the steps.

`dot` gives the rows; a step whose lane is taken in its row begins a row of its own, so that no
two nodes can meet. Where the lines find no way between them, every step gets its own row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.chart.actors import Lane, lanes_of
from generator.chart.dot import Chart
from generator.chart.layout import Placement, Rect
from generator.chart.route import Route, route
from generator.chart.text import text_width
from generator.procedure import FlowStep

TITLE_SIZE = 14
_TITLE_HEIGHT = 30
_SIDE = 30
"""Room on both sides of a lane's boxes for lines that pass."""
_ROW_GAP = 36


@dataclass(frozen=True, slots=True)
class Band:
    """A lane as drawn: its title above, lines left and right."""

    title: str
    left: float
    right: float
    top: float
    bottom: float


def in_lanes(
    chart: Chart, placement: Placement
) -> tuple[Placement, list[Route] | None, tuple[Band, ...]]:
    """Place the steps in lanes; the routes are None when some line found no way even so."""
    lanes = lanes_of(chart.procedure)
    lane_of = {step.id: at for at, lane in enumerate(lanes) for step in lane.steps}
    bands = _bands(chart, lanes)
    steps = sorted(
        chart.procedure.steps, key=lambda step: (placement.rects[step.id].y, step.number)
    )
    alone = [[step] for step in steps]
    placed, routes = placement, None
    for rows in (_rows(steps, placement, lane_of), alone):
        placed = Placement(_rects(chart, rows, bands, lane_of), {})
        routes = route(chart.procedure.edges, placed.rects)
        if routes is not None:
            break
    return placed, routes, bands


def _bands(chart: Chart, lanes: Sequence[Lane]) -> tuple[Band, ...]:
    bands, left = [], 0.0
    for lane in lanes:
        widest = max(chart.boxes[step.id].width for step in lane.steps)
        width = max(widest, text_width(lane.title, TITLE_SIZE)) + 2 * _SIDE
        bands.append(Band(lane.title, left, left + width, 0.0, 0.0))
        left += width
    return tuple(bands)


def _rows(
    steps: Sequence[FlowStep], placement: Placement, lane_of: dict[str, int]
) -> list[list[FlowStep]]:
    rows: list[list[FlowStep]] = []
    height = None
    for step in steps:
        y = placement.rects[step.id].y
        taken = {lane_of[other.id] for other in rows[-1]} if rows else set()
        if height is None or abs(y - height) > 1 or lane_of[step.id] in taken:
            rows.append([])
        rows[-1].append(step)
        height = y
    return rows


def _rects(
    chart: Chart,
    rows: Sequence[Sequence[FlowStep]],
    bands: Sequence[Band],
    lane_of: dict[str, int],
) -> dict[str, Rect]:
    rects, top = {}, float(_TITLE_HEIGHT + _ROW_GAP / 2)
    for row in rows:
        tallest = max(chart.boxes[step.id].height for step in row)
        for step in row:
            box, band = chart.boxes[step.id], bands[lane_of[step.id]]
            x = (band.left + band.right) / 2
            rects[step.id] = Rect(x, top + tallest / 2, box.width, box.height)
        top += tallest + _ROW_GAP
    return rects
