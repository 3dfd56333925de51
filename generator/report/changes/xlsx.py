"""Changes as a workbook for auditors: a sheet of counts, a row for each power and change."""

from collections.abc import Iterator

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
    rows = [row for group in comparison.groups for row in _rows(group, evidence)]
    unread: list[Cells] = [(finding.file, finding.message) for finding in comparison.unread]
    sheets = [("变化", COLUMNS, rows), ("汇总", _COUNTS, counts)]
    if unread:
        sheets.append(("读不懂的文件", (("文件", 50), ("问题", 60)), unread))
    return workbook(sheets)


def _rows(group: Group, evidence: Evidence) -> Iterator[Cells]:
    judgement = group.judgement
    for change in group.powers:
        said = change.assessment if judgement.overridden else None
        texts = group.before and group.after
        yield (
            str(judgement.meaning),
            change.code,
            change.name,
            str(change.type or "登记册"),
            change.authority,
            str(change.kind),
            change.tied.words if change.tied else "",
            group.field,
            str(change.difference.edit),
            group.before,
            group.after,
            plain(redline(group.before, group.after)) if texts else "",
            judgement.rule or "没有规则，待判定",
            "要" if judgement.review else "",
            "{}“{}”".format(*change.shared) if change.shared else "",
            str(judgement.overridden or ""),
            said.reason if said else "",
            said.confirmed_by if said else "",
            "\n".join(map(ground_words, change.grounds)),
            "\n".join(map(commit_words, evidence.commits(change))),
            group.fingerprint,
        )
