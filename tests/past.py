"""A past for the small list: two editions in a repository of its own, as a release leaves them.

The first holds what the list was before: a review asked for in less time, a step with another
note, a longer promise, a power that another unit had and one that was not there yet. The second is
the list as it is, with one entry in a history that the first should have had.
"""

import hashlib
import re
from pathlib import Path

from generator.emit import emit
from generator.files import CHANGES_FOLDER, EDITIONS_FILE, REGISTRY
from generator.load import Corpus, read_folder
from generator.model.edition import Edition, changes_text
from generator.release.changes import edition_changes
from generator.release.publish import counts_of
from generator.release.tree import tree_hash
from tests import small
from tests.repository import commit, git

EARLIER, NOW = "2026.06", "2026.11"
DAYS = {EARLIER: "2026-06-30", NOW: "2026-11-23"}
_TEXTS, _TEMPLATE = f"{REGISTRY}/公用文本.yml", "flowcharts/处罚-普通程序.yml"
_NEW = "药品经营许可（零售）"
_MOVED_FROM = "市司法局"
_ENTRY = """沿革:
  - 日期: "2026-02-01"
    动作: 变更
    说明: 承诺时限缩短为10个工作日
    文号: 枣政发〔2026〕1号
    申请单位: 市市场监督管理局
    原因: 减少跑动
    批准机关: 枣阳市人民政府
    变更定性:
      类别: 中性
      理由: 原来也是当月办完
      确认人: 市司法局法制科
"""


def give_past(root: Path) -> None:
    """Give the small list in `root` two editions; what it holds is committed."""
    licence = small.file_named(root, small.LICENCE)
    small.change(licence, ("^沿革:\n", _ENTRY))
    (root / ".gitignore").write_text(".cache\n/site\n__pycache__\n", encoding="utf-8")
    git(root, "init", "-q")
    texts = {path: path.read_text(encoding="utf-8") for path in _changed(root)}
    _go_back(root, licence)
    before = record(root, EARLIER, DAYS[EARLIER], None)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    record(root, NOW, DAYS[NOW], before)


def _changed(root: Path) -> list[Path]:
    """What the earlier list had otherwise."""
    names = (small.LICENCE, small.MARRIAGE, _NEW)
    hidden = [name for _, name in small.inside_the_party(root)]
    files = [small.file_named(root, name) for name in (*names, *hidden)]
    return [*files, root / _TEXTS, root / _TEMPLATE]


def _go_back(root: Path, licence: Path) -> None:
    small.change(
        licence,
        (re.escape(_ENTRY), "沿革:\n"),
        ('^承诺时限:\n  期限: "10个工作日"$', '承诺时限:\n  期限: "15个工作日"'),
    )
    small.change(
        small.file_named(root, small.MARRIAGE), ("^行使主体: .*$", f"行使主体: {_MOVED_FROM}")
    )
    small.file_named(root, _NEW).unlink()
    for _, name in small.inside_the_party(root):
        path = small.file_named(root, name)
        small.change(path, ("^通俗说明: ", "通俗说明: 从前不公开的话，"))
    small.change(root / _TEMPLATE, ("^    说明: 办案期限从立案之日起计算。$", "    说明: 立案。"))
    texts = root / _TEXTS
    head, start, rest = texts.read_text(encoding="utf-8").partition("  - 名称: 县级部门\n")
    assert start and '期限: "60日"' in rest
    rest = rest.replace('期限: "60日"', '期限: "30日"', 1)
    texts.write_text(f"{head}{start}{rest}", encoding="utf-8")


def record(
    root: Path, id_: str, day: str, before: tuple[Edition, Corpus] | None
) -> tuple[Edition, Corpus]:
    """Commit what stands there and record it as an edition.

    Args:
        root: The repository.
        id_: Number of the edition.
        day: The day it was published.
        before: The edition before, and its list.
    """
    commit(root, f"{id_} 版的清单")
    corpus = read_folder(root).corpus
    assert corpus is not None
    last, earlier = before or (None, None)
    changes = edition_changes(
        earlier, corpus, release=id_, previous=last.id if last else None, day=day
    )
    content = changes_text(changes).encode()
    record = {
        "版本号": id_,
        "日期": day,
        "文号": "枣政发〔2026〕1号（演示）",
        "说明": "演示",
        "数目": counts_of(corpus).model_dump(mode="json", by_alias=True),
        "内容": tree_hash(root).model_dump(mode="json", by_alias=True),
        "变更": hashlib.sha256(content).hexdigest(),
        "清册": hashlib.sha256(id_.encode()).hexdigest(),
        "上一版清册": last.manifest if last else None,
        "上一版登记": last.digest if last else None,
        "工具": "powerlist",
    }
    edition = Edition.model_validate({k: v for k, v in record.items() if v is not None})
    editions = [*corpus.registry.editions, edition]
    dumped = [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in editions]
    file = root / CHANGES_FOLDER / f"{id_}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    (root / EDITIONS_FILE).write_text(emit({"版本": dumped}), encoding="utf-8")
    commit(root, f"登记 {id_} 版")
    return edition, corpus
