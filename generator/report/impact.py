"""The impact of a law in words, for a program and as a workbook."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.impact import SHARED, Effect, Impact, Touch
from generator.report.xlsx import Cells, workbook

FORMATS = ("text", "json", "xlsx")
"""Names of the forms."""
MEANS = {
    Effect.LOSES: "没有了设定依据",
    Effect.MOVES: "程序、时限、救济或者其他依据要改",
    Effect.MENTIONS: "只是提到，或者已经不再行使",
}
"""What each effect says, for the reader."""
COLUMNS = (
    ("程度", 6),
    ("行使主体", 26),
    ("职权编码", 20),
    ("名称", 50),
    ("条款", 22),
    ("字段", 20),
    ("影响", 36),
    ("文件", 48),
)
_COUNTS = (("行使主体", 30), *((str(effect), 8) for effect in Effect), ("合计", 8))


def title_of(impact: Impact) -> str:
    """What was asked, in one line."""
    asked = f"《{impact.law.title}》{impact.article or ''}"
    return f"{asked}自 {impact.repealed_on} 起废止" if impact.repealed_on else f"{asked}如有变动"


def summary_of(impact: Impact) -> list[str]:
    """How many powers are hit, and how, a line each."""
    counts = impact.counts
    lines = [f"{effect} {counts[effect]} 项：{MEANS[effect]}" for effect in Effect]
    shared = sum(not touch.code for touch in impact.touches)
    return [*lines, f"共用的模板、文本 {shared} 处"] if shared else lines


def render_text(impact: Impact) -> str:
    """For a terminal: the counts, then every place by effect and department."""
    lines = [title_of(impact), *summary_of(impact)]
    if impact.departments:
        lines += ["", "各单位（错误、提醒、提示）："]
        lines += [
            f"  {name}  " + "、".join(str(counts[effect]) for effect in Effect)
            for name, counts in impact.departments.items()
        ]
    for effect in Effect:
        touches = [touch for touch in impact.touches if touch.effect is effect]
        if touches:
            lines += ["", f"{effect}：{MEANS[effect]}"]
            lines += _listed(touches)
    return "\n".join(lines)


def _listed(touches: list[Touch]) -> Iterator[str]:
    department = ""
    for touch in touches:
        if touch.department != department:
            department = touch.department
            yield f"  {department}"
        where = f"{touch.code} " if touch.code else ""
        place = f"（{touch.place}）" if touch.place else ""
        yield f"    {where}{touch.name}{place}：{touch.reason}"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Effects(_Part):
    """How many powers, each under its worst effect."""

    error: Annotated[int, Field(ge=0, description=MEANS[Effect.LOSES])]
    warning: Annotated[int, Field(ge=0, description=MEANS[Effect.MOVES])]
    info: Annotated[int, Field(ge=0, description=MEANS[Effect.MENTIONS])]


class TouchRow(_Part):
    """One place of the list that speaks of the law."""

    effect: Literal["error", "warning", "info"]
    code: Annotated[str | None, Field(description="Of the power; null for what several share")]
    name: Annotated[str, Field(description="Of the power, template or shared text, in Chinese")]
    department: Annotated[str | None, Field(description="null for what several share")]
    file: Annotated[str, Field(min_length=1, description="Path below the list's folder, with /")]
    path: Annotated[list[str | int], Field(description="Keys and list positions from 0")]
    article: Annotated[str | None, Field(description="As cited; null when the whole law is")]
    reason: Annotated[str, Field(min_length=1, description="What it means, in Chinese")]
    powers: Annotated[int, Field(ge=0, description="How many powers use what several share")]


class ImpactFile(_Part):
    """What powerlist impact --format json prints."""

    law: Annotated[str, Field(min_length=1, description="Full title")]
    article: Annotated[str | None, Field(description="Asked about; null for the whole law")]
    repealed_on: Annotated[
        Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None,
        Field(description="The day it is to end; null when that is not said"),
    ]
    counts: Effects
    departments: Annotated[dict[str, Effects], Field(description="By name, most touched first")]
    touches: Annotated[list[TouchRow], Field(description="Worst first, by department and code")]


def impact_schema() -> dict[str, Any]:
    """JSON Schema of the report for programs."""
    return ImpactFile.model_json_schema()


def render_json(impact: Impact) -> str:
    """For a program, as docs/schema/impact.schema.json describes it."""
    made = ImpactFile.model_construct(
        law=impact.law.title,
        article=str(impact.article) if impact.article else None,
        repealed_on=impact.repealed_on.isoformat() if impact.repealed_on else None,
        counts=_effects(impact.counts),
        departments={name: _effects(counts) for name, counts in impact.departments.items()},
        touches=[_row(touch) for touch in impact.touches],
    )
    return json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2)


def _effects(counts: Mapping[Effect, int]) -> Effects:
    return Effects(
        error=counts[Effect.LOSES], warning=counts[Effect.MOVES], info=counts[Effect.MENTIONS]
    )


def _row(touch: Touch) -> TouchRow:
    return TouchRow.model_construct(
        effect=_NAMES[touch.effect],
        code=touch.code or None,
        name=touch.name,
        department=None if touch.department == SHARED else touch.department,
        file=touch.file,
        path=list(touch.path),
        article=str(touch.place) if touch.place else None,
        reason=touch.reason,
        powers=touch.through,
    )


_NAMES: dict[Effect, Literal["error", "warning", "info"]] = {
    Effect.LOSES: "error",
    Effect.MOVES: "warning",
    Effect.MENTIONS: "info",
}


def render_xlsx(impact: Impact) -> bytes:
    """For a department: one row a place, and the counts."""
    rows: list[Cells] = [
        (
            *(str(touch.effect), touch.department, touch.code, touch.name),
            *(str(touch.place or ""), "/".join(map(str, touch.path)), touch.reason, touch.file),
        )
        for touch in impact.touches
    ]
    counts: list[Cells] = [
        (name, *(by[effect] for effect in Effect), by.total())
        for name, by in impact.departments.items()
    ]
    return workbook([("受影响的职权", COLUMNS, rows), ("各单位", _COUNTS, counts)])
