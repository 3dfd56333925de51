"""What is for the office alone, posts and integrity risks, is in no file of the site."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.files import FLOWCHARTS, Folder, power_files
from generator.source import Source, parse
from tests.site.conftest import Small


def _inside(tree: Any) -> Iterator[str]:
    """Every post, and every word of every risk, below a tree."""
    if isinstance(tree, dict):
        if isinstance(tree.get("岗位"), str) and "编号" in tree:
            yield tree["岗位"]
        risk = tree.get("风险")
        if isinstance(risk, dict):
            yield from (risk[key] for key in ("表现", "防控") if key in risk)
        for child in tree.values():
            yield from _inside(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from _inside(child)


def _open(tree: Any) -> Iterator[str]:
    """Every other text below a tree."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, child in tree.items():
            if key not in {"岗位", "风险"}:
                yield from _open(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from _open(child)


def words(root: Path) -> set[str]:
    """What only the office may read, without what stands in a public text as well."""
    files = [path.relative_to(root).as_posix() for path in root.glob("powers/_registry/*.yml")]
    files += [path.relative_to(root).as_posix() for path in (root / FLOWCHARTS).glob("*.yml")]
    files += power_files(Folder(root))
    trees = [parse(Source(file, (root / file).read_text(encoding="utf-8")))[0] for file in files]
    public = "\n".join(text for tree in trees for text in _open(tree))
    # A word or two may stand anywhere; what is long enough can only come from where it was written.
    inside = {word for tree in trees for word in _inside(tree) if len(word) >= 6}
    return {word for word in inside if word not in public}


def told(folder: Path, secrets: set[str]) -> list[str]:
    return [
        f"{path.relative_to(folder)}: {word}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for text in [path.read_bytes().decode("utf-8", "replace")]
        for word in secrets
        if word in text
    ]


@pytest.fixture(scope="module")
def secrets(small_site: Small) -> set[str]:
    found = words(small_site.root)
    assert len(found) > 50
    return found


def test_no_file_of_the_site_tells_what_is_for_the_office(
    small_site: Small, secrets: set[str]
) -> None:
    assert told(small_site.site, secrets) == []


def test_what_looks_for_it_finds_it(tmp_path: Path, secrets: set[str]) -> None:
    word = min(secrets)
    (tmp_path / "data.json").write_text(f'{{"risk":"{word}"}}', encoding="utf-8")
    assert told(tmp_path, secrets) == [f"data.json: {word}"]
