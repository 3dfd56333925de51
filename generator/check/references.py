"""R: references. Whatever a record names must exist in a registry."""

import difflib
from collections.abc import Iterable, Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.model.keys import KEY_ORDER
from generator.model.power import AdministrativePower, Other, Power
from generator.model.vocab import YesNo


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the name probably meant; empty when nothing is close."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"是不是想写“{close[0]}”？" if close else ""


class UnknownDepartment(Rule):
    """行使主体不在单位登记册里。

    为什么：单位要用正式名称，撤销、更名的单位不能再行使职权。
    怎么改：改成 powers/_registry/单位.yml 里的正式名称；新单位先登记。
    """

    code, slug = "R001", "unknown-department"
    answers = (52,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look the authority up; a former name leads to the name in use."""
        registry = view.corpus.registry
        if power.authority in registry.departments:
            return
        current = registry.former_names.get(power.authority)
        fix = f"改成 →  {current}" if current else nearest(power.authority, registry.departments)
        yield self.at(f"单位登记册里没有“{power.authority}”", "行使主体", fix=fix)


class UnknownLaw(Rule):
    """依据的法规不在登记册里。

    为什么：只有登记过的法规，才能查出它是否有效、条号对不对。
    怎么改：写法规全称，同 powers/_registry/法规.yml 里的名称一字不差；没有的先登记。
    """

    code, slug = "R002", "unknown-law"
    answers = (14,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look up every law the list of bases names."""
        laws = view.corpus.registry.laws
        for index, basis in enumerate(power.bases):
            if basis.law not in laws:
                fix = nearest(basis.law, laws)
                yield self.at(f"登记册里没有《{basis.law}》", "依据", index, "法规", fix=fix)


class UnknownProfile(Rule):
    """引用的公用文本不存在。

    为什么：网页会把公用文本展开显示，名称写错了就是一片空白。
    怎么改：写 powers/_registry/公用文本.yml 里有的名称，或者把内容直接写成列表。
    """

    code, slug = "R003", "unknown-profile"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look up duties, accountability, supervision and remedies."""
        registry = view.corpus.registry
        places: list[tuple[str, object, Iterable[str]]] = [
            ("监督方式", power.supervision, registry.supervision)
        ]
        if isinstance(power, AdministrativePower):
            places += [
                ("责任事项", power.duties, registry.duties),
                ("追责情形", power.accountability, registry.accountability),
                ("救济途径", power.remedy, registry.remedies),
            ]
        for key, value, known in places:
            if isinstance(value, str) and value not in known:
                yield self.at(f"“{key}”引用的“{value}”不存在", key, fix=nearest(value, known))


class UnknownTopic(Rule):
    """主题不在主题表里。

    为什么：主题统一了，群众才能按主题找到这一项。
    怎么改：从 powers/_registry/主题.yml 里选。
    """

    code, slug = "R004", "unknown-topic"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look up every topic."""
        topics = view.corpus.registry.topics
        for index, topic in enumerate(power.topics):
            if topic not in topics:
                yield self.at(f"主题表里没有“{topic}”", "主题", index, fix=nearest(topic, topics))


class OriginFields(Rule):
    """数据来源里写了这项职权没有的内容。

    为什么：哪些内容出自法条、哪些是演示，要同文件里的字段一一对得上。
    怎么改：“出自法条”“演示数据”里只写本文件用到的字段名。
    """

    code, slug = "R005", "origin-fields"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Compare the names listed with the model's own; a name may not stand on both sides."""
        origin = power.provenance
        for key, names in (("出自法条", origin.statutory), ("演示数据", origin.demonstration)):
            for index, name in enumerate(names):
                if name not in KEY_ORDER:
                    message = f"没有“{name}”这个字段"
                    yield self.at(message, "数据来源", key, index, fix=nearest(name, KEY_ORDER))
        for name in sorted(set(origin.statutory) & set(origin.demonstration)):
            yield self.at(f"“{name}”不能既出自法条又是演示", "数据来源", "演示数据")


class ApplicationIncomplete(Rule):
    """依申请的其他职权缺少办事要素。

    为什么：要群众来申请的事，就要告诉群众条件、材料、时限、收费和结果。
    怎么改：补上缺少的字段；确实没有的写“不适用: 原因”，还没整理的写“待补: 缺什么”。
    """

    code, slug = "R006", "application-incomplete"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Other powers on application carry what the five application types carry."""
        if not isinstance(power, Other) or power.on_application is YesNo.NO:
            return
        for key, value in (
            ("承诺时限", power.promised_limit),
            ("条件", power.conditions),
            ("材料", power.materials),
            ("收费", power.fee),
            ("结果", power.results),
        ):
            if value is None:
                yield self.at(f"依申请的职权缺少“{key}”", key, on_key=True)


REFERENCE_RULES: tuple[type[Rule], ...] = (
    UnknownDepartment,
    UnknownLaw,
    UnknownProfile,
    UnknownTopic,
    OriginFields,
    ApplicationIncomplete,
)
