"""No word of a record is ever markup: hostile texts in every free field, on every kind of page."""

import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from generator.chart import Wanted, draw, lay_out, svg
from generator.emit import emit
from generator.entry import entry_of
from generator.load import Corpus, Reading, read_power
from generator.model.power import Power, durations_of
from generator.model.vocab import PowerType
from generator.pages.lists import list_pages, shelve
from generator.pages.page import Page
from generator.pages.power import PowerPages
from generator.procedure import expand
from generator.render import render
from tests.factory import (
    FACTS,
    Tree,
    at,
    broken,
    own_steps,
    paths_in,
    put,
    reading_of,
    record,
    valid_trees,
)

HOSTILE = """<script>alert(1)</script><img src=x onerror='a()'>&amp;&lt;"'>{{ 7*7 }}{% raw %}"""
RAW = re.compile(r"<script>alert|<img src=x|&amp;&lt;|49")


class Tags(HTMLParser):
    """Collects every tag and attribute, to see that none came from a record."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def harmless(html: str) -> Tags:
    seen = Tags()
    seen.feed(html)
    seen.close()
    assert "script" not in seen.tags
    assert not [
        name
        for name in seen.attributes
        if name.startswith("on") or not re.fullmatch(r"[\w:-]+", name)
    ]
    assert "<script>alert" not in html
    assert "<img" not in html
    return seen


def is_free(kind: PowerType, path: tuple[str | int, ...]) -> bool:
    """Whether a field takes any words: a record with hostile ones there is still a record."""
    tree = with_steps(kind)
    if not isinstance(at(tree, path), str):
        return False
    power, _ = read_power("甲.yml", emit(broken(tree, path, HOSTILE)).encode())
    return power is not None


def with_steps(kind: PowerType) -> Tree:
    return record(kind) | {"流程": {"步骤": own_steps()}}


@cache
def hostile(kind: PowerType) -> tuple[Tree, int]:
    tree = with_steps(kind)
    # Who holds the power and which texts it refers to must be found in the registries.
    kept = {("行使主体",), ("追责情形",), ("监督方式",), ("救济途径",)}
    free = [path for path in paths_in(tree) if path not in kept and is_free(kind, path)]
    for number, path in enumerate(free):
        put(tree, path, f"{HOSTILE}{number}号")
    return tree, len(free)


def read(tree: Tree) -> Power:
    power, found = read_power("甲.yml", emit(tree).encode())
    assert power is not None, found
    return power


def drawn(power: Power, corpus: Corpus) -> Page:
    procedure = expand(power.procedure, corpus.templates)
    chart = draw(Wanted(procedure, *durations_of(power)))
    placed, picture = lay_out({"甲": chart}, render)["甲"]
    image = svg(placed, picture, title=power.name, desc=power.name)
    return PowerPages(corpus.registry).page(power, procedure, Markup(image))


@pytest.fixture
def corpus(valid: Reading) -> Corpus:
    assert valid.corpus is not None
    return valid.corpus


@pytest.mark.parametrize("kind", PowerType)
def test_the_page_of_a_power_shows_hostile_words_as_words(kind: PowerType, corpus: Corpus) -> None:
    tree, count = hostile(kind)
    assert count >= 25
    page = drawn(read(tree), corpus)
    seen = harmless(page.body)
    told = "".join(seen.text)
    assert "<script>alert(1)</script>" in told
    assert "{{ 7*7 }}{% raw %}" in told
    assert page.title == tree["名称"]


@pytest.mark.parametrize("kind", PowerType)
def test_hostile_words_add_no_element(kind: PowerType, corpus: Corpus) -> None:
    tree, _ = hostile(kind)
    plain = with_steps(kind)
    for path in list(paths_in(plain)):
        value, spoilt = at(plain, path), at(tree, path)
        if isinstance(value, str) and value != spoilt:
            put(plain, path, "甲" * 5 + str(spoilt)[len(HOSTILE) :])
    quiet = harmless(drawn(read(plain), corpus).body)
    loud = harmless(drawn(read(tree), corpus).body)
    # Longer words take more lines in a box of the chart, and nothing else.
    lines = {"text", "tspan"}
    assert [tag for tag in loud.tags if tag not in lines] == [
        tag for tag in quiet.tags if tag not in lines
    ]


def test_lists_show_hostile_words_as_words(
    corpus: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> None:
    trees = valid_trees()
    for file, tree in trees.items():
        if not file.startswith("powers/_registry/"):
            continue
        for path in list(paths_in(tree)):
            # What others refer to by name, or what has a grammar, cannot be any words.
            if path[-1] in {
                "简称",
                "举例",
                "说明",
                "制定机关",
                "文号",
                "声明",
                "地址",
                "机关",
                "环节",
                "内容",
            } and isinstance(at(tree, path), str):
                put(tree, path, HOSTILE)
    trees[FACTS]["名称"] = HOSTILE
    trees[FACTS]["地区"] = HOSTILE
    reading = reading_of(tmp_path_factory.mktemp("hostile"), trees)
    assert reading.diagnostics == ()
    assert reading.corpus is not None
    entries = [entry_of(read(hostile(kind)[0])) for kind in PowerType]
    pages = list(list_pages(shelve(entries), reading.corpus.registry))
    assert len({page.path for page in pages}) == len(pages)
    assert {page.path.split("/")[0] for page in pages} >= {
        "index.html",
        "d",
        "t",
        "law",
        "party",
        "data",
    }
    told = ""
    for page in pages:
        told += "".join(harmless(page.body).text)
    assert told.count("<script>alert(1)</script>") >= len(PowerType)


def test_pages_name_what_they_show(corpus: Corpus) -> None:
    for power in corpus.powers:
        page = drawn(power, corpus)
        assert page.path == f"p/{power.code}/index.html"
        assert page.body.count("<h1>") == 1
        assert json.dumps(page.description, ensure_ascii=False)
        assert power.authority in page.body
