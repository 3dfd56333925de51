"""Findings as SARIF 2.1.0, the exchange format of code scanning."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from generator.check.manual import Entry, entries
from generator.diagnostic import Diagnostic, Severity, Span
from generator.report.placed import COMPLETE, Extent, Placed, SourceOf, placed

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render_sarif(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> str:
    """Write one run; when it did not finish, its invocation says so and why."""
    manual = entries()
    invocation: dict[str, Any] = {"executionSuccessful": not extent.unfinished}
    if extent.unfinished:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": _text(f"未完成：{extent.unfinished}")}
        ]
    run = {
        "tool": {
            "driver": {
                "name": "powerlist",
                "language": "zh-CN",
                "rules": [_rule(entry) for entry in manual],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(one, manual, source_of) for one in placed(findings, source_of)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.code,
        "shortDescription": _text(entry.headline),
        "fullDescription": _text(entry.why),
        "help": _text(f"为什么：{entry.why}\n怎么改：{entry.fix}"),
        "defaultConfiguration": {"level": _LEVEL[entry.severity]},
    }


def _result(one: Placed, manual: Sequence[Entry], source_of: SourceOf) -> dict[str, Any]:
    finding = one.finding
    fix = f"\n怎么改：{finding.fix}" if finding.fix else ""
    names = [finding.code, *map(str, finding.path)]
    location = {
        "physicalLocation": _place(finding.file, one.span),
        "logicalLocations": [{"fullyQualifiedName": "/".join(name for name in names if name)}],
    }
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVEL[finding.severity],
        "message": _text(finding.message + fix),
        "locations": [location],
        "partialFingerprints": {"finding/v1": one.fingerprint},
    }
    index = next((i for i, entry in enumerate(manual) if entry.code == finding.rule), None)
    if index is not None:
        result["ruleIndex"] = index
    if finding.near:
        near = source_of(finding.file).locate(finding.near)
        place = {"id": 1, "physicalLocation": _place(finding.file, near)}
        result["relatedLocations"] = [place | {"message": _text("相关的一处")}]
    return result


def _place(file: str, span: Span) -> dict[str, Any]:
    # A URI holds no Chinese characters, and the path of a file here always does.
    uri = quote(file.removeprefix("./"), errors="replace")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": span.line, "startColumn": span.column, "endColumn": span.end},
    }


def _text(text: str) -> dict[str, str]:
    """A message; braces stand for placeholders in it unless doubled (§3.11.5 of the standard)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}
