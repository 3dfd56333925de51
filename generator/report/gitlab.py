"""Findings for the Code Quality widget of a GitLab merge request."""

import json
from collections.abc import Iterable
from typing import Any

from generator.diagnostic import Diagnostic, Severity
from generator.report.placed import COMPLETE, Extent, Placed, SourceOf, placed

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render_gitlab(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> str:
    """Write the Code Quality array.

    GitLab takes two entries with one fingerprint for one, and a fingerprint it does not know for
    a new fault. A run that did not finish begins with a finding Z000.
    """
    rows = [_entry(one) for one in placed(findings, source_of, extent)]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _entry(one: Placed) -> dict[str, Any]:
    finding = one.finding
    return {
        "description": f"{finding.rule}: {finding.message}",
        "check_name": finding.rule,
        "fingerprint": one.fingerprint,
        "severity": _SEVERITY[finding.severity],
        "location": {
            # With a leading ./ the widget finds no file of that name.
            "path": finding.file.removeprefix("./"),
            "lines": {"begin": one.span.line},
        },
    }
