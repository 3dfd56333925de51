"""A build replaces the site or leaves it alone, writes what changed, and gives the same bytes."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import small
from tests.site.conftest import KEPT, Small, files, publish

FINDINGS, UNFINISHED = 1, 3  # What the help of the command promises.

REPOSITORY = Path(__file__).parents[2]
ENVIRON = os.environ | {
    "PYTHONPATH": str(REPOSITORY),
    "SOURCE_DATE_EPOCH": "0",
    "NO_MKDOCS_2_WARNING": "1",
}
Record = Callable[[str], Path]


def command(root: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        env=ENVIRON | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def build(root: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """`powerlist build`, whatever an earlier build remembers."""
    return command(
        root, "generator", "build", "--fresh", "--date", str(small.today(root)), **environ
    )


# --- the same bytes ---------------------------------------------------------------------------


def test_mkdocs_alone_gives_the_same_site(small_site: Small, tmp_path: Path) -> None:
    out = tmp_path / "site"
    done = command(small_site.root, "mkdocs", "build", "--strict", "--quiet", "-d", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    # Source maps of the theme are for those who debug it; `powerlist build` leaves them out.
    alone = {path: text for path, text in files(out).items() if not path.endswith(".map")}
    expected = small_site.files
    assert alone.keys() == expected.keys()
    assert [path for path in expected if alone[path] != expected[path]] == []


def test_mkdocs_alone_publishes_no_powers_while_an_error_stands(
    copy: Path, record: Record, tmp_path: Path
) -> None:
    small.change(record(small.LICENCE), (r"^编码: .*$", '编码: "1"'))
    out = tmp_path / "alone"
    done = command(copy, "mkdocs", "build", "--strict", "--quiet", "-d", str(out))
    assert done.returncode != 0
    assert "错误" in done.stdout + done.stderr
    assert list(out.glob("p/[0-9]*")) == []


def test_two_clean_builds_are_the_same(small_site: Small, tmp_path: Path) -> None:
    for name in ("one", "other"):
        shutil.copytree(small_site.root, tmp_path / name / "list", ignore=KEPT)
        shutil.rmtree(tmp_path / name / "list" / "site")
        assert build(tmp_path / name / "list").returncode == 0
    one, other = (files(tmp_path / name / "list" / "site") for name in ("one", "other"))
    assert one == other == small_site.files


# --- only what changed ------------------------------------------------------------------------


def test_a_third_build_writes_nothing(copy: Path) -> None:
    # Two folders take turns: each build brings the one that was live before the last swap up to
    # date. The first build fills one, the second the other; the third is the first to find all
    # its files where it puts them.
    filled = publish(copy).filled
    assert (filled.written, filled.removed) == (0, 0)


def changed(root: Path, change: Callable[[], object]) -> tuple[set[str], set[str], set[str]]:
    """Build after a change: files whose content is new, files that came, files that went."""
    before = files(root / "site")
    change()
    small.count(root)
    assert small.errors(root) == []
    assert publish(root).published
    after = files(root / "site")
    common = before.keys() & after.keys()
    return (
        {path for path in common if before[path] != after[path]},
        after.keys() - before.keys(),
        before.keys() - after.keys(),
    )


def test_a_changed_remark_touches_the_page_and_the_data(copy: Path, record: Record) -> None:
    path = record(small.LICENCE)
    text = path.read_text(encoding="utf-8")
    assert "\n备注:" not in text
    new, came, went = changed(copy, lambda: path.write_text(f"{text}备注: 周末也办。\n", "utf-8"))
    own = {f"p/{path.stem}/index.html", f"p/{path.stem}/data.json"}
    assert own <= new
    assert new <= own | {"data/powers.json", "data/powers.csv"}
    assert (came, went) == (set(), set())


def test_a_changed_name_touches_the_lists_the_power_is_in(
    copy: Path, record: Record, small_site: Small
) -> None:
    name = "药品经营许可（零售）"
    path = record(name)
    # What an edition told keeps the name of its day.
    lists = {
        page
        for page, text in small_site.html.items()
        if path.stem in text and not page.startswith("changes/") and "/v/" not in page
    }
    new, came, went = changed(
        copy, lambda: small.change(path, (r"^名称: .*$", "名称: 药品经营许可（零售店）"))
    )
    assert {page for page in new if page.endswith(".html")} == lists
    assert {page.split("/")[0] for page in lists} >= {"p", "d", "t", "law"}
    others = {f"p/{path.stem}/data.json"} | {
        f"data/{file}" for file in ("powers.json", "powers.csv", "laws.json")
    }
    tables = {"search/table.js", "search/pinyin.js"}
    assert {page for page in new if not page.endswith(".html")} <= others | tables
    assert others - {"data/laws.json"} | {"search/table.js"} <= new
    assert (came, went) == (set(), set())


def test_what_did_not_change_is_not_written(copy: Path, record: Record) -> None:
    def stamps() -> dict[str, int]:
        folder = copy / ".site-next"
        return {path: (folder / path).stat().st_mtime_ns for path in files(folder)}

    before, live = stamps(), files(copy / "site")
    small.change(record(small.LICENCE), (r"^名称: .*$", "名称: 食品经营许可证"))
    publish(copy)
    after = files(copy / "site")
    written = {p for p in before if (copy / "site" / p).stat().st_mtime_ns != before[p]}
    powers = {path for path in written if path.startswith("p/")}
    assert powers == {p for p in live if p.startswith("p/") and live[p] != after[p]}
    # Its page and its data, and the pages of the two that went into it and name it.
    assert len(powers) == 2 + 2


def test_a_removed_power_disappears(copy: Path, record: Record) -> None:
    path = record(small.MARRIAGE)
    new, came, went = changed(copy, path.unlink)
    assert {f"p/{path.stem}/index.html", f"p/{path.stem}/data.json"} <= went
    assert not (copy / "site" / "p" / path.stem).exists()
    left = {page for page, text in files(copy / "site").items() if path.stem.encode() in text}
    # What was published of it stays published, and leads nowhere.
    assert {page.partition("/")[0] for page in left} == {"changes", "feeds"}
    changes = (copy / "site" / "changes").rglob("*.html")
    assert all(f"p/{path.stem}/" not in page.read_text(encoding="utf-8") for page in changes)
    assert (came, {"index.html", "data/powers.json", "search/table.js"} - new) == (set(), set())
    # The folder that will be live next holds the page still; the next build takes it away.
    assert publish(copy).filled.removed >= 2
    assert not (copy / "site" / "p" / path.stem).exists()


# --- the site or nothing ----------------------------------------------------------------------


def test_an_error_leaves_the_previous_site_alone(copy: Path, record: Record) -> None:
    before = files(copy / "site")
    small.change(record(small.LICENCE), (r"^行使主体: .*$", "行使主体: 市不存在局"))
    done = build(copy)
    assert done.returncode == FINDINGS
    assert "没有发布" in done.stdout
    assert files(copy / "site") == before


def test_a_broken_registry_leaves_the_previous_site_alone(copy: Path) -> None:
    before = files(copy / "site")
    (copy / "powers" / "_registry" / "单位.yml").write_text("单位: [", encoding="utf-8")
    assert build(copy).returncode in {FINDINGS, UNFINISHED}
    assert files(copy / "site") == before


def test_an_error_publishes_no_first_site_either(copy: Path, record: Record) -> None:
    shutil.rmtree(copy / "site")
    small.change(record(small.LICENCE), (r"^行使主体: .*$", "行使主体: 市不存在局"))
    assert build(copy).returncode == FINDINGS
    assert not (copy / "site").exists()


def test_without_dot_the_build_does_not_finish(copy: Path, tmp_path: Path) -> None:
    before = files(copy / "site")
    (tmp_path / "bin").mkdir()
    done = build(copy, PATH=str(tmp_path / "bin"))
    assert done.returncode == UNFINISHED, done.stdout + done.stderr
    assert "graphviz" in done.stderr
    assert files(copy / "site") == before


def test_a_chart_that_cannot_be_drawn_publishes_nothing(copy: Path, tmp_path: Path) -> None:
    before = files(copy / "site")
    shutil.rmtree(copy / ".cache", ignore_errors=True)
    (tmp_path / "bin").mkdir()
    broken = tmp_path / "bin" / "dot"
    broken.write_text("#!/bin/sh\necho 'dot - graphviz version 2.43.0 (0)' >&2\necho graph 1 0 0\n")
    broken.chmod(0o755)
    done = build(copy, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert done.returncode == UNFINISHED, done.stdout + done.stderr
    assert "Z001" in done.stderr
    assert "画不出来" in done.stderr
    assert files(copy / "site") == before


@pytest.mark.parametrize(
    "config",
    [
        "site_name: [",
        "site_name: x\ntheme: {name: 没有这个主题}\n",
        "site_name: x\ntheme: {name: material}\nplugins: []\n",
    ],
    ids=["unreadable", "no theme", "no frames"],
)
def test_without_frames_the_build_does_not_finish(copy: Path, config: str) -> None:
    before = files(copy / "site")
    (copy / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = build(copy)
    assert done.returncode == UNFINISHED, done.stdout + done.stderr
    assert "原来的网站没有动" in done.stderr
    assert files(copy / "site") == before


def test_bad_frames_are_not_kept(copy: Path) -> None:
    config = copy / "mkdocs.yml"
    sound = config.read_text(encoding="utf-8")
    config.write_text("site_name: [", encoding="utf-8")
    assert build(copy).returncode == UNFINISHED
    config.write_text(sound, encoding="utf-8")
    before = files(copy / "site")
    assert build(copy).returncode == 0
    assert files(copy / "site") == before


KILL_WRITING = """
import os, signal, sys
from generator.site import publish, staging
publish.FEW = {few}
put, left = staging.Staging.put, [{after}]
def dying(self, path, content):
    if not left[0]:
        with open(f"{{self.folder}}/{{path}}", "wb") as file:
            file.write(content[: len(content) // 2])
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    put(self, path, content)
staging.Staging.put = dying
from generator.cli import main
sys.exit(main(["build", "--fresh", "--date", "{today}"]))
"""
KILL_SWAPPING = """
import os, signal, sys
from generator.site import build
build.swap = lambda new, live: os.kill(os.getpid(), signal.SIGKILL)
from generator.cli import main
sys.exit(main(["build", "--fresh", "--date", "{today}"]))
"""


def run(root: Path, program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env=ENVIRON,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("after", [0, 40, 80, 120, "swap"])
def test_a_killed_build_leaves_the_previous_site_whole(
    copy: Path, record: Record, after: int | str
) -> None:
    before = files(copy / "site")
    small.change(record(small.LICENCE), (r"^名称: .*$", "名称: 食品经营许可证"))
    program = KILL_SWAPPING if after == "swap" else KILL_WRITING
    done = run(copy, program.format(few=200, after=after, today=small.today(copy)))
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
    assert files(copy / "site") == before
    # What the killed build left half written is put right by the next one.
    assert build(copy).returncode == 0
    finished = files(copy / "site")
    assert finished != before
    shutil.rmtree(copy / "site")
    shutil.rmtree(copy / ".site-next")
    publish(copy)
    assert files(copy / "site") == finished


def test_a_killed_worker_is_an_unfinished_build(copy: Path) -> None:
    before = files(copy / "site")
    # Lists are written by the main process, so few files are enough to kill a worker alone.
    program = KILL_WRITING.replace("if not left[0]:", "if path.startswith('p/'):")
    done = run(copy, program.format(few=0, after=1, today=small.today(copy)))
    assert files(copy / "site") == before
    assert done.returncode == UNFINISHED, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_two_workers_write_what_one_writes(small_site: Small, copy: Path) -> None:
    shutil.rmtree(copy / "site")
    shutil.rmtree(copy / ".site-next")
    program = KILL_WRITING.format(few=0, after=-1, today=small.today(copy))
    done = run(copy, program.replace("if not left[0]:", "if False:"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(copy / "site") == small_site.files
