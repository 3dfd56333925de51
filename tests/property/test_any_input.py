"""Whatever is put in, something sensible comes out: findings or a power, never an exception."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.chart import Wanted, draw
from generator.check import check_corpus
from generator.diagnostic import FieldPath
from generator.emit import emit
from generator.load import Corpus, Loaded, Reading, known_keys, read_power
from generator.model.vocab import PowerType
from generator.procedure import expand
from generator.report.json import render_json
from generator.report.placed import place
from generator.report.text import render_text
from generator.slips import scan, suspicious
from generator.source import Source, decode, parse
from tests.factory import (
    TODAY,
    Tree,
    at,
    broken,
    file_of,
    has_chinese,
    own_steps,
    paths_in,
    record,
)

SIGNIFICANT = (
    "：:-–—? |>&*!%@`'\"#{}[],\n\r\t\u3000\u00a0\ufeff\u200b\u2028\x85\x00\x07~<=.0123aA"
    "名称类型依据条款“”‘’，。（）《》"
)
LINES = (
    "名称: 甲",
    "类型: 行政许可",
    "类型: 行政处罚",
    "依据:",
    "  - 法规: 乙",
    "    条款: 第一条",
    "备注: |",
    "  正文：“引文”",
    "---",
    "...",
    "%YAML 1.2",
    "? 甲",
    ": 乙",
    "<<: *a",
    "甲: &a 乙",
    "[",
    "]",
    "- - -",
    "\t甲: 乙",
    "\u3000名称: 甲",
    "名称：甲",
)


def examine(raw: bytes) -> None:
    """What the program does with the bytes of a file, to the last line of the report."""
    power, found = read_power("甲.yml", raw)
    assert (power is None) == bool(found)
    source = decode("甲.yml", raw)[0] or Source("甲.yml", raw.decode("utf-8", "replace"))
    for finding in found:
        assert has_chinese(finding.message)
        span = place(finding, source)
        assert 1 <= span.line <= len(source.lines)
        assert 1 <= span.column <= span.end
    assert "".join(render_text(found, lambda _: source)) or not found
    assert render_json(found, lambda _: source).startswith("[")


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example("名称: 食品".encode("gbk"))
@example(b"a" * 2000 + b": b")
def test_any_bytes(raw: bytes) -> None:
    examine(raw)


@settings(max_examples=400)
@given(st.text(SIGNIFICANT, max_size=80))
def test_any_text_of_significant_characters(text: str) -> None:
    examine(text.encode())


@settings(max_examples=300)
@given(st.lists(st.sampled_from(LINES) | st.text(SIGNIFICANT, max_size=8), max_size=12))
def test_any_lines(lines: list[str]) -> None:
    examine("\n".join(lines).encode())


@settings(max_examples=1000)
@given(
    st.lists(
        st.text("- :：'\"“甲１a#\n\r\u2003\x85", max_size=9) | st.sampled_from(LINES), max_size=4
    )
)
@example(["甲: 乙", "  - 丙: '２"])
@example(["甲: 乙\r丙：丁"])
def test_the_glance_misses_nothing_that_the_scan_finds(lines: list[str]) -> None:
    source = Source("甲.yml", "\n".join(lines))
    assert suspicious(source.text) or not scan("甲.yml", source.lines, known_keys())


def test_the_glance_spares_prose_the_scan() -> None:
    text = "甲: 一、申请：书面；二、受理：五日内\n乙:\n  - 丙丁：戊\n"
    assert suspicious(text)
    assert not suspicious(text.replace("丙丁：", "丙丁 ："))


@given(st.text(max_size=120))
def test_any_text_parses_or_gives_findings(text: str) -> None:
    tree, found = parse(Source("甲.yml", text), known_keys())
    assert (tree is None) == bool(found)


SCALARS = st.sampled_from(
    [
        "",
        " ",
        "甲",
        "甲\n",
        "无",
        "20天",
        "20个工作日",
        "当场",
        "《甲》第一条",
        "第九百条",
        "2026-02-30",
        "2026-01-01",
        "行政处罚",
        "取消",
        "是",
        "1",
        "99999",
        "通用责任",
        "apply",
        "Apply",
        "<b>",
        "null",
        "1万元以下",
        "10万元以上1万元以下",
        "甲" * 1001,
        "党内公开",
        "即办件",
        "收费",
        "market",
        "法定时限",
    ]
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["不适用", "待补", "名称", "依据", "期限", "编号", "到", "当", "修改", "删除", "甲"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
PATHS: dict[PowerType, list[FieldPath]] = {kind: list(paths_in(record(kind))) for kind in PowerType}


@st.composite
def spoilt(draw: Callable[..., Any]) -> Tree:
    """A valid record with one to three values replaced, deleted, wrapped or borrowed."""
    kind = draw(st.sampled_from(list(PowerType)))
    tree = record(kind)
    for _ in range(draw(st.integers(1, 3))):
        paths = list(paths_in(tree))
        path = draw(st.sampled_from(paths))
        match draw(st.sampled_from(["replace", "delete", "borrow", "wrap"])):
            case "replace":
                tree = broken(tree, path, draw(TREES))
            case "delete":
                owner = at(tree, path[:-1])
                del owner[path[-1]]
            case "borrow":
                other = draw(st.sampled_from(list(PowerType)))
                tree = broken(tree, path, at(record(other), draw(st.sampled_from(PATHS[other]))))
            case "wrap":
                tree = broken(
                    tree,
                    path,
                    draw(st.sampled_from([[], {}, [at(tree, path)], [[at(tree, path)]]])),
                )
    return tree


@settings(max_examples=500)
@given(tree=spoilt())
def test_no_spoilt_record_raises(tree: Tree, valid: Reading) -> None:
    power, found = read_power("甲.yml", emit(tree).encode())
    assert (power is None) == bool(found)
    source = Source("甲.yml", emit(tree))
    for finding in found:
        assert has_chinese(finding.message)
        assert 1 <= place(finding, source).line <= len(source.lines)
    if power is None:
        return
    assert valid.corpus is not None
    corpus = valid.corpus
    records = (*corpus.records, Loaded(file_of(PowerType(power.type)), power))
    for findings in (
        check_corpus(
            Corpus(records, corpus.registry, corpus.templates, corpus.template_files), today=TODAY
        ),
        check_corpus(Corpus((records[-1],), corpus.registry, {}, {}), today=TODAY),
    ):
        for finding in findings:
            assert has_chinese(finding.message)
            assert 1 <= place(finding, source).line <= len(source.lines)


# The scan of the text refuses characters nobody can see, wherever they stand, and a wide colon
# after a field's name; a key longer than 1,024 characters is no key in YAML.
VISIBLE = st.characters(
    exclude_categories=["Cs"],
    exclude_characters=[*map(chr, range(0x200B, 0x2010)), *map(chr, range(0x202A, 0x202F))],
)
TEXTS = st.text(VISIBLE, max_size=30)
KEYS = st.text(VISIBLE.filter(lambda char: char != "："), max_size=12)
WHOLE = st.dictionaries(
    KEYS,
    st.recursive(
        TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=400)
@given(WHOLE)
@example({"": ""})
@example({"甲": [[]], "乙": {}, "丙": [{}], "丁": [["x", [["y"]]]]})
@example({"甲": "\r\n\t\x85\u2028\ufeff\x00", "乙": "\uffff", "丙": "中\x85文", "丁": "中\x00"})
@example({"<<": {"&a": "*a"}, "!": "!!str x", "? ": "- ", "%": "@"})
def test_what_is_written_reads_back_the_same(tree: Tree) -> None:
    read, found = parse(Source("甲.yml", emit(tree)))
    assert [finding.message for finding in found] == []
    assert read == tree


@given(st.sampled_from(list(PowerType)), st.randoms(use_true_random=False))
def test_the_order_of_fields_does_not_matter(kind: PowerType, random: Any) -> None:
    tree = record(kind)
    keys = list(tree)
    random.shuffle(keys)
    shuffled, found = read_power("甲.yml", emit({key: tree[key] for key in keys}).encode())
    assert found == []
    assert shuffled == read_power("甲.yml", emit(tree).encode())[0]


@pytest.mark.parametrize(
    "name", ["a1" * 500, "甲" * 1000, "字a" * 400, "（" * 300, "a b " * 200 + "c"]
)
def test_no_name_of_a_step_is_too_long_to_draw(name: str) -> None:
    # A search over all ways to break such a name would not come to an end.
    tree = record(PowerType.LICENSING) | {"流程": {"步骤": own_steps()}}
    tree["流程"]["步骤"][0]["名称"] = name
    power, found = read_power("甲.yml", emit(tree).encode())
    assert found == []
    assert power is not None
    drawing = draw(Wanted(expand(power.procedure, {})))
    assert drawing.dot.count("->") == len(drawing.procedure.edges)
