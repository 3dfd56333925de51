"""Who is named: a body, a post, or a person, who must not be.

By form alone, and careful: a frequent surname that begins few other words, one or two characters
that name no office.
"""

import re

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙雷汤尹黎乔贺赖龚"
)
_NOT_GIVEN = (
    "组委务工支部总副正级任办局科室股所队站长主中心市县镇乡村街区社分管经单位门领导人员岗师"
    "机关责报由送请给向"
)
_OFFICES = "主任|科长|局长|处长|股长|所长|队长|站长|镇长|乡长|市长|县长|部长|书记|主席|院长|校长"
_TITLES = f"{_OFFICES}|同志|先生|女士"
_GIVEN = rf"(?![{_NOT_GIVEN}])[\u4e00-\u9fff]"
_NAME = re.compile(rf"[{_SURNAMES}](?:{_GIVEN}){{1,2}}")
_ACTS = "[审签批核办决，。、；）]|同意|负责|$"
_PERSON = re.compile(
    rf"{_NAME.pattern}(?:{_TITLES})|(?:{_OFFICES})[{_SURNAMES}](?:{_GIVEN}){{1,2}}?(?={_ACTS})"
)
_BY_TITLE = re.compile(rf"[{_SURNAMES}](?:{_TITLES})")
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
_BODY = re.compile(
    r".*(?:政府|人大|政协|委员会|委|局|办|办公室|厅|部|院|署|会|中心|站|所|队|科|股|室|处|馆|团|社"
    r"|公司|集团|银行|学校|联|机构|机关|单位|小组|专班|窗口|会议)"
)
_POST = re.compile(rf".*(?:{_OFFICES}|秘书长|负责人|承办人|经办人|岗|岗位|员)")


def person_in(text: str) -> str:
    """What looks like a person with a title (张建国科长, 科长张建国); empty when nothing does."""
    found = _PERSON.search(text)
    return found[0] if found else ""


def is_person(text: str) -> bool:
    """Whether a text is nothing but what looks like a person's name (李明)."""
    return _NAME.fullmatch(text) is not None


def unanswerable(text: str) -> str:
    """The part of a text that names neither a body nor a post; empty when every part does.

    Bodies and posts are parted by 、 or commas; what stands in brackets explains and must not be a
    name either.
    """
    named = re.split("[、，,；;]", _ASIDE.sub("", text))
    asides = [aside[1:-1] for aside in _ASIDE.findall(text)]
    for part in (part.strip() for part in named):
        if _is_named(part) or not (_BODY.fullmatch(part) or _POST.fullmatch(part)):
            return part or text
    return next((aside for aside in asides if _is_named(aside.strip())), "")


def _is_named(text: str) -> bool:
    return bool(is_person(text) or person_in(text) or _BY_TITLE.fullmatch(text))
