"""Findings as one comment: short whatever was found, and text stays text."""

from hypothesis import given
from hypothesis import strategies as st

from generator.check.manual import Entry, entries
from generator.report.markdown import MARKER, render_markdown
from generator.report.placed import COMPLETE, Extent
from tests.findings import BOTH, FILE, OTHER, STOPPED, fault, source_of


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
