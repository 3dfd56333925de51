"""Laws over time: which version counts on a day, and what became of a place since it was cited.

Everything is computed from what the registry holds about a law (`LawVersion`, `Renumbering`); what
it does not hold is said to be unsure, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import pairwise

from generator.model.citation import Place
from generator.model.registry import Law, LawVersion, Renumbering


class Standing(Enum):
    """How a law, or one version of it, stands on a day."""

    COMING = auto()
    IN_FORCE = auto()
    SUPERSEDED = auto()
    REPEALED = auto()


class Fate(Enum):
    """What became of a place since the version it was cited from."""

    MOVED = auto()
    CHANGED = auto()
    GONE = auto()
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class Move:
    """A place that is no longer what it was.

    Attributes:
        fate: What happened to it.
        cited: The part of the place that the registry speaks of, mostly its article.
        new: Where it stands now; None when it went or nobody knows.
        since: First day of the version that did it.
        before: Number of articles of the version it was cited from; None when not registered.
        after: Number of articles of the version in force.
        note: What the registry says about the change.
    """

    fate: Fate
    cited: Place
    new: Place | None
    since: date
    before: str | None
    after: str | None
    note: str


def standing(law: Law, day: date, version: LawVersion | None = None) -> Standing:
    """How a law stands on a day, or, when a version is given, that version of it."""
    if law.repealed_on and day >= law.repealed_on:
        return Standing.REPEALED
    current = law.version_on(day)
    if current is None:
        return Standing.COMING
    if version is None or version is current:
        return Standing.IN_FORCE
    later = version.effective is not None and version.effective > day
    return Standing.COMING if later else Standing.SUPERSEDED


def written_against(law: Law, as_of: date | None, reviewed_on: date) -> LawVersion | None:
    """The version a citation was written against: the one it names, else that of the review.

    Args:
        law: The law cited.
        as_of: 版本 of the basis, a day on which the version meant was in force.
        reviewed_on: The day the record was last held against the law.

    Returns:
        None when the registry holds no version of that day.
    """
    return law.version_on(as_of or reviewed_on)


def beyond(law: Law, place: Place, day: date) -> LawVersion | None:
    """The version in force when it has no such article; None when it has, or is not counted."""
    version = law.version_on(day)
    if version is None or version.articles is None or place.article <= int(version.articles):
        return None
    return version


def what_became(law: Law, place: Place, start: LawVersion | None, day: date) -> Move | None:
    """What became of a place between the version it was written against and a day.

    Every version between is followed, so that an article that moved twice is found. When the
    number of articles changed and the registry does not say where this one went, it is unsure:
    some article after the first change bears another number.

    Returns:
        None when nothing is known to have happened to it.
    """
    end = law.version_on(day)
    if start is None or end is None or standing(law, day, start) is not Standing.SUPERSEDED:
        return None
    passed = law.versions[law.versions.index(start) + 1 : law.versions.index(end) + 1]
    here, found = place, None
    for version in passed:
        change = _concerning(version.changes, here)
        if change is None or version.effective is None:
            continue
        cited = found.cited if found else change.old
        fate = Fate.GONE if change.new is None else Fate.MOVED
        if change.new == change.old and (found is None or found.fate is Fate.CHANGED):
            fate = Fate.CHANGED
        found = Move(
            *(fate, cited, change.new, version.effective, start.articles, end.articles),
            note=change.note or "",
        )
        if change.new is None:
            return found
        here = change.new
    if (
        found
        or not passed
        or start.articles == end.articles
        or not (start.articles and end.articles)
    ):
        return found
    since = next((version.effective for version in reversed(passed) if version.effective), None)
    if since is None:
        return None
    return Move(Fate.UNSURE, place, None, since, start.articles, end.articles, "")


def place_on(law: Law, place: Place, written: LawVersion | None, day: date) -> Place | None:
    """Where a place stands, or stood, on a day, by the number it then has.

    Args:
        law: The law.
        place: A place as the version `written` numbers it.
        written: The version; None when the registry does not hold it.
        day: The day.

    Returns:
        None when there is no such place on that day, or the registry does not say.
    """
    current = law.version_on(day)
    if written is None or current is None:
        return None
    if current is written:
        return place
    if standing(law, day, written) is Standing.SUPERSEDED:
        move = what_became(law, place, written, day)
        return place if move is None else move.new
    passed = law.versions[law.versions.index(current) : law.versions.index(written) + 1]
    here = place
    for earlier, version in reversed(list(pairwise(passed))):
        came = [(c.new, c.old) for c in version.changes if c.new and _holds(c.new, here)]
        if came:
            here = max(came, key=lambda pair: _depth(pair[0]))[1]
        elif earlier.articles != version.articles:
            return None
    return here


def _concerning(changes: Iterable[Renumbering], place: Place) -> Renumbering | None:
    """The entry that speaks of a place: of itself, or else of what it stands in."""
    holding = [change for change in changes if _holds(change.old, place)]
    return max(holding, key=lambda change: _depth(change.old), default=None)


def _holds(outer: Place, inner: Place) -> bool:
    same = (outer.article, outer.inserted) == (inner.article, inner.inserted)
    return same and all(
        part in {0, own}
        for part, own in (
            (outer.paragraph, inner.paragraph),
            (outer.item, inner.item),
            (outer.subitem, inner.subitem),
        )
    )


def _depth(place: Place) -> int:
    return sum(map(bool, (place.paragraph, place.item, place.subitem)))
