"""A CSV or Excel file → rows under our own column names.

Files are told apart by their first bytes, not by their ending: offices rename .xls to .xlsx and
save CSV in GBK. Merged cells repeat their value downwards; codes stay text.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from generator.diagnostic import Diagnostic, Severity, Span
from generator.importing.columns import REQUIRED, SYNONYMS, recognise

_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEADING_ROWS = 5
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class Row:
    """One line of a sheet: column → text, and its line number from 1."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The text in a column; empty when the column or the value is missing."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """All rows of one sheet, and what was wrong with it."""

    file: str
    rows: tuple[Row, ...]
    findings: tuple[Diagnostic, ...]


def read_sheet(
    path: Path,
    required: Iterable[str] = REQUIRED,
    synonyms: Mapping[str, tuple[str, ...]] = SYNONYMS,
) -> Sheet:
    """Read a sheet; a file that is no table gives findings and no rows.

    Args:
        path: A CSV or Excel file.
        required: Columns without which the sheet means nothing.
        synonyms: Our columns with the headings they are known by.
    """
    name = path.name
    try:
        raw = path.read_bytes()
    except OSError:
        return Sheet(name, (), (_finding(name, "M001", "文件打不开", "看看文件名和位置"),))
    try:
        table = _excel(raw) if raw.startswith(_EXCEL) else _text(raw)
    except (CalamineError, UnicodeDecodeError, csv.Error, ValueError):
        return Sheet(
            name,
            (),
            (_finding(name, "M001", "读不成表格", "另存为 .xlsx 或者“CSV UTF-8”再试"),),
        )
    return _rows(name, table, tuple(required), synonyms)


def _excel(raw: bytes) -> list[list[str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    page = book.get_sheet_by_index(0)
    table = [[_cell(value) for value in row] for row in page.to_python(skip_empty_area=False)]
    # A merged cell holds its value once; every row it spans means the same.
    for (top, left), (bottom, _right) in page.merged_cell_ranges or ():
        for line in range(top + 1, min(bottom + 1, len(table))):
            table[line][left] = table[top][left]
    return table


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _text(raw: bytes) -> list[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    sample = text[:4096]
    delimiter = max(",\t;|", key=sample.count)
    return [
        [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
    ]


def _rows(
    name: str,
    table: list[list[str]],
    required: tuple[str, ...],
    synonyms: Mapping[str, tuple[str, ...]],
) -> Sheet:
    best: tuple[int, dict[int, str], list[str]] = (0, {}, [])
    for index, row in enumerate(table[:_HEADING_ROWS]):
        columns, unknown = recognise(row, synonyms)
        if len(columns) > len(best[1]):
            best = (index, columns, unknown)
    heading, columns, unknown = best
    missing = [column for column in required if column not in columns.values()]
    if missing:
        message = "找不到这些列：" + "、".join(missing)
        fix = "在前五行里留一行列名；列名可以写“职权名称、权力类型、实施主体、设定依据”等"
        return Sheet(name, (), (_finding(name, "M002", message, fix),))
    findings = [
        _finding(
            name,
            "M003",
            f"不认识列名“{heading_text}”，这一列没有导入",
            "改成认识的列名，或者不用管它",
            line=heading + 1,
            severity=Severity.WARNING,
        )
        for heading_text in unknown
    ]
    rows = []
    for index, cells in enumerate(table[heading + 1 :], heading + 2):
        values = {
            column: cells[position].translate(_DIGITS)
            for position, column in columns.items()
            if position < len(cells) and cells[position]
        }
        if values:
            rows.append(Row(index, values))
    return Sheet(name, tuple(rows), tuple(findings))


def _finding(
    file: str,
    rule: str,
    message: str,
    fix: str,
    *,
    line: int = 1,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    return Diagnostic(
        rule,
        severity,
        message,
        file,
        span=Span(line, 1, 1),
        fix=fix,
        why="表格读对了，才能写成一项一个文件",
    )
