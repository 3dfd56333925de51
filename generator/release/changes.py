"""What an edition changed against the one before: the content of `changes.json` and the notice.

Only what is published is told; a power that is not, or no longer, open to everybody does not
appear under any heading.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from generator.check.answering import shared_texts
from generator.check.changes import changed_fields
from generator.diff.change import Change as Difference
from generator.diff.corpora import diff_corpora
from generator.diff.meaning import classify
from generator.diff.wording import spoken
from generator.load import Corpus
from generator.model.edition import (
    Change,
    EditionChanges,
    NoticeKind,
    Override,
    SharedGround,
)
from generator.model.parts import HistoryEntry
from generator.model.power import Power
from generator.model.succession import tie_of
from generator.model.vocab import LISTED, Disclosure, Status

KINDS: tuple[NoticeKind, ...] = ("取消", "新增", "变更", "下放")
"""The tables of a notice, in the order in which cities print them."""

_GONE: dict[Status, NoticeKind] = {
    Status.ABOLISHED: "取消",
    Status.MERGED: "取消",
    Status.DELEGATED: "下放",
}
_NOT_SHARED = {"清单", "版本"}


def edition_changes(
    before: Corpus | None, after: Corpus, *, release: str, previous: str | None, day: str
) -> EditionChanges:
    """Compare two editions power by power; without an earlier one nothing has changed."""
    if before is None:
        return EditionChanges(release=release, previous=previous, day=day)
    differences = diff_corpora(before, after)
    meanings, overrides = _meanings(differences)
    return EditionChanges(
        release=release,
        previous=previous,
        day=day,
        changes=tuple(
            change.model_copy(
                update={
                    "meanings": _of_fields(change, meanings),
                    "overrides": tuple(overrides.get(change.code, ())),
                }
            )
            for change in sorted(_changes(before, after), key=_place)
        ),
        shared=tuple(
            dict.fromkeys(
                " › ".join(difference.difference.path[:3])
                for difference in differences
                if not difference.code
                and difference.name not in _NOT_SHARED
                and "沿革" not in difference.difference.path
            )
        ),
        shared_grounds=tuple(_shared_grounds(before, after)),
    )


def _shared_grounds(before: Corpus, after: Corpus) -> Iterator[SharedGround]:
    """What is new in the histories of templates and shared texts that were changed."""
    earlier = shared_texts(before)
    for name, text in shared_texts(after).items():
        known = earlier.get(name)
        if known is None or known.without_past() == text.without_past():
            continue
        entries = [entry for entry in text.item.history if entry not in known.item.history]
        for entry in entries:
            yield SharedGround(
                name=name,
                requested_by=entry.requested_by,
                reason=entry.reason or entry.text,
                approved_by=entry.approved_by,
                document=entry.document,
            )
        if not entries:
            yield SharedGround(name=name)


def _meanings(
    differences: Iterable[Difference],
) -> tuple[dict[str, dict[str, set[str]]], dict[str, dict[Override, None]]]:
    """Code → field → how its changes are classed; and code → where a person decided otherwise."""
    found: dict[str, dict[str, set[str]]] = {}
    overrides: dict[str, dict[Override, None]] = {}
    for one in differences:
        if not one.code or not one.difference.path or one.shared is not None:
            continue
        name, judged, said = one.difference.path[0], classify(one), one.assessment
        found.setdefault(one.code, {}).setdefault(name, set()).add(str(judged.meaning))
        if judged.overridden and said:
            override = Override(
                field=name,
                rules_said=str(judged.overridden),
                meaning=str(judged.meaning),
                reason=said.reason,
                confirmed_by=said.confirmed_by,
            )
            overrides.setdefault(one.code, {})[override] = None
    return found, overrides


def _of_fields(
    change: Change, meanings: Mapping[str, Mapping[str, Collection[str]]]
) -> dict[str, tuple[str, ...]]:
    known = meanings.get(change.code, {})
    return {name: tuple(sorted(known[name])) for name in change.fields if name in known}


def _place(change: Change) -> tuple[int, str]:
    return KINDS.index(change.kind), change.code


def _changes(before: Corpus, after: Corpus) -> Iterator[Change]:
    earlier = {power.code: power for power in before.powers}
    later = {power.code: power for power in after.powers}
    names = {p.code: p.name for p in after.powers if p.disclosure is Disclosure.PUBLIC}
    editions = after.registry.editions
    since = editions[-1].day if editions else date.min
    for code in earlier.keys() | later.keys():
        one, other = earlier.get(code), later.get(code)
        change, said = _change(one, other), ""
        if other is not None and code in names:
            past = one.history if one else ()
            entries = tuple(entry for entry in other.history if entry not in past)
            said = "；".join(_succession(other, entries, names, since))
            if change is None and said and other.status in LISTED:
                known = one if one and one.disclosure is Disclosure.PUBLIC else None
                change = _told("变更", known, other, entries)
        if change is not None:
            yield change.model_copy(update={"succession": said or None})


def _succession(
    power: Power, entries: Iterable[HistoryEntry], names: Mapping[str, str], since: date
) -> Iterator[str]:
    """What the entries of this edition tie a power to; what is not public is left out.

    An entry of an earlier day was filled in later and is no change of this edition.
    """
    for entry in entries:
        tie = tie_of(power, entry) if entry.day >= since else None
        known = [f"“{names[code]}”（{code}）" for code in entry.related if code in names]
        if tie and known:
            yield tie.words(known)


def _change(before: Power | None, after: Power | None) -> Change | None:
    """What became of one power; None when nothing that may be told did."""
    if before == after:
        return None
    power = after or before
    assert power is not None
    if power.disclosure is not Disclosure.PUBLIC:
        return None
    known = before if before and before.disclosure is Disclosure.PUBLIC else None
    if after is None:
        return _told("取消", known, power, ()) if power.status in LISTED else None
    if before is None:
        return _told("新增", None, power, after.history) if after.status in LISTED else None
    entries = tuple(entry for entry in after.history if entry not in before.history)
    if before.status in LISTED and after.status not in LISTED:
        return _told(_GONE[after.status], known, after, entries)
    if before.status not in LISTED and after.status in LISTED:
        return _told("新增", known, after, entries)
    fields = changed_fields(before, after)
    if not fields and _searched(before) == _searched(after):
        return None  # Nothing but 沿革 or 数据来源 was filled in.
    wording = not fields or _said(before) == _said(after)
    return _told("变更", known, after, entries, fields=fields, wording_only=wording)


def _told(
    kind: NoticeKind,
    before: Power | None,
    power: Power,
    entries: tuple[HistoryEntry, ...],
    *,
    fields: list[str] | None = None,
    wording_only: bool = False,
) -> Change:
    last = max(entries, key=lambda entry: entry.day) if entries else None
    return Change(
        kind=kind,
        code=power.code,
        former_code=before.code if before else None,
        name=power.name,
        former_name=before.name if before and before.name != power.name else None,
        type=str(power.type),
        authority=power.authority,
        former_authority=before.authority
        if before and before.authority != power.authority
        else None,
        laws=tuple(dict.fromkeys(basis.law for basis in power.bases)),
        basis=_bases(power),
        wording_only=wording_only,
        fields=tuple(fields or ()),
        requested_by=last.requested_by if last else None,
        reason=(last.reason or last.text) if last else None,
        approved_by=last.approved_by if last else None,
        document=last.document if last else None,
    )


def _bases(power: Power) -> str:
    """The legal bases as a notice writes them, each law once."""
    places: dict[str, list[str]] = {}
    for basis in power.bases:
        places.setdefault(basis.law, []).append(str(basis.place or ""))
    return "；".join(f"《{law}》{'、'.join(filter(None, found))}" for law, found in places.items())


def _searched(power: Power) -> tuple[object, ...]:
    return power.summary, power.aliases, power.topics


def _said(power: Power) -> object:
    """The power as it is read aloud, without its past."""
    return _aloud(power.model_dump(mode="json", exclude={"history", "provenance"}))


def _aloud(value: object) -> object:
    if isinstance(value, dict):
        return {key: _aloud(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_aloud(child) for child in value]
    return spoken(value) if isinstance(value, str) else value
