"""Slips of the pen, made on the text of a committed record: what a clerk's keyboard does."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """One slip.

    Attributes:
        rule: Code that must be found.
        what: What is done, in a few words.
        fits: Whether it can be made on a text.
        spoil: Gives the bytes of the spoilt file and the line to be named.
    """

    rule: str
    what: str
    fits: Callable[[str], bool]
    spoil: Callable[[str], tuple[bytes, int]]


def swap(old: str, new: str) -> Callable[[str], tuple[bytes, int]]:
    """Replace the first match of a pattern; the line is where it stood."""

    def spoil(text: str) -> tuple[bytes, int]:
        match = re.search(old, text, re.MULTILINE)
        assert match is not None
        line = text.count("\n", 0, match.start()) + 1
        return (text[: match.start()] + match.expand(new) + text[match.end() :]).encode(), line

    return spoil


def matching(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.search(pattern, text, re.MULTILINE) is not None


def slip(rule: str, what: str, old: str, new: str) -> Slip:
    return Slip(rule, what, matching(old), swap(old, new))


def always(_: str) -> bool:
    return True


def _twice(text: str) -> tuple[bytes, int]:
    """Write 状态 again at the end; the second one is named."""
    lines = text.rstrip("\n").split("\n")
    return "\n".join([*lines, "状态: 在用", ""]).encode(), len(lines) + 1


def _old_editor(text: str) -> tuple[bytes, int]:
    """Save in GBK; the first line that has Chinese is named."""
    lines = text.split("\n")
    return text.encode("gbk", "replace"), 1 + next(
        number for number, line in enumerate(lines) if not line.isascii()
    )


def _left_out(text: str) -> tuple[bytes, int]:
    """Leave 监督方式 out; what is missing is told at the first field."""
    spoilt, _ = swap(r"^监督方式: .+\n", "")(text)
    lines = text.split("\n")
    return spoilt, 1 + next(n for n, line in enumerate(lines) if line.startswith("名称: "))


SLIPS = (
    slip("Y001", "a wide colon", r"^行使主体: ", "行使主体："),
    slip("Y001", "a wide colon in an item", r"^( +)条款: ", r"\1条款："),
    slip("Y002", "a wide space before a key", r"^  - 法规: ", "\u3000- 法规: "),
    slip("Y003", "a tab before a key", r"^  模板: ", "\t模板: "),
    Slip("Y004", "saved by an old editor", always, _old_editor),
    Slip("Y005", "a field written twice", always, _twice),
    slip("Y008", "Chinese quotation marks", r'^编码: "(.+)"$', "编码: “\\1”"),
    slip("Y011", "no space behind the colon", r"^行使主体: ", "行使主体:"),
    slip("Y012", "a character nobody can see", r"^行使主体: ", "行使主体: \u200b"),
    Slip("S101", "a field left out", matching(r"^监督方式: .+\n"), _left_out),
    slip("S102", "a field under another name", r"^行使主体: ", "实施主体: "),
    slip("S103", "a type that does not exist", r"^状态: .+$", "状态: 有效"),
    slip("S104", "a limit in words", r'^  期限: ".+"$', "  期限: 九十天左右"),
    slip("S105", "an article in words", r"^    条款: .+$", "    条款: 有关条款"),
    slip("S106", "a fine in words", r"^  - 罚款: .+$", "  - 罚款: 视情节轻重"),
    slip("S107", "a date that does not exist", r'日期: ".+"$', '日期: "2026-02-30"'),
    slip("S110", "a code cut short", r'^编码: "(.+)\d\d"$', r'编码: "\1"'),
    slip("S111", "nothing behind the colon", r"^行使主体: .+$", '行使主体: ""'),
    slip("S113", "a list where a text belongs", r"^行使主体: (.+)$", r"行使主体: [\1]"),
)
