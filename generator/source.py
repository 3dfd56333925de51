"""One file's text → a plain tree of `str`, `list` and `dict`, or findings that say why not.

The only module that imports `yaml`. Every scalar stays the string that was written, so that
`0371`, `12:30`, `no` and `2024-02-30` mean what the clerk typed. YAML's own error messages
blame the line after a full-width colon and accept a full-width indent as part of a key, so the
usual slips of a Chinese input method are found by a scan of the text before the parser sees it.

Positions are looked up only when a finding needs one: of 4,732 files a handful are wrong, and
composing those again costs a millisecond each.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from generator.diagnostic import Diagnostic, FieldPath, Span
from generator.slips import finding, scan, suspicious, unquoted

Tree = Any
"""A tree of dict, list and str."""


def _no_tag(*_: object) -> str:
    return ""


_LOADER: Any = type(
    "_Loader",
    (getattr(yaml, "CBaseLoader", yaml.BaseLoader),),
    # Every scalar is text, so nobody asks for tags; working them out took a third of composing.
    dict.fromkeys(("resolve", "descend_resolver", "ascend_resolver"), _no_tag),
)


@dataclass(frozen=True)
class Source:
    """The text of one file, and where things stand in it."""

    file: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Lines without their ends, split as editors and YAML do."""
        return re.split(r"\r\n|\n|\r", self.text)

    @cached_property
    def _root(self) -> yaml.Node | None:
        try:
            return _compose(self.text)
        except (yaml.YAMLError, ValueError, RecursionError):
            return None

    def locate(self, path: FieldPath, *, on_key: bool = False) -> Span:
        """Find where a field stands; the nearest enclosing place when it is missing."""
        node, key = self._root, None
        for part in path:
            step = _child(node, part)
            if step is None:
                # What is missing is reported at its parent's key, never at the next value.
                on_key = on_key or key is not None
                break
            key, node = step
        if node is None:
            return Span(1, 1, 1)
        target = key if on_key and key is not None else node
        if not path and isinstance(node, yaml.MappingNode) and node.value:
            target = node.value[0][0]
        start, end = target.start_mark, target.end_mark
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        last = end.column if end.line == start.line else len(line.rstrip())
        return Span(start.line + 1, start.column + 1, max(last, start.column + 1) + 1)


_DEEPEST = 100
_NESTING = re.compile(r"[\[{?-]")


class _TooDeep(yaml.YAMLError):
    """More levels than any record has."""


def _compose(text: str) -> yaml.Node | None:
    """Parse one document into nodes.

    libyaml's composer recurses in C and takes the process down at some ten thousand levels, so
    a text with that many openers has its levels counted first; events do not recurse.
    """
    if len(text) > _DEEPEST * 10 and len(_NESTING.findall(text)) > _DEEPEST * 10:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    raise _TooDeep
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    loader = _LOADER(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _child(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    return None


def decode(file: str, raw: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Turn bytes into text: UTF-8 without a byte-order mark, nothing else."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return None, [
            finding(
                "Y004",
                file,
                "文件开头有看不见的标记（BOM）",
                "用记事本另存时，编码选“UTF-8”，不要选“UTF-8（带 BOM）”",
                "这个标记会被当成第一个字段名的一部分",
                Span(1, 1, 1),
            )
        ]
    try:
        return Source(file, raw.decode("utf-8")), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        guess = "这是 GBK（ANSI）编码的文件" if _is_gbk(raw) else "文件不是文本，或者已经损坏"
        return None, [
            finding(
                "Y004",
                file,
                f"第 {line} 行读不成文字：{guess}",
                "用记事本打开，另存为，编码选“UTF-8”",
                "所有文件统一用 UTF-8，否则网页上会出现乱码",
                Span(line, 1, 1),
            )
        ]


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def parse(
    source: Source, keys: frozenset[str] = frozenset()
) -> tuple[Tree | None, list[Diagnostic]]:
    """Read the text as one mapping; a file with errors gives no tree, one with reminders does.

    One cause gives one finding: when the scan of the text has found a slip, the parser's
    opinion of the same text is not asked for.

    Args:
        source: The file's text.
        keys: Field names of the model; a full-width colon after one of them is a slip even in a
            nested place, where after any other word it may be prose.
    """
    if suspicious(source.text) and (slips := scan(source.file, source.lines, keys)):
        return None, slips
    try:
        node = _compose(source.text)
    except yaml.YAMLError as error:
        return None, [_syntax(source, error)]
    except (ValueError, RecursionError):
        return None, [_not_yaml(source, Span(1, 1, 1))]
    if not isinstance(node, yaml.MappingNode):
        return None, [
            finding(
                "Y010",
                source.file,
                "文件是空的" if node is None else "文件开头不是“字段: 内容”",
                "第一行应当像这样 →  名称: 食品经营许可",
                "每个文件写一项职权，由若干行“字段: 内容”组成",
                Span(1, 1, 1),
            )
        ]
    if re.search(r"[&*!]|<<", source.text) and (extras := _refused(source, node)):
        return None, extras
    findings: list[Diagnostic] = []
    try:
        tree = _construct(source.file, node, findings)
    except RecursionError:
        return None, [_not_yaml(source, Span(1, 1, 1))]
    return (None, findings) if findings else (tree, list(unquoted(source.file, source.text)))


def _construct(file: str, node: yaml.Node, findings: list[Diagnostic]) -> Tree:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_construct(file, item, findings) for item in node.value]
    tree: dict[str, Tree] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            findings.append(
                finding(
                    "Y009",
                    file,
                    f"第 {key.start_mark.line + 1} 行的字段名不是一个词",
                    "字段名写一个词，后面跟半角冒号和空格",
                    "字段名只能是文字",
                    _mark_span(key),
                )
            )
            continue
        name = key.value
        if name in tree:
            findings.append(
                finding(
                    "Y005",
                    file,
                    f"“{name}”写了两次，第 {key.start_mark.line + 1} 行是第二次",
                    "两处合成一处，删掉多余的一行",
                    "同一个字段写两次时，没有人知道哪一个算数",
                    _mark_span(key),
                )
            )
        tree[name] = _construct(file, value, findings)
    return tree


def _mark_span(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    last = end.column if end.line == start.line else start.column + 1
    return Span(start.line + 1, start.column + 1, last + 1)


def _refused(source: Source, node: yaml.Node) -> list[Diagnostic]:
    """Find anchors, aliases, tags and merge keys; the text is short, so events are walked again."""
    found: list[Diagnostic] = []
    for event in yaml.parse(source.text, Loader=_LOADER):
        what = ""
        if isinstance(event, yaml.AliasEvent):
            what = "引用（*）"
        elif getattr(event, "anchor", None):
            what = "锚点（&）"
        elif getattr(event, "tag", None):
            what = "类型标签（!）"
        elif isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
            what = "合并键（<<）"
        if what:
            mark = event.start_mark
            assert mark is not None  # Only an event made by hand has no place in a text.
            found.append(
                finding(
                    "Y006",
                    source.file,
                    f"第 {mark.line + 1} 行用了{what}，这里不允许",
                    "把要重复的内容直接写出来；如果是以 & * ! 开头的文字，给它加上英文双引号",
                    "每个文件自己说清楚自己，修改一处不会悄悄改到别处",
                    Span(mark.line + 1, mark.column + 1, mark.column + 2),
                )
            )
    return found


def _syntax(source: Source, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = min(mark.line + 1, len(source.lines)) if mark else 1
    column = mark.column + 1 if mark else 1
    span = Span(line, column, column + 1)
    problem = str(getattr(error, "problem", "") or "")
    if "document" in problem or "another document" in str(error):
        return finding(
            "Y007",
            source.file,
            f"第 {line} 行的“---”把文件分成了两份",
            "删掉这一行；一个文件只写一项职权",
            "一份文件对应一项职权，编码才能对应唯一的网页",
            span,
        )
    if "mapping values" in problem or "did not find expected" in problem:
        return finding(
            "Y013",
            source.file,
            f"从第 {line} 行起缩进或者冒号不对，读不下去了",
            "同一层的字段左边对齐；内容里如果有“: ”（冒号加空格），整段用英文双引号括起来",
            "缩进表示从属关系，差一格意思就变了",
            span,
        )
    return _not_yaml(source, span)


def _not_yaml(source: Source, span: Span) -> Diagnostic:
    return finding(
        "Y009",
        source.file,
        f"第 {span.line} 行读不懂",
        "对照一个能通过检查的文件，看这一行的冒号、引号和缩进",
        "写法不合规矩的文件不会出现在网站上",
        span,
    )
