"""A small real site, built once; tests that change something take a copy of it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.pages.page import Page
from generator.site.build import Built, build
from generator.site.frames import Frame
from tests import past, small

KEPT = shutil.ignore_patterns(".cache")
"""A copy builds everything anew; its history goes with it."""


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def publish(root: Path) -> Built:
    """Build the site of a list beside it, in this process."""
    return build(root, root / "site", today=small.today(root))


@dataclass(frozen=True)
class Small:
    """A list, its site, and the pages that were put into frames on the way."""

    root: Path
    site: Path
    pages: tuple[Page, ...]
    built: Built

    @property
    def files(self) -> dict[str, bytes]:
        """Every file of the site."""
        return files(self.site)

    @property
    def html(self) -> dict[str, str]:
        """Every page of the site."""
        return {
            path: content.decode() for path, content in self.files.items() if path.endswith(".html")
        }

    @property
    def powers(self) -> dict[str, str]:
        """The page of every power, by its code."""
        return {
            path.split("/")[1]: text
            for path, text in self.html.items()
            if path.startswith("p/") and path.count("/") == 2
        }

    @property
    def earlier(self) -> dict[str, str]:
        """Every page of a version that was superseded, by its path."""
        return {path: text for path, text in self.html.items() if "/v/" in path}


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small site; nobody may change it."""
    root = small.copy_list(tmp_path_factory.mktemp("site") / "list")
    past.give_past(root)
    assert small.errors(root) == []
    return watched(root, lambda: publish(root))


def watched(root: Path, publishing: Callable[[], Built]) -> Small:
    """The site of a list, and the pages that were stamped while it was published."""
    stamped: list[Page] = []
    stamp = Frame.stamp

    def remember(frame: Frame, page: Page) -> bytes:
        stamped.append(page)
        return stamp(frame, page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Frame, "stamp", remember)
        built = publishing()
    assert built.published
    return Small(root, root / "site", tuple(stamped), built)


@pytest.fixture
def copy(small_site: Small, tmp_path: Path) -> Path:
    """A list whose site is built, twice, so that both folders hold it; tests may change it.

    Frames are printed anew in every folder, because they remember where they were printed.
    """
    root = tmp_path / "list"
    shutil.copytree(small_site.root, root, ignore=KEPT)
    assert publish(root).published
    assert publish(root).published
    return root


@pytest.fixture
def record(copy: Path) -> Callable[[str], Path]:
    """Find the file of a record of the copy by its name."""
    return lambda name: small.file_named(copy, name)
