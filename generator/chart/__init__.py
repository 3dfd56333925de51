"""Charts: a procedure measured and written as DOT, placed by Graphviz, drawn as SVG.

Three stages, so that many charts share one `dot` process: `draw` measures, the caller's layout
function (`generator.render.render`) places, `svg` writes. `lay_out` does the middle part for
many charts at once.
"""

from collections.abc import Callable, Mapping

from generator.chart.dot import Chart, draw
from generator.chart.picture import WIDEST, Picture, arrange
from generator.chart.svg import svg

__all__ = ["WIDEST", "Chart", "Picture", "arrange", "draw", "lay_out", "svg"]

Layout = Callable[[Mapping[str, str]], Mapping[str, str]]
"""What places graphs: DOT text by name in, dot's plain output by the same names out."""


def lay_out(charts: Mapping[str, Chart], layout: Layout) -> dict[str, tuple[Chart, Picture]]:
    """Place many charts; one too wide for a phone is drawn again with narrow columns.

    Args:
        charts: Drawn charts by name.
        layout: Places DOT graphs; called once, and once more for what came out too wide.

    Returns:
        For each name the chart to write (narrow ones replaced) and its picture.
    """
    done = _arranged(charts, layout)
    too_wide = {
        name: draw(chart.procedure, statutory=chart.statutory, promised=chart.promised, narrow=True)
        for name, (chart, picture) in done.items()
        if picture.width > WIDEST
    }
    if too_wide:
        done |= _arranged(too_wide, layout)
    return done


def _arranged(charts: Mapping[str, Chart], layout: Layout) -> dict[str, tuple[Chart, Picture]]:
    plains = layout({name: chart.dot for name, chart in charts.items()})
    pictures: dict[object, Picture] = {}
    done: dict[str, tuple[Chart, Picture]] = {}
    for name, chart in charts.items():
        key = chart.dot, chart.procedure.edges
        picture = pictures.get(key)
        if picture is None:
            picture = pictures[key] = arrange(chart, plains[name])
        done[name] = chart, picture
    return done
