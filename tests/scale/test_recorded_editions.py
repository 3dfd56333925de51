"""Every edition this repository recorded is still found in its history, byte for byte.

By the hashes of the files, never by the number of a commit: a history that was written anew may
give other numbers, but must not give other lists.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from generator.files import EDITIONS_FILE, FLOWCHARTS, POWERS
from generator.history.asof import list_as_of
from generator.history.git import GitFailed, Repository
from generator.history.revision import Revision
from generator.load import read_folder
from generator.model.edition import Edition
from generator.release.tree import Content, belongs, digest, git_tree

Lists = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def editions(root: Path) -> tuple[Edition, ...]:
    corpus = read_folder(root).corpus
    assert corpus is not None
    return corpus.registry.editions


@pytest.fixture(scope="module")
def repository(root: Path) -> Repository:
    try:
        found = Repository(root)
    except GitFailed:
        pytest.skip("not a git repository: there is no history to look in")
    if found.shallow:
        pytest.skip("a shallow clone leaves out the commits the editions are in")
    return found


@pytest.fixture(scope="module")
def recorded(repository: Repository) -> Lists:
    """Digest of the list at every step that recorded an edition → ids of its two trees."""
    return dict(
        _named(Revision(repository, step.id))
        for step in repository.log(repository.resolve("HEAD"), [EDITIONS_FILE])
    )


def _named(revision: Revision) -> tuple[str, tuple[str, str]]:
    files: dict[str, Content] = {
        file: ("100644", revision.read(file) or b"")
        for file in sorted(revision.tree, key=str.encode)
        if belongs(file)
    }
    powers, flowcharts = (
        git_tree({f.removeprefix(top): c for f, c in files.items() if f.startswith(top)})
        for top in (f"{POWERS}/", f"{FLOWCHARTS}/")
    )
    return digest(files), (powers, flowcharts)


def test_there_are_editions_of_different_days(editions: tuple[Edition, ...]) -> None:
    assert len({edition.day for edition in editions}) >= 5


def test_every_edition_is_in_the_history(editions: tuple[Edition, ...], recorded: Lists) -> None:
    lost = [edition.id for edition in editions if edition.tree.digest not in recorded]
    assert lost == []


def test_git_gives_its_trees_the_recorded_ids(
    editions: tuple[Edition, ...], recorded: Lists
) -> None:
    for edition in editions:
        expected = (edition.tree.powers, edition.tree.flowcharts)
        assert recorded.get(edition.tree.digest) == expected, edition.id


@pytest.mark.accepts("A12")
def test_the_list_of_a_day_is_that_of_the_edition_in_force(
    editions: tuple[Edition, ...], repository: Repository
) -> None:
    """On the day before each was published, on that day, and on the day after."""
    head = repository.resolve("HEAD")
    for day in {edition.day + timedelta(days=n) for edition in editions for n in (-1, 0, 1)}:
        found = list_as_of(repository, head, day)
        in_force = [edition for edition in editions if edition.day <= day]
        if not in_force:
            assert found is None or found.edition is None, day
            continue
        assert found is not None, day
        trees = (in_force[-1].tree.powers, in_force[-1].tree.flowcharts)
        assert _named(Revision(repository, found.commit.id))[1] == trees, day
