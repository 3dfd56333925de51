"""Open data: complete without our registries, and safe to open in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace

import pytest

from generator.diagnostic import FieldPath
from generator.emit import emit
from generator.entry import entry_of
from generator.export.data import dumps, laws_json, power_json, powers_csv, powers_json
from generator.load import Corpus, Reading, read_power
from generator.model.power import Power
from generator.model.vocab import PowerType, ReviewFirst
from generator.pages.lists import shelve
from generator.pages.power import step_rows
from generator.procedure import expand
from tests.factory import FOOD_LAW, Tree, broken, code_of, own_steps, record


@pytest.fixture
def corpus(valid: Reading) -> Corpus:
    assert valid.corpus is not None
    return valid.corpus


def exported(kind: PowerType, corpus: Corpus) -> Tree:
    power = next(p for p in corpus.powers if PowerType(p.type) is kind)
    return power_json(
        power, corpus.registry, step_rows(power, expand(power.procedure, corpus.templates))
    )


def changed(kind: PowerType, path: FieldPath, value: Tree) -> Power:
    power, found = read_power("甲.yml", emit(broken(record(kind), path, value)).encode())
    assert power is not None, found
    return power


@pytest.mark.parametrize("kind", PowerType)
def test_a_record_stands_without_our_registries(kind: PowerType, corpus: Corpus) -> None:
    data = exported(kind, corpus)
    assert json.loads(dumps(data)) == data
    assert data["supervision"][0]["text"].startswith("拨打")
    assert data["enquiries"]
    assert data["steps"][0]["id"] in {"apply", "propose"}
    assert all(key.isascii() for key in data)
    if kind is not PowerType.PARTY:
        assert data["accountability"] == [
            {"stage": "决定", "text": "应当作出而不作出决定的，依法追究责任。"}
        ]
        assert data["remedy"][0]["body"] == "枣阳市人民政府"
        assert data["statutory_limit"]["value"] == 20
        assert data["statutory_limit"]["unit"] == "个工作日"
        first = "依法立案。" if kind is PowerType.PENALTY else "一次告知需要补正的全部内容。"
        assert data["duties"][0]["text"] == first


def test_what_must_be_reviewed_before_a_suit_is_said(corpus: Corpus) -> None:
    assert exported(PowerType.LICENSING, corpus)["review_first"] == []
    profiles = corpus.registry.profiles
    cases = (ReviewFirst.INACTION, ReviewFirst.SPOT_PENALTY)
    told = {"review_first": cases, "note": "找市司法局。"}
    remedies = tuple(remedy.model_copy(update=told) for remedy in profiles.remedies)
    registry = replace(corpus.registry, profiles=profiles.model_copy(update={"remedies": remedies}))
    other = Corpus(corpus.records, registry, corpus.templates, corpus.template_files)
    data = json.loads(dumps(exported(PowerType.PENALTY, other)))
    assert data["review_first"] == ["认为行政机关未履行法定职责", "对当场作出的行政处罚决定不服"]
    assert data["remedy_note"] == "找市司法局。"
    assert data["remedy"] == exported(PowerType.PENALTY, corpus)["remedy"]
    assert "review_first" not in exported(PowerType.PARTY, other)


def test_fines_carry_words_and_numbers(corpus: Corpus) -> None:
    first, second = exported(PowerType.PENALTY, corpus)["tiers"]
    assert (first["fine"], first["low"], first["high"]) == ("5万元以上10万元以下", 50_000, 100_000)
    assert (second["low"], second["high"], second["base"]) == (10, 20, "货值金额")


def test_what_is_absent_keeps_its_reason(corpus: Corpus) -> None:
    power = changed(PowerType.LICENSING, ("材料",), {"待补": "清单还没有整理"})
    data = power_json(power, corpus.registry, ())
    assert data["materials"] == {"pending": "清单还没有整理"}


def test_steps_carry_limits_and_conditions(corpus: Corpus) -> None:
    steps = {step["id"]: step for step in exported(PowerType.LICENSING, corpus)["steps"]}
    assert steps["check"]["next"] == [
        {"when": "齐全", "to": "decide"},
        {"when": "不齐全", "to": "apply"},
    ]
    assert steps["check"]["limit"] == "5个工作日内，另计"
    assert steps["decide"]["limit"] == "10个工作日内"


def test_risks_are_never_exported(corpus: Corpus) -> None:
    text = "".join(dumps(exported(kind, corpus)) for kind in PowerType)
    assert "反复退件" not in text


def test_the_whole_list_is_one_document(corpus: Corpus) -> None:
    lines = [dumps(exported(kind, corpus)) for kind in PowerType]
    document = json.loads(powers_json(corpus.registry, lines))
    assert document["total"] == 11
    assert document["demonstration"] is True
    assert {row["code"] for row in document["result"]} == set(map(code_of, PowerType))
    assert json.loads(powers_json(corpus.registry, []))["result"] == []


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_sheet_opens_in_excel(corpus: Corpus) -> None:
    text = powers_csv(corpus.powers)
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 12
    heading, *rows = rows_of(text)
    assert heading[0] == "职权编码"
    assert {len(row) for row in rows} == {len(heading)}
    licence = dict(zip(heading, next(r for r in rows if r[2] == "行政许可"), strict=True))
    assert licence["职权编码"] == "420683021XK00100"
    assert licence["依据"].startswith(f"《{FOOD_LAW}》第三十五条第一款；")
    assert (licence["法定时限"], licence["承诺时限"]) == ("20个工作日", "10个工作日")
    assert (licence["收费"], licence["俗称"]) == ("不收费", "餐饮证、卫生许可证")
    assert licence["网址"] == "p/420683021XK00100/"
    penalty = dict(zip(heading, next(r for r in rows if r[2] == "行政处罚"), strict=True))
    assert penalty["处罚种类"] == "没收违法所得、罚款"
    assert penalty["处罚幅度"] == "5万元以上10万元以下；货值金额10倍以上20倍以下"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_becomes_a_formula(start: str) -> None:
    hostile = f'{start}HYPERLINK("http://a","甲")'
    power = changed(PowerType.LICENSING, ("名称",), hostile)
    assert rows_of(powers_csv([power]))[1][1] == f"'{hostile}"


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    power = changed(PowerType.LICENSING, ("俗称",), ['甲,"乙"', "丙"])
    assert rows_of(powers_csv([power]))[1][13] == '甲,"乙"、丙'


def test_laws_list_the_powers_that_rest_on_them(corpus: Corpus) -> None:
    shelf = shelve(entry_of(power) for power in corpus.powers)
    laws = {row["title"]: row for row in json.loads(laws_json(corpus.registry, shelf))["result"]}
    assert len(laws[FOOD_LAW]["powers"]) == 11
    assert laws[FOOD_LAW]["powers"][0]["place"] == "第三十五条第一款"


def test_posts_and_risks_stay_inside(corpus: Corpus) -> None:
    power = changed(PowerType.LICENSING, ("流程",), {"步骤": own_steps()})
    assert "反复退件" in emit({"流程": {"步骤": own_steps()}})
    data = power_json(
        power, corpus.registry, step_rows(power, expand(power.procedure, corpus.templates))
    )
    assert data["procedure"] == {}
    assert [step["id"] for step in data["steps"]] == ["apply", "check", "decide", "end"]
    assert "反复退件" not in dumps(data)
    assert "risk" not in dumps(data)
