"""check --since: what a merge request changes is checked in full, and nothing passes unseen."""

import json
import os
from pathlib import Path

import pytest

from generator.baseline import BASELINE
from generator.cli import main
from generator.emit import emit
from generator.model.vocab import PowerType
from tests.factory import TODAY, broken, file_of, record, valid_trees, write_trees
from tests.repository import commit, git, new_repository

XK, CF, JL = (file_of(k) for k in (PowerType.LICENSING, PowerType.PENALTY, PowerType.REWARD))
DAY = ["--date", TODAY.isoformat()]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "清单")
    write_trees(root, valid_trees())
    commit(root, "基线", tag="v1")
    return root


def check(root: Path, *argv: str, since: str = "v1") -> int:
    return main(["--root", str(root), "check", "--since", since, *DAY, *argv])


def found(root: Path, capsys: pytest.CaptureFixture[str], since: str = "v1") -> list[str]:
    capsys.readouterr()
    check(root, "--format", "json", since=since)
    return [row["rule"] for row in json.loads(capsys.readouterr().out)]


def rewrite(root: Path, kind: PowerType, *path: str, to: object) -> None:
    (root / file_of(kind)).write_text(emit(broken(record(kind), path, to)), encoding="utf-8")


def test_nothing_changed_is_clean(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(repo) == 0
    assert found(repo, capsys) == []


def test_a_change_without_history_is_found_committed_or_not(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(repo, PowerType.LICENSING, "备注", to="另有规定。")
    assert found(repo, capsys) == ["H001"]
    commit(repo, "改")
    assert found(repo, capsys) == ["H001"]
    assert found(repo, capsys, since="HEAD") == []


def test_a_deleted_power_is_found(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / JL).unlink()
    assert set(found(repo, capsys)) == {"H002", "I010"}


def test_a_file_that_cannot_be_read_is_not_gone(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo / JL).write_text("名称：全角\n", encoding="utf-8")
    assert set(found(repo, capsys)) == {"Y001", "I010"}


def test_what_the_main_line_did_meanwhile_is_nobodys_change(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repo, "checkout", "-q", "-b", "mine")
    rewrite(repo, PowerType.LICENSING, "俗称", to=["餐饮证"])
    commit(repo, "我的")
    git(repo, "checkout", "-q", "-b", "theirs", "v1")
    (repo / JL).unlink()
    commit(repo, "别人的")
    git(repo, "checkout", "-q", "mine")
    assert found(repo, capsys, since="theirs") == []


def test_the_stock_excuses_what_nobody_touched(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(repo, PowerType.LICENSING, "承诺时限", "期限", to="25个工作日")
    assert main(["--root", str(repo), "baseline", *DAY]) == 0
    commit(repo, "存量", tag="v2")
    assert found(repo, capsys, since="v2") == []
    tree = broken(record(PowerType.LICENSING), ("承诺时限", "期限"), "25个工作日")
    tree["俗称"] = ["餐饮证"]
    (repo / XK).write_text(emit(tree), encoding="utf-8")
    assert found(repo, capsys, since="v2") == ["T001"]


def test_the_stock_may_not_be_written_by_hand(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(repo), "baseline", *DAY]) == 0
    commit(repo, "空的存量表", tag="v2")
    rewrite(repo, PowerType.LICENSING, "承诺时限", "期限", to="25个工作日")
    begun = (repo / BASELINE).read_text(encoding="utf-8")
    (repo / BASELINE).unlink()
    assert main(["--root", str(repo), "baseline", *DAY]) == 0
    assert (repo / BASELINE).read_text(encoding="utf-8") != begun
    assert set(found(repo, capsys, since="v2")) == {"B002", "H001", "T001"}


def test_an_unknown_revision_is_misuse(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(repo, since="没有这个") == 2
    assert "没有“没有这个”这个版本" in capsys.readouterr().err


def test_files_cannot_be_named_as_well(repo: Path) -> None:
    assert check(repo, str(repo / XK)) == 2


def test_without_git_the_run_did_not_finish(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    report = tmp_path / "gl.json"
    assert check(repo, "--format", "gitlab", "--output", str(report)) == 3
    assert "没有安装 git" in capsys.readouterr().err
    assert [row["check_name"] for row in json.loads(report.read_text(encoding="utf-8"))] == ["Z000"]


def test_a_copy_with_too_little_history_did_not_finish(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repo, "commit", "-q", "--allow-empty", "-m", "二")
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "浅")
    assert check(tmp_path / "浅", since="HEAD~1") == 3
    assert "--unshallow" in capsys.readouterr().err


def test_histories_that_share_nothing_did_not_finish(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repo, "checkout", "-q", "--orphan", "别的")
    commit(repo, "另一个开头")
    assert check(repo) == 3
    assert "找不到同“v1”分开的地方" in capsys.readouterr().err
