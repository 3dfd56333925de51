"""Findings for the two services: widget and workflow commands, and nothing breaks out."""

import json

from generator.report.github import render_github
from generator.report.gitlab import render_gitlab
from tests.findings import BOTH, FILE, OTHER, fault, source_of


def test_gitlab_code_quality() -> None:
    dotted = fault("名称", file=f"./{FILE}", message="甲")
    rows = json.loads(render_gitlab([*BOTH, dotted], source_of))
    assert [set(row) for row in rows] == [
        {"description", "check_name", "fingerprint", "severity", "location"}
    ] * 3
    assert {
        row["description"]: (row["check_name"], row["severity"], row["location"]) for row in rows
    } == {
        "L004: 条款不存在": ("L004", "major", {"path": FILE, "lines": {"begin": 6}}),
        "T002: 名称太长": ("T002", "minor", {"path": OTHER, "lines": {"begin": 1}}),
        "L004: 甲": ("L004", "major", {"path": FILE, "lines": {"begin": 1}}),
    }
    assert len({row["fingerprint"] for row in rows}) == 3


def test_gitlab_of_nothing_is_an_empty_array() -> None:
    assert json.loads(render_gitlab([], source_of)) == []


def test_github_annotations() -> None:
    assert render_github(BOTH, source_of).splitlines() == [
        f"::warning file={OTHER},line=1,col=5,endColumn=11,title=提醒 T002"
        "::名称太长%0A怎么改：对照原文",
        f"::error file={FILE},line=6,col=9,endColumn=13,title=错误 L004"
        "::条款不存在%0A怎么改：对照原文",
        "1 处错误，1 处提醒",
    ]


def test_github_values_cannot_break_out() -> None:
    odd = fault(
        file="powers/a,b:c%\r\n::error::/甲.yml", message="50%,a:b\r\n::error::假的", fix=""
    )
    (line, last) = render_github([odd], source_of).split("\n")
    assert line.startswith("::error file=powers/a%2Cb%3Ac%25%0D%0A%3A%3Aerror%3A%3A/甲.yml,line=1,")
    assert line.endswith("::50%25,a:b%0D%0A::error::假的")
    assert last == "1 处错误，0 处提醒"
