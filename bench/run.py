"""Measure the pipeline on the committed list, and plain MkDocs Material on the same pages.

Everything is timed from outside as whole processes: wall and CPU seconds of the process and its
children, peak memory of the largest one. Absolute seconds depend on the machine; quote the
ratios, which come from one run. Usage: `make bench`, or `python bench/run.py [--plain-pages N]`.
"""

import argparse
import gzip
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import Cost, cost

from generator.load import read_folder
from generator.model.vocab import Disclosure
from generator.pages.duties import shared_texts
from generator.pages.power import PowerPages
from generator.site.drawing import ChartWriter, draw_all

ROOT = Path(__file__).resolve().parent.parent
BUDGET = 10 * 1024
COPIED = ("powers", "flowcharts", "docs", "mkdocs.yml", "generator")


@contextmanager
def copy_of_repository() -> Iterator[Path]:
    """A private copy, so that measuring cold never deletes anybody's site."""
    with tempfile.TemporaryDirectory(prefix="powerlist-bench-") as name:
        folder = Path(name)
        for item in COPIED:
            source = ROOT / item
            if source.is_dir():
                shutil.copytree(source, folder / item, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, folder / item)
        yield folder


def weights(site: Path) -> list[int]:
    """What the page of every power weighs on the wire, in bytes, the lightest first."""
    pages = (site / "p").glob("*/index.html")
    return sorted(len(gzip.compress(page.read_bytes(), 6, mtime=0)) for page in pages)


def plain_mkdocs(folder: Path, limit: int) -> int:
    """Prepare the same pages as Markdown files for MkDocs alone; returns how many."""
    reading = read_folder(ROOT)
    corpus = reading.corpus
    if corpus is None:
        sys.exit("登记册读不懂，先运行 powerlist check")
    powers = [p for p in corpus.powers if p.disclosure is Disclosure.PUBLIC][:limit]
    shared = shared_texts(powers, corpus.registry)
    pages, charts = PowerPages(corpus.registry, elsewhere=shared), ChartWriter()
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets")
    (docs / "index.md").write_text("# 首页\n", encoding="utf-8")
    for item in draw_all(powers, corpus):
        page = pages.page(item.power, item.procedure, charts.svg(item))
        # One block of HTML without blank lines: Markdown passes it through untouched.
        body = "\n".join(line for line in page.body.splitlines() if line.strip())
        path = docs / page.path.replace(".html", ".md")
        path.parent.mkdir(parents=True)
        path.write_text(
            f'---\ntitle: "{page.title}"\nhide: [navigation, toc]\n---\n<div>\n{body}\n</div>\n',
            encoding="utf-8",
        )
    (folder / "mkdocs.yml").write_text(
        "site_name: 对照\nuse_directory_urls: false\nplugins: []\n"
        "theme: {name: material, language: zh, font: false}\n"
        "nav: [{首页: index.md}]\nnot_in_nav: /p/\n"
        "extra_css: [assets/css/site.css, assets/css/chart.css]\n",
        encoding="utf-8",
    )
    return len(powers)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain-pages", type=int, default=100_000, help="对照只做这么多页")
    options = parser.parse_args()
    python = sys.executable
    powerlist = [python, "-m", "generator"]
    rows: list[tuple[str, Cost]] = []
    with copy_of_repository() as folder:
        rows.append(("check，整张清单", cost([*powerlist, "check"], folder)))
        rows.append(("build，从零开始", cost([*powerlist, "build"], folder)))
        heavy = weights(folder / "site")
        rows.append(("build，什么都没改", cost([*powerlist, "build"], folder)))
        said = "通俗说明: "
        files = sorted((folder / "powers").glob("*/4206*.yml"))
        one = next(file for file in files if said in file.read_text(encoding="utf-8"))
        rows.append(("check，一个文件", cost([*powerlist, "check", str(one)], folder)))
        text = one.read_text(encoding="utf-8")
        one.write_text(text.replace(said, f"{said}试改。", 1), encoding="utf-8")
        edited = cost([*powerlist, "build"], folder)
        rows.append(("build，改了一项", edited))
    with tempfile.TemporaryDirectory(prefix="powerlist-plain-") as name:
        plain = Path(name)
        count = plain_mkdocs(plain, options.plain_pages)
        rows.append(
            (
                f"MkDocs Material 原样生成 {count} 页",
                cost([python, "-m", "mkdocs", "build", "-q"], plain),
            )
        )
    print(f"{'':<34}{'秒':>6} {'CPU 秒':>6} {'内存 MB':>7}")
    for label, taken in rows:
        print(f"{label:<30} {taken}")
    over = sum(weight > BUDGET for weight in heavy)
    print(
        f"\n职权网页 {len(heavy)} 个，gzip -6：中位 {heavy[len(heavy) // 2]} 字节，"
        f"最大 {heavy[-1]}，超过 {BUDGET} 的 {over} 个"
    )
    print("\n各阶段（改了一项的那一次）：")
    print(edited.said.splitlines()[0])
    cold, other = dict(rows)["build，从零开始"], rows[-1][1]
    print(
        "\nMkDocs 原样生成 : 本程序（含检查、画图、查找表、数据） "
        f"CPU {other.cpu / cold.cpu:.1f} 倍，用时 {other.wall / cold.wall:.1f} 倍"
    )


if __name__ == "__main__":
    main()
