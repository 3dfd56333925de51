"""Chinese numerals as statutes write them: 第一百二十二条 ⇄ 122.

Only whole numbers from 1 to 9,999 occur in article, paragraph and item numbers.
"""

import re
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
NUMERALS = f"{_DIGITS}两十百千"
"""Every character of a numeral."""
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_PATTERN = re.compile(
    r"(?:([一二两三四五六七八九])千)?(零)?(?:([一二两三四五六七八九])百)?(零)?"
    r"(?:([一二三四五六七八九])?十)?(零)?([一二三四五六七八九])?"
)
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"两": 2}


def to_int(text: str) -> int | None:
    """Read a Chinese (一百二十二) or Arabic (122) numeral; None when it is neither."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or not (match := _PATTERN.fullmatch(text)):
        return None
    thousands, _, hundreds, _, tens, _, ones = match.groups()
    value = _VALUES.get(thousands, 0) * 1000 + _VALUES.get(hundreds, 0) * 100 + _VALUES.get(ones, 0)
    if "十" in text:
        value += (_VALUES[tens] if tens else 1) * 10
    return value or None


def statute_int(text: str) -> int | None:
    """Read a Chinese numeral in the one form a statute writes, 两 for 二 allowed; else None.

    一百五 is 150 to those who say it and 105 to those who spell it: it is none.
    """
    written = text.replace("两", "二")
    number = to_int(written)
    return number if number and to_chinese(number) == written else None


@lru_cache(maxsize=2048)
def to_chinese(number: int) -> str:
    """Write a number from 1 to 9,999 the way statutes do (12 → 十二, 110 → 一百一十)."""
    if not 1 <= number <= 9999:
        raise ValueError(number)
    parts: list[str] = []
    rest = number
    for unit, char in _UNITS:
        digit, rest = divmod(rest, unit)
        if digit:
            parts.append(_DIGITS[digit] + char)
        elif parts and rest:
            parts.append("零")
    if rest:
        parts.append(_DIGITS[rest])
    text = "".join(parts).replace("零零", "零").rstrip("零")
    return text[1:] if text.startswith("一十") else text
