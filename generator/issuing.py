"""`powerlist release` and `powerlist verify`: what they ask, and what they say."""

import argparse
import sys
from datetime import date
from pathlib import Path

from generator.exits import CLEAN, FINDINGS
from generator.files import EDITIONS_FILE
from generator.history.edition import BaseLost, published_list
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.load import Corpus, read_folder
from generator.model.edition import is_edition
from generator.progress import StageClock
from generator.release.base import uncommitted
from generator.release.publish import Refused, Released, Wish, release
from generator.release.signature import SigningFailed
from generator.release.verify import Verdict, shown, verify_folder
from generator.render import DotFailed, DotMissing
from generator.say import misuse, tell, unfinished
from generator.site.build import FramesFailed
from generator.site.editions import IncompleteSite
from generator.site.frames import FrameMissing

REHEARSAL = "（试编，没有文号）"


def issue(options: argparse.Namespace) -> int:
    """Make an edition, or rehearse it when no key is given."""
    root: Path = options.root
    if not is_edition(options.id):
        return misuse(f"“{options.id}”不是版本号，写成年.月 →  2026.11，同月再发 2026.11.2")
    signed = options.sign is not None
    out = options.out or root / "release" / (options.id if signed else f"{options.id}-draft")
    clock = StageClock()
    try:
        before, commit = _base(root, options.since, signed=signed)
        wish = Wish(
            id=options.id,
            day=options.date or date.today(),
            document=options.document or ("" if signed else REHEARSAL),
            out=out,
            note=options.note,
            key=options.sign,
            commit=commit,
        )
        done = release(root, wish, before, clock)
    except Refused as refused:
        if refused.findings:
            tell(refused.findings, read_folder(root))
        return _refused(f"没有公布：{refused}")
    except BaseLost as lost:
        return _refused(f"没有公布：{lost}")
    except (GitFailed, UnknownRevision, SigningFailed, DotMissing) as error:
        return unfinished(f"没有公布：{error}")
    except (DotFailed, FramesFailed, FrameMissing, IncompleteSite) as error:
        return unfinished(f"没有公布，网站没有做完：{error}")
    finally:
        clock.finish()
    _tell_released(done, signed=signed)
    return CLEAN


def _refused(message: str) -> int:
    print(message, file=sys.stderr)
    return FINDINGS


def _base(root: Path, since: str | None, *, signed: bool) -> tuple[Corpus | None, str | None]:
    """The list of the previous edition, and the commit of this one.

    Raises:
        Refused: A real edition must be what is committed.
        BaseLost: The previous edition cannot be had.
        GitFailed, UnknownRevision: Git could not say.
    """
    corpus = read_folder(root).corpus
    editions = corpus.registry.editions if corpus else ()
    try:
        repository = Repository(root)
        commit = repository.resolve("HEAD")
    except (GitFailed, UnknownRevision):
        if signed or editions:
            raise
        return None, None
    changed = uncommitted(repository, commit, root)
    if signed and changed:
        more = f" 等 {len(changed)} 个文件" if len(changed) > 1 else ""
        raise Refused(f"{shown(changed[0])}{more}还没有提交；先提交，再编这一版")
    before = published_list(repository, editions[-1], since).corpus if editions else None
    return before, None if changed else commit


def _tell_released(done: Released, *, signed: bool) -> None:
    print(done.notice.lead)
    print(f"{len(done.manifest.files)} 个文件，在 {done.folder.resolve()}")
    print(f"清册摘要（SHA-256）：{done.digest}")
    if signed:
        print(f"已经登记在 {EDITIONS_FILE}；把它和 powers/_registry/版本/ 一起提交")
        print("把清册摘要和签名公钥的指纹另外公布（例如写进公告），别人才核对得了")
    else:
        print("这是试编：没有签名，没有登记，不能公布；正式公布要写 --sign 密钥 --document 文号")


def check_release(options: argparse.Namespace) -> int:
    """Verify a release folder and say what was and what was not looked at."""
    folder: Path = options.folder
    if not folder.is_dir():
        return misuse(f"没有这个文件夹：{folder}")
    for path in (options.signers, options.previous):
        if path is not None and not path.exists():
            return misuse(f"没有这个文件：{path}")
    found = verify_folder(folder, signers=options.signers, previous=options.previous)
    if found.manifest is not None:
        _tell_manifest(found)
    for fault in found.faults:
        print(f"不符  {fault}")
    for doubt in found.doubts:
        print(f"没有核对  {doubt}")
    if found.faults:
        print(f"核对不过：{len(found.faults)} 处不符")
        return FINDINGS
    if found.doubts:
        return unfinished("文件同清册相符，但是没有核对完")
    print("核对通过")
    return CLEAN


def _tell_manifest(found: Verdict) -> None:
    manifest = found.manifest
    assert manifest is not None
    kind = "（演示数据，非官方发布）" if manifest.demonstration else ""
    print(f"{manifest.name} {manifest.release} 版{kind}，{manifest.date} 公布，{manifest.document}")
    print(f"清册摘要（SHA-256）：{found.digest}")
    print(f"清册里有 {found.checked} 个文件，逐一核对")
    if found.signed_by:
        print(f"签名有效，公钥指纹 {found.signed_by}")
        if found.own_key:
            print("  公钥取自这个文件夹；同编办另外公布的指纹对一对，或者用 --signers")
    if found.linked:
        print(f"同上一版 {manifest.previous} 接得上")
    elif manifest.previous_sha256:
        print(f"上一版是 {manifest.previous}，接不接得上没有核对 →  --previous 文件夹")
