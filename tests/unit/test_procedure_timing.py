"""Time along a procedure: sums per unit, the longest way, and what cannot be compared."""

import pytest
from test_procedure import NAMES, own, step, templates, to

from generator.model.duration import Duration, parse_duration
from generator.model.procedure import ProcedureRef
from generator.procedure import Procedure, expand
from generator.timing import (
    Path,
    Reading,
    Verdict,
    compare,
    compare_procedure,
    longest_paths,
    reading,
    stopped,
)


def length(text: str) -> Duration:
    found = parse_duration(text)
    assert found is not None
    return found


def sums(*texts: str) -> tuple[Duration, ...]:
    return tuple(length(text) for text in texts)


def branching(*, first: str, second: str, before: str = "当场") -> Procedure:
    return own(
        step("a", "开始", 时限=before),
        step("b", "判断", 下一步=to("是>c", "否>d")),
        step("c", 时限=first, 下一步=to("e")),
        step("d", 时限=second),
        step("e", "结束"),
    )


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        (own(step("a", "开始"), step("e", "结束")), ()),
        (
            own(step("a", "开始", 时限="5日"), step("b", 时限="3日"), step("e", "结束")),
            (Path(("a", "b", "e"), sums("8日")),),
        ),
        (
            own(step("a", "开始", 时限="当场"), step("e", "结束")),
            (Path(("a", "e"), sums("当场")),),
        ),
        (branching(first="2日", second="9日"), (Path(("a", "b", "d", "e"), sums("9日", "当场")),)),
        (
            branching(first="9个工作日", second="9日", before="1日"),
            (
                Path(("a", "b", "c", "e"), sums("9个工作日", "1日")),
                Path(("a", "b", "d", "e"), sums("10日")),
            ),
        ),
    ],
)
def test_the_longest_path_is_found_in_each_unit(
    procedure: Procedure, expected: tuple[Path, ...]
) -> None:
    assert longest_paths(procedure) == expected


def test_equal_paths_give_the_one_written_first() -> None:
    (path,) = longest_paths(branching(first="9日", second="9日", before="1日"))
    assert path.steps == ("a", "b", "c", "e")


def test_a_loop_is_gone_through_once() -> None:
    procedure = own(
        step("a", "开始", 时限="1日"),
        step("b", "判断", 下一步=to("齐>d", "缺>c")),
        step("c", 时限="5日", 下一步=to("a")),
        step("d", 时限="20日"),
        step("e", "结束"),
    )
    assert longest_paths(procedure) == (Path(("a", "b", "c", "d", "e"), sums("26日")),)


def test_a_stopped_clock_adds_nothing_and_is_listed_apart() -> None:
    procedure = own(
        step("a", "开始", 时限="1日"),
        step("b", "特殊环节", 时限="60日", 计时="否"),
        step("e", "结束"),
    )
    assert longest_paths(procedure)[0].sums == sums("1日")
    assert [found.id for found in stopped(procedure)] == ["b"]


@pytest.mark.parametrize("limit", ["法定时限", "承诺时限"])
def test_the_limit_of_the_power_is_no_part_of_the_sum(limit: str) -> None:
    procedure = own(step("a", "开始", 时限="1日"), step("b", 时限=limit), step("e", "结束"))
    assert longest_paths(procedure)[0].sums == sums("1日")


def test_what_cannot_be_reached_is_not_counted() -> None:
    procedure = own(step("a", "开始", 时限="1日"), step("e", "结束"), step("x", 时限="9日"))
    assert longest_paths(procedure)[0].sums == sums("1日")


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["30日"], (30, 30)),
        (["2个月"], (56, 62)),
        (["1年"], (365, 366)),
        (["24小时"], (1, 1)),
        (["当场"], (0, 0)),
        (["20个工作日"], (20, 47)),
        (["201个工作日"], (201, 201 + 82 + 34 + 2)),
        (["20个工作日", "30日"], (50, 77)),
    ],
)
def test_a_length_is_read_both_ways(texts: list[str], days: tuple[int, int]) -> None:
    assert reading(*sums(*texts)) == Reading(days[0] * 24, days[1] * 24)


@pytest.mark.parametrize(
    ("texts", "limit", "verdict"),
    [
        (["20个工作日"], "20个工作日", Verdict.WITHIN),
        (["21个工作日"], "20个工作日", Verdict.EXCEEDS),
        (["15日", "5日"], "20日", Verdict.WITHIN),
        (["15日", "6日"], "20日", Verdict.EXCEEDS),
        (["20个工作日"], "30日", Verdict.UNDECIDED),
        (["20个工作日"], "19日", Verdict.EXCEEDS),
        (["5个工作日"], "30日", Verdict.WITHIN),
        (["30日"], "1个月", Verdict.UNDECIDED),
        (["28日"], "1个月", Verdict.WITHIN),
        (["32日"], "1个月", Verdict.EXCEEDS),
        (["1日"], "当场", Verdict.EXCEEDS),
        (["当场"], "当场", Verdict.WITHIN),
        (["当场"], "1日", Verdict.WITHIN),
        (["10个工作日", "5日"], "20个工作日", Verdict.UNDECIDED),
        ([], "1日", Verdict.WITHIN),
    ],
)
def test_units_are_compared_only_where_both_readings_agree(
    texts: list[str], limit: str, verdict: Verdict
) -> None:
    assert compare(sums(*texts), length(limit)) is verdict


@pytest.mark.parametrize(
    ("first", "second", "limit", "verdict"),
    [
        ("9日", "20日", "15日", Verdict.EXCEEDS),
        ("9日", "15日", "15日", Verdict.WITHIN),
        ("9日", "12个工作日", "15日", Verdict.UNDECIDED),
        ("9日", "16个工作日", "15日", Verdict.EXCEEDS),
        ("40日", "2个工作日", "30个工作日", Verdict.UNDECIDED),
    ],
)
def test_every_way_through_is_compared(
    first: str, second: str, limit: str, verdict: Verdict
) -> None:
    assert compare_procedure(branching(first=first, second=second), length(limit)) is verdict


@pytest.mark.parametrize("name", NAMES)
def test_no_template_counts_more_than_half_a_year(name: str) -> None:
    procedure = expand(ProcedureRef.model_validate({"模板": name}), templates())
    assert compare_procedure(procedure, length("6个月")) is Verdict.WITHIN


def test_a_long_procedure_is_walked_without_recursion() -> None:
    middle = [step(f"s{number}", 时限="1日") for number in range(3000)]
    procedure = own(step("a", "开始"), *middle, step("e", "结束"))
    (path,) = longest_paths(procedure)
    assert (path.sums, len(path.steps)) == (sums("3000日"), 3002)
