"""The life of one power: what its own record says by legal date, and what git says beside it.

A legal date is a field somebody filled in, a commit is when the repository took it; they are kept
apart, and an entry whose legal date lies before a state already committed is flagged. Who asked
and who approved are read from the lines of the commit message (docs/help/auditors.md).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from generator.diagnostic import Diagnostic
from generator.files import POWERS, Files
from generator.history.git import Commit, Repository
from generator.history.revision import LENDERS, Snapshot
from generator.load import Corpus, Known, read_files
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
        corpus: A list of this power alone, with what it borrows as it stood then: templates,
            shared texts, units, but no laws. None where the power is.
    """

    commit: Commit
    file: str
    power: Power | None
    faults: tuple[Diagnostic, ...] = ()
    corpus: Corpus | None = None


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

    A step that changed only something which powers borrow is a state as well, whether or not this
    one borrows it.

    Args:
        repository: Where to look.
        revision: The last commit to look at, as `Repository.resolve` gives it.
        code: Its code; anything else than letters and digits finds nothing.
    """
    if not re.fullmatch("[0-9A-Za-z]+", code):
        return []
    own = f":(glob){POWERS}/*/{code}.y*ml"
    steps = repository.with_branches(list(repository.log(revision, [own, *LENDERS])), revision)
    contents = repository.blobs(change.after for step in steps for change in step.changes)
    tree: dict[str, str] = {}
    known: Known = {}
    found: list[Version] = []
    for step in reversed(steps):
        for change in step.changes:
            tree.pop(change.file, None)
            if change.after:
                tree[change.file] = change.after
        files = [file for file in tree if PurePosixPath(file).stem == code]
        if files:
            found.append(_state(step, files[-1], Snapshot(dict(tree), contents), known))
        elif found and found[-1].file:
            found.append(Version(step, "", None))
    return found


def _state(step: Commit, file: str, files: Files, known: Known) -> Version:
    reading = read_files(files, (file,), known=known, lenient=True)
    corpus = reading.corpus
    if corpus is None or not corpus.records:
        faults = tuple(fault for fault in reading.diagnostics if fault.file == file)
        return Version(step, file, None, faults)
    return Version(step, file, corpus.records[0].power, (), corpus)


def recorded(states: Sequence[Version]) -> list[Recorded]:
    """Every entry any state of the history had, by legal date, as it was last written.

    An entry that only came to name the other powers of a merging or a split is still the same one.
    """
    found: dict[HistoryEntry, Recorded] = {}
    earlier: Commit | None = None
    last: Power | None = None
    for state in states:
        if state.power is None or state.power is last:
            continue  # Only what it borrows changed: no entry was written then.
        last = state.power
        now = {unlinked(entry): entry for entry in state.power.history}
        for key, entry in now.items():
            if key in found:
                found[key] = replace(found[key], entry=entry)
            else:
                late = earlier is not None and entry.day < earlier.when.date()
                found[key] = Recorded(entry, state.commit, late)
        for key, known in found.items():
            if key not in now and known.withdrawn is None:
                found[key] = replace(known, withdrawn=state.commit)
        earlier = state.commit
    return sorted(found.values(), key=lambda one: one.entry.day)


def unlinked(entry: HistoryEntry) -> HistoryEntry:
    """An entry without the codes of other powers, which may be filled in later."""
    return entry.model_copy(update={"related": ()}) if entry.related else entry


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
