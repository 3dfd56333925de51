"""The calendar of changes of law, replayed against the registry of the list itself.

For each change a record is written as it stood under the old law. The day before the change it is
silent; on the day the rule that is for it speaks and names the new place. A change of the calendar
that no register of laws can hold is named with the reason.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.check import check_corpus
from generator.diagnostic import Diagnostic, Severity
from generator.load import Corpus, read_folder
from generator.model.parts import Basis
from generator.model.registry import Laws
from generator.model.vocab import PowerType
from tests.factory import file_of, reading_of, valid_trees

ROOT = Path(__file__).parents[2]
P = "中华人民共和国"


@dataclass(frozen=True)
class Change:
    """One row of the calendar.

    Attributes:
        day: The day it takes effect.
        law: The law cited by the record.
        place: The place cited.
        rule: The rule that speaks.
        says: What its message must name.
    """

    day: str
    law: str
    place: str
    rule: str
    says: str

    def __str__(self) -> str:
        return f"{self.day} {self.law}{self.place}"


CHANGES = (
    Change("2015-10-01", P + "食品安全法", "第二十九条", "L006", "现在是第三十五条"),
    Change("2015-10-01", P + "食品安全法", "第八十四条", "L006", "现在是第一百二十二条"),
    Change("2020-01-01", P + "土地管理法", "第十五条第一款", "L006", "现在是第十三条"),
    Change("2020-01-01", P + "土地管理法", "第七十六条", "L006", "现在是第七十七条"),
    Change("2020-07-01", P + "森林法", "第三十二条", "L006", "现在是第五十六条"),
    Change("2020-07-01", P + "森林法", "第三十九条", "L006", "现在是第七十六条"),
    Change("2021-07-15", P + "行政处罚法", "第三十七条", "L006", "现在是第五十五条"),
    Change("2021-07-15", P + "行政处罚法", "第四十二条", "L006", "现在是第六十三条"),
    Change("2021-07-15", P + "行政处罚法", "第五十一条第一项", "L006", "现在是第七十二条"),
    Change("2021-08-20", P + "人口与计划生育法", "第四十一条", "L006", "不再征收社会抚养费"),
    Change("2023-01-01", P + "农产品质量安全法", "第五十条", "L006", "由 56 条变成 81 条"),
    Change("2024-01-01", P + "行政复议法", "第十二条第一款", "L006", "由本级人民政府管辖"),
    Change("2024-01-01", P + "行政复议法", "第九条", "L006", "现在是第二十条"),
    Change("2024-03-01", P + "档案法实施办法", "第二十九条", "L003", P + "档案法实施条例"),
    Change("2024-07-01", P + "公司法", "第一百九十八条", "L006", "现在是第二百五十条"),
    Change("2025-05-10", "婚姻登记条例", "第四条第一款", "L006", "现在是第七条"),
    Change("2025-07-01", P + "矿产资源法", "第三十九条", "L006", "现在是第六十四条"),
    Change("2025-09-01", P + "传染病防治法", "第七十三条", "L006", "由 80 条变成 115 条"),
    Change("2026-01-01", P + "治安管理处罚法", "第四十三条", "L006", "现在是第五十一条"),
    Change("2026-01-01", P + "治安管理处罚法", "第二十六条第一项", "L006", "现在是第三十条"),
    Change("2026-01-01", P + "治安管理处罚法", "第七十条", "L006", "现在是第八十二条"),
)
BEGINNINGS = (
    ("2016-01-01", "居住证暂行条例"),
    ("2023-09-01", P + "无障碍环境建设法"),
    ("2024-03-01", P + "档案法实施条例"),
    ("2024-06-01", P + "粮食安全保障法"),
    ("2025-05-01", P + "农村集体经济组织法"),
    ("2025-08-01", "政务数据共享条例"),
)
"""Laws that replaced none of the registry: the day makes a citation good that was not."""

NOT_REPLAYED = {
    "2014-03-01": "工商年检改为年度报告：当年的检验办法是部门规章，登记册没有收",
    "2018-2019": "机构改革：改变的是行使主体，由单位登记册的曾用名和撤销日期管（R001）",
    "2024-12-01": "水资源费改税：所引条例没有修改，停征的是收费项目，由收费目录的停征日期管",
}
CALENDAR = {
    *("2014-03-01", "2015-10-01", "2016-01-01", "2018-2019", "2020-01-01", "2020-07-01"),
    *("2021-07-15", "2021-08-20", "2023-01-01", "2023-09-01", "2024-01-01", "2024-03-01"),
    *("2024-06-01", "2024-07-01", "2024-12-01", "2025-05-01", "2025-05-10", "2025-07-01"),
    *("2025-08-01", "2025-09-01", "2026-01-01"),
}
"""Its days; the row of 2014 to 2016 holds two changes."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The small valid list with the laws of the committed one."""
    own = reading_of(tmp_path_factory.mktemp("list"), valid_trees()).corpus
    committed = read_folder(ROOT, ()).corpus
    assert own is not None
    assert committed is not None
    registered = committed.registry.laws
    more = [law for law in own.registry.law_file.items if law.title not in registered]
    laws = Laws(法规=(*registered.values(), *more))
    return replace(own, registry=replace(own.registry, law_file=laws))


def findings(corpus: Corpus, law: str, place: str, written: date, today: date) -> list[Diagnostic]:
    """What is said on a day of a record that rests on one place since another day."""
    cited = Basis(法规=law, 条款=place)
    file = file_of(PowerType.OTHER)
    records = tuple(
        replace(r, power=r.power.model_copy(update={"bases": (cited,), "checked_on": written}))
        if r.file == file
        else r
        for r in corpus.records
    )
    found = check_corpus(replace(corpus, records=records), today=today)
    return [f for f in found if f.file == file and f.path[:1] == ("依据",)]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_record_of_the_old_law_is_found_on_the_day_and_not_before(
    change: Change, small: Corpus
) -> None:
    day = date.fromisoformat(change.day)
    eve = day - timedelta(days=1)
    assert findings(small, change.law, change.place, eve, eve) == []
    (found,) = findings(small, change.law, change.place, eve, day)
    assert found.rule == change.rule
    assert change.says in found.message
    assert change.law in found.message


@pytest.mark.parametrize("change", [c for c in CHANGES if "由 " not in c.says], ids=str)
def test_half_a_year_later_the_old_law_is_an_error(change: Change, small: Corpus) -> None:
    """A place whose new number nobody registered stays a reminder."""
    day = date.fromisoformat(change.day)
    found = findings(small, change.law, change.place, day - timedelta(1), day + timedelta(181))
    assert [f.severity for f in found] == [Severity.ERROR]
    assert change.says in found[0].message


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_record_checked_after_the_change_is_left_alone(change: Change, small: Corpus) -> None:
    """The same number under the new law is another article, which the law may well have."""
    if change.rule == "L003":
        law = small.registry.laws[change.law]
        assert law.repealed_by in small.registry.laws
        return
    day = date.fromisoformat(change.day)
    assert findings(small, change.law, change.place, day, day) == []


@pytest.mark.parametrize(("day", "law"), BEGINNINGS)
def test_a_new_law_carries_a_record_from_its_first_day(day: str, law: str, small: Corpus) -> None:
    first = date.fromisoformat(day)
    eve = first - timedelta(days=1)
    (found,) = findings(small, law, "第一条", eve, eve)
    assert found.rule == "L003"
    assert f"{day} 才施行" in found.message
    assert findings(small, law, "第一条", eve, first) == []


def test_every_change_of_the_calendar_is_replayed_or_says_why_not() -> None:
    replayed = {change.day for change in CHANGES} | {day for day, _ in BEGINNINGS}
    assert replayed | set(NOT_REPLAYED) == CALENDAR
    assert replayed.isdisjoint(NOT_REPLAYED)
