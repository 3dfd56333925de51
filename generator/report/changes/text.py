"""Changes for a person at a terminal: by unit, then by class; equal lists say nothing."""

from collections.abc import Iterator
from itertools import groupby

from generator.diff.change import Edit
from generator.diff.comparison import Comparison, Group
from generator.diff.redline import plain, redline

CODES = 6
"""More codes than these are counted: nobody reads past them."""
SHORT = 24
"""A text up to this long is shown whole, before → after; a longer one with marks."""


def render_text(comparison: Comparison) -> str:
    """Write the changes; empty when there are none and everything could be compared."""
    return "\n".join(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    groups = comparison.groups
    if groups:
        yield headline(comparison)
        yield counts(comparison)
    for authority, members in groupby(groups, key=lambda group: group.authority):
        yield ""
        yield authority
        for group in members:
            line = what(group).replace("\n", " ")
            yield f"  {group.judgement.meaning}  {line}"
            yield f"      {whose(group)}"
            if note := remarks(group):
                yield f"      {note}"
    if comparison.uncompared or comparison.unread:
        yield ""
        yield from unread(comparison)


def headline(comparison: Comparison) -> str:
    """From what to what, and how many powers there are."""
    count = comparison.tally
    return (
        f"从 {comparison.base} 到 {comparison.head}：职权 {count.start} 项，"
        f"新增 {count.added}，消失 {count.removed}，现在 {count.end} 项"
    )


def counts(comparison: Comparison) -> str:
    """How many changes there are, and of which class."""
    counted = comparison.counts
    each = "，".join(f"{meaning} {count}" for meaning, count in counted.items() if count)
    return f"{sum(counted.values())} 处变化：{each}"


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
