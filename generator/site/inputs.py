"""Has anything the site is made of changed since it was built? Asked of the file system alone.

Imports nothing of the model, so that the answer to "nothing" comes in a fraction of a second.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.examples import EXAMPLES

INPUTS = ("powers", "flowcharts", "docs", "generator", "mkdocs.yml", EXAMPLES)
MARK = ".cache/built.json"


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        else:
            yield entry


def fingerprint(root: Path, out: Path, today: date) -> str:
    """A digest of names, sizes and times of every input, of the day, and of the folder built.

    The day counts because laws take effect and lapse; the folder, because somebody may have put
    another one in its place.
    """
    seen = hashlib.sha256(f"{today}\n{out.resolve()}\n".encode())
    for name in INPUTS:
        path = root / name
        if path.is_dir():
            for entry in _files(str(path)):
                stat = entry.stat()
                seen.update(f"{entry.path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
        elif path.exists():
            stat = path.stat()
            seen.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    index = out / "index.html"
    seen.update(str(index.stat().st_mtime_ns if index.exists() else "").encode())
    return seen.hexdigest()


def remembered(root: Path, out: Path, today: date) -> str | None:
    """What the last build reported, when nothing has changed since; otherwise None."""
    try:
        mark = json.loads((root / MARK).read_text(encoding="utf-8"))
        same = mark["fingerprint"] == fingerprint(root, out, today)
        return str(mark["report"]) if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(root: Path, out: Path, today: date, report: str) -> None:
    """Note that the site stands for these inputs."""
    mark = root / MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"fingerprint": fingerprint(root, out, today), "report": report})
    mark.write_text(text, encoding="utf-8")
