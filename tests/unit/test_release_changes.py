"""What an edition says it changed: every kind, nothing that is not public, no number mistaken."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.load import Corpus
from generator.model.edition import Change, EditionChanges
from generator.model.vocab import PowerType as K
from generator.release.changes import edition_changes
from generator.release.notice import notice_html, notice_markdown, notice_of
from generator.release.publish import counts_of
from generator.release.workbook import notice_workbook
from tests.factory import DEPARTMENTS, PROFILES, Trees, file_of, reading_of, record, valid_trees

XK = file_of(K.LICENSING)
Alter = Callable[[Trees], None]


def corpus_of(folder: Path, *alterations: Alter) -> Corpus:
    trees = valid_trees()
    for alter in alterations:
        alter(trees)
    corpus = reading_of(folder, trees).corpus
    assert corpus is not None
    return corpus


def told(folder: Path, after: Alter, before: Alter = lambda _: None) -> EditionChanges:
    earlier, later = corpus_of(folder / "前", before), corpus_of(folder / "后", after)
    return edition_changes(earlier, later, release="2026.02", previous="2026.01", day="2026-02-01")


def only(folder: Path, after: Alter, before: Alter = lambda _: None) -> Change:
    (change,) = told(folder, after, before).changes
    return change


def setting(**values: object) -> Alter:
    return lambda trees: trees[XK].update(values)


def test_equal_lists_changed_nothing(tmp_path: Path) -> None:
    found = told(tmp_path, lambda _: None)
    assert (found.changes, found.shared) == ((), ())


def test_the_first_edition_changed_nothing(tmp_path: Path) -> None:
    found = edition_changes(
        None, corpus_of(tmp_path), release="2026.01", previous=None, day="2026-01-01"
    )
    assert found.changes == ()


def test_a_new_power_is_added_without_a_former_code(tmp_path: Path) -> None:
    def add(trees: Trees) -> None:
        trees[file_of(K.LICENSING, 2)] = record(K.LICENSING, 2) | {"名称": "小餐饮经营许可"}

    change = only(tmp_path, add)
    assert (change.kind, change.name, change.former_code) == ("新增", "小餐饮经营许可", None)


def test_status_decides_the_table(tmp_path: Path) -> None:
    for status, kind in (("取消", "取消"), ("合并", "取消"), ("下放", "下放"), ("暂停", "变更")):
        change = only(tmp_path / status, setting(状态=status))
        assert (change.kind, change.former_code) == (kind, change.code)
    back = only(tmp_path / "恢复", lambda _: None, setting(状态="取消"))
    assert back.kind == "新增"


def test_a_file_that_is_gone_is_cancelled(tmp_path: Path) -> None:
    assert only(tmp_path, lambda trees: trees.pop(XK)).kind == "取消"


def test_what_is_not_public_is_not_told(tmp_path: Path) -> None:
    secret = {"公开范围": "不公开", "不公开理由": "涉密", "名称": "秘密名称"}
    assert told(tmp_path / "一", setting(**secret)).changes == ()
    shown = only(tmp_path / "二", lambda _: None, setting(**secret))
    assert "秘密名称" not in shown.model_dump_json()


def test_names_before_are_kept(tmp_path: Path) -> None:
    change = only(tmp_path, setting(名称="食品经营许可证核发"))
    assert (change.name, change.former_name) == ("食品经营许可证核发", "食品经营许可")
    assert change.fields == ("名称",)


def test_punctuation_is_wording_and_a_point_in_a_number_is_not(tmp_path: Path) -> None:
    wording = only(tmp_path / "一", setting(备注="甲，乙。"), setting(备注="甲、乙"))
    assert wording.wording_only
    amount = only(tmp_path / "二", setting(备注="收1.5元"), setting(备注="收15元"))
    assert not amount.wording_only
    assert only(tmp_path / "三", setting(俗称=["新说法"])).wording_only


def test_a_shared_entry_is_told_once_and_not_at_every_power(tmp_path: Path) -> None:
    def move(trees: Trees) -> None:
        trees[DEPARTMENTS]["单位"][0]["地址"] = "新地址"

    found = told(tmp_path, move)
    assert found.changes == ()
    assert len(found.shared) == 1
    assert found.shared[0].startswith("单位 › ")


SAID = {"类别": "中性", "理由": "只是换算", "确认人": "市司法局法制科"}


def limit_with(said: object) -> Alter:
    def shorten(trees: Trees) -> None:
        trees[XK]["承诺时限"]["期限"] = "5个工作日"
        entry = {"日期": "2026-01-20", "动作": "变更", "说明": "换算"}
        trees[XK]["沿革"].append(entry | ({"变更定性": said} if said else {}))

    return shorten


@pytest.mark.accepts("A2")
def test_where_a_person_decided_otherwise_stands_in_the_edition_and_its_notice(
    tmp_path: Path,
) -> None:
    found = told(tmp_path, limit_with(SAID))
    (change,) = found.changes
    assert [said.model_dump() for said in change.overrides] == [
        {
            "field": "承诺时限",
            "rules_said": "利民",
            "meaning": "中性",
            "reason": "只是换算",
            "confirmed_by": "市司法局法制科",
        }
    ]
    for form in papers(tmp_path, found):
        assert "另行定性的变更" in form
        for words in ("利民", "中性", "只是换算", "市司法局法制科"):
            assert words in form


@pytest.mark.accepts("A2", twin=True)
def test_where_nobody_decided_otherwise_none_is_listed(tmp_path: Path) -> None:
    found = told(tmp_path, limit_with(None))
    (change,) = found.changes
    assert (change.meanings["承诺时限"], change.overrides) == (("利民",), ())
    assert not any("另行定性" in form for form in papers(tmp_path, found))


def papers(folder: Path, changes: EditionChanges) -> tuple[str, str, str]:
    """A notice as a page, as Markdown, and what its workbook holds."""
    corpus = corpus_of(folder / "清单")
    notice = notice_of(
        corpus.registry, changes, "枣政发〔2026〕1号", counts_of(corpus), (), (), None
    )
    book = openpyxl.load_workbook(io.BytesIO(notice_workbook(notice)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    return notice_html(notice), notice_markdown(notice), "\n".join([*book.sheetnames, *cells])


def test_only_the_past_was_filled_in(tmp_path: Path) -> None:
    past = valid_trees()[XK]["沿革"]
    more = [*past, {"日期": "2026-01-20", "动作": "勘误", "说明": "补记"}]
    assert told(tmp_path, setting(沿革=more)).changes == ()


ANSWERED = {
    "日期": "2026-01-20",
    "动作": "变更",
    "说明": "写明复议机构",
    "文号": "枣政发〔2026〕3号",
    "申请单位": "市司法局",
    "原因": "群众常问",
    "批准机关": "枣阳市人民政府",
}


def reworded(*entries: dict[str, str]) -> Alter:
    def alter(trees: Trees) -> None:
        profile = trees[PROFILES]["救济途径"][0]
        profile |= {"说明": "向市司法局提交"}
        if entries:
            profile["沿革"] = list(entries)

    return alter


def test_who_answers_for_a_shared_text_stands_in_the_notice(tmp_path: Path) -> None:
    (ground,) = told(tmp_path / "一", reworded(ANSWERED)).shared_grounds
    assert ground.model_dump() == {
        "name": "救济途径“县级部门”",
        "requested_by": "市司法局",
        "reason": "群众常问",
        "approved_by": "枣阳市人民政府",
        "document": "枣政发〔2026〕3号",
    }
    answered = papers(tmp_path / "公告", told(tmp_path / "三", reworded(ANSWERED)))
    assert all("共用内容的变更" in form and "群众常问" in form for form in answered)
    assert not any(
        "共用内容的变更" in form
        for form in papers(tmp_path / "无", told(tmp_path / "四", lambda _: None))
    )
    (unsaid,) = told(tmp_path / "二", reworded()).shared_grounds
    assert (unsaid.name, unsaid.reason, unsaid.approved_by) == (ground.name, None, None)


def test_only_the_past_of_a_shared_text_was_filled_in(tmp_path: Path) -> None:
    found = told(tmp_path, reworded(ANSWERED), reworded())
    assert (found.changes, found.shared, found.shared_grounds) == ((), (), ())
