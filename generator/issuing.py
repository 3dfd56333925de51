"""`powerlist release`, `verify` and `publish`: what they ask, and what they say."""

import argparse
import sys
from datetime import date
from pathlib import Path

from generator.exits import CLEAN, FINDINGS
from generator.files import EDITIONS_FILE, Folder
from generator.history.edition import BaseLost, published_list
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.load import Corpus, read_files, read_folder
from generator.model.edition import is_edition
from generator.progress import StageClock
from generator.release.base import uncommitted
from generator.release.online import NotPublished, put_online
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
        before, commit, changed = _base(root, options.since, signed=signed)
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
    _tell_released(done)
    _tell_next(done, changed, signed=signed)
    return CLEAN


def _refused(message: str) -> int:
    print(message, file=sys.stderr)
    return FINDINGS


def _base(
    root: Path, since: str | None, *, signed: bool
) -> tuple[Corpus | None, str | None, list[str]]:
    """The list of the previous edition, the commit of this one, and what is not committed.

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
        return None, None, []
    changed = uncommitted(repository, commit, root)
    if signed and changed:
        more = f" 等 {len(changed)} 个文件" if len(changed) > 1 else ""
        raise Refused(f"{shown(changed[0])}{more}还没有提交；先提交，再编这一版")
    before = published_list(repository, editions[-1], since).corpus if editions else None
    return before, None if changed else commit, changed


def _tell_released(done: Released) -> None:
    folder, id_ = done.folder.resolve(), done.manifest.release
    print(done.notice.lead)
    print(f"{len(done.manifest.files)} 个文件，在 {folder}")
    print(f"  公告：{folder / 'notice.html'}")
    print(f"  改了什么：{folder / 'site/changes' / id_ / 'index.html'}")
    print(f"清册摘要（SHA-256）：{done.digest}")


def _tell_next(done: Released, changed: list[str], *, signed: bool) -> None:
    id_ = done.manifest.release
    if not signed:
        print("这是试编：没有签名，没有登记，不能公布；看完可以删，也可以再试")
        if changed:
            print(f"有 {len(changed)} 个文件还没有提交（{shown(changed[0])}），正式编以前先提交")
        print(f"看好了，正式编 →  powerlist release {id_} --sign 密钥 --document 文号 --date 日期")
        return
    print(f"签名公钥指纹：{done.signed_by}")
    print("接着做三件事：")
    print(f"  一、提交登记 →  git add {Path(EDITIONS_FILE).parent}")
    print(f'                  git commit -m "公布 {id_} 版"')
    print(f"                  git tag {id_}")
    print("  二、把清册摘要、签名公钥指纹写进另外公布的公告；版本文件夹里的文件一个字也不要改")
    print(f"  三、放到网站服务器 →  powerlist publish {shown(str(done.folder))} --to 网站的文件夹")


def check_release(options: argparse.Namespace) -> int:
    """Verify a release folder and say what was and what was not looked at."""
    folder: Path = options.folder
    if not folder.is_dir():
        return misuse(f"没有这个文件夹：{folder}")
    for path in (options.signers, options.previous):
        if path is not None and not path.exists():
            return misuse(f"没有这个文件：{path}")
    found = verify_folder(folder, signers=options.signers, previous=options.previous)
    _tell_verdict(found)
    if found.faults:
        print(f"核对不过：{len(found.faults)} 处不符")
        return FINDINGS
    if found.doubts:
        return unfinished("文件同清册相符，但是没有核对完")
    print("核对通过")
    return CLEAN


def _tell_verdict(found: Verdict) -> None:
    if found.manifest is not None:
        _tell_manifest(found)
    for fault in found.faults:
        print(f"不符  {fault}")
    for doubt in found.doubts:
        print(f"没有核对  {doubt}")


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


def put_on_server(options: argparse.Namespace) -> int:
    """Put a release where a web server takes it from, or say why not."""
    folder: Path = options.folder
    signers: Path | None = options.signers
    if not folder.is_dir():
        return misuse(f"没有这个文件夹：{folder}")
    if signers is not None and not signers.exists():
        return misuse(f"没有这个文件：{signers}")
    corpus = read_files(Folder(options.root), (), lenient=True).corpus
    editions = corpus.registry.editions if corpus else ()
    try:
        done = put_online(folder, options.to, editions, signers)
    except NotPublished as refused:
        if refused.verdict is not None:
            _tell_verdict(refused.verdict)
        untouched = "；原来的没有动" if options.to.exists() else ""
        message = f"没有上网：{refused}{untouched}"
        doubtful = refused.verdict is not None and not refused.verdict.faults
        return unfinished(message) if doubtful else _refused(message)
    where = options.to.resolve()
    instead = f"，换下 {done.before} 版" if done.before else ""
    print(f"{done.manifest.release} 版已经放在 {where}{instead}")
    print(f"清册摘要（SHA-256）：{done.digest}")
    print(f"网站服务器的根目录指向 {where / 'site'}")
    print(f"以后随时可以核对网上的是不是这一版 →  powerlist verify {shown(str(options.to))}")
    return CLEAN
