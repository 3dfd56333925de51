"""A run that could not finish is never a pass, on the screen, in a report or by its code."""

import json
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from generator.check.timing import PromiseExceedsStatutory
from generator.cli import main
from generator.model.vocab import PowerType
from generator.report import FORMATS
from generator.report.markdown import MARKER
from tests.factory import TODAY, broken, file_of, record, valid_trees, write_trees
from tests.repository import commit, new_repository

XK = file_of(PowerType.LICENSING)
DAY = ["--date", TODAY.isoformat()]


def run(root: Path, *argv: str) -> int:
    return main(["--root", str(root), *argv, *DAY])


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule raises on whatever it sees."""

    def crash(*_: object) -> None:
        raise KeyError("步骤")

    monkeypatch.setattr(PromiseExceedsStatutory, "record", crash)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xlsx"])
def test_a_rule_that_raises_stops_the_run_in_every_format(
    name: str, repo: Path, raising: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repo, "check", "--format", name) == 3
    said = capsys.readouterr()
    assert "T001" in said.err
    assert "请告诉维护的人" in said.err
    assert "全部通过" not in said.out
    if name == "sarif":
        (log,) = json.loads(said.out)["runs"]
        assert log["invocations"][0]["executionSuccessful"] is False
    elif name == "junit":
        assert int(ElementTree.fromstring(said.out).get("errors", "0")) == 1
    elif name in {"json", "gitlab"}:
        assert "Z000" in said.out
    else:
        assert "未完成" in said.out


def test_a_rule_that_raises_writes_no_stock(repo: Path, raising: None) -> None:
    assert run(repo, "baseline") == 3
    assert not (repo / "powers/_registry/存量问题.yml").exists()


def test_what_nobody_foresaw_is_no_finding(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("没想到")

    monkeypatch.setattr("generator.checking.read_folder", crash)
    assert run(repo, "check") == 3
    assert "没有做完：程序出了错" in capsys.readouterr().err


def test_a_file_nobody_may_read_is_found(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / XK).unlink()
    (repo / XK).symlink_to(repo / "没有这个文件.yml")
    assert run(repo, "check") == 1
    assert "错误 Y000  文件打不开" in capsys.readouterr().out


def test_misuse_and_missing_git_have_codes_of_their_own(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(repo, "check", "--format", "docx") == 2
    assert run(repo, "check") == 0
    assert run(repo, "check", "--since", "HEAD") == 3  # The folder is no repository.
    monkeypatch.setenv("PATH", os.devnull)
    assert run(repo, "check", "--since", "HEAD") == 3
    assert run(repo, "check") == 0  # Without --since nobody needs git.


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A repository in which 200 powers were changed, each wrongly in several ways."""
    root = new_repository(tmp_path / "清单")
    trees = valid_trees()
    for serial in range(100, 300):
        tree = broken(record(PowerType.LICENSING, serial), ("名称",), f"食品许可第{serial}种")
        trees[file_of(PowerType.LICENSING, serial)] = tree
    trees["powers/_registry/清单.yml"]["公布项数"] = "210"
    write_trees(root, trees)
    commit(root, "基线", tag="v1")
    for serial in range(100, 300):
        file = root / file_of(PowerType.LICENSING, serial)
        text = file.read_text(encoding="utf-8")
        text = text.replace('期限: "10个工作日"', '期限: "25个工作日"').replace("种", "种。", 1)
        file.write_text(text.replace("公开范围: 社会公开", "公开范围: 不公开"), encoding="utf-8")
    return root


def test_the_comment_on_200_changed_powers_is_short_and_grouped(
    many: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(many, "check", "--since", "v1", "--format", "markdown") == 1
    comment = capsys.readouterr().out
    assert comment.startswith(MARKER)
    assert len(comment.splitlines()) <= 60
    for rule in ("T001", "H001", "A001", "I009"):
        assert f"{rule}**" in comment
    assert "200 处，200 个文件" in comment


def test_every_service_sees_the_same_findings(many: Path, tmp_path: Path) -> None:
    reports = {}
    for name in ("json", "gitlab", "sarif"):
        out = tmp_path / f"{name}.json"
        assert run(many, "check", "--since", "v1", "--format", name, "--output", str(out)) == 1
        reports[name] = json.loads(out.read_text(encoding="utf-8"))
    marks = {
        "json": [row["fingerprint"] for row in reports["json"]],
        "gitlab": [row["fingerprint"] for row in reports["gitlab"]],
        "sarif": [
            result["partialFingerprints"]["finding/v1"]
            for result in reports["sarif"]["runs"][0]["results"]
        ],
    }
    assert len(set(marks["json"])) == len(marks["json"]) >= 800
    assert set(marks["json"]) == set(marks["gitlab"]) == set(marks["sarif"])
