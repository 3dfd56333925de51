"""X: texts. What must not stand on a public page, and what was left over from elsewhere."""

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.power import Power
from generator.model.texts import all_text, texts_in
from generator.model.vocab import Disclosure


def shared_texts(view: View) -> Iterable[tuple[str, object]]:
    """What else is printed on the pages of powers, with the file it stands in."""
    yield "powers/_registry/公用文本.yml", view.corpus.registry.profiles
    yield "powers/_registry/单位.yml", view.corpus.registry.department_file
    for name, template in view.corpus.templates.items():
        yield view.corpus.template_files[name], template


class TextRule(Rule):
    """A rule about single texts, wherever they stand: in records and in what they share.

    Attributes:
        suspect: What is looked for; most records are done with one search.
    """

    suspect: ClassVar[re.Pattern[str]]
    hint: ClassVar[re.Pattern[str] | None] = None
    """A quicker search that finds wherever `suspect` does, and seldom elsewhere."""

    def _suspicious(self, text: str) -> bool:
        return not (self.hint and not self.hint.search(text)) and bool(self.suspect.search(text))

    def fault(self, found: re.Match[str]) -> str:
        """What is wrong with what was found; empty when nothing is."""
        raise NotImplementedError

    def _in(self, holder: object, file: str = "") -> Iterator[Diagnostic]:
        for path, text in texts_in(holder):
            for found in self.suspect.finditer(text):
                if message := self.fault(found):
                    yield self.at(message, *path, file=file)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look at every text of a record."""
        if self._suspicious(view.text(power)):
            yield from self._in(power)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look at the shared texts, the departments and the templates."""
        for file, holder in shared_texts(view):
            if self._suspicious(all_text(holder)):
                yield from self._in(holder, file)


class NotForPublic(TextRule):
    """要公开的内容里有身份证号、个人手机号或者密级标志。

    为什么：个人信息保护法、保守国家秘密法不许公开这些内容；一旦上网就收不回来。
    怎么改：删去身份证号和个人手机号，电话写单位座机；带密级标志的先按规定定密、解密，不能公开的改公开范围。
    """

    code, slug = "X001", "not-for-public"
    answers = (64,)
    suspect = re.compile(
        r"(?<![0-9])(?P<身份证号>[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx])(?![0-9])"
        r"|(?<![0-9])(?P<手机号>1[3-9][0-9]{9})(?![0-9])"
        r"|(?P<密级标志>(?:绝密|机密|秘密) ?[★☆]|密级 ?[:：]"
        r"|内部(?:资料|文件)[，,·\s]*(?:注意保存|不得外传))"
    )

    hint = re.compile(r"[0-9★☆密内](?:[0-9]{10}|(?<=[★☆])|(?<=密)级|(?<=内)部)")

    def fault(self, found: re.Match[str]) -> str:
        """Say which, and as much of it as is needed to find it."""
        shown = found[0] if found.lastgroup == "密级标志" else f"{found[0][:3]}…{found[0][-2:]}"
        return f"这里有{found.lastgroup}“{shown}”"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """What is not published may hold them."""
        if power.disclosure is Disclosure.PUBLIC:
            yield from super().record(power, view)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """An office's telephone may be a mobile one; it is published on purpose."""
        for finding in super().whole(view):
            if not {"咨询电话", "监督电话"} & set(finding.path):
                yield finding


class LinkUnfit(TextRule):
    """链接没有加密，或者指向的不是政府网站。

    为什么：政府网站不链接商业网站；没有加密的链接会被篡改，群众可能被带到假网站。
    怎么改：换成 https:// 开头、以 .gov.cn 结尾的政府网站地址；没有的写单位名称，不写链接。
    """

    code, slug, severity = "X002", "link-unfit", Severity.WARNING
    answers = (70,)
    suspect = re.compile(r"(?i)(?P<scheme>https?)://(?P<host>[^\s/:?#，。；、）》”]*)")

    def fault(self, found: re.Match[str]) -> str:
        """Encrypted, and a host of the government."""
        if found["scheme"].lower() == "http":
            return f"链接“{found[0]}”没有加密"
        official = found["host"].lower().endswith(".gov.cn")
        return "" if official else f"链接“{found[0]}”不是政府网站"


_UNTIDY = {
    "HTML": "网页代码",
    "ENTITY": "网页代码",
    "WIDE": "全角的字母、数字",
    "NARROW": "汉字中间的半角标点",
    "BRACKETS": "一半全角、一半半角的括号",
}


class TextUntidy(TextRule):
    """文字里混了网页代码、全角数字或者半角标点。

    为什么：多半是从网页、表格里粘贴来的；网页上会显示成乱码，检索也找不到。
    怎么改：照提示的地方重新输入：字母、数字用半角，汉字中间的标点和括号用全角，删去网页代码。
    """

    code, slug, severity = "X003", "text-untidy", Severity.WARNING
    answers = (74,)
    suspect = re.compile(
        r"(?P<HTML></?[A-Za-z][^<>]*>)|(?P<ENTITY>&(?:[A-Za-z]{2,8}|#[0-9]{1,5});)"
        r"|(?P<WIDE>[０-９Ａ-Ｚａ-ｚ]+)|(?P<NARROW>[一-龥][,;:?!][一-龥])"
        r"|(?P<BRACKETS>\([^()（）]*）|（[^()（）]*\))"
    )

    hint = re.compile(r"[<&０-９Ａ-Ｚａ-ｚ,;:?!()]")

    def fault(self, found: re.Match[str]) -> str:
        """Name what it is and show it."""
        return f"文字里有{_UNTIDY[found.lastgroup or '']}“{found[0][:20]}”"


class HiddenCharacter(TextRule):
    """文字里有看不见的字符。

    为什么：看不见的字符会让查找和比对失灵；写成代码的形式，检查书写时看不出来。
    怎么改：把这一行删掉，在编辑器里重新输入。
    """

    code, slug = "X005", "hidden-character"
    answers = (74,)
    suspect = re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
    )

    def fault(self, found: re.Match[str]) -> str:
        """What cannot be seen is named by its number."""
        return f"文字里有看不见的字符（编号 {ord(found[0]):04X}）"


_LIKE_CODE = re.compile(r"[0-9][0-9]{8}[A-Z]{2}[0-9]{5}")
_CODE = re.compile(r"(?<![0-9A-Z])[0-9]{9}[A-Z]{2}[0-9]{5}(?![0-9A-Z])")


class DeadReference(Rule):
    """提到的职权编码不在清单里。

    为什么：网页会把编码变成链接，编码不对，群众点进去是空的。
    怎么改：核对编码；那一项已经取消的，写它现在归到了哪一项。
    """

    code, slug = "X004", "dead-reference"
    answers = (70,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Codes in 主项 and in texts are codes of the list."""
        known = {power.code for power in view.corpus.powers}
        holders = [
            *(
                (record.file, record.power, view.text(record.power))
                for record in view.corpus.records
            ),
            *((file, holder, all_text(holder)) for file, holder in shared_texts(view)),
        ]
        for file, holder, text in holders:
            if known.issuperset(_LIKE_CODE.findall(text)):
                continue
            for path, part in texts_in(holder):
                for code in _CODE.findall(part):
                    if code not in known:
                        yield self.at(f"清单里没有编码 {code}", *path, file=file)


TEXT_RULES: tuple[type[Rule], ...] = (
    NotForPublic,
    LinkUnfit,
    TextUntidy,
    DeadReference,
    HiddenCharacter,
)
