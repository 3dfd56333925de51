"""A picture as SVG: shapes and text only, all colour and weight left to docs/assets/css/chart.css.

Shapes tell the kinds of step apart without colour (domain brief §3.2, ISO 5807): rounded for
beginning and end, box for work, pointed for a decision, wavy for a document, doubled for a
special step, slanted for a notice. Every step links to its row in the table of steps.
"""

from collections.abc import Iterator
from html import escape

from generator.chart.box import (
    NAME_LEADING,
    NOTE_LEADING,
    PADDING,
    TIP,
    WAVE,
    Box,
)
from generator.chart.dot import Chart
from generator.chart.lanes import Band
from generator.chart.layout import Point, Rect
from generator.chart.picture import Foot, Label, Picture, Way
from generator.chart.words import LABEL_HEIGHT, Mark
from generator.model.vocab import StepKind
from generator.procedure import FlowStep

_CORNER = 6
_ARROW = 7
_CLASSES = {
    StepKind.START: "start",
    StepKind.ACTION: "action",
    StepKind.DECISION: "decision",
    StepKind.DOCUMENT: "document",
    StepKind.SPECIAL: "special",
    StepKind.NOTICE: "notice",
    StepKind.END: "end",
}
_MARKS = {Mark.ADDED: " added", Mark.REMOVED: " removed", Mark.CHANGED: " changed"}


def svg(
    chart: Chart,
    picture: Picture,
    *,
    title: str,
    desc: str,
    prefix: str = "flow",
    page: str = "",
    style: str | None = None,
) -> str:
    """Write a picture as an SVG element to put into a page, or as a file of its own.

    In a page it is a group of links (an image could hold none), each to its step in the list
    beside it. A file of its own has no list, so it holds no links and is one image.

    Args:
        chart: What is drawn.
        picture: Where everything stands (`picture.arrange`).
        title: Accessible name of the chart.
        desc: What it shows, for those who do not see it.
        prefix: Beginning of the ids used; unique in the page.
        page: Address of the page with the steps; empty when it is the same page.
        style: The style sheet of a file of its own; None for a picture in a page, empty for one
            in a page that has no list of its steps.
    """
    key = escape(prefix, quote=True)
    in_page = style is None
    role = "group" if in_page else "img"
    # Inside a page the namespace goes without saying.
    space = "" if in_page else ' xmlns="http://www.w3.org/2000/svg"'
    marks = chart.wanted.marks
    parts = [
        f'<svg class="flow"{space} role="{role}"'
        f' aria-labelledby="{key}-t {key}-d" width="{_n(picture.width)}"'
        f' height="{_n(picture.height)}"'
        f' viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" text-anchor="middle">'
        f'<title id="{key}-t">{escape(title, quote=False)}</title>'
        f'<desc id="{key}-d">{escape(desc, quote=False)}</desc>'
    ]
    if style:
        parts.append(f"<style>{escape(style, quote=False)}</style>")
    parts += [_band(band) for band in picture.bands]
    for mark in (None, *Mark):
        ways = [way for way in picture.ways if marks.edges.get(way.edge) is mark]
        if ways:
            kind = _MARKS[mark] if mark else ""
            parts.append(f'<path class="line{kind}" d="{"".join(_line(way) for way in ways)}"/>')
    parts.append(f'<path class="head" d="{"".join(_head(way) for way in picture.ways)}"/>')
    parts += [_written("total", label) for label in picture.head]
    for step in chart.procedure.steps:
        link = f' href="{escape(page)}#step-{escape(step.id)}"' if in_page else ""
        mark = marks.steps.get(step.id)
        parts.append(
            f'<a class="{_CLASSES[step.kind]}{_MARKS[mark] if mark else ""}"{link}>'
            f"{_node(step, chart.boxes[step.id], picture.rects[step.id])}</a>"
        )
    parts += [_written("when", label) for label in picture.labels]
    if picture.foot is not None:
        parts.append(_foot(picture.foot, ' href="#remedy"' if in_page else ""))
    return "".join(parts) + "</svg>"


def _written(kind: str, label: Label) -> str:
    return f'<text class="{kind}" {_lines(label.lines, label.x, label.y, LABEL_HEIGHT)}</text>'


def _band(band: Band) -> str:
    x, height = _n((band.left + band.right) / 2), _n(band.bottom - band.top)
    return (
        f'<rect class="lane" x="{_n(band.left)}" y="{_n(band.top)}"'
        f' width="{_n(band.right - band.left)}" height="{height}"/>'
        f'<text class="actor" x="{x}" y="{_n(band.top + 20)}">'
        f"{escape(band.title, quote=False)}</text>"
    )


def _foot(foot: Foot, link: str) -> str:
    text = _lines(foot.lines, foot.rect.x, foot.rect.top + PADDING / 2 + 13, NOTE_LEADING)
    return f'<a class="remedy"{link}>{_box(foot.rect)}/><text {text}</text></a>'


def _node(step: FlowStep, box: Box, rect: Rect) -> str:
    height = rect.height - (WAVE if step.kind is StepKind.DOCUMENT else 0)
    small = len(box.badge) + len(box.notes) + len(box.alerts)
    y = rect.top + (height - len(box.names) * NAME_LEADING - small * NOTE_LEADING) / 2
    name_y = y + len(box.badge) * NOTE_LEADING + 15
    parts = [
        _shape(step.kind, rect),
        f"<text {_lines(box.names, rect.x, name_y, NAME_LEADING)}</text>",
    ]
    if box.badge:
        parts.append(
            f'<text class="badge" {_lines(box.badge, rect.x, y + 13, NOTE_LEADING)}</text>'
        )
    y = name_y - 15 + len(box.names) * NAME_LEADING + 13
    if box.notes:
        parts.append(f"<text {_lines(box.notes, rect.x, y, NOTE_LEADING)}</text>")
    if box.alerts:
        y += len(box.notes) * NOTE_LEADING
        parts.append(f'<text class="alert" {_lines(box.alerts, rect.x, y, NOTE_LEADING)}</text>')
    return "".join(parts)


def _lines(lines: tuple[str, ...], x: float, y: float, leading: int) -> str:
    first, *others = (escape(line, quote=False) for line in lines)
    rest = "".join(f'<tspan x="{_n(x)}" dy="{leading}">{line}</tspan>' for line in others)
    return f'x="{_n(x)}" y="{_n(y)}">{first}{rest}'


def _box(rect: Rect) -> str:
    return (
        f'<rect x="{_n(rect.left)}" y="{_n(rect.top)}" width="{_n(rect.width)}"'
        f' height="{_n(rect.height)}"'
    )


def _shape(kind: StepKind, rect: Rect) -> str:
    left, top, width, height = rect.left, rect.top, rect.width, rect.height
    if kind is StepKind.DECISION:
        half, flat = _n(height / 2), _n(width - 2 * TIP)
        return (
            f'<path d="M{_n(left)} {_n(rect.y)}l{TIP}-{half}h{flat}l{TIP} {half}-{TIP} {half}'
            f'h-{flat}z"/>'
        )
    if kind is StepKind.NOTICE:
        flat = _n(width - TIP)
        return f'<path d="M{_n(left + TIP)} {_n(top)}h{flat}l-{TIP} {_n(height)}h-{flat}z"/>'
    if kind is StepKind.DOCUMENT:
        side, half, quarter = _n(height - WAVE / 2), _n(width / 2), _n(width / 4)
        return (
            f'<path d="M{_n(left)} {_n(top)}h{_n(width)}v{side}'
            f'q-{quarter}-{2 * WAVE}-{half} 0t-{half} 0z"/>'
        )
    if kind is StepKind.SPECIAL:
        inner = f"m4 4h{_n(width - 8)}v{_n(height - 8)}h-{_n(width - 8)}z"
        return f'<path d="M{_n(left)} {_n(top)}h{_n(width)}v{_n(height)}h-{_n(width)}z{inner}"/>'
    if kind in {StepKind.START, StepKind.END}:
        return f'{_box(rect)} rx="20"/>'
    return f'<path d="M{_n(left)} {_n(top)}h{_n(width)}v{_n(height)}h-{_n(width)}z"/>'


def _line(way: Way) -> str:
    points = _shortened(way)
    start = f"M{_n(points[0][0])} {_n(points[0][1])}"
    if way.curved:
        return start + "C" + " ".join(f"{_n(x)} {_n(y)}" for x, y in points[1:])
    return start + "".join(_corners(points))


def _corners(points: tuple[Point, ...]) -> Iterator[str]:
    """Straight stretches joined by small round corners."""
    for at in range(1, len(points)):
        (x1, y1), (x2, y2) = points[at - 1], points[at]
        if at == len(points) - 1:
            yield f"H{_n(x2)}" if y1 == y2 else f"V{_n(y2)}"
            return
        x3, y3 = points[at + 1]
        into = min(_CORNER, abs(x2 - x1) + abs(y2 - y1), (abs(x3 - x2) + abs(y3 - y2)) / 2)
        dx1, dy1 = _sign(x2 - x1) * into, _sign(y2 - y1) * into
        dx2, dy2 = _sign(x3 - x2) * into, _sign(y3 - y2) * into
        straight = f"H{_n(x2 - dx1)}" if y1 == y2 else f"V{_n(y2 - dy1)}"
        yield f"{straight}q{_n(dx1)} {_n(dy1)} {_n(dx1 + dx2)} {_n(dy1 + dy2)}"


def _shortened(way: Way) -> tuple[Point, ...]:
    """Stop the line inside its arrow head."""
    *others, (x1, y1), (x2, y2) = way.points
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    cut = min(_ARROW - 2, length) / length
    return (*others, (x1, y1), (x2 - (x2 - x1) * cut, y2 - (y2 - y1) * cut))


def _head(way: Way) -> str:
    """An arrow head from its tip; the few directions there are look alike, which packs well."""
    (x1, y1), (x2, y2) = way.points[-2:]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    side_x, side_y = -ux * _ARROW - uy * 4, -uy * _ARROW + ux * 4
    across_x, across_y = uy * 8, -ux * 8
    return f"M{_n(x2)} {_n(y2)}l{_n(side_x)} {_n(side_y)} {_n(across_x)} {_n(across_y)}z"


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _n(number: float) -> str:
    """Write a coordinate with at most one decimal."""
    rounded = round(number, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)
