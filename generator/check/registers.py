"""L: the register of laws. What every citation is held against must itself hold together."""

from collections.abc import Iterable, Iterator

from generator.check.references import nearest
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.model.registry import Law, LawVersion

LAWS_FILE = "powers/_registry/法规.yml"

Told = tuple[str, tuple[str | int, ...]]
"""What is wrong, and where in the entry of the law."""


class LawVersionsUnsound(Rule):
    """法规的版本或者废止日期前后矛盾。

    为什么：依据是不是有效、条款移到了哪里，都是从这里推算的；这里错一天，几百项职权跟着错。
    怎么改：版本从旧到新写，每个版本写施行日期，同一天只有一个版本施行；废止写在全部版本之后。
    """

    code, slug = "L008", "law-versions-unsound"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look at every law of the register."""
        laws = view.corpus.registry.law_file.items
        titles: set[str] = set()
        for index, law in enumerate(laws):
            if law.title in titles:
                message = f"《{law.title}》登记了两次"
                yield self.at(message, "法规", index, "名称", file=LAWS_FILE, fix=_ONCE)
            titles.add(law.title)
            for message, path in (*_order(law), *_renumberings(law), *_repeal(law)):
                yield self.at(message, "法规", index, *path, file=LAWS_FILE)
            by = law.repealed_by
            if by and by not in view.corpus.registry.laws:
                message = f"废止《{law.title}》的《{by}》没有登记"
                fix = nearest(by, view.corpus.registry.laws) or "先登记这一部，或者写它的全称。"
                yield self.at(message, "法规", index, "废止依据", file=LAWS_FILE, fix=fix)


_ONCE = "并成一条，不同时期的文本写成它的版本。"


def _order(law: Law) -> Iterator[Told]:
    """Versions stand from old to new, and no two of them begin on one day."""
    for number, (before, after) in enumerate(_pairs(law), 1):
        if after.effective is None:
            told = f"《{law.title}》不止一个版本，{_named(after)}没有写施行日期"
            yield told, ("版本", number)
        elif before.effective and before.effective >= after.effective:
            told = f"《{law.title}》{after.effective} 施行的版本写在 {before.effective} 的后面"
            yield told, ("版本", number, "施行")
    for number, version in enumerate(law.versions):
        if version.adopted and version.effective and version.adopted > version.effective:
            told = f"《{law.title}》{version.effective} 施行，{version.adopted} 才公布"
            yield told, ("版本", number, "施行")


def _renumberings(law: Law) -> Iterator[Told]:
    """An article comes from the version before and goes to one of this version."""
    for number, version in enumerate(law.versions):
        before = law.versions[number - 1] if number else None
        seen = set()
        for line, change in enumerate(version.changes):
            path = ("版本", number, "变动", line)
            if before is None:
                yield f"《{law.title}》最早的版本不会有条号变动", path
            elif _beyond(before, change.old.article):
                yield f"《{law.title}》上一个版本没有{change.old}", (*path, "原")
            elif change.old in seen:
                yield f"《{law.title}》{change.old}的变动写了两次", (*path, "原")
            elif change.new and _beyond(version, change.new.article):
                yield f"《{law.title}》这个版本没有{change.new}", (*path, "现")
            seen.add(change.old)


def _repeal(law: Law) -> Iterator[Told]:
    """No version begins on or after the day of repeal."""
    for version in law.versions:
        if law.repealed_on and version.effective and version.effective >= law.repealed_on:
            told = f"《{law.title}》{law.repealed_on} 已经废止，却有 {version.effective} 施行的版本"
            yield told, ("废止日期",)


def _pairs(law: Law) -> Iterable[tuple[LawVersion, LawVersion]]:
    return zip(law.versions, law.versions[1:], strict=False)


def _named(version: LawVersion) -> str:
    return f" {version.adopted} 公布的那个" if version.adopted else "后一个"


def _beyond(version: LawVersion, article: int) -> bool:
    return version.articles is not None and article > int(version.articles)


REGISTER_RULES: tuple[type[Rule], ...] = (LawVersionsUnsound,)
