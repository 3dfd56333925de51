"""Charts: line breaks, DOT, routes, and the SVG a page gets."""

import re
import shutil
from functools import cache
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from test_procedure import NAMES, own, step, templates, to

from generator.chart import (
    WIDEST,
    Chart,
    Picture,
    Wanted,
    arrange,
    draw,
    lay_out,
    svg,
)
from generator.chart.box import NAME_SIZE, NOTE_SIZE
from generator.chart.layout import Rect
from generator.chart.text import longest_line, text_width, words_kept, wrap
from generator.model.duration import parse_duration
from generator.model.procedure import ProcedureRef
from generator.procedure import Procedure, expand, limit_words
from generator.render import render

TWENTY = parse_duration("20个工作日")
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def procedure(name: str) -> Procedure:
    return expand(ProcedureRef.model_validate({"模板": name}), templates())


@cache
def drawn() -> dict[str, tuple[Chart, Picture]]:
    return lay_out({name: draw(Wanted(procedure(name), TWENTY)) for name in NAMES}, render)


def written(name: str) -> str:
    chart, picture = drawn()[name]
    return svg(chart, picture, title=name, desc="说明", prefix="flow")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("受理", ("受理",)),
        ("公开决定、结案归档", ("公开决定、", "结案归档")),
        ("加处罚款或者滞纳金", ("加处罚款", "或者滞纳金")),
        ("书面告知并说明理由", ("书面告知", "并说明理由")),
        ("送达不予许可决定", ("送达不予", "许可决定")),
        ("应当在5个工作日内告知", ("应当在", "5个工作日内", "告知")),
        ("依据第四十二条第一款", ("依据", "第四十二条", "第一款")),
        ("填写《申请表》和承诺书", ("填写", "《申请表》", "和承诺书")),
        ("乡镇（街道）受理申请", ("乡镇（街道）", "受理申请")),
    ],
)
def test_labels_break_between_phrases(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 91, NAME_SIZE) == lines


def test_no_line_begins_with_closing_punctuation_or_holds_one_character() -> None:
    names = {found.name for name in NAMES for found in procedure(name).steps}
    for name in names | {
        "核查、核对、核定，（审查）审核",
        "甲、乙、丙、丁、戊、己、庚",
        "已经受理的申请有了结果的",
    }:
        for measure in (56, 70, 84, 98, 112):
            lines = wrap(name, measure, NAME_SIZE)
            assert "".join(lines) == name
            assert not any(line[0] in "、，。；）》的了" for line in lines)
            assert not any(line[-1] in "（《" for line in lines)
            assert len(lines) == 1 or min(map(len, lines)) > 1


@pytest.mark.parametrize("measure", [80, 104, 112])
def test_words_of_the_field_are_not_torn(measure: int) -> None:
    for name in NAMES:
        for found in procedure(name).steps:
            assert words_kept(wrap(found.name, measure, NAME_SIZE)), found.name


def test_a_word_that_cannot_be_broken_is_kept_whole() -> None:
    assert wrap("ABCDEFGHIJKLMNOP", 50, NAME_SIZE) == ("ABCDEFGHIJKLMNOP",)


def test_wide_characters_count_one_em() -> None:
    assert text_width("许可（证）", 14) == 70
    assert text_width("20", 10) == 12


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({}, ""),
        ({"时限": "5个工作日"}, "5个工作日内"),
        ({"时限": "当场"}, "当场"),
        ({"时限": "法定时限"}, "20个工作日内"),
        ({"时限": "承诺时限"}, ""),
        ({"计时": "否"}, "不计入时限"),
        ({"时限": "10个工作日", "计时": "否"}, "10个工作日内，另计"),
    ],
)
def test_limits_are_said_in_few_words(more: dict[str, object], shown: str) -> None:
    flow = own(step("a", "开始", **more), step("b", "结束")).steps[0]
    assert limit_words(flow, TWENTY) == shown


def test_a_step_says_nothing_about_a_limit_the_power_has_not() -> None:
    flow = own(step("a", "开始", 时限="法定时限"), step("b", "结束")).steps[0]
    assert limit_words(flow) == ""


@pytest.mark.parametrize("name", NAMES)
def test_every_step_and_edge_is_in_the_dot_and_no_text_is(name: str) -> None:
    chart = draw(Wanted(procedure(name), TWENTY))
    for found in chart.procedure.steps:
        assert re.search(rf'^\t"?{found.id}"? \[.*width=', chart.dot, re.MULTILINE)
    for edge in chart.procedure.edges:
        assert re.search(rf'^\t"?{edge.tail}"? -> "?{edge.head}"?( |$)', chart.dot, re.MULTILINE)
    assert chart.dot.isascii()


def test_ids_that_are_words_of_dot_are_quoted() -> None:
    flow = own(step("node", "开始"), step("edge"), step("graph", "结束"))
    assert '"node" -> "edge"' in draw(Wanted(flow)).dot


def test_text_of_every_template_fits_its_box() -> None:
    for chart, _ in drawn().values():
        for box in chart.boxes.values():
            assert longest_line(box.names, NAME_SIZE) <= box.width - 16
            assert longest_line(box.notes, NOTE_SIZE) <= box.width - 16


@needs_dot
@pytest.mark.parametrize("name", NAMES)
def test_charts_fit_a_phone_and_nothing_overlaps(name: str) -> None:
    chart, picture = drawn()[name]
    assert picture.width <= WIDEST
    first = picture.rects[chart.spine[0]]
    assert first.top == min(rect.top for rect in picture.rects.values())
    for one, other in combinations(picture.rects.values(), 2):
        assert not meet(one, other)
    for way in picture.ways:
        assert not way.curved
        for id_, rect in picture.rects.items():
            if id_ not in {way.edge.tail, way.edge.head}:
                assert not crosses(way.points, rect)
    for label in picture.labels:
        place = Rect(label.x, label.y - 4, text_width(label.text, NOTE_SIZE), 12)
        assert not any(meet(place, rect) for rect in picture.rects.values())
        assert not any(crosses(way.points, place) for way in picture.ways)


def meet(one: Rect, other: Rect) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def crosses(points: tuple[tuple[float, float], ...], rect: Rect) -> bool:
    for (x1, y1), (x2, y2) in pairwise(points):
        flat = Rect((x1 + x2) / 2, (y1 + y2) / 2, abs(x1 - x2), abs(y1 - y2))
        if meet(flat, rect):
            return True
    return False


@needs_dot
@pytest.mark.parametrize("name", NAMES)
def test_the_spine_is_straight_and_every_edge_meets_its_steps(name: str) -> None:
    chart, picture = drawn()[name]
    assert len({picture.rects[id_].x for id_ in chart.spine}) == 1
    assert [way.edge for way in picture.ways] == list(chart.procedure.edges)
    for way in picture.ways:
        for id_, (x, y) in ((way.edge.tail, way.points[0]), (way.edge.head, way.points[-1])):
            rect = picture.rects[id_]
            assert rect.left <= x <= rect.right and rect.top <= y <= rect.bottom
            assert x in {rect.left, rect.right} or y in {rect.top, rect.bottom}
    conditions = [edge.label for edge in chart.procedure.edges if edge.label]
    assert sorted(label.text for label in picture.labels) == sorted(conditions)


@needs_dot
@pytest.mark.parametrize("name", NAMES)
def test_the_svg_is_well_formed_small_and_without_style_or_script(name: str) -> None:
    text = written(name)
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    assert len(text.encode()) < 4500
    assert "<script" not in text and "style=" not in text and " on" not in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert ids == ["flow-t", "flow-d"]
    assert not re.search(r"\d\.\d{2}", text)
    links = re.findall(r'href="#step-([a-z0-9-]+)"', text)
    assert links == [found.id for found in procedure(name).steps]
    for found in procedure(name).steps:
        assert f"{found.number}\u00a0{found.name}" in re.sub(r"<[^>]+>", "", text)


@needs_dot
def test_the_same_procedure_gives_the_same_bytes() -> None:
    flow = procedure("许可-普通程序")
    plains = [render({"a": draw(Wanted(flow, TWENTY)).dot})["a"] for _ in range(2)]
    texts = {
        svg(chart := draw(Wanted(flow, TWENTY)), arrange(chart, plain), title="甲", desc="乙")
        for plain in plains
    }
    assert len(texts) == 1


@needs_dot
def test_texts_are_escaped() -> None:
    flow = own(step("a", "开始", name="甲<b>&乙"), step("b", "结束"))
    (chart, picture), *_ = lay_out({"x": draw(Wanted(flow))}, render).values()
    text = svg(chart, picture, title="<甲>", desc='"&"', prefix='p"')
    ElementTree.fromstring(text)
    assert "<b>" not in text and "<甲>" not in text and 'p"-t' not in text


@needs_dot
def test_shapes_tell_kinds_apart_without_colour() -> None:
    kinds = ["开始", "办理", "文书", "特殊环节", "公示告知", "结束"]
    flow = own(*(step(f"s{at}", kind) for at, kind in enumerate(kinds)))
    (chart, picture), *_ = lay_out({"x": draw(Wanted(flow))}, render).values()
    text = svg(chart, picture, title="甲", desc="乙")
    shapes = re.findall(r'<a class="\w+" href="#[^"]+"><(\w+) ([^>]+)/>', text)
    outlines = {re.sub(r"[0-9.]+", "", tag + rest) for tag, rest in shapes}
    assert len(outlines) == len(kinds) - 1  # beginning and end look alike


@needs_dot
def test_a_chart_too_wide_is_drawn_again_with_narrow_columns() -> None:
    calls: list[list[str]] = []

    def layout(graphs: dict[str, str]) -> dict[str, str]:
        calls.append(sorted(graphs))
        return render(graphs)

    names = ["确认-当场办理", "处罚-普通程序"]
    done = lay_out({name: draw(Wanted(procedure(name))) for name in names}, layout)
    assert calls == [sorted(names), ["确认-当场办理"]]
    assert all(picture.width <= WIDEST for _, picture in done.values())


@needs_dot
@pytest.mark.parametrize("exits", [("是>b", "否>b"), ("是>c", "否>a"), ("是>c", "否>check")])
def test_odd_graphs_are_drawn(exits: tuple[str, ...]) -> None:
    flow = own(
        step("a", "开始"),
        step("check", "判断", 下一步=to(*exits)),
        step("b"),
        step("c", "结束"),
    )
    (chart, picture), *_ = lay_out({"x": draw(Wanted(flow))}, render).values()
    ElementTree.fromstring(svg(chart, picture, title="甲", desc="乙"))
    assert len(picture.ways) == len(flow.edges)


@needs_dot
def test_a_crooked_spine_keeps_the_curves_of_dot() -> None:
    chart = draw(Wanted(procedure("其他-备案")))
    plain = render({"x": chart.dot})["x"]
    crooked = re.sub(r"^node apply (\S+)", "node apply 0.1", plain, flags=re.MULTILINE)
    picture = arrange(chart, crooked)
    assert all(way.curved for way in picture.ways)
    ElementTree.fromstring(svg(chart, picture, title="甲", desc="乙"))


def test_a_layout_of_another_graph_is_refused() -> None:
    with pytest.raises(ValueError, match="layout"):
        arrange(draw(Wanted(procedure("其他-备案"))), "graph 1 1 1\nstop\n")
