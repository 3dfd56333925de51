"""A small but real list: everything of this repository except most of its records.

It holds the first record of every procedure template in use and of every type, all party powers
that must stay inside the party, and a few that stand for something of their own. The counts the
city announced and the everyday words are cut to what is left, so that the checks pass as they do
on the whole list.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from generator.check import check_corpus
from generator.diagnostic import Severity
from generator.files import FLOWCHARTS, REGISTRY
from generator.load import read_folder
from tests.factory import PARTY

ROOT = Path(__file__).resolve().parents[1]
LICENCE = "食品经营许可"
MARRIAGE = "内地居民结婚登记"
_MERGED = ("食品流通许可", "餐饮服务许可")
"""What the first became of; each names the others."""
_ALWAYS = (LICENCE, MARRIAGE, "农药经营许可", "药品经营许可（零售）", *_MERGED)
_INSIDE = "公开范围: 党内公开"
_FIELDS = ("适用情形:", "收费项目:", "替换:", "减免:", "勘误:", "\n材料:\n  - ")
_TEMPLATE = re.compile(r"^  模板: (.+)$", re.MULTILINE)
_NAME = re.compile(r"^名称: (.+)$", re.MULTILINE)
_TYPE = re.compile(r"^类型: (.+)$", re.MULTILINE)
_GONE = re.compile(r"^状态: (?:取消|下放|合并)$", re.MULTILINE)
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "版本", "版本.yml")


@cache
def chosen() -> tuple[Path, ...]:
    """The records of the small list, below the repository."""
    taken: set[str] = set()
    found = []
    for path in sorted((ROOT / "powers").glob("[!_]*/*.yml"), key=lambda path: path.name):
        text = path.read_text(encoding="utf-8")
        keys = set(_keys(text))
        if keys - taken or _INSIDE in text or _name(text) in _ALWAYS:
            found.append(path.relative_to(ROOT))
            taken |= keys
    return tuple(found)


def _keys(text: str) -> Iterator[str]:
    """What a record stands for; the first of each is taken."""
    template = _TEMPLATE.search(text)
    yield template.group(1) if template else "自写流程"
    kind = _TYPE.search(text)
    assert kind is not None
    yield kind.group(1)
    yield from (field for field in _FIELDS if field in text)


def _name(text: str) -> str:
    found = _NAME.search(text)
    return found.group(1).strip('"') if found else ""


def copy_list(target: Path) -> Path:
    """Write the small list to a folder that does not exist yet."""
    for name in (FLOWCHARTS, REGISTRY, "docs"):
        shutil.copytree(ROOT / name, target / name, ignore=_LEFT_OUT)
    shutil.copytree(ROOT / "generator" / "site", target / "generator" / "site", ignore=_LEFT_OUT)
    shutil.copy2(ROOT / "mkdocs.yml", target)
    for path in chosen():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target / path)
    # It names the units that share an article, most of which the small list does not have.
    (target / REGISTRY / "交叉清单.yml").unlink(missing_ok=True)
    _cut_words(target, [_name((ROOT / path).read_text(encoding="utf-8")) for path in chosen()])
    _note_empty_units(target)
    # What the whole list admits to lack is not lacking here.
    facts = target / REGISTRY / "清单.yml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(re.sub("(?m)^已知缺项:.*\n", "", text), encoding="utf-8")
    count(target)
    return target


def _note_empty_units(root: Path) -> None:
    """Say of every unit that has no record here that it has none."""
    path = root / REGISTRY / "单位.yml"
    tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    acting = {file.parent.name for file in _records(root)}
    for unit in tree["单位"]:
        if unit["名称"] not in acting:
            unit.setdefault("说明", "目前没有行政职权")
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def _cut_words(root: Path, names: Iterable[str]) -> None:
    """Keep the everyday words that mean a name which is still there."""
    path = root / REGISTRY / "俗称.yml"
    tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    everything = "\n".join(names)
    kept = []
    for entry in tree["俗称"]:
        left = [name for name in entry["等于"] if name in everything]
        if left:
            kept.append({**entry, "等于": left})
    text = yaml.safe_dump({**tree, "俗称": kept}, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def count(root: Path) -> None:
    """Write how many units, powers and party powers the list in `root` holds."""
    files = [path.relative_to(root) for path in _records(root) if not _is_gone(path)]
    units = {path.parts[1] for path in files} - {PARTY}
    party = sum(path.parts[1] == PARTY for path in files)
    counts = {"公布单位数": len(units), "公布项数": len(files) - party, "公布市委职权数": party}
    change(
        root / REGISTRY / "清单.yml",
        *((rf'^{key}: "\d+"$', f'{key}: "{value}"') for key, value in counts.items()),
    )


def _is_gone(path: Path) -> bool:
    return _GONE.search(path.read_text(encoding="utf-8")) is not None


def change(path: Path, *changes: tuple[str, str]) -> None:
    """Replace what patterns match, each of them exactly once."""
    text = path.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, times = re.subn(pattern, lambda _, new=replacement: new, text, flags=re.MULTILINE)
        assert times == 1, (path, pattern, times)
    path.write_text(text, encoding="utf-8")


def file_named(root: Path, name: str) -> Path:
    """The record with this name."""
    for path in _records(root):
        if _name(path.read_text(encoding="utf-8")) == name:
            return path
    raise LookupError(name)


def today(root: Path = ROOT) -> date:
    """The day the list was drawn up for: laws that are in force then are cited."""
    text = (root / REGISTRY / "清单.yml").read_text(encoding="utf-8")
    found = re.search(r'^数据日期: "(.+)"$', text, re.MULTILINE)
    assert found is not None
    return date.fromisoformat(found.group(1))


def inside_the_party(root: Path) -> list[tuple[str, str]]:
    """Code and name of every record that must not be published."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in _records(root)}
    return [(code, _name(text)) for code, text in texts.items() if _INSIDE in text]


def public_codes(root: Path) -> set[str]:
    """Codes of the records that are to be published."""
    return {path.stem for path in _records(root) if _INSIDE not in path.read_text("utf-8")}


def _records(root: Path) -> list[Path]:
    return sorted((root / "powers").glob("[!_]*/*.yml"))


def errors(root: Path) -> list[str]:
    """What stands in the way of publishing the list in `root`."""
    reading = read_folder(root)
    found = list(reading.diagnostics)
    if reading.corpus is not None:
        found += check_corpus(reading.corpus, today=today(root))
    return [f"{f.file}: {f.rule} {f.message}" for f in found if f.severity is Severity.ERROR]
