"""`powerlist diff` as it is typed: every kind of change in every format, and counts that add up."""

import html
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from generator.audit import render
from generator.cli import main
from generator.diff.change import Kind
from generator.diff.comparison import Comparison, compare_readings
from generator.diff.corpora import Tally
from generator.model.vocab import Meaning, PowerType
from generator.report.changes import FORMATS
from generator.report.changes.evidence import NONE
from generator.report.changes.markdown import render_markdown
from tests.edits import LICENCE, PENALTY, edited
from tests.factory import AUTHORITY, code_of, reading_of, valid_trees, write_trees
from tests.repository import commit, new_repository

XK, CF = (code_of(kind) for kind in (PowerType.LICENSING, PowerType.PENALTY))
XK2, CF2 = (code_of(kind, 2) for kind in (PowerType.LICENSING, PowerType.PENALTY))

CASES: Mapping[Kind, tuple[tuple[str, ...], tuple[str, ...], str, int]] = {
    Kind.ADDED: ((), ("新增",), XK2, +1),
    Kind.CANCELLED: ((), ("取消",), XK, -1),
    Kind.REMOVED: ((), ("删文件",), XK, -1),
    Kind.SPLIT: ((), ("拆分",), CF2, +1),
    Kind.MERGED: ((), ("并入",), XK, -1),
    Kind.DELEGATED: ((), ("下放",), XK, -1),
    Kind.SUSPENDED: ((), ("暂停",), CF, 0),
    Kind.RESUMED: (("暂停",), (), CF, 0),
    Kind.MOVED: ((), ("划转",), CF, 0),
    Kind.RENAMED: ((), ("更名",), XK, 0),
    Kind.CHANGED: ((), ("承诺缩短",), XK, 0),
}
"""Kind → edits before, edits after, the power concerned, and how many more are on the list."""

Told = set[tuple[str, str]]
"""Kinds of change with the power they happened to."""


def of_json(raw: bytes) -> Told:
    rows = json.loads(raw)["changes"]
    return {(row["kind"], code) for row in rows for code in row["powers"]}


def of_xlsx(raw: bytes) -> Told:
    head, *rows = openpyxl.load_workbook(io.BytesIO(raw))["变化"].iter_rows(values_only=True)
    kind, code = head.index("变化"), head.index("职权编码")
    return {(str(row[kind]), str(row[code])) for row in rows}


def of_html(raw: bytes) -> Told:
    found = set()
    for article in re.findall(r"<article.*?</article>", raw.decode(), re.DOTALL):
        kind = re.search(r"</span>(\S+) · ", article)
        assert kind is not None
        codes = re.findall(r'<p class="who">.*?<code>(\w+)</code>', article)
        found |= {(kind[1], code) for code in codes}
    return found


def of_lines(raw: bytes) -> Told:
    """Text and Markdown: what changed, and below it whose it is."""
    lines = raw.decode().splitlines()
    found = set()
    for line, below in pairwise(lines):
        kind = re.match(r"(?:- |  (?:利民|加重|中性|待判定)  )(\w+?)(?:[ ：]|$)", line)
        if kind and kind[1] in set(Kind):
            found |= {(kind[1], code) for code in re.findall(r"420683\w{10}", below)}
    return found


READERS: Mapping[str, Callable[[bytes], Told]] = {
    "json": of_json,
    "xlsx": of_xlsx,
    "html": of_html,
    "text": of_lines,
    "md": of_lines,
}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "清单")


def committed(root: Path, names: Iterable[str], tag: str) -> None:
    trees = edited(valid_trees(), *names)
    for file in (LICENCE, PENALTY):
        if file not in trees:
            (root / file).unlink()
    write_trees(root, trees)
    commit(root, tag, tag=tag)


def report(root: Path, form: str, *more: str) -> bytes:
    out = root.parent / f"变化.{form}"
    words = ["diff", "v1", "v2", "--format", form, "--output", str(out), *more]
    assert main(["--root", str(root), *words]) == 1
    return out.read_bytes()


def test_every_format_can_be_read_back() -> None:
    assert set(READERS) == set(FORMATS)
    assert set(CASES) == set(Kind)


@pytest.mark.accepts("A1")
@pytest.mark.parametrize("kind", CASES, ids=str)
def test_every_kind_is_told_in_every_format_and_adds_up(kind: Kind, repo: Path) -> None:
    before, after, code, more = CASES[kind]
    committed(repo, before, "v1")
    committed(repo, after, "v2")
    for form, read in READERS.items():
        told = read(report(repo, form))
        assert (str(kind), code) in told, form
        assert {other for other, _ in told} <= {str(kind), "变更"}, form
    start = 11
    added, removed = max(more, 0), max(-more, 0)
    assert figures(repo) == {(start, added, removed, start + more)}


def figures(root: Path) -> set[tuple[int, ...]]:
    """Start, added, removed and end as each format gives them."""
    return {counted(form, report(root, form)) for form in READERS}


def counted(form: str, raw: bytes) -> tuple[int, ...]:
    if form == "json":
        return tuple(json.loads(raw)["counts"].values())
    if form == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(raw))["汇总"].iter_rows(values_only=True)
        said = dict(row[:2] for row in rows)
        names = ("在册职权，原来", "增加", "减少", "在册职权，现在")
        return tuple(int(str(said[name])) for name in names)
    line = re.search(r"(\d+) 项，增加 (\d+) 项，减少 (\d+) 项，现在 (\d+) 项", raw.decode())
    assert line is not None, form
    return tuple(map(int, line.groups()))


@pytest.mark.accepts("A1")
def test_all_at_once_are_told_and_add_up_with_what_the_files_hold(repo: Path) -> None:
    committed(repo, (), "v1")
    committed(repo, ("下放", "新增", "拆分", "划转", "材料倒序"), "v2")
    for form, read in READERS.items():
        told = read(report(repo, form))
        assert told >= {("下放", XK), ("新增", XK2), ("拆分", CF2), ("划转", CF)}, form
    on_the_list = sum(
        "\n状态: 在用\n" in path.read_text("utf-8") for path in repo.glob("powers/[!_]*/*.yml")
    )
    assert figures(repo) == {(11, 2, 1, on_the_list)}
    kinds = json.loads(report(repo, "json"))["kinds"]
    assert kinds == {"新增": 1, "拆分": 1, "下放": 1, "划转": 1}


@pytest.mark.parametrize("written", ["状态: 取消", '状态: "\\u53d6\\u6d88"', '状态: "在用"'])
def test_a_file_that_nobody_touched_counts_by_its_status(written: str, repo: Path) -> None:
    write_trees(repo, valid_trees())
    path = repo / LICENCE
    path.write_text(path.read_text("utf-8").replace("状态: 在用", written, 1), encoding="utf-8")
    commit(repo, "一", tag="v1")
    trees = edited(valid_trees(), "罚款")
    write_trees(repo, {PENALTY: trees[PENALTY]})
    commit(repo, "二", tag="v2")
    listed = 11 if "在用" in written else 10
    assert figures(repo) == {(listed, 0, 0, listed)}


@pytest.mark.accepts("A1")
def test_a_selection_holds_in_every_format(repo: Path) -> None:
    committed(repo, (), "v1")
    committed(repo, ("承诺缩短", "更名", "罚款", "划转"), "v2")
    chosen = {
        ("--dept", "市教育局"): {("划转", CF), ("变更", CF)},
        ("--dept", AUTHORITY): {("更名", XK), ("变更", XK)},
        ("--type", "行政处罚"): {("划转", CF), ("变更", CF)},
        ("--class", "利民"): {("变更", XK)},
        ("--class", "加重"): {("变更", CF)},
        ("--class", "待判定", "--type", "行政许可"): {("更名", XK)},
    }
    for words, expected in chosen.items():
        for form, read in READERS.items():
            raw = report(repo, form, *words)
            assert read(raw) == expected, (words, form)
            assert counted(form, raw) == (11, 0, 0, 11)


@pytest.fixture
def everything(tmp_path: Path) -> Comparison:
    base = reading_of(tmp_path / "a", valid_trees())
    head = reading_of(tmp_path / "b", edited(valid_trees(), "下放", "新增", "划转", "罚款"))
    found = compare_readings(base, head, ("甲", "乙"))
    assert found is not None
    return found


@pytest.mark.accepts("A1", twin=True)
@pytest.mark.parametrize("form", READERS)
def test_a_report_that_leaves_a_change_out_or_miscounts_is_found_out(
    form: str, everything: Comparison
) -> None:
    def made(comparison: Comparison) -> bytes:
        text = render(comparison, form, NONE)
        return text if isinstance(text, bytes) else text.encode()

    whole, read = made(everything), READERS[form]
    for kind, code in (("下放", XK), ("新增", XK2), ("划转", CF)):
        assert (kind, code) in read(whole)
        kept = tuple(one for one in everything.changes if one.change.kind != kind)
        assert (kind, code) not in read(made(replace(everything, changes=kept)))
    start, added, removed, end = counted(form, whole)
    assert start + added - removed == end
    wrong = counted(form, made(replace(everything, tally=Tally(11, 1, 0, 11))))
    assert wrong[0] + wrong[1] - wrong[2] != wrong[3]


def test_several_formats_are_written_at_once(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    committed(repo, (), "v1")
    committed(repo, ("承诺缩短",), "v2")
    words = ["--root", str(repo), "diff", "v1", "v2", "--format", "json,xlsx,html,text"]
    assert main(words) == 2
    assert "--output 变化" in capsys.readouterr().err
    assert main([*words, "--output", str(tmp_path / "变化")]) == 1
    for form in ("json", "xlsx", "html", "txt"):
        raw = (tmp_path / f"变化.{form}").read_bytes()
        assert ("变更", XK) in READERS["text" if form == "txt" else form](raw)
    assert main(["--root", str(repo), "diff", "v1", "--format", "html,pdf"]) == 2
    assert "没有“pdf”这种格式" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("没有", "v2"), ("v1", "v2", "--dept", "没有")])
def test_a_command_that_went_wrong_writes_no_file(words: tuple[str, ...], repo: Path) -> None:
    committed(repo, (), "v1")
    committed(repo, ("承诺缩短",), "v2")
    out = repo.parent / "旧报告.html"
    out.write_text("旧的")
    assert (
        main(["--root", str(repo), "diff", *words, "--format", "html", "--output", str(out)]) == 2
    )
    assert out.read_text() == "旧的"


def test_nothing_of_the_list_reaches_the_page_unescaped(everything: Comparison) -> None:
    bad = "<script>alert(1)</script>"
    changes = tuple(
        one._replace(change=one.change._replace(name=bad, authority=bad))
        for one in everything.changes
    )
    page = str(render(replace(everything, base=bad, changes=changes), "html", NONE))
    assert "<script" not in page
    assert html.escape(bad) in page
    assert Meaning.BURDEN in page
    assert "<script" not in render_markdown(replace(everything, changes=changes)).replace("\\<", "")
