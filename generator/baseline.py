"""Two modes of one check: what stood when checking began is set aside, everything else counts.

The stock is a file of the list (存量问题.yml) that may only become smaller: a problem in it that no
longer occurs is an error, and nothing is added to it once it exists. What somebody touches is
checked in full: the stock does not excuse a changed file.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.check.run import RULES
from generator.decode import validate
from generator.diagnostic import Diagnostic, Severity
from generator.emit import emit
from generator.files import REGISTRY
from generator.model.baseline import Baseline, Known
from generator.report.placed import Placed, SourceOf, placed
from generator.source import Source, parse

BASELINE = f"{REGISTRY}/存量问题.yml"
NOTE = "开始检查时就有、还没改好的问题，只减不增；改好一处，运行 powerlist baseline 去掉一处"

_OF_RULES = frozenset(rule.code for rule in RULES)
"""A file that cannot be read is never stock: what it says would be lost."""


@dataclass(frozen=True)
class Settled:
    """Findings told apart.

    Attributes:
        told: What counts, with what is wrong with the stock itself.
        stock: How many were set aside.
    """

    told: list[Diagnostic]
    stock: int = 0


def read_baseline(source: Source) -> tuple[Baseline, list[Diagnostic]]:
    """Read the stock from the text of its file; an empty text is an empty stock."""
    if not source.text.strip():
        return Baseline.model_validate({}), []
    tree, faults = parse(source, frozenset(_keys()))
    if tree is not None:
        read, faults = validate(source.file, tree, Baseline)
        if read is not None:
            return read, []
    return Baseline.model_validate({}), faults


def settle(
    findings: Iterable[Diagnostic],
    source_of: SourceOf,
    *,
    changed: Collection[str] = (),
    whole: bool = True,
) -> Settled:
    """Set the stock aside.

    Args:
        findings: Everything that was found.
        source_of: Gives the text of a file, also of the stock.
        changed: Files that the stock does not excuse.
        whole: Whether the whole list was checked; only then is a problem that was not found gone.
    """
    found = list(findings)
    baseline, faults = read_baseline(source_of(BASELINE))
    if not baseline.items:
        return Settled(found + faults)
    marks = {item.mark: index for index, item in enumerate(baseline.items)}
    seen = {_mark(one): one.finding for one in placed(found, source_of) if _may_stand(one)}
    excused = {
        id(finding)
        for mark, finding in seen.items()
        if mark in marks and finding.file not in changed
    }
    told = [finding for finding in found if id(finding) not in excused]
    gone = [index for mark, index in marks.items() if mark not in seen] if whole else []
    told += [_mended(baseline.items[index], index) for index in sorted(gone)]
    return Settled(told + faults, len(excused))


def renewed(
    findings: Iterable[Diagnostic], source_of: SourceOf, today: date
) -> tuple[Baseline, Sequence[Diagnostic]]:
    """The stock as it should be now, and the problems that may not be added to it.

    The first time everything that rules find is stock; afterwards only what is in it already.
    """
    baseline, _ = read_baseline(source_of(BASELINE))
    begun = bool(source_of(BASELINE).text.strip())
    known = {item.mark: item for item in baseline.items}
    kept: list[Known] = []
    refused: list[Diagnostic] = []
    for one in placed(findings, source_of):
        mark = _mark(one)
        if mark in known:
            kept.append(known[mark])
        elif begun or not _may_stand(one):
            refused.append(one.finding)
        else:
            kept.append(_known(one, mark, today))
    return Baseline.model_construct(note=NOTE, items=tuple(kept)), refused


def grown(before: Source, after: Source) -> list[Diagnostic]:
    """What was written into the stock by hand since an earlier one; nothing when there was none."""
    if not before.text.strip():
        return []
    known = {item.mark for item in read_baseline(before)[0].items}
    return [
        _about(
            "B002",
            f"存量表里新添了“{item.problem[:40]}”",
            index,
            "改好这个问题，从存量表里删掉这一条",
        )
        for index, item in enumerate(read_baseline(after)[0].items)
        if item.mark not in known
    ]


def baseline_text(baseline: Baseline) -> str:
    """The stock as the text of its file."""
    return emit(baseline.model_dump(by_alias=True, mode="json"))


def _keys() -> Iterable[str]:
    for model in (Baseline, Known):
        yield from (field.alias or "" for field in model.model_fields.values())


def _mark(one: Placed) -> str:
    return one.fingerprint[:16]


def _may_stand(one: Placed) -> bool:
    return one.finding.rule in _OF_RULES


def _known(one: Placed, mark: str, today: date) -> Known:
    finding = one.finding
    return Known.model_validate(
        {
            "代码": finding.rule,
            "问题": " ".join(finding.message.split()),
            "文件": finding.file,
            "记于": today.isoformat(),
            "指纹": mark,
        }
    )


def _mended(item: Known, index: int) -> Diagnostic:
    message = f"已经改好的问题还留在存量表里：{item.problem[:60]}"
    return _about("B001", message, index, "运行 powerlist baseline，或者删掉这一条")


def _about(rule: str, message: str, index: int, fix: str) -> Diagnostic:
    why = "存量表只能越来越短，改好一处少一处，新问题不能往里放"
    return Diagnostic(rule, Severity.ERROR, message, BASELINE, ("存量", index), fix=fix, why=why)
