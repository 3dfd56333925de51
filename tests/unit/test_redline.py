"""Marked texts: complete, readable, numbers never torn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diff.redline import Mark, plain, redline

TEXT = st.text(alphabet="一二十个工作日元《法》第条，。申请人受理abc 0123456789", max_size=40)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    marked = redline(before, after)
    assert "".join(text for mark, text in marked if mark is not Mark.COME) == before
    assert "".join(text for mark, text in marked if mark is not Mark.GONE) == after


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("20个工作日内办结", "10个工作日内办结", "【删：20个工作日】【增：10个工作日】内办结"),
        ("罚款1万元以下", "罚款15万元以下", "罚款【删：1万元】【增：15万元】以下"),
        ("依《食品法》办", "依《药品法》办", "依【删：《食品法》】【增：《药品法》】办"),
        ("第三十五条第一款", "第三十六条第一款", "【删：第三十五条】【增：第三十六条】第一款"),
        ("收到三日内", "收到五日内", "收到【删：三日】【增：五日】内"),
        ("不变", "不变", "不变"),
        ("", "新的", "【增：新的】"),
        ("旧的", "", "【删：旧的】"),
    ],
)
def test_numbers_titles_and_articles_stay_whole(before: str, after: str, expected: str) -> None:
    assert plain(redline(before, after)) == expected


def test_a_tiny_island_between_changes_is_changed_with_them() -> None:
    marked = redline("由甲局受理后送乙局", "由丙科受理后交丁局")
    kept = [text for mark, text in marked if mark is Mark.KEPT]
    assert all(len(text) > 2 for text in kept[1:-1])


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (
            "不适用：当时的法律没有规定期限，部门规章有规定的，按部门规章办理",
            "期限：90日，起算：立案之日，说明：法律、法规、规章另有规定的，从其规定",
            True,
        ),
        ("收到申请之日", "立案之日", False),
        ("三十日", "三十日，可以延长两次，每次不超过三十日", False),
    ],
)
def test_texts_with_little_in_common_are_marked_whole(before: str, after: str, whole: bool) -> None:
    assert (redline(before, after) == [(Mark.GONE, before), (Mark.COME, after)]) is whole


def test_very_long_texts_are_marked_whole() -> None:
    before, after = "甲" * 5000, "乙" * 5000
    assert redline(before, after) == [(Mark.GONE, before), (Mark.COME, after)]
    assert redline(before, before) == [(Mark.KEPT, before)]
