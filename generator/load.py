"""The YAML files of a list → a `Corpus` and everything that is wrong with the files.

A broken file never stops the others: it yields findings and no record. Decoding reports all
faults of a file at once, in the clerk's words.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from generator.decode import Validate, models_in, unknown_type, validate, validate_forgiving
from generator.diagnostic import Diagnostic, Severity
from generator.files import REGISTRY, Files, Folder, power_files, template_files
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
from generator.model.vocab import LISTED, PowerType, YesNo
from generator.source import Source, Tree, decode, parse

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

    @property
    def counted(self) -> tuple[Power, ...]:
        """The records that the announced numbers count.

        What was cancelled, delegated or merged counts no more; units under vertical management
        count as 清单.yml says.
        """
        apart = self.registry.counted_apart
        return tuple(p for p in self.powers if p.status in LISTED and p.authority not in apart)


@dataclass(frozen=True)
class Reading:
    """What reading a list gave.

    Attributes:
        corpus: The list; None when a registry could not be read, without which nothing can be
            checked.
        diagnostics: What is wrong with the files themselves.
        files: Every power file seen, readable or not.
        place: Where they stand, for looking up the text a finding points at.
    """

    corpus: Corpus | None
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    place: Files

    def source(self, file: str) -> Source:
        """The text of one file, empty when it cannot be read as text."""
        raw = self.place.read(file) or b""
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


Known = dict[tuple[str, bytes, bool], tuple[Any, list[Diagnostic]]]
"""Files read before, by name, bytes and leniency: two editions share most of theirs, and a record
that did not change is then the very same object in both."""


def read_folder(root: Path, only: Sequence[str] | None = None) -> Reading:
    """Read registries, templates and powers below `root`; see `read_files`."""
    return read_files(Folder(root), only)


@_collector_paused()
def read_files(
    files: Files,
    only: Sequence[str] | None = None,
    *,
    known: Known | None = None,
    lenient: bool = False,
) -> Reading:
    """Read registries, templates and powers.

    Args:
        files: Where the list stands.
        only: Files or folders to read powers from; every power when left out.
        known: What was read before, added to; nothing is remembered when left out.
        lenient: Read what an earlier edition of the program wrote: a field that is no longer known
            is left out, a registry that did not exist yet is empty, both with a finding.
    """
    reader = _Reader(files, {} if known is None else known, lenient)
    chosen = tuple(power_files(files, only))
    registries = [f"{REGISTRY}/{name}" for name, _ in REGISTRY_FILES]
    files.fetch((*registries, *template_files(files), *chosen))
    registry = reader.registry()
    templates, names = _read_templates(files, reader, registry)
    records = [Loaded(file, power) for file in chosen if (power := reader.power(file)) is not None]
    records.sort(key=lambda record: (record.power.code, record.file))
    corpus = None
    if registry is not None:
        corpus = Corpus(tuple(records), registry, templates, names)
    return Reading(corpus, tuple(reader.found), chosen, files)


def _read_templates(
    files: Files, reader: "_Reader", registry: Registry | None
) -> tuple[dict[str, Template], dict[str, str]]:
    file_of: dict[str, str] = {}
    versions: dict[str, list[Template]] = {}
    for file in template_files(files):
        template = reader.model(file, Template)
        if template is None:
            continue
        if template.label in file_of:
            reader.found.append(_duplicate_template(file, template.label, file_of[template.label]))
            continue
        versions.setdefault(template.name, []).append(template)
        file_of[template.label] = file
    templates: dict[str, Template] = {}
    names: dict[str, str] = {}
    for name, known in versions.items():
        current = _in_force(known, registry)
        for template in known:
            key = name if template is current else template.label
            templates[key] = template
            names[key] = file_of[template.label]
    return templates, names


def _in_force(versions: Sequence[Template], registry: Registry | None) -> Template:
    """The newest version in force on the day of the list; before all of them the oldest.

    The day is that of the list (数据日期), not today's: what a file says must not change overnight.
    """
    ordered = sorted(versions, key=lambda template: template.version)
    day = registry.facts.as_of if registry else ordered[-1].version
    return next((t for t in reversed(ordered) if t.version <= day), ordered[0])


def list_files(root: Path, only: Sequence[str] | None = None) -> Iterator[str]:
    """Files of the list in the same sense: the registries, the templates and the powers."""
    files = Folder(root)
    registries = [f"{REGISTRY}/{name}" for name, _ in REGISTRY_FILES]
    for file in (*registries, *template_files(files)):
        wanted = only is None or any(Path(file).is_relative_to(place) for place in only)
        if wanted and (root / file).is_file():
            yield file
    yield from power_files(files, only)


def read_power(
    file: str, raw: bytes | None, check: Validate = validate
) -> tuple[Power | None, list[Diagnostic]]:
    """Read one power from the bytes of its file; findings instead of exceptions."""
    tree, faults = _read_tree(file, raw)
    if tree is None:
        return None, faults
    kind = tree.get("类型")
    if not isinstance(kind, str) or kind not in _TYPE_NAMES:
        return None, [*faults, unknown_type(file, kind)]
    value, wrong = check(file, tree, MODELS[PowerType(kind)])
    return value, [*faults, *wrong]


_TYPE_NAMES = frozenset(str(kind) for kind in PowerType)


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


class _Reader:
    """Reads one list file by file and keeps what is wrong with any."""

    def __init__(self, files: Files, known: Known, lenient: bool) -> None:
        self.found: list[Diagnostic] = []
        self._files = files
        self._known = known
        self._lenient = lenient
        self._validate: Validate = validate_forgiving if lenient else validate

    def model(self, file: str, model: type[M]) -> M | None:
        """Read one file as a model; None, with findings, when that cannot be done."""
        value: M | None = self._remembered(
            file, lambda raw: _read_model(file, raw, model, self._validate)
        )
        return value

    def power(self, file: str) -> Power | None:
        """Read one power likewise."""
        power: Power | None = self._remembered(
            file, lambda raw: read_power(file, raw, self._validate)
        )
        return power

    def registry(self) -> Registry | None:
        """Read every registry; None when one that a list cannot be without does not read."""
        there = set(self._files.below(REGISTRY))
        parts: list[Any] = [
            self.model(file, model) if (name, model) in REQUIRED_FILES or file in there else model()
            for name, model in REGISTRY_FILES
            for file in [f"{REGISTRY}/{name}"]
        ]
        if self._lenient:
            parts = [
                _stand_in(model) if part is None else part
                for part, (_, model) in zip(parts, REGISTRY_FILES, strict=True)
            ]
        return None if any(part is None for part in parts) else Registry(*parts)

    def _remembered(
        self, file: str, read: Callable[[bytes | None], tuple[Any, list[Diagnostic]]]
    ) -> Any:
        raw = self._files.read(file)
        if raw is None:
            value, faults = read(None)
        elif (key := (file, raw, self._lenient)) in self._known:
            value, faults = self._known[key]
        else:
            value, faults = self._known[key] = read(raw)
            if not faults:  # Leniency made no difference.
                self._known[file, raw, not self._lenient] = value, faults
        self.found.extend(faults)
        return value


def _stand_in(model: type[BaseModel]) -> BaseModel:
    """An empty registry for one that an earlier edition did not have or wrote differently."""
    values: dict[str, Any] = dict.fromkeys(model.model_fields, ())
    if model is ListFacts:
        values = dict.fromkeys(model.model_fields, "（这个版本没有写明）")
        counts = dict.fromkeys(("announced_units", "announced_powers", "announced_party"), "0")
        values |= {**counts, "demonstration": YesNo.YES, "as_of": date.min}
    return model.model_construct(None, **values)


def _read_model(
    file: str, raw: bytes | None, model: type[M], check: Validate = validate
) -> tuple[M | None, list[Diagnostic]]:
    tree, faults = _read_tree(file, raw)
    if tree is None:
        return None, faults
    value, wrong = check(file, tree, model)
    return value, [*faults, *wrong]


def read_registry(root: Path, name: str, model: type[M]) -> M | None:
    """One file of the registries alone, by its name; None when it cannot be read."""
    file = f"{REGISTRY}/{name}.yml"
    return _read_model(file, Folder(root).read(file), model)[0]


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
