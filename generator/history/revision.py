"""A list as it stood at a revision, read through git without a checkout."""

from collections.abc import Iterator
from pathlib import Path

from generator.files import FLOWCHARTS, POWERS, Files, Folder, power_files
from generator.history.git import Repository
from generator.load import Known, Reading, read_files

FOLDERS = (POWERS, FLOWCHARTS)
"""Where everything stands that a list is made of."""


class Revision:
    """The files of a list at one commit; a `generator.files.Files`."""

    def __init__(self, repository: Repository, revision: str) -> None:
        """Look up a revision and its tree.

        Raises:
            UnknownRevision: The repository does not have it.
            GitFailed: Git could not finish.
        """
        self.commit = repository.resolve(revision)
        self.tree = repository.tree(self.commit, FOLDERS)
        self._contents = repository.blobs(self.tree.values())

    def below(self, place: str) -> Iterator[str]:
        """See `Files`."""
        if place in self.tree:
            return iter((place,))
        start = f"{place}/"
        return (file for file in self.tree if file.startswith(start))

    def read(self, file: str) -> bytes | None:
        """See `Files`; None also for a link, which a tree holds but nobody follows."""
        return self._contents.get(self.tree.get(file, ""))


def read_revision(repository: Repository, revision: str, known: Known | None = None) -> Reading:
    """Read the list as it stood at a revision.

    Give `known` to every reading of one run: files that two editions share are then read once,
    and a record that did not change is the same object in both. What cannot be read (an old form
    of the files, a broken one) is among the findings and never left out in silence.

    Args:
        repository: Where the revision is; it keeps contents, so use one for one run.
        revision: A tag, a branch, a number or part of one.
        known: What was read before.

    Raises:
        UnknownRevision: The repository does not have it.
        GitFailed: Git could not finish.
    """
    return read_files(Revision(repository, revision), known=known, lenient=True)


def read_working_tree(root: Path, known: Known | None = None) -> Reading:
    """Read the list as it lies in the folder, as forgiving as a revision is read."""
    return read_files(Folder(root), known=known, lenient=True)


def differing_powers(base: Files, head: Files) -> tuple[list[str], int]:
    """Power files that are not the same bytes on both sides, and how many are."""
    files = {*power_files(base), *power_files(head)}
    differing = sorted(file for file in files if base.read(file) != head.read(file))
    return differing, len(files) - len(differing)
