"""I: names of the other types, one matter under two names, and names that betray a sub-class.

What a name may look like was measured on the committed list: every pattern below is the form
that all its honest names of that type have.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from generator.check.overlap import Held, held_under, object_of, same_matter
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.citation import Citation, Place
from generator.model.power import Other, Power
from generator.model.vocab import BasisRole, OtherClass, PowerType

_FORMS = {
    PowerType.COERCION: (
        re.compile(
            r"(?:查封|扣押|扣留|冻结|封存|加处罚款|滞纳金|登记保存|代履行|划拨|拍卖|强制\w{2}|拖移|约束至酒醒)$"
            r"|^(?:查封|扣押|扣留|冻结|封存|税收|强制).+"
        ),
        "对＋对象＋的＋强制方式",
        "对涉嫌违法活动的场所的查封",
    ),
    PowerType.INSPECTION: (
        re.compile(r"(?:检查|抽查|检验|检测|查阅、复制|查询、复制|采集)$"),
        "对＋对象＋的监督检查",
        "对食品生产经营者的监督检查",
    ),
    PowerType.LEVY: (
        re.compile(r"征收(?:决定|.+的组织实施)?$"),
        "税费名称＋征收",
        "水土保持补偿费征收",
    ),
    PowerType.REWARD: (
        re.compile(r"^对.+的(?:表彰|奖励)(?:、奖励|、表彰)?$"),
        "对＋对象＋的表彰、奖励",
        "对在义务教育实施工作中做出突出贡献的单位和个人的表彰、奖励",
    ),
    PowerType.ADJUDICATION: (
        re.compile(r"(?:裁决|(?:争议|纠纷|投诉)的?(?:处理|调处))$"),
        "争议＋裁决（处理）",
        "企业名称争议裁决",
    ),
}
"""Type → the form of its names without what stands in brackets at the end, in words, an example."""

_BRACKETS = re.compile(r"（[^（）]*）$")
_LEVEL = re.compile(r"（(?:县|市|省|本)级(?:权限)?）")
_NOISE = dict.fromkeys(map(ord, " \t、，。；：“”‘’（）()《》〈〉·,.;:-—"))


def normalised(name: str) -> str:
    """A name without what makes two writings of one matter differ: level, punctuation, width."""
    text = _LEVEL.sub("", name) if "级" in name else name
    return unicodedata.normalize("NFKC", text).translate(_NOISE).replace("行政处罚", "处罚")


class NameForm(Rule):
    """强制、检查、征收、奖励、裁决的名称不合统一写法。

    为什么：统一写法，一看名称就知道是哪一类职权、对谁、做什么；写成别的样子常常是类型填错了。
    怎么改：照提示的样子改名称；名称没有错的，看看类型是不是填错了。
    """

    code, slug = "I021", "name-form"
    since = "0.2"
    answers = (10,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Match the form of the type; penalties have a rule of their own (I008)."""
        form = _FORMS.get(PowerType(power.type))
        if form and not form[0].search(_BRACKETS.sub("", power.name)):
            message = f"{power.type}的名称“{power.name[:30]}”不是“{form[1]}”"
            yield self.at(message, "名称", near=("类型",), fix=f"写成这个样子 →  {form[2]}")


ALIKE = 0.92
"""Share of common pairs of characters (Dice) from which two names are one (catalogue 11)."""


class NameAlike(Rule):
    """两个单位依据同一条，列了几乎同名的职权。

    为什么：同一件事两家都列，群众不知道找谁，出了问题也分不清责任。
    怎么改：只归一家的，另一家按程序取消；确实各管一段的，名称里写明各管什么。
    """

    code, slug, severity = "I022", "name-alike", Severity.WARNING
    since = "0.2"
    answers = (11,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare names within an article; what I024 says about a pair is not said again."""
        for record, earlier, article in _alike(view):
            other = earlier.power
            message = f"“{record.power.name[:40]}”同{other.authority}的“{other.name[:40]}”几乎同名"
            yield self.about(
                record,
                f"{message}，依据都是{article}",
                "名称",
                fix=f"核对归谁；另一项是 {other.code}",
            )


def _alike(view: View) -> Iterator[tuple[Loaded, Loaded, Citation]]:
    """Each record with the first earlier one of another unit that it is like, and the article."""
    blocks: dict[Citation, list[tuple[Loaded, set[str]]]] = defaultdict(list)
    told: set[str] = set()
    for record in view.corpus.records:
        power = record.power
        articles = {
            Citation(basis.law, Place(basis.place.article, basis.place.inserted))
            for basis in power.bases
            if basis.place and basis.role is BasisRole.ESTABLISHES
        }
        pairs: set[str] = set()
        for article in articles:
            block = blocks[article]
            pairs = pairs or _pairs(power.name)
            for earlier, theirs in block:
                if (
                    earlier.power.authority != power.authority
                    and power.code not in told
                    and 2 * min(len(pairs), len(theirs)) >= ALIKE * (len(pairs) + len(theirs))
                    and 2 * len(pairs & theirs) >= ALIKE * (len(pairs) + len(theirs))
                    and not same_matter(power, earlier.power)
                ):
                    told.add(power.code)
                    yield record, earlier, article
            block.append((record, pairs))


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring characters of a name."""
    text = normalised(name)
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}


class MatterTwice(Rule):
    """同一单位把同一件事列了两项，只是名称不同。

    为什么：一件事列两项，公布的项数就多算了；改了一项忘了另一项，群众看到的就互相矛盾。
    怎么改：留下写得全的一项，另一项按程序取消；确实是两件事的，把条款写到款、项，把对象写清楚。
    """

    code, slug, severity = "I026", "matter-twice", Severity.WARNING
    since = "0.3"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare the powers of a unit that say what they are about; same names are for I007."""
        first: dict[tuple[Held, str, str], Loaded] = {}
        for record in view.corpus.records:
            power = record.power
            matter, articles = object_of(power), held_under(power)
            for index, basis in enumerate(power.bases if matter else ()):
                held = (basis.law, basis.place or Place(0), power.type.value)
                if held not in articles:
                    continue
                earlier = first.setdefault((held, matter, power.authority), record)
                if earlier is not record and not _one_name(power, earlier.power):
                    other = f"{earlier.power.code} “{earlier.power.name[:40]}”"
                    message = f"“{power.name[:40]}”同 {other}是同一件事，依据都是{basis.citation}"
                    yield self.about(record, message, "依据", index, "条款")
                    break


def _one_name(one: Power, other: Power) -> bool:
    return normalised(one.name) == normalised(other.name)


class SubclassInName(Rule):
    """子类写的是“其他管理事项”，名称里却有更准的子类。

    为什么：“其他行政权力”要分小类，群众才查得到；什么都放进“其他”，等于没有分类。
    怎么改：照名称改子类，例如“……备案”的子类是“备案”；名称里的词是别的意思的，改写名称。
    """

    code, slug, severity = "I023", "subclass-in-name", Severity.WARNING
    since = "0.2"
    answers = (12,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look at the end of the name for the word of a sub-class."""
        if isinstance(power, Other) and power.subclass is OtherClass.OTHER:
            name = _BRACKETS.sub("", power.name)
            for word, subclass in _SUBCLASS_WORDS.items():
                if name.endswith(word):
                    message = f"名称“{power.name[:30]}”说的是{word}，子类写的是“{power.subclass}”"
                    yield self.at(message, "子类", near=("名称",), fix=f"改成 →  子类: {subclass}")


_SUBCLASS_WORDS = {
    "备案": OtherClass.FILING,
    "转报": OtherClass.FORWARDING,
    "年检": OtherClass.ANNUAL_REPORT,
    "年度报告": OtherClass.ANNUAL_REPORT,
    "责令改正": OtherClass.ORDER_CORRECTION,
    "约谈": OtherClass.ADMONITION,
    "调解": OtherClass.MEDIATION,
    "仲裁": OtherClass.MEDIATION,
    "投诉处理": OtherClass.COMPLAINT,
    "举报处理": OtherClass.COMPLAINT,
}
"""What a name ends in → the sub-class it belongs to."""

NAME_RULES: tuple[type[Rule], ...] = (NameForm, NameAlike, MatterTwice, SubclassInName)
