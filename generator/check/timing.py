"""T: time limits. A promise may only be shorter than the law allows."""

from collections.abc import Iterator

from generator.check.flow import procedure_of
from generator.check.rule import Rule, View
from generator.check.steps import place_of
from generator.diagnostic import Diagnostic, Severity
from generator.model.duration import Duration
from generator.model.power import Power, limits_of
from generator.model.vocab import CaseKind, LimitUnit, PowerType
from generator.timing import Verdict, compare, reading


class PromiseExceedsStatutory(Rule):
    """承诺时限比法定时限还长。

    为什么：承诺时限是对群众的公开承诺，只能在法定时限之内再缩短。
    怎么改：核对依据后，把承诺时限改成不长于法定时限；法定时限已经修订的，两处一起改。
    """

    code, slug = "T001", "promise-exceeds-statutory"
    answers = (23,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare like with like; 当场 is shorter than anything."""
        statutory, promised = limits_of(power)
        if statutory is None or promised is None:
            return
        law, promise = statutory.duration, promised.duration
        if promise.unit is LimitUnit.ON_THE_SPOT:
            return
        longer = law.unit is promise.unit and promise.value > law.value
        if longer or law.unit is LimitUnit.ON_THE_SPOT:
            yield self.at(
                f"承诺时限（{promise}）比法定时限（{law}）还长",
                "承诺时限",
                "期限",
                near=("法定时限", "期限"),
            )


def in_days(length: Duration) -> str:
    """A length as the calendar days it can mean at least and at most."""
    meant = reading(length)
    low, high = meant.shortest // 24, -(-meant.longest // 24)
    return f"{low}日" if low == high else f"{low}到{high}日"


class UnitsDiffer(Rule):
    """承诺时限同法定时限的单位不一样，看不出有没有缩短。

    为什么：工作日、日、月不能直接比；折合下来承诺可能比法定还长，群众也看不明白。
    怎么改：换成同一种单位；法定是工作日的，承诺也写工作日。
    """

    code, slug, severity = "T002", "units-differ", Severity.WARNING
    answers = (23,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A promise that is shorter in every reading needs no remark."""
        statutory, promised = limits_of(power)
        if statutory is None or promised is None:
            return
        law, promise = statutory.duration, promised.duration
        if law.unit is promise.unit or LimitUnit.ON_THE_SPOT in {law.unit, promise.unit}:
            return
        verdict = compare(promise, law)
        if verdict is Verdict.WITHIN:
            return
        told = "一定更长" if verdict is Verdict.EXCEEDS else "不能确定哪个长"
        message = (
            f"法定是{law}（合 {in_days(law)}），承诺是{promise}（合 {in_days(promise)}），{told}"
        )
        yield self.at(message, "承诺时限", "期限", near=("法定时限", "期限"))


class StatutoryWithoutBasis(Rule):
    """法定时限没有写依据。

    为什么：法定时限是法律定的，说不出哪一条就不能叫法定时限。
    怎么改：补上依据 →  依据: 《中华人民共和国行政许可法》第四十二条第一款。
    """

    code, slug = "T003", "statutory-without-basis"
    answers = (24,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A statutory limit cites the article that sets it."""
        statutory, _ = limits_of(power)
        if statutory is not None and statutory.basis is None:
            yield self.at(f"法定时限 {statutory.duration} 没有依据", "法定时限")


def _within_a_day(length: Duration) -> bool:
    if length.unit in {LimitUnit.DAY, LimitUnit.WORKING_DAY}:
        return length.value <= 1
    return length.unit is LimitUnit.ON_THE_SPOT or reading(length).longest <= 24


class ImmediateTakesDays(Rule):
    """办件类型同时限对不上：即办件要好几天，或者承诺件当场办结。

    为什么：即办件是当场办结的，承诺件是约定日期办结的；写反了，群众不知道要不要再跑一趟。
    怎么改：当场办结的写“即办件”，时限写“当场”；不是当场办结的写“承诺件”。
    """

    code, slug, severity = "T004", "immediate-takes-days", Severity.WARNING
    answers = (28,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Only 当场 or one day goes with 即办件, in the promise and in every counted step."""
        kind = getattr(power, "case_kind", None)
        if kind is None:
            return
        _, promised = limits_of(power)
        near = ("办件类型",)
        if promised and kind is CaseKind.PROMISED:
            if promised.duration.unit is LimitUnit.ON_THE_SPOT:
                yield self.at("承诺件的承诺时限是当场", "承诺时限", "期限", near=near)
        elif kind is CaseKind.IMMEDIATE:
            if promised and not _within_a_day(promised.duration):
                message = f"即办件的承诺时限是 {promised.duration}"
                yield self.at(message, "承诺时限", "期限", near=near)
            procedure = procedure_of(power, view)
            for step in procedure.steps if procedure else ():
                if step.limit and step.counted and not _within_a_day(step.limit):
                    message = f"即办件的环节“{step.name}”要 {step.limit}"
                    yield self.at(message, *place_of(power, step), near=near)


_LICENSING_LAW = "中华人民共和国行政许可法"
_JOINT_PARAGRAPH = 2
"""第四十二条第二款: 统一办理或者联合办理、集中办理的, 四十五日."""


class LicenceBeyondTwenty(Rule):
    """许可的法定时限超过二十个工作日，依据却是行政许可法第四十二条。

    为什么：行政许可法第四十二条第一款给的是二十个工作日，第二款给联合办理的是四十五个工作日；更长的要有专门的依据。
    怎么改：写上规定更长时限的法律法规条款，或者把时限改回 20个工作日（联合办理的 45个工作日）。
    """

    code, slug = "T005", "licence-beyond-twenty"
    answers = (24,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """The general limit may not be stretched under its own article."""
        statutory, _ = limits_of(power)
        basis = statutory.basis if statutory else None
        if power.type is not PowerType.LICENSING or statutory is None or basis is None:
            return
        if basis.law != _LICENSING_LAW or basis.place is None or basis.place.article != 42:
            return
        allowed = 45 if basis.place.paragraph == _JOINT_PARAGRAPH else 20
        length = statutory.duration
        if length.unit is LimitUnit.WORKING_DAY and length.value > allowed:
            yield self.at(f"依据第四十二条，时限却是 {length}", "法定时限", "期限")


TIMING_RULES: tuple[type[Rule], ...] = (
    PromiseExceedsStatutory,
    UnitsDiffer,
    StatutoryWithoutBasis,
    ImmediateTakesDays,
    LicenceBeyondTwenty,
)
