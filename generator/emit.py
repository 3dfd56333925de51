"""A plain tree → YAML text in the canonical form.

Our own writer, because PyYAML's fast one does not indent sequences and quotes as it pleases:
codes, dates and phone numbers must always stand in quotes, prose never unless it has to.
"""

import re
from typing import Any

Tree = Any
"""A tree of dict, list and str."""

# What a reader could not see, or YAML would not take raw.
UNSEEN = "\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff"
_PLAIN = re.compile(rf"[\u4e00-\u9fff《（A-Za-z][^{UNSEEN}:#\[\]{{}}\"'`|>&*!%@\u3000]*(?<! )")
_RESERVED = {"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def emit(tree: Tree) -> str:
    """Write a tree as YAML in the canonical form: two spaces, sequences indented, final newline.

    Reading the result gives the same tree. Whatever could be mistaken for something else (codes,
    dates, numbers, texts with punctuation YAML uses) is put in double quotes.
    """
    out: list[str] = []
    _emit_mapping(tree, "", out)
    return "\n".join(out) + "\n"


def _emit_mapping(tree: dict[str, Tree], pad: str, out: list[str], first: str = "") -> None:
    for position, (key, value) in enumerate(tree.items()):
        lead = first if position == 0 and first else pad
        name = f"{lead}{scalar(key)}:"
        if isinstance(value, dict) and value:
            out.append(name)
            _emit_mapping(value, pad + "  ", out)
        elif isinstance(value, list) and value:
            out.append(name)
            _emit_sequence(value, pad + "  ", out)
        else:
            out.append(f"{name} {scalar(value)}")


def _emit_sequence(items: list[Tree], pad: str, out: list[str]) -> None:
    for item in items:
        if isinstance(item, dict) and item:
            _emit_mapping(item, pad + "  ", out, f"{pad}- ")
        elif isinstance(item, list) and item:
            out.append(f"{pad}-")
            _emit_sequence(item, pad + "  ", out)
        else:
            out.append(f"{pad}- {scalar(item)}")


def scalar(value: Tree) -> str:
    """Write one text, in double quotes where it could be mistaken for something else."""
    if isinstance(value, (dict, list)):
        return "{}" if isinstance(value, dict) else "[]"
    if _PLAIN.fullmatch(value) and value.lower() not in _RESERVED and not _is_code(value):
        return str(value)
    escaped = (
        value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    escaped = re.sub(rf"[{UNSEEN}]", lambda m: f"\\u{ord(m[0]):04x}", escaped)
    return f'"{escaped}"'


def _is_code(value: str) -> bool:
    return value.isascii() and any(char.isdigit() for char in value)
