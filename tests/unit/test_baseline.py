"""The stock of known problems: set aside, only ever smaller, and no excuse for what is touched."""

from pathlib import Path

import pytest

from generator.baseline import BASELINE, grown, settle
from generator.cli import main
from generator.emit import emit
from generator.examine import examine
from generator.load import read_folder
from generator.model.vocab import PowerType
from generator.source import Source
from tests.factory import TODAY, broken, file_of, record

XK, CF = file_of(PowerType.LICENSING), file_of(PowerType.PENALTY)
DAY = ["--date", TODAY.isoformat()]


def run(root: Path, *argv: str) -> int:
    return main(["--root", str(root), *argv])


@pytest.fixture
def old(repo: Path) -> Path:
    """A list with two old problems, recorded as its stock."""
    too_long = broken(record(PowerType.LICENSING), ("承诺时限", "期限"), "25个工作日")
    untidy = broken(record(PowerType.PENALTY), ("名称",), "处罚无证经营食品")
    (repo / XK).write_text(emit(too_long), encoding="utf-8")
    (repo / CF).write_text(emit(untidy), encoding="utf-8")
    assert run(repo, "baseline", *DAY) == 0
    return repo


def mend(root: Path, file: str, kind: PowerType) -> None:
    (root / file).write_text(emit(record(kind)), encoding="utf-8")


def test_the_stock_is_written_in_chinese_and_read_back(old: Path) -> None:
    text = (old / BASELINE).read_text(encoding="utf-8")
    assert '代码: "T001"' in text
    assert "问题: 承诺时限（25个工作日）比法定时限（20个工作日）还长" in text
    assert f"文件: {XK}" in text or f'文件: "{XK}"' in text
    assert f'记于: "{TODAY}"' in text


def test_the_stock_is_set_aside_and_said(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(old, "check", *DAY) == 0
    said = capsys.readouterr().out
    assert said == "没有新问题；另有存量问题 2 处\n"


def test_a_new_problem_counts(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = broken(record(PowerType.LEVY), ("名称",), "1、食品检验费征收")
    tree["公开范围"] = "不公开"
    (old / file_of(PowerType.LEVY)).write_text(emit(tree), encoding="utf-8")
    assert run(old, "check", *DAY) == 1
    said = capsys.readouterr().out
    assert "A001" in said
    assert "T001" not in said


def test_a_moved_line_is_no_new_problem(old: Path) -> None:
    text = (old / XK).read_text(encoding="utf-8")
    (old / XK).write_text("# 一行注释\n" + text, encoding="utf-8")
    assert run(old, "check", *DAY) == 0


def test_a_mended_problem_must_leave_the_stock(
    old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mend(old, XK, PowerType.LICENSING)
    assert run(old, "check", *DAY) == 1
    assert "错误 B001  已经改好的问题还留在存量表里" in capsys.readouterr().out
    assert run(old, "baseline", "--check", *DAY) == 1
    assert run(old, "baseline", *DAY) == 0
    assert run(old, "check", *DAY) == 0
    assert run(old, "baseline", "--check", *DAY) == 0
    assert "T001" not in (old / BASELINE).read_text(encoding="utf-8")


def test_the_stock_never_grows_again(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file, kind in ((XK, PowerType.LICENSING), (CF, PowerType.PENALTY)):
        mend(old, file, kind)
    assert run(old, "baseline", *DAY) == 0
    tree = broken(record(PowerType.LICENSING), ("承诺时限", "期限"), "25个工作日")
    (old / XK).write_text(emit(tree), encoding="utf-8")
    before = (old / BASELINE).read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(old, "baseline", *DAY) == 1
    assert "存量只减不增" in capsys.readouterr().out
    assert (old / BASELINE).read_text(encoding="utf-8") == before
    assert run(old, "check", *DAY) == 1


def test_a_file_that_cannot_be_read_is_never_stock(repo: Path) -> None:
    (repo / XK).write_text("名称：全角\n", encoding="utf-8")
    assert run(repo, "baseline", *DAY) == 1
    assert "Y001" not in (repo / BASELINE).read_text(encoding="utf-8")
    assert run(repo, "check", *DAY) == 1


def test_the_stock_does_not_excuse_a_changed_file(old: Path) -> None:
    reading = read_folder(old)
    told = examine(reading, today=TODAY, changed={XK}).told
    assert [finding.rule for finding in told] == ["T001"]


def test_a_part_of_the_list_says_nothing_about_what_is_gone(old: Path) -> None:
    mend(old, XK, PowerType.LICENSING)
    assert run(old, "check", *DAY, str(old / CF)) == 0


def test_a_stock_that_cannot_be_read_excuses_nothing(old: Path) -> None:
    (old / BASELINE).write_text("存量: 很多\n", encoding="utf-8")
    told = examine(read_folder(old), today=TODAY).told
    assert {finding.rule for finding in told} == {"T001", "I008", "S113"}


def test_what_is_written_into_the_stock_by_hand_is_seen(old: Path) -> None:
    text = (old / BASELINE).read_text(encoding="utf-8")
    begun = Source(BASELINE, "存量: []\n")
    assert [f.rule for f in grown(begun, Source(BASELINE, text))] == ["B002", "B002"]
    assert grown(Source(BASELINE, text), Source(BASELINE, text)) == []
    assert grown(Source(BASELINE, ""), Source(BASELINE, text)) == []


def test_without_a_stock_nothing_is_set_aside(repo: Path) -> None:
    reading = read_folder(repo)
    assert settle([], reading.source).told == []
    assert examine(reading, today=TODAY).stock == 0
