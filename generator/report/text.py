"""Findings for a person at a terminal: headline, excerpt with a mark, cure, reason, code.

Columns are counted in characters, marks are drawn in terminal cells, where 汉 is two wide.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from generator.diagnostic import Diagnostic, Severity, Span
from generator.report.placed import COMPLETE, Extent, SourceOf, place
from generator.source import Source

PER_FILE = 20
"""More findings than this in one file are counted, not listed: nobody reads past them."""

_COLOURS = {Severity.ERROR: "\033[1;31m", Severity.WARNING: "\033[1;33m"}
_RESET = "\033[0m"


def cells(text: str) -> int:
    """Width of a text in terminal cells."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def render_text(
    findings: Iterable[Diagnostic], source_of: SourceOf, *, colour: bool = False
) -> Iterator[str]:
    """Write findings, grouped by file, in order of line.

    Args:
        findings: Any findings.
        source_of: Gives the text of a file.
        colour: Whether to colour the severity; the word itself is always there.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    for file in sorted(by_file):
        source = source_of(file)
        placed = sorted(
            ((place(finding, source), finding) for finding in by_file[file]),
            key=lambda pair: (pair[0], pair[1].rule),
        )
        for span, finding in placed[:PER_FILE]:
            yield "\n".join(_one(finding, span, source, colour))
        if len(placed) > PER_FILE:
            yield f"{file} 还有 {len(placed) - PER_FILE} 处，先改好上面的再查一次"


def _one(finding: Diagnostic, span: Span, source: Source, colour: bool) -> Iterator[str]:
    severity = str(finding.severity)
    if colour:
        severity = f"{_COLOURS[finding.severity]}{severity}{_RESET}"
    yield f"{severity} {finding.rule}  {finding.message}"
    yield f"  {finding.file}:{span.line}:{span.column}"
    near = source.locate(finding.near) if finding.near else None
    marks = [(span, "^")]
    if near is not None and near.line != span.line:
        marks.append((near, "-"))
    for where, mark in sorted(marks):
        if source.text and where.line <= len(source.lines):
            yield from _excerpt(source.lines[where.line - 1], where, mark)
    if finding.fix:
        yield f"  怎么改：{finding.fix}"
    if finding.why:
        yield f"  为什么：{finding.why}"
    yield ""


def _excerpt(line: str, span: Span, mark: str) -> Iterator[str]:
    number = str(span.line)
    yield f"  {number} │ {line}"
    lead = cells(line[: span.column - 1])
    width = max(1, cells(line[span.column - 1 : span.end - 1]))
    yield f"  {' ' * len(number)} │ {' ' * lead}{mark * width}"


def summary(findings: Iterable[Diagnostic], extent: Extent = COMPLETE) -> str:
    """The last line: how many of each severity, or that all is well."""
    found = list(findings)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    counts = f"{errors} 处错误，{len(found) - errors} 处提醒"
    if extent.unfinished:
        return f"未完成：查到这里时有 {counts}"
    if extent.stock:
        return f"{counts if found else '没有新问题'}；另有存量问题 {extent.stock} 处"
    return counts if found else "全部通过：没有错误，也没有提醒"


def report_text(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> str:
    """The report as it stands in a file: findings, why it stopped if it did, the last line."""
    found = list(findings)
    reason = [extent.unfinished] if extent.unfinished else []
    return "\n".join([*render_text(found, source_of), *reason, summary(found, extent)])
