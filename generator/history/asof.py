"""The list in force on a day: that of the last edition published by then.

Where nothing had been published yet there is only what the repository held, by the day each list
was drawn up for; the two are never mixed up.
"""

from dataclasses import dataclass
from datetime import date

from generator.files import REGISTRY
from generator.history.edition import PublishedLists, editions_at
from generator.history.git import Commit, Repository
from generator.model.edition import Edition
from generator.model.power import Power
from generator.model.succession import BROUGHT_BY
from generator.model.vocab import HistoryAction, Status
from generator.source import Tree, decode, parse

NOT_YET, EXPIRED = "尚未生效", "已经失效"
_FACTS = f"{REGISTRY}/清单.yml"
_BRINGS = {action: status for status, action in BROUGHT_BY.items()}
"""What happened to a power → the status it has from then on."""


class EditionLost(Exception):
    """The list of the edition in force is not in this history.

    Attributes:
        edition: Which one it is.
    """

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.id)
        self.edition = edition


@dataclass(frozen=True)
class AsOf:
    """Where the list of a day stands.

    Attributes:
        commit: The step of the history that holds it.
        drawn_up: The day it was drawn up for (数据日期); None when it does not say.
        edition: The edition that published it; None for a state nobody had published.
        first: The earliest edition there is, when the day lies before it.
    """

    commit: Commit
    drawn_up: date | None
    edition: Edition | None
    first: Edition | None = None


def list_as_of(repository: Repository, revision: str, day: date) -> AsOf | None:
    """Find the list of a day; None when nothing was published by then and nothing was drawn up.

    Args:
        repository: Where to look.
        revision: The commit whose record of the editions and whose main line count.
        day: The day.

    Raises:
        EditionLost: An edition was in force, and this history does not have its list.
    """
    editions = editions_at(repository, revision)
    in_force = [edition for edition in editions if edition.day <= day]
    if not in_force:
        return _unpublished(repository, revision, day, editions[0] if editions else None)
    edition = in_force[-1]
    found = PublishedLists(repository, {}).commit_of(edition)
    if found is None:
        raise EditionLost(edition)
    (commit,) = repository.log(found, most=1)
    blob = repository.tree(found, [_FACTS]).get(_FACTS, "")
    drawn_up = _drawn_up(repository.blobs([blob]).get(blob, b""))
    return AsOf(repository.with_branches([commit], found)[0], drawn_up, edition)


def _unpublished(
    repository: Repository, revision: str, day: date, first: Edition | None
) -> AsOf | None:
    """The last state of the list that was drawn up for that day or earlier."""
    steps = list(repository.log(revision, [_FACTS]))
    blobs = [next((c.after for c in step.changes), "") for step in steps]
    contents = repository.blobs(blobs)
    days = [_drawn_up(contents.get(blob, b"")) for blob in blobs]
    for at, drawn_up in enumerate(days):
        if drawn_up is None or drawn_up > day:
            continue
        main_line = list(repository.log(revision))
        # What followed until the next list was drawn up still belongs to this one.
        ids = [commit.id for commit in main_line]
        last = main_line[0] if at == 0 else main_line[ids.index(steps[at - 1].id) + 1]
        return AsOf(repository.with_branches([last], revision)[0], drawn_up, None, first)
    return None


def _drawn_up(raw: bytes) -> date | None:
    source, _ = decode("清单.yml", raw)
    tree: Tree = parse(source)[0] if source else None
    try:
        return date.fromisoformat(tree["数据日期"])
    except (TypeError, KeyError, ValueError):
        return None


def status_on(power: Power, day: date) -> str:
    """What a power was on a day, by its own legal dates.

    An end (取消, 下放, 合并, 暂停) that its history dates later than the day had not happened yet;
    then it was what the entry before had made it.
    """
    if power.effective and power.effective > day:
        return NOT_YET
    if any(e.action is HistoryAction.ADDED and e.day > day for e in power.history):
        return NOT_YET
    if power.expires and power.expires <= day:
        return EXPIRED
    steps = sorted((e for e in power.history if e.action in _BRINGS), key=lambda e: e.day)
    if not steps or steps[-1].day <= day or _BRINGS[steps[-1].action] is not power.status:
        return str(power.status)
    earlier = [_BRINGS[entry.action] for entry in steps if entry.day <= day]
    return str(earlier[-1] if earlier else Status.IN_FORCE)
