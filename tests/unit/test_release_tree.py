"""The hashes of an edition are those that git and coreutils give by themselves."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.history.edition import digest
from generator.release.tree import read_files, tree_hash
from tests.factory import valid_repo


def run(root: Path, *command: str, **environ: str) -> str:
    done = subprocess.run(
        command, cwd=root, env=os.environ | environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def awkward(root: Path) -> Path:
    """A list with what makes git's order and modes hard to copy."""
    folder = valid_repo(root) / "powers"
    (folder / "乙").mkdir()
    for name in ("乙.yml", "乙-丙.yml", "乙/甲.yml", "乙0.yml"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "空.yml").write_bytes(b"")
    (folder / "可执行.yml").write_text("甲", encoding="utf-8")
    (folder / "可执行.yml").chmod(0o755)
    (folder / "指向.yml").symlink_to("乙/甲.yml")
    return root


@pytest.mark.skipif(shutil.which("git") is None, reason="没有 git，比不了")
def test_git_gives_the_same_trees(tmp_path: Path) -> None:
    root = awkward(tmp_path / "清单")
    registry = root / "powers/_registry"
    (registry / "版本.yml").write_text("版本: []\n", encoding="utf-8")
    (registry / "版本").mkdir()
    (registry / "版本/2026.01.json").write_text("{}", encoding="utf-8")
    ours = tree_hash(root)
    run(root, "git", "init", "-q")
    run(root, "git", "add", "powers", "flowcharts")
    run(root, "git", "rm", "-rq", "--cached", "powers/_registry/版本.yml", "powers/_registry/版本")
    assert run(root, "git", "write-tree", "--prefix=powers/") == ours.powers
    assert run(root, "git", "write-tree", "--prefix=flowcharts/") == ours.flowcharts


def test_coreutils_give_the_same_digest(tmp_path: Path) -> None:
    root = valid_repo(tmp_path / "清单")
    listed = (
        "find powers flowcharts -type f ! -path 'powers/_registry/版本*'"
        " | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
    )
    assert run(root, "sh", "-c", listed).split()[0] == tree_hash(root).digest


def _edit(root: Path) -> None:
    path = next((root / "flowcharts").glob("*.yml"))
    path.write_bytes(path.read_bytes() + b" ")


def _rename(root: Path) -> None:
    path = next((root / "flowcharts").glob("*.yml"))
    path.rename(path.with_stem("另一个名字"))


def _add(root: Path) -> None:
    (root / "flowcharts/新.yml").write_bytes(b"")


def _remove(root: Path) -> None:
    next((root / "flowcharts").glob("*.yml")).unlink()


@pytest.mark.parametrize("alter", [_edit, _rename, _add, _remove])
def test_every_alteration_gives_other_hashes(alter: Callable[[Path], None], repo: Path) -> None:
    before = tree_hash(repo)
    alter(repo)
    after = tree_hash(repo)
    assert after.powers == before.powers
    assert after.flowcharts != before.flowcharts
    assert after.digest != before.digest


def test_the_record_of_editions_does_not_name_itself(repo: Path) -> None:
    before = tree_hash(repo)
    (repo / "powers/_registry/版本.yml").write_text("版本: [甲]\n", encoding="utf-8")
    (repo / "powers/_registry/版本").mkdir()
    (repo / "powers/_registry/版本/2026.01.json").write_text("{}", encoding="utf-8")
    assert tree_hash(repo) == before
    assert digest(read_files(repo)) == before.digest
