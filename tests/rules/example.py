"""What a case of a rule says, and the list that comes of it.

A case starts from the small valid list of `tests.factory` and says only what changes, in the
words of the files themselves, so that it can be read as an example:

    行政许可:                    a record by its type, a registry or template by its name, or a path
      承诺时限:                  this key gets this value, whole
        期限: "25个工作日"
      不公开理由: ~              this key goes
    行政许可 2:                  a second record of the type, under the next code
      名称: 食品生产许可
    法规:                        in registries and templates, items are found by 名称 or 编号 and
      法规:                      get the keys written here; an unknown one is added
        - 名称: 中华人民共和国新法
          …
    行政处罚: ~                  the file goes
    改字:                        for slips of writing: in the text of a file, words for words
      行政许可:
        "状态: 在用": "状态：在用"
    powers/单位/新文件.yml: …     a file of the case's own: a whole tree, or a text as it stands

Keys of the case itself: `改名` (file → its new path), `日期` (the day it is checked for),
`对照: 基线` (the unchanged valid list is the earlier list). What is announced about the list
(公布项数 …) follows what is in it, unless the case says otherwise under 清单.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator.emit import emit
from generator.load import known_keys, read_power
from generator.model.numerals import to_chinese
from generator.model.vocab import PowerType
from generator.source import Source, parse
from tests.factory import (
    FACTS,
    NAMES,
    PARTY_TEMPLATE,
    TEMPLATE,
    TODAY,
    Tree,
    Trees,
    file_of,
    record,
    valid_trees,
)

FOLDER = Path(__file__).parent
GONE = "~"
REGISTRIES = (
    *("清单", "单位", "法规", "公用文本", "俗称", "主题"),
    *("工作日历", "收费目录", "裁量基准", "共享证照", "上级目录", "交叉清单"),
)
SHARED = {TEMPLATE, PARTY_TEMPLATE, *(f"powers/_registry/{name}.yml" for name in REGISTRIES)}


@dataclass(frozen=True)
class Example:
    """One change to the valid list.

    Attributes:
        trees: The files that come of it.
        today: The day it is checked for.
        compared: Whether the unchanged valid list is the earlier list.
    """

    trees: Trees
    today: date
    compared: bool


@dataclass(frozen=True)
class Case:
    """One way to break a rule, and the nearest thing that does not.

    Attributes:
        folder: Where it stands, named <code>-<slug>.
        suffix: What tells the cases of one folder apart: "" for the first, then "-2", "-3" …
    """

    folder: Path
    suffix: str = ""

    @property
    def rule(self) -> str:
        """Code of the rule."""
        return self.folder.name.split("-")[0]

    @property
    def bad(self) -> Path:
        """The file that breaks the rule."""
        return self.folder / f"bad{self.suffix}.yml"

    @property
    def good(self) -> Path:
        """The file that does not."""
        return self.folder / f"good{self.suffix}.yml"

    @property
    def expected(self) -> Path:
        """What `powerlist check` prints for the bad one."""
        return self.folder / f"expected{self.suffix}.txt"

    def __str__(self) -> str:
        return self.folder.name + self.suffix


def rule_folders() -> list[Path]:
    """The folders of all rules, in order of code."""
    return sorted(path for path in FOLDER.iterdir() if path.is_dir() and path.name[0] not in "_.")


def cases() -> list[Case]:
    """All cases, in order of code."""
    return [
        Case(folder, bad.stem.removeprefix("bad"))
        for folder in rule_folders()
        for bad in sorted(folder.glob("bad*.yml"), key=lambda path: (len(path.name), path.name))
    ]


@lru_cache(maxsize=1)
def short_names() -> dict[str, str]:
    """Word of a case → file of the list."""
    return {
        "模板": TEMPLATE,
        "市委模板": PARTY_TEMPLATE,
        **{name: f"powers/_registry/{name}.yml" for name in REGISTRIES},
        **{str(kind): file_of(kind) for kind in PowerType},
        **{
            f"{kind} {serial}": file_of(kind, serial)
            for kind in PowerType
            for serial in range(2, 21)
        },
    }


def read_example(path: Path) -> Example:
    """Read a case and apply it to the valid list; a case that says nothing sensible fails."""
    source = Source(path.name, path.read_text(encoding="utf-8"))
    tree, faults = parse(source, known_keys())
    assert tree is not None, [f"{path}: {fault.message}" for fault in faults]
    today = date.fromisoformat(tree.pop("日期", TODAY.isoformat()))
    compared = tree.pop("对照", "")
    assert compared in {"", "基线"}, f"{path}: 对照 只能写 基线"
    slips = tree.pop("改字", {})
    renamed = {short_names().get(old, old): new for old, new in tree.pop("改名", {}).items()}
    trees = valid_trees()
    for name, change in tree.items():
        file = short_names().get(name, name)
        assert "/" in file, f"{path}: 没有名叫“{name}”的文件"
        if change == GONE:
            del trees[file]
        elif isinstance(change, str):
            trees[file] = change
        else:
            trees[file] = _changed(trees.get(file) or _new(name), change, file)
    trees = {renamed.pop(file, file): held for file, held in trees.items()}
    assert not renamed, f"{path}: 要改名的文件不存在"
    for name, words in slips.items():
        file = short_names()[name]
        for old, new in words.items():
            text = trees[file] if isinstance(trees[file], str) else emit(trees[file])
            assert old in text, f"{path}: 文件里没有“{old}”"
            trees[file] = text.replace(old, new, 1)
    said = tree.get("清单", {})
    trees[FACTS] |= {key: value for key, value in counts(trees).items() if key not in said}
    return Example(trees, today, bool(compared))


def _new(name: str) -> Tree:
    """What a file that the valid list does not have starts from."""
    kind, _, serial = name.partition(" ")
    if not serial:
        return {}
    return record(PowerType(kind), int(serial)) | {
        "名称": f"{NAMES[PowerType(kind)]}（之{to_chinese(int(serial))}）"
    }


def _changed(tree: Tree, change: Tree, file: str) -> Tree:
    """A tree with the keys of a change; `name` tells the items of a shared file apart."""
    name = "编号" if file in (TEMPLATE, PARTY_TEMPLATE) else "名称"
    result = dict(tree)
    for key, value in change.items():
        items = result.get(key)
        if value == GONE:
            del result[key]
        elif file in SHARED and isinstance(items, list) and isinstance(items[0], dict):
            result[key] = list(_merged(items, value, name))
        else:
            result[key] = value
    return result


def _merged(items: list[Tree], changes: list[Tree], name: str) -> Iterator[Tree]:
    """The items of a shared file, changed where a change carries their name, and the new ones."""
    named = {change.get(name, str(change)): change for change in changes}
    assert len(named) == len(changes), "同一条写了两次"
    for item in items:
        merged = {**item, **named.pop(item.get(name), {})}
        yield {key: value for key, value in merged.items() if value != GONE}
    yield from named.values()


def counts(trees: Trees) -> Tree:
    """What is announced about the list, as it follows from its files."""
    powers = [
        tree
        for tree in map(_tree, trees.values())
        if tree and "类型" in tree and tree.get("状态", "在用") in {"在用", "暂停"}
    ]
    party = [tree for tree in powers if tree["类型"] == "市委职权"]
    units = {tree.get("行使主体") for tree in powers if tree["类型"] != "市委职权"}
    return {
        "公布单位数": str(len(units)),
        "公布项数": str(len(powers) - len(party)),
        "公布市委职权数": str(len(party)),
    }


def _tree(held: Tree) -> Tree | None:
    """The tree of a file; of a text, None when no power can be read from it."""
    if isinstance(held, str):
        return parse(Source("", held))[0] if read_power("", held.encode())[0] else None
    return held
