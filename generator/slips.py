"""The slips of a Chinese input method, found in the text before any parser sees it.

YAML's own messages blame the line after a full-width colon and accept a full-width indent as
part of a key; these rules name the line the clerk has to mend. Text inside a block (`|`) is
prose and left alone, except for characters nobody can see.
"""

import re
from collections.abc import Iterator

from generator.diagnostic import Diagnostic, Severity, Span

_ANYWHERE = re.compile(
    "[\t\r\u3000\u00a0\ufeff\u200b-\u200f\u2028\u2029\u202a-\u202e\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85]"
)
_AT_LINE_START = re.compile(
    r"\n[^\S\n]*+(?:- ++)*+"
    "(?:[^\\s:：]++(?:：|:[^\\s:]|: ++[\"']?[“”‘’＂０-９])|[\"']?[“”‘’＂０-９]|-[^\\s-])"
)
KEY_WIDE_COLON = re.compile(r"^(\s*(?:- +)*[^\s#:：\"'“”，。；、（）]{1,12})：")
KEY_TIGHT_COLON = re.compile(r"^(\s*(?:- +)*[\u4e00-\u9fff]{1,12}):(?=[^\s:])")
TIGHT_DASH = re.compile(r"^(\s*)-(?=[^\s\-0-9])")
_SMART_QUOTE = re.compile(r"^(\s*(?:- +)*)([^\s:：]+: +)?([“”‘’＂])")
_PAIRS = {"“": "”", "‘": "’", "＂": "＂"}
_BLOCK = re.compile(r"^(\s*)(?:- +)*(?:[^\s:]+:)? *[|>][+\-0-9]*\s*$")
_WIDE_DIGITS = re.compile("\\s*(?:- +)*(?:[^\\s:：]+: +)?[\"']?([０-９]+)")
"""Where a value begins with them it is a number; in the middle of a text a rule looks (X003)."""
_TO_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_MAYBE_NUMBER = re.compile("[:-] +[0-9]")
_UNQUOTED = re.compile(
    r"(\s*(?:- +)*(?:[^\s:\"'#]+: +)?)"
    r"(?:([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})|(0[0-9]+|[0-9]{12,}|[0-9]+:[0-9]{2}))\s*(?:#.*)?"
)
INVISIBLE = re.compile(
    "[\u00a0\ufeff\u200b-\u200f\u2028\u2029\u202a-\u202e\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85]"
)


def finding(
    rule: str, file: str, message: str, fix: str, why: str, span: Span | None = None
) -> Diagnostic:
    """Make an error of writing, which always blocks."""
    return Diagnostic(rule, Severity.ERROR, message, file, span=span, fix=fix, why=why)


def suspicious(text: str) -> bool:
    """Whether a text needs the slow `scan`: never false where that would find anything.

    A full-width colon makes a slip only where a key could stand. Asked of the whole line, two
    thirds of the list needed the scan and reading it took 40 % longer.
    """
    text = text.replace("\r\n", "\n")  # What is left of \r ends a line where `\n` is looked for.
    return bool(_ANYWHERE.search(text) or _AT_LINE_START.search(f"\n{text}"))


def scan(file: str, lines: list[str], keys: frozenset[str]) -> list[Diagnostic]:
    """Look through every line; `keys` are the field names a wide colon may follow in a list."""
    found: list[Diagnostic] = []
    block_indent: int | None = None
    for number, line in enumerate(lines, 1):
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        if invisible := INVISIBLE.search(line):
            column = invisible.start() + 1
            found.append(
                finding(
                    "Y012",
                    file,
                    f"第 {number} 行第 {column} 个字是看不见的字符",
                    "删掉这一格重新输入（多半是从网页或 Word 里粘贴来的）",
                    "看不见的字符会让查找和比对失灵",
                    Span(number, column, column + 1),
                )
            )
            continue
        if block_indent is not None:
            if not body or indent > block_indent:
                continue
            block_indent = None
        if not body or body.startswith("#"):
            continue
        if slip := _slip(file, number, lines, keys):
            found.append(slip)
        elif block := _BLOCK.match(line):
            block_indent = len(block[1])
    return found


def unquoted(file: str, text: str) -> Iterator[Diagnostic]:
    """Numbers and dates that mean what the clerk typed here, but not to a spreadsheet.

    This program keeps every value as it is written; others take 0371 for 371, a long number for
    1.2E+15, 12:30 for 750 and a date for a day of their own format.
    """
    if not _MAYBE_NUMBER.search(text):
        return
    block_indent: int | None = None
    for number, line in enumerate(text.split("\n"), 1):
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None and (not line.strip() or indent > block_indent):
            continue
        block_indent = len(block[1]) if (block := _BLOCK.match(line)) else None
        if not (found := _UNQUOTED.fullmatch(line)):
            continue
        rule, what, why = (
            ("Y016", "日期", "别的程序会把它当成自己的日期格式，改成另一种写法")
            if found[2]
            else ("Y015", "数字", "表格软件会把它当成数，丢掉开头的 0，长号码还会变样")
        )
        value = found[2] or found[3]
        yield Diagnostic(
            rule,
            Severity.WARNING,
            f"第 {number} 行的{what}没有加引号",
            file,
            span=Span(number, len(found[1]) + 1, len(found[1]) + len(value) + 1),
            fix=f'加上英文双引号 →  {found[1].strip()} "{value}"（powerlist fmt 会自动加上）',
            why=why,
        )


def _slip(file: str, number: int, lines: list[str], keys: frozenset[str]) -> Diagnostic | None:
    line = lines[number - 1]
    head = re.match(r"[ \t\u3000]*", line)
    lead = head[0] if head else ""
    if "\t" in lead:
        column = lead.index("\t") + 1
        return finding(
            "Y003",
            file,
            f"第 {number} 行用了制表符（Tab 键）缩进",
            "把 Tab 换成两个空格",
            "缩进表示从属关系，只能用空格，否则各人电脑上对不齐",
            Span(number, column, column + 1),
        )
    if "\u3000" in lead:
        column = lead.index("\u3000") + 1
        return finding(
            "Y002",
            file,
            f"第 {number} 行用了全角空格缩进",
            "把全角空格换成半角空格（每层两个）",
            "全角空格会被当成字段名的一部分，这一行就丢了",
            Span(number, column, column + 1),
        )
    if wide := KEY_WIDE_COLON.match(line):
        key = wide[1]
        column = len(key) + 1
        bare = key.lstrip(" -")
        if bare in keys or len(bare) == len(key):
            rest = line[column:].strip()
            return finding(
                "Y001",
                file,
                f"第 {number} 行的冒号是全角“：”，这一行没法读成“字段: 内容”",
                f"换成半角冒号，后面空一格 →  {key.strip()}: {rest}".rstrip(),
                "只有“半角冒号加空格”能把字段和内容分开；输入法处于中文状态时最容易打错",
                Span(number, column, column + 1),
            )
    if tight := KEY_TIGHT_COLON.match(line):
        column = len(tight[1]) + 1
        return finding(
            "Y011",
            file,
            f"第 {number} 行的冒号后面少了一个空格",
            f"冒号后面空一格 →  {tight[1].strip()}: {line[column:].strip()}",
            "没有空格，字段和内容会连成一个词",
            Span(number, column, column + 1),
        )
    if dash := TIGHT_DASH.match(line):
        column = len(dash[1]) + 1
        return finding(
            "Y011",
            file,
            f"第 {number} 行的短横后面少了一个空格",
            f"短横后面空一格 →  - {line[column:].strip()}",
            "没有空格，这一条不会被当成列表中的一项",
            Span(number, column, column + 1),
        )
    if (quote := _SMART_QUOTE.match(line)) and _encloses(quote, lines, number, keys):
        column = quote.start(3) + 1
        return finding(
            "Y008",
            file,
            f"第 {number} 行用中文引号括住了内容",
            '去掉引号，或者换成英文双引号 "',
            "中文引号会成为内容的一部分，编码、日期就对不上了",
            Span(number, column, column + 1),
        )
    if wide := _WIDE_DIGITS.match(line):
        return finding(
            "Y014",
            file,
            f"第 {number} 行的数字“{wide[1]}”是全角的",
            f"换成半角数字 →  {line.strip().translate(_TO_NARROW)}",
            "全角数字读不成数，也查不到；输入法切到半角再打",
            Span(number, wide.start(1) + 1, wide.end(1) + 1),
        )
    return None


def _encloses(quote: re.Match[str], lines: list[str], number: int, keys: frozenset[str]) -> bool:
    """Whether a quotation mark stands where YAML wants its own: around a field or a whole value.

    A value may begin with words in quotation marks; then they are closed before its end. A line
    that goes on with a value may begin with anything.
    """
    above = next((lines[at] for at in range(number - 2, -1, -1) if lines[at].strip()), "")
    begins = quote[2] or "-" in quote[1] or above.rstrip().endswith(":")
    indent = len(quote[1]) if quote[2] else len(quote[1]) - len(quote[1].lstrip(" "))
    value = [quote.string[quote.start(3) :]]
    for at in range(number, len(lines)):
        line = lines[at]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        value.append(line)
    text = " ".join(re.sub(r"(^|\s)#.*", "", line).strip() for line in value).strip()
    end = _closed(text)
    name, rest = text[1:end], text[end + 1 :]
    if not quote[2] and (re.match(r":(\s|$)", rest) or (rest[:1] == "：" and name in keys)):
        return True
    return bool(begins) and (end < 0 or not rest)


def _closed(text: str) -> int:
    """Where the quotation mark a text begins with is closed; -1 when it never is."""
    opening, closing, depth = text[0], _PAIRS.get(text[0]), 0
    for at, char in enumerate(text):
        if char == closing and depth:
            depth -= 1
        elif char == opening:
            depth += 1
        if not depth:
            return at
    return -1
