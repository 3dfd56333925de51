"""Rights of the persons concerned, with the article that gives them on the day of the list.

Statutes are numbered anew when they are revised. Each right is written down with one version of
its law; what a list of another day says follows from what the registry holds about the law. What
the law did not give yet on that day is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.citation import Place
from generator.model.currency import place_on
from generator.model.registry import Registry
from generator.model.vocab import PowerType


@dataclass(frozen=True, slots=True)
class _Source:
    """An article, as the version of its law numbers it that took effect on a day."""

    law: str
    place: Place
    since: date

    def on(self, day: date, registry: Registry) -> str:
        """The article in words; the law alone where the registry does not know its number then."""
        law = registry.laws.get(self.law)
        place = self.place if day >= self.since else None
        if law is not None:
            written = law.version_on(self.since)
            # A registry of before the revision knows other numbers only.
            unknown = written and written.effective and written.effective != self.since
            place = None if unknown else place_on(law, self.place, written, day)
        title = law.short_title if law else None
        return f"{title or self.law.removeprefix('中华人民共和国')}{place or ''}"


@dataclass(frozen=True, slots=True)
class _Right:
    """A right in a citizen's words.

    Attributes:
        words: The words.
        source: The article.
        held: From when the law gives as much as they say; from `source.since` when not given.
    """

    words: str
    source: _Source
    held: date | None = None


_PENALTIES, _COERCION = "中华人民共和国行政处罚法", "中华人民共和国行政强制法"
_1996, _2012, _2021 = date(1996, 10, 1), date(2012, 1, 1), date(2021, 7, 15)
_RIGHTS: Mapping[PowerType, tuple[_Right, ...]] = {
    PowerType.PENALTY: (
        # Before 2021 the notice named facts, reasons and basis, not the penalty.
        _Right("知道要罚什么、为什么", _Source(_PENALTIES, Place(44), _2021)),
        _Right("陈述和申辩，不会因此加重处罚", _Source(_PENALTIES, Place(45), _2021), _1996),
        _Right(
            "较大数额罚款、吊销许可证件、责令停产停业等，可以要求听证，不用交钱",
            _Source(_PENALTIES, Place(63), _2021),
            _1996,
        ),
        _Right(
            "违法行为轻微并及时改正，没有造成危害后果的，不予处罚",
            _Source(_PENALTIES, Place(33, paragraph=1), _2021),
            _1996,
        ),
    ),
    PowerType.COERCION: (
        _Right("执法人员不少于两人，要出示证件", _Source(_COERCION, Place(18), _2012)),
        _Right("当场知道理由和依据，陈述和申辩", _Source(_COERCION, Place(18), _2012)),
        _Right(
            "因违法实施强制受到损害的，有权要求赔偿",
            _Source(_COERCION, Place(8, paragraph=1), _2012),
        ),
    ),
    PowerType.INSPECTION: (
        # Before 2021 nobody could refuse.
        _Right(
            "执法人员不少于两人，要主动出示执法证件；不出示的，有权拒绝检查",
            _Source(_PENALTIES, Place(55, paragraph=1), _2021),
        ),
    ),
}
_REVIEW_FIRST = _Source("中华人民共和国行政复议法", Place(23), date(2024, 1, 1))


def rights(registry: Registry, day: date) -> dict[PowerType, tuple[tuple[str, str], ...]]:
    """The rights that go with powers of a type: what, and where the law of a day says so."""
    return {
        kind: tuple(
            (right.words, right.source.on(day, registry))
            for right in found
            if (right.held or right.source.since) <= day
        )
        for kind, found in _RIGHTS.items()
    }


def review_first(registry: Registry, day: date) -> str:
    """Where the law of a day says in which cases a review must come before a suit."""
    return _REVIEW_FIRST.on(day, registry)
