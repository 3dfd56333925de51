"""Findings for other programs: one JSON array, described in docs/schema/findings.schema.json."""

import json
from collections.abc import Callable, Iterable

from generator.diagnostic import Diagnostic, Severity
from generator.report.text import place
from generator.source import Source


def render_json(findings: Iterable[Diagnostic], source_of: Callable[[str], Source]) -> str:
    """Write findings as JSON, in reading order, with line and column from 1."""
    rows = []
    for finding in findings:
        span = place(finding, source_of(finding.file))
        rows.append(
            {
                "rule": finding.rule,
                "severity": "error" if finding.severity is Severity.ERROR else "warning",
                "file": finding.file,
                "line": span.line,
                "column": span.column,
                "code": finding.code,
                "field": "/".join(str(part) for part in finding.path),
                "message": finding.message,
                "fix": finding.fix,
                "why": finding.why,
            }
        )
    rows.sort(key=lambda row: (row["file"], row["line"], row["column"], row["rule"]))
    return json.dumps(rows, ensure_ascii=False, indent=2)
