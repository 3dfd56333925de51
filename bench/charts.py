"""Measure drawing: all charts in a batch, an unchanged list, and one process for each chart.

CPU seconds of this process and its children. Absolute figures depend on the machine; quote the
ratios, which come from one run. Usage: `python bench/charts.py`.
"""

import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.load import Corpus, read_folder
from generator.model.power import Power
from generator.model.vocab import Disclosure
from generator.render import render
from generator.site.drawing import ChartWriter, Drawn, draw_all
from generator.site.layouts import Layouts

ROOT = Path(__file__).resolve().parent.parent
_STARTS = 20


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that some work takes here and in the processes it starts."""

    def spent() -> float:
        who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
        uses = [resource.getrusage(each) for each in who]
        return sum(use.ru_utime + use.ru_stime for use in uses)

    before = spent()
    work()
    return spent() - before


def main() -> None:
    """Measure and print."""
    corpus = read_folder(ROOT).corpus
    if corpus is None:
        raise SystemExit("登记册读不懂，先运行 powerlist check")
    public = [p for p in corpus.powers if p.disclosure is Disclosure.PUBLIC]
    with tempfile.TemporaryDirectory(prefix="powerlist-charts-") as name:
        measure(public, corpus, Path(name))


def measure(public: list[Power], corpus: Corpus, folder: Path) -> None:
    """Draw the same charts in three ways."""
    drawn: list[Drawn] = []
    first = Layouts(folder)
    cold = cpu(lambda: drawn.extend(draw_all(public, corpus, first)))
    second = Layouts(folder)
    warm = cpu(lambda: draw_all(public, corpus, second))
    writer = ChartWriter()
    writing = cpu(lambda: [writer.svg(item) for item in drawn])
    graphs = {f"{at}": dot for at, dot in enumerate({item.chart.dot for item in drawn})}
    start = cpu(lambda: [render({"空": "digraph {}"}) for _ in range(_STARTS)]) / _STARTS
    batch = cpu(lambda: render(graphs))
    alone = cpu(lambda: [render({name: dot}) for name, dot in graphs.items()])
    count = len({id(item.chart) for item in drawn})
    print(f"{len(public)} 项职权，{count} 种图，{len(graphs)} 种排版")
    print(f"从零画：{cold:.2f} CPU 秒，请 Graphviz 排 {first.drawn} 次")
    print(f"没有变化再画：{warm:.2f} CPU 秒，请 Graphviz 排 {second.drawn} 次")
    print(f"写成 SVG（{len(public)} 次）：{writing:.2f} CPU 秒")
    each = (batch - start) / len(graphs) * 1000
    print(f"一个进程排完：每张 {each:.2f} CPU 毫秒（不算启动 {start * 1000:.1f} 毫秒）")
    print(f"每张一个进程 : 一个进程 = {alone / batch:.1f} 倍 CPU")


if __name__ == "__main__":
    main()
