"""What every report starts from: findings in reading order, each with its place and fingerprint."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.diagnostic import Diagnostic, Severity, Span
from generator.report.fingerprint import basis, fingerprint
from generator.source import Source, parse

SourceOf = Callable[[str], Source]
"""Gives the text of a file."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a run came.

    Attributes:
        files: Power files looked at.
        unfinished: Why it stopped early; empty when it ran to the end.
        stock: Known problems that were set aside.
    """

    files: tuple[str, ...] = ()
    unfinished: str = ""
    stock: int = 0


COMPLETE = Extent()
"""A run that came to its end."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, where it stands, and what it is recognised by."""

    finding: Diagnostic
    span: Span
    fingerprint: str


def place(finding: Diagnostic, source: Source) -> Span:
    """Where a finding stands: its own span, or the place of the field it names."""
    return finding.span or source.locate(finding.path, on_key=finding.on_key)


def placed(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> list[Placed]:
    """Put findings in reading order, with fingerprints that are unique among them.

    Args:
        findings: Any findings.
        source_of: Gives the text of a file.
        extent: When it says unfinished, that comes first as a finding of its own: a format that is
            nothing but a list of findings has no other way to say so.
    """
    spans = [(place(finding, source_of(finding.file)), finding) for finding in findings]
    spans.sort(
        key=lambda pair: (pair[1].file, pair[0], *pair[1].order[3:], pair[1].message, pair[1].code)
    )
    if extent.unfinished:
        spans.insert(0, (Span(1, 1, 1), _unfinished(extent.unfinished)))
    seen: Counter[str] = Counter()
    found: list[Placed] = []
    file, tree = "", None
    for span, finding in spans:
        if finding.file != file and any(isinstance(part, int) for part in finding.path):
            file, tree = finding.file, parse(source_of(finding.file))[0]
        known = basis(finding, tree if finding.file == file else None)
        seen[known] += 1
        found.append(Placed(finding, span, fingerprint(known, seen[known])))
    return found


def _unfinished(reason: str) -> Diagnostic:
    return Diagnostic(
        "Z000",
        Severity.ERROR,
        f"未完成：{reason}",
        "powers",
        span=Span(1, 1, 1),
        fix="照提示改好，再查一次",
        why="没查完的清单不能当作通过",
    )
