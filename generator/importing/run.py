"""Import sheets into a repository: new powers get files, existing files are never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.diagnostic import Diagnostic, Severity, Span
from generator.emit import emit
from generator.files import POWERS, REGISTRY
from generator.importing.codes import CodeBook, CodesExhausted
from generator.importing.laws import LAW_COLUMNS, law_tree
from generator.importing.record import record
from generator.importing.sheet import Row, read_sheet
from generator.load import Corpus, Reading, read_folder, read_power
from generator.model.registry import Department
from generator.model.vocab import PowerType

MODELINE = "# yaml-language-server: $schema=../../docs/schema/power.schema.json\n"


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes:
        written: Files written, in order.
        present: Rows whose power was already there; their files were left alone.
        findings: What was wrong with the sheet or a row; a faulty row is left out.
        rows: Rows seen.
    """

    written: tuple[str, ...]
    present: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    rows: int


def import_laws(root: Path, sheet: Path) -> Imported:
    """Write 法规.yml from a sheet of laws; identifiers already given stay."""
    table = read_sheet(sheet, required=("名称", "位阶"), synonyms=LAW_COLUMNS)
    target = root / REGISTRY / "法规.yml"
    reading = read_folder(root)
    registry = reading.corpus.registry if reading.corpus else None
    known = {law.title: law.id for law in registry.laws.values()} if registry else {}
    if not table.rows:
        return Imported((), (), table.findings, 0)
    text = "# 法律法规登记册。职权文件里的“法规”写这里的“名称”；是否有效按日期推算，不写死。\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + emit(law_tree(table.rows, known)), encoding="utf-8")
    return Imported((target.relative_to(root).as_posix(),), (), table.findings, len(table.rows))


def import_powers(root: Path, sheet: Path, today: date) -> Imported:
    """Write one file for every row that is not in the list yet.

    A row is already there when the same authority holds a power of the same name, or when the
    sheet has been imported before and a record, mended since, names its row number. Nothing is
    written while the registries cannot be read.
    """
    table = read_sheet(sheet)
    reading = read_folder(root)
    if reading.corpus is None:
        return Imported((), (), (*table.findings, *reading.diagnostics), len(table.rows))
    return _import(root, table.file, table.rows, table.findings, reading, today)


def _import(
    root: Path,
    name: str,
    rows: tuple[Row, ...],
    findings: tuple[Diagnostic, ...],
    reading: Reading,
    today: date,
) -> Imported:
    corpus = reading.corpus
    assert corpus is not None
    registry = corpus.registry
    by_row = _known_numbers(corpus, rows)
    by_name = {(p.authority, p.name) for p in corpus.powers}
    # A file that cannot be read still owns the code in its name.
    codes = {p.code for p in corpus.powers} | {Path(file).stem for file in reading.files}
    book = CodeBook(registry.facts.area_code, codes)
    written: list[str] = []
    present: list[str] = []
    faults = list(findings)
    for row in rows:
        department = registry.departments.get(row.get("行使主体"))
        if problem := _problem(name, row, department):
            faults.append(problem)
            continue
        assert department is not None
        if row.get("行号") in by_row or (department.name, row.get("名称")) in by_name:
            present.append(row.get("名称"))
            continue
        try:
            code = book.next(department.number, PowerType(row.get("类型")))
        except CodesExhausted:
            faults.append(
                _fault(
                    name, row, "M006", "这个单位这一类的 999 个顺序号已经用完", "请编办另给单位码"
                )
            )
            continue
        file = f"{POWERS}/{department.name}/{code}.yml"
        text = MODELINE + emit(record(_with_remedy(row, department), code, today.isoformat()))
        power, problems = read_power(file, text.encode("utf-8"))
        if power is None:
            faults.extend(_in_sheet(name, row, problem) for problem in problems)
            continue
        target = root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        by_name.add((department.name, row.get("名称")))
        written.append(file)
    return Imported(tuple(written), tuple(present), tuple(faults), len(rows))


def _known_numbers(corpus: Corpus, rows: tuple[Row, ...]) -> set[str]:
    """Row numbers that records name, if this is the sheet those records came from.

    Every sheet counts from 1, so a number alone says nothing: it is the same sheet when most of
    the rows whose number is known still have the name of the record that carries it.
    """
    names: dict[str, set[str]] = {}
    for power in corpus.powers:
        if power.provenance.row:
            names.setdefault(power.provenance.row, set()).add(power.name)
    numbered = [row for row in rows if row.get("行号") in names]
    alike = sum(row.get("名称") in names[row.get("行号")] for row in numbered)
    return set(names) if alike * 2 > len(numbered) else set()


def _with_remedy(row: Row, department: Department) -> Row:
    return Row(row.line, {**row.cells, "救济途径": department.remedy or "县级部门"})


_TYPES: Mapping[str, PowerType] = {str(kind): kind for kind in PowerType}


def _problem(name: str, row: Row, department: Department | None) -> Diagnostic | None:
    if not row.get("名称"):
        return _fault(name, row, "M004", "没有职权名称", "补上名称，或者删掉这一行")
    kind = _TYPES.get(row.get("类型"))
    if kind is None or kind is PowerType.PARTY:
        allowed = "、".join(t for t, k in _TYPES.items() if k is not PowerType.PARTY)
        return _fault(
            name, row, "M004", f"不认识类型“{row.get('类型')}”", f"从这些里选 →  {allowed}"
        )
    if department is None:
        return _fault(
            name,
            row,
            "M005",
            f"单位登记册里没有“{row.get('行使主体')}”",
            "改成登记册里的正式名称，或者先在 powers/_registry/单位.yml 里登记",
        )
    return None


def _fault(name: str, row: Row, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(
        rule,
        Severity.ERROR,
        f"第 {row.line} 行：{message}",
        name,
        span=Span(row.line, 1, 1),
        fix=fix,
        why="这一行没有导入，其他行照常导入",
    )


def _in_sheet(name: str, row: Row, problem: Diagnostic) -> Diagnostic:
    return _fault(name, row, "M007", f"{row.get('名称')}：{problem.message}", problem.fix)
