"""Findings as SARIF 2.1.0, against the schema of the standard."""

import json

import jsonschema
import pytest

from generator.check.manual import entries
from generator.diagnostic import Diagnostic
from generator.report.placed import COMPLETE, Extent
from generator.report.sarif import render_sarif
from tests.conftest import ROOT
from tests.findings import BOTH, CODE, ERROR, STOPPED, fault, source_of

SCHEMA = ROOT / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
"""The schema of the standard (OASIS SARIF 2.1.0), from the npm package that carries it."""


@pytest.fixture(scope="module")
def official() -> jsonschema.Draft4Validator:
    if not SCHEMA.is_file():
        pytest.skip("没有 npm 包 @microsoft/jest-sarif 里的 SARIF 模式；在仓库里运行 npm ci")
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("extent", [COMPLETE, STOPPED])
@pytest.mark.parametrize("findings", [(), BOTH, (fault("名称", near=("主题",)), ERROR, ERROR)])
def test_sarif_is_what_the_standard_says(
    findings: tuple[Diagnostic, ...], extent: Extent, official: jsonschema.Draft4Validator
) -> None:
    log = json.loads(render_sarif(findings, source_of, extent))
    official.validate(log)
    log["runs"][0]["results"].append({"ruleId": "L004"})
    assert not official.is_valid(log), "a result needs a message"


def sarif(*findings: Diagnostic, extent: Extent = COMPLETE) -> dict[str, object]:
    log = json.loads(render_sarif(findings, source_of, extent))
    (run,) = log["runs"]
    return run


def test_sarif_results_point_at_their_rule_and_place() -> None:
    run = sarif(*BOTH, fault("名称", message="甲", near=("主题",)))
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first = next(r for r in run["results"] if r["message"]["text"].startswith("条款不存在"))
    assert (first["ruleId"], first["level"]) == ("L004", "error")
    (location,) = first["locations"]
    place = location["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("powers/%E5%B8%82")
    assert place["region"] == {"startLine": 6, "startColumn": 9, "endColumn": 13}
    assert location["logicalLocations"] == [{"fullyQualifiedName": f"{CODE}/依据/1/条款"}]
    near = next(r for r in run["results"] if r["message"]["text"].startswith("甲"))
    assert near["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 8
    marks = [tuple(result["partialFingerprints"].values()) for result in run["results"]]
    assert len(set(marks)) == 3


def test_sarif_rules_say_what_the_manual_says() -> None:
    rules = {rule["id"]: rule for rule in sarif()["tool"]["driver"]["rules"]}
    assert list(rules) == [entry.code for entry in entries()]
    for entry in entries():
        said = rules[entry.code]["help"]["text"].replace("{{", "{").replace("}}", "}")
        assert said == f"为什么：{entry.why}\n怎么改：{entry.fix}"


def test_sarif_doubles_braces_and_survives_an_unknown_rule() -> None:
    (result,) = sarif(fault(rule="Q999", message="{待补: 甲}", fix=""))["results"]
    assert result["message"]["text"] == "{{待补: 甲}}"
    assert "ruleIndex" not in result


def test_sarif_says_whether_the_run_finished() -> None:
    assert sarif()["invocations"] == [{"executionSuccessful": True}]
    (invocation,) = sarif(extent=STOPPED)["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told == {"level": "error", "message": {"text": "未完成：登记册读不懂"}}
