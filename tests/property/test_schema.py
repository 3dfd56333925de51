"""The JSON Schema an editor uses and the model the program uses accept the same files."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from pydantic import BaseModel
from pydantic import ValidationError as ModelError

from generator.diagnostic import FieldPath
from generator.load import REGISTRY_FILES
from generator.model.power import MODELS
from generator.model.procedure import Template
from generator.model.vocab import PowerType
from tests.factory import GONE, TEMPLATE, Tree, broken, own_steps, record, valid_trees
from tests.property.test_any_input import PATHS, SCALARS, spoilt

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"

INEXPRESSIBLE = {
    "date": "a pattern cannot count the days of a month (2026-02-30)",
    "duration": "时限 of a step is a line of text or the name of a limit; read by a validator",
    "citation": "a pattern cannot tell 第十十条, which is no number, from 第一百条",
    "place": "the same for a place without a law",
}
"""Kinds of error the model may find in a file its schema accepts, and why."""


def _ecma_pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    """`$` is the very end in the schema's dialect; Python lets a line feed follow."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


Validator = extend(Draft202012Validator, {"pattern": _ecma_pattern})


@cache
def validator(name: str, definition: str = "") -> Any:
    """The schema of a kind of file, or one of its definitions alone."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    if definition:
        schema = {"$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]}
    return Validator(schema)


def model_errors(model: type[BaseModel], tree: Tree) -> set[str]:
    try:
        model.model_validate(tree)
    except ModelError as error:
        return {detail["type"] for detail in error.errors()}
    return set()


def agree(name: str, model: type[BaseModel] | None, tree: Tree) -> None:
    # Of the eleven alternatives of a power only that of its own 类型 can fit.
    checked = validator(name, model.__name__ if name == "power" and model else "")
    by_schema = checked.is_valid(tree)
    errors = {"type"} if model is None else model_errors(model, tree)
    if by_schema:
        assert errors <= set(INEXPRESSIBLE) | {"too_short"}, errors
        # A list is too short for the model once its only item is one of the above.
        assert errors != {"too_short"}
    else:
        assert errors, [error.message for error in checked.iter_errors(tree)]


def model_of(tree: Tree) -> type[BaseModel] | None:
    kind = tree.get("类型") if isinstance(tree, dict) else None
    return MODELS.get(kind) if isinstance(kind, str) else None  # type: ignore[call-overload] - any text may be asked for; an unknown one gives None


@pytest.mark.parametrize("name", sorted(path.name for path in SCHEMAS.glob("*.json")))
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", PowerType)
def test_valid_records_are_accepted_by_both(kind: PowerType) -> None:
    assert validator("power").is_valid(record(kind))
    for other, model in MODELS.items():
        assert validator("power", model.__name__).is_valid(record(kind)) == (other is kind)
    assert model_errors(MODELS[kind], record(kind)) == set()


REGISTRIES = dict(
    zip(
        [
            *("list", "departments", "laws", "profiles", "synonyms", "topics"),
            *("calendar", "fees", "discretion", "certificates", "higher", "shared-articles"),
            "editions",
        ],
        REGISTRY_FILES,
        strict=True,
    )
)


@pytest.mark.parametrize("name", REGISTRIES)
def test_registries_are_accepted_by_both(name: str) -> None:
    file, model = REGISTRIES[name]
    tree = valid_trees()[f"powers/_registry/{file}"]
    assert validator(name).is_valid(tree)
    assert model_errors(model, tree) == set()
    for key in tree:
        agree(name, model, broken(tree, (key,), GONE))
        agree(name, model, broken(tree, (key,), ["甲"]))
        agree(name, model, broken(tree, (key,), ""))


BOTH = {"不适用": "甲", "待补": "乙"}
SOURCES: list[Tree] = [
    {},
    {"模板": "甲"},
    {"模板": "甲", "步骤": []},
    {"模板": "甲", "调整": []},
    {"模板": "甲", "步骤": own_steps()},
    {"步骤": own_steps()},
    {"步骤": own_steps(), "调整": []},
    {"步骤": own_steps(), "调整": [{"删除": "check"}]},
    {"模板": "甲", "调整": [{"删除": "check"}]},
    {"步骤": []},
]


@pytest.mark.parametrize("procedure", SOURCES)
def test_the_two_sources_of_a_procedure_exclude_each_other_in_both(procedure: Tree) -> None:
    agree(
        "power",
        MODELS[PowerType.LICENSING],
        broken(record(PowerType.LICENSING), ("流程",), procedure),
    )


@pytest.mark.parametrize("kind", PowerType)
def test_every_single_loss_is_judged_alike(kind: PowerType) -> None:
    for path in PATHS[kind]:
        tree = broken(record(kind), path, GONE)
        agree("power", model_of(tree), tree)


@pytest.mark.parametrize("kind", PowerType)
def test_every_single_replacement_is_judged_alike(kind: PowerType) -> None:
    for path in PATHS[kind]:
        for value in ("", "甲", " 甲", "甲\n", [], {}, ["甲"], {"不适用": "甲"}, BOTH):
            tree = broken(record(kind), path, value)
            agree("power", model_of(tree), tree)


@settings(max_examples=200)
@given(spoilt())
def test_spoilt_records_are_judged_alike(tree: Tree) -> None:
    agree("power", model_of(tree), tree)


STEP_PATHS: list[FieldPath] = [
    ("步骤", index, key) for index, step in enumerate(own_steps()) for key in step
]


@settings(max_examples=150)
@given(st.sampled_from(STEP_PATHS), SCALARS)
def test_spoilt_templates_are_judged_alike(path: FieldPath, value: Tree) -> None:
    agree("template", Template, broken(valid_trees()[TEMPLATE], path, value))


EXCEPTIONS: list[tuple[str, FieldPath, Tree]] = [
    ("date", ("沿革", 0, "日期"), "2026-02-30"),
    ("duration", ("流程",), {"步骤": [own_steps()[0] | {"时限": "五天"}]}),
    ("citation", ("法定时限", "依据"), "《甲》第十十条"),
    ("place", ("依据", 0, "条款"), "第十十条"),
]


@pytest.mark.parametrize(("error", "path", "value"), EXCEPTIONS)
def test_what_the_schema_cannot_say_the_model_refuses(
    error: str, path: FieldPath, value: Tree
) -> None:
    tree = broken(record(PowerType.LICENSING), path, value)
    assert validator("power").is_valid(tree)
    assert error in model_errors(MODELS[PowerType.LICENSING], tree)


def test_every_exception_has_its_example() -> None:
    assert {error for error, _, _ in EXCEPTIONS} == set(INEXPRESSIBLE)
