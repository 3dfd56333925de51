"""The history of powers for a person at a terminal."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from generator.diff.comparison import Judged, grouped, words
from generator.diff.corpora import diff_corpora, lent_apart
from generator.diff.facts import LAWS, Expanded, Expander, Fields, fact_of
from generator.diff.meaning import classify
from generator.history.asof import AsOf, status_on
from generator.history.git import Commit
from generator.history.published import Publications, Published
from generator.history.timeline import (
    Origin,
    Recorded,
    Version,
    blame,
    recorded,
    signed,
    unlinked,
    unrecorded,
)
from generator.load import Corpus, Reading
from generator.model.edition import Edition
from generator.model.parts import HistoryEntry
from generator.model.power import Power
from generator.model.succession import tie_of
from generator.report.changes.text import what

_SHOWN = 60


def timeline_text(
    states: Sequence[Version], published: Publications, names: Mapping[str, str]
) -> str:
    """The timeline of one power: legal facts first, the edition and what git knows below each.

    Args:
        states: Its states, oldest first.
        published: What editions published of it.
        names: Code → name of the powers that it was merged with or split from.
    """
    return "\n".join(_timeline(states, published, names))


def _timeline(
    states: Sequence[Version], published: Publications, names: Mapping[str, str]
) -> Iterator[str]:
    newest = next((state.power for state in reversed(states) if state.power), None)
    if newest:
        yield f"{newest.code} {newest.name}（{newest.authority}，{newest.status}）"
    for one in recorded(states):
        tie = tie_of(newest, one.entry) if newest and one.entry in newest.history else None
        others = [f"{code} {names.get(code, '')}".strip() for code in one.entry.related]
        yield from _entry(one, published, tie.words(others) if tie else "")
    yield from _borrowed(states, published)
    for before, after in unrecorded(states):
        assert before.power and after.power
        fields = "、".join(_changed(before.power, after.power))
        yield f"没有沿革记载的改动：{fields}"
        yield _first(published.first(partial(_is, after.power)))
        yield f"    {_git(after.commit)}"
    for state in states:
        if not state.file:
            yield f"文件删掉了\n    {_git(state.commit)}"
        elif state.power is None:
            reason = state.faults[0].message if state.faults else ""
            yield f"这一版读不懂：{reason}\n    {_git(state.commit)}"


def _entry(one: Recorded, published: Publications, tied: str) -> Iterator[str]:
    entry = unlinked(one.entry)
    document = f"（{entry.document}）" if entry.document else "（没有写文号）"
    flag = "  【倒填：日期早于上一次提交】" if one.backdated else ""
    yield f"{entry.day} {entry.action}  {entry.text}{document}{flag}"
    if tied:
        yield f"    {tied}"
    if entry.requested_by or entry.approved_by:
        asked, approved = entry.requested_by or "没有写", entry.approved_by or "没有写"
        yield f"    申请单位：{asked}，批准机关：{approved}"
    yield _first(published.first(partial(_has, entry)))
    yield f"    {_git(one.since)}"
    if one.withdrawn:
        yield f"    【后来从沿革里拿掉了】{_git(one.withdrawn)}"


def _borrowed(states: Sequence[Version], published: Publications) -> Iterator[str]:
    """What became of the texts and processes that a power shares with others."""
    lists = ((state.commit, state.corpus) for state in states if state.corpus)
    for (_, before), (commit, after) in pairwise(lists):
        if not lent_apart(before, after):
            continue
        places: dict[tuple[str, str], list[Judged]] = {}
        for change in diff_corpora(before, after):
            if change.code and change.shared:
                judged = Judged(change, classify(change))
                places.setdefault(change.shared, []).append(judged)
        for (register, name), judged_there in places.items():
            yield f"{register}“{name}”改了，这项职权跟着变："
            for group in grouped(judged_there):
                yield f"    {group.judgement.meaning}  {what(group)}"
            fields = {one.change.difference.path[0] for one in judged_there}
            yield _first(published.first(partial(_says, fields=fields, now=_fields(after))))
            yield f"    {_git(commit)}"


def _has(entry: HistoryEntry, one: Published) -> bool:
    return one.power is not None and entry in map(unlinked, one.power.history)


def _is(power: Power, one: Published) -> bool:
    return one.power == power


def _says(one: Published, fields: Collection[str], now: Mapping[str, str]) -> bool:
    then = _fields(one.corpus)
    return all(then.get(field) == now.get(field) for field in fields)


def _first(edition: Edition | None) -> str:
    return f"    最早公布：{_edition(edition)}" if edition else "    还没有公布"


def _edition(edition: Edition) -> str:
    return f"{edition.id} 版（{edition.day} 公布，{edition.document}）"


def _git(commit: Commit) -> str:
    said = signed(commit)
    branch = "（写在合并进来的提交里）" if said.in_branch else ""
    return (
        f"git：{commit.when.date()} 提交 {commit.id[:10]}，"
        f"申请 {said.asked or '没有写'}，批准 {said.approved or '没有写'}{branch}"
    )


def _changed(before: Power, after: Power) -> list[str]:
    one, other = _written(before), _written(after)
    return [key for key in dict.fromkeys((*one, *other)) if one.get(key) != other.get(key)]


def _written(power: Power) -> Fields:
    facts = fact_of(power.model_dump(by_alias=True, exclude_none=True))
    assert isinstance(facts, Fields)
    return facts


def _spelled(corpus: Corpus) -> Expanded:
    """The one power of a list, what it borrows spelled out; but not what became of laws."""
    power = next(iter(corpus.powers), None)
    if power is None:
        return Expanded(Fields(), {})
    spelled = Expander(corpus).expand(power)
    spelled.facts.pop(LAWS, None)
    return spelled


def _fields(corpus: Corpus) -> dict[str, str]:
    return {field: words(fact) for field, fact in _spelled(corpus).facts.items()}


def blame_text(states: Sequence[Version], published: Publications) -> str:
    """Every field of a power: what it says, since which edition and commit, who answers for it.

    A field that the power borrows is as old as the text it borrows.
    """
    readable = [(state, state.corpus) for state in states if state.corpus]
    if not readable:
        return ""
    written = [_fields(corpus) for _, corpus in readable]
    issued = [(one.edition, _fields(one.corpus)) for one in published.states]
    shared = _spelled(readable[-1][1]).shared
    origins = blame([state for state, _ in readable], written, issued)
    return "\n".join(_origin(origin, shared.get(origin.field)) for origin in origins)


def _origin(origin: Origin, shared: tuple[str, str] | None) -> str:
    line = " ".join(origin.text.split())
    text = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    if shared:
        text = "写在{}“{}”里".format(*shared)
    since = f"自 {_edition(origin.edition)}起" if origin.edition else "还没有公布"
    return f"{origin.field}：{text}\n    {since}\n    {_git(origin.commit)}"


def as_of_text(found: AsOf, reading: Reading, day: date) -> str:
    """The list of a day: what it rests on, counts, then every power with what it was."""
    corpus = reading.corpus
    assert corpus is not None
    rows = [(power.code, status_on(power, day), power) for power in corpus.powers]
    counts = Counter(status for _, status, _ in rows)
    each = "，".join(f"{status} {count}" for status, count in sorted(counts.items()))
    drawn_up = f"数据日期 {found.drawn_up or '没有写'}"
    if found.edition:
        title = f"{day} 有效的清单：{found.edition.id} 版（登记的版本）"
        day_of = f"{found.edition.day} 公布，批准文号 {found.edition.document}，{drawn_up}"
    else:
        title = f"{day} 的清单：仓库里的状态，未经公布"
        first = found.first
        none_yet = f"最早的 {first.id} 版到 {first.day} 才公布" if first else "没有公布过版本"
        day_of = f"{none_yet}；{drawn_up}"
    note = [f"说明：{found.edition.note}"] if found.edition and found.edition.note else []
    lines = [title, f"法律上：{day_of}", *note, _git(found.commit), f"{len(rows)} 项（{each}）", ""]
    lines += [f"{code} {status} {power.authority} {power.name}" for code, status, power in rows]
    return "\n".join(lines)
