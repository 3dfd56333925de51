"""The command line: 0 clean, 1 findings, 2 misuse, 3 could not finish; nothing ever raises."""

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.emit import emit
from generator.load import read_folder
from generator.model.vocab import PowerType
from generator.schema import write_schemas
from tests.factory import (
    AUTHORITY,
    FACTS,
    FOOD_LAW,
    LAWS,
    PARTY,
    broken,
    file_of,
    record,
)

XK = file_of(PowerType.LICENSING)
DAY = ["--date", "2026-01-15"]


@pytest.fixture
def bad(repo: Path) -> Path:
    """The valid list with one record that breaks one rule."""
    tree = broken(record(PowerType.LICENSING), ("承诺时限", "期限"), "25个工作日")
    (repo / XK).write_text(emit(tree), encoding="utf-8")
    return repo


def run(root: Path, *argv: str) -> int:
    return main(["--root", str(root), *argv])


def test_a_clean_list_is_clean(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repo, "check", *DAY) == 0
    assert capsys.readouterr().out == "全部通过：没有错误，也没有提醒\n"


def test_findings_are_shown_with_their_place(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(bad, "check", *DAY) == 1
    out = capsys.readouterr().out
    assert "错误 T001  承诺时限（25个工作日）比法定时限（20个工作日）还长" in out
    assert f"  {XK}:27:7" in out
    assert out.endswith("1 处错误，0 处提醒\n")


def test_reminders_alone_do_not_fail(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = broken(record(PowerType.LICENSING), ("承诺时限", "期限"), "25日")
    tree = broken(record(PowerType.LICENSING), ("名称",), "1、食品经营许可")
    (repo / XK).write_text(emit(tree), encoding="utf-8")
    assert run(repo, "check", *DAY) == 0
    assert capsys.readouterr().out.endswith("0 处错误，1 处提醒\n")


def test_programs_read_findings_as_json(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(bad, "check", *DAY, "--format", "json") == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["rule"], row["file"], row["line"]) == ("T001", XK, 27)


def test_the_day_decides_which_laws_are_in_force(repo: Path) -> None:
    assert run(repo, "check", "--date", "2018-01-01") == 1
    assert run(repo, "check", "--date", "2019-04-23") == 0


@pytest.mark.parametrize(
    ("path", "code"),
    [(XK, 1), (f"powers/{AUTHORITY}", 1), (f"powers/{PARTY}", 0), ("powers", 1), (".", 1)],
)
def test_only_what_was_asked_for_is_reported(path: str, code: int, bad: Path) -> None:
    assert run(bad, "check", *DAY, str(bad / path)) == code


def test_units_whose_names_begin_alike_are_kept_apart(bad: Path) -> None:
    shorter = bad / "powers" / AUTHORITY[:-1]
    shorter.mkdir()
    shutil.copy(bad / file_of(PowerType.PENALTY), shorter)
    assert run(bad, "check", *DAY, str(shorter)) == 0


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["向前"],
        ["check", "--date", "昨天"],
        ["check", "--date", "2026-02-30"],
        ["check", "--format", "xml"],
        ["check", "没有这个文件"],
        ["check", "/"],
        ["serve", "--port", "八千"],
        ["serve", "--port", "99999"],
        ["serve", "--port", "-1"],
        ["build", "--date", "明天"],
        ["import"],
        ["schema", "多余"],
        ["stats", "--xml"],
    ],
)
def test_misuse_is_told_from_findings(
    argv: list[str], repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repo, *argv) == 2
    said = capsys.readouterr()
    assert said.err
    assert "全部通过" not in said.out


@pytest.mark.parametrize("argv", [["--help"], ["check", "--help"], ["build", "--help"]])
def test_help_is_no_misuse(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 0
    assert "usage" in capsys.readouterr().out.lower()


@pytest.mark.parametrize(
    "argv", [["check"], ["stats"], ["serve"], ["build"], ["check", "--format", "json"]]
)
def test_a_folder_without_a_list_cannot_be_finished(
    argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in (tmp_path, tmp_path / "没有"):
        assert run(folder, *argv) == 3
        assert "全部通过" not in capsys.readouterr().out


@pytest.mark.parametrize("argv", [["check"], ["stats"]])
def test_an_unreadable_registry_never_looks_like_a_pass(
    argv: list[str], repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo / FACTS).write_text("名称：甲\n", encoding="utf-8")
    assert run(repo, *argv) == 3
    said = capsys.readouterr()
    assert "Y001" in said.out
    assert "登记册读不懂" in said.err


def test_counts_are_printed_in_both_forms(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repo, "stats") == 0
    assert capsys.readouterr().out.startswith("10 项职权，1 个单位\n")
    assert run(repo, "stats", "--json") == 0
    assert json.loads(capsys.readouterr().out)["powers"] == 10


def test_a_count_that_misses_a_file_does_not_look_complete(repo: Path) -> None:
    (repo / XK).write_text("名称：甲\n", encoding="utf-8")
    assert run(repo, "stats") == 1


def test_schemas_are_written_once_and_then_up_to_date(repo: Path) -> None:
    assert run(repo, "schema", "--check") == 1
    assert write_schemas(repo, check=True)
    assert run(repo, "schema") == 0
    assert run(repo, "schema", "--check") == 0
    assert write_schemas(repo, check=True) == []
    (repo / "docs/schema/power.schema.json").write_text("{}", encoding="utf-8")
    assert run(repo, "schema", "--check") == 1


SHEET = f"类型,名称,行使主体,法规,条\n行政许可,小餐饮许可,{AUTHORITY},{FOOD_LAW},第四条\n"


def test_sheets_are_imported(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = repo / "甲.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    assert run(repo, "import", str(sheet)) == 0
    assert "新写 1 个文件，已有 0 项没有动，0 处有问题" in capsys.readouterr().out
    assert run(repo, "import", str(sheet)) == 0
    assert "新写 0 个文件，已有 1 项没有动" in capsys.readouterr().out
    assert file_of(PowerType.LICENSING, 2) in read_folder(repo).files


@pytest.mark.parametrize("content", [None, "", "甲,乙\n", SHEET.replace("行政许可", "行政审批")])
def test_faulty_sheets_are_findings(content: str | None, repo: Path) -> None:
    sheet = repo / "甲.csv"
    if content is not None:
        sheet.write_text(content, encoding="utf-8")
    assert run(repo, "import", str(sheet)) == 1


def test_a_faulty_sheet_of_laws_stops_the_import(repo: Path) -> None:
    sheet = repo / "甲.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    before = (repo / LAWS).read_bytes()
    assert run(repo, "import", str(sheet), "--laws", str(repo / "没有.csv")) == 1
    assert (repo / LAWS).read_bytes() == before
    assert file_of(PowerType.LICENSING, 2) not in read_folder(repo).files


def site_inputs(repo: Path, root: Path) -> None:
    shutil.copy(root / "mkdocs.yml", repo)
    shutil.copytree(root / "docs", repo / "docs")
    if (root / "generator/site/hook.py").exists():
        (repo / "generator").symlink_to(root / "generator")


def test_nothing_is_published_while_an_error_stands(
    bad: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site_inputs(bad, root)
    (bad / "site").mkdir()
    (bad / "site/index.html").write_text("从前的网站", encoding="utf-8")
    assert run(bad, "build", *DAY) == 1
    assert "没有发布" in capsys.readouterr().out
    assert (bad / "site/index.html").read_text(encoding="utf-8") == "从前的网站"


def test_without_graphviz_the_old_site_stays(
    repo: Path, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site_inputs(repo, root)
    (repo / "site").mkdir()
    (repo / "site/index.html").write_text("从前的网站", encoding="utf-8")
    empty = repo / "空"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    assert run(repo, "build", *DAY) == 3
    said = capsys.readouterr()
    assert "apt-get install graphviz" in said.err
    assert (repo / "site/index.html").read_text(encoding="utf-8") == "从前的网站"
    # Checking draws nothing and needs no Graphviz.
    assert run(repo, "check", *DAY) == 0


def test_a_site_that_was_never_built_cannot_be_served(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repo, "serve") == 3
    assert "powerlist build" in capsys.readouterr().err
