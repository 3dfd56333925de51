"""P: procedures. A chart is only as true as the procedure it is drawn from."""

from collections.abc import Iterator

from generator.check.references import nearest
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.model.power import Power
from generator.procedure import (
    Procedure,
    ProcedureError,
    expand,
    expand_template,
    template_named,
)
from generator.soundness import Fault, FaultKind, faults


def procedure_of(power: Power, view: View) -> Procedure | None:
    """The procedure of a power; None when it cannot be spelled out, which P001 and P002 report."""
    known = view.procedures.get(id(power))
    if known is None:
        try:
            procedure = expand(power.procedure, view.corpus.templates)
        except ProcedureError:
            procedure = None
        known = view.procedures[id(power)] = power, procedure
    return known[1]


class UnknownTemplate(Rule):
    """流程模板不存在，或者不是给这一类职权用的。

    为什么：流程图和步骤表由模板生成；用错模板，画出来的就是别的程序。
    怎么改：写 flowcharts 里有、适用于这一类职权的模板名称；旧法的写“名称@法规版本”。
    """

    code, slug = "P001", "unknown-template"
    answers = (45,)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """The template exists and lists the type of the power."""
        name = power.procedure.template
        if name is None:
            return
        template = template_named(name, view.corpus.templates)
        if template is None:
            fix = nearest(name, view.corpus.templates)
            yield self.at(f"没有名叫“{name}”的流程模板", "流程", "模板", fix=fix)
        elif power.type not in template.types:
            fitting = "、".join(
                sorted(t.name for t in view.corpus.templates.values() if power.type in t.types)
            )
            yield self.at(
                f"模板“{name}”不适用于{power.type}", "流程", "模板", fix=f"可以用 →  {fitting}"
            )


class AdjustmentMisfit(Rule):
    """对模板的调整做不成。

    为什么：模板随法律修订会变，调整要跟着改，否则图就同实际不符。
    怎么改：核对调整里写的环节编号，同模板里的编号一致。
    """

    code, slug = "P002", "adjustment-misfit"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Every adjustment can be carried out."""
        try:
            expand(power.procedure, view.corpus.templates)
        except ProcedureError as error:
            if error.index is not None:
                yield self.at(error.message, "流程", "调整", error.index)


_SENTENCES = {
    FaultKind.DUPLICATE_ID: "编号“{step}”用了两次",
    FaultKind.NO_START: "没有“开始”环节",
    FaultKind.NO_END: "没有“结束”环节",
    FaultKind.DANGLING: "“{step}”的下一步“{detail}”不存在",
    FaultKind.UNREACHABLE: "从开始走不到环节“{step}”",
    FaultKind.NO_WAY_OUT: "从环节“{step}”走不到结束",
    FaultKind.FEW_EXITS: "判断环节“{step}”只有一个去向",
    FaultKind.NO_CONDITION: "判断环节“{step}”有一个去向没有写“当”",
    FaultKind.DUPLICATE_CONDITION: "判断环节“{step}”有两个去向都写“{detail}”",
}


_CONSEQUENCES = {FaultKind.UNREACHABLE, FaultKind.NO_WAY_OUT}


def _causes(procedure: Procedure) -> list[Fault]:
    """Faults without their consequences: a step is out of reach because a way leads nowhere."""
    found = faults(procedure)
    if any(fault.kind is FaultKind.DANGLING for fault in found):
        return [fault for fault in found if fault.kind not in _CONSEQUENCES]
    return found


class FlowUnsound(Rule):
    """流程走不通。

    为什么：走不通的流程画成图，群众照着办会走进死胡同。
    怎么改：补上缺少的下一步；每个判断至少两个去向并写明条件；每条路都能走到“结束”。
    """

    code, slug = "P003", "flow-unsound"
    answers = (46, 47)

    def _message(self, fault: Fault) -> str:
        return _SENTENCES[fault.kind].format(step=fault.step, detail=fault.detail)

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Procedures of the power's own, and templates it adjusts."""
        if power.procedure.template is not None and not power.procedure.changes:
            return
        procedure = procedure_of(power, view)
        if procedure is None:
            return
        ids = [step.id for step in procedure.steps]
        for fault in _causes(procedure):
            path: tuple[str | int, ...] = ("流程",)
            if power.procedure.steps and fault.step in ids:
                path = ("流程", "步骤", ids.index(fault.step))
            yield self.at(self._message(fault), *path)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Templates as they stand."""
        for name, template in view.corpus.templates.items():
            ids = [step.id for step in template.steps]
            for fault in _causes(expand_template(template)):
                path = ("步骤", ids.index(fault.step)) if fault.step in ids else ("步骤",)
                file = view.corpus.template_files[name]
                yield self.at(self._message(fault), *path, file=file)


FLOW_RULES: tuple[type[Rule], ...] = (UnknownTemplate, AdjustmentMisfit, FlowUnsound)
