"""Which of two written amounts is larger, when that can be said without a lawyer."""

import re
from decimal import Decimal

from generator.diff.wording import with_plain_numbers
from generator.model.duration import parse_duration
from generator.model.fine import Fine, parse_fine
from generator.model.numerals import NUMERALS
from generator.model.vocab import LimitUnit

_NUMBER = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{NUMERALS}]+")
_LESS = re.compile(r"下浮|下调|减|免|优惠|折|扣|负|(?<![0-9%‰元])-(?=[0-9])")
"""Words and a sign beside which a larger number means less."""


def compare_limits(before: str, after: str) -> int | None:
    """Sign of after − before; None across units, which only a calendar or a lawyer can relate."""
    one, other = parse_duration(before), parse_duration(after)
    if one is None or other is None:
        return None
    on_the_spot = LimitUnit.ON_THE_SPOT
    if one.unit is other.unit:
        return _sign(Decimal(one.value), Decimal(other.value))
    if on_the_spot in {one.unit, other.unit}:
        return -1 if other.unit is on_the_spot else 1
    return None


def compare_fines(before: str, after: str) -> int | None:
    """Sign of the change of a fine: its ceiling decides, then its floor.

    None when one is counted differently from the other, or ceiling and floor say opposite things
    in a way that cannot be weighed (a ceiling that stands only beside a multiple).
    """
    one, other = parse_fine(before), parse_fine(after)
    if one is None or other is None or one.base != other.base or one.per != other.per:
        return None
    if one.high is None or other.high is None or (one.cap is None) != (other.cap is None):
        return None
    signs = [_sign(one.high, other.high), _sign(one.cap or Decimal(0), other.cap or Decimal(0))]
    if set(signs) == {1, -1}:
        return None
    return next((sign for sign in signs if sign), _sign(_floor(one), _floor(other)))


def compare_numbers(before: str, after: str, unit: str) -> int | None:
    """Sign of the change of the one number that differs between two equal wordings.

    None when the wordings differ otherwise, more than one number does, a larger number may mean
    less (下浮5%), or what differs is not counted in `unit`, a regular expression: 每三年一次
    instead of 每两年一次 is not more checks.
    """
    before, after = with_plain_numbers(before), with_plain_numbers(after)
    if _LESS.search(before) or _LESS.search(after):
        return None
    one, other = list(_NUMBER.finditer(before)), list(_NUMBER.finditer(after))
    if len(one) != len(other) or _NUMBER.sub("#", before) != _NUMBER.sub("#", after):
        return None
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a[0] != b[0]]
    if len(pairs) != 1 or not re.match(unit, before[pairs[0][0].end() :]):
        return None
    numbers = [found[0] for found in pairs[0]]
    if not all(number[0].isascii() for number in numbers):
        return None
    return _sign(*map(Decimal, numbers))


def _floor(fine: Fine) -> Decimal:
    return fine.low or Decimal(0)


def _sign(before: Decimal, after: Decimal) -> int:
    return (after > before) - (after < before)
