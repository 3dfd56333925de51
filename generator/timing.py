"""Time along a procedure: how long the limits of its steps come to, in the units they are in.

Nothing is converted silently. A working day has no fixed length in days, a month neither: sums
stay apart by unit, and whoever compares across units gets both readings, the shortest and the
longest, and may be told that it cannot be decided. Which 日 of a statute are working days
(行政许可法 第八十二条, 行政处罚法 第八十五条, 行政强制法 第六十九条) is settled in the records.

A step that takes the power's own limit (法定时限, 承诺时限) adds nothing to a sum: that limit runs
from its own start and ends here, it is what the sum is compared with.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from generator.model.duration import Duration
from generator.model.vocab import LimitUnit, StepKind
from generator.procedure import FlowStep, LimitSource, Procedure

Sums = tuple[Duration, ...]
"""One duration per unit, in the order of `LimitUnit`; 当场 when a step is done on the spot."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way from the start to an end.

    Attributes:
        steps: Ids of the steps passed, in the order written; the steps of a loop once each.
        sums: What their counted limits come to, per unit.
    """

    steps: tuple[str, ...]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Reading:
    """How many hours a length can mean: at least `shortest`, at most `longest`."""

    shortest: int
    longest: int


class Verdict(StrEnum):
    """Whether one length stays within another."""

    WITHIN = "within"
    EXCEEDS = "exceeds"
    UNDECIDED = "undecided"


def longest_paths(procedure: Procedure) -> tuple[Path, ...]:
    """The longest counted path in each unit that occurs on any; none when nothing is counted.

    A loop (补正) is gone through once: each of its steps counts once, however often it is passed.
    Steps whose time is not counted add nothing; `stopped` lists them. A path that is longest in
    one unit carries its sums in all of them, so a procedure with one unit has one path.

    Args:
        procedure: Any procedure; ways that lead nowhere count as ends.
    """
    used = {limit.unit for step in procedure.steps for limit in _counted(step)}
    timed = used - {LimitUnit.ON_THE_SPOT}
    units = [unit for unit in LimitUnit if unit in (timed or used)]
    found = [_heaviest(procedure, partial(_in_unit, unit)) for unit in units]
    return tuple(dict.fromkeys(path for path in found if path.sums))


def stopped(procedure: Procedure) -> tuple[FlowStep, ...]:
    """The steps during which the clock of the power's limit stands still, in the order written."""
    return tuple(step for step in procedure.steps if not step.counted)


def reading(*lengths: Duration) -> Reading:
    """The shortest and the longest time that lengths can mean together, in hours.

    A day is 24 hours, a month 28 to 31 days, a year 365 or 366. Working days: at the shortest no
    day of rest comes between, n of them are n days. At the longest two days of rest come with every
    five begun, in every 200 begun all thirteen public holidays of a year (全国年节及纪念日放假办法)
    with the four days of rest moved to them, and two more at the start: 20 working days are 20 to
    47 days.
    """
    bounds = [_BOUNDS[length.unit](length.value) for length in lengths]
    return Reading(sum(low for low, _ in bounds), sum(high for _, high in bounds))


def compare(length: Duration | Sums, limit: Duration) -> Verdict:
    """Whether a length stays within a limit.

    In one unit, numbers are compared. Across units the answer is `UNDECIDED` unless the longest
    reading of the length still stays within the shortest of the limit, or the shortest already
    exceeds the longest of the limit.
    """
    lengths = (length,) if isinstance(length, Duration) else length
    timed = [part for part in lengths if part.unit is not LimitUnit.ON_THE_SPOT]
    if all(part.unit is limit.unit for part in timed):
        total = sum(part.value for part in timed)
        return Verdict.EXCEEDS if total > limit.value else Verdict.WITHIN
    taken, allowed = reading(*timed), reading(limit)
    if taken.longest <= allowed.shortest:
        return Verdict.WITHIN
    return Verdict.EXCEEDS if taken.shortest > allowed.longest else Verdict.UNDECIDED


def compare_procedure(procedure: Procedure, limit: Duration) -> Verdict:
    """Whether every way through a procedure stays within a limit, by the limits of its steps.

    Decided over all paths, not only those of `longest_paths`: where units are mixed it is the
    path with the longest readings that must stay within, and the one with the longest shortest
    reading that shows an excess.
    """
    widest = [
        _heaviest(procedure, partial(_in_unit, limit.unit)),
        _heaviest(procedure, lambda step: reading(*_counted(step)).longest),
        _heaviest(procedure, lambda step: reading(*_counted(step)).shortest),
    ]
    verdicts = {compare(path.sums, limit) for path in widest}
    return next(v for v in (Verdict.EXCEEDS, Verdict.UNDECIDED, Verdict.WITHIN) if v in verdicts)


_DAY = 24
_HOLIDAYS = 13 + 4


def _working_days(count: int) -> tuple[int, int]:
    rest = 2 * -(-count // 5) + _HOLIDAYS * -(-count // 200)
    return count * _DAY, (count + rest + 2) * _DAY


_BOUNDS: Mapping[LimitUnit, Callable[[int], tuple[int, int]]] = {
    LimitUnit.WORKING_DAY: _working_days,
    LimitUnit.DAY: lambda count: (count * _DAY, count * _DAY),
    LimitUnit.MONTH: lambda count: (28 * count * _DAY, 31 * count * _DAY),
    LimitUnit.YEAR: lambda count: (365 * count * _DAY, 366 * count * _DAY),
    LimitUnit.HOUR: lambda count: (count, count),
    LimitUnit.ON_THE_SPOT: lambda _: (0, 0),
}


def _counted(step: FlowStep) -> tuple[Duration, ...]:
    """The step's own limit when its time counts; at most one."""
    if step.limit is None or not step.counted or step.limit_source is not LimitSource.OWN:
        return ()
    return (step.limit,)


def _in_unit(unit: LimitUnit, step: FlowStep) -> int:
    return sum(limit.value for limit in _counted(step) if limit.unit is unit)


def _sums(steps: list[FlowStep]) -> Sums:
    totals: dict[LimitUnit, int] = {}
    for step in steps:
        for limit in _counted(step):
            totals[limit.unit] = totals.get(limit.unit, 0) + limit.value
    return tuple(Duration(totals[unit], unit) for unit in LimitUnit if unit in totals)


def _heaviest(procedure: Procedure, weight: Callable[[FlowStep], int]) -> Path:
    """The path of greatest weight; of equal ones that which the exits written first lead to."""
    steps = {step.id: step for step in reversed(procedure.steps)}
    if not steps:
        return Path((), ())
    exits = {
        id_: [to for to, _ in step.exits if to in steps and step.kind is not StepKind.END]
        for id_, step in steps.items()
    }
    start = procedure.steps[0].id
    place = {id_: position for position, id_ in enumerate(reversed(steps))}
    best: dict[str, tuple[int, str | None, list[str]]] = {}
    for group in _loops(start, exits):
        members = sorted(group, key=place.__getitem__)
        out = [to for id_ in members for to in exits[id_] if to not in group]
        onward = max(out, key=lambda to: best[to][0], default=None)
        total = sum(weight(steps[id_]) for id_ in members) + (best[onward][0] if onward else 0)
        best |= dict.fromkeys(members, (total, onward, members))
    passed: list[str] = []
    at: str | None = start
    while at is not None:
        _, onward, members = best[at]
        passed += members
        at = onward
    passed.sort(key=place.__getitem__)
    return Path(tuple(passed), _sums([steps[id_] for id_ in passed]))


def _loops(start: str, exits: Mapping[str, list[str]]) -> Iterator[set[str]]:
    """The steps in groups that lead to each other, what is led to before what leads there.

    Tarjan's algorithm with a stack of its own: a procedure may be as long as a file.
    """
    index = {start: 0}
    low = {start: 0}
    open_, waiting = [start], [(start, iter(exits[start]))]
    held = {start}
    while waiting:
        id_, rest = waiting[-1]
        for to in rest:
            if to not in index:
                index[to] = low[to] = len(index)
                open_.append(to)
                held.add(to)
                waiting.append((to, iter(exits[to])))
                break
            if to in held:
                low[id_] = min(low[id_], index[to])
        else:
            waiting.pop()
            if waiting:
                leader = waiting[-1][0]
                low[leader] = min(low[leader], low[id_])
            if low[id_] == index[id_]:
                group = set()
                while id_ not in group:
                    group.add(open_.pop())
                held -= group
                yield group
