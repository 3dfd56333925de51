"""The canonical order of keys at every depth, read off the model.

At the top of a power it is the order of the paper form (`KEY_ORDER`), further in the order in
which a model declares its fields; what a model declares itself stands before what it inherits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.decode import models_in
from generator.files import FLOWCHARTS, REGISTRY
from generator.load import REGISTRY_FILES
from generator.model.keys import KEY_ORDER
from generator.model.power import MODELS
from generator.model.procedure import Template

Tree = Any
"""A tree of dict, list and str."""

Models = tuple[type[BaseModel], ...]

_REGISTRIES = {f"{REGISTRY}/{name}": model for name, model in REGISTRY_FILES}


@dataclass(frozen=True)
class Order:
    """The keys that may stand in one place, and what may stand below each.

    Where the model allows alternatives (a limit, or the reason why there is none) the keys of
    all of them are known, in order of declaration.
    """

    ranks: dict[str, int]
    models: dict[str, Models]

    def rank(self, key: str) -> int:
        """Where a key stands; one the model does not know comes last."""
        return self.ranks.get(key, len(self.ranks))

    def below(self, key: str) -> "Order":
        """The order inside the value of `key`, or of each item when it is a list."""
        return _order(self.models.get(key, ()))


def is_power(file: str) -> bool:
    """Whether a file of the list holds a power, rather than a registry or a template."""
    return file not in _REGISTRIES and not file.startswith(f"{FLOWCHARTS}/")


def order_of(file: str) -> Order:
    """The order of keys in a file of the list, told by where it stands."""
    if not is_power(file):
        return _order((_REGISTRIES.get(file, Template),))
    return _order(tuple(MODELS.values()), of_power=True)


def ordered(tree: Tree, order: Order) -> Tree:
    """The same tree with every mapping in canonical order."""
    if isinstance(tree, dict):
        return {
            key: ordered(tree[key], order.below(key))
            if isinstance(tree[key], (dict, list))
            else tree[key]
            for key in sorted(tree, key=order.rank)
        }
    if isinstance(tree, list):
        return [ordered(item, order) for item in tree]
    return tree


@lru_cache(maxsize=256)
def _order(models: Models, *, of_power: bool = False) -> Order:
    found: dict[str, Models] = dict.fromkeys(KEY_ORDER, ()) if of_power else {}
    for model in models:
        for field in _fields(model):
            inner = (*found.get(field.alias or "", ()), *models_in(field.annotation))
            found[field.alias or ""] = tuple(dict.fromkeys(inner))
    return Order({key: rank for rank, key in enumerate(found)}, found)


def _fields(model: type[BaseModel]) -> Iterator[FieldInfo]:
    names = (name for owner in model.__mro__ for name in vars(owner).get("__annotations__", ()))
    for name in dict.fromkeys(names):
        if name in model.model_fields:
            yield model.model_fields[name]
