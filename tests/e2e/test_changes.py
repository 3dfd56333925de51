"""Pages of an edition as people use them: by keyboard, without scripts, from a disk, on paper."""

from typing import Any

import pytest

from tests import past, small
from tests.e2e.test_in_browser import DESK, PHONE, opened

Browser = Any
EDITION = f"changes/{past.NOW}/index.html"
SHOWN = """() => [...document.querySelectorAll('li[data-m]')]
  .filter(li => li.checkVisibility()).map(li => li.dataset.m)"""


@pytest.mark.parametrize("scripts", [True, False])
def test_the_keyboard_chooses_a_class_without_scripts(
    browser: Browser, start: str, scripts: bool
) -> None:
    with opened(browser, java_script_enabled=scripts) as page:
        page.goto(start + EDITION)
        everything = page.evaluate(SHOWN)
        assert {"利民", "中性", "待判定"} <= set(everything)
        page.locator('input[value=""]').focus()
        for _ in range(page.locator('input[name="only"]').count() - 1):
            page.keyboard.press("ArrowDown")
            chosen = page.locator('input[name="only"]:checked').get_attribute("value")
            shown = page.evaluate(SHOWN)
            assert shown and set(shown) == {chosen}
        page.keyboard.press("ArrowDown")  # From the last to the first: all of them.
        assert page.evaluate(SHOWN) == everything


def test_a_change_without_the_chosen_class_is_hidden_as_a_whole(
    browser: Browser, disk: str
) -> None:
    with opened(browser) as page:
        page.goto(disk + EDITION)
        page.locator('input[value="利民"]').check()
        left = page.locator(".pl-cluster:visible")
        assert 0 < left.count() < page.locator(".pl-cluster").count()
        assert all("利民" in one.inner_text() for one in left.all())


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_past_of_a_power_leads_to_its_line_on_the_page_of_the_unit(
    browser: Browser, start: str, licence: str, width: int
) -> None:
    with opened(browser, width) as page:
        page.goto(start + licence)
        page.locator(".pl-past a[href*=changes]").first.click()
        page.wait_for_url(f"**/changes/{past.NOW}/*/index.html#*")
        line = page.locator(":target")
        assert small.LICENCE in line.inner_text()
        box, bar = line.bounding_box(), page.locator(".md-header").bounding_box()
        assert box is not None and bar is not None
        assert box["y"] >= bar["y"] + bar["height"] - 1


def test_two_clicks_from_the_list_of_editions_answer_the_four_questions(
    browser: Browser, disk: str
) -> None:
    """What, for whom, who approved it, on what ground: of the edition, and of a unit."""
    with opened(browser, DESK) as page:
        page.goto(disk + "changes/index.html")
        page.get_by_role("link", name=past.NOW, exact=True).click()
        page.wait_for_url(f"**/{EDITION}")
        labels = page.locator(".pl-facts dt").all_inner_texts()
        assert labels == ["改了什么", "对谁更有利、更不利", "谁批准的", "凭什么改"]
        assert all(text.strip() for text in page.locator(".pl-facts dd").all_inner_texts())
        page.locator("#units a").first.click()
        page.wait_for_url(f"**/changes/{past.NOW}/*/index.html")
        assert page.locator(".pl-facts dt").all_inner_texts() == labels


def test_paper_shows_what_is_folded(browser: Browser, disk: str) -> None:
    with opened(browser, DESK) as page:
        page.goto(disk + EDITION)
        page.emulate_media(media="print")
        hidden = page.locator("#pl-main li:not(:visible), #pl-main td:not(:visible)")
        assert hidden.count() == 0
        assert page.locator("#pl-main details").count() > 0
