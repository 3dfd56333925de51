"""A comparison → what readers of the site are told of it.

A new version of one template can alter twenty facts of thousands of powers. Those facts have the
same powers, so they stand together and the powers are listed once. Only what is open to everybody
is told. An entry that was added to a history is no change beside the change it tells of: it says
who wanted and approved that, and stands apart.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from generator.diff.change import Change, Difference, Edit, Tied
from generator.diff.comparison import ORDER, SEVERAL, Comparison, Group, Judged, grouped
from generator.diff.facts import Fact, Fields, Items
from generator.diff.grounds import entries, is_entry, overrides
from generator.diff.told import Account, Cluster, Holder, Told
from generator.load import Corpus
from generator.model.power import Power
from generator.model.registry import Law
from generator.model.vocab import LISTED, Disclosure, Meaning

_INSIDE = {"岗位", "风险", "相关编码"}
"""Keys that are not told: what only the office sees, and codes that may be of powers not public."""
_REGISTRIES = {"法规", "单位", "公用文本", "流程模板"}
"""Registries that the site shows; what the others hold is for the office."""
_LONGEST = 3_000
"""Characters of a text that are shown; a whole record that came or went has its own page."""
_RESTS_ON = {"依据", "引用的法规", "作用", "模板"}
_LABEL = 26
"""Characters of the name of an item; clauses have no name but their text."""
_SHORT = 40
"""Characters of a text that is told in one line with others."""


def account(
    comparison: Comparison, before: Corpus, after: Corpus, since: date = date.min
) -> Account:
    """Tell a comparison of the lists `before` and `after`.

    Args:
        comparison: The comparison.
        before: The earlier list.
        after: The later one.
        since: When the earlier one was published; what is new and dated before is back-dated.
    """
    hidden = _hidden(before.powers) | _hidden(after.powers)
    gone = _gone(before.powers) & _gone(after.powers)
    open_ = [
        one._replace(change=one.change._replace(tied=_open_ties(one.change.tied, hidden)))
        if one.change.tied
        else one
        for one in comparison.changes
        if one.change.code not in hidden and _is_public(one.change)
        # What a power that is long gone would borrow today concerns nobody.
        if not (one.change.shared and one.change.code in gone)
    ]
    fresh = _fresh(before, after)
    former = {power.code: power.authority for power in before.powers}
    found: dict[tuple[object, ...], list[Group]] = {}
    registers = []
    for group in _groups(open_):
        if group.first.code:
            codes = tuple(change.code for change in group.powers)
            found.setdefault((codes, group.first.shared), []).append(group)
        else:
            registers.append(_told(group))
    clusters = sorted((_cluster(groups, former, fresh) for groups in found.values()), key=_place)
    unread = set(comparison.uncompared) - hidden
    shown = {power.code for power in after.powers} - _hidden(after.powers)
    return Account(
        tuple(clusters),
        tuple(registers),
        unread=len(unread),
        untold=tuple(sorted(unread | hidden)),
        unseen=tuple(sorted((unread | hidden) - shown)),
        entries=entries(open_, since.isoformat()),
        overrides=overrides(open_),
        units=_units(clusters, before, after),
    )


def _groups(changes: list[Judged]) -> tuple[Group, ...]:
    """The changes told once each; an added entry of a history only where nothing else changed."""
    changed = grouped((one for one in changes if not is_entry(one.change)), _outward)
    told = {change.code for group in changed for change in group.powers}
    alone = (one for one in changes if is_entry(one.change) and one.change.code not in told)
    return (*changed, *grouped(alone, _outward))


def _fresh(before: Corpus, after: Corpus) -> tuple[tuple[Law, str], ...]:
    """Laws of which a version came into force after the earlier list and by the later one."""
    since, until = (str(corpus.registry.facts.as_of) for corpus in (before, after))
    return tuple(
        (law, str(version.effective))
        for law in after.registry.laws.values()
        for version in law.versions
        if version.effective and since < str(version.effective) <= until
    )


def _cites(group: Group, title: str) -> bool:
    difference = group.first.difference
    if any(part == title or part.startswith(f"{title} ") for part in difference.path):
        return True
    said = f"{group.before}\n{group.after}"
    return f"《{title}》" in said or f"法规：{title}" in said


def _units(
    clusters: Iterable[Cluster], before: Corpus, after: Corpus
) -> tuple[tuple[str, str], ...]:
    """Where units are found: one that is gone keeps the address it had."""
    present = after.registry.departments
    known = {**before.registry.departments, **present}
    found: dict[str, str] = {}
    for power in (power for cluster in clusters for power in cluster.powers):
        for name in filter(None, (power.unit, power.former)):
            # A unit that stands in no register still has its three digits in the code.
            found[name] = known[name].id if name in known else power.code[6:9]
    return tuple(sorted(found.items(), key=lambda unit: (unit[0] in present, unit[0])))


def _hidden(powers: Iterable[Power]) -> set[str]:
    return {power.code for power in powers if power.disclosure is not Disclosure.PUBLIC}


def _open_ties(tied: Tied, hidden: Collection[str]) -> Tied | None:
    others = tuple(other for other in tied.others if other[0] not in hidden)
    return Tied(tied.tie, others) if others else None


def _gone(powers: Iterable[Power]) -> set[str]:
    return {power.code for power in powers if power.status not in LISTED}


def _is_public(change: Change) -> bool:
    path = change.difference.path
    if not change.code and path[:1] and path[0] not in _REGISTRIES:
        return False
    return not _INSIDE.intersection(path)


def _outward(difference: Difference) -> Difference:
    """A difference without posts and risks of steps, which only the office sees."""
    before, after = _stripped(difference.before), _stripped(difference.after)
    return replace(difference, before=before, after=after)


def _stripped(fact: Fact | None) -> Fact | None:
    if isinstance(fact, (Fields, Items)):
        kept = {key: _stripped(child) for key, child in fact.items() if key not in _INSIDE}
        return type(fact)(kept)
    return fact


def _cluster(
    groups: list[Group], former: Mapping[str, str], fresh: Iterable[tuple[Law, str]]
) -> Cluster:
    first = groups[0]
    origin = "“".join(first.first.shared) + "”" if first.first.shared else ""
    powers = tuple(_holder(one, former.get(one.code, "")) for one in first.powers)
    facts = sorted(_merged([_told(group) for group in groups]), key=_weight)
    laws = ((law.title, day) for law, day in fresh if any(_cites(g, law.title) for g in groups))
    return Cluster(first.authority, origin, powers, tuple(facts), laws=tuple(laws))


def _holder(change: Change, former: str) -> Holder:
    left = former if former != change.authority else ""
    return Holder(change.code, change.name, change.authority, left)


def _told(group: Group) -> Told:
    difference = group.first.difference
    moved = difference.edit is Edit.MOVE
    whole = not difference.path
    return Told(
        str(group.judgement.meaning),
        group.judgement.rule,
        str(group.first.kind),
        "" if whole else _place_words(group),
        "" if whole else group.before[:_LONGEST],
        "" if whole else group.after[:_LONGEST],
        moved,
        tied=group.first.tied.words if group.first.tied else "",
    )


def _place_words(group: Group) -> str:
    """Where a fact stands, without what its own text says once more."""
    parts = [part for part in group.field.split(" › ") if part != "条目"]
    text, words = group.before or group.after, parts[-1].split(" ")
    if len(parts) > 1 and (parts[-1] == text or (len(words) > 1 and all(w in text for w in words))):
        del parts[-1]
    return " › ".join(part if len(part) <= _LABEL else f"{part[:_LABEL]}…" for part in parts)


def _merged(facts: list[Told]) -> list[Told]:
    """Short texts that went or came at one place, such as citations, in one fact."""
    found: dict[tuple[str, ...], list[Told]] = {}
    for number, fact in enumerate(facts):
        short = len(fact.before + fact.after) <= _SHORT and not (fact.before and fact.after)
        key = (fact.meaning, fact.rule, fact.kind, fact.field)
        alone = "" if short and not fact.moved and fact.field else str(number)
        found.setdefault((*key, alone), []).append(fact)
    return [same[0] if len(same) == 1 else _list(same) for same in found.values()]


def _list(facts: list[Told]) -> Told:
    before = _row(fact.before for fact in facts if fact.before)
    after = _row(fact.after for fact in facts if fact.after)
    return replace(facts[0], before=before, after=after, listed=True)


def _row(texts: Iterable[str]) -> str:
    """Texts one after the other; of citations of one law only the first names it."""
    row, last = [], ""
    for text in texts:
        title = text[: text.find("》") + 1] if text.startswith("《") else ""
        again = title and title == last and len(text) > len(title)
        row.append(text[len(title) :] if again else text)
        last = title
    return ("；" if any("，" in text for text in row) else "、").join(row)


def _weight(fact: Told) -> tuple[int, bool, str]:
    """What is known to be better or worse first, and what is done before what it rests on."""
    order = (Meaning.BURDEN, Meaning.FAVOURABLE, Meaning.UNDECIDED, Meaning.NEUTRAL)
    return order.index(Meaning(fact.meaning)), _is_ground(fact), fact.field


def _is_ground(fact: Told) -> bool:
    return not _RESTS_ON.isdisjoint(fact.field.split(" › "))


def _place(cluster: Cluster) -> tuple[bool, str, int, bool, int, str]:
    weight = ORDER.index(Meaning(cluster.meanings[0]))
    # What is done comes before what it rests on, which a new numbering of articles alters alone.
    rests, size = all(map(_is_ground, cluster.facts)), -len(cluster.powers)
    return cluster.unit != SEVERAL, cluster.unit, weight, rests, size, cluster.powers[0].code
