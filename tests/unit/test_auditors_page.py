"""The page for auditors, typed word for word in a clone of a repository with two editions."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.files import EDITIONS_FILE
from tests import small
from tests.repository import commit, git, new_repository
from tests.typed import ROOT, commands, installed, section, typed
from tests.unit.test_asof import publish

PAGE = "docs/help/auditors.md"
CODE = "420683017XK00100"
FILE = f"powers/市交通运输局/{CODE}.yml"
OLD, NEW = "2024.01", "2026.01"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of a list with the editions, the unit and the power that the page speaks of."""
    top = tmp_path_factory.mktemp("auditors")
    root = new_repository(top / "清单")
    small.copy_list(root / "下")
    for path in (root / "下").iterdir():
        path.rename(root / path.name)
    (root / "下").rmdir()
    (root / FILE).parent.mkdir(exist_ok=True)
    shutil.copy2(ROOT / FILE, root / FILE)
    shutil.copy2(ROOT / ".gitattributes", root)
    known = publish(root, (), OLD, date(2024, 1, 1))
    git(root, "tag", OLD)
    small.change(root / FILE, ("^承诺时限:\n  期限: .*$", "承诺时限:\n  期限: 5日"))
    known = publish(root, known, NEW, date(2026, 1, 1))
    git(root, "tag", NEW)
    small.change(root / FILE, ("^类型: 行政许可$", "# 注释不算改动\n类型: 行政许可"))
    commit(root, "只改写法")
    git(top, "clone", "-q", root.as_uri(), "桌面")
    return top / "桌面"


def run(clone: Path, heading: str) -> list[tuple[str, int, str]]:
    """Every command of a section, its exit code and what it said."""
    found = []
    for command in commands(section(PAGE, heading)):
        done = typed(command, clone, installed(clone.parent))
        assert done.returncode in {0, 1}, (command, done.stdout, done.stderr)
        found.append((command, done.returncode, done.stdout))
    assert found
    return found


def test_what_changed_between_two_editions(clone: Path) -> None:
    whole, files, burdens = run(clone, "两个版本之间改了什么")
    assert "承诺时限 › 期限：20日 → 5日" in whole[2]
    assert whole[1] == files[1] == 1
    assert "5日" in (clone / "变化.html").read_text(encoding="utf-8")
    assert (clone / "变化.xlsx").read_bytes()[:2] == b"PK"
    assert burdens[1] == 0
    assert "加重  " not in burdens[2]


def test_the_life_of_a_power(clone: Path) -> None:
    log, blame, asof = (said for _, _, said in run(clone, "一项职权的来龙去脉"))
    assert CODE in log
    assert "承诺时限" in blame
    assert f"{CODE} 在用" in asof and NEW in asof


def test_git_itself_tells_changes_in_words(clone: Path) -> None:
    before = git(clone, "diff", OLD, NEW, "--", FILE)
    assert "-  期限:" in before and "利民" not in before
    setting, difference, log = run(clone, "让 git diff 说人话")
    assert setting[2] == ""
    assert "利民  变更 承诺时限 › 期限：20日 → 5日" in difference[2]
    assert "+  期限" not in difference[2]
    assert "写法变了，内容没有变化" in log[2]
    assert log[2].count("利民  变更 承诺时限") == 1


def test_what_the_page_names_is_in_the_committed_list() -> None:
    assert (ROOT / FILE).is_file()
    editions = (ROOT / EDITIONS_FILE).read_text(encoding="utf-8")
    for edition in (OLD, NEW):
        assert f'版本号: "{edition}"' in editions
