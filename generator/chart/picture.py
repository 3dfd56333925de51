"""A laid-out chart: boxes, ways and labels in one coordinate system, from the top left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.chart.box import NOTE_SIZE
from generator.chart.dot import Chart
from generator.chart.layout import Placement, Point, Rect, read_plain, square_up
from generator.chart.route import Route, Segment, route
from generator.chart.text import text_width
from generator.procedure import Edge

WIDEST = 350
"""A phone of 390 px less the page's margins: no chart may be wider."""
_MARGIN = 2
_LABEL_HEIGHT = 14


@dataclass(frozen=True, slots=True)
class Label:
    """A condition beside its edge: the middle of its baseline."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Way:
    """One edge as drawn: corners of a square line, or control points of a curve."""

    edge: Edge
    points: tuple[Point, ...]
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the writer needs, in pixels from the top left corner."""

    width: float
    height: float
    rects: dict[str, Rect]
    ways: tuple[Way, ...]
    labels: tuple[Label, ...]


def arrange(chart: Chart, plain: str) -> Picture:
    """Turn dot's layout of a chart into a picture.

    Where the steps have a straight spine and every edge finds a clear way, columns are squared
    up and lines are straight; otherwise the picture is dot's own, curves and all.
    """
    placement = read_plain(chart, plain)
    edges = chart.procedure.edges
    squared = square_up(chart, placement)
    routes = route(edges, squared.rects) if squared else None
    if squared is None or routes is None:
        ways = tuple(Way(edge, placement.curves[edge.tail, edge.head], True) for edge in edges)
        labels = tuple(_on_curve(way) for way in ways if way.edge.label)
        return _framed(placement, ways, labels)
    ways = tuple(Way(found.edge, found.points) for found in routes)
    return _framed(squared, ways, _labels(routes, squared.rects))


def _on_curve(way: Way) -> Label:
    x, y = way.points[len(way.points) // 2]
    return Label(way.edge.label or "", x, y)


def _labels(routes: Sequence[Route], rects: dict[str, Rect]) -> tuple[Label, ...]:
    """Put every condition where it starts, clear of boxes, of other lines and of other labels."""
    segments = [segment for found in routes for segment in found.segments]
    taken = list(rects.values())
    labels = []
    for found in routes:
        text = found.edge.label
        if not text:
            continue
        width = text_width(text, NOTE_SIZE)
        places = list(_places(found.points, width))
        spot = min(places, key=lambda place: _collisions(place, taken, segments))
        taken.append(spot)
        labels.append(Label(text, spot.x, spot.y + 4))
    return tuple(labels)


def _places(points: tuple[Point, ...], width: float) -> Iterator[Rect]:
    """Places for a label, best first: beside the start of the line, then along it."""
    for (x1, y1), (x2, y2) in pairwise(points):
        if y1 == y2:
            middle = x1 + (width / 2 + 4) * (1 if x2 > x1 else -1)
            centre = (x1 + x2) / 2
            for x in (middle, centre):
                yield Rect(x, y1 - _LABEL_HEIGHT / 2 - 3, width, _LABEL_HEIGHT)
                yield Rect(x, y1 + _LABEL_HEIGHT / 2 + 3, width, _LABEL_HEIGHT)
        else:
            start = y1 + (_LABEL_HEIGHT / 2 + 3) * (1 if y2 > y1 else -1)
            for y in (start, (y1 + y2) / 2):
                yield Rect(x1 + width / 2 + 5, y, width, _LABEL_HEIGHT)
                yield Rect(x1 - width / 2 - 5, y, width, _LABEL_HEIGHT)


def _collisions(place: Rect, taken: Sequence[Rect], segments: Sequence[Segment]) -> int:
    hits = sum(
        10
        for other in taken
        if abs(place.x - other.x) * 2 < place.width + other.width
        and abs(place.y - other.y) * 2 < place.height + other.height
    )
    for x1, y1, x2, y2 in segments:
        if (
            min(x1, x2) < place.right
            and max(x1, x2) > place.left
            and min(y1, y2) < place.bottom - 1
            and max(y1, y2) > place.top + 1
        ):
            hits += 1
    return hits


def _framed(placement: Placement, ways: tuple[Way, ...], labels: tuple[Label, ...]) -> Picture:
    """Move everything so that it just fits a frame that begins at 0, 0."""
    rects = placement.rects
    xs = [x for way in ways for x, _ in way.points]
    ys = [y for way in ways for _, y in way.points]
    halves = [text_width(label.text, NOTE_SIZE) / 2 for label in labels]
    left = min(
        *(rect.left for rect in rects.values()),
        *xs,
        *(label.x - half for label, half in zip(labels, halves, strict=True)),
    )
    right = max(
        *(rect.right for rect in rects.values()),
        *xs,
        *(label.x + half for label, half in zip(labels, halves, strict=True)),
    )
    top = min(*(rect.top for rect in rects.values()), *ys)
    bottom = max(*(rect.bottom for rect in rects.values()), *ys)
    dx, dy = _MARGIN - left, _MARGIN - top
    return Picture(
        round(right - left + 2 * _MARGIN, 1),
        round(bottom - top + 2 * _MARGIN, 1),
        {id_: Rect(r.x + dx, r.y + dy, r.width, r.height) for id_, r in rects.items()},
        tuple(
            Way(way.edge, tuple((x + dx, y + dy) for x, y in way.points), way.curved)
            for way in ways
        ),
        tuple(Label(label.text, label.x + dx, label.y + dy) for label in labels),
    )
