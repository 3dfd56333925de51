"""How the edges run: straight lines with square corners, clear of every box.

For each edge a few shapes are tried that people draw by hand (straight down; out at the side and
down; down and in at the side; round by a lane) and the shortest that touches no box is taken,
counting bends, crossings and shared stretches against it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.chart.layout import Point, Rect
from generator.procedure import Edge

_CLEAR = 6
_LANE = 13
_BEND, _CROSSING, _SHARED, _CLOSE = 14.0, 60.0, 900.0, 25.0
_FORK = 22.0
_INTO_TIP = 90.0
"""Against entering a decision at its side: that is where its ways out begin."""

Segment = tuple[float, float, float, float]
"""x1, y1, x2, y2 of a horizontal or vertical stretch."""


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of one edge, from its tail to its head."""

    edge: Edge
    points: tuple[Point, ...]

    @property
    def segments(self) -> list[Segment]:
        """Stretches between corners."""
        return [(*first, *second) for first, second in pairwise(self.points)]


def route(edges: Sequence[Edge], rects: dict[str, Rect]) -> list[Route] | None:
    """Find a way for every edge; None when one has no way clear of the boxes.

    The result is in the order of `edges`. Short edges are laid first, so that long ones go round.
    """
    exits = Counter(edge.tail for edge in edges)
    router = _Router(rects, frozenset(id_ for id_, count in exits.items() if count > 1))
    done: dict[int, Route] = {}
    for index in sorted(range(len(edges)), key=lambda index: router.reach(edges[index])):
        found = router.lay(edges[index])
        if found is None:
            return None
        done[index] = found
    return [done[index] for index in range(len(edges))]


class _Router:
    def __init__(self, rects: dict[str, Rect], forks: frozenset[str]) -> None:
        self.rects = rects
        self.forks = forks
        self.laid: list[tuple[Segment, Edge]] = []
        lefts = sorted({rect.left for rect in rects.values()})
        rights = sorted({rect.right for rect in rects.values()})
        lanes = {left - _LANE for left in lefts} | {right + _LANE for right in rights}
        outer = {lefts[0] - 2 * _LANE, rights[-1] + 2 * _LANE}
        self.lanes = sorted(lanes | outer)

    def reach(self, edge: Edge) -> tuple[bool, float]:
        tail, head = self.rects[edge.tail], self.rects[edge.head]
        return head.y < tail.y, abs(tail.x - head.x) + abs(tail.y - head.y)

    def lay(self, edge: Edge) -> Route | None:
        best: tuple[float, tuple[Point, ...]] | None = None
        for handicap, points in self._candidates(self.rects[edge.tail], self.rects[edge.head]):
            limit = best[0] if best else float("inf")
            cost = self._cost(points, edge, handicap, limit)
            if cost is not None:
                best = cost, points
        if best is None:
            return None
        found = Route(edge, best[1])
        self.laid += [(segment, edge) for segment in found.segments]
        return found

    def _candidates(self, tail: Rect, head: Rect) -> Iterator[tuple[float, tuple[Point, ...]]]:
        """Shapes to try, each with what is held against it."""
        below = head.top > tail.bottom
        right = head.x > tail.x
        side, facing = (tail.right, head.left) if right else (tail.left, head.right)
        if below and abs(tail.x - head.x) < 1:
            yield 0.0, ((tail.x, tail.bottom), (head.x, head.top))
        elif below:
            for y in (head.top - _LANE, tail.bottom + 8):
                corners = (tail.x, y), (head.x, y)
                yield 30.0, ((tail.x, tail.bottom), *corners, (head.x, head.top))
        if abs(head.x - tail.x) > tail.width / 2:
            yield from _beside(tail, head, side, facing)
        yield from self._by_lane(tail, head)

    def _by_lane(self, tail: Rect, head: Rect) -> Iterator[tuple[float, tuple[Point, ...]]]:
        for x in self.lanes:
            if tail.left <= x <= tail.right:
                continue
            start = tail.left if x < tail.left else tail.right
            out = (start, tail.y), (x, tail.y)
            if head is not tail and not head.left <= x <= head.right:
                end = head.left if x < head.left else head.right
                yield 20.0, (*out, (x, head.y), (end, head.y))
            y = head.top - _LANE
            yield 40.0, (*out, (x, y), (head.x, y), (head.x, head.top))

    def _cost(
        self, points: tuple[Point, ...], edge: Edge, handicap: float, limit: float
    ) -> float | None:
        """Length and faults of a way; None when it touches a box or is no better than `limit`."""
        cost = handicap + (len(points) - 2) * _BEND
        if edge.head in self.forks and points[-1][1] == self.rects[edge.head].y:
            cost += _INTO_TIP
        for x1, y1, x2, y2 in _segments(points):
            cost += abs(x1 - x2) + abs(y1 - y2)
        if cost >= limit:
            return None
        last = len(points) - 2
        for at, segment in enumerate(_segments(points)):
            for id_, rect in self.rects.items():
                own = (at == 0 and id_ == edge.tail) or (at == last and id_ == edge.head)
                if not own and _touches(segment, rect):
                    return None
            for other, laid in self.laid:
                cost += _conflict(segment, other, edge, laid)
            if cost >= limit:
                return None
        return cost


def _beside(
    tail: Rect, head: Rect, side: float, facing: float
) -> Iterator[tuple[float, tuple[Point, ...]]]:
    """Ways between boxes that stand in different columns."""
    if head.top > tail.y:
        for shift in (0.0, _FORK, -_FORK):
            x = head.x + shift
            yield abs(shift) / 4, ((side, tail.y), (x, tail.y), (x, head.top))
    if head.y > tail.bottom:
        yield 5.0, ((tail.x, tail.bottom), (tail.x, head.y), (facing, head.y))
    elif head.y < tail.top:
        for shift in (0.0, _FORK, -_FORK):
            x = tail.x + shift
            yield abs(shift) / 4, ((x, tail.top), (x, head.y), (facing, head.y))
            y = head.top - _LANE
            over = (x, tail.top), (x, y), (head.x, y), (head.x, head.top)
            yield 20.0 + abs(shift) / 4, over
    if abs(head.y - tail.y) < 1:
        yield 0.0, ((side, tail.y), (facing, head.y))
    elif abs(facing - side) > 2 * _CLEAR:
        x = (side + facing) / 2
        yield 80.0, ((side, tail.y), (x, tail.y), (x, head.y), (facing, head.y))


def _segments(points: tuple[Point, ...]) -> Iterator[Segment]:
    return ((*first, *second) for first, second in pairwise(points))


def _touches(segment: Segment, rect: Rect) -> bool:
    x1, y1, x2, y2 = segment
    return (
        max(x1, x2) > rect.left - _CLEAR
        and min(x1, x2) < rect.right + _CLEAR
        and max(y1, y2) > rect.top - _CLEAR
        and min(y1, y2) < rect.bottom + _CLEAR
    )


def _conflict(first: Segment, second: Segment, edge: Edge, laid: Edge) -> float:
    """What it costs that two stretches meet: crossing, lying on each other, running close."""
    upright, other_upright = first[0] == first[2], second[0] == second[2]
    if upright != other_upright:
        vertical, flat = (first, second) if upright else (second, first)
        left, right = sorted((flat[0], flat[2]))
        top, bottom = sorted((vertical[1], vertical[3]))
        inside = left < vertical[0] < right and top < flat[1] < bottom
        return _CROSSING if inside else 0.0
    axis, along = (0, 1) if upright else (1, 0)
    distance = abs(first[axis] - second[axis])
    if distance >= _LANE - 3:
        return 0.0
    start, end = sorted((first[along], first[along + 2]))
    other_start, other_end = sorted((second[along], second[along + 2]))
    shared = min(end, other_end) - max(start, other_start)
    if shared <= 0:
        return 0.0
    if edge.head == laid.head and distance < 1:
        return 0.0
    return _SHARED if distance < 5 else _CLOSE
