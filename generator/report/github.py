"""Findings as workflow commands, which GitHub shows beside the changed lines."""

from collections.abc import Iterable, Iterator

from generator.diagnostic import Diagnostic, Severity
from generator.report.placed import COMPLETE, Extent, SourceOf, placed
from generator.report.text import summary

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render_github(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> str:
    """Write one command a line and the summary last, which the log shows as it stands."""
    found = list(findings)
    return "\n".join([*_commands(found, source_of, extent), summary(found, extent)])


def _commands(findings: list[Diagnostic], source_of: SourceOf, extent: Extent) -> Iterator[str]:
    if extent.unfinished:
        yield f"::error title=未完成::{_data(extent.unfinished)}"
    for one in placed(findings, source_of):
        finding, span = one.finding, one.span
        properties = {
            "file": finding.file.removeprefix("./"),
            "line": str(span.line),
            "col": str(span.column),
            "endColumn": str(span.end),
            "title": f"{finding.severity} {finding.rule}",
        }
        told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        fix = f"\n怎么改：{finding.fix}" if finding.fix else ""
        yield f"::{_LEVEL[finding.severity]} {told}::{_data(finding.message + fix)}"


def _data(text: str) -> str:
    """Escape a message; % first, or it would escape the escapes."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a value, which also ends at a comma or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
