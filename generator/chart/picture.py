"""A laid-out chart: boxes, ways and labels in one coordinate system, from the top left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.chart.box import NOTE_LEADING, NOTE_SIZE, PADDING
from generator.chart.dot import Chart
from generator.chart.lanes import Band, in_lanes
from generator.chart.layout import Placement, Point, Rect, read_plain, square_up
from generator.chart.route import Route, Segment, route
from generator.chart.text import longest_line, wrap
from generator.chart.words import LABEL_HEIGHT, condition, head_lines
from generator.procedure import Edge

WIDEST = 350
"""A phone of 390 px less the page's margins: no chart may be wider."""
_MARGIN = 2
_HEAD_GAP, _FOOT_GAP = 8, 16
_FOOT_LEAST = 240
"""A foot of one long line needs no wider picture than this; it is broken instead."""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text: the middle of the first baseline."""

    lines: tuple[str, ...]
    x: float
    y: float

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Way:
    """One edge as drawn: corners of a square line, or control points of a curve."""

    edge: Edge
    points: tuple[Point, ...]
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """The dashed box below the steps."""

    rect: Rect
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the writer needs, in pixels from the top left corner."""

    width: float
    height: float
    rects: dict[str, Rect]
    ways: tuple[Way, ...]
    labels: tuple[Label, ...]
    head: tuple[Label, ...] = ()
    foot: Foot | None = None
    bands: tuple[Band, ...] = ()


def arrange(chart: Chart, plain: str) -> Picture:
    """Turn dot's layout of a chart into a picture.

    Where the steps have a straight spine and every edge finds a clear way, columns are squared
    up and lines are straight; otherwise the picture is dot's own, curves and all.
    """
    placement = read_plain(chart, plain)
    edges = chart.procedure.edges
    if chart.wanted.lanes:
        placed, routes, bands = in_lanes(chart, placement)
        if routes is not None:
            ways = tuple(Way(found.edge, found.points) for found in routes)
            return _framed(chart, placed, ways, _labels(chart, routes, placed.rects), bands)
    squared = square_up(chart, placement)
    routes = route(edges, squared.rects) if squared else None
    if squared is None or routes is None:
        ways = tuple(Way(edge, placement.curves[edge.tail, edge.head], True) for edge in edges)
        labels = tuple(_on_curve(chart, way) for way in ways if condition(way.edge, chart.wanted))
        return _framed(chart, placement, ways, labels)
    ways = tuple(Way(found.edge, found.points) for found in routes)
    return _framed(chart, squared, ways, _labels(chart, routes, squared.rects))


def _on_curve(chart: Chart, way: Way) -> Label:
    x, y = way.points[len(way.points) // 2]
    return Label(condition(way.edge, chart.wanted), x, y)


def _labels(chart: Chart, routes: Sequence[Route], rects: dict[str, Rect]) -> tuple[Label, ...]:
    """Put every condition where it starts, clear of boxes, of other lines and of other labels."""
    segments = [segment for found in routes for segment in found.segments]
    taken = list(rects.values())
    labels = []
    for found in routes:
        lines = condition(found.edge, chart.wanted)
        if not lines:
            continue
        deep = len(lines) * LABEL_HEIGHT
        places = list(_places(found.points, longest_line(lines, NOTE_SIZE), deep))
        spot = min(places, key=lambda place: _collisions(place, taken, segments))
        taken.append(spot)
        labels.append(Label(lines, spot.x, spot.top + LABEL_HEIGHT / 2 + 4))
    return tuple(labels)


def _places(points: tuple[Point, ...], width: float, height: float) -> Iterator[Rect]:
    """Places for a label, best first: beside the start of the line, then along it."""
    for (x1, y1), (x2, y2) in pairwise(points):
        if y1 == y2:
            middle = x1 + (width / 2 + 4) * (1 if x2 > x1 else -1)
            centre = (x1 + x2) / 2
            for x in (middle, centre):
                yield Rect(x, y1 - height / 2 - 3, width, height)
                yield Rect(x, y1 + height / 2 + 3, width, height)
        else:
            start = y1 + (height / 2 + 3) * (1 if y2 > y1 else -1)
            for y in (start, (y1 + y2) / 2):
                yield Rect(x1 + width / 2 + 5, y, width, height)
                yield Rect(x1 - width / 2 - 5, y, width, height)


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


def _framed(
    chart: Chart,
    placement: Placement,
    ways: tuple[Way, ...],
    labels: tuple[Label, ...],
    bands: tuple[Band, ...] = (),
) -> Picture:
    """Move everything so that it just fits a frame that begins at 0, 0, with head and foot."""
    rects = placement.rects
    xs = [x for way in ways for x, _ in way.points]
    ys = [y for way in ways for _, y in way.points]
    halves = [longest_line(label.lines, NOTE_SIZE) / 2 for label in labels]
    left = min(
        *(rect.left for rect in rects.values()),
        *xs,
        *(label.x - half for label, half in zip(labels, halves, strict=True)),
        *(band.left for band in bands),
    )
    right = max(
        *(rect.right for rect in rects.values()),
        *xs,
        *(label.x + half for label, half in zip(labels, halves, strict=True)),
        *(band.right for band in bands),
    )
    top = min(*(rect.top for rect in rects.values()), *ys, *(band.top for band in bands))
    bottom = max(*(rect.bottom for rect in rects.values()), *ys) + (PADDING if bands else 0)
    wanted, drawn = chart.wanted, right - left
    heads = tuple(
        line
        for text in head_lines(wanted)
        for line in wrap(text, max(drawn, _FOOT_LEAST), NOTE_SIZE)
    )
    feet = wrap(wanted.remedy, max(drawn, _FOOT_LEAST) - 2 * PADDING, NOTE_SIZE)
    feet = feet if wanted.remedy else ()
    foot_width = longest_line(feet, NOTE_SIZE) + 2 * PADDING if feet else 0.0
    width = -2 * (-max(drawn, longest_line(heads, NOTE_SIZE), foot_width) // 2) + 2 * _MARGIN
    above = len(heads) * NOTE_LEADING + _HEAD_GAP if heads else 0
    # Whole numbers stay whole.
    dx, dy = round((width - drawn) / 2 - left), round(_MARGIN + above - top)
    height = bottom + dy + _MARGIN
    foot = None
    if feet:
        deep = len(feet) * NOTE_LEADING + PADDING
        foot = Foot(Rect(width / 2, height + _FOOT_GAP + deep / 2, width - 2 * _MARGIN, deep), feet)
        height += _FOOT_GAP + deep + _MARGIN
    return Picture(
        width,
        round(height),
        {id_: Rect(r.x + dx, r.y + dy, r.width, r.height) for id_, r in rects.items()},
        tuple(
            Way(way.edge, tuple((x + dx, y + dy) for x, y in way.points), way.curved)
            for way in ways
        ),
        tuple(Label(label.lines, label.x + dx, label.y + dy) for label in labels),
        tuple(
            Label((line,), width / 2, _MARGIN + 12 + at * NOTE_LEADING)
            for at, line in enumerate(heads)
        ),
        foot,
        tuple(
            Band(band.title, band.left + dx, band.right + dx, band.top + dy, bottom + dy)
            for band in bands
        ),
    )
