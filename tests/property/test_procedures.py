"""Any template with any adjustments gives a procedure or a `ProcedureError`, nothing else."""

from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.conformance import missing
from generator.load import Corpus, read_folder
from generator.model.duration import Duration
from generator.model.procedure import ProcedureRef
from generator.model.vocab import Actor, LimitUnit, PowerType, StepKind, StepRole
from generator.procedure import Procedure, ProcedureError, expand
from generator.soundness import FaultKind, faults
from generator.timing import Verdict, compare_procedure, longest_paths, stopped

ROOT = Path(__file__).resolve().parents[2]
DRAWN = settings(max_examples=300, deadline=None)


@cache
def corpus() -> Corpus:
    found = read_folder(ROOT, only=()).corpus
    assert found is not None and found.templates
    return found


def ids() -> st.SearchStrategy[str]:
    known = {step.id for template in corpus().templates.values() for step in template.steps}
    return st.sampled_from([*sorted(known), "new", "other"])


def chosen(values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(value) for value in values])


@st.composite
def fields(draw: st.DrawFn, *, whole: bool = False) -> dict[str, Any]:
    some = {
        "名称": "某步",
        "类别": draw(chosen(StepKind)),
        "执行": draw(chosen(Actor)),
    }
    found = dict(some) if whole else {key: some[key] for key in draw(st.sets(chosen(some)))}
    if draw(st.booleans()):
        found["时限"] = draw(st.sampled_from(["5个工作日", "30日", "当场", "法定时限"]))
    if draw(st.booleans()):
        found["作用"] = draw(st.lists(chosen(StepRole), min_size=1, max_size=3))
    if draw(st.booleans()):
        exit_ = st.builds(lambda to, when: {"到": to, "当": when}, ids(), st.sampled_from("甲乙"))
        found["下一步"] = draw(st.lists(exit_, max_size=3))
    return found


@st.composite
def step(draw: st.DrawFn) -> dict[str, Any]:
    return {"编号": draw(ids()), **draw(fields(whole=True))}


def adjustment() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.builds(lambda at, to: {"修改": at, "为": to}, ids(), fields()),
        st.builds(lambda at, new: {"插入到": at, "环节": new}, ids(), step()),
        st.builds(
            lambda at, new: {"替换": at, "换成": new},
            ids(),
            st.lists(step(), min_size=1, max_size=3),
        ),
        st.builds(lambda at: {"删除": at}, ids()),
        st.builds(lambda at, to: {"增加去向": at, "到": to, "当": "丙"}, ids(), ids()),
    )


@st.composite
def refs(draw: st.DrawFn) -> ProcedureRef:
    return ProcedureRef.model_validate(
        {
            "模板": draw(st.sampled_from([*corpus().templates, "没有的模板"])),
            "调整": draw(st.lists(adjustment(), max_size=4)),
        }
    )


def expanded(ref: ProcedureRef) -> Procedure | None:
    try:
        return expand(ref, corpus().templates)
    except ProcedureError as error:
        assert error.message
        assert ref.template in corpus().templates or error.kind == "template"
        return None


@given(refs())
@DRAWN
def test_adjustments_are_carried_out_or_refused(ref: ProcedureRef) -> None:
    procedure = expanded(ref)
    if procedure is None:
        return
    assert [found.number for found in procedure.steps] == [*range(1, len(procedure.steps) + 1)]
    assert len({found.id for found in procedure.steps}) == len(procedure.steps)
    kinds = {found.kind for found in faults(procedure)}
    assert FaultKind.DUPLICATE_ID not in kinds
    known = {found.id for found in procedure.steps}
    dangling = any(to not in known for found in procedure.steps for to, _ in found.exits)
    assert dangling == (FaultKind.DANGLING in kinds)


@given(refs(), st.sampled_from(LimitUnit), st.integers(1, 400))
@DRAWN
def test_time_along_any_procedure_can_be_told(
    ref: ProcedureRef, unit: LimitUnit, value: int
) -> None:
    procedure = expanded(ref)
    if procedure is None:
        return
    limit = Duration(value, unit)
    assert compare_procedure(procedure, limit) in Verdict
    counted = {found.id for found in procedure.steps} - {found.id for found in stopped(procedure)}
    for path in longest_paths(procedure):
        assert path.sums
        assert set(path.steps) <= {found.id for found in procedure.steps}
        assert counted & set(path.steps)


@given(refs(), st.sampled_from(PowerType))
@DRAWN
def test_what_the_law_demands_of_any_procedure_can_be_told(
    ref: ProcedureRef, kind: PowerType
) -> None:
    procedure = expanded(ref)
    if procedure is not None:
        assert all(str(demand) for demand in missing(kind, procedure))


def test_no_template_lacks_what_the_law_demands() -> None:
    for name, template in corpus().templates.items():
        procedure = expand(ProcedureRef.model_validate({"模板": name}), corpus().templates)
        assert faults(procedure) == []
        for kind in template.types:
            assert missing(kind, procedure) == [], name
