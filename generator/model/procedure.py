"""A procedure: the steps of a power, who takes them, within what limit, and where each leads.

One procedure gives the chart, the step table and the arithmetic of limits, so that they cannot
disagree. Templates live in `flowcharts/`, versioned by the law they follow; a power names one
and adjusts it, or spells out its own steps.
"""

from typing import Annotated

from pydantic import ConfigDict, Discriminator, Field, JsonValue, Tag, model_validator
from pydantic_core import PydanticCustomError

from generator.model.duration import Duration, parse_duration
from generator.model.fields import (
    CitationText,
    DateText,
    IdText,
    Line,
    Record,
)
from generator.model.parts import HistoryEntry
from generator.model.vocab import Actor, PowerType, RiskLevel, StepKind, StepRole, YesNo

STATUTORY = "法定时限"
PROMISED = "承诺时限"


class Next(Record):
    """Where a step leads, and on what condition."""

    to: IdText = Field(alias="到", title="下一步的编号")
    when: Line | None = Field(None, alias="当", title="在什么情况下")


class Risk(Record):
    """An integrity risk at a step and what is done about it; never on the public site."""

    level: RiskLevel = Field(alias="等级", title="风险等级")
    text: Line = Field(alias="表现", title="风险表现")
    measure: Line = Field(alias="防控", title="防控措施")


class StepFields(Record):
    """What a step may say, all of it optional: the form in which a power adjusts a template."""

    name: Line | None = Field(None, alias="名称", title="环节名称")
    kind: StepKind | None = Field(None, alias="类别", title="环节类别")
    actor: Actor | None = Field(None, alias="执行", title="由谁办")
    roles: tuple[StepRole, ...] = Field((), alias="作用", title="在法律上起什么作用")
    post: Line | None = Field(None, alias="岗位", title="内部承办岗位，不写姓名")
    limit: Line | None = Field(None, alias="时限", title="本环节时限")
    counted: YesNo | None = Field(None, alias="计时", title="是否计入办理时限")
    basis: CitationText | None = Field(None, alias="依据", title="依据条款")
    document: Line | None = Field(None, alias="文书", title="形成的文书")
    note: Line | None = Field(None, alias="说明", title="办事人看得懂的说明")
    risk: Risk | None = Field(None, alias="风险", title="廉政风险点")
    next: tuple[Next, ...] | None = Field(None, alias="下一步", title="下一步")

    @model_validator(mode="after")
    def _limit_reads(self) -> "StepFields":
        if self.limit not in {None, STATUTORY, PROMISED} and parse_duration(self.limit) is None:
            raise PydanticCustomError(
                "duration",
                "{shape}",
                {
                    "shape": "5个工作日、7日、当场，或者写“法定时限”“承诺时限”",
                    "written": self.limit,
                    "at": "时限",
                },
            )
        return self

    @property
    def own_limit(self) -> Duration | None:
        """The step's own limit; None when it has none or takes it from the power."""
        return parse_duration(self.limit) if self.limit else None


class Step(StepFields):
    """A step as a template or a power's own procedure spells it out.

    A step without `下一步` leads to the one written below it; one of kind 结束 leads nowhere.
    """

    id: IdText = Field(alias="编号", title="环节编号")
    name: Line = Field(alias="名称", title="环节名称")
    kind: StepKind = Field(alias="类别", title="环节类别")
    actor: Actor = Field(alias="执行", title="由谁办")


class ChangeStep(Record):
    """Change what one step of the template says."""

    step: IdText = Field(alias="修改", title="要修改的环节编号")
    fields: StepFields = Field(alias="为", title="改成")


class InsertStep(Record):
    """Put a step after another; it takes over that step's successors unless it names its own."""

    after: IdText = Field(alias="插入到", title="插在哪个环节之后")
    step: Step = Field(alias="环节", title="新环节")


class ReplaceStep(Record):
    """Put one or more steps in the place of one; the last takes over its successors."""

    step: IdText = Field(alias="替换", title="要换掉的环节编号")
    steps: tuple[Step, ...] = Field(alias="换成", title="换成的环节", min_length=1)


class DropStep(Record):
    """Take a step out; what led to it leads to its only successor."""

    step: IdText = Field(alias="删除", title="要删除的环节编号")


class AddExit(Record):
    """Let a decision lead one way more."""

    step: IdText = Field(alias="增加去向", title="从哪个判断环节")
    to: IdText = Field(alias="到", title="下一步的编号")
    when: Line = Field(alias="当", title="在什么情况下")


Adjustment = ChangeStep | InsertStep | ReplaceStep | DropStep | AddExit
CHANGE_KEYS: dict[str, type[Adjustment]] = {
    "修改": ChangeStep,
    "插入到": InsertStep,
    "替换": ReplaceStep,
    "删除": DropStep,
    "增加去向": AddExit,
}
"""The key that names each form of an adjustment; its value is the step concerned."""


def _change_kind(value: object) -> str:
    """Tell the forms of an adjustment apart by the key that names them."""
    if isinstance(value, dict):
        return next((key for key in CHANGE_KEYS if key in value), "修改")
    return next((key for key, form in CHANGE_KEYS.items() if isinstance(value, form)), "修改")


Change = Annotated[
    Annotated[ChangeStep, Tag("修改")]
    | Annotated[InsertStep, Tag("插入到")]
    | Annotated[ReplaceStep, Tag("替换")]
    | Annotated[DropStep, Tag("删除")]
    | Annotated[AddExit, Tag("增加去向")],
    Discriminator(_change_kind),
]


_ONE_SOURCE: list[JsonValue] = [
    {"required": ["模板"], "properties": {"步骤": {"maxItems": 0}}},
    {
        "required": ["步骤"],
        "properties": {"步骤": {"minItems": 1}, "调整": {"maxItems": 0}, "模板": False},
    },
]
"""What `_one_source` asks, in the words of JSON Schema."""


class ProcedureRef(Record):
    """The procedure of a power: a template with adjustments, or its own steps."""

    model_config = ConfigDict(json_schema_extra={"oneOf": _ONE_SOURCE})

    template: Line | None = Field(None, alias="模板", title="流程模板，名称或者名称@法规版本")
    changes: tuple[Change, ...] = Field((), alias="调整", title="与模板不同之处")
    steps: tuple[Step, ...] = Field((), alias="步骤", title="自有步骤")

    @model_validator(mode="after")
    def _one_source(self) -> "ProcedureRef":
        if (self.template is None) == (not self.steps) or (self.steps and self.changes):
            raise PydanticCustomError("procedure_source", "")
        return self


class Template(Record):
    """A process template of `flowcharts/`, versioned by the law it follows.

    Versions of one template have one name; 法规版本 tells them apart.
    """

    name: Line = Field(alias="模板", title="模板名称")
    title: Line = Field(alias="标题", title="图的标题")
    types: tuple[PowerType, ...] = Field(alias="适用", title="适用的职权类型")
    law: Line = Field(alias="法规", title="所依据的法")
    version: DateText = Field(alias="法规版本", title="所依据法规版本的施行日")
    note: Line | None = Field(None, alias="说明", title="模板说明")
    steps: tuple[Step, ...] = Field(alias="步骤", title="步骤", min_length=2)
    history: tuple[HistoryEntry, ...] = Field((), alias="沿革", title="沿革")

    @property
    def label(self) -> str:
        """Name and version, by which a power asks for one version (ADR 0010)."""
        return f"{self.name}@{self.version}"
