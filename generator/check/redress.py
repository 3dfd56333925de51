"""J: duties and remedies. Whoever may decide owes something, and may be contested."""

import re
from collections.abc import Iterator
from datetime import date

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.model.power import Adjudication, AdministrativePower, Penalty, Power
from generator.model.registry import Clause, Department, RemedyRoute
from generator.model.vocab import LimitUnit, ReviewFirst, YesNo

PROFILES = "powers/_registry/公用文本.yml"
_DEPARTMENTS = "powers/_registry/单位.yml"
REVIEW, SUIT = "行政复议", "行政诉讼"
REVIEW_LAW = "中华人民共和国行政复议法"
_SUIT_LAW = "中华人民共和国行政诉讼法"
_SINCE = date(2024, 1, 1)
"""Before, the applicant chose between the government and the higher department (2017, 第十二条)."""

_STAGES = ("立案", "调查", "审查", "告知", "决定", "送达", "执行")


def _stages_missing(clauses: tuple[Clause, ...]) -> list[str]:
    written = "、".join(clause.stage or "" for clause in clauses)
    return [stage for stage in _STAGES if stage not in written]


class DutiesIncomplete(Rule):
    """责任事项、追责情形是空的，或者处罚的责任事项缺少环节。

    为什么：有权必有责；处罚从立案到执行，每一步谁该做什么都要让人知道。
    怎么改：补齐立案、调查、审查、告知、决定、送达、执行各环节的责任；追责情形至少写一条。
    """

    code, slug = "J001", "duties-incomplete"
    answers = (63,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """What a record spells out itself; shared texts are looked at once."""
        if not isinstance(power, AdministrativePower):
            return
        for key, clauses in (("责任事项", power.duties), ("追责情形", power.accountability)):
            if not clauses:
                yield self.at(f"{key}一条也没有", key)
        own = power.duties if isinstance(power, Penalty) else ""
        if isinstance(own, tuple) and own and (missing := _stages_missing(own)):
            yield self.at(f"责任事项缺少这些环节：{'、'.join(missing)}", "责任事项")

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Shared duties that penalties refer to."""
        used = {power.duties for power in view.corpus.powers if isinstance(power, Penalty)}
        for index, profile in enumerate(view.corpus.registry.profiles.duties):
            if profile.name in used and (missing := _stages_missing(profile.clauses)):
                message = f"“{profile.name}”缺少这些环节：{'、'.join(missing)}"
                yield self.at(message, "责任事项", index, "条目", file=PROFILES)


def _may_review(route: RemedyRoute, department: Department, government: str) -> bool:
    """Whether the body is the one that chapter 2, section 3 of the Administrative Review Law names.

    The people's government of the level (第二十四条第一款第一项), the next higher one for the
    government itself and for a branch of a city's department (第二十四条第一款第二项、第四款), the
    higher department for vertical offices (第二十七条) and by choice for 司法行政 (第二十八条).
    """
    if route.body == government:
        return True
    place = route.basis.place
    if route.basis.law != REVIEW_LAW or place is None:
        return False
    vertical = department.vertical is YesNo.YES
    if place.article == 24:
        itself = department.name.endswith("人民政府")
        return route.body.endswith("人民政府") and (itself or (vertical and place.paragraph == 4))
    if place.article == 27:
        return vertical
    return place.article == 28 and department.name.endswith("司法局")


class ReviewBody(Rule):
    """行政复议机关不对。

    为什么：2024 年起，对县级部门的决定不服，向本级人民政府申请复议，不再找上一级主管部门。
    怎么改：改用写明本级人民政府的救济途径；垂直管理的，单位登记册写明，依据写行政复议法第二十七条。
    """

    code, slug = "J002", "review-body"
    answers = (58,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A power that goes another way than its authority is registered for."""
        remedy = getattr(power, "remedy", None)
        department = view.corpus.registry.departments.get(power.authority)
        if department and remedy and remedy != department.remedy:
            fix = f"这个单位登记的是 →  救济途径: {department.remedy}" if department.remedy else ""
            for message in self._faults(department, remedy, view):
                yield self.at(message, "救济途径", fix=fix)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """What each department is registered for, once for all its powers."""
        for index, department in enumerate(view.corpus.registry.departments.values()):
            for message in self._faults(department, department.remedy or "", view):
                yield self.at(message, "单位", index, "救济", file=_DEPARTMENTS)

    def _faults(self, department: Department, remedy: str, view: View) -> Iterator[str]:
        """One sentence for every body that may not review the department."""
        if view.today < _SINCE:
            return
        profile = view.corpus.registry.remedies.get(remedy)
        government = re.sub(r"（.*）$", "", view.corpus.registry.facts.government)
        for route in profile.routes if profile else ():
            if route.kind == REVIEW and not _may_review(route, department, government):
                yield f"对{department.name}的决定不服，不能向{route.body}申请复议"


_USUAL = {REVIEW: (60, LimitUnit.DAY, REVIEW_LAW), SUIT: (6, LimitUnit.MONTH, _SUIT_LAW)}


class RemedyLimit(Rule):
    """复议不是六十日，或者诉讼不是六个月，又没有别的法作依据。

    为什么：行政复议法第二十条是六十日，行政诉讼法第四十六条是六个月；写短了，群众会白白失去机会。
    怎么改：改成 60日、6个月；法律另有规定的，依据写规定这个期限的条款，复议只能比六十日长。
    """

    code, slug = "J003", "remedy-limit"
    answers = (59,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """A different limit needs a law of its own; for review it may only be longer."""
        for index, profile in enumerate(view.corpus.registry.profiles.remedies):
            for number, route in enumerate(profile.routes):
                if route.kind not in _USUAL:
                    continue
                value, unit, law = _USUAL[route.kind]
                within = route.within
                if within.value == value and within.unit is unit:
                    continue
                short = route.kind == REVIEW and within.unit is unit and within.value < value
                if route.basis.law == law or short:
                    path: FieldPath = ("救济途径", index, "途径", number, "期限")
                    message = f"“{profile.name}”的{route.kind}期限是 {within}"
                    yield self.at(message, *path, file=PROFILES)


_ALWAYS = (ReviewFirst.INACTION, ReviewFirst.SECRECY)
_RESOURCES = re.compile(
    r"(?:土地|林木|林地|草原|水域|滩涂|矿产|森林|海域|水流|荒地|山岭).*(?:所有权|使用权|权属)"
)


class ReviewFirstMissing(Rule):
    """必须先复议再诉讼的情形没有写明。

    为什么：行政复议法第二十三条列出的情形不先复议就起诉，法院不受理，群众会误了期限。
    怎么改：在公用文本这条救济途径的“复议前置”里，照第二十三条的说法补上缺少的情形。
    """

    code, slug, severity = "J004", "review-first-missing", Severity.WARNING
    answers = (60,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Penalties on the spot and decisions on who owns or uses natural resources."""
        if view.today < _SINCE:
            return
        profile = view.corpus.registry.remedies.get(getattr(power, "remedy", ""))
        needed = None
        if isinstance(power, Penalty) and "简易程序" in (power.procedure.template or ""):
            needed = ReviewFirst.SPOT_PENALTY
        elif isinstance(power, Adjudication) and _RESOURCES.search(power.name):
            needed = ReviewFirst.RESOURCES
        if needed and profile and needed not in profile.review_first:
            yield self.at(f"“{profile.name}”没有写明这种情形要先复议：{needed}", "救济途径")

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Not acting and not disclosing may happen to every authority."""
        if view.today < _SINCE:
            return
        for index, profile in enumerate(view.corpus.registry.profiles.remedies):
            if {route.kind for route in profile.routes} >= {REVIEW, SUIT}:
                for case in _ALWAYS:
                    if case not in profile.review_first:
                        message = f"“{profile.name}”没有写明这种情形要先复议：{case}"
                        yield self.at(message, "救济途径", index, file=PROFILES)


REDRESS_RULES: tuple[type[Rule], ...] = (
    DutiesIncomplete,
    ReviewBody,
    RemedyLimit,
    ReviewFirstMissing,
)
