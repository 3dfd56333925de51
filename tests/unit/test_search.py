"""What the generator promises about the search table, whatever the rows."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.entry import Entry
from generator.model.registry import Department, Synonym
from generator.model.vocab import TYPE_LETTERS, PowerType, Status
from generator.search.phrases import PHRASES, shorten
from generator.search.pinyin import read, readings
from generator.search.table import build_pinyin, build_table

CORE = Path(__file__).parents[2] / "docs" / "assets" / "js" / "search-core.js"


@dataclass
class Words:
    """The part of a registry that search reads."""

    synonyms: tuple[Synonym, ...] = ()
    departments: dict[str, Department] = field(default_factory=dict)


def entry(
    number: int,
    name: str,
    kind: PowerType = PowerType.LICENSING,
    department: str = "市市场监督管理局",
    *,
    aliases: Iterable[str] = (),
    laws: Iterable[str] = ("中华人民共和国食品安全法",),
    topics: Iterable[str] = (),
    status: Status = Status.IN_FORCE,
) -> Entry:
    """One row made by hand."""
    return Entry(
        code=f"420683001{TYPE_LETTERS[kind]}{number:03}00",
        name=name,
        type=kind,
        department=department,
        status=status,
        aliases=tuple(aliases),
        topics=tuple(topics),
        citations=tuple((law, None) for law in laws),
        summary="",
        limit="",
        is_public=True,
        subclass="",
    )


ROWS = [
    entry(1, "食品经营许可", aliases=["餐饮许可证"], topics=["准营准办"]),
    entry(2, "药品经营许可（零售）", laws=["中华人民共和国药品管理法"], topics=["准营准办"]),
    entry(1, "对生产、销售假药的处罚", PowerType.PENALTY),
    entry(3, "食品摊贩备案", status=Status.ABOLISHED),
    entry(4, "在银行开立账户许可", department="市财政局", laws=["甲法", "乙法"]),
]


def data(entries: list[Entry], words: Words | None = None) -> dict[str, object]:
    text = build_table(entries, words or Words()).decode()
    found: dict[str, object] = json.loads(
        text.removeprefix("globalThis.PL_TABLE=").removesuffix(";\n")
    )
    return found


def ask(
    entries: list[Entry], words: Words, tmp_path: Path, body: str, *, pinyin: bool = True
) -> object:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    (tmp_path / "table.js").write_bytes(build_table(entries, words))
    (tmp_path / "pinyin.js").write_bytes(build_pinyin(entries, words))
    files = (CORE, tmp_path / "table.js", tmp_path / "pinyin.js")
    script = (
        "".join(f"require({json.dumps(str(file))});" for file in files)
        + "const engine = PLSearch.open(PL_TABLE);"
        + ("engine.addPinyin(PL_PINYIN);" if pinyin else "")
        + "const names = (q, o) => engine.search(q, o).rows.map((r) => engine.row(r.index).name);"
        f"console.log(JSON.stringify({body}))"
    )
    run = subprocess.run(
        ["node", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(run.stdout)


def test_equal_rows_in_any_order_give_equal_bytes() -> None:
    shuffled = ROWS[:]
    random.Random(7).shuffle(shuffled)
    assert build_table(shuffled, Words()) == build_table(ROWS, Words())
    assert build_pinyin(shuffled, Words()) == build_pinyin(ROWS, Words())


def test_an_empty_list_is_a_table(tmp_path: Path) -> None:
    assert data([])["names"] == ""
    assert ask([], Words(), tmp_path, "names('spjyxk')") == []


def test_pinyin_is_no_part_of_the_table() -> None:
    assert "pinyin" not in data(ROWS)
    assert build_pinyin(ROWS, Words()).startswith(b'globalThis.PL_PINYIN={"syllables":"')


def test_nothing_ends_the_script_or_breaks_a_line() -> None:
    rows = [entry(1, '</script><!-- "引号" \\ 反斜杠 \u2028 & \' 完')]
    text = build_table(rows, Words()).decode()
    assert "<" not in text
    assert "\u2028" not in text
    assert text.count("\n") == 1


def test_codes_of_different_length_are_refused() -> None:
    odd = Entry(**{name: getattr(ROWS[0], name) for name in Entry.__slots__} | {"code": "1"})
    with pytest.raises(ValueError, match="length"):
        build_table([*ROWS, odd], Words())


def test_a_synonym_may_point_at_a_row_that_is_not_public() -> None:
    synonym = Synonym.model_validate(
        {"说法": ["开饭店"], "指向": [ROWS[0].code, "420683001XK99900"], "等于": ["食品经营许可"]}
    )
    (found,) = data(ROWS, Words((synonym,)))["synonyms"]  # type: ignore[misc] - the table is plain JSON
    codes = sorted(row.code for row in ROWS)
    row = codes.index(ROWS[0].code)
    assert found == [["开饭店"], [row], [row]]


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")), max_size=8)
)
def test_shortened_names_come_back(names: list[str]) -> None:
    text, meanings = shorten([*names, *PHRASES[:3]])
    for stand_in, meaning in meanings.items():
        text = text.replace(stand_in, meaning)
    assert text == "\n".join([*names, *PHRASES[:3]])


def test_a_word_stands_before_the_words_it_contains() -> None:
    for number, phrase in enumerate(PHRASES):
        assert not any(phrase in later for later in PHRASES[number + 1 :]), phrase


def test_pinyin_knows_words() -> None:
    assert read("银行行政") == ["yin", "hang", "xing", "zheng"]
    assert read("重新登记") == ["chong", "xin", "deng", "ji"]
    assert read("给付") == ["ji", "fu"]
    assert read("绿A，") == ["lv", "", ""]
    assert readings("食")[0] == "shi"


def test_names_survive_the_way_into_the_browser(tmp_path: Path) -> None:
    names = [
        '带"引号"和\\反斜杠',
        "</script>&amp;",
        "A级<b>景区</b>许可",
        "àé的处罚",
        "𠮷野家许可",
        "1~2 号",
    ]
    rows = [entry(number, name) for number, name in enumerate(names, 1)]
    got = ask(rows, Words(), tmp_path, "Array.from({length: engine.size}, (_, i) => engine.row(i))")
    assert isinstance(got, list)
    assert [row["name"] for row in got] == names
    assert [row["code"] for row in got] == [row.code for row in rows]
    parts = [name[at : at + 2] for name in names for at in range(len(name) - 1)]
    parts = [part for part in parts if part.strip() == part]
    found = ask(
        rows, Words(), tmp_path, f"{json.dumps(parts)}.map((p) => engine.matches(p).length)"
    )
    assert isinstance(found, list)
    assert all(found), [part for part, hits in zip(parts, found, strict=True) if not hits]


def test_rows_carry_their_columns(tmp_path: Path) -> None:
    got = ask(ROWS, Words(), tmp_path, "Array.from({length: engine.size}, (_, i) => engine.row(i))")
    expected = [
        {
            "code": row.code,
            "name": row.name,
            "type": str(row.type),
            "dept": row.department,
            "status": str(row.status),
            "aliases": list(row.aliases),
            "laws": list(row.laws),
        }
        for row in sorted(ROWS, key=lambda row: row.code)
    ]
    assert got == expected


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("420683001XK00200", "药品经营许可（零售）"),
        ("餐饮许可证", "食品经营许可"),
        ("开饭店", "食品经营许可"),
        ("食品", "食品经营许可"),
        ("经营许可", "食品经营许可"),
        ("药品管理法", "药品经营许可（零售）"),
        ("财政局", "在银行开立账户许可"),
        ("yinhang", "在银行开立账户许可"),
        ("zyhklzhxk", "在银行开立账户许可"),
        ("kaifandian", "食品经营许可"),
        ("实品经营许可", "食品经营许可"),
        ("我要开一家小饭店", "食品经营许可"),
        ("食药局 零售", "药品经营许可（零售）"),
        ("假药 处罚", "对生产、销售假药的处罚"),
        ("siping", "食品经营许可"),
    ],
)
def test_ranking(query: str, first: str, tmp_path: Path) -> None:
    synonym = Synonym.model_validate({"说法": ["开饭店"], "等于": ["食品经营许可"]})
    department = Department.model_validate(
        {
            "名称": "市市场监督管理局",
            "代号": "sjj",
            "编号": "001",
            "性质": "法定机关",
            "咨询电话": "12345",
            "监督电话": "12388",
            "曾用名": ["市食药局"],
        }
    )
    words = Words((synonym,), {department.name: department})
    got = ask(ROWS, words, tmp_path, f"names({json.dumps(query)})")
    assert isinstance(got, list)
    assert got[0] == first


@pytest.mark.parametrize(
    ("query", "found", "wanted"),
    [
        ("食品", True, False),
        ("spjyxk", False, True),
        ("实品摊贩", True, True),
        ("食品 jyxk", True, True),
        ("在", True, False),
        ("，", False, False),
    ],
)
def test_without_pinyin_the_table_answers_alone(
    query: str, found: bool, wanted: bool, tmp_path: Path
) -> None:
    body = f"[engine.search({json.dumps(query)})].map((a) => [a.total > 0, a.wantsPinyin])[0]"
    assert ask(ROWS, Words(), tmp_path, body, pinyin=False) == [found, wanted]
    got = ask(ROWS, Words(), tmp_path, f"engine.search({json.dumps(query)}).wantsPinyin")
    assert got is False


def test_what_is_abolished_comes_after_what_is_in_force(tmp_path: Path) -> None:
    rows = [entry(1, "食品摊贩备案", status=Status.ABOLISHED), entry(2, "食品小作坊登记许可")]
    assert ask(rows, Words(), tmp_path, "names('食品')") == ["食品小作坊登记许可", "食品摊贩备案"]


def test_topic_limits_rows(tmp_path: Path) -> None:
    got = ask(ROWS, Words(), tmp_path, "names('', {topic: '准营准办'})")
    assert got == ["食品经营许可", "药品经营许可（零售）"]
