"""A changed Chinese text with what went and what came marked in place.

Numbers with their units, articles and titles of laws are one token each, so that 20个工作日 never
becomes “1” struck out in the middle of a number; everything else goes character by character, which
needs no dictionary. What two neighbouring changes leave between them is told as changed with them
when it is too short to read by.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_CHINESE_NUMBER = "[一二两三四五六七八九十百千零]+"
_NUMBER = r"[0-9]+(?:[.,:/-][0-9]+)*"
_UNIT = "(?:个工作日|个月|小时|工作日|亿元|万元|倍|元|日|天|年|月|次|份|人|项|%|‰)"
_TOKEN = re.compile(
    rf"《[^》]*》|第{_CHINESE_NUMBER}[条款项目](?:之{_CHINESE_NUMBER})?"
    rf"|(?:{_NUMBER}|{_CHINESE_NUMBER}(?={_UNIT})){_UNIT}?|[A-Za-z]+|.",
    re.DOTALL,
)
_ISLAND = 2
_LONGEST = 4_000
_LITTLE, _PATCHES = 0.4, 4
"""Share of the shorter text; less than it, kept in more stretches than these, is kept by chance."""


class Mark(StrEnum):
    """What a stretch of the text is."""

    KEPT = "="
    GONE = "删"
    COME = "增"


Stretch = tuple[Mark, str]


def redline(before: str, after: str) -> list[Stretch]:
    """Mark what changed from one text to another.

    What was kept and what went gives `before`, what was kept and what came gives `after`. The whole
    is marked of two texts that have little in common, and of those too long to compare (over 4,000
    tokens).
    """
    if before == after:
        return [(Mark.KEPT, before)] if before else []
    one, other = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(one), len(other)) > _LONGEST:
        return [(Mark.GONE, before), (Mark.COME, after)]
    found: list[tuple[bool, str, str]] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        found.append((tag == "equal", "".join(one[i:j]), "".join(other[k:m])))
    last = len(found) - 1
    islands = [
        (equal and not (0 < at < last and len(old) <= _ISLAND), old, new)
        for at, (equal, old, new) in enumerate(found)
    ]
    marked = list(_stretches(islands))
    kept = sum(len(text) for mark, text in marked if mark is Mark.KEPT)
    if len(marked) > _PATCHES and kept < _LITTLE * min(len(before), len(after)):
        return [(Mark.GONE, before), (Mark.COME, after)]
    return marked


def _stretches(parts: list[tuple[bool, str, str]]) -> Iterator[Stretch]:
    for equal, run in groupby(parts, key=lambda part: part[0]):
        texts = [(old, new) for _, old, new in run]
        old, new = "".join(a for a, _ in texts), "".join(b for _, b in texts)
        if equal:
            yield Mark.KEPT, old
            continue
        if old:
            yield Mark.GONE, old
        if new:
            yield Mark.COME, new


def plain(stretches: list[Stretch]) -> str:
    """The marked text for a terminal, a comment or a cell: 【删：…】【增：…】."""
    return "".join(text if mark is Mark.KEPT else f"【{mark}：{text}】" for mark, text in stretches)
