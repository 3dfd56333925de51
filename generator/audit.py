"""The commands for auditors: each returns what to print and an exit code, none prints."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.decode import validate_forgiving
from generator.diagnostic import Severity
from generator.diff.comparison import Comparison, compare_readings
from generator.diff.sides import Sides
from generator.exits import CLEAN, FINDINGS, MISUSE, UNFINISHED
from generator.files import Folder
from generator.forked import WorkerDied
from generator.history.between import side, steps_between
from generator.history.edition import digest, digest_at, editions_at, list_named
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.history.published import Publications, names_of, publications
from generator.history.revision import Revision, read_revision
from generator.history.timeline import Version, versions
from generator.impact import Impact, UnknownLawError, find_law, read_article
from generator.impact import impact as touched
from generator.load import Loaded, Reading, read_files, read_folder, read_power
from generator.model.vocab import Meaning, PowerType
from generator.release.tree import read_files as read_tree
from generator.report.changes.evidence import Evidence

WORKING_TREE = "现在的文件夹"
_ENDINGS = {"text": "txt"}
_DEEPEN = "先补齐 →  git fetch --unshallow"
Form = Callable[[Sequence[Version], Publications, Mapping[str, str]], str]
"""Writes the life of a power: its states, what was published of it, names of powers tied to it."""


@dataclass(frozen=True)
class Told:
    """What a command has to say.

    Attributes:
        code: Exit code.
        report: The product; bytes of a file or text, empty when there is none.
        complaint: What went wrong, for stderr.
        files: Ending of a file → its content, where several files were asked for.
    """

    code: int
    report: str | bytes = ""
    complaint: str = ""
    files: Mapping[str, str | bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What of a comparison is asked for."""

    authority: str | None = None
    type: PowerType | None = None
    meaning: Meaning | None = None
    formats: tuple[str, ...] = ("text",)


def guarded(work: Callable[[], Told]) -> Told:
    """Carry out a command; what cannot be done becomes a sentence and an exit code."""
    try:
        return work()
    except UnknownRevision as error:
        return Told(MISUSE, complaint=str(error))
    except GitFailed as error:
        return Told(UNFINISHED, complaint=str(error))
    except WorkerDied as error:
        return Told(UNFINISHED, complaint=f"没有比较完：{error}")


def diff(root: Path, base: str, head: str | None, wanted: Wanted) -> Told:
    """Compare two editions or revisions, or one with the folder.

    Args:
        root: The list.
        base: The earlier one: an edition, a tag, a branch or a commit.
        head: The later one likewise; the folder as it is now when left out.
        wanted: What to tell of it, and in what form.
    """
    repository = Repository(root)
    one = list_named(repository, base)
    other = list_named(repository, head) if head else Folder(root)
    compared = Sides(one, other)
    comparison = compared.compare((base, head or WORKING_TREE))
    if comparison is None:
        return Told(UNFINISHED, complaint="登记册读不懂，没有比较")
    authority = _official(wanted.authority, *compared.registries)
    if authority and not _knows(authority, comparison, *compared.registries):
        return Told(MISUSE, complaint=f"清单里没有单位“{wanted.authority}”；写正式名称或者简称")
    chosen = comparison.only(authority, wanted.type, wanted.meaning)
    stopped = bool(comparison.uncompared) or any(
        finding.severity is Severity.ERROR for finding in comparison.unread
    )
    code = UNFINISHED if stopped else FINDINGS if chosen.changes else CLEAN
    complaint = "有文件读不懂，没有全部比较；见报告里“没有做完”的部分" if stopped else ""
    evidence = _evidence(repository, (base, one), (head or WORKING_TREE, other))
    made = {_ENDINGS.get(form, form): render(chosen, form, evidence) for form in wanted.formats}
    if len(made) == 1:
        (report,) = made.values()
        return Told(code, report, complaint)
    return Told(code, complaint=complaint, files=made)


def _evidence(
    repository: Repository, base: tuple[str, Revision], head: tuple[str, Revision | Folder]
) -> Evidence:
    """Which lists were compared, and the commits between them."""
    (name, one), (other_name, other) = base, head
    editions, known = editions_at(repository, "HEAD"), dict[str, str]()
    first = side(name, one.commit, digest_at(one, known), editions)
    if isinstance(other, Revision):
        last = side(other_name, other.commit, digest_at(other, known), editions)
    else:
        last = side(other_name, "", digest(read_tree(other.root)), editions)
    until = last.commit or repository.resolve("HEAD")
    return Evidence((first, last), steps_between(repository, one.commit, until))


def _diff(options: Mapping[str, Any]) -> Told:
    type_, meaning = options["type"], options["meaning"]
    for asked, known in ((type_, PowerType), (meaning, Meaning)):
        if asked is not None and asked not in set(map(str, known)):
            return Told(MISUSE, complaint=f"没有“{asked}”；从这些里选 →  {'、'.join(known)}")
    formats = tuple(dict.fromkeys(options["format"]))
    if options["output"] is None and (formats == ("xlsx",) or len(formats) > 1):
        message = "xlsx 是表格文件，要写明放在哪里 →  --output 变化.xlsx"
        if len(formats) > 1:
            message = "一次写几个文件，要写明叫什么，不写后缀 →  --output 变化"
        return Told(MISUSE, complaint=message)
    wanted = Wanted(
        options["dept"],
        PowerType(type_) if type_ else None,
        Meaning(meaning) if meaning else None,
        formats,
    )
    return diff(options["root"], options["base"], options["head"], wanted)


def impact(root: Path, law: str, article: str | None, ended: date | None, form: str) -> Told:
    """Which powers a law touches.

    Args:
        root: The list.
        law: Its title, full or short.
        article: A number or a place; the whole law when left out.
        ended: The day on which it is repealed; None when it is only revised.
        form: One of `report.impact.FORMATS`.
    """
    from generator.report import impact as written

    place = read_article(article) if article else None
    if article and place is None:
        return Told(MISUSE, complaint=f"“{article}”不是条款；写 122 或者 第一百二十二条第一款")
    reading = read_folder(root)
    if reading.corpus is None:
        return Told(UNFINISHED, complaint="登记册读不懂，没有查；先运行 powerlist check")
    try:
        meant = find_law(reading.corpus, law)
    except UnknownLawError as error:
        return Told(MISUSE, complaint=str(error))
    last = meant.versions[-1].articles if meant.versions else None
    if place and last and place.article > int(last):
        return Told(MISUSE, complaint=f"《{meant.title}》只有 {last} 条，没有{place}")
    found = touched(reading.corpus, meant, place, ended)
    renderers: Mapping[str, Callable[[Impact], str | bytes]] = {
        "text": written.render_text,
        "json": written.render_json,
        "xlsx": written.render_xlsx,
    }
    report = renderers[form](found)
    if reading.diagnostics:
        files = len({finding.file for finding in reading.diagnostics})
        message = f"有 {files} 个文件读不懂，不在这份结果里；先运行 powerlist check"
        return Told(UNFINISHED, report, message)
    return Told(FINDINGS if found.touches else CLEAN, report)


def _impact(options: Mapping[str, Any]) -> Told:
    if options["format"] == "xlsx" and options["output"] is None:
        message = "xlsx 是表格文件，要写明放在哪里 →  --output 影响.xlsx"
        return Told(MISUSE, complaint=message)
    return impact(
        *(options["root"], options["law"], options["article"]),
        *(options["repealed_on"], options["format"]),
    )


def _states(options: Mapping[str, Any], form: Form) -> Told:
    repository = Repository(options["root"])
    code, head = options["code"].upper(), repository.resolve("HEAD")
    states = versions(repository, head, code)
    if not states:
        return Told(MISUSE, complaint=f"提交过的清单里没有编码 {code}；编码是 16 位")
    published = publications(repository, head, code)
    complaints = []
    if repository.shallow:
        complaints.append(f"这里只取了最近的提交，更早的看不到；{_DEEPEN}")
    elif published.lost:
        lost = "、".join(edition.id for edition in published.lost)
        complaints.append(f"历史里找不到 {lost} 版公布的清单，没有同它对照")
    if any(state.file and state.power is None for state in states):
        complaints.append("有的版本读不懂，见报告")
    powers = [state.power for state in states if state.power]
    others = {other for p in powers for entry in p.history for other in entry.related}
    report = form(states, published, names_of(repository, head, others))
    return Told(UNFINISHED if complaints else CLEAN, report, "\n".join(complaints))


def _log(options: Mapping[str, Any]) -> Told:
    from generator.report.timeline import timeline_text

    return _states(options, timeline_text)


def _blame(options: Mapping[str, Any]) -> Told:
    from generator.report.timeline import blame_text

    return _states(options, lambda states, published, _: blame_text(states, published))


def _as_of(options: Mapping[str, Any]) -> Told:
    from generator.history.asof import EditionLost, list_as_of
    from generator.report.timeline import as_of_text

    repository, day = Repository(options["root"]), options["day"]
    few = f"；这里只取了最近的提交，{_DEEPEN}" if repository.shallow else ""
    try:
        found = list_as_of(repository, repository.resolve("HEAD"), day)
    except EditionLost as lost:
        message = f"{day} 有效的是 {lost.edition.id} 版，历史里找不到它公布的清单{few}"
        return Told(UNFINISHED, complaint=message)
    if found is None:
        message = f"{day} 以前没有公布过版本，仓库里也没有那天或者更早的清单{few}"
        return Told(UNFINISHED, complaint=message)
    reading = read_revision(repository, found.commit.id)
    if reading.corpus is None:
        return Told(UNFINISHED, complaint="那天的登记册读不懂")
    missing = len(reading.files) - len(reading.corpus.records)
    complaint = f"{missing} 个文件读不懂，没有列出" if missing else ""
    return Told(UNFINISHED if missing else CLEAN, as_of_text(found, reading, day), complaint)


def _git_diff_driver(options: Mapping[str, Any]) -> Told:
    """One file of `git diff`, as git hands it over: path, then file, number and mode, twice."""
    path, old, _, _, new, *_ = options["handed"]
    root: Path = options["root"]
    registries = read_files(Folder(root), (), lenient=True)
    sides = [_alone(registries, path, Path(side)) for side in (old, new)]
    comparison = compare_readings(sides[0], sides[1], ("原来", "现在"))
    if comparison is None:
        return Told(UNFINISHED, complaint="登记册读不懂，没有比较")
    from generator.report.changes.text import render_text

    text = render_text(comparison) or "写法变了，内容没有变化"
    return Told(CLEAN, f"{path}\n{text}\n")


def _alone(registries: Reading, file: str, at: Path) -> Reading:
    """The list with one power only, whose bytes stand somewhere else."""
    there = at.name != "null" and at.is_file()
    if registries.corpus is None or not there:
        return replace(registries, diagnostics=())
    power, faults = read_power(file, at.read_bytes(), validate_forgiving)
    records = (Loaded(file, power),) if power else ()
    corpus = replace(registries.corpus, records=records)
    return replace(registries, corpus=corpus, diagnostics=tuple(faults), files=(file,))


VERBS: Mapping[str, Callable[[Mapping[str, Any]], Told]] = {
    "diff": _diff,
    "impact": _impact,
    "log": _log,
    "blame": _blame,
    "asof": _as_of,
    "git-diff-driver": _git_diff_driver,
}
"""Command → what it does with the options typed."""


def render(comparison: Comparison, form: str, evidence: Evidence) -> str | bytes:
    """Write a comparison in one of `report.changes.FORMATS`."""
    if form == "json":
        from generator.report.changes.json import render_json

        return render_json(comparison, evidence)
    if form == "xlsx":
        from generator.report.changes.xlsx import render_xlsx

        return render_xlsx(comparison, evidence)
    if form == "html":
        from generator.report.changes.html import render_html

        return render_html(comparison, evidence)
    if form == "md":
        from generator.report.changes.markdown import render_markdown

        return render_markdown(comparison)
    from generator.report.changes.text import render_text

    return render_text(comparison, evidence)


def _official(asked: str | None, *readings: Reading) -> str | None:
    """The official name of a unit asked for by it or by its short name."""
    if asked is None:
        return None
    for reading in readings:
        departments = reading.corpus.registry.departments if reading.corpus else {}
        for name, department in departments.items():
            if asked in {name, department.short_name}:
                return name
    return asked


def _knows(authority: str, comparison: Comparison, *readings: Reading) -> bool:
    return any(
        authority in reading.corpus.registry.departments for reading in readings if reading.corpus
    ) or any(one.change.authority == authority for one in comparison.changes)
