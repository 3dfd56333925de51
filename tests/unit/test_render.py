"""Many graphs through few processes of dot, and what is said when one cannot be laid out."""

import shutil

import pytest
from test_chart import needs_dot, procedure
from test_procedure import NAMES

from generator import render as rendering
from generator.chart import (
    Wanted,
    draw,
)
from generator.render import DotFailed, DotMissing, render


@needs_dot
@pytest.mark.parametrize("poison", ["digraph { a -> ", 'digraph { "a', "} digraph {a} digraph {b}"])
@pytest.mark.parametrize("processes", [1, 2])
def test_one_poisoned_graph_of_many_is_named(poison: str, processes: int) -> None:
    graphs = {f"好图{at}": f"digraph {{ a{at} -> b }}" for at in range(20)}
    graphs = dict(list(graphs.items())[:11]) | {"坏图": poison} | graphs
    with pytest.raises(DotFailed) as caught:
        render(graphs, processes=processes)
    assert caught.value.name == "坏图"
    assert "坏图" in str(caught.value)


@needs_dot
def test_equal_graphs_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    run = rendering._run

    def counting(program: str, dots: list[str]) -> list[str] | str:
        sent.append(len(dots))
        return run(program, dots)

    monkeypatch.setattr(rendering, "_run", counting)
    found = render({"a": "digraph {x}", "b": "digraph {y}", "c": "digraph {x}"})
    assert sent == [2]
    assert found["a"] == found["c"] != found["b"]
    assert list(found) == ["a", "b", "c"]


@needs_dot
def test_two_processes_give_what_one_gives() -> None:
    graphs = {name: draw(Wanted(procedure(name))).dot for name in NAMES}
    assert render(graphs) == render(graphs, processes=2)


def test_no_graphs_need_no_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert render({}) == {}


def test_a_missing_dot_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(DotMissing, match="graphviz"):
        render({"a": "digraph {}"})
