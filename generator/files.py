"""Where the files of a list stand: a folder, or anything else that can name and read them.

`load` reads a list through `Files` and never asks whether the bytes come from a disk or from a
revision of a repository.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

POWERS = "powers"
REGISTRY = "powers/_registry"
FLOWCHARTS = "flowcharts"
EDITIONS_FILE = f"{REGISTRY}/版本.yml"
CHANGES_FOLDER = f"{REGISTRY}/版本"


class Files(Protocol):
    """The files of one list, named from its top with forward slashes."""

    def below(self, place: str) -> Iterable[str]:
        """Every file below a folder, however deep; the file itself when `place` is one."""

    def fetch(self, files: Iterable[str]) -> None:
        """Get ready to read some files, for which one question may do instead of many."""

    def read(self, file: str) -> bytes | None:
        """The bytes of one file; None when it is not there or cannot be opened."""

    def shared(self, other: "Files") -> Container[str] | None:
        """Files that are the same in another place; None when only reading them can tell."""


@dataclass(frozen=True)
class Folder:
    """A list that lies in a folder, as it stands there now."""

    root: Path

    def below(self, place: str) -> Iterator[str]:
        """See `Files`; what links lead to is not followed."""
        path = self.root / place
        for found in [path] if path.is_file() else path.rglob("*.y*ml"):
            yield found.relative_to(self.root).as_posix()

    def fetch(self, files: Iterable[str]) -> None:
        """See `Files`; there is nothing to ask."""

    def shared(self, other: Files) -> Container[str] | None:
        """See `Files`."""
        return None

    def read(self, file: str) -> bytes | None:
        """See `Files`."""
        try:
            return (self.root / file).read_bytes()
        except OSError:
            return None


def power_files(files: Files, only: Sequence[str] | None = None) -> Iterator[str]:
    """Power files in order of path; folders that begin with _ hold registries.

    Args:
        files: Where the list stands.
        only: Files or folders to look at; everything under `powers` when left out.
    """
    found: set[str] = set()
    for place in [POWERS] if only is None else only:
        for file in files.below(place):
            parts = file.split("/")
            hidden = any(part.startswith(("_", ".")) for part in parts)
            if parts[0] == POWERS and len(parts) > 2 and not hidden and _is_yaml(file):
                found.add(file)
    yield from sorted(found)


def template_files(files: Files) -> list[str]:
    """Process templates in order of path."""
    return sorted(
        file
        for file in files.below(FLOWCHARTS)
        if file.count("/") == 1 and file.endswith(".yml") and file.startswith(FLOWCHARTS)
    )


def _is_yaml(file: str) -> bool:
    return file.endswith((".yml", ".yaml"))
