"""The whole list as committed, as rows of the search table."""

from functools import cache
from pathlib import Path

from generator.entry import Entry, entry_of
from generator.load import Corpus, read_folder

ROOT = Path(__file__).resolve().parents[2]


@cache
def corpus() -> Corpus | None:
    """The committed list; None while its registries cannot be read."""
    return read_folder(ROOT).corpus


def all_entries() -> list[Entry]:
    """Every public row; empty when there are no records."""
    found = corpus()
    entries = [entry_of(power) for power in found.powers] if found else []
    return [entry for entry in entries if entry.is_public]
