"""R: who exercises a power, alone or with others, and who watches afterwards."""

from collections import defaultdict
from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.model.power import Licensing, Power, PowerBase
from generator.model.vocab import Status, YesNo

DEPARTMENTS = "powers/_registry/单位.yml"
FACTS = "powers/_registry/清单.yml"
ENTRUSTED = "受委托组织"
"""The nature (性质) of a body that acts for another (GB/T 39046-2020 appendix A.3)."""


class AuthorityGone(Rule):
    """行使主体已经撤销、更名，或者还没有成立。

    为什么：撤销、更名之后由承接的单位行使，仍用旧单位的名义作决定，当事人可以主张主体不适格。
    怎么改：行使主体改成承接的单位，编码不变，在沿革里写明日期和文号；没有人承接的，状态改成“取消”。
    """

    code, slug = "R007", "authority-gone"
    since = "0.2"
    answers = (52,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare the dates of each department with the day; one finding for all its powers."""
        departments = view.corpus.registry.department_file.items
        held: dict[str, list[str]] = defaultdict(list)
        for power in view.corpus.powers:
            if power.status is Status.IN_FORCE:
                held[power.authority].append(power.code)
        for index, department in enumerate(departments):
            codes = held[department.name]
            gone, founded = department.dissolved_on, department.founded_on
            of = f"{department.name}名下 {len(codes)} 项"
            few = "、".join(codes[:3]) + (" 等" if len(codes) > 3 else "")
            if codes and gone and gone <= view.today:
                heirs = [other.name for other in departments if department.name in other.succeeds]
                fix = f"这些职权改成 →  行使主体: {heirs[0]}" if heirs else ""
                message = f"{of}还是“在用”，单位自 {gone} 起撤销或者更名：{few}"
                yield self.at(message, "单位", index, "撤销日期", fix=fix, file=DEPARTMENTS)
            elif codes and founded and founded > view.today:
                message = f"{of}已经是“在用”，单位到 {founded} 才成立：{few}"
                yield self.at(message, "单位", index, "成立日期", file=DEPARTMENTS)


class EntrustmentUnproved(Rule):
    """受委托行使的职权没有委托书、没有期限，或者已经过期。

    为什么：行政处罚法第二十条要求书面委托，载明事项、权限、期限，并把委托书向社会公布。
    怎么改：写明委托机关、委托书文号和期限；到期续签的改期限，不再委托的把职权转回委托机关。
    """

    code, slug = "R008", "entrustment-unproved"
    since = "0.2"
    answers = (54,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """A body that acts for another names the document; what is named must still run."""
        department = view.corpus.registry.departments.get(power.authority)
        held = power.entrustment
        if power.status is not Status.IN_FORCE:
            return
        if held is None:
            if department and department.nature == ENTRUSTED:
                message = f"{power.authority}是{ENTRUSTED}，没有写委托"
                line = '委托: {委托机关: …, 委托书: …, 期限至: "2027-12-31"}'
                yield self.at(message, "行使主体", fix=f"加一行 →  {line}")
        elif held.until is None:
            message = f"{held.by}的委托书“{held.document}”没有写到哪一天"
            yield self.at(message, "委托", "委托书", fix='加一行 →  期限至: "2027-12-31"')
        elif held.until < view.today:
            message = f"{held.by}的委托书“{held.document}”到 {held.until} 已经过期"
            yield self.at(message, "委托", "期限至")


def _articles(power: PowerBase) -> set[tuple[str, int]]:
    """Law and article of every basis; 0 for a whole law."""
    return {(basis.law, basis.place.article if basis.place else 0) for basis in power.bases}


class JointOneSided(Rule):
    """联办单位只有一家写了，另一家没有写。

    为什么：几家一起办的事，两家的清单都要写，否则群众跑到另一家会被告知“没有这件事”。
    怎么改：对方的那一项也写上“联办单位”；其实不用对方参加的，从这里删去。
    """

    code, slug, severity = "R009", "joint-one-sided", Severity.WARNING
    since = "0.2"
    answers = (55,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look for a power of the other unit that names this one and shares an article or name."""
        pairs: dict[tuple[str, str], list[PowerBase]] = defaultdict(list)
        for power in view.corpus.powers:
            for unit in power.joint:
                pairs[power.authority, unit].append(power)
        for record in view.corpus.records:
            power = record.power
            for index, unit in enumerate(power.joint):
                path = ("联办单位", index)
                if unit not in view.corpus.registry.departments:
                    yield self.about(
                        record,
                        f"单位登记册里没有联办单位“{unit}”",
                        *path,
                        fix="改成 powers/_registry/单位.yml 里的正式名称",
                    )
                elif not any(
                    other.name == power.name or _articles(other) & _articles(power)
                    for other in pairs[unit, power.authority]
                ):
                    message = f"{unit}的清单里，没有哪一项依据同一条并且写着同{power.authority}联办"
                    fix = f"{unit}的那一项写 →  联办单位: [{power.authority}]"
                    yield self.about(record, message, *path, fix=fix)


class VerticalUnsaid(Rule):
    """清单里有垂直管理单位，没有说公布的数目包不包含它们。

    为什么：税务、烟草专卖、气象等由上级垂直管理，不是本市的工作部门；混在一起数，数目就对不上。
    怎么改：在 清单.yml 写“含垂直管理单位”：数目里有它们的写 是，没有的写 否，公布数照此核对。
    """

    code, slug = "R010", "vertical-unsaid"
    since = "0.2"
    answers = (56,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Count the powers of units under vertical management where the list says nothing."""
        registry = view.corpus.registry
        vertical = [
            power.authority
            for power in view.corpus.powers
            if (department := registry.departments.get(power.authority))
            and department.vertical is YesNo.YES
        ]
        if vertical and registry.facts.vertical_counted is None:
            units = "、".join(dict.fromkeys(vertical))
            message = f"{units}是垂直管理单位，共 {len(vertical)} 项，没有说公布项数包不包含"
            fix = "在 清单.yml 加一行 →  含垂直管理单位: 是"
            yield self.at(message, "公布项数", fix=fix, file=FACTS)


class NobodyWatches(Rule):
    """集中行使许可权的单位批的许可，没有写监管单位。

    为什么：许可集中到一个单位以后，批的不管、管的不知道；事中事后由谁监管要写在清单上。
    怎么改：写明 监管单位，用 powers/_registry/单位.yml 里的正式名称。
    """

    code, slug, severity = "R011", "nobody-watches", Severity.WARNING
    since = "0.2"
    answers = (57,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Licences of a unit with central licensing name another unit that watches."""
        departments = view.corpus.registry.departments
        department = departments.get(power.authority)
        if power.supervisor and power.supervisor not in departments:
            yield self.at(f"单位登记册里没有监管单位“{power.supervisor}”", "监管单位")
        elif (
            isinstance(power, Licensing)
            and department
            and department.central_licensing is YesNo.YES
            and power.supervisor in (None, power.authority)
        ):
            message = f"{power.authority}集中行使许可权，这一项没有写由哪个单位监管"
            path = "监管单位" if power.supervisor else "行使主体"
            yield self.at(message, path, fix="加一行 →  监管单位: 市××局")


class DepartmentEmpty(Rule):
    """登记的单位一项职权都没有，也没有说明。

    为什么：单位的网页会是空白栏目，空白栏目是政府网站检查的单项否决指标。
    怎么改：补上它的职权；确实没有的，在 单位.yml 里写“说明”；撤销的写“撤销日期”。
    """

    code, slug = "R012", "department-empty"
    since = "0.2"
    answers = (72,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look for departments that exist on the day, have no power and say nothing."""
        acting = {power.authority for power in view.corpus.powers}
        for index, department in enumerate(view.corpus.registry.department_file.items):
            gone = department.dissolved_on and department.dissolved_on <= view.today
            if department.name not in acting and not department.note and not gone:
                message = f"{department.name}在清单里没有一项职权，也没有说明"
                fix = f"确实没有的，在 {department.name} 下面写 →  说明: 目前没有行政职权"
                yield self.at(message, "单位", index, "名称", fix=fix, file=DEPARTMENTS)


BODY_RULES: tuple[type[Rule], ...] = (
    AuthorityGone,
    EntrustmentUnproved,
    JointOneSided,
    VerticalUnsaid,
    NobodyWatches,
    DepartmentEmpty,
)
