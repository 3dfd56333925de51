"""The list this repository publishes: complete, sound, and at least partly written out in full."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

import pytest
from pydantic import BaseModel

from generator.check import check_corpus
from generator.diagnostic import Severity
from generator.load import Corpus, Reading, read_folder
from generator.model.citation import Citation
from generator.model.fields import Absent
from generator.model.parts import Basis, Conditions
from generator.model.power import (
    Coercion,
    Inspection,
    Levy,
    OnApplication,
    Other,
    Penalty,
    Power,
    citations_in,
)
from generator.model.vocab import LISTED, PartyClass, PenaltyKind, PowerType, YesNo

POWERS, UNITS, PARTY_POWERS, WRITTEN_OUT = 4732, 55, 50, 100
ADMINISTRATIVE = [kind for kind in PowerType if kind is not PowerType.PARTY]


class Committed:
    """The list as committed, read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reading: Reading = read_folder(root)

    @property
    def corpus(self) -> Corpus:
        assert self.reading.corpus is not None, [f.message for f in self.reading.diagnostics][:5]
        return self.reading.corpus

    @cached_property
    def powers(self) -> list[Power]:
        return [power for power in self.corpus.powers if power.type is not PowerType.PARTY]

    @cached_property
    def party(self) -> list[Power]:
        return [power for power in self.corpus.powers if power.type is PowerType.PARTY]


@pytest.fixture(scope="session")
def committed(root: Path) -> Committed:
    return Committed(root)


def test_every_file_reads(committed: Committed) -> None:
    found = [f"{f.file} {f.rule} {f.message}" for f in committed.reading.diagnostics]
    assert found == []


@pytest.mark.parametrize("day", [None, date(2026, 11, 23)])
def test_no_rule_finds_an_error(day: date | None, committed: Committed) -> None:
    facts = committed.corpus.registry.facts
    found = check_corpus(committed.corpus, today=day or facts.as_of)
    errors = [f"{f.file} {f.rule} {f.message}" for f in found if f.severity is Severity.ERROR]
    assert errors == []


def test_the_numbers_are_those_announced(committed: Committed) -> None:
    assert sum(power.status in LISTED for power in committed.powers) == POWERS
    assert len({power.authority for power in committed.powers}) == UNITS
    assert {PowerType(power.type) for power in committed.powers} == set(ADMINISTRATIVE)
    assert len(ADMINISTRATIVE) == 10


def test_the_party_committee_has_fifty_powers_in_seven_classes(committed: Committed) -> None:
    assert len(committed.party) == PARTY_POWERS
    assert {str(getattr(power, "party_class", "")) for power in committed.party} == set(PartyClass)
    assert len(PartyClass) == 7


def test_no_field_is_both_statutory_and_demonstration(committed: Committed) -> None:
    both = {
        power.code: sorted(set(power.provenance.statutory) & set(power.provenance.demonstration))
        for power in committed.corpus.powers
    }
    assert {code: names for code, names in both.items() if names} == {}


def test_every_record_says_where_its_values_come_from(committed: Committed) -> None:
    silent = [
        power.code
        for power in committed.corpus.powers
        if not power.provenance.statutory and not power.provenance.demonstration
    ]
    assert silent == []


def test_codes_are_unique_and_name_their_files(committed: Committed) -> None:
    records = committed.corpus.records
    repeated = [code for code, n in Counter(r.power.code for r in records).items() if n > 1]
    assert repeated == []
    misnamed = [r.file for r in records if PurePosixPath(r.file).stem != r.power.code]
    assert misnamed == []
    assert {r.file for r in records} == set(committed.reading.files)


def test_codes_are_quoted_as_text(committed: Committed) -> None:
    bare = [
        record.file
        for record in committed.corpus.records
        if f'\n编码: "{record.power.code}"\n'
        not in (committed.root / record.file).read_text(encoding="utf-8")
    ]
    assert bare == []


def test_codes_of_other_registries_exist(committed: Committed) -> None:
    known = {power.code for power in committed.corpus.powers}
    named = {code for synonym in committed.corpus.registry.synonyms for code in synonym.codes}
    assert named <= known


def test_everyday_words_lead_somewhere(committed: Committed) -> None:
    names = "\n".join(power.name for power in committed.corpus.powers)
    lost = [
        term
        for synonym in committed.corpus.registry.synonyms
        for term in synonym.terms
        if term not in names
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("file", "key"),
    [("单位", "名称"), ("单位", "代号"), ("单位", "编号"), ("法规", "名称"), ("法规", "代号")],
)
def test_names_of_registries_are_unique(file: str, key: str, root: Path) -> None:
    text = (root / f"powers/_registry/{file}.yml").read_text(encoding="utf-8")
    values = re.findall(rf"(?m)^  (?:- |  ){key}: (.+)$", text)
    assert len(values) > UNITS
    assert [value for value, n in Counter(values).items() if n > 1] == []


def test_shared_texts_cite_laws_that_are_registered(committed: Committed) -> None:
    registry = committed.corpus.registry
    profiles = [
        *registry.duties.values(),
        *registry.accountability.values(),
        *registry.supervision.values(),
    ]
    cited = {basis.law for profile in profiles for basis in profile.bases}
    cited |= {route.basis.law for remedy in registry.remedies.values() for route in remedy.routes}
    cited |= {template.law for template in committed.corpus.templates.values()}
    assert sorted(cited - set(registry.laws)) == []


def is_written_out(power: Power) -> bool:
    """Whether a citizen finds the substance of the type, in plain words and item by item.

    A limit, a fee or a reduction may still say 待补: where no statute sets one, the list must not
    invent it (design D13).
    """
    if not power.summary:
        return False
    if isinstance(power, OnApplication) or (
        isinstance(power, Other) and power.on_application is YesNo.YES
    ):
        conditions = power.conditions
        return (
            isinstance(conditions, Conditions)
            and bool(conditions.items)
            and isinstance(power.materials, tuple)
            and isinstance(power.results, tuple)
            and not isinstance(getattr(power, "standard", None), Absent)
        )
    if isinstance(power, Penalty):
        fined = PenaltyKind.FINE in power.penalty_kinds
        return fined == bool(power.tiers) and all(tier.circumstances for tier in power.tiers)
    if isinstance(power, Levy):
        return not isinstance(power.standard, Absent) and bool(power.standard.text)
    if isinstance(power, Inspection):
        return isinstance(power.manner, tuple)
    return isinstance(power, Coercion | Other)


def test_a_hundred_records_over_all_types_are_written_out(committed: Committed) -> None:
    written = [power for power in committed.powers if is_written_out(power)]
    per_type = Counter(PowerType(power.type) for power in written)
    assert [kind for kind in ADMINISTRATIVE if not per_type[kind]] == []
    assert len(written) >= WRITTEN_OUT, dict(per_type)


def test_every_party_power_says_in_plain_words_what_it_is(committed: Committed) -> None:
    assert [power.code for power in committed.party if not power.summary] == []


def cited(value: object) -> Iterator[Citation]:
    """Every citation anywhere below a value, whatever its fields are declared to be."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, Basis):
        yield value.citation
    elif isinstance(value, BaseModel):
        for child in vars(value).values():
            yield from cited(child)
    elif isinstance(value, tuple):
        for child in value:
            yield from cited(child)


def test_no_citation_stands_where_its_field_does_not_declare_one(committed: Committed) -> None:
    corpus = committed.corpus
    holders = [*corpus.powers, *corpus.templates.values(), corpus.registry.profiles]
    for holder in holders:
        assert [citation for _, citation in citations_in(holder)] == list(cited(holder))
    assert sum(1 for holder in holders for _ in citations_in(holder)) > POWERS
