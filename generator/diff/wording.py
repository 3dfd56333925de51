"""What of a text is said: two writings of the same words are equal, two different amounts never.

Punctuation, spaces and width are writing. A mark that belongs to a number is not: 1.5 is not 15,
5% is not 5, 3-5 is not 35. Numbers themselves may be written in any way a reader takes for the same
(1,500 and 1500, 十五 and 15, 两 and 二); where that is not certain the texts differ.
"""

import re
from functools import lru_cache
from unicodedata import category, normalize

from generator.model.numerals import NUMERALS, statute_int

_NUMERAL = re.compile(rf"(?<![0-9{NUMERALS}])[{NUMERALS}]+(?![0-9{NUMERALS}])")
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|,[0-9])")
_DASHES = re.compile("[-—―‐‑‒]+")
_MARKS = re.compile(r"[\W_]+")
_OF_AMOUNTS = "%‰‱"
# What people type one for the other; a full-width comma parts sentences and never thousands.
_ONE_WRITING = str.maketrans({"，": "、", **dict.fromkeys("～〜~−–", "-")})


@lru_cache(maxsize=8192)  # A change of a shared text is judged once for every power.
def spoken(text: str) -> str:
    """A text without what nobody hears; equal for two texts that say the same."""
    return _MARKS.sub(_heard, with_plain_numbers(text))


def with_plain_numbers(text: str) -> str:
    """A text with every number in ASCII digits, as far as it is plain which number it is."""
    narrow = "".join(map(_narrow, text.translate(_ONE_WRITING)))
    ungrouped = _GROUPED.sub(lambda found: found[0].replace(",", ""), narrow)
    return _NUMERAL.sub(_digits, ungrouped)


def _narrow(char: str) -> str:
    # 10² is not 102 and ① beside a digit is no part of it.
    return char if category(char) == "No" else normalize("NFKC", char)


def _digits(found: re.Match[str]) -> str:
    number = statute_int(found[0])
    return found[0] if number is None else str(number)


def _heard(found: re.Match[str]) -> str:
    """What is left of a run of marks: all of it inside a number, else what belongs to amounts."""
    marks, text = found[0], found.string
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    if _is_digit(before) and _is_digit(after):
        return _DASHES.sub("-", "".join(marks.split())) or " "
    kept = [char for char in marks if category(char)[0] not in "PZC" or char in _OF_AMOUNTS]
    if _is_digit(after) and marks.endswith("-") and not marks.endswith("--"):
        kept.append("-")
    return "".join(kept)


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()
