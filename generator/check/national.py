"""I: codes of the national catalogue (国家编码). Layouts: national schema brief D1–D3.

Whatever follows no layout stands under 历史编码, where nothing is asked: real lists hold many
such codes, and none of them may be lost.
"""

import re
from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.model.credit_code import check_character, is_credit_code
from generator.model.parts import NationalCodes
from generator.model.power import Power
from generator.model.vocab import Level, PowerType

TYPE_DIGITS = {
    PowerType.LICENSING: "01",
    PowerType.PENALTY: "02",
    PowerType.COERCION: "03",
    PowerType.LEVY: "04",
    PowerType.BENEFIT: "05",
    PowerType.INSPECTION: "06",
    PowerType.CONFIRMATION: "07",
    PowerType.REWARD: "08",
    PowerType.ADJUDICATION: "09",
    PowerType.OTHER: "10",
}
"""Third and fourth character of a 基本编码 (GB/T 39046-2020 appendix A.1)."""

LEVEL_DIGITS = {
    Level.NATION: "1",
    Level.PROVINCE: "2",
    Level.CITY: "3",
    Level.COUNTY: "4",
    Level.TOWN: "5",
    Level.VILLAGE: "6",
}
"""Nineteenth character of an 实施编码 (GB/T 39046-2020 appendix A.2)."""

_BASIC = r"\d{6}[0-9A-Z]{6}"
_LAYOUTS = {
    "基本编码": (re.compile(_BASIC), "12 位：六位数字，再加六位数字或者大写字母"),
    "实施编码": (
        re.compile(rf"[0-9A-Z]{{18}}[1-6]{_BASIC}"),
        "31 位：18 位统一社会信用代码、1 位层级、12 位基本编码",
    ),
    "办理项编码": (
        re.compile(rf"[0-9A-Z]{{18}}[1-6]{_BASIC}\d{{2}}"),
        "33 位：31 位实施编码，再加两位序号",
    ),
}
_MOVE = "不合格式的旧码移到 历史编码，那里不查格式"


def _codes(national: NationalCodes) -> Iterator[tuple[FieldPath, str]]:
    """Every code with a layout, with its path below the record."""
    if national.basic:
        yield ("国家编码", "基本编码"), national.basic
    if national.implementing:
        yield ("国家编码", "实施编码"), national.implementing
    for index, code in enumerate(national.handling):
        yield ("国家编码", "办理项编码", index), code


def _well_formed(power: Power) -> Iterator[tuple[FieldPath, str, str]]:
    """Path, code and the 12 characters of 基本编码 in it, for every code that has its layout."""
    for path, code in _codes(power.national) if power.national else ():
        if _LAYOUTS[str(path[1])][0].fullmatch(code):
            start = 0 if path[1] == "基本编码" else 19
            yield path, code, code[start : start + 12]


class NationalLayout(Rule):
    """国家编码的位数或者字符不合格式。

    为什么：国家平台按位数读码：基本编码 12 位、实施编码 31 位、办理项编码 33 位，差一位就对不上。
    怎么改：照国家平台上的码重抄；别的系统用过的旧码移到 历史编码，那里不查格式。
    """

    code, slug = "I011", "national-layout"
    since = "0.2"
    answers = (3,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Match each code with the layout of its place."""
        for path, code in _codes(power.national) if power.national else ():
            pattern, layout = _LAYOUTS[str(path[1])]
            if not pattern.fullmatch(code):
                message = f"{path[1]}“{code[:40]}”（{len(code)} 位）不合格式，应当是 {layout}"
                yield self.at(message, *path, fix=f"照国家平台重抄；{_MOVE}")


class NationalType(Rule):
    """国家编码里的类型段同职权类型对不上。

    为什么：基本编码第 3、4 位是事项类型，01 是许可、02 是处罚；同一事项的类型只能有一个。
    怎么改：核对类型；国家目录里确实归在别的类型的，把码移到 历史编码 并在备注里写明。
    """

    code, slug = "I012", "national-type"
    since = "0.2"
    answers = (3,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare the two digits of the first well-formed code; the others repeat it."""
        for path, _, basic in _well_formed(power):
            expected = TYPE_DIGITS.get(PowerType(power.type), "")
            if basic[2:4] != expected:
                wanted = f"{power.type}应当是 {expected}" if expected else "市委职权没有国家编码"
                message = f"“{basic}”里的类型段是 {basic[2:4]}，{wanted}"
                yield self.at(message, *path, near=("类型",))
            return


class NationalOrigin(Rule):
    """国家编码的前两位不是国家目录或者本省目录。

    为什么：前两位说明事项出自哪个目录，00 是国家目录，42 是湖北省目录，抄了外省的码就查不到事项。
    怎么改：换成国家目录或者本省目录的码；确实要用别处目录的，先在 上级目录.yml 登记那个事项。
    """

    code, slug = "I013", "national-origin"
    since = "0.2"
    answers = (3,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look at the first two digits; a matter of the registered catalogue is known."""
        registry = view.corpus.registry
        known = {"00", registry.facts.area_code[:2]}
        for path, _, basic in _well_formed(power):
            if basic[:2] not in known and basic not in registry.higher_matters:
                message = f"“{basic}”的前两位是 {basic[:2]}，应当是 {' 或者 '.join(sorted(known))}"
                yield self.at(message, *path)
            return


class CreditCode(Rule):
    """统一社会信用代码的校验位不对，或者不是本单位的代码。

    为什么：第 18 位由前 17 位算出（GB 32100-2015），算不出来就是抄错了，国家平台会退回。
    怎么改：照单位的统一社会信用代码证书重抄，字母要大写，没有 I、O、S、V、Z。
    """

    code, slug = "I014", "credit-code"
    since = "0.2"
    answers = (4,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compute the last character of the body's code; compare it with the registry."""
        department = view.corpus.registry.departments.get(power.authority)
        for path, code, _ in _well_formed(power):
            body = code[:18]
            if path[1] == "基本编码":
                continue
            if not is_credit_code(body):
                yield self.at(_wrong_credit_code(body), *path)
            elif department and department.credit_code not in (None, body):
                message = f"{path[1]}里的信用代码是 {body}，{power.authority}登记的是 "
                yield self.at(message + str(department.credit_code), *path, near=("行使主体",))
            return

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """The same for the codes of the registry of departments."""
        for index, department in enumerate(view.corpus.registry.department_file.items):
            if department.credit_code and not is_credit_code(department.credit_code):
                yield self.at(
                    f"{department.name}的{_wrong_credit_code(department.credit_code)}",
                    *("单位", index, "信用代码"),
                    file="powers/_registry/单位.yml",
                )


def _wrong_credit_code(text: str) -> str:
    """What is wrong with a credit code, in one clause."""
    expected = check_character(text[:17])
    if expected is None or len(text) != 18:
        return f"信用代码“{text[:40]}”不是 18 位数字和大写字母（不用 I、O、S、V、Z）"
    return f"信用代码“{text}”校验不对，末位照前 17 位算是 {expected}"


class CodeLevel(Rule):
    """实施编码里的层级同行使层级对不上。

    为什么：实施编码第 19 位是行使层级，3 是市级、4 是县级；没有写 行使层级 的职权就是县级。
    怎么改：核对 行使层级；层级写对了的，实施编码照国家平台重抄。
    """

    code, slug = "I015", "code-level"
    since = "0.2"
    answers = (5,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare the nineteenth character with the levels of the power."""
        levels = power.level or (Level.COUNTY,)
        for path, code, _ in _well_formed(power):
            if path[1] == "基本编码":
                continue
            if code[18] not in {LEVEL_DIGITS[level] for level in levels}:
                wanted = "、".join(f"{level}（{LEVEL_DIGITS[level]}）" for level in levels)
                message = f"{path[1]}第 19 位是 {code[18]}，行使层级是{wanted}"
                yield self.at(message, *path, near=("行使层级",) if power.level else ())
            return


class NationalCodesDisagree(Rule):
    """基本编码、实施编码、办理项编码说的不是同一事项。

    为什么：实施编码的后 12 位就是基本编码，办理项编码的前 31 位就是实施编码，三个码一环套一环。
    怎么改：核对是哪一个抄错了，照国家平台重抄。
    """

    code, slug = "I016", "national-codes-disagree"
    since = "0.2"
    answers = (5,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare each longer code with the shorter one it must contain."""
        held = power.national
        if held is None:
            return
        for path, code, basic in _well_formed(power):
            if path[1] == "办理项编码" and held.implementing not in (None, code[:31]):
                message = f"办理项编码“{code}”的前 31 位不是实施编码“{held.implementing}”"
                yield self.at(message, *path, near=("国家编码", "实施编码"))
            elif path[1] == "实施编码" and held.basic not in (None, basic):
                message = f"实施编码“{code}”的后 12 位不是基本编码“{held.basic}”"
                yield self.at(message, *path, near=("国家编码", "基本编码"))
            elif not held.implementing and held.basic not in (None, basic):
                message = f"办理项编码“{code}”里的基本编码不是“{held.basic}”"
                yield self.at(message, *path, near=("国家编码", "基本编码"))


class MatterOfHigherLevel(Rule):
    """上级目录里不由县级行使的事项列在了本级清单。

    为什么：国家和省的目录定了每个事项由哪几级行使，省级、市级专属的事项县级无权行使。
    怎么改：核对 行使层级；上级已经下放或者委托的，写明层级、委托和依据；不属于本级的按程序取消。
    """

    code, slug, severity = "I017", "matter-of-higher-level", Severity.WARNING
    since = "0.2"
    answers = (53,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare the levels of a power with those of its matter in the higher catalogue.

        The matter is found by 基本编码; a power without one, by type and name in full.
        """
        registry = view.corpus.registry
        basic = power.national.basic if power.national else None
        matter = registry.higher_matters.get(basic or f"{power.type} {power.name}")
        levels = power.level or (Level.COUNTY,)
        if matter and not power.entrustment and not set(levels) & set(matter.levels):
            allowed, here = "、".join(matter.levels), "、".join(levels)
            message = f"上级目录里“{matter.name}”由{allowed}行使，这里列为{here}"
            path = ("国家编码", "基本编码") if basic else ("名称",)
            yield self.at(message, *path, near=("行使层级",) if power.level else ())


NATIONAL_RULES: tuple[type[Rule], ...] = (
    NationalLayout,
    NationalType,
    NationalOrigin,
    CreditCode,
    CodeLevel,
    NationalCodesDisagree,
    MatterOfHigherLevel,
)
