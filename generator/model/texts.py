"""The free texts of a record: what people typed, as against names, dates and citations.

Which attributes of a model may hold one is worked out once per model, so that a walk through
4,732 records touches only them.
"""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

from generator.diagnostic import FieldPath
from generator.model.citation import Citation, Place
from generator.model.fine import Fine

_GRAMMAR = (Enum, Citation, Place, Fine, NoneType)
"""What is read by a grammar of its own holds no free text."""


def texts_in(value: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every free text below a value, with the path to it in the words of the file."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield path, value
    elif isinstance(value, BaseModel):
        for name, alias in _holders(type(value)):
            child = getattr(value, name)
            if child:
                yield from texts_in(child, (*path, alias))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_in(item, (*path, index))


def all_text(value: object) -> str:
    """The same texts in one, a line each; for a quick look before the places matter."""
    found: list[str] = []
    _collect(value, found)
    return "\n".join(found)


def _collect(value: object, found: list[str]) -> None:
    if type(value) is str:
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _collect(item, found)
    elif isinstance(value, BaseModel):
        held = value.__dict__
        for name, _ in _holders(type(value)):
            child = held[name]
            if child:
                _collect(child, found)


@lru_cache(maxsize=256)
def _holders(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Attribute and key of every field that may hold a text."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if _may_hold(field.annotation)
    )


def _may_hold(annotation: Any) -> bool:
    if isinstance(annotation, type):
        text = issubclass(annotation, (str, BaseModel)) and not issubclass(annotation, _GRAMMAR)
        return text
    return any(_may_hold(part) for part in get_args(annotation))
