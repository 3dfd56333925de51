"""Only what is signed, whole and recorded goes online, and what is online is never half of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.release import online
from generator.release.manifest import MANIFEST, SIGNATURE, SIGNERS, SUMS
from generator.release.verify import verify_folder
from tests.release.conftest import DAYS, FIRST, SECOND, Published, new_key, release
from tests.release.test_verify import flip, reseal
from tests.site.conftest import files


def publish(published: Published, folder: Path, place: Path, *more: str) -> int:
    words = ["--root", str(published.root), "publish", str(folder), "--to", str(place), *more]
    return main(words)


def unsign(folder: Path) -> None:
    (folder / SIGNATURE).unlink()
    reseal(folder, lambda manifest: manifest.update(signature=None))


SPOILT: list[tuple[Callable[[Path], None], str]] = [
    (lambda f: (f / SIGNATURE).unlink(), "没有签名"),
    (unsign, "没有签名"),
    (lambda f: (f / MANIFEST).unlink(), "缺少清册"),
    (lambda f: (f / MANIFEST).write_text("{}"), "读不懂"),
    (lambda f: flip(f / SIGNATURE), "签名不对"),
    (lambda f: (f / SIGNERS).unlink(), SIGNERS),
    (lambda f: (f / SUMS).unlink(), SUMS),
    (lambda f: flip(f / "site/index.html"), "内容被改动：site/index.html"),
    (lambda f: (f / "site/data/powers.csv").unlink(), "缺少：site/data/powers.csv"),
    (lambda f: (f / "site/多.html").write_text("甲"), "多出：site/多.html"),
    (lambda f: reseal(f, lambda m: m.update(document="枣政发〔2026〕9号")), "签名不对"),
]


@pytest.mark.accepts("A9")
@pytest.mark.parametrize(("spoil", "said"), SPOILT)
def test_what_lacks_a_signature_a_manifest_or_a_file_does_not_go_online(
    spoil: Callable[[Path], None],
    said: str,
    published: Published,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / "www"
    assert publish(published, published.folder(FIRST), place) == 0
    before = files(place)
    spoil(folder)
    assert publish(published, folder, place) == 1
    told = capsys.readouterr()
    assert said in told.out
    assert "没有上网" in told.err and "原来的没有动" in told.err
    assert files(place) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.accepts("A9", twin=True)
def test_what_is_signed_and_recorded_goes_online_whole(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "srv" / "www"
    assert publish(published, published.folder(FIRST), place) == 0
    assert publish(published, published.folder(SECOND), place) == 0
    assert f"{SECOND} 版已经放在 {place}，换下 {FIRST} 版" in capsys.readouterr().out
    assert files(place) == files(published.folder(SECOND))
    assert main(["verify", str(place)]) == 0
    assert [path.name for path in place.parent.iterdir()] == ["www"]
    key = published.folder(SECOND) / SIGNERS
    assert publish(published, place, tmp_path / "又一处", "--signers", str(key)) == 0


@pytest.mark.accepts("A9")
def test_a_rehearsal_does_not_go_online(
    fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(fresh, FIRST, None) == 0
    draft = fresh / "release" / f"{FIRST}-draft"
    words = ["--root", str(fresh), "publish", str(draft), "--to", str(tmp_path / "www")]
    assert main(words) == 1
    assert "没有签名" in capsys.readouterr().out
    assert not (tmp_path / "www").exists()


@pytest.mark.accepts("A9")
def test_what_somebody_else_signed_or_nobody_recorded_does_not_go_online(
    published: Published, fresh: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "www"
    assert release(fresh, "2026.10", key, day=DAYS[FIRST]) == 0
    other = fresh / "release" / "2026.10"
    assert publish(published, other, place) == 1
    assert "2026.10 版没有登记" in capsys.readouterr().err
    renamed = fresh.parent / "同号"
    shutil.copytree(fresh, renamed, ignore=shutil.ignore_patterns("release", "版本*"))
    assert release(renamed, SECOND, key, day="2026-12-03") == 0
    assert publish(published, renamed / "release" / SECOND, place) == 1
    assert f"清册不是 {SECOND} 版登记的那一份" in capsys.readouterr().err
    mine = tmp_path / "allowed"
    kind, text, *_ = new_key(tmp_path / "mine").with_suffix(".pub").read_text().split()
    mine.write_text(f'420683 namespaces="powerlist-release" {kind} {text}\n')
    genuine = published.folder(SECOND)
    assert publish(published, genuine, place, "--signers", str(mine)) == 1
    assert "签名不对" in capsys.readouterr().out
    assert not place.exists()


def test_what_cannot_be_looked_at_does_not_go_online(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert publish(published, published.folder(SECOND), tmp_path / "www") == 3
    assert not (tmp_path / "www").exists()


def test_nothing_but_an_older_edition_is_replaced(
    published: Published, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "www"
    assert publish(published, published.folder(SECOND), place) == 0
    assert publish(published, published.folder(FIRST), place) == 1
    assert f"更新的 {SECOND} 版" in capsys.readouterr().err
    other = tmp_path / "别的"
    other.mkdir()
    (other / "文件").write_text("要紧的")
    assert publish(published, published.folder(SECOND), other) == 1
    assert "有别的东西" in capsys.readouterr().err
    assert (other / "文件").read_text() == "要紧的"
    assert publish(published, folder, folder / "site") == 1
    assert publish(published, folder, folder) == 1
    assert verify_folder(folder).faults == []


def test_a_copy_that_breaks_off_leaves_what_was_online(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "www"
    assert publish(published, published.folder(FIRST), place) == 0
    before = files(place)

    def half(_: Path, target: Path) -> None:
        target.mkdir()
        (target / "README.txt").write_text("一半")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(online.shutil, "copytree", half)
        assert publish(published, published.folder(SECOND), place) == 3
    assert files(place) == before

    def silent(_: Path, target: Path) -> None:
        shutil.copy2(published.folder(SECOND) / MANIFEST, target.parent / "m")
        target.mkdir()
        shutil.move(target.parent / "m", target / MANIFEST)

    with monkeypatch.context() as patch:
        patch.setattr(online.shutil, "copytree", silent)
        assert publish(published, published.folder(SECOND), place) == 1
    assert files(place) == before
    assert [path.name for path in tmp_path.iterdir()] == ["www"]


def test_misuse_says_what_is_missing(
    published: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(published, tmp_path / "没有", tmp_path / "www") == 2
    folder = published.folder(SECOND)
    assert publish(published, folder, tmp_path / "www", "--signers", "没有") == 2
    words = ["--root", str(tmp_path), "publish", str(folder), "--to", str(tmp_path / "www")]
    assert main(words) == 1
    assert "在清单的仓库里运行" in capsys.readouterr().err
