"""The list as it lies here beside the list it came from: what one merge request changes."""

from dataclasses import dataclass, replace
from pathlib import Path

from generator.files import FLOWCHARTS, POWERS, Folder
from generator.history.git import GitFailed, Repository
from generator.history.revision import Revision
from generator.load import Corpus, Known, Reading, read_files
from generator.source import Source


@dataclass(frozen=True)
class Since:
    """A list and what it was before.

    Attributes:
        reading: The list as it lies in the folder.
        before: The list at the point where this work began.
        changed: Files that differ, also those that are gone.
        earlier: The files as they stood.
    """

    reading: Reading
    before: Corpus
    changed: frozenset[str]
    earlier: Revision

    def source_before(self, file: str) -> Source:
        """The text of a file as it stood; empty when it was not there."""
        return Source(file, (self.earlier.read(file) or b"").decode("utf-8", "replace"))


def read_since(root: Path, revision: str) -> Since:
    """Read the list in a folder and the one it came from.

    It is compared with the commit where its history and that of `revision` went apart, so that
    what others did on the main line meanwhile is nobody's change here.

    Raises:
        UnknownRevision: The repository does not have the revision.
        GitFailed: Git is missing, or knows too little history to compare.
    """
    repository = Repository(root)
    earlier = Revision(repository, repository.merge_base(revision))
    known: Known = {}
    folder = Folder(root)
    reading = read_files(folder, known=known)
    before = read_files(earlier, known=known, lenient=True).corpus
    if before is None:
        raise GitFailed(f"“{revision}”那时的登记册读不懂，没有可以比较的清单")
    files = {*earlier.tree, *folder.below(POWERS), *folder.below(FLOWCHARTS)}
    changed = frozenset(file for file in files if earlier.read(file) != folder.read(file))
    return Since(reading, _comparable(before, reading), changed, earlier)


def _comparable(before: Corpus, reading: Reading) -> Corpus:
    """The earlier list without the powers whose files cannot be read now: they are not gone."""
    readable = {record.file for record in reading.corpus.records} if reading.corpus else set()
    broken = set(reading.files) - readable
    return replace(before, records=tuple(r for r in before.records if r.file not in broken))
