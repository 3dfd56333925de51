"""Every rule of the field: it finds what it is for, where it is, and nothing beside it."""

import re
from pathlib import Path

import pytest

from generator.check import RULES, check_corpus
from generator.check.rule import Rule
from generator.diagnostic import Diagnostic
from generator.load import Reading
from generator.report.placed import place
from tests.factory import TODAY, has_chinese, reading_of, valid_trees
from tests.rules.cases import CASES, Case

JARGON = re.compile(r"(?i)\b(?:schema|null|parse|index|None|type|error|dict|list|True|False|key)\b")
IDS = [f"{case.rule}-{number}" for number, case in enumerate(CASES)]


def examined(folder: Path, mutate: object) -> tuple[Reading, list[Diagnostic]]:
    trees = valid_trees()
    assert callable(mutate)
    mutate(trees)
    reading = reading_of(folder, trees)
    assert reading.diagnostics == ()
    assert reading.corpus is not None
    return reading, check_corpus(reading.corpus, today=TODAY)


def test_the_list_that_cases_start_from_is_clean(valid: Reading) -> None:
    assert valid.diagnostics == ()
    assert valid.corpus is not None
    assert check_corpus(valid.corpus, today=TODAY) == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_failing_twin_is_found_where_it_stands(case: Case, tmp_path: Path) -> None:
    reading, found = examined(tmp_path, case.bad)
    told = [
        finding for finding in found if finding.rule == case.rule and case.says in finding.message
    ]
    assert len(told) == 1, [f"{f.rule} {f.message}" for f in found]
    others = [finding.rule for finding in found if finding is not told[0]]
    assert set(others) <= set(case.also), others
    assert set(case.also) <= set(others)
    finding = told[0]
    source = reading.source(finding.file)
    span = place(finding, source)
    words = source.lines[span.line - 1][span.column - 1 : span.end - 1]
    assert (finding.file, span.line, span.column, words) == case.at


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_clean_twin_passes(case: Case, tmp_path: Path) -> None:
    _, found = examined(tmp_path, case.good)
    assert [f"{f.rule} {f.message}" for f in found] == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_messages_are_chinese_and_say_what_to_do(case: Case, tmp_path: Path) -> None:
    rule = next(rule for rule in RULES if rule.code == case.rule)
    for finding in examined(tmp_path, case.bad)[1]:
        for said in (finding.message, finding.fix, finding.why):
            assert has_chinese(said), finding
            assert not JARGON.search(said), said
        if finding.rule == case.rule:
            assert finding.severity is rule.severity
            near = examined(tmp_path, case.bad)[0].source(finding.file).locate(finding.near)
            assert near.line >= 1


def test_codes_are_unique_and_well_formed() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in codes)


def test_slugs_are_unique_and_well_formed() -> None:
    slugs = [rule.slug for rule in RULES]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", slug) for slug in slugs)


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_rule_has_its_page_and_a_case(rule: type[Rule]) -> None:
    headline, why, fix = rule.page()
    for said in (headline, why, fix):
        assert has_chinese(said)
        assert not JARGON.search(said)
    assert (rule.__doc__ or "").splitlines()[0].endswith("。")
    assert rule.record is not Rule.record or rule.whole is not Rule.whole
    assert any(case.rule == rule.code for case in CASES), f"{rule.code} has no case"


def test_every_case_names_a_rule_that_exists() -> None:
    assert {case.rule for case in CASES} <= {rule.code for rule in RULES}


def test_findings_come_in_the_same_order_every_time(tmp_path: Path) -> None:
    def everything(trees: dict[str, object]) -> None:
        for rule in ("T001", "A004", "F001", "I010"):
            next(case for case in CASES if case.rule == rule).bad(trees)

    _, first = examined(tmp_path, everything)
    _, again = examined(tmp_path, everything)
    assert first == again
    assert len(first) >= 4
    assert [f.file for f in first] == sorted(f.file for f in first)


@pytest.mark.parametrize("status", ["暂停", "取消", "下放", "合并"])
def test_a_power_no_longer_in_use_may_rest_on_a_repealed_law(status: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.rule == "L003")

    def mutate(trees: dict[str, dict[str, object]]) -> None:
        case.bad(trees)
        trees[case.at[0]]["状态"] = status

    assert examined(tmp_path, mutate)[1] == []
