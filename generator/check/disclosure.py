"""A: disclosure, supervision and contact. People must be able to read, ask and complain."""

import re
from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.power import Power
from generator.model.vocab import Disclosure, PowerType

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
    EmptyWord,
)
