"""The canonical form: what is quoted, what is not, and that reading gives the tree back."""

import pytest

from generator.emit import emit
from generator.model.vocab import PowerType
from generator.source import Source, parse
from tests.factory import Tree, record, valid_trees


def read(text: str) -> Tree:
    tree, found = parse(Source("甲.yml", text))
    assert found == []
    return tree


@pytest.mark.parametrize("file", valid_trees())
def test_every_kind_of_file_survives(file: str) -> None:
    tree = valid_trees()[file]
    assert read(emit(tree)) == tree


@pytest.mark.parametrize("kind", PowerType)
def test_writing_what_was_read_changes_nothing(kind: PowerType) -> None:
    text = emit(record(kind))
    assert emit(read(text)) == text


def test_the_canonical_form() -> None:
    tree = {
        "名称": "甲",
        "编码": "420683",
        "依据": [{"法规": "乙", "条款": ["一"]}],
        "主题": [],
        "办理": {},
    }
    assert emit(tree) == (
        '名称: 甲\n编码: "420683"\n依据:\n  - 法规: 乙\n    条款:\n      - 一\n主题: []\n办理: {}\n'
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("食品经营许可", "食品经营许可"),
        ("《食品安全法》第一条", "《食品安全法》第一条"),
        ("甲：乙（丙）", "甲：乙（丙）"),
        ("20个工作日", '"20个工作日"'),
        ("2026-11-23", '"2026-11-23"'),
        ("A4", '"A4"'),
        ("no", '"no"'),
        ("Null", '"Null"'),
        ("甲: 乙", '"甲: 乙"'),
        ("甲 #乙", '"甲 #乙"'),
        ("甲 ", '"甲 "'),
        ("“甲”", '"“甲”"'),
        ("", '""'),
        ("一\n二\t三", '"一\\n二\\t三"'),
        ('他说"好"\\', '"他说\\"好\\"\\\\"'),
        ("甲\x00乙\x85丙\u2028丁\ufeff", '"甲\\u0000乙\\u0085丙\\u2028丁\\ufeff"'),
    ],
)
def test_what_could_be_mistaken_is_quoted(value: str, written: str) -> None:
    text = emit({"名称": value})
    assert text == f"名称: {written}\n"
    assert read(text) == {"名称": value}


@pytest.mark.parametrize(
    "tree",
    [
        {"甲": [["一", "二"], [], [["三"]], {"乙": ["四"]}]},
        {"甲": {"乙": {"丙": "丁"}}},
        {"<<": "甲", "#": "乙"},
    ],
)
def test_any_shape_survives(tree: Tree) -> None:
    assert read(emit(tree)) == tree
