"""A body or a post is told from a person's name, whichever way round it stands."""

import pytest

from generator.check.persons import person_in, unanswerable


@pytest.mark.parametrize(
    "text",
    [
        "市委机构编制委员会办公室",
        "枣阳市人民政府（演示）",
        "市编办、市司法局",
        "市司法局法制科科长",
        "分管副市长",
        "法制审核员",
        "行政审批股负责人",
        "市人民政府第十二次常务会议",
        "国务院",
        "马岗镇人民政府、高新区管理委员会",
        "市残联",
        "市场监管所窗口",
    ],
)
def test_bodies_and_posts_answer(text: str) -> None:
    assert unanswerable(text) == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("张伟", "张伟"),
        ("王建国", "王建国"),
        ("欧阳锋", "欧阳锋"),
        ("李明科长", "李明科长"),
        ("科长李明", "科长李明"),
        ("王局长", "王局长"),
        ("张同志", "张同志"),
        ("市司法局 张伟", "市司法局 张伟"),
        ("市司法局张伟", "市司法局张伟"),
        ("市司法局、张伟", "张伟"),
        ("市司法局局长张伟", "市司法局局长张伟"),
        ("市司法局（张伟）", "张伟"),
        ("市司法局(科长李明)", "科长李明"),
        ("同意", "同意"),
        ("、", "、"),
        ("（演示）", "（演示）"),
    ],
)
def test_a_person_or_nobody_does_not(text: str, part: str) -> None:
    assert unanswerable(text) == part


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("交张建国科长审核", "张建国科长"),
        ("由科长张建国审核", "科长张建国"),
        ("报局长李明", "局长李明"),
        ("由局长办公会议决定", ""),
        ("科长审核，主任决定", ""),
        ("由院长高度负责的部门办理", ""),
        ("提交主任会议讨论", ""),
    ],
)
def test_a_person_with_a_title_is_found_either_way_round(text: str, found: str) -> None:
    assert person_in(text) == found
