"""Items of lists are matched by what identifies them: a moved one has moved, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.diff.change import Difference, Edit, compare
from generator.diff.corpora import facts_of
from generator.diff.facts import STEPS, Fact, Fields, Items
from tests.edits import CHECK, LICENCE, edited, material
from tests.factory import Tree, own_steps, put, reading_of, valid_trees

Where = tuple[str, ...]


def lists_in(fact: Fact, path: Where = ()) -> Iterator[tuple[Where, Items]]:
    """Every list of more than one item."""
    if isinstance(fact, Items) and len(fact) > 1:
        yield path, fact
    if isinstance(fact, (Fields, Items)):
        for key, inner in fact.items():
            yield from lists_in(inner, (*path, key))


def every_fact(folder: Path) -> Iterator[Fact]:
    """The facts of every record and registry of a list with more than one of most things."""
    corpus = reading_of(folder, edited(valid_trees(), "加两份材料")).corpus
    assert corpus is not None
    yield from facts_of(corpus).values()


def turned(fact: Fact, path: Where) -> Fact:
    """The same with the list at a path begun with its last item."""
    if not path:
        assert isinstance(fact, Items)
        keys = list(fact)
        return Items((key, fact[key]) for key in (keys[-1], *keys[:-1]))
    assert isinstance(fact, (Fields, Items))
    kept = ((k, turned(v, path[1:]) if k == path[0] else v) for k, v in fact.items())
    return type(fact)(kept)


@pytest.mark.accepts("A4")
def test_an_item_of_any_list_that_moved_is_told_as_moved(tmp_path: Path) -> None:
    tried = set()
    for facts in every_fact(tmp_path):
        for path, items in lists_in(facts):
            tried.add(next(name for name in reversed(path) if not name.isascii()))
            (difference,) = compare(facts, turned(facts, path))
            assert (difference.path, difference.edit) == (path, Edit.MOVE)
            assert isinstance(difference.after, Items)
            assert sorted(difference.after) == sorted(items)
    assert {"材料", "依据", STEPS, "俗称"} <= tried


def numbered(fact: Fact) -> Fact:
    """The same with every item known by its place alone, as other programs do."""
    if isinstance(fact, Items):
        return Items((str(n), numbered(inner)) for n, inner in enumerate(fact.values()))
    if isinstance(fact, Fields):
        return Fields((key, numbered(inner)) for key, inner in fact.items())
    return fact


@pytest.mark.accepts("A4", twin=True)
def test_items_known_by_their_place_would_be_told_as_changed(tmp_path: Path) -> None:
    for facts in every_fact(tmp_path):
        for path, _ in lists_in(facts):
            told = list(compare(numbered(facts), numbered(turned(facts, path))))
            assert Edit.MOVE not in {difference.edit for difference in told}
            assert told


def of(
    folder: Path, file: str, path: tuple[str, ...], before: Tree, after: Tree
) -> list[Difference]:
    """The differences of one field of one record, through files."""
    sides = []
    for name, value in (("前", before), ("后", after)):
        trees = valid_trees()
        put(trees[file], path, value)
        corpus = reading_of(folder / name, trees).corpus
        assert corpus is not None
        sides.append(facts_of(corpus)[trees[file]["编码"]])
    return list(compare(*sides))


@pytest.mark.accepts("A4")
def test_a_material_that_moved_and_changed_is_told_as_both(tmp_path: Path) -> None:
    one, other, third = material("甲表"), material("乙证"), material("丙证明")
    softer = other | {"必要性": "非必要"}
    told = of(tmp_path, LICENCE, ("材料",), [one, other, third], [softer, one, third])
    assert [(d.path, d.edit) for d in told] == [
        (("材料", "乙证", "必要性"), Edit.REPLACE),
        (("材料",), Edit.MOVE),
    ]


@pytest.mark.accepts("A4")
def test_a_step_that_moved_is_told_by_its_number(tmp_path: Path) -> None:
    steps = own_steps()
    swapped = [steps[0], steps[2], steps[1], *steps[3:]]
    told = of(tmp_path, CHECK, ("流程",), {"步骤": steps}, {"步骤": swapped})
    moved = [d for d in told if d.edit is Edit.MOVE]
    assert [d.path for d in moved] == [("流程", STEPS)]
    # Where a step leads to by standing before another did change, and is told beside the move.
    others = {d.path[-2] for d in told if d.edit in {Edit.ADD, Edit.REMOVE}}
    assert others <= {"下一步"}


@pytest.mark.accepts("A4", twin=True)
def test_another_material_in_the_same_place_is_not_the_same_one(tmp_path: Path) -> None:
    told = of(
        tmp_path,
        LICENCE,
        ("材料",),
        [material("营业执照"), material("甲表")],
        [material("房屋租赁合同", "非必要"), material("甲表")],
    )
    assert sorted((d.path[-1], d.edit) for d in told) == [
        ("房屋租赁合同", Edit.ADD),
        ("营业执照", Edit.REMOVE),
    ]
