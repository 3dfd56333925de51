"""Beside what a power says now: its past, with the editions that changed it, and what will come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.diff.comparison import ORDER
from generator.diff.grounds import Entry
from generator.diff.told import Account
from generator.model.parts import HistoryEntry
from generator.model.power import Power
from generator.model.succession import BROUGHT_BY, Tie, tie_of
from generator.model.vocab import LISTED
from generator.pages.issue import Issue

Said = tuple[str, str, str]
"""What an entry of a history is known by: its day, its action and its text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An edition that changed a power.

    Attributes:
        edition: Its number.
        day: When it was published.
        what: The table of the notice it stands in; for what it shares with others, which fields.
        page: Where the change is told, below the site.
        meanings: The classes of the changes, the weightiest first.
        entries: What the edition added to the history of the power.
        late: Which of these bear a day before the edition `before` was published without them.
        before: The edition before.
    """

    edition: str
    day: str
    what: str
    page: str
    meanings: tuple[str, ...] = ()
    entries: tuple[Said, ...] = ()
    late: tuple[Said, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class Kin:
    """What an entry of the history ties a power to: the others, and words around their names.

    Attributes:
        others: Code and name of each that has a page.
        ended: Whether the power itself went into them, so that they are what to read now.
    """

    before: str
    others: tuple[tuple[str, str], ...]
    after: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened to a power.

    Attributes:
        day: The legal day; of an edition without an entry, when it was published.
        entry: What the history says; None where the power's own file says nothing.
        mentions: The editions that brought it into the list.
        kin: Other powers that the entry ties it to.
    """

    day: str
    entry: HistoryEntry | None
    mentions: tuple[Mention, ...]
    kin: Kin | None = None


def mentions(issues: Iterable[Issue]) -> Mapping[str, tuple[Mention, ...]]:
    """Code → the editions that changed it, oldest first; nothing for those never changed."""
    found: dict[str, list[Mention]] = {}
    for issue in issues:
        own = {change.code: str(change.kind) for change in issue.changes.changes}
        if issue.account is None:
            page = f"changes/{issue.id}/index.html"
            for code, kind in own.items():
                found.setdefault(code, []).append(Mention(issue.id, issue.changes.day, kind, page))
            continue
        said, late = (
            _said(issue.account),
            {_key(entry) for entry in issue.account.entries if entry.late},
        )
        for share in issue.shares:
            page = f"changes/{issue.id}/{share.id}/index.html"
            for listing in share.listings:
                words = _meanings(issue.account, listing.changes)
                shared = f"共用内容变更：{_fields(issue.account, listing.changes)}"
                for power in listing.powers:
                    entries = tuple(said.get(power.code, ()))
                    mention = Mention(
                        issue.id,
                        issue.changes.day,
                        own.get(power.code, shared),
                        f"{page}#{power.code}",
                        words,
                        entries,
                        tuple(entry for entry in entries if entry in late),
                        issue.changes.previous or "",
                    )
                    found.setdefault(power.code, []).append(mention)
    return {code: tuple(told) for code, told in found.items()}


def _key(entry: Entry) -> Said:
    return entry.day, entry.action, entry.text


def _said(account: Account) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for entry in account.entries:
        for code in entry.codes:
            found.setdefault(code, []).append(_key(entry))
    return found


def _meanings(account: Account, numbers: Iterable[int]) -> tuple[str, ...]:
    words = {word for number in numbers for word in account.clusters[number - 1].meanings}
    return tuple(str(word) for word in ORDER if word in words)


def _fields(account: Account, numbers: Iterable[int]) -> str:
    facts = (fact for number in numbers for fact in account.clusters[number - 1].facts)
    return "、".join(dict.fromkeys(fact.field.partition(" › ")[0] or fact.kind for fact in facts))


def past(power: Power, changed: Sequence[Mention], ties: Iterable[Kin | None]) -> list[Past]:
    """What happened to a power by legal day; an edition stands with the entries it brought.

    Args:
        power: The power.
        changed: The editions that changed it, oldest first.
        ties: For each entry of the history what it ties the power to.
    """
    told: list[Past] = []
    placed: set[str] = set()
    for entry, tie in zip(power.history, ties, strict=True):
        said = str(entry.day), str(entry.action), entry.text
        found = tuple(mention for mention in changed if said in mention.entries)
        placed |= {mention.edition for mention in found}
        told.append(Past(str(entry.day), entry, found, tie))
    alone = (mention for mention in changed if mention.edition not in placed)
    told += [Past(mention.day, None, (mention,)) for mention in alone]
    return sorted(told, key=lambda one: one.day)


def kin(power: Power, names: Mapping[str, str]) -> list[Kin | None]:
    """For each entry of the history what it ties the power to; None for most.

    Args:
        power: The power.
        names: Code → name of the powers that have a page.
    """
    found: list[Kin | None] = []
    for entry in power.history:
        tie = tie_of(power, entry)
        others = tuple((code, names[code]) for code in entry.related if code in names)
        ended = power.status not in LISTED and tie in (Tie.INTO, Tie.SPLIT_OFF)
        found.append(Kin(tie.value[0], others, tie.value[1], ended) if tie and others else None)
    return found


def ending(power: Power) -> str:
    """What the history says of how a power got its status; its last words when nothing does."""
    action = BROUGHT_BY[power.status]
    said = [entry for entry in power.history if entry.action is action]
    last = sorted(said or power.history[-1:], key=lambda entry: entry.day)[-1]
    return f"{last.text.rstrip('。')}。"


def coming(power: Power, today: date) -> list[str]:
    """What takes effect after a day, in the order of its dates, as sentences."""
    day = today.isoformat()
    told = {
        (str(entry.day), f"自 {entry.day} 起{entry.action}：{entry.text.rstrip('。')}。")
        for entry in power.history
        if str(entry.day) > day
    }
    if power.effective and str(power.effective) > day:
        told.add((str(power.effective), f"这里写的内容自 {power.effective} 起生效。"))
    if power.expires and str(power.expires) > day:
        told.add((str(power.expires), f"这项职权到 {power.expires} 失效。"))
    return [sentence for _, sentence in sorted(told)]
