"""Which states of a power editions published, from when to when, and what their pages say above.

A state begins with the edition that first published it and lasts until the edition that superseded
it. What stood between two editions was never published and is no version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.diff.change import Kind
from generator.model.vocab import Meaning, Status
from generator.pages.issue import SIGNS, Issue
from generator.pages.life import Mention
from generator.pages.page import Page, render

SHARED_BY = 300
"""A change of shared texts that reached more powers than this gives none of them a page of the
state before: a law of procedure reaches every power, and one page says what it changed."""
HOLE = "\0"
"""What stands in a version's page for what is said above it; no text of a record may hold it."""


def version_path(code: str, day: object) -> str:
    """Address of a version's page."""
    return f"p/{code}/v/{day}/index.html"


@dataclass(frozen=True, slots=True)
class Ending:
    """What superseded a version.

    Attributes:
        edition: Number of the edition.
        day: The day it was published.
        what: The table of its notice the power stands in; for what it shares, which fields.
        page: Where the change is told, below the site, without the anchor of the power.
        meanings: The classes of what changed, the weightiest first.
        reason: Why; empty, like the two that follow, when the record does not say.
        approved_by: Who approved.
        document: Number of the document.
    """

    edition: str
    day: str
    what: str
    page: str
    meanings: tuple[str, ...] = ()
    reason: str = ""
    approved_by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """What editions published of one power without a change.

    Attributes:
        edition: Number of the edition that published it first.
        day: The day of that edition: the version's date.
        last: Number of the last edition that published it.
        ending: What superseded it; None while nothing has.
        page: Whether it has a page of its own.
    """

    edition: str
    day: str
    last: str
    ending: Ending | None = None
    page: bool = False


Versions = Mapping[str, tuple[Version, ...]]
"""Code → its versions, oldest first; the last is the one that holds, unless the power is gone."""


def versions(issues: Sequence[Issue], changed: Mapping[str, tuple[Mention, ...]]) -> Versions:
    """The versions of every power that any edition changed.

    Where one edition could not be compared with the one before nobody knows which states are the
    same, and there are none. What was not open to everybody, or could not be read, is no version
    either: a power begins again with the edition that shows it.

    Args:
        issues: Every edition, oldest first.
        changed: How they tell what changed each power, by code.
    """
    if any(issue.account is None for issue in issues[1:]):
        return {}
    begun: dict[str, Issue | None] = {}
    found: dict[str, list[Version]] = {}
    last = issues[0] if issues else None
    for issue in issues[1:]:
        assert last is not None
        step = _Step(issue)
        for code in step.reached:
            began = begun.get(code, issues[0])
            if began is not None and code not in step.unknown | step.added:
                ending = step.ending(code, changed.get(code, ()))
                page = began.changes.day < issue.changes.day and step.tells(code)
                version = Version(began.id, began.changes.day, last.id, ending, page)
                found.setdefault(code, []).append(version)
            begun[code] = None if code in step.gone | step.unseen else issue
        last = issue
    for code, began in begun.items():
        if began is not None and last is not None:
            open_ = Version(began.id, began.changes.day, last.id)
            found.setdefault(code, []).append(open_)
    return {code: tuple(found[code]) for code in sorted(found)}


class _Step:
    """What one edition did to the powers it reached."""

    def __init__(self, issue: Issue) -> None:
        assert issue.account is not None
        self._issue, account = issue, issue.account
        own = [
            (power.code, fact)
            for cluster in account.clusters
            if not cluster.origin
            for power in cluster.powers
            for fact in cluster.facts
        ]
        self._own = {code for code, _ in own}
        self.gone = {code for code, fact in own if fact.kind == Kind.REMOVED}
        self.added = {code for code, fact in own if not fact.field} - self.gone
        shared = [cluster for cluster in account.clusters if cluster.origin]
        # A new telephone number of a unit supersedes what stood there, but no page of it would
        # tell anybody anything.
        telling = [one for one in shared if set(one.meanings) != {str(Meaning.NEUTRAL)}]
        self._telling = {power.code for cluster in telling for power in cluster.powers}
        self.unknown, self.unseen = set(account.untold), set(account.unseen)
        lent = {power.code for cluster in shared for power in cluster.powers}
        self.reached = self._own | lent | self.unknown
        self._changes = {change.code: change for change in issue.changes.changes}

    def tells(self, code: str) -> bool:
        """Whether what it changed is worth a page of the state before."""
        return code in self._own or (code in self._telling and len(self._telling) <= SHARED_BY)

    def ending(self, code: str, told: Sequence[Mention]) -> Ending:
        """How the state before ended."""
        issue, change = self._issue, self._changes.get(code)
        mention = next((one for one in told if one.edition == issue.id), None)
        ending = Ending(issue.id, issue.changes.day, "变更", f"changes/{issue.id}/index.html")
        if mention is not None:
            page, meanings = mention.page.partition("#")[0], mention.meanings
            ending = replace(ending, what=mention.what, page=page, meanings=meanings)
        if change is None:
            return ending
        said = change.reason or "", change.approved_by or "", change.document or ""
        return replace(ending, reason=said[0], approved_by=said[1], document=said[2])


def with_banner(
    page: Page, code: str, version: Version, known: tuple[Version, ...], status: Status
) -> Page:
    """Say above a version's page what it is, what superseded it, and where the others are.

    Args:
        page: The page, with its `HOLE`.
        code: Code of the power.
        version: What it shows; superseded.
        known: All versions of the power.
        status: What the power is today.
    """
    above = _banner(version, known, status, page.base).replace(HOLE, code)
    return replace(page, body=page.body.replace(HOLE, above, 1))


@cache
def _banner(version: Version, known: tuple[Version, ...], status: Status, base: str) -> str:
    """The same for all powers of one past, but for their code; a `HOLE` stands for that."""
    return render(
        "version.html",
        version=version,
        versions=known,
        now="../../index.html",
        status=str(status),
        in_force=status is Status.IN_FORCE,
        signs=SIGNS,
        anchor=HOLE,
        base=base,
    )
