"""The manifest of a release: what it is, what came before it, and every file with its hash.

`manifest.json` is what gets signed, and it names everything but itself, its signature and
`SHA256SUMS`; the latter names everything but itself, so that `sha256sum -c` needs nothing else.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from generator.model.edition import EditionId, GitId, Sha256Text

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
SUMS = "SHA256SUMS"
SIGNERS = "allowed_signers"
UNLISTED = frozenset({MANIFEST, SIGNATURE, SUMS})
"""Files a manifest cannot name."""


class FileEntry(BaseModel):
    """One file of a release."""

    model_config = ConfigDict(frozen=True)

    path: str
    size: int
    sha256: Sha256Text


class Tree(BaseModel):
    """The files the release was made from, as `generator.release.tree` names them."""

    model_config = ConfigDict(frozen=True)

    powers: GitId
    flowcharts: GitId
    sha256: Sha256Text


class Signing(BaseModel):
    """How the release is signed; the key itself stands in `allowed_signers`."""

    model_config = ConfigDict(frozen=True)

    file: Literal["manifest.json.sig"] = "manifest.json.sig"
    namespace: Literal["powerlist-release"] = "powerlist-release"
    principal: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._@-]{0,63}$")]


class Counts(BaseModel):
    """What the announcement says in numbers."""

    model_config = ConfigDict(frozen=True)

    units: int
    powers: int
    types: Mapping[str, int]
    party: int


class Manifest(BaseModel):
    """Everything a release says of itself; `previous_sha256` is of the manifest before it."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    release: EditionId
    name: str
    date: date
    document: str
    note: str | None = None
    demonstration: bool
    previous: EditionId | None
    previous_sha256: Sha256Text | None
    git_commit: GitId | None
    tree: Tree
    counts: Counts
    tool: str
    built_with: Mapping[str, str]
    signature: Signing | None
    files: tuple[FileEntry, ...]

    @property
    def by_path(self) -> dict[str, FileEntry]:
        """The files by their path."""
        return {entry.path: entry for entry in self.files}


def entry_of(path: str, content: bytes) -> FileEntry:
    """Name one file."""
    return FileEntry(path=path, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def in_order(entries: Iterable[FileEntry]) -> tuple[FileEntry, ...]:
    """Files in order of their path's bytes, as `LC_ALL=C sort` has them."""
    return tuple(sorted(entries, key=lambda entry: entry.path.encode()))


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written and signed; equal manifests give equal bytes."""
    return (manifest.model_dump_json(indent=1) + "\n").encode()


def sums_text(entries: Iterable[FileEntry]) -> str:
    """`SHA256SUMS` as coreutils read it."""
    return "".join(f"{entry.sha256}  {entry.path}\n" for entry in in_order(entries))
