"""A list as it stood at a revision, read through git without a checkout."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.files import FLOWCHARTS, POWERS, REGISTRY, Files, Folder
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

    def fetch(self, files: Iterable[str]) -> None:
        """See `Files`; the contents are there."""

    def read(self, file: str) -> bytes | None:
        """See `Files`; None also for a link, which a tree holds but nobody follows."""
        return self._contents.get(self.tree.get(file, ""))

    def shared(self, other: Files) -> Container[str] | None:
        """See `Files`; what git calls by the same name is the same."""
        if not isinstance(other, Snapshot):
            return None
        return {file for file, blob in self.tree.items() if other.tree.get(file) == blob}

    def only(self, places: Sequence[str]) -> "Snapshot":
        """The files at or below some places, and no others."""
        below = tuple(f"{place}/" for place in places)
        tree = {f: b for f, b in self.tree.items() if f in places or f.startswith(below)}
        return Snapshot(tree, self._contents)


class Revision(Snapshot):
    """All files of a list at one commit; contents come from git when they are asked for."""

    def __init__(self, repository: Repository, revision: str) -> None:
        """Look up a revision and its tree.

        Raises:
            UnknownRevision: The repository does not have it.
            GitFailed: Git could not finish; so in everything that reads.
        """
        self.commit = repository.resolve(revision)
        self._repository = repository
        self._fetched: dict[str, bytes] = {}
        self._whole = False
        super().__init__(repository.tree(self.commit, FOLDERS), self._fetched)

    def fetch(self, files: Iterable[str]) -> None:
        """See `Files`."""
        self._fetched |= self._repository.blobs(self.tree.get(file, "") for file in files)

    def read(self, file: str) -> bytes | None:
        """See `Files`; the first file that was not fetched brings all of them."""
        if not self._whole and self.tree.get(file, "") not in self._fetched:
            self._fetch_whole()
        return super().read(file)

    def only(self, places: Sequence[str]) -> Snapshot:
        """See `Snapshot`."""
        found = super().only(places)
        self.fetch(found.tree)
        return found

    def _fetch_whole(self) -> None:
        self._whole = True
        self.fetch(self.tree)


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
