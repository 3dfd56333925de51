"""A folder of YAML files → a `Corpus` and everything that is wrong with the files.

A broken file never stops the others: it yields findings and no record. Decoding reports all
faults of a file at once, in the clerk's words.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from generator.decode import models_in, validate
from generator.diagnostic import Diagnostic, Severity
from generator.model.edition import Editions
from generator.model.power import MODELS, Power
from generator.model.procedure import Template
from generator.model.registry import (
    Departments,
    Laws,
    ListFacts,
    Profiles,
    Registry,
    Synonyms,
    Topics,
)
from generator.model.standards import (
    DiscretionStandards,
    FeeCatalogue,
    HigherCatalogue,
    SharedArticles,
    SharedCertificates,
    WorkCalendar,
)
from generator.model.vocab import PowerType
from generator.source import Source, Tree, decode, parse

POWERS = "powers"
REGISTRY = "powers/_registry"
FLOWCHARTS = "flowcharts"

M = TypeVar("M", bound=BaseModel)

REQUIRED_FILES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("清单.yml", ListFacts),
    ("单位.yml", Departments),
    ("法规.yml", Laws),
    ("公用文本.yml", Profiles),
    ("俗称.yml", Synonyms),
    ("主题.yml", Topics),
)
OPTIONAL_FILES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("工作日历.yml", WorkCalendar),
    ("收费目录.yml", FeeCatalogue),
    ("裁量基准.yml", DiscretionStandards),
    ("共享证照.yml", SharedCertificates),
    ("上级目录.yml", HigherCatalogue),
    ("交叉清单.yml", SharedArticles),
    ("版本.yml", Editions),
)
REGISTRY_FILES = (*REQUIRED_FILES, *OPTIONAL_FILES)
"""Registries in the order in which `Registry` takes them."""


@dataclass(frozen=True)
class Loaded:
    """One record and where it stands."""

    file: str
    power: Power


@dataclass(frozen=True)
class Corpus:
    """The whole list as read: records in order of code, registries, templates.

    Attributes:
        templates: The version in force of each template by name, others by name and version
            (`procedure.template_named`, ADR 0010).
        template_files: Their files under the same names.
    """

    records: tuple[Loaded, ...]
    registry: Registry
    templates: Mapping[str, Template]
    template_files: Mapping[str, str]

    @property
    def powers(self) -> tuple[Power, ...]:
        """The records alone."""
        return tuple(record.power for record in self.records)


@dataclass(frozen=True)
class Reading:
    """What reading a folder gave.

    Attributes:
        corpus: The list; None when a registry could not be read, without which nothing can be
            checked.
        diagnostics: What is wrong with the files themselves.
        files: Every power file seen, readable or not.
        root: The folder, for looking up the text a finding points at.
    """

    corpus: Corpus | None
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    root: Path

    def source(self, file: str) -> Source:
        """The text of one file, empty when it cannot be read as text."""
        try:
            raw = (self.root / file).read_bytes()
        except OSError:
            raw = b""
        return decode(file, raw)[0] or Source(file, raw.decode("utf-8", "replace"))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a list that only grows.

    Reading makes millions of objects and drops few: of 2.08 s of CPU for 4,782 files the collector
    took 0.48 s and freed nothing that mattered.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collector_paused()
def read_folder(root: Path, only: Sequence[str] | None = None) -> Reading:
    """Read registries, templates and powers below `root`.

    Args:
        root: The repository.
        only: Files or folders below `root` to read powers from; every power when left out.
    """
    found: list[Diagnostic] = []
    registry = _read_registry(root, found)
    templates, template_files = _read_templates(root, registry, found)
    files = tuple(power_files(root, only))
    records: list[Loaded] = []
    for file in files:
        power, faults = read_power(file, _read_bytes(root / file))
        found.extend(faults)
        if power is not None:
            records.append(Loaded(file, power))
    records.sort(key=lambda record: (record.power.code, record.file))
    corpus = None
    if registry is not None:
        corpus = Corpus(tuple(records), registry, templates, template_files)
    return Reading(corpus, tuple(found), files, root)


def _read_templates(
    root: Path, registry: Registry | None, found: list[Diagnostic]
) -> tuple[dict[str, Template], dict[str, str]]:
    files: dict[str, str] = {}
    versions: dict[str, list[Template]] = {}
    for path in sorted((root / FLOWCHARTS).glob("*.yml")):
        file = path.relative_to(root).as_posix()
        template = _read_model(root, file, Template, found)
        if template is None:
            continue
        if template.label in files:
            found.append(_duplicate_template(file, template.label, files[template.label]))
            continue
        versions.setdefault(template.name, []).append(template)
        files[template.label] = file
    templates: dict[str, Template] = {}
    template_files: dict[str, str] = {}
    for name, known in versions.items():
        current = _in_force(known, registry)
        for template in known:
            key = name if template is current else template.label
            templates[key] = template
            template_files[key] = files[template.label]
    return templates, template_files


def _in_force(versions: Sequence[Template], registry: Registry | None) -> Template:
    """The newest version in force on the day of the list; before all of them the oldest.

    The day is that of the list (数据日期), not today's: what a file says must not change overnight.
    """
    ordered = sorted(versions, key=lambda template: template.version)
    day = registry.facts.as_of if registry else ordered[-1].version
    return next((t for t in reversed(ordered) if t.version <= day), ordered[0])


def list_files(root: Path, only: Sequence[str] | None = None) -> Iterator[str]:
    """Files of the list in the same sense: the registries, the templates and the powers."""
    registries = [f"{REGISTRY}/{name}" for name, _ in REGISTRY_FILES]
    templates = sorted(
        path.relative_to(root).as_posix() for path in (root / FLOWCHARTS).glob("*.yml")
    )
    for file in (*registries, *templates):
        wanted = only is None or any(Path(file).is_relative_to(place) for place in only)
        if wanted and (root / file).is_file():
            yield file
    yield from power_files(root, only)


def power_files(root: Path, only: Sequence[str] | None = None) -> Iterator[str]:
    """Power files in order of path; folders that begin with _ hold registries.

    Args:
        root: The repository.
        only: Files or folders below `root` to look at; everything under `powers` when left out.
    """
    found: set[str] = set()
    for place in [POWERS] if only is None else only:
        path = root / place
        for file in [path] if path.is_file() else path.rglob("*.y*ml"):
            parts = file.relative_to(root).parts
            hidden = any(part.startswith(("_", ".")) for part in parts)
            if parts[0] == POWERS and len(parts) > 2 and not hidden:
                found.add("/".join(parts))
    yield from sorted(found)


def read_power(file: str, raw: bytes | None) -> tuple[Power | None, list[Diagnostic]]:
    """Read one power from the bytes of its file; findings instead of exceptions."""
    tree, faults = _read_tree(file, raw)
    if tree is None:
        return None, faults
    kind = tree.get("类型")
    if not isinstance(kind, str) or kind not in _TYPE_NAMES:
        return None, [_unknown_type(file, kind)]
    model = MODELS[PowerType(kind)]
    # MODELS gives the base class to the type checker; what it holds are the members of Power.
    return validate(file, tree, model)  # type: ignore[return-value]


_TYPE_NAMES = frozenset(str(kind) for kind in PowerType)


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _read_tree(file: str, raw: bytes | None) -> tuple[Tree | None, list[Diagnostic]]:
    if raw is None:
        return None, [
            Diagnostic(
                "Y000",
                Severity.ERROR,
                "文件打不开",
                file,
                fix="看看文件是否被移走，或者没有读取权限",
                why="读不到的文件没法检查，也不会出现在网站上",
            )
        ]
    source, faults = decode(file, raw)
    if source is None:
        return None, faults
    return parse(source, known_keys())


def _read_model(root: Path, file: str, model: type[M], found: list[Diagnostic]) -> M | None:
    tree, faults = _read_tree(file, _read_bytes(root / file))
    found.extend(faults)
    if tree is None:
        return None
    value, faults = validate(file, tree, model)
    found.extend(faults)
    return value


def read_registry_facts(root: Path) -> ListFacts | None:
    """The facts about the list alone; None when their file cannot be read."""
    return _read_model(root, f"{REGISTRY}/清单.yml", ListFacts, [])


def _read_registry(root: Path, found: list[Diagnostic]) -> Registry | None:
    parts: list[Any] = [
        _read_model(root, f"{REGISTRY}/{name}", model, found)
        if (name, model) in REQUIRED_FILES or (root / REGISTRY / name).exists()
        else model()
        for name, model in REGISTRY_FILES
    ]
    if any(part is None for part in parts):
        return None
    return Registry(*parts)


@lru_cache(maxsize=1)
def known_keys() -> frozenset[str]:
    """Every field name any file may use."""
    keys: set[str] = set()
    seen: set[type[BaseModel]] = set()
    todo: list[type[BaseModel]] = [
        *MODELS.values(),
        Template,
        *(model for _, model in REGISTRY_FILES),
    ]
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        for field in model.model_fields.values():
            keys.add(field.alias or "")
            todo.extend(models_in(field.annotation))
    return frozenset(keys)


def _unknown_type(file: str, kind: object) -> Diagnostic:
    allowed = "、".join(str(member) for member in PowerType)
    if kind is None:
        return Diagnostic(
            "S101",
            Severity.ERROR,
            "缺少“类型”",
            file,
            ("类型",),
            on_key=True,
            fix="补上一行 →  类型: 行政许可",
            why="类型决定还要公布哪些内容",
        )
    return Diagnostic(
        "S103",
        Severity.ERROR,
        f"“类型”不能填“{str(kind)[:40]}”",
        file,
        ("类型",),
        fix=f"从这些里选一个 →  {allowed}",
        why="类型决定还要公布哪些内容",
    )


def _duplicate_template(file: str, name: str, first: str) -> Diagnostic:
    return Diagnostic(
        "S114",
        Severity.ERROR,
        f"流程模板“{name}”有两份，另一份在 {first}",
        file,
        ("模板",),
        fix="改名，写对法规版本，或者删掉多余的一份",
        why="同名模板不知道用哪一个",
    )
