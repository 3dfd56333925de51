"""Laws of the shares of units: nothing is lost, nothing is counted twice."""

import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diff.shares import Share, shares
from generator.diff.told import Account
from generator.model.vocab import Meaning
from tests.editions import told_of, two_units
from tests.edits import EDITS, edited

CHOSEN = st.lists(st.sampled_from(sorted(EDITS)), max_size=5, unique=True)


@cache
def told(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Account, tuple[Share, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        account = told_of(Path(folder), edited(two_units(), *one), edited(two_units(), *other))
    return account, shares(account)


@settings(max_examples=60, deadline=None)
@given(CHOSEN, CHOSEN)
def test_the_units_add_up_to_the_edition(one: list[str], other: list[str]) -> None:
    account, found = told(tuple(one), tuple(other))
    assert sum(share.powers for share in found) == account.powers
    for word in Meaning:
        counted = sum(dict(share.meanings).get(str(word), 0) for share in found)
        assert counted == account.reached(str(word))


@settings(max_examples=60, deadline=None)
@given(CHOSEN, CHOSEN)
def test_every_power_stands_once_under_all_that_reached_it(
    one: list[str], other: list[str]
) -> None:
    account, found = told(tuple(one), tuple(other))
    held = Counter(p.code for s in found for listing in s.listings for p in listing.powers)
    assert set(held.values()) <= {1}
    for number, cluster in enumerate(account.clusters, 1):
        reached = {
            power.code
            for share in found
            for listing in share.listings
            if number in listing.changes
            for power in listing.powers
        }
        assert reached == {power.code for power in cluster.powers}


@settings(max_examples=60, deadline=None)
@given(CHOSEN, CHOSEN)
def test_every_change_is_the_own_of_one_unit_or_shared(one: list[str], other: list[str]) -> None:
    account, found = told(tuple(one), tuple(other))
    own = Counter(number for share in found for number, _ in share.own)
    counts = Counter[int]()
    for share in found:
        counts.update({number: count for number, _, count in share.shared})
    assert set(own.values()) <= {1}
    for number, cluster in enumerate(account.clusters, 1):
        assert (number in own) is not (number in counts)
        assert number in own or counts[number] == len(cluster.powers)
