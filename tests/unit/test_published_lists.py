"""The list of an edition is found by its digest, whatever became of its commit; nothing else is."""

from pathlib import Path

import pytest

from generator.emit import emit
from generator.files import EDITIONS_FILE
from generator.history.edition import BaseLost, PublishedLists, published_list
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.model.edition import Edition
from tests.edits import LICENCE
from tests.factory import Trees, put, valid_trees, write_trees
from tests.repository import commit, git, new_repository
from tests.unit.test_edition_accounts import recorded

GONE = "0" * 39 + "1"
"""A number no commit has: the merge request was rebased."""


def list_with(remark: str) -> Trees:
    trees = valid_trees()
    put(trees[LICENCE], ("备注",), remark)
    del trees[EDITIONS_FILE]  # `record` writes it.
    return trees


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "清单")
    write_trees(root, list_with("起点"))
    commit(root, "起点")
    return root


def record(root: Path, named: str | None = GONE) -> Edition:
    """Write the record of what lies in the folder, as a release does."""
    edition = recorded(root, "2026.01", named)
    held = edition.model_dump(mode="json", by_alias=True, exclude_none=True)
    (root / EDITIONS_FILE).write_text(emit({"版本": [held]}), encoding="utf-8")
    return edition


def remark_of(root: Path, edition: Edition, since: str | None = None) -> str | None:
    corpus = published_list(Repository(root), edition, since).corpus
    assert corpus is not None
    return next(power.remark for power in corpus.powers if power.code in LICENCE)


def test_where_the_record_says(repo: Path) -> None:
    write_trees(repo, list_with("公布的"))
    edition = record(repo, commit(repo, "清单"))
    (repo / EDITIONS_FILE).unlink()  # Never committed.
    assert remark_of(repo, edition) == "公布的"


def test_a_squashed_request_holds_list_and_record_in_one(repo: Path) -> None:
    write_trees(repo, list_with("公布的"))
    edition = record(repo)
    landed = commit(repo, "清单和登记")
    write_trees(repo, list_with("后来的"))
    commit(repo, "后来")
    assert remark_of(repo, edition) == "公布的"
    assert PublishedLists(Repository(repo), {}).commit_of(edition) == landed


def test_the_list_may_stand_in_the_commit_before_the_record(repo: Path) -> None:
    write_trees(repo, list_with("公布的"))
    commit(repo, "清单")
    edition = record(repo)
    write_trees(repo, list_with("同登记一起改的"))
    commit(repo, "登记")
    assert remark_of(repo, edition) == "公布的"


def test_others_may_have_been_merged_before_it(repo: Path) -> None:
    git(repo, "switch", "-qc", "公布")
    write_trees(repo, list_with("公布的"))
    edition = record(repo)
    commit(repo, "清单和登记")
    git(repo, "switch", "-q", "main")
    (repo / "powers/别的.txt").write_text("别人的", encoding="utf-8")
    commit(repo, "别人的请求")
    git(repo, "merge", "-q", "--no-ff", "公布", "-m", "合并请求")
    assert remark_of(repo, edition) == "公布的"


def test_another_list_is_never_taken_for_it(repo: Path) -> None:
    write_trees(repo, list_with("公布的"))
    edition = record(repo)
    write_trees(repo, list_with("别的"))
    commit(repo, "登记，清单却不是那一份")
    with pytest.raises(BaseLost, match="--since"):
        remark_of(repo, edition)
    with pytest.raises(BaseLost, match="版公布的那一份"):
        remark_of(repo, edition, "HEAD")
    with pytest.raises(UnknownRevision):
        remark_of(repo, edition, "没有")


def test_since_finds_what_no_record_leads_to(repo: Path) -> None:
    write_trees(repo, list_with("公布的"))
    edition = recorded(repo, "2026.01", None)
    there = commit(repo, "清单")
    write_trees(repo, list_with("后来的"))
    commit(repo, "后来")
    with pytest.raises(BaseLost):
        remark_of(repo, edition)
    assert remark_of(repo, edition, there) == "公布的"


def test_a_shallow_copy_says_so(repo: Path, tmp_path: Path) -> None:
    write_trees(repo, list_with("公布的"))
    edition = record(repo)
    commit(repo, "清单和登记")
    write_trees(repo, list_with("后来的"))
    commit(repo, "后来")
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "浅")
    with pytest.raises(GitFailed, match="--unshallow"):
        published_list(Repository(tmp_path / "浅"), edition)
