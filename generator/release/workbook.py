"""The adjustment notice as a workbook for auditors: one sheet a table."""

from collections.abc import Sequence

from generator.release.notice import (
    HEADINGS,
    YEAR_HEADINGS,
    Balance,
    Notice,
)
from generator.report.xlsx import Cells, Sheet, workbook

_WIDTHS = {
    "序号": 6,
    "事项名称": 48,
    "依据": 60,
    "调整原因": 36,
    "变更内容": 36,
    "理由": 36,
    "内容": 60,
}


def notice_workbook(notice: Notice) -> bytes:
    """Write the notice; equal notices give equal bytes."""
    figures, year_figures = (
        [_figures(balance) for balance in balances]
        for balances in (notice.balances, notice.year_balances)
    )
    return workbook(
        [
            _sheet("说明", ("项目", "内容"), _about(notice)),
            _sheet("数目", ("项目", "上一版", "本版", "增减"), figures),
            *(_sheet(kind, HEADINGS, lines) for kind, lines in notice.tables),
            *(_sheet(table.title, table.headings, table.rows) for table in notice.further),
            _sheet("年度数目", ("项目", "原来", "本版", "增减"), year_figures),
            _sheet("年度对照", YEAR_HEADINGS, notice.year_rows),
        ],
        title=notice.title,
    )


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


def _figures(balance: Balance) -> Cells:
    before: str | int = "—" if balance.before is None else balance.before
    return (balance.name, before, balance.now, balance.difference)


def _sheet(name: str, headings: Sequence[str], lines: Sequence[Sequence[str | int]]) -> Sheet:
    columns = [(title, _WIDTHS.get(title, 18)) for title in headings]
    return name, columns, [tuple(line) for line in lines]
