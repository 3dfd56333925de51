"""H: powers that were merged or split. Who looks for one of them must find the others."""

from collections.abc import Iterator

from generator.check.changes import new_entries
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.parts import HistoryEntry
from generator.model.succession import tie_of
from generator.model.vocab import Disclosure, HistoryAction

_TYING = (HistoryAction.MERGED, HistoryAction.SPLIT)


class TieOneSided(Rule):
    """合并、拆分的两边没有互相写明。

    为什么：职权合并、拆分以后，拿着旧编码的人要找得到新的一项，看新的一项要知道它从哪里来；一边写了另一边没有写，就断了。
    怎么改：两边的沿革各写一条，日期、动作相同，“相关编码”互相写上；拆出来的一项，“拆分”是它沿革的第一条。
    """

    code, slug = "H007", "tie-one-sided"
    since = "0.3"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Every code that an entry names may be read where it stands, and says the same back.

        That there is such a code at all is looked at wherever codes are written (X004).
        """
        known = {record.power.code: record for record in view.corpus.records}
        for record in view.corpus.records:
            for index, entry in enumerate(record.power.history):
                path = ("沿革", index, "相关编码")
                if entry.related and entry.action not in _TYING:
                    message = f"动作是“{entry.action}”，“相关编码”只写合并、拆分涉及的职权"
                    yield self.about(record, message, *path)
                    continue
                for number, code in enumerate(entry.related):
                    if code in known and (fault := _fault(record, entry, known[code])):
                        yield self.about(record, fault, *path, number)


def _fault(record: Loaded, entry: HistoryEntry, found: Loaded) -> str:
    """What is wrong with one power that an entry names; empty when nothing is."""
    other, public = found.power, Disclosure.PUBLIC
    if found is record:
        return "“相关编码”写的是这一项自己"
    if record.power.disclosure is public and other.disclosure is not public:
        return f"{other.code} 不向社会公开，编码写在公开的沿革里就公布出去了"
    named = f"“{other.name[:30]}”（{other.code}）"
    back = [
        one
        for one in other.history
        if (one.action, one.day) == (entry.action, entry.day) and record.power.code in one.related
    ]
    if not back:
        return f"{named}的沿革没有在 {entry.day} 的“{entry.action}”里写回这一项"
    tie = tie_of(record.power, entry)
    if tie and all(tie_of(other, one) is not tie.opposite for one in back):
        return f"这一项同{named}两边都说“{tie.words(['对方'])}”"
    return ""


class TieUnsaid(Rule):
    """新的一条“合并”“拆分”没有写同哪些职权有关。

    为什么：合并到哪一项、拆成哪几项，公告、网页和比对都靠编码说清；只写在说明里，程序认不出，链接也连不上。
    怎么改：两边都加一行 →  相关编码: ["对方的编码"]；并到别处清单的没有编码可写，说明里写清楚。
    """

    code, slug, severity = "H008", "tie-unsaid", Severity.WARNING
    since = "0.3"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Entries that the earlier list does not have name the others."""
        for record, index, entry in new_entries(view):
            if entry.action in _TYING and not entry.related:
                message = f"{entry.day} 的“{entry.action}”没有写相关编码"
                yield self.about(record, message, "沿革", index, "动作")


SUCCESSION_RULES: tuple[type[Rule], ...] = (TieOneSided, TieUnsaid)
