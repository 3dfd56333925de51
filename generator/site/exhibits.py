"""The drawings of the gallery: each template tall, for phones, and in lanes, for wide screens."""

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from generator.chart import Chart, Picture, Wanted, draw, lay_out, svg
from generator.load import Corpus
from generator.pages.gallery import Exhibit, slugs
from generator.procedure import Procedure, expand_template
from generator.site.layouts import Layouts

_TALL, _LANES = "｜", "‖"


def exhibits(
    corpus: Corpus, users: Iterable[tuple[Procedure, str]], layouts: Layouts
) -> list[Exhibit]:
    """Draw every template of a list that passed the checks.

    Args:
        corpus: The list.
        users: The procedure and the authority of every public power.
        layouts: What places graphs.
    """
    used: dict[tuple[str | None, object], Counter[str]] = {}
    for procedure, authority in users:
        used.setdefault((procedure.template, procedure.version), Counter())[authority] += 1
    charts: dict[str, Chart] = {}
    for key, template in corpus.templates.items():
        procedure = expand_template(template)
        charts[key + _TALL] = draw(Wanted(procedure))
        charts[key + _LANES] = draw(Wanted(procedure, lanes=True))
    laid = lay_out(charts, layouts)
    address = slugs(corpus.templates)
    return [
        Exhibit(
            address[key],
            template,
            expand_template(template),
            _svg(laid[key + _TALL], address[key], page=f"{address[key]}/index.html"),
            _svg(laid[key + _TALL], "flow"),
            _svg(laid[key + _LANES], "lanes"),
            used.get((template.name, template.version), Counter()),
        )
        for key, template in corpus.templates.items()
    ]


def _svg(drawn: tuple[Chart, Picture], prefix: str, page: str = "") -> Markup:
    chart, picture = drawn
    procedure = chart.procedure
    told = f"共 {len(procedure.steps)} 个环节。"
    name = f"{procedure.title}流程图" + ("（按谁来办分栏）" if chart.wanted.lanes else "")
    text = svg(chart, picture, title=name, desc=told, prefix=prefix, page=page)
    return Markup(text)  # noqa: S704 - escaped by the writer
