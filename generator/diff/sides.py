"""Two places where a list stands → what differs between them, reading no more than can differ.

Reading takes longest, so two processes take half of many files each, from the bytes to the judged
changes. A power is in the half of the code that names its file.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from generator.decode import validate_forgiving
from generator.diff.change import Change
from generator.diff.comparison import Comparison, Judged, compare_readings
from generator.diff.corpora import lent_apart
from generator.diff.meaning import Judgement
from generator.files import Files, power_files
from generator.forked import Forked, can_fork
from generator.load import Known, Reading, read_files, read_power
from generator.model.vocab import LISTED, Status

FEW = 200
"""Up to this many files one process does it all; a guess, beginning the second costs time too."""
_MANY_NAMES = 200
"""So many laws stand in most files, and looking for them takes half as long as reading a file."""


class Sides:
    """An earlier and a later list, of which the powers are read when they are compared.

    Attributes:
        registries: Both without their powers, as forgiving as a revision is read.
    """

    def __init__(self, base: Files, head: Files) -> None:
        """Read the registries of both."""
        self._sides = base, head
        self._known: Known = {}
        self.registries = self._read(())

    def compare(self, names: tuple[str, str], *, few: int | None = None) -> Comparison | None:
        """Compare them; None when the registries of one could not be read at all.

        Args:
            names: What the lists are called.
            few: Up to this many files are compared in one process; `FEW` when left out.

        Raises:
            WorkerDied: Half of the comparison was lost, and so there is none.
        """
        one, other = (reading.corpus for reading in self.registries)
        if one is None or other is None:
            return None
        files, unchanged = self._can_differ(lent_apart(one, other))
        many = len(files) > (FEW if few is None else few)
        found = self._in_two(files, names) if many and can_fork() else None
        if found is None:
            found = compare_readings(*self._read(files), names)
        assert found is not None  # The registries have been read.
        count = found.tally
        whole = replace(count, start=count.start + unchanged, end=count.end + unchanged)
        return self._with_names(replace(found, tally=whole))

    def _read(self, files: Sequence[str]) -> tuple[Reading, Reading]:
        one, other = (
            read_files(side, files, known=self._known, lenient=True) for side in self._sides
        )
        return one, other

    def _can_differ(self, lent: Collection[str]) -> tuple[list[str], int]:
        """Files of powers that can differ, and how many powers on the list cannot."""
        base, head = self._sides
        files = sorted({*power_files(base), *power_files(head)})
        same = base.shared(head)
        if same is None:
            base.fetch(files)
            head.fetch(files)
            same = {file for file in files if base.read(file) == head.read(file)}
        can = {_code(file) for file in files if file not in same}
        if lent:
            base.fetch(files)
            may_name = naming(lent)
            can |= {_code(file) for file in files if may_name(base.read(file) or b"")}
        chosen = [file for file in files if _code(file) in can]
        others = sorted(set(files).difference(chosen))
        return chosen, listed_among(head, others)

    def _with_names(self, found: Comparison) -> Comparison:
        """A comparison in which ties name powers that were read elsewhere or did not differ."""
        nameless = {code for one in found.changes for code in one.change.nameless}
        wanted = nameless.difference(found.uncompared)
        if not wanted:
            return found
        files = [f for side in self._sides for f in power_files(side) if _code(f) in wanted]
        corpora = [reading.corpus for reading in self._read(sorted(set(files)))]
        powers = [power for corpus in corpora if corpus for power in corpus.powers]
        return found.with_names({power.code: power.name for power in powers})

    def _in_two(self, files: Sequence[str], names: tuple[str, str]) -> Comparison | None:
        """Compare in two processes; None when a code is not the name of its file.

        Such a power may have its other side in the other half. The check refuses it.
        """
        middle = sorted(map(_code, files))[len(files) // 2]

        def half(of: Sequence[str]) -> Comparison | None:
            readings = self._read(of)
            for reading in readings:
                for record in reading.corpus.records if reading.corpus else ():
                    if record.power.code != _code(record.file):
                        return None
            return compare_readings(*readings, names)

        first = [file for file in files if _code(file) < middle]
        second = [file for file in files if _code(file) >= middle]
        with Forked(lambda: _sent(half(second))) as going_on:
            mine = half(first)
            other = _received(going_on.result())
        return mine.joined(other) if mine and other else None


_Sent = tuple[Comparison, list[tuple[tuple[Any, ...], Judgement]]]


def _sent(found: Comparison | None) -> _Sent | None:
    """A comparison with its changes as plain tuples, which go to a process three times as fast."""
    if found is None:
        return None
    return replace(found, changes=()), [(tuple(change), said) for change, said in found.changes]


def _received(sent: _Sent | None) -> Comparison | None:
    if sent is None:
        return None
    found, changes = sent
    return replace(found, changes=tuple(Judged(Change(*one), said) for one, said in changes))


def _code(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def naming(names: Collection[str]) -> Callable[[bytes], bool]:
    """Whether the file of a power may name any of some things; never false when it does.

    YAML writes a word as it is unless there is a backslash in the file, or a blank or a quote in
    the word, where it may break the line or double the quote.
    """
    if len(names) >= _MANY_NAMES:
        return lambda _: True
    parts = [max(re.split(r"[\s']+", name), key=len).encode() for name in names]
    return lambda raw: b"\\" in raw or any(part in raw for part in parts)


_NOT_LISTED = tuple(str(status).encode() for status in Status if status not in LISTED)


def listed_among(files: Files, names: Sequence[str]) -> int:
    """How many of some power files hold a power that is on the list.

    Only a file with the word for another status in it, or an escape that could spell one, is read
    as a power; one that cannot be read counts, since nothing says that it is not on the list.
    """
    files.fetch(names)
    return sum(_is_listed(file, files.read(file) or b"") for file in names)


def _is_listed(file: str, raw: bytes) -> bool:
    if b"\\" not in raw and not any(word in raw for word in _NOT_LISTED):
        return True
    power, _ = read_power(file, raw, validate_forgiving)
    return power is None or power.status in LISTED
