"""Counts of the list: what the announcement says, and what the files hold."""

from collections import Counter
from typing import Any

from generator.load import Corpus
from generator.model.vocab import LISTED, Disclosure, PartyClass, PowerType


def stats(corpus: Corpus) -> dict[str, Any]:
    """Count powers, departments, types and the party committee's powers, which stand apart.

    The same powers as are announced (`Corpus.counted`); those of units under vertical management
    that are not are `apart`.
    """
    recorded = [p for p in corpus.powers if p.type is not PowerType.PARTY]
    listed = [p for p in recorded if p.status in LISTED]
    powers = [p for p in corpus.counted if p.type is not PowerType.PARTY]
    party = [p for p in corpus.counted if p.type is PowerType.PARTY]
    types = Counter(str(p.type) for p in powers)
    units = Counter(p.authority for p in powers)
    classes = Counter(str(getattr(p, "party_class", "")) for p in party)
    registry = corpus.registry
    return {
        "powers": len(powers),
        "departments": len(units),
        "types": {str(k): types[str(k)] for k in PowerType if k is not PowerType.PARTY},
        "by_department": {name: units[name] for name in registry.departments if units[name]},
        "apart": {
            "powers": len(listed) - len(powers),
            "departments": len({p.authority for p in listed}) - len(units),
        },
        "status": dict(Counter(str(p.status) for p in recorded)),
        "party": {
            "powers": len(party),
            "public": sum(p.disclosure is Disclosure.PUBLIC for p in party),
            "classes": {str(k): classes[str(k)] for k in PartyClass},
        },
        "laws": len(registry.laws),
        "laws_cited": len({b.law for p in listed for b in p.bases}),
        "templates": len(corpus.templates),
        "demonstration": registry.facts.demonstration == "是",
    }


def stats_text(counted: dict[str, Any]) -> str:
    """The same for a person."""
    lines = [f"{counted['powers']} 项职权，{counted['departments']} 个单位"]
    lines += [f"  {name} {count}" for name, count in counted["types"].items()]
    if counted["apart"]["powers"]:
        lines.append(
            "另有垂直管理单位 {departments} 个、{powers} 项，不在其内".format(**counted["apart"])
        )
    party = counted["party"]
    lines.append(
        f"市委职权 {party['powers']} 项，{len(party['classes'])} 类，"
        f"向社会公开 {party['public']} 项"
    )
    lines += [f"  {name} {count}" for name, count in party["classes"].items()]
    lines.append(f"引用法规 {counted['laws_cited']} 部（登记 {counted['laws']} 部）")
    lines.append(f"流程模板 {counted['templates']} 个")
    return "\n".join(lines)


def brief(counted: dict[str, Any]) -> str:
    """The same in three lines, for the end of a build."""
    types = "，".join(f"{name.removeprefix('行政')} {n}" for name, n in counted["types"].items())
    units = "，".join(f"{name} {n}" for name, n in counted["by_department"].items())
    party = counted["party"]
    return (
        f"{counted['powers']} 项职权：{types}\n"
        f"{counted['departments']} 个单位：{units}\n"
        f"市委职权 {party['powers']} 项，其中 {party['public']} 项向社会公开"
    )
