"""Every power that cites an article is listed: held against a search through the files as texts."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.impact import find_law, impact, read_article
from generator.load import Corpus, read_folder
from generator.model.numerals import to_chinese

LAW = "中华人民共和国食品安全法"
ARTICLES = 154


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    found = read_folder(root).corpus
    assert found is not None
    return found


@pytest.fixture(scope="module")
def written(root: Path) -> dict[int, set[str]]:
    """Article → codes of the records whose text cites it, in a field or in title marks."""
    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (root / "powers").glob("[!_]*/*.yml")
    }
    found = {}
    for article in range(1, ARTICLES + 1):
        place = f"第{to_chinese(article)}条(?!之)"
        cites = re.compile(rf"法规: {LAW}\n +条款: {place}|《{LAW}》{place}")
        found[article] = {code for code, text in texts.items() if cites.search(text)}
    return found


def listed(corpus: Corpus, article: int) -> set[str]:
    told = impact(corpus, find_law(corpus, "食品安全法"), read_article(str(article)))
    return {touch.code for touch in told.touches if touch.code}


@pytest.mark.accepts("A10")
def test_every_citing_power_is_listed_and_no_other(
    corpus: Corpus, written: dict[int, set[str]]
) -> None:
    assert sum(map(len, written.values())) > 50
    assert len(written[122]) >= 5
    assert {article: listed(corpus, article) for article in written} == written


@pytest.mark.accepts("A10", twin=True)
def test_a_power_that_is_left_out_is_missed(corpus: Corpus, written: dict[int, set[str]]) -> None:
    left_out = min(written[122])
    kept = tuple(record for record in corpus.records if record.power.code != left_out)
    assert written[122] - listed(replace(corpus, records=kept), 122) == {left_out}
