"""Measure what auditors wait for, on a synthetic history of the committed list.

`git fast-import` writes 200 editions of all files; each edition edits forty powers, and every
twentieth a template or a shared text as well. Measured from outside as whole processes, in one
run with reading the list once, and with what a program that starts one git for each file would
take (of which a part is timed and multiplied); beside them what the first build of this very
repository takes to compare its recorded editions. Quote the ratios.
Usage: `python bench/history.py [--editions 200] [--runs 3]`.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import Cost, cost

from generator.files import Folder
from generator.load import read_files

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("powers", "flowcharts")
EDITED, SAMPLE = 40, 100
READ, EXTREME = "读一遍清单（stats）", "diff，头尾两版"
_WHO = "申请：市司法局\n批准：市委编办\n".encode()


def content() -> dict[str, bytes]:
    """Every file of the committed list; not what was published of it, which stands elsewhere."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.yml"))
        if path.name != "版本.yml"
    }


def stream(files: dict[str, bytes], editions: int, watched: str) -> Iterator[bytes]:
    """The history as `git fast-import` reads it."""
    powers = [file for file in files if "/_" not in file and file.startswith("powers/")]
    template = next(file for file in files if "处罚-普通程序" in file)
    for mark, edition in enumerate(range(editions), 1):
        changed = dict(files) if not edition else {}
        if edition:
            start = edition * EDITED % len(powers)
            for file in {*powers[start : start + EDITED], watched}:
                changed[file] = edit(files[file], edition)
            if edition % 20 == 0:
                limit = f'时限: "{edition // 20 + 5}个工作日"'.encode()
                changed[template] = re.sub('时限: "5个工作日"'.encode(), limit, files[template])
        when = 1_700_000_000 + edition * 86_400
        message = f"第 {edition} 版\n\n".encode() + _WHO
        yield b"commit refs/heads/main\nmark :%d\n" % mark
        yield "committer 测试 <t@example.invalid> ".encode() + b"%d +0800\n" % when
        yield b"data %d\n" % len(message) + message + b"\n"
        for file, text in changed.items():
            yield f'M 100644 inline "{quoted(file)}"\n'.encode() + b"data %d\n" % len(text)
            yield text + b"\n"
        yield f"reset refs/tags/v{edition}\nfrom :{mark}\n\n".encode()


def edit(text: bytes, edition: int) -> bytes:
    """One more entry of the history and a remark, as a real change leaves them."""
    entry = (
        f'沿革:\n  - 日期: "2026-{edition % 12 + 1:02d}-01"\n    动作: 变更\n'
        f"    说明: 第 {edition} 版的改动\n    文号: 演示〔2026〕{edition}号\n"
    )
    return text.replace("沿革:\n".encode(), entry.encode(), 1)


def quoted(file: str) -> str:
    return file.replace("\\", "\\\\").replace('"', '\\"')


ALONE = """
import sys
from generator.cli import main
from generator.diff import sides
sides.can_fork = lambda: False
sys.exit(main())
"""
ACCOUNTS = """
import gc, resource, sys, time
from pathlib import Path
from generator.files import Folder
from generator.load import read_files
from generator.site.accounts import accounts
def spent():
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)
gc.disable()
root, known = Path(sys.argv[1]), {}
editions = read_files(Folder(root), known=known).corpus.registry.editions
before, begin = spent(), time.perf_counter()
told = accounts(root, editions, None, known=known)
print(time.perf_counter() - begin, spent() - before)
sys.exit("".join({outcome.why for outcome in told.values()}) or 0)
"""


def best(command: list[str], folder: Path, runs: int) -> Cost:
    """The least of several runs, which other work on the machine disturbed least."""
    costs = [cost(command, folder, ROOT, ends=(0, 1)) for _ in range(runs)]
    wall, cpu = min(one.wall for one in costs), min(one.cpu for one in costs)
    return Cost(wall, cpu, max(one.memory for one in costs))


def first_accounts(runs: int) -> Cost:
    """What comparing the recorded editions adds to a build that has read the list."""
    costs = [cost([sys.executable, "-c", ACCOUNTS, str(ROOT)], ROOT) for _ in range(runs)]
    walls, cpus = zip(*(map(float, one.said.split()) for one in costs), strict=True)
    return Cost(min(walls), min(cpus), max(one.memory for one in costs))


def write_history(folder: Path, editions: int) -> tuple[dict[str, bytes], str]:
    """The synthetic history; returns the files and the one every edition edits."""
    files = content()
    watched = next(file for file in files if "XK00100" in file)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    feed = b"".join(stream(files, editions, watched))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=feed, check=True)
    subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=folder, check=True)
    return files, watched


def naive(folder: Path, files: dict[str, bytes], last: int) -> float:
    """Seconds for the contents of two lists with one git for each file, from a sample."""
    took = 0.0
    for file in list(files)[:SAMPLE]:
        for tag in ("v0", f"v{last}"):
            took += cost(["git", "show", f"{tag}:{file}"], folder).wall
    return took / SAMPLE * len(files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=200, help="多少版")
    parser.add_argument("--runs", type=int, default=3, help="每样量几次，取最小的")
    options = parser.parse_args()
    last = options.editions - 1
    template = last // 20 * 20
    with tempfile.TemporaryDirectory(prefix="powerlist-history-") as name:
        folder = Path(name)
        files, watched = write_history(folder, options.editions)
        powerlist, code = [sys.executable, "-m", "generator"], Path(watched).stem
        whole = ["diff", "v0", f"v{last}"]
        synthetic = {
            READ: ["stats"],
            "diff，隔一版": ["diff", f"v{last - 1}", f"v{last}"],
            "diff，隔一版，模板也改了": ["diff", f"v{template - 1}", f"v{template}"],
            EXTREME: whole,
            f"log，{options.editions} 版": ["log", code],
            f"blame，{options.editions} 版": ["blame", code],
            "check": ["check"],
            "check --since 上一版": ["check", "--since", f"v{last - 1}"],
        }
        recorded = {
            "asof，登记的各版": ["asof", "2025-06-01"],
            "log，登记的各版": ["log", code],
            "diff，登记的头尾两版": ["diff", *ends_of(ROOT)],
        }
        print(
            f"{options.editions} 版 × {len(files)} 个文件；{options.runs} 次里最小的；"
            f"倍数以“{READ}”的 CPU 秒为 1\n{'':<28}{'秒':>6} {'CPU 秒':>6} {'内存 MB':>7} {'倍':>5}"
        )
        costs = {}
        for place, cases in ((folder, synthetic), (ROOT, recorded)):
            for label, arguments in cases.items():
                costs[label] = best([*powerlist, *arguments], place, options.runs)
                _print(label, costs[label], costs[READ])
        one = best([sys.executable, "-c", ALONE, *whole], folder, options.runs)
        _print("diff，头尾两版，只用一个进程", one, costs[READ])
        _print("登记的各版第一次比较", first_accounts(options.runs), costs[READ])
        each = naive(folder, files, last)
        print(f"每个文件起一次 git，只算取内容：{each:.1f} 秒（量了 {SAMPLE} 个文件，按比例算）")
        print(f"是 diff 头尾两版的 {each / costs[EXTREME].wall:.1f} 倍")
        print(f"一个进程的用时是两个的 {one.wall / costs[EXTREME].wall:.2f} 倍")


def ends_of(root: Path) -> tuple[str, str]:
    """The first and the last edition recorded."""
    corpus = read_files(Folder(root), ()).corpus
    if corpus is None or len(corpus.registry.editions) < 2:
        sys.exit("这份清单没有登记两个版本")
    return corpus.registry.editions[0].id, corpus.registry.editions[-1].id


def _print(label: str, taken: Cost, unit: Cost) -> None:
    # A Chinese character is two columns wide.
    wide = sum(ord(char) > 0xFF for char in label)
    print(f"{label:<{34 - wide}}{taken} {taken.cpu / unit.cpu:6.1f}", flush=True)


if __name__ == "__main__":
    main()
