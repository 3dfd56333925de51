"""Changes as one comment on a merge request: at most 60 lines, the weightiest first."""

from collections.abc import Iterator

from generator.diff.comparison import Comparison, Group
from generator.model.vocab import Meaning
from generator.report.changes.text import counts, headline, remarks, unread, what, whose
from generator.report.markdown import plain_text

MARKER = "<!-- powerlist:changes -->"
"""By this line a job finds its earlier comment and replaces it."""

LINES = 60


def render_markdown(comparison: Comparison) -> str:
    """Write the counts, then the changes by class until the page is full."""
    order = list(comparison.counts)
    groups = sorted(comparison.groups, key=lambda group: order.index(_of(group)))
    lines = [MARKER, "### 权力清单变化", "", f"**{plain_text(headline(comparison))}**"]
    if not groups:
        return "\n".join([*lines, "", "内容没有变化。", *_unread(comparison)])
    lines += ["", counts(comparison)]
    tail = list(_unread(comparison))
    room = LINES - len(lines) - len(tail) - 2
    told, heading = 0, None
    for group in groups:
        block = [] if _of(group) is heading else ["", f"#### {_of(group)}", ""]
        block += _group(group)
        if len(block) > room:
            break
        heading, told, room = _of(group), told + 1, room - len(block)
        lines += block
    if told < len(groups):
        lines += ["", f"还有 {len(groups) - told} 处没有列出，见完整的变化报告。"]
    return "\n".join([*lines, *tail])


def _of(group: Group) -> Meaning:
    return group.judgement.meaning


def _group(group: Group) -> Iterator[str]:
    note = remarks(group)
    yield f"- {plain_text(what(group))}" + (f"（{plain_text(note)}）" if note else "")
    yield f"  {plain_text(whose(group))}"


def _unread(comparison: Comparison) -> Iterator[str]:
    told = list(unread(comparison))
    if told:
        yield ""
        yield from (f"- {plain_text(line.strip())}" for line in told[:4])
        if len(told) > 4:
            yield f"- 还有 {len(told) - 4} 处读不懂"
