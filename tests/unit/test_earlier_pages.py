"""Pages of superseded versions: what was really published, or no page and no link to one."""

import shutil
from pathlib import Path

import pytest

import generator.site.versions as module
from generator.files import CHANGES_FOLDER, EDITIONS_FILE
from generator.load import Corpus, read_folder
from generator.model.edition import Edition
from generator.model.power import Power
from generator.model.vocab import PowerType
from generator.pages.issue import Issue
from generator.pages.life import mentions
from generator.pages.page import Page
from generator.site.accounts import issues
from generator.site.versions import Earlier, earlier
from tests.edits import LICENCE, edited
from tests.factory import Trees, code_of, file_of, put, valid_trees, write_trees
from tests.past import record
from tests.repository import git, new_repository

CODE, PENALTY = code_of(PowerType.LICENSING), code_of(PowerType.PENALTY)
DAYS = {"2026.01": "2026-01-05", "2026.02": "2026-02-05", "2026.03": "2026-03-05"}
WAS, LIMIT, LESS = f"p/{CODE}/v/2026-01-05/index.html", "10个工作日", "5个工作日"


def history(root: Path, *lists: Trees) -> tuple[Issue, ...]:
    """One edition for every list."""
    before: tuple[Edition, Corpus] | None = None
    for trees, (edition, day) in zip(lists, DAYS.items(), strict=False):
        write_trees(root, trees)
        if before is not None:
            git(root, "checkout", "-q", "HEAD", "--", EDITIONS_FILE, CHANGES_FOLDER)
        before = record(root, edition, day, before)
    return found(root)


def found(root: Path) -> tuple[Issue, ...]:
    corpus = read_folder(root).corpus
    assert corpus is not None
    return issues(root, corpus.registry.editions)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "清单")


@pytest.fixture
def shorter(repo: Path) -> tuple[Issue, ...]:
    """Two editions; the second with a shorter limit of the licence."""
    return history(repo, valid_trees(), edited(valid_trees(), "承诺缩短"))


def powers(root: Path) -> dict[str, Power]:
    corpus = read_folder(root).corpus
    assert corpus is not None
    return {power.code: power for power in corpus.powers}


def made(
    root: Path, told: tuple[Issue, ...], kept: Path | None = None, *, hidden: str = ""
) -> Earlier:
    codes = frozenset(powers(root).keys() - {hidden})
    return earlier(root, told, mentions(told), codes, {}, kept)


def pages(root: Path, past: Earlier) -> dict[str, tuple[Page, str]]:
    return {page.path: (page, data) for page, data in past.pages(powers(root))}


def test_the_page_shows_what_was_published(repo: Path, shorter: tuple[Issue, ...]) -> None:
    past = made(repo, shorter)
    shown = pages(repo, past)
    assert list(shown) == past.paths == [WAS]
    page, data = shown[WAS]
    assert f"受理之日起 {LIMIT}内" in page.body
    assert f"受理之日起 {LESS}内" not in page.body
    assert "2026-01-05 公布的历史版本" in page.title
    assert data.startswith(
        '{"version":{"published":"2026-01-05","edition":"2026.01",'
        '"superseded":"2026-02-05","superseded_by":"2026.02"},'
    )
    assert LIMIT in data


def test_what_an_edition_changed_back_is_a_version_of_its_own(repo: Path) -> None:
    told = history(repo, valid_trees(), edited(valid_trees(), "承诺缩短"), valid_trees())
    shown = pages(repo, made(repo, told))
    later = f"p/{CODE}/v/2026-02-05/index.html"
    assert list(shown) == [WAS, later]
    assert f"{LESS}内" in shown[later][0].body
    assert "../2026-01-05/index.html" in shown[later][0].body
    assert "../2026-02-05/index.html" in shown[WAS][0].body


def test_links_lead_only_where_something_stands_today(
    repo: Path, shorter: tuple[Issue, ...]
) -> None:
    law = "中华人民共和国食品安全法"
    codes = frozenset(powers(repo))
    corpus = read_folder(repo).corpus
    assert corpus is not None
    address = f"law/{corpus.registry.laws[law].id}"
    for places, linked in (
        ({address: law}, True),
        ({}, False),
        ({address: "别的法"}, False),
        ({"law/other": law}, False),
    ):
        past = earlier(repo, shorter, mentions(shorter), codes, places, None)
        body = pages(repo, past)[WAS][0].body
        assert (f"../../../../{address}/index.html" in body) is linked
        assert f"《{law}》" in body
        assert "/d/" not in body


def test_what_is_not_public_today_has_no_versions(repo: Path, shorter: tuple[Issue, ...]) -> None:
    assert made(repo, shorter).paths == [WAS]
    past = made(repo, shorter, hidden=CODE)
    assert past.paths == []
    assert pages(repo, past) == {}


def test_what_was_not_public_then_has_no_page(repo: Path) -> None:
    file, code = file_of(PowerType.PARTY), code_of(PowerType.PARTY)
    inside, outside, changed = valid_trees(), valid_trees(), valid_trees()
    put(inside[file], ("公开范围",), "党内公开")
    put(changed[file], ("备注",), "改过")
    past = made(repo, history(repo, inside, outside, changed))
    assert past.paths == [f"p/{code}/v/2026-02-05/index.html"]


def test_without_git_there_are_no_pages(
    repo: Path, shorter: tuple[Issue, ...], tmp_path: Path
) -> None:
    copy = shutil.copytree(repo, tmp_path / "zip", ignore=shutil.ignore_patterns(".git", ".cache"))
    past = made(copy, shorter)
    assert past.paths == []
    assert not past.versions[CODE][0].page
    assert made(copy, found(copy)) == Earlier({})


def test_a_shallow_copy_has_no_pages(
    repo: Path, shorter: tuple[Issue, ...], tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", "浅")
    assert made(tmp_path / "浅", shorter).paths == []


def test_a_list_that_is_not_what_was_published_gives_no_page(
    repo: Path, shorter: tuple[Issue, ...]
) -> None:
    first, second = shorter
    tree = first.record.tree.model_copy(update={"digest": "f" * 64})
    forged = Issue(first.changes, first.record.model_copy(update={"tree": tree}))  # type: ignore[union-attr]
    assert made(repo, (forged, second)).paths == []


def test_what_was_rendered_is_not_rendered_again(
    repo: Path, shorter: tuple[Issue, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    first = pages(repo, made(repo, shorter, kept))
    (file,) = kept.iterdir()

    def never(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(module, "Repository", never)
        assert pages(repo, made(repo, shorter, kept)) == first
        for spoilt in (b"", file.read_bytes()[:-1], file.read_bytes() + b"x"):
            file.write_bytes(spoilt)
            with pytest.raises(AssertionError):
                made(repo, shorter, kept)
    assert pages(repo, made(repo, shorter, kept)) == first
    assert [path.name for path in kept.iterdir()] == [file.name]


def test_other_links_are_rendered_anew_and_the_old_are_forgotten(
    repo: Path, shorter: tuple[Issue, ...], tmp_path: Path
) -> None:
    kept, codes = tmp_path / "kept", frozenset(powers(repo))
    told = mentions(shorter)
    earlier(repo, shorter, told, codes, {}, kept)
    (first,) = kept.iterdir()
    earlier(repo, shorter, told, codes, {"t/xuke": "行政许可"}, kept)
    (second,) = kept.iterdir()
    assert first != second


def test_a_procedure_this_program_cannot_draw_gives_no_page(repo: Path) -> None:
    broken = valid_trees()
    put(broken[LICENCE], ("流程",), {"模板": "没有这个模板"})
    told = history(repo, broken, edited(valid_trees(), "罚款"))
    assert made(repo, told).paths == [f"p/{PENALTY}/v/2026-01-05/index.html"]


def test_a_power_that_is_gone_from_the_list_has_no_versions(repo: Path) -> None:
    told = history(repo, valid_trees(), edited(valid_trees(), "删文件", "罚款"))
    assert made(repo, told).paths == [f"p/{PENALTY}/v/2026-01-05/index.html"]
