"""One command from YAML files to a published folder.

MkDocs prints the frames in a process of its own while the list is read and checked; frames are
kept until something they are made of changes.
"""

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from generator.examine import examine
from generator.files import REGISTRY, Folder
from generator.load import Known, Reading, read_files
from generator.model.edition import Upcoming
from generator.site.accounts import issues
from generator.site.editions import IncompleteSite, was_published
from generator.site.publish import Filled, Progress, write_site
from generator.site.staging import swap

CACHE = ".cache"
_FRAME_PACKAGES = ("mkdocs", "mkdocs-material")


class FramesFailed(RuntimeError):
    """MkDocs could not print the frames; the text is what it said."""


@dataclass(frozen=True)
class Built:
    """What a build did."""

    filled: Filled
    reading: Reading
    published: bool
    frames_reused: bool


def build(
    root: Path,
    out: Path,
    *,
    today: date,
    progress: Progress = lambda _: None,
    upcoming: Upcoming | None = None,
) -> Built:
    """Build the site of the repository at `root` into `out`.

    While an error stands nothing is published and the previous site is left untouched.

    Args:
        root: The repository.
        out: Where the site goes.
        today: The day whose law counts.
        progress: Told each stage.
        upcoming: The edition that is being released and not recorded yet.

    Raises:
        FramesFailed: MkDocs could not print the frames.
        DotMissing: Graphviz is not installed.
        IncompleteSite: What was prepared is not the whole site.
    """
    frames = root / CACHE / "frames"
    feeds = upcoming is not None or was_published(root)
    printing = _start_frames(root, frames, feeds=feeds)
    try:
        progress("读取")
        known: Known = {}
        reading = read_files(Folder(root), known=known)
        progress("检查")
        examined = examine(reading, today=today)
        findings = examined.told
        if reading.corpus is None:
            return Built(Filled(findings), reading, published=False, frames_reused=printing is None)
        if examined.stopped:
            raise IncompleteSite(examined.stopped)
        if examined.errors:
            return Built(Filled(findings), reading, published=False, frames_reused=printing is None)
        progress("版本")
        published = issues(root, reading.corpus.registry.editions, upcoming, known)
        progress("外框")
        _await_frames(printing, root, frames, feeds=feeds)
    finally:
        if printing is not None and printing.poll() is None:
            printing.kill()
            printing.wait()
    staging = out.with_name(f".{out.name}-next")
    filled = write_site(
        root,
        reading.corpus,
        findings,
        frames,
        staging,
        published,
        progress=progress,
        today=today,
    )
    swap(staging, out)
    return Built(filled, reading, published=True, frames_reused=printing is None)


def _fingerprint(root: Path, *, feeds: bool) -> str:
    """What the frames are made of: configuration, hand-written pages, theme and our own hook."""
    seen = hashlib.sha256(f"feeds={feeds}\n".encode())
    for package in _FRAME_PACKAGES:
        seen.update(f"{package}={version(package)}\n".encode())
    files = [root / "mkdocs.yml", root / REGISTRY / "清单.yml"]
    files += sorted(path for path in (root / "docs").rglob("*") if path.is_file())
    files += sorted(Path(__file__).parent.glob("*.py"))
    for path in files:
        seen.update(f"{path}\n".encode())
        seen.update(hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()


def _start_frames(root: Path, frames: Path, *, feeds: bool) -> subprocess.Popen[bytes] | None:
    """Start MkDocs unless the frames kept are still good."""
    mark = frames.with_suffix(".sha256")
    if mark.is_file() and mark.read_text() == _fingerprint(root, feeds=feeds):
        return None
    frames.parent.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    environ = os.environ | {
        "POWERLIST_FRAMES": "1",
        "POWERLIST_FEEDS": "1" if feeds else "",
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(frames.resolve())]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and fixed arguments
        command, cwd=root, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _await_frames(
    printing: subprocess.Popen[bytes] | None, root: Path, frames: Path, *, feeds: bool
) -> None:
    if printing is None:
        return
    said, _ = printing.communicate()
    if printing.returncode:
        raise FramesFailed(said.decode("utf-8", "replace").strip())
    frames.with_suffix(".sha256").write_text(_fingerprint(root, feeds=feeds))
