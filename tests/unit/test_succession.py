"""Merged and split powers name each other everywhere, and never one that is not public."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.cli import main
from generator.diff.comparison import compare_readings
from generator.diff.telling import account
from generator.export.feeds import feeds
from generator.load import Corpus, Reading, read_power
from generator.model.edition import EditionChanges
from generator.model.power import Power
from generator.model.succession import Tie, ties
from generator.model.vocab import PowerType as K
from generator.pages.power import PowerPages
from generator.procedure import expand
from generator.release.changes import edition_changes
from generator.release.notice import rows
from generator.report.changes.json import render_json
from generator.report.changes.text import render_text
from tests.factory import (
    Tree,
    Trees,
    code_of,
    file_of,
    reading_of,
    record,
    valid_trees,
    write_trees,
)
from tests.repository import commit, new_repository

OLD, NEW = code_of(K.LICENSING), code_of(K.LICENSING, 2)
OLD_FILE, NEW_FILE = file_of(K.LICENSING), file_of(K.LICENSING, 2)
HEIR = "食品经营许可（新）"
HIDDEN = {"公开范围": "不公开", "不公开理由": "涉密"}


def entry(day: str, action: str, *codes: str, **more: str) -> Tree:
    said = {"日期": day, "动作": action, "说明": f"依法{action}", **more}
    return said | ({"相关编码": list(codes)} if codes else {})


BASE = entry("2025-12-01", "基线入库", 文号="枣审改〔2025〕1号")
DAY = "2026-01-20"


def before() -> Trees:
    trees = valid_trees()
    trees[NEW_FILE] = record(K.LICENSING, 2) | {"名称": HEIR, "沿革": [BASE]}
    trees[OLD_FILE]["沿革"] = [BASE]
    return trees


def merged() -> Trees:
    trees = before()
    trees[OLD_FILE] |= {"状态": "合并", "沿革": [BASE, entry(DAY, "合并", NEW)]}
    trees[NEW_FILE]["沿革"] = [BASE, entry(DAY, "合并", OLD)]
    return trees


def split() -> tuple[Trees, Trees]:
    old = before()
    del old[NEW_FILE]
    trees = before()
    trees[OLD_FILE]["沿革"] = [BASE, entry(DAY, "拆分", NEW)]
    trees[NEW_FILE]["沿革"] = [entry(DAY, "拆分", OLD)]
    return old, trees


def power_with(status: str, *history: Tree) -> Power:
    from generator.emit import emit

    tree = record(K.LICENSING) | {"状态": status, "沿革": list(history)}
    power, faults = read_power("甲.yml", emit(tree).encode())
    assert power is not None, faults
    return power


@pytest.mark.parametrize(
    ("status", "history", "expected"),
    [
        ("合并", [BASE, entry(DAY, "合并", NEW)], [Tie.INTO]),
        ("在用", [BASE, entry(DAY, "合并", NEW)], [Tie.TOOK_IN]),
        # It took others in before it went itself.
        (
            "合并",
            [entry("2020-01-01", "合并", NEW), entry(DAY, "合并", NEW)],
            [Tie.TOOK_IN, Tie.INTO],
        ),
        ("在用", [entry(DAY, "拆分", NEW)], [Tie.OUT_OF]),
        ("在用", [BASE, entry(DAY, "拆分", NEW)], [Tie.SPLIT_OFF]),
        ("在用", [entry(DAY, "拆分", NEW), BASE], [Tie.SPLIT_OFF]),
        ("合并", [BASE, entry(DAY, "合并")], []),
        ("取消", [BASE, entry(DAY, "取消", NEW)], []),
    ],
)
def test_which_way_a_tie_goes(status: str, history: list[Tree], expected: list[Tie]) -> None:
    assert [tie for _, tie in ties(power_with(status, *history))] == expected


def test_a_tie_is_said_in_words() -> None:
    said = [tie.words(["甲", "乙"]) for tie in Tie]
    assert said == ["并入甲、乙", "甲、乙并入这一项", "由甲、乙拆出", "拆出甲、乙"]
    assert all(tie.opposite.opposite is tie and tie.opposite is not tie for tie in Tie)


def readings(folder: Path, old: Trees, new: Trees) -> tuple[Reading, Reading]:
    return reading_of(folder / "前", old), reading_of(folder / "后", new)


def text_of(folder: Path, old: Trees, new: Trees) -> str:
    comparison = compare_readings(*readings(folder, old, new), ("前", "后"))
    assert comparison is not None
    return render_text(comparison)


def test_the_diff_names_the_others_of_a_merging(tmp_path: Path) -> None:
    lines = text_of(tmp_path, before(), merged()).splitlines()
    status = next(n for n, line in enumerate(lines) if "合并 状态：在用 → 合并" in line)
    assert lines[status + 2].strip() == f"并入“{HEIR}”（{NEW}）"
    heir = next(n for n, line in enumerate(lines) if line.strip() == f"{NEW} {HEIR}")
    assert lines[heir + 1].strip() == f"“食品经营许可”（{OLD}）并入这一项"


def test_the_diff_names_the_others_of_a_split(tmp_path: Path) -> None:
    told = text_of(tmp_path, *split())
    assert f"拆分：{HEIR}\n" in told
    assert f"由“食品经营许可”（{OLD}）拆出" in told
    assert f"拆出“{HEIR}”（{NEW}）" in told


def test_without_codes_a_merging_is_told_as_before(tmp_path: Path) -> None:
    after = merged()
    for file in (OLD_FILE, NEW_FILE):
        del after[file]["沿革"][1]["相关编码"]
    told = text_of(tmp_path, before(), after)
    assert "合并 状态：在用 → 合并" in told
    assert "并入“" not in told and "并入这一项" not in told


def test_programs_are_told_by_code(tmp_path: Path) -> None:
    comparison = compare_readings(*readings(tmp_path, before(), merged()), ("前", "后"))
    assert comparison is not None
    rows_ = json.loads(render_json(comparison))["changes"]
    tied = {row["powers"][0]: row["tied"] for row in rows_ if row["tied"]}
    assert tied[OLD] == {"words": f"并入“{HEIR}”（{NEW}）", "codes": [NEW]}
    assert tied[NEW]["codes"] == [OLD]


def corpora(folder: Path, old: Trees, new: Trees) -> tuple[Corpus, Corpus]:
    one, other = (reading.corpus for reading in readings(folder, old, new))
    assert one and other
    return one, other


def changes_of(folder: Path, old: Trees, new: Trees) -> EditionChanges:
    numbers = {"release": "2026.02", "previous": "2026.01", "day": "2026-02-01"}
    return edition_changes(*corpora(folder, old, new), **numbers)


def test_an_edition_tells_both_sides(tmp_path: Path) -> None:
    told = changes_of(tmp_path, before(), merged())
    said = {change.code: (change.kind, change.succession) for change in told.changes}
    assert said == {
        OLD: ("取消", f"并入“{HEIR}”（{NEW}）"),
        NEW: ("变更", f"“食品经营许可”（{OLD}）并入这一项"),
    }
    names = [row[1] for row in rows(told.changes)]
    assert f"食品经营许可（并入“{HEIR}”（{NEW}））" in names
    _, other = corpora(tmp_path / "订阅", before(), merged())
    assert f"并入“{HEIR}”（{NEW}）" in feeds([told], other.registry)["feeds/changes.atom"].decode()


def test_what_came_out_of_a_split_is_added_and_says_of_what(tmp_path: Path) -> None:
    told = changes_of(tmp_path, *split())
    said = {change.code: (change.kind, change.succession) for change in told.changes}
    assert said == {
        NEW: ("新增", f"由“食品经营许可”（{OLD}）拆出"),
        OLD: ("变更", f"拆出“{HEIR}”（{NEW}）"),
    }


def test_codes_filled_in_for_an_earlier_edition_are_no_change_of_this_one(tmp_path: Path) -> None:
    old = merged()
    for file in (OLD_FILE, NEW_FILE):
        del old[file]["沿革"][1]["相关编码"]
    new = merged()
    for trees in (old, new):
        trees["powers/_registry/版本.yml"] = {"版本": [edition_on("2026-01-25")]}
    assert changes_of(tmp_path / "补记", old, new).changes == ()
    for trees in (old, new):
        trees["powers/_registry/版本.yml"] = {"版本": [edition_on("2026-01-15")]}
    assert [c.code for c in changes_of(tmp_path / "本版", old, new).changes] == [NEW]


def edition_on(day: str) -> Tree:
    counts = {
        "单位数": "1",
        "项数": "1",
        "分类型": [{"类型": "行政许可", "项数": "1"}],
        "市委职权": "0",
    }
    hashes = {"变更": "0" * 64, "清册": "0" * 64, "工具": "powerlist 1"}
    content = {"职权": "0" * 40, "流程": "0" * 40, "摘要": "0" * 64}
    head = {"版本号": "2026.01", "日期": day, "文号": "一号", "数目": counts, "内容": content}
    return head | hashes


def test_what_is_not_public_is_named_nowhere(tmp_path: Path) -> None:
    """The check refuses such a list (H007); should one slip through, the site keeps silent."""
    old, new = before(), merged()
    for trees in (old, new):
        trees[NEW_FILE] |= HIDDEN
    told = changes_of(tmp_path / "一", old, new)
    assert [(change.code, change.succession) for change in told.changes] == [(OLD, None)]
    one, other = corpora(tmp_path / "二", old, new)
    comparison = compare_readings(*readings(tmp_path / "三", old, new), ("前", "后"))
    assert comparison is not None
    # What is not told of keeps its codes for the pages of versions, which leave those powers out.
    shown = repr(replace(account(comparison, one, other), untold=(), unseen=()))
    assert OLD in shown
    assert NEW not in shown and HEIR not in shown
    page = page_of(other, OLD, {OLD: "食品经营许可"})
    assert NEW not in page and HEIR not in page


def page_of(corpus: Corpus, code: str, names: dict[str, str] | None = None) -> str:
    power = next(power for power in corpus.powers if power.code == code)
    public = {one.code: one.name for one in corpus.powers}
    pages = PowerPages(corpus.registry, names=public if names is None else names)
    return pages.page(power, expand(power.procedure, corpus.templates), Markup()).body


def test_the_pages_lead_to_each_other(tmp_path: Path) -> None:
    corpus = reading_of(tmp_path, merged()).corpus
    assert corpus is not None
    gone, heir = page_of(corpus, OLD), page_of(corpus, NEW)
    link = f'<a href="../../p/{NEW}/index.html">{HEIR}</a>'
    head = gone[: gone.index("pl-facts")]
    assert f"已经并入{link}，请看那一项。" in head
    assert f"（并入{link}）</li>" in gone
    assert f'（<a href="../../p/{OLD}/index.html">食品经营许可</a>并入这一项）</li>' in heir
    assert "请看那" not in heir


def test_a_page_says_how_its_power_ended_and_not_what_was_filed_last(tmp_path: Path) -> None:
    trees = before()
    history = [entry("2025-11-01", "暂停") | {"说明": "试点期间停征"}, BASE]
    trees[OLD_FILE] |= {"状态": "暂停", "沿革": history}
    corpus = reading_of(tmp_path, trees).corpus
    assert corpus is not None
    assert "内容仅供查考。试点期间停征。</p>" in page_of(corpus, OLD)


def test_the_log_names_the_others_and_takes_codes_filled_in_for_the_same_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = new_repository(tmp_path / "清单")
    trees = merged()
    for file in (OLD_FILE, NEW_FILE):
        del trees[file]["沿革"][1]["相关编码"]
    write_trees(root, trees)
    commit(root, "合并", when="2026-01-21T12:00:00+08:00")
    assert main(["--root", str(root), "log", OLD]) == 0
    assert "并入" not in capsys.readouterr().out
    write_trees(root, merged())
    commit(root, "补编码", when="2026-03-01T12:00:00+08:00")
    assert main(["--root", str(root), "log", OLD]) == 0
    told = capsys.readouterr().out
    assert f"    并入{NEW} {HEIR}\n" in told
    assert "拿掉" not in told and "倒填" not in told
    assert main(["--root", str(root), "log", NEW]) == 0
    assert f"    {OLD} 食品经营许可并入这一项\n" in capsys.readouterr().out
