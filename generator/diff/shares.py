"""What an edition changed for each unit: which changes reached which of its powers.

A change is told once, whatever it reached. A unit's share names it by its number and says how many
of the unit's powers it reached; every power stands once, under all that reached it. A power that
changed hands counts for the unit that has it now, and is named by the one that had it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.diff.comparison import ORDER, SEVERAL
from generator.diff.grounds import Entry, Override
from generator.diff.told import Account, Cluster, Holder


@dataclass(frozen=True, slots=True)
class Listing:
    """Powers of one unit that the same changes reached.

    Attributes:
        changes: Their numbers: places in the account, from 1.
        powers: In order of code.
    """

    changes: tuple[int, ...]
    powers: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What an edition changed for one unit.

    Attributes:
        unit: Its name, as of the edition.
        id: Its address.
        own: Changes that reached nobody else, by number.
        shared: Changes that reached others too, by number: how many of this unit's powers.
        listings: Every power it holds that anything reached, once.
        left: Powers that other units hold now.
        meanings: Class → number of powers, the weightiest first; no class without a power.
        entries: What was added to the histories of these powers.
        overrides: Where a person judged changes of these powers.
    """

    unit: str
    id: str
    own: tuple[tuple[int, Cluster], ...]
    shared: tuple[tuple[int, Cluster, int], ...]
    listings: tuple[Listing, ...]
    left: tuple[Holder, ...]
    meanings: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]
    overrides: tuple[Override, ...]

    @property
    def powers(self) -> int:
        """How many powers it holds that anything reached."""
        return sum(len(listing.powers) for listing in self.listings)

    @property
    def codes(self) -> frozenset[str]:
        """All of these, and those it gave away."""
        held = (power for listing in self.listings for power in listing.powers)
        return frozenset(power.code for power in (*held, *self.left))


def shares(account: Account) -> tuple[Share, ...]:
    """The share of every unit that holds or held a power of the account, by its address."""
    addresses = dict(account.units)
    names = {address: name for name, address in account.units}
    reached: dict[str, dict[Holder, list[int]]] = {address: {} for address in names}
    left: dict[str, dict[Holder, None]] = {address: {} for address in names}
    for number, cluster in enumerate(account.clusters, 1):
        for power in cluster.powers:
            reached[addresses[power.unit]].setdefault(power, []).append(number)
            # A unit that only took another name gave nothing away.
            if power.former and addresses[power.former] != addresses[power.unit]:
                left[addresses[power.former]][power] = None
    return tuple(
        _share(account, names[address], address, reached[address], tuple(left[address]))
        for address in sorted(names)
        if reached[address] or left[address]
    )


def _share(
    account: Account,
    unit: str,
    id_: str,
    reached: dict[Holder, list[int]],
    left: tuple[Holder, ...],
) -> Share:
    alike: dict[tuple[int, ...], list[Holder]] = {}
    for power in sorted(reached, key=lambda power: power.code):
        alike.setdefault(tuple(reached[power]), []).append(power)
    counted = Counter(number for numbers in reached.values() for number in numbers)
    found = [(number, account.clusters[number - 1], counted[number]) for number in sorted(counted)]
    codes = {power.code for power in (*reached, *left)}
    return Share(
        unit,
        id_,
        tuple((number, cluster) for number, cluster, _ in found if cluster.unit != SEVERAL),
        tuple(one for one in found if one[1].unit == SEVERAL),
        tuple(Listing(numbers, tuple(alike[numbers])) for numbers in sorted(alike)),
        left,
        _meanings(account, reached.values()),
        tuple(entry for entry in account.entries if codes.intersection(entry.codes)),
        tuple(one for one in account.overrides if codes.intersection(one.codes)),
    )


def _meanings(account: Account, reached: Iterable[list[int]]) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter()
    for numbers in reached:
        counted.update({word for n in numbers for word in account.clusters[n - 1].meanings})
    return tuple((str(word), counted[str(word)]) for word in ORDER if counted[str(word)])
