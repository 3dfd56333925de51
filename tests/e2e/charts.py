"""Every different chart of the whole list, and what a browser measures of a chart.

Nothing of the layout is trusted: boxes, lines of text and labels are asked of the browser that
shows them.
"""

from functools import cache
from pathlib import Path

from generator.chart import View, Wanted, draw, lay_out, svg
from generator.load import Corpus, read_folder
from generator.model.vocab import Disclosure
from generator.procedure import expand_template
from generator.render import render
from generator.site.drawing import ChartWriter, Drawn, draw_all

ROOT = Path(__file__).resolve().parents[2]
MARGIN = 16
"""What the theme leaves free on both sides of a phone."""

MEASURE = """svg => {
  const frame = svg.getBoundingClientRect();
  const scale = frame.width / svg.viewBox.baseVal.width;
  const faults = [];
  const box = e => e.getBoundingClientRect();
  const inside = (i, o, slack) => i.left >= o.left - slack && i.top >= o.top - slack &&
    i.right <= o.right + slack && i.bottom <= o.bottom + slack;
  const meet = (a, b, slack) => a.left < b.right - slack && b.left < a.right - slack &&
    a.top < b.bottom - slack && b.top < a.bottom - slack;
  const nodes = [...svg.querySelectorAll('a')];
  const name = e => e.textContent.trim().slice(0, 12);
  for (const node of nodes) {
    const shape = node.firstElementChild;
    if (!inside(box(shape), frame, 1)) faults.push('框出了图：' + name(node));
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const line = range.getBoundingClientRect();
      // A line box is higher than its letters; the corners of the letters must be in the shape.
      const cut = line.height * 0.2;
      for (const x of [line.left, line.right])
        for (const y of [line.top + cut, line.bottom - cut]) {
          const point = svg.createSVGPoint();
          point.x = (x - frame.left) / scale;
          point.y = (y - frame.top) / scale;
          if (!shape.isPointInFill(point)) faults.push('字出了框：' + walker.currentNode.data);
        }
    }
  }
  nodes.forEach((node, at) => nodes.slice(0, at).forEach(other => {
    if (meet(box(node.firstElementChild), box(other.firstElementChild), 1))
      faults.push('框压着框：' + name(node) + '、' + name(other));
  }));
  const labels = [...svg.querySelectorAll('.when')];
  labels.forEach((label, at) => {
    if (!inside(box(label), frame, 2)) faults.push('条件出了图：' + name(label));
    if (nodes.some(node => meet(box(label), box(node.firstElementChild), 3)))
      faults.push('条件压着框：' + name(label));
    for (const other of labels.slice(0, at))
      if (meet(box(label), box(other), 2)) faults.push('条件压着条件：' + name(label));
  });
  const sizes = [...svg.querySelectorAll('text')].map(
    text => parseFloat(getComputedStyle(text).fontSize) * scale);
  if (Math.min(...sizes) < 11.99) faults.push('字太小：' + Math.min(...sizes).toFixed(1));
  return [...new Set(faults)];
}"""


@cache
def corpus() -> Corpus:
    """The whole list."""
    found = read_folder(ROOT).corpus
    assert found is not None
    return found


@cache
def drawn() -> tuple[Drawn, ...]:
    """One power for every different chart of the public site."""
    public = [p for p in corpus().powers if p.disclosure is Disclosure.PUBLIC]
    return tuple({id(item.chart): item for item in draw_all(public, corpus())}.values())


@cache
def public_charts() -> dict[str, str]:
    """SVG by code of the first power that has it."""
    writer = ChartWriter()
    return {item.power.code: str(writer.svg(item)) for item in drawn()}


@cache
def template_charts(*, lanes: bool, view: View) -> dict[str, str]:
    """SVG of every template by name."""
    charts = {
        name: draw(Wanted(expand_template(template), view=view, lanes=lanes))
        for name, template in corpus().templates.items()
    }
    return {
        name: svg(chart, picture, title=name, desc=name)
        for name, (chart, picture) in lay_out(charts, render).items()
    }


def sheet(charts: dict[str, str]) -> str:
    """A page with nothing but charts, in the style of the site."""
    style = (ROOT / "docs/assets/css/chart.css").read_text(encoding="utf-8")
    body = "".join(f"<div>{text}</div>" for text in charts.values())
    plain = f"body {{ margin: {MARGIN}px; font-family: sans-serif }}"
    return f"<!doctype html><meta charset=utf-8><style>{plain}{style}</style>{body}"
