"""The list of a day is that of the last edition published by then; else it says it is not."""

from datetime import date
from pathlib import Path

import pytest

from generator.cli import main
from generator.decode import validate_forgiving
from generator.emit import emit
from generator.files import EDITIONS_FILE
from generator.history.asof import AsOf, EditionLost, list_as_of
from generator.history.edition import digest_at, list_named
from generator.history.git import Repository
from generator.history.revision import Revision
from generator.load import read_power
from generator.model.edition import Edition
from generator.model.vocab import PowerType
from tests.edits import LICENCE
from tests.factory import FACTS, Trees, code_of, file_of, put, valid_trees, write_trees
from tests.repository import commit, git, new_repository
from tests.unit.test_edition_accounts import recorded

CODE = code_of(PowerType.LICENSING)
MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)


def list_of(remark: str, drawn_up: str) -> Trees:
    trees = valid_trees()
    del trees[EDITIONS_FILE]
    put(trees[LICENCE], ("备注",), remark)
    put(trees[FACTS], ("数据日期",), drawn_up)
    return trees


def publish(root: Path, known: tuple[Edition, ...], id_: str, day: date) -> tuple[Edition, ...]:
    """Record what lies in the folder and commit both; the record names no commit that exists."""
    edition = recorded(root, id_, "0" * 39 + "1").model_copy(update={"day": day})
    held = [e.model_dump(mode="json", by_alias=True, exclude_none=True) for e in (*known, edition)]
    (root / EDITIONS_FILE).write_text(emit({"版本": held}), encoding="utf-8")
    commit(root, f"公布 {id_} 版")
    return (*known, edition)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Drawn up in April, published in May; a change nobody published; published again in July."""
    root = new_repository(tmp_path / "清单")
    write_trees(root, list_of("起草", "2026-04-01"))
    commit(root, "起草")
    write_trees(root, list_of("五月公布的", "2026-04-20"))
    known = publish(root, (), "2026.05", MAY)
    write_trees(root, list_of("没有公布", "2026-06-01"))
    commit(root, "六月起草")
    write_trees(root, list_of("七月公布的", "2026-06-20"))
    publish(root, known, "2026.07", JULY)
    write_trees(root, list_of("后来的", "2026-06-20"))
    commit(root, "后来")
    return root


def of(root: Path, day: date) -> AsOf | None:
    repository = Repository(root)
    return list_as_of(repository, repository.resolve("HEAD"), day)


@pytest.mark.accepts("A12")
@pytest.mark.parametrize(
    ("day", "edition", "remark"),
    [
        (date(2026, 5, 1), "2026.05", "五月公布的"),
        (date(2026, 5, 2), "2026.05", "五月公布的"),
        (date(2026, 6, 15), "2026.05", "五月公布的"),
        (date(2026, 6, 30), "2026.05", "五月公布的"),
        (date(2026, 7, 1), "2026.07", "七月公布的"),
        (date(2030, 1, 1), "2026.07", "七月公布的"),
    ],
)
def test_what_counts_is_the_day_of_publication(
    day: date, edition: str, remark: str, repo: Path
) -> None:
    found = of(repo, day)
    assert found and found.edition
    assert found.edition.id == edition
    revision = Revision(Repository(repo), found.commit.id)
    assert digest_at(revision) == found.edition.tree.digest
    assert remark in (revision.read(LICENCE) or b"").decode()


def test_before_the_first_edition_it_is_what_the_repository_held(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = of(repo, date(2026, 4, 30))
    assert found and found.edition is None and found.first
    # Drawn up for 20 April, it was committed with its edition and is older than it.
    assert (found.first.id, found.drawn_up) == ("2026.05", date(2026, 4, 20))
    early = of(repo, date(2026, 4, 19))
    assert early and early.commit.subject == "起草"
    assert of(repo, date(2026, 3, 31)) is None
    assert main(["--root", str(repo), "asof", "2026-04-19"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2026-04-19 的清单：仓库里的状态，未经公布"
    assert told[1] == "法律上：最早的 2026.05 版到 2026-05-01 才公布；数据日期 2026-04-01"
    assert told[2].startswith("git：2026-01-02 提交 ")
    assert main(["--root", str(repo), "asof", "2026-03-31"]) == 3
    assert "没有公布过版本" in capsys.readouterr().err


def test_legal_dates_and_those_of_git_stand_apart(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(repo), "asof", "2026-06-15"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2026-06-15 有效的清单：2026.05 版（登记的版本）"
    assert told[1] == "法律上：2026-05-01 公布，批准文号 枣政发〔2026〕1号，数据日期 2026-04-20"
    assert told[2].startswith("git：2026-01-02 提交 ")
    assert f"{CODE} 在用 市市场监督管理局 食品经营许可" in told


def test_a_list_never_published_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = new_repository(tmp_path / "清单")
    write_trees(root, list_of("起草", "2026-04-01"))
    commit(root, "起草")
    assert main(["--root", str(root), "asof", "2026-05-01"]) == 0
    assert "法律上：没有公布过版本；数据日期 2026-04-01" in capsys.readouterr().out


@pytest.mark.accepts("A12", twin=True)
def test_an_edition_that_cannot_be_found_is_replaced_by_nothing(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "clone", "-q", "--depth=2", repo.as_uri(), "浅")
    shallow = tmp_path / "浅"
    found = of(shallow, JULY)
    assert found and found.edition and found.edition.id == "2026.07"
    with pytest.raises(EditionLost):
        of(shallow, MAY)
    assert main(["--root", str(shallow), "asof", str(MAY)]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "2026.05 版" in told.err and "--unshallow" in told.err


def test_the_history_names_the_edition_that_first_published_each_state(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(repo), "log", CODE]) == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines()]
    first = [line for line in told if line.startswith(("最早公布", "还没有公布"))]
    may, july = (f"最早公布：2026.{m} 版（2026-{m}-01 公布" for m in ("05", "07"))
    wanted = [may, may, "还没有公布", july, "还没有公布"]
    assert all(a.startswith(b) for a, b in zip(first, wanted, strict=True)), first


def test_every_field_names_the_edition_since_which_it_says_so(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trees = list_of("后来的", "2026-06-20")
    put(trees[LICENCE], ("承诺时限", "期限"), "5个工作日")
    write_trees(repo, trees)
    commit(repo, "缩短")
    put(trees[LICENCE], ("承诺时限", "期限"), "10个工作日")
    write_trees(repo, trees)
    commit(repo, "改回来")
    assert main(["--root", str(repo), "blame", CODE]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    since = {
        field.split("：")[0]: edition
        for field, edition in zip(lines[::3], lines[1::3], strict=True)
    }
    assert since["名称"].startswith("自 2026.05 版（2026-05-01 公布")
    assert since["备注"] == "还没有公布"
    # What was published is what it says; that git had something else between is git's affair.
    assert since["承诺时限"].startswith("自 2026.05 版")


def test_a_history_without_the_list_of_an_edition_is_not_finished(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = recorded(repo, "2026.08", None)
    lost = edition.model_copy(update={"tree": edition.tree.model_copy(update={"digest": "0" * 64})})
    held = lost.model_dump(mode="json", by_alias=True, exclude_none=True)
    (repo / EDITIONS_FILE).write_text(emit({"版本": [held]}), encoding="utf-8")
    commit(repo, "登记")
    assert main(["--root", str(repo), "log", CODE]) == 3
    assert "找不到 2026.08 版" in capsys.readouterr().err


def remarks(root: Path, *names: str) -> list[str]:
    """What lists given by name say in the remark of the licence."""
    repository, file = Repository(root), file_of(PowerType.LICENSING)
    powers = [
        read_power(file, list_named(repository, name).read(file), validate_forgiving)[0]
        for name in names
    ]
    return [str(power.remark) for power in powers if power]


def test_a_list_can_be_named_by_its_edition(repo: Path) -> None:
    assert remarks(repo, "2026.05", "2026.07") == ["五月公布的", "七月公布的"]
    assert remarks(repo, "2026.07", "HEAD") == ["七月公布的", "后来的"]


def test_what_was_published_counts_and_no_tag_of_its_number(repo: Path) -> None:
    git(repo, "tag", "2026.05", "HEAD")
    assert remarks(repo, "2026.05", "2026.07") == ["五月公布的", "七月公布的"]
    git(repo, "tag", "2026.06", "HEAD")
    assert remarks(repo, "2026.06", "HEAD") == ["后来的", "后来的"]


def test_a_number_nobody_published_is_answered_with_those_published(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(repo), "diff", "2026.09"]) == 2
    assert "公布过的有 2026.05、2026.07" in capsys.readouterr().err


def test_a_recorded_edition_whose_list_is_lost_is_not_replaced(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repo, "tag", "2026.05", "HEAD")
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "浅")
    assert main(["--root", str(tmp_path / "浅"), "diff", "2026.05"]) == 3
    assert "--unshallow" in capsys.readouterr().err
