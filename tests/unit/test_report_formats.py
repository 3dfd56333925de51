"""Every report from the same findings: what each service reads, and that none passes for another.

SARIF is held to the properties its standard requires, written out below: the official schema is
no part of this repository, and tests reach for no network.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.manual import Entry, entries
from generator.cli import main
from generator.diagnostic import Diagnostic, FieldPath, Severity, Span
from generator.model.vocab import PowerType
from generator.report import FORMATS, chosen
from generator.report.formats import RENDERERS, report
from generator.report.github import render_github
from generator.report.gitlab import render_gitlab
from generator.report.json import render_json
from generator.report.junit import render_junit
from generator.report.markdown import MARKER, render_markdown
from generator.report.placed import COMPLETE, Extent, placed
from generator.report.sarif import render_sarif
from generator.report.text import report_text
from generator.report.xlsx import COLUMNS, render_xlsx
from generator.schema import schemas
from generator.source import Source
from tests.factory import FACTS, broken, emit, file_of, record

TEXT = """名称: 食品经营许可
依据:
  - 法规: 食品安全法
    条款: 第三十五条
  - 法规: 行政许可法
    条款: 第十二条
主题:
  - 开店
  - 经营
材料:
  - 名称: 申请书
    来源: 甲
"""
CODE = "420683021XK00100"
FILE = f"powers/市市场监督管理局/{CODE}.yml"
OTHER = "powers/市审计局/420683034JC00200.yml"
REGISTRY = "powers/_registry/法规.yml"
STOPPED = Extent((FILE, OTHER), "登记册读不懂")


def source_of(file: str) -> Source:
    return Source(file, TEXT)


def fault(
    *path: str | int,
    rule: str = "L004",
    message: str = "条款不存在",
    file: str = FILE,
    severity: Severity = Severity.ERROR,
    code: str = CODE,
    span: Span | None = None,
    fix: str = "对照原文",
    near: FieldPath = (),
) -> Diagnostic:
    return Diagnostic(
        rule, severity, message, file, path, span=span, fix=fix, why="要准", near=near, code=code
    )


ERROR = fault("依据", 1, "条款")
WARNING = fault(
    "名称", rule="T002", message="名称太长", severity=Severity.WARNING, file=OTHER, code=""
)
BOTH = (WARNING, ERROR)


# -- fingerprints ------------------------------------------------------------------------------


def prints(findings: tuple[Diagnostic, ...], text: str = TEXT) -> list[str]:
    return [one.fingerprint for one in placed(findings, lambda file: Source(file, text))]


FAULTS = st.lists(
    st.builds(
        fault,
        st.sampled_from(["名称", "依据", "主题", "材料"]),
        rule=st.sampled_from(["L004", "T002"]),
        message=st.sampled_from(["甲", "乙"]),
        file=st.sampled_from([FILE, OTHER]),
        code=st.sampled_from(["", CODE]),
    ),
    max_size=12,
).map(tuple)


@given(FAULTS, st.integers(1, 5))
def test_fingerprints_outlive_moved_lines(findings: tuple[Diagnostic, ...], lines: int) -> None:
    assert prints(findings) == prints(findings, "# 说明\n" * lines + TEXT)


@given(FAULTS)
def test_fingerprints_are_unique_and_depend_on_no_order(findings: tuple[Diagnostic, ...]) -> None:
    found = prints(findings)
    assert len(set(found)) == len(findings)
    assert found == prints(findings[::-1])


def test_a_new_item_above_makes_no_finding_new() -> None:
    moved = TEXT.replace("依据:\n", "依据:\n  - 法规: 计量法\n    条款: 第一条\n")
    assert prints((ERROR,)) == prints((fault("依据", 2, "条款"),), moved)
    assert prints((fault("主题", 0),)) == prints(
        (fault("主题", 1),), TEXT.replace("主题:\n", "主题:\n  - 办证\n")
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("第 3 行的冒号是全角的", "第 12 行的冒号是全角的"),
        ("第 3 行第 7 个字看不见", "第 4 行第 1 个字看不见"),
        ("第 2 条“依据”里缺少“条款”", "第 3 条“依据”里缺少“条款”"),
        ("甲  乙", "甲 乙"),
    ],
)
def test_positions_in_a_message_are_not_what_was_found(one: str, two: str) -> None:
    assert prints((fault(message=one),)) == prints((fault(message=two),))


@pytest.mark.parametrize(
    "other",
    [
        fault("依据", 1, "条款", rule="L005"),
        fault("依据", 1, "条款", message="第八十条不存在"),
        fault("依据", 0, "条款"),
        fault("依据", 1),
        fault("依据", 1, "条款", code="420683021XK00200"),
        fault("依据", 1, "条款", code=""),
    ],
)
def test_another_fault_has_another_fingerprint(other: Diagnostic) -> None:
    assert prints((ERROR,)) != prints((other,))


def test_a_record_that_moves_to_another_folder_keeps_its_findings() -> None:
    assert prints((ERROR,)) == prints((fault("依据", 1, "条款", file=OTHER),))


# -- text and json -----------------------------------------------------------------------------


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


# -- gitlab and github -------------------------------------------------------------------------


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


# -- sarif -------------------------------------------------------------------------------------

SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "text": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string"}},
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "place": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "additionalProperties": False,
                    "properties": {
                        # What a URI reference may consist of; no scheme, no leading slash or dot.
                        "uri": {"pattern": r"^(?:[A-Za-z0-9_~-]|%[0-9A-F]{2})[A-Za-z0-9._~/%-]*$"},
                        "uriBaseId": {"type": "string"},
                    },
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["startLine", "startColumn", "endColumn"],
                    "properties": {
                        name: {"type": "integer", "minimum": 1}
                        for name in ("startLine", "startColumn", "endColumn")
                    },
                },
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "id": {"type": "integer", "minimum": 0},
                "physicalLocation": {"$ref": "#/$defs/place"},
                "logicalLocations": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "additionalProperties": False,
                        "properties": {"fullyQualifiedName": {"type": "string"}},
                    },
                },
                "message": {"$ref": "#/$defs/text"},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "defaultConfiguration": {
                    "additionalProperties": False,
                    "properties": {"level": {"$ref": "#/$defs/level"}},
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message", "ruleId", "locations", "partialFingerprints"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/text"},
                "locations": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"$ref": "#/$defs/location"},
                },
                "relatedLocations": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {"$ref": "#/$defs/location"},
                },
                "partialFingerprints": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {"type": "string"},
                },
            },
        },
        "invocation": {
            "type": "object",
            "required": ["executionSuccessful"],
            "additionalProperties": False,
            "properties": {
                "executionSuccessful": {"type": "boolean"},
                "toolExecutionNotifications": {
                    "type": "array",
                    "items": {
                        "required": ["message"],
                        "additionalProperties": False,
                        "properties": {
                            "level": {"$ref": "#/$defs/level"},
                            "message": {"$ref": "#/$defs/text"},
                        },
                    },
                },
            },
        },
        "run": {
            "type": "object",
            "required": ["tool", "columnKind", "invocations", "results"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "additionalProperties": False,
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name", "rules"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "language": {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                                "rules": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {"$ref": "#/$defs/rule"},
                                },
                            },
                        }
                    },
                },
                "columnKind": {"const": "unicodeCodePoints"},
                "invocations": {"type": "array", "items": {"$ref": "#/$defs/invocation"}},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
    },
}
"""What SARIF 2.1.0 requires of the properties we write, and that we write no other."""


def sarif(*findings: Diagnostic, extent: Extent = COMPLETE) -> dict[str, object]:
    log = json.loads(render_sarif(findings, source_of, extent))
    jsonschema.Draft202012Validator(SARIF).validate(log)
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


# -- junit -------------------------------------------------------------------------------------


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


# -- markdown ----------------------------------------------------------------------------------


def test_markdown_groups_by_rule_then_file() -> None:
    more = [fault("主题", index, message=f"主题“{index}”不对") for index in (0, 1)]
    assert render_markdown([*BOTH, *more], source_of, Extent((FILE, OTHER))).split("\n") == [
        MARKER,
        "### 权力清单检查",
        "",
        "**3 处错误，1 处提醒**（查了 2 个职权文件）",
        "",
        f"- **错误 L004** {manual('L004').headline}：3 处，1 个文件。{cure('L004')}",
        f"  - `{FILE}:6` 条款不存在（这个文件共 3 处）",
        f"- **提醒 T002** {manual('T002').headline}：1 处，1 个文件。{cure('T002')}",
        f"  - `{OTHER}:1` 名称太长",
        "",
        "每一处在哪一行、怎么改，见这次检查的完整结果。",
    ]


def manual(code: str) -> Entry:
    return next(entry for entry in entries() if entry.code == code)


def cure(code: str) -> str:
    return "怎么改：" + " ".join(manual(code).fix.split())


@given(st.integers(0, 40), st.integers(1, 6), st.integers(1, 3), st.booleans())
def test_markdown_is_short_whatever_was_found(
    rules: int, files: int, each: int, stop: bool
) -> None:
    findings = [
        fault("名称", rule=f"L{rule:03d}", file=f"powers/甲/{file}.yml", message="长\n" * 500)
        for rule in range(rules)
        for file in range(files)
        for _ in range(each)
    ]
    text = render_markdown(findings, source_of, STOPPED if stop else COMPLETE)
    lines = text.splitlines()
    assert lines[0] == MARKER
    assert len(lines) <= 60
    assert len(text) < 65_000
    assert ("未完成" in text) == stop
    assert f"{len(findings)} 处错误" in text or not (findings or stop)


def test_markdown_quotes_and_never_obeys() -> None:
    odd = fault(message="<script> @all [a](b) `c`\n/close **d**", file="powers/甲/`x`\n.yml")
    line = render_markdown([odd], source_of).split("\n")[6]
    assert line == (
        "  - `powers/甲/'x' .yml:1` "
        "\\<script\\> @\u200ball \\[a\\]\\(b\\) \\`c\\` /close \\*\\*d\\*\\*"
    )


# -- xlsx --------------------------------------------------------------------------------------


def rows_of(*findings: Diagnostic, extent: Extent = COMPLETE) -> Iterator[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(findings, source_of, extent)))
    (sheet,) = book.worksheets
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:J{max(2, sheet.max_row)}"
    for row in sheet.iter_rows():
        assert all(cell.data_type in {"s", "n"} for cell in row)
        yield [cell.value for cell in row]


def test_xlsx_has_one_row_a_finding() -> None:
    head, first, second = rows_of(*BOTH)
    assert head == [title for title, _ in COLUMNS]
    assert first[:6] == ["提醒", "T002", "", OTHER, 1, 5]
    assert first[6:] == ["名称", "名称太长", "对照原文", "要准"]
    assert second[:6] == ["错误", "L004", CODE, FILE, 6, 9]
    assert second[6:] == ["依据/1/条款", "条款不存在", "对照原文", "要准"]


def test_xlsx_holds_texts_and_no_formulas() -> None:
    odd = fault(message="=1+1", fix='=HYPERLINK("http://a")', code="042068302100100")
    odd_cells = list(rows_of(odd))[1]
    assert (odd_cells[2], odd_cells[7], odd_cells[8]) == (
        "042068302100100",
        "=1+1",
        '=HYPERLINK("http://a")',
    )
    assert len(list(rows_of(fault(message="长" * 40_000)))[1][7]) == 32_767


def test_equal_findings_give_equal_bytes() -> None:
    for name in FORMATS:
        assert report(name, BOTH, source_of, COMPLETE) == report(
            name, BOTH[::-1], source_of, COMPLETE
        )


# -- all of them -------------------------------------------------------------------------------


def test_every_format_has_its_writer() -> None:
    assert tuple(RENDERERS) == FORMATS


def unpacked(name: str, made: bytes) -> str:
    if name != "xlsx":
        return made.decode("utf-8")
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("findings", [(), (ERROR,), (WARNING,)])
def test_an_unfinished_run_shows_in_every_format(
    name: str, findings: tuple[Diagnostic, ...]
) -> None:
    text = unpacked(name, report(name, findings, source_of, STOPPED))
    assert "未完成" in text
    assert "登记册读不懂" in text
    assert "全部通过" not in text
    assert "未完成" not in unpacked(name, report(name, findings, source_of, COMPLETE))


ODD = st.text(st.characters(), min_size=1)


@given(message=ODD, file=ODD, fix=ODD, field=ODD)
@pytest.mark.parametrize("name", FORMATS)
def test_no_text_stops_a_report(name: str, message: str, file: str, fix: str, field: str) -> None:
    odd = fault(field, message=message, file=file, fix=fix)
    made = report(name, [odd], source_of, Extent((file,), ""))
    if name in {"json", "gitlab", "sarif"}:
        assert json.loads(made)
    elif name == "junit":
        assert ElementTree.fromstring(made).get("failures") == "1"
    elif name == "github":
        assert made.count(b"\n::") + made.startswith(b"::") == 1
    else:
        assert made


def test_a_file_name_that_is_no_text_stops_no_report() -> None:
    for name in FORMATS:
        assert report(name, [fault(file="powers/甲/\udcff.yml")], source_of, COMPLETE)


# -- command line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "meant"),
    [
        ({}, "text"),
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITLAB_CI": "true"}, "gitlab"),
        ({"GITHUB_ACTIONS": "", "GITLAB_CI": "true"}, "gitlab"),
        ({"GITHUB_ACTIONS": "false"}, "text"),
    ],
)
def test_auto_asks_the_service(environment: dict[str, str], meant: str) -> None:
    assert chosen("auto", environment) == meant
    assert chosen("json", environment) == "json"


Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(repo: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main(["--root", str(repo), "check", "--date", "2026-01-15", *argv])
        return code, *capsys.readouterr()

    return run


def spoil(repo: Path, limit: str = "25个工作日") -> None:
    tree = broken(record(PowerType.LICENSING), ("承诺时限", "期限"), limit)
    (repo / file_of(PowerType.LICENSING)).write_text(emit(tree), encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_goes_into_a_file_and_the_counts_to_the_screen(
    name: str, check: Check, repo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "报告"
    argv = ("--format", name, "--output", str(out))
    assert check(*argv) == (0, "全部通过：没有错误，也没有提醒\n", "")
    assert "T001" not in unpacked(name, out.read_bytes()) or name == "sarif"
    spoil(repo)
    assert check(*argv) == (1, "1 处错误，0 处提醒\n", "")
    assert "比法定时限（20个工作日）还长" in unpacked(name, out.read_bytes()).replace("\\", "")
    (repo / FACTS).write_text("名称：甲\n", encoding="utf-8")
    code, told, complaint = check(*argv)
    assert (code, told) == (3, "未完成：查到这里时有 1 处错误，0 处提醒\n")
    assert "登记册读不懂" in complaint
    assert "未完成" in unpacked(name, out.read_bytes())


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xlsx"])
def test_the_screen_shows_what_the_file_would_hold(
    name: str, check: Check, repo: Path, tmp_path: Path
) -> None:
    spoil(repo)
    code, shown, _ = check("--format", name)
    assert code == 1
    check("--format", name, "--output", str(tmp_path / "报告"))
    assert shown == (tmp_path / "报告").read_text(encoding="utf-8")


def test_auto_on_the_command_line(
    check: Check, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(repo)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("GITLAB_CI", "true")
    code, shown, _ = check("--format", "auto")
    assert (code, json.loads(shown)[0]["check_name"]) == (1, "T001")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check("--format", "auto")[1].startswith("::error file=powers/")


def test_a_spreadsheet_needs_a_file(check: Check) -> None:
    code, shown, complaint = check("--format", "xlsx")
    assert (code, shown) == (2, "")
    assert "--output" in complaint


def test_a_report_that_cannot_be_written_is_no_pass(check: Check, tmp_path: Path) -> None:
    code, shown, complaint = check("--output", str(tmp_path / "没有" / "报告"))
    assert (code, shown) == (3, "")
    assert "没有做完" in complaint


def test_a_run_that_breaks_off_leaves_no_earlier_pass_behind(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "报告"
    argv = ("--format", "gitlab", "--output", str(out))
    assert check(*argv)[0] == 0

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "设备上没有空间")

    monkeypatch.setattr("generator.checking.examine", full)
    assert check(*argv)[0] == 3
    assert [row["check_name"] for row in json.loads(out.read_bytes())] == ["Z000"]


def test_a_folder_without_a_list_is_unfinished_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in FORMATS:
        out = tmp_path / f"{name}.报告"
        argv = ["--root", str(tmp_path), "check", "--format", name, "--output", str(out)]
        assert main(argv) == 3
        assert "全部通过" not in capsys.readouterr().out
        assert "未完成" in unpacked(name, out.read_bytes())
