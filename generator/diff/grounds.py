"""Who wanted what changed between two lists, who approved it, and where a person judged it.

All of it is said in the histories of the powers; what is said of templates and shared texts stands
in the record of the edition (`SharedGround`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.diff.change import Change, Difference, Edit
from generator.diff.comparison import ORDER, Judged, field_words
from generator.diff.facts import Fields, Items

_HISTORY = "沿革"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was added to the history of powers: the same words stand once.

    Attributes:
        day: The legal day, as the entry says.
        action: What happened.
        text: In words.
        reason: Why; empty, like all that follow, when the entry does not say.
        requested_by: Who asked.
        approved_by: Who approved.
        document: Number of the document.
        late: Whether the earlier list was published after this day, and without the entry.
        codes: The powers, in order.
    """

    day: str
    action: str
    text: str
    reason: str
    requested_by: str
    approved_by: str
    document: str
    late: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A person's word on what changes mean, instead of the rules'.

    Attributes:
        meaning: What was said.
        ruled: What the rules say of the same changes, the weightiest first.
        reason: Why.
        confirmed_by: Who confirmed it: an office or a post.
        fields: Where the facts stand.
        codes: The powers, in order.
    """

    meaning: str
    ruled: tuple[str, ...]
    reason: str
    confirmed_by: str
    fields: tuple[str, ...]
    codes: tuple[str, ...]


def is_entry(change: Change) -> bool:
    """Whether a change is an entry that was added to a history."""
    difference = change.difference
    return difference.path[:1] == (_HISTORY,) and difference.edit is Edit.ADD


def entries(changes: Iterable[Judged], since: str) -> tuple[Entry, ...]:
    """What changes add to histories, by day.

    Args:
        changes: What differs between two lists.
        since: When the earlier one was published, as histories write days.
    """
    found: dict[Entry, list[str]] = {}
    for one in changes:
        path = one.change.difference.path
        if path and path[0] != _HISTORY:
            continue  # Of two editions far apart, all but a few of 320,000.
        added = [_entry(fact) for fact in _added(one.change.difference)]
        # The past of a new power is not late when the list says it came afterwards.
        late = all(entry.day < since for entry in added)
        for entry in added:
            found.setdefault(replace(entry, late=late), []).append(one.change.code)
    made = (replace(entry, codes=tuple(codes)) for entry, codes in found.items())
    return tuple(sorted(made, key=lambda entry: (entry.day, entry.action, entry.codes)))


def _entry(fact: Fields) -> Entry:
    keys = ("日期", "动作", "说明", "原因", "申请单位", "批准机关", "文号")
    day, action, text, reason, requested_by, approved_by, document = (
        str(fact.get(key, "")) for key in keys
    )
    return Entry(day, action, text, reason, requested_by, approved_by, document)


def _added(difference: Difference) -> list[Fields]:
    """Entries that are new or of another day; of a new power, all of them."""
    path, before, after = difference.path, difference.before, difference.after
    if not isinstance(after, Fields):
        return []
    if not path and difference.edit is Edit.ADD:
        history = after.get(_HISTORY, Items())
        return [entry for entry in history.values() if isinstance(entry, Fields)]
    if path[:1] != (_HISTORY,) or len(path) != 2:
        return []
    known = before.get("日期") if isinstance(before, Fields) else None
    return [after] if after.get("日期") != known else []


def overrides(changes: Iterable[Judged]) -> tuple[Override, ...]:
    """Where a person decided, each decision once."""
    found: dict[tuple[str, str, str], list[Judged]] = {}
    for one in changes:
        said = one.change.assessment
        if said is not None and one.judgement.overridden is not None:
            key = str(said.meaning), said.reason, said.confirmed_by
            found.setdefault(key, []).append(one)
    return tuple(
        Override(
            meaning,
            tuple(str(m) for m in ORDER if any(one.judgement.overridden is m for one in judged)),
            reason,
            confirmed_by,
            tuple(dict.fromkeys(field_words(one.change) for one in judged)),
            tuple(dict.fromkeys(one.change.code for one in judged)),
        )
        for (meaning, reason, confirmed_by), judged in found.items()
    )
