"""I: how serials and sub-items of the 16-digit codes are used (docs/adr/0004-codes.md)."""

from collections import defaultdict
from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.power import Power

SERIALS, SUB_ITEMS = 999, 99
NEARLY_FULL = 0.9
"""Share of the serials, or of the sub-items, from which a unit is told that they run out."""


class SubItemOfMain(Rule):
    """子项的编码同主项对不上。

    为什么：子项编码的前 14 位同主项一样，后两位从 01 起；主项以 00 结尾，子项离了主项就没有归属。
    怎么改：写 →  主项: 前 14 位加 00；主项还没有入库的先入库，本来没有主项的用 00 结尾的编码。
    """

    code, slug = "I018", "sub-item-of-main"
    since = "0.2"
    answers = (7,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare the code with the main item it names; X004 says whether that exists."""
        expected = power.code[:14] + "00"
        if power.code == expected:
            if power.main:
                message = f"编码“{power.code}”以 00 结尾，本身就是主项"
                yield self.at(message, "主项", near=("编码",), fix="删去“主项”这一行")
        elif power.main is None:
            message = f"编码“{power.code}”是子项，没有写主项"
            yield self.at(message, "编码", fix=f'加一行 →  主项: "{expected}"')
        elif power.main != expected:
            message = f"主项写的是“{power.main}”，编码“{power.code}”的主项是“{expected}”"
            yield self.at(message, "主项", near=("编码",), fix=f'改成 →  主项: "{expected}"')


def _series(view: View) -> dict[str, dict[int, Loaded]]:
    """Unit and letters of a code (021XK) → the first record of every serial of them."""
    series: dict[str, dict[int, Loaded]] = defaultdict(dict)
    for record in view.corpus.records:
        code = record.power.code
        series[code[6:11]].setdefault(int(code[11:14]), record)
    return series


class SerialGap(Rule):
    """顺序号中间缺号，又没有说明。

    为什么：取消的职权留着文件和编码，缺了号说明有文件被删去，或者编码发错了，审计会追问。
    怎么改：取消的职权恢复文件并把状态写成“取消”；从来没有用过的号写进 清单.yml 的“空号”，写明原因。
    """

    code, slug, severity = "I019", "serial-gap", Severity.WARNING
    since = "0.2"
    answers = (8,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Count from 001 to the highest serial of each unit and type."""
        excused = {
            f"{unused.serial[:5]}{serial:03d}"
            for unused in view.corpus.registry.facts.unused_serials
            for serial in range(int(unused.serial[5:]), int((unused.last or unused.serial)[5:]) + 1)
        }
        for series, used in _series(view).items():
            holes = [f"{serial:03d}" for serial in range(1, max(used)) if serial not in used]
            holes = [serial for serial in holes if series + serial not in excused]
            if holes:
                after = used[min(serial for serial in used if serial > int(holes[0]))]
                few = "、".join(holes[:10]) + ("等" if len(holes) > 10 else "")
                message = (
                    f"{after.power.authority}的{after.power.type}缺顺序号 {few}，共 {len(holes)} 个"
                )
                line = f'- {{号: "{series}{holes[0]}", 原因: …}}'
                fix = f"恢复被删的文件；从来没有用过的，在 清单.yml 的“空号”下写 →  {line}"
                yield self.about(after, message, "编码", fix=fix)


class SerialCapacity(Rule):
    """顺序号或者子项号快用完了。

    为什么：一个单位一类职权最多 999 个顺序号，一个主项最多 99 个子项，用完之后新职权就没有编码。
    怎么改：现在照用不误；请编办提前另给单位码，已经发出的编码不改。
    """

    code, slug, severity = "I020", "serial-capacity", Severity.WARNING
    since = "0.2"
    answers = (8,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look at the highest serial of each unit and type, and sub-item of each main item."""
        for used in _series(view).values():
            highest = max(used)
            if highest >= SERIALS * NEARLY_FULL:
                power = used[highest].power
                message = (
                    f"{power.authority}的{power.type}用到了顺序号 {highest}，最多 {SERIALS} 个"
                )
                yield self.about(used[highest], message, "编码")
        last = {record.power.code[:14]: record for record in view.corpus.records}
        for record in last.values():
            sub_item = int(record.power.code[14:])
            if sub_item >= SUB_ITEMS * NEARLY_FULL:
                message = (
                    f"主项 {record.power.code[:14]} 用到了子项 {sub_item}，最多 {SUB_ITEMS} 个"
                )
                yield self.about(record, message, "编码")


NUMBERING_RULES: tuple[type[Rule], ...] = (SubItemOfMain, SerialGap, SerialCapacity)
