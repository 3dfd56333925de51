"""What is written in the node of each step, for whom, and above and below the picture.

Two readers: the public sees who acts and within what limit; the office also sees posts, risks
and control measures, which are never published. Where the picture stands alone or in lanes it
also names articles and documents, which on a power's page stand in the list beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.chart.text import wrap
from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.registry import RemedyProfile
from generator.procedure import Edge, FlowStep, LimitSource, Procedure, limit_words
from generator.timing import longest_paths

LABEL_SIZE, LABEL_HEIGHT = 12, 14
_LABEL_WIDTH = 88
"""Longer conditions are broken into lines on a phone."""


class View(StrEnum):
    """For whom a chart is drawn."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Mark(StrEnum):
    """What became of a step or a way between two versions, as its badge says."""

    ADDED = "＋新增"
    REMOVED = "－删去"
    CHANGED = "～修改"


@dataclass(frozen=True, slots=True)
class Marks:
    """What differs between two versions of a procedure (`overlay`).

    Attributes:
        steps: Mark by id of step.
        edges: Mark by way.
        before: By id of a changed step, what it said before, one line a fact.
    """

    steps: Mapping[str, Mark] = field(default_factory=dict)
    edges: Mapping[Edge, Mark] = field(default_factory=dict)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn, and how.

    Attributes:
        procedure: A sound procedure (`procedure.faults` is empty).
        statutory, promised: The power's limits, shown at the steps that take them.
        view: For whom.
        lanes: Whether each actor has a lane of their own; otherwise the actor stands in the node.
        remedy: What to do when one disagrees, for the dashed box at the foot; may be empty.
        marks: What differs from another version.
        title: What stands above a picture of its own; a page has a heading instead.
    """

    procedure: Procedure
    statutory: Duration | None = None
    promised: Duration | None = None
    view: View = View.PUBLIC
    lanes: bool = False
    remedy: str = ""
    marks: Marks = Marks()
    title: str = ""

    @property
    def wide(self) -> bool:
        """Whether the picture may be wider than a phone."""
        marked = bool(self.marks.steps or self.marks.edges)
        return self.lanes or marked or self.view is View.INTERNAL


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one node: badge, name, quiet notes, and lines that must not be missed."""

    name: str
    notes: tuple[str, ...]
    badge: str = ""
    alerts: tuple[str, ...] = ()


def words_of(step: FlowStep, wanted: Wanted, *, name_actor: bool = True) -> Words:
    """Write the node of a step.

    Args:
        step: The step.
        wanted: What is to be drawn.
        name_actor: Whether the actor must be named; not where the lane says it.
    """
    notes = [str(step.actor)] if name_actor else []
    if wanted.view is View.INTERNAL and step.post:
        notes.append(f"岗位：{step.post}")
    notes.append(limit_words(step, wanted.statutory, wanted.promised))
    if wanted.wide:
        notes.append(f"《{step.document}》" if step.document else "")
        notes.append(_article(step.basis, wanted.procedure.law))
    alerts = list(wanted.marks.before.get(step.id, ()))
    if wanted.view is View.INTERNAL and step.risk is not None:
        risk = step.risk
        alerts += [f"▲{risk.level} {risk.text}", f"防控：{risk.measure}"]
    # A no-break space ties the number to the name.
    name = f"{step.number}\u00a0{step.name}"
    badge = wanted.marks.steps.get(step.id, "")
    return Words(name, tuple(note for note in notes if note), badge, tuple(alerts))


def condition(edge: Edge, wanted: Wanted) -> tuple[str, ...]:
    """The lines beside a way: what became of it and on what condition; none when there is none."""
    text = f"{wanted.marks.edges.get(edge, '')} {edge.label or ''}".strip()
    if not text or wanted.wide:
        return (text,) if text else ()
    return wrap(text, _LABEL_WIDTH, LABEL_SIZE)


def _article(basis: Citation | None, law: str | None) -> str:
    if basis is None:
        return ""
    return str(basis.place) if basis.place and basis.law == law else str(basis)


def head_lines(wanted: Wanted) -> tuple[str, ...]:
    """What stands above the picture, none of it empty."""
    inside = "内部使用，不对外公开" if wanted.view is View.INTERNAL else ""
    return tuple(line for line in (wanted.title, inside, head_words(wanted)) if line)


def head_words(wanted: Wanted) -> str:
    """The line above the picture: what the steps come to, what law allows, what is promised.

    The steps are added up only where all of them bring limits of their own; a step that takes
    the power's limit is that limit.
    """
    sources = {step.limit_source for step in wanted.procedure.steps}
    told: list[tuple[str, object]] = []
    if not sources & {LimitSource.STATUTORY, LimitSource.PROMISED}:
        sums = dict.fromkeys(
            "加".join(map(str, path.sums)) for path in longest_paths(wanted.procedure)
        )
        told = [("各环节合计", "或者".join(sums))]
    told += [("法定时限", wanted.statutory), ("承诺时限", wanted.promised)]
    return "，".join(f"{label}\u00a0{limit}" for label, limit in told if limit)


def remedy_words(profile: RemedyProfile | None) -> str:
    """The line at the foot: each way to disagree once, with its time."""
    if profile is None:
        return ""
    routes = dict.fromkeys(f"{route.kind}\u00a0{route.within}内" for route in profile.routes)
    return f"不服怎么办：{'，'.join(routes)}"
