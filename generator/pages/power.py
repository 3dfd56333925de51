"""The page of one power."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
from generator.pages.lists import Places
from generator.pages.page import Page, render
from generator.pages.rights import review_first, rights
from generator.pages.versions import HOLE, Versions, version_path
from generator.procedure import Procedure, limit_words

Limits = tuple[Duration | None, Duration | None]
Sources = tuple[Mapping[PowerType, tuple[tuple[str, str], ...]], str]


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
        places: Places | None = None,
        *,
        base: str = "../../",
        changed: Mapping[str, tuple[Mention, ...]] = MappingProxyType({}),
        versions: Versions = MappingProxyType({}),
        today: date = date.max,
        elsewhere: Iterable[SharedText] = (),
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Make pages against one set of registries.

        Args:
            registry: What records refer to.
            places: What has a page to link to; everything when not given.
            base: The way from a page to the top of the site.
            changed: The editions that changed each power, by code.
            versions: What editions published of each power, by code.
            today: What is dated later is told above the page as coming.
            elsewhere: Shared duties that stand on pages of their own, so that a power only says
                where; what is not among them is spelled out on every page.
            names: Code → name of the powers that have a page.
        """
        self._registry, self._places, self._base = registry, places, base
        self._laws = {
            title: law
            for title, law in registry.laws.items()
            if places is None or places.get(f"law/{law.id}") == title
        }
        self._changed, self._versions = changed, versions
        self._today, self._names = today, names
        self._elsewhere = {
            (text.type, text.attribute, text.profile.name): text.address for text in elsewhere
        }
        self._sources: dict[date, Sources] = {}
        self._clauses: dict[tuple[str, str], Markup] = {}
        self._remedies: dict[tuple[str, str], Markup] = {}
        # The procedure is kept beside its table, so that an id stands for one procedure.
        self._steps: dict[tuple[int, Limits], tuple[Procedure, list[StepRow], Markup]] = {}

    def page(
        self, power: Power, procedure: Procedure, chart: Markup, day: date | None = None
    ) -> Page:
        """Render the page of a power that passed the checks.

        Args:
            power: The record.
            procedure: Its expanded procedure.
            chart: The drawn chart, already SVG.
            day: The day an edition published this, if another has superseded it. Such a page says
                nothing that holds today only, and has a `HOLE` for what stands above it.
        """
        registry, kind = self._registry, PowerType(power.type)
        department = registry.departments.get(power.authority)
        entitled = self._cited(day)[0].get(kind, ())
        answers = facts(power, department)
        if not entitled:
            answers = [replace(f, anchor="") if f.anchor == "rights" else f for f in answers]
        ties = kin(power, self._names)
        body = render(
            "power.html",
            power=power,
            base=self._base,
            day=day,
            above=HOLE if day else "",
            places=self._places,
            kind=str(kind),
            is_party=isinstance(power, PartyPower),
            is_penalty=isinstance(power, Penalty),
            is_coercion=isinstance(power, Coercion),
            is_inspection=isinstance(power, Inspection),
            department=department,
            facts=answers,
            laws=self._laws,
            topics=[registry.topics[name] for name in power.topics if name in registry.topics],
            rights=entitled,
            owed={
                "duties": self._owed(power, "duties", registry.duties),
                "accountability": self._owed(power, "accountability", registry.accountability),
            },
            supervision=self._text(power, "supervision", registry.supervision),
            remedy=self._remedy(power, day),
            steps=self.steps(power, procedure)[1],
            chart=chart,
            in_force=power.status is Status.IN_FORCE,
            absent=_absent,
            limit_text=limit_text,
            coming=[] if day else coming(power, self._today),
            ending=ending(power),
            kin=ties,
            past=past(power, self._changed.get(power.code, ()), ties),
            earlier={
                one.ending.edition: one
                for one in self._versions.get(power.code, ())
                if one.ending and one.page
            },
            signs=SIGNS,
        )
        told = _description(power, answers)
        return Page(
            path=version_path(power.code, day) if day else f"p/{power.code}/index.html",
            title=f"{power.name}（{day} 公布的历史版本）" if day else power.name,
            description=f"{day} 公布的历史版本。{told}" if day else told,
            column=str(power.type),
            body=str(body),
        )

    def steps(self, power: Power, procedure: Procedure) -> tuple[list[StepRow], Markup]:
        """The step table of a power: as rows, and rendered."""
        key = id(procedure), durations_of(power)
        if key not in self._steps:
            rows = step_rows(power, procedure)
            html = render("steps.html", steps=rows, laws=self._laws, base=self._base)
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
        return render("clauses.html", items=items, bases=bases, laws=laws, base=self._base)

    def _cited(self, day: date | None) -> Sources:
        """Rights by type, and where the law says when a review comes first, as of a day."""
        day = day or self._registry.facts.as_of
        if day not in self._sources:
            registry = self._registry
            self._sources[day] = rights(registry, day), review_first(registry, day)
        return self._sources[day]

    def _remedy(self, power: Power, day: date | None) -> Markup:
        profile = self._registry.remedies.get(getattr(power, "remedy", ""))
        if profile is None:
            return Markup()
        source = self._cited(day)[1]
        key = profile.name, source
        if key not in self._remedies:
            self._remedies[key] = render(
                "remedy.html",
                remedy=profile,
                laws=self._laws,
                base=self._base,
                review_first=source,
            )
        return self._remedies[key]


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
