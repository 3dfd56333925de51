"""Citations: a law of the registry and the place in it, 《…法》第四十二条第一款第（二）项.

A citation never carries statute text: the registry knows the law, the official database the
wording (docs/adr/0003-citations.md). Writing is normalised: Arabic numbers and bracketed item
numbers are read, Chinese numerals are written.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.model.numerals import to_chinese, to_int

_N = "[0-9一二两三四五六七八九十百千零]+"
PLACE_PATTERN = (
    rf"第({_N})条(?:之({_N}))?(?:第({_N})款)?"
    rf"(?:第[（(]?({_N})[）)]?项(?:第[（(]?({_N})[）)]?目)?)?"
)
CITATION_PATTERN = rf"《([^《》]+)》(?:{PLACE_PATTERN})?"
_PLACE = re.compile(PLACE_PATTERN)
_CITATION = re.compile(CITATION_PATTERN)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a law: article, inserted article (条之一 → 1), paragraph 款, item 项 and 目."""

    article: int
    inserted: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0

    def __str__(self) -> str:
        text = f"第{to_chinese(self.article)}条"
        if self.inserted:
            text += f"之{to_chinese(self.inserted)}"
        if self.paragraph:
            text += f"第{to_chinese(self.paragraph)}款"
        if self.item:
            text += f"第{to_chinese(self.item)}项"
        if self.subitem:
            text += f"第{to_chinese(self.subitem)}目"
        return text


@dataclass(frozen=True, slots=True)
class Citation:
    """One law and, unless the whole instrument is meant, one place in it."""

    law: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"《{self.law}》{self.place or ''}"


def _place_from(groups: tuple[str | None, ...]) -> Place | None:
    numbers = [to_int(group) for group in groups if group is not None]
    if not all(numbers):
        return None  # 第零款 is no place; reading it as none would lose it without a word.
    return Place(*(0 if group is None else to_int(group) or 0 for group in groups))


@lru_cache(maxsize=8192)
def parse_place(text: str) -> Place | None:
    """Read 第四十二条第一款; None when the text is no such thing."""
    match = _PLACE.fullmatch(text)
    return _place_from(match.groups()) if match else None


@lru_cache(maxsize=8192)
def parse_citation(text: str) -> Citation | None:
    """Read 《…》第四十二条第一款, or 《…》 alone; None when the text is no such thing."""
    match = _CITATION.fullmatch(text)
    if not match:
        return None
    law, *place = match.groups()
    if place[0] is None:
        return Citation(law)
    found = _place_from(tuple(place))
    return Citation(law, found) if found else None
