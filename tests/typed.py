"""Commands of the manual, run as a reader types them."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"^( *)```(?:sh|text)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_PROGRAMS = ("powerlist ", "git ", "sha256sum ", "ssh-keygen ")


def section(page: str, heading: str) -> str:
    """What stands under a heading of the second level, on a page named from the top."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}.*?\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found is not None, f"{page} has no heading {heading}"
    return found[1]


def commands(text: str) -> list[str]:
    """The commands in the blocks of a text, each on one line, as they are to be typed."""
    found = []
    for match in _BLOCK.finditer(text):
        block = re.sub(rf"^{match[1]}", "", match[2], flags=re.MULTILINE)
        lines = re.sub(r" *\\\n *", " ", block).splitlines()
        found += [line for line in lines if line.startswith(_PROGRAMS)]
    return found


def installed(folder: Path) -> dict[str, str]:
    """The environment of somebody who has installed the program: it is found by its name."""
    program = folder / "bin" / "powerlist"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m generator "$@"\n')
    program.chmod(0o755)
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat"}
    return {
        **os.environ,
        **who,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
    }


def typed(
    command: str, folder: Path, environment: Mapping[str, str], *before: str
) -> subprocess.CompletedProcess[str]:
    """Run one command in a shell, in a folder; `before` goes in front of the shell."""
    return subprocess.run(
        [*before, "sh", "-c", command],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )


def cut_off() -> list[str]:
    """What to put before a command so that it has no network; skips where that is not allowed."""
    cut = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        pytest.skip("这台机器不让断网运行（unshare --net）")
    return cut
