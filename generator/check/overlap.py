"""I: the same matter in the hands of several units (catalogue 78), and the register of such cases.

Two powers are one matter when the same article, down to paragraph and item, establishes the same
type of power over the same object. Whether that is right is for the 编办 to say; what it said, or
that it has still to say so, stands in 交叉清单.yml.
"""

from collections import defaultdict
from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.citation import Citation, Place
from generator.model.power import Adjudication, Inspection, Penalty, PowerBase, Reward
from generator.model.vocab import BasisRole, Status

REGISTER = "powers/_registry/交叉清单.yml"
Held = tuple[str, Place, str]
"""Law, article down to its item, and the type of a power it establishes."""


def held_under(power: PowerBase) -> set[Held]:
    """The articles that establish a power in force, each with its type."""
    if power.status is not Status.IN_FORCE:
        return set()
    return {
        (basis.law, basis.place, power.type.value)
        for basis in power.bases
        if basis.place and basis.role is BasisRole.ESTABLISHES
    }


def object_of(power: PowerBase) -> str:
    """What a power is about, where its type has a field for that; else nothing."""
    if isinstance(power, Penalty):
        return power.offence
    if isinstance(power, Inspection):
        return power.inspected
    if isinstance(power, Reward):
        return power.rewarded
    return power.dispute if isinstance(power, Adjudication) else ""


def same_matter(one: PowerBase, other: PowerBase) -> bool:
    """Whether two powers are one matter."""
    return object_of(one) == object_of(other) and not held_under(one).isdisjoint(held_under(other))


class Overlap(Rule):
    """同一条款的同一类职权，两个以上单位都有，没有列入交叉清单。

    为什么：同一条款、同一类型、同一对象由几家行使，可能是权限交叉，编办要逐条说明为什么几家都有。
    怎么改：不该有的单位按程序取消；几家确实都有的，写进 powers/_registry/交叉清单.yml 并写明理由。
    """

    code, slug, severity = "I024", "overlap", Severity.WARNING
    since = "0.2"
    answers = (78,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Gather powers by article, type and object; report groups that the register leaves out."""
        holders: dict[Held, list[Loaded]] = defaultdict(list)
        for record in view.corpus.records:
            for held in held_under(record.power):
                holders[held].append(record)
        groups: dict[tuple[Held, str], list[Loaded]] = defaultdict(list)
        for held, records in holders.items():
            for record in records if len(records) > 1 else ():
                groups[held, object_of(record.power)].append(record)
        registered: dict[Held, set[str]] = defaultdict(set)
        for entry in view.corpus.registry.shared_articles.items:
            registered[entry.law, entry.place, entry.type.value].update(entry.units)
        told: set[frozenset[str]] = set()
        for (held, _), records in groups.items():
            units = list(dict.fromkeys(record.power.authority for record in records))
            missing = [unit for unit in units if unit not in registered[held]]
            codes = frozenset(record.power.code for record in records)
            if len(units) > 1 and missing and codes not in told:
                told.add(codes)
                yield self._finding(
                    held, units, [r for r in records if r.power.authority in missing]
                )

    def _finding(self, held: Held, units: list[str], records: list[Loaded]) -> Diagnostic:
        """The finding at the last record whose unit the register leaves out."""
        (law, place, kind), record = held, records[-1]
        index = [(basis.law, basis.place) for basis in record.power.bases].index((law, place))
        entry = (
            f"{{法规: {law}, 条款: {place}, 类型: {kind}, "
            f"单位: [{', '.join(units)}], 理由: 待编办核定}}"
        )
        few = "、".join(units[:5]) + (f"等 {len(units)} 家" if len(units) > 5 else "")
        return self.about(
            record,
            f"{Citation(law, place)}的{kind}，{few}都有",
            *("依据", index, "条款"),
            fix=f"只归一家的，其他按程序取消；几家都有的，在 交叉清单.yml 写 →  - {entry}",
        )


class OverlapGone(Rule):
    """交叉清单里的一条，已经同职权文件对不上。

    为什么：交叉清单是给编办和审计看的，职权取消、条款改了还留在上面，就会当成仍有几家在行使。
    怎么改：删去已经没有这项职权的单位；只剩一家的，整条删去；条号改了的，照新条号写。
    """

    code, slug = "I025", "overlap-gone"
    since = "0.2"
    answers = (78,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look for a power in force of every unit that an entry names."""
        entries = view.corpus.registry.shared_articles.items
        units: dict[Held, set[str]] = {
            (entry.law, entry.place, entry.type.value): set() for entry in entries
        }
        for power in view.corpus.powers if units else ():
            for held in held_under(power) & units.keys():
                units[held].add(power.authority)
        for index, entry in enumerate(entries):
            having = units[entry.law, entry.place, entry.type.value]
            citation = Citation(entry.law, entry.place)
            for place, unit in enumerate(entry.units):
                if unit not in having:
                    message = f"{unit}没有依据{citation}的{entry.type}"
                    yield self.at(message, "条款", index, "单位", place, file=REGISTER)


OVERLAP_RULES: tuple[type[Rule], ...] = (Overlap, OverlapGone)
