"""Deadlines in working days, computed once with an independent calendar and frozen here."""

from datetime import date

import pytest

from generator.files import REGISTRY
from generator.load import read_folder
from generator.model.duration import parse_duration
from generator.model.standards import WorkCalendar
from generator.model.workdays import NOT_ANNOUNCED, Workdays, said
from tests.small import ROOT

WORKING = [
    ("2024-01-01", 1, "2024-01-02"),
    ("2024-01-31", 3, "2024-02-04"),
    ("2024-02-03", 1, "2024-02-04"),
    ("2024-02-09", 1, "2024-02-18"),
    ("2024-02-08", 5, "2024-02-21"),
    ("2024-04-03", 1, "2024-04-07"),
    ("2024-04-03", 2, "2024-04-08"),
    ("2024-04-26", 3, "2024-04-30"),
    ("2024-05-10", 1, "2024-05-11"),
    ("2024-05-10", 2, "2024-05-13"),
    ("2024-06-07", 1, "2024-06-11"),
    ("2024-09-13", 1, "2024-09-14"),
    ("2024-09-13", 2, "2024-09-18"),
    ("2024-09-27", 2, "2024-09-30"),
    ("2024-09-30", 1, "2024-10-08"),
    ("2024-09-30", 5, "2024-10-12"),
    ("2024-10-11", 1, "2024-10-12"),
    ("2024-12-31", 1, "2025-01-02"),
    ("2024-12-20", 20, "2025-01-20"),
    ("2025-01-01", 1, "2025-01-02"),
    ("2025-01-24", 2, "2025-01-27"),
    ("2025-01-27", 1, "2025-02-05"),
    ("2025-01-27", 5, "2025-02-10"),
    ("2025-02-07", 1, "2025-02-08"),
    ("2025-04-03", 1, "2025-04-07"),
    ("2025-04-25", 1, "2025-04-27"),
    ("2025-04-30", 1, "2025-05-06"),
    ("2025-05-30", 1, "2025-06-03"),
    ("2025-09-26", 2, "2025-09-29"),
    ("2025-09-30", 1, "2025-10-09"),
    ("2025-09-30", 3, "2025-10-11"),
    ("2025-10-10", 1, "2025-10-11"),
    ("2025-12-31", 1, "2026-01-04"),
    ("2025-12-31", 2, "2026-01-05"),
    ("2025-12-01", 30, "2026-01-13"),
    ("2026-01-02", 1, "2026-01-04"),
    ("2026-01-03", 1, "2026-01-04"),
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 2, "2026-02-24"),
    ("2026-02-14", 1, "2026-02-24"),
    ("2026-02-27", 1, "2026-02-28"),
    ("2026-03-06", 20, "2026-04-03"),
    ("2026-04-03", 1, "2026-04-07"),
    ("2026-05-08", 1, "2026-05-09"),
    ("2026-06-18", 1, "2026-06-22"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-24", 1, "2026-09-28"),
    ("2026-09-30", 1, "2026-10-08"),
    ("2026-09-30", 2, "2026-10-09"),
    ("2026-10-09", 1, "2026-10-10"),
    ("2026-11-23", 20, "2026-12-21"),
    ("2026-12-31", 1, None),
    ("2026-12-30", 1, "2026-12-31"),
    ("2026-12-30", 2, None),
    ("2026-12-15", 20, None),
    ("2023-12-29", 1, None),
    ("2027-01-04", 1, None),
]
"""Event, number of working days, last day: 调休, turns of the year, years not announced."""

OTHER = [
    ("2026-01-01", "1日", "2026-01-04"),
    ("2026-01-05", "10日", "2026-01-15"),
    ("2026-01-05", "5日", "2026-01-12"),
    ("2026-02-05", "10日", "2026-02-24"),
    ("2026-02-04", "10日", "2026-02-14"),
    ("2025-12-02", "30日", "2026-01-04"),
    ("2026-01-31", "1个月", "2026-02-28"),
    ("2024-01-29", "1个月", "2024-02-29"),
    ("2025-11-30", "3个月", "2026-02-28"),
    ("2024-02-29", "1年", "2025-02-28"),
    ("2026-08-01", "2个月", "2026-10-08"),
    ("2026-10-05", "3个月", None),
    ("2026-12-31", "60日", None),
    ("2026-12-01", "9999年", None),
    ("2026-03-02", "24小时", "2026-03-03"),
    ("2026-10-01", "当场", "2026-10-01"),
    ("2026-11-02", "20个工作日", "2026-11-30"),
]
"""Event, limit, last day."""


@pytest.fixture(scope="module")
def workdays() -> Workdays:
    corpus = read_folder(ROOT, [REGISTRY]).corpus
    assert corpus is not None
    assert corpus.records == ()
    return Workdays.of(corpus.registry.calendar.years)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("start", "count", "end"), WORKING)
def test_working_days_are_counted_from_the_day_after(
    workdays: Workdays, start: str, count: int, end: str | None
) -> None:
    found = workdays.add(date.fromisoformat(start), count)
    assert found == _day(end)
    if found is not None:
        assert workdays.is_workday(found)
        if start[:4] in {"2024", "2025", "2026"}:
            assert workdays.between(date.fromisoformat(start), found) == count


@pytest.mark.parametrize(("start", "limit", "end"), OTHER)
def test_other_limits_never_end_on_a_day_of_rest(
    workdays: Workdays, start: str, limit: str, end: str | None
) -> None:
    length = parse_duration(limit)
    assert length is not None
    assert workdays.deadline(date.fromisoformat(start), length) == _day(end)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-01-04", True),
        ("2026-01-02", False),
        ("2026-01-10", False),
        ("2026-01-12", True),
        ("2025-10-08", False),
        ("2025-09-28", True),
        ("2024-02-09", True),
        ("2027-01-04", None),
        ("2023-12-29", None),
    ],
)
def test_a_day_is_worked_or_not_or_not_known(
    workdays: Workdays, day: str, worked: bool | None
) -> None:
    assert workdays.is_workday(date.fromisoformat(day)) is worked


def test_between_two_days() -> None:
    workdays = Workdays(frozenset({2026}), frozenset(), frozenset())
    assert workdays.between(date(2026, 1, 9), date(2026, 1, 12)) == 1
    assert workdays.between(date(2026, 1, 12), date(2026, 1, 9)) == 0
    assert workdays.between(date(2026, 12, 30), date(2027, 1, 4)) is None


def test_the_end_of_time_is_reached_without_an_error() -> None:
    always = Workdays(frozenset({9999}), frozenset(), frozenset())
    assert always.add(date(9999, 12, 30), 5) is None


def test_a_list_without_a_calendar_knows_nothing() -> None:
    assert Workdays.of(WorkCalendar().years).add(date(2026, 1, 5), 1) is None


def test_what_is_not_known_is_said() -> None:
    assert said(None) == NOT_ANNOUNCED == "暂不能准确计算"
    assert said(date(2026, 1, 4)) == "2026年1月4日"


def test_every_year_has_the_announced_number_of_working_days(workdays: Workdays) -> None:
    counts = {
        year: workdays.between(date(year, 1, 1), date(year, 12, 31)) for year in (2024, 2025, 2026)
    }
    assert counts == {2024: 251, 2025: 248, 2026: 248}
