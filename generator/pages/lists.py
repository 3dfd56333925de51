"""Pages that lead to powers: home, departments, types, topics, laws, the party, downloads."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.entry import Entry
from generator.model.citation import Place
from generator.model.registry import Department, Law, Registry
from generator.model.vocab import LISTED, PartyClass, PowerType
from generator.pages.issue import SIGNS
from generator.pages.page import TYPE_HINTS, TYPE_SLUGS, Page, render
from generator.pages.shares import Line

_PEOPLE = "个人"
_LONG_LIST = 400
"""A type with more powers than this links to the departments' pages instead of repeating them."""


Places = Mapping[str, str]
"""Address of a page that is a list of powers, without `index.html` → what it lists."""


@dataclass(frozen=True, slots=True)
class Count:
    """A name and how many."""

    name: str
    count: int


@dataclass(frozen=True)
class Shelf:
    """Public entries arranged for every list, in order of code.

    `gone` holds what was cancelled, delegated or merged: it has its page and is found by search,
    but stands in no list of powers and in no count.
    """

    entries: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    party: tuple[Entry, ...]
    by_department: Mapping[str, tuple[Entry, ...]]
    by_type: Mapping[PowerType, tuple[Entry, ...]]
    by_topic: Mapping[str, tuple[Entry, ...]]
    by_law: Mapping[str, tuple[tuple[Place | None, Entry], ...]]


def shelve(entries: Iterable[Entry]) -> Shelf:
    """Arrange the public entries; the party committee's are kept apart from all counts."""
    public = sorted((e for e in entries if e.is_public), key=lambda e: e.code)
    powers = tuple(e for e in public if not e.is_party and e.status in LISTED)
    departments: dict[str, list[Entry]] = defaultdict(list)
    types: dict[PowerType, list[Entry]] = defaultdict(list)
    topics: dict[str, list[Entry]] = defaultdict(list)
    laws: dict[str, list[tuple[Place | None, Entry]]] = defaultdict(list)
    for entry in powers:
        departments[entry.department].append(entry)
        types[entry.type].append(entry)
        for topic in entry.topics:
            topics[topic].append(entry)
    for entry in (e for e in public if e.status in LISTED):
        for law, place in entry.citations:
            laws[law].append((place, entry))
    for found in laws.values():
        found.sort(key=lambda pair: (pair[0] or Place(0), pair[1].code))
    return Shelf(
        entries=powers,
        gone=tuple(e for e in public if e.status not in LISTED),
        party=tuple(e for e in public if e.is_party and e.status in LISTED),
        by_department={name: tuple(found) for name, found in departments.items()},
        by_type={kind: tuple(types[kind]) for kind in TYPE_SLUGS if kind in types},
        by_topic={name: tuple(found) for name, found in topics.items()},
        by_law={name: tuple(found) for name, found in laws.items()},
    )


def places(shelf: Shelf, registry: Registry) -> Places:
    """The lists that single powers lead to; what is not there has no page."""
    held = shelf.by_department.keys() | {entry.department for entry in shelf.gone}
    found = {f"t/{TYPE_SLUGS[kind]}": str(kind) for kind in shelf.by_type}
    found |= {f"d/{d.id}": d.name for d in registry.departments.values() if d.name in held}
    found |= {f"topic/{t.id}": t.name for t in registry.topics.values() if t.name in shelf.by_topic}
    found |= {f"law/{w.id}": w.title for w in registry.laws.values() if w.title in shelf.by_law}
    return found


def list_pages(
    shelf: Shelf,
    registry: Registry,
    sharing: Collection[PowerType] = (),
    changed: Mapping[str, tuple[Line, ...]] | None = None,
) -> Iterable[Page]:
    """Every page that is a list, in a fixed order.

    Args:
        shelf: The entries.
        registry: What they refer to.
        sharing: Types whose shared duties have a page.
        changed: Address of a unit → the editions that changed its powers; None while nothing has
            been published.
    """
    yield home_page(shelf, registry)
    yield departments_page(shelf, registry)
    for department in registry.departments.values():
        held = shelf.by_department.get(department.name, ())
        gone = tuple(entry for entry in shelf.gone if entry.department == department.name)
        if held or gone:
            yield department_page(department, held, gone, changed)
    yield types_page(shelf)
    for kind, entries in shelf.by_type.items():
        yield type_page(kind, entries, registry, shares=kind in sharing)
    yield topics_page(shelf, registry)
    for topic in registry.topics.values():
        if topic.name in shelf.by_topic:
            yield topic_page(topic.name, topic.id, shelf.by_topic[topic.name])
    yield laws_page(shelf, registry)
    for law in registry.laws.values():
        if law.title in shelf.by_law:
            yield law_page(law, shelf.by_law[law.title])
    yield party_page(shelf, registry)
    yield data_page(shelf, registry)


def home_page(shelf: Shelf, registry: Registry) -> Page:
    """Search first, then numbers, then doors."""
    facts = registry.facts
    popular = popular_entries(shelf, registry)
    counted = [e for e in shelf.entries if e.department not in registry.counted_apart]
    total, units = len(counted), len({entry.department for entry in counted})
    body = render(
        "home.html",
        base="",
        facts=facts,
        total=total,
        units=units,
        apart=(len(shelf.by_department) - units, len(shelf.entries) - total),
        party=len(shelf.party),
        types=[(k, TYPE_SLUGS[k], TYPE_HINTS[k], len(e)) for k, e in shelf.by_type.items()],
        people=_topic_doors(shelf, registry, for_people=True),
        firms=_topic_doors(shelf, registry, for_people=False),
        departments=_department_counts(shelf, registry)[:12],
        popular=popular,
    )
    description = f"{facts.area}{units}个单位{total}项行政职权"
    return Page("index.html", facts.name, description, "首页", str(body))


POPULAR = (
    "食品经营许可",
    "个体工商户注册、变更、注销登记",
    "内地居民结婚登记",
    "居民身份证申领、换领、补领登记",
    "机动车驾驶证核发、审验",
    "不动产登记",
    "最低生活保障对象认定",
    "工伤认定",
    "林木采伐许可",
    "建筑工程施工许可",
    "烟草专卖零售许可证核发",
    "法律援助申请审查",
)
"""Names on the home page: what people look for most; a name that is gone is left out."""


def popular_entries(shelf: Shelf, registry: Registry) -> list[tuple[str, Entry]]:
    """The home page's short cuts, each under the word people use for it."""
    by_name = {entry.name: entry for entry in shelf.entries}
    found = [by_name[name] for name in POPULAR if name in by_name]
    return [(entry.aliases[0] if entry.aliases else entry.name, entry) for entry in found]


def _topic_doors(
    shelf: Shelf, registry: Registry, *, for_people: bool
) -> list[tuple[str, str, str, int]]:
    return [
        (topic.name, topic.id, topic.hint or "", len(shelf.by_topic[topic.name]))
        for topic in registry.topics.values()
        if (topic.for_whom == _PEOPLE) is for_people and topic.name in shelf.by_topic
    ]


def _department_counts(shelf: Shelf, registry: Registry) -> list[tuple[Department, int]]:
    counted = [
        (registry.departments[name], len(entries))
        for name, entries in shelf.by_department.items()
        if name in registry.departments
    ]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0].number))


def departments_page(shelf: Shelf, registry: Registry) -> Page:
    """All departments with their counts by type."""
    rows = []
    for department in registry.departments.values():
        entries = shelf.by_department.get(department.name, ())
        if entries:
            rows.append((department, len(entries), _type_counts(entries)))
    body = render("departments.html", base="../", rows=rows)
    return Page("d/index.html", "按部门查", f"{len(rows)} 个单位的行政职权", "按部门", str(body))


def _type_counts(entries: Sequence[Entry]) -> list[Count]:
    counts = Counter(entry.type for entry in entries)
    return [Count(str(kind), counts[kind]) for kind in TYPE_SLUGS if counts[kind]]


def department_page(
    department: Department,
    entries: tuple[Entry, ...],
    gone: tuple[Entry, ...],
    changed: Mapping[str, tuple[Line, ...]] | None = None,
) -> Page:
    """One department's powers, grouped by type, what it no longer holds, and what changed."""
    groups = [
        (str(kind), TYPE_SLUGS[kind], tuple(e for e in entries if e.type is kind))
        for kind in TYPE_SLUGS
        if any(e.type is kind for e in entries)
    ]
    body = render(
        "department.html",
        base="../../",
        department=department,
        total=len(entries),
        groups=groups,
        gone=gone,
        changed=None if changed is None else changed.get(department.id, ()),
        signs=SIGNS,
    )
    path = f"d/{department.id}/index.html"
    title = f"{department.name}的职权"
    return Page(path, title, f"{department.name}行使 {len(entries)} 项职权", "按部门", str(body))


def types_page(shelf: Shelf) -> Page:
    """The ten types and what each means to people."""
    rows = [(k, TYPE_SLUGS[k], TYPE_HINTS[k], len(e)) for k, e in shelf.by_type.items()]
    body = render("types.html", base="../", rows=rows)
    return Page("t/index.html", "按类型查", "十类行政职权", "按类型", str(body))


def type_page(
    kind: PowerType, entries: tuple[Entry, ...], registry: Registry, *, shares: bool = False
) -> Page:
    """All powers of one type, grouped by department; `shares` when their duties have a page."""
    groups = []
    for department in registry.departments.values():
        found = tuple(e for e in entries if e.department == department.name)
        if found:
            groups.append((department, found))
    body = render(
        "type.html",
        base="../../",
        kind=str(kind),
        hint=TYPE_HINTS[kind],
        total=len(entries),
        groups=groups,
        slug=TYPE_SLUGS[kind],
        brief=len(entries) > _LONG_LIST,
        shares=shares,
    )
    path = f"t/{TYPE_SLUGS[kind]}/index.html"
    return Page(path, str(kind), f"{kind}共 {len(entries)} 项", "按类型", str(body))


def topics_page(shelf: Shelf, registry: Registry) -> Page:
    """Topics for people and for firms."""
    body = render(
        "topics.html",
        base="../",
        people=_topic_doors(shelf, registry, for_people=True),
        firms=_topic_doors(shelf, registry, for_people=False),
    )
    return Page("topic/index.html", "按主题查", "按办事主题找职权", "按主题", str(body))


def topic_page(name: str, identifier: str, entries: tuple[Entry, ...]) -> Page:
    """All powers of one topic."""
    body = render("topic.html", base="../../", name=name, entries=entries)
    path = f"topic/{identifier}/index.html"
    return Page(path, name, f"{name}主题下的 {len(entries)} 项职权", "按主题", str(body))


def laws_page(shelf: Shelf, registry: Registry) -> Page:
    """Every law that powers rest on, by rank, with how many rest on it."""
    groups: dict[str, list[tuple[Law, int]]] = defaultdict(list)
    for law in registry.laws.values():
        if law.title in shelf.by_law:
            groups[str(law.rank)].append((law, len(shelf.by_law[law.title])))
    body = render("laws.html", base="../", groups=dict(groups))
    total = sum(len(found) for found in groups.values())
    return Page("law/index.html", "按法规查", f"{total} 部法规支撑了哪些职权", "按法规", str(body))


def law_page(law: Law, pairs: tuple[tuple[Place | None, Entry], ...]) -> Page:
    """Which powers rest on a law, article by article."""
    articles: dict[str, list[tuple[Place | None, Entry]]] = defaultdict(list)
    for place, entry in pairs:
        head = str(Place(place.article, place.inserted)) if place else "整部"
        articles[head].append((place, entry))
    version = law.versions[-1] if law.versions else None
    body = render(
        "law.html",
        base="../../",
        law=law,
        version=version,
        articles=dict(articles),
        total=len(pairs),
    )
    path = f"law/{law.id}/index.html"
    title = f"《{law.title}》支撑的职权"
    return Page(path, title, f"{len(pairs)} 项职权以《{law.title}》为依据", "按法规", str(body))


def party_page(shelf: Shelf, registry: Registry) -> Page:
    """The party committee's powers that are open to the public, by class."""
    groups = [
        (str(kind), tuple(e for e in shelf.party if e.subclass == kind)) for kind in PartyClass
    ]
    body = render(
        "party.html",
        base="../",
        groups=groups,
        shown=len(shelf.party),
        announced=registry.facts.announced_party,
    )
    return Page("party/index.html", "市委职权", "向社会公开的市委职权", "市委职权", str(body))


def data_page(shelf: Shelf, registry: Registry) -> Page:
    """Downloads and what is in them."""
    body = render(
        "data.html",
        base="../",
        facts=registry.facts,
        total=len(shelf.entries),
        gone=len(shelf.gone),
        party=len(shelf.party),
        counts=_type_counts(shelf.entries),
        department_counts=_department_counts(shelf, registry),
    )
    return Page("data/index.html", "下载数据", "整张清单的 JSON 和 CSV", "下载数据", str(body))
