"""The history of powers for a person at a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generator.diff.comparison import words
from generator.diff.facts import Fields, fact_of
from generator.history.asof import AsOf, status_on
from generator.history.git import Commit
from generator.history.timeline import (
    Origin,
    Recorded,
    Version,
    asked_and_approved,
    blame,
    recorded,
    unrecorded,
)
from generator.model.power import Power

_SHOWN = 60


def timeline_text(states: Sequence[Version]) -> str:
    """The timeline of one power: legal facts first, what git knows indented below."""
    return "\n".join(_timeline(states))


def _timeline(states: Sequence[Version]) -> Iterator[str]:
    newest = next((state.power for state in reversed(states) if state.power), None)
    if newest:
        yield f"{newest.code} {newest.name}（{newest.authority}，{newest.status}）"
    for one in recorded(states):
        yield from _entry(one)
    for before, after in unrecorded(states):
        assert before.power and after.power
        fields = "、".join(_changed(before.power, after.power))
        yield f"没有沿革记载的改动：{fields}"
        yield f"    {_git(after.commit)}"
    for state in states:
        if not state.file:
            yield f"文件删掉了\n    {_git(state.commit)}"
        elif state.power is None:
            reason = state.faults[0].message if state.faults else ""
            yield f"这一版读不懂：{reason}\n    {_git(state.commit)}"


def _entry(one: Recorded) -> Iterator[str]:
    entry = one.entry
    document = f"（{entry.document}）" if entry.document else "（没有写文号）"
    flag = "  【倒填：日期早于上一次提交】" if one.backdated else ""
    yield f"{entry.day} {entry.action}  {entry.text}{document}{flag}"
    if entry.requested_by or entry.approved_by:
        asked, approved = entry.requested_by or "没有写", entry.approved_by or "没有写"
        yield f"    申请单位：{asked}，批准机关：{approved}"
    yield f"    {_git(one.since)}"
    if one.withdrawn:
        yield f"    【后来从沿革里拿掉了】{_git(one.withdrawn)}"


def _git(commit: Commit) -> str:
    asked, approved = asked_and_approved(commit)
    return (
        f"git：{commit.when.date()} 提交 {commit.id[:10]}，"
        f"申请 {asked or '没有写'}，批准 {approved or '没有写'}"
    )


def _changed(before: Power, after: Power) -> list[str]:
    one, other = _fields(before), _fields(after)
    return [key for key in dict.fromkeys((*one, *other)) if one.get(key) != other.get(key)]


def _fields(power: Power) -> dict[str, str]:
    facts = fact_of(power.model_dump(by_alias=True, exclude_none=True))
    assert isinstance(facts, Fields)
    return {key: words(fact) for key, fact in facts.items()}


def blame_text(states: Sequence[Version]) -> str:
    """Every field of a power, since when it says what it says, and who asked and approved."""
    readable = [state for state in states if state.power]
    written = [_fields(state.power) for state in readable if state.power]
    return "\n".join(_origin(origin) for origin in blame(readable, written))


def _origin(origin: Origin) -> str:
    line = " ".join(origin.text.split())
    text = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    return f"{origin.field}：{text}\n    {_git(origin.commit)}"


def as_of_text(found: AsOf, day: date) -> str:
    """The list of a day: counts, then every power with what it was."""
    corpus = found.reading.corpus
    assert corpus is not None
    rows = [(power.code, status_on(power, day), power) for power in corpus.powers]
    counts = Counter(status for _, status, _ in rows)
    each = "，".join(f"{status} {count}" for status, count in sorted(counts.items()))
    lines = [
        f"{day} 的清单：数据日期 {found.drawn_up}，{len(rows)} 项（{each}）",
        _git(found.commit),
        "",
    ]
    lines += [f"{code} {status} {power.authority} {power.name}" for code, status, power in rows]
    return "\n".join(lines)
