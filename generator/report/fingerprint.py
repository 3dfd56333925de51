"""By what a finding is recognised as the one seen last time.

A fingerprint is made of the rule, the record, the field and what was found there, never of a
line: lines move whenever somebody edits above, and a moved finding is no new one.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from generator.diagnostic import Diagnostic, FieldPath
from generator.source import Tree


def basis(finding: Diagnostic, tree: Tree) -> str:
    """What makes a finding this finding; two of them may share it.

    Args:
        finding: Any finding.
        tree: The file's tree, for the names of list items; None when there is none.
    """
    subject = finding.code or finding.file
    names = _named(finding.path, tree)
    return "\0".join((finding.rule, subject, *names, "", _value(finding.message)))


def fingerprint(known: str, ordinal: int) -> str:
    """The hash of a basis and of which of those sharing it this is, counted from 1."""
    return sha256(f"{known}\0{ordinal}".encode("utf-8", "replace")).hexdigest()


_POSITION = re.compile(r"第 \d+ (?=\S)")


def _value(message: str) -> str:
    """The message without what moves: positions (第 12 行, 第 2 条) and the width of blanks.

    Articles of a law are written in Chinese numerals and stay.
    """
    return " ".join(_POSITION.sub("第", message).split())


_ITEM_KEYS = ("编号", "名称", "模板", "代号", "修改", "插入到", "删除", "到", "法规", "情形")
_MORE_KEYS = ("条款", "环节", "途径", "日期", "动作")


def _named(path: FieldPath, tree: Tree) -> Iterator[str]:
    """The path with list items by their name, so that a new item above changes nothing."""
    node = tree
    for part in path:
        if isinstance(part, str):
            node = node.get(part) if isinstance(node, dict) else None
            yield part
            continue
        node = node[part] if isinstance(node, list) and part < len(node) else None
        yield _name(node) or f"#{part + 1}"


def _name(item: Tree) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return ""
    first = [key for key in _ITEM_KEYS if isinstance(item.get(key), str)][:1]
    more = [key for key in _MORE_KEYS if isinstance(item.get(key), str)]
    return "\t".join(str(item[key]) for key in first + more)
