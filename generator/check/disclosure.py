"""A: disclosure, supervision and contact. People must be able to read, ask and complain."""

import re
from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.power import Power
from generator.model.vocab import Disclosure, PowerType
from generator.model.workdays import full_months

_PHONE = re.compile(r"0710-?[2-9][0-9]{6}|1[3-9][0-9]{9}|12[0-9]{3}|400[0-9]{7}|110|119|120|122")


class UndisclosedWithoutReason(Rule):
    """不向社会公开，却没有说明理由。

    为什么：公开是原则，不公开是例外；例外要说得出理由。
    怎么改：补上 →  不公开理由: …；可以公开的，公开范围改为“社会公开”。
    """

    code, slug = "A001", "undisclosed-without-reason"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Anything but 社会公开 gives its reason."""
        if power.disclosure is not Disclosure.PUBLIC and not power.undisclosed_reason:
            yield self.at(f"公开范围是“{power.disclosure}”，没有写不公开理由", "公开范围")


class PartyDisclosure(Rule):
    """行政职权写了党内公开。

    为什么：“党内公开”只适用于市委职权，行政职权公开的对象是社会公众。
    怎么改：行政职权改为“社会公开”“依申请公开”或者“不公开”。
    """

    code, slug = "A002", "party-disclosure"
    answers = (77,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """党内公开 belongs to the party committee's powers alone."""
        if power.type is not PowerType.PARTY and power.disclosure is Disclosure.PARTY:
            yield self.at("行政职权不能写“党内公开”", "公开范围")


class PhoneFormat(Rule):
    """电话号码格式不对。

    为什么：打不通的电话比没有电话更让人生气。
    怎么改：写成 0710-6222222 这样的座机、11 位手机号，或者 12345 这样的短号。
    """

    code, slug = "A003", "phone-format"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Every number of every department must be one that can be dialled from here."""
        for index, department in enumerate(view.corpus.registry.departments.values()):
            for key, text in (
                ("咨询电话", department.enquiries),
                ("监督电话", department.supervision),
            ):
                for number in re.split(r"[、，]", text):
                    if not _PHONE.fullmatch(number):
                        yield self.at(
                            f"{department.name}的{key}“{number}”格式不对",
                            "单位",
                            index,
                            key,
                            file="powers/_registry/单位.yml",
                        )


_DEPARTMENTS = "powers/_registry/单位.yml"


def _numbers(text: str) -> set[str]:
    return set(re.split(r"[、，]", text))


class SamePhone(Rule):
    """监督电话同咨询电话是一个号码。

    为什么：投诉打到被投诉的人手里，监督就没有意义。
    怎么改：监督电话写纪检监察举报电话 12388，或者本单位纪检机构的电话。
    """

    code, slug, severity = "A005", "same-phone", Severity.WARNING
    answers = (61,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """At least one number for complaints is not one for enquiries."""
        for index, department in enumerate(view.corpus.registry.departments.values()):
            if _numbers(department.supervision) <= _numbers(department.enquiries):
                message = f"{department.name}的监督电话同咨询电话都是“{department.supervision}”"
                near = ("单位", index, "咨询电话")
                yield self.at(message, "单位", index, "监督电话", file=_DEPARTMENTS, near=near)


_HOTLINE_DIGITS = 5
"""National and city hotlines have at most as many; they do not change with people and rooms."""
_CHECK_MONTHS = 24


class PhoneUnchecked(Rule):
    """单位自己的电话两年没有核实。

    为什么：搬家、换人都会换电话；打不通的电话在网上挂着，就是对群众失信。
    怎么改：拨打一遍，核对无误后写上 →  电话核实: "当天的日期"。
    """

    code, slug, severity = "A006", "phone-unchecked", Severity.WARNING
    answers = (61,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Hotlines need no check, numbers of an office's own do."""
        for index, department in enumerate(view.corpus.registry.departments.values()):
            numbers = _numbers(department.enquiries) | _numbers(department.supervision)
            own = sorted(number for number in numbers if len(number) > _HOTLINE_DIGITS)
            checked = department.phones_checked_on
            if not own or (checked and full_months(checked, view.today) < _CHECK_MONTHS):
                continue
            since = f"上次核实是 {checked}" if checked else "没有核实日期"
            message = f"{department.name}的电话“{'、'.join(own)}”{since}"
            key = "电话核实" if checked else "咨询电话"
            yield self.at(message, "单位", index, key, file=_DEPARTMENTS)


_NOTHING = re.compile(r"无|暂无|没有|/|-|—+|N/?A|不详", re.IGNORECASE)


class EmptyWord(Rule):
    """用“无”之类的字填空。

    为什么：“无”分不清是真的没有，还是没有填；群众看了也没有用。
    怎么改：删掉这一行，或者写“不适用: 原因”“待补: 还缺什么”。
    """

    code, slug, severity = "A004", "empty-word", Severity.ERROR

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look at the free texts of a record and of its documents, fees and results."""
        texts: list[tuple[tuple[str | int, ...], str | None]] = [
            (("承办机构",), power.unit),
            (("通俗说明",), power.summary),
            (("备注",), power.remark),
        ]
        for index, alias in enumerate(power.aliases):
            texts.append((("俗称", index), alias))
        for key, attribute in (("材料", "materials"), ("结果", "results")):
            value = getattr(power, attribute, None)
            if isinstance(value, tuple):
                texts += [((key, i, "名称"), item.name) for i, item in enumerate(value)]
        conditions = getattr(power, "conditions", None)
        for index, item in enumerate(getattr(conditions, "items", ())):
            texts.append((("条件", "条目", index), item))
        for path, text in texts:
            if text is not None and _NOTHING.fullmatch(text.strip()):
                yield self.at(f"这里填了“{text.strip()}”", *path)


DISCLOSURE_RULES: tuple[type[Rule], ...] = (
    UndisclosedWithoutReason,
    PartyDisclosure,
    PhoneFormat,
    SamePhone,
    PhoneUnchecked,
    EmptyWord,
)
