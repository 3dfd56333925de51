"""Lists hold what is held; what is gone keeps its page and a place of its own."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.entry import entry_of
from generator.load import Reading
from generator.model.vocab import PowerType, Status
from generator.pages.lists import data_page, home_page, list_pages, shelve
from generator.release.publish import counts_of
from generator.report.stats import stats, stats_text
from tests.factory import DEPARTMENTS, FACTS, Trees, file_of, reading_of, record, valid_trees


@pytest.mark.parametrize("status", Status)
def test_what_is_gone_stands_in_no_count(status: Status, valid: Reading) -> None:
    assert valid.corpus is not None
    rows = [entry_of(power) for power in valid.corpus.powers]
    changed = [
        replace(row, status=status) if row.type is PowerType.LICENSING else row for row in rows
    ]
    shelf = shelve(changed)
    gone = status in {Status.ABOLISHED, Status.DELEGATED, Status.MERGED}
    assert [entry.type for entry in shelf.gone] == ([PowerType.LICENSING] if gone else [])
    assert len(shelf.entries) == len(shelve(rows).entries) - gone
    assert (PowerType.LICENSING in shelf.by_type) is not gone
    pages = {page.path: str(page.body) for page in list_pages(shelf, valid.corpus.registry)}
    department = next(body for path, body in pages.items() if path.startswith("d/s"))
    assert ("不再行使的（1）" in department) is gone
    assert "食品经营许可" in department


@pytest.mark.parametrize("said", ["是", "否", None])
def test_the_home_page_counts_what_is_announced(said: str | None, tmp_path: Path) -> None:
    """As `stats` and the record of an edition do; what is gone or counted apart is in neither."""
    corpus = reading_of(tmp_path, with_vertical_unit(said)).corpus
    assert corpus is not None
    page = home_page(shelve(map(entry_of, corpus.powers)), corpus.registry)
    shown = re.sub(r"<[^>]+>", "", str(page.body))
    counted, recorded = stats(corpus), counts_of(corpus)
    powers, units = (10, 1) if said == "否" else (11, 2)
    assert (counted["powers"], counted["departments"]) == (powers, units)
    assert (recorded.powers, recorded.units) == (str(powers), str(units))
    assert sum(int(entry.count) for entry in recorded.types) == powers
    assert f"{powers} 项行政职权" in shown and f"{units} 个单位" in shown
    assert f"{units}个单位{powers}项行政职权" in page.description
    assert ("另有垂直管理单位 1 个、1 项" in shown) is (said == "否")
    assert ("另有垂直管理单位 1 个、1 项" in stats_text(counted)) is (said == "否")


def with_vertical_unit(said: str | None) -> Trees:
    """The valid list, one power of a vertical unit, and one that was cancelled."""
    trees = valid_trees()
    unit = {**trees[DEPARTMENTS]["单位"][0], "名称": "市气象局", "代号": "qxj", "编号": "070"}
    trees[DEPARTMENTS]["单位"].append(unit | {"垂直管理": "是"})
    inspection = record(PowerType.INSPECTION) | {"行使主体": "市气象局"}
    trees["powers/市气象局/420683070JC00100.yml"] = inspection | {"编码": "420683070JC00100"}
    trees[file_of(PowerType.LICENSING, 2)] = record(PowerType.LICENSING, 2) | {"状态": "取消"}
    if said is not None:
        trees[FACTS]["含垂直管理单位"] = said
    return trees


def test_the_downloads_say_how_many_rows_are_powers_no_more(tmp_path: Path) -> None:
    trees = valid_trees()
    corpus = reading_of(tmp_path / "一", trees).corpus
    trees[file_of(PowerType.LICENSING, 2)] = record(PowerType.LICENSING, 2) | {"状态": "取消"}
    more = reading_of(tmp_path / "二", trees).corpus
    assert corpus and more
    plain, told = (
        str(data_page(shelve(map(entry_of, one.powers)), one.registry).body)
        for one in (corpus, more)
    )
    assert "10 项行政职权" in plain and "10 项行政职权" in told
    assert "另有" not in plain and "另有 1 项已经取消" in told
