"""Charts: a procedure measured and written as DOT, placed by Graphviz, drawn as SVG.

Three stages, so that many charts share one `dot` process: `draw` measures, the caller's layout
function (`generator.render.render`) places, `svg` writes. `lay_out` does the middle part for
many charts at once.
"""

from collections.abc import Callable, Mapping

from generator.chart.dot import Chart, draw
from generator.chart.overlay import overlay
from generator.chart.picture import WIDEST, Picture, arrange
from generator.chart.svg import svg
from generator.chart.words import Mark, Marks, View, Wanted, remedy_words
from generator.render import DotFailed

__all__ = [
    "WIDEST",
    "Chart",
    "Mark",
    "Marks",
    "Picture",
    "View",
    "Wanted",
    "arrange",
    "draw",
    "lay_out",
    "overlay",
    "remedy_words",
    "svg",
]

Layout = Callable[[Mapping[str, str]], Mapping[str, str]]
"""What places graphs: DOT text by name in, dot's plain output by the same names out."""


def lay_out(charts: Mapping[str, Chart], layout: Layout) -> dict[str, tuple[Chart, Picture]]:
    """Place many charts; one too wide for a phone is drawn again with narrow columns.

    Args:
        charts: Drawn charts by name.
        layout: Places DOT graphs; called once, and twice more for what came out too wide.

    Returns:
        For each name the chart to write (narrow ones replaced) and its picture.

    Raises:
        DotFailed: A layout is not that of its chart.
    """
    done = _arranged(charts, layout)
    for narrowing in (1, 2):
        too_wide = {
            name: draw(chart.wanted, narrowing=narrowing)
            for name, (chart, picture) in done.items()
            if picture.width > WIDEST and not chart.wanted.wide
        }
        if too_wide:
            done |= _arranged(too_wide, layout)
    return done


def _arranged(charts: Mapping[str, Chart], layout: Layout) -> dict[str, tuple[Chart, Picture]]:
    plains = layout({name: chart.dot for name, chart in charts.items()})
    done = {}
    for name, chart in charts.items():
        try:
            done[name] = chart, arrange(chart, plains[name])
        except (ValueError, KeyError) as error:
            # A picture that lacks a step must stop the build, never be published.
            raise DotFailed(name, f"排版结果不完整（{error}）") from error
    return done
