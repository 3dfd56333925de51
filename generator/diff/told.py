"""What readers of the site are told: each change once, powers by what they share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.diff.change import Kind
from generator.diff.comparison import ORDER
from generator.diff.grounds import Entry, Override


@dataclass(frozen=True, slots=True)
class Told:
    """One fact that changed.

    Attributes:
        meaning: For those concerned: 利民, 加重, 中性 or 待判定.
        rule: Which rule says so; empty when none knew.
        kind: What it amounts to for the power.
        field: Where the fact stands; empty for a whole power.
        before: What it was; empty when it was not there.
        after: What it is; empty when it is gone.
        moved: Whether only the order changed.
        listed: Whether `before` and `after` are several short texts that went and came.
        tied: Of a merging or a split, the other powers in words.
    """

    meaning: str
    rule: str
    kind: str
    field: str
    before: str
    after: str
    moved: bool = False
    listed: bool = False
    tied: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A power that a change reached.

    Attributes:
        unit: Who holds it; of a power that went, who held it.
        former: Who held it before, when that was another unit.
    """

    code: str
    name: str
    unit: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Facts that changed together in the same powers.

    Attributes:
        unit: Who holds the powers; `SEVERAL` when more than one does.
        origin: Where the facts are really written; empty for the powers' own files.
        powers: In order of code; empty for a registry that no power takes anything from.
        facts: What is known to be worse or better first, what has to be judged after it.
        charts: Which of the comparison's charts show it.
        laws: Laws that the facts cite and that came into force, or were revised, between the two
            lists: title and day.
    """

    unit: str
    origin: str
    powers: tuple[Holder, ...]
    facts: tuple[Told, ...]
    charts: tuple[int, ...] = ()
    laws: tuple[tuple[str, str], ...] = ()

    @property
    def meanings(self) -> tuple[str, ...]:
        """The classes that occur, the weightiest first."""
        found = {fact.meaning for fact in self.facts}
        return tuple(str(meaning) for meaning in ORDER if str(meaning) in found)


@dataclass(frozen=True, slots=True)
class Account:
    """Everything one edition changed against the one before.

    Attributes:
        clusters: Changes of powers, several units first, then by unit.
        registers: Changes of registries that no power shows as its own.
        charts: Drawings of two versions of a process in one, as SVG.
        unread: How many records of either side could not be read and were not compared.
        untold: Codes of powers of which nothing is told: they could not be read, or were not open
            to everybody, on one side at least.
        unseen: Those of them that the later list does not show.
        entries: What was added to histories, by day.
        overrides: Where a person decided instead of the rules.
        units: Name and address of every unit that holds or held one of the powers; names that
            are no longer in use come first.
    """

    clusters: tuple[Cluster, ...]
    registers: tuple[Told, ...] = ()
    charts: tuple[str, ...] = ()
    unread: int = 0
    untold: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    overrides: tuple[Override, ...] = ()
    units: tuple[tuple[str, str], ...] = ()

    def reached(self, meaning: str) -> int:
        """How many powers a change of a class reached."""
        return len({p.code for c in self.clusters if meaning in c.meanings for p in c.powers})

    @property
    def powers(self) -> int:
        """How many powers anything reached."""
        return len({power.code for cluster in self.clusters for power in cluster.powers})

    @property
    def kinds(self) -> dict[str, int]:
        """What happened to powers, and to how many of each; a power can have two kinds."""
        found: dict[str, set[str]] = {}
        for cluster in self.clusters:
            for kind in {fact.kind for fact in cluster.facts}:
                found.setdefault(kind, set()).update(power.code for power in cluster.powers)
        return {str(kind): len(found[kind]) for kind in Kind if kind in found}


def with_charts(told: Account, charts: Mapping[str, int], drawings: tuple[str, ...]) -> Account:
    """Put drawings beside the changes of processes; `charts` gives the drawing of a power."""

    def shown(cluster: Cluster) -> Cluster:
        if not any(fact.field.startswith("流程") for fact in cluster.facts):
            return cluster
        numbers = dict.fromkeys(charts[p.code] for p in cluster.powers if p.code in charts)
        return replace(cluster, charts=tuple(sorted(numbers)))

    return replace(told, clusters=tuple(map(shown, told.clusters)), charts=drawings)
