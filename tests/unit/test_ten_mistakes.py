"""The classic mistakes of people who write these files: each its own message, at its own line."""

import pytest

from generator.diagnostic import Severity
from generator.emit import emit
from generator.fmt import fmt
from generator.load import read_power
from generator.model.vocab import PowerType
from generator.report.placed import place
from generator.source import Source
from tests.factory import file_of, record

FILE = file_of(PowerType.OTHER)
GOOD = emit(record(PowerType.OTHER))

MISTAKES = {
    "全角冒号": ("Y001", "状态: 在用", "状态：在用"),
    "制表符": ("Y003", "  起算: 受理之日", "\t起算: 受理之日"),
    "全角数字": ("Y014", "20个工作日", "２０个工作日"),
    "全角空格": ("Y002", "  起算: 受理之日", "\u3000\u3000起算: 受理之日"),
    "开头的零": ("Y015", '原件: "1"', "原件: 01"),
    "长号码": ("Y015", "承办机构: 食品经营安全监督管理股", "承办机构: 420683021001000000"),
    "时刻": ("Y015", "时间: 工作日上午九时至下午五时", "时间: 9:30"),
    "英文是否": ("S115", "依申请: 是", "依申请: yes"),
    "英文开关": ("S115", "依申请: 是", "依申请: Off"),
    "日期": ("Y016", '日期: "2025-12-01"', "日期: 2025-12-01"),
    "写两次": ("Y005", "状态: 在用", "状态: 在用\n状态: 在用"),
    "多一格": ("Y013", "  起算: 受理之日", "   起算: 受理之日"),
    "少一格": ("Y013", "  起算: 受理之日", " 起算: 受理之日"),
    "BOM": ("Y004", "名称: 食品小作坊备案\n", "\ufeff名称: 食品小作坊备案\n"),
    "中文引号": ("Y008", "状态: 在用", "状态: “在用”"),
}


def first_difference(text: str) -> int:
    pairs = zip(text.split("\n"), GOOD.split("\n"), strict=False)
    return next(number for number, (one, other) in enumerate(pairs, 1) if one != other)


def with_mistake(name: str) -> str:
    _, right, wrong = MISTAKES[name]
    assert GOOD.count(right) >= 1
    return GOOD.replace(right, wrong, 1)


def test_the_file_without_a_mistake_is_right() -> None:
    assert read_power(FILE, GOOD.encode())[1] == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_own_message_at_its_own_line(name: str) -> None:
    text = with_mistake(name)
    _, found = read_power(FILE, text.encode())
    assert [finding.rule for finding in found] == [MISTAKES[name][0]]
    line = first_difference(text)
    assert place(found[0], Source(FILE, text)).line == line
    assert found[0].fix


def test_the_message_of_each_mistake_is_its_own() -> None:
    heads = {
        MISTAKES[name][0]: read_power(FILE, with_mistake(name).encode())[1][0].message
        for name in MISTAKES
    }
    assert len(set(heads.values())) == len(heads) == 11


def test_a_file_saved_as_gbk_says_so_at_the_first_line_that_does_not_read() -> None:
    _, (finding,) = read_power(FILE, ("a: b\n" + GOOD).encode("gb18030"))
    assert finding.rule == "Y004"
    assert "GBK" in finding.message
    assert finding.span is not None
    assert finding.span.line == 2


@pytest.mark.parametrize("name", ["开头的零", "长号码", "时刻", "日期"])
def test_what_only_wants_quotes_is_read_reminded_and_mended(name: str) -> None:
    text = with_mistake(name)
    power, (finding,) = read_power(FILE, text.encode())
    assert power is not None
    assert finding.severity is Severity.WARNING
    done = fmt(FILE, text.encode())
    assert done.text is not None
    assert read_power(FILE, done.text.encode()) == (power, [])


def test_digits_in_a_long_text_are_nobodys_business() -> None:
    text = GOOD.replace(
        "备注: 以现行有效的法律法规为准。", "备注: |\n  电话：\n  - 0710\n  2025-01-01\n"
    )
    assert text != GOOD
    assert read_power(FILE, text.encode())[1] == []


def test_wide_digits_are_never_changed_by_the_formatter() -> None:
    done = fmt(FILE, with_mistake("全角数字").encode())
    assert done.text is None
    assert [finding.rule for finding in done.findings] == ["Y014"]
