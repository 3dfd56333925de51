"""Recall of the search for duplicates: records of the committed list copied under other names."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.check import check_corpus
from generator.diagnostic import Diagnostic
from generator.load import Corpus, Loaded, read_folder
from generator.model.citation import parse_place
from generator.model.power import Penalty, Power
from generator.model.vocab import BasisRole, Status

SEED, EACH = 20261126, 12
FINDS = {"I007", "I022", "I024", "I026"}
"""Rules that look for one matter in two records."""


@dataclass(frozen=True)
class Way:
    """One way in which a matter comes to be listed twice.

    Attributes:
        what: In a few words.
        elsewhere: Whether the second record is another unit's.
        named: The second name, from the first.
    """

    what: str
    elsewhere: bool
    named: Callable[[str], str]


WAYS = (
    Way("another unit, the same name", True, lambda name: name),
    Way("another unit, other punctuation", True, lambda name: f"{name}（县级权限）"),
    Way("another unit, quite another name", True, lambda _: "对有关违法情形的处罚"),
    Way("the same unit, other punctuation", False, lambda name: f"{name[:3]} {name[3:]}"),
    Way("the same unit, quite another name", False, lambda _: "对有关违法情形的处罚"),
)


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    found = read_folder(root).corpus
    assert found is not None
    return found


def originals(corpus: Corpus) -> list[Power]:
    """Penalties in force whose article nobody else has, in an order drawn once."""
    alone: dict[tuple[str, str], int] = {}
    penalties = [p for p in corpus.powers if isinstance(p, Penalty)]
    for power in penalties:
        for basis in power.bases:
            key = (basis.law, str(basis.place))
            alone[key] = alone.get(key, 0) + 1
    fitting = [
        power
        for power in penalties
        if power.status is Status.IN_FORCE
        and all(basis.place for basis in power.bases)
        and power.bases[0].role is BasisRole.ESTABLISHES
        and all(alone[basis.law, str(basis.place)] == 1 for basis in power.bases)
    ]
    random.Random(SEED).shuffle(fitting)
    return fitting


def seeded(corpus: Corpus, *, spread: bool = False) -> tuple[Corpus, dict[str, tuple[Way, str]]]:
    """The list with copies, each of its own original; a copy's code → how it was made, and of what.

    Args:
        corpus: The committed list.
        spread: Whether every copy rests on an article and means an offence of its own.
    """
    units = sorted({power.authority for power in corpus.powers if isinstance(power, Penalty)})
    pairs = zip(originals(corpus), [way for way in WAYS for _ in range(EACH)], strict=False)
    made, records = {}, list(corpus.records)
    for number, (power, way) in enumerate(pairs):
        assert isinstance(power, Penalty)
        unit = units[(units.index(power.authority) + 1) % len(units)]
        code = f"{power.code[:-5]}{900 + number % 99:03d}{number // 99:02d}"
        update = {
            "code": code,
            "name": way.named(power.name),
            "authority": unit if way.elsewhere else power.authority,
        }
        if spread:
            place = parse_place(f"第{700 + number}条")
            basis = power.bases[0].model_copy(update={"place": place})
            update |= {"bases": (basis,), "offence": f"第{number}种违法情形"}
            update["name"] = f"对第{number}种违法情形的处罚"
        made[code] = way, power.code
        records.append(Loaded(f"powers/{unit}/{code}.yml", power.model_copy(update=update)))
    return replace(corpus, records=tuple(records)), made


def told(corpus: Corpus) -> list[Diagnostic]:
    found = check_corpus(corpus, today=corpus.registry.facts.as_of)
    return [finding for finding in found if finding.rule in FINDS]


def missed(findings: list[Diagnostic], made: dict[str, tuple[Way, str]]) -> list[str]:
    """Ways whose copies no finding names."""
    named = {finding.code for finding in findings}
    return [way.what for code, (way, original) in made.items() if not {code, original} & named]


@pytest.mark.accepts("A11")
def test_every_seeded_pair_is_found(corpus: Corpus) -> None:
    twice, made = seeded(corpus)
    assert len(made) == len(WAYS) * EACH
    assert missed(told(twice), made) == []


@pytest.mark.accepts("A11", twin=True)
@pytest.mark.parametrize("rule", sorted(FINDS - {"I022"}))
def test_without_one_of_the_rules_pairs_are_missed(rule: str, corpus: Corpus) -> None:
    twice, made = seeded(corpus)
    assert missed([finding for finding in told(twice) if finding.rule != rule], made)


@pytest.mark.accepts("A11", twin=True)
def test_what_only_looks_alike_is_not_called_a_duplicate(corpus: Corpus) -> None:
    apart, made = seeded(corpus, spread=True)
    assert len(missed(told(apart), made)) == len(made)
