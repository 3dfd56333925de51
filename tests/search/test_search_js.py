"""The search that ships, run in Node on the table the generator writes."""

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from search_rows import all_entries, corpus

from generator.search.table import build_pinyin, build_table
from generator.source import decode, parse

HERE = Path(__file__).parent
ASSETS = HERE.parents[1] / "docs" / "assets"
FIRST_LIMIT = 150_000
"""What may travel before a first result is seen."""
WHOLE_LIMIT = 300_000
"""What may travel for search in all."""

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    entries, found = all_entries(), corpus()
    assert entries
    assert found is not None
    folder = tmp_path_factory.mktemp("search")
    (folder / "table.js").write_bytes(build_table(entries, found.registry))
    (folder / "pinyin.js").write_bytes(build_pinyin(entries, found.registry))
    return folder


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, faults = decode("queries.yml", (HERE / "queries.yml").read_bytes())
    assert source is not None, faults
    tree, faults = parse(source)
    assert tree is not None, faults
    file = tmp_path_factory.mktemp("queries") / "queries.json"
    file.write_text(json.dumps(tree["查询"], ensure_ascii=False), encoding="utf-8")
    return file


def test_every_wanted_answer_is_a_name(queries: Path) -> None:
    names = {entry.name for entry in all_entries()}
    assert names
    wanted = {query["答"] for query in json.loads(queries.read_text(encoding="utf-8"))}
    assert wanted <= names


def test_shipped_search(built: Path, queries: Path) -> None:
    run = subprocess.run(
        ["node", "--test", str(HERE / "search-core.test.js")],
        env=os.environ
        | {
            "PL_TABLE_JS": str(built / "table.js"),
            "PL_PINYIN_JS": str(built / "pinyin.js"),
            "PL_QUERIES_JSON": str(queries),
            "PL_WHOLE": "1",
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr


def test_scripts_are_valid() -> None:
    for name in ("search-core.js", "search.js"):
        subprocess.run(["node", "--check", str(ASSETS / "js" / name)], check=True, timeout=60)


def travelling(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files)


def test_first_result_loads_little(built: Path) -> None:
    first = travelling(built / "table.js", ASSETS / "js" / "search-core.js")
    print("first", first)
    assert first <= FIRST_LIMIT
    # Why pinyin is a file of its own: with it the bar would be torn.
    assert first + travelling(built / "pinyin.js") > FIRST_LIMIT


def test_search_as_a_whole_loads_little(built: Path) -> None:
    scripts = (ASSETS / "js" / "search-core.js", ASSETS / "js" / "search.js")
    whole = travelling(*built.iterdir(), *scripts, ASSETS / "css" / "search.css")
    print("whole", whole)
    assert whole <= WHOLE_LIMIT
