"""The list in force on a day: the edition of that day, each power by its legal dates."""

from dataclasses import dataclass
from datetime import date

from generator.files import REGISTRY
from generator.history.git import Commit, Repository
from generator.history.revision import read_revision
from generator.load import Reading
from generator.model.power import Power
from generator.model.vocab import HistoryAction, Status
from generator.source import Tree, decode, parse

NOT_YET, EXPIRED = "尚未生效", "已经失效"
_ENDS = {
    Status.ABOLISHED: HistoryAction.ABOLISHED,
    Status.DELEGATED: HistoryAction.DELEGATED,
    Status.MERGED: HistoryAction.MERGED,
    Status.SUSPENDED: HistoryAction.SUSPENDED,
}


@dataclass(frozen=True)
class AsOf:
    """The list of one day.

    Attributes:
        commit: The last state of the list that was drawn up for that day or earlier.
        drawn_up: The day it was drawn up for (数据日期).
        reading: The list as that commit has it.
    """

    commit: Commit
    drawn_up: date
    reading: Reading


def list_as_of(repository: Repository, revision: str, day: date) -> AsOf | None:
    """Find the list of a day; None when the repository's first one is of a later day."""
    facts = f"{REGISTRY}/清单.yml"
    steps = list(repository.log(revision, [facts]))
    blobs = [next((c.after for c in step.changes), "") for step in steps]
    contents = repository.blobs(blobs)
    days = [_drawn_up(contents.get(blob, b"")) for blob in blobs]
    main_line: list[Commit] | None = None
    for at, drawn_up in enumerate(days):
        if drawn_up is None or drawn_up > day:
            continue
        if main_line is None:
            main_line = list(repository.log(revision))
        # What followed until the next list was drawn up still belongs to this one.
        ids = [commit.id for commit in main_line]
        last = main_line[0] if at == 0 else main_line[ids.index(steps[at - 1].id) + 1]
        return AsOf(last, drawn_up, read_revision(repository, last.id))
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

    An end (取消, 下放, 合并, 暂停) that its history dates later than the day had not happened yet.
    """
    if power.effective and power.effective > day:
        return NOT_YET
    if any(e.action is HistoryAction.ADDED and e.day > day for e in power.history):
        return NOT_YET
    if power.expires and power.expires <= day:
        return EXPIRED
    end = _ENDS.get(power.status)
    ends = [entry.day for entry in power.history if entry.action is end]
    if ends and max(ends) > day:
        return str(Status.IN_FORCE)
    return str(power.status)
