"""Findings as a sheet: rows, no formulas, equal bytes."""

import io
from collections.abc import Iterator

import openpyxl

from generator.diagnostic import Diagnostic
from generator.report import FORMATS
from generator.report.formats import report
from generator.report.placed import COMPLETE, Extent
from generator.report.xlsx import COLUMNS, render_xlsx
from tests.findings import BOTH, CODE, FILE, OTHER, fault, source_of


def rows_of(*findings: Diagnostic, extent: Extent = COMPLETE) -> Iterator[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(findings, source_of, extent)))
    (sheet,) = book.worksheets
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:J{max(2, sheet.max_row)}"
    for row in sheet.iter_rows():
        assert all(cell.data_type in {"s", "n"} for cell in row)
        yield [cell.value for cell in row]


def test_xlsx_has_one_row_a_finding() -> None:
    head, first, second = rows_of(*BOTH)
    assert head == [title for title, _ in COLUMNS]
    assert first[:6] == ["提醒", "T002", "", OTHER, 1, 5]
    assert first[6:] == ["名称", "名称太长", "对照原文", "要准"]
    assert second[:6] == ["错误", "L004", CODE, FILE, 6, 9]
    assert second[6:] == ["依据/1/条款", "条款不存在", "对照原文", "要准"]


def test_xlsx_holds_texts_and_no_formulas() -> None:
    odd = fault(message="=1+1", fix='=HYPERLINK("http://a")', code="042068302100100")
    odd_cells = list(rows_of(odd))[1]
    assert (odd_cells[2], odd_cells[7], odd_cells[8]) == (
        "042068302100100",
        "=1+1",
        '=HYPERLINK("http://a")',
    )
    assert len(list(rows_of(fault(message="长" * 40_000)))[1][7]) == 32_767


def test_equal_findings_give_equal_bytes() -> None:
    for name in FORMATS:
        assert report(name, BOTH, source_of, COMPLETE) == report(
            name, BOTH[::-1], source_of, COMPLETE
        )
