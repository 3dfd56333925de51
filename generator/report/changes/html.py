"""Changes as one page that needs nothing but a browser: no script, no font, no other file."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from generator.diff.change import Edit
from generator.diff.comparison import Comparison, Group
from generator.diff.redline import Mark, redline
from generator.model.vocab import Meaning
from generator.report.changes.text import counts, headline, remarks, unread

_NAMES = {
    Meaning.FAVOURABLE: "good",
    Meaning.BURDEN: "bad",
    Meaning.NEUTRAL: "same",
    Meaning.UNDECIDED: "open",
}
_SHOWN = 5
_STYLE = """
:root{color-scheme:light dark;--line:#d0d7de;--soft:#f6f8fa;--ink:#1f2328;--dim:#59636e;
--good:#0f5f2e;--bad:#a40e26;--same:#4b535d;--open:#7a4a00;--page:#fff}
@media(prefers-color-scheme:dark){:root{--line:#3d444d;--soft:#151b23;--ink:#f0f6fc;--dim:#9198a1;
--good:#57d98a;--bad:#ff9492;--same:#b7bdc8;--open:#f0b72f;--page:#0d1117}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem;background:var(--page);color:var(--ink);
font:1rem/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.3;margin:0 0 .5rem}
h2{font-size:1.15rem;margin:2.5rem 0 .5rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
p{margin:.3rem 0}
.dim{color:var(--dim)}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:1rem 0;padding:.25rem 1rem .5rem;
display:flex;flex-wrap:wrap;gap:0 1.5rem}
label{display:inline-flex;align-items:center;gap:.5rem;min-height:44px}
input{width:1.1rem;height:1.1rem}
article{border:1px solid var(--line);border-left:.35rem solid var(--c);border-radius:.4rem;
padding:.7rem 1rem;margin:.8rem 0}
.good{--c:var(--good)}.bad{--c:var(--bad)}.same{--c:var(--same)}.open{--c:var(--open)}
.tag{color:var(--c);font-weight:700;margin-right:.6rem}
h3{font-size:1rem;margin:0}
.text{background:var(--soft);border-radius:.3rem;padding:.5rem .8rem;margin:.5rem 0}
del{color:var(--bad)}ins{color:var(--good);text-decoration-thickness:2px}
.mark{font-size:.8em;text-decoration:none;display:inline-block}
code{font-family:ui-monospace,Consolas,monospace;font-size:.95em}
ul{margin:.3rem 0;padding-left:1.2rem}
summary{padding:.6rem 0;cursor:pointer}
.stop{border:2px solid var(--bad);border-radius:.4rem;padding:.7rem 1rem;margin:1rem 0}
@media print{fieldset{display:none}article{break-inside:avoid}}
"""


def render_html(comparison: Comparison) -> str:
    """Write the page. Whatever the list says is escaped."""
    return "\n".join(_page(comparison)) + "\n"


def _page(comparison: Comparison) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src'
    yield " 'unsafe-inline'\">"
    yield f"<title>权力清单变化：{escape(comparison.base)} 到 {escape(comparison.head)}</title>"
    yield f"<style>{_STYLE}{''.join(_filters())}</style>\n</head>\n<body>\n<main>"
    yield "<h1>权力清单变化</h1>"
    yield f"<p>{escape(headline(comparison))}。</p>"
    groups = comparison.groups
    yield f"<p>{escape(counts(comparison)) if groups else '内容没有变化'}。</p>"
    yield (
        '<p class="dim">利民、加重、中性由规则判定；规则判不了的写“待判定”，由司法局定。'
        "这里判的是对办事人和当事人的影响，不是改得对不对。</p>"
    )
    told = list(unread(comparison))
    if told:
        items = "".join(f"<li>{escape(line.strip())}</li>" for line in told)
        yield f'<section class="stop"><h2>读不懂的文件</h2><ul>{items}</ul></section>'
    if groups:
        yield from _choices(comparison)
    for authority, members in groupby(groups, key=lambda group: group.authority):
        yield f"<section>\n<h2>{escape(authority)}</h2>"
        for group in members:
            yield from _article(group)
        yield "</section>"
    yield "</main>\n</body>\n</html>"


def _filters() -> Iterator[str]:
    for name in _NAMES.values():
        yield f"body:has(#only-{name}:checked) article:not(.{name}){{display:none}}"
        yield f"body:has(#only-{name}:checked) section:not(:has(.{name},li)){{display:none}}"


def _choices(comparison: Comparison) -> Iterator[str]:
    yield "<fieldset><legend>只看</legend>"
    yield '<label><input type="radio" name="only" checked>全部</label>'
    for meaning, count in comparison.counts.items():
        key = f'id="only-{_NAMES[meaning]}"'
        yield f'<label><input type="radio" name="only" {key}>{meaning}（{count}）</label>'
    yield "</fieldset>"


def _article(group: Group) -> Iterator[str]:
    judgement, change = group.judgement, group.first
    yield f'<article class="{_NAMES[judgement.meaning]}">'
    title = group.field if change.difference.path else change.name
    tag = f'<span class="tag">{judgement.meaning}</span>'
    yield f"<h3>{tag}{change.kind} · {escape(title)}</h3>"
    yield f'<p class="text">{_marked(group)}</p>'
    yield from _powers(group)
    reason = judgement.rule or "没有规则能判"
    notes = "；".join(note for note in (f"判定规则：{reason}", remarks(group)) if note)
    yield f'<p class="dim">{escape(notes)} · <code>{group.fingerprint}</code></p>\n</article>'


def _marked(group: Group) -> str:
    if not group.first.difference.path:
        came = group.first.difference.edit is Edit.ADD
        return _stretch(Mark.COME if came else Mark.GONE, "整项职权")
    if group.first.difference.edit is Edit.MOVE:
        return f"顺序改为：{escape(group.after)}"
    if not (group.before and group.after):
        mark, text = (Mark.COME, group.after) if group.after else (Mark.GONE, group.before)
        return _stretch(mark, text)
    return "".join(_stretch(mark, text) for mark, text in redline(group.before, group.after))


def _stretch(mark: Mark, text: str) -> str:
    if mark is Mark.KEPT:
        return escape(text)
    element = "del" if mark is Mark.GONE else "ins"
    return f'<{element}><span class="mark">【{mark}】</span>{escape(text)}</{element}>'


def _powers(group: Group) -> Iterator[str]:
    if not group.first.code:
        yield '<p class="dim">登记册里的内容，没有职权直接引用</p>'
        return
    items = [
        f"<li><code>{escape(change.code)}</code> {escape(change.name)}</li>"
        for change in group.powers
    ]
    listed = f"<ul>{''.join(items)}</ul>"
    if len(items) <= _SHOWN:
        yield listed
    else:
        yield f"<details><summary>{len(items)} 项职权，点开看是哪些</summary>{listed}</details>"
