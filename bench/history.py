"""Measure what auditors wait for, on a synthetic history of the committed list.

`git fast-import` writes 200 editions of all files; each edition edits forty powers, and every
twentieth a template or a shared text as well. Measured from outside as whole processes, in one
run with what a program that starts one git for each file would take (of which a part is timed and
multiplied). Quote the ratios. Usage: `python bench/history.py [--editions 200] [--runs 3]`.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("powers", "flowcharts")
EDITED, SAMPLE = 40, 100
_WHO = "申请：市司法局\n批准：市委编办\n".encode()


def content() -> dict[str, bytes]:
    """Every file of the committed list."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.yml"))
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


def timed(command: list[str], folder: Path) -> float:
    begin = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command)} 没有成功：\n{done.stderr.decode()}")
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=200, help="多少版")
    parser.add_argument("--runs", type=int, default=3, help="每样量几次，取中位数")
    options = parser.parse_args()
    files = content()
    watched = next(file for file in files if "XK00100" in file)
    code, last = Path(watched).stem, options.editions - 1
    with tempfile.TemporaryDirectory(prefix="powerlist-history-") as name:
        folder = Path(name)
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
        feed = b"".join(stream(files, options.editions, watched))
        subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=feed, check=True)
        subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=folder, check=True)
        powerlist = [sys.executable, "-m", "generator"]
        cases = {
            "diff，隔一版": [*powerlist, "diff", f"v{last - 1}", f"v{last}"],
            "diff，头尾两版": [*powerlist, "diff", "v0", f"v{last}"],
            f"log，{options.editions} 版": [*powerlist, "log", code],
            f"blame，{options.editions} 版": [*powerlist, "blame", code],
            "asof": [*powerlist, "asof", "2026-12-31"],
        }
        print(
            f"{options.editions} 版 × {len(files)} 个文件；"
            f"秒，{options.runs} 次的中位数（最小～最大）"
        )
        medians = {}
        for label, command in cases.items():
            took = [timed(command, folder) for _ in range(options.runs)]
            medians[label] = statistics.median(took)
            print(f"{label:<24}{medians[label]:6.2f}（{min(took):.2f}～{max(took):.2f}）")
        begin = time.perf_counter()
        for file in list(files)[:SAMPLE]:
            for tag in ("v0", f"v{last}"):
                timed(["git", "show", f"{tag}:{file}"], folder)
        each = (time.perf_counter() - begin) / SAMPLE
        naive = each * len(files)
        print(f"每个文件起一次 git，只算取内容：{naive:.1f} 秒（量了 {SAMPLE} 个文件，按比例算）")
        print(f"是 diff 头尾两版的 {naive / medians['diff，头尾两版']:.1f} 倍")


if __name__ == "__main__":
    main()
