"""The manual of publishing, typed word for word by a clerk who has nothing but the manual."""

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import main
from generator.release import publish
from tests.release.conftest import DOCUMENT, FIRST, commit, git, new_key, release
from tests.typed import commands, installed, section, typed

PAGE = "docs/help/releases.md"
REPOSITORY = Path(__file__).parents[2]


def test_the_manual_leads_from_a_rehearsal_to_a_site_online(fresh: Path, tmp_path: Path) -> None:
    environment = installed(tmp_path)
    git(fresh, "config", "user.name", "编办")
    git(fresh, "config", "user.email", "a@example.invalid")
    (make_key,) = commands(section(PAGE, "签名密钥"))
    # The manual has ssh-keygen ask for a passphrase, and a test has nobody to type it.
    assert typed(f"{make_key} -q -N ''", fresh, environment).returncode == 0
    # What the repository ignores: nobody commits a key by mistake.
    shutil.copy2(REPOSITORY / ".gitignore", fresh)
    commit(fresh, "不入库的")
    said = []
    for command in commands(section(PAGE, "编办：公布一个版本")):
        done = typed(command.replace("/srv/", f"{tmp_path}/srv/"), fresh, environment)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        said.append(done.stdout)
    rehearsed, released, *_, online = said
    assert (fresh / f"release/{FIRST}-draft/notice.html").is_file()
    assert str(fresh / f"release/{FIRST}-draft/notice.html") in rehearsed
    assert f"powerlist release {FIRST} --sign" in rehearsed
    listed = typed("ssh-keygen -lf 密钥.pub", fresh, environment).stdout.split()[1]
    assert f"签名公钥指纹：{listed}" in released
    assert f"{FIRST} 版已经放在" in online
    assert git(fresh, "status", "--short") == ""
    assert git(fresh, "tag") == FIRST
    place = tmp_path / "srv/qlqd"
    assert (place / "site/index.html").is_file()
    assert main(["verify", str(place)]) == 0


def test_the_screen_leads_on_as_the_manual_does(
    fresh: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clerk without the manual follows what the commands say."""
    assert release(fresh, FIRST, key) == 0
    told = capsys.readouterr().out
    steps = [line.partition("→")[2].strip() for line in told.splitlines() if "→" in line]
    lines = [line.strip() for line in told.splitlines()]
    steps[1:1] = [line for line in lines if line.startswith("git ") and line not in steps]
    assert [step.split()[:2] for step in steps] == [
        ["git", "add"],
        ["git", "commit"],
        ["git", "tag"],
        ["powerlist", "publish"],
    ]
    git(fresh, "config", "user.name", "编办")
    git(fresh, "config", "user.email", "a@example.invalid")
    for step in steps:
        step = step.replace("网站的文件夹", str(tmp_path / "www"))
        done = typed(step, fresh, installed(tmp_path))
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    assert (tmp_path / "www/site/index.html").is_file()


@pytest.mark.parametrize("blank", ["×", "X", "__", "某"])
def test_a_number_that_is_none_yet_is_refused(
    blank: str, fresh: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["release", FIRST, "--sign", str(key), "--document", f"枣政发〔2026〕{blank}号"]
    assert main(["--root", str(fresh), *words]) == 1
    assert "写真的文号" in capsys.readouterr().err
    assert DOCUMENT.isprintable() and publish._BLANK.search(DOCUMENT) is None


def test_a_key_that_is_not_there_is_said_at_once(
    fresh: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def build(*_: object, **__: object) -> None:
        raise AssertionError("a whole site was built first")

    monkeypatch.setattr(publish, "build", build)
    assert release(fresh, FIRST, tmp_path / "没有") == 3
    assert "没有这个签名密钥" in capsys.readouterr().err


def test_a_rehearsal_says_what_is_not_committed_yet(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(fresh, FIRST, None) == 0
    assert "还没有提交" not in capsys.readouterr().out
    facts = fresh / "powers/_registry/清单.yml"
    facts.write_text(facts.read_text(encoding="utf-8") + "# 注\n", encoding="utf-8")
    assert release(fresh, FIRST, None) == 0
    assert "有 1 个文件还没有提交（powers/_registry/清单.yml）" in capsys.readouterr().out


def test_an_edition_asked_for_twice_says_what_comes_next(
    fresh: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(fresh, FIRST, key) == 0
    commit(fresh, "公布")
    assert release(fresh, FIRST, key) == 1
    assert f"例如 {FIRST}.2" in capsys.readouterr().err


def test_a_passphrase_that_is_wrong_leaves_nothing(fresh: Path, tmp_path: Path) -> None:
    key = new_key(tmp_path / "有口令的")
    lock = ["ssh-keygen", "-q", "-p", "-P", "", "-N", "口令12345", "-f", str(key)]
    subprocess.run(lock, check=True, capture_output=True)
    words = f"powerlist release {FIRST} --sign {key} --document 枣政发〔2026〕1号"
    # Without a terminal there is nobody to ask.
    done = typed(words, fresh, installed(tmp_path) | {"SSH_ASKPASS_REQUIRE": "never"}, "setsid")
    assert done.returncode == 3
    assert "签名没有做成" in done.stderr
    assert not (fresh / "release").exists() or not any((fresh / "release").iterdir())
