"""The text of a file → the same content in the canonical form, with its comments.

The canonical form is what `emit` writes of the tree with its keys in order: one writer, so that
an imported, an edited and a formatted file cannot differ. What a tree does not hold is woven in
between the written lines: comments, texts written as blocks and, in registries and templates,
the lists that stand on one line. Only a text that is not canonical already is read again with
ruamel.yaml, which says where each token stands; what lies between two tokens can be nothing but
space and comments, so none is lost.

Nothing is trusted: the result is read again, and unless it gives the tree that was read before,
the file stays as it is.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from generator.diagnostic import Diagnostic
from generator.emit import emit
from generator.load import known_keys
from generator.mend import mend
from generator.order import Order, Tree, is_power, order_of, ordered
from generator.slips import finding
from generator.source import Source, decode, parse
from generator.weave import Entry, as_block, on_one_line, weave

_BOM = b"\xef\xbb\xbf"
_MODELINE = re.compile(r"#\s*yaml-language-server:")
_COMMENT = re.compile(r"#.*")
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]* +(#.*)")


@dataclass(frozen=True)
class Formatted:
    """What formatting a file gave.

    Attributes:
        text: The canonical text; None when the file cannot be read and must stay as it is.
        mended: Slips of writing that are gone from it.
        findings: Why it cannot be read.
    """

    text: str | None
    mended: tuple[Diagnostic, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def fmt(file: str, raw: bytes) -> Formatted:
    """Write the content of a file of the list in the canonical form."""
    source, marks = decode(file, raw)
    if raw.startswith(_BOM):
        source, faults = decode(file, raw.removeprefix(_BOM))
        marks = faults or marks
    if source is None:
        return Formatted(None, findings=tuple(marks))
    keys, order = known_keys(), order_of(file)
    try:
        tree, faults = parse(source, keys)
        if tree is not None and _is_canonical(source, tree, order):
            return Formatted(source.text, tuple(marks))
        lines, mended = mend(file, source.lines, keys) if tree is None else (source.lines, [])
        touched = {n for n, line in enumerate(source.lines) if line != lines[n]}
        source = Source(file, "\n".join(lines))
        tree, left = parse(source, keys)
        if tree is None:
            return Formatted(None, findings=tuple(left))
        page = _Page(_without_tabs(source, tree), order)
        if not page.is_outside_texts(touched):
            return Formatted(None, findings=tuple(faults))
        text = page.write()
        if parse(Source(file, text), keys)[0] == tree:
            return Formatted(text, (*marks, *mended))
    except (ValueError, RecursionError):
        pass
    return Formatted(None, findings=(_unsafe(file),))


def _without_tabs(source: Source, tree: Tree) -> Source:
    """The same with spaces for tabs, unless a text holds one; ruamel.yaml refuses some of them."""
    spaced = Source(source.file, source.text.replace("\t", " "))
    return spaced if parse(spaced, known_keys())[0] == tree else source


def modeline(file: str) -> str:
    """The first line of a power, by which an editor finds the schema."""
    return f"# yaml-language-server: $schema={'../' * file.count('/')}docs/schema/power.schema.json"


def _is_canonical(source: Source, tree: Tree, order: Order) -> bool:
    """Whether a text is canonical, told without ruamel.yaml: comments stand at its top alone."""
    head, body = [], source.text
    while body.startswith("#"):
        line, _, body = body.partition("\n")
        head.append(line)
    if any(line != line.rstrip() for line in head) or emit(ordered(tree, order)) != body:
        return False
    first = next((n for n, line in enumerate(head) if _MODELINE.match(line)), None)
    return first == 0 or (first is None and not is_power(source.file))


def _unsafe(file: str) -> Diagnostic:
    return finding(
        "Y009",
        file,
        "这个文件整理不了：整理之后读出来会是另一个意思",
        "照一个能通过检查的文件，把注释和换行的地方写简单些",
        "整理只改写法，不改内容",
    )


def _read(text: str) -> tuple[Any, list[tuple[int, int]]]:
    """The nodes of a text, and from where to where each gap between two tokens reaches."""
    # Of 4,782 files a handful get here; the others need not wait 0.2 s for the import.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    reader: Any = YAML(typ="safe", pure=True)
    reader.version = (1, 1)  # As `source` reads.
    gaps, end = [], 0
    try:
        for token in reader.scan(text):
            gaps.append((end, token.start_mark.index))
            end = max(end, token.end_mark.index)
            if getattr(token, "style", None) in ("|", ">"):
                header = _BLOCK_COMMENT.match(text, token.start_mark.index)
                gaps += [header.span(1)] if header else []
        return reader.compose(text), [*gaps, (end, len(text))]
    except YAMLError as error:
        raise ValueError from error


class _Page:
    """A text taken apart: its entries in canonical order, its comments with what they are about."""

    def __init__(self, source: Source, order: Order) -> None:
        self._source = source
        self._by_hand = not is_power(source.file)
        self._root = Entry(None, {}, -1, -1)
        self._flat: list[Entry] = []
        self._inside: set[int] = set()
        self._head: list[str] = []
        node, gaps = _read(source.text)
        self._grow(self._root, node, order)
        self._starts = [entry.line for entry in self._flat]
        for start, end in gaps:
            for comment in _COMMENT.finditer(source.text, start, end):
                self._attach(comment.start(), comment[0].rstrip())

    def is_outside_texts(self, lines: set[int]) -> bool:
        """Whether no line continues a text, and every field that starts on one may stand there."""
        known = all(entry.known for entry in self._flat if entry.line in lines)
        return known and not lines & self._inside

    def write(self) -> str:
        """The canonical text."""
        first = next((n for n, note in enumerate(self._head) if _MODELINE.match(note)), None)
        out = [] if self._by_hand else [modeline(self._source.file)]
        if first is not None:
            out = [self._head.pop(first)]
        out += self._head
        written = iter(emit(self._root.tree).split("\n"))
        weave(self._root.children, "", written, out, [])
        return "\n".join([*out, *self._root.after]).lstrip("\n") + "\n"

    def _grow(self, owner: Entry, node: Any, order: Order) -> None:
        """Add what stands in a mapping or a list, in the order of the text; then order it."""
        for pair in node.value:
            key, value = pair if node.id == "mapping" else (None, pair)
            name = None if key is None else key.value
            mark = (key or value).start_mark
            # A block's items begin at their dashes, and it begins at the first of them.
            left = mark if key or node.flow_style else node.start_mark
            entry = Entry(name, value.value, mark.line, left.column, owner)
            entry.known = name is None or name in order.ranks
            owner.children.append(entry)
            self._flat.append(entry)
            for text in filter(None, (key, value)):
                end = text.end_mark.line + (text.end_mark.column > 0)
                self._inside.update(
                    range(text.start_mark.line + 1, end) if text.id == "scalar" else ()
                )
            if value.id == "scalar":
                entry.as_written = as_block(value.value) if value.style in ("|", ">") else ""
            elif self._by_hand and _is_on_one_line(value):
                entry.as_written = on_one_line([item.value for item in value.value])
            else:
                entry.value = {} if value.id == "mapping" else []
                self._grow(entry, value, order if name is None else order.below(name))
        owner.children.sort(key=lambda child: 0 if child.key is None else order.rank(child.key))

    def _attach(self, index: int, note: str) -> None:
        """Give a comment to what it is about: its own line, what follows, what it closes."""
        text = self._source.text
        line = text.count("\n", 0, index)
        column = index - text.rfind("\n", 0, index) - 1
        lead = text[index - column : index]
        following = bisect_right(self._starts, line)
        last = self._flat[following - 1] if following else None
        then = self._flat[following] if following < len(self._flat) else None
        if last and lead.strip(" \t-"):
            if last.line == line:
                start = bisect_left(self._starts, line)
                last = next(e for e in self._flat[start:following] if e.has_own_line)
            last.beside.append(note)
            return
        gap = line > 0 and not self._source.lines[line - 1].strip() and not _MODELINE.match(note)
        notes = ["", note] if gap else [note]
        if last is None:
            self._head += notes
        elif then and ("-" in lead or column <= then.column or then.parent is last):
            then.before += notes
        else:
            host: Entry | None = last if column or then else None
            while host and host.column > column:
                host = host.parent
            (host or self._root).after += notes


def _is_on_one_line(node: Any) -> bool:
    """Whether a list of words stands on one line; in a file made by hand it may."""
    one = node.id == "sequence" and node.flow_style and node.start_mark.line == node.end_mark.line
    return bool(one and node.value and all(item.id == "scalar" for item in node.value))
