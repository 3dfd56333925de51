"""A release that was touched does not verify, and the file is named; no network is needed."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.release.manifest import MANIFEST, SIGNATURE, SIGNERS, SUMS
from generator.release.verify import verify_folder
from tests.release.conftest import FIRST, SECOND, Published, new_key

REPOSITORY = Path(__file__).parents[2]


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def everything(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def sample(folder: Path) -> list[str]:
    """One file of every kind in every folder of the top, and each tenth of the rest."""
    kinds: dict[tuple[str, ...], str] = {}
    files = everything(folder)
    for file in files:
        parts = file.split("/")
        kinds.setdefault((*parts[:-1][:2], Path(file).suffix, str(len(parts))), file)
    return sorted({*kinds.values(), *files[::10]})


@pytest.mark.accepts("A7", twin=True)
def test_an_untouched_release_verifies(published: Published) -> None:
    found = verify_folder(published.folder(SECOND), previous=published.folder(FIRST))
    assert found.faults == []
    assert found.doubts == []
    assert found.signed_by.startswith("SHA256:")
    assert found.linked
    assert found.checked == len(everything(published.folder(SECOND))) - 3


@pytest.mark.accepts("A7")
def test_one_byte_of_any_file_is_noticed_and_the_file_named(folder: Path) -> None:
    chosen = sample(folder)
    assert len(chosen) > 40
    for file in chosen:
        raw = (folder / file).read_bytes()
        flip(folder / file)
        faults = verify_folder(folder).faults
        if file == SIGNATURE:
            assert any("签名不对" in fault for fault in faults), faults
            assert any(SUMS in fault for fault in faults), faults
        elif file == MANIFEST:
            assert any(MANIFEST in fault or "签名不对" in fault for fault in faults), faults
        else:
            assert any(file in fault for fault in faults), (file, faults)
        (folder / file).write_bytes(raw)
    assert verify_folder(folder).faults == []


def rename(folder: Path) -> None:
    (folder / "site/index.html").rename(folder / "site/home.html")


def change_case(folder: Path) -> None:
    (folder / "notice.md").rename(folder / "Notice.md")


def delete(folder: Path) -> None:
    (folder / "site/data/powers.csv").unlink()


def add(folder: Path) -> None:
    (folder / "site/多出的.html").write_text("甲", encoding="utf-8")


def add_hidden(folder: Path) -> None:
    (folder / "site/.htaccess").write_text("甲", encoding="utf-8")


def litter(folder: Path) -> None:
    (folder / "site" / "Thumbs.db").write_text("甲", encoding="utf-8")
    (folder / ".DS_Store").write_text("甲", encoding="utf-8")


def link_file(folder: Path) -> None:
    (folder / "changes.json").rename(folder.parent / "changes.json")
    (folder / "changes.json").symlink_to(folder.parent / "changes.json")


def link_folder(folder: Path) -> None:
    (folder / "site/p").rename(folder.parent / "p")
    (folder / "site/p").symlink_to(folder.parent / "p")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "site/pipe")


TAMPERED: list[tuple[Callable[[Path], None], tuple[str, ...]]] = [
    (rename, ("缺少：site/index.html（可能改名为 site/home.html）", "多出：site/home.html")),
    (change_case, ("缺少：notice.md（只有大小写不同的 Notice.md）", "多出：Notice.md")),
    (delete, ("缺少：site/data/powers.csv",)),
    (add, ("多出：site/多出的.html",)),
    (add_hidden, ("多出：site/.htaccess",)),
    (
        litter,
        (
            "多出：.DS_Store（电脑自己写的，删掉再核对）",
            "多出：site/Thumbs.db（电脑自己写的，删掉再核对）",
        ),
    ),
    (link_file, ("不是普通文件（可能是快捷方式）：changes.json", "缺少：changes.json")),
    (link_folder, ("不是普通文件（可能是快捷方式）：site/p",)),
    (pipe, ("不是普通文件（可能是快捷方式）：site/pipe",)),
    (lambda f: (f / SUMS).unlink(), (f"缺少：{SUMS}",)),
    (lambda f: (f / SIGNERS).unlink(), (f"缺少：{SIGNERS}",)),
    (lambda f: (f / SIGNATURE).unlink(), ("没有签名（缺少 manifest.json.sig）",)),
    (lambda f: (f / MANIFEST).unlink(), ("缺少清册 manifest.json",)),
    (lambda f: (f / MANIFEST).write_text("{}"), ("清册 manifest.json 读不懂",)),
    (lambda f: (f / MANIFEST).write_text("[" * 100_000), ("清册 manifest.json 读不懂",)),
]


@pytest.mark.accepts("A7")
@pytest.mark.parametrize(("tamper", "told"), TAMPERED)
def test_what_was_done_to_the_folder_is_said(
    tamper: Callable[[Path], None], told: tuple[str, ...], folder: Path
) -> None:
    tamper(folder)
    faults = verify_folder(folder).faults
    for words in told:
        assert any(fault.startswith(words) for fault in faults), faults
    assert main(["verify", str(folder)]) == 1


def reseal(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Alter the manifest as somebody would who has read how releases are made."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    change(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    reseal_sums(folder)


def test_a_manifest_that_was_altered_with_its_sums_fails_by_its_signature(folder: Path) -> None:
    reseal(folder, lambda manifest: manifest.update(document="枣政发〔2026〕9号"))
    faults = verify_folder(folder).faults
    assert len(faults) == 1
    assert faults[0].startswith("签名不对")


def test_a_manifest_that_says_it_is_not_signed_does_not_pass(folder: Path) -> None:
    reseal(folder, lambda manifest: manifest.update(signature=None))
    assert any(fault.startswith("没有签名") for fault in verify_folder(folder).faults)


def test_a_signer_of_ones_own_is_unmasked_by_signers_from_elsewhere(
    folder: Path, published: Published, tmp_path: Path
) -> None:
    mine = new_key(tmp_path / "mine")
    kind, text, *_ = mine.with_suffix(".pub").read_text().split()
    forged = f'420683 namespaces="powerlist-release" {kind} {text}\n'
    (folder / SIGNERS).write_text(forged, encoding="utf-8")

    def adopt(manifest: dict[str, object]) -> None:
        files = manifest["files"]
        assert isinstance(files, list)
        for entry in files:
            if entry["path"] == SIGNERS:
                entry["sha256"] = hashlib.sha256(forged.encode()).hexdigest()

    (folder / SIGNATURE).unlink()
    reseal(folder, adopt)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(mine), "-n", "powerlist-release"]
    subprocess.run([*command, str(folder / MANIFEST)], check=True, capture_output=True)
    reseal_sums(folder)
    assert verify_folder(folder).faults == []  # By itself the folder is consistent …
    genuine = published.folder(SECOND) / SIGNERS
    faults = verify_folder(folder, signers=genuine).faults
    assert [fault[:4] for fault in faults] == ["签名不对"]  # … and this is why keys are published.


def reseal_sums(folder: Path) -> None:
    listed = subprocess.run(
        "find . -type f ! -name SHA256SUMS -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum",
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    (folder / SUMS).write_text(listed.stdout, encoding="utf-8")


def test_another_edition_before_it_is_not_the_one_before(published: Published) -> None:
    second = published.folder(SECOND)
    faults = verify_folder(second, previous=second).faults
    assert len(faults) == 1
    assert faults[0].startswith("同上一版接不上")
    first = verify_folder(published.folder(FIRST), previous=second)
    assert [fault[:9] for fault in first.faults] == ["清册说这是第一版，"]


def test_paths_of_a_manifest_are_never_opened(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("甲", encoding="utf-8")

    def climb(manifest: dict[str, object]) -> None:
        files = manifest["files"]
        assert isinstance(files, list)
        files.append({"path": "../secret", "size": 3, "sha256": "0" * 64})
        files.append({"path": "\x1b[2J\n核对通过", "size": 3, "sha256": "0" * 64})

    reseal(folder, climb)
    faults = verify_folder(folder).faults
    assert "缺少：../secret" in faults
    assert all(fault.isprintable() for fault in faults)


def test_without_ssh_keygen_nothing_is_called_verified(
    published: Published, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert main(["verify", str(published.folder(SECOND))]) == 3
    said = capsys.readouterr()
    assert "核对通过" not in said.out
    assert "没有核对  签名" in said.out


def test_the_sums_work_with_coreutils(folder: Path) -> None:
    command = ["sha256sum", "--check", "--strict", SUMS]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(everything(folder)) - 1
    flip(folder / "site/data/powers.json")
    again = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "site/data/powers.json: FAILED" in again.stdout


def test_the_command_of_the_readme_verifies_the_signature(folder: Path) -> None:
    text = (folder / "README.txt").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "ssh-keygen" in line).strip()
    line = line.replace("区划代码", "420683")
    done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    flip(folder / MANIFEST)
    assert subprocess.run(line, shell=True, cwd=folder, capture_output=True).returncode != 0


@pytest.mark.accepts("A8")
def test_no_network_is_needed(published: Published) -> None:
    unshare = shutil.which("unshare")
    cut = [unshare, "--map-root-user", "--net"] if unshare else []
    if not unshare or subprocess.run([*cut, "true"], capture_output=True).returncode:
        pytest.skip("这台机器不让断网运行（unshare --net）")
    command = [*cut, sys.executable, "-m", "generator", "verify", str(published.folder(SECOND))]
    environ = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"签名有效.*\n(?:.*\n)*核对通过", done.stdout)


@pytest.mark.parametrize(
    "words", [["没有"], [".", "--signers", "没有"], [".", "--previous", "没有"]]
)
def test_what_does_not_exist_is_misuse(words: list[str]) -> None:
    assert main(["verify", *words]) == 2
