"""The small site in Debian's Chromium: from a disk, and from a server's folder."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generator.site.build import build
from tests import past, small


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that does not write to the terminal."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small.copy_list(tmp_path_factory.mktemp("e2e") / "list")
    past.give_past(root)
    out = tmp_path_factory.mktemp("served") / "city" / "list"
    out.parent.mkdir()
    assert build(root, out, today=small.today(root)).published
    return out


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(site.parents[1]))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/city/list/"
        running.shutdown()


@pytest.fixture(scope="session")
def disk(site: Path) -> str:
    return site.as_uri() + "/"


@pytest.fixture(params=["disk", "server"])
def start(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def kinds(site: Path) -> dict[str, str]:
    """One page of every kind, and of every type of power; the longest where there are several.

    Every page of the site is of one of them, whoever added it; the page for what is not there is
    shown at any address and needs a server of its own.
    """
    found = {"index": site / "index.html"}
    for path in sorted(site.rglob("*/*.html")):
        name = kind(path.relative_to(site).as_posix())
        if name not in found or path.stat().st_size > found[name].stat().st_size:
            found[name] = path
    assert {"index", "help/auditors.html", "p/XK", "p/*/v", "changes/*/*"} <= set(found)
    return {name: path.relative_to(site).as_posix() for name, path in found.items()}


def kind(page: str) -> str:
    """What pages of a kind have in common: their folder, and of a power its type."""
    *folders, name = page.split("/")
    if folders[:1] == ["p"]:
        return f"p/{folders[1][9:11]}" if len(folders) == 2 else "p/*/" + folders[2]
    if len(folders) > 1:
        return "/".join([folders[0], *("*" for _ in folders[1:])])
    return page if name != "index.html" else "/".join([*folders, "index"])


@pytest.fixture(scope="session")
def powers(site: Path) -> list[str]:
    """The page of every power."""
    return [path.relative_to(site).as_posix() for path in sorted(site.glob("p/*/index.html"))]


@pytest.fixture(scope="session")
def licence(site: Path) -> str:
    """The page of the licence people ask for most."""
    name = f"<h1>{small.LICENCE}</h1>"
    found = [path for path in site.glob("p/*/index.html") if name in path.read_text("utf-8")]
    return found[0].relative_to(site).as_posix()
