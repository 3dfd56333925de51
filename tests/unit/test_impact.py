"""Which powers a law touches: grouped by how badly, by department, in every form."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from generator.cli import main
from generator.emit import emit
from generator.impact import Effect, find_law, impact, read_article
from generator.load import Corpus, Reading
from generator.model.power import citations_in
from generator.model.vocab import PowerType
from generator.report.impact import render_json
from generator.schema import schemas
from tests.factory import FOOD_LAW, LICENSING_LAW, broken, code_of, file_of, record

XK, CF = file_of(PowerType.LICENSING), file_of(PowerType.PENALTY)

GOLDEN = """\
《中华人民共和国食品安全法》第三十三条第一款自 2027-01-01 起废止
错误 1 项：没有了设定依据
提醒 5 项：程序、时限、救济或者其他依据要改
提示 1 项：只是提到，或者已经不再行使

各单位（错误、提醒、提示）：
  市市场监督管理局  1、5、1

错误：没有了设定依据
  市市场监督管理局
    420683021CF00100 对未取得食品经营许可从事食品经营活动的处罚（第三十三条）：没有别的设定依据

提醒：程序、时限、救济或者其他依据要改
  市市场监督管理局
    420683021CJ00100 食品计量纠纷裁决（第三十三条第一款）：条件的依据要核对
    420683021GF00100 食品安全举报人补助给付（第三十三条第一款）：条件的依据要核对
    420683021JL00100 对食品安全工作突出贡献者的奖励（第三十三条第一款）：条件的依据要核对
    420683021QR00100 食品生产企业等级确认（第三十三条第一款）：条件的依据要核对
    420683021QT00100 食品小作坊备案（第三十三条第一款）：条件的依据要核对

提示：只是提到，或者已经不再行使
  市市场监督管理局
    420683021XK00100 食品经营许可（第三十三条第一款）：这项职权不再行使（取消）
"""


def run(root: Path, *argv: str) -> int:
    return main(["--root", str(root), "impact", *argv])


@pytest.fixture
def revised(repo: Path) -> Path:
    """The valid list with one penalty that rests on the article and one licence that has ended."""
    basis = [{"法规": FOOD_LAW, "条款": "第三十三条", "作用": "设定"}]
    penalty = broken(record(PowerType.PENALTY), ("依据",), basis)
    (repo / CF).write_text(emit(penalty), encoding="utf-8")
    licence = broken(record(PowerType.LICENSING), ("状态",), "取消")
    (repo / XK).write_text(emit(licence), encoding="utf-8")
    return repo


@pytest.mark.accepts("A10")
def test_the_report_says_who_loses_what(revised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--law", "食品安全法", "--article", "第三十三条第一款", "--repealed-on", "2027-01-01")
    (revised / "powers/_registry/法规.yml").write_text(
        (revised / "powers/_registry/法规.yml")
        .read_text(encoding="utf-8")
        .replace("代号: spaqf", "代号: spaqf\n    简称: 食品安全法"),
        encoding="utf-8",
    )
    assert run(revised, *asked) == 1
    assert capsys.readouterr().out == GOLDEN


def test_the_program_form_counts_the_same(
    revised: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(revised, "--law", FOOD_LAW, "--article", "33", "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"error": 1, "warning": 5, "info": 1}
    assert told["article"] == "第三十三条"
    assert [t["code"] for t in told["touches"] if t["effect"] == "error"] == [
        code_of(PowerType.PENALTY)
    ]


def test_the_workbook_wants_a_file_and_gets_one(revised: Path, tmp_path: Path) -> None:
    assert run(revised, "--law", FOOD_LAW, "--format", "xlsx") == 2
    out = tmp_path / "影响.xlsx"
    assert run(revised, "--law", FOOD_LAW, "--format", "xlsx", "--output", str(out)) == 1
    assert out.read_bytes()[:2] == b"PK"


@pytest.mark.accepts("A10")
def test_every_citation_of_the_law_is_told(valid: Reading) -> None:
    corpus = valid.corpus
    assert corpus is not None
    law = corpus.registry.laws[LICENSING_LAW]
    holders: list[object] = [*corpus.powers, *corpus.templates.values(), corpus.registry.profiles]
    wanted = sum(c.law == law.title for holder in holders for _, c in citations_in(holder))
    assert len([t for t in impact(corpus, law).touches if "文字" not in t.reason]) == wanted > 0


def test_a_second_basis_that_stays_saves_a_power(valid: Reading) -> None:
    corpus = valid.corpus
    assert corpus is not None
    law = corpus.registry.laws[FOOD_LAW]
    assert effects(corpus, "第三十五条") == {Effect.LOSES}
    power = next(p for p in corpus.powers if p.type is PowerType.PENALTY)
    other = power.bases[0].model_copy(update={"law": LICENSING_LAW})
    both = power.model_copy(update={"bases": (*power.bases, other)})
    records = tuple(
        type(r)(r.file, both) if r.power.code == power.code else r for r in corpus.records
    )
    saved = Corpus(records, corpus.registry, corpus.templates, corpus.template_files)
    told = impact(saved, law, read_article("35")).touches
    assert {t.effect for t in told if t.code == power.code} == {Effect.MOVES}


def effects(corpus: Corpus, article: str) -> set[Effect]:
    law = find_law(corpus, FOOD_LAW)
    return {t.effect for t in impact(corpus, law, read_article(article)).touches}


def test_an_unknown_law_is_misuse_and_says_which_is_near(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repo, "--law", "食品安全发") == 2
    assert "是不是想写" in capsys.readouterr().err
    assert run(repo, "--law", FOOD_LAW, "--article", "第条") == 2
    assert "不是条款" in capsys.readouterr().err
    assert run(repo, "--law", FOOD_LAW, "--article", "155") == 2
    assert "只有 154 条" in capsys.readouterr().err


def test_a_law_nobody_cites_touches_nothing(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repo, "--law", "中华人民共和国旧条例") == 0
    assert "错误 0 项" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_never_looks_complete(repo: Path) -> None:
    (repo / XK).write_text("名称：坏的\n", encoding="utf-8")
    assert run(repo, "--law", FOOD_LAW) == 3


def test_the_program_form_keeps_its_published_schema(valid: Reading, root: Path) -> None:
    schema = json.loads((root / "docs/schema/impact.schema.json").read_text(encoding="utf-8"))
    assert schema == schemas()["impact.schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    corpus = valid.corpus
    assert corpus is not None
    made = {}
    for law in corpus.registry.laws.values():
        for article, day in ((None, None), (read_article("35"), date(2027, 1, 1))):
            told = json.loads(render_json(impact(corpus, law, article, day)))
            check.validate(told)
            made |= {law.title: told} if told["touches"] else {}
    shared = [touch for told in made.values() for touch in told["touches"] if not touch["code"]]
    assert shared and all(touch["department"] is None for touch in shared)
    told = made[FOOD_LAW]
    first = told["touches"][0]
    for wrong in (
        {},
        {**told, "more": 1},
        {**told, "repealed_on": "明年"},
        {**told, "counts": {"error": 1}},
        {**told, "touches": [{**first, "effect": "错误"}]},
        {**told, "touches": [{**first, "reason": ""}]},
    ):
        assert not check.is_valid(wrong), wrong
