"""Whatever the text: its tree stays, its comments stay, and formatting twice is formatting once."""

import random
import re
import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from generator.cli import main
from generator.fmt import Formatted, fmt
from generator.load import known_keys
from generator.source import Source, parse
from tests.factory import Tree, valid_trees
from tests.scrawl import scrawl

FILE = "powers/市市场监督管理局/420683034XK00100.yml"
TREES = valid_trees()

WORDS = ["名称", "依据", "法规", "甲", "乙 丙", "0371", "no", "《法》第一条", "“丁”", "、", "，"]
MARKS = [
    ": ",
    ":",
    "：",
    "- ",
    "-",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\n    ",
    "\n\n",
    "\r\n",
    "\t",
    "\u3000",
]
SIGNS = [
    "# 注",
    " # 注",
    "|\n",
    ">-\n",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "?",
    "\u200b",
    "\u00a0",
    "\ufeff",
]

soup = st.lists(st.sampled_from(WORDS + MARKS + SIGNS), max_size=24).map("".join)
lines = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "- ", "  - ", "  -", "\t", "\u3000"]),
        st.sampled_from(["名称", "依据", "法规", "条款", "俗称", "甲", "备注"]),
        st.sampled_from([": ", ": ", ": ", ":", "：", ":\n", ":\n\n", ": |\n    ", ": # 注\n"]),
        st.sampled_from(
            [
                "乙",
                "“乙”",
                "[甲, 乙]",
                "{法规: 甲}",
                "乙 # 注",
                "'乙' #注",
                "",
                "\u200b乙",
                '"乙\n  丙"',
            ]
        ),
    ).map("".join),
    max_size=7,
).map("\n".join)


@st.composite
def messy(draw: st.DrawFn) -> tuple[str, str, Tree, list[str]]:
    """A valid file written by somebody in a hurry: its name, text, tree and comments."""
    file = draw(st.sampled_from(sorted(TREES)))
    chance = random.Random(draw(st.integers(0, 2**32)))
    notes: list[str] = []
    text = "\n".join(scrawl(TREES[file], chance, notes)) + "\n" * chance.randrange(3)
    return file, text.replace("\n", chance.choice(["\n", "\n", "\r\n"])), TREES[file], notes


def told(text: str) -> list[str]:
    """Comments, in any order, as far as a text without quotes and blocks shows them."""
    return sorted(re.findall(r"# 注\d+号", text))


@given(messy())
def test_a_readable_file_keeps_its_tree_and_its_comments(
    case: tuple[str, str, Tree, list[str]],
) -> None:
    file, text, tree, _ = case
    assert parse(Source(file, text), known_keys())[0] == tree
    done = fmt(file, text.encode())
    assert done.text is not None
    assert parse(Source(file, done.text), known_keys()) == (tree, [])
    assert told(done.text) == told(text)
    assert not re.search(r"[ \r]$", done.text, re.MULTILINE)
    assert done.text.endswith("\n")
    assert fmt(file, done.text.encode()) == Formatted(done.text)


@given(st.one_of(soup, lines))
@example("名称: 甲\n依据:\n- 法规: 乙\n  # 注\n\n\n# 尾")
def test_any_text_keeps_its_tree_or_stays_as_it_is(text: str) -> None:
    tree, _ = parse(Source(FILE, text), known_keys())
    done = fmt(FILE, text.encode())
    if done.text is None:
        assert done.findings
        return
    again, faults = parse(Source(FILE, done.text), known_keys())
    assert faults == []
    if tree is not None:
        assert again == tree
        assert done.mended == ()
    assert fmt(FILE, done.text.encode()) == Formatted(done.text)


@given(st.one_of(soup, lines))
def test_whatever_can_be_read_can_be_formatted(text: str) -> None:
    tree, _ = parse(Source(FILE, text), known_keys())
    if tree is not None:
        assert fmt(FILE, text.encode()).text is not None


@given(st.binary(max_size=60))
def test_no_bytes_raise(raw: bytes) -> None:
    done = fmt(FILE, raw)
    assert (done.text is None) == bool(done.findings)


@given(st.one_of(lines, messy().filter(lambda case: case[0] == FILE).map(lambda case: case[1])))
def test_check_fails_if_and_only_if_something_would_change(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode())
        checked = main(["--root", folder, "fmt", "--check"])
        assert path.read_bytes() == text.encode()
        done = main(["--root", folder, "fmt"])
        changed = path.read_bytes() != text.encode()
        assert checked == (1 if changed else done)
        assert done in {0, 3}
        assert not (done == 3 and changed)
        assert main(["--root", folder, "fmt", "--check"]) == done
