"""The hashes that name the files of an edition, computed without git and as git does.

What is named is `powers/` and `flowcharts/` without the record of the editions, which would
otherwise have to hold its own hash.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.files import FLOWCHARTS, POWERS
from generator.history.edition import Content, belongs, digest
from generator.model.edition import TreeHash


def tree_hash(root: Path) -> TreeHash:
    """Name the files of the list in `root`."""
    files = read_files(root)
    return TreeHash(
        职权=git_tree(_below(files, POWERS)),
        流程=git_tree(_below(files, FLOWCHARTS)),
        摘要=digest(files),
    )


def read_files(root: Path) -> dict[str, Content]:
    """Every file that belongs to an edition, in order of path, as bytes."""
    found: dict[str, Content] = {}
    for name in (POWERS, FLOWCHARTS):
        for path in (root / name).rglob("*"):
            file = path.relative_to(root).as_posix()
            if not belongs(file):
                continue
            if path.is_symlink():
                found[file] = "120000", path.readlink().as_posix().encode()
            elif path.is_file():
                executable = path.stat().st_mode & 0o100
                found[file] = "100755" if executable else "100644", path.read_bytes()
    return dict(sorted(found.items(), key=lambda item: item[0].encode()))


def git_tree(files: Mapping[str, Content]) -> str:
    """The id git gives the tree with these files, whose paths are below it."""
    folders: dict[str, Any] = {}
    for file, content in files.items():
        *above, name = file.split("/")
        folder = folders
        for part in above:
            folder = folder.setdefault(part, {})
        folder[name] = content
    return _tree(folders).hex()


def _tree(folder: Mapping[str, Any]) -> bytes:
    """Git sorts a folder as if its name ended with a slash."""
    entries = sorted(_entries(folder), key=lambda entry: entry[0])
    return _object(b"tree", b"".join(line for _, line in entries))


def _entries(folder: Mapping[str, Any]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in folder.items():
        raw = name.encode()
        if isinstance(value, dict):
            yield raw + b"/", b"40000 " + raw + b"\0" + _tree(value)
        else:
            mode, content = value
            yield raw, mode.encode() + b" " + raw + b"\0" + _object(b"blob", content)


def blob_id(content: bytes) -> str:
    """The id git gives a file with this content."""
    return _object(b"blob", content).hex()


def _object(kind: bytes, content: bytes) -> bytes:
    header = b"%s %d\0" % (kind, len(content))
    # Git names objects by SHA-1; what protects an edition is the SHA-256 beside it.
    return hashlib.sha1(header + content, usedforsecurity=False).digest()


def _below(files: Mapping[str, Content], folder: str) -> dict[str, Content]:
    prefix = f"{folder}/"
    return {
        file.removeprefix(prefix): content
        for file, content in files.items()
        if file.startswith(prefix)
    }
