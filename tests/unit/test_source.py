"""The slips of the people who write the files: the right rule, line and column for each."""

import pytest

from generator.diagnostic import Diagnostic, Severity
from generator.load import known_keys
from generator.source import Source, decode, parse
from tests.factory import has_chinese


def faults(text: str) -> list[Diagnostic]:
    tree, found = parse(Source("甲.yml", text), known_keys())
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    assert (tree is None) == bool(errors)
    return errors


def told(text: str) -> list[tuple[str, int, int]]:
    return [(f.rule, f.span.line, f.span.column) for f in faults(text) if f.span]


SLIPS = [
    ("Y001", "名称：食品经营许可\n", 1, 3, "全角冒号"),
    ("Y001", "依据:\n  - 法规：食品安全法\n    条款: 第一条\n", 2, 7, "列表里的全角冒号"),
    ("Y002", "名称: 甲\n依据:\n\u3000\u3000- 法规: 乙\n", 3, 1, "全角空格缩进"),
    ("Y002", "流程:\n \u3000模板: 甲\n", 2, 2, "半角之后的全角空格"),
    ("Y003", "流程:\n\t模板: 甲\n", 2, 1, "制表符缩进"),
    ("Y005", "名称: 甲\n编码: 乙\n名称: 丙\n", 3, 1, "重复的字段"),
    ("Y005", "流程:\n  模板: 甲\n  模板: 乙\n", 3, 3, "里层重复的字段"),
    ("Y006", "名称: &a 甲\n", 1, 5, "锚点"),
    ("Y006", "名称: !!str 甲\n", 1, 5, "标签"),
    ("Y006", "俗称: [&a 甲, 乙]\n", 1, 6, "方括号里的锚点"),
    ("Y006", "名称: ! 甲\n", 1, 5, "光秃秃的标签"),
    ("Y006", "流程:\n  <<: 甲\n", 2, 3, "合并键"),
    ("Y007", "名称: 甲\n---\n名称: 乙\n", 2, 1, "两份文件"),
    ("Y008", "名称: “甲”\n", 1, 5, "中文引号"),
    ("Y008", "俗称:\n  - ‘甲’\n", 2, 5, "列表里的中文引号"),
    ("Y008", "名称: “甲”  # 注\n", 1, 5, "注释前面的中文引号"),
    ("Y008", "名称: “甲\n  乙”\n编码: 丙\n", 1, 5, "两行上的中文引号"),
    ("Y008", "名称:\n  “甲”\n", 2, 3, "下一行的中文引号"),
    ("Y008", "名称: “甲‘乙’”\n", 1, 5, "引号里还有引号"),
    ("Y008", "名称: ＂甲＂\n", 1, 5, "全角引号"),
    ("Y008", "名称: ”甲“乙\n", 1, 5, "写反了的引号"),
    ("Y008", "名称: “甲\n编码: 乙”\n", 1, 5, "没有另一半的引号"),
    ("Y008", "依据:\n  - 法规: “甲”\n    条款: 乙\n", 2, 9, "列表里字段的中文引号"),
    ("Y008", "“名称”: 甲\n", 1, 1, "字段名上的中文引号"),
    ("Y008", "“名称”：甲\n", 1, 1, "字段名上的中文引号和全角冒号"),
    ("Y009", "? [甲]\n: 乙\n", 1, 3, "字段名是列表"),
    ("Y010", "", 1, 1, "空文件"),
    ("Y010", "# 只有注释\n", 1, 1, "只有注释"),
    ("Y010", "- 甲\n- 乙\n", 1, 1, "开头是列表"),
    ("Y010", "食品经营许可\n", 1, 1, "开头是一句话"),
    ("Y011", "名称:甲\n", 1, 3, "冒号后面没有空格"),
    ("Y011", "俗称:\n  -甲\n", 2, 3, "短横后面没有空格"),
    ("Y012", "名称: 甲\u200b乙\n", 1, 6, "零宽空格"),
    ("Y012", "名称:\u00a0甲\n", 1, 4, "网页上粘来的空格"),
    ("Y012", "备注: |\n  甲\u202e乙\n", 2, 4, "块里的改向字符"),
    ("Y013", "名称: 甲: 乙\n", 1, 6, "内容里的冒号"),
    ("Y013", "依据:\n  - 法规: 甲\n   条款: 乙\n", 3, 4, "缩进不齐"),
]


@pytest.mark.parametrize(
    ("rule", "text", "line", "column", "name"), SLIPS, ids=[s[4] for s in SLIPS]
)
def test_each_slip_is_named_where_it_stands(
    rule: str, text: str, line: int, column: int, name: str
) -> None:
    assert told(text) == [(rule, line, column)], name


@pytest.mark.parametrize(("rule", "text"), [(s[0], s[1]) for s in SLIPS])
def test_each_slip_says_what_to_do_and_why(rule: str, text: str) -> None:
    (finding,) = faults(text)
    assert all(has_chinese(said) for said in (finding.message, finding.fix, finding.why))


@pytest.mark.parametrize(
    "text",
    [
        "名称: “双随机”抽查\n",
        "名称: “甲”和“乙”\n",
        "名称: “甲‘乙’”的丙  # 注\n",
        "名称: ＂甲＂乙\n",
        "名称: “甲“乙”丙”丁\n",
        "俗称:\n  - “双随机”抽查\n  - “一件事”：开饭店\n",
        "依据:\n  - 法规: “甲”乙\n    条款: 丙\n",
        "名称: “甲”\n  乙\n",
        "名称: “甲\n  乙”丙\n",
        "名称: 甲\n  “乙”\n编码: 丙\n",
        "名称: 甲\n\n  “乙\n  丙”\n",
        "俗称:\n  - 甲\n    “乙”\n",
        "名称: '“甲”'\n",
        "备注: |\n  “甲”\n",
    ],
)
def test_a_text_may_begin_with_chinese_quotes(text: str) -> None:
    assert told(text) == []


def test_every_slip_of_a_file_is_reported_at_once() -> None:
    text = "名称：甲\n编码:乙\n\u3000状态: 在用\n俗称:\n  -丙\n"
    assert told(text) == [("Y001", 1, 3), ("Y011", 2, 3), ("Y002", 3, 1), ("Y011", 5, 3)]


@pytest.mark.parametrize("text", ["名称: 甲\r\n编码：乙\r\n", "名称: 甲\r编码：乙\r"])
def test_lines_are_counted_whatever_ends_them(text: str) -> None:
    assert told(text) == [("Y001", 2, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "备注: |\n  注意：先看这里\n  名称：不是字段\n  -不是列表\n  “引用”的话\n",
        "备注: >-\n  名称：甲\n\n  编码:乙\n",
        "条件:\n  条目:\n    - |\n      名称：甲\n    - 乙\n",
    ],
)
def test_prose_in_a_block_is_left_alone(text: str) -> None:
    assert faults(text) == []


def test_what_follows_a_block_is_looked_at_again() -> None:
    assert told("备注: |\n  名称：甲\n状态：在用\n") == [("Y001", 3, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "名称: 关于“放管服”的许可\n",
        "名称: 甲：乙\n",
        '名称: "“甲”"\n',
        "地址: http://a.b/?c=1&d=2!\n",
        "# 名称：注释里随便写\n名称: 甲\n",
        "---\n名称: 甲\n",
        "编码: 0371\n时间: 12:30\n",
    ],
)
def test_what_is_no_slip_passes(text: str) -> None:
    assert faults(text) == []


def test_every_scalar_stays_the_text_that_was_written() -> None:
    text = "甲: 0371\n乙: no\n丙: 2024-02-30\n丁: 12:30\n戊: ~\n己: 1e3\n庚: null\n辛:\n"
    tree, found = parse(Source("甲.yml", text))
    assert [finding.rule for finding in found] == ["Y015", "Y016", "Y015"]
    assert tree is not None
    assert list(tree.values()) == ["0371", "no", "2024-02-30", "12:30", "~", "1e3", "null", ""]


@pytest.mark.parametrize(
    ("raw", "line", "word"),
    [
        (b"\xef\xbb\xbf" + "名称: 甲\n".encode(), 1, "BOM"),
        ("编码: 1\n名称: 食品经营许可\n".encode("gbk"), 1, "GBK"),
        ("code: 1\n名称: 食品经营许可\n".encode("gbk"), 2, "GBK"),
        (b"\xff\xfe\x00\x01", 1, "不是文本"),
        (b"a: b\n\x89PNG\xff\xff\x80", 2, "不是文本"),
    ],
)
def test_bytes_that_are_no_utf8_are_refused_by_name(raw: bytes, line: int, word: str) -> None:
    source, (finding,) = decode("甲.yml", raw)
    assert source is None
    assert finding.rule == "Y004"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (line, 1)
    assert word in finding.message


@pytest.mark.parametrize(
    ("head", "step"), [("甲: ", "["), ("甲: ", "{a: "), ("", "- "), ("", "? "), ("甲:\n", "- ")]
)
@pytest.mark.parametrize("depth", [500, 5_000, 100_000])
def test_no_depth_of_nesting_brings_the_program_down(head: str, step: str, depth: int) -> None:
    text = head + step * depth + "x"
    source = Source("甲.yml", text)
    tree, found = parse(source)
    # Five hundred levels are merely odd; the model refuses them.
    assert (tree is None) == bool(found)
    assert depth < 1_000 or [finding.severity for finding in found] == ["错误"]
    assert source.locate(("甲", 0, 0)).line >= 1


def test_deep_but_closed_nesting_is_refused_too() -> None:
    text = "甲: " + "[" * 50_000 + "]" * 50_000
    tree, found = parse(Source("甲.yml", text))
    assert tree is None
    assert [finding.rule for finding in found] == ["Y009"]


def test_aliases_are_refused_before_they_multiply() -> None:
    lines = ["a: &a [x, x]"] + [
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
    ]
    tree, found = parse(Source("甲.yml", "\n".join(lines)))
    assert tree is None
    assert {finding.rule for finding in found} == {"Y006"}


LOCATED = Source(
    "甲.yml",
    "名称: 甲\n依据:\n  - 法规: 食品安全法\n    条款: 第一条\n  - 法规: 乙\n备注: |\n  一\n  二\n",
)


@pytest.mark.parametrize(
    ("path", "on_key", "expected"),
    [
        ((), False, (1, 1, 3)),
        (("名称",), False, (1, 5, 6)),
        (("名称",), True, (1, 1, 3)),
        (("依据", 0, "法规"), False, (3, 9, 14)),
        (("依据", 0, "条款"), True, (4, 5, 7)),
        (("依据", 1), False, (5, 5, 10)),
        # What is missing stands at the nearest thing around it.
        (("依据", 1, "条款"), False, (5, 5, 10)),
        (("依据", 7, "条款"), False, (2, 1, 3)),
        (("流程", "模板"), False, (1, 1, 6)),
    ],
)
def test_fields_are_found_in_the_text(
    path: tuple[str | int, ...], on_key: bool, expected: tuple[int, int, int]
) -> None:
    span = LOCATED.locate(path, on_key=on_key)
    assert (span.line, span.column, span.end) == expected


def test_a_text_that_is_no_yaml_has_only_a_beginning() -> None:
    assert Source("甲.yml", "a: [").locate(("a",)).line == 1
