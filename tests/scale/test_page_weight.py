"""What the page of a power weighs on the wire, for those of the committed list that hold most."""

import gzip
import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

from generator.entry import entry_of
from generator.load import Corpus, read_folder
from generator.model.vocab import Disclosure
from generator.pages.duties import SharedText, shared_texts
from generator.pages.life import Mention
from generator.pages.lists import places, shelve
from generator.pages.power import PowerPages
from generator.pages.versions import Ending, Version
from generator.site.drawing import ChartWriter, Drawn, draw_all
from generator.site.frames import Frame, frame_path

BUDGET = 10 * 1024
WHAT = "共用内容变更：责任事项、追责情形、救济途径"
MOST = 200
"""Powers with the longest records; what the shorter ones add to their frame is far less."""


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    found = read_folder(root).corpus
    assert found is not None
    return found


@pytest.fixture(scope="module")
def frame(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Frame:
    """The frame MkDocs prints for powers."""
    out = tmp_path_factory.mktemp("frames")
    command = ["-m", "mkdocs", "build", "--quiet", "--site-dir", str(out)]
    wanted = {"POWERLIST_FRAMES": "1", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, *command], cwd=root, env=os.environ | wanted, check=True)
    return Frame((out / frame_path("p/*")).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drawn(root: Path, corpus: Corpus) -> list[Drawn]:
    """The powers with the longest records."""
    files = {path.stem: path for path in (root / "powers").glob("[!_]*/*.yml")}
    public = [power for power in corpus.powers if power.disclosure is Disclosure.PUBLIC]
    longest = sorted(public, key=lambda power: -files[power.code].stat().st_size)[:MOST]
    assert len(longest) == MOST
    return draw_all(longest, corpus)


def heavy(
    drawn: Collection[Drawn], corpus: Corpus, frame: Frame, elsewhere: Iterable[SharedText]
) -> list[tuple[str, int]]:
    """Code and weight of the pages that weigh more than they may, had each edition changed them."""
    lists = places(shelve(map(entry_of, corpus.powers)), corpus.registry)
    told = tuple(
        Mention(one.id, str(one.day), WHAT, f"changes/{one.id}/scjdglj/index.html", ("加重",))
        for one in corpus.registry.editions
    )
    known = tuple(
        Version(one.id, str(one.day), one.id, Ending(two.edition, two.day, WHAT, ""), page=True)
        for one, two in zip(corpus.registry.editions, told[1:], strict=False)
    )
    pages = PowerPages(
        corpus.registry,
        lists,
        changed={item.power.code: told for item in drawn},
        versions={item.power.code: known for item in drawn},
        elsewhere=elsewhere,
    )
    charts = ChartWriter()
    weights = []
    for item in drawn:
        page = pages.page(item.power, item.procedure, charts.svg(item))
        weights.append((item.power.code, len(gzip.compress(frame.stamp(page), 6, mtime=0))))
    return [(code, weight) for code, weight in weights if weight > BUDGET]


def test_every_power_fits_its_budget(drawn: list[Drawn], corpus: Corpus, frame: Frame) -> None:
    shared = shared_texts(corpus.powers, corpus.registry)
    assert heavy(drawn, corpus, frame, shared) == []


def test_with_the_shared_duties_spelled_out_not_all_do(
    drawn: list[Drawn], corpus: Corpus, frame: Frame
) -> None:
    assert heavy(drawn, corpus, frame, ())
