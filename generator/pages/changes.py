"""What each edition changed: the list of editions and a page for each.

A page answers what changed, for whom it is better or worse, who approved it and on what ground,
without git. Where there is no comparison the record of the edition still speaks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.diff.redline import Mark, Stretch, redline
from generator.diff.told import Account, Cluster, Told
from generator.model.edition import Change, Edition, EditionChanges, Upcoming
from generator.model.registry import Registry
from generator.model.vocab import Meaning
from generator.pages.page import Page, render

KINDS = ("取消", "新增", "下放", "变更")
SIGNS = {
    str(Meaning.BURDEN): "▲",
    str(Meaning.UNDECIDED): "？",
    str(Meaning.FAVOURABLE): "▽",
    str(Meaning.NEUTRAL): "＝",
}
"""A shape for every class, so that it is not told by colour alone; the weightiest first."""
FEEDS = "feeds"
_NAMED = 300
"""A change of more powers than this lists their codes alone: 3,600 names weigh 400 KB."""
_COLUMN = "帮助"


@dataclass(frozen=True, slots=True)
class Issue:
    """One edition as the site tells it.

    Attributes:
        changes: What it changed, from its record.
        record: What else is recorded of it, or will be.
        account: The comparison with the edition before; None when there is none.
        why: Why there is no comparison; empty for the first edition.
    """

    changes: EditionChanges
    record: Edition | Upcoming
    account: Account | None = None
    why: str = ""

    @property
    def id(self) -> str:
        """Its number."""
        return self.changes.release

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """How many powers stand under each heading of the notice; changed ones as compared."""
        found = Counter(str(change.kind) for change in self.changes.changes)
        return [(kind, found[kind]) for kind in KINDS if found[kind]]

    @property
    def meanings(self) -> list[tuple[str, str, int]]:
        """Shape, class and number of powers of every class that occurs."""
        if self.account is None:
            return []
        counted = [(SIGNS[word], word, self.account.reached(word)) for word in SIGNS]
        return [line for line in counted if line[2]]


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something was changed, who approved it, and how many powers say so.

    Attributes:
        asked: Who asked, and for how many of the powers.
    """

    reason: str
    document: str
    approved_by: str
    asked: tuple[tuple[str, int], ...]
    count: int


def change_pages(
    issues: Sequence[Issue], registry: Registry, codes: Collection[str]
) -> Iterable[Page]:
    """The list of editions, and a page for each.

    Args:
        issues: Every edition, oldest first.
        registry: Names and addresses of departments.
        codes: Codes that have a page.
    """
    newest = tuple(reversed(issues))
    body = render("changes.html", base="../", issues=newest)
    told = f"已公布 {len(issues)} 个版本，每一版改了什么" if issues else "还没有公布过版本"
    yield Page("changes/index.html", "历次变更", told, _COLUMN, str(body))
    for issue in issues:
        yield _page(issue, registry, codes)


def _page(issue: Issue, registry: Registry, codes: Collection[str]) -> Page:
    clusters = issue.account.clusters if issue.account else ()
    listed = {
        kind: [change for change in issue.changes.changes if change.kind == kind] for kind in KINDS
    }
    body = render(
        "edition.html",
        base="../../",
        issue=issue,
        grounds=_grounds(issue.changes.changes),
        approved=list(dict.fromkeys(c.approved_by for c in issue.changes.changes if c.approved_by)),
        kinds=[(kind, found) for kind, found in listed.items() if found and kind != "变更"],
        changed=_by_fields(listed["变更"]) if issue.account is None else [],
        units=[(unit, list(found)) for unit, found in groupby(clusters, key=lambda c: c.unit)],
        addresses={unit.name: unit.id for unit in registry.departments.values()},
        codes=codes,
        signs=SIGNS,
        marked=marked,
        holders=_holders,
        named=_NAMED,
    )
    path = f"changes/{issue.id}/index.html"
    title = f"{issue.id} 版改了什么"
    told = "，".join(f"{kind} {count} 项" for kind, count in issue.kinds) or "首次公布"
    return Page(path, title, f"{issue.changes.day} 公布：{told}", _COLUMN, str(body))


def _grounds(changes: Iterable[Change]) -> list[Ground]:
    """The grounds of all changes, each once, the most frequent first."""
    told = [change for change in changes if not change.wording_only]
    found = Counter((c.reason or "", c.document or "", c.approved_by or "") for c in told)
    asked: dict[tuple[str, str, str], Counter[str]] = {}
    for c in told:
        key = c.reason or "", c.document or "", c.approved_by or ""
        if c.requested_by:
            asked.setdefault(key, Counter())[c.requested_by] += 1
    return [
        Ground(*key, tuple(asked.get(key, Counter()).most_common()), count)
        for key, count in found.most_common()
    ]


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


def _holders(cluster: Cluster) -> list[tuple[str, list[tuple[str, str]]]]:
    """The powers of a cluster by unit: code and name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for power in cluster.powers:
        found.setdefault(power.unit, []).append((power.code, power.name))
    return list(found.items())


def marked(fact: Told) -> list[Stretch]:
    """A changed text with what went and what came marked in place."""
    if fact.moved:
        return [(Mark.KEPT, f"顺序改为：{fact.after}")]
    if fact.before and fact.after:
        return redline(fact.before, fact.after)
    return [(Mark.COME, fact.after)] if fact.after else [(Mark.GONE, fact.before)]
