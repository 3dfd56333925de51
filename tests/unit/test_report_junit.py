"""Findings as JUnit XML: suites are departments, and nothing passes that was not looked at."""

from xml.etree import ElementTree

from generator.diagnostic import Diagnostic
from generator.report.junit import render_junit
from generator.report.placed import COMPLETE, Extent
from tests.findings import BOTH, CODE, ERROR, FILE, OTHER, REGISTRY, STOPPED, fault, source_of


def junit(*findings: Diagnostic, extent: Extent = COMPLETE) -> ElementTree.Element:
    top = ElementTree.fromstring(render_junit(findings, source_of, extent))
    for suite in top:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(sum(c.find("failure") is not None for c in cases))
        assert suite.get("errors") == str(sum(c.find("error") is not None for c in cases))
    for count in ("tests", "failures", "errors"):
        assert int(top.get(count, "")) == sum(int(suite.get(count, "")) for suite in top)
    return top


def test_junit_has_a_suite_for_each_folder() -> None:
    registry = fault("法规", rule="S101", file=REGISTRY, code="")
    extent = Extent((FILE, FILE.replace("100.yml", "200.yml"), OTHER, "powers/市司法局/甲.yml"))
    top = junit(*BOTH, fault("名称", message="甲"), registry, extent=extent)
    told = {
        suite.get("name"): [
            (c.get("name"), c.find("failure") is not None) for c in suite.iter("testcase")
        ]
        for suite in top
    }
    assert told == {
        "市司法局": [("没有错误", False)],
        "市审计局": [("没有错误", False)],
        "市市场监督管理局": [(CODE, True)],
        "登记册": [("法规", True)],
    }
    failure = top.find(f".//testcase[@name='{CODE}']/failure")
    assert failure is not None
    assert failure.get("type") == "L004"
    assert failure.get("message", "").endswith("（共 2 处）")
    assert f"{FILE}:6:9" in (failure.text or "")
    output = top.find(".//testsuite[@name='市审计局']/system-out")
    assert output is not None
    assert "提醒 T002  名称太长" in (output.text or "")


def test_junit_of_an_unfinished_run_passes_nothing() -> None:
    top = junit(ERROR, extent=STOPPED)
    assert top.get("errors") == "1"
    assert all(len(case) for case in top.iter("testcase"))
    error = top.find(".//error")
    assert error is not None
    assert error.get("message") == "登记册读不懂"
