"""Findings as one comment on a merge request, short whatever was found."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.check.manual import Entry, entries
from generator.diagnostic import Diagnostic, Severity
from generator.report.placed import COMPLETE, Extent, Placed, SourceOf, placed
from generator.report.text import summary

MARKER = "<!-- powerlist:report -->"
"""By this line a job finds its earlier comment and replaces it."""

RULES, FILES, LENGTH = 12, 3, 160
"""Rules told in full, files named for each, characters of a message: at most 60 lines in all."""


def render_markdown(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> str:
    """Write the counts, then rules by weight, each with a few of its files."""
    found = list(findings)
    lines = [MARKER, "### 权力清单检查", "", f"**{summary(found, extent)}**"]
    if extent.unfinished:
        lines += ["", f"未完成：{plain_text(extent.unfinished)}"]
    elif extent.files:
        lines[-1] += f"（查了 {len(extent.files)} 个职权文件）"
    by_rule: dict[str, list[Placed]] = {}
    for one in placed(found, source_of):
        by_rule.setdefault(one.finding.rule, []).append(one)
    weighed = sorted(by_rule.items(), key=_weight)
    if weighed:
        manual = {entry.code: entry for entry in entries()}
        lines.append("")
        for rule, group in weighed[:RULES]:
            lines += _rule(manual.get(rule) or Entry(rule, "", "", ""), group)
    if rest := weighed[RULES:]:
        names = "、".join(f"{rule}（{len(group)}）" for rule, group in rest)
        lines += ["", f"还有 {len(rest)} 条规则没有展开：{names}"]
    if found:
        lines += ["", "每一处在哪一行、怎么改，见这次检查的完整结果。"]
    return "\n".join(lines)


def _weight(item: tuple[str, list[Placed]]) -> tuple[bool, int, str]:
    rule, group = item
    return (all(one.finding.severity is Severity.WARNING for one in group), -len(group), rule)


def _rule(entry: Entry, group: list[Placed]) -> Iterator[str]:
    by_file = [(file, list(ones)) for file, ones in groupby(group, key=lambda o: o.finding.file)]
    severity = group[0].finding.severity
    counts = f"{len(group)} 处，{len(by_file)} 个文件"
    cure = f"。怎么改：{plain_text(entry.fix)}" if entry.fix else ""
    yield f"- **{severity} {entry.code}** {plain_text(entry.headline)}：{counts}{cure}"
    for file, ones in by_file[:FILES]:
        more = f"（这个文件共 {len(ones)} 处）" if len(ones) > 1 else ""
        where = _code(f"{file}:{ones[0].span.line}")
        yield f"  - {where} {plain_text(ones[0].finding.message)}{more}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LENGTH else f"{line[: LENGTH - 1]}…"


def plain_text(text: str) -> str:
    """Text that stays text: no markup, and nobody whose name follows an @ is called."""
    escaped = re.sub(r"([\\`*_{}\[\]<>()#+\-!|~$&])", r"\\\1", _short(text))
    return escaped.replace("@", "@\u200b")


def _code(text: str) -> str:
    return f"`{_short(text).replace('`', chr(39))}`"
