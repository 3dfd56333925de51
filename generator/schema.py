"""JSON Schema for editors and for other towns, generated from the model and never edited."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.model.edition import Editions
from generator.model.power import MODELS, Power
from generator.model.procedure import Template
from generator.model.registry import Departments, Laws, ListFacts, Profiles, Synonyms, Topics
from generator.model.standards import (
    DiscretionStandards,
    FeeCatalogue,
    HigherCatalogue,
    SharedArticles,
    SharedCertificates,
    WorkCalendar,
)
from generator.report.changes.json import changes_schema
from generator.report.impact import impact_schema
from generator.report.json import findings_schema

FOLDER = "docs/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, with the Chinese keys of the files; reports have English keys."""
    power = TypeAdapter(Power).json_schema(by_alias=True)
    # An editor that knows the type shows one set of fields instead of eleven alternatives.
    power.pop("anyOf", None)
    power["oneOf"] = [{"$ref": f"#/$defs/{model.__name__}"} for model in MODELS.values()]
    found = {"power": power, "template": Template.model_json_schema(by_alias=True)}
    for name, model in (
        ("list", ListFacts),
        ("departments", Departments),
        ("laws", Laws),
        ("profiles", Profiles),
        ("synonyms", Synonyms),
        ("topics", Topics),
        ("calendar", WorkCalendar),
        ("fees", FeeCatalogue),
        ("discretion", DiscretionStandards),
        ("certificates", SharedCertificates),
        ("higher", HigherCatalogue),
        ("shared-articles", SharedArticles),
        ("editions", Editions),
    ):
        found[name] = model.model_json_schema(by_alias=True)
    found["findings"] = findings_schema()
    found["changes"] = changes_schema()
    found["impact"] = impact_schema()
    return {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **schema,
        }
        for name, schema in found.items()
    }


def write_schemas(root: Path, *, check: bool = False) -> list[str]:
    """Write the schemas that differ; with `check` only name them.

    Returns:
        Files that were stale, in order.
    """
    stale = []
    for name, schema in schemas().items():
        path = root / FOLDER / name
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(f"{FOLDER}/{name}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return stale
