"""The charts of many powers: each different one laid out once and written once."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from generator.chart import Chart, Picture, Wanted, draw, lay_out, remedy_words, svg
from generator.load import Corpus
from generator.model.duration import Duration
from generator.model.power import Power, durations_of
from generator.procedure import Procedure, expand
from generator.site.layouts import Layouts

WORKERS = 2
"""How many processes share the bulk of the work."""


@dataclass(frozen=True)
class Drawn:
    """A power with its procedure and chart."""

    power: Power
    procedure: Procedure
    chart: Chart
    picture: Picture


def draw_all(powers: Sequence[Power], corpus: Corpus, layout: Layouts | None = None) -> list[Drawn]:
    """Expand and draw the procedures of many powers in one go.

    Powers that take a template as it stands share its expansion, and equal procedures with equal
    limits share one chart: of 4,732 charts a few dozen differ.
    """
    charts: dict[str, Chart] = {}
    keys: list[tuple[Power, Procedure, str]] = []
    known: dict[tuple[int, Duration | None, Duration | None, str], str] = {}
    remedies = corpus.registry.remedies
    for power in powers:
        procedure = expand(power.procedure, corpus.templates)
        limits = durations_of(power)
        remedy = remedy_words(remedies.get(getattr(power, "remedy", "")))
        # Procedures stay alive in `keys`, so that an id stands for one procedure.
        name = known.setdefault((id(procedure), *limits, remedy), power.code)
        if name not in charts:
            charts[name] = draw(Wanted(procedure, *limits, remedy=remedy))
        keys.append((power, procedure, name))
    laid = lay_out(charts, layout or Layouts(processes=WORKERS))
    return [Drawn(power, procedure, *laid[name]) for power, procedure, name in keys]


class ChartWriter:
    """Writes charts as SVG; powers with the same chart differ in the name alone."""

    _NAME = "\0"
    """Stands for the name in a chart written once; no text of a record may hold it (Y012)."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        # The chart is kept beside its text, so that an id stands for one chart.
        self._written: dict[int, tuple[Chart, str, str]] = {}

    def svg(self, item: Drawn) -> Markup:
        """The chart of one power, named for those who cannot see it."""
        key = id(item.chart)
        if key not in self._written:
            text = svg(
                item.chart,
                item.picture,
                title=f"{self._NAME}办理流程图",
                desc=f"共 {len(item.procedure.steps)} 个环节。",
            )
            head, tail = text.split(self._NAME)
            self._written[key] = item.chart, head, tail
        _, head, tail = self._written[key]
        return Markup(f"{head}{escape(item.power.name, quote=False)}{tail}")  # noqa: S704 - escaped
