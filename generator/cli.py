"""The command line: the only place that prints, reads the environment and exits.

Exit codes: 0 clean · 1 findings or differences · 2 misuse · 3 could not finish. 3 never looks
like 0 (design D12).
"""

import argparse
import functools
import http.server
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from generator.check.run import check_corpus
from generator.diagnostic import Diagnostic, Severity
from generator.load import Reading, read_folder
from generator.progress import StageClock
from generator.report.json import render_json
from generator.report.stats import stats, stats_text
from generator.report.text import render_text, summary

CLEAN, FINDINGS, MISUSE, UNFINISHED = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return CLEAN if stop.code == 0 else MISUSE
    verb: Callable[[argparse.Namespace], int] = options.run
    try:
        return verb(options)
    except BrokenPipeError:
        # The reader closed the pipe (head, less); what it did not want is not an error of ours.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        return UNFINISHED
    except KeyboardInterrupt:
        return _unfinished("已中断")
    except OSError as error:
        return _unfinished(f"没有做完：{error.strerror or error}（{error.filename or ''}）")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="powerlist",
        description="检查权力清单、画流程图、生成网站",
        epilog="退出码：0 没有问题 · 1 有发现 · 2 用法不对 · 3 没有做完",
    )
    parser.add_argument(
        "--root", type=Path, default=Path(), help="清单所在的文件夹（默认当前文件夹）"
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令")

    check = verbs.add_parser("check", help="检查整张清单，或者只看指定的文件")
    check.add_argument("paths", nargs="*", type=Path, help="只报告这些文件或文件夹的问题")
    check.add_argument("--format", choices=("text", "json"), default="text", help="报告格式")
    check.add_argument(
        "--date", type=_date, default=None, help="按哪一天的法律检查，例如 2026-11-23"
    )
    check.set_defaults(run=_check)

    build = verbs.add_parser("build", help="检查通过后生成网站")
    build.add_argument("--out", type=Path, default=None, help="网站放在哪里（默认 site）")
    build.add_argument("--date", type=_date, default=None, help="按哪一天的法律检查")
    build.set_defaults(run=_build)

    serve = verbs.add_parser("serve", help="在本机打开生成好的网站")
    serve.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    serve.set_defaults(run=_serve)

    count = verbs.add_parser("stats", help="数一数有多少项、多少单位")
    count.add_argument("--json", action="store_true", help="给程序读的格式")
    count.set_defaults(run=_stats)

    bring = verbs.add_parser("import", help="把 Excel 或 CSV 表格写成职权文件")
    bring.add_argument("sheet", type=Path, help="职权表（.xlsx、.xls、.csv）")
    bring.add_argument("--laws", type=Path, default=None, help="法规表，先写成法规登记册")
    bring.set_defaults(run=_import)

    schema = verbs.add_parser("schema", help="写出给编辑器用的 JSON Schema")
    schema.add_argument("--check", action="store_true", help="只看仓库里的是不是最新")
    schema.set_defaults(run=_schema)
    return parser


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，写成 2026-11-23") from None


def _unfinished(message: str) -> int:
    print(message, file=sys.stderr)
    return UNFINISHED


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _tell(findings: Sequence[Diagnostic], reading: Reading) -> None:
    source_of = functools.lru_cache(maxsize=512)(reading.source)
    for text in render_text(findings, source_of, colour=_colour()):
        print(text)


def _check(options: argparse.Namespace) -> int:
    root: Path = options.root
    reading = read_folder(root)
    if not reading.files:
        return _unfinished(f"{root.resolve()} 里没有 powers 文件夹，或者里面没有职权文件")
    findings = list(reading.diagnostics)
    if reading.corpus is not None:
        findings += check_corpus(reading.corpus, today=options.date or date.today())
    if options.paths:
        chosen = _below(root, options.paths)
        if chosen is None:
            return MISUSE
        findings = [f for f in findings if f.file.startswith(chosen)]
    if options.format == "json":
        print(render_json(findings, functools.lru_cache(maxsize=512)(reading.source)))
    else:
        _tell(findings, reading)
        print(summary(findings))
    if reading.corpus is None:
        return _unfinished("登记册读不懂，没有检查职权；先改好上面的问题")
    return FINDINGS if any(f.severity is Severity.ERROR for f in findings) else CLEAN


def _below(root: Path, paths: Sequence[Path]) -> tuple[str, ...] | None:
    """The paths as findings write them; None, with a word on stderr, when one does not exist."""
    chosen = []
    for path in paths:
        if not path.exists():
            print(f"没有这个文件：{path}", file=sys.stderr)
            return None
        try:
            chosen.append(path.resolve().relative_to(root.resolve()).as_posix())
        except ValueError:
            print(f"{path} 不在清单的文件夹里", file=sys.stderr)
            return None
    return tuple(chosen)


def _build(options: argparse.Namespace) -> int:
    # Heavy imports stay here: checking one file must not pay for drawing charts.
    from generator.render import DotFailed, DotMissing
    from generator.site.build import FramesFailed, build
    from generator.site.frames import FrameMissing
    from generator.site.publish import IncompleteSite

    root: Path = options.root
    out: Path = options.out or root / "site"
    clock = StageClock()
    try:
        built = build(root, out, today=options.date or date.today(), progress=clock)
    except DotMissing as error:
        return _unfinished(f"{error}\n  Debian、Ubuntu：sudo apt-get install graphviz")
    except (DotFailed, FramesFailed, FrameMissing, IncompleteSite) as error:
        return _unfinished(f"没有做完，原来的网站没有动：{error}")
    finally:
        clock.finish()
    filled = built.filled
    _tell(filled.findings, read_folder(root)) if filled.findings else None
    if not built.published:
        print(f"{summary(filled.findings)}。有错误，没有发布；原来的网站没有动。")
        return FINDINGS
    spent = "，".join(f"{stage} {seconds:.1f}" for stage, seconds in clock.seconds.items())
    print(
        f"{filled.powers} 项职权和 {filled.party} 项公开的市委职权，{filled.pages} 个网页，"
        f"{filled.charts} 种流程图；改写 {filled.written} 个文件，删去 {filled.removed} 个\n"
        f"各步用时（秒）：{spent}\n"
        f"网站在 {out.resolve()}，用 powerlist serve 打开"
    )
    return CLEAN


def _serve(options: argparse.Namespace) -> int:
    site = options.root / "site"
    if not (site / "index.html").is_file():
        return _unfinished("还没有网站，先运行 powerlist build")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except OSError:
        return _unfinished(f"端口 {options.port} 被占用，换一个 →  --port {options.port + 1}")
    print(f"打开 http://127.0.0.1:{options.port}/ 查看，按 Ctrl-C 停止")
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return CLEAN
    return CLEAN


def _stats(options: argparse.Namespace) -> int:
    reading = read_folder(options.root)
    if reading.corpus is None:
        _tell(list(reading.diagnostics), reading)
        return _unfinished("登记册读不懂，数不出来")
    counted = stats(reading.corpus)
    print(
        json.dumps(counted, ensure_ascii=False, indent=2) if options.json else stats_text(counted)
    )
    # A file that could not be read is missing from the count, which must not look complete.
    if reading.diagnostics:
        _tell(list(reading.diagnostics), reading)
        return FINDINGS
    return CLEAN


def _import(options: argparse.Namespace) -> int:
    from generator.importing.run import import_laws, import_powers

    if options.laws:
        laws = import_laws(options.root, options.laws)
        _tell_sheet(laws.findings)
        if not laws.written:
            return FINDINGS
    done = import_powers(options.root, options.sheet, date.today())
    _tell_sheet(done.findings)
    print(
        f"{done.rows} 行：新写 {len(done.written)} 个文件，"
        f"已有 {len(done.present)} 项没有动，{len(done.findings)} 处有问题"
    )
    return FINDINGS if any(f.severity is Severity.ERROR for f in done.findings) else CLEAN


def _tell_sheet(findings: Sequence[Diagnostic]) -> None:
    for finding in findings:
        print(f"{finding.severity} {finding.rule}  {finding.message}\n  怎么改：{finding.fix}")


def _schema(options: argparse.Namespace) -> int:
    from generator.schema import write_schemas

    stale = write_schemas(options.root, check=options.check)
    if not stale:
        print("JSON Schema 是最新的")
        return CLEAN
    if options.check:
        print("这些 JSON Schema 过时了，运行 powerlist schema：\n  " + "\n  ".join(stale))
        return FINDINGS
    print("写好了：\n  " + "\n  ".join(stale))
    return CLEAN
