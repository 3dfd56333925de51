"""List → site: check, draw, fill the frames, verify, swap.

Two processes do the bulk of the work side by side. Each is forked from the one that has read the
list, so nothing is pickled on the way in, and takes every power through the whole chain from
procedure to file (performance notes: pickling model objects eats the gain of a second core).
"""

import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator.diagnostic import Diagnostic, Severity
from generator.entry import entry_of
from generator.examine import examine
from generator.examples import read_examples
from generator.export.data import dumps, laws_json, power_json, powers_csv, powers_json
from generator.export.feeds import feed_of, feeds
from generator.files import Folder
from generator.forked import Forked, WorkerDied, can_fork
from generator.load import Corpus, Known, read_files
from generator.model.power import Power
from generator.model.vocab import Disclosure
from generator.pages.changes import change_pages
from generator.pages.duties import duties_pages, shared_texts
from generator.pages.gallery import gallery_pages
from generator.pages.issue import Issue
from generator.pages.life import mentions
from generator.pages.lists import Shelf, list_pages, places, shelve
from generator.pages.manual import manual_page
from generator.pages.page import Page
from generator.pages.power import PowerPages
from generator.pages.shares import unit_lines
from generator.pages.versions import HOLE
from generator.search.table import build_pinyin, build_table
from generator.site.accounts import issues
from generator.site.drawing import WORKERS, ChartWriter, Drawn, draw_all
from generator.site.editions import IncompleteSite
from generator.site.exhibits import exhibits
from generator.site.frames import (
    IN_NAVIGATION,
    KINDS,
    PAST,
    Frame,
    FrameMissing,
    frame_of,
    frame_path,
)
from generator.site.layouts import Layouts
from generator.site.staging import Staging
from generator.site.versions import KEPT, Earlier, earlier

Progress = Callable[[str], None]
"""Told the name of each stage as it begins."""

LAYOUTS = Path(".cache/charts")
FEW = 200
"""Below this many powers a second process costs more than it gives."""


@dataclass
class Filled:
    """What filling the frames gave."""

    findings: list[Diagnostic] = field(default_factory=list)
    powers: int = 0
    party: int = 0
    pages: int = 0
    written: int = 0
    removed: int = 0
    charts: int = 0
    laid_out: int = 0

    @property
    def errors(self) -> int:
        """How many findings stand in the way of publishing."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def fill(
    root: Path, frames: Path, out: Path, *, today: date, progress: Progress = lambda _: None
) -> Filled:
    """Read, check and fill the frames in `frames`, writing the site to `out`.

    Nothing is written while an error stands.
    """
    progress("读取")
    known: Known = {}
    reading = read_files(Folder(root), known=known)
    progress("检查")
    examined = examine(reading, today=today)
    if reading.corpus is None:
        return Filled(examined.told)
    if examined.stopped:
        raise IncompleteSite(examined.stopped)
    if examined.errors:
        return Filled(examined.told)
    published = issues(root, reading.corpus.registry.editions, known=known)
    return write_site(
        root,
        reading.corpus,
        examined.told,
        frames,
        out,
        published,
        progress=progress,
        today=today,
    )


def write_site(
    root: Path,
    corpus: Corpus,
    findings: list[Diagnostic],
    frames: Path,
    out: Path,
    published: Sequence[Issue],
    *,
    progress: Progress,
    today: date,
) -> Filled:
    """Write the site of a list that passed the checks.

    Args:
        root: The repository, for its history, its examples and what builds keep in it.
        corpus: The list.
        findings: What the checks found.
        frames: Where MkDocs printed the frames.
        out: Where the site goes.
        published: Every published edition, oldest first.
        progress: Told each stage.
        today: What is dated later is shown as coming.

    Raises:
        IncompleteSite: Something that must be there is not; `out` must not be published.
    """
    gc.freeze()  # The list lives to the end; collecting it again and again costs a second.
    staging = Staging(out)
    if frames != out:
        progress("外框")
        _copy_frames(frames, staging)
    public = [p for p in corpus.powers if p.disclosure is Disclosure.PUBLIC]
    progress("画图")
    layouts = Layouts(root / LAYOUTS, processes=WORKERS)
    drawn = draw_all(public, corpus, layouts)
    hall = exhibits(corpus, ((d.procedure, d.power.authority) for d in drawn), layouts)
    layouts.sweep()
    progress("网页")
    shelf = shelve(entry_of(power) for power in public)
    registry, codes = corpus.registry, frozenset(power.code for power in public)
    there, changed = places(shelf, registry), mentions(published)
    past = earlier(root, published, changed, codes, there, root / KEPT)
    shared = shared_texts(public, registry)
    laws = {title: law for title, law in registry.laws.items() if title in shelf.by_law}
    streams = feeds([issue.changes for issue in published], registry)
    lists = chain(
        list_pages(
            shelf,
            registry,
            {text.type for text in shared},
            unit_lines(published, registry) if published else None,
        ),
        duties_pages(shared, laws),
        [manual_page(read_examples(root))],
        gallery_pages(hall, registry, shelf),
        change_pages(published, registry, codes),
    )
    # Made one by one while the workers write the powers.
    others = (
        replace(page, feed=feed) if (feed := feed_of(page.path)) in streams else page
        for page in lists
    )
    powers = PowerPages(
        registry,
        there,
        changed=changed,
        versions=past.versions,
        today=today,
        elsewhere=shared,
        names={power.code: power.name for power in public},
    )
    records, count = _write_pages(drawn, others, corpus, frames, staging, powers, past)
    progress("数据")
    _write_data(public, records, shelf, corpus, staging)
    for path, content in streams.items():
        staging.put(path, content)
    _forget_frames(staging)
    result = Filled(findings)
    result.powers, result.party = len(shelf.entries), len(shelf.party)
    result.pages = count + len(public) + len(past.paths)
    result.charts = len({id(item.chart) for item in drawn})
    result.laid_out = layouts.drawn
    _verify(public, past, staging)
    if frames != out:
        progress("清理")
        result.removed = staging.remove_strays()
    result.written = staging.written
    return result


def _copy_frames(frames: Path, staging: Staging) -> None:
    """Take over what MkDocs wrote by itself: hand-written pages and assets, but no frame."""
    bare = {f"{name}.html" for name in IN_NAVIGATION} | {frame_path(kind) for kind in KINDS}
    for current, _, files in os.walk(frames):
        below = Path(current).relative_to(frames).as_posix()
        for name in files:
            path = name if below == "." else f"{below}/{name}"
            if path not in bare and not path.endswith(".map"):
                staging.put(path, (Path(current) / name).read_bytes())


def _frame(frames: Path, path: str) -> Frame:
    try:
        return Frame((frames / path).read_text(encoding="utf-8"))
    except OSError as error:
        raise FrameMissing(path) from error


Written = tuple[set[str], int]
"""Files that stand in the site, and how many of them had to be written."""


def _write_pages(
    drawn: Sequence[Drawn],
    others: Iterable[Page],
    corpus: Corpus,
    frames: Path,
    staging: Staging,
    powers: PowerPages,
    past: Earlier,
) -> tuple[list[str], int]:
    """Write every page: powers and their past in forked workers, the others here meanwhile.

    Returns:
        The data of each power as a line of JSON, and the number of the other pages.
    """
    frame, folder = _frame(frames, frame_path("p/*")), staging.folder
    size = -(-len(drawn) // WORKERS) or 1
    shares = [
        partial(_write_share, drawn[at : at + size], corpus, frame, folder, powers)
        for at in range(0, len(drawn), size)
    ]
    today = {item.power.code: item.power for item in drawn}
    before = partial(_write_past, past, today, _frame(frames, frame_path(PAST)), folder)
    if len(drawn) < FEW or not can_fork():
        parts, old = [share() for share in shares], before()
        count = _write_lists(others, frames, staging)
    else:
        with ExitStack() as until_done:
            pending = [until_done.enter_context(Forked(share)) for share in shares]
            behind = until_done.enter_context(Forked(before))
            count = _write_lists(others, frames, staging)
            try:
                parts, old = [one.result() for one in pending], behind.result()
            except WorkerDied as error:
                raise IncompleteSite("写网页的进程中途停了，多半是内存不够") from error
    for written in (*(part[0] for part in parts), old):
        staging.adopt(*written)
    return [line for _, lines in parts for line in lines], count


def _write_share(
    drawn: Sequence[Drawn], corpus: Corpus, frame: Frame, folder: Path, pages: PowerPages
) -> tuple[Written, list[str]]:
    """Write the pages and the data of some powers."""
    staging = Staging(folder)
    charts = ChartWriter()
    lines = []
    for item in drawn:
        page = pages.page(item.power, item.procedure, charts.svg(item))
        staging.put(page.path, frame.stamp(page))
        steps, _ = pages.steps(item.power, item.procedure)
        line = dumps(power_json(item.power, corpus.registry, steps))
        staging.put(f"p/{item.power.code}/data.json", line.encode())
        lines.append(line)
    return (set(staging.paths()), staging.written), lines


def _write_past(past: Earlier, powers: Mapping[str, Power], frame: Frame, folder: Path) -> Written:
    """Write the pages and the data of versions that were superseded."""
    staging = Staging(folder)
    for page, data in past.pages(powers):
        staging.put(page.path, frame.stamp(page))
        staging.put(page.path.replace("index.html", "data.json"), data.encode())
    return set(staging.paths()), staging.written


def _write_lists(pages: Iterable[Page], frames: Path, staging: Staging) -> int:
    made: dict[str, Frame] = {}
    count = 0
    for page in pages:
        path = frame_of(page)
        if path not in made:
            made[path] = _frame(frames, path)
        staging.put(page.path, made[path].stamp(page))
        count += 1
    return count


def _write_data(
    powers: Sequence[Power],
    records: list[str],
    shelf: Shelf,
    corpus: Corpus,
    staging: Staging,
) -> None:
    registry = corpus.registry
    staging.put("data/powers.json", powers_json(registry, records).encode())
    staging.put("data/powers.csv", powers_csv(powers).encode())
    staging.put("data/laws.json", laws_json(registry, shelf).encode())
    rows = [*shelf.entries, *shelf.party, *shelf.gone]
    staging.put("search/table.js", build_table(rows, registry))
    staging.put("search/pinyin.js", build_pinyin(rows, registry))


def _forget_frames(staging: Staging) -> None:
    """When MkDocs wrote straight into the site, its bare frames must not stay there."""
    for kind in sorted(KINDS, reverse=True):  # The deeper ones first.
        path = staging.folder / frame_path(kind)
        if path.exists():
            path.unlink()
            for folder in list(path.relative_to(staging.folder).parents)[:-1]:
                if any((staging.folder / folder).iterdir()):
                    break
                (staging.folder / folder).rmdir()


def _verify(powers: Sequence[Power], past: Earlier, staging: Staging) -> None:
    """Look at what lies in the folder before anybody else does."""
    expected = {power.code for power in powers}
    found = {path.name for path in (staging.folder / "p").iterdir()} if powers else set()
    missing = expected - found
    if missing:
        raise IncompleteSite(f"少了 {len(missing)} 项职权的网页，例如 {min(missing)}")
    current = [f"p/{code}/index.html" for code in sorted(expected)]
    lost = [path for path in past.paths if not (staging.folder / path).is_file()]
    if lost:
        raise IncompleteSite(f"少了 {len(lost)} 个历史版本的网页，例如 {lost[0]}")
    for path in (*current[:1], *current[-1:], *past.paths[:1], *past.paths[-1:]):
        page = (staging.folder / path).read_text(encoding="utf-8")
        if "<svg" not in page or "@@PL-" in page or HOLE in page:
            raise IncompleteSite(f"{path} 不完整")
    for path in ("index.html", "search/table.js", "search/pinyin.js", "data/powers.json"):
        if not (staging.folder / path).is_file():
            raise IncompleteSite(f"缺少 {path}")
