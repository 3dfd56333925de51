"""An edition from the list: gates, folder, signature, record. All of it happens or none.

The folder is prepared beside its place and moved there in one step once everything in it has been
verified; only then is the edition recorded in `版本.yml`. Without a key the same folder is made
as a rehearsal: nothing is recorded, and `powerlist verify` says that nobody signed it.
"""

import hashlib
import os
import platform
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from generator.diagnostic import Diagnostic, Severity
from generator.emit import emit
from generator.examine import examine
from generator.files import EDITIONS_FILE
from generator.load import Corpus, Reading, read_folder
from generator.model.edition import (
    Edition,
    EditionChanges,
    EditionCounts,
    TreeHash,
    Upcoming,
    changes_text,
    edition_order,
    is_edition,
)
from generator.release.changes import edition_changes
from generator.release.manifest import (
    MANIFEST,
    SIGNATURE,
    SIGNERS,
    SUMS,
    Counts,
    FileEntry,
    Manifest,
    Signing,
    Tree,
    entry_of,
    in_order,
    manifest_bytes,
    sums_text,
)
from generator.release.notice import Notice, notice_html, notice_markdown, notice_of
from generator.release.signature import sign, signers_of
from generator.release.tree import tree_hash
from generator.release.verify import UNSIGNED, verify_folder
from generator.release.workbook import notice_workbook
from generator.render import graphviz_version
from generator.report.stats import stats
from generator.site.build import build
from generator.site.editions import changes_file, published_changes

Progress = Callable[[str], None]

HEADER = "# 已公布的版本。由 powerlist release 写，一版一条，只增不改；每一条都记着上一条的摘要。\n"
MUST_BE_ANSWERED = frozenset({"H004", "H009"})
"""Reminders that stand in the way of an edition: who asked, why, who approved."""
_BLANK = re.compile("[×✕╳xX某*＊?？_＿]")
"""What stands in a document number until there is one."""
PACKAGES = ("mkdocs", "mkdocs-material", "pydantic", "pyyaml", "jinja2", "xlsxwriter")


class Refused(Exception):
    """A gate is closed; nothing was written.

    Attributes:
        findings: What stands in the way in the files, if that is what does.
    """

    def __init__(self, reason: str, findings: Iterable[Diagnostic] = ()) -> None:
        super().__init__(reason)
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Wish:
    """What edition is asked for.

    Attributes:
        id: Its number.
        day: Its legal date.
        document: Number of the document that approves it.
        note: A remark for the record.
        out: The folder of the release; it must not exist.
        key: What to sign with; a rehearsal when None.
        commit: Commit of the list, when known.
    """

    id: str
    day: date
    document: str
    out: Path
    note: str | None = None
    key: Path | None = None
    commit: str | None = None


@dataclass(frozen=True)
class Released:
    """What was made.

    Attributes:
        folder: Where it lies.
        manifest: Its manifest.
        digest: SHA-256 of that.
        notice: Its notice.
        signed_by: Fingerprint of the key that signed it; empty for a rehearsal.
    """

    folder: Path
    manifest: Manifest
    digest: str
    notice: Notice
    signed_by: str


def release(
    root: Path, wish: Wish, before: Corpus | None, progress: Progress = lambda _: None
) -> Released:
    """Make the edition.

    Args:
        root: The repository.
        wish: What is asked for.
        before: The list as the previous edition published it; None for the first edition.
        progress: Told each stage.

    Raises:
        Refused: A gate is closed.
        SigningFailed: No signature came about.
        IncompleteSite, FramesFailed, DotMissing: The site could not be built.
    """
    progress("检查")
    reading = read_folder(root)
    corpus = passed(reading, wish, before)
    if wish.key is not None:
        # Nobody should wait for a whole site to be told that the key is not there.
        signers_of(wish.key, corpus.registry.facts.area_code)
    editions = corpus.registry.editions
    counts, tree = counts_of(corpus), tree_hash(root)
    changes = edition_changes(
        before,
        corpus,
        release=wish.id,
        previous=editions[-1].id if editions else None,
        day=wish.day.isoformat(),
    )
    published = published_changes(root, editions)
    notice = notice_of(
        *(corpus.registry, changes, wish.document, counts, editions, published),
        before.registry if before else None,
    )
    staging = wish.out.with_name(f".{wish.out.name}-next")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    upcoming = Upcoming(changes, wish.document, wish.note, counts, tree)
    try:
        built = build(root, staging / "site", today=wish.day, progress=progress, upcoming=upcoming)
        if not built.published or tree_hash(root) != tree:
            raise Refused("编制过程中清单的文件变了，等没有人改的时候再编", built.filled.findings)
        progress("封存")
        _write_papers(staging, notice, changes)
        made = _manifest(staging, wish, corpus, counts, tree)
        manifest, digest, signed_by = _seal(staging, made, wish.key)
        if wish.key is None and wish.out.exists():
            shutil.rmtree(wish.out)  # An earlier rehearsal.
        staging.rename(wish.out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    if wish.key is not None:
        _record(root, wish, editions, counts, tree, changes, digest)
    return Released(wish.out, manifest, digest, notice, signed_by)


def passed(reading: Reading, wish: Wish, before: Corpus | None) -> Corpus:
    """The list, when every gate is open.

    Raises:
        Refused: One is not.
    """
    if reading.corpus is None:
        raise Refused("登记册读不懂，先改好", reading.diagnostics)
    editions = reading.corpus.registry.editions
    _in_order(wish, editions)
    if editions and before is None:
        raise Refused(f"找不到上一版（{editions[-1].id}）的清单，没法说明这一版改了什么")
    if wish.key is not None and wish.out.exists():
        raise Refused(f"{wish.out} 已经有了；公布过的版本不能改，要重编的先移走它")
    examined = examine(reading, today=wish.day, before=before)
    if examined.stopped:
        raise Refused(examined.stopped)
    standing = [
        finding
        for finding in examined.told
        if finding.severity is Severity.ERROR or finding.rule in MUST_BE_ANSWERED
    ]
    if standing:
        raise Refused(f"有 {len(standing)} 处不改好不能公布", standing)
    return reading.corpus


def _in_order(wish: Wish, editions: tuple[Edition, ...]) -> None:
    if not is_edition(wish.id):
        raise Refused(f"“{wish.id}”不是版本号，写成年.月，例如 2026.11；同月再发写 2026.11.2")
    if wish.key is not None and not wish.document.strip():
        raise Refused("没有写批准文号 →  --document 枣政发〔2026〕1号")
    if wish.key is not None and (blank := _BLANK.search(wish.document)):
        raise Refused(f"文号“{wish.document}”里还有“{blank[0]}”，公布以后改不了；写真的文号")
    if not editions:
        return
    last = editions[-1]
    if any(edition.id == wish.id for edition in editions):
        next_ = _after(last.id)
        raise Refused(f"{wish.id} 版已经公布过，不能改；要更正的，另编一版，例如 {next_}")
    if edition_order(wish.id) < edition_order(last.id):
        raise Refused(f"{wish.id} 比最近的一版 {last.id} 还早，版本号要往后排")
    if wish.day < last.day:
        raise Refused(f"公布日期 {wish.day} 早于上一版的 {last.day}")


def _after(edition: str) -> str:
    """The number of a further edition of the same month."""
    year, month, *serial = edition.split(".")
    return f"{year}.{month}.{int(serial[0]) + 1 if serial else 2}"


def counts_of(corpus: Corpus) -> EditionCounts:
    """What the announcement says in numbers."""
    counted = stats(corpus)
    return EditionCounts.model_validate(
        {
            "单位数": str(counted["departments"]),
            "项数": str(counted["powers"]),
            "分类型": [{"类型": k, "项数": str(n)} for k, n in counted["types"].items()],
            "市委职权": str(counted["party"]["powers"]),
        }
    )


def _write_papers(folder: Path, notice: Notice, changes: EditionChanges) -> None:
    """Everything of a release but the site and what proves it."""
    own = resources("generator.release")
    papers = {
        "changes.json": changes_text(changes).encode(),
        "notice.md": notice_markdown(notice).encode(),
        "notice.html": notice_html(notice).encode(),
        "notice.xlsx": notice_workbook(notice),
        "verify.html": (own / "verify.html").read_bytes(),
        "README.txt": (own / "README.txt").read_bytes(),
    }
    for name, content in papers.items():
        (folder / name).write_bytes(content)


def _manifest(
    folder: Path, wish: Wish, corpus: Corpus, counts: EditionCounts, tree: TreeHash
) -> Manifest:
    facts, editions = corpus.registry.facts, corpus.registry.editions
    files = [
        entry_of(path.relative_to(folder).as_posix(), path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    ]
    return Manifest(
        release=wish.id,
        name=facts.name,
        date=wish.day,
        document=wish.document,
        note=wish.note,
        demonstration=facts.demonstration == "是",
        previous=editions[-1].id if editions else None,
        previous_sha256=editions[-1].manifest if editions else None,
        git_commit=wish.commit,
        tree=Tree(powers=tree.powers, flowcharts=tree.flowcharts, sha256=tree.digest),
        counts=Counts(
            units=int(counts.units),
            powers=int(counts.powers),
            types={entry.type: int(entry.count) for entry in counts.types},
            party=int(counts.party),
        ),
        tool=tool(),
        built_with={
            "python": platform.python_version(),
            "graphviz": graphviz_version().removeprefix("dot - graphviz version "),
            **{name: version(name) for name in PACKAGES},
        },
        signature=Signing(principal=facts.area_code) if wish.key else None,
        files=in_order(files),
    )


def tool() -> str:
    """This program and its version."""
    return f"powerlist {version('powerlist')}"


def _seal(folder: Path, manifest: Manifest, key: Path | None) -> tuple[Manifest, str, str]:
    """Write the manifest, its signature and the sums, and look at the whole once more.

    Returns:
        The manifest as written, its digest, and the fingerprint of the key.
    """
    content = manifest_bytes(manifest) if key is None else b""
    sealed: list[FileEntry] = []
    if key is not None:
        assert manifest.signature is not None
        # The public key is a file of the release like any other, so it is listed before signing.
        principal = manifest.signature.principal
        signers = signers_of(key, principal)
        listed = (*manifest.files, entry_of(SIGNERS, signers))
        manifest = manifest.model_copy(update={"files": in_order(listed)})
        content = manifest_bytes(manifest)
        signature = sign(content, key, principal)
        (folder / SIGNERS).write_bytes(signers)
        (folder / SIGNATURE).write_bytes(signature)
        sealed.append(entry_of(SIGNATURE, signature))
    (folder / MANIFEST).write_bytes(content)
    sealed.append(entry_of(MANIFEST, content))
    (folder / SUMS).write_text(sums_text((*manifest.files, *sealed)), encoding="utf-8")
    found = verify_folder(folder)
    faults = [fault for fault in found.faults if key is not None or fault != UNSIGNED]
    if faults:
        raise Refused(f"编好以后核对不过，没有公布：{faults[0]}")
    return manifest, found.digest, found.signed_by


def _record(
    root: Path,
    wish: Wish,
    editions: tuple[Edition, ...],
    counts: EditionCounts,
    tree: TreeHash,
    changes: EditionChanges,
    manifest: str,
) -> None:
    """Add the edition to the registry; what stood there stays as it was."""
    text = changes_text(changes).encode()
    last = editions[-1] if editions else None
    record: dict[str, Any] = {
        "版本号": wish.id,
        "日期": wish.day.isoformat(),
        "文号": wish.document,
        "说明": wish.note,
        "数目": counts.model_dump(mode="json", by_alias=True),
        "内容": tree.model_dump(mode="json", by_alias=True),
        "提交": wish.commit,
        "变更": hashlib.sha256(text).hexdigest(),
        "清册": manifest,
        "上一版清册": last.manifest if last else None,
        "上一版登记": last.digest if last else None,
        "工具": tool(),
    }
    added = Edition.model_validate({k: v for k, v in record.items() if v is not None})
    dumped = [
        edition.model_dump(mode="json", by_alias=True, exclude_none=True)
        for edition in (*editions, added)
    ]
    _replace(root / changes_file(wish.id), text)
    _replace(root / EDITIONS_FILE, (HEADER + emit({"版本": dumped})).encode())


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.next")
    beside.write_bytes(content)
    os.replace(beside, path)  # noqa: PTH105 - says that it replaces
