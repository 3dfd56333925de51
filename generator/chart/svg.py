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
    TIP,
    WAVE,
    Box,
)
from generator.chart.dot import Chart
from generator.chart.layout import Point, Rect
from generator.chart.picture import Picture, Way
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


def svg(chart: Chart, picture: Picture, *, title: str, desc: str, prefix: str = "flow") -> str:
    """Write a picture as an SVG element to put into a page.

    Args:
        chart: What is drawn.
        picture: Where everything stands (`picture.arrange`).
        title: Accessible name of the chart.
        desc: What it shows, for those who do not see it.
        prefix: Beginning of the ids used; unique in the page.
    """
    key = escape(prefix, quote=True)
    parts = [
        f'<svg class="flow" xmlns="http://www.w3.org/2000/svg" role="group"'
        f' aria-labelledby="{key}-t {key}-d" width="{_n(picture.width)}"'
        f' height="{_n(picture.height)}"'
        f' viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" text-anchor="middle">'
        f'<title id="{key}-t">{escape(title, quote=False)}</title>'
        f'<desc id="{key}-d">{escape(desc, quote=False)}</desc>',
        f'<path class="line" d="{"".join(_line(way) for way in picture.ways)}"/>',
        f'<path class="head" d="{"".join(_head(way) for way in picture.ways)}"/>',
    ]
    parts += [
        _node(step, chart.boxes[step.id], picture.rects[step.id]) for step in chart.procedure.steps
    ]
    parts += [
        f'<text class="when" x="{_n(label.x)}" y="{_n(label.y)}">'
        f"{escape(label.text, quote=False)}</text>"
        for label in picture.labels
    ]
    return "".join(parts) + "</svg>"


def _node(step: FlowStep, box: Box, rect: Rect) -> str:
    height = rect.height - (WAVE if step.kind is StepKind.DOCUMENT else 0)
    text = len(box.names) * NAME_LEADING + len(box.notes) * NOTE_LEADING
    top = rect.top + (height - text) / 2
    notes_top = top + len(box.names) * NAME_LEADING
    return (
        f'<a class="{_CLASSES[step.kind]}" href="#step-{escape(step.id)}">'
        f"{_shape(step.kind, rect)}"
        f"<text {_lines(box.names, rect.x, top + 15, NAME_LEADING)}</text>"
        f"<text {_lines(box.notes, rect.x, notes_top + 13, NOTE_LEADING)}</text></a>"
    )


def _lines(lines: tuple[str, ...], x: float, y: float, leading: int) -> str:
    first, *others = (escape(line, quote=False) for line in lines)
    rest = "".join(f'<tspan x="{_n(x)}" dy="{leading}">{line}</tspan>' for line in others)
    return f'x="{_n(x)}" y="{_n(y)}">{first}{rest}'


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
        inner = f"m4 4v{_n(height - 8)}h{_n(width - 8)}v-{_n(height - 8)}z"
        return f'<path d="M{_n(left)} {_n(top)}h{_n(width)}v{_n(height)}h-{_n(width)}z{inner}"/>'
    rounded = ' rx="20"' if kind in {StepKind.START, StepKind.END} else ""
    return (
        f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}"{rounded}/>'
    )


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
    (x1, y1), (x2, y2) = way.points[-2:]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    back_x, back_y = x2 - ux * _ARROW, y2 - uy * _ARROW
    corners = [(back_x - uy * 4, back_y + ux * 4), (back_x + uy * 4, back_y - ux * 4)]
    (ax, ay), (bx, by) = corners
    return f"M{_n(x2)} {_n(y2)}L{_n(ax)} {_n(ay)} {_n(bx)} {_n(by)}z"


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _n(number: float) -> str:
    """Write a coordinate with at most one decimal."""
    rounded = round(number, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)
