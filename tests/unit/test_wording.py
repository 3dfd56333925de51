"""Two writings of the same words are equal, two amounts never, whatever tells them apart."""

from pathlib import Path

import pytest

from generator.diff.wording import spoken, with_plain_numbers
from generator.model.numerals import statute_int
from generator.model.vocab import PowerType
from generator.release.changes import edition_changes
from tests.factory import file_of, reading_of, valid_trees

SAME = [
    ("甲，乙。", "甲、乙"),
    ("（一）ABC", "(一)ＡＢＣ"),
    ("1.5", "１．５"),
    ("1．甲", "1、甲"),
    ("收1500元", "收1,500元"),
    ("收1234567.5元", "收1,234,567.5元"),
    ("3-5年", "3—5年"),
    ("3-5年", "3～5年"),
    ("5%", "5％"),
    ("第1、2项", "第1，2项"),
    ("每两年一次", "每二年一次"),
    ("十五日内", "15日内"),
    ("第一百二十条", "第120条"),
    ("——5人以上", "5人以上"),
    ("公 示 牌", "公示牌"),
]
DIFFERENT = [
    ("1.5", "15"),
    ("1．5", "15"),
    ("1。5", "1.5"),
    ("5%", "5"),
    ("5%", "5‰"),
    ("-5", "5"),
    ("零下-5℃", "零下5℃"),
    ("3-5年", "35年"),
    ("3～5年", "35年"),
    ("1/2", "12"),
    ("8:30", "830"),
    ("10、20", "1020"),
    ("10，200元", "10200元"),
    ("1,50", "150"),
    ("1,5000", "15000"),
    ("20 26", "2026"),
    ("10²", "102"),
    ("1½", "112"),
    ("十、五日", "十五日"),
    ("一百五元", "一百零五元"),
    ("一百五元", "一百五十元"),
    ("两年", "三年"),
    ("5一", "51"),
    ("1±2", "12"),
    ("甲", "乙"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_writing_makes_no_difference(one: str, other: str) -> None:
    assert spoken(one) == spoken(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_an_amount_does(one: str, other: str) -> None:
    assert spoken(one) != spoken(other)


def test_a_numeral_that_can_be_read_two_ways_stays_as_it_is() -> None:
    assert with_plain_numbers("一百五、三五、一千二百零两") == "一百五、三五、1202"
    assert [statute_int(text) for text in ("两百", "一百五", "三五", "")] == [200, None, None, None]


@pytest.mark.parametrize(("one", "other"), [pair for pair in DIFFERENT if pair[0] != "甲"])
def test_an_edition_does_not_call_another_amount_wording(
    one: str, other: str, tmp_path: Path
) -> None:
    assert not _wording_only(tmp_path, one, other)


def test_an_edition_calls_another_writing_wording(tmp_path: Path) -> None:
    assert _wording_only(tmp_path, "收费，1500元。", "收费：1,500元")


def _wording_only(folder: Path, one: str, other: str) -> bool:
    corpora = []
    for text in (one, other):
        trees = valid_trees()
        trees[file_of(PowerType.LICENSING)]["备注"] = text
        corpora.append(reading_of(folder / str(len(corpora)), trees).corpus)
    before, after = corpora
    assert before and after
    numbers = {"release": "2026.02", "previous": "2026.01", "day": "2026-02-01"}
    (change,) = edition_changes(before, after, **numbers).changes
    return change.wording_only
