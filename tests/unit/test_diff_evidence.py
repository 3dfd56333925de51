"""What a report rests on can be found again: by commit, by digest, by the number of an edition."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.files import EDITIONS_FILE
from generator.history.between import request_of
from generator.history.git import Repository
from tests.edits import LICENCE, edited
from tests.factory import valid_trees, write_trees
from tests.repository import commit, git, new_repository
from tests.unit.test_asof import publish

OLD, NEW = "2026.05", "2026.07"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two editions, and a change merged after them."""
    root = new_repository(tmp_path / "清单")
    trees = valid_trees()
    del trees[EDITIONS_FILE]
    write_trees(root, trees)
    known = publish(root, (), OLD, date(2026, 5, 1))
    changed = edited(trees, "承诺缩短")
    changed[LICENCE]["沿革"].append(
        {
            "日期": "2026-06-30",
            "动作": "变更",
            "说明": "缩短",
            "申请单位": "甲局",
            "批准机关": "乙府",
        }
    )
    write_trees(root, changed)
    commit(root, "缩短时限\n\n申请：市市场监管局")
    publish(root, known, NEW, date(2026, 7, 1))
    git(root, "switch", "-qc", "改")
    write_trees(root, edited(changed, "救济期限"))
    commit(root, "改期限\n\n批准：市委编办")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "改", "-m", "合并\n\nSee merge request a/b!7")
    return root


def told(root: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["--root", str(root), "diff", *words, "--format", "json"]) == 1
    return json.loads(capsys.readouterr().out)


def test_editions_are_compared_by_their_numbers(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(repo, OLD, NEW, capsys=capsys)
    one, other = found["lists"]
    assert (one["edition"], other["edition"]) == (OLD, NEW)
    assert one["commit"] == git(repo, "rev-parse", "HEAD^~2").strip()
    assert other["digest"] == digest_by_hand(repo)
    paths = {tuple(row["path"]) for row in found["changes"] if row["powers"]}
    assert ("承诺时限", "期限") in paths
    since = told(repo, NEW, capsys=capsys)
    assert [side["edition"] for side in since["lists"]] == [NEW, None]
    assert since["lists"][1]["commit"] is None


def digest_by_hand(root: Path) -> str:
    """What the manual has an auditor type, at the commit that published the later edition."""
    copy = root.parent / "手工"
    git(root, "worktree", "add", "-q", str(copy), "HEAD^")
    (copy / EDITIONS_FILE).unlink()
    command = (
        "find powers flowcharts -type f ! -path 'powers/_registry/版本*' | LC_ALL=C sort"
        " | xargs -d '\\n' sha256sum | sha256sum"
    )
    done = subprocess.run(command, shell=True, cwd=copy, capture_output=True, text=True, check=True)
    return done.stdout.split()[0]


def test_who_asked_and_approved_stands_beside_every_change(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(repo, OLD, "HEAD", capsys=capsys)
    steps = {step["id"]: step for step in found["commits"]}
    (approval,) = (one for one in found["powers"] if one["grounds"])
    assert approval["grounds"][0]["requested_by"] == "甲局"
    assert approval["grounds"][0]["approved_by"] == "乙府"
    (own,) = (steps[id_] for id_ in approval["commits"])
    assert (own["requested_by"], own["approved_by"]) == ("市市场监管局", None)
    (shared,) = (row for row in found["changes"] if row["written_in"])
    (merge,) = (steps[id_] for id_ in shared["commits"])
    assert (merge["merge_request"], merge["approved_by"]) == ("7", "市委编办")


def test_an_edition_whose_list_is_lost_is_never_replaced_by_another(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "浅")
    assert main(["--root", str(tmp_path / "浅"), "diff", OLD]) == 3
    assert "--unshallow" in capsys.readouterr().err
    shutil.rmtree(repo / ".git")
    git(repo, "init", "-q")
    commit(repo, "没有历史")
    assert main(["--root", str(repo), "diff", OLD]) == 3
    assert f"{OLD} 版登记过，历史里找不到" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("See merge request zaoyang/qlqd!123", "123"),
        ("Merge pull request #45 from a/b", "45"),
        ("合并请求 !6", "6"),
        ("第 7 号文件！8", ""),
    ],
)
def test_the_number_of_a_merge_request_is_read(line: str, number: str, repo: Path) -> None:
    git(repo, "commit", "-q", "--allow-empty", "-m", f"改\n\n{line}")
    repository = Repository(repo)
    (step,) = repository.log(repository.resolve("HEAD"), most=1)
    assert request_of(step) == number
