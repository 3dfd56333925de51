"""Lists hold what is held; what is gone keeps its page and a place of its own."""

from dataclasses import replace

import pytest

from generator.entry import entry_of
from generator.load import Reading
from generator.model.vocab import PowerType, Status
from generator.pages.lists import list_pages, shelve


@pytest.mark.parametrize("status", Status)
def test_what_is_gone_stands_in_no_count(status: Status, valid: Reading) -> None:
    assert valid.corpus is not None
    rows = [entry_of(power) for power in valid.corpus.powers]
    changed = [
        replace(row, status=status) if row.type is PowerType.LICENSING else row for row in rows
    ]
    shelf = shelve(changed)
    gone = status in {Status.ABOLISHED, Status.DELEGATED, Status.MERGED}
    assert [entry.type for entry in shelf.gone] == ([PowerType.LICENSING] if gone else [])
    assert len(shelf.entries) == len(shelve(rows).entries) - gone
    assert (PowerType.LICENSING in shelf.by_type) is not gone
    pages = {page.path: str(page.body) for page in list_pages(shelf, valid.corpus.registry)}
    department = next(body for path, body in pages.items() if path.startswith("d/s"))
    assert ("不再行使的（1）" in department) is gone
    assert "食品经营许可" in department
