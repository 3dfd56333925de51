"""The manual of rules as a page of the site."""

from itertools import groupby

from generator.check.manual import AREAS, entries
from generator.pages.page import Page, render


def manual_page() -> Page:
    """Every code a finding can carry, grouped by area."""
    groups = [
        (letter, AREAS[letter], list(found))
        for letter, found in groupby(entries(), key=lambda entry: entry.code[0])
    ]
    body = render("rules.html", base="../", groups=groups)
    total = sum(len(found) for _, _, found in groups)
    return Page("rules/index.html", "检查规则手册", f"{total} 条检查规则", "帮助", str(body))
