"""A release folder → the place a web server takes it from, when it is what was published.

The folder is looked at as an auditor would, copied beside the place, looked at again, and put there
in one step: what is online is either whole and verified or what was there before.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.edition import Edition, edition_order
from generator.release.manifest import MANIFEST, Manifest
from generator.release.verify import Verdict, verify_folder
from generator.site.staging import swap


class NotPublished(Exception):
    """What was asked for cannot go online; nothing was changed.

    Attributes:
        verdict: What is wrong with the folder, if that is why.
    """

    def __init__(self, reason: str, verdict: Verdict | None = None) -> None:
        super().__init__(reason)
        self.verdict = verdict


@dataclass(frozen=True)
class Online:
    """What is online now.

    Attributes:
        manifest: Its manifest.
        digest: SHA-256 of that.
        before: The edition that was there before; empty when there was none.
    """

    manifest: Manifest
    digest: str
    before: str


def put_online(
    folder: Path, place: Path, editions: Sequence[Edition], signers: Path | None = None
) -> Online:
    """Put a release where a web server takes it from.

    Args:
        folder: The release.
        place: Where it goes, whole; the server shows the folder `site` in it.
        editions: What is recorded as published.
        signers: An `allowed_signers` obtained elsewhere.

    Raises:
        NotPublished: The folder is not whole, not signed or not what was recorded, or something
            else lies in the place.
    """
    if folder.resolve() in (place.resolve(), *place.resolve().parents):
        raise NotPublished(f"{place} 就在这个版本的文件夹里；换一个地方")
    found = _good(folder, signers, editions)
    assert found.manifest is not None
    before = _what_is_there(place)
    if before and edition_order(before) > edition_order(found.manifest.release):
        raise NotPublished(f"{place} 里是更新的 {before} 版；要换回旧的，先移走它")
    staging = place.with_name(f".{place.name}-next")
    shutil.rmtree(staging, ignore_errors=True)
    staging.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(folder, staging)
        copied = _good(staging, signers, editions)
        assert copied.manifest is not None
        swap(staging, place)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Online(copied.manifest, copied.digest, before)


def _good(folder: Path, signers: Path | None, editions: Sequence[Edition]) -> Verdict:
    found = verify_folder(folder, signers=signers)
    if found.manifest is None or found.faults or found.doubts:
        raise NotPublished("这个文件夹核对不过", found)
    recorded = {edition.id: edition.manifest for edition in editions}
    said = recorded.get(found.manifest.release)
    if said is None:
        where = "在清单的仓库里运行，登记过的才能上网"
        raise NotPublished(f"{found.manifest.release} 版没有登记在 版本.yml 里；{where}")
    if said != found.digest:
        release = found.manifest.release
        raise NotPublished(f"清册不是 {release} 版登记的那一份（登记的摘要是 {said}）")
    return found


def _what_is_there(place: Path) -> str:
    """The edition in a place; empty when there is nothing.

    Raises:
        NotPublished: Something else is there.
    """
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return ""
    try:
        return Manifest.model_validate_json((place / MANIFEST).read_bytes()).release
    except (OSError, ValueError) as error:
        message = f"{place} 里有别的东西，不是公布过的版本；换一个文件夹，或者先移走它"
        raise NotPublished(message) from error
