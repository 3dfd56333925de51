"""The manual of verifying, typed word for word on a machine without a network."""

import shutil
import sys
from pathlib import Path

import pytest

from generator.release.manifest import MANIFEST, SIGNATURE, SIGNERS
from tests.release.conftest import FIRST, SECOND, Published, new_key
from tests.release.test_verify import flip
from tests.typed import commands, cut_off, installed, section, typed

PAGE = "docs/help/releases.md"
SECTION = "我拿到了一个版本，想核对"
LISTENING = """
import http.server, socket, subprocess, sys, threading
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
call = f"import socket; socket.create_connection(('127.0.0.1', {server.server_port}), 5)"
run = lambda *before: subprocess.run([*before, sys.executable, "-c", call]).returncode
print(run(), run(*sys.argv[1:]))
"""


def by_hand() -> tuple[str, str]:
    sums, signature = commands(section(PAGE, SECTION))[:2]
    assert sums.startswith("sha256sum ") and signature.startswith("ssh-keygen ")
    return sums, signature


@pytest.mark.accepts("A8")
def test_the_commands_of_the_manual_pass_what_was_published(folder: Path) -> None:
    cut = cut_off()
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    for command in by_hand():
        done = typed(command, folder, environment, *cut)
        assert done.returncode == 0, (command, done.stdout, done.stderr)


@pytest.mark.accepts("A8", twin=True)
def test_the_commands_of_the_manual_fail_what_was_altered(folder: Path, tmp_path: Path) -> None:
    cut = cut_off()
    sums, signature = by_hand()
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    flip(folder / "site/index.html")
    done = typed(sums, folder, environment, *cut)
    assert done.returncode == 1
    assert "site/index.html: FAILED" in done.stdout
    whole = (folder / MANIFEST).read_bytes()
    flip(folder / MANIFEST)
    assert typed(signature, folder, environment, *cut).returncode != 0
    (folder / MANIFEST).write_bytes(whole)
    assert typed(signature, folder, environment, *cut).returncode == 0
    kind, text, *_ = new_key(tmp_path / "mine").with_suffix(".pub").read_text().split()
    (folder / SIGNERS).write_text(f'420683 namespaces="powerlist-release" {kind} {text}\n')
    assert typed(signature, folder, environment, *cut).returncode != 0
    (folder / SIGNATURE).unlink()
    assert typed(signature, folder, environment, *cut).returncode != 0


@pytest.mark.accepts("A8", twin=True)
def test_the_network_is_really_cut(tmp_path: Path) -> None:
    script = tmp_path / "listening.py"
    script.write_text(LISTENING)
    call = f"{sys.executable} {script} {' '.join(cut_off())}"
    done = typed(call, tmp_path, installed(tmp_path))
    assert done.stdout.split() == ["0", "1"], done.stderr


@pytest.mark.accepts("A8")
def test_one_command_of_the_manual_checks_everything(published: Published, tmp_path: Path) -> None:
    (command,) = commands(section(PAGE, SECTION))[2:]
    desk = tmp_path / "桌面"
    # The manual speaks of 2026.11 and the edition before it.
    shutil.copytree(published.folder(SECOND), desk / "2026.11")
    shutil.copytree(published.folder(FIRST), desk / "2026.10")
    shutil.copy2(published.folder(FIRST) / SIGNERS, desk / "编办公布的公钥")
    done = typed(command, desk, installed(tmp_path), *cut_off())
    assert done.returncode == 0, done.stdout + done.stderr
    for words in ("签名有效", f"同上一版 {FIRST} 接得上", "核对通过"):
        assert words in done.stdout
    assert "公钥取自这个文件夹" not in done.stdout
    flip(desk / "2026.11/notice.html")
    again = typed(command, desk, installed(tmp_path), *cut_off())
    assert (again.returncode, "内容被改动：notice.html" in again.stdout) == (1, True)
