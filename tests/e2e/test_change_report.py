"""The report of changes as an auditor reads it: offline, by keyboard, on a phone and on paper."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.cli import main
from tests.edits import LICENCE, PENALTY, edited
from tests.factory import AUTHORITY, valid_trees, write_trees
from tests.repository import commit, new_repository

Page = Any
Browser = Any

ENTRY = {
    "日期": "2026-02-01",
    "动作": "变更",
    "说明": "依法变更",
    "文号": "枣审改〔2026〕3号",
    "申请单位": "市市场监督管理局",
    "原因": "优化服务",
    "批准机关": "枣阳市人民政府",
}
MESSAGE = """按新法调整

申请：市市场监督管理局
批准：市委编办

See merge request zaoyang/qlqd!123
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one comparison as a page and as a workbook."""
    root = new_repository(tmp_path_factory.mktemp("report") / "清单")
    write_trees(root, valid_trees())
    commit(root, "一", tag="v1")
    names = ("承诺缩短", "加材料", "救济期限", "罚款", "更名", "新增", "模板环节", "划转")
    trees = edited(valid_trees(), *names)
    for file in (LICENCE, PENALTY):
        trees[file]["沿革"].append(ENTRY)
    write_trees(root, trees)
    commit(root, MESSAGE, tag="v2")
    out = root.parent / "变化"
    words = ["diff", "v1", "v2", "--format", "html,xlsx", "--output", str(out)]
    assert main(["--root", str(root), *words]) == 1
    return root.parent


@pytest.fixture(scope="module")
def rows(reports: Path) -> list[dict[str, str]]:
    """The rows of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO((reports / "变化.xlsx").read_bytes()))
    head, *rest = book["变化"].iter_rows(values_only=True)
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rest]


@pytest.fixture
def page(browser: Browser, reports: Path) -> Iterator[Page]:
    """The page from a disk: no network, no script of its own."""
    with browser.new_context(offline=True, java_script_enabled=False) as context:
        opened = context.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto((reports / "变化.html").as_uri())
        yield opened
        assert asked == [(reports / "变化.html").as_uri()]


def shown(page: Page) -> set[str]:
    """Fingerprints of the changes that can be seen."""
    articles = page.locator("article").all()
    return {str(one.get_attribute("id")) for one in articles if one.is_visible()}


def wanted(rows: list[dict[str, str]], **cells: str) -> set[str]:
    return {row["指纹"] for row in rows if cells.items() <= row.items()}


def test_everything_is_shown_until_something_is_chosen(
    page: Page, rows: list[dict[str, str]]
) -> None:
    assert shown(page) == wanted(rows)
    assert len(wanted(rows)) > 8


def test_a_class_is_chosen_with_the_keyboard_alone(page: Page, rows: list[dict[str, str]]) -> None:
    page.keyboard.press("Tab")
    for meaning in ("加重", "待判定", "利民", "中性"):
        page.keyboard.press("ArrowRight")
        assert shown(page) == wanted(rows, 定性=meaning) != set()
    page.keyboard.press("ArrowRight")
    assert shown(page) == wanted(rows)
    for _ in ("单位", "类型", "名单"):
        page.keyboard.press("Tab")
    assert page.locator("a:focus").inner_text().startswith("名单")


def test_unit_type_and_class_are_chosen_together(page: Page, rows: list[dict[str, str]]) -> None:
    page.get_by_label("单位").select_option("市教育局")
    assert shown(page) == wanted(rows, 行使主体="市教育局") != set()
    page.get_by_label("类型").select_option("行政许可")
    assert shown(page) == wanted(rows, 行使主体="市教育局", 类型="行政许可")
    page.get_by_label("单位").select_option(AUTHORITY)
    page.get_by_label("加重").check()
    assert shown(page) == wanted(rows, 行使主体=AUTHORITY, 类型="行政许可", 定性="加重") != set()


def test_what_was_changed_by_whom_and_on_what_ground(page: Page) -> None:
    page.get_by_label("加重").check()
    article = page.locator("article", has_text="处罚幅度")
    said = article.inner_text()
    assert "【删】5万元以上10万元【增】10万元以上20万元" in said
    assert "2026-02-01 变更，枣审改〔2026〕3号：优化服务" in said
    assert "申请 市市场监督管理局，批准 枣阳市人民政府" in said
    assert "合并请求 !123" in said and "批准 市委编办" in said
    assert page.locator("dl").first.inner_text().count("清单摘要") == 2


def test_the_workbook_says_the_same_of_every_power(rows: list[dict[str, str]]) -> None:
    (fine,) = (row for row in rows if row["字段"].endswith("罚款"))
    assert "枣审改〔2026〕3号：优化服务" in fine["沿革：凭什么、谁申请、谁批准"]
    assert "合并请求 !123" in fine["提交：合并请求、谁申请、谁批准"]
    shared = [row for row in rows if row["写在哪里"]]
    assert shared and all(
        "合并请求 !123" in row["提交：合并请求、谁申请、谁批准"] for row in shared
    )
    assert all(row["沿革：凭什么、谁申请、谁批准"] in {"", "None"} for row in shared)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_the_screen_and_axe_finds_nothing_serious(
    width: int, scheme: str, browser: Browser, reports: Path, axe: str
) -> None:
    view = {"width": width, "height": 900}
    with browser.new_context(viewport=view, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto((reports / "变化.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(rule["id"], rule["nodes"]) for rule in found if rule["impact"] != "minor"] == []
        page.evaluate("document.querySelector('article').innerHTML += '<img src=x>'")
        spoilt = page.evaluate("axe.run(document)")["violations"]
        assert "image-alt" in {rule["id"] for rule in spoilt}


def test_paper_shows_what_was_chosen_and_is_light(browser: Browser, reports: Path) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto((reports / "变化.html").as_uri())
        page.get_by_label("加重").check()
        page.emulate_media(media="print")
        labels = [one.inner_text() for one in page.locator("form label").all() if one.is_visible()]
        assert labels[0].startswith("▲ 加重")
        assert len(labels) == 3
        assert not page.locator("details").first.is_visible()
        paint = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(paint) == "rgb(255, 255, 255)"
        assert page.locator(".shown").is_visible()
