"""The adjustment notice as a workbook: one sheet a table, every cell a text or a number."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import xlsxwriter

from generator.release.notice import HEADINGS, YEAR_HEADINGS, Balance, Notice

_LONGEST = 32_767
"""Characters a cell can hold."""
_WIDTHS = {"序号": 6, "事项名称": 48, "依据": 60, "调整原因": 36, "变更内容": 36}

Cell = str | int


def notice_workbook(notice: Notice) -> bytes:
    """Write the notice; equal notices give equal bytes.

    Codes stay texts, nothing is taken for a formula, headings are frozen and filtered.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": notice.title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    _sheet(book, "说明", ("项目", "内容"), _about(notice))
    _sheet(book, "数目", ("项目", "上一版", "本版", "增减"), map(_figures, notice.balances))
    for kind, lines in notice.tables:
        _sheet(book, kind, HEADINGS, lines)
    _sheet(book, "年度数目", ("项目", "原来", "本版", "增减"), map(_figures, notice.year_balances))
    _sheet(book, "年度对照", YEAR_HEADINGS, notice.year_rows)
    book.close()
    return buffer.getvalue()


def _about(notice: Notice) -> list[list[str]]:
    facts = notice.facts
    said = [
        ["公告", notice.title],
        ["主办单位", facts.government],
        ["批准文号", notice.document],
        ["公布日期", notice.changes.day],
        ["上一版", notice.changes.previous or "没有，这是首次公布"],
        ["年度对照", f"同 {notice.year_base} 版相比" if notice.year_base else "没有可以比较的版本"],
        ["数目", notice.lead],
    ]
    return [*said, ["声明", facts.statement.strip()]] if facts.demonstration == "是" else said


def _figures(balance: Balance) -> list[Cell]:
    before: Cell = "—" if balance.before is None else balance.before
    return [balance.name, before, balance.now, balance.difference]


def _sheet(
    book: xlsxwriter.Workbook, name: str, headings: Sequence[str], lines: Iterable[Sequence[Cell]]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "num_format": "@"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    for column, title in enumerate(headings):
        sheet.set_column(column, column, _WIDTHS.get(title, 60 if title == "内容" else 18))
        sheet.write_string(0, column, title, head)
    last = 0
    for last, cells in enumerate(lines, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(last, column, cell, number)
            else:
                sheet.write_string(last, column, cell[:_LONGEST], text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, last), len(headings) - 1)
