"""Pinyin of names without tones, aware of words: 银行 is yinhang, 行政 is xingzheng.

A whole-text segmentation of the list costs most of a second, and a rebuild after one edit has
half of one. Almost every reading of a name is the character's usual one, so only the words
around a character with several readings are looked up, longest first.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

_LONGEST_WORD = 4
_MISLEADING = frozenset(("上行", "车行", "人参", "标的"))
"""Words of the dictionary that in names are pieces of others: 道路上行驶, 商标的."""


@cache
def _plain(reading: str) -> str:
    """Drop the tone and write ü as keyboards do: lǜ → lv."""
    bare = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(char for char in bare if not unicodedata.combining(char))


@cache
def _dictionaries() -> tuple[Mapping[int, str], Mapping[str, list[list[str]]]]:
    # Loading the dictionaries takes longer than using them; nothing else should pay for it.
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict, phrases_dict


@cache
def readings(char: str) -> tuple[str, ...]:
    """All readings of one character, the usual one first; empty when it has none."""
    found = _dictionaries()[0].get(ord(char))
    return tuple(dict.fromkeys(map(_plain, found.split(",")))) if found else ()


@cache
def _word(word: str) -> tuple[str, ...] | None:
    found = None if word in _MISLEADING else _dictionaries()[1].get(word)
    return tuple(_plain(options[0]) for options in found) if found else None


def read(text: str) -> list[str]:
    """Read a text, one syllable a character; what has no reading gives an empty syllable."""
    syllables = []
    for position, char in enumerate(text):
        options = readings(char)
        if len(options) > 1:
            start = max(0, position - _LONGEST_WORD + 1)
            around = text[start : position + _LONGEST_WORD]
            syllables.append(_in_word(around, position - start) or options[0])
        else:
            syllables.append(options[0] if options else "")
    return syllables


@cache
def _in_word(text: str, position: int) -> str | None:
    for length in range(min(_LONGEST_WORD, len(text)), 1, -1):
        first = max(0, position - length + 1)
        for start in range(first, min(position, len(text) - length) + 1):
            if found := _word(text[start : start + length]):
                return found[position - start]
    return None


def common_characters() -> Iterable[str]:
    """The 3,755 characters of GB/T 2312 level 1: what people type, whether the list has it or not.

    A misspelt query can only be read aloud if its characters have a reading.
    """
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            yield from bytes((high, low)).decode("gb2312", "ignore")
