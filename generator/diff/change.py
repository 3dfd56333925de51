"""What can differ between two lists, and the comparison of facts; nothing is said of its meaning.

Lists are matched by identifier. An item that only moved is told as a move, one whose identifier
changed is told as changed when it is plainly the same item, everything else as added or removed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from generator.diff.facts import STEPS, Fact, Fields, Items
from generator.model.parts import Assessment, HistoryEntry
from generator.model.succession import Tie
from generator.model.vocab import PowerType

Path = tuple[str, ...]


class Kind(StrEnum):
    """What happened to a power, in the words of 动态调整 (domain brief §5.1); weightiest first."""

    ADDED = "新增"
    CANCELLED = "取消"
    REMOVED = "文件消失"
    SPLIT = "拆分"
    MERGED = "合并"
    DELEGATED = "下放"
    SUSPENDED = "暂停"
    RESUMED = "恢复"
    MOVED = "划转"
    RENAMED = "更名"
    CHANGED = "变更"


class Edit(StrEnum):
    """What happened to one fact."""

    ADD = "增"
    REMOVE = "删"
    REPLACE = "改"
    MOVE = "移"


@dataclass(frozen=True)
class Difference:
    """One fact that differs.

    Attributes:
        path: Field names and identifiers from the power down to the fact.
        edit: What happened to it.
        before: The fact before; None when it was not there. Of a move, the identifiers in order.
        after: The same afterwards.
        position: Where an added item of a list stands, from 0.
        actor: Who takes the step, when the fact belongs to a step of a procedure.
        step: What the step is called.
    """

    path: Path
    edit: Edit
    before: Fact | None
    after: Fact | None
    position: int = 0
    actor: str = ""
    step: str = ""


@dataclass(frozen=True)
class Tied:
    """How a power that was merged or split is tied to others: code and name of each."""

    tie: Tie
    others: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The same in words: 并入“食品经营许可”（420683034XK01000）."""
        return self.tie.words(
            [f"“{name}”（{code}）" if name else code for code, name in self.others]
        )


class Change(NamedTuple):
    """One change of one power; a tuple, since two editions far apart have 350,000 of them.

    Attributes:
        kind: What it amounts to for the power.
        code: Code of the power; empty for a registry that no power takes anything from.
        name: Its name, the newer one.
        type: Its type; None for a registry.
        authority: Who holds it, the newer one; the registry's name for a registry.
        difference: The fact that differs; its path is empty for a power that came or went.
        shared: Where the fact is really written, when not in the power's own file.
        assessment: What the power's own history says the change means, if it does.
        tied: Of a merging or a split, the other powers, when the history names them.
        grounds: Entries of the power's history (沿革) that are new; none where the fact is really
            written somewhere else.
    """

    kind: Kind
    code: str
    name: str
    type: PowerType | None
    authority: str
    difference: Difference
    shared: tuple[str, str] | None = None
    assessment: Assessment | None = None
    tied: Tied | None = None
    grounds: tuple[HistoryEntry, ...] = ()

    @property
    def nameless(self) -> tuple[str, ...]:
        """Codes of the other powers of a merging or a split whose names are not known."""
        return tuple(code for code, name in self.tied.others if not name) if self.tied else ()

    def with_names(self, names: Mapping[str, str]) -> "Change":
        """The same with the names of other powers by their codes."""
        if self.tied is None or not self.nameless:
            return self
        others = tuple((code, name or names.get(code, "")) for code, name in self.tied.others)
        return self._replace(tied=replace(self.tied, others=others))


class _Step(NamedTuple):
    """The step of a procedure that facts belong to; empty outside of one."""

    actor: str = ""
    step: str = ""


_NO_STEP = _Step()


def compare(
    before: Fact, after: Fact, path: Path = (), step: tuple[str, str] = _NO_STEP
) -> Iterator[Difference]:
    """Tell how one fact differs from another; nothing when they are equal.

    Args:
        before: The fact before.
        after: The fact afterwards.
        path: Where it stands.
        step: Who takes the step it belongs to, and what that is called.
    """
    if before is after:
        return
    if isinstance(before, Fields) and isinstance(after, Fields):
        if _absent(before) != _absent(after):
            yield Difference(path, Edit.REPLACE, before, after, 0, *step)
            return
        yield from _fields(before, after, path, step)
    elif isinstance(before, Items) and isinstance(after, Items):
        yield from _items(before, after, path, step)
    elif before != after or type(before) is not type(after):
        yield Difference(path, Edit.REPLACE, before, after, 0, *step)


def _absent(fields: Fields) -> bool:
    return "不适用" in fields or "待补" in fields


def _fields(
    before: Fields, after: Fields, path: Path, outer: tuple[str, str]
) -> Iterator[Difference]:
    step = _step(after, _step(before, outer)) if STEPS in path else outer
    for key in dict.fromkeys((*before, *after)):
        here = (*path, key)
        if key not in after:
            yield Difference(here, Edit.REMOVE, before[key], None, 0, *step)
        elif key not in before:
            yield Difference(here, Edit.ADD, None, after[key], 0, *step)
        else:
            yield from compare(before[key], after[key], here, step)


def _items(before: Items, after: Items, path: Path, step: tuple[str, str]) -> Iterator[Difference]:
    renamed = _same_item(before, after)
    for key, fact in before.items():
        here = (*path, key)
        if key in renamed:
            yield Difference(here, Edit.REPLACE, fact, after[renamed[key]], 0, *step)
        elif key in after:
            yield from compare(fact, after[key], here, step)
        else:
            yield Difference(here, Edit.REMOVE, fact, None, 0, *_step(fact, step))
    new = set(renamed.values())
    for position, (key, fact) in enumerate(after.items()):
        if key not in before and key not in new:
            yield Difference((*path, key), Edit.ADD, None, fact, position, *_step(fact, step))
    stayed = [renamed.get(key, key) for key in before if key in renamed or key in after]
    now = [key for key in after if key in new or key in before]
    if stayed != now:
        old = Items((key, key) for key in before if key in renamed or key in after)
        yield Difference(path, Edit.MOVE, old, Items((key, key) for key in now))


def _step(fact: Fact, outer: tuple[str, str]) -> tuple[str, str]:
    if isinstance(fact, Fields) and "执行" in fact:
        return _Step(fact["执行"], fact.get("名称", ""))
    return outer


def _same_item(before: Items, after: Items) -> dict[str, str]:
    """Identifiers that changed while the item is plainly the same one."""
    gone = [key for key in before if key not in after]
    come = [key for key in after if key not in before]
    pairs: dict[str, str] = {}
    for key in gone:
        likely = [other for other in come if _alike(before[key], after[other])]
        rivals = [other for other in gone if likely and _alike(before[other], after[likely[0]])]
        if len(likely) == 1 and rivals == [key]:
            pairs[key] = likely[0]
    return pairs


_SIMILAR = 0.6
_LONGEST_COMPARED = 2_000


def _alike(before: Fact, after: Fact) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        shorter = min(len(before), len(after))
        if not 6 <= shorter <= _LONGEST_COMPARED:
            return False
        # The ratio depends on the order of its arguments; a comparison must not.
        one, other = sorted((before, after))
        return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SIMILAR
    if not isinstance(before, Fields) or not isinstance(after, Fields):
        return False
    if "途径" in before and "途径" in after:
        # A review stays a review when another body decides on it.
        return bool(before["途径"] == after["途径"])
    if "法规" in before or "法规" in after:
        if before.get("法规") == after.get("法规"):
            return True
        return before.get("作用", "") == after.get("作用", "") and "作用" in before
    texts = [key for key in before if key in after and before[key] != after[key]]
    if set(before) == set(after) and len(texts) == 1 and len(before) > 2:
        return True
    return all(key in {"名称", "内容", "说明"} for key in texts) and any(
        _alike(before[key], after[key]) for key in texts if isinstance(before[key], str)
    )
