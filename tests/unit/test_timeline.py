"""The life of a power: legal dates beside git's, who asked, what was back-dated or taken out."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.cli import main
from generator.history.asof import NOT_YET, status_on
from generator.history.git import Repository
from generator.history.timeline import Signed, recorded, signed, unrecorded, versions
from generator.load import read_power
from generator.model.vocab import PowerType
from tests.edits import LICENCE
from tests.factory import (
    PARTY_TEMPLATE,
    TEMPLATE,
    Trees,
    code_of,
    file_of,
    put,
    valid_trees,
    write_trees,
)
from tests.repository import commit, git, new_repository

CODE = code_of(PowerType.LICENSING)
MOVED = LICENCE.replace("市市场监督管理局", "市教育局")


def entry(day: str, action: str = "变更", **more: str) -> dict[str, str]:
    return {"日期": day, "动作": action, "说明": f"依法{action}", **more}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Five states: base, a change with its entry, one without, a move, one back-dated."""
    root = new_repository(tmp_path / "清单")
    trees = valid_trees()
    save(root, trees, "基线", "2026-01-02")
    put(trees[LICENCE], ("承诺时限", "期限"), "5个工作日")
    trees[LICENCE]["沿革"].append(entry("2026-02-01", 文号="枣审改〔2026〕3号"))
    message = "缩短时限\n\n申请：市市场监管局\n批准: 市委编办\nApproved-by: 市司法局 <a@b>"
    save(root, trees, message, "2026-02-10")
    put(trees[LICENCE], ("备注",), "悄悄改的")
    save(root, trees, "改备注", "2026-03-01")
    trees[MOVED] = trees.pop(LICENCE)
    (root / LICENCE).unlink()
    save(root, trees, "划转", "2026-03-02")
    trees[MOVED]["沿革"][1] = entry("2026-01-15", 文号="枣审改〔2026〕1号")
    save(root, trees, "改沿革", "2026-04-01")
    return root


def save(root: Path, trees: Trees, message: str, day: str) -> None:
    write_trees(root, trees)
    commit(root, message, when=f"{day}T12:00:00+08:00")


def states(root: Path, code: str = CODE) -> list[str]:
    repository = Repository(root)
    return [s.commit.subject for s in versions(repository, repository.resolve("HEAD"), code)]


def test_a_power_is_followed_from_folder_to_folder(repo: Path) -> None:
    assert states(repo) == ["基线", "缩短时限", "改备注", "划转", "改沿革"]
    assert states(repo, code_of(PowerType.PENALTY)) == ["基线"]
    assert states(repo, "*") == []


@pytest.mark.accepts("A5")
def test_legal_dates_stand_apart_and_what_is_back_dated_is_flagged(repo: Path) -> None:
    repository = Repository(repo)
    found = recorded(versions(repository, repository.resolve("HEAD"), CODE))
    told = [
        (str(one.entry.day), one.backdated, one.withdrawn.subject if one.withdrawn else "")
        for one in found
    ]
    assert told == [
        ("2025-12-01", False, ""),
        ("2026-01-15", True, ""),
        ("2026-02-01", False, "改沿革"),
    ]
    assert str(found[2].since.when.date()) == "2026-02-10"


@pytest.mark.accepts("A5", twin=True)
@pytest.mark.parametrize(
    ("day", "flagged"), [("2026-03-31", True), ("2026-04-01", False), ("2026-05-02", False)]
)
def test_only_what_lies_before_a_state_already_committed_is_flagged(
    day: str, flagged: bool, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trees = valid_trees()
    trees[MOVED] = trees.pop(LICENCE)
    trees[MOVED]["沿革"] += [entry("2026-01-15", 文号="枣审改〔2026〕1号"), entry(day)]
    save(repo, trees, "又一条", "2026-05-01")
    assert main(["--root", str(repo), "log", CODE]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(day))
    assert ("倒填" in line) is flagged


@pytest.mark.accepts("A5")
def test_the_day_of_law_and_its_document_are_fields_whatever_git_says(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trees = valid_trees()
    trees[MOVED] = trees.pop(LICENCE)
    trees[MOVED]["生效日期"] = "2026-07-01"
    trees[MOVED]["沿革"].append(entry("2026-06-15", 文号="枣政发〔2026〕9号"))
    save(repo, trees, "提前入库", "2026-05-01")
    assert main(["--root", str(repo), "diff", "HEAD~1", "--format", "json"]) == 1
    told = {
        tuple(row["path"]): row["after"] for row in json.loads(capsys.readouterr().out)["changes"]
    }
    assert told["生效日期",] == "2026-07-01"
    assert any("枣政发〔2026〕9号" in str(after) for after in told.values())
    assert main(["--root", str(repo), "log", CODE]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("2026-06-15"))
    assert "枣政发〔2026〕9号" in lines[at]
    assert "2026-05-01 提交" in lines[at + 2]


def test_a_change_without_an_entry_is_named(repo: Path) -> None:
    repository = Repository(repo)
    pairs = unrecorded(versions(repository, repository.resolve("HEAD"), CODE))
    assert [after.commit.subject for _, after in pairs] == ["改备注"]


@pytest.fixture
def lent(repo: Path) -> Path:
    """The process that the power borrows changed, and another that it does not."""
    trees = valid_trees()
    for file, message in ((TEMPLATE, "改模板"), (PARTY_TEMPLATE, "改别的模板")):
        put(trees[file], ("步骤", 0, "名称"), "改了名称的环节")
        trees = {path: tree for path, tree in trees.items() if not path.endswith(f"{CODE}.yml")}
        save(repo, trees, f"{message}\n\n批准：市委编办", "2026-05-01")
    return repo


def test_what_a_power_borrows_is_part_of_its_life(
    lent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(lent), "log", CODE]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("流程模板“办理-普通程序”改了，这项职权跟着变：")
    assert "名称：" in lines[at + 1] and lines[at + 2] == "    还没有公布"
    assert "2026-05-01" in lines[at + 3] and "批准 市委编办" in lines[at + 3]
    assert not any("市委-集体决策" in line for line in lines)
    assert main(["--root", str(lent), "blame", CODE]) == 0
    told = capsys.readouterr().out.splitlines()
    at = told.index("流程：写在流程模板“办理-普通程序”里")
    assert "2026-05-01" in told[at + 2]


def test_a_process_nobody_changed_is_as_old_as_the_power(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(repo), "log", CODE]) == 0
    assert "跟着变" not in capsys.readouterr().out
    assert main(["--root", str(repo), "blame", CODE]) == 0
    told = capsys.readouterr().out.splitlines()
    at = told.index("流程：写在流程模板“办理-普通程序”里")
    assert "2026-01-02" in told[at + 2]


def test_a_change_of_what_is_borrowed_back_dates_no_entry(lent: Path) -> None:
    trees = {MOVED: valid_trees()[LICENCE]}
    trees[MOVED]["沿革"].append(entry("2026-04-15"))
    save(lent, trees, "新的一条", "2026-05-09")
    repository = Repository(lent)
    found = recorded(versions(repository, repository.resolve("HEAD"), CODE))
    assert [one.backdated for one in found if str(one.entry.day) == "2026-04-15"] == [False]


def test_who_asked_and_who_approved_is_read_from_the_message(repo: Path) -> None:
    repository = Repository(repo)
    by_subject = {step.subject: step for step in repository.log(repository.resolve("HEAD"))}
    assert signed(by_subject["缩短时限"]) == Signed("市市场监管局", "市委编办、市司法局")
    assert signed(by_subject["改备注"]) == Signed("", "")


def test_the_commands_tell_it(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(repo), "log", CODE.lower()]) == 0
    told = capsys.readouterr().out
    assert "2026-01-15 变更  依法变更（枣审改〔2026〕1号）  【倒填" in told
    assert "【后来从沿革里拿掉了】" in told and "没有沿革记载的改动：备注" in told
    assert "申请 市市场监管局，批准 市委编办、市司法局" in told
    assert main(["--root", str(repo), "blame", CODE]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert set(lines[1::3]) == {"    还没有公布"}
    since = dict(zip(lines[::3], lines[2::3], strict=True))
    limit = next(git for field, git in since.items() if field.startswith("承诺时限"))
    name = next(git for field, git in since.items() if field.startswith("名称"))
    assert "2026-02-10" in limit and "市委编办" in limit
    assert "2026-01-02" in name
    assert main(["--root", str(repo), "log", "420683021XK99900"]) == 2


def test_a_broken_state_is_told_and_not_finished(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo / MOVED).write_text("坏：的\n", encoding="utf-8")
    commit(repo, "坏了", when="2026-05-01T00:00:00+08:00")
    (repo / MOVED).unlink()
    commit(repo, "删了", when="2026-05-02T00:00:00+08:00")
    assert main(["--root", str(repo), "log", CODE]) == 3
    told = capsys.readouterr()
    assert "这一版读不懂：" in told.out and "文件删掉了" in told.out


def test_a_shallow_copy_is_not_finished(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "浅")
    assert main(["--root", str(tmp_path / "浅"), "log", CODE]) == 3
    assert "--unshallow" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "在用"),
        ({"生效日期": "2026-05-02"}, NOT_YET),
        ({"生效日期": "2026-05-01"}, "在用"),
        ({"失效日期": "2026-05-01"}, "已经失效"),
        ({"状态": "取消", "沿革": [entry("2026-05-02", "取消")]}, "在用"),
        ({"状态": "取消", "沿革": [entry("2026-05-01", "取消")]}, "取消"),
        ({"沿革": [entry("2026-05-02", "新增")]}, NOT_YET),
        (
            {"状态": "取消", "沿革": [entry("2026-03-01", "暂停"), entry("2026-05-02", "取消")]},
            "暂停",
        ),
        ({"沿革": [entry("2026-03-01", "暂停"), entry("2026-05-02", "恢复")]}, "暂停"),
        ({"沿革": [entry("2026-03-01", "暂停"), entry("2026-05-01", "恢复")]}, "在用"),
    ],
)
def test_what_a_power_was_on_a_day(changes: dict[str, object], expected: str) -> None:
    from generator.emit import emit
    from tests.factory import record

    tree = {**record(PowerType.LICENSING), **changes}
    power, faults = read_power("甲.yml", emit(tree).encode())
    assert power is not None, faults
    assert status_on(power, date(2026, 5, 1)) == expected


def test_git_diff_tells_a_change_in_words(repo: Path) -> None:
    (repo / ".gitattributes").write_text("powers/*/*.yml diff=powerlist\n", encoding="utf-8")
    program = Path(__file__).resolve().parents[2]
    command = f"PYTHONPATH='{program}' '{sys.executable}' -m generator git-diff-driver"
    git(repo, "config", "diff.powerlist.command", command)
    told = git(repo, "diff", "HEAD~4", "HEAD~3", "--", LICENCE)
    assert "利民  变更 承诺时限 › 期限：10个工作日 → 5个工作日" in told
    gone = git(repo, "diff", "HEAD~3", "HEAD", "--no-renames", "--", file_of(PowerType.LICENSING))
    assert "文件消失" in gone


def branch_commit(root: Path, trees: Trees, limit: str, message: str) -> None:
    put(trees[LICENCE], ("承诺时限", "期限"), limit)
    write_trees(root, trees)
    commit(root, message)


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A request with two commits that say who asked and approved, merged by one that is silent."""
    root = new_repository(tmp_path / "清单")
    trees = valid_trees()
    save(root, trees, "基线\n\n申请：市教育局\n批准：别的请求", "2026-01-02")
    git(root, "switch", "-qc", "请求")
    branch_commit(root, trees, "8个工作日", "第一步\n\n申请：市市场监管局\n批准：市司法局")
    branch_commit(root, trees, "5个工作日", "第二步\n\n申请：市市场监管局\n批准：市委编办")
    git(root, "switch", "-q", "main")
    (root / "说明.md").write_text("别人的", encoding="utf-8")
    commit(root, "主线\n\n批准：不相干")
    return root


def last_step(root: Path) -> Signed:
    repository = Repository(root)
    return signed(versions(repository, repository.resolve("HEAD"), CODE)[-1].commit)


def test_a_silent_merge_is_answered_for_by_what_it_brought_in(
    merged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(merged, "merge", "-q", "--no-ff", "请求", "-m", "合并请求一")
    assert last_step(merged) == Signed("市市场监管局", "市司法局、市委编办", in_branch=True)
    assert main(["--root", str(merged), "blame", CODE]) == 0
    said = "申请 市市场监管局，批准 市司法局、市委编办（写在合并进来的提交里）"
    assert said in capsys.readouterr().out


def test_what_the_merge_itself_says_counts(merged: Path) -> None:
    git(merged, "merge", "-q", "--no-ff", "请求", "-m", "合并\n\n批准：市人民政府")
    assert last_step(merged) == Signed("市市场监管局", "市人民政府", in_branch=True)
    git(merged, "commit", "-q", "--amend", "-m", "合并\n\n申请：市局\n批准：市人民政府")
    assert last_step(merged) == Signed("市局", "市人民政府")


def test_what_a_branch_took_from_the_main_line_is_not_its_own(merged: Path) -> None:
    git(merged, "switch", "-q", "请求")
    git(merged, "merge", "-q", "main", "-m", "更新分支")
    git(merged, "switch", "-q", "main")
    git(merged, "merge", "-q", "--no-ff", "请求", "-m", "合并请求一")
    assert last_step(merged).approved == "市司法局、市委编办"


def test_each_merge_has_its_own_commits_and_all_take_one_process(
    merged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(merged, "merge", "-q", "--no-ff", "请求", "-m", "合并请求一")
    git(merged, "switch", "-qc", "请求二")
    trees = valid_trees()
    branch_commit(merged, trees, "3个工作日", "第三步\n\n申请：市审批局\n批准：市政府办")
    git(merged, "switch", "-q", "main")
    git(merged, "merge", "-q", "--no-ff", "请求二", "-m", "合并请求二")
    repository = Repository(merged)
    head, started, run = repository.resolve("HEAD"), [], subprocess.run

    def counted(command: list[str], **more: object) -> object:
        started.append(command)
        return run(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    told = [signed(state.commit).approved for state in versions(repository, head, CODE)]
    assert told == ["别的请求", "市司法局、市委编办", "市政府办"]
    assert len(started) == 3


def test_without_a_merge_no_process_looks_for_branches(repo: Path) -> None:
    repository = Repository(repo)
    head = repository.resolve("HEAD")
    steps = list(repository.log(head, [LICENCE]))
    assert repository.with_branches(steps, "没有这个版本") == steps
