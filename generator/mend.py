"""The slips that can be mended without knowing what the clerk meant.

`slips` names what is wrong; here the few kinds are put right that have one cure and lie outside
the text itself: the punctuation between a field and its content, and what stands before the first
and after the last character of a line. What stands in a text is never touched: whoever calls this
must make sure that no line named in the result turns out to be the continuation of one.
"""

import re
from collections.abc import Callable, Sequence

from generator.diagnostic import Diagnostic
from generator.slips import INVISIBLE, KEY_TIGHT_COLON, KEY_WIDE_COLON, TIGHT_DASH, scan

_GAP = f"[ \t\u3000]|{INVISIBLE.pattern}"
_GAPS = " \t\u3000\ufeff" + "".join(filter(INVISIBLE.match, map(chr, range(0x2070))))
_PARTS = re.compile(
    rf"(?P<lead>(?:{_GAP})*(?:-(?:{_GAP})+)*)"
    rf"(?:(?P<key>[^\s\"'#:：]{{1,20}}?)(?:{_GAP})*(?P<colon>[:：])(?P<gap>(?:{_GAP})*))?"
    rf"(?P<value>.*)"
)
_QUOTED = r"([^“”‘’＂\"\\]*)"
_WHOLE_QUOTE = re.compile(
    rf"(\s*(?:- +)*(?:[^\s:：]+: +)?)(?:[“”＂]{_QUOTED}[“”＂]|[‘’]{_QUOTED}[‘’])(\s*|\s+#.*)"
)
_MOST_SLIPS_OF_A_LINE = 8


def mend(
    file: str, lines: Sequence[str], keys: frozenset[str]
) -> tuple[list[str], list[Diagnostic]]:
    """Mend what can be mended, line by line; the number of lines stays.

    Returns:
        The lines, and the slips that are gone, in the order of the file.
    """
    mended = list(lines)
    gone: list[Diagnostic] = []
    for _ in range(_MOST_SLIPS_OF_A_LINE):  # A line shows one slip at a time.
        before = len(gone)
        for slip in scan(file, mended, keys):
            assert slip.span is not None  # The scan always knows where.
            line = mended[slip.span.line - 1]
            cure = _CURES[slip.rule](line, keys)
            if cure is not None and cure != line:
                mended[slip.span.line - 1] = cure
                gone.append(slip)
        if len(gone) == before:
            break
    gone.sort(key=lambda slip: slip.span.line if slip.span else 0)
    return mended, gone


def _indent(line: str, keys: frozenset[str]) -> str:
    body = line.lstrip(" \t\u3000")
    return line[: len(line) - len(body)].replace("\t", "  ").replace("\u3000", "  ") + body


def _wide_colon(line: str, keys: frozenset[str]) -> str | None:
    return _colon(KEY_WIDE_COLON.match(line), keys)


def _tight(line: str, keys: frozenset[str]) -> str | None:
    if dash := TIGHT_DASH.match(line):
        return f"{dash[1]}- {line[dash.end() :]}"
    return _colon(KEY_TIGHT_COLON.match(line), keys)


def _colon(head: re.Match[str] | None, keys: frozenset[str]) -> str | None:
    if head is None or head[1].lstrip(" -") not in keys:
        return None
    rest = head.string[head.end(1) + 1 :].lstrip()
    # Behind a real colon " #" would become a comment, which it was not for the one who wrote it.
    return None if " #" in rest else f"{head[1]}: {rest}".rstrip()


def _smart_quote(line: str, keys: frozenset[str]) -> str | None:
    whole = _WHOLE_QUOTE.fullmatch(line)
    return whole and f'{whole[1]}"{whole[2] or whole[3] or ""}"{whole[4]}'


def _invisible(line: str, keys: frozenset[str]) -> str | None:
    if INVISIBLE.sub("", line).lstrip().startswith("#"):
        return _seen(line).rstrip()
    line = line.rstrip(_GAPS)
    parts = _PARTS.fullmatch(line)
    assert parts is not None  # Whatever is no layout and no field is its value.
    key = INVISIBLE.sub("", parts["key"] or "")
    # After a word that is no field the colon belongs to the text, and so does all around it.
    start = "value" if key in keys else "key"
    value = line[max(parts.start(start), parts.end("lead")) :]
    if INVISIBLE.search(value):
        return None
    named = f"{key}{parts['colon']}{_seen(parts['gap'])}" if key in keys else ""
    return f"{_seen(parts['lead'])}{named}{value}"


def _nothing(line: str, keys: frozenset[str]) -> None:
    """Digits may stand in the middle of a text, which is never touched."""


def _seen(text: str) -> str:
    return INVISIBLE.sub("", text.replace("\u00a0", " "))


_CURES: dict[str, Callable[[str, frozenset[str]], str | None]] = {
    "Y001": _wide_colon,
    "Y002": _indent,
    "Y003": _indent,
    "Y008": _smart_quote,
    "Y011": _tight,
    "Y012": _invisible,
    "Y014": _nothing,
}
