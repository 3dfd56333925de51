"""L: does the basis speak of the same thing as the power, and is it a basis and nothing else.

No statute texts are at hand, so a law is known by its title and by the other powers that rest on
it. Words are pairs of neighbouring characters; the rarer a pair among all powers, the more it
says. Measured on the list of 4,732: of records whose bases were swapped at random for those of
another 45 of 100 are found; of the records as they stand eleven were doubted wrongly.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product
from operator import add

from generator.check.rule import Rule, View
from generator.check.texts import TextRule
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.power import Power
from generator.model.vocab import BasisRole, PowerType, Status

_TOO_COMMON = 60
"""A pair in more powers than this tells no subject apart."""
_OF_TITLES = 12
"""The same for titles of laws."""
_ENOUGH = 40.0
"""What another law must have in common with a power before its own basis is doubted."""
_SHARE = 0.1
"""And its own basis less than this part of it."""
_KNOWN = 3
"""Other powers that must rest on a law before anybody can say what it is about."""
_FRAMEWORK = frozenset(
    f"中华人民共和国{title}"
    for title in ("行政许可法", "行政处罚法", "行政强制法", "行政复议法", "行政诉讼法", "立法法")
) | {"优化营商环境条例"}
"""Laws about powers of every subject."""
_SIGN = 150
"""A character in more names than this points at no subject by itself."""
_EMPTY = frozenset(
    "中华人民共和国法条例管理办规定实施细则暂行关于决的与等及其他安全保护促进监督工作使用"
)
"""Characters of titles that name no subject."""
_FORMS = frozenset(map("".join, product(_EMPTY, repeat=2)))
"""Pairs of such characters."""
_RUN = re.compile(r"[\u4e00-\u9fff]+")


class Subjects:
    """What every law of a list is about, from its title and from the powers resting on it."""

    def __init__(self, powers: Iterable[Power], titles: Iterable[str]) -> None:
        """Read every name, description and title once."""
        known = tuple(powers)
        said = {power.code: (_pairs(_said(power)), _laws_of(power)) for power in known}
        spread = Counter(pair for words, _ in said.values() for pair in words)
        self.weight = {
            pair: math.log(5000 / count) for pair, count in spread.items() if count <= _TOO_COMMON
        }
        self.words = {code: words & self.weight.keys() for code, (words, _) in said.items()}
        self.characters = Counter(char for power in known for char in set(power.name))
        self.titles = {title: _pairs(title.removeprefix("中华人民共和国")) for title in titles}
        self.used: dict[str, Counter[str]] = defaultdict(Counter)
        self.resting = Counter(law for _, laws in said.values() for law in laws)
        for code, (_, laws) in said.items():
            for law in laws:
                self.used[law].update(self.words[code])

    def signs(self, law: str) -> set[str]:
        """Characters of a title that by themselves point at its subject."""
        return {c for c in set(law) - _EMPTY if self.characters[c] <= _SIGN}

    @cached_property
    def speaking(self) -> dict[str, dict[str, float]]:
        """Pair → the laws that speak of it, and how much that says."""
        in_titles = Counter(pair for pairs in self.titles.values() for pair in pairs)
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for law, used in self.used.items():
            for pair, count in used.items():
                found[pair][law] = self.weight[pair] * (1 if count > 1 else 0.5)
            for pair in self.titles.get(law, frozenset()) & self.weight.keys():
                if in_titles[pair] <= _OF_TITLES:
                    found[pair][law] = 2 * self.weight[pair]
        return found

    def better(self, power: Power, law: str) -> str:
        """The law a power fits while its own has nothing in common with it; empty when it has."""
        title, used = self.titles.get(law, frozenset()), self.used[law]
        if self.resting[law] <= _KNOWN:
            return ""
        if self.signs(law) & set(power.name) or any(pair in power.name for pair in title - _FORMS):
            return ""
        words = self.words[power.code]
        mine = sum(self.weight[pair] * (2 if pair in title else used[pair] > 1) for pair in words)
        if mine >= _SHARE * 2 * sum(self.weight[pair] for pair in words):
            return ""
        scores: dict[str, float] = defaultdict(float)
        own = _laws_of(power)
        for pair in sorted(words):
            for other, weight in self.speaking.get(pair, {}).items():
                if other not in own:
                    scores[other] += weight
        best, score = max(scores.items(), key=lambda item: item[1], default=("", 0.0))
        return best if score >= _ENOUGH and mine < _SHARE * score else ""


def _laws_of(power: Power) -> frozenset[str]:
    """The laws that establish a power, without those that are about every subject."""
    laws = {basis.law for basis in power.bases if basis.role is BasisRole.ESTABLISHES}
    return frozenset(laws - _FRAMEWORK)


def _said(power: Power) -> str:
    """What the record says its subject is."""
    offence = getattr(power, "offence", "")
    new = "" if offence in power.name else offence
    return " ".join((power.name, new, power.summary or "", *power.aliases))


def _pairs(text: str) -> frozenset[str]:
    found: set[str] = set()
    for run in _RUN.findall(text):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


class BasisElsewhere(Rule):
    """设定依据讲的像是另一件事。

    为什么：依据张冠李戴，例如音像制品复制写成广播电视的条款，这项职权等于没有依据。
    怎么改：对照条文核对；引错了的改引讲这件事的法规；没有引错的，在这条依据里写上核对时看的“版本”，就不再提醒。
    """

    code, slug, severity = "L010", "basis-elsewhere", Severity.WARNING
    answers = (19,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare each record in use with what the laws of the list are about."""
        records = [r for r in view.corpus.records if r.power.type is not PowerType.PARTY]
        subjects = Subjects((r.power for r in records), view.corpus.registry.laws)
        for record in records:
            if record.power.status is Status.IN_FORCE:
                yield from self._doubts(record, subjects)

    def _doubts(self, record: Loaded, subjects: Subjects) -> Iterator[Diagnostic]:
        """A record with one basis that fits is left alone: the others may be about a part of it."""
        # Who names the version he read has held the record against it.
        laws = {b.law for b in record.power.bases if not b.as_of} & _laws_of(record.power)
        better = {law: subjects.better(record.power, law) for law in laws}
        if laws != _laws_of(record.power) or not all(better.values()):
            return
        for index, basis in enumerate(record.power.bases):
            if other := better.get(basis.law):
                told = f"“{record.power.name}”不像《{basis.law}》管的事，更像《{other}》"
                yield self.about(record, told, "依据", index, "法规")


class StatutePasted(TextRule):
    """说明里粘贴了法条原文，或者留着省略号、“增补依据”。

    为什么：手抄的条文各写各的，法一修订就过时；省略号截断的话，群众看不出少了什么。
    怎么改：删去抄来的条文，在“依据”里写法规和条款，一条依据写一项；确实要引用的话写完整。
    """

    code, slug, severity = "L011", "statute-pasted", Severity.WARNING
    answers = (20,)
    suspect = re.compile(
        r"(?P<省略号>…+|\.{3,}|。{2,}|\(略\)|（略）|[（(]?省略号[）)]?)"
        r"|(?P<补写>增补依据|新增依据[:：])"
        r"|(?P<条文>第[一二三四五六七八九十百千零]+条[\s\u3000:：][^\n]{10,})"
        r"|(?P<长文>(?m:^)[^\n]{3001,})"
    )

    def fault(self, found: re.Match[str]) -> str:
        """Name what was left over."""
        words = found.group(0)
        match found.lastgroup:
            case "省略号":
                return f"“{words}”截断了原来的话"
            case "补写":
                return f"“{words}”不是说明，是另一条依据"
            case "条文":
                return f"这里粘贴了法条原文“{words[:20]}”等 {len(words)} 字"
            case _:
                return f"这段话有 {len(words)} 字，超过 3000 字"


FIT_RULES: tuple[type[Rule], ...] = (BasisElsewhere, StatutePasted)
