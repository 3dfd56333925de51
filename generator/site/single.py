"""One chart as a file of its own, for the office: to print, to send round, to compare."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.chart import View, Wanted, draw, lay_out, overlay, remedy_words, svg
from generator.files import POWERS
from generator.history.edition import list_named
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.load import Corpus, read_files, read_folder
from generator.model.power import durations_of
from generator.model.procedure import Template
from generator.procedure import (
    Procedure,
    ProcedureError,
    expand,
    expand_template,
    template_named,
)
from generator.render import DotFailed, DotMissing, render
from generator.site.raster import RasterFailed, png
from generator.soundness import faults

__all__ = ["STOPPING", "NotDrawable", "UnknownRevision", "Unreadable", "Wish", "chart_file"]

_STYLE = Path("docs/assets/css/chart.css")
_ALONE = """
.flow { background: #fff; font-family: "Noto Sans CJK SC", "Source Han Sans SC",
  "PingFang SC", "Microsoft YaHei", sans-serif; }
"""


class NotDrawable(ValueError):
    """What was asked for cannot be drawn; the text says why, in Chinese."""


class Unreadable(RuntimeError):
    """The files needed cannot be read; the text says which, in Chinese."""


STOPPING = (Unreadable, DotMissing, DotFailed, RasterFailed, GitFailed)
"""What keeps a chart from being finished without being the fault of the list."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for.

    Attributes:
        name: Code of a power, or name of a template.
        view: `public`, or `internal` with posts and risks.
        lanes: Whether each actor has a lane.
        against: The edition or revision to compare with; None for a single version.
        form: `svg`, `png` or `dot`.
    """

    name: str
    view: str = "public"
    lanes: bool = False
    against: str | None = None
    form: str = "svg"


def chart_file(root: Path, wish: Wish) -> bytes:
    """Draw one chart as the content of a file, with the style of the site in it.

    Raises:
        NotDrawable: There is no such thing, or its procedure is not sound.
        UnknownRevision: The repository does not have the revision to compare with.
        OSError: The style sheet of the site is not there.
        Exception: One of `STOPPING`.
    """
    places = [path for path in (root / POWERS).glob("*/*.yml") if path.stem == wish.name]
    files = [path.relative_to(root).as_posix() for path in places]
    reading = read_folder(root, files)
    if reading.corpus is None or len(reading.corpus.records) < len(files):
        raise Unreadable(f"文件读不懂，画不出来；先运行 powerlist check {' '.join(files)}")
    wanted = wanted_of(reading.corpus, wish)
    if wish.against is not None:
        earlier = read_files(list_named(Repository(root), wish.against), lenient=True).corpus
        if earlier is None:
            raise Unreadable(f"“{wish.against}”那一版的登记册读不懂，没法对照")
        wanted = compared(wanted_of(earlier, wish), wanted)
    ((chart, picture),) = lay_out({wish.name: draw(wanted)}, render).values()
    if wish.form == "dot":
        return chart.dot.encode()
    style = (root / _STYLE).read_text(encoding="utf-8") + _ALONE
    steps = "、".join(f"{step.number} {step.name}" for step in wanted.procedure.steps)
    text = svg(chart, picture, title=wanted.title, desc=f"环节：{steps}。", style=style)
    if wish.form == "png":
        return png(text, round(picture.width), round(picture.height))
    return f"{text}\n".encode()


def wanted_of(corpus: Corpus, wish: Wish) -> Wanted:
    """What to draw for a wish, of one version of the list.

    Raises:
        NotDrawable: There is no such thing in the list, or its procedure is not sound.
    """
    power = next((power for power in corpus.powers if power.code == wish.name), None)
    if power is None:
        return _of_template(wish, corpus.templates)
    try:
        procedure = _sound(expand(power.procedure, corpus.templates), power.name)
    except ProcedureError as error:
        raise NotDrawable(str(error)) from error
    remedy = remedy_words(corpus.registry.remedies.get(getattr(power, "remedy", "")))
    return Wanted(
        procedure,
        *durations_of(power),
        view=View(wish.view),
        lanes=wish.lanes,
        remedy=remedy,
        title=f"{power.name}　办理流程图",
    )


def _of_template(wish: Wish, templates: Mapping[str, Template]) -> Wanted:
    template = template_named(wish.name, templates)
    if template is None:
        raise NotDrawable(f"没有编码或者流程模板“{wish.name[:60]}”")
    procedure = _sound(expand_template(template), template.name)
    return Wanted(procedure, view=View(wish.view), lanes=wish.lanes, title=template.title)


def compared(old: Wanted, new: Wanted) -> Wanted:
    """Two versions in one picture, with the title, limits and remedies of the new one."""
    merged = overlay(old.procedure, new.procedure, new.view)
    title = f"{new.title}（前后对照）"
    return replace(new, procedure=merged.procedure, marks=merged.marks, title=title)


def _sound(procedure: Procedure, name: str) -> Procedure:
    if faults(procedure):
        raise NotDrawable(f"“{name}”的流程有问题，画不出来；先运行 powerlist check 查看")
    return procedure
