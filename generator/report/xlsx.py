"""Findings as a spreadsheet, for people without an account on the platform."""

import io
from collections.abc import Iterable
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

_LONGEST = 32_767
"""Characters a cell can hold."""


def render_xlsx(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> bytes:
    """Write one sheet: header frozen, filter set, every text a text whatever it begins with.

    A run that did not finish begins with a row Z000.
    """
    # The writer takes longer to load than one file to check.
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # Equal findings give equal bytes.
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("检查结果")
    head = book.add_format({"bold": True, "num_format": "@"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    for column, (title, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    rows = [_cells(one) for one in placed(findings, source_of, extent)]
    for line, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell, number)
            else:
                sheet.write_string(line, column, _cell(cell), text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    book.close()
    return buffer.getvalue()


def _cells(one: Placed) -> tuple[str | int, ...]:
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
