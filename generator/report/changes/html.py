"""Changes as one page that needs nothing but a browser: no script, no font, no other file.

What to look at is chosen by class, unit and type; the choosing is done by the style sheet, so it
works by keyboard, from a disk, and on paper, where what was chosen is printed with the rest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import product

from generator.diff.change import Change, Edit
from generator.diff.comparison import Comparison, Group
from generator.diff.redline import Mark, redline
from generator.history.between import Side
from generator.model.vocab import Meaning
from generator.report.changes.evidence import NONE, Evidence, approvals
from generator.report.changes.style import STYLE
from generator.report.changes.text import counts, headline, kinds, remarks, unread

_NAMES = {
    Meaning.FAVOURABLE: "good",
    Meaning.BURDEN: "bad",
    Meaning.NEUTRAL: "same",
    Meaning.UNDECIDED: "open",
}
_SIGNS = {
    Meaning.FAVOURABLE: "▽",
    Meaning.BURDEN: "▲",
    Meaning.NEUTRAL: "＝",
    Meaning.UNDECIDED: "？",
}
"""A shape for every class, so that it is not told by colour alone."""
_SHOWN = 5
"""More powers than these stand in a list of their own, once for all changes they share."""
_REGISTRY = "登记册"

Codes = tuple[str, ...]


class _Choices:
    """What can be chosen of one kind (units, types): each has a class for the style sheet."""

    def __init__(self, letter: str, names: Iterable[str]) -> None:
        self.classes = {name: f"{letter}{at}" for at, name in enumerate(sorted(set(names)), 1)}
        self._letter = letter

    def rules(self) -> Iterator[str]:
        for name in self.classes.values():
            yield f"body:has({_chosen(name)}) article:not(.{name}){{display:none}}"

    def select(self, title: str) -> Iterator[str]:
        if len(self.classes) < 2:
            return
        yield f'<label class="choose">{title}<select><option value="">全部</option>'
        for name, value in self.classes.items():
            yield f'<option value="{value}">{escape(name)}</option>'
        yield "</select></label>"


def _chosen(name: str) -> str:
    return f'option[value="{name}"]:checked'


@dataclass(frozen=True)
class _Look:
    """What every change of a page is looked up in, so that it can be chosen."""

    units: _Choices
    types: _Choices

    def pairs(self, group: Group) -> set[tuple[str, str]]:
        """Classes of the unit and the type of every power of a change."""
        return {
            (self.units.classes[_unit(change)], self.types.classes[_type(change)])
            for change in group.powers
        }

    def classes(self, group: Group) -> str:
        """The classes of a change."""
        pairs = self.pairs(group)
        each = {name for pair in pairs for name in pair} | {"".join(pair) for pair in pairs}
        return " ".join((_NAMES[group.judgement.meaning], *sorted(each)))

    def rules(self, groups: Iterable[Group]) -> Iterator[str]:
        """How choosing hides what was not chosen.

        A change that reached a unit and a type need not have reached a power of that unit and
        type; where one did not, the pair has a rule of its own.
        """
        for name in _NAMES.values():
            yield f"body:has(#only-{name}:checked) article:not(.{name}){{display:none}}"
        yield from self.units.rules()
        yield from self.types.rules()
        apart = set()
        for group in groups:
            pairs = self.pairs(group)
            apart |= set(product(*map(set, zip(*pairs, strict=True)))) - pairs
        for one, other in sorted(apart):
            both = f"body:has({_chosen(one)}):has({_chosen(other)})"
            yield f"{both} article:not(.{one}{other}){{display:none}}"


def render_html(comparison: Comparison, evidence: Evidence = NONE) -> str:
    """Write the page. Whatever the list says is escaped."""
    return "\n".join(_page(comparison, evidence)) + "\n"


def _page(comparison: Comparison, evidence: Evidence) -> Iterator[str]:
    groups = comparison.groups
    powers = [change for group in groups for change in group.powers]
    look = _Look(_Choices("u", map(_unit, powers)), _Choices("t", map(_type, powers)))
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src'
    yield " 'unsafe-inline'\">"
    yield f"<title>权力清单变更报告：{escape(comparison.base)} 到 {escape(comparison.head)}</title>"
    yield f"<style>{STYLE}{''.join(look.rules(groups))}</style>\n</head>\n<body>\n<main>"
    yield "<h1>权力清单变更报告</h1>"
    yield f"<p>{escape(headline(comparison))}。</p>"
    if groups:
        told = [counts(comparison), *([kinds(comparison)] if comparison.kinds else [])]
        yield "".join(f"<p>{escape(line)}。</p>" for line in told)
    else:
        yield "<p>内容没有变化。</p>"
    yield from _sides(evidence.sides)
    yield from _stopped(comparison)
    if groups:
        yield from _form(comparison, look)
    lists: dict[Codes, int] = {}
    for group in groups:
        yield from _article(group, evidence, look.classes(group), lists)
    if groups:
        yield '<p class="shown"></p>'
    yield from _lists(groups, lists)
    yield "".join(f'<p class="dim end">{line}</p>' for line in _END)
    yield "</main>\n</body>\n</html>"


_END = (
    "利民、加重、中性由规则判定，判的是对办事人和当事人的影响，不是改得对不对；"
    "规则判不了的写“待判定”，由司法局定。",
    "沿革里的日期是法律上的日期，提交日期是文件进仓库的日期。",
    "清单摘要是全部清单文件的 SHA-256，同公布版本的清册（manifest.json）里 tree 一项的 sha256、"
    "网站“历次变更”页上“内容的摘要”是同一个数；对得上，就是同一份清单。",
)
"""What a reader years later has to know of this page."""


def _unit(change: Change) -> str:
    return change.authority if change.code else _REGISTRY


def _type(change: Change) -> str:
    return str(change.type or _REGISTRY)


def _sides(sides: tuple[Side, ...]) -> Iterator[str]:
    if not sides:
        return
    yield "<dl>"
    for title, side in zip(("从", "到"), sides, strict=True):
        edition = f"（就是公布的 {escape(side.edition)} 版）" if side.edition else ""
        commit = f"提交 <code>{escape(side.commit)}</code>" if side.commit else "还没有提交"
        yield f"<dt>{title}</dt><dd><b>{escape(side.name)}</b>{edition}，{commit}<br>"
        yield f'<span class="dim">清单摘要</span> <code>{escape(side.digest)}</code></dd>'
    yield "</dl>"


def _stopped(comparison: Comparison) -> Iterator[str]:
    told = list(unread(comparison))
    if told:
        items = "".join(f"<li>{escape(line.strip())}</li>" for line in told)
        title = "没有做完：有的文件读不懂"
        yield f'<section class="stop"><h2>{title}</h2><ul>{items}</ul></section>'


def _form(comparison: Comparison, look: _Look) -> Iterator[str]:
    yield "<form><fieldset><legend>只看</legend>"
    yield '<label><input type="radio" name="only" checked>全部</label>'
    for meaning, count in comparison.counts.items():
        sign, key = _SIGNS[meaning], f'id="only-{_NAMES[meaning]}"'
        yield f'<label><input type="radio" name="only" {key}>{sign} {meaning}（{count}）</label>'
    yield "</fieldset>"
    yield from look.units.select("单位")
    yield from look.types.select("类型")
    yield "</form>"


def _article(
    group: Group, evidence: Evidence, classes: str, lists: dict[Codes, int]
) -> Iterator[str]:
    judgement, change = group.judgement, group.first
    yield f'<article class="{classes}" id="{group.fingerprint}">'
    title = group.field if change.difference.path else change.name
    sign = _SIGNS[judgement.meaning]
    tag = f'<span class="tag">{sign} {judgement.meaning}</span>'
    yield f"<h2>{tag}{change.kind} · {escape(title)}</h2>"
    yield from _powers(group, lists)
    yield from _text(group)
    yield "<dl>"
    yield from _approved(group, evidence)
    yield "</dl>"
    reason = f"规则“{judgement.rule}”" if judgement.rule else "没有规则能判"
    if judgement.meaning is Meaning.UNDECIDED:
        reason += "，由司法局定"
    notes = "；".join(note for note in (reason, remarks(group)) if note)
    mark = f"指纹 <code>{group.fingerprint}</code>"
    yield f'<p class="dim">{escape(notes)} · {mark}</p>\n</article>'


def _powers(group: Group, lists: dict[Codes, int]) -> Iterator[str]:
    if not group.first.code:
        yield f'<p class="who">{escape(group.first.authority)}；没有职权直接引用</p>'
        return
    if len(group.powers) > _SHOWN:
        number = lists.setdefault(_codes(group), len(lists) + 1)
        units = len(set(map(_unit, group.powers)))
        many = f"{len(group.powers)} 项职权，{units} 个单位"
        link = f'<a class="screen" href="#list-{number}">名单 {number}</a>'
        yield f'<p class="who">{many} {link}</p>'
        return
    for change in group.powers:
        who = f"{escape(change.authority)} · {change.type}"
        yield f'<p class="who">{who} · <code>{escape(change.code)}</code> {escape(change.name)}</p>'


def _codes(group: Group) -> Codes:
    return tuple(change.code for change in group.powers)


def _approved(group: Group, evidence: Evidence) -> Iterator[str]:
    told = approvals(group, evidence)
    for one in told:
        whose = ""
        if len(told) > 1:
            few = "、".join(change.code for change in one.powers[:_SHOWN])
            whose = f"{few}{f' 等 {len(one.powers)} 项' if len(one.powers) > _SHOWN else ''}："
        if group.first.code and not group.first.shared:
            said = one.grounds or ("没有写",)
            yield f"<dt>沿革</dt><dd>{whose}{'<br>'.join(map(escape, said))}</dd>"
        if one.commits:
            yield f"<dt>提交</dt><dd>{whose}{'<br>'.join(map(escape, one.commits))}</dd>"


def _text(group: Group) -> Iterator[str]:
    edit = group.first.difference.edit
    if not group.first.difference.path:
        mark = Mark.COME if edit is Edit.ADD else Mark.GONE
        said = group.after or group.before
        yield f'<p class="text">{_stretch(mark, "整项职权")}</p>'
        yield f'<details class="screen"><summary>这一项的全部内容</summary><p>{escape(said)}</p>'
        yield "</details>"
        return
    if edit is Edit.MOVE:
        marked = f"顺序改为：{escape(group.after)}"
    elif group.before and group.after:
        marked = "".join(_stretch(*part) for part in redline(group.before, group.after))
    else:
        mark, said = (Mark.COME, group.after) if group.after else (Mark.GONE, group.before)
        marked = _stretch(mark, said)
    yield f'<p class="text">{marked}</p>'


def _stretch(mark: Mark, text: str) -> str:
    if mark is Mark.KEPT:
        return escape(text)
    element = "del" if mark is Mark.GONE else "ins"
    return f'<{element}><span class="mark">【{mark}】</span>{escape(text)}</{element}>'


def _lists(groups: Iterable[Group], lists: Mapping[Codes, int]) -> Iterator[str]:
    """The powers of changes that reached many, each set of powers once."""
    if not lists:
        return
    yield '<h2 class="part screen">职权名单</h2>'
    told = set()
    for group in groups:
        codes = _codes(group)
        if codes in told or codes not in lists:
            continue
        told.add(codes)
        number = lists[codes]
        yield f'<details class="list"><summary>名单 {number}：{len(codes)} 项职权</summary>'
        yield f'<ul id="list-{number}">'
        for change in group.powers:
            yield (
                f"<li><code>{escape(change.code)}</code> {escape(change.name)}"
                f"（{escape(change.authority)}）</li>"
            )
        yield "</ul></details>"
