"""The small site in Debian's Chromium: from a disk, and from a server's folder."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generator.site.build import build
from tests import past, small

FOLDERS = ("d", "t", "topic", "law", "flow", "duties", "changes")


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
    """One page of every kind, and of every type of power; the longest where there are several."""

    def longest(pattern: str) -> str:
        found = max(site.glob(pattern), key=lambda path: path.stat().st_size)
        return found.relative_to(site).as_posix()

    letters = ["XK", "CF", "QZ", "ZS", "GF", "JC", "QR", "JL", "CJ", "QT", "DW"]
    names = [
        "index",
        *(f"{name}/index" for name in [*FOLDERS, "party", "data", "rules"]),
    ]
    names += ["help/index", "about/index", "search/index", "help/departments"]
    found = {name: f"{name}.html" for name in names}
    found |= {f"{name}/*": longest(f"{name}/*/index.html") for name in (*FOLDERS, "changes/*")}
    found |= {name: longest(f"p/*{name}*/index.html") for name in letters}
    found["p/v"] = longest("p/*/v/*/index.html")
    return found


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
