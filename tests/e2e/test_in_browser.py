"""Every kind of page as people see it: on a phone, in the dark, by keyboard, on paper."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Page = Any
Browser = Any
PHONE, SMALL, DESK = 390, 320, 1280


@contextmanager
def opened(browser: Browser, width: int = PHONE, **options: Any) -> Iterator[Page]:
    """A page of its own, with nothing remembered."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    try:
        yield context.new_page()
    finally:
        context.close()


def test_pages_load_without_a_fault_and_from_one_host(
    browser: Browser, start: str, kinds: dict[str, str]
) -> None:
    faults: list[tuple[str, str]] = []
    asked: set[str] = set()
    with opened(browser) as page:
        page.on("console", lambda m: faults.append((m.type, m.text)))
        page.on("pageerror", lambda error: faults.append(("error", str(error))))
        # An icon still on its way when the next page is opened is given up by the browser itself.
        page.on(
            "requestfailed",
            lambda request: (
                request.failure != "net::ERR_ABORTED" and faults.append(("failed", request.url))
            ),
        )
        page.on("request", lambda request: asked.add(request.url))
        page.on(
            "response",
            lambda answer: answer.status >= 400 and faults.append(("status", answer.url)),
        )
        for path in kinds.values():
            page.goto(start + path)
            page.locator("h1").wait_for(state="attached")
    assert faults == []
    assert {url for url in asked if not url.startswith(start)} == set()


@pytest.mark.parametrize("width", [PHONE, SMALL])
def test_nothing_scrolls_sideways(
    browser: Browser, disk: str, kinds: dict[str, str], powers: list[str], width: int
) -> None:
    wide = {}
    with opened(browser, width) as page:
        for path in [*kinds.values(), *powers]:
            page.goto(disk + path)
            reach = page.evaluate("document.documentElement.scrollWidth")
            if reach > width:
                wide[path] = reach
    assert wide == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_serious(
    browser: Browser, disk: str, kinds: dict[str, str], axe: str, width: int, scheme: str
) -> None:
    found = []
    with opened(browser, width, color_scheme=scheme) as page:
        for name, path in kinds.items():
            page.goto(disk + path)
            shown = page.evaluate("document.body.dataset.mdColorScheme")
            assert shown == ("slate" if scheme == "dark" else "default")
            page.evaluate(axe)
            report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [
                (name, rule["id"], node["target"], node["failureSummary"])
                for rule in report["violations"]
                if rule["impact"] in {"serious", "critical"}
                for node in rule["nodes"]
            ]
    assert found == []


def test_axe_sees_what_is_wrong(browser: Browser, disk: str, axe: str) -> None:
    with opened(browser) as page:
        page.goto(disk + "index.html")
        page.evaluate("document.querySelector('#pl-main').innerHTML += '<img src=x>'")
        page.evaluate(axe)
        report = page.evaluate("axe.run(document)")
    assert "image-alt" in {rule["id"] for rule in report["violations"]}


@pytest.mark.parametrize("chosen", [False, True])
def test_a_chosen_scheme_is_there_before_the_scripts(
    browser: Browser, start: str, licence: str, chosen: bool
) -> None:
    with opened(browser) as page:
        page.goto(start + "about/index.html")
        if chosen:
            page.locator("label[for=__palette_1]").click()
            page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
        page.route("**/bundle.*.js", lambda route: route.abort())
        page.goto(start + licence)
        shown = page.evaluate("document.body.dataset.mdColorScheme")
        assert shown == ("slate" if chosen else "default")


FOCUS = """() => {
  const at = document.activeElement;
  const inside = at.closest('#pl-main') ? 'main' : '';
  return [at.id || at.className.toString().split(' ')[0] || at.tagName, inside];
}"""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_keyboard_reaches_everything(
    browser: Browser, start: str, licence: str, width: int
) -> None:
    with opened(browser, width) as page:
        page.goto(start + licence)
        page.keyboard.press("Tab")
        skip = page.locator("a:focus")
        assert skip.inner_text() == "跳到正文"
        page.wait_for_function("getComputedStyle(document.activeElement).opacity === '1'")
        box = skip.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        order = []
        for _ in range(40):
            page.keyboard.press("Tab")
            order.append(page.evaluate(FOCUS))
            if order[-1][1]:
                break
        assert "pl-q" in [name for name, _ in order]
        assert order[-1][1] == "main"
        # The main part comes after the search box, as it does for the eye.
        assert [name for name, _ in order].index("pl-q") < len(order) - 1


def test_the_skip_link_jumps_to_the_main_part(browser: Browser, start: str, licence: str) -> None:
    with opened(browser) as page:
        page.goto(start + licence)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("location.hash === '#pl-main'")
        page.keyboard.press("Tab")
        page.wait_for_function("document.activeElement.closest('#pl-main') !== null")


def test_every_step_of_a_chart_takes_the_keyboard_to_its_row(
    browser: Browser, disk: str, licence: str
) -> None:
    with opened(browser) as page:
        page.goto(disk + licence)
        node = page.locator("svg.flow a").nth(1)
        where = node.get_attribute("href")
        node.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("where => location.hash === where", arg=where)
        row = page.locator(str(where))
        assert row.evaluate("row => row.matches(':target')")
        box, bar = row.bounding_box(), page.locator(".md-header").bounding_box()
        assert box is not None
        assert bar is not None
        assert box["y"] >= bar["y"] + bar["height"] - 1


def test_without_scripts_everything_of_a_power_is_there(
    browser: Browser, start: str, licence: str
) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(start + licence)
        wanted = (".pl-facts", "svg.flow", ".pl-steps", "#legal-basis", "#remedy", "#contact")
        for selector in ("h1", *wanted, "#conditions", "#materials", "#limits", "#pl-q"):
            assert page.locator(selector).is_visible(), selector
        assert (
            page.locator(".pl-step").count()
            == page.locator("svg.flow a[href^='#step-']").count()
            > 5
        )
        page.locator("#duties a").first.click()
        assert page.locator("#duties .pl-clauses").is_visible()
        page.go_back()
        page.locator("#duties a").last.click()
        assert page.locator("#accountability .pl-clauses").is_visible()


def test_without_scripts_the_search_says_what_to_do(browser: Browser, start: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(start + "index.html")
        page.locator("#pl-q").fill("结婚")
        page.locator(".pl-search__button").click()
        page.wait_for_url("**/search/index.html?q=*")
        assert "12345" in page.locator("noscript").inner_text()


CHART = """() => {
  const svg = document.querySelector('svg.flow');
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const box = shape => {
    const r = shape.getBoundingClientRect();
    return [r.left, r.top, r.right, r.bottom];
  };
  const size = text => parseFloat(getComputedStyle(text).fontSize) * scale;
  return {
    frame: box(svg),
    nodes: [...svg.querySelectorAll('a')].map(a => ({
      id: a.getAttribute('href'),
      shape: box(a.firstElementChild),
      texts: [...a.querySelectorAll('text')].map(box),
    })),
    labels: [...svg.querySelectorAll('.when')].map(t => [t.textContent, box(t)]),
    sizes: [...svg.querySelectorAll('text')].map(size),
  };
}"""
Box = list[float]


def inside(inner: Box, outer: Box, slack: float = 1.0) -> bool:
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def overlap(one: Box, other: Box, slack: float = 1.0) -> bool:
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_charts_can_be_read(
    browser: Browser,
    disk: str,
    powers: list[str],
    width: int,
    record_property: Callable[[str, object], None],
) -> None:
    smallest, faults = [], []
    with opened(browser, width) as page:
        for path in powers:
            page.goto(disk + path)
            chart = page.evaluate(CHART)
            smallest.append(min(chart["sizes"]))
            nodes = chart["nodes"]
            assert nodes
            for node in nodes:
                if not inside(node["shape"], chart["frame"]):
                    faults.append((path, node["id"], "框出了图"))
                if not all(inside(text, node["shape"]) for text in node["texts"]):
                    faults.append((path, node["id"], "字出了框"))
            for at, node in enumerate(nodes):
                faults += [
                    (path, node["id"], f"压着 {other['id']}")
                    for other in nodes[:at]
                    if overlap(node["shape"], other["shape"])
                ]
            for text, label in chart["labels"]:
                if any(overlap(label, node["shape"], 3) for node in nodes):
                    faults.append((path, text, "条件压着框"))
                if not inside(label, chart["frame"], 2):
                    faults.append((path, text, "条件出了图"))
    record_property(f"chart_text_min_{width}", min(smallest))
    assert faults == []
    assert min(smallest) >= 12 - 0.01


def test_a_licence_prints_on_few_pages(
    browser: Browser, disk: str, licence: str, record_property: Callable[[str, object], None]
) -> None:
    with opened(browser, DESK) as page:
        page.goto(disk + licence)
        paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))
    record_property("pdf_pages", pages)
    assert 1 <= pages <= 4


def test_paper_shows_what_is_folded_and_hides_what_is_not_read(
    browser: Browser, disk: str, licence: str
) -> None:
    with opened(browser, DESK) as page:
        page.goto(disk + licence)
        page.emulate_media(media="print")
        for selector in (".md-header", ".md-tabs", ".pl-searchbar", ".pl-actions"):
            assert not page.locator(selector).is_visible(), selector
        for selector in ("h1", ".pl-facts", "svg.flow", "#duties", "#contact"):
            assert page.locator(selector).is_visible(), selector
        # What stands elsewhere is named by its title, which can be found without the link.
        title = "行政许可的责任事项和追责情形"
        assert title in page.locator("#duties").inner_text()
        # Paper carries the notice too: what is printed must not pass for the official list.
        assert page.locator(".md-banner").inner_text() == "演示数据，非官方发布。"
        page.locator("#duties a").first.evaluate("link => link.click()")
        assert page.locator("h1").inner_text() == title
        assert page.locator(".md-banner").inner_text() == "演示数据，非官方发布。"


def test_the_heading_is_read_first(browser: Browser, start: str, kinds: dict[str, str]) -> None:
    with opened(browser) as page:
        for path in kinds.values():
            page.goto(start + path)
            headings = page.locator("main").locator("h1, h2, h3, h4")
            assert headings.first.evaluate("h => h.tagName") == "H1", path
            first = page.locator("#pl-main > *:visible").first
            assert first.evaluate("e => e.matches('h1, .pl-crumbs') || !!e.querySelector('h1')")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_wide_tables_are_cards_on_a_phone(
    browser: Browser, disk: str, powers: list[str], width: int
) -> None:
    with opened(browser, width) as page:
        narrow = []
        for path in powers:
            page.goto(disk + path)
            cells = page.locator(".pl-table--cards td")
            found = cells.evaluate_all(
                "cells => cells.map(c => [getComputedStyle(c).display, c.clientWidth,"
                " getComputedStyle(c, '::before').content, c.dataset.label])"
            )
            for display, space, before, label in found:
                cards = width == PHONE
                if display != ("block" if cards else "table-cell") or space < 200 * cards:
                    narrow.append((path, label, display, space))
                if (before == f'"{label}"') is not cards:
                    narrow.append((path, label, before, space))
        assert narrow == []


def test_the_notice_is_short_on_a_phone(browser: Browser, disk: str) -> None:
    with opened(browser, SMALL) as page:
        page.goto(disk + "index.html")
        box = page.locator(".md-banner").bounding_box()
        assert box is not None
        assert box["height"] <= 48
        page.locator(".md-banner a", has_text="说明").click()
        page.wait_for_url("**/about/index.html")


def test_the_colours_are_kept_from_page_to_page(browser: Browser, server: str) -> None:
    with opened(browser, DESK) as page:
        page.goto(server + "index.html")
        page.locator("label[for=__palette_1]").click()
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
        page.goto(server + "d/index.html")
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")


def test_the_menu_of_the_phone_opens(browser: Browser, start: str) -> None:
    with opened(browser) as page:
        page.goto(start + "index.html")
        page.locator(".md-header label[for=__drawer]").click()
        link = page.locator(".md-sidebar--primary a", has_text="按部门")
        link.click()
        page.wait_for_url("**/d/index.html")


def test_touch_targets_are_large_enough(browser: Browser, disk: str, kinds: dict[str, str]) -> None:
    # WCAG 2.2 asks for 24 px; links inside a sentence are exempt.
    doors = ".pl-doors a, .pl-types a, .pl-chips a, .pl-jump a, .pl-try a, .pl-numbers a"
    small = []
    with opened(browser) as page:
        for path in kinds.values():
            page.goto(disk + path)
            for selector in (doors, ".pl-list > li > a, .pl-laws > li > a", ".pl-search__button"):
                sizes = page.locator(selector).evaluate_all(
                    "all => all.map(e => [e.textContent, e.getBoundingClientRect().height])"
                )
                small += [(path, text, height) for text, height in sizes if height < 24]
    assert small == []
