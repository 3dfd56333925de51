"""The manual of rules as a page of the site."""

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate, groupby
from unicodedata import east_asian_width

from generator.check.manual import AREAS, entries
from generator.examples import Example
from generator.pages.page import Page, render

_MARKS = re.compile(r" +│ +([\^-]+)")


def manual_page(examples: Mapping[str, Example]) -> Page:
    """Every code a finding can carry, grouped by area, with its example where there is one."""
    groups = [
        (letter, AREAS[letter], list(found))
        for letter, found in groupby(entries(), key=lambda entry: entry.code[0])
    ]
    shown = {code: (list(_marked(one.printed)), one.good) for code, one in examples.items()}
    body = render("rules.html", base="../", groups=groups, examples=shown)
    total = sum(len(found) for _, _, found in groups)
    return Page("rules/index.html", "检查规则手册", f"{total} 条检查规则", "帮助", str(body))


def _marked(printed: str) -> Iterator[tuple[str, str, str]]:
    """The lines of a finding as what is before, in and after the mark.

    A terminal shows the mark as carets in a line below, counted in cells; in a browser 汉 need not
    be two cells wide, so there the words themselves are marked.
    """
    lines = printed.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if _MARKS.fullmatch(line):
            continue
        if marks := _MARKS.fullmatch(below):
            ends = [0, *accumulate(2 if east_asian_width(char) in "WF" else 1 for char in line)]
            first, last = (_at(ends, cell) for cell in marks.span(1))
            yield line[:first], line[first:last], line[last:]
        else:
            yield line, "", ""


def _at(ends: list[int], cell: int) -> int:
    """The character that begins at a cell; the end of the line for a cell behind it."""
    return next((index for index, end in enumerate(ends) if end >= cell), len(ends) - 1)
