"""Two lists that differ, compared as the site of an edition tells it, without git."""

from datetime import date
from pathlib import Path

from generator.diff.comparison import compare_readings
from generator.diff.telling import account
from generator.diff.told import Account
from generator.load import Corpus
from generator.model.edition import Change, EditionChanges, EditionCounts, TreeHash, Upcoming
from generator.model.vocab import PowerType
from generator.pages.issue import Issue
from tests.factory import DEPARTMENTS, Trees, code_of, file_of, put, reading_of, valid_trees

FIRST, SECOND = "2026.01", "2026.02"
DAYS = {FIRST: "2026-01-05", SECOND: "2026-02-05"}
HERE, THERE = "市市场监督管理局", "市教育局"
OF_THERE = (PowerType.PENALTY, PowerType.INSPECTION, PowerType.REWARD)
"""Types of which the powers of the second unit are; the others belong to the first."""
COUNTS = {
    "单位数": "1",
    "项数": "10",
    "分类型": [{"类型": "行政许可", "项数": "1"}],
    "市委职权": "1",
}


def two_units() -> Trees:
    """The valid list, some powers of which another unit holds."""
    trees = valid_trees()
    unit = {**trees[DEPARTMENTS]["单位"][0], "名称": THERE, "代号": "jyj", "编号": "022"}
    trees[DEPARTMENTS]["单位"].append(unit)
    for kind in OF_THERE:
        put(trees[file_of(kind)], ("行使主体",), THERE)
    return trees


def codes_of(*kinds: PowerType) -> set[str]:
    return {code_of(kind) for kind in kinds}


def corpus_of(folder: Path, trees: Trees) -> Corpus:
    corpus = reading_of(folder, trees).corpus
    assert corpus is not None
    return corpus


def told_of(folder: Path, before: Trees, after: Trees) -> Account:
    """What is told of two lists."""
    one, other = reading_of(folder / "one", before), reading_of(folder / "other", after)
    comparison = compare_readings(one, other, ("", ""))
    assert comparison is not None and one.corpus is not None and other.corpus is not None
    return account(comparison, one.corpus, other.corpus, date.fromisoformat(DAYS[FIRST]))


def issue_of(
    told: Account | None, *changes: Change, why: str = "", note: str | None = None
) -> Issue:
    """The second edition."""
    recorded = EditionChanges(release=SECOND, previous=FIRST, day=DAYS[SECOND], changes=changes)
    counts = EditionCounts.model_validate(COUNTS)
    tree = TreeHash(职权="0" * 40, 流程="0" * 40, 摘要="0" * 64)
    record = Upcoming(recorded, "枣政发〔2026〕2号", note, counts, tree)
    return Issue(recorded, record, told, why, DAYS[FIRST])
