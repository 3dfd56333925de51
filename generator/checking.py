"""The commands that examine a list: `check` and `baseline`."""

import argparse
import functools
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.baseline import BASELINE, baseline_text, renewed
from generator.check.manual import MENDED
from generator.diagnostic import Diagnostic
from generator.examine import Examined, examine, examine_since
from generator.exits import CLEAN, FINDINGS, MISUSE
from generator.files import POWERS
from generator.fmt import fmt
from generator.history.git import GitFailed, UnknownRevision, is_shallow
from generator.history.since import read_since
from generator.load import Reading, read_folder
from generator.report import chosen as chosen_format
from generator.report.placed import Extent, SourceOf
from generator.report.text import summary
from generator.say import misuse, tell, unfinished
from generator.source import Source


def check(options: argparse.Namespace) -> int:
    """Check the list and report; gives the exit code."""
    root: Path = options.root
    output: Path | None = options.output
    form = chosen_format(options.format, os.environ)
    if form == "xlsx" and output is None:
        return misuse("xlsx 是表格文件，要写明放在哪里 →  --output 检查结果.xlsx")
    chosen = below(root, options.paths) if options.paths else None
    if options.paths and chosen is None:
        return MISUSE
    if chosen and options.since is not None:
        return misuse("--since 查的是改动过的文件，不能再写文件名")
    if chosen and any(not place.startswith(f"{POWERS}/") or "/_" in place for place in chosen):
        chosen = None  # A registry or a template concerns every power: look at all of them.
    if output is not None and (output.is_file() or not output.exists()):
        # Whatever stops this run, the report of an earlier one must not be taken for its own.
        _write_unfinished(output, form, "检查中途停了，没有结果")
    today = options.date or date.today()
    if options.fix:
        _fix(root, read_folder(root, chosen))
    if options.since is None:
        reading = read_folder(root, chosen)
        examined = examine(reading, today=today, whole=chosen is None)
    else:
        try:
            since = read_since(root, options.since)
        except (UnknownRevision, GitFailed) as error:
            if output is not None:
                _write_unfinished(output, form, str(error))
            unknown = isinstance(error, UnknownRevision) and not is_shallow(root)
            return misuse(str(error)) if unknown else unfinished(str(error))
        reading = since.reading
        examined = examine_since(since, today=today)
    return _tell_examined(options, form, reading, examined, chosen)


def _fix(root: Path, reading: Reading) -> None:
    """Mend the slips of writing that have one cure, in their files alone, and say which."""
    safe: dict[str, list[Diagnostic]] = {}
    for finding in reading.diagnostics:
        if finding.rule in MENDED:
            safe.setdefault(finding.file, []).append(finding)
    for file, slips in sorted(safe.items()):
        raw = (root / file).read_bytes()
        done = fmt(file, raw)
        if done.text is not None and done.text.encode() != raw:
            (root / file).write_bytes(done.text.encode())
            print("\n  改正：".join([file, *(slip.message for slip in slips)]))


def _tell_examined(
    options: argparse.Namespace,
    form: str,
    reading: Reading,
    examined: Examined,
    chosen: Sequence[str] | None,
) -> int:
    output: Path | None = options.output
    findings, stopped = examined.told, examined.stopped
    if not reading.files:
        stopped = f"{options.root.resolve()} 里没有可以检查的职权文件（powers/单位/编码.yml）"
    extent = Extent(reading.files, stopped, examined.stock)
    if output is None and form == "text":
        tell(findings, reading)
    else:
        source_of = functools.lru_cache(maxsize=512)(reading.source)
        made = _report(form, findings, source_of, extent)
        if output is None:
            print(made.decode(), end="")
        else:
            output.write_bytes(made)
    if output is not None or form == "text":
        print(summary(findings, extent))
        if chosen is not None:
            print(f"只查了 {len(reading.files)} 个文件；重名、项数要不写文件名再查一次")
    if stopped:
        return unfinished(stopped)
    return FINDINGS if examined.errors else CLEAN


def _write_unfinished(output: Path, form: str, reason: str) -> None:
    extent = Extent(unfinished=reason)
    output.write_bytes(_report(form, (), lambda file: Source(file, ""), extent))


def _report(
    form: str, findings: Sequence[Diagnostic], source_of: SourceOf, extent: Extent
) -> bytes:
    # Checking one file for the terminal must not wait for all the writers.
    from generator.report.formats import report

    return report(form, findings, source_of, extent)


def baseline(options: argparse.Namespace) -> int:
    """Write the stock of known problems, or say that it would change; gives the exit code."""
    today = options.date or date.today()
    reading = read_folder(options.root)
    examined = examine(reading, today=today)
    if examined.stopped:
        return unfinished(examined.stopped)
    source_of = functools.lru_cache(maxsize=512)(reading.source)
    before = reading.source(BASELINE).text
    fresh, refused = renewed(examined.found, source_of, today)
    text = baseline_text(fresh)
    changed = text != before
    if changed and not options.check:
        (options.root / BASELINE).write_text(text, encoding="utf-8", newline="\n")
    verb = "要写" if options.check else "写"
    print(
        f"存量问题 {len(fresh.items)} 处" + (f"，{verb}进 {BASELINE}" if changed else "，没有变化")
    )
    if refused:
        tell(refused, reading)
        print(f"{len(refused)} 处不能记作存量，要改好" + ("：存量只减不增" if before else ""))
    return FINDINGS if refused or (changed and options.check) else CLEAN


def below(root: Path, paths: Sequence[Path]) -> tuple[str, ...] | None:
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
