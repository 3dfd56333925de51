"""What every page of the site must hold, read without a browser."""

import gzip
import json
import re
from collections import Counter
from functools import cached_property
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from tests import small
from tests.site.conftest import Small

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
LINKS = {"href", "src", "action", "data", "poster", "formaction", "xlink:href"}


class Reader(HTMLParser):
    """Elements, ids and links of a page, and tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> 没有结束" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._see(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._see(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> 对着 <{self._open[-1] if self._open else ''}>")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def _see(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        self.faults += [f"<{tag}> 有两个 {name}" for name, times in names.items() if times > 1]
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.links += [str(found[name]) for name in LINKS & found.keys()]


class Pages:
    """Every page of the small site, read once."""

    def __init__(self, site: Small) -> None:
        self.site = site
        self.html = site.html
        self.files = site.files

    @cached_property
    def read(self) -> dict[str, Reader]:
        return {path: Reader(text) for path, text in self.html.items()}


@pytest.fixture(scope="module")
def pages(small_site: Small) -> Pages:
    return Pages(small_site)


def test_every_tag_is_closed(pages: Pages) -> None:
    assert {path: page.faults for path, page in pages.read.items() if page.faults} == {}


def test_the_reader_sees_what_is_wrong() -> None:
    assert Reader("<p><b></p>").faults
    assert Reader("<p>").faults
    assert Reader('<p id="a" id="b"></p>').faults
    assert Reader("</p>").faults
    assert not Reader("<p><br>a</p>").faults


def test_ids_are_unique(pages: Pages) -> None:
    twice = {
        path: [name for name, times in Counter(page.ids).items() if times > 1]
        for path, page in pages.read.items()
    }
    assert {path: names for path, names in twice.items() if names} == {}


def target(page: str, link: str) -> tuple[str, str]:
    """File and anchor an internal link leads to."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if path.startswith("/"):  # The page for what is not found stands anywhere.
        path = path.lstrip("/")
    else:
        path = normpath(join(dirname(page), path)) if path else page
    if path in {"", "."} or link.endswith("/"):
        path = normpath(join(path, "index.html"))
    return path, parts.fragment


def broken_links(pages: Pages) -> list[tuple[str, str]]:
    """Page and link, for every link that leads to no file or to no anchor."""
    broken = []
    for path, page in pages.read.items():
        for link in page.links:
            if urlsplit(link).scheme:
                continue
            file, anchor = target(path, link)
            if file not in pages.files or (anchor and anchor not in pages.read[file].ids):
                broken.append((path, link))
    return broken


def test_links_lead_somewhere(pages: Pages) -> None:
    assert [(path, link) for path, link in broken_links(pages) if "law/" not in link] == []


def test_links_to_laws_lead_somewhere(pages: Pages) -> None:
    assert [(path, link) for path, link in broken_links(pages) if "law/" in link] == []


def test_labels_and_references_lead_somewhere(pages: Pages) -> None:
    names = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
    broken = [
        (path, tag, name, found[name])
        for path, page in pages.read.items()
        for tag, found in page.tags
        for name in names
        if found.get(name) and not set(str(found[name]).split()) <= set(page.ids)
    ]
    assert broken == []


def test_no_link_leads_to_another_host(pages: Pages) -> None:
    schemes = {
        (path, link)
        for path, page in pages.read.items()
        for link in page.links
        if urlsplit(link).netloc or urlsplit(link).scheme not in {"", "tel"}
    }
    assert schemes == set()


def test_no_page_names_another_host(pages: Pages) -> None:
    allowed = {"http://www.w3.org/2000/svg"}
    found = {
        (path, address)
        for path, text in pages.html.items()
        for address in re.findall(r"(?:https?:)?//[a-zA-Z0-9][\w.-]+\.[a-z]{2,}[^\s\"'<]*", text)
        if address not in allowed
    }
    assert found == set()


def test_styles_fetch_nothing_from_elsewhere(pages: Pages) -> None:
    found = [
        (path, address)
        for path, content in pages.files.items()
        if path.endswith(".css")
        for address in re.findall(
            r"(?:url\(|@import )[\"']?(?:https?:)?//[^)\"']*", content.decode()
        )
    ]
    assert found == []


def test_each_power_has_one_chart_and_the_same_steps_beside_it(pages: Pages) -> None:
    assert pages.site.powers
    for code, text in pages.site.powers.items():
        charts = re.findall(r'<svg class="flow".*?</svg>', text, re.DOTALL)
        assert len(charts) == 1, code
        nodes = re.findall(r'<a class="\w+" href="#(step-[^"]+)">(.*?)</a>', charts[0], re.DOTALL)
        rows = re.findall(
            r'<li id="(step-[^"]+)" class="pl-step"><p class="pl-step__name">(.*?)</p>', text
        )
        assert [name for name, _ in nodes] == [name for name, _ in rows], code
        for number, ((name, node), (_, row)) in enumerate(zip(nodes, rows, strict=True), 1):
            drawn = re.search(r"<text[^>]*>(.*?)</text>", node, re.DOTALL)
            assert drawn is not None
            words = re.sub(r"<[^>]+>", "", drawn.group(1))
            said = re.sub(r" ?<span.*?</span>", "", row)
            assert words == f"{number}\u00a0{said}", (code, name)
        data = json.loads(pages.files[f"p/{code}/data.json"])
        assert [f"step-{step['id']}" for step in data["steps"]] == [name for name, _ in rows]


def test_exits_in_the_step_table_are_those_of_the_data(pages: Pages) -> None:
    for code, text in pages.site.powers.items():
        data = json.loads(pages.files[f"p/{code}/data.json"])
        for step in data["steps"]:
            row = re.search(rf'<li id="step-{step["id"]}" .*?(?=<li id="step-|</ol>)', text, re.S)
            assert row is not None
            shown = re.findall(r'<li>(.*?) → <a href="#step-([^"]+)">', row.group(0))
            exits = [(exit_["when"], exit_["to"]) for exit_ in step["next"]]
            assert shown == (exits if len(exits) > 1 else []), (code, step["id"])


def test_powers_kept_inside_the_party_are_nowhere(small_site: Small) -> None:
    hidden = small.inside_the_party(small_site.root)
    assert len(hidden) >= 10
    leaks = []
    for path, content in small_site.files.items():
        raw = gzip.decompress(content) if path.endswith(".gz") else content
        for code, name in hidden:
            escaped = json.dumps(name)[1:-1].encode()
            if any(text in raw for text in (code.encode(), name.encode(), escaped)):
                leaks.append((path, code))
    assert leaks == []
    assert not any(code in path for code, _ in hidden for path in small_site.files)


def test_what_looks_for_leaks_finds_a_public_power(small_site: Small) -> None:
    found = {path for path, text in small_site.files.items() if small.LICENCE.encode() in text}
    assert {"data/powers.json", "data/powers.csv", "t/xuke/index.html"} <= found


def test_folders_are_the_public_powers(small_site: Small) -> None:
    folders = {path.name for path in (small_site.site / "p").iterdir()}
    assert folders == small.public_codes(small_site.root)
    for folder in (small_site.site / "p").iterdir():
        assert {path.name for path in folder.iterdir()} - {"v"} == {"index.html", "data.json"}
        for version in folder.glob("v/*"):
            assert {path.name for path in version.iterdir()} == {"index.html", "data.json"}


def test_no_duty_is_lost_on_the_way_to_the_page_of_its_type(pages: Pages) -> None:
    for code in pages.site.powers:
        path = f"p/{code}/index.html"
        data = json.loads(pages.files[f"p/{code}/data.json"])
        for attribute in ("duties", "accountability"):
            near = [link for link in pages.read[path].links if f"#{attribute}" in link]
            read = pages.html[path] + "".join(pages.html[target(path, link)[0]] for link in near)
            for clause in data.get(attribute, ()):
                assert escape(clause["text"], quote=False) in read, (code, clause)


def test_addresses_are_plain(small_site: Small) -> None:
    # Files of the theme carry capital letters in no place, ours none at all but codes.
    odd = [path for path in small_site.files if not re.fullmatch(r"[a-zA-Z0-9._/@-]+", path)]
    assert odd == []


def test_the_head_tells_what_a_government_page_must(pages: Pages) -> None:
    wanted = {"SiteName", "ColumnName", "ArticleTitle", "PubDate", "ContentSource", "description"}
    for page in pages.site.pages:
        found = {
            str(attrs["name"]): str(attrs.get("content") or "")
            for tag, attrs in pages.read[page.path].tags
            if tag == "meta" and attrs.get("name")
        }
        assert wanted <= {name for name, content in found.items() if content.strip()}, page.path
        assert found["ColumnName"] == page.column
        assert found["description"] == page.description


def test_headings_go_down_one_step_at_a_time(pages: Pages) -> None:
    faults = []
    for path, page in pages.read.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        deeper = all(b <= a + 1 for a, b in pairwise(levels))
        if levels[:1] != [1] or levels.count(1) != 1 or not deeper:
            faults.append((path, levels))
    assert faults == []


def test_cells_of_wide_tables_carry_the_name_of_their_column(pages: Pages) -> None:
    pattern = re.compile(r'<table class="pl-table pl-table--cards">.*?</table>', re.DOTALL)
    tables = [table for text in pages.site.powers.values() for table in pattern.findall(text)]
    assert tables
    for table in tables:
        columns = re.findall(r'<th scope="col">(.*?)</th>', table)
        for row in re.findall(r"<tr><td.*?</tr>", table, re.DOTALL):
            assert re.findall(r'<td data-label="(.*?)">', row) == columns


def test_tables_with_three_columns_turn_into_cards(pages: Pages) -> None:
    wide = [
        (path, table)
        for path, text in pages.html.items()
        for table in re.findall(r"<table class=\"pl-table\".*?</thead>", text, re.DOTALL)
        if table.count("<th ") > 2
    ]
    assert wide == []


def test_the_notice_is_one_sentence_with_a_way_to_the_rest(pages: Pages) -> None:
    registry = Path(pages.site.root, "powers", "_registry", "清单.yml").read_text(encoding="utf-8")
    statement = re.search(r"^声明: (.*)$", registry, re.MULTILINE)
    assert statement is not None
    sentence = statement.group(1).partition("。")[0] + "。"
    for path, text in pages.html.items():
        banner = re.search(r'<aside class="md-banner">(.*?)</aside>', text, re.DOTALL)
        assert banner is not None, path
        words = re.sub(r"<[^>]+>|\s", "", banner.group(1))
        assert words == f"跳到正文{sentence}说明", path
        assert re.search(r'href="[./]*(about/)?index\.html">说明', banner.group(1)), path
