"""What a power's page says of editions that changed it, and of what is yet to come."""

import re
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.diff.grounds import Entry
from generator.diff.told import Account, Cluster, Holder, Told
from generator.entry import entry_of
from generator.load import Corpus
from generator.model.edition import Change
from generator.model.vocab import PowerType
from generator.pages.issue import Issue
from generator.pages.life import mentions
from generator.pages.lists import list_pages, shelve
from generator.pages.power import PowerPages
from generator.pages.shares import unit_lines
from generator.procedure import expand
from tests.editions import HERE, issue_of
from tests.edits import LICENCE
from tests.factory import code_of, put, reading_of, valid_trees

CODE, OTHER = code_of(PowerType.LICENSING), code_of(PowerType.PENALTY)
DAY = date(2026, 1, 15)


def page_of(folder: Path, *values: tuple[str, object], today: date = DAY, **more: object) -> str:
    trees = valid_trees()
    for field, value in values:
        put(trees[LICENCE], (field,), value)
    corpus = reading_of(folder, trees).corpus
    assert isinstance(corpus, Corpus)
    power = next(power for power in corpus.powers if power.code == CODE)
    pages = PowerPages(corpus.registry, today=today, **more)  # type: ignore[arg-type]
    return pages.page(power, expand(power.procedure, corpus.templates), Markup()).body


def test_what_takes_effect_later_is_said_above_the_page(tmp_path: Path) -> None:
    body = page_of(tmp_path, ("生效日期", "2026-03-01"))
    assert body.index("自 2026-03-01 起生效") < body.index("pl-facts")


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 3, 2)])
def test_what_has_taken_effect_is_not_coming(tmp_path: Path, today: date) -> None:
    body = page_of(tmp_path, ("生效日期", "2026-03-01"), today=today)
    assert 'role="note"' not in body


def test_a_change_with_a_later_date_is_said_with_its_day(tmp_path: Path) -> None:
    entry = {"日期": "2026-02-01", "动作": "变更", "说明": "时限改为<b>5个工作日</b>"}
    body = page_of(tmp_path, ("沿革", [entry]))
    assert "<p>自 2026-02-01 起变更：时限改为&lt;b&gt;5个工作日&lt;/b&gt;。</p>" in body


def issue(account: Account | None, *codes: str) -> Issue:
    values = {"kind": "变更", "name": "甲", "type": "行政许可", "authority": HERE}
    return issue_of(account, *(Change.model_validate({**values, "code": code}) for code in codes))


def reaching(*codes: str, entries: tuple[Entry, ...] = ()) -> Account:
    """One change of some powers."""
    fact = Told("加重", "", "变更", "流程", "甲", "乙")
    holders = tuple(Holder(code, "甲", HERE) for code in codes)
    cluster = Cluster(HERE, "", holders, (fact,))
    return Account((cluster,), entries=entries, units=((HERE, "scjgj"),))


def changed(day: str = "2026-01-20", late: bool = False) -> Entry:
    return Entry(day, "变更", "缩短", "减少跑动", "市监局", "市政府", "一号", late, (CODE,))


HISTORY = (
    "沿革",
    [
        {"日期": "2025-12-01", "动作": "基线入库", "说明": "整理入库"},
        {
            **{"日期": "2026-01-20", "动作": "变更", "说明": "缩短", "文号": "一号"},
            **{"原因": "减少跑动", "申请单位": "市监局", "批准机关": "市政府"},
        },
    ],
)


def test_a_power_names_the_editions_that_changed_it(tmp_path: Path) -> None:
    found = mentions([issue(reaching(CODE, OTHER), CODE)])
    assert [(one.edition, one.what, one.meanings) for one in found[CODE]] == [
        ("2026.02", "变更", ("加重",))
    ]
    assert found[OTHER][0].what == "共用内容变更：流程"
    body = page_of(tmp_path, changed=found)
    assert f'href="../../changes/2026.02/scjgj/index.html#{CODE}"' in body
    assert "▲ 加重" in body


def test_a_power_that_no_edition_changed_names_none(tmp_path: Path) -> None:
    found = mentions([issue(None, OTHER)])
    assert CODE not in found
    assert "changes/" not in page_of(tmp_path, changed=found)


def test_without_a_comparison_the_record_of_the_edition_is_named(tmp_path: Path) -> None:
    body = page_of(tmp_path, changed=mentions([issue(None, CODE)]))
    assert 'href="../../changes/2026.02/index.html"' in body


def test_an_edition_stands_with_the_entry_it_brought(tmp_path: Path) -> None:
    found = mentions([issue(reaching(CODE, entries=(changed(),)), CODE)])
    body = page_of(tmp_path, HISTORY, changed=found)
    items = body[body.index("pl-past") :].split("<li>")[1:]
    assert len(items) == 2
    first, second = items
    assert "2025-12-01" in first and "2026.02" not in first
    for words in ("2026-01-20", "缩短", "一号", "减少跑动", "市监局", "市政府", "2026.02 版"):
        assert words in second
    assert "公布时还没有写" not in body


def test_an_edition_that_brought_no_entry_stands_on_the_day_it_was_published(
    tmp_path: Path,
) -> None:
    found = mentions([issue(reaching(CODE))])
    body = page_of(tmp_path, HISTORY, changed=found)
    days = re.findall("<li><b>(.*?)</b>", body[body.index("pl-past") :])
    assert days == ["2025-12-01", "2026-01-20", "2026-02-05"]


def test_an_entry_that_an_earlier_edition_lacked_is_flagged(tmp_path: Path) -> None:
    entry = HISTORY[1][1] | {"日期": "2026-01-04"}
    found = mentions([issue(reaching(CODE, entries=(changed("2026-01-04", late=True),)), CODE)])
    body = page_of(tmp_path, ("沿革", [entry]), changed=found)
    assert "2026.01 版公布时还没有写" in body


@pytest.mark.parametrize("told", [True, False])
def test_a_units_page_lists_the_editions_that_changed_its_powers(
    tmp_path: Path, told: bool
) -> None:
    corpus = reading_of(tmp_path, valid_trees()).corpus
    assert corpus is not None
    registry, shelf = corpus.registry, shelve(entry_of(power) for power in corpus.powers)
    found = [issue(reaching(CODE, OTHER) if told else None, CODE)]
    made = list_pages(shelf, registry, changed=unit_lines(found, registry))
    pages = {page.path: page.body for page in made}
    body = pages["d/scjgj/index.html"]
    way = "changes/2026.02/scjgj/index.html" if told else "changes/2026.02/index.html"
    assert f'href="../../{way}"' in body
    assert f"{2 if told else 1} 项职权有变化" in body and ("▲ 加重" in body) is told
    assert 'href="../../feeds/d/scjgj.atom"' in body


@pytest.mark.parametrize("published", [True, False])
def test_a_unit_that_no_edition_changed_says_so_once_there_are_editions(
    tmp_path: Path, published: bool
) -> None:
    corpus = reading_of(tmp_path, valid_trees()).corpus
    assert corpus is not None
    shelf = shelve(entry_of(power) for power in corpus.powers)
    pages = list_pages(shelf, corpus.registry, changed={} if published else None)
    body = next(page.body for page in pages if page.path == "d/scjgj/index.html")
    assert ("都没有改过这个单位的职权" in body) is published
    assert ("feeds/" in body) is published


def test_what_is_gone_leads_to_no_list_that_is_gone_with_it(tmp_path: Path) -> None:
    topic, kind = "../../topic/", "../../t/xuke/index.html"
    body = page_of(tmp_path / "一", ("状态", "取消"))
    assert topic in body and kind in body
    body = page_of(tmp_path / "二", ("状态", "取消"), places={"t/chufa": "行政处罚"})
    assert topic not in body and kind not in body
    assert "› 行政许可</nav>" in body
