"""Changes as a workbook for auditors: a row for each power and change, counts, and who is meant.

One edited template can alter thirty facts of three thousand powers. A change of that many has one
row for each unit, which names the sheet's list of the powers; the seven editions of the whole list
made 345,681 rows, 23 MB and 50 s of CPU without.
"""

from collections.abc import Iterator, Sequence

from generator.diff.change import Change
from generator.diff.comparison import Comparison, Group
from generator.diff.redline import plain, redline
from generator.report.changes.evidence import (
    NONE,
    Evidence,
    commit_words,
    ground_words,
    side_words,
)
from generator.report.xlsx import Cells, workbook

COLUMNS = (
    ("定性", 8),
    ("职权编码", 20),
    ("职权名称", 40),
    ("类型", 10),
    ("行使主体", 24),
    ("变化", 8),
    ("合并、拆分涉及的职权", 30),
    ("字段", 36),
    ("改法", 6),
    ("原来", 40),
    ("现在", 40),
    ("对照", 50),
    ("判定规则", 22),
    ("司法局审核", 10),
    ("写在哪里", 26),
    ("规则原判", 10),
    ("改判理由", 30),
    ("改判确认", 20),
    ("沿革：凭什么、谁申请、谁批准", 60),
    ("提交：合并请求、谁申请、谁批准", 60),
    ("指纹", 16),
)
_COUNTS = (("项目", 24), ("数", 70))
_SCOPES = "范围"
_SCOPE_COLUMNS = (("范围", 8), ("职权编码", 20), ("职权名称", 40), ("类型", 10), ("行使主体", 24))
_MANY = 300
"""A change of more powers than this has a row for each unit, not for each power."""


def render_xlsx(comparison: Comparison, evidence: Evidence = NONE) -> bytes:
    """Write the workbook; every text is a text, whatever it begins with."""
    count = comparison.tally
    counts: list[Cells] = [
        ("从", comparison.base),
        ("到", comparison.head),
        *((f"清单 {at}", side_words(side)) for at, side in enumerate(evidence.sides, 1)),
        ("在册职权，原来", count.start),
        ("增加", count.added),
        ("减少", count.removed),
        ("在册职权，现在", count.end),
        *((f"{kind}的职权", number) for kind, number in comparison.kinds.items()),
        *((f"{meaning}的变化", number) for meaning, number in comparison.counts.items()),
        ("没有比较的职权", len(comparison.uncompared)),
    ]
    scopes = _Scopes()
    rows = [row for group in comparison.groups for row in _rows(group, evidence, scopes)]
    unread: list[Cells] = [(finding.file, finding.message) for finding in comparison.unread]
    sheets = [("变化", COLUMNS, rows), ("汇总", _COUNTS, counts)]
    if scopes.rows:
        sheets.append((_SCOPES, _SCOPE_COLUMNS, scopes.rows))
    if unread:
        sheets.append(("读不懂的文件", (("文件", 50), ("问题", 60)), unread))
    return workbook(sheets)


class _Scopes:
    """Powers that many changes have in common, each set under a number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self.rows: list[Cells] = []

    def number(self, powers: Sequence[Change]) -> int:
        """The number of a set of powers; a new one is listed."""
        codes = tuple(one.code for one in powers)
        if codes not in self._numbers:
            number = self._numbers[codes] = len(self._numbers) + 1
            self.rows += [
                (number, one.code, one.name, str(one.type or ""), one.authority) for one in powers
            ]
        return self._numbers[codes]


def _rows(group: Group, evidence: Evidence, scopes: _Scopes) -> Iterator[Cells]:
    # Marked once for all powers of the group: the longest stretch of work of the whole report.
    texts = group.before and group.after
    marked = plain(redline(group.before, group.after)) if texts else ""
    if len(group.powers) <= _MANY:
        for change in group.powers:
            whose = (change.code, change.name, str(change.type or "登记册"))
            yield _row(group, whose, (change,), marked, evidence)
        return
    units: dict[str, list[Change]] = {}
    for change in group.powers:
        units.setdefault(change.authority, []).append(change)
    scope = f"{_SCOPES} {scopes.number(group.powers)}"
    for members in units.values():
        types = "、".join(dict.fromkeys(str(one.type) for one in members))
        whose = (scope, f"{len(members)} 项职权，名单见“{_SCOPES}”", types)
        yield _row(group, whose, members, marked, evidence)


def _row(
    group: Group,
    whose: tuple[str, str, str],
    changes: Sequence[Change],
    marked: str,
    evidence: Evidence,
) -> Cells:
    """One row: a change at powers of one unit that share it to the letter."""
    first, judgement = changes[0], group.judgement
    said = first.assessment if judgement.overridden else None
    grounds = dict.fromkeys(ground_words(entry) for one in changes for entry in one.grounds)
    steps = {step.id: step for one in changes for step in evidence.commits(one)}
    return (
        str(judgement.meaning),
        *whose,
        first.authority,
        str(first.kind),
        first.tied.words if first.tied else "",
        group.field,
        str(first.difference.edit),
        group.before,
        group.after,
        marked,
        judgement.rule or "没有规则，待判定",
        "要" if judgement.review else "",
        "{}“{}”".format(*first.shared) if first.shared else "",
        str(judgement.overridden or ""),
        said.reason if said else "",
        said.confirmed_by if said else "",
        "\n".join(grounds),
        "\n".join(map(commit_words, steps.values())),
        group.fingerprint,
    )
