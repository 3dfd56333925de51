"""Real git repositories for tests: the same bytes on every machine, whatever its git is told."""

import os
import subprocess
from pathlib import Path

WHEN = "2026-01-02T03:04:05+08:00"
_SETTINGS = {
    "user.name": "测试",
    "user.email": "test@example.invalid",
    "init.defaultBranch": "main",
    "commit.gpgSign": "false",
    "core.autocrlf": "false",
}


def git(root: Path, *arguments: str, when: str = WHEN) -> str:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
    }
    settings = [part for pair in _SETTINGS.items() for part in ("-c", "=".join(pair))]
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def new_repository(root: Path) -> Path:
    root.mkdir(parents=True)
    git(root, "init", "-q")
    return root


def commit(root: Path, message: str, *, tag: str = "", when: str = WHEN) -> str:
    """Commit everything in the folder; returns the commit's number."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message, when=when)
    if tag:
        git(root, "tag", tag)
    return git(root, "rev-parse", "HEAD").strip()
