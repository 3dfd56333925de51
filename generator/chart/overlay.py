"""Two versions of a procedure in one: every step and way of both, with what became of each.

The result is drawn like any other procedure, with badges and outlines in place of colours:
＋新增 in bold, －删去 in dashes, ～修改 in dots and dashes with what stood there before.
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.chart.words import Mark, Marks, View, Wanted
from generator.procedure import Edge, Exit, FlowStep, Procedure, limit_words


def overlay(old: Procedure, new: Procedure, view: View = View.PUBLIC) -> Wanted:
    """Merge two versions, matching steps by id and ways by their two ends.

    Neither version is changed. Two equal versions give a picture without marks. Numbers are
    those of the merged list, so that each stands for one step.

    Args:
        old: The earlier version, sound.
        new: The later version, sound.
        view: For whom; the public is not told of posts and risks, nor that they changed.
    """
    before = {step.id: step for step in old.steps}
    after = {step.id: step for step in new.steps}
    merged: list[FlowStep] = []
    edge_marks: dict[Edge, Mark] = {}
    for step in _in_order(old, new):
        exits, marks = _exits(before.get(step.id), after.get(step.id))
        merged.append(replace(step, exits=exits, number=len(merged) + 1))
        edge_marks |= {Edge(step.id, *exit_): mark for exit_, mark in marks.items()}
    edges = tuple(Edge(step.id, to, when) for step in merged for to, when in step.exits)
    told = {
        id_: lines
        for id_, step in after.items()
        if id_ in before and (lines := tuple(_before(before[id_], step, view)))
    }
    step_marks = dict.fromkeys(after.keys() - before.keys(), Mark.ADDED)
    step_marks |= dict.fromkeys(before.keys() - after.keys(), Mark.REMOVED)
    step_marks |= dict.fromkeys(told, Mark.CHANGED)
    merger = replace(new, steps=tuple(merged), edges=edges)
    return Wanted(merger, view=view, marks=Marks(step_marks, edge_marks, told))


def _in_order(old: Procedure, new: Procedure) -> list[FlowStep]:
    """The new steps in their order, each step taken out after the one it used to follow."""
    kept = {step.id for step in new.steps}
    steps = list(new.steps)
    for at, step in enumerate(old.steps):
        if step.id in kept:
            continue
        previous = old.steps[at - 1].id if at else None
        places = [place for place, found in enumerate(steps) if found.id == previous]
        # A first step taken out stands after the new first one, where the drawing begins.
        steps.insert(places[0] + 1 if places else 1, step)
    return steps


def _exits(old: FlowStep | None, new: FlowStep | None) -> tuple[tuple[Exit, ...], dict[Exit, Mark]]:
    was = dict(old.exits) if old else {}
    now = dict(new.exits) if new else {}
    exits, marks = [], {}
    for to, when in now.items():
        exit_ = to, when
        if to not in was:
            marks[exit_] = Mark.ADDED
        elif was[to] != when:
            exit_ = to, f"{when or '不附条件'}（原：{was[to] or '不附条件'}）"
            marks[exit_] = Mark.CHANGED
        exits.append(exit_)
    for to, when in was.items():
        if to not in now:
            exits.append((to, when))
            marks[to, when] = Mark.REMOVED
    return tuple(exits), marks


def _before(old: FlowStep, new: FlowStep, view: View) -> Iterator[str]:
    """What a step said before, one line for each fact that changed."""
    facts: tuple[tuple[str, object, object], ...] = (
        ("名称", old.name, new.name),
        ("类别", old.kind, new.kind),
        ("执行", old.actor, new.actor),
        ("时限", _limit(old), _limit(new)),
        ("依据", old.basis, new.basis),
        ("文书", old.document, new.document),
        ("说明", old.note, new.note),
    )
    if view is View.INTERNAL:
        facts += ("岗位", old.post, new.post), ("风险", _risk(old), _risk(new))
    for label, was, now in facts:
        if was != now:
            yield f"原{label}：{was or '无'}"


def _limit(step: FlowStep) -> str:
    own = limit_words(step)
    taken = {"statutory": "法定时限", "promised": "承诺时限"}.get(step.limit_source, "")
    return taken + ("" if step.counted or not taken else "，另计") or own


def _risk(step: FlowStep) -> str:
    return f"▲{step.risk.level} {step.risk.text}" if step.risk else ""
