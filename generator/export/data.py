"""One power, and the whole list, as data anybody can use without our registries.

Keys are the English attribute names of the model; what a record refers to (duties, remedies) is
written out. Output is a function of the list: sorted by code, no clock.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from generator.model.fields import Absent
from generator.model.parts import TimeLimit
from generator.model.power import AdministrativePower, Penalty, Power, durations_of
from generator.model.registry import Registry
from generator.pages.lists import Shelf
from generator.pages.power import StepRow

SCHEMA_VERSION = "0.2"

Json = dict[str, Any]


def power_json(power: Power, registry: Registry, steps: Iterable[StepRow]) -> Json:
    """One record with everything it refers to written out.

    `remedy` holds a route each, `review_first` the cases in which review must come before a suit.
    Absent fields keep their reason as `{"not_applicable": …}` or `{"pending": …}`; limits and
    fines carry both the words of the statute and the numbers read from them.
    """
    record: Json = power.model_dump(mode="json", exclude_none=True)
    # Adjustments and own steps carry posts and risks, which are for the inside; `steps` below is
    # the procedure as the public sees it.
    record["procedure"] = {"template": power.procedure.template} if power.procedure.template else {}
    for name in ("statutory_limit", "promised_limit"):
        limit = getattr(power, name, None)
        if isinstance(limit, TimeLimit):
            record[name]["value"] = limit.duration.value
            record[name]["unit"] = str(limit.duration.unit)
    if isinstance(power, Penalty):
        for written, tier in zip(record["tiers"], power.tiers, strict=True):
            fine = tier.fine
            numbers = {"low": fine.low, "high": fine.high, "cap": fine.cap}
            written |= {key: _number(value) for key, value in numbers.items() if value is not None}
            written |= {key: text for key, text in (("base", fine.base), ("per", fine.per)) if text}
    if isinstance(power, AdministrativePower):
        for name, profiles in (
            ("duties", registry.duties),
            ("accountability", registry.accountability),
        ):
            if isinstance(record[name], str) and record[name] in profiles:
                record[name] = _clauses(profiles[record[name]].clauses)
        if power.remedy in registry.remedies:
            remedy = registry.remedies[power.remedy]
            record["remedy"] = [
                route.model_dump(mode="json", exclude_none=True) for route in remedy.routes
            ]
            record["review_first"] = [str(case) for case in remedy.review_first]
            if remedy.note:
                record["remedy_note"] = remedy.note
    if isinstance(record["supervision"], str) and record["supervision"] in registry.supervision:
        record["supervision"] = _clauses(registry.supervision[record["supervision"]].clauses)
    department = registry.departments.get(power.authority)
    if department:
        record["enquiries"] = department.enquiries
        record["supervision_phone"] = department.supervision
    record["steps"] = [
        {
            "id": step.id,
            "name": step.name,
            "kind": step.kind,
            "actor": step.actor,
            **({"limit": step.limit} if step.limit else {}),
            **({"basis": str(step.basis)} if step.basis else {}),
            **({"document": step.document} if step.document else {}),
            "next": [{"when": when, "to": to} for when, to, _ in step.exits],
        }
        for step in steps
    ]
    return record


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _clauses(clauses: Iterable[Any]) -> list[Json]:
    return [clause.model_dump(mode="json", exclude_none=True) for clause in clauses]


def dumps(value: object) -> str:
    """Compact JSON with Chinese left readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def envelope(registry: Registry, count: int) -> Json:
    """What stands around every list: version, date, source and the demonstration notice."""
    facts = registry.facts
    return {
        "schema_version": SCHEMA_VERSION,
        "name": facts.name,
        "as_of": facts.as_of.isoformat(),
        "demonstration": facts.demonstration == "是",
        "statement": facts.statement.strip(),
        "total": count,
    }


def powers_json(registry: Registry, records: list[str]) -> str:
    """The whole list, one record a line, from records already dumped."""
    head = dumps(envelope(registry, len(records)))[:-1]
    return head + ',"result":[\n' + ",\n".join(records) + "\n]}\n"


CSV_HEADINGS = [
    "职权编码",
    "职权名称",
    "职权类型",
    "子类",
    "行使主体",
    "状态",
    "依据",
    "法定时限",
    "承诺时限",
    "收费",
    "违法行为",
    "处罚种类",
    "处罚幅度",
    "俗称",
    "主题",
    "网址",
]


def powers_csv(powers: Iterable[Power]) -> str:
    """One line a power, for Excel: byte-order mark, CRLF, codes as text, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEADINGS)
    for power in powers:
        writer.writerow([_cell(value) for value in _row(power)])
    return "\ufeff" + out.getvalue()


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (CSV injection)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _row(power: Power) -> list[str]:
    bases = "；".join(str(basis.citation) for basis in power.bases)
    fee = getattr(power, "fee", None)
    subclass = str(getattr(power, "subclass", None) or getattr(power, "party_class", None) or "")
    return [
        # Sixteen digits and letters: Excel keeps them as text because of the letters.
        power.code,
        power.name,
        str(power.type),
        subclass,
        power.authority,
        str(power.status),
        bases,
        *(str(length or "") for length in durations_of(power)),
        "" if fee is None else (fee.reason if isinstance(fee, Absent) else str(fee.charge)),
        power.offence if isinstance(power, Penalty) else "",
        "、".join(power.penalty_kinds) if isinstance(power, Penalty) else "",
        "；".join(t.fine.text for t in power.tiers) if isinstance(power, Penalty) else "",
        "、".join(power.aliases),
        "、".join(power.topics),
        f"p/{power.code}/",
    ]


def laws_json(registry: Registry, shelf: Shelf) -> str:
    """Which powers rest on which law, article by article."""
    result = []
    for law in registry.laws.values():
        pairs = shelf.by_law.get(law.title, ())
        if pairs:
            cited: list[Mapping[str, str]] = [
                {"code": entry.code, "place": str(place or "")} for place, entry in pairs
            ]
            result.append(
                {"title": law.title, "id": law.id, "rank": str(law.rank), "powers": cited}
            )
    return dumps({**envelope(registry, len(result)), "result": result}) + "\n"
