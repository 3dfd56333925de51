"""Check digit of a 统一社会信用代码 (GB 32100-2015): 17 characters and one computed from them."""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of the standard, in order of value; I, O, S, V and Z are left out."""

_BODY = re.compile(rf"[{ALPHABET}]{{17}}")


def check_character(body: str) -> str | None:
    """The 18th character that belongs to the first 17.

    The character in place i (from 0) weighs 3^i mod 31; the check character makes the weighted
    sum a multiple of 31 (GB 32100-2015, clause 5.5).

    Returns:
        One character of `ALPHABET`; None when `body` is not 17 of its characters.
    """
    if not _BODY.fullmatch(body):
        return None
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return ALPHABET[-total % 31]


def is_credit_code(text: str) -> bool:
    """Whether a text is a unified social credit code with the right check character."""
    return len(text) == 18 and check_character(text[:17]) == text[17]
