"""Changes for a person at a terminal: by unit, then by class; equal lists say nothing."""

from collections.abc import Iterator
from itertools import groupby

from generator.diff.change import Edit
from generator.diff.comparison import Comparison, Group
from generator.diff.redline import plain, redline
from generator.report.changes.evidence import NONE, Evidence, approvals, side_words

CODES = 6
"""More codes than these are counted: nobody reads past them."""
SHORT = 24
"""A text up to this long is shown whole, before → after; a longer one with marks."""


def render_text(comparison: Comparison, evidence: Evidence = NONE) -> str:
    """Write the changes; empty when there are none and everything could be compared."""
    return "\n".join(_lines(comparison, evidence))


def _lines(comparison: Comparison, evidence: Evidence) -> Iterator[str]:
    groups = comparison.groups
    if groups:
        yield headline(comparison)
        yield counts(comparison)
        if comparison.kinds:
            yield kinds(comparison)
        yield from map(side_words, evidence.sides)
    for authority, members in groupby(groups, key=lambda group: group.authority):
        yield ""
        yield authority
        for group in members:
            line = what(group).replace("\n", " ")
            yield f"  {group.judgement.meaning}  {line}"
            yield f"      {whose(group)}"
            if note := remarks(group):
                yield f"      {note}"
            told = approvals(group, evidence)
            if len(told) == 1:
                yield from (f"      {line}" for line in (*told[0].grounds, *told[0].commits))
            elif told:
                yield f"      沿革、提交有 {len(told)} 种，见 html、xlsx 报告"
    if comparison.uncompared or comparison.unread:
        yield ""
        yield from unread(comparison)


def headline(comparison: Comparison) -> str:
    """From what to what, and how many powers are on the list."""
    count = comparison.tally
    return (
        f"从 {comparison.base} 到 {comparison.head}：清单上的职权（连同市委职权）"
        f"{count.start} 项，增加 {count.added} 项，减少 {count.removed} 项，现在 {count.end} 项"
    )


def counts(comparison: Comparison) -> str:
    """How many changes there are, and of which class."""
    counted = comparison.counts
    each = "，".join(f"{meaning} {count}" for meaning, count in counted.items() if count)
    return f"{sum(counted.values())} 处变化：{each}"


def kinds(comparison: Comparison) -> str:
    """How many powers were added, cancelled and so on; each counts once."""
    found = comparison.kinds
    each = "，".join(f"{kind} {count}" for kind, count in found.items())
    return f"涉及 {sum(found.values())} 项职权：{each}"


def what(group: Group) -> str:
    """The change itself in one line."""
    kind, difference = group.first.kind, group.first.difference
    if not difference.path:
        return f"{kind}：{group.first.name}"
    said = f"{kind} {group.field}"
    if difference.edit is Edit.ADD:
        return f"{said}：增加“{group.after}”"
    if difference.edit is Edit.REMOVE:
        return f"{said}：删去“{group.before}”"
    if difference.edit is Edit.MOVE:
        return f"{said}：顺序改为 {group.after}"
    if max(len(group.before), len(group.after)) <= SHORT:
        return f"{said}：{group.before} → {group.after}"
    return f"{said}：{plain(redline(group.before, group.after))}"


def whose(group: Group) -> str:
    """The powers concerned, counted when there are many."""
    if not group.first.code:
        return "登记册里的内容，没有职权直接引用"
    if len(group.powers) == 1:
        return f"{group.first.code} {group.first.name}"
    codes = "、".join(change.code for change in group.powers[:CODES])
    more = " 等" if len(group.powers) > CODES else ""
    return f"{len(group.powers)} 项职权：{codes}{more}"


def remarks(group: Group) -> str:
    """Merged with what, written where, judged otherwise by whom, and what lawyers should see."""
    notes = []
    if group.first.tied:
        notes.append(group.first.tied.words)
    if group.first.shared:
        notes.append("写在{}“{}”里".format(*group.first.shared))
    assessment = group.first.assessment
    if group.judgement.overridden and assessment:
        notes.append(
            f"规则判为{group.judgement.overridden}，{assessment.confirmed_by}"
            f"定为{group.judgement.meaning}：{assessment.reason}"
        )
    if group.judgement.review:
        notes.append("请司法局审核")
    return "；".join(notes)


def unread(comparison: Comparison) -> Iterator[str]:
    """What could not be compared, and why."""
    if comparison.uncompared:
        codes = comparison.uncompared
        yield f"没有做完：{len(codes)} 项读不懂，没有比较：{'、'.join(codes)}"
    for finding in comparison.unread:
        yield f"  {finding.file}：{finding.message}"
