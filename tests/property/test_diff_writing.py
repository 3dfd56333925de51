"""How a file is written is no change: order of keys, comments, quotes, folding, line endings."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diff.change import Edit
from generator.diff.corpora import diff_corpora
from generator.load import Corpus
from tests.edits import EDITS, LICENCE, edited
from tests.factory import Trees, reading_of, valid_trees
from tests.scrawl import scrawl


def corpus_of(trees: Trees) -> Corpus:
    with tempfile.TemporaryDirectory() as folder:
        reading = reading_of(Path(folder), trees)
    assert reading.diagnostics == ()
    assert reading.corpus is not None
    return reading.corpus


def scrawled(trees: Trees, seed: int) -> Trees:
    """Every file of a list, written anew by somebody else."""
    chance = random.Random(seed)
    ends = chance.choice(["\n", "\r\n"])
    return {
        file: "\n".join([*scrawl(tree, chance, [], folded=True), ""]).replace("\n", ends)
        for file, tree in trees.items()
    }


@pytest.mark.accepts("A3")
@settings(max_examples=40)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(sorted(EDITS)), max_size=2, unique=True))
def test_writing_a_list_differently_changes_nothing(seed: int, names: list[str]) -> None:
    trees = edited(valid_trees(), *names)
    again = scrawled(trees, seed)
    assert diff_corpora(corpus_of(trees), corpus_of(again)) == ()


@pytest.mark.accepts("A3", twin=True)
@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_one_word_among_all_the_scrawl_is_told_and_nothing_else(seed: int) -> None:
    again = edited(valid_trees(), "承诺缩短")
    changes = diff_corpora(corpus_of(valid_trees()), corpus_of(scrawled(again, seed)))
    told = [(c.difference.path, c.difference.edit, c.difference.after) for c in changes]
    assert told == [(("承诺时限", "期限"), Edit.REPLACE, "5个工作日")]


def test_the_scrawl_is_as_bad_as_it_says() -> None:
    """Otherwise the law above says nothing."""
    texts = [str(scrawled(valid_trees(), seed)[LICENCE]) for seed in range(30)]
    for sign in ("# 注", "'", "|-\n", "\\\n", "\r\n"):
        assert any(sign in text for text in texts), sign
    first = {next(line for line in text.splitlines() if ":" in line) for text in texts}
    assert len(first) > 5
