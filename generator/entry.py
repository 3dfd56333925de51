"""What lists, search and the law index need of a power: one small row.

Lists of thousands of powers are made of entries, never of whole records, so that a changed power
touches its own page and only those lists whose row changed.
"""

from dataclasses import dataclass

from generator.model.citation import Place
from generator.model.power import Power, durations_of
from generator.model.vocab import Disclosure, PowerType, Status


@dataclass(frozen=True, slots=True)
class Entry:
    """One row about one power.

    Attributes:
        code: The 16-digit code.
        name: Official name.
        type: Type of power.
        department: Official name of the authority.
        status: Whether it may be exercised.
        aliases: Everyday words written in the record.
        topics: Topics the record names.
        citations: Law titles with the place cited.
        summary: Plain-language sentence; empty when there is none.
        limit: Promised limit, else statutory limit, as written; empty when there is none.
        is_public: Whether it may appear on the public site.
        subclass: Sub-class of 其他 or class of a party power; empty otherwise.
    """

    code: str
    name: str
    type: PowerType
    department: str
    status: Status
    aliases: tuple[str, ...]
    topics: tuple[str, ...]
    citations: tuple[tuple[str, Place | None], ...]
    summary: str
    limit: str
    is_public: bool
    subclass: str

    @property
    def laws(self) -> tuple[str, ...]:
        """Titles of the laws cited, without repetition."""
        return tuple(dict.fromkeys(law for law, _ in self.citations))

    @property
    def is_party(self) -> bool:
        """Whether it is one of the party committee's powers, which are counted apart."""
        return self.type is PowerType.PARTY


def entry_of(power: Power) -> Entry:
    """Take from a record what lists need."""
    statutory, promised = durations_of(power)
    subclass = getattr(power, "subclass", "") or getattr(power, "party_class", "")
    return Entry(
        code=power.code,
        name=power.name,
        type=PowerType(power.type),
        department=power.authority,
        status=power.status,
        aliases=power.aliases,
        topics=power.topics,
        citations=tuple((basis.law, basis.place) for basis in power.bases),
        summary=(power.summary or "").strip(),
        limit=str(promised or statutory or ""),
        is_public=power.disclosure is Disclosure.PUBLIC,
        subclass=str(subclass),
    )
