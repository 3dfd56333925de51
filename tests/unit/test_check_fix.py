"""check --fix: mends what has one cure, says so, does it once, and never touches a text."""

from pathlib import Path

import pytest

from generator.check.manual import MENDED
from generator.cli import main
from generator.emit import emit
from generator.load import read_power
from generator.mend import _CURES
from generator.model.vocab import PowerType
from tests.factory import TODAY, broken, file_of, record

XK = file_of(PowerType.LICENSING)
GOOD = emit(record(PowerType.LICENSING))
SLIPS = {
    "Y001": ("状态: 在用", "状态：在用"),
    "Y002": ("  起算: 受理之日", "\u3000起算: 受理之日"),
    "Y003": ("  起算: 受理之日", "\t起算: 受理之日"),
    "Y004": ("名称: 食品经营许可\n", "\ufeff名称: 食品经营许可\n"),
    "Y008": ("状态: 在用", "状态: “在用”"),
    "Y011": ("状态: 在用", "状态:在用"),
    "Y012": ("状态: 在用", "状态: 在用\u200b"),
    "Y015": ('原件: "1"', "原件: 01"),
    "Y016": ('日期: "2025-12-01"', "日期: 2025-12-01"),
}
LEFT = {
    "Y005": ("状态: 在用", "状态: 在用\n状态: 暂停"),
    "Y013": ("  起算: 受理之日", "   起算: 受理之日"),
    "Y014": ("20个工作日", "２０个工作日"),
    "T001": ("10个工作日", "25个工作日"),
    "S102": ("状态: 在用", "状况: 在用"),
}


def fix(root: Path) -> int:
    return main(["--root", str(root), "check", "--fix", "--date", TODAY.isoformat()])


def test_what_is_said_to_be_mended_is_what_the_formatter_mends() -> None:
    cured = {rule for rule in _CURES if rule != "Y014"}
    assert set(SLIPS) == MENDED == cured | {"Y004", "Y015", "Y016"}


@pytest.mark.parametrize("rule", sorted(SLIPS))
def test_a_slip_is_mended_once_and_said(
    rule: str, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = GOOD.replace(*SLIPS[rule], 1)
    assert [finding.rule for finding in read_power(XK, wrong.encode())[1]] == [rule]
    (repo / XK).write_text(wrong, encoding="utf-8")
    before = {file: file.read_bytes() for file in repo.rglob("*.yml") if file != repo / XK}
    assert fix(repo) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{XK}\n  改正：")
    mended = (repo / XK).read_text(encoding="utf-8")
    assert read_power(XK, mended.encode())[1] == []
    assert {file: file.read_bytes() for file in before} == before
    assert fix(repo) == 0
    assert "改正" not in capsys.readouterr().out
    assert (repo / XK).read_text(encoding="utf-8") == mended


@pytest.mark.parametrize("rule", sorted(LEFT))
def test_what_only_a_person_knows_is_left_as_it_is(
    rule: str, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = GOOD.replace(*LEFT[rule], 1)
    (repo / XK).write_text(wrong, encoding="utf-8")
    assert fix(repo) == 1
    said = capsys.readouterr().out
    assert "改正：" not in said
    assert f"错误 {rule}" in said
    assert (repo / XK).read_text(encoding="utf-8") == wrong


def test_the_words_of_a_text_stay(repo: Path) -> None:
    remark = "第一条：“县级”：见１２，（略） 。"
    tree = broken(record(PowerType.LICENSING), ("备注",), remark)
    (repo / XK).write_text(emit(tree).replace("状态: 在用", "状态：在用", 1), encoding="utf-8")
    fix(repo)
    power, found = read_power(XK, (repo / XK).read_bytes())
    assert found == []
    assert power is not None
    assert power.remark == remark


def test_without_the_word_nothing_is_written(repo: Path) -> None:
    wrong = GOOD.replace("状态: 在用", "状态：在用", 1)
    (repo / XK).write_text(wrong, encoding="utf-8")
    assert main(["--root", str(repo), "check", "--date", TODAY.isoformat()]) == 1
    assert (repo / XK).read_text(encoding="utf-8") == wrong
