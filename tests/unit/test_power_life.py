"""What a power's page says of editions that changed it, and of what is yet to come."""

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.diff.told import Account, Cluster, Holder, Told
from generator.load import Corpus
from generator.model.edition import Change, EditionChanges, EditionCounts, TreeHash, Upcoming
from generator.model.vocab import PowerType
from generator.pages.changes import Issue
from generator.pages.life import Mention, mentions
from generator.pages.power import PowerPages
from generator.procedure import expand
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
    values = {"kind": "变更", "name": "甲", "type": "行政许可", "authority": "乙"}
    changes = tuple(Change.model_validate({**values, "code": code}) for code in codes)
    told = EditionChanges(release="2026.02", previous="2026.01", day="2026-02-05", changes=changes)
    counts = EditionCounts.model_validate(
        {"单位数": "1", "项数": "1", "分类型": [{"类型": "甲", "项数": "1"}], "市委职权": "0"}
    )
    tree = TreeHash(职权="0" * 40, 流程="0" * 40, 摘要="0" * 64)
    return Issue(told, Upcoming(told, "一号", None, counts, tree), account)


def test_a_power_names_the_editions_that_changed_it(tmp_path: Path) -> None:
    fact = Told("加重", "", "变更", "流程", "甲", "乙")
    holders = tuple(Holder(code, "甲", "乙") for code in (CODE, OTHER))
    found = mentions([issue(Account((Cluster("乙", "", holders, (fact,)),)), CODE)])
    assert found[CODE] == (Mention("2026.02", "变更"),)
    assert found[OTHER][0].what == "共用内容变更"
    body = page_of(tmp_path, changed=found)
    assert 'href="../../changes/2026.02/index.html"' in body


def test_a_power_that_no_edition_changed_names_none(tmp_path: Path) -> None:
    found = mentions([issue(None, OTHER)])
    assert CODE not in found
    assert "变更过它的版本" not in page_of(tmp_path, changed=found)


def test_what_is_gone_leads_to_no_list_that_is_gone_with_it(tmp_path: Path) -> None:
    topic, kind = "../../topic/", "../../t/xuke/index.html"
    body = page_of(tmp_path / "一", ("状态", "取消"))
    assert topic in body and kind in body
    body = page_of(tmp_path / "二", ("状态", "取消"), listed={"行政处罚"})
    assert topic not in body and kind not in body
    assert "› 行政许可</nav>" in body
