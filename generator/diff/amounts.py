"""Which of two written amounts is larger, when that can be said without a lawyer."""

import re
from decimal import Decimal

from generator.model.duration import parse_duration
from generator.model.fine import Fine, parse_fine
from generator.model.numerals import to_int
from generator.model.vocab import LimitUnit

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千零]+")


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

    None when the wordings differ otherwise, more than one number does, or what differs is not
    counted in `unit`, a regular expression: 每三年一次 instead of 每两年一次 is not more checks.
    """
    one, other = list(_NUMBER.finditer(before)), list(_NUMBER.finditer(after))
    if len(one) != len(other) or _NUMBER.sub("#", before) != _NUMBER.sub("#", after):
        return None
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a[0] != b[0]]
    if len(pairs) != 1 or not re.match(unit, before[pairs[0][0].end() :]):
        return None
    return _numbers(pairs[0][0][0], pairs[0][1][0])


def _numbers(before: str, after: str) -> int | None:
    one, other = _value(before), _value(after)
    return None if one is None or other is None else _sign(one, other)


def _value(text: str) -> Decimal | None:
    if text[0].isdecimal():
        return Decimal(text)
    number = to_int(text.replace("两", "二"))
    return None if number is None else Decimal(number)


def _floor(fine: Fine) -> Decimal:
    return fine.low or Decimal(0)


def _sign(before: Decimal, after: Decimal) -> int:
    return (after > before) - (after < before)
