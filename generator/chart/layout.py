"""Where the boxes stand: Graphviz gives the rows, and columns are squared up.

`dot` orders steps into rows and keeps the spine straight, but sets what stands beside it now
nearer, now farther. Side steps are moved into at most two columns each side of the spine, the
nearest that is free at their height. A graph without a straight spine keeps what dot gave.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.chart.dot import POINTS, RANK_GAP, Chart

Point = tuple[float, float]

_CLEARANCE = 20
_NODE = re.compile(r'^node "?([a-z0-9-]+)"? (\S+) (\S+) (\S+) (\S+) ', re.MULTILINE)
_EDGE = re.compile(r'^edge "?([a-z0-9-]+)"? "?([a-z0-9-]+)"? \d+ ([-0-9. e]+) ', re.MULTILINE)
_HEIGHT = re.compile(r"^graph \S+ \S+ (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rect:
    """A box in the plane; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Placement:
    """Boxes by step, and the curves dot drew between them (x and y of control points)."""

    rects: dict[str, Rect]
    curves: dict[tuple[str, str], tuple[Point, ...]]


def read_plain(chart: Chart, plain: str) -> Placement:
    """Read the output of `dot -Tplain` for a chart.

    Raises:
        ValueError: The text is not the layout of this chart.
    """
    head = _HEIGHT.search(plain)
    if head is None:
        raise ValueError("not a plain layout")
    height = float(head[1]) * POINTS
    rects = {}
    for id_, x, y, *_ in _NODE.findall(plain):
        box = chart.boxes[id_]
        rects[id_] = Rect(
            round(float(x) * POINTS), round(height - float(y) * POINTS), box.width, box.height
        )
    if rects.keys() != chart.boxes.keys():
        raise ValueError("the layout is of another graph")
    curves = {}
    for tail, head_id, numbers in _EDGE.findall(plain):
        flat = [float(number) * POINTS for number in numbers.split()]
        curves[tail, head_id] = tuple(
            (round(x, 1), round(height - y, 1)) for x, y in zip(flat[::2], flat[1::2], strict=True)
        )
    return Placement(rects, curves)


def square_up(chart: Chart, placement: Placement) -> Placement | None:
    """Move the steps beside a straight spine into columns; None when there is no such spine."""
    if chart.stacked:
        return _stacked(chart, placement)
    rects = dict(placement.rects)
    axis = rects[chart.spine[0]].x
    if any(abs(rects[id_].x - axis) > 1 for id_ in chart.spine):
        return None
    middle = max(rects[id_].width for id_ in chart.spine)
    for id_ in chart.spine:
        rect = rects[id_]
        rects[id_] = Rect(axis, rect.y, rect.width, rect.height)
    sides = _preferred_sides(chart)
    parents = {to: step.id for step in reversed(chart.procedure.steps) for to, _ in step.exits}
    taken: dict[float, list[Rect]] = {}
    for id_ in sorted(sides, key=lambda id_: rects[id_].y):
        rect, parent = rects[id_], rects[parents.get(id_, chart.spine[0])]
        for offset in _offsets(middle, rect.width, chart.gap, sides[id_]):
            moved = Rect(axis + offset, rect.y, rect.width, rect.height)
            beside = taken.get(offset, ())
            in_the_way = parent.x == axis and any(o.top < parent.y < o.bottom for o in beside)
            if not in_the_way and all(_apart(moved, other) for other in beside):
                break
        taken.setdefault(offset, []).append(moved)
        rects[id_] = moved
    return Placement(rects, {})


def _stacked(chart: Chart, placement: Placement) -> Placement:
    """One step of the spine and one on each side of it in a row, as many rows as it takes."""
    sides = _preferred_sides(chart)
    middle = max(chart.boxes[id_].width for id_ in chart.spine)
    rows: list[tuple[float, dict[int, str]]] = []
    for step in sorted(chart.procedure.steps, key=lambda s: (placement.rects[s.id].y, s.number)):
        y, side = placement.rects[step.id].y, sides.get(step.id, 0)
        free = [at for at in (side, -side) if rows and at not in rows[-1][1]]
        if not free or abs(rows[-1][0] - y) > 1:
            rows.append((y, {}))
            free = [side]
        rows[-1][1][free[0]] = step.id
    rects, top = {}, 0.0
    for _, row in rows:
        tallest = max(chart.boxes[id_].height for id_ in row.values())
        for side, id_ in row.items():
            box = chart.boxes[id_]
            x = side * (middle / 2 + chart.gap + box.width / 2)
            width = box.width if side else middle
            rects[id_] = Rect(x, top + tallest / 2, width, box.height)
        top += tallest + RANK_GAP
    return Placement(rects, {})


def _offsets(middle: float, width: float, gap: float, side: int) -> Iterator[float]:
    near = middle / 2 + gap + width / 2
    yield from (side * near, -side * near)
    step = 0.0
    while True:
        step += width + gap
        yield side * (near + step)


def _apart(first: Rect, second: Rect) -> bool:
    return first.top - _CLEARANCE >= second.bottom or second.top - _CLEARANCE >= first.bottom


def _preferred_sides(chart: Chart) -> dict[str, int]:
    """Right (1) for a second way out and what follows from it, left (-1) for a third."""
    on_spine = frozenset(chart.spine)
    sides: dict[str, int] = {}
    for step in chart.procedure.steps:
        beside = [to for to, _ in step.exits if to not in on_spine]
        for order, to in enumerate(beside):
            inherited = sides.get(step.id)
            sides.setdefault(to, inherited or (1 if order % 2 == 0 else -1))
    for step in chart.procedure.steps:
        if step.id not in on_spine:
            sides.setdefault(step.id, 1)
    return sides
