"""What each edition changed: the list of editions, a page for each, and one for each of its units.

The pages answer what changed, for whom it is better or worse, who approved it and on what ground,
without git. A change that reached several units is told once, on the page of the edition; a unit's
page tells its own, names its powers, and points to the rest. Where there is no comparison the
record of the edition still speaks.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.diff.comparison import SEVERAL
from generator.diff.shares import Share
from generator.diff.told import Cluster
from generator.diff.undecided import questions
from generator.model.edition import Change
from generator.model.registry import Registry
from generator.pages.grounds import (
    Ground,
    grounds,
    of_shared,
    recorded,
    recorded_overrides,
)
from generator.pages.issue import COLUMN, KINDS, SIGNS, Issue, approved, common, drawings
from generator.pages.page import Page, render
from generator.pages.shares import share_page

_FEW = 60
"""An edition in which units have at most this many facts of their own tells those on its page."""
_ROWS = 20
"""Rows of grounds on the page of an edition; the pages of the units have them all."""

Numbered = tuple[int, Cluster]


def change_pages(
    issues: Sequence[Issue], registry: Registry, codes: Collection[str]
) -> Iterator[Page]:
    """The list of editions, a page for each, and one for each unit that it changed.

    Args:
        issues: Every edition, oldest first.
        registry: Names and addresses of departments.
        codes: Codes that have a page.
    """
    newest = tuple(reversed(issues))
    body = render("changes.html", base="../", issues=newest, signs=SIGNS, grounds=_grounds)
    told = f"已公布 {len(issues)} 个版本，每一版改了什么" if issues else "还没有公布过版本"
    yield Page("changes/index.html", "历次变更", told, COLUMN, str(body))
    order = {unit.id: place for place, unit in enumerate(registry.departments.values())}
    for issue in issues:
        found = sorted(issue.shares, key=lambda share: order.get(share.id, len(order)))
        yield _page(issue, found, registry, codes)
        for share in found:
            yield share_page(issue, share, registry, codes)


def _page(issue: Issue, found: Sequence[Share], registry: Registry, codes: Collection[str]) -> Page:
    changes, account = issue.changes.changes, issue.account
    told = _told(account.clusters if account else ())
    listed = {kind: [change for change in changes if change.kind == kind] for kind in KINDS}
    body = render(
        "edition.html",
        **common(issue, registry, codes, "../../"),
        approved=approved(issue, account.entries if account else (), issue.changes.shared_grounds),
        laws=issue.laws,
        grounds=_grounds(issue),
        rows=_ROWS,
        kinds=[(kind, found) for kind, found in listed.items() if found and kind != "变更"],
        changed=_by_fields(listed["变更"]) if account is None else [],
        places=_by_place(told),
        told={number for number, _ in told},
        elsewhere=len(account.clusters) - len(told) if account else 0,
        shares=found,
        reached=_reached(found),
        present={unit.id for unit in registry.departments.values()},
        questions=questions(account) if account else (),
        late=[entry for entry in account.entries if entry.late] if account else [],
        overrides=account.overrides if account else recorded_overrides(changes),
        charts=drawings(issue, (cluster for _, cluster in told)),
    )
    path = f"changes/{issue.id}/index.html"
    title = f"{issue.id} 版改了什么"
    said = "，".join(f"{kind} {count} 项" for kind, count in issue.kinds) or "首次公布"
    return Page(path, title, f"{issue.changes.day} 公布：{said}", COLUMN, str(body))


def _grounds(issue: Issue) -> list[Ground]:
    """Those of what many powers share stand first, as far as they say anything."""
    found = issue.account.entries if issue.account else ()
    shared = of_shared(issue.changes.shared_grounds)
    own = grounds(found) or recorded(issue.changes.changes)
    return [*filter(_is_said, shared), *own, *(one for one in shared if not _is_said(one))]


def _is_said(ground: Ground) -> bool:
    return bool(ground.reason)


def _told(clusters: Sequence[Cluster]) -> list[Numbered]:
    """What the page of an edition tells in full: what is shared; all of it when it is little."""
    own = sum(len(cluster.facts) for cluster in clusters if cluster.unit != SEVERAL)
    return [
        (number, cluster)
        for number, cluster in enumerate(clusters, 1)
        if cluster.unit == SEVERAL or own <= _FEW
    ]


def _by_place(told: Iterable[Numbered]) -> list[tuple[str, list[Numbered]]]:
    """Changes under the place where they are written, or the unit whose files they stand in."""
    found: dict[str, list[Numbered]] = {}
    for number, cluster in told:
        place = cluster.origin or cluster.unit.replace(SEVERAL, "各单位职权自己的文件")
        found.setdefault(place, []).append((number, cluster))
    return list(found.items())


def _reached(found: Iterable[Share]) -> dict[int, list[tuple[Share, int]]]:
    """Number of a change → the units that it reached, with how many powers."""
    reached: dict[int, list[tuple[Share, int]]] = {}
    for share in found:
        own = ((number, cluster, len(cluster.powers)) for number, cluster in share.own)
        for number, _, count in (*own, *share.shared):
            reached.setdefault(number, []).append((share, count))
    return reached


def _by_fields(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Changes told once by which fields they concern, as the record of the edition has them."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        words = "、".join(_classed(change, field) for field in change.fields) or "文字表述"
        found.setdefault(words, []).append(change)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def _classed(change: Change, field: str) -> str:
    meanings = change.meanings.get(field, ())
    return f"{field}（{'、'.join(meanings)}）" if meanings else field
