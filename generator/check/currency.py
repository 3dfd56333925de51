"""L: laws change. A citation must be found again in the version that is in force."""

from collections.abc import Iterator
from datetime import date

from generator.check.legal import shared_citations
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.model.citation import Citation
from generator.model.currency import Fate, Move, what_became, written_against
from generator.model.power import Power
from generator.model.vocab import Status

GRACE = 180
"""Days within which a citation is to follow a revision of its law (brief §5.3 rule 21)."""


class RevisionRule(Rule):
    """A rule about citations written before the law was revised."""

    def told(self, citation: Citation, move: Move, view: View) -> str:
        """What is wrong with a citation whose article moved; empty when there is still time."""
        raise NotImplementedError

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look at every citation of a record in use."""
        if power.status is not Status.IN_FORCE:
            return
        for path, citation in view.citations(power):
            named = None
            if path[0] == "依据" and isinstance(path[1], int):
                named = power.bases[path[1]].as_of
            yield from self._about(citation, (named, power.reviewed_on), path, "", view)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look at templates and shared texts; these were written for the day of the list."""
        corpus = view.corpus
        own = {
            corpus.template_files[name]: (template.law, template.version)
            for name, template in corpus.templates.items()
        }
        for file, path, citation in shared_citations(view):
            law, version = own.get(file, ("", None))
            named = version if citation.law == law else None
            yield from self._about(citation, (named, corpus.registry.facts.as_of), path, file, view)

    def _about(
        self,
        citation: Citation,
        written: tuple[date | None, date],
        path: FieldPath,
        file: str,
        view: View,
    ) -> Iterator[Diagnostic]:
        law = view.corpus.registry.laws.get(citation.law)
        if law is None or citation.place is None or len(law.versions) < 2:
            return
        start = written_against(law, *written)
        move = what_became(law, citation.place, start, view.today)
        if move is None:
            return
        if message := self.told(citation, move, view):
            yield self.at(message, *path, file=file, fix=_cure(move))


def _overdue(move: Move, view: View) -> bool:
    gone = move.fate in {Fate.MOVED, Fate.GONE}
    return gone and (view.today - move.since).days > GRACE


def _change(move: Move) -> str:
    """The change in words, without its law and day."""
    note = f"：{move.note}" if move.note else ""
    match move.fate:
        case Fate.MOVED:
            return f"原来的{move.cited}现在是{move.new}{note}"
        case Fate.CHANGED:
            return f"{move.cited}的内容有变化{note}"
        case Fate.GONE:
            return f"原来的{move.cited}已经删去{note}"
        case Fate.UNSURE:
            return f"由 {move.before} 条变成 {move.after} 条，{move.cited}的条号可能也变了"


def _cure(move: Move) -> str:
    if move.fate is Fate.GONE:
        return "找到现在的依据改引；没有依据了的，把状态改为“取消”并写沿革。"
    if move.new is not None and move.fate is Fate.MOVED:
        return f"对照现行文本，把条款改成 →  {move.new}，“版本”或者核对日期也改成今天。"
    return ""


class ArticleMoved(RevisionRule):
    """法规修订了，引用的条款还是修订以前的。

    为什么：法规修订后条号和内容常有变动，照旧条号去查，查到的是另一回事。
    怎么改：对照现行文本核对这一条；没有变的也把核对日期改成今天，变了的改成现在的条款。
    """

    code, slug, severity = "L006", "article-moved", Severity.WARNING
    answers = (15,)

    def told(self, citation: Citation, move: Move, view: View) -> str:
        """Say where the article is now, as long as there is still time (L007)."""
        if _overdue(move, view):
            return ""
        return f"《{citation.law}》{move.since} 起施行新的版本，{_change(move)}"


class ArticleMovedLongAgo(RevisionRule):
    """法规修订超过一百八十天，引用的条款还没有改。

    为什么：半年还没有跟上修订，公布的依据就是一条已经不存在的规定，照它作出的决定站不住脚。
    怎么改：对照现行文本改成现在的条款；条文已经删去的，补上现在的依据或者取消这项职权。
    """

    code, slug = "L007", "article-moved-long-ago"
    answers = (21,)

    def told(self, citation: Citation, move: Move, view: View) -> str:
        """Speak once the time is over, and of articles that surely moved or went."""
        if not _overdue(move, view):
            return ""
        days = (view.today - move.since).days
        return f"《{citation.law}》新的版本施行已经 {days} 天，{_change(move)}"


CURRENCY_RULES: tuple[type[Rule], ...] = (ArticleMoved, ArticleMovedLongAgo)
