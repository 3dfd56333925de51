"""What a screen reader is told of a chart, as the browser computes it, on a page of every type."""

import re
from typing import Any

Browser = Any
Page = Any

LINK = re.compile(r'^\s*- link "(.+)":$', re.MULTILINE)


def told(page: Page) -> tuple[str, list[str]]:
    """The name of the chart, and the names of its links in reading order."""
    tree = page.locator("svg.flow").aria_snapshot()
    return tree.splitlines()[0], LINK.findall(tree)


def listed(page: Page) -> list[tuple[str, str]]:
    """Address and name of every step of the list beside the chart."""
    return page.locator("#flow ol > li[id]").evaluate_all(  # type: ignore[no-any-return] - pairs, by the script
        "items => items.map(item => ['#' + item.id,"
        " item.querySelector('.pl-step__name').firstChild.textContent])"
    )


def test_every_step_of_every_chart_has_its_name(
    browser: Browser, disk: str, kinds: dict[str, str]
) -> None:
    page = browser.new_page()
    for kind, path in kinds.items():
        if not path.startswith("p/"):
            continue
        page.goto(disk + path)
        title, links = told(page)
        heading = page.locator("h1").inner_text()
        assert title.startswith(f'- group "{heading[:20]}'), (kind, title)
        steps = listed(page)
        assert len(steps) >= 3, kind
        for number, ((address, name), link) in enumerate(zip(steps, links, strict=False), 1):
            plain = "".join(name.split())
            assert "".join(link.split()).startswith(f"{number}{plain}"[:12]), (kind, address, link)
        hrefs = page.locator("svg.flow a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        # The order of the tab key is that of the document: the steps, then what to do about it.
        assert hrefs[: len(steps)] == [address for address, _ in steps], kind
        assert set(hrefs[len(steps) :]) <= {"#remedy"}, kind
    page.close()


def test_a_chart_without_names_is_noticed(
    browser: Browser, disk: str, kinds: dict[str, str]
) -> None:
    page = browser.new_page()
    page.goto(disk + kinds["p/XK"])
    _, before = told(page)
    page.evaluate(
        """for (const text of document.querySelectorAll('svg.flow a text')) text.remove();
        document.querySelector('svg.flow').removeAttribute('aria-labelledby');
        document.querySelector('svg.flow > title').remove();
        document.querySelector('svg.flow > desc').remove();"""
    )
    title, after = told(page)
    page.close()
    assert before
    assert "流程图" not in title
    assert after != before
