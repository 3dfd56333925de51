"""What each command does: the only place, with `cli`, that prints and reads the environment."""

import argparse
import functools
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.check.manual import entries, explain
from generator.check.run import check_corpus
from generator.diagnostic import Diagnostic, Severity
from generator.exits import CLEAN, FINDINGS, MISUSE, UNFINISHED
from generator.load import POWERS, Reading, read_folder
from generator.progress import StageClock
from generator.report.json import render_json
from generator.report.stats import brief, stats, stats_text
from generator.report.text import render_text, summary
from generator.site.inputs import remember


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
    chosen = _below(root, options.paths) if options.paths else None
    if options.paths and chosen is None:
        return MISUSE
    if chosen and any(not place.startswith(f"{POWERS}/") or "/_" in place for place in chosen):
        chosen = None  # A registry or a template concerns every power: look at all of them.
    reading = read_folder(root, chosen)
    if not reading.files:
        return _unfinished(f"{root.resolve()} 里没有可以检查的职权文件（powers/单位/编码.yml）")
    findings = list(reading.diagnostics)
    if reading.corpus is not None:
        today = options.date or date.today()
        findings += check_corpus(reading.corpus, today=today, whole=chosen is None)
    if options.format == "json":
        print(render_json(findings, functools.lru_cache(maxsize=512)(reading.source)))
    else:
        _tell(findings, reading)
        print(summary(findings))
        if chosen is not None:
            print(f"只查了 {len(reading.files)} 个文件；重名、项数要不写文件名再查一次")
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
    # Drawing and importing bring libraries of their own; checking one file must not wait for them.
    from generator.render import DotFailed, DotMissing
    from generator.site.build import FramesFailed
    from generator.site.build import build as build_site
    from generator.site.frames import FrameMissing
    from generator.site.publish import IncompleteSite

    root: Path = options.root
    out: Path = options.out or root / "site"
    today = options.date or date.today()
    clock = StageClock()
    try:
        built = build_site(root, out, today=today, progress=clock)
    except DotMissing as error:
        return _unfinished(f"{error}\n  Debian、Ubuntu：sudo apt-get install graphviz")
    except (DotFailed, FramesFailed, FrameMissing, IncompleteSite) as error:
        return _unfinished(f"没有做完，原来的网站没有动：{error}")
    finally:
        clock.finish()
    filled = built.filled
    if filled.findings:
        _tell(filled.findings, built.reading)
    if not built.published:
        print(f"{summary(filled.findings)}。有错误，没有发布；原来的网站没有动。")
        return FINDINGS
    spent = "，".join(f"{stage} {seconds:.1f}" for stage, seconds in clock.seconds.items())
    counts = brief(stats(built.reading.corpus)) if built.reading.corpus else ""
    report = (
        f"{counts}\n{filled.pages} 个网页，{filled.charts} 种流程图；"
        f"网站在 {out.resolve()}，用 powerlist serve 打开"
    )
    print(
        f"改写 {filled.written} 个文件，删去 {filled.removed} 个；各步用时（秒）：{spent}\n{report}"
    )
    remember(root, out, today, report)
    return CLEAN


def _serve(options: argparse.Namespace) -> int:
    import http.server

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


def _rules(options: argparse.Namespace) -> int:
    for entry in entries():
        print(f"{entry.code}  {entry.severity}  {entry.headline}")
    return CLEAN


def _explain(options: argparse.Namespace) -> int:
    entry = explain(options.code)
    if entry is None:
        print(f"没有代码 {options.code}；powerlist rules 列出全部代码", file=sys.stderr)
        return MISUSE
    print(f"{entry.severity} {entry.code}  {entry.headline}（{entry.since} 版起）")
    print(f"  为什么：{entry.why}\n  怎么改：{entry.fix}")
    return CLEAN


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "build": _build,
    "serve": _serve,
    "rules": _rules,
    "explain": _explain,
    "stats": _stats,
    "import": _import,
    "schema": _schema,
}
"""Command → what it does; every one returns an exit code."""
