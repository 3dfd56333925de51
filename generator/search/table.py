"""The search table: every power as one row, written column by column into one script.

The browser loads `search/table.js` when somebody first touches the search box and scans it, so
that every part of every name is found by construction (design D8). How names sound is only needed
for queries in Latin letters and for slips, and comes in a script of its own, `search/pinyin.js`.
Both are scripts that set a global, not JSON: pages opened from a disk may load scripts and nothing
else. The reader of this layout is docs/assets/js/search-core.js; the two change together.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol

from generator.entry import Entry
from generator.model.registry import Department, Synonym
from generator.model.vocab import LISTED, PowerType, Status
from generator.search.phrases import shorten
from generator.search.pinyin import common_characters, read, readings

TYPE_PRIOR = {
    PowerType.LICENSING: 0,
    PowerType.CONFIRMATION: 0,
    PowerType.BENEFIT: 0,
    PowerType.OTHER: 1,
    PowerType.REWARD: 2,
    PowerType.ADJUDICATION: 2,
    PowerType.LEVY: 2,
    PowerType.COERCION: 3,
    PowerType.INSPECTION: 3,
    PowerType.PENALTY: 4,
    PowerType.PARTY: 5,
}
"""Of two rows that match alike, what people come to apply for goes before what is done to them."""


class Vocabulary(Protocol):
    """The part of the registry that search needs."""

    @property
    def synonyms(self) -> tuple[Synonym, ...]:
        """Everyday expressions."""

    @property
    def departments(self) -> Mapping[str, Department]:
        """Departments by official name."""


def build_table(entries: Sequence[Entry], registry: Vocabulary) -> bytes:
    """Write the table as a script; equal input gives equal bytes, whatever its order.

    Args:
        entries: The rows to publish. All of them become public: who may not be seen must not be
            passed.
        registry: Holds the everyday expressions and the other names of departments. A code it
            names that is not in the table is left out: a synonym may point at a power that is not
            public.

    Returns:
        UTF-8 text of a script that sets `globalThis.PL_TABLE`.
    """
    rows = _in_order(entries)
    columns = _columns(rows, registry.departments)
    return _script("PL_TABLE", columns | {"synonyms": _synonyms(rows, registry.synonyms)})


def build_pinyin(entries: Sequence[Entry], registry: Vocabulary) -> bytes:
    """Write how the rows of the table sound; equal input gives equal bytes, whatever its order.

    Args:
        entries: The rows of the table, all of them and no others: the readings count rows.
        registry: Holds the everyday expressions, which are found by sound as well.

    Returns:
        UTF-8 text of a script that sets `globalThis.PL_PINYIN`.
    """
    return _script("PL_PINYIN", _pinyin(_in_order(entries), registry.synonyms))


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.code)


def _script(name: str, value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Nothing in the data may end a script element, nor break a line for an old engine.
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f"globalThis.{name}={text};\n".encode()


def _columns(rows: Sequence[Entry], registered: Mapping[str, Department]) -> dict[str, Any]:
    types = _first_uses(str(row.type) for row in rows)
    departments = _first_uses(row.department for row in rows)
    laws = _first_uses(law for row in rows for law in row.laws)
    statuses = _first_uses(str(row.status) for row in rows if row.status is not Status.IN_FORCE)
    names, phrases = shorten(row.name for row in rows)
    return {
        "codeLength": len(rows[0].code) if rows else 0,
        "codes": _code_tails([row.code for row in rows]),
        "phrases": phrases,
        "names": names,
        "types": list(types),
        "typePriors": [TYPE_PRIOR[PowerType(name)] for name in types],
        "type": _runs(types[str(row.type)] for row in rows),
        "departments": list(departments),
        "departmentNames": [_other_names(registered.get(name)) for name in departments],
        "department": _runs(departments[row.department] for row in rows),
        "statuses": list(statuses),
        "unlisted": [at for name, at in statuses.items() if name not in LISTED],
        "status": [
            [number, statuses[str(row.status)]]
            for number, row in enumerate(rows)
            if row.status is not Status.IN_FORCE
        ],
        "laws": list(laws),
        "law": [
            laws[row.laws[0]] if len(row.laws) == 1 else [laws[law] for law in row.laws]
            for row in rows
        ],
        "aliases": [[number, *row.aliases] for number, row in enumerate(rows) if row.aliases],
        "topics": _topics(rows),
    }


def _other_names(department: Department | None) -> list[str]:
    if department is None:
        return []
    return [*filter(None, [department.short_name]), *department.former_names]


def _first_uses(values: Iterable[str]) -> dict[str, int]:
    """Number values in order of first use, which keeps neighbouring rows alike."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _runs(values: Iterable[int]) -> list[int]:
    """Write a column as value, count, value, count and so on."""
    flat: list[int] = []
    for value in values:
        if flat and flat[-2] == value:
            flat[-1] += 1
        else:
            flat += (value, 1)
    return flat


def _code_tails(codes: Sequence[str]) -> str:
    """Write each code as the part that differs from the one before; all are equally long."""
    if len({len(code) for code in codes}) > 1:
        raise ValueError("codes of different length")
    tails = list(codes[:1])
    for before, code in pairwise(codes):
        same = next((at for at, (a, b) in enumerate(zip(before, code, strict=True)) if a != b), 0)
        tails.append(code[same:])
    return ",".join(tails)


def _topics(rows: Sequence[Entry]) -> list[list[Any]]:
    """Write each topic with its rows, each row as the distance from the one before."""
    members: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for topic in row.topics:
            members.setdefault(topic, []).append(number)
    return [
        [topic, *(here - before for before, here in zip([0, *found], found, strict=False))]
        for topic, found in sorted(members.items())
    ]


def _synonyms(rows: Sequence[Entry], synonyms: Iterable[Synonym]) -> list[list[list[Any]]]:
    """Write each expression with its terms and rows; a term of one name alone is its row."""
    numbers = {row.code: number for number, row in enumerate(rows)}
    joined = "\n".join(row.name for row in rows)

    def shortest(term: str) -> str | int:
        first = joined.find(term)
        end = joined.find("\n", first)
        if first < 0 or (end >= 0 and joined.find(term, end) >= 0):
            return term
        return joined.count("\n", 0, first)

    return [
        [
            list(synonym.words),
            [shortest(term) for term in synonym.terms],
            [numbers[code] for code in synonym.codes if code in numbers],
        ]
        for synonym in synonyms
    ]


def _pinyin(rows: Sequence[Entry], synonyms: Iterable[Synonym]) -> dict[str, Any]:
    """Write a reading for each character, and where a name departs from it.

    Characters are grouped by syllable (`ban办板版`), the syllables in alphabetical order;
    `exceptions` is a flat list of row distance, position in the name, number of the syllable.
    """
    names = [read(row.name) for row in rows]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row, syllables in zip(rows, names, strict=True):
        for char, syllable in zip(row.name, syllables, strict=True):
            if syllable:
                counts[char][syllable] += 1
    usual = {
        char: min(found, key=lambda syllable: (-found[syllable], syllable))
        for char, found in counts.items()
    }
    other = "".join(
        [*common_characters()]
        + [alias for row in rows for alias in row.aliases]
        + [text for synonym in synonyms for text in synonym.words]
    )
    for char in other:
        if char not in usual and (options := readings(char)):
            usual[char] = options[0]
    # A reading that is no character's usual one still needs a number for the exceptions.
    groups: dict[str, list[str]] = {syllable: [] for found in counts.values() for syllable in found}
    for char in sorted(usual):
        groups.setdefault(usual[char], []).append(char)
    numbers = {syllable: number for number, syllable in enumerate(sorted(groups))}
    exceptions: list[int] = []
    before = 0
    for number, (row, syllables) in enumerate(zip(rows, names, strict=True)):
        for position, (char, syllable) in enumerate(zip(row.name, syllables, strict=True)):
            if syllable and syllable != usual[char]:
                exceptions += (number - before, position, numbers[syllable])
                before = number
    return {
        "syllables": ",".join(f"{syllable}{''.join(groups[syllable])}" for syllable in numbers),
        "exceptions": exceptions,
    }
