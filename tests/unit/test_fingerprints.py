"""Fingerprints: moved lines make no finding new, and equal findings have equal marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostic import Diagnostic
from generator.report.placed import placed
from generator.source import Source
from tests.findings import CODE, ERROR, FILE, OTHER, TEXT, fault


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
