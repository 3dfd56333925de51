"""Articles that the program itself cites bear the numbers of the day of the list."""

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.load import Corpus
from generator.model.vocab import PowerType
from generator.pages.power import PowerPages
from generator.procedure import expand
from tests.factory import FACTS, LAWS, PROFILES, Tree, file_of, reading_of, valid_trees

PENALTY = file_of(PowerType.PENALTY)
REVIEW = "中华人民共和国行政复议法"
CHANGES = [{"原": "第三十条", "现": "第二十三条"}]


def page_of(
    folder: Path,
    as_of: str,
    *laws: Tree,
    kind: PowerType = PowerType.PENALTY,
    day: date | None = None,
) -> str:
    trees = valid_trees()
    trees[FACTS]["数据日期"] = as_of
    named = {law["名称"] for law in laws}
    kept = [law for law in trees[LAWS]["法规"] if law["名称"] not in {REVIEW, *named}]
    trees[LAWS]["法规"] = [*kept, *laws]
    for profile in trees[PROFILES]["救济途径"]:
        profile["复议前置"] = ["对侵犯其已经依法取得的自然资源的所有权或者使用权的决定不服"]
    corpus = reading_of(folder, trees).corpus
    assert isinstance(corpus, Corpus)
    power = next(power for power in corpus.powers if power.type is kind)
    page = PowerPages(corpus.registry).page(
        power, expand(power.procedure, corpus.templates), Markup(), day
    )
    return page.body


def law(*, changes: bool = True) -> Tree:
    later: Tree = {"施行": "2024-01-01", "条数": "90"}
    if changes:
        later["变动"] = CHANGES
    first = {"施行": "2018-01-01", "条数": "43"}
    return {
        "名称": REVIEW,
        "简称": "行政复议法",
        "代号": "fyf",
        "位阶": "法律",
        "版本": [first, later],
    }


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2024-01-01", "（行政复议法第二十三条）"),
        ("2026-11-23", "（行政复议法第二十三条）"),
        ("2023-12-31", "（行政复议法第三十条）"),
        ("2017-12-31", "（行政复议法）"),
    ],
)
def test_review_first_is_cited_as_the_law_of_the_day_numbers_it(
    as_of: str, said: str, tmp_path: Path
) -> None:
    assert f"才能起诉{said}" in page_of(tmp_path, as_of, law())


def test_a_number_that_is_not_known_for_the_day_is_not_made_up(tmp_path: Path) -> None:
    assert "（行政复议法）" in page_of(tmp_path / "一", "2023-12-31", law(changes=False))
    assert "（行政复议法）" in page_of(tmp_path / "二", "2023-12-31")
    assert "（行政复议法第二十三条）" in page_of(tmp_path / "三", "2024-01-01")


def test_the_rights_of_the_person_concerned_follow_too(tmp_path: Path) -> None:
    title = "中华人民共和国行政处罚法"
    penalties = {
        "名称": title,
        "简称": "行政处罚法",
        "代号": "cff",
        "位阶": "法律",
        "版本": [
            {"施行": "2018-01-01", "条数": "64"},
            {
                "施行": "2021-07-15",
                "条数": "86",
                "变动": [{"原": "第三十二条", "现": "第四十五条"}],
            },
        ],
    }
    now = page_of(tmp_path / "今", "2021-07-15", penalties)
    assert "行政处罚法第四十五条" in now
    before = page_of(tmp_path / "昔", "2021-07-14", penalties)
    assert "行政处罚法第三十二条" in before
    assert "行政处罚法第四十五条" not in before
    # The notice of what the penalty will be came with the revision.
    assert "知道要罚什么" in now
    assert "知道要罚什么" not in before


def test_a_registry_that_does_not_know_the_revision_gives_no_number_of_it(tmp_path: Path) -> None:
    before = law()
    before["版本"] = before["版本"][:1]
    assert "才能起诉（行政复议法）" in page_of(tmp_path / "昔", "2023-12-31", before)
    assert "才能起诉（行政复议法）" in page_of(tmp_path / "今", "2024-01-01", before)


def test_where_the_law_gave_no_right_yet_none_is_named(tmp_path: Path) -> None:
    now = page_of(tmp_path / "今", "2021-07-15", kind=PowerType.INSPECTION)
    before = page_of(tmp_path / "昔", "2021-07-14", kind=PowerType.INSPECTION)
    assert "有权拒绝检查" in now
    assert 'href="#rights"' in now
    assert "有权拒绝检查" not in before
    assert "#rights" not in before


def test_a_page_of_an_earlier_day_follows_that_day(tmp_path: Path) -> None:
    day = date(2023, 12, 31)
    assert "才能起诉（行政复议法第二十三条）" in page_of(tmp_path / "今", "2026-11-23", law())
    past = page_of(tmp_path / "昔", "2026-11-23", law(), day=day)
    assert "才能起诉（行政复议法第三十条）" in past
