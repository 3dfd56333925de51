"""Which powers a revision or repeal of a law touches, and how badly.

Pure: a list and a law in, touches out. Every citation of the list is looked at: records, process
templates, shared texts, and the registries of standards and fees.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.diagnostic import FieldPath
from generator.load import Corpus, Loaded
from generator.model.citation import Citation, Place, parse_place
from generator.model.power import citations_in
from generator.model.registry import Law
from generator.model.texts import texts_in
from generator.model.vocab import BasisRole, Status

SHARED = "（几个单位共用）"
"""Stands for the department of a template or a shared text."""


class Effect(StrEnum):
    """What becomes of what rests on the law; worst first."""

    LOSES = "错误"
    MOVES = "提醒"
    MENTIONS = "提示"


@dataclass(frozen=True)
class Touch:
    """One place of the list that speaks of the law.

    Attributes:
        effect: How badly it is hit.
        code: Code of the power; empty for what several share.
        name: Name of the power, template or file.
        department: Who exercises it.
        file: Where it stands.
        path: The field.
        place: The place cited; None when the whole law is meant.
        reason: What it means, for the reader.
        through: Powers reached by it, for what several share.
    """

    effect: Effect
    code: str
    name: str
    department: str
    file: str
    path: FieldPath
    place: Place | None
    reason: str
    through: int = 0


@dataclass(frozen=True)
class Impact:
    """Everything a law touches.

    Attributes:
        law: The law.
        article: The article asked about; None for the whole law.
        repealed_on: The day on which it is to end; None when that is not said.
        touches: Worst first, then by department and code.
    """

    law: Law
    article: Place | None
    repealed_on: date | None
    touches: tuple[Touch, ...]

    @property
    def counts(self) -> dict[Effect, int]:
        """Powers, each under its worst effect."""
        worst = self._worst()
        return {effect: sum(e is effect for e, _ in worst.values()) for effect in Effect}

    @property
    def departments(self) -> dict[str, Counter[Effect]]:
        """Department → powers under each effect, most touched first."""
        found: dict[str, Counter[Effect]] = {}
        for effect, department in self._worst().values():
            found.setdefault(department, Counter())[effect] += 1
        return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))

    def _worst(self) -> dict[str, tuple[Effect, str]]:
        worst: dict[str, tuple[Effect, str]] = {}
        for touch in self.touches:  # Worst first.
            if touch.code:
                worst.setdefault(touch.code, (touch.effect, touch.department))
        return worst


class UnknownLawError(Exception):
    """No law of the registry bears the name; the message says what is near."""


def find_law(corpus: Corpus, name: str) -> Law:
    """The law meant by a full or short title, in title marks or without.

    Raises:
        UnknownLawError: There is none.
    """
    wanted = name.strip().strip("《》").strip()
    laws = corpus.registry.laws
    for law in laws.values():
        if wanted in {law.title, law.short_title, law.id, law.title.removeprefix("中华人民共和国")}:
            return law
    known = dict.fromkeys(law.short_title or law.title for law in laws.values())
    known |= dict.fromkeys(title.removeprefix("中华人民共和国") for title in laws)
    holding = [title for title in known if wanted and wanted in title]
    near = difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.5) or holding[:3]
    hint = f"；是不是想写{'、'.join(f'“{title}”' for title in near)}？" if near else ""
    raise UnknownLawError(f"登记册里没有“{wanted}”{hint}")


def read_article(text: str) -> Place | None:
    """Read 122, 第一百二十二条 or 第一百二十二条第一款; None when it is no such thing."""
    wanted = text.strip()
    return parse_place(f"第{wanted}条" if re.fullmatch(r"[0-9]+", wanted) else wanted)


def impact(
    corpus: Corpus, law: Law, article: Place | None = None, repealed_on: date | None = None
) -> Impact:
    """Everything that rests on a law or speaks of it.

    Args:
        corpus: The list.
        law: A law of its registry.
        article: Only this article, or this paragraph or item of it; the whole law when left out.
        repealed_on: Powers that end before this day are only mentioned.
    """
    touches = [
        *(t for record in corpus.records for t in _record(record, law, article, repealed_on)),
        *_shared(corpus, law, article),
    ]
    order = list(Effect)
    touches.sort(key=lambda t: (order.index(t.effect), not t.code, t.department, t.code, t.file))
    return Impact(law, article, repealed_on, tuple(touches))


def _record(
    record: Loaded, law: Law, article: Place | None, repealed_on: date | None
) -> Iterator[Touch]:
    power = record.power
    ended = bool(power.expires and repealed_on and power.expires <= repealed_on)
    living = power.status is Status.IN_FORCE and not ended
    others = any(
        basis.role is BasisRole.ESTABLISHES and not _hit(basis.citation, law, article)
        for basis in power.bases
    )

    def touch(effect: Effect, path: FieldPath, place: Place | None, reason: str) -> Touch:
        given = effect if living else Effect.MENTIONS
        why = reason if living else f"这项职权不再行使（{power.status}）"
        return Touch(
            *(given, power.code, power.name, power.authority, record.file, path, place, why)
        )

    for path, citation in citations_in(power):
        if not _hit(citation, law, article):
            continue
        if path[0] != "依据" or not isinstance(path[1], int):
            yield touch(Effect.MOVES, path, citation.place, f"{path[0]}的依据要核对")
        elif power.bases[path[1]].role is not BasisRole.ESTABLISHES:
            role = power.bases[path[1]].role
            yield touch(Effect.MOVES, path, citation.place, f"{role}依据要核对")
        elif others:
            yield touch(Effect.MOVES, path, citation.place, "还有别的设定依据，核对够不够")
        else:
            yield touch(Effect.LOSES, path, citation.place, "没有别的设定依据")
    if article is None:
        for path, text in texts_in(power):
            if f"《{law.title}》" in text or (law.short_title and f"《{law.short_title}》" in text):
                yield touch(Effect.MENTIONS, path, None, "文字里提到")


def _shared(corpus: Corpus, law: Law, article: Place | None) -> Iterator[Touch]:
    """Templates, shared texts and the registries of other offices."""
    registry = corpus.registry
    templates = Counter(power.procedure.template for power in corpus.powers)
    profiles = Counter(
        name
        for power in corpus.powers
        for key in ("supervision", "duties", "accountability", "remedy")
        if isinstance(name := getattr(power, key, None), str)
    )
    holders: list[tuple[str, str, object, int]] = [
        (corpus.template_files[key], f"流程模板“{key}”", template, templates[key])
        for key, template in corpus.templates.items()
    ]
    texts = registry.profiles
    holders += [
        ("powers/_registry/公用文本.yml", f"公用文本“{item.name}”", item, profiles[item.name])
        for group in (texts.duties, texts.accountability, texts.supervision, texts.remedies)
        for item in group
    ]
    holders.append(("powers/_registry/共享证照.yml", "共享证照", registry.certificates, 0))
    for file, name, holder, powers in holders:
        for path, citation in citations_in(holder):
            if _hit(citation, law, article):
                reason = f"{powers} 项职权用它，依据要核对" if powers else "依据要核对"
                yield _of_shared(file, name, path, citation.place, reason, powers)
    graded = [Citation(item.law, item.place) for item in registry.discretion.items]
    shared = [Citation(item.law, item.place) for item in registry.shared_articles.items]
    named = [
        *(("裁量基准.yml", "裁量基准", "基准", *pair) for pair in enumerate(graded)),
        *(("交叉清单.yml", "交叉清单", "条款", *pair) for pair in enumerate(shared)),
    ]
    for file, name, key, index, cited in named:
        if _hit(cited, law, article):
            path = (key, index, "条款")
            yield _of_shared(f"powers/_registry/{file}", name, path, cited.place, "要一起改")


def _of_shared(
    file: str, name: str, path: FieldPath, place: Place | None, reason: str, powers: int = 0
) -> Touch:
    return Touch(Effect.MOVES, "", name, SHARED, file, path, place, reason, powers)


def _hit(citation: Citation, law: Law, article: Place | None) -> bool:
    """Whether a citation is of the law and, when one is asked for, within or around the article."""
    if citation.law != law.title:
        return False
    if article is None or citation.place is None:
        return True
    place = citation.place
    if (article.article, article.inserted) != (place.article, place.inserted):
        return False
    return all(
        0 in {asked, cited} or asked == cited
        for asked, cited in ((article.paragraph, place.paragraph), (article.item, place.item))
    )
