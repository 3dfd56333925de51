"""What each command does: the only place, with `cli`, that prints and reads the environment."""

import argparse
import difflib
import functools
import json
import sys
import textwrap
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.check.manual import MENDED, Entry, entries, explain
from generator.checking import baseline, below, check
from generator.diagnostic import Diagnostic, Severity
from generator.examples import read_examples
from generator.exits import CLEAN, FINDINGS, MISUSE
from generator.files import Folder
from generator.fmt import fmt
from generator.load import Reading, list_files, read_folder
from generator.progress import StageClock
from generator.report.stats import brief, stats, stats_text
from generator.report.text import summary
from generator.say import misuse, tell, unfinished
from generator.site.inputs import remember


def _fmt(options: argparse.Namespace) -> int:
    root: Path = options.root
    chosen = below(root, options.paths) if options.paths else None
    if options.paths and chosen is None:
        return MISUSE
    files = list(list_files(root, chosen))
    if not files:
        nothing = "这里没有清单的文件；能整理的是 powers、flowcharts 里的 .yml 文件"
        return misuse(nothing) if chosen else unfinished(nothing)
    looks = options.check or options.diff
    changed = 0
    unread: dict[str, tuple[Diagnostic, ...]] = {}
    for file in files:
        raw = (root / file).read_bytes()
        done = fmt(file, raw)
        if done.text is None:
            unread[file] = done.findings
        elif done.text.encode() != raw:
            changed += 1
            if options.diff:
                print("\n".join(_difference(file, raw.decode(), done.text)))
            else:
                print("\n  改正：".join([file, *(slip.message for slip in done.mended)]))
            if not looks:
                (root / file).write_bytes(done.text.encode())
    reading = Reading(None, (), tuple(files), Folder(root))
    tell([finding for findings in unread.values() for finding in findings], reading)
    print(f"{len(files)} 个文件，{'要整理' if looks else '整理了'} {changed} 个")
    if unread:
        return unfinished(f"{len(unread)} 个读不懂，没有动；先改好上面的问题")
    return FINDINGS if looks and changed else CLEAN


def _difference(file: str, old: str, new: str) -> Iterator[str]:
    """What would change, as git shows it; what nobody could see is spelt out."""
    before, after = (
        [line if line.isprintable() else repr(line)[1:-1] for line in text.split("\n")]
        for text in (old, new)
    )
    return difflib.unified_diff(before, after, f"a/{file}", f"b/{file}", lineterm="")


def _build(options: argparse.Namespace) -> int:
    # Drawing and importing bring libraries of their own; checking one file must not wait for them.
    from generator.render import DotFailed, DotMissing
    from generator.site.build import FramesFailed
    from generator.site.build import build as build_site
    from generator.site.editions import IncompleteSite
    from generator.site.frames import FrameMissing

    root: Path = options.root
    out: Path = options.out or root / "site"
    today = options.date or date.today()
    clock = StageClock()
    try:
        built = build_site(root, out, today=today, progress=clock)
    except DotMissing as error:
        return unfinished(f"{error}\n  Debian、Ubuntu：sudo apt-get install graphviz")
    except DotFailed as error:
        return unfinished(f"Z001  {error}\n没有发布，原来的网站没有动；powerlist explain Z001")
    except (FramesFailed, FrameMissing, IncompleteSite) as error:
        return unfinished(f"没有做完，原来的网站没有动：{error}")
    finally:
        clock.finish()
    filled = built.filled
    if filled.findings:
        tell(filled.findings, built.reading)
    if built.reading.corpus is None:
        return unfinished("登记册读不懂，没有生成网站；原来的网站没有动")
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
        f"改写 {filled.written} 个文件，删去 {filled.removed} 个，新排 {filled.laid_out} 张图；"
        f"各步用时（秒）：{spent}\n{report}"
    )
    remember(root, out, today, report)
    return CLEAN


def _serve(options: argparse.Namespace) -> int:
    import http.server

    site = options.root / "site"
    if not (site / "index.html").is_file():
        return unfinished("还没有网站，先运行 powerlist build")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except OSError:
        return unfinished(f"端口 {options.port} 被占用，换一个 →  --port {options.port + 1}")
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
        tell(list(reading.diagnostics), reading)
        return unfinished("登记册读不懂，数不出来")
    counted = stats(reading.corpus)
    print(
        json.dumps(counted, ensure_ascii=False, indent=2) if options.json else stats_text(counted)
    )
    # A file that could not be read is missing from the count, which must not look complete.
    if reading.diagnostics:
        tell(list(reading.diagnostics), reading)
        return FINDINGS
    return CLEAN


def _chart(options: argparse.Namespace) -> int:
    # Drawing brings libraries of its own; checking one file must not wait for them.
    from generator.site import single

    form = "dot" if options.dot else "png" if options.png else "svg"
    wish = single.Wish(options.name, options.view, options.lanes, options.against, form)
    try:
        content = single.chart_file(options.root, wish)
    except single.NotDrawable as error:
        print(error)
        return FINDINGS
    except single.UnknownRevision as error:
        return misuse(str(error))
    except single.STOPPING as error:
        return unfinished(str(error))
    output: Path = options.output or Path(f"{options.name}.{form}")
    output.write_bytes(content)
    print(f"写好了：{output}")
    if options.open:
        webbrowser.open(output.resolve().as_uri())
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
    if options.format == "json":
        print(json.dumps([_catalogued(entry) for entry in entries()], ensure_ascii=False, indent=2))
        return CLEAN
    for entry in entries():
        print(f"{entry.code}  {entry.severity}  {entry.headline}")
    return CLEAN


def _catalogued(entry: Entry) -> dict[str, object]:
    return {
        "rule": entry.code,
        "severity": entry.severity.english,
        "since": entry.since,
        "headline": entry.headline,
        "why": entry.why,
        "fix": entry.fix,
        "answers": entry.answers,
        "fixable": entry.code in MENDED,
        "page": entry.page,
    }


def _explain(options: argparse.Namespace) -> int:
    entry = explain(options.code)
    if entry is None:
        print(f"没有代码 {options.code}；powerlist rules 列出全部代码", file=sys.stderr)
        return MISUSE
    print(f"{entry.severity} {entry.code}  {entry.headline}（{entry.since} 版起）")
    print(f"  为什么：{entry.why}\n  怎么改：{entry.fix}")
    if example := read_examples(options.root).get(entry.code):
        printed, good = (textwrap.indent(text, "    ") for text in (example.printed, example.good))
        print(f"\n  写错了，检查会这样说：\n\n{printed}\n\n  这样写就通过：\n\n{good}")
    print(f"\n  网站上的说明：{entry.page}")
    return CLEAN


def _audit(options: argparse.Namespace) -> int:
    from generator import audit

    told = audit.guarded(lambda: audit.VERBS[options.verb](vars(options)))
    output: Path | None = getattr(options, "output", None)
    if told.complaint:
        print(told.complaint, file=sys.stderr)
    if output is None:
        if told.report:
            print(told.report)
        return told.code
    reports = {output.with_name(f"{output.name}.{end}"): one for end, one in told.files.items()}
    if not reports and (told.report or told.code in {CLEAN, FINDINGS}):
        reports = {output: told.report}
    for path, report in reports.items():
        path.write_bytes(report if isinstance(report, bytes) else f"{report}\n".encode())
    return told.code


def _release(options: argparse.Namespace) -> int:
    # Publishing brings everything there is; no other command must wait for that.
    from generator.issuing import issue

    return issue(options)


def _verify(options: argparse.Namespace) -> int:
    from generator.issuing import check_release

    return check_release(options)


def _publish(options: argparse.Namespace) -> int:
    from generator.issuing import put_on_server

    return put_on_server(options)


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": check,
    "baseline": baseline,
    "fmt": _fmt,
    "build": _build,
    "serve": _serve,
    "rules": _rules,
    "explain": _explain,
    "stats": _stats,
    "chart": _chart,
    "import": _import,
    "schema": _schema,
    "diff": _audit,
    "impact": _audit,
    "release": _release,
    "verify": _verify,
    "publish": _publish,
    "log": _audit,
    "blame": _audit,
    "asof": _audit,
    "git-diff-driver": _audit,
}
"""Command → what it does; every one returns an exit code."""
