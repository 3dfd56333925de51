"""The list as an edition published it, found again in git and held against its record."""

import hashlib
from collections.abc import Iterator, Mapping

from generator.files import CHANGES_FOLDER, EDITIONS_FILE, FLOWCHARTS, POWERS
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.history.revision import Revision
from generator.load import Known, Reading, read_files
from generator.model.edition import Edition

Content = tuple[str, bytes]
"""Mode of a file as git writes it, and its bytes; of a symbolic link, where it points."""


class BaseLost(Exception):
    """The list of an edition cannot be had; the text says what to do."""


def belongs(file: str) -> bool:
    """Whether a file is part of what an edition names; the record of the editions is not."""
    return file != EDITIONS_FILE and not file.startswith(f"{CHANGES_FOLDER}/")


def digest(files: Mapping[str, Content]) -> str:
    """SHA-256 over the sorted list of files, as `sha256sum` prints it, line by line."""
    listed = hashlib.sha256()
    for file, (_, raw) in files.items():
        listed.update(f"{hashlib.sha256(raw).hexdigest()}  {file}\n".encode())
    return listed.hexdigest()


def published_list(
    repository: Repository,
    edition: Edition,
    revision: str | None = None,
    known: Known | None = None,
) -> Reading:
    """The list as an edition published it.

    Args:
        repository: Where it was committed.
        edition: The edition.
        revision: Where to look instead of the commit the record names.
        known: What was read before.

    Raises:
        BaseLost: It is not there, or is not what was published.
        UnknownRevision, GitFailed: Git has no such revision or could not finish.
    """
    named = revision or edition.commit
    if named is None:
        raise BaseLost(f"{edition.id} 版的登记没有提交号，写明在哪个提交 →  --since 提交号")
    found = Revision(repository, named)
    files = {
        file: ("", found.read(file) or b"")
        for place in (POWERS, FLOWCHARTS)
        for file in found.below(place)
        if belongs(file)
    }
    in_order = dict(sorted(files.items(), key=lambda item: item[0].encode()))
    if digest(in_order) != edition.tree.digest:
        raise BaseLost(f"提交 {named[:12]} 里的清单不是 {edition.id} 版公布的那一份")
    reading = read_files(found, known=known, lenient=True)
    if reading.corpus is None:
        raise BaseLost(f"{edition.id} 版的登记册读不懂，没法同它比较")
    return reading


def find_published(
    repository: Repository, edition: Edition, known: Known | None = None
) -> Reading | None:
    """The same, wherever it is: at the commit named, or where editions were recorded.

    A merge request that was rebased has another commit number, and the list in it is the same.
    None when this copy of the repository does not have it.
    """
    for commit in _candidates(repository, edition):
        try:
            return published_list(repository, edition, commit, known)
        except (BaseLost, UnknownRevision, GitFailed):
            continue
    return None


def _candidates(repository: Repository, edition: Edition) -> Iterator[str]:
    if edition.commit is not None:
        yield edition.commit
    try:
        recorded = list(repository.log("HEAD", (EDITIONS_FILE,)))
    except GitFailed:
        return  # Nothing has been committed yet.
    for commit in recorded:
        yield commit.id
        yield f"{commit.id}^"
