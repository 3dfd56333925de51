"""The command line: what may be typed, and which command it means.

What the commands do stands in `commands`, which is imported only once a command needs it: the
model takes a third of a second to load, and a build with nothing to do takes less.

Exit codes: 0 clean · 1 findings or differences · 2 misuse · 3 could not finish. 3 never looks
like 0 (design D12).
"""

import argparse
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from generator.exits import CLEAN, MISUSE, UNFINISHED
from generator.report import FORMATS
from generator.site.inputs import remembered


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return CLEAN if stop.code == 0 else MISUSE
    if argv is None and options.verb != "serve":
        # A process of its own is short and drops little: of 5.2 s for checking the list the
        # collector took half a second and freed nothing (158 MB with it and without it).
        gc.disable()
    try:
        if options.verb == "build" and not options.fresh and (told := _known(options)):
            print(f"没有变化，网站已经是最新的\n{told}")
            return CLEAN
        from generator import commands

        return int(commands.VERBS[options.verb](options))
    except BrokenPipeError:
        # The reader closed the pipe (head, less); what it did not want is not an error of ours.
        # It must stay open until the interpreter has flushed it, so no `with` can close it.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        return UNFINISHED
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return UNFINISHED
    except OSError as error:
        reason = f"没有做完：{error.strerror or error}（{error.filename or ''}）"
        print(reason, file=sys.stderr)
        return UNFINISHED
    except Exception as error:
        # Python itself would leave with 1, which here means findings.
        traceback.print_exception(error)
        print("没有做完：程序出了错，请把上面的内容发给维护的人", file=sys.stderr)
        return UNFINISHED


def _known(options: argparse.Namespace) -> str | None:
    out = options.out or options.root / "site"
    return remembered(options.root, out, options.date or date.today())


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
    check.add_argument(
        "--format",
        choices=(*FORMATS, "auto"),
        default="text",
        help="报告格式；auto 看在哪个平台上运行",
    )
    check.add_argument(
        "--output", type=Path, default=None, metavar="文件", help="报告写进文件，屏幕上只显示一行"
    )
    check.add_argument(
        "--date", type=_date, default=None, help="按哪一天的法律检查，例如 2026-11-23"
    )
    check.add_argument(
        "--fix", action="store_true", help="先改正标点、缩进、引号这类写法上的小错，不动内容"
    )
    check.add_argument(
        "--since", default=None, metavar="版本", help="同这个版本比，改动过的文件从严检查"
    )

    stock = verbs.add_parser("baseline", help="把还没改好的老问题记进存量表；以后只减不增")
    stock.add_argument("--check", action="store_true", help="只看存量表要不要更新，不改文件")
    stock.add_argument("--date", type=_date, default=None, help="按哪一天的法律检查")

    tidy = verbs.add_parser("fmt", help="把文件的写法排整齐，改正输入法的小错，不动内容")
    tidy.add_argument("paths", nargs="*", type=Path, help="只整理这些文件或文件夹")
    tidy.add_argument("--check", action="store_true", help="只看哪些要整理，不改文件")
    tidy.add_argument("--diff", action="store_true", help="显示会改成什么样，不改文件")

    build = verbs.add_parser("build", help="检查通过后生成网站")
    build.add_argument("--out", type=Path, default=None, help="网站放在哪里（默认 site）")
    build.add_argument("--date", type=_date, default=None, help="按哪一天的法律检查")

    build.add_argument("--fresh", action="store_true", help="没有变化也重新生成")

    serve = verbs.add_parser("serve", help="在本机打开生成好的网站")
    serve.add_argument("--port", type=_port, default=8000, help="端口（默认 8000）")

    rules = verbs.add_parser("rules", help="列出全部检查规则")
    rules.add_argument(
        "--format", choices=("text", "json"), default="text", help="给人读还是给程序读"
    )
    explain = verbs.add_parser("explain", help="说明一条规则：为什么查、怎么改")
    explain.add_argument("code", help="规则代码，例如 T001")

    count = verbs.add_parser("stats", help="数一数有多少项、多少单位")
    count.add_argument("--json", action="store_true", help="给程序读的格式")

    chart = verbs.add_parser("chart", help="把一项职权或者一个模板的流程图写成单独的文件")
    chart.add_argument("name", help="职权编码，或者流程模板的名称")
    chart.add_argument(
        "--view",
        choices=("public", "internal"),
        default="public",
        help="internal 加上岗位、风险点和防控措施，只供内部使用",
    )
    chart.add_argument("--lanes", action="store_true", help="按由谁办分栏")
    chart.add_argument("--against", default=None, metavar="版本", help="同以前的一个版本对照")
    form = chart.add_mutually_exclusive_group()
    form.add_argument("--dot", action="store_true", help="只要 Graphviz 的 DOT 文本")
    form.add_argument("--png", action="store_true", help="画成 PNG，要有 Chromium")
    chart.add_argument("--output", type=Path, default=None, metavar="文件", help="写到哪里")
    chart.add_argument("--open", action="store_true", help="写好以后打开")

    bring = verbs.add_parser("import", help="把 Excel 或 CSV 表格写成职权文件")
    bring.add_argument("sheet", type=Path, help="职权表（.xlsx、.xls、.csv）")
    bring.add_argument("--laws", type=Path, default=None, help="法规表，先写成法规登记册")

    _add_audit(verbs)

    edition = verbs.add_parser("release", help="编一个可以核对的版本；不签名就是试编")
    edition.add_argument("id", metavar="版本号", help="年.月，例如 2026.11；同月再发写 2026.11.2")
    edition.add_argument("--out", type=Path, default=None, help="放在哪里（默认 release/版本号）")
    edition.add_argument("--sign", type=Path, default=None, metavar="密钥", help="签名的 SSH 密钥")
    edition.add_argument("--document", default="", metavar="文号", help="批准这一版的文号")
    edition.add_argument("--date", type=_date, default=None, help="公布日期（默认今天）")
    edition.add_argument("--note", default=None, metavar="说明", help="写进登记的一句话")
    found = "上一版在哪个提交；不写就按登记的摘要在历史里找"
    edition.add_argument("--since", default=None, metavar="提交", help=found)

    proof = verbs.add_parser("verify", help="核对一个版本的文件夹：有没有改动、签名对不对")
    proof.add_argument("folder", type=Path, metavar="文件夹", help="版本的文件夹")
    proof.add_argument("--signers", type=Path, default=None, help="另外取得的签名公钥")
    proof.add_argument("--previous", type=Path, default=None, help="上一版的文件夹或者清册")

    online = verbs.add_parser(
        "publish", help="把签过名、登记过的版本放到网站服务器上；核对不过的不放"
    )
    online.add_argument("folder", type=Path, metavar="文件夹", help="版本的文件夹")
    online.add_argument("--to", type=Path, required=True, metavar="位置", help="放在哪个文件夹")
    online.add_argument("--signers", type=Path, default=None, help="另外取得的签名公钥")

    schema = verbs.add_parser("schema", help="写出给编辑器用的 JSON Schema")
    schema.add_argument("--check", action="store_true", help="只看仓库里的是不是最新")
    return parser


def _add_audit(verbs: Any) -> None:
    """The commands for auditors; revisions and codes are read by `generator.audit`."""
    from generator.report.changes import FORMATS as CHANGE_FORMATS

    change = verbs.add_parser("diff", help="比较两个版本：哪些职权变了，对群众意味着什么")
    change.add_argument("base", help="从哪个版本：版本号（2026.01）、标签、分支或者提交")
    change.add_argument("head", nargs="?", help="到哪个版本（默认现在的文件夹）")
    change.add_argument("--dept", default=None, metavar="单位", help="只看一个单位")
    change.add_argument("--type", default=None, metavar="类型", help="只看一类职权")
    change.add_argument(
        "--class",
        dest="meaning",
        default=None,
        metavar="定性",
        help="只看利民、加重、中性或者待判定",
    )
    change.add_argument(
        "--format",
        type=_change_formats,
        default=("text",),
        metavar="格式",
        help=f"{'、'.join(CHANGE_FORMATS)}；要几种的用逗号隔开，例如 html,xlsx",
    )
    change.add_argument("--output", type=Path, default=None, metavar="文件", help="报告写进文件")

    touched = verbs.add_parser("impact", help="一部法规修改或者废止，哪些职权受影响")
    touched.add_argument(
        "--law", required=True, metavar="法规", help="全称或者简称，例如 食品安全法"
    )
    touched.add_argument("--article", default=None, metavar="条款", help="只看一条，例如 122")
    touched.add_argument(
        "--repealed-on", type=_date, default=None, metavar="日期", help="哪一天起废止"
    )
    touched.add_argument(
        "--format", choices=("text", "json", "xlsx"), default="text", help="报告格式"
    )
    touched.add_argument("--output", type=Path, default=None, metavar="文件", help="报告写进文件")
    for verb, about in (
        ("log", "一项职权的来龙去脉：沿革、最早公布的版本和提交，倒填的标出来"),
        ("blame", "一项职权的每个字段从哪一版、哪次提交起这样写，谁申请、谁批准"),
    ):
        verbs.add_parser(verb, help=about).add_argument("code", help="职权编码，16 位")
    driver = verbs.add_parser("git-diff-driver", help="给 git diff 用的，见审计人员怎么查")
    driver.add_argument("handed", nargs="+", help="git 给的参数")
    past = verbs.add_parser("asof", help="某一天有效的清单：那天以前最后公布的一版，各项是什么状态")
    past.add_argument("day", type=_date, help="哪一天，例如 2026-11-23")


def _change_formats(text: str) -> tuple[str, ...]:
    from generator.report.changes import FORMATS as CHANGE_FORMATS

    wanted = tuple(part.strip() for part in text.replace("，", ",").split(","))
    for one in wanted:
        if one not in CHANGE_FORMATS:
            known = "、".join(CHANGE_FORMATS)
            raise argparse.ArgumentTypeError(f"没有“{one}”这种格式；从这些里选：{known}")
    return wanted


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是端口，写 1 到 65535 之间的数")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，写成 2026-11-23") from None
