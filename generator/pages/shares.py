"""What editions changed for one unit: a page for each edition, and a line on the unit's own."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.diff.shares import Listing, Share
from generator.diff.told import Cluster
from generator.diff.undecided import questions
from generator.model.registry import Registry
from generator.pages.grounds import grounds, of_clusters, of_shared
from generator.pages.issue import COLUMN, NAMED, Issue, approved, common, drawings, laws
from generator.pages.page import Page, render


def share_page(issue: Issue, share: Share, registry: Registry, codes: Collection[str]) -> Page:
    """Its own changes in full, its powers by name, and which shared changes reached them.

    Args:
        issue: The edition; it has been compared.
        share: The unit's share of it.
        registry: Names and addresses of departments.
        codes: Codes that have a page.
    """
    assert issue.account is not None
    own = [cluster for _, cluster in share.own]
    clusters = [*own, *(cluster for _, cluster, _ in share.shared)]
    said = [one for one in issue.changes.shared_grounds if one.reason]
    shared = of_clusters(said, clusters)
    # A change of a few powers that nothing else reached names them itself.
    alone = [one for one in share.listings if _is_alone(one, dict(share.own))]
    body = render(
        "share.html",
        **common(issue, registry, codes, "../../../"),
        share=share,
        department=registry.departments.get(share.unit),
        addresses=dict(issue.account.units),
        approved=approved(issue, share.entries, shared),
        laws=laws(clusters),
        grounds=[*of_shared(shared), *grounds(share.entries, share.codes)],
        alone={listing.changes[0] for listing in alone},
        listings=[listing for listing in share.listings if listing not in alone],
        questions=questions(issue.account, share.codes),
        late=[entry for entry in share.entries if entry.late],
        overrides=share.overrides,
        charts=drawings(issue, own),
        told={number for number, _ in share.own},
    )
    path = f"changes/{issue.id}/{share.id}/index.html"
    title = f"{issue.id} 版：{share.unit}改了什么"
    told = f"{issue.changes.day} 公布的版本里，{share.unit}有 {share.powers} 项职权有变化"
    return Page(path, title, told, COLUMN, str(body))


def _is_alone(listing: Listing, own: Mapping[int, Cluster]) -> bool:
    """Whether a few powers were reached by one change of the unit's own, and by nothing else."""
    if len(listing.changes) != 1 or listing.changes[0] not in own:
        return False
    return len(own[listing.changes[0]].powers) == len(listing.powers) <= NAMED


@dataclass(frozen=True, slots=True)
class Line:
    """An edition that changed powers of a unit.

    Attributes:
        edition: Its number.
        day: When it was published.
        powers: How many of the powers that the unit has, or had, it changed.
        meanings: Class → number of powers.
        page: The page that tells it, below the site.
    """

    edition: str
    day: str
    powers: int
    meanings: tuple[tuple[str, int], ...]
    page: str


def unit_lines(issues: Iterable[Issue], registry: Registry) -> Mapping[str, tuple[Line, ...]]:
    """Address of a unit → the editions that changed its powers, the latest first."""
    found: dict[str, list[Line]] = {}
    addresses = {unit.name: unit.id for unit in registry.departments.values()}
    for issue in reversed(tuple(issues)):
        day = issue.changes.day
        for share in issue.shares:
            page = f"changes/{issue.id}/{share.id}/index.html"
            line = Line(issue.id, day, len(share.codes), share.meanings, page)
            found.setdefault(share.id, []).append(line)
        if issue.account is None:
            counted = Counter(change.authority for change in issue.changes.changes)
            for name, count in counted.items():
                line = Line(issue.id, day, count, (), f"changes/{issue.id}/index.html")
                found.setdefault(addresses.get(name, ""), []).append(line)
    return {address: tuple(lines) for address, lines in found.items()}
