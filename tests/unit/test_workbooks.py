"""Every workbook the program writes: texts stay texts, and it opens ready for work."""

import ast
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from generator.diff.change import Change, Difference, Edit, Kind
from generator.diff.comparison import Comparison, Judged
from generator.diff.corpora import Tally
from generator.diff.meaning import Judgement
from generator.impact import Effect, Impact, Touch
from generator.load import Reading
from generator.model.edition import Change as Told
from generator.model.edition import EditionChanges, Override
from generator.model.vocab import Meaning, PowerType
from generator.release.notice import Balance, Notice
from generator.release.workbook import notice_workbook
from generator.report.changes.xlsx import render_xlsx
from generator.report.impact import render_xlsx as impact_workbook
from generator.report.xlsx import render_xlsx as findings_workbook
from tests.findings import fault, source_of

ROOT = Path(__file__).resolve().parents[2]
CODE = "1142068300000000000000000000021"
"""Thirty-one digits: as a number a spreadsheet keeps fifteen of them."""
RUN = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://a")')
"""What a spreadsheet would run if somebody typed it."""


def of_findings(text: str, valid: Reading) -> bytes:
    return findings_workbook([fault(message=text, fix=text, code=CODE)], source_of)


def of_changes(text: str, valid: Reading) -> bytes:
    difference = Difference(("备注",), Edit.REPLACE, text, f"{text}。")
    change = Change(Kind.CHANGED, CODE, text, PowerType.PENALTY, text, difference)
    judged = Judged(change, Judgement(Meaning.UNDECIDED, text))
    return render_xlsx(Comparison(text, text, Tally(1, 0, 0, 1), (judged,)))


def of_impact(text: str, valid: Reading) -> bytes:
    assert valid.corpus is not None
    law = next(iter(valid.corpus.registry.laws.values()))
    touch = Touch(Effect.LOSES, CODE, text, text, text, (text,), None, text)
    return impact_workbook(Impact(law, None, None, (touch,)))


def of_notice(text: str, valid: Reading) -> bytes:
    assert valid.corpus is not None
    said = Override(field="备注", rules_said="利民", meaning="中性", reason=text, confirmed_by=text)
    kinds = ("取消", "新增", "变更", "下放")
    told = tuple(
        Told(
            kind=kind,  # type: ignore[arg-type] - one of the four
            code=CODE,
            former_code=CODE,
            name=text,
            type=text,
            authority=text,
            reason=text,
            overrides=(said,),
        )
        for kind in kinds
    )
    changes = EditionChanges(release="2026.02", previous="2026.01", day="2026-02-01", changes=told)
    facts, balances = valid.corpus.registry.facts, (Balance(text, 1, 2), Balance(text, 1, 2))
    return notice_workbook(
        Notice(facts, changes, text, balances, "2026.01", balances, (changes,), 0)
    )


WRITERS: Mapping[str, Callable[[str, Reading], bytes]] = {
    "generator/report/xlsx.py": of_findings,
    "generator/report/changes/xlsx.py": of_changes,
    "generator/report/impact.py": of_impact,
    "generator/release/workbook.py": of_notice,
}
"""Module that writes a workbook → that workbook, full of one text."""


def faults(raw: bytes, text: str) -> list[str]:
    """What is wrong with a workbook, as somebody who opens it would find."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    told = [words for sheet in book for words in _of_sheet(sheet, text)]
    values = {shown(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    if text not in values:
        told.append("the text is not what it was")
    if CODE not in values:
        told.append("the code is not what it was")
    return told


def shown(value: object) -> object:
    """A cell as Excel shows it: `_x000D_` stands for what XML cannot carry."""
    return unescape(value) if isinstance(value, str) else value


def _of_sheet(sheet: Worksheet, text: str) -> list[str]:
    told = []
    if sheet.freeze_panes != "A2":
        told.append(f"{sheet.title}: the header is not frozen")
    if not sheet.auto_filter.ref:
        told.append(f"{sheet.title}: no filter")
    for row in sheet.iter_rows():
        for cell in row:
            where = f"{sheet.title}!{cell.coordinate}"
            if cell.data_type == "f":
                told.append(f"{where}: a formula")
            if cell.hyperlink:
                told.append(f"{where}: a link")
            if shown(cell.value) == text and not cell.quotePrefix:
                told.append(f"{where}: run when somebody edits it")
            if isinstance(cell.value, str) and cell.number_format != "@":
                told.append(f"{where}: a text that is no text for the spreadsheet")
    return told


@pytest.mark.accepts("A13")
@pytest.mark.parametrize("text", RUN)
@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_workbook_holds_texts_and_opens_ready_for_work(
    writer: Callable[[str, Reading], bytes], text: str, valid: Reading
) -> None:
    assert faults(writer(text, valid), text) == []


@pytest.mark.accepts("A13")
def test_no_workbook_is_written_elsewhere() -> None:
    writing = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "workbook"
    }
    assert writing == set(WRITERS)


@pytest.mark.accepts("A13", twin=True)
def test_a_careless_workbook_is_found_out() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_numbers": True})
    sheet = book.add_worksheet("随手")
    for row, text in enumerate(["编码", CODE, "=1+1", "http://example.invalid"]):
        sheet.write(row, 0, text)
    book.close()
    assert sorted({words.split(": ")[-1] for words in faults(buffer.getvalue(), "=1+1")}) == [
        "a formula",
        "a link",
        "a text that is no text for the spreadsheet",
        "no filter",
        "run when somebody edits it",
        "the code is not what it was",
        "the header is not frozen",
    ]


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_equal_contents_give_equal_bytes(
    writer: Callable[[str, Reading], bytes], valid: Reading
) -> None:
    assert writer("甲", valid) == writer("甲", valid)


def wide(count: int, unit: Callable[[int], str]) -> Comparison:
    """One change of so many powers."""
    difference = Difference(("流程",), Edit.REPLACE, "旧", "新")
    judgement = Judgement(Meaning.BURDEN, "规则")
    judged = tuple(
        Judged(
            Change(
                Kind.CHANGED,
                f"{number:016}",
                f"职权{number}",
                PowerType.PENALTY,
                unit(number),
                difference,
            ),
            judgement,
        )
        for number in range(count)
    )
    return Comparison("甲", "乙", Tally(count, 0, 0, count), judged)


def test_a_change_of_very_many_powers_has_a_row_for_each_unit_and_a_list_of_them() -> None:
    comparison = wide(301, lambda number: f"单位{number % 3}")
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(comparison)))
    rows = list(book["变化"].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[4]) for row in rows] == [("范围 1", f"单位{unit}") for unit in range(3)]
    listed = list(book["范围"].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in listed} == {1}
    assert [row[1] for row in listed] == [f"{number:016}" for number in range(301)]
    told = [int(str(row[2]).split(" ")[0]) for row in rows]
    assert sum(told) == len(listed)


def test_a_change_of_fewer_powers_has_a_row_for_each() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(wide(300, lambda number: "单位"))))
    assert book.sheetnames == ["变化", "汇总"]
    rows = book["变化"].iter_rows(min_row=2, values_only=True)
    assert [row[1] for row in rows] == [f"{number:016}" for number in range(300)]
