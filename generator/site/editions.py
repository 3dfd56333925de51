"""What the published editions changed, read from where their release left it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from generator.files import CHANGES_FOLDER
from generator.load import read_registry
from generator.model.edition import Edition, EditionChanges, Editions


class IncompleteSite(RuntimeError):
    """What was prepared is not the whole site; nothing was published."""


def published_changes(root: Path, editions: Iterable[Edition]) -> tuple[EditionChanges, ...]:
    """Read the changes of every edition, oldest first.

    Raises:
        IncompleteSite: They are missing, or are not those the edition was recorded with.
    """
    return tuple(_changes(root, edition) for edition in editions)


def was_published(root: Path) -> bool:
    """Whether an edition of the list has been recorded, and there is something to subscribe to."""
    editions = read_registry(root, "版本", Editions)
    return editions is not None and bool(editions.items)


def changes_file(edition: str) -> str:
    """Where the changes of an edition are kept."""
    return f"{CHANGES_FOLDER}/{edition}.json"


def _changes(root: Path, edition: Edition) -> EditionChanges:
    file = changes_file(edition.id)
    try:
        raw = (root / file).read_bytes()
    except OSError as error:
        raise IncompleteSite(f"{edition.id} 版的 {file} 不见了，从提交记录里恢复") from error
    if hashlib.sha256(raw).hexdigest() != edition.changes:
        raise IncompleteSite(f"{edition.id} 版的 {file} 被改动过，恢复成公布时的样子")
    try:
        return EditionChanges.model_validate_json(raw)
    except ValidationError as error:
        raise IncompleteSite(f"{edition.id} 版的 {file} 读不懂") from error
