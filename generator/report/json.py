"""Findings for other programs: one JSON array, described in docs/schema/findings.schema.json."""

import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from generator.diagnostic import MANUAL, Diagnostic
from generator.report.placed import COMPLETE, Extent, Placed, SourceOf, placed


class Row(BaseModel):
    """One finding."""

    model_config = ConfigDict(extra="forbid")

    rule: Annotated[
        str,
        Field(pattern="^[A-Z][0-9]{3}$", description="Stable code; Z000: the run did not finish"),
    ]
    severity: Annotated[Literal["error", "warning"], Field(description="error blocks publication")]
    file: Annotated[str, Field(min_length=1, description="Path below the list's folder, with /")]
    line: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1, description="In characters")]
    end_column: Annotated[int, Field(ge=1, description="The first character after, same line")]
    code: Annotated[str, Field(description="Code of the power; empty when the file has none")]
    field: Annotated[str, Field(description="Keys and list positions from 0, joined by /")]
    message: Annotated[str, Field(min_length=1)]
    fix: Annotated[str, Field(description="What to do, in Chinese")]
    why: Annotated[str, Field(description="Why it matters, in Chinese")]
    docs: Annotated[str, Field(description="Page of the rule, below the site's own address")]
    fingerprint: Annotated[
        str,
        Field(
            pattern="^[0-9a-f]{64}$", description="Unique in the array; the same when lines move"
        ),
    ]


def findings_schema() -> dict[str, Any]:
    """JSON Schema of the array."""
    schema = TypeAdapter(list[Row]).json_schema()
    note = "What powerlist check --format json prints, in reading order; empty when all is well."
    return {"title": "Findings", "description": note, **schema}


def render_json(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> str:
    """Write findings as JSON, in reading order, with line and column from 1.

    A run that did not finish begins with a finding Z000, so its array is never empty.
    """
    rows = [_row(one).model_dump() for one in placed(findings, source_of, extent)]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _row(one: Placed) -> Row:
    finding, span = one.finding, one.span
    # A finding is told as it is: a report is no place to refuse one.
    return Row.model_construct(
        rule=finding.rule,
        severity=finding.severity.english,
        file=finding.file,
        line=span.line,
        column=span.column,
        end_column=span.end,
        code=finding.code,
        field="/".join(str(part) for part in finding.path),
        message=finding.message,
        fix=finding.fix,
        why=finding.why,
        docs=f"{MANUAL}#{finding.rule}",
        fingerprint=one.fingerprint,
    )
