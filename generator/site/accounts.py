"""What each edition changed against the one before, compared once and kept.

The lists are read from git, each held against the hash its record names. Where git, the commit or
part of the history is missing there is no comparison, and the reason in one sentence; there is
never a comparison with another list. A list without two editions costs nothing.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from generator.chart import Chart, Picture, draw, lay_out, overlay, svg
from generator.diff.comparison import compare_readings
from generator.diff.telling import account
from generator.diff.told import Account, with_charts
from generator.history.edition import PublishedLists
from generator.history.git import GitFailed, Repository
from generator.history.revision import read_working_tree
from generator.load import Corpus, Known, Reading
from generator.model.edition import Edition, EditionChanges, Upcoming
from generator.model.power import Power
from generator.pages.issue import Issue
from generator.procedure import (
    Procedure,
    ProcedureError,
    expand,
    expand_template,
    template_named,
)
from generator.site.editions import published_changes
from generator.site.kept import keep, program_digest, read_kept
from generator.site.layouts import Layouts
from generator.soundness import faults

NO_HISTORY = "逐项比较要有完整的提交历史，这份网页生成时没有；上面的数目照公布时的登记。"
NOT_FOUND = (
    "提交历史里找不到同登记相符的清单，所以没有逐项比较；"
    "取全历史（git fetch --unshallow）后重新生成就有。上面的数目照公布时的登记。"
)
KEPT = Path(".cache/accounts")
_MOST_CHARTS = 40
_PROGRAM = ("*.py", "chart/*.py", "diff/*.py", "history/*.py", "model/*.py", "site/accounts.py")
"""The files of this program that an account depends on."""
_ADAPTER = TypeAdapter(Account)


class Outcome(NamedTuple):
    """The account of one edition, or why there is none."""

    account: Account | None = None
    why: str = ""


_FIRST = Outcome()


def issues(
    root: Path,
    editions: Sequence[Edition],
    upcoming: Upcoming | None = None,
    known: Known | None = None,
) -> tuple[Issue, ...]:
    """Every edition with what it changed, oldest first.

    Args:
        root: The repository.
        editions: What was published, oldest first.
        upcoming: The edition that is being made from the files in `root`.
        known: Files that were read before, most of which stand in editions as well.

    Raises:
        IncompleteSite: The changes an edition was recorded with are missing or altered.
    """
    changes = published_changes(root, editions)
    told = accounts(root, editions, root / KEPT, upcoming, known)
    records: list[tuple[EditionChanges, Edition | Upcoming]] = list(
        zip(changes, editions, strict=True)
    )
    if upcoming is not None:
        records.append((upcoming.changes, upcoming))
    days = ["", *(change.day for change, _ in records)]
    return tuple(
        Issue(change, record, *told.get(change.release, _FIRST), day)
        for (change, record), day in zip(records, days, strict=False)
    )


def accounts(
    root: Path,
    editions: Sequence[Edition],
    kept: Path | None,
    upcoming: Upcoming | None = None,
    known: Known | None = None,
) -> dict[str, Outcome]:
    """The account of every edition but the first, by its id.

    Args:
        root: The repository.
        editions: What was published, oldest first.
        kept: Where accounts are kept between builds; nothing is kept without it.
        upcoming: The edition that is being made from the files in `root`.
        known: Files that were read before.
    """
    found: dict[str, Outcome] = {}
    compared = _Compared(root, kept, known)
    for earlier, later in pairwise(editions):
        found[later.id] = compared(earlier, later)
    if upcoming is not None and editions:
        found[upcoming.changes.release] = compared(editions[-1], upcoming)
    return found


class _Compared:
    """Compares editions; git is opened and a list read when something is not kept yet."""

    def __init__(self, root: Path, kept: Path | None, known: Known | None) -> None:
        self._root, self._kept = root, kept
        self._known: Known = {} if known is None else known
        self._readings: dict[str, Reading | None] = {}
        self._lists: PublishedLists | None = None

    def __call__(self, earlier: Edition, later: Edition | Upcoming) -> Outcome:
        file = self._kept / _key(earlier, later) if self._kept else None
        if file is not None and (known := _read(file)) is not None:
            return Outcome(known)
        try:
            if self._lists is None:
                self._lists = PublishedLists(Repository(self._root), self._known)
        except GitFailed:
            return Outcome(why=NO_HISTORY)
        base, head = self._reading(earlier), self._reading(later)
        if base is None or head is None:
            return Outcome(why=NOT_FOUND)
        told = _account(base, head, earlier.day)
        if file is not None:
            keep(file, _ADAPTER.dump_json(told))
        return Outcome(told)

    def _reading(self, edition: Edition | Upcoming) -> Reading | None:
        if isinstance(edition, Upcoming):
            return read_working_tree(self._root, self._known)
        if edition.id not in self._readings:
            assert self._lists is not None
            self._readings[edition.id] = self._lists.find(edition)
        return self._readings[edition.id]


def _account(base: Reading, head: Reading, since: date) -> Account:
    assert base.corpus is not None and head.corpus is not None
    comparison = compare_readings(base, head, ("", ""))
    assert comparison is not None
    told = account(comparison, base.corpus, head.corpus, since)
    changed = {
        power.code
        for cluster in told.clusters
        if any(fact.field.startswith("流程") for fact in cluster.facts)
        for power in cluster.powers
    }
    charts, drawings = _charts(changed, base.corpus, head.corpus)
    return with_charts(told, charts, drawings)


def _charts(
    codes: set[str], before: Corpus, after: Corpus
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Both versions of each process in one drawing; powers with the same process share it."""
    one = {power.code: power for power in before.powers}
    other = {power.code: power for power in after.powers}
    ways: dict[str, list[str]] = {}
    for code in sorted(codes & one.keys() & other.keys()):
        ways.setdefault(_way(one[code], other[code]), []).append(code)
    places: dict[str, int] = {}
    wanted: dict[str, Chart] = {}
    for shared in list(ways.values())[:_MOST_CHARTS]:
        first, second = one[shared[0]], other[shared[0]]
        alike = first.procedure == second.procedure
        old, new = _procedure(first, before, alike), _procedure(second, after, alike)
        if old is None or new is None or old == new:
            continue
        places |= dict.fromkeys(shared, len(wanted))
        wanted[str(len(wanted))] = draw(overlay(old, new))
    laid = lay_out(wanted, Layouts())
    drawn = enumerate(laid[str(number)] for number in range(len(wanted)))
    return places, tuple(_svg(chart, picture, number) for number, (chart, picture) in drawn)


def _way(one: Power, other: Power) -> str:
    """What names the change of a process: the template when it alone changed, else all of it."""
    if one.procedure == other.procedure and one.procedure.template:
        return one.procedure.template
    return repr((one.procedure, other.procedure))


def _procedure(power: Power, corpus: Corpus, alike: bool) -> Procedure | None:
    """A power's process, or the template alone when what the power says of it stayed `alike`."""
    try:
        template = template_named(power.procedure.template or "", corpus.templates)
        if alike and template is not None:
            found = expand_template(template)
        else:
            found = expand(power.procedure, corpus.templates)
    except ProcedureError:
        return None
    return None if faults(found) else found


def _svg(chart: Chart, picture: Picture, number: int) -> str:
    title = f"{chart.procedure.title}流程图（前后对照）"
    desc = f"共 {len(chart.procedure.steps)} 个环节。"
    # The page has no list of steps that the boxes could lead to.
    return svg(chart, picture, title=title, desc=desc, prefix=f"c{number}", style="")


def _key(earlier: Edition, later: Edition | Upcoming) -> str:
    """What an account depends on: both lists, the day of the earlier one, and this program."""
    program = program_digest(_PROGRAM)
    named = f"{earlier.tree.digest}\n{later.tree.digest}\n{earlier.day}\n{program}"
    return hashlib.sha256(named.encode()).hexdigest()


def _read(file: Path) -> Account | None:
    kept = read_kept(file)
    try:
        return None if kept is None else _ADAPTER.validate_json(kept)
    except ValidationError:
        return None
