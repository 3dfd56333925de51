"""The manual: what the tests of the rules print is what people read, and it is never required."""

import json
import re
import shutil
from pathlib import Path

import pytest

from generator.check.manual import entries
from generator.cli import main
from generator.examples import EXAMPLES, Example, read_examples
from generator.pages.manual import manual_page
from tests.conftest import ROOT


def test_every_example_is_about_its_code() -> None:
    found = read_examples(ROOT)
    assert len(found) >= 36
    for code, example in found.items():
        assert re.match(rf"(?:错误|提醒) {code}  ", example.printed)
        assert example.printed.count("怎么改：") == 1
        assert example.good


def test_without_the_folder_the_page_has_no_example(tmp_path: Path) -> None:
    assert read_examples(tmp_path) == {}
    body = manual_page({}).body
    assert "pl-example" not in body
    assert all(f'id="{entry.code}"' in body for entry in entries())


def test_a_folder_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / EXAMPLES / "T001-promise-exceeds-statutory", tmp_path / EXAMPLES / "T001-a"
    )
    broken = tmp_path / EXAMPLES / "T002-a"
    broken.mkdir()
    (broken / "expected.txt").write_bytes(b"\xff\xfe")
    (broken / "good.yml").write_text("甲: 乙\n", encoding="utf-8")
    assert list(read_examples(tmp_path)) == ["T001"]


def test_the_page_marks_the_words_the_carets_stand_under() -> None:
    printed = "错误 T001  太长\n  3 │ 期限: 二十日 了\n    │       ^^^^^^"
    body = manual_page({"T001": Example(printed, "期限: <当场>")}).body
    assert "  3 │ 期限: <mark>二十日</mark> 了\n</pre>" in body
    assert "期限: &lt;当场&gt;</pre>" in body
    assert "^" not in body


def test_every_code_is_one_anchor_of_the_page() -> None:
    body = manual_page(read_examples(ROOT)).body
    for entry in entries():
        assert body.count(f'id="{entry.code}"') == 1
        assert entry.page == f"rules/index.html#{entry.code}"


def test_rules_as_json_are_the_whole_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["rule"] for row in rows] == [entry.code for entry in entries()]
    assert {row["severity"] for row in rows} == {"error", "warning"}
    assert next(row for row in rows if row["rule"] == "I010")["answers"] == [66, 77]


def test_explain_shows_the_example_when_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(ROOT), "explain", "t001"]) == 0
    told = capsys.readouterr().out
    assert "^^^^" in told
    assert "rules/index.html#T001" in told
    assert main(["--root", str(tmp_path), "explain", "T001"]) == 0
    assert "^^^^" not in capsys.readouterr().out
