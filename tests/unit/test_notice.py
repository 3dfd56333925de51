"""The figures of a notice add up by what is announced and what is told, or it says why not."""

from pathlib import Path

import pytest

from generator.load import Corpus
from generator.model.edition import Edition
from generator.model.vocab import PowerType
from generator.release.changes import edition_changes
from generator.release.notice import Notice, notice_of
from generator.release.publish import counts_of
from tests.factory import DEPARTMENTS, FACTS, Trees, file_of, reading_of, record, valid_trees

LICENCE = file_of(PowerType.LICENSING)
APART = "市气象局"


def trees_with(said: str) -> Trees:
    """The valid list with a unit under vertical management that holds one power."""
    trees = valid_trees()
    unit = {**trees[DEPARTMENTS]["单位"][0], "名称": APART, "代号": "qxj", "编号": "070"}
    trees[DEPARTMENTS]["单位"].append(unit | {"垂直管理": "是"})
    held = record(PowerType.INSPECTION) | {"行使主体": APART, "编码": "420683070JC00100"}
    trees[f"powers/{APART}/420683070JC00100.yml"] = held
    trees[FACTS]["含垂直管理单位"] = said
    return trees


def corpus_of(folder: Path, trees: Trees) -> Corpus:
    corpus = reading_of(folder, trees).corpus
    assert corpus is not None
    return corpus


def notice_between(folder: Path, before: Trees, after: Trees) -> Notice:
    one, other = corpus_of(folder / "前", before), corpus_of(folder / "后", after)
    published = Edition.model_validate(
        {
            "版本号": "2026.01",
            "日期": "2026-01-05",
            "文号": "枣政发〔2026〕1号",
            "数目": counts_of(one).model_dump(by_alias=True),
            "内容": {"职权": "0" * 40, "流程": "0" * 40, "摘要": "0" * 64},
            "变更": "0" * 64,
            "清册": "0" * 64,
            "工具": "powerlist 1",
        }
    )
    changes = edition_changes(one, other, release="2026.02", previous="2026.01", day="2026-02-01")
    counts = counts_of(other)
    return notice_of(other.registry, changes, "文号", counts, [published], [], one.registry)


@pytest.mark.parametrize("said", ["是", "否"])
def test_a_power_of_a_unit_counted_apart_is_told_and_not_counted(said: str, tmp_path: Path) -> None:
    after = trees_with(said)
    for file in (LICENCE, f"powers/{APART}/420683070JC00100.yml"):
        after[file]["状态"] = "取消"
    notice = notice_between(tmp_path, trees_with(said), after)
    assert len(notice.tables[0][1]) == 2
    assert notice.balances[1].difference == ("-2" if said == "是" else "-1")
    assert "不向社会公开" not in notice.lead and "不能直接相减" not in notice.lead


def test_a_power_that_moves_to_a_unit_counted_apart_leaves_the_count(tmp_path: Path) -> None:
    after = trees_with("否")
    after[LICENCE]["行使主体"] = APART
    notice = notice_between(tmp_path, trees_with("否"), after)
    assert notice.balances[1].difference == "-1"
    assert notice.unpublished == 0


def test_what_is_not_told_is_named_as_a_number(tmp_path: Path) -> None:
    after = trees_with("否")
    hidden = {"公开范围": "不公开", "不公开理由": "涉密"}
    after[file_of(PowerType.LICENSING, 2)] = record(PowerType.LICENSING, 2) | hidden
    assert (
        "另有不向社会公开的职权净增减 +1 项"
        in notice_between(tmp_path, trees_with("否"), after).lead
    )


def test_another_way_of_counting_is_said_and_not_taken_for_powers_kept_secret(
    tmp_path: Path,
) -> None:
    notice = notice_between(tmp_path, trees_with("是"), trees_with("否"))
    assert "两版的数目不能直接相减" in notice.lead
    assert "不向社会公开" not in notice.lead
