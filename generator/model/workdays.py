"""Working days: which days are, and when a limit that counts them ends.

A day is a working day when it is one of Monday to Friday and the State Council's arrangement does
not say otherwise. For a year whose arrangement is not in the calendar nothing can be said:
every question that touches one is answered with None, never with a guess.

The first day of a limit is the day after the event (民法典 第二百零一条第一款); a limit in days,
months or years that would end on a day of rest ends on the working day that follows it
(第二百零三条第一款).
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.duration import Duration
from generator.model.standards import CalendarYear
from generator.model.vocab import LimitUnit

NOT_ANNOUNCED = "暂不能准确计算"
"""What is said where a year has not been announced."""

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The announced years, ready to be asked.

    Attributes:
        years: Years whose arrangement is known.
        holidays: Days off, weekends among them.
        extra: Weekend days that are worked.
    """

    years: frozenset[int]
    holidays: frozenset[date]
    extra: frozenset[date]

    @classmethod
    def of(cls, years: Iterable[CalendarYear]) -> "Workdays":
        """Take the years of the registry 工作日历."""
        known = tuple(years)
        return cls(
            frozenset(int(year.year) for year in known),
            frozenset(day for year in known for day in year.holidays),
            frozenset(day for year in known for day in year.workdays),
        )

    def is_workday(self, day: date) -> bool | None:
        """Whether a day is worked; None when its year has not been announced."""
        if day.year not in self.years:
            return None
        return day in self.extra or (day.weekday() < 5 and day not in self.holidays)

    def add(self, start: date, count: int) -> date | None:
        """The `count`-th working day after a day, the day itself not counted.

        Args:
            start: The day of the event; it may be a day of rest.
            count: At least 1.

        Returns:
            None when a day on the way belongs to a year that has not been announced.
        """
        day = start
        while count:
            if day == date.max:
                return None
            day += _ONE
            worked = self.is_workday(day)
            if worked is None:
                return None
            count -= worked
        return day

    def between(self, start: date, end: date) -> int | None:
        """How many working days lie after `start` up to and with `end`; 0 when `end` is earlier.

        Returns:
            None when a day among them belongs to a year that has not been announced.
        """
        if any(year not in self.years for year in range(start.year, end.year + 1)):
            return None
        days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
        return sum(self.is_workday(day) is True for day in days)

    def deadline(self, start: date, limit: Duration) -> date | None:
        """The last day of a limit that begins with an event on `start`.

        Returns:
            None when the calendar does not reach that far.
        """
        if limit.unit is LimitUnit.WORKING_DAY:
            return self.add(start, limit.value)
        end = _plain_end(start, limit)
        if end is None or limit.value == 0 or limit.unit is LimitUnit.HOUR:
            return end
        worked = self.is_workday(end)
        return end if worked else None if worked is None else self.add(end, 1)


def said(day: date | None) -> str:
    """A deadline as it is written; what is not known is called so."""
    return NOT_ANNOUNCED if day is None else f"{day.year}年{day.month}月{day.day}日"


def _plain_end(start: date, limit: Duration) -> date | None:
    """The end by the calendar alone; None beyond the last year there is."""
    try:
        if limit.unit in {LimitUnit.MONTH, LimitUnit.YEAR}:
            return _months_after(start, limit.value * (12 if limit.unit is LimitUnit.YEAR else 1))
        if limit.unit is LimitUnit.HOUR:
            return start + timedelta(days=-(-limit.value // 24))
        return start + timedelta(days=limit.value)
    except (OverflowError, ValueError):
        return None


def _months_after(start: date, count: int) -> date:
    """The same day of a later month, or its last day when it has none such (第二百零二条)."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def full_months(since: date, until: date) -> int:
    """How many whole months have passed between two days; negative before the first."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (until.day < since.day)
