"""The page of one power."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.fields import Absent
from generator.model.power import (
    Coercion,
    Inspection,
    PartyPower,
    Penalty,
    Power,
    durations_of,
)
from generator.model.registry import Clause, Registry, TextProfile
from generator.model.vocab import PowerType, Status
from generator.pages.duties import HEADINGS, SharedText
from generator.pages.facts import Fact, facts, limit_text
from generator.pages.issue import SIGNS
from generator.pages.life import Mention, coming, ending, kin, past
from generator.pages.page import Page, render
from generator.pages.rights import review_first, rights
from generator.procedure import Procedure, limit_words

_BASE = "../../"
"""The way from a power's page to the top of the site."""

Limits = tuple[Duration | None, Duration | None]


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


@dataclass(frozen=True, slots=True)
class Owed:
    """Duties or accountability of a power: the text itself, or where it stands."""

    heading: str
    text: Markup
    address: str


class PowerPages:
    """Makes the pages of powers; what many powers share is rendered once.

    Of 4,732 powers all share ten texts of duties and six of remedies, and a few dozen tables of
    steps; rendering those anew for every page took two thirds of the time (profile in
    docs/adr/0006-shared-fragments.md).
    """

    def __init__(
        self,
        registry: Registry,
        cited: Collection[str] | None = None,
        *,
        changed: Mapping[str, tuple[Mention, ...]] = MappingProxyType({}),
        today: date = date.max,
        elsewhere: Iterable[SharedText] = (),
        listed: Collection[str] | None = None,
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Make pages against one set of registries.

        Args:
            registry: What records refer to.
            cited: Titles of the laws that have a page to link to; all of them when not given.
            changed: The editions that changed each power, by code.
            today: What is dated later is told above the page as coming.
            elsewhere: Shared duties that stand on pages of their own, so that a power only says
                where; what is not among them is spelled out on every page.
            listed: Names of the types and topics that have a page to link to; all of them when not
                given.
            names: Code → name of the powers that have a page.
        """
        self._registry = registry
        laws = registry.laws
        self._laws = {name: laws[name] for name in laws if cited is None or name in cited}
        self._changed, self._today, self._names = changed, today, names
        self._elsewhere = {
            (text.type, text.attribute, text.profile.name): text.address for text in elsewhere
        }
        self._rights, self._review_first = rights(registry), review_first(registry)
        self._listed = listed
        self._clauses: dict[tuple[str, str], Markup] = {}
        self._remedies: dict[str, Markup] = {}
        # The procedure is kept beside its table, so that an id stands for one procedure.
        self._steps: dict[tuple[int, Limits], tuple[Procedure, list[StepRow], Markup]] = {}

    def page(self, power: Power, procedure: Procedure, chart: Markup) -> Page:
        """Render the page of a power that passed the checks.

        Args:
            power: The record.
            procedure: Its expanded procedure.
            chart: The drawn chart, already SVG.
        """
        registry = self._registry
        department = registry.departments.get(power.authority)
        answers: list[Fact] = facts(power, department)
        ties = kin(power, self._names)
        body = render(
            "power.html",
            power=power,
            base=_BASE,
            kind=str(power.type),
            is_party=isinstance(power, PartyPower),
            is_penalty=isinstance(power, Penalty),
            is_coercion=isinstance(power, Coercion),
            is_inspection=isinstance(power, Inspection),
            department=department,
            facts=answers,
            laws=self._laws,
            topics=[
                registry.topics[name]
                for name in power.topics
                if name in registry.topics and self._has_page(name)
            ],
            type_page=self._has_page(str(power.type)),
            rights=self._rights.get(PowerType(power.type), ()),
            owed={
                "duties": self._owed(power, "duties", registry.duties),
                "accountability": self._owed(power, "accountability", registry.accountability),
            },
            supervision=self._text(power, "supervision", registry.supervision),
            remedy=self._remedy(power),
            steps=self.steps(power, procedure)[1],
            chart=chart,
            in_force=power.status is Status.IN_FORCE,
            absent=_absent,
            limit_text=limit_text,
            coming=coming(power, self._today),
            ending=ending(power),
            kin=ties,
            past=past(power, self._changed.get(power.code, ()), ties),
            signs=SIGNS,
        )
        return Page(
            path=f"p/{power.code}/index.html",
            title=power.name,
            description=_description(power, answers),
            column=str(power.type),
            body=str(body),
        )

    def _has_page(self, name: str) -> bool:
        return self._listed is None or name in self._listed

    def steps(self, power: Power, procedure: Procedure) -> tuple[list[StepRow], Markup]:
        """The step table of a power: as rows, and rendered."""
        key = id(procedure), durations_of(power)
        if key not in self._steps:
            rows = step_rows(power, procedure)
            html = render("steps.html", steps=rows, laws=self._laws, base=_BASE)
            self._steps[key] = procedure, rows, html
        return self._steps[key][1:]

    def _owed(self, power: Power, attribute: str, profiles: Mapping[str, TextProfile]) -> Owed:
        key = PowerType(power.type), attribute, getattr(power, attribute, "")
        address = self._elsewhere.get(key, "")
        text = Markup() if address else self._text(power, attribute, profiles)
        return Owed(HEADINGS[attribute], text, address)

    def _text(self, power: Power, attribute: str, profiles: Mapping[str, TextProfile]) -> Markup:
        value = getattr(power, attribute, ())
        if not isinstance(value, str):
            return self._render_clauses(value, ()) if value else Markup()
        if value not in profiles:
            return Markup()
        key = attribute, value
        if key not in self._clauses:
            profile = profiles[value]
            self._clauses[key] = self._render_clauses(profile.clauses, profile.bases)
        return self._clauses[key]

    def _render_clauses(self, items: tuple[Clause, ...], bases: tuple[Citation, ...]) -> Markup:
        laws = self._laws
        return render("clauses.html", items=items, bases=bases, laws=laws, base=_BASE)

    def _remedy(self, power: Power) -> Markup:
        profile = self._registry.remedies.get(getattr(power, "remedy", ""))
        if profile is None:
            return Markup()
        if profile.name not in self._remedies:
            self._remedies[profile.name] = render(
                "remedy.html",
                remedy=profile,
                laws=self._laws,
                base=_BASE,
                review_first=self._review_first,
            )
        return self._remedies[profile.name]


def _absent(value: object) -> Absent | None:
    return value if isinstance(value, Absent) else None


def _description(power: Power, answers: list[Fact]) -> str:
    told = "；".join(f"{fact.label}：{fact.value}" for fact in answers[:4] if not fact.missing)
    return f"{power.authority}{power.type}。{told}"[:200]


def step_rows(power: Power, procedure: Procedure) -> list[StepRow]:
    """The table that stands beside the chart: the same steps, ids and limits."""
    return rows_of(procedure, *durations_of(power))


def rows_of(
    procedure: Procedure, statutory: Duration | None = None, promised: Duration | None = None
) -> list[StepRow]:
    """The same for a procedure without a power: limits that a power sets stay out."""
    names = {step.id: (step.number, step.name) for step in procedure.steps}
    return [
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
        for step in procedure.steps
    ]
