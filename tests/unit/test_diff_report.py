"""Reports of changes: every format, escaped, short, and honest about what was not compared."""

import io
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from generator.cli import main
from generator.diff.comparison import Comparison, compare_readings
from generator.emit import emit
from generator.model.vocab import Meaning, PowerType
from generator.report.changes.html import render_html
from generator.report.changes.json import changes_schema, render_json
from generator.report.changes.markdown import LINES, render_markdown
from generator.report.changes.text import render_text
from generator.report.changes.xlsx import COLUMNS, render_xlsx
from tests.edits import EDITS, LICENCE, PENALTY, edited
from tests.factory import AUTHORITY, code_of, put, reading_of, valid_trees, write_trees
from tests.repository import commit, new_repository

CODE = code_of(PowerType.LICENSING)
HOSTILE = "<script>alert(1)</script>=cmd|'/c'!A1 & ](x) `@所有人`"


def comparison(folder: Path, *names: str, hostile: bool = False) -> Comparison:
    trees = edited(valid_trees(), *names)
    if hostile:
        put(trees[PENALTY], ("备注",), HOSTILE)
    base, head = reading_of(folder / "a", valid_trees()), reading_of(folder / "b", trees)
    found = compare_readings(base, head, ("二〇二五年版", "二〇二六年版"))
    assert found is not None
    return found


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "清单")
    write_trees(root, valid_trees())
    commit(root, "一", tag="v1")
    write_trees(root, edited(valid_trees(), "承诺缩短", "加材料", "救济期限"))
    commit(root, "二", tag="v2")
    return root


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "diff", *arguments])


def test_equal_lists_say_nothing(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repo, "v2") == 0
    assert capsys.readouterr().out == ""
    path = repo / LICENCE
    text = path.read_text(encoding="utf-8").replace("状态: 在用", '状态: "在用"  # 说明', 1)
    path.write_text(f"# 注释\n{text}", encoding="utf-8")
    assert run(repo, "v2") == 0


def test_changes_are_told_once_with_their_meaning(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repo, "v1", "v2") == 1
    told = capsys.readouterr().out
    assert "利民  变更 承诺时限 › 期限：10个工作日 → 5个工作日" in told
    assert told.count("期限：60日 → 30日") == 1
    assert "10 项职权" in told and "写在公用文本“县级部门”里" in told
    assert "加重 2" in told and "利民 1" in told


def test_a_selection_shows_only_what_was_asked_for(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repo, "v1", "v2", "--class", "利民") == 1
    assert "加重" not in capsys.readouterr().out
    assert run(repo, "v1", "v2", "--class", "中性") == 0
    assert run(repo, "v1", "v2", "--type", "行政处罚") == 1
    assert CODE not in capsys.readouterr().out
    assert run(repo, "v1", "v2", "--dept", "市场监管局") == 1
    assert AUTHORITY in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(EDITS))
def test_reading_only_what_can_differ_tells_the_same(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = new_repository(tmp_path / "清单")
    write_trees(root, valid_trees())
    commit(root, "一", tag="v1")
    for file, tree in edited(valid_trees(), name).items():
        write_trees(root, {file: tree})
    if name == "删文件":
        (root / LICENCE).unlink()
    run(root, "v1", "--format", "json")
    told = json.loads(capsys.readouterr().out)
    expected = json.loads(render_json(comparison(tmp_path, name)))
    # How the two are called, and where they lie, is told only of lists that lie somewhere.
    apart: dict[str, object] = {"base": "", "head": "", "lists": []}
    assert {**told, **apart} == {**expected, **apart}


@pytest.mark.parametrize(
    "arguments",
    [
        ("没有这个版本",),
        ("v1", "没有"),
        ("v1", "--dept", "市没有局"),
        ("v1", "--class", "好"),
        ("v1", "--type", "许可"),
        ("v1", "--format", "xlsx"),
    ],
)
def test_misuse_is_2_and_says_what_to_do(
    repo: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repo, *arguments) == 2
    assert capsys.readouterr().err.strip()


def test_what_cannot_be_read_is_named_and_never_told_as_gone(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo / LICENCE).write_text("名称：全角冒号\n", encoding="utf-8")
    assert run(repo, "v2") == 3
    told = capsys.readouterr()
    assert f"没有做完：1 项读不懂，没有比较：{CODE}" in told.out
    assert "文件消失" not in told.out
    assert "没有全部比较" in told.err
    assert run(repo, "v2", "--format", "json") == 3
    assert json.loads(capsys.readouterr().out)["finished"] is False


def test_a_folder_without_git_is_not_finished(tmp_path: Path) -> None:
    assert run(tmp_path, "v1") == 3


def test_json_follows_its_published_schema(tmp_path: Path) -> None:
    made = json.loads(render_json(comparison(tmp_path, *EDITS, hostile=True)))
    jsonschema.validate(made, changes_schema())
    count = made["counts"]
    assert count["start"] + count["added"] - count["removed"] == count["end"]
    marks = [row["fingerprint"] for row in made["changes"]]
    assert len(set(marks)) == len(marks)
    assert sum(made["meanings"].values()) == len(marks)
    broken = {**made, "changes": [{**made["changes"][0], "meaning": "好"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, changes_schema())


def test_html_is_one_escaped_page_with_marked_text(tmp_path: Path) -> None:
    page = render_html(comparison(tmp_path, "承诺缩短", "删文件", hostile=True))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "src=" not in page and "href=" not in page and "http://" not in page
    assert '<ins><span class="mark">【增】</span>' in page
    assert '<del><span class="mark">【删】</span>' in page


def test_markdown_fits_a_comment_and_calls_nobody(tmp_path: Path) -> None:
    made = render_markdown(comparison(tmp_path, *EDITS, hostile=True))
    assert made.startswith("<!-- powerlist:changes -->\n")
    assert len(made.splitlines()) <= LINES
    assert "@所有人" not in made
    assert "<script" not in made.replace("\\<", "")
    few = render_markdown(comparison(tmp_path / "少", "承诺缩短"))
    assert "#### 利民" in few and "没有列出" not in few
    none = render_markdown(comparison(tmp_path / "无"))
    assert "内容没有变化" in none


def test_the_workbook_keeps_codes_and_runs_nothing(tmp_path: Path) -> None:
    found = comparison(tmp_path, "承诺缩短", "救济期限", hostile=True)
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(found)))
    sheet = book["变化"]
    assert [cell.value for cell in sheet[1]] == [title for title, _ in COLUMNS]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {row[1] for row in rows} >= {CODE}
    assert all(isinstance(row[1], str) for row in rows)
    assert len(rows) == sum(len(group.powers) for group in found.groups)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert HOSTILE in {cell.value for cell in cells}


@pytest.mark.accepts("A2")
def test_an_override_is_used_and_listed(tmp_path: Path) -> None:
    trees = edited(valid_trees(), "承诺缩短")
    said = {"类别": "中性", "理由": "只是换算", "确认人": "市司法局法制科"}
    entry = {"日期": "2026-02-01", "动作": "变更", "说明": "换算", "变更定性": said}
    trees[LICENCE]["沿革"].append(entry)
    base, head = reading_of(tmp_path / "a", valid_trees()), reading_of(tmp_path / "b", trees)
    found = compare_readings(base, head, ("甲", "乙"))
    assert found is not None
    assert found.counts[Meaning.FAVOURABLE] == 0
    listed = "规则判为利民，市司法局法制科定为中性：只是换算"
    for made in (render_text(found), render_html(found), render_markdown(found)):
        assert listed in made
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(found)))["变化"]
    row = dict(zip(*list(sheet.iter_rows(values_only=True))[:2], strict=True))
    told = [row[title] for title in ("规则原判", "定性", "改判理由", "改判确认")]
    assert told == ["利民", "中性", "只是换算", "市司法局法制科"]
    override = next(row["override"] for row in json.loads(render_json(found))["changes"])
    assert override["confirmed_by"] == "市司法局法制科"
    # An old entry says nothing about a new change.
    trees[LICENCE]["承诺时限"]["期限"] = "4个工作日"
    later = reading_of(tmp_path / "c", trees)
    again = compare_readings(head, later, ("乙", "丙"))
    assert again is not None
    assert again.counts[Meaning.FAVOURABLE] == 1


def test_a_range_that_names_no_case_is_the_same_range_when_the_fine_rises(tmp_path: Path) -> None:
    lists = []
    for name, fine in (("a", "5万元以下"), ("b", "10万元以下")):
        trees = valid_trees()
        trees[PENALTY]["处罚幅度"] = [{"罚款": fine}]
        lists.append(reading_of(tmp_path / name, trees))
    found = compare_readings(lists[0], lists[1], ("甲", "乙"))
    assert found is not None
    (group,) = found.groups
    assert (group.field, str(group.judgement.meaning)) == ("处罚幅度 › 不分情形 › 罚款", "加重")


def test_a_file_is_written_whole(repo: Path, tmp_path: Path) -> None:
    for form in ("html", "json", "md", "text", "xlsx"):
        target = tmp_path / f"变化.{form}"
        assert run(repo, "v1", "v2", "--format", form, "--output", str(target)) == 1
        assert target.read_bytes()


def test_emitted_trees_are_what_is_compared(tmp_path: Path) -> None:
    trees = valid_trees()
    trees[LICENCE] = emit({key: trees[LICENCE][key] for key in reversed(trees[LICENCE])})
    base, head = reading_of(tmp_path / "a", valid_trees()), reading_of(tmp_path / "b", trees)
    found = compare_readings(base, head, ("甲", "乙"))
    assert found is not None
    assert found.changes == ()
    assert render_text(found) == ""
