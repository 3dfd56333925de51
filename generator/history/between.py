"""Two lists and the commits between them, so that somebody else can find the same again.

By commit in the repository, by digest in any copy, and by number when an edition was published
from the same files.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.history.git import Commit, Repository
from generator.history.revision import FOLDERS
from generator.model.edition import Edition

_REQUEST = re.compile(r"(?:See merge request \S*!|Merge pull request #|合并请求 ?[!！#])([0-9]+)")


@dataclass(frozen=True)
class Side:
    """One of two lists that are compared.

    Attributes:
        name: What was typed, or what the folder is called.
        commit: Its commit; empty for a folder.
        digest: SHA-256 of its files, as the record of an edition has it.
        edition: The edition that was published from the same files; empty when none was.
    """

    name: str
    commit: str
    digest: str
    edition: str = ""


def side(name: str, commit: str, digest: str, editions: Iterable[Edition]) -> Side:
    """Say what a list is, and which edition was published from it."""
    published = (edition.id for edition in editions if edition.tree.digest == digest)
    return Side(name, commit, digest, next(published, ""))


def steps_between(repository: Repository, base: str, head: str) -> dict[str, tuple[Commit, ...]]:
    """Name of a file without its ending → the steps that changed it after `base`, up to `head`.

    Newest first; a merge counts as one step. A power is found by its code wherever its file lies.

    Args:
        repository: Where to look.
        base: A commit as `Repository.resolve` gives it.
        head: The same.
    """
    found: dict[str, list[Commit]] = {}
    steps = list(repository.log(f"{base}..{head}", FOLDERS))
    for commit in repository.with_branches(steps, head):
        for stem in sorted({PurePosixPath(change.file).stem for change in commit.changes}):
            found.setdefault(stem, []).append(commit)
    return {stem: tuple(commits) for stem, commits in found.items()}


def request_of(commit: Commit) -> str:
    """The number of the merge request a commit brought in, by its message; empty without one."""
    found = _REQUEST.search(commit.message)
    return found[1] if found else ""
