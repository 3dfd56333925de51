"""What one build keeps for the next: files that are as they were written, or not there at all."""

import hashlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

_TOP = Path(__file__).parents[1]


def read_kept(file: Path) -> bytes | None:
    """What was kept in a file; None when there is nothing, or something torn or altered."""
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if digest == _digest(content) else None


def keep(file: Path, content: bytes) -> None:
    """Keep something in a file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_bytes(_digest(content) + b"\n" + content)
    beside.replace(file)


def sweep(folder: Path, used: Collection[str]) -> None:
    """Forget what nothing asked for since the build began."""
    if folder.is_dir():
        for file in folder.iterdir():
            if file.name not in used:
                file.unlink()


def program_digest(patterns: Iterable[str]) -> str:
    """SHA-256 over those files of this program that what is kept depends on.

    Args:
        patterns: Which they are, below the package.
    """
    seen = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(_TOP.glob(pattern)):
            seen.update(f"{path.relative_to(_TOP)}\n".encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
