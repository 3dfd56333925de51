"""Which lane an actor belongs to: people on the left, the office in the middle, others right."""

from dataclasses import dataclass

from generator.model.vocab import Actor
from generator.procedure import FlowStep, Procedure

_LANES: tuple[tuple[str, frozenset[Actor]], ...] = (
    ("办事人和公众", frozenset((Actor.APPLICANT, Actor.PARTY_CONCERNED, Actor.PUBLIC))),
    ("受理", frozenset((Actor.COUNTER, Actor.TOWNSHIP))),
    ("承办", frozenset((Actor.HANDLER, Actor.OFFICERS, Actor.PARTY_OFFICE))),
    ("审核和决定", frozenset((Actor.LEGAL_REVIEW, Actor.HEAD, Actor.PARTY_COMMITTEE))),
)
_OUTSIDE = "本机关以外"
_TITLES = tuple(title for title, _ in _LANES)


@dataclass(frozen=True, slots=True)
class Lane:
    """The steps of actors who stand together.

    Attributes:
        title: The actor, where there is only one; otherwise what they do.
        steps: In the order of the procedure.
        names_actor: Whether the title says who acts, so that the nodes need not.
    """

    title: str
    steps: tuple[FlowStep, ...]
    names_actor: bool


def lanes_of(procedure: Procedure) -> tuple[Lane, ...]:
    """The lanes of a procedure from left to right, only those somebody stands in."""
    found: dict[str, list[FlowStep]] = {title: [] for title in (*_TITLES, _OUTSIDE)}
    for step in procedure.steps:
        title = next((title for title, actors in _LANES if step.actor in actors), _OUTSIDE)
        found[title].append(step)
    return tuple(_lane(title, steps) for title, steps in found.items() if steps)


def _lane(title: str, steps: list[FlowStep]) -> Lane:
    actors = {step.actor for step in steps}
    alone = len(actors) == 1
    return Lane(str(actors.pop()) if alone else title, tuple(steps), alone)
