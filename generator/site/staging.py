"""A folder the next site is prepared in, and the swap that puts it in the old one's place.

Deleting and re-creating ten thousand files costs seconds of file-system time, so the folder
that was live before the last swap is kept beside the site and brought up to date: what is equal
stays, what differs is replaced, what nobody asked for is removed. Readers see the old site or
the new one, never a mixture (design D12).
"""

import ctypes
import os
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Staging:
    """Files of the next site; nothing outside its folder is touched."""

    def __init__(self, folder: Path) -> None:
        """Prepare in `folder`, reusing what an earlier build left there."""
        self.folder = folder
        self.written = 0
        self._kept: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, path: str, content: bytes) -> None:
        """Have a file with this content; a file that already has it is left as it is."""
        self._kept.add(path)
        target = f"{self.folder}/{path}"
        try:
            with open(target, "rb") as file:
                if file.read() == content:
                    return
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
        except IsADirectoryError:
            raise
        with open(target, "wb") as file:
            file.write(content)
        self.written += 1

    def adopt(self, paths: set[str], written: int) -> None:
        """Count files that another process put here."""
        self._kept |= paths
        self.written += written

    def paths(self) -> frozenset[str]:
        """Everything put so far."""
        return frozenset(self._kept)

    def remove_strays(self) -> int:
        """Delete files nobody put here in this build, and folders left empty."""
        removed = 0
        for current, folders, files in os.walk(self.folder, topdown=False):
            below = os.path.relpath(current, self.folder)
            prefix = "" if below == "." else below.replace(os.sep, "/") + "/"
            for name in files:
                if prefix + name not in self._kept:
                    os.unlink(f"{current}/{name}")
                    removed += 1
            if (current != str(self.folder) and not files and not folders) or (
                current != str(self.folder) and not os.listdir(current)
            ):
                os.rmdir(current)
        return removed


def swap(new: Path, live: Path) -> None:
    """Exchange two folders; afterwards `live` is the new site and `new` the old one.

    On Linux the exchange is one system call, so that no moment exists in which the site is
    missing. Elsewhere three renames do it, and a crash between them leaves the old site under
    its other name beside the new one.
    """
    if not live.exists():
        new.rename(live)
        return
    if _exchange(new, live):
        return
    parked = live.with_name(f".{live.name}.old")
    live.rename(parked)
    new.rename(live)
    parked.rename(new)


def _exchange(one: Path, other: Path) -> bool:
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        rename = libc.renameat2
    except (OSError, AttributeError):
        return False
    result = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)
