"""Findings as a spreadsheet, for people without an account on the platform.

Every workbook this program writes is written here.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from generator.diagnostic import Diagnostic
from generator.report.placed import COMPLETE, Extent, Placed, SourceOf, placed

COLUMNS = (
    ("程度", 6),
    ("规则", 7),
    ("职权编码", 20),
    ("文件", 48),
    ("行", 6),
    ("列", 6),
    ("字段", 20),
    ("问题", 60),
    ("怎么改", 50),
    ("为什么", 40),
)
"""Heading and width in characters."""

Cells = tuple[str | int, ...]
"""One row."""

Sheet = tuple[str, Sequence[tuple[str, int]], Sequence[Cells]]
"""Name, columns (heading and width) and rows."""

_LONGEST = 32_767
"""Characters a cell can hold."""

_RUN_WHEN_TYPED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, or drops before one."""


def render_xlsx(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> bytes:
    """Write one sheet.

    A run that did not finish begins with a row Z000.
    """
    rows = [_cells(one) for one in placed(findings, source_of, extent)]
    return workbook([("检查结果", COLUMNS, rows)])


def workbook(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """Write sheets: header frozen, filter set.

    A text is written as a text whatever it begins with: no cell is ever a formula, and a code of
    sixteen digits keeps them. One that a spreadsheet would run if it were typed is marked as a
    text as well (the apostrophe that Excel shows in the bar), so that it stays one when somebody
    edits the cell. Equal sheets give equal bytes.
    """
    # The writer takes longer to load than one file to check.
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True, "num_format": "@"})
    look = {"num_format": "@", "text_wrap": True, "valign": "top"}
    text, quoted = book.add_format(look), book.add_format({**look, "quote_prefix": True})
    number = book.add_format({"valign": "top"})
    for name, columns, rows in sheets:
        sheet = book.add_worksheet(name)
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, head)
        for line, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(line, column, cell, number)
                else:
                    form = quoted if cell.startswith(_RUN_WHEN_TYPED) else text
                    sheet.write_string(line, column, _cell(cell), form)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    book.close()
    return buffer.getvalue()


def _cells(one: Placed) -> Cells:
    finding, span = one.finding, one.span
    return (
        str(finding.severity),
        finding.rule,
        finding.code,
        finding.file,
        span.line,
        span.column,
        "/".join(map(str, finding.path)),
        finding.message,
        finding.fix,
        finding.why,
    )


def _cell(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:_LONGEST]
