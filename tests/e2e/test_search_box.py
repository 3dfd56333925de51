"""Searching on the real pages of the small site; the engine has its own tests."""

from typing import Any

import pytest

from tests import small
from tests.e2e.test_in_browser import DESK, PHONE, SMALL, opened

Browser = Any


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["index.html", "d/index.html", "licence"])
def test_an_everyday_word_finds_the_power_and_the_keyboard_opens_it(
    browser: Browser, start: str, licence: str, path: str, width: int
) -> None:
    with opened(browser, width) as page:
        page.goto(start + (licence if path == "licence" else path))
        box = page.locator("#pl-q")
        box.press_sequentially("结婚")
        option = page.locator("[role=option]").first
        option.wait_for()
        assert option.inner_text().startswith(small.MARRIAGE)
        box.press("ArrowDown")
        page.locator("[role=option][aria-selected=true]").wait_for()
        box.press("Enter")
        page.wait_for_url("**/p/*/index.html")
        page.locator("h1", has_text=small.MARRIAGE).wait_for()


def test_initials_find_the_power(browser: Browser, start: str) -> None:
    with opened(browser) as page:
        page.goto(start + "index.html")
        page.locator("#pl-q").press_sequentially("spjyxk")
        option = page.locator("[role=option]").first
        option.wait_for()
        assert option.inner_text().startswith(small.LICENCE)


def test_the_results_page_shows_and_opens_what_was_asked(browser: Browser, start: str) -> None:
    with opened(browser) as page:
        page.goto(start + "index.html")
        page.locator("#pl-q").fill("结婚")
        page.locator(".pl-search__button").click()
        page.wait_for_url("**/search/index.html*")
        result = page.locator("#pl-results a", has_text=small.MARRIAGE).first
        result.click()
        page.wait_for_url("**/p/*/index.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["index.html", "d/index.html", "search/index.html#q=许可"])
def test_axe_finds_nothing_serious_in_results(
    browser: Browser, disk: str, axe: str, path: str, width: int, scheme: str
) -> None:
    with opened(browser, width, color_scheme=scheme) as page:
        page.goto(disk + path)
        if path.startswith("search"):
            page.locator("#pl-results a").first.wait_for()
        else:
            page.locator("#pl-q").press_sequentially("许可")
            page.locator("[role=option]").first.wait_for()
        page.evaluate(axe)
        report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found = [
            (rule["id"], node["target"], node["failureSummary"])
            for rule in report["violations"]
            if rule["impact"] in {"serious", "critical"}
            for node in rule["nodes"]
        ]
        assert found == []


@pytest.mark.parametrize("path", ["index.html", "d/index.html", "search/index.html#q=许可"])
def test_results_do_not_scroll_sideways(browser: Browser, disk: str, path: str) -> None:
    with opened(browser, SMALL) as page:
        page.goto(disk + path)
        if path.startswith("search"):
            page.locator("#pl-results a").first.wait_for()
        else:
            page.locator("#pl-q").press_sequentially("许可")
            page.locator("[role=option]").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL


def test_powers_kept_inside_the_party_are_not_found(browser: Browser, disk: str) -> None:
    hidden = small.inside_the_party(small.ROOT)
    assert hidden
    with opened(browser) as page:
        page.goto(f"{disk}search/index.html#q={hidden[0][1]}")
        page.wait_for_function("globalThis.PL_TABLE && document.querySelector('#pl-results *')")
        assert hidden[0][0] not in page.content()
        assert not page.evaluate(
            "name => JSON.stringify(globalThis.PL_TABLE).includes(name)", hidden[0][1]
        )
