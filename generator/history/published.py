"""Which edition first published what a power says: its states in the editions, oldest first."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.files import power_files
from generator.history.edition import PublishedLists, editions_at
from generator.history.git import Repository
from generator.history.revision import LENDERS, Revision
from generator.load import Corpus, Known, read_files
from generator.model.edition import Edition
from generator.model.power import Power


@dataclass(frozen=True)
class Published:
    """A power in one edition.

    Attributes:
        edition: The edition.
        corpus: Its list with this power alone and what it borrows, but no laws; without any power
            when this one was not on it.
    """

    edition: Edition
    corpus: Corpus

    @property
    def power(self) -> Power | None:
        """What it published of the power."""
        return next(iter(self.corpus.powers), None)


@dataclass(frozen=True)
class Publications:
    """A power in every edition.

    Attributes:
        states: Each edition whose list this history has, oldest first.
        lost: Editions whose list it does not have; nothing is known of the power in them.
    """

    states: tuple[Published, ...] = ()
    lost: tuple[Edition, ...] = ()

    def first(self, holds: Callable[[Published], bool]) -> Edition | None:
        """The first edition with the power of which something holds."""
        return next((one.edition for one in self.states if one.power and holds(one)), None)


def publications(repository: Repository, revision: str, code: str) -> Publications:
    """Look a power up in the list of every edition recorded at a revision.

    Args:
        repository: Where to look.
        revision: The commit whose record of the editions counts.
        code: Code of the power.
    """
    lists = PublishedLists(repository, {})
    known: Known = {}
    states, lost = [], []
    for edition in editions_at(repository, revision):
        commit = lists.commit_of(edition)
        corpus = _alone(Revision(repository, commit), code, known) if commit else None
        if corpus is None:
            lost.append(edition)
        else:
            states.append(Published(edition, corpus))
    return Publications(tuple(states), tuple(lost))


def names_of(repository: Repository, revision: str, codes: Collection[str]) -> dict[str, str]:
    """The names of some powers at a revision; those it does not have are left out."""
    if not codes:
        return {}
    found = Revision(repository, revision)
    own = [file for file in power_files(found) if PurePosixPath(file).stem in codes]
    corpus = read_files(found.only((*own, *LENDERS)), own, lenient=True).corpus
    return {power.code: power.name for power in corpus.powers} if corpus else {}


def _alone(found: Revision, code: str, known: Known) -> Corpus | None:
    own = [file for file in power_files(found) if PurePosixPath(file).stem == code]
    return read_files(found.only((*own, *LENDERS)), own, known=known, lenient=True).corpus
