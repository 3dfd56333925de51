"""Reading revisions: a real repository, hostile names, shallow copies, editions of other forms."""

import os
import subprocess
from pathlib import Path

import pytest

from generator.emit import emit
from generator.files import Folder
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.history.revision import FOLDERS, Revision, read_revision, read_working_tree
from generator.load import Known, read_files, read_folder
from generator.model.vocab import PowerType
from tests.factory import (
    DEPARTMENTS,
    FACTS,
    broken,
    file_of,
    record,
    setting,
    valid_trees,
    write_trees,
)
from tests.repository import commit, git, new_repository

LICENCE = file_of(PowerType.LICENSING)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "清单")
    write_trees(root, valid_trees())
    commit(root, "基线", tag="v1")
    return root


def test_a_revision_reads_like_the_folder_it_was_committed_from(repo: Path) -> None:
    found, expected = read_revision(Repository(repo), "v1"), read_folder(repo)
    assert found.corpus == expected.corpus
    assert found.files == expected.files
    assert found.diagnostics == ()
    assert found.source(LICENCE).text == (repo / LICENCE).read_text(encoding="utf-8")


def test_a_list_below_the_top_of_the_repository_reads_the_same(tmp_path: Path) -> None:
    top = new_repository(tmp_path / "仓库")
    write_trees(top / "下层", valid_trees())
    commit(top, "基线")
    repository = Repository(top / "下层")
    assert read_revision(repository, "HEAD").corpus == read_folder(top / "下层").corpus
    (step,) = repository.log(repository.resolve("HEAD"), ["powers"])
    assert LICENCE in {change.file for change in step.changes}


def test_a_revision_stays_what_it_was(repo: Path) -> None:
    before = read_folder(repo).corpus
    (repo / LICENCE).write_text(emit(broken(record(PowerType.LICENSING), ("名称",), "改了")))
    assert read_revision(Repository(repo), "v1").corpus == before
    assert read_working_tree(repo).corpus != before


def test_shared_files_are_read_once_and_are_the_same_objects(repo: Path) -> None:
    (repo / LICENCE).write_text(emit(broken(record(PowerType.LICENSING), ("名称",), "改了")))
    commit(repo, "改名", tag="v2")
    known: Known = {}
    repository = Repository(repo)
    base, head = (read_revision(repository, name, known).corpus for name in ("v1", "v2"))
    assert base and head
    pairs = list(zip(base.powers, head.powers, strict=True))
    assert [a.code for a, b in pairs if a is not b] == [record(PowerType.LICENSING)["编码"]]
    assert base.registry.law_file is head.registry.law_file
    assert all(base.templates[name] is head.templates[name] for name in base.templates)


@pytest.mark.parametrize(
    "revision", ["没有", "", "--help", "-n1", "--output=x", "v1\0", "HEAD:powers", "v1..HEAD"]
)
def test_what_is_no_commit_is_refused_and_never_an_option(repo: Path, revision: str) -> None:
    with pytest.raises(UnknownRevision, match="没有"):
        Repository(repo).resolve(revision)


def test_a_branch_whose_name_reads_like_an_option_is_a_branch(repo: Path) -> None:
    head = git(repo, "rev-parse", "HEAD").strip()
    git(repo, "update-ref", "refs/heads/--upload-pack=x", head)
    assert Repository(repo).resolve("--upload-pack=x") == head


def test_a_folder_without_a_repository_says_so(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="不在 git 仓库里"):
        Repository(tmp_path)
    with pytest.raises(GitFailed, match="没有这个文件夹"):
        Repository(tmp_path / "没有")


def test_a_machine_without_git_says_so(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(GitFailed, match="没有安装 git"):
        Repository(repo)


def test_a_shallow_copy_is_never_taken_for_a_short_history(repo: Path, tmp_path: Path) -> None:
    git(repo, "commit", "-q", "--allow-empty", "-m", "二")
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "浅")
    shallow = Repository(tmp_path / "浅")
    assert shallow.shallow
    assert not Repository(repo).shallow
    with pytest.raises(UnknownRevision, match="--unshallow"):
        shallow.resolve("HEAD~1")


def test_hostile_file_names_stop_nothing(repo: Path) -> None:
    odd = "powers/市市场监督管理局/换行\n\t“引号”.yml"
    (repo / odd).write_text("名称: 甲\n", encoding="utf-8")
    (repo / "powers/市市场监督管理局/link.yml").symlink_to("/etc/hostname")
    commit(repo, "怪名字", tag="odd")
    reading = read_revision(Repository(repo), "odd")
    assert odd in reading.files
    faults = {finding.file: finding.rule for finding in reading.diagnostics}
    assert faults == {odd: "S101", "powers/市市场监督管理局/link.yml": "Y000"}
    assert reading.corpus is not None
    assert len(reading.corpus.records) == len(PowerType)


def test_a_repository_cannot_make_git_run_a_program(repo: Path, tmp_path: Path) -> None:
    trap = tmp_path / "ran"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch '{trap}'\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.sshCommand"):
        git(repo, "config", key, str(script))
    git(repo, "config", "log.showSignature", "true")
    git(repo, "config", "diff.powerlist.textconv", str(script))
    repository = Repository(repo)
    read_revision(repository, "v1")
    list(repository.log(repository.resolve("v1"), ["powers"]))
    assert not trap.exists()


def test_changed_files_come_with_their_blobs(repo: Path) -> None:
    moved = LICENCE.replace("市市场监督管理局", "市教育局")
    (repo / moved).parent.mkdir()
    (repo / LICENCE).rename(repo / moved)
    (repo / "说明.md").write_text("不属于清单")
    commit(repo, "划转", tag="v2")
    repository = Repository(repo)
    base, head = repository.resolve("v1"), repository.resolve("v2")
    changes = {change.file: change for change in repository.changed(base, head, FOLDERS)}
    assert set(changes) == {LICENCE, moved}
    assert changes[LICENCE].after == changes[moved].before == ""
    assert changes[LICENCE].before == changes[moved].after
    assert repository.changed(base, base, FOLDERS) == ()


def test_the_log_follows_the_main_line(repo: Path) -> None:
    git(repo, "switch", "-qc", "修改")
    (repo / LICENCE).write_text(emit(broken(record(PowerType.LICENSING), ("名称",), "改了")))
    commit(repo, "分支里的一步")
    git(repo, "switch", "-q", "main")
    git(repo, "merge", "-q", "--no-ff", "修改", "-m", "合并请求一\n\n申请：市市场监管局")
    repository = Repository(repo)
    steps = list(repository.log(repository.resolve("HEAD"), [LICENCE]))
    assert [step.subject for step in steps] == ["合并请求一", "基线"]
    assert steps[0].message.endswith("申请：市市场监管局")
    assert [change.file for change in steps[0].changes] == [LICENCE]
    assert steps[0].when.utcoffset() is not None
    everything = list(repository.log(repository.resolve("HEAD")))
    assert [step.subject for step in everything] == ["合并请求一", "基线"]
    assert everything[0].changes == ()


def test_an_unknown_field_of_an_earlier_edition_is_left_out_with_a_finding(repo: Path) -> None:
    old = {**record(PowerType.LICENSING), "旧字段": {"甲": "乙"}}
    (repo / LICENCE).write_text(emit(old), encoding="utf-8")
    commit(repo, "旧", tag="old")
    reading = read_revision(Repository(repo), "old")
    assert [(f.rule, f.file) for f in reading.diagnostics] == [("S102", LICENCE)]
    assert "旧字段" in reading.diagnostics[0].message
    assert reading.corpus is not None
    assert record(PowerType.LICENSING)["编码"] in {power.code for power in reading.corpus.powers}
    # The folder that is about to be published is read strictly.
    strict = read_folder(repo).corpus
    assert strict is not None
    assert len(strict.powers) == len(PowerType) - 1


@pytest.mark.parametrize("first", [True, False])
def test_what_was_read_strictly_serves_a_lenient_reading_only_where_they_agree(
    first: bool, repo: Path
) -> None:
    (repo / LICENCE).write_text(emit({**record(PowerType.LICENSING), "旧字段": "甲"}))
    known: Known = {}
    one = read_files(Folder(repo), known=known, lenient=first)
    other = read_files(Folder(repo), known=known, lenient=not first)
    lenient, strict = (one, other) if first else (other, one)
    assert strict == read_files(Folder(repo))
    assert lenient == read_files(Folder(repo), lenient=True)
    assert strict.corpus and lenient.corpus
    files = {record.file: record.power for record in strict.corpus.records}
    shared = [record.file for record in lenient.corpus.records if record.file in files]
    assert len(shared) == len(PowerType) - 1
    assert all(r.power is files[r.file] for r in lenient.corpus.records if r.file != LICENCE)


def test_a_broken_record_of_an_earlier_edition_is_reported(repo: Path) -> None:
    (repo / LICENCE).write_text(emit({**record(PowerType.LICENSING), "旧": "甲", "编码": "错"}))
    commit(repo, "坏", tag="bad")
    reading = read_revision(Repository(repo), "bad")
    assert {f.rule for f in reading.diagnostics} >= {"S110"}
    assert LICENCE in reading.files
    assert reading.corpus is not None
    assert len(reading.corpus.powers) == len(PowerType) - 1


@pytest.mark.parametrize("file", [FACTS, DEPARTMENTS])
def test_an_edition_without_a_registry_still_reads(repo: Path, file: str) -> None:
    (repo / file).unlink()
    commit(repo, "没有", tag="without")
    reading = read_revision(Repository(repo), "without")
    assert [(f.rule, f.file) for f in reading.diagnostics] == [("Y000", file)]
    assert reading.corpus is not None
    assert len(reading.corpus.powers) == len(PowerType)
    assert read_folder(repo).corpus is None


def test_a_registry_written_differently_still_reads(repo: Path) -> None:
    trees = valid_trees()
    setting(FACTS, "公布项数", to="很多")(trees)
    write_trees(repo, trees)
    commit(repo, "旧", tag="old")
    reading = read_revision(Repository(repo), "old")
    assert reading.corpus is not None
    assert [f.file for f in reading.diagnostics] == [FACTS]


def test_a_folder_names_its_files_as_a_revision_does(repo: Path) -> None:
    revision = Revision(Repository(repo), "v1")
    for place in ("powers", "flowcharts", LICENCE, "没有"):
        assert sorted(revision.below(place)) == sorted(Folder(repo).below(place))
    assert revision.read("没有") is None


def test_one_process_reads_any_number_of_contents(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    run = subprocess.run

    def counted(command: list[str], **more: object) -> object:
        started.append(command)
        return run(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    read_revision(Repository(repo), "v1")
    assert len(started) <= 4
