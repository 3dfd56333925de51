"""A list as it stood at a revision, read through git without a checkout."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.files import FLOWCHARTS, POWERS, REGISTRY, Files, Folder, power_files
from generator.history.git import Repository
from generator.load import Known, Reading, read_files

FOLDERS = (POWERS, FLOWCHARTS)
"""Where everything stands that a list is made of."""
LENDERS = (FLOWCHARTS, *(f"{REGISTRY}/{name}.yml" for name in ("清单", "公用文本", "单位")))
"""Where stands what powers borrow, except laws: what became of a law `powerlist impact` tells."""


class Snapshot:
    """Files of a list as git holds them; a `generator.files.Files`."""

    def __init__(self, tree: Mapping[str, str], contents: Mapping[str, bytes]) -> None:
        """Take files by path and blob, and contents by blob."""
        self.tree = tree
        self._contents = contents

    def below(self, place: str) -> Iterator[str]:
        """See `Files`."""
        if place in self.tree:
            return iter((place,))
        start = f"{place}/"
        return (file for file in self.tree if file.startswith(start))

    def read(self, file: str) -> bytes | None:
        """See `Files`; None also for a link, which a tree holds but nobody follows."""
        return self._contents.get(self.tree.get(file, ""))

    def only(self, places: Sequence[str]) -> "Snapshot":
        """The files at or below some places, and no others."""
        below = tuple(f"{place}/" for place in places)
        tree = {f: b for f, b in self.tree.items() if f in places or f.startswith(below)}
        return Snapshot(tree, self._contents)


class Revision(Snapshot):
    """All files of a list at one commit."""

    def __init__(self, repository: Repository, revision: str) -> None:
        """Look up a revision and its tree.

        Raises:
            UnknownRevision: The repository does not have it.
            GitFailed: Git could not finish.
        """
        self.commit = repository.resolve(revision)
        tree = repository.tree(self.commit, FOLDERS)
        super().__init__(tree, repository.blobs(tree.values()))


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
