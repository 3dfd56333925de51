"""The page of one power."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.citation import Citation
from generator.model.fields import Absent
from generator.model.power import (
    AdministrativePower,
    Coercion,
    Inspection,
    PartyPower,
    Penalty,
    Power,
    durations_of,
)
from generator.model.registry import Clause, Registry, RemedyProfile, TextProfile
from generator.model.vocab import PowerType, Status
from generator.pages.facts import Fact, facts, limit_text
from generator.pages.page import Page, render
from generator.procedure import Procedure, limit_words

_RIGHTS = {
    PowerType.PENALTY: (
        ("知道要罚什么、为什么", "《中华人民共和国行政处罚法》第四十四条"),
        ("陈述和申辩，不会因此加重处罚", "《中华人民共和国行政处罚法》第四十五条"),
        (
            "较大数额罚款、吊销许可证件、责令停产停业等，可以要求听证，不用交钱",
            "《中华人民共和国行政处罚法》第六十三条",
        ),
        (
            "违法行为轻微并及时改正，没有造成危害后果的，不予处罚",
            "《中华人民共和国行政处罚法》第三十三条第一款",
        ),
    ),
    PowerType.COERCION: (
        ("执法人员不少于两人，要出示证件", "《中华人民共和国行政强制法》第十八条"),
        ("当场知道理由和依据，陈述和申辩", "《中华人民共和国行政强制法》第十八条"),
        ("因违法实施强制受到损害的，有权要求赔偿", "《中华人民共和国行政强制法》第八条第一款"),
    ),
    PowerType.INSPECTION: (
        (
            "执法人员不少于两人，要主动出示执法证件；不出示的，有权拒绝检查",
            "《中华人民共和国行政处罚法》第五十五条第一款",
        ),
    ),
}
"""Rights of the person concerned, with the article that gives them."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of the step table."""

    id: str
    number: int
    name: str
    kind: str
    actor: str
    limit: str
    basis: Citation | None
    document: str
    note: str
    exits: tuple[tuple[str, str, str], ...]


def power_page(power: Power, registry: Registry, procedure: Procedure, chart: Markup) -> Page:
    """Render the page of a power that passed the checks.

    Args:
        power: The record.
        registry: For the texts it refers to; pages show them in full.
        procedure: Its expanded procedure.
        chart: The drawn chart, already SVG.
    """
    department = registry.departments.get(power.authority)
    answers: list[Fact] = facts(power, department)
    body = render(
        "power.html",
        power=power,
        base="../../",
        kind=str(power.type),
        is_party=isinstance(power, PartyPower),
        is_penalty=isinstance(power, Penalty),
        is_coercion=isinstance(power, Coercion),
        is_inspection=isinstance(power, Inspection),
        department=department,
        facts=answers,
        laws=registry.laws,
        topics=[registry.topics[name] for name in power.topics if name in registry.topics],
        rights=_RIGHTS.get(PowerType(power.type), ()),
        duties=_clauses(power, "duties", registry.duties),
        accountability=_clauses(power, "accountability", registry.accountability),
        supervision=_clauses(power, "supervision", registry.supervision),
        remedy=_remedy(power, registry),
        steps=step_rows(power, procedure),
        chart=chart,
        in_force=power.status is Status.IN_FORCE,
        absent=_absent,
        limit_text=limit_text,
        demonstration=registry.facts.demonstration == "是",
    )
    return Page(
        path=f"p/{power.code}/index.html",
        title=power.name,
        description=_description(power, answers),
        column=str(power.type),
        body=str(body),
    )


def _absent(value: object) -> Absent | None:
    return value if isinstance(value, Absent) else None


def _description(power: Power, answers: list[Fact]) -> str:
    told = "；".join(f"{fact.label}：{fact.value}" for fact in answers[:4] if not fact.missing)
    return f"{power.authority}{power.type}。{told}"[:200]


def _clauses(
    power: Power, attribute: str, profiles: Mapping[str, TextProfile]
) -> tuple[tuple[Clause, ...], tuple[Citation, ...]]:
    value = getattr(power, attribute, ())
    if isinstance(value, str):
        profile = profiles.get(value)
        return (profile.clauses, profile.bases) if profile else ((), ())
    return value, ()


def _remedy(power: Power, registry: Registry) -> RemedyProfile | None:
    if not isinstance(power, AdministrativePower):
        return None
    return registry.remedies.get(power.remedy)


def step_rows(power: Power, procedure: Procedure) -> list[StepRow]:
    """The table that stands beside the chart: the same steps, ids and limits."""
    names = {step.id: (step.number, step.name) for step in procedure.steps}
    statutory, promised = durations_of(power)
    rows = []
    for step in procedure.steps:
        rows.append(
            StepRow(
                step.id,
                step.number,
                step.name,
                str(step.kind),
                str(step.actor),
                limit_words(step, statutory, promised),
                step.basis,
                step.document or "",
                step.note or "",
                tuple(
                    (when or "", to, "{}. {}".format(*names[to]))
                    for to, when in step.exits
                    if to in names
                ),
            )
        )
    return rows
