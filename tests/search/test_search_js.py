"""The search that ships, run in Node on the table the generator writes."""

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from search_rows import all_entries, corpus

from generator.search.table import build_table
from generator.source import decode, parse

HERE = Path(__file__).parent
TABLE_LIMIT = 150_000

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    entries, found = all_entries(), corpus()
    if not entries or found is None:
        pytest.skip("the list has no records")
    file = tmp_path_factory.mktemp("search") / "table.js"
    file.write_bytes(build_table(entries, found.registry))
    return file


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
    if not names:
        pytest.skip("the list has no records")
    wanted = {query["答"] for query in json.loads(queries.read_text(encoding="utf-8"))}
    assert wanted <= names


def test_shipped_search(table: Path, queries: Path) -> None:
    run = subprocess.run(
        ["node", "--test", str(HERE / "search-core.test.js")],
        env=os.environ
        | {"PL_TABLE_JS": str(table), "PL_QUERIES_JSON": str(queries), "PL_WHOLE": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr


def test_scripts_are_valid() -> None:
    for name in ("search-core.js", "search.js"):
        file = HERE.parents[1] / "docs" / "assets" / "js" / name
        subprocess.run(["node", "--check", str(file)], check=True, timeout=60)


def test_first_use_loads_little(table: Path) -> None:
    assert len(gzip.compress(table.read_bytes(), 6, mtime=0)) <= TABLE_LIMIT
