"""U: upkeep. What was once right goes stale: dates run out, reviews and publication fall due."""

from collections.abc import Iterator
from datetime import date

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.power import Power
from generator.model.registry import Law
from generator.model.vocab import BasisRole, Disclosure, HistoryAction, Status
from generator.model.workdays import full_months, said


def first_day_of(law: Law) -> date | None:
    """The day a law first took effect; None when the registry does not reach back that far."""
    if law.first_effective or not law.versions:
        return law.first_effective
    first = law.versions[0]
    original = law.first_adopted is None or law.first_adopted == first.adopted
    return first.effective if original else None


class DatesContradict(Rule):
    """生效日期早于依据施行的日子，或者失效日期过了还写“在用”。

    为什么：依据还没有施行，职权就不能生效；过了失效日期的职权不能再行使，群众会白跑一趟。
    怎么改：对照依据的施行日期改正生效日期；已经失效的，把状态改为“取消”并写沿革，继续行使的改失效日期。
    """

    code, slug = "U001", "dates-contradict"
    answers = (68,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare the day it takes effect with its laws, the day it ends with today."""
        if power.effective:
            laws = [
                view.corpus.registry.laws.get(basis.law)
                for basis in power.bases
                if basis.role is BasisRole.ESTABLISHES
            ]
            days = [first_day_of(law) if law else None for law in laws]
            known = [day for day in days if day]
            # One basis was enough to begin with; of an unknown day nothing can be said.
            if known and len(known) == len(days) and power.effective < min(known):
                message = f"生效日期是 {power.effective}，依据到 {min(known)} 才施行"
                yield self.at(message, "生效日期", near=("依据",))
        if power.expires and power.expires < view.today and power.status is Status.IN_FORCE:
            yield self.at(f"{power.expires} 已经失效，状态还是“在用”", "失效日期", near=("状态",))


_REVIEW_MONTHS = 18


class ReviewOverdue(Rule):
    """十八个月没有逐条核对。

    为什么：法规一直在改，一年半没有核对过的内容很可能已经不准。
    怎么改：对照现行依据逐条核对一遍，改正后写上 →  核对日期: "当天的日期"。
    """

    code, slug, severity = "U002", "review-overdue", Severity.WARNING
    answers = (69,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Only what is in use has to be kept right."""
        if power.status is not Status.IN_FORCE:
            return
        passed = full_months(power.reviewed_on, view.today)
        if passed >= _REVIEW_MONTHS:
            place = "核对日期" if power.checked_on else "沿革"
            yield self.at(f"上次核对是 {power.reviewed_on}，已经过去 {passed} 个月", place)


_PUBLISH_WITHIN = 20
_NO_CHANGE = {HistoryAction.BASELINE, HistoryAction.CORRECTED}


class PublishedLate(Rule):
    """职权变动以后二十个工作日内没有公开。

    为什么：政府信息公开条例第二十六条：主动公开的政府信息，自形成或者变更之日起二十个工作日内公开。
    怎么改：尽快公开，并在这条沿革里写上 →  公开日期: "向社会公开的日期"；已经公开的补写当时的日期。
    """

    code, slug, severity = "U003", "published-late", Severity.WARNING
    answers = (65,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Where the work calendar does not reach, nothing is held against the record."""
        if power.disclosure is not Disclosure.PUBLIC:
            return
        for index, entry in enumerate(power.history):
            if entry.action in _NO_CHANGE:
                continue
            due = view.workdays.add(entry.day, _PUBLISH_WITHIN)
            if due is None:
                continue
            if entry.published_on is None and view.today > due:
                message = f"“{entry.action}”应当在 {said(due)}以前公开，还没有公开日期"
                yield self.at(message, "沿革", index, "日期")
            elif entry.published_on and entry.published_on > due:
                message = f"“{entry.action}”应当在 {said(due)}以前公开，{entry.published_on} 才公开"
                yield self.at(message, "沿革", index, "公开日期", near=("沿革", index, "日期"))


UPKEEP_RULES: tuple[type[Rule], ...] = (DatesContradict, ReviewOverdue, PublishedLate)
