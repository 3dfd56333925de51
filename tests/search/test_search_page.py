"""The search box and the results page in a browser: from a disk, and from a server's folder."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from search_rows import all_entries, corpus

from generator.search.table import build_pinyin, build_table

playwright = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).parents[2]

FORM = """<form class="pl-search" role="search" method="get" action="{base}search/index.html"
 data-base="{base}"><label class="pl-search__label" for="pl-q">搜索职权</label>
<div class="pl-search__box"><input class="pl-search__input" id="pl-q" type="search" name="q"
 autocomplete="off"><button class="pl-search__button" type="submit">搜索</button></div></form>"""
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>页</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="{base}assets/css/search.css">
<main><h1>页</h1>{form}{extra}</main><script src="{base}assets/js/search.js"></script></html>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that does not write to the terminal."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    entries, found = all_entries(), corpus()
    assert entries
    assert found is not None
    root = tmp_path_factory.mktemp("server")
    folder = root / "qd" / "site"
    for kind in ("js", "css"):
        shutil.copytree(ROOT / "docs" / "assets" / kind, folder / "assets" / kind)
    (folder / "search").mkdir()
    (folder / "search" / "table.js").write_bytes(build_table(entries, found.registry))
    (folder / "search" / "pinyin.js").write_bytes(build_pinyin(entries, found.registry))
    pages = {
        "index.html": ("", ""),
        "d/page/index.html": ("../../", ""),
        "search/index.html": ("../", '<div id="pl-results" data-base="../"></div>'),
    }
    for name, (base, extra) in pages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = PAGE.format(base=base, form=FORM.format(base=base), extra=extra)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(site.parents[1]))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/qd/site/"
        running.shutdown()


@pytest.fixture(params=["disk", "server"])
def start(request: pytest.FixtureRequest, site: Path, server: str) -> str:
    return server if request.param == "server" else site.as_uri() + "/"


@pytest.fixture
def page(browser: "playwright.Browser") -> Iterator["playwright.Page"]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert not faults


def test_nothing_is_loaded_before_the_first_touch(page: "playwright.Page", start: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(start + "d/page/index.html")
    assert not [url for url in asked if "table.js" in url or "search-core" in url]
    page.focus("#pl-q")
    page.wait_for_function("globalThis.PL_TABLE && globalThis.PLSearch")
    page.locator("#pl-q").press_sequentially("开饭店")
    page.locator("[role=option]").first.wait_for()
    assert not [url for url in asked if "pinyin.js" in url]
    assert all(url.startswith(start) for url in asked)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("spjyxk", "食品经营许可"),
        ("jiehun", "内地居民结婚登记"),
        ("ＳＰＪＹＸＫ", "食品经营许可"),
        ("实品经营许可", "食品经营许可"),
    ],
)
def test_letters_and_slips_load_pinyin(
    page: "playwright.Page", start: str, query: str, first: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(start + "d/page/index.html")
    page.locator("#pl-q").fill(query)
    page.locator("[role=status]", has_text="找到").wait_for(state="attached")
    assert page.locator("[role=option]").first.inner_text().startswith(first)
    assert [url for url in asked if "pinyin.js" in url] == [start + "search/pinyin.js"]
    page.goto("about:blank")
    page.goto(start + f"search/index.html#q={query}")
    page.locator(".pl-results__status", has_text="找到").wait_for()
    assert page.locator(".pl-result").first.inner_text().startswith(first)


def test_the_table_answers_while_pinyin_is_on_its_way(page: "playwright.Page", start: str) -> None:
    held: list[playwright.Route] = []
    page.route("**/pinyin.js*", lambda route: held.append(route))
    page.goto(start + "index.html")
    page.evaluate(
        """() => {
        globalThis.said = [];
        const live = document.querySelector('[role=status]');
        new MutationObserver(() => live.textContent && said.push(live.textContent))
            .observe(live, {childList: true, characterData: true, subtree: true});
        }"""
    )
    box = page.locator("#pl-q")
    box.fill("实品经营许可")
    page.locator("[role=option]").first.wait_for()
    page.wait_for_timeout(400)
    assert len(held) == 1
    assert page.evaluate("said.filter((text) => text.includes('找到'))") == []
    held[0].continue_()
    page.locator("[role=status]", has_text="找到").wait_for(state="attached")
    page.wait_for_timeout(200)
    assert len(page.evaluate("said.filter((text) => text.includes('找到'))")) == 1
    assert page.locator("[role=option]").first.inner_text().startswith("食品经营许可")
    box.fill("jiehun")
    page.locator("[role=option]", has_text="内地居民结婚登记").first.wait_for()
    assert len(held) == 1


def test_a_list_in_use_is_not_taken_away(page: "playwright.Page", start: str) -> None:
    held: list[playwright.Route] = []
    page.route("**/pinyin.js*", lambda route: held.append(route))
    page.goto(start + "index.html")
    box = page.locator("#pl-q")
    box.fill("实品经营许可")
    page.locator("[role=option]").first.wait_for()
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]").inner_text()
    held[0].continue_()
    page.wait_for_function("globalThis.PL_PINYIN")
    page.wait_for_timeout(200)
    assert page.locator("[role=option][aria-selected=true]").inner_text() == chosen


def test_without_pinyin_the_rest_is_found(page: "playwright.Page", start: str) -> None:
    page.route("**/pinyin.js*", lambda route: route.abort())
    page.goto(start + "index.html")
    box = page.locator("#pl-q")
    box.fill("jiehun")
    page.get_by_text("没有找到").first.wait_for()
    assert page.locator("[role=option]").count() == 0
    box.fill("实品经营许可")
    page.locator("[role=status]", has_text="找到").wait_for(state="attached")
    assert page.get_by_text("搜索数据没有加载成功").count() == 0
    page.unroute("**/pinyin.js*")
    box.fill("spjyxk")
    page.locator("[role=option]", has_text="食品经营许可").first.wait_for()


def test_suggestions_follow_the_combobox_pattern(page: "playwright.Page", start: str) -> None:
    page.goto(start + "d/page/index.html")
    box = page.locator("#pl-q")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("开饭店")
    options = page.locator("[role=option]")
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("#" + str(box.get_attribute("aria-controls"))).is_visible()
    assert options.first.inner_text().startswith("食品经营许可")
    assert "行政许可" in options.first.inner_text()
    assert "找到 1 条" in page.locator("[role=status]").inner_text()
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("End")
    assert "查看全部 1 条结果" in chosen.inner_text()
    box.press("Home")
    box.press("ArrowUp")
    assert chosen.count() == 0
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "开饭店"


def test_names_are_marked_and_targets_are_large(page: "playwright.Page", start: str) -> None:
    page.goto(start + "index.html")
    page.locator("#pl-q").press_sequentially("经营许可")
    page.locator("[role=option]").first.wait_for()
    assert page.locator("[role=option] mark").first.inner_text() == "经营许可"
    assert page.locator("[role=option]").count() == 9
    for selector in ("[role=option]", "#pl-q", ".pl-search__button"):
        for target in page.locator(selector).all():
            found = target.bounding_box()
            assert found is not None
            assert found["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_enter_on_an_option_opens_the_power(page: "playwright.Page", start: str) -> None:
    page.goto(start + "d/page/index.html")
    box = page.locator("#pl-q")
    box.press_sequentially("spjyxk")
    # What stands there after the first letters is another answer: wait for that of the whole word.
    page.wait_for_function(
        "name => document.querySelector('[role=option]')?.innerText.includes(name)",
        arg="食品经营许可",
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_timeout(500)
    code = next(row.code for row in all_entries() if row.name == "食品经营许可")
    assert start + f"p/{code}/index.html" in asked


def test_nothing_is_searched_while_an_input_method_composes(
    page: "playwright.Page", start: str
) -> None:
    page.goto(start + "index.html")
    box = page.locator("#pl-q")
    box.focus()
    box.dispatch_event("compositionstart")
    box.fill("jiehun")
    page.wait_for_timeout(400)
    assert page.locator("[role=option]").count() == 0
    box.fill("结婚")
    box.dispatch_event("compositionend")
    page.locator("[role=option]").first.wait_for()
    assert "内地居民结婚登记" in page.locator("[role=option]").first.inner_text()


def test_a_failed_load_says_so_and_can_be_repeated(page: "playwright.Page", start: str) -> None:
    page.route("**/table.js*", lambda route: route.abort())
    page.goto(start + "index.html")
    box = page.locator("#pl-q")
    box.press_sequentially("结婚")
    page.get_by_text("搜索数据没有加载成功").first.wait_for()
    page.unroute("**/table.js*")
    box.press_sequentially("登记")
    page.locator("[role=option]").first.wait_for()


def test_no_result_says_what_to_do(page: "playwright.Page", start: str) -> None:
    page.goto(start + "index.html")
    page.locator("#pl-q").press_sequentially("@@@zzzqqq")
    page.get_by_text("12345").first.wait_for()


def test_submitting_leads_to_all_results_and_facets(page: "playwright.Page", start: str) -> None:
    page.goto(start + "d/page/index.html")
    page.locator("#pl-q").fill("食品")
    page.locator(".pl-search__button").click()
    page.wait_for_url("**/search/index.html*")
    assert ("#q=" in page.url) == start.startswith("file:")
    items = page.locator(".pl-result")
    items.first.wait_for()
    assert items.count() == 30
    assert page.locator("#pl-q").input_value() == "食品"
    page.get_by_role("button", name="再显示 30 条").click()
    page.wait_for_function("document.querySelectorAll('.pl-result').length === 60")
    assert page.evaluate("document.activeElement.className") == "pl-result__link"
    page.locator("summary").first.click()
    kind = page.locator(".pl-facet__option", has_text="行政许可")
    count = int(kind.locator(".pl-facet__count").inner_text())
    kind.locator("input").check()
    page.wait_for_function(
        f"document.querySelector('.pl-results__status').textContent.includes('找到 {count} 条')"
    )
    other = page.locator(".pl-facet__option", has_text="行政处罚")
    more = int(other.locator(".pl-facet__count").inner_text())
    other.locator("input").check()
    page.wait_for_function(
        "document.querySelector('.pl-results__status').textContent"
        f".includes('找到 {count + more} 条')"
    )
    fragment = page.url.split("#", 1)[1]
    assert "type=" in fragment
    page.goto("about:blank")
    page.goto(start + "search/index.html#" + fragment)
    page.wait_for_function(
        "document.querySelector('.pl-results__status').textContent"
        f".includes('找到 {count + more} 条')"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
