"""Duties and grounds of accountability that powers share, written out once for each type.

Each power says in a sentence that they hold for it too and leads here; on every page they would
be a seventh of its weight.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.power import AdministrativePower, Power
from generator.model.registry import Law, Registry, TextProfile
from generator.model.vocab import LISTED, PowerType
from generator.pages.page import TYPE_SLUGS, Page, render

HEADINGS = {"duties": "责任事项", "accountability": "追责情形"}
"""Attribute of a power → what the law calls it, in the order they are read."""

_TITLE = "责任事项和追责情形"


@dataclass(frozen=True, slots=True)
class SharedText:
    """A shared text as the powers of one type refer to it.

    Attributes:
        type: The type.
        attribute: What it is, a key of `HEADINGS`.
        profile: The text.
        anchor: Where it stands on the page of the type.
        users: How many listed powers of the type refer to it.
    """

    type: PowerType
    attribute: str
    profile: TextProfile
    anchor: str
    users: int

    @property
    def heading(self) -> str:
        """What stands above it."""
        return HEADINGS[self.attribute]

    @property
    def address(self) -> str:
        """Where it stands, below the top of the site."""
        return f"duties/{TYPE_SLUGS[self.type]}/index.html#{self.anchor}"


def shared_texts(powers: Iterable[Power], registry: Registry) -> tuple[SharedText, ...]:
    """The shared texts that powers refer to, by type, duties before accountability."""
    counts: Counter[tuple[PowerType, str, str]] = Counter()
    for power in powers:
        if isinstance(power, AdministrativePower):
            for attribute in HEADINGS:
                name = getattr(power, attribute)
                if isinstance(name, str):
                    # Powers that are gone keep their page, and with it their link.
                    counts[PowerType(power.type), attribute, name] += power.status in LISTED
    profiles = {"duties": registry.duties, "accountability": registry.accountability}
    found = []
    for kind in TYPE_SLUGS:
        for attribute in HEADINGS:
            used = [
                (profile, counts[kind, attribute, name])
                for name, profile in profiles[attribute].items()
                if (kind, attribute, name) in counts
            ]
            for number, (profile, users) in enumerate(used, 1):
                anchor = attribute if number == 1 else f"{attribute}-{number}"
                found.append(SharedText(kind, attribute, profile, anchor, users))
    return tuple(found)


def duties_pages(texts: Iterable[SharedText], laws: Mapping[str, Law]) -> Iterator[Page]:
    """The list of types, and a page for each type whose powers share a text.

    Args:
        texts: From `shared_texts`.
        laws: The laws that have a page to link to, by title.
    """
    groups: dict[PowerType, list[SharedText]] = {}
    for text in texts:
        groups.setdefault(text.type, []).append(text)
    rows = [
        (str(kind), TYPE_SLUGS[kind], [(text.heading, len(text.profile.clauses)) for text in found])
        for kind, found in groups.items()
    ]
    body = render("duties.html", base="../", rows=rows)
    told = "行使职权应当做到什么、没有做到怎样追责"
    yield Page("duties/index.html", _TITLE, told, "帮助", str(body))
    for kind, found in groups.items():
        yield _page(kind, found, laws)


def _page(kind: PowerType, texts: list[SharedText], laws: Mapping[str, Law]) -> Page:
    body = render(
        "type_duties.html",
        base="../../",
        kind=str(kind),
        slug=TYPE_SLUGS[kind],
        texts=texts,
        alone=len({text.attribute for text in texts}) == len(texts),
        laws=laws,
    )
    title = f"{kind}的{_TITLE}"
    told = f"办理{kind}应当做到什么、没有做到怎样追责"
    return Page(f"duties/{TYPE_SLUGS[kind]}/index.html", title, told, "帮助", str(body))
