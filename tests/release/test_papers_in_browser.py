"""The papers of a release as people open them: on a phone and a desk, light, dark and printed."""

from collections.abc import Iterator
from pathlib import Path

import playwright.sync_api as playwright
import pytest

from tests.release.conftest import SECOND, Published
from tests.release.test_verify import flip
from tests.release.test_verify_page import choose

SIZES = pytest.mark.parametrize("width", [320, 390, 1280])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture
def page(browser: playwright.Browser, width: int, scheme: str) -> Iterator[playwright.Page]:
    view = {"width": width, "height": 900}
    with browser.new_context(
        viewport=view, color_scheme=scheme, offline=True, bypass_csp=True
    ) as context:
        yield context.new_page()


def faults(page: playwright.Page, axe: str) -> list[tuple[str, str]]:
    """What axe finds that would stop somebody, and what is wider than the screen."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [
        (str(rule["id"]), str(node["target"]))
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]
    reach = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*told, ("wider than the screen", str(reach))] if reach > 0 else told


@SIZES
@SCHEMES
def test_the_page_of_verification_before_and_after(
    page: playwright.Page, folder: Path, axe: str
) -> None:
    page.goto((folder / "verify.html").as_uri())
    assert faults(page, axe) == []
    assert "文件没有改动" in choose(page, folder)
    assert faults(page, axe) == []
    page.fill("#published", "0" * 64)
    assert faults(page, axe) == []
    flip(folder / "changes.json")
    assert "内容被改动" in choose(page, folder)
    assert faults(page, axe) == []
    page.evaluate("document.querySelector('main').innerHTML += '<img src=x>'")
    assert ("image-alt", "['img']") in faults(page, axe)


@SIZES
@SCHEMES
def test_the_notice(page: playwright.Page, published: Published, axe: str) -> None:
    page.goto((published.folder(SECOND) / "notice.html").as_uri())
    assert faults(page, axe) == []
