"""Every rule of the field: it finds what it is for, where it is, and nothing beside it.

Each rule has a folder `<code>-<slug>` with a failing twin, a clean twin and what `powerlist check`
prints for the failing one; what these files may say stands in `tests.rules.example`.
`pytest tests/rules --update-expected` writes what is printed now; read the difference in git.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.check import RULES, check_corpus
from generator.check.manual import READING, entries
from generator.check.rule import Rule
from generator.diagnostic import Diagnostic
from generator.load import Corpus, Reading
from generator.report.text import render_text
from tests.factory import FACTS, TODAY, has_chinese, reading_of, valid_trees
from tests.rules.example import Case, Example, cases, counts, read_example, rule_folders

JARGON = re.compile(r"(?i)\b(?:schema|null|parse|index|None|type|error|dict|list|True|False|key)\b")
CASES = cases()
CATALOGUE = range(1, 79)
"""Numbers of the catalogue of rules of the field."""


@dataclass(frozen=True)
class Examined:
    """A case as the program reads it."""

    example: Example
    reading: Reading
    before: Corpus | None

    def findings(self) -> list[Diagnostic]:
        """What is wrong with it now."""
        found = list(self.reading.diagnostics)
        if self.reading.corpus is not None:
            today = self.example.today
            found += check_corpus(self.reading.corpus, today=today, before=self.before)
        return found

    def printed(self) -> str:
        """What `powerlist check` prints, before it counts."""
        return "\n".join(render_text(self.findings(), self.reading.source))


Examine = Callable[[Path], Examined]


@pytest.fixture(scope="module")
def examine(tmp_path_factory: pytest.TempPathFactory, valid: Reading) -> Examine:
    """Reads the file of a case, once."""
    known: dict[Path, Examined] = {}

    def reading(path: Path) -> Examined:
        if path not in known:
            example = read_example(path)
            folder = tmp_path_factory.mktemp("case")
            before = valid.corpus if example.compared else None
            known[path] = Examined(example, reading_of(folder, example.trees), before)
        return known[path]

    return reading


def cases_of(rule: type[Rule]) -> list[Case]:
    return [case for case in CASES if case.rule == rule.code]


def test_the_list_that_cases_start_from_is_clean(valid: Reading) -> None:
    assert valid.diagnostics == ()
    assert valid.corpus is not None
    assert check_corpus(valid.corpus, today=TODAY) == []
    assert check_corpus(valid.corpus, today=TODAY, before=valid.corpus) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_failing_twin_is_found_where_it_stands(
    case: Case, examine: Examine, request: pytest.FixtureRequest
) -> None:
    examined = examine(case.bad)
    told = examined.printed()
    if request.config.getoption("--update-expected"):
        case.expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == case.expected.read_text(encoding="utf-8")
    assert re.search(rf"^(?:错误|提醒) {case.rule}  ", told, re.MULTILINE)
    for finding in examined.findings():
        source = examined.reading.source(finding.file)
        gone = finding.file not in examined.example.trees
        assert source.text or (gone and finding.rule == "H002"), f"{finding.file} is no file"
        assert finding.path or finding.span or gone, "the place is not said"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_clean_twin_passes(case: Case, examine: Examine) -> None:
    assert examine(case.good).printed() == ""
    assert examine(case.good).example.trees != examine(case.bad).example.trees


@pytest.mark.parametrize("case", CASES, ids=str)
def test_messages_are_chinese_and_say_what_to_do(case: Case, examine: Examine) -> None:
    severities = {entry.code: entry.severity for entry in entries()}
    for finding in examine(case.bad).findings():
        for said in (finding.message, finding.fix, finding.why):
            assert has_chinese(said), finding
            assert not JARGON.search(said), said
        assert finding.severity is severities[finding.rule]


def parts_of(rule: type[Rule]) -> list[str]:
    """Names of the methods that make a rule: the two it is called by and its own helpers."""
    called = [
        name for name in ("record", "whole") if getattr(rule, name) is not getattr(Rule, name)
    ]
    own = [name for name, value in vars(rule).items() if inspect.isfunction(value)]
    return sorted({*called, *own})


@pytest.mark.parametrize(
    ("rule", "part"),
    [(rule, part) for rule in RULES for part in parts_of(rule)],
    ids=lambda value: value if isinstance(value, str) else value.code,
)
def test_a_rule_without_its_body_fails_its_case(
    rule: type[Rule], part: str, examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = [examine(case.bad) for case in cases_of(rule)]
    monkeypatch.setattr(rule, part, lambda *_, **__: "")  # Empty as a text and as an iterable.
    for case, examined in zip(cases_of(rule), read, strict=True):
        try:
            told = examined.printed()
        except (TypeError, ValueError, AttributeError):
            return  # Nobody can use what the helper no longer gives.
        if told != case.expected.read_text(encoding="utf-8"):
            return
    pytest.fail(f"no case of {rule.code} needs {rule.__name__}.{part}")


def test_codes_are_unique_and_well_formed() -> None:
    codes = [entry.code for entry in entries()]
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
    assert cases_of(rule), f"{rule.code} has no case"


def test_every_folder_is_of_a_rule_and_holds_twins_alone() -> None:
    """Codes that are given while a file is read have no slug of their own."""
    named = {f"{rule.code}-{rule.slug}" for rule in RULES}
    reading = {entry.code for entry in READING}
    for folder in rule_folders():
        assert folder.name in named or folder.name.split("-")[0] in reading, folder.name
        of_folder = [case for case in CASES if case.folder == folder]
        wanted = {path for case in of_folder for path in (case.bad, case.good, case.expected)}
        assert set(folder.iterdir()) == wanted, folder.name


def test_every_number_of_the_catalogue_is_answered() -> None:
    answered = {number for entry in entries() for number in entry.answers}
    assert answered == set(CATALOGUE)


def test_findings_come_in_the_same_order_every_time(tmp_path: Path) -> None:
    trees = valid_trees()
    for rule in ("T001", "A004", "F001", "I010"):
        example = read_example(next(case for case in CASES if case.rule == rule).bad)
        for file, tree in example.trees.items():
            changed = {
                key: value for key, value in tree.items() if value != valid_trees()[file].get(key)
            }
            trees[file] = trees[file] | changed
    corpus = reading_of(tmp_path, trees).corpus
    assert corpus is not None
    first = check_corpus(corpus, today=TODAY)
    assert first == check_corpus(corpus, today=TODAY)
    assert {finding.rule for finding in first} == {"T001", "A004", "F001", "I010"}
    assert [finding.file for finding in first] == sorted(finding.file for finding in first)


@pytest.mark.parametrize("status", ["暂停", "取消", "下放", "合并"])
def test_a_power_no_longer_in_use_may_rest_on_a_repealed_law(status: str, tmp_path: Path) -> None:
    trees = read_example(next(case for case in CASES if case.rule == "L003").bad).trees
    trees["powers/市市场监督管理局/420683021ZS00100.yml"]["状态"] = status
    trees[FACTS] |= counts(trees)
    corpus = reading_of(tmp_path, trees).corpus
    assert corpus is not None
    assert check_corpus(corpus, today=TODAY) == []
