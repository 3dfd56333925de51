"""Time limits as statutes write them: 20个工作日, 60日, 3个月, 当场.

日 is a calendar day and 工作日 a working day; whether a statute's 日 means working days
(行政许可法 第八十二条, 行政处罚法 第八十五条, 行政强制法 第六十九条) is decided by whoever
writes the record, never by this module.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.model.vocab import LimitUnit

DURATION_PATTERN = r"(?:当场|[1-9][0-9]{0,3}(?:个工作日|日|个月|年|小时))"
_DURATION = re.compile(r"([1-9][0-9]{0,3})(个工作日|日|个月|年|小时)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A number and its unit; the number of 当场 is 0."""

    value: int
    unit: LimitUnit

    def __str__(self) -> str:
        if self.unit is LimitUnit.ON_THE_SPOT:
            return str(self.unit)
        return f"{self.value}{self.unit}"


@lru_cache(maxsize=1024)
def parse_duration(text: str) -> Duration | None:
    """Read 20个工作日 or 当场; None when the text is no such thing."""
    if text == LimitUnit.ON_THE_SPOT:
        return Duration(0, LimitUnit.ON_THE_SPOT)
    match = _DURATION.fullmatch(text)
    return Duration(int(match[1]), LimitUnit(match[2])) if match else None
