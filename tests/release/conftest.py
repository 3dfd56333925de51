"""A small list in a repository of its own, published twice; tests that alter take a copy."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import main
from tests import small
from tests.factory import PARTY

FIRST, SECOND = "2026.11", "2026.12"
DAYS = {FIRST: "2026-11-25", SECOND: "2026-12-01"}
DOCUMENT = "枣政发〔2026〕1号（演示）"
CANCELLED, DELEGATED = "农药经营许可", "药品经营许可（零售）"
SAID = "    申请单位: {unit}\n    原因: {why}\n    批准机关: 枣阳市人民政府\n"


def git(root: Path, *words: str) -> str:
    who = ("-c", "user.name=甲", "-c", "user.email=a@example.invalid", "-c", "commit.gpgsign=false")
    when = {"GIT_AUTHOR_DATE": "2026-11-24T00:00:00Z", "GIT_COMMITTER_DATE": "2026-11-24T00:00:00Z"}
    done = subprocess.run(
        ["git", *who, *words],
        cwd=root,
        env={"PATH": "/usr/bin:/bin", "HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1", **when},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(root: Path, subject: str) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", subject)
    return git(root, "rev-parse", "HEAD")


def new_list(root: Path) -> Path:
    """The small list, committed and never published."""
    small.copy_list(root)
    (root / ".gitignore").write_text(".cache\n/release/\n__pycache__\n", encoding="utf-8")
    git(root, "init", "-q")
    commit(root, "清单")
    return root


def new_key(path: Path) -> Path:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


def release(root: Path, edition: str, key: Path | None, *more: str, day: str = "") -> int:
    """`powerlist release`, as it is typed."""
    words = ["--root", str(root), "release", edition, "--date", day or DAYS[edition]]
    if key is not None:
        words += ["--sign", str(key), "--document", DOCUMENT]
    return main([*words, *more])


def adjusted(root: Path, said: str = SAID) -> None:
    """What the second edition changes: one cancelled, one delegated, one changed, one reworded."""
    for name, action, why, old, new in (
        (CANCELLED, "取消", "依据已经废止", "状态: 在用", "状态: 取消"),
        (DELEGATED, "下放", "交给乡镇更方便", "状态: 在用", "状态: 下放"),
        (small.LICENCE, "变更", "减少跑动", "\n行使主体:", "\n承办机构: 行政审批股\n行使主体:"),
        (small.MARRIAGE, "勘误", "改说法", "\n通俗说明: ", "\n通俗说明: 〔新〕"),
    ):
        path = small.file_named(root, name)
        text = path.read_text(encoding="utf-8")
        assert old in text, (name, old)
        text = text.replace(old, new, 1)
        entry = (
            f'  - 日期: "2026-12-01"\n    动作: {action}\n    说明: {why}\n'
            f"    文号: 枣政发〔2026〕2号\n{said.format(unit=path.parent.name, why=why)}"
        )
        text, times = re.subn(r"(?ms)^(沿革:\n.*?)(?=^\S)", lambda m, new=entry: m[1] + new, text)
        assert times == 1, name
        path.write_text(text, encoding="utf-8")
    facts = root / "powers/_registry/清单.yml"
    text = facts.read_text(encoding="utf-8")
    powers, units = count(root)
    text = re.sub(r"(?m)^公布项数: .*$", f'公布项数: "{powers}"', text)
    text = re.sub(r"(?m)^公布单位数: .*$", f'公布单位数: "{units}"', text)
    facts.write_text(text, encoding="utf-8")


def count(root: Path) -> tuple[int, int]:
    """Powers and units still on the list, counted in the texts."""
    kept = [
        path
        for path in (root / "powers").glob("[!_]*/*.yml")
        if "\n状态: 在用" in path.read_text(encoding="utf-8") and path.parent.name != PARTY
    ]
    return len(kept), len({path.parent.name for path in kept})


@dataclass(frozen=True)
class Published:
    """A list with two editions.

    Attributes:
        root: The repository.
        key: What both are signed with.
        commits: Commit each was made from.
    """

    root: Path
    key: Path
    commits: dict[str, str]

    def folder(self, edition: str) -> Path:
        return self.root / "release" / edition


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Two editions of the small list; nobody may change them."""
    folder = tmp_path_factory.mktemp("release")
    root, key = new_list(folder / "list"), new_key(folder / "key")
    commits = {FIRST: git(root, "rev-parse", "HEAD")}
    assert release(root, FIRST, key) == 0
    commit(root, f"{FIRST} 版")
    adjusted(root)
    commits[SECOND] = commit(root, "调整")
    git(root, "tag", SECOND)
    assert release(root, SECOND, key) == 0
    commit(root, f"{SECOND} 版")
    return Published(root, key, commits)


@pytest.fixture
def folder(published: Published, tmp_path: Path) -> Path:
    """The second edition, to be altered."""
    return Path(shutil.copytree(published.folder(SECOND), tmp_path / SECOND))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A list that was never published."""
    return new_list(tmp_path / "list")


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("key") / "key")
