"""The adjustment notice as cities publish it: what was cancelled, added, changed, delegated.

One content, three forms: Markdown for the office, HTML for the public, a workbook for auditors
(`generator.release.workbook`). The figures come from the records of the editions and the changes,
and where they do not add up by what is public the notice says so (domain brief §5.1).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generator.model.edition import Change, Edition, EditionChanges, EditionCounts
from generator.model.registry import ListFacts, Registry
from generator.model.vocab import PowerType
from generator.pages.page import render
from generator.release.changes import KINDS

HEADINGS = (
    "序号",
    "事项名称",
    "职权类型",
    "行使主体",
    "原编码",
    "现编码",
    "调整原因",
    "依据",
    "变更内容",
    "申请单位",
    "批准机关",
    "批准文号",
)
OVERRIDE_HEADINGS = (
    "序号",
    "事项名称",
    "现编码",
    "变更内容",
    "规则判为",
    "定为",
    "理由",
    "确认人",
)
SHARED_HEADINGS = ("序号", "内容", "调整原因", "申请单位", "批准机关", "批准文号")
YEAR_HEADINGS = ("版本", "调整", *HEADINGS[1:8])
OVERRIDDEN, SHARED = "另行定性的变更", "共用内容的变更"
_OVERRIDDEN = "利民、加重、中性、待判定由规则判定；下面这些由写明的机构另行定性，并说明了理由。"
_SHARED = "流程模板和公用文本管着许多职权，改一处，用它的职权都跟着变。"
NOTHING = "—"


@dataclass(frozen=True)
class Balance:
    """One line of figures: how many there were, how many there are."""

    name: str
    before: int | None
    now: int

    @property
    def difference(self) -> str:
        """How many more or fewer, with its sign."""
        return NOTHING if self.before is None else f"{self.now - self.before:+d}".replace("+0", "0")


@dataclass(frozen=True)
class Table:
    """A table of the notice: what it is called, what to know about it, headings and rows."""

    title: str
    remark: str
    headings: tuple[str, ...]
    rows: list[list[str]]


@dataclass(frozen=True)
class Notice:
    """Everything a notice says.

    Attributes:
        facts: Whose list it is.
        changes: What this edition changed.
        document: Number of the document that approved it.
        balances: Figures against the edition before.
        year_base: The edition the year is compared with; "" when there is none.
        year_balances: Figures against that edition.
        year: What the editions of the year changed, this one included, oldest first.
        unpublished: Net number of powers gained that are not open to everybody.
        recounted: Whether the edition before counted other units, so that figures do not compare.
    """

    facts: ListFacts
    changes: EditionChanges
    document: str
    balances: tuple[Balance, ...]
    year_base: str
    year_balances: tuple[Balance, ...]
    year: tuple[EditionChanges, ...]
    unpublished: int
    recounted: bool = False

    @property
    def title(self) -> str:
        """Title of the notice."""
        return f"{self.facts.name}职权调整公告（{self.changes.release} 版）"

    @property
    def tables(self) -> list[tuple[str, list[list[str]]]]:
        """Heading of each table and its rows."""
        return [(kind, rows(of_kind(self.changes.changes, kind))) for kind in KINDS]

    @property
    def overrides(self) -> list[list[str]]:
        """Rows under `OVERRIDE_HEADINGS`: where a person decided what a change means."""
        found = [(change, said) for change in self.changes.changes for said in change.overrides]
        return [
            [
                *(str(number), change.name, change.code, said.field),
                *(said.rules_said, said.meaning, said.reason, said.confirmed_by),
            ]
            for number, (change, said) in enumerate(found, 1)
        ]

    @property
    def shared(self) -> list[list[str]]:
        """Rows under `SHARED_HEADINGS`: why what many powers share was changed."""
        return [
            [
                *(str(number), one.name, one.reason or NOTHING, one.requested_by or NOTHING),
                *(one.approved_by or NOTHING, one.document or NOTHING),
            ]
            for number, one in enumerate(self.changes.shared_grounds, 1)
        ]

    @property
    def further(self) -> list[Table]:
        """The tables that stand after those of the powers, as far as they have rows."""
        found = [
            Table(OVERRIDDEN, _OVERRIDDEN, OVERRIDE_HEADINGS, self.overrides),
            Table(SHARED, _SHARED, SHARED_HEADINGS, self.shared),
        ]
        return [table for table in found if table.rows]

    @property
    def year_rows(self) -> list[list[str]]:
        """All changes of the year, each with its edition."""
        return [
            [edition.release, change.kind, *row[1:8]]
            for edition in self.year
            for change, row in zip(edition.changes, rows(edition.changes), strict=True)
        ]

    @property
    def lead(self) -> str:
        """The figures in one paragraph."""
        units, powers, *_ = self.balances
        party = self.balances[-1]
        said = f"本版共 {units.now} 个单位、{powers.now} 项行政职权，另有市委职权 {party.now} 项。"
        if self.changes.previous is None:
            return said + "这是首次公布，没有上一版可以比较。"
        counted = "，".join(
            f"{kind} {len(of_kind(self.changes.changes, kind))} 项" for kind in KINDS
        )
        said += f"同 {self.changes.previous} 版相比，{counted}。"
        if self.recounted:
            said += "公布数目包不包含垂直管理单位，同上一版不一样，两版的数目不能直接相减。"
        elif self.unpublished:
            said += f"另有不向社会公开的职权净增减 {self.unpublished:+d} 项，不逐项列出。"
        if shared := self.changes.shared:
            more = f"等 {len(shared)} 处" if len(shared) > 5 else ""
            said += f"各项职权共用的内容也有变化：{'、'.join(shared[:5])}{more}。"
        return said


def notice_of(
    registry: Registry,
    changes: EditionChanges,
    document: str,
    counts: EditionCounts,
    editions: Sequence[Edition],
    published: Sequence[EditionChanges],
    registry_before: Registry | None,
) -> Notice:
    """Put a notice together.

    Args:
        registry: The registries of the list.
        changes: What the edition changed.
        document: Number of the document that approved it.
        counts: What the edition holds.
        editions: The editions before, oldest first.
        published: What each of those changed.
        registry_before: The registries of the edition before; None for the first.
    """
    apart = registry.counted_apart
    earlier_apart = registry_before.counted_apart if registry_before else apart
    before = editions[-1].counts if editions else None
    year = changes.day[:4]
    earlier = [edition for edition in editions if str(edition.day.year) < year]
    base = earlier[-1] if earlier else (editions[0] if editions else None)
    return Notice(
        registry.facts,
        changes,
        document,
        _balances(before, counts),
        base.id if base else "",
        _balances(base.counts if base else None, counts),
        (*(c for c in published if c.day.startswith(year) and c.previous), changes),
        _unpublished(before, counts, changes.changes, apart) if before else 0,
        recounted=apart != earlier_apart,
    )


def _balances(before: EditionCounts | None, now: EditionCounts) -> tuple[Balance, ...]:
    types = {entry.type: int(entry.count) for entry in before.types} if before else None
    return (
        Balance("单位", int(before.units) if before else None, int(now.units)),
        Balance("行政职权", int(before.powers) if before else None, int(now.powers)),
        *(
            Balance(entry.type, types.get(entry.type, 0) if types else None, int(entry.count))
            for entry in now.types
        ),
        Balance("市委职权", int(before.party) if before else None, int(now.party)),
    )


def _unpublished(
    before: EditionCounts, now: EditionCounts, changes: Sequence[Change], apart: Collection[str]
) -> int:
    gained = sum(_gain(one, apart) for one in changes if one.type != PowerType.PARTY)
    return int(now.powers) - int(before.powers) - gained


def _gain(change: Change, apart: Collection[str]) -> int:
    """By how much a change alters the number announced; powers of units apart are not in it."""
    held = change.kind != "新增" and (change.former_authority or change.authority) not in apart
    holds = change.kind in ("新增", "变更") and change.authority not in apart
    return holds - held


def of_kind(changes: Sequence[Change], kind: str) -> list[Change]:
    """The changes of one table."""
    return [change for change in changes if change.kind == kind]


def rows(changes: Sequence[Change]) -> list[list[str]]:
    """The rows of a table, under `HEADINGS`."""
    return [_row(number, change) for number, change in enumerate(changes, 1)]


def _row(number: int, change: Change) -> list[str]:
    name = f"{change.name}（原名：{change.former_name}）" if change.former_name else change.name
    if change.succession:
        name = f"{name}（{change.succession}）"
    unit = change.authority
    if change.former_authority:
        unit = f"{unit}（原为{change.former_authority}）"
    what = "、".join(
        f"{name}（{'、'.join(change.meanings[name])}）" if name in change.meanings else name
        for name in change.fields
    )
    if change.wording_only:
        what = f"{what}（只是文字表述）" if what else "文字表述"
    return [
        str(number),
        name,
        change.type,
        unit,
        change.former_code or NOTHING,
        NOTHING if change.kind in ("取消", "下放") else change.code,
        change.reason or NOTHING,
        change.basis or NOTHING,
        what or NOTHING,
        change.requested_by or NOTHING,
        change.approved_by or NOTHING,
        change.document or NOTHING,
    ]


def notice_html(notice: Notice) -> str:
    """The notice as one page that needs nothing else."""
    page = render(
        "notice.html",
        notice=notice,
        headings=HEADINGS,
        year_headings=YEAR_HEADINGS,
    )
    return f"{page}\n"


def notice_markdown(notice: Notice) -> str:
    """The notice as Markdown."""
    facts = notice.facts
    parts = [f"# {notice.title}", ""]
    if facts.demonstration == "是":
        parts += [f"> **{_cell(facts.statement)}**", ""]
    parts += [
        f"- 主办单位：{_cell(facts.government)}",
        f"- 批准文号：{_cell(notice.document)}",
        f"- 公布日期：{notice.changes.day}",
        "",
        notice.lead,
        "",
        "## 分类型数目",
        "",
        *_table(("项目", "上一版", "本版", "增减"), [_figures(b) for b in notice.balances]),
    ]
    for kind, lines in notice.tables:
        parts += [f"## {kind}", "", *(_table(HEADINGS, lines) if lines else [_none(kind), ""])]
    for table in notice.further:
        parts += [f"## {table.title}", "", table.remark, "", *_table(table.headings, table.rows)]
    if notice.year_base:
        parts += [
            f"## 年度对照（{notice.changes.day[:4]} 年，同 {notice.year_base} 版相比）",
            "",
            *_table(("项目", "原来", "本版", "增减"), [_figures(b) for b in notice.year_balances]),
            *_table(YEAR_HEADINGS, notice.year_rows),
        ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _figures(balance: Balance) -> list[str]:
    before = NOTHING if balance.before is None else str(balance.before)
    return [balance.name, before, str(balance.now), balance.difference]


def _none(kind: str) -> str:
    return f"本版没有{kind}的职权。"


def _table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(map(_cell, cells))} |"

    return [line(headings), line(["---"] * len(headings)), *map(line, lines), ""]


def _cell(text: str) -> str:
    """Keep a text from ending a cell, a row, or being taken for markup."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
