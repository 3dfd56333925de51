"""Every different chart of the list in Chromium: readable on a phone, and whole on one sheet."""

import re
from typing import Any

import pytest

from generator.chart import View, Wanted, draw, lay_out, svg
from generator.model.procedure import ProcedureRef
from generator.pages.power import step_rows
from generator.procedure import expand
from generator.render import render
from tests.e2e import charts as every
from tests.e2e.test_in_browser import DESK, PHONE, opened

Browser = Any
A4_HEIGHT = 297 / 25.4 * 96


def faults(browser: Browser, charts: dict[str, str], width: int) -> dict[str, list[str]]:
    """What the browser finds wrong, by name of chart; only those with a fault."""
    with opened(browser, width) as page:
        page.set_content(every.sheet(charts))
        found = page.locator("svg").evaluate_all(f"all => all.map({every.MEASURE})")
    assert len(found) == len(charts)
    return {name: told for name, told in zip(charts, found, strict=True) if told}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_public_chart_can_be_read(browser: Browser, width: int) -> None:
    charts = every.public_charts()
    assert len(charts) > 100
    assert faults(browser, charts, width) == {}


@pytest.mark.parametrize("view", View)
def test_every_template_in_lanes_can_be_read(browser: Browser, view: View) -> None:
    assert faults(browser, every.template_charts(lanes=True, view=view), DESK) == {}


def test_the_internal_view_of_every_template_can_be_read(browser: Browser) -> None:
    charts = every.template_charts(lanes=False, view=View.INTERNAL)
    assert faults(browser, charts, DESK) == {}


def example() -> str:
    """A small sound chart whose every number is known to nobody but the browser."""
    steps = [
        {"编号": "a", "名称": "提出申请", "类别": "开始", "执行": "申请人"},
        {
            "编号": "b",
            "名称": "是否准予",
            "类别": "判断",
            "执行": "负责人",
            "下一步": [{"到": "c", "当": "准予"}, {"到": "d", "当": "不予"}],
        },
        {"编号": "c", "名称": "发证", "类别": "结束", "执行": "承办机构"},
        {"编号": "d", "名称": "说明理由", "类别": "结束", "执行": "承办机构"},
    ]
    procedure = expand(ProcedureRef.model_validate({"步骤": steps}), {})
    ((chart, picture),) = lay_out({"图": draw(Wanted(procedure))}, render).values()
    return svg(chart, picture, title="图", desc="图")


@pytest.mark.parametrize(
    ("pattern", "replacement", "fault"),
    [
        (r">3\u00a0发证<", ">3 发证并且送达和公开到网上去看<", "字出了框"),
        (r'(<rect x="\d+" y="\d+" width="\d+" height=")\d+', r"\g<1>120", "框压着框"),
        (r'(class="when" x=")[\d.]+(" y=")[\d.]+', r"\g<1>60\g<2>30", "条件压着框"),
        (r'(class="when" x=")[\d.]+(" y=")[\d.]+', r"\g<1>9000\g<2>130", "条件出了图"),
        (r'(<text class="when"[^>]*>准予</text>)', r"\1\1", "条件压着条件"),
        (r'(<svg class="flow")', r'\1 style="width:120px"', "字太小"),
    ],
)
def test_what_measures_sees_a_broken_chart(
    browser: Browser, pattern: str, replacement: str, fault: str
) -> None:
    whole = example()
    broken, times = re.subn(pattern, replacement, whole, count=1)
    assert times == 1
    assert faults(browser, {"好": whole}, PHONE) == {}
    told = faults(browser, {"坏": broken}, PHONE).get("坏", [])
    assert any(text.startswith(fault) for text in told), told


def pages_of(browser: Browser, chart: str, style: str = "") -> int:
    with opened(browser, DESK) as page:
        page.set_content(every.sheet({"图": chart}) + f"<style>{style}</style>")
        paper = page.pdf(format="A4")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))


def tall(text: str) -> float:
    found = re.search(r' height="([\d.]+)"', text)
    assert found is not None
    return float(found[1])


def test_the_longest_charts_print_on_one_sheet(browser: Browser) -> None:
    charts = [
        *every.public_charts().values(),
        *every.template_charts(lanes=True, view=View.PUBLIC).values(),
        *every.template_charts(lanes=True, view=View.INTERNAL).values(),
    ]
    longest = sorted(charts, key=tall, reverse=True)[:6]
    assert tall(longest[0]) > A4_HEIGHT
    assert [pages_of(browser, chart) for chart in longest] == [1] * len(longest)
    # What counts sheets sees more when nothing holds the picture back.
    assert pages_of(browser, longest[0], "@media print {.flow {max-height: none}}") > 1


def test_the_steps_beside_every_chart_are_those_in_it() -> None:
    for item in every.drawn():
        text = every.public_charts()[item.power.code]
        nodes = re.findall(r'<a class="\w+" href="#step-([^"]+)">(.*?)</a>', text)
        rows = step_rows(item.power, item.procedure)
        assert [id_ for id_, _ in nodes] == [row.id for row in rows]
        for (_, node), row in zip(nodes, rows, strict=True):
            words = re.sub(r"<[^>]+>", "", node)
            assert words.startswith(f"{row.number}\u00a0{row.name}"), (item.power.code, row.id)
            assert row.actor in words and row.limit in words


def test_posts_and_risks_stand_in_no_public_chart() -> None:
    inside = {
        words
        for template in every.corpus().templates.values()
        for step in template.steps
        for words in (step.post, *((step.risk.text, step.risk.measure) if step.risk else ()))
        if words
    }
    assert len(inside) > 20
    shown = "".join(every.public_charts().values())
    lanes = "".join(every.template_charts(lanes=True, view=View.PUBLIC).values())
    plain = re.sub(r"<[^>]+>", "", shown + lanes)
    assert [words for words in inside if words in plain] == []
    internal = every.template_charts(lanes=False, view=View.INTERNAL).values()
    told = re.sub(r"<[^>]+>", "", "".join(internal))
    assert [words for words in inside if words not in told] == []
