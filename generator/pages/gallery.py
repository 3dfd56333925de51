"""The gallery: every process template with its drawing, the law it follows, and who uses it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.procedure import Template
from generator.model.registry import Department, Registry
from generator.model.vocab import PowerType
from generator.pages.lists import Shelf
from generator.pages.page import TYPE_SLUGS, Page, render
from generator.pages.power import rows_of
from generator.procedure import Procedure
from generator.search.pinyin import read

_HALL = "flow/index.html"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One template of the gallery.

    Attributes:
        slug: Its address below `flow/`.
        template: The template.
        procedure: The template spelled out.
        small: The picture for the gallery; its steps lead to the template's own page.
        tall: The same picture for its own page on a phone.
        lanes: The picture in lanes, for a wide screen.
        users: How many public powers of each department use it.
    """

    slug: str
    template: Template
    procedure: Procedure
    small: Markup
    tall: Markup
    lanes: Markup
    users: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many public powers use the template."""
        return sum(self.users.values())


def slugs(templates: Mapping[str, Template]) -> dict[str, str]:
    """An address for every template, by the key of the list: its name in pinyin.

    Versions that are not in force carry their date; should two names sound alike, the later one
    in the order of the list gets a number.
    """
    found: dict[str, str] = {}
    for key, template in templates.items():
        sound = "-".join("".join(read(part)) for part in template.name.split("-"))
        slug = sound if key == template.name else f"{sound}-{template.version}"
        taken = sum(other.partition("~")[0] == slug for other in found.values())
        found[key] = f"{slug}~{taken + 1}" if taken else slug
    return found


def gallery_pages(exhibits: Sequence[Exhibit], registry: Registry, shelf: Shelf) -> Iterable[Page]:
    """The gallery and a page for every template; laws and departments of the shelf have pages."""
    laws = {title: registry.laws[title] for title in shelf.by_law if title in registry.laws}
    units = [unit for name, unit in registry.departments.items() if name in shelf.by_department]
    groups: dict[str, list[Exhibit]] = {}
    for exhibit in exhibits:
        groups.setdefault(str(exhibit.template.types[0]), []).append(exhibit)
    order = [*map(str, PowerType)]
    body = render(
        "gallery.html",
        base="../",
        groups=sorted(groups.items(), key=lambda pair: order.index(pair[0])),
        total=len(exhibits),
    )
    told = f"{len(exhibits)} 张流程图：每类事项怎么一步步办"
    yield Page(_HALL, "流程图集", told, "帮助", str(body))
    for exhibit in exhibits:
        yield _page(exhibit, units, laws)


def _page(exhibit: Exhibit, units: Sequence[Department], laws: Mapping[str, object]) -> Page:
    base, template = "../../", exhibit.template
    steps = render("steps.html", steps=rows_of(exhibit.procedure), laws=laws, base=base)
    departments = [(unit, exhibit.users[unit.name]) for unit in units if unit.name in exhibit.users]
    body = render(
        "template.html",
        base=base,
        exhibit=exhibit,
        types=[(str(kind), TYPE_SLUGS.get(kind)) for kind in template.types],
        law=laws.get(template.law),
        steps=steps,
        departments=departments,
        outside=exhibit.count - sum(count for _, count in departments),
    )
    path = f"flow/{exhibit.slug}/index.html"
    told = f"{template.title}：共 {len(exhibit.procedure.steps)} 个环节"
    return Page(path, f"{template.title}流程图", told, "帮助", str(body))
