"""The life of one power: what its own record says by legal date, and what git says beside it.

A legal date is a field somebody filled in, a commit is when the repository took it; they are kept
apart, and an entry whose legal date lies before a state already committed is flagged. Who asked
and who approved are read from the lines of the commit message (docs/help/auditors.md).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.decode import validate_forgiving
from generator.diagnostic import Diagnostic
from generator.files import POWERS
from generator.history.git import Commit, Repository
from generator.load import read_power
from generator.model.edition import Edition
from generator.model.parts import HistoryEntry
from generator.model.power import Power

_ASKED = "申请|申请单位|Proposed-by"
_APPROVED = "批准|批准机关|Approved-by"
_LINE = re.compile(rf"^(?:({_ASKED})|{_APPROVED})[ \t]*[:：][ \t]*(.+?)[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(r"\s*<[^<>]*>")


@dataclass(frozen=True)
class Version:
    """One power after one commit.

    Attributes:
        commit: The step of the main line.
        file: Where its file stands; empty when it was taken away.
        power: What it says; None when it was taken away or cannot be read.
        faults: Why it cannot be read.
    """

    commit: Commit
    file: str
    power: Power | None
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """One entry of a history (沿革) and the commits that speak of it.

    Attributes:
        entry: What it says, by its legal date.
        since: The commit that brought it.
        backdated: Whether its legal date lies before a state already committed.
        withdrawn: The commit that took it out again, if one did.
    """

    entry: HistoryEntry
    since: Commit
    backdated: bool
    withdrawn: Commit | None = None


def versions(repository: Repository, revision: str, code: str) -> list[Version]:
    """Every state of a power on the main line, oldest first; it may have changed folders.

    Args:
        repository: Where to look.
        revision: The last commit to look at, as `Repository.resolve` gives it.
        code: Its code; anything else than letters and digits finds nothing.
    """
    if not re.fullmatch("[0-9A-Za-z]+", code):
        return []
    steps = list(repository.log(revision, [f":(glob){POWERS}/*/{code}.y*ml"]))
    steps = repository.with_branches(steps, revision)
    contents = repository.blobs(change.after for step in steps for change in step.changes)
    found = []
    for step in reversed(steps):
        there = [change for change in step.changes if change.after]
        if not there:
            found.append(Version(step, "", None))
            continue
        file, raw = there[-1].file, contents.get(there[-1].after)
        power, faults = read_power(file, raw, validate_forgiving)
        found.append(Version(step, file, power, () if power else tuple(faults)))
    return found


def recorded(states: Sequence[Version]) -> list[Recorded]:
    """Every entry any state of the history had, by legal date."""
    found: dict[HistoryEntry, Recorded] = {}
    earlier: Commit | None = None
    for state in states:
        if state.power is None:
            continue
        now = set(state.power.history)
        for entry in state.power.history:
            if entry not in found:
                late = earlier is not None and entry.day < earlier.when.date()
                found[entry] = Recorded(entry, state.commit, late)
        for entry, known in found.items():
            if entry not in now and known.withdrawn is None:
                found[entry] = Recorded(entry, known.since, known.backdated, state.commit)
        earlier = state.commit
    return sorted(found.values(), key=lambda one: one.entry.day)


def unrecorded(states: Sequence[Version]) -> list[tuple[Version, Version]]:
    """Pairs of states between which the content changed and no entry says so."""
    readable = [state for state in states if state.power is not None]
    return [
        (before, after)
        for before, after in pairwise(readable)
        if before.power
        and after.power
        and before.power != after.power
        and not set(after.power.history) - set(before.power.history)
    ]


@dataclass(frozen=True)
class Origin:
    """Since when a field says what it says.

    Attributes:
        commit: Since which commit.
        edition: Since which edition it is published so; None when the last one says otherwise.
    """

    field: str
    text: str
    commit: Commit
    edition: Edition | None


def blame(
    states: Sequence[Version],
    written: Sequence[dict[str, str]],
    published: Sequence[tuple[Edition, dict[str, str]]],
) -> list[Origin]:
    """Tell for every field of the newest state since when it says what it says.

    Args:
        states: States with a power, oldest first.
        written: The fields of each, in words.
        published: Every edition with the same fields as it published them, oldest first.
    """
    if not states:
        return []
    origins = []
    for field, text in written[-1].items():
        since = states[-1].commit
        for state, fields in zip(reversed(states), reversed(written), strict=True):
            if fields.get(field) != text:
                break
            since = state.commit
        edition = None
        for one, fields in reversed(published):
            if fields.get(field) != text:
                break
            edition = one
        origins.append(Origin(field, text, since, edition))
    return origins


@dataclass(frozen=True)
class Signed:
    """Who asked for a step and who approved it, by commit messages; empty where none says.

    Attributes:
        asked: Bodies or posts.
        approved: The same.
        in_branch: Whether a merge is silent and the commits that it brought in say it.
    """

    asked: str
    approved: str
    in_branch: bool = False


def signed(commit: Commit) -> Signed:
    """Who asked and who approved.

    Lines 申请, 申请单位 or Proposed-by, and 批准, 批准机关 or Approved-by, as often as needed.
    A mail address is left out: who counts is the body or the post. What a merge itself says
    counts; where it says nothing, what the commits say that it brought in.
    """
    asked, approved = _lines([commit.message])
    asked_before, approved_before = _lines(commit.brought)
    in_branch = bool((asked_before and not asked) or (approved_before and not approved))
    return Signed(asked or asked_before, approved or approved_before, in_branch)


def _lines(messages: Sequence[str]) -> tuple[str, str]:
    asked: list[str] = []
    approved: list[str] = []
    for message in messages:
        for match in _LINE.finditer(message):
            name = _ADDRESS.sub("", match[2])
            (asked if match[1] else approved).append(name)
    return "、".join(dict.fromkeys(asked)), "、".join(dict.fromkeys(approved))
