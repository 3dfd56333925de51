"""Reports: marks under the right cells, the counts of the list, and the form for programs."""

import json
from pathlib import Path

from generator.check import check_corpus
from generator.diagnostic import Diagnostic, Severity, Span
from generator.load import Reading
from generator.model.vocab import PowerType
from generator.report.json import render_json
from generator.report.stats import stats, stats_text
from generator.report.text import PER_FILE, cells, render_text, summary
from generator.source import Source
from tests.factory import TODAY, file_of, reading_of, setting, valid_trees

SOURCE = Source("甲.yml", "名称: 食品经营许可\n编码: a\n备注: ab\n")


def fault(*path: str, **more: object) -> Diagnostic:
    values: dict[str, object] = {"fix": "改", "why": "因", **more}
    return Diagnostic("S103", Severity.ERROR, "不对", "甲.yml", path, **values)  # type: ignore[arg-type] - fields by name, as the cases give them


def rendered(*findings: Diagnostic, source: Source = SOURCE, colour: bool = False) -> str:
    return "\n".join(render_text(findings, lambda _: source, colour=colour))


def test_cells_count_wide_characters_twice() -> None:
    assert [cells(text) for text in ("", "ab", "汉字", "Ａ：", "“a”", "ab汉")] == [0, 2, 4, 4, 3, 4]


def test_a_mark_stands_under_the_cells_it_means() -> None:
    assert rendered(fault("名称")) == (
        "错误 S103  不对\n"
        "  甲.yml:1:5\n"
        "  1 │ 名称: 食品经营许可\n"
        "    │       ^^^^^^^^^^^^\n"
        "  怎么改：改\n"
        "  为什么：因\n"
    )


def test_a_mark_on_a_key_stands_under_the_key() -> None:
    assert "    │ ^^^^\n" in rendered(fault("名称", on_key=True))


def test_the_related_place_has_its_own_mark_in_order_of_line() -> None:
    text = rendered(fault("备注", near=("编码",)))
    assert "  2 │ 编码: a\n    │       -\n  3 │ 备注: ab\n    │       ^^\n" in text


def test_a_related_place_on_the_same_line_is_not_marked_twice() -> None:
    assert rendered(fault("编码", near=("编码",))).count("│") == 2


def test_findings_come_in_order_of_line_and_file() -> None:
    text = rendered(fault("备注"), fault("名称"), fault("编码"))
    assert [line for line in text.splitlines() if "甲.yml" in line] == [
        "  甲.yml:1:5",
        "  甲.yml:2:5",
        "  甲.yml:3:5",
    ]


def test_more_than_anybody_reads_are_counted() -> None:
    text = rendered(*[fault("名称")] * (PER_FILE + 3))
    assert text.count("错误 S103") == PER_FILE
    assert "甲.yml 还有 3 处" in text


def test_a_place_beyond_the_text_is_told_without_an_excerpt() -> None:
    text = rendered(fault(span=Span(99, 1, 2)))
    assert "甲.yml:99:1" in text
    assert "│" not in text


def test_colour_never_carries_the_meaning_alone() -> None:
    plain, coloured = rendered(fault("名称")), rendered(fault("名称"), colour=True)
    assert "\033[" not in plain
    assert coloured.replace("\033[1;31m", "").replace("\033[0m", "") == plain


def test_only_a_clean_list_is_called_clean() -> None:
    warning = Diagnostic("T002", Severity.WARNING, "甲", "甲.yml")
    assert summary([]) == "全部通过：没有错误，也没有提醒"
    assert summary([warning]) == "0 处错误，1 处提醒"
    assert summary([fault(), warning, fault()]) == "2 处错误，1 处提醒"


def test_programs_get_one_array_in_reading_order(tmp_path: Path) -> None:
    trees = valid_trees()
    licence = file_of(PowerType.LICENSING)
    setting(licence, "承诺时限", "期限", to="25日")(trees)
    setting(licence, "主题", 0, to="甲")(trees)
    reading = reading_of(tmp_path, trees)
    assert reading.corpus is not None
    rows = json.loads(render_json(check_corpus(reading.corpus, today=TODAY), reading.source))
    assert [(row["rule"], row["severity"], row["line"], row["column"]) for row in rows] == [
        ("R004", "error", 12, 5),
        ("T002", "warning", 27, 7),
    ]
    assert rows[0]["file"] == licence
    assert rows[0]["code"] == "420683021XK00100"
    assert rows[0]["field"] == "主题/0"
    assert all(row["message"] and row["fix"] and row["why"] for row in rows)


def test_no_findings_are_an_empty_array() -> None:
    assert json.loads(render_json([], lambda _: SOURCE)) == []


def test_the_list_is_counted_with_the_party_apart(valid: Reading) -> None:
    assert valid.corpus is not None
    counted = stats(valid.corpus)
    assert (counted["powers"], counted["departments"]) == (10, 1)
    assert set(counted["types"].values()) == {1}
    assert len(counted["types"]) == 10
    assert counted["by_department"] == {"市市场监督管理局": 10}
    assert counted["status"] == {"在用": 10}
    assert counted["party"]["powers"] == 1
    assert counted["party"]["public"] == 1
    assert counted["party"]["classes"]["重大决策"] == 1
    assert len(counted["party"]["classes"]) == 7
    assert (counted["laws"], counted["laws_cited"], counted["templates"]) == (10, 2, 2)
    assert counted["demonstration"] is True


def test_the_count_reads_as_text(valid: Reading) -> None:
    assert valid.corpus is not None
    lines = stats_text(stats(valid.corpus)).splitlines()
    assert lines[0] == "10 项职权，1 个单位"
    assert "  行政许可 1" in lines
    assert "市委职权 1 项，7 类，向社会公开 1 项" in lines
