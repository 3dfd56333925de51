"""Findings as JUnit XML: a suite for each folder, a case for each power that fails."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from generator.diagnostic import Diagnostic, Severity
from generator.report.placed import COMPLETE, Extent, Placed, SourceOf, placed

_FOLDERS = {"_registry": "登记册", "flowcharts": "流程模板"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters XML 1.0 cannot hold in any spelling; a message may quote them from a file."""


def render_junit(
    findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = COMPLETE
) -> str:
    """Write failures, and one passing case for each folder without any.

    Warnings fail nothing and stand in the output of their suite. A run that did not finish has
    no passing case: what was not looked at has not passed.
    """
    suites: dict[str, list[Placed]] = {_folder(file): [] for file in extent.files}
    for one in placed(findings, source_of):
        suites.setdefault(_folder(one.finding.file), []).append(one)
    top = ElementTree.Element("testsuites", name="powerlist")
    if extent.unfinished:
        case = _case(_suite(top, "未完成", errors=1), "未完成", "检查没有做完")
        ElementTree.SubElement(case, "error", type="Z000", message=_clean(extent.unfinished))
    for folder in sorted(suites):
        _write(top, folder, suites[folder], finished=not extent.unfinished)
    for count in ("tests", "failures", "errors"):
        top.set(count, str(sum(int(suite.get(count, "0")) for suite in top)))
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(top, "unicode")


def _folder(file: str) -> str:
    """The department whose folder it is; the registries and templates are folders of their own."""
    parts = file.removeprefix("./").split("/")
    folder = parts[1] if parts[0] == "powers" and len(parts) > 2 else parts[0]
    return _FOLDERS.get(folder, folder)


def _suite(
    top: ElementTree.Element, name: str, *, tests: int = 1, failures: int = 0, errors: int = 0
) -> ElementTree.Element:
    counts = {"tests": str(tests), "failures": str(failures), "errors": str(errors)}
    return ElementTree.SubElement(top, "testsuite", {"name": _clean(name), **counts})


def _case(suite: ElementTree.Element, folder: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=_clean(folder), name=_clean(name))


def _write(top: ElementTree.Element, folder: str, found: list[Placed], *, finished: bool) -> None:
    failing: dict[str, list[Placed]] = {}
    for one in found:
        if one.finding.severity is Severity.ERROR:
            failing.setdefault(one.finding.file, []).append(one)
    passes = finished and not failing
    suite = _suite(top, folder, tests=len(failing) + passes, failures=len(failing))
    for file, faults in failing.items():
        case = _case(suite, folder, file.rsplit("/", 1)[-1].removesuffix(".yml"))
        case.set("file", _clean(file))
        first = faults[0].finding
        more = f"（共 {len(faults)} 处）" if len(faults) > 1 else ""
        failure = ElementTree.SubElement(
            case, "failure", type=first.rule, message=_clean(f"{first.rule} {first.message}{more}")
        )
        failure.text = _clean("\n".join(map(_told, faults)))
    if passes:
        _case(suite, folder, "没有错误")
    if warnings := [one for one in found if one.finding.severity is not Severity.ERROR]:
        output = ElementTree.SubElement(suite, "system-out")
        output.text = _clean("\n".join(map(_told, warnings)))


def _told(one: Placed) -> str:
    finding, span = one.finding, one.span
    lines = [
        f"{finding.severity} {finding.rule}  {finding.message}",
        f"  {finding.file}:{span.line}:{span.column}",
    ]
    lines += [f"  怎么改：{finding.fix}"] if finding.fix else []
    lines += [f"  为什么：{finding.why}"] if finding.why else []
    return "\n".join(lines)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
