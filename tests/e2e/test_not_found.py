"""The page for what is not there, at the top of a server, whatever address was asked for."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Quiet

Browser = Any


class WithPage(Quiet):
    """Answers as web servers do that are told to show 404.html."""

    def send_error(self, code: int, *_: Any) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def top(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(WithPage, directory=str(site))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_a_page_of_the_site_and_leads_back(
    width: int, scheme: str, browser: Browser, top: str, axe: str
) -> None:
    view = {"width": width, "height": 800}
    with browser.new_context(viewport=view, color_scheme=scheme) as context:
        page = context.new_page()
        missing: list[str] = []
        page.on("response", lambda answer: answer.status >= 400 and missing.append(answer.url))
        page.goto(f"{top}p/nobody/knows/this.html")
        assert missing == [page.url]
        assert page.inner_text("h1") == "没有这个网页"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []
        page.click("#pl-main a >> nth=0")
        page.wait_for_url(f"{top}d/index.html")
