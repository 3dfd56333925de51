"""Every format: knows an unfinished run, takes any text, and answers on the command line."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.diagnostic import Diagnostic
from generator.model.vocab import PowerType
from generator.report import FORMATS, chosen
from generator.report.formats import RENDERERS, report
from generator.report.placed import COMPLETE, Extent
from tests.factory import FACTS, broken, emit, file_of, record
from tests.findings import ERROR, STOPPED, WARNING, fault, source_of


def test_every_format_has_its_writer() -> None:
    assert tuple(RENDERERS) == FORMATS


def unpacked(name: str, made: bytes) -> str:
    if name != "xlsx":
        return made.decode("utf-8")
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("findings", [(), (ERROR,), (WARNING,)])
def test_an_unfinished_run_shows_in_every_format(
    name: str, findings: tuple[Diagnostic, ...]
) -> None:
    text = unpacked(name, report(name, findings, source_of, STOPPED))
    assert "未完成" in text
    assert "登记册读不懂" in text
    assert "全部通过" not in text
    assert "未完成" not in unpacked(name, report(name, findings, source_of, COMPLETE))


ODD = st.text(st.characters(), min_size=1)


@given(message=ODD, file=ODD, fix=ODD, field=ODD)
@pytest.mark.parametrize("name", FORMATS)
def test_no_text_stops_a_report(name: str, message: str, file: str, fix: str, field: str) -> None:
    odd = fault(field, message=message, file=file, fix=fix)
    made = report(name, [odd], source_of, Extent((file,), ""))
    if name in {"json", "gitlab", "sarif"}:
        assert json.loads(made)
    elif name == "junit":
        assert ElementTree.fromstring(made).get("failures") == "1"
    elif name == "github":
        assert made.count(b"\n::") + made.startswith(b"::") == 1
    else:
        assert made


def test_a_file_name_that_is_no_text_stops_no_report() -> None:
    for name in FORMATS:
        assert report(name, [fault(file="powers/甲/\udcff.yml")], source_of, COMPLETE)


@pytest.mark.parametrize(
    ("environment", "meant"),
    [
        ({}, "text"),
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITLAB_CI": "true"}, "gitlab"),
        ({"GITHUB_ACTIONS": "", "GITLAB_CI": "true"}, "gitlab"),
        ({"GITHUB_ACTIONS": "false"}, "text"),
    ],
)
def test_auto_asks_the_service(environment: dict[str, str], meant: str) -> None:
    assert chosen("auto", environment) == meant
    assert chosen("json", environment) == "json"


Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(repo: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main(["--root", str(repo), "check", "--date", "2026-01-15", *argv])
        return code, *capsys.readouterr()

    return run


def spoil(repo: Path, limit: str = "25个工作日") -> None:
    tree = broken(record(PowerType.LICENSING), ("承诺时限", "期限"), limit)
    (repo / file_of(PowerType.LICENSING)).write_text(emit(tree), encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_goes_into_a_file_and_the_counts_to_the_screen(
    name: str, check: Check, repo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "报告"
    argv = ("--format", name, "--output", str(out))
    assert check(*argv) == (0, "全部通过：没有错误，也没有提醒\n", "")
    assert "T001" not in unpacked(name, out.read_bytes()) or name == "sarif"
    spoil(repo)
    assert check(*argv) == (1, "1 处错误，0 处提醒\n", "")
    assert "比法定时限（20个工作日）还长" in unpacked(name, out.read_bytes()).replace("\\", "")
    (repo / FACTS).write_text("名称：甲\n", encoding="utf-8")
    code, told, complaint = check(*argv)
    assert (code, told) == (3, "未完成：查到这里时有 1 处错误，0 处提醒\n")
    assert "登记册读不懂" in complaint
    assert "未完成" in unpacked(name, out.read_bytes())


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xlsx"])
def test_the_screen_shows_what_the_file_would_hold(
    name: str, check: Check, repo: Path, tmp_path: Path
) -> None:
    spoil(repo)
    code, shown, _ = check("--format", name)
    assert code == 1
    check("--format", name, "--output", str(tmp_path / "报告"))
    assert shown == (tmp_path / "报告").read_text(encoding="utf-8")


def test_auto_on_the_command_line(
    check: Check, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(repo)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("GITLAB_CI", "true")
    code, shown, _ = check("--format", "auto")
    assert (code, json.loads(shown)[0]["check_name"]) == (1, "T001")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check("--format", "auto")[1].startswith("::error file=powers/")


def test_a_spreadsheet_needs_a_file(check: Check) -> None:
    code, shown, complaint = check("--format", "xlsx")
    assert (code, shown) == (2, "")
    assert "--output" in complaint


def test_a_report_that_cannot_be_written_is_no_pass(check: Check, tmp_path: Path) -> None:
    code, shown, complaint = check("--output", str(tmp_path / "没有" / "报告"))
    assert (code, shown) == (3, "")
    assert "没有做完" in complaint


def test_a_run_that_breaks_off_leaves_no_earlier_pass_behind(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "报告"
    argv = ("--format", "gitlab", "--output", str(out))
    assert check(*argv)[0] == 0

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "设备上没有空间")

    monkeypatch.setattr("generator.checking.examine", full)
    assert check(*argv)[0] == 3
    assert [row["check_name"] for row in json.loads(out.read_bytes())] == ["Z000"]


def test_a_folder_without_a_list_is_unfinished_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in FORMATS:
        out = tmp_path / f"{name}.报告"
        argv = ["--root", str(tmp_path), "check", "--format", name, "--output", str(out)]
        assert main(argv) == 3
        assert "全部通过" not in capsys.readouterr().out
        assert "未完成" in unpacked(name, out.read_bytes())
