"""Is a release folder what its manifest says? Reads the folder and nothing else.

The folder may come from anybody: paths in a manifest are compared with those found by walking the
folder and never opened, and nothing in it is run.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from generator.release.manifest import (
    MANIFEST,
    SIGNATURE,
    SIGNERS,
    SUMS,
    UNLISTED,
    Manifest,
)
from generator.release.signature import VerifierMissing, verify

UNSIGNED = f"没有签名（缺少 {SIGNATURE}），不能证明是谁发的，不能作为公布的版本"
_LITTER = {"Thumbs.db", "desktop.ini", ".DS_Store"}
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass
class Verdict:
    """What was found.

    Attributes:
        manifest: The manifest; None when there is none or it cannot be read.
        digest: SHA-256 of the manifest, "" without one.
        checked: How many files were compared.
        faults: What is wrong, in words; empty when nothing is.
        doubts: What could not be looked at, in words.
        signed_by: Fingerprint of the key of a good signature.
        own_key: Whether that key came out of the folder itself.
        linked: Whether the edition before was looked at and is the right one.
    """

    manifest: Manifest | None = None
    digest: str = ""
    checked: int = 0
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    signed_by: str = ""
    own_key: bool = True
    linked: bool = False


def verify_folder(
    folder: Path, *, signers: Path | None = None, previous: Path | None = None
) -> Verdict:
    """Compare a release folder with its manifest, check its signature and its place in the chain.

    Args:
        folder: The release.
        signers: An `allowed_signers` obtained elsewhere; that of the folder when left out.
        previous: The release before, or its manifest.
    """
    found = Verdict()
    files, irregular = _walk(folder)
    found.faults += [f"不是普通文件（可能是快捷方式）：{shown(path)}" for path in irregular]
    raw = (folder / MANIFEST).read_bytes() if MANIFEST in files else None
    if raw is None:
        found.faults.append(f"缺少清册 {MANIFEST}，没有它什么都核对不了")
        return found
    found.digest = hashlib.sha256(raw).hexdigest()
    try:
        found.manifest = Manifest.model_validate_json(raw)
    except ValidationError:
        found.faults.append(f"清册 {MANIFEST} 读不懂，不是本工具写的，或者被改动过")
        return found
    hashes = {path: _hash(folder / path) for path in files}
    found.checked = len(found.manifest.files)
    found.faults += _differences(found.manifest, hashes)
    found.faults += _sums(folder, found.manifest, hashes)
    _check_signature(folder, raw, set(files), signers, found)
    _check_chain(previous, found)
    return found


def _walk(folder: Path) -> tuple[list[str], list[str]]:
    """Regular files and whatever else lies in the folder, by path; links are not followed."""
    regular: list[str] = []
    irregular: list[str] = []
    for current, folders, files in os.walk(folder, onerror=_stop):
        for name in (*files, *(name for name in folders if Path(current, name).is_symlink())):
            path = Path(current, name)
            plain = path.is_file() and not path.is_symlink()
            (regular if plain else irregular).append(path.relative_to(folder).as_posix())
    return sorted(regular), sorted(irregular)


def _stop(error: OSError) -> None:
    """A folder that cannot be opened must not pass for an empty one."""
    raise error


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _differences(manifest: Manifest, hashes: Mapping[str, str]) -> list[str]:
    listed = manifest.by_path
    told = [f"清册里写了两次：{shown(path)}" for path in _twice(manifest)]
    told += [f"清册里不该写：{shown(path)}" for path in sorted(UNLISTED & listed.keys())]
    told += [
        f"内容被改动：{shown(path)}"
        for path, entry in listed.items()
        if path in hashes and hashes[path] != entry.sha256
    ]
    missing = sorted(listed.keys() - hashes.keys())
    extra = sorted(hashes.keys() - listed.keys() - UNLISTED)
    folded = {path.casefold(): path for path in extra}
    same = {hashes[path]: path for path in extra}
    for path in missing:
        if path.casefold() in folded:
            told.append(f"缺少：{shown(path)}（只有大小写不同的 {shown(folded[path.casefold()])}）")
        elif listed[path].sha256 in same:
            told.append(f"缺少：{shown(path)}（可能改名为 {shown(same[listed[path].sha256])}）")
        else:
            told.append(f"缺少：{shown(path)}")
    return told + [f"多出：{shown(path)}{_litter(path)}" for path in extra]


def _litter(path: str) -> str:
    """What to do about a file that a computer leaves wherever a folder is looked at."""
    return "（电脑自己写的，删掉再核对）" if path.rpartition("/")[2] in _LITTER else ""


def _twice(manifest: Manifest) -> list[str]:
    times = Counter(entry.path for entry in manifest.files)
    return [path for path, count in times.items() if count > 1]


def _sums(folder: Path, manifest: Manifest, hashes: Mapping[str, str]) -> list[str]:
    """`SHA256SUMS` is not signed; it must say of every file what the signed manifest says."""
    if SUMS not in hashes:
        return [f"缺少：{SUMS}"]
    expected = {entry.path: entry.sha256 for entry in manifest.files}
    expected |= {name: hashes[name] for name in (MANIFEST, SIGNATURE) if name in hashes}
    written: dict[str, str] = {}
    for line in (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines():
        read = _LINE.fullmatch(line)
        if read is None or read[2] in written:
            return [f"内容被改动：{SUMS}（有一行读不懂或者重复）"]
        written[read[2]] = read[1]
    wrong = sorted(
        path for path in written.keys() | expected.keys() if written.get(path) != expected.get(path)
    )
    return [f"内容被改动：{SUMS}（{shown(wrong[0])} 同清册不一致）"] if wrong else []


def _check_signature(
    folder: Path, content: bytes, files: set[str], signers: Path | None, found: Verdict
) -> None:
    assert found.manifest is not None
    signing = found.manifest.signature
    if signing is None or SIGNATURE not in files:
        found.faults.append(UNSIGNED)
        return
    listed = signers or (folder / SIGNERS if SIGNERS in files else None)
    if listed is None:
        found.faults.append(f"缺少签名公钥 {SIGNERS}，核对不了签名")
        return
    found.own_key = signers is None
    try:
        signature = (folder / SIGNATURE).read_bytes()
        signed_by = verify(content, signature, listed.read_bytes(), signing.principal)
    except VerifierMissing as missing:
        found.doubts.append(f"签名没有核对：{missing}")
        return
    if signed_by is None:
        found.faults.append("签名不对：清册不是持有这个公钥的人签的，或者签过以后被改动")
    else:
        found.signed_by = signed_by


def _check_chain(previous: Path | None, found: Verdict) -> None:
    assert found.manifest is not None
    expected = found.manifest.previous_sha256
    if previous is None:
        return
    before = previous / MANIFEST if previous.is_dir() else previous
    if expected is None:
        found.faults.append("清册说这是第一版，没有上一版可以接")
    elif hashlib.sha256(before.read_bytes()).hexdigest() != expected:
        found.faults.append(f"同上一版接不上：{shown(str(before))} 不是清册记着的那一份")
    else:
        found.linked = True


def shown(path: str) -> str:
    """A path as it can be printed: what is unseen or would move the cursor is spelt out."""
    return path if path.isprintable() else repr(path)[1:-1]
