"""I: identity. The code names a power for ever; the name is what people read."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.check.names import normalised
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.power import Penalty, Power
from generator.model.vocab import TYPE_LETTERS, PowerType


class CodeArea(Rule):
    """编码的前六位不是本地区的区划代码。

    为什么：区划代码说明这项职权属于哪个地方，写错了会同别处的职权混在一起。
    怎么改：核对编码前六位；本市是清单登记的区划代码。
    """

    code, slug = "I001", "code-area"
    answers = (6,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare the first six digits with the area of the list."""
        area = view.corpus.registry.facts.area_code
        if power.code[:6] != area:
            yield self.at(f"编码前六位是 {power.code[:6]}，本市是 {area}", "编码")


class CodeDuplicate(Rule):
    """两项职权用了同一个编码。

    为什么：编码是职权永久的名字和网址，一个编码只能对应一项职权，取消了也不再给别人用。
    怎么改：后来的一项换成新编码；新编码用 powerlist import 或者向编办领取。
    """

    code, slug = "I002", "code-duplicate"
    answers = (2,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Report every record after the first that carries a code."""
        first: dict[str, Loaded] = {}
        for record in view.corpus.records:
            earlier = first.setdefault(record.power.code, record)
            if earlier is not record:
                message = f"编码 {record.power.code} 已经给了“{earlier.power.name}”"
                yield self.about(
                    record, message, "编码", fix=f"换一个新编码；另一处在 {earlier.file}"
                )


class CodeType(Rule):
    """编码里的类型字母同职权类型对不上。

    为什么：编码第 10、11 位是类型字母，看编码就应当知道是许可还是处罚。
    怎么改：类型写对了就改编码；编码已经公布过的，先同编办核实。
    """

    code, slug = "I003", "code-type"
    answers = (3,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare letters 10 and 11 with the type."""
        expected = TYPE_LETTERS[PowerType(power.type)]
        if power.code[9:11] != expected:
            message = f"编码里的类型字母是 {power.code[9:11]}，{power.type}应当是 {expected}"
            yield self.at(message, "编码", near=("类型",))


class CodeUnit(Rule):
    """编码里的单位码同行使主体对不上。

    为什么：编码第 7 到 9 位是单位码；职权换了单位要走调整程序，不能悄悄改名。
    怎么改：核对行使主体；单位确实变了的，按职权调整办理，编码不变并在沿革里写明。
    """

    code, slug, severity = "I004", "code-unit", Severity.WARNING
    answers = (6,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare digits 7 to 9 with the number of the department."""
        department = view.corpus.registry.departments.get(power.authority)
        if department and power.code[6:9] != department.number:
            message = f"编码里的单位码是 {power.code[6:9]}，{power.authority}是 {department.number}"
            yield self.at(message, "编码", near=("行使主体",))


class FileName(Rule):
    """文件名同编码不一样。

    为什么：文件名就是编码，找文件、看历史都靠它。
    怎么改：把文件名改成“编码.yml”，或者改正编码。
    """

    code, slug = "I005", "file-name"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare the stem of each file with its code."""
        for record in view.corpus.records:
            stem = PurePosixPath(record.file).stem
            if stem != record.power.code:
                yield self.about(record, f"文件名是 {stem}，编码是 {record.power.code}", "编码")


class FileFolder(Rule):
    """文件放错了单位的文件夹。

    为什么：各单位只管自己的文件夹，放错了就没有人审核。
    怎么改：把文件移到以行使主体命名的文件夹里。
    """

    code, slug = "I006", "file-folder"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare each folder with the authority it must be named after, in full."""
        for record in view.corpus.records:
            folder = PurePosixPath(record.file).parent.name
            if folder != record.power.authority:
                message = f"文件在“{folder}”，行使主体是“{record.power.authority}”"
                yield self.about(record, message, "行使主体")


class NameDuplicate(Rule):
    """同一单位有两项同名的职权。

    为什么：名称一样，群众和审计都分不清是哪一项。
    怎么改：重复录入的删去一项；只差标点、层级后缀的也算同名；确实是两项的，把名称写得能区分开。
    """

    code, slug = "I007", "name-duplicate"
    answers = (11,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Report later records of an authority with a name already used, however written."""
        first: dict[tuple[str, str], Loaded] = {}
        for record in view.corpus.records:
            power = record.power
            earlier = first.setdefault((power.authority, normalised(power.name)), record)
            if earlier is not record:
                same = earlier.power.name == power.name
                other = "" if same else f"“{earlier.power.name}”只差标点、层级或者空格，"
                message = f"“{power.name}”同 {earlier.power.code} {other}重名"
                yield self.about(record, message, "名称")


class NameOfPenalty(Rule):
    """处罚职权的名称不是“对……的处罚”。

    为什么：统一写法，一看就知道处罚的是什么行为。
    怎么改：写成“对＋违法行为＋的处罚”，例如“对未取得食品经营许可从事食品经营活动的处罚”。
    """

    code, slug = "I008", "name-of-penalty"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Match the form the drafting rules prescribe."""
        if isinstance(power, Penalty) and not re.fullmatch(
            r"对.+的(?:行政)?处罚(?:（.+）)?", power.name
        ):
            yield self.at(f"处罚名称“{power.name[:30]}”不是“对……的处罚”", "名称")


_UNTIDY = (
    (re.compile(r"^[0-9一二三四五六七八九十]+[、.．]"), "开头带了序号"),
    (re.compile(r"[，。；、：,.;:]$"), "末尾带了标点"),
    (re.compile(r"[()]"), "用了半角括号"),
    (re.compile(r"(?<!目)的的|和和|、、|，，"), "有重复的字或者标点"),
    (re.compile(r" {2,}|\u3000"), "中间有多余的空格"),
    (re.compile(r"\t"), "中间有制表符"),
)


class NameUntidy(Rule):
    """名称里有序号、末尾标点、半角括号或者重复的字。

    为什么：名称会原样出现在网页、公告和证书上，也用来检索。
    怎么改：去掉序号和末尾标点，括号用全角“（）”。
    """

    code, slug, severity = "I009", "name-untidy", Severity.WARNING
    answers = (9,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look for what creeps in when names are copied out of a sheet."""
        for pattern, what in _UNTIDY:
            if pattern.search(power.name):
                yield self.at(f"名称{what}：“{power.name[:30]}”", "名称")


class CountsReconcile(Rule):
    """文件的数目同公布的数目对不上。

    为什么：公布 55 个单位 4,732 项，网站上就应当一项不多、一项不少。
    怎么改：找出多出或者缺少的文件；数目确实调整了的，随公告一起改 清单.yml。
    """

    code, slug = "I010", "counts-reconcile"
    answers = (66, 77)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Count units, powers and party powers apart and compare with the announcement."""
        facts, powers = view.corpus.registry.facts, view.corpus.counted
        kinds = Counter(power.type is PowerType.PARTY for power in powers)
        units = {power.authority for power in powers if power.type is not PowerType.PARTY}
        for field, announced, counted in (
            ("公布单位数", facts.announced_units, len(units)),
            ("公布项数", facts.announced_powers, kinds[False]),
            ("公布市委职权数", facts.announced_party, kinds[True]),
        ):
            if int(announced) != counted:
                yield self.at(
                    f"{field}是 {announced}，文件里数出来是 {counted}",
                    field,
                    file="powers/_registry/清单.yml",
                )


IDENTITY_RULES: tuple[type[Rule], ...] = (
    CodeArea,
    CodeDuplicate,
    CodeType,
    CodeUnit,
    FileName,
    FileFolder,
    NameDuplicate,
    NameOfPenalty,
    NameUntidy,
    CountsReconcile,
)
