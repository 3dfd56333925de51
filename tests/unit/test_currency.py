"""Laws over time: which version counts, and what became of an article when versions follow."""

from datetime import date

import pytest

from generator.model.citation import Place, parse_place
from generator.model.currency import (
    Fate,
    Standing,
    beyond,
    place_on,
    standing,
    what_became,
    written_against,
)
from generator.model.registry import Law

FIRST, SECOND, THIRD = date(2000, 1, 1), date(2010, 1, 1), date(2020, 1, 1)
LAW = Law.model_validate(
    {
        "名称": "示范法",
        "代号": "sff",
        "位阶": "法律",
        "版本": [
            {"施行": "2000-01-01", "条数": "10"},
            {
                "施行": "2010-01-01",
                "条数": "20",
                "变动": [
                    {"原": "第一条", "现": "第二条"},
                    {"原": "第三条"},
                    {"原": "第四条", "现": "第五条"},
                    {"原": "第四条第二款", "现": "第六条"},
                ],
            },
            {"施行": "2020-01-01", "条数": "20", "变动": [{"原": "第二条", "现": "第三条"}]},
        ],
        "废止日期": "2030-01-01",
    }
)


def place(text: str) -> Place:
    read = parse_place(text)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(1999, 12, 31), Standing.COMING),
        (FIRST, Standing.IN_FORCE),
        (date(2029, 12, 31), Standing.IN_FORCE),
        (date(2030, 1, 1), Standing.REPEALED),
    ],
)
def test_a_law_has_a_first_and_a_last_day(day: date, expected: Standing) -> None:
    assert standing(LAW, day) is expected


@pytest.mark.parametrize(
    ("version", "day", "expected"),
    [
        (0, FIRST, Standing.IN_FORCE),
        (0, SECOND, Standing.SUPERSEDED),
        (1, FIRST, Standing.COMING),
        (1, SECOND, Standing.IN_FORCE),
        (2, date(2031, 1, 1), Standing.REPEALED),
    ],
)
def test_a_version_gives_way_to_the_next(version: int, day: date, expected: Standing) -> None:
    assert standing(LAW, day, LAW.versions[version]) is expected


def test_the_version_named_goes_before_the_day_of_review() -> None:
    assert written_against(LAW, FIRST, THIRD) is LAW.versions[0]
    assert written_against(LAW, None, THIRD) is LAW.versions[2]
    assert written_against(LAW, None, date(1999, 1, 1)) is None


@pytest.mark.parametrize(
    ("cited", "version", "day", "fate", "new"),
    [
        ("第一条", 0, SECOND, Fate.MOVED, "第二条"),
        ("第一条第二款", 0, THIRD, Fate.MOVED, "第三条"),
        ("第二条", 1, THIRD, Fate.MOVED, "第三条"),
        ("第三条", 0, SECOND, Fate.GONE, None),
        ("第四条第一款", 0, SECOND, Fate.MOVED, "第五条"),
        ("第四条第二款第一项", 0, SECOND, Fate.MOVED, "第六条"),
        ("第九条", 0, SECOND, Fate.UNSURE, None),
    ],
)
def test_an_article_is_followed_from_version_to_version(
    cited: str, version: int, day: date, fate: Fate, new: str | None
) -> None:
    move = what_became(LAW, place(cited), LAW.versions[version], day)
    assert move is not None
    assert (move.fate, move.new) == (fate, place(new) if new else None)


@pytest.mark.parametrize(
    ("cited", "version", "day"),
    [
        ("第一条", 0, date(2009, 12, 31)),
        ("第九条", 1, THIRD),
        ("第一条", 2, THIRD),
        ("第一条", 0, date(2031, 1, 1)),
    ],
)
def test_nothing_is_said_of_what_stayed(cited: str, version: int, day: date) -> None:
    """Nor of a repealed law, which has a rule of its own."""
    assert what_became(LAW, place(cited), LAW.versions[version], day) is None


def test_an_article_beyond_the_version_of_the_day() -> None:
    assert beyond(LAW, place("第十一条"), FIRST) is LAW.versions[0]
    assert beyond(LAW, place("第十一条"), SECOND) is None
    assert beyond(LAW, place("第二十一条"), THIRD) is LAW.versions[2]


@pytest.mark.parametrize(
    ("written", "text", "day", "expected"),
    [
        (THIRD, "第三条", THIRD, "第三条"),
        (THIRD, "第三条", SECOND, "第二条"),
        (THIRD, "第三条", FIRST, "第一条"),
        (THIRD, "第七条", SECOND, "第七条"),
        (THIRD, "第六条", FIRST, "第四条第二款"),
        (THIRD, "第五条", FIRST, "第四条"),
        (FIRST, "第一条", THIRD, "第三条"),
        (SECOND, "第二条", FIRST, "第一条"),
        # Nobody registered where article 9 of twenty was among ten.
        (THIRD, "第九条", FIRST, None),
        (FIRST, "第三条", THIRD, None),
        (THIRD, "第三条", date(1999, 1, 1), None),
        (date(1999, 1, 1), "第三条", THIRD, None),
        (THIRD, "第三条", date(2030, 1, 1), None),
    ],
)
def test_a_place_is_told_by_the_numbers_of_a_day(
    written: date, text: str, day: date, expected: str | None
) -> None:
    found = place_on(LAW, place(text), LAW.version_on(written), day)
    assert found == (place(expected) if expected else None)
