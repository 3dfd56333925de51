"""Atom feeds of what each edition changed: all, what matters, by department, by law (RFC 4287).

A function of the changes of the editions alone. Times are the legal dates of the editions, ids are
tags of code and edition (RFC 4151) and never change; wording alone reaches `all.atom` and nobody
else. The first edition has no changes and still tells that it was published.
"""

from collections.abc import Callable, Iterable, Sequence
from xml.etree import ElementTree as ET

from generator.model.edition import Change, EditionChanges
from generator.model.registry import ListFacts, Registry

ATOM = "http://www.w3.org/2005/Atom"
FOLDER = "feeds"

Wanted = Callable[[Change], bool]


def feeds(published: Sequence[EditionChanges], registry: Registry) -> dict[str, bytes]:
    """Every feed by its path; none while nothing has been published.

    Args:
        published: What each edition changed, oldest first.
        registry: Names of departments and laws, and the facts of the list.
    """
    if not published:
        return {}
    facts = registry.facts
    changed_laws = {law for edition in published for c in edition.changes for law in c.laws}
    made = {
        "all": _feed("all", f"{facts.name}：全部变更", published, facts, lambda _: True),
        "changes": _feed("changes", f"{facts.name}：变更", published, facts, _matters),
    }
    for department in registry.departments.values():
        name = f"d/{department.id}"
        made[name] = _feed(
            name, f"{facts.name}：{department.name}", published, facts, _of_unit(department.name)
        )
    for law in registry.laws.values():
        if law.title in changed_laws:
            name = f"law/{law.id}"
            title = f"{facts.name}：依据《{law.title}》的职权"
            made[name] = _feed(name, title, published, facts, _of_law(law.title))
    return {f"{FOLDER}/{name}.atom": content for name, content in made.items()}


def feed_of(page: str) -> str:
    """Where the feed of a page would be, by the path of the page; most pages have none."""
    return f"{FOLDER}/{page.removesuffix('/index.html')}.atom"


def _matters(change: Change) -> bool:
    return not change.wording_only


def _of_unit(name: str) -> Wanted:
    return lambda c: _matters(c) and name in (c.authority, c.former_authority)


def _of_law(title: str) -> Wanted:
    return lambda c: _matters(c) and title in c.laws


def _feed(
    name: str,
    title: str,
    published: Sequence[EditionChanges],
    facts: ListFacts,
    wanted: Wanted,
) -> bytes:
    # Without a domain of its own the list cannot be addressed from elsewhere: ways are relative.
    top = f"https://{facts.domain}/" if facts.domain else "../" * (name.count("/") + 1)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _add(feed, "id", _tag(facts, published[0].day, f"feed/{name}"))
    _add(feed, "title", title)
    _add(feed, "updated", _time(published[-1].day))
    _add(_add(feed, "author"), "name", facts.government)
    if facts.demonstration == "是":
        _add(feed, "subtitle", facts.statement.strip())
    _link(feed, "self", f"{top}{FOLDER}/{name}.atom")
    _link(feed, "alternate", f"{top}index.html")
    for edition in reversed(published):
        chosen = [change for change in edition.changes if wanted(change)]
        if name in ("all", "changes"):
            _edition(feed, edition, facts, top)
        for change in chosen:
            _entry(feed, edition, change, facts, top)
    ET.indent(feed, " ")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _edition(feed: ET.Element, edition: EditionChanges, facts: ListFacts, top: str) -> None:
    """That an edition was published, and how much it changed."""
    entry = _add(feed, "entry")
    _add(entry, "id", _tag(facts, edition.day, f"edition/{edition.release}"))
    _add(entry, "title", f"公布 {edition.release} 版")
    _add(entry, "updated", _time(edition.day))
    _link(entry, "alternate", f"{top}index.html")
    _add(entry, "summary", summary(edition.changes) if edition.previous else "首次公布")


def _entry(
    feed: ET.Element, edition: EditionChanges, change: Change, facts: ListFacts, top: str
) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _tag(facts, edition.day, f"p/{change.code}/{edition.release}"))
    _add(entry, "title", f"{change.kind}：{change.name}")
    _add(entry, "updated", _time(edition.day))
    _link(entry, "alternate", f"{top}p/{change.code}/index.html")
    for term in (change.kind, change.type, change.authority):
        ET.SubElement(entry, "category", {"term": term})
    told = [f"{change.authority}，{change.type}"]
    if change.former_name:
        told.append(f"原名“{change.former_name}”")
    if change.succession:
        told.append(change.succession)
    if change.fields:
        told.append(f"变更内容：{'、'.join(change.fields)}")
    if change.wording_only:
        told.append("只是文字表述")
    told += [
        f"{label}：{text}"
        for label, text in (("原因", change.reason), ("批准文号", change.document))
        if text
    ]
    _add(entry, "summary", "；".join(told) + "。")


def summary(changes: Iterable[Change]) -> str:
    """How many of each kind, in one sentence."""
    kinds = [change.kind for change in changes]
    counted = [f"{kind} {kinds.count(kind)} 项" for kind in ("取消", "新增", "变更", "下放")]
    return "，".join(counted)


def _tag(facts: ListFacts, day: str, rest: str) -> str:
    """A name that stays the same when the site moves; `.invalid` while it has no domain."""
    owner = facts.domain or f"{facts.area_code}.powerlist.invalid"
    return f"tag:{owner},{day}:{rest}"


def _time(day: str) -> str:
    """Midnight in China; an edition has a legal date and no hour."""
    return f"{day}T00:00:00+08:00"


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = text or None
    return child


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href})
