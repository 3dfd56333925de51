"""Findings as text in a file and as JSON with its published schema."""

import json
import re
from pathlib import Path

import jsonschema

from generator.report.json import render_json
from generator.report.placed import COMPLETE
from generator.report.text import report_text
from generator.schema import schemas
from tests.findings import BOTH, CODE, ERROR, FILE, STOPPED, source_of


def test_text_as_a_file_ends_with_the_counts() -> None:
    text = report_text(BOTH, source_of)
    assert text.startswith("提醒 T002  名称太长\n")
    assert text.endswith("\n1 处错误，1 处提醒")
    assert "\033" not in text


def test_json_keeps_its_published_schema(root: Path) -> None:
    schema = json.loads((root / "docs/schema/findings.schema.json").read_text(encoding="utf-8"))
    assert schema == schemas()["findings.schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    for findings in ((), BOTH, (ERROR, ERROR)):
        for extent in (COMPLETE, STOPPED):
            rows = json.loads(render_json(findings, source_of, extent))
            check.validate(rows)
            assert len(rows) == len(findings) + bool(extent.unfinished)
    for wrong in ({}, [{}], [{**rows[0], "line": 0}], [{**rows[0], "more": 1}]):
        assert not check.is_valid(wrong)


def test_json_of_one_finding() -> None:
    (row,) = json.loads(render_json([ERROR], source_of))
    assert re.fullmatch("[0-9a-f]{64}", row.pop("fingerprint"))
    assert row == {
        "rule": "L004",
        "severity": "error",
        "file": FILE,
        "line": 6,
        "column": 9,
        "end_column": 13,
        "code": CODE,
        "field": "依据/1/条款",
        "message": "条款不存在",
        "fix": "对照原文",
        "why": "要准",
        "docs": "rules/index.html#L004",
    }
