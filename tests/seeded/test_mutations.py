"""Recall and false alarms on the committed list: hundreds of records, each spoilt in one way.

All mutations of a round are made on different records of one copy of the list, which is then
checked as the program does. Every spoilt record must be found by the rule its mutation names, and
no record that was left alone may be found by anything.
"""

import random
from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pytest

from generator.check import RULES, check_corpus
from generator.check.rule import Rule
from generator.diagnostic import Diagnostic
from generator.emit import emit
from generator.load import Corpus, Loaded, known_keys, read_folder, read_power
from generator.source import Source, parse
from tests.seeded.contents import CONTENTS
from tests.seeded.mutation import Mutation, Tree
from tests.seeded.processes import PROCESSES
from tests.seeded.records import RECORDS
from tests.seeded.slips import SLIPS, Slip

MUTATIONS = (*RECORDS, *CONTENTS, *PROCESSES)
EACH = 6
"""Records drawn for a mutation."""
AT_LEAST = 300
SEED = 20261125


class Ground:
    """The committed list, read once, with the trees of its records."""

    def __init__(self, root: Path) -> None:
        self.root = root
        reading = read_folder(root)
        assert reading.corpus is not None
        self.corpus: Corpus = reading.corpus
        self.today = self.corpus.registry.facts.as_of

    @cached_property
    def trees(self) -> dict[str, Tree]:
        found = {}
        for record in self.corpus.records:
            text = (self.root / record.file).read_text(encoding="utf-8")
            tree, faults = parse(Source(record.file, text), known_keys())
            assert not faults
            found[record.file] = tree
        return found

    def drawn(self) -> list[tuple[Mutation, str]]:
        """Each mutation with the files it is made on; no file twice, and turn by turn.

        Some mutations fit a handful of records only; taking turns leaves some for each.
        """
        order = sorted(self.trees)
        random.Random(SEED).shuffle(order)
        taken: set[str] = set()
        found = []
        for mutation in MUTATIONS * EACH:
            fitting = (f for f in order if f not in taken and mutation.fits(self.trees[f]))
            if file := next(fitting, None):
                taken.add(file)
                found.append((mutation, file))
        return found


@pytest.fixture(scope="module")
def ground(root: Path) -> Ground:
    return Ground(root)


def spoilt(mutation: Mutation, tree: Tree) -> Tree:
    copy = deepcopy(tree)
    mutation.spoil(copy)
    assert copy != tree, mutation.what
    return copy


def examined(ground: Ground, pairs: list[tuple[Mutation, str]]) -> dict[str, list[Diagnostic]]:
    """Findings by file, with every pair carried out."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    spoiled = {}
    for mutation, file in pairs:
        raw = emit(spoilt(mutation, ground.trees[file])).encode()
        power, faults = read_power(file, raw)
        found[file] += faults
        spoiled[file] = power
    records = tuple(
        record if record.file not in spoiled else Loaded(record.file, spoiled[record.file])  # type: ignore[arg-type] - None left out below
        for record in ground.corpus.records
        if spoiled.get(record.file, record) is not None
    )
    corpus = replace(ground.corpus, records=records)
    for finding in check_corpus(corpus, today=ground.today):
        found[finding.file].append(finding)
    return found


def test_the_list_left_alone_is_silent(ground: Ground) -> None:
    found = check_corpus(ground.corpus, today=ground.today)
    assert [f"{f.file} {f.rule} {f.message}" for f in found] == []


def test_every_mutation_is_caught_by_its_rule(ground: Ground) -> None:
    pairs = ground.drawn()
    missing = set(MUTATIONS) - {mutation for mutation, _ in pairs}
    assert not missing, [mutation.what for mutation in missing]
    found = examined(ground, pairs)
    missed = [
        f"{mutation.rule} {mutation.what}: {file} gave {[f.rule for f in found[file]]}"
        for mutation, file in pairs
        if mutation.rule not in {finding.rule for finding in found[file]}
    ]
    assert missed == []
    alone = set(ground.trees) - {file for _, file in pairs}
    echoes = {code for mutation, _ in pairs for code in mutation.echoes}
    alarms = [
        f"{f.file} {f.rule} {f.message}"
        for file in sorted(alone)
        for f in found[file]
        if f.rule not in echoes
    ]
    assert alarms == []


def test_every_slip_of_the_pen_is_caught_on_its_line(ground: Ground) -> None:
    missed = []
    for slip, file in slipped(ground):
        text = (ground.root / file).read_text(encoding="utf-8")
        raw, line = slip.spoil(text)
        _, faults = read_power(file, raw)
        told = {(fault.rule, _line(fault, file, raw)) for fault in faults}
        if (slip.rule, line) not in told:
            missed.append(f"{slip.rule} {slip.what}: {file}:{line} gave {sorted(told)}")
    assert missed == []


def slipped(ground: Ground) -> list[tuple[Slip, str]]:
    order = sorted(ground.trees)
    random.Random(SEED + 1).shuffle(order)
    found = []
    for slip in SLIPS:
        texts = ((file, (ground.root / file).read_text(encoding="utf-8")) for file in order)
        fitting = (file for file, text in texts if slip.fits(text))
        found += [(slip, file) for file, _ in zip(fitting, range(EACH), strict=False)]
    return found


def _line(fault: Diagnostic, file: str, raw: bytes) -> int:
    if fault.span is not None:
        return fault.span.line
    return Source(file, raw.decode("utf-8", "replace")).locate(fault.path).line


def test_there_are_enough_of_them(ground: Ground) -> None:
    pairs = [*ground.drawn(), *slipped(ground)]
    assert len(pairs) >= AT_LEAST, len(pairs)
    assert max(Counter(mutation.rule for mutation, _ in pairs).values()) < len(pairs) / 4


WITHOUT = {
    "H": "compares with an earlier list; tests/rules makes one",
    "L006": "a law must have been revised within the last half year; tests/rules makes one",
    "I017": "needs the whole catalogue of the higher levels; the committed extract has no case",
    "R011": "needs a unit registered for centralised licensing; the committed list has none",
    "J004": "every committed remedy names the cases of review before suit; tests/rules breaks one",
    "D007": "every template has its refusal; only a procedure of its own can lack one",
}
"""Rules that look at single records and have no mutation, and why."""


def test_every_rule_of_single_records_has_a_mutation() -> None:
    known = {mutation.rule for mutation in MUTATIONS}
    bare = {rule.code for rule in RULES if rule.record is not Rule.record} - known
    assert {code for code in bare if code not in WITHOUT and code[0] not in WITHOUT} == set()
