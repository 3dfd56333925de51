"""Pages of superseded versions: rendered once from the history, kept, and stamped anew.

The list an edition published is read when a later edition supersedes part of it, and what came of
it is kept without its frame and without what stands above it, which change with the site. Where
the history is missing there are no such pages and no links to them; the build goes on.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from generator.export.data import dumps, power_json
from generator.files import POWERS
from generator.history.edition import PublishedLists
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.history.revision import Revision
from generator.load import Corpus, Known, read_files
from generator.model.edition import Edition
from generator.model.power import Power
from generator.model.vocab import Disclosure
from generator.pages.issue import Issue
from generator.pages.life import Mention
from generator.pages.lists import Places
from generator.pages.page import Page
from generator.pages.power import PowerPages
from generator.pages.versions import Version, Versions, version_path, versions, with_banner
from generator.procedure import ProcedureError, expand
from generator.site.drawing import WORKERS, ChartWriter, draw_all
from generator.site.kept import keep, program_digest, read_kept, sweep
from generator.site.layouts import Layouts
from generator.soundness import faults

KEPT = Path(".cache/versions")
_PROGRAM = (
    *("*.py", "chart/*.py", "export/data.py", "history/*.py", "model/*.py", "pages/*.py"),
    *("pages/templates/*.html", "site/drawing.py", "site/versions.py"),
)
"""The files of this program that such a page depends on."""

Bodies = dict[str, tuple[Page, str]]
"""Code → a version's page with its `HOLE`, and its data as a line of JSON."""


@dataclass(frozen=True)
class Earlier:
    """What the site shows of earlier versions.

    Attributes:
        versions: Every version of the powers that have a page today; `page` says what is there.
        packed: What the pages are made of, by the edition that superseded them.
    """

    versions: Versions
    packed: tuple[bytes, ...] = ()

    @property
    def paths(self) -> list[str]:
        """Where the pages stand, in order."""
        return [
            version_path(code, one.day)
            for code, known in self.versions.items()
            for one in known
            if one.page
        ]

    def pages(self, powers: Mapping[str, Power]) -> Iterator[tuple[Page, str]]:
        """The pages, with what stands above them, and their data.

        Args:
            powers: Every power that has a page today, by code.
        """
        shown = {
            version_path(code, one.day): (code, one, known, powers[code].status)
            for code, known in self.versions.items()
            for one in known
            if one.page
        }
        for packed in self.packed:
            for page, data in _unpack(packed).values():
                if page.path in shown:
                    yield with_banner(page, *shown[page.path]), data


def earlier(
    root: Path,
    issues: Sequence[Issue],
    changed: Mapping[str, tuple[Mention, ...]],
    codes: frozenset[str],
    places: Places,
    kept: Path | None,
) -> Earlier:
    """Find or render every version that was superseded.

    A power that has no page any more has no earlier ones either: nothing would lead to them. The
    check lets nobody delete a record (H002).

    Args:
        root: The repository.
        issues: Every edition, oldest first.
        changed: How they tell what changed each power, by code.
        codes: Codes of the powers that have a page today.
        places: What else has a page today.
        kept: Where they are kept between builds; nothing is kept without it.
    """
    told = versions(issues, changed)
    wanted: dict[str, dict[str, Version]] = {}
    for code, known in told.items():
        for version in known:
            if version.page and version.ending is not None:
                wanted.setdefault(version.ending.edition, {})[code] = version
    past = _Past(root, places, kept)
    records = {issue.id: issue.record for issue in issues}
    packed: dict[str, bytes] = {}
    for edition, ended in wanted.items():
        record = records[next(iter(ended.values())).last]
        # Only the newest edition can be one that is not recorded yet, and nothing superseded it.
        assert isinstance(record, Edition)
        if (found := past(record, ended)) is not None:
            packed[edition] = found
    if kept is not None:
        sweep(kept, past.used)
    there = {edition: set(_codes(content)) for edition, content in packed.items()}
    shown = {
        code: tuple(
            replace(one, page=one.ending is not None and code in there.get(one.ending.edition, ()))
            for one in known
        )
        for code, known in told.items()
        if code in codes
    }
    return Earlier(shown, tuple(packed.values()))


class _Past:
    """Renders superseded versions; git is opened and a list read when something is not kept."""

    def __init__(self, root: Path, places: Places, kept: Path | None) -> None:
        self._root, self._places, self._kept = root, places, kept
        self.used: set[str] = set()
        self._known: Known = {}
        self._repository: Repository | None = None
        self._lists: PublishedLists | None = None

    def __call__(self, edition: Edition, ended: Mapping[str, Version]) -> bytes | None:
        """What `edition` was the last to publish, packed; None when its list cannot be had."""
        key = self._key(edition, ended)
        self.used.add(key)
        file = self._kept / key if self._kept else None
        if file is not None and (content := read_kept(file)) is not None:
            return content
        corpus = self._corpus(edition, ended)
        if corpus is None:
            return None
        content = _pack(_bodies(corpus, ended, self._places))
        if file is not None:
            keep(file, content)
        return content

    def _corpus(self, edition: Edition, ended: Mapping[str, Version]) -> Corpus | None:
        """The list of an edition with no other powers than those asked for."""
        try:
            if self._repository is None or self._lists is None:
                self._repository = Repository(self._root)
                self._lists = PublishedLists(self._repository, self._known)
            commit = self._lists.commit_of(edition)
            if commit is None:
                return None
            revision = Revision(self._repository, commit)
        except (GitFailed, UnknownRevision):
            return None
        files = [f for f in revision.below(POWERS) if PurePosixPath(f).stem in ended]
        return read_files(revision, files, known=self._known, lenient=True).corpus

    def _key(self, edition: Edition, ended: Mapping[str, Version]) -> str:
        """What the pages depend on: the list, which powers and since when, what they lead to."""
        parts = [
            edition.tree.digest,
            program_digest(_PROGRAM),
            *(f"{code} {_told(version)}" for code, version in sorted(ended.items())),
            *(f"{address} {name}" for address, name in sorted(self._places.items())),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _bodies(corpus: Corpus, ended: Mapping[str, Version], places: Places) -> Bodies:
    powers = [p for p in corpus.powers if p.code in ended and _is_shown(p, corpus)]
    pages = PowerPages(corpus.registry, places, base="../../../../")
    charts = ChartWriter()
    found: Bodies = {}
    for item in draw_all(powers, corpus, Layouts(processes=WORKERS)):
        version = ended[item.power.code]
        day = date.fromisoformat(version.day)
        page = pages.page(item.power, item.procedure, charts.svg(item), day)
        steps, _ = pages.steps(item.power, item.procedure)
        record = power_json(item.power, corpus.registry, steps)
        found[item.power.code] = page, dumps({"version": _told(version), **record})
    return found


def _is_shown(power: Power, corpus: Corpus) -> bool:
    """Whether a power was open to everybody and its procedure can be drawn by this program."""
    if power.disclosure is not Disclosure.PUBLIC:
        return False
    try:
        return not faults(expand(power.procedure, corpus.templates))
    except ProcedureError:
        return False


def _told(version: Version) -> dict[str, str]:
    assert version.ending is not None
    return {
        "published": version.day,
        "edition": version.edition,
        "superseded": version.ending.day,
        "superseded_by": version.ending.edition,
    }


def _pack(bodies: Bodies) -> bytes:
    """Pages as they are kept: most of their pieces are those of other pages too."""
    pieces: dict[str, int] = {}

    def numbers(found: Iterable[str]) -> list[int]:
        return [pieces.setdefault(piece, len(pieces)) for piece in found]

    pages = [
        (
            *(code, page.path, page.title, page.description, page.column),
            numbers(_lines(page.body)),
            numbers(_objects(data)),
        )
        for code, (page, data) in bodies.items()
    ]
    text = json.dumps([list(pieces), pages], ensure_ascii=False)
    return " ".join(bodies).encode() + b"\n" + zlib.compress(text.encode())


def _lines(html: str) -> Iterator[str]:
    for line in html.splitlines(keepends=True):
        # A chart is one long line, and of all of it the title alone is not shared.
        head, mark, rest = line.partition("<title")
        title, end, tail = rest.partition("</title>")
        yield from (head, mark + title + end, tail) if mark else (line,)


def _objects(data: str) -> list[str]:
    *objects, last = data.split("},")
    return [*(f"{text}}}," for text in objects), last]


def _unpack(packed: bytes) -> Bodies:
    pieces, pages = json.loads(zlib.decompress(packed.partition(b"\n")[2]))

    def put(numbers: list[int]) -> str:
        return "".join([pieces[number] for number in numbers])

    return {
        code: (Page(path, title, told, column, put(body)), put(data))
        for code, path, title, told, column, body, data in pages
    }


def _codes(packed: bytes) -> list[str]:
    """Which powers are packed, without unpacking them."""
    return packed.partition(b"\n")[0].decode().split()
