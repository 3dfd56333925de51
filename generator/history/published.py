"""Which edition first published what a power says: its states in the editions, oldest first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.decode import validate_forgiving
from generator.files import power_files
from generator.history.edition import PublishedLists, editions_at
from generator.history.git import Repository
from generator.history.revision import Revision
from generator.load import read_power
from generator.model.edition import Edition
from generator.model.power import Power


@dataclass(frozen=True)
class Published:
    """A power in one edition.

    Attributes:
        edition: The edition.
        power: What it published; None when the power was not on that list.
    """

    edition: Edition
    power: Power | None


@dataclass(frozen=True)
class Publications:
    """A power in every edition.

    Attributes:
        states: Each edition whose list this history has, oldest first.
        lost: Editions whose list it does not have; nothing is known of the power in them.
    """

    states: tuple[Published, ...] = ()
    lost: tuple[Edition, ...] = ()

    def first(self, holds: Callable[[Power], bool]) -> Edition | None:
        """The first edition in which something holds of the power."""
        return next((one.edition for one in self.states if one.power and holds(one.power)), None)


def publications(repository: Repository, revision: str, code: str) -> Publications:
    """Look a power up in the list of every edition recorded at a revision.

    Args:
        repository: Where to look.
        revision: The commit whose record of the editions counts.
        code: Code of the power.
    """
    lists = PublishedLists(repository, {})
    states, lost = [], []
    for edition in editions_at(repository, revision):
        commit = lists.commit_of(edition)
        if commit is None:
            lost.append(edition)
        else:
            states.append(Published(edition, _power(Revision(repository, commit), code)))
    return Publications(tuple(states), tuple(lost))


def _power(found: Revision, code: str) -> Power | None:
    for file in power_files(found):
        if PurePosixPath(file).stem == code:
            return read_power(file, found.read(file), validate_forgiving)[0]
    return None
