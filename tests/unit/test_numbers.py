"""Numerals, citations, time limits and fines: what statutes write, read and written back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.citation import Citation, Place, parse_citation, parse_place
from generator.model.duration import Duration, parse_duration
from generator.model.fine import UNSPECIFIED, parse_fine, yuan
from generator.model.numerals import to_chinese, to_int
from generator.model.vocab import LimitUnit


def test_every_number_survives_being_written_and_read() -> None:
    assert [to_int(to_chinese(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (122, "一百二十二"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_are_written_as_statutes_do(number: int, text: str) -> None:
    assert to_chinese(number) == text
    assert to_int(text) == number


@pytest.mark.parametrize(("text", "number"), [("122", 122), ("二百", 200), ("两百", 200)])
def test_other_writings_are_read(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize(
    "text", ["", "零", "十十", "百", "一百百", "甲", "1２", "-1", "1.5", "一 二"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert to_int(text) is None


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_no_statute_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_chinese(number)


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        ("第四十二条", Place(42), "第四十二条"),
        ("第42条第1款", Place(42, 0, 1), "第四十二条第一款"),
        ("第一百二十条之一第二款", Place(120, 1, 2), "第一百二十条之一第二款"),
        ("第三十二条第一款第（四）项", Place(32, 0, 1, 4), "第三十二条第一款第四项"),
        ("第三十二条第(四)项", Place(32, 0, 0, 4), "第三十二条第四项"),
        ("第五条第二项第三目", Place(5, 0, 0, 2, 3), "第五条第二项第三目"),
    ],
)
def test_places_are_read_and_written_in_one_form(text: str, place: Place, written: str) -> None:
    assert parse_place(text) == place
    assert str(place) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "四十二条",
        "第四十二",
        "第零条",
        "第一条第零款",
        "第一条第一目",
        "第四十二条 第一款",
        "第十十条",
        "第四十二条第一款等",
    ],
)
def test_what_is_no_place_is_refused(text: str) -> None:
    assert parse_place(text) is None


def test_citations_are_read() -> None:
    assert parse_citation("《食品安全法》") == Citation("食品安全法")
    assert parse_citation("《食品安全法》第1条") == Citation("食品安全法", Place(1))
    assert str(Citation("食品安全法", Place(1, 0, 2))) == "《食品安全法》第一条第二款"


@pytest.mark.parametrize(
    "text",
    ["", "食品安全法第一条", "《食品安全法", "《》第一条", "《食品安全法》第零条", "《甲》《乙》"],
)
def test_what_is_no_citation_is_refused(text: str) -> None:
    assert parse_citation(text) is None


_PART = st.integers(0, 9999)


@given(st.builds(Place, st.integers(1, 9999), _PART, _PART, _PART, _PART))
def test_every_place_survives_being_written_and_read(place: Place) -> None:
    assert parse_place(str(place)) == place
    assert parse_citation(f"《甲法》{place}") == Citation("甲法", place)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("20个工作日", 20, LimitUnit.WORKING_DAY),
        ("60日", 60, LimitUnit.DAY),
        ("3个月", 3, LimitUnit.MONTH),
        ("1年", 1, LimitUnit.YEAR),
        ("24小时", 24, LimitUnit.HOUR),
        ("当场", 0, LimitUnit.ON_THE_SPOT),
        ("9999日", 9999, LimitUnit.DAY),
    ],
)
def test_limits_are_read_and_written_back(text: str, value: int, unit: LimitUnit) -> None:
    duration = parse_duration(text)
    assert duration == Duration(value, unit)
    assert str(duration) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "20天",
        "二十日",
        "0日",
        "020日",
        "10000日",
        "20个工作日内",
        "20 个工作日",
        "1.5日",
        "-1日",
        "20工作日",
        "3月",
        "即时",
    ],
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    assert parse_duration(text) is None


_FINES: list[tuple[str, str | None, str | None, str, str, str | None]] = [
    # the words, low, high, base, per, cap
    ("1万元以上10万元以下", "10000", "100000", "", "", None),
    ("1万元至10万元", "10000", "100000", "", "", None),
    ("1.5万元以下", None, "15000", "", "", None),
    ("200元", "200", "200", "", "", None),
    ("1亿元以下", None, "100000000", "", "", None),
    ("每人5000元以上1万元以下", "5000", "10000", "", "每人", None),
    ("每平方米50元以下", None, "50", "", "每平方米", None),
    ("违法所得3倍以上5倍以下", "3", "5", "违法所得", "", None),
    ("违法所得1倍至3倍", "1", "3", "违法所得", "", None),
    ("货值金额等值以上3倍以下", "1", "3", "货值金额", "", None),
    ("违法所得等额", "1", "1", "违法所得", "", None),
    ("货值金额等值", "1", "1", "货值金额", "", None),
    ("工程合同价款2%以上4%以下", "0.02", "0.04", "工程合同价款", "", None),
    ("应缴费款5‰以下", None, "0.005", "应缴费款", "", None),
    ("违法所得2倍", "2", "2", "违法所得", "", None),
    ("违法所得1倍以上5倍以下，最高不超过3万元", "1", "5", "违法所得", "", "30000"),
    (
        "违法所得3倍以下，个人最高不超过1万元、单位最高不超过3万元",
        None,
        "3",
        "违法所得",
        "",
        "30000",
    ),
    ("每人1000元以下，总额不超过5万元", None, "1000", "", "每人", "50000"),
    (UNSPECIFIED, None, None, "", "", None),
]


@pytest.mark.parametrize(("text", "low", "high", "base", "per", "cap"), _FINES)
def test_fines_are_read_as_numbers(
    text: str, low: str | None, high: str | None, base: str, per: str, cap: str | None
) -> None:
    fine = parse_fine(text)
    assert fine is not None
    assert (fine.low, fine.high, fine.cap) == tuple(
        None if number is None else Decimal(number) for number in (low, high, cap)
    )
    assert (fine.base, fine.per) == (base, per)
    assert str(fine) == text
    assert fine.is_specified == (text != UNSPECIFIED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "罚款",
        "1万以上10万以下",
        "一万元以下",
        "1万元以上",
        "3倍以上5倍以下",
        "违法所得",
        "1万元以上10万元以下罚款",
        "1-10万元",
        "违法所得3倍以上5万元以下",
        "1万元以下；5万元以下",
        "违法所得1倍以上5倍以下，最高3万元",
        "酌情",
        "1 万元以下",
    ],
)
def test_what_is_no_range_is_refused(text: str) -> None:
    assert parse_fine(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("5000元", 5000), ("1.5万元", 15000), ("1亿元", 100_000_000), ("0.5元", "0.5")],
)
def test_sums_are_read_as_yuan(text: str, value: int | str) -> None:
    assert yuan(text) == Decimal(value)


@given(st.text("0123456789.亿万元以上下至倍%‰等值额每人违法所得，、最高不超过总额", max_size=24))
def test_no_words_upset_the_reading_of_fines(text: str) -> None:
    fine = parse_fine(text)
    assert fine is None or fine.text == text
