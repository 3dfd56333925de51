"""What an edition changed: compared with what was really published, or not at all."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import generator.site.accounts as accounts_module
from generator.diff.told import Account
from generator.model.edition import Change, Edition, SharedGround
from generator.model.vocab import Meaning, PowerType
from generator.pages.changes import change_pages
from generator.pages.issue import Issue
from generator.release.tree import tree_hash
from generator.site.accounts import NO_HISTORY, NOT_FOUND, accounts
from tests.editions import COUNTS, FIRST, SECOND, issue_of
from tests.edits import LICENCE, edited
from tests.factory import (
    TEMPLATE,
    code_of,
    file_of,
    put,
    reading_of,
    record,
    valid_trees,
    write_trees,
)
from tests.repository import commit, git, new_repository

CODE = code_of(PowerType.LICENSING)
CODE_INSIDE = code_of(PowerType.PARTY)
HOSTILE = "<script>alert(1)</script>"


def recorded(root: Path, id_: str, commit_: str | None) -> Edition:
    values = {
        "版本号": id_,
        "日期": "2026-01-05",
        "文号": "枣政发〔2026〕1号",
        "数目": COUNTS,
        "内容": tree_hash(root).model_dump(by_alias=True),
        "提交": commit_,
        "变更": "0" * 64,
        "清册": "0" * 64,
        "工具": "powerlist 1",
    }
    return Edition.model_validate(values)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "清单")


def published(root: Path, *edits: str, hostile: bool = False) -> tuple[Edition, Edition]:
    """Two editions, committed; the second with some edits."""
    write_trees(root, valid_trees())
    first = recorded(root, FIRST, commit(root, "一"))
    trees = edited(valid_trees(), *edits)
    if hostile:
        put(trees[LICENCE], ("备注",), HOSTILE)
    write_trees(root, trees)
    return first, recorded(root, SECOND, commit(root, "二"))


def account_of(root: Path, editions: tuple[Edition, Edition], kept: Path | None = None) -> Account:
    outcome = accounts(root, editions, kept)[SECOND]
    assert outcome.account is not None, outcome.why
    return outcome.account


def test_what_many_powers_share_stands_once(repo: Path) -> None:
    told = account_of(repo, published(repo, "承诺缩短", "救济期限", "模板环节"))
    own, *_ = [cluster for cluster in told.clusters if not cluster.origin]
    assert [power.code for power in own.powers] == [CODE]
    assert own.meanings == (str(Meaning.FAVOURABLE),)
    assert (own.facts[0].before, own.facts[0].after) == ("10个工作日", "5个工作日")
    shared = [cluster for cluster in told.clusters if cluster.origin == "公用文本“县级部门”"]
    assert [len(cluster.powers) for cluster in shared] == [10]
    assert told.reached(str(Meaning.BURDEN)) == 10


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        ("追责条目", "追责情形 › 推诿的。"),
        ("追责依据", "追责情形 › 依据"),
        ("复议前置", "救济途径 › 复议前置"),
        ("救济说明", "救济途径 › 说明"),
    ],
)
def test_whatever_changes_in_a_shared_text_is_told_at_those_who_share_it(
    repo: Path, edit: str, field: str
) -> None:
    told = account_of(repo, published(repo, edit))
    (cluster,) = told.clusters
    assert cluster.origin.startswith("公用文本")
    assert len(cluster.powers) == 10
    assert field in {fact.field for fact in cluster.facts}
    assert told.registers == ()


def test_a_changed_template_is_drawn_once_with_both_versions(repo: Path) -> None:
    told = account_of(repo, published(repo, "模板环节"))
    assert len(told.charts) == 1
    assert told.charts[0].startswith("<svg")
    assert "原时限" in told.charts[0]
    assert "href" not in told.charts[0]
    assert [cluster.charts for cluster in told.clusters] == [(0,)]


def test_equal_editions_changed_nothing(repo: Path) -> None:
    write_trees(repo, valid_trees())
    one = commit(repo, "一")
    (repo / "别的.txt").write_text("甲", encoding="utf-8")
    editions = recorded(repo, FIRST, one), recorded(repo, SECOND, commit(repo, "二"))
    assert account_of(repo, editions) == Account(())


def test_what_stays_inside_the_party_is_not_told(repo: Path) -> None:
    file = file_of(PowerType.PARTY)
    first = valid_trees()
    put(first[file], ("公开范围",), "党内公开")
    write_trees(repo, first)
    one = recorded(repo, FIRST, commit(repo, "一"))
    put(first[file], ("备注",), "不公开的话")
    write_trees(repo, first)
    two = recorded(repo, SECOND, commit(repo, "二"))
    assert account_of(repo, (one, two)) == Account((), untold=(CODE_INSIDE,), unseen=(CODE_INSIDE,))


def test_the_same_change_of_a_public_power_is_told(repo: Path) -> None:
    trees = valid_trees()
    file = file_of(PowerType.PARTY)
    write_trees(repo, trees)
    one = recorded(repo, FIRST, commit(repo, "一"))
    put(trees[file], ("备注",), "公开的话")
    write_trees(repo, trees)
    two = recorded(repo, SECOND, commit(repo, "二"))
    assert account_of(repo, (one, two)).powers == 1


def test_without_git_there_is_no_comparison(repo: Path, tmp_path: Path) -> None:
    editions = published(repo, "承诺缩短")
    copy = shutil.copytree(repo, tmp_path / "zip", ignore=shutil.ignore_patterns(".git"))
    assert accounts(copy, editions, None)[SECOND] == (None, NO_HISTORY)


def test_a_shallow_copy_has_no_comparison(repo: Path, tmp_path: Path) -> None:
    editions = published(repo, "承诺缩短")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", "浅")
    assert accounts(tmp_path / "浅", editions, None)[SECOND] == (None, NOT_FOUND)


@pytest.mark.parametrize("which", [0, 1])
def test_a_record_that_does_not_fit_its_list_is_not_compared(repo: Path, which: int) -> None:
    editions = list(published(repo, "承诺缩短"))
    tree = editions[which].tree.model_copy(update={"digest": "f" * 64})
    editions[which] = editions[which].model_copy(update={"tree": tree})
    assert accounts(repo, editions, None)[SECOND] == (None, NOT_FOUND)


def test_a_list_is_found_again_under_another_commit(repo: Path) -> None:
    write_trees(repo, valid_trees())
    commit(repo, "一")
    first = recorded(repo, FIRST, "a" * 40)
    record = repo / "powers/_registry/版本.yml"
    record.write_text("# 一\n", encoding="utf-8")
    commit(repo, "登记一")
    write_trees(repo, edited(valid_trees(), "承诺缩短"))
    second = recorded(repo, SECOND, commit(repo, "二"))
    assert account_of(repo, (first, second)).powers == 1


def test_what_was_compared_is_not_compared_again(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions = published(repo, "承诺缩短")
    told = account_of(repo, editions, tmp_path / "kept")

    def never(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(accounts_module, "compare_readings", never)
        assert account_of(repo, editions, tmp_path / "kept") == told
    (file,) = (tmp_path / "kept").iterdir()
    file.write_text(file.read_text(encoding="utf-8").replace("利民", "加重"), encoding="utf-8")
    assert account_of(repo, editions, tmp_path / "kept") == told


def test_a_list_without_two_editions_asks_git_for_nothing(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions = published(repo, "承诺缩短")

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(accounts_module, "Repository", never)
    assert accounts(repo, (), None) == {}
    assert accounts(repo, editions[:1], None) == {}
    with pytest.raises(AssertionError):
        accounts(repo, editions, None)


def issue(account: Account | None, why: str = "", *changes: Change) -> Issue:
    return issue_of(account, *changes, why=why)


def change(**values: str | tuple[str, ...]) -> Change:
    fixed = {"kind": "变更", "code": CODE, "name": "食品经营许可", "type": "行政许可"}
    return Change.model_validate(fixed | {"authority": "市市场监督管理局"} | values)


def pages_of(tmp_path: Path, *issues: Issue) -> dict[str, str]:
    corpus = reading_of(tmp_path / "r", valid_trees()).corpus
    assert corpus is not None
    return {page.path: page.body for page in change_pages(issues, corpus.registry, {CODE})}


def test_who_answers_for_a_shared_text_is_on_the_page(tmp_path: Path) -> None:
    names = ("流程模板“许可-普通程序”", "救济途径“县级部门”")
    found = (
        SharedGround(name=names[0]),
        SharedGround(name=names[1], requested_by="市司法局", reason=HOSTILE),
    )
    told = issue(None, "", change(reason="群众常问"))
    changes = told.changes.model_copy(update={"shared_grounds": found})
    body = pages_of(tmp_path, replace(told, changes=changes))[f"changes/{SECOND}/index.html"]
    rows = body[body.index('id="grounds"') :]
    shared, own, unsaid = (rows.index(text) for text in (names[1], "群众常问", names[0]))
    assert shared < own < unsaid
    assert "市司法局</td>" in rows and "沿革里没有写</td>" in rows
    assert "<script>" not in body


@pytest.mark.accepts("A5")
@pytest.mark.parametrize(
    ("day", "late"), [("2026-01-04", True), ("2026-01-05", False), ("2026-02-01", False)]
)
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_dated_before_the_edition_before_is_flagged(
    day: str, late: bool, whole: bool, repo: Path, tmp_path: Path
) -> None:
    """The earlier edition was published on 5 January: what happened by then belonged into it."""
    write_trees(repo, valid_trees())
    first = recorded(repo, FIRST, commit(repo, "一"))
    trees = valid_trees()
    entry = {"日期": day, "动作": "新增" if whole else "变更", "说明": "依法"}
    if whole:
        trees[file_of(PowerType.LICENSING, 2)] = record(PowerType.LICENSING, 2) | {"沿革": [entry]}
    else:
        trees[LICENCE]["沿革"].append(entry)
    write_trees(repo, trees)
    told = account_of(repo, (first, recorded(repo, SECOND, commit(repo, "二"))))
    (added,) = told.entries
    assert added.late is late
    page = pages_of(tmp_path, issue(told, ""))[f"changes/{SECOND}/index.html"]
    assert ("倒填的沿革" in page) is late


def test_an_old_entry_moved_to_an_earlier_day_is_flagged(repo: Path) -> None:
    write_trees(repo, valid_trees())
    first = recorded(repo, FIRST, commit(repo, "一"))
    trees = valid_trees()
    trees[LICENCE]["沿革"][0]["日期"] = "2025-06-01"
    write_trees(repo, trees)
    told = account_of(repo, (first, recorded(repo, SECOND, commit(repo, "二"))))
    assert [(entry.day, entry.late) for entry in told.entries] == [("2025-06-01", True)]


def test_a_list_never_published_says_so(tmp_path: Path) -> None:
    (body,) = pages_of(tmp_path).values()
    assert "还没有正式公布过版本" in body
    assert "<table" not in body


def test_a_page_says_what_changed_for_whom_by_whom_and_why(repo: Path, tmp_path: Path) -> None:
    told = account_of(repo, published(repo, "承诺缩短"))
    said = change(
        fields=("承诺时限",),
        reason="减少等待",
        approved_by="枣阳市人民政府",
        document="枣政发〔2026〕2号",
    )
    pages = pages_of(tmp_path, issue(told, "", said))
    body = pages[f"changes/{SECOND}/index.html"]
    assert "▽ 利民" in body and "▲ 加重</span></td>" not in body
    assert '<del><span class="pl-mark">【删】</span>10个工作日</del>' in body
    assert '<ins><span class="pl-mark">【增】</span>5个工作日</ins>' in body
    for words in ("减少等待", "枣阳市人民政府，枣政发〔2026〕2号", f"p/{CODE}/index.html"):
        assert words in body
    assert f'href="{SECOND}/index.html"' in pages["changes/index.html"]


def test_without_a_comparison_the_record_speaks_and_says_why(tmp_path: Path) -> None:
    said = change(fields=("承诺时限",), reason="减少等待")
    body = pages_of(tmp_path, issue(None, NO_HISTORY, said))[f"changes/{SECOND}/index.html"]
    assert NO_HISTORY in body
    assert "变更：承诺时限（1 项）" in body and "减少等待" in body
    assert "逐项比较</h2>" not in body and "利民" not in body


def test_what_a_list_says_is_escaped(repo: Path, tmp_path: Path) -> None:
    told = account_of(repo, published(repo, hostile=True))
    said = change(name=HOSTILE, reason=HOSTILE, kind="取消")
    for body in pages_of(tmp_path, issue(told, HOSTILE, said)).values():
        assert "<script>" not in body


def test_a_code_without_a_page_has_no_link(tmp_path: Path) -> None:
    gone = change(kind="取消", code="420683021A00900", name="旧许可")
    body = pages_of(tmp_path, issue(Account(()), "", gone))[f"changes/{SECOND}/index.html"]
    assert "旧许可" in body and "420683021A00900/" not in body


INSIDE = {"岗位": "秘密岗位", "风险": {"等级": "高", "表现": "秘密表现", "防控": "秘密措施"}}


def with_risk(root: Path, at: int | None) -> tuple[Edition, Edition]:
    """Two editions; the second gives a step a post and a risk, or adds a step that has both."""
    trees = valid_trees()
    write_trees(root, trees)
    first = recorded(root, FIRST, commit(root, "一"))
    steps = trees[TEMPLATE]["步骤"]
    if at is None:
        seal = {"编号": "seal", "名称": "盖章", "类别": "办理", "执行": "受理窗口"}
        steps.insert(3, seal | INSIDE)
    else:
        steps[at] |= INSIDE
    write_trees(root, trees)
    return first, recorded(root, SECOND, commit(root, "二"))


def test_posts_and_risks_stay_inside(repo: Path, tmp_path: Path) -> None:
    told = account_of(repo, with_risk(repo, 1))
    assert told == Account(())
    assert "秘密" not in "".join(pages_of(tmp_path, issue(told)).values())


def test_a_new_step_is_told_without_its_post_and_risk(repo: Path, tmp_path: Path) -> None:
    body = "".join(pages_of(tmp_path, issue(account_of(repo, with_risk(repo, None)))).values())
    assert "盖章" in body
    assert "秘密" not in body


def test_one_ground_stands_once_whoever_asked(tmp_path: Path) -> None:
    same = {"reason": "法律修订", "approved_by": "市编办"}
    many = [change(requested_by=f"{name}局", **same) for name in "甲乙丙丁丁"]
    body = pages_of(tmp_path, issue(Account(()), "", *many))[f"changes/{SECOND}/index.html"]
    assert body.count('<td data-label="原因">法律修订') == 1
    assert "4 个单位" in body and "丁局 2 项、甲局 1 项" in body
