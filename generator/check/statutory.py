"""T: what a statute says about time: which days it means, what it gives when it says nothing."""

from collections.abc import Iterator
from datetime import date

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.citation import Citation
from generator.model.duration import Duration
from generator.model.fields import Absent
from generator.model.power import Licensing, Penalty, Power, durations_of, limits_of
from generator.model.vocab import LISTED, DayMeaning, LimitUnit
from generator.model.workdays import full_months

_PENDING_MONTHS = 6


class LimitPending(Rule):
    """申请事项的时限该有却没有。

    为什么：许可总有法定时限（行政许可法第四十二条）；有法定时限就能承诺；“待补”放了半年，群众等不起。
    怎么改：许可写 20个工作日或者专门规定的时限；有法定时限的写出承诺；待补的向实施机关核实后填上。
    """

    code, slug, severity = "T006", "limit-pending", Severity.WARNING
    answers = (22,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """不适用 with its reason is an answer, save where the law itself gives a limit."""
        limit = getattr(power, "statutory_limit", None)
        promise = getattr(power, "promised_limit", None)
        if promise is None or power.status not in LISTED:
            return  # Nobody applies for it.
        if isinstance(power, Licensing) and isinstance(limit, Absent):
            yield self.at("行政许可没有法定时限", "法定时限")
        elif not isinstance(limit, Absent) and isinstance(promise, Absent):
            yield self.at("有法定时限，却没有承诺时限", "承诺时限", near=("法定时限",))
        elif isinstance(limit, Absent) and limit.pending:
            passed = full_months(power.reviewed_on, view.today)
            if passed >= _PENDING_MONTHS:
                yield self.at(f"法定时限待补已经 {passed} 个月", "法定时限", "待补")


_NAMED = {
    DayMeaning.NAMED_WORKING: frozenset({2, 3, 5, 7}),
    DayMeaning.REVIEW_WORKING: frozenset({3, 5, 7, 10}),
    DayMeaning.SHORT_WORKING: frozenset(range(1, 11)),
}


def unit_meant(meaning: DayMeaning, value: int) -> LimitUnit:
    """The unit of so many 日 in a law that means this by 日."""
    if meaning is DayMeaning.WORKING or value in _NAMED.get(meaning, ()):
        return LimitUnit.WORKING_DAY
    return LimitUnit.DAY


class DayMisread(Rule):
    """把法条里的“日”写成了另一种日。

    为什么：许可法的日都是工作日，处罚法只有二、三、五、七日是，强制法十日以内是；写错了时限就多了或者少了。
    怎么改：照提示换成“个工作日”或者“日”；条文自己写明“工作日”的，先核对登记册里这部法“日的含义”。
    """

    code, slug, severity = "T007", "day-misread", Severity.WARNING
    answers = (25,)

    def _fault(self, limit: Duration | None, basis: Citation | None, view: View) -> str:
        """What is wrong with a limit under its basis; empty when nothing is."""
        law = view.corpus.registry.laws.get(basis.law) if basis else None
        if limit is None or law is None or law.days is None:
            return ""
        if limit.unit not in {LimitUnit.DAY, LimitUnit.WORKING_DAY}:
            return ""
        meant = unit_meant(law.days, limit.value)
        if limit.unit is meant:
            return ""
        return f"这里写 {limit}，《{law.title}》里的应当是 {Duration(limit.value, meant)}"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """The statutory limit and the steps a record spells out itself."""
        limit, _ = limits_of(power)
        if limit and (message := self._fault(limit.duration, limit.basis, view)):
            yield self.at(message, "法定时限", "期限")
        for index, step in enumerate(power.procedure.steps):
            if message := self._fault(step.own_limit, step.basis, view):
                yield self.at(message, "流程", "步骤", index, "时限")

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """The steps of templates; an earlier version of a law is read by its own rules."""
        for name, template in view.corpus.templates.items():
            law = view.corpus.registry.laws.get(template.law)
            current = law.version_on(view.today) if law else None
            if current and current.effective and template.version < current.effective:
                continue
            for index, step in enumerate(template.steps):
                if message := self._fault(step.own_limit, step.basis, view):
                    file = view.corpus.template_files[name]
                    yield self.at(message, "步骤", index, "时限", file=file)


_PENALTY_LAW = "中华人民共和国行政处罚法"
_LIMIT_SINCE = date(2021, 7, 15)
"""The law as amended in 2017 set no limit; 第六十条 of the revision of 2021 does."""


class PenaltyLimit(Rule):
    """处罚的法定时限不是自立案之日起九十日，又没有专门的依据。

    为什么：行政处罚法第六十条：自立案之日起九十日内作出处罚决定，法律、法规、规章另有规定的除外。
    怎么改：写 90日、起算“立案之日”；另有规定的，依据写作出规定的那一条。
    """

    code, slug, severity = "T010", "penalty-limit", Severity.WARNING
    answers = (29,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """That a penalty promises nothing is seen while the file is read (S102)."""
        if not isinstance(power, Penalty) or view.today < _LIMIT_SINCE:
            return
        limit, _ = limits_of(power)
        if limit is None:
            yield self.at("处罚没有写法定时限", "法定时限")
        elif limit.basis and limit.basis.law == _PENALTY_LAW:
            usual = limit.duration == Duration(90, LimitUnit.DAY) and "立案" in limit.start
            if not usual:
                message = f"依据行政处罚法，时限却是{limit.start}起 {limit.duration}"
                yield self.at(message, "法定时限", "期限", near=("法定时限", "依据"))


_SUSPICIOUS_WORKING_DAYS = 180


class DefaultLimit(Rule):
    """时限是一百八十多个工作日，多半是系统的默认值。

    为什么：几乎没有法条规定这么多工作日；常见的是把“365 天”这样的默认值原样录了进来。
    怎么改：核对依据，改成法条写的期限；法条没有规定的写“不适用: 原因”。
    """

    code, slug, severity = "T011", "default-limit", Severity.WARNING
    answers = (31,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Both limits in working days, one of them beyond what statutes give."""
        keyed = zip(("法定时限", "承诺时限"), durations_of(power), strict=True)
        given = [(key, length) for key, length in keyed if length]
        if any(length.unit is not LimitUnit.WORKING_DAY for _, length in given):
            return
        for key, length in given:
            if length.value > _SUSPICIOUS_WORKING_DAYS:
                yield self.at(f"{key}是 {length}", key, "期限")
                return


STATUTORY_RULES: tuple[type[Rule], ...] = (LimitPending, DayMisread, PenaltyLimit, DefaultLimit)
