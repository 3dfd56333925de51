"""Faults that clerks really make, each as a small change to a good record and the rule it breaks.

A mutation takes the tree of a committed record and spoils exactly one thing. `fits` picks the
records it can be made on; the test draws some of them by a fixed seed, spoils them all at once and
checks the list as the program does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Tree = Any
LICENSING, PENALTY, COERCION = "行政许可", "行政处罚", "行政强制"
APPLICATIONS = {LICENSING, "行政给付", "行政确认", "行政奖励", "行政裁决"}


@dataclass(frozen=True)
class Mutation:
    """One way to spoil a record.

    Attributes:
        rule: Code that must be found in the record.
        what: What is done, in a few words; names the case.
        fits: Whether it can be done to a tree.
        spoil: Does it, in place.
        echoes: Rules that may find the consequence in another record: a code that changes leaves a
            gap in the numbers of its neighbours.
    """

    rule: str
    what: str
    fits: Callable[[Tree], bool]
    spoil: Callable[[Tree], None]
    echoes: tuple[str, ...] = ()


def kind(*types: str) -> Callable[[Tree], bool]:
    return lambda tree: tree["类型"] in types


def has(*path: str | int) -> Callable[[Tree], bool]:
    def fits(tree: Tree) -> bool:
        node = tree
        for part in path:
            if not isinstance(node, list if isinstance(part, int) else dict):
                return False
            if part not in (range(len(node)) if isinstance(part, int) else node):
                return False
            node = node[part]
        return True

    return fits


def both(*tests: Callable[[Tree], bool]) -> Callable[[Tree], bool]:
    return lambda tree: all(test(tree) for test in tests)


def put(*path: str | int, to: Tree) -> Callable[[Tree], None]:
    def spoil(tree: Tree) -> None:
        node = tree
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = to

    return spoil


def drop(*path: str | int) -> Callable[[Tree], None]:
    def spoil(tree: Tree) -> None:
        node = tree
        for part in path[:-1]:
            node = node[part]
        del node[path[-1]]

    return spoil


def text(key: str, change: Callable[[str], str]) -> Callable[[Tree], None]:
    def spoil(tree: Tree) -> None:
        tree[key] = change(tree[key])

    return spoil


def more(key: str, **values: Tree) -> Callable[[Tree], None]:
    """Add or replace keys inside a mapping."""

    def spoil(tree: Tree) -> None:
        tree[key] = {**tree[key], **values}

    return spoil


def anything(_: Tree) -> bool:
    return True


def administrative(tree: Tree) -> bool:
    return tree["类型"] != "市委职权"
