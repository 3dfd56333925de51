"""Giving out codes: 420683 + unit 3 + type 2 + serial 3 + sub-item 2 (Hubei layout).

A code once given belongs to its power for ever, so the next serial is one above the highest ever
used, cancelled powers included; gaps are never filled.
"""

from collections.abc import Iterable

from generator.model.vocab import TYPE_LETTERS, PowerType

MAX_SERIAL = 999


class CodesExhausted(ValueError):
    """A unit has used all 999 serials of a type; the layout has no room for more."""


class CodeBook:
    """The highest serial given out for each unit and type."""

    def __init__(self, area: str, existing: Iterable[str]) -> None:
        """Start from every code that was ever given.

        Args:
            area: Six-digit area code.
            existing: Codes of all records, cancelled ones included.
        """
        self._area = area
        self._highest: dict[str, int] = {}
        for code in existing:
            stem, serial = code[:11], code[11:14]
            if serial.isdigit():
                self._highest[stem] = max(self._highest.get(stem, 0), int(serial))

    def next(self, unit: str, kind: PowerType) -> str:
        """Give the next code of a unit (three digits) and type."""
        stem = f"{self._area}{unit}{TYPE_LETTERS[kind]}"
        serial = self._highest.get(stem, 0) + 1
        if serial > MAX_SERIAL:
            raise CodesExhausted(stem)
        self._highest[stem] = serial
        return f"{stem}{serial:03d}00"
