"""Lines of canonical YAML and what no tree holds: comments, and texts in a form of their own.

`emit` starts one line for every field and every item, in order; so the entries of a text, in the
same order, say between which lines a comment belongs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.emit import UNSEEN, scalar

Tree = Any
"""A tree of dict, list and str."""

_NOT_IN_BLOCK = re.compile(rf"(?!\n)[{UNSEEN}]")


@dataclass(eq=False)
class Entry:
    """A field of a mapping or an item of a list, with the comments that belong to it."""

    key: str | None
    value: Tree
    line: int
    column: int
    parent: "Entry | None" = None
    known: bool = True
    as_written: str = ""  # A value in a form that `emit` does not write.
    children: list["Entry"] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def tree(self) -> Tree:
        """What `emit` is to write; an empty text stands in for a value with a form of its own."""
        if self.as_written:
            return ""
        if isinstance(self.value, dict):
            return {child.key: child.tree for child in self.children}
        return [child.tree for child in self.children] if self.children else self.value

    @property
    def has_own_line(self) -> bool:
        """Whether `emit` starts a line for it; an item that is a mapping shares its first one's."""
        return self.key is not None or not (isinstance(self.value, dict) and self.children)


def on_one_line(items: list[str]) -> str:
    """Write a list of words on one line."""
    return f"[{', '.join(map(_between_commas, items))}]"


def _between_commas(value: str) -> str:
    text = scalar(value)
    if text[:1] == '"' or not re.search("[,?]", text):
        return text
    return '"' + text.replace("\\", "\\\\") + '"'


def as_block(value: str) -> str:
    """Write a text of several lines as a block; nothing when a block cannot hold it."""
    body = value.removesuffix("\n")
    ends = body[:1] + body[-1:]
    if "\n" not in value or not ends or set(ends) & {" ", "\n"} or _NOT_IN_BLOCK.search(body):
        return ""
    return f"|{'-' if body == value else ''}\n{body}"


def weave(
    entries: list[Entry], pad: str, written: Iterator[str], out: list[str], notes: list[str]
) -> None:
    """Put comments and texts with a form of their own between the lines that `emit` wrote.

    Args:
        entries: What stands in one mapping or list, in the order it was written in.
        pad: The indentation of its fields.
        written: The lines of `emit` that are left.
        out: Where the lines go.
        notes: Comments that wait for the next line.
    """
    for entry in entries:
        notes += entry.before
        if entry.has_own_line:
            line = next(written)
            start = line[: len(line) - len(line.lstrip(" "))]
            form, *block = entry.as_written.split("\n")
            beside = [] if block else entry.beside[:1]
            notes += entry.beside[len(beside) :]
            out += [note and start + note for note in notes]
            notes.clear()
            out.append("  ".join([line.removesuffix('""') + form if form else line, *beside]))
            out += [text and f"{pad}  {text}" for text in block]
        else:
            notes += entry.beside
        weave([] if entry.as_written else entry.children, f"{pad}  ", written, out, notes)
        out += [note and pad + note for note in entry.after]
