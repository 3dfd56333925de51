"""Comparing in halves, and reading only what can differ, gives what comparing all in one gives."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import generator.diff.sides as sides_module
from generator import load
from generator.cli import main
from generator.diff.comparison import Comparison, compare_readings
from generator.diff.sides import Sides, naming
from generator.emit import emit
from generator.files import Folder
from generator.forked import can_fork
from generator.history.git import Repository
from generator.history.revision import Revision
from generator.load import read_files
from generator.model.vocab import PowerType
from tests.edits import EDITS, LICENCE, PENALTY, edited
from tests.factory import Trees, code_of, file_of, record, valid_trees, write_trees
from tests.repository import commit, new_repository

NAMES = ("甲", "乙")
WHOLE = 10**9

CHANGED = {LICENCE, PENALTY, file_of(PowerType.INSPECTION)}
"""What the second commit of `repo` changed."""

CHOSEN = st.lists(st.sampled_from(sorted(EDITS)), max_size=4, unique=True)


def _broken(trees: Trees) -> None:
    trees[PENALTY] = "名称：甲\n"


def _moved(trees: Trees) -> None:
    """The file of a power goes to another folder, as when a unit is renamed."""
    trees[f"powers/别处/{LICENCE.rpartition('/')[2]}"] = trees.pop(
        LICENCE, record(PowerType.LICENSING)
    )


def _twice(trees: Trees) -> None:
    trees[f"powers/别处/{PENALTY.rpartition('/')[2]}"] = record(PowerType.PENALTY)


def _swapped(trees: Trees) -> None:
    """Two files that hold each other's power, one of either half; the check refuses it."""
    for kind, other in (
        (PowerType.LICENSING, PowerType.OTHER),
        (PowerType.OTHER, PowerType.LICENSING),
    ):
        trees[file_of(kind)] = {**record(other), "备注": "文件名不是编码"}


def _alone(trees: Trees) -> None:
    trees[LICENCE] = {**record(PowerType.LICENSING), "编码": code_of(PowerType.LICENSING, 9)}


def _tied(trees: Trees) -> None:
    """A power goes into one of the other half, which does not differ and says nothing of it."""
    other = code_of(max(PowerType, key=code_of))
    entry = {"日期": "2026-01-20", "动作": "合并", "说明": "依法合并", "相关编码": [other]}
    licence = trees[LICENCE] = record(PowerType.LICENSING)
    licence["状态"], licence["沿革"] = "合并", [*licence["沿革"], entry]


ODD = {
    "并入别项": _tied,
    "换文件夹": _moved,
    "写两遍": _twice,
    "互换": _swapped,
    "编码不是文件名": _alone,
}
BROKEN = {**ODD, "坏文件": _broken}


def lists(folder: str, *sides: tuple[list[str], list[str]]) -> list[Folder]:
    found = []
    for name, (edits, odd) in zip(NAMES, sides, strict=True):
        trees = edited(valid_trees(), *edits)
        for one in odd:
            BROKEN[one](trees)
        write_trees(Path(folder) / name, trees)
        found.append(Folder(Path(folder) / name))
    return found


def side(odd: dict[str, Callable[[Trees], None]]) -> st.SearchStrategy[tuple[list[str], list[str]]]:
    return st.tuples(CHOSEN, st.lists(st.sampled_from(sorted(odd)), max_size=1))


@pytest.mark.skipif(not can_fork(), reason="这个系统不能复制进程，一切在一个进程里做")
@settings(max_examples=80, deadline=None)
@given(side(BROKEN), side(BROKEN))
@example(([], []), (["模板环节", "救济期限", "单位倒序"], ["坏文件"]))
@example((["电话"], ["写两遍"]), (["法规废止", "新增"], ["互换"]))
@example(([], []), (["罚款"], ["并入别项"]))
def test_two_halves_make_the_whole(
    one: tuple[list[str], list[str]], other: tuple[list[str], list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        places = lists(folder, one, other)
        halves, whole = (Sides(*places).compare(NAMES, few=few) for few in (0, WHOLE))
    assert halves == whole
    assert whole is not None and halves is not None
    assert halves.groups == whole.groups


@settings(max_examples=120, deadline=None)
@given(side(ODD), side(ODD))
@example(([], []), (["模板环节"], []))
@example(([], []), (["法规废止"], []))
@example(([], []), (["救济期限"], []))
@example(([], []), (["电话"], []))
@example(([], []), ([], ["并入别项"]))
def test_what_is_left_out_does_not_differ(
    one: tuple[list[str], list[str]], other: tuple[list[str], list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        places = lists(folder, one, other)
        found = Sides(*places).compare(NAMES, few=WHOLE)
        everything = [read_files(place, lenient=True) for place in places]
        expected = compare_readings(everything[0], everything[1], NAMES)
    assert found == expected


def in_halves(root: Path) -> Comparison:
    repository = Repository(root)
    found = Sides(Revision(repository, "v1"), Revision(repository, "v2")).compare(NAMES, few=0)
    assert found is not None
    return found


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "清单")
    write_trees(root, valid_trees())
    commit(root, "一", tag="v1")
    write_trees(root, edited(valid_trees(), "承诺缩短", "罚款", "自有流程"))
    commit(root, "二", tag="v2")
    return root


def test_a_power_out_of_place_is_compared_in_one_process(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees = valid_trees()
    _swapped(trees)
    write_trees(repo, trees)
    commit(repo, "互换", tag="v3")
    repository = Repository(repo)
    asked = []
    compare = compare_readings
    monkeypatch.setattr(
        sides_module, "compare_readings", lambda *one: asked.append(one) or compare(*one)
    )
    sides = Sides(Revision(repository, "v1"), Revision(repository, "v3"))
    found = sides.compare(NAMES, few=0)
    assert len(asked) == 1
    assert found is not None
    assert {one.change.difference.path for one in found.changes} == {("备注",)}


def test_only_what_can_differ_is_read(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    plain = load.read_power
    monkeypatch.setattr(load, "read_power", lambda *one: read.append(one[0]) or plain(*one))
    repository = Repository(repo)
    base, head = Revision(repository, "v1"), Revision(repository, "v2")
    assert Sides(base, head).compare(NAMES, few=WHOLE) is not None
    assert sorted(read) == sorted([*CHANGED] * 2)


def test_git_is_asked_for_what_will_be_read(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []
    blobs = Repository.blobs

    def noted(self: Repository, ids: Iterable[str]) -> dict[str, bytes]:
        asked.append(set(ids))
        return blobs(self, asked[-1])

    monkeypatch.setattr(Repository, "blobs", noted)
    found = Revision(Repository(repo), "v1")
    found.fetch([LICENCE, "powers/没有.yml"])
    text = emit(record(PowerType.LICENSING)).encode()
    assert found.read(LICENCE) == text
    assert asked == [{found.tree[LICENCE], ""}]
    # Whoever says nothing of what will be read still gets it, all in one question.
    for file in found.tree:
        assert found.read(file) == (repo / file).read_bytes() or file in CHANGED
    assert asked[1:] == [set(found.tree.values())]


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not can_fork(), reason="这个系统不能复制进程，一切在一个进程里做")
def test_half_a_comparison_is_none(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here, compare = os.getpid(), compare_readings
    monkeypatch.setattr(
        sides_module,
        "compare_readings",
        lambda *one: compare(*one) if os.getpid() == here else die(),
    )
    monkeypatch.setattr(sides_module, "FEW", 0)
    assert main(["--root", str(repo), "diff", "v1", "v2"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "没有比较完" in said.err
    monkeypatch.undo()
    assert main(["--root", str(repo), "diff", "v1", "v2"]) == 1
    assert capsys.readouterr().out != ""


WORDS = st.text("甲乙丙“”' -:#\\\"\u3000é😀AB", min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=400)
@given(
    WORDS,
    st.sampled_from([None, "'", '"', ">", "|"]),
    st.booleans(),
    st.sampled_from([4, 8, 80]),
)
@example("枣阳市 市场 监督管理局", None, True, 4)
@example("甲'乙", "'", True, 80)
@example("甲" * 40, '"', True, 4)
def test_whatever_a_file_names_is_found_in_its_bytes(
    name: str, style: str | None, plain: bool, width: int
) -> None:
    text = yaml.dump(
        {"名称": "丁", "模板": name}, default_style=style, allow_unicode=plain, width=width
    )
    assert yaml.safe_load(text)["模板"] == name
    assert naming([name])(text.encode())


def test_a_file_that_names_nothing_of_it_is_left_out() -> None:
    text = "名称: 丁\n模板: 许可-普通程序\n".encode()
    assert naming(["许可-普通程序"])(text)
    assert naming(["许可-普通程序 甲"])(text)
    assert not naming(["处罚-普通程序", "许可-简易程序"])(text)
    assert naming([str(number) for number in range(200)])(text)
