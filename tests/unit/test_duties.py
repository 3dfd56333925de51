"""Shared duties stand on a page of their own, and every power that has them leads there."""

from pathlib import Path

import pytest
from markupsafe import Markup

from generator.load import Corpus
from generator.model.vocab import PowerType
from generator.pages.duties import duties_pages, shared_texts
from generator.pages.power import PowerPages
from generator.procedure import expand
from tests.edits import LICENCE, PROFILES
from tests.factory import LICENSING_LAW, code_of, put, reading_of, valid_trees

OWN = "一次告知需要补正的全部内容。"
SHARED = "应当作出而不作出决定的，依法追究责任。"
ADDRESS = "../../duties/xuke/index.html"


def corpus_of(folder: Path, **values: object) -> Corpus:
    """The small list with some fields of its licence changed."""
    trees = valid_trees()
    for field, value in values.items():
        put(trees[LICENCE], (field,), value)
    corpus = reading_of(folder, trees).corpus
    assert corpus is not None
    return corpus


def page_of(corpus: Corpus, *, spelled_out: bool = False) -> str:
    """The page of the licence."""
    power = next(p for p in corpus.powers if p.code == code_of(PowerType.LICENSING))
    shared = () if spelled_out else shared_texts(corpus.powers, corpus.registry)
    pages = PowerPages(corpus.registry, elsewhere=shared)
    return pages.page(power, expand(power.procedure, corpus.templates), Markup()).body


def bodies(corpus: Corpus) -> dict[str, str]:
    """The pages of shared duties, by path."""
    shared = shared_texts(corpus.powers, corpus.registry)
    return {page.path: page.body for page in duties_pages(shared, corpus.registry.laws)}


def test_what_is_shared_is_said_in_a_sentence_and_what_is_own_in_full(tmp_path: Path) -> None:
    body = page_of(corpus_of(tmp_path))
    assert '<section id="duties"><details><summary><h2>责任事项</h2></summary>' in body
    assert OWN in body
    assert '<section id="accountability"><h2>追责情形</h2><p>' in body
    assert f'<a href="{ADDRESS}#accountability">行政许可的追责情形</a>' in body
    assert SHARED not in body


def test_both_shared_are_one_sentence_under_both_anchors(tmp_path: Path) -> None:
    body = page_of(corpus_of(tmp_path, 责任事项="通用责任"))
    assert '<section id="duties"><h2 id="accountability">责任事项和追责情形</h2>' in body
    for anchor in ("duties", "accountability"):
        assert body.count(f'href="{ADDRESS}#{anchor}"') == body.count(f'id="{anchor}"') == 1
    assert SHARED not in body


def test_a_page_that_must_stand_alone_spells_everything_out(tmp_path: Path) -> None:
    body = page_of(corpus_of(tmp_path, 责任事项="通用责任"), spelled_out=True)
    assert body.count(SHARED) == 2
    assert "duties/" not in body
    for anchor in ("duties", "accountability"):
        assert f'<section id="{anchor}"><details>' in body


def test_the_page_of_a_type_holds_the_whole_text_its_articles_and_its_users(tmp_path: Path) -> None:
    pages = bodies(corpus_of(tmp_path))
    assert "<b>行政许可</b><small>追责情形 1 条</small>" in pages["duties/index.html"]
    body = pages["duties/xuke/index.html"]
    assert '<section id="accountability"><h2>追责情形</h2>' in body
    assert f"<b>决定</b> {SHARED}" in body
    assert f"《{LICENSING_LAW}》第七十二条" in body
    assert '1 项<a href="../../t/xuke/index.html">行政许可</a>' in body
    assert 'id="duties"' not in body


def test_texts_of_a_type_that_uses_several_are_told_apart(tmp_path: Path) -> None:
    trees = valid_trees()
    other = {"名称": "另一种追责", "条目": [{"内容": "拖延的。"}]}
    trees[PROFILES]["追责情形"].append(other)
    second = code_of(PowerType.LICENSING, 2)
    copy = {**trees[LICENCE], "编码": second, "名称": "另一项许可", "追责情形": "另一种追责"}
    trees[LICENCE.replace(code_of(PowerType.LICENSING), second)] = copy
    corpus = reading_of(tmp_path, trees).corpus
    assert corpus is not None
    shared = shared_texts(corpus.powers, corpus.registry)
    licences = [text for text in shared if text.type is PowerType.LICENSING]
    assert [(text.profile.name, text.anchor, text.users) for text in licences] == [
        ("通用追责", "accountability", 1),
        ("另一种追责", "accountability-2", 1),
    ]
    body = bodies(corpus)["duties/xuke/index.html"]
    assert '<section id="accountability"><h2>追责情形：通用追责</h2>' in body
    assert '<section id="accountability-2"><h2>追责情形：另一种追责</h2>' in body
    power = next(p for p in corpus.powers if p.code == second)
    page = PowerPages(corpus.registry, elsewhere=shared).page(
        power, expand(power.procedure, corpus.templates), Markup()
    )
    assert f'href="{ADDRESS}#accountability-2"' in page.body


@pytest.mark.parametrize("status", ["取消", "下放"])
def test_what_is_gone_is_not_counted_and_still_finds_its_text(status: str, tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, 状态=status)
    assert f'href="{ADDRESS}#accountability"' in page_of(corpus)
    body = bodies(corpus)["duties/xuke/index.html"]
    assert SHARED in body
    assert "都已经不再行使" in body and "t/xuke/" not in body


def test_a_type_whose_powers_write_their_own_has_no_page(tmp_path: Path) -> None:
    own = [{"内容": "自己写的。"}]
    corpus = corpus_of(tmp_path, 追责情形=own)
    assert "duties/xuke/index.html" not in bodies(corpus)
    assert "duties/chufa/index.html" in bodies(corpus)
    assert "自己写的。" in page_of(corpus)
    assert "xuke" not in bodies(corpus)["duties/index.html"]


def test_without_shared_texts_the_list_says_so() -> None:
    (page,) = duties_pages((), {})
    assert "都写在各项职权的页面上" in page.body


def test_texts_are_escaped(tmp_path: Path) -> None:
    trees = valid_trees()
    trees[PROFILES]["追责情形"][0]["条目"][0]["内容"] = "<script>1</script>的。"
    corpus = reading_of(tmp_path, trees).corpus
    assert corpus is not None
    body = bodies(corpus)["duties/xuke/index.html"]
    assert "&lt;script&gt;" in body and "<script>" not in body
