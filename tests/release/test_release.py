"""An edition is whole, recorded, chained and reproducible, or there is none."""

import io
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from generator.files import EDITIONS_FILE
from generator.load import read_folder
from generator.release import publish
from generator.release.manifest import MANIFEST, Manifest
from generator.release.tree import tree_hash
from generator.site.build import build as build_on
from generator.site.editions import changes_file
from tests import small
from tests.release.conftest import (
    CANCELLED,
    DAYS,
    DELEGATED,
    DOCUMENT,
    FIRST,
    SAID,
    SECOND,
    Published,
    adjusted,
    commit,
    git,
    new_list,
    release,
)
from tests.site.conftest import files
from tests.site.conftest import publish as build
from tests.typed import installed, typed

ATOM = "{http://www.w3.org/2005/Atom}"


def manifest(folder: Path) -> Manifest:
    return Manifest.model_validate_json((folder / MANIFEST).read_bytes())


def left(root: Path) -> list[str]:
    """What lies in the folder of releases, hidden or not."""
    place = root / "release"
    return sorted(path.name for path in place.iterdir()) if place.exists() else []


def test_the_record_names_what_was_published(published: Published) -> None:
    corpus = read_folder(published.root).corpus
    assert corpus is not None
    first, second = corpus.registry.editions
    made = manifest(published.folder(SECOND))
    assert (first.id, second.id) == (FIRST, SECOND)
    assert second.commit == made.git_commit == published.commits[SECOND]
    assert second.tree == tree_hash(published.root)
    assert (made.tree.powers, made.tree.sha256) == (second.tree.powers, second.tree.digest)
    assert second.previous_record == first.digest
    assert second.previous_manifest == first.manifest == made.previous_sha256
    assert made.counts.powers == int(first.counts.powers) - 2
    flowcharts = git(published.root, "rev-parse", f"{published.commits[SECOND]}:flowcharts")
    assert flowcharts == second.tree.flowcharts


@pytest.mark.accepts("A14")
def test_what_changed_is_told_under_its_heading(published: Published) -> None:
    told = json.loads((published.folder(SECOND) / "changes.json").read_bytes())
    kinds = {change["name"]: change["kind"] for change in told["changes"]}
    assert kinds == {
        CANCELLED: "取消",
        DELEGATED: "下放",
        small.LICENCE: "变更",
        small.MARRIAGE: "变更",
    }
    licence = next(change for change in told["changes"] if change["name"] == small.LICENCE)
    assert licence["fields"] == list(licence["meanings"]) == ["承办机构"]
    assert set(licence["meanings"]["承办机构"]) <= {"利民", "加重", "中性", "待判定"}
    assert told["shared"] == []
    wording = {change["name"] for change in told["changes"] if change["wording_only"]}
    assert wording == {small.MARRIAGE}
    for change in told["changes"]:
        assert change["requested_by"] == change["authority"]
        assert change["reason"]
        assert change["approved_by"] == "枣阳市人民政府"
    kept = published.root / changes_file(SECOND)
    assert kept.read_bytes() == (published.folder(SECOND) / "changes.json").read_bytes()


def test_the_notice_adds_up_in_all_its_forms(published: Published) -> None:
    folder = published.folder(SECOND)
    text = (folder / "notice.md").read_text(encoding="utf-8")
    page = (folder / "notice.html").read_text(encoding="utf-8")
    assert "取消 1 项，新增 0 项，变更 2 项，下放 1 项" in text
    assert "本版没有新增的职权" in page
    assert "演示数据，非官方发布" in text.split("\n## ")[0]
    book = openpyxl.load_workbook(io.BytesIO((folder / "notice.xlsx").read_bytes()))
    sheet = book["取消"]
    cells = [cell.value for cell in sheet[2]]
    assert cells[1] == CANCELLED
    assert re.fullmatch(r"420683\d{3}XK\d{5}", str(cells[4]))
    assert cells[5] == "—"
    assert sheet.freeze_panes == "A2"
    figures = {row[0].value: row[3].value for row in book["数目"].iter_rows(min_row=2)}
    assert figures["行政职权"] == "-2"
    assert all(cell.data_type != "f" for tab in book for row in tab.iter_rows() for cell in row)


def test_feeds_tell_each_reader_what_is_theirs(published: Published) -> None:
    place = published.folder(SECOND) / "site/feeds"

    def titles(name: str) -> list[str]:
        return [
            str(entry.findtext(f"{ATOM}title"))
            for entry in ET.parse(place / f"{name}.atom").getroot().iter(f"{ATOM}entry")
        ]

    assert f"变更：{small.MARRIAGE}" in titles("all")
    assert f"变更：{small.MARRIAGE}" not in titles("changes")
    assert titles("changes") == [
        f"公布 {SECOND} 版",
        f"取消：{CANCELLED}",
        f"变更：{small.LICENCE}",
        f"下放：{DELEGATED}",
        f"公布 {FIRST} 版",
    ]
    corpus = read_folder(published.root).corpus
    assert corpus is not None
    for department in corpus.registry.departments.values():
        theirs = titles(f"d/{department.id}")
        if department.name == "市农业农村局":
            assert theirs == [f"取消：{CANCELLED}"]
        assert len(theirs) <= 2
    food = corpus.registry.laws["中华人民共和国食品安全法"].id
    assert titles(f"law/{food}") == [f"变更：{small.LICENCE}"]
    root = ET.parse(place / "all.atom").getroot()
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 6
    assert root.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00+08:00"


def test_a_list_never_published_has_no_feeds(fresh: Path) -> None:
    assert build(fresh).published
    assert not (fresh / "site/feeds").exists()


def test_a_build_of_the_commit_that_records_an_edition_is_its_site(
    published: Published, tmp_path: Path
) -> None:
    root = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(published.root), str(root))
    # What is yet to come stands on a page, so the site is that of the edition's own day.
    build_on(root, root / "site", today=date.fromisoformat(DAYS[SECOND]))
    assert files(root / "site") == files(published.folder(SECOND) / "site")


def test_what_was_cancelled_can_be_read_as_it_was(published: Published) -> None:
    place = published.folder(SECOND) / "site/p"
    shown = {}
    for name in (CANCELLED, DELEGATED, small.LICENCE, small.MARRIAGE):
        code = small.file_named(published.root, name).stem
        shown[name] = (place / code / "v" / DAYS[FIRST] / "index.html").read_text(encoding="utf-8")
    assert f"{DAYS[SECOND]}</time> 取消" in shown[CANCELLED]
    assert "现在是“下放”" in shown[DELEGATED]
    assert "依据已经废止" in shown[CANCELLED]
    assert "枣阳市人民政府，枣政发〔2026〕2号" in shown[CANCELLED]
    assert "内容仅供查考" not in shown[CANCELLED]  # It was in force then.
    assert "〔新〕" not in shown[small.MARRIAGE]
    assert sorted(place.glob("*/v/*")) == sorted(place.glob(f"*/v/{DAYS[FIRST]}"))
    assert len(list(place.glob("*/v/*"))) == len(shown)


ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


@pytest.fixture(scope="module")
def built(published: Published, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two clean builds of one tag: clones of their own, processes of their own, other machines."""
    top = tmp_path_factory.mktemp("twice")
    made = []
    for name, more in (("甲", {}), ("乙/又一处", ELSEWHERE)):
        root = top / name
        git(top, "clone", "-q", "--branch", SECOND, str(published.root), str(root))
        words = f"release {SECOND} --date {DAYS[SECOND]} --sign {published.key}"
        command = f"powerlist {words} --document '{DOCUMENT}'"
        done = typed(command, root, installed(top) | more)
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(root / "release" / SECOND)
    return made[0], made[1]


def difference(one: Path, other: Path) -> str:
    """What `diff -r` says of two folders; nothing when they are the same."""
    command = ["diff", "-r", str(one), str(other)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.accepts("A6")
def test_two_clean_builds_of_one_tag_are_the_same(
    built: tuple[Path, Path], published: Published
) -> None:
    one, other = built
    assert difference(one, other) == ""
    assert (one / MANIFEST).read_bytes() == (other / MANIFEST).read_bytes()
    assert difference(one, published.folder(SECOND)) == ""
    for folder in built:
        record = folder.parents[1] / EDITIONS_FILE
        assert record.read_bytes() == (published.root / EDITIONS_FILE).read_bytes()


@pytest.mark.accepts("A6", twin=True)
def test_a_build_of_anything_else_is_not_the_same(
    built: tuple[Path, Path], published: Published, tmp_path: Path
) -> None:
    root = tmp_path / "别的"
    git(tmp_path, "clone", "-q", "--branch", SECOND, str(published.root), str(root))
    path = small.file_named(root, small.LICENCE)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("承办机构: 行政审批股", "承办机构: 行政审批科"), encoding="utf-8")
    commit(root, "一个字")
    assert release(root, SECOND, published.key) == 0
    told = difference(built[0], root / "release" / SECOND)
    assert "行政审批科" in told
    assert MANIFEST in told


def test_without_a_key_nothing_is_recorded_and_nothing_verifies(fresh: Path) -> None:
    from generator.cli import main

    assert release(fresh, FIRST, None) == 0
    assert left(fresh) == [f"{FIRST}-draft"]
    assert not (fresh / EDITIONS_FILE).exists()
    assert main(["verify", str(fresh / "release" / f"{FIRST}-draft")]) == 1
    assert release(fresh, FIRST, None) == 0  # A rehearsal may be repeated.
    assert left(fresh) == [f"{FIRST}-draft"]


REFUSED = [
    (FIRST, "2026-12-02", "已经公布过"),
    ("2026.10", "2026-12-02", "版本号要往后排"),
    ("2027.01", "2026-11-30", "早于上一版"),
]


@pytest.fixture
def clone(published: Published, tmp_path: Path) -> Path:
    """The published list as a clone, which has no folders of releases."""
    root = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(published.root), str(root))
    return root


@pytest.mark.parametrize(("edition", "day", "said"), REFUSED)
def test_editions_come_one_after_another(
    edition: str, day: str, said: str, clone: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (clone / EDITIONS_FILE).read_bytes()
    assert release(clone, edition, key, day=day) == 1
    assert said in capsys.readouterr().err
    assert left(clone) == []
    assert (clone / EDITIONS_FILE).read_bytes() == before


@pytest.mark.accepts("A14", twin=True)
@pytest.mark.parametrize("missing", ["申请单位", "原因", "批准机关"])
def test_a_change_nobody_answers_for_is_not_published(
    missing: str, published: Published, clone: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(clone, "checkout", "-q", f"{published.commits[SECOND]}~1")
    said = "".join(line for line in SAID.splitlines(keepends=True) if missing not in line)
    adjusted(clone, said)
    commit(clone, "调整")
    assert release(clone, SECOND, key) == 1
    told = capsys.readouterr()
    assert f"沿革没有写{missing}" in told.out
    assert "有 4 处不改好不能公布" in told.err
    assert left(clone) == []


@pytest.mark.accepts("A14", twin=True)
def test_what_powers_share_is_answered_for_too(
    published: Published, clone: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(clone, "checkout", "-q", f"{published.commits[SECOND]}~1")
    adjusted(clone)
    profiles = clone / "powers/_registry/公用文本.yml"
    small.change(profiles, (r"^    说明: 对市直部门、镇（街道）", "    说明: 对市直部门、镇和街道"))
    commit(clone, "调整")
    assert release(clone, SECOND, key) == 1
    told = capsys.readouterr()
    assert "H009  改了救济途径“县级部门”" in told.out
    assert left(clone) == []


def test_what_is_not_committed_is_not_published(
    fresh: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (fresh / "flowcharts/新.yml").write_text("甲", encoding="utf-8")
    assert release(fresh, FIRST, key) == 1
    assert "flowcharts/新.yml还没有提交" in capsys.readouterr().err.replace(" ", "")
    assert left(fresh) == []


def test_an_error_in_the_list_stops_it(
    fresh: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.change(fresh / "powers/_registry/清单.yml", (r"^公布项数: .*$", '公布项数: "1"'))
    commit(fresh, "错")
    assert release(fresh, FIRST, key) == 1
    assert "I010" in capsys.readouterr().out
    assert left(fresh) == []


def test_an_official_list_must_say_whose_site_it_is(
    fresh: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.change(fresh / "powers/_registry/清单.yml", (r"^演示数据: 是$", "演示数据: 否"))
    commit(fresh, "正式")
    assert release(fresh, FIRST, key) == 1
    assert capsys.readouterr().out.count("W001") == 6
    assert left(fresh) == []


def test_a_previous_edition_that_is_not_what_was_published_is_no_base(
    clone: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = git(clone, "rev-list", "--max-parents=0", "HEAD")
    assert release(clone, "2027.01", key, "--since", first, day="2027-01-05") == 1
    assert "不是 2026.12 版公布的那一份" in capsys.readouterr().err


@pytest.mark.parametrize("key_text", [None, "不是密钥"])
def test_without_a_signature_there_is_no_edition(
    key_text: str | None, fresh: Path, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    if key_text is not None:
        key.write_text(key_text, encoding="utf-8")
    assert release(fresh, FIRST, key) == 3
    assert left(fresh) == []
    assert not (fresh / EDITIONS_FILE).exists()


@pytest.mark.parametrize("step", ["_write_papers", "_manifest", "_seal", "build"])
def test_a_release_that_breaks_off_leaves_nothing(
    step: str, fresh: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, step, break_off)
    assert release(fresh, FIRST, key) == 3
    assert left(fresh) == []
    assert not (fresh / EDITIONS_FILE).exists()


def test_changes_that_were_altered_stop_the_build(clone: Path) -> None:
    path = clone / changes_file(SECOND)
    path.write_text(path.read_text(encoding="utf-8").replace(CANCELLED, "别的"), encoding="utf-8")
    from generator.site.editions import IncompleteSite

    with pytest.raises(IncompleteSite, match="被改动过"):
        build(clone)


def test_a_published_folder_is_never_written_again(
    published: Published, key: Path, tmp_path: Path
) -> None:
    root = new_list(tmp_path / "other")
    shutil.copytree(published.folder(FIRST), root / "release" / FIRST)
    before = files(root / "release" / FIRST)
    assert release(root, FIRST, key) == 1
    assert files(root / "release" / FIRST) == before
