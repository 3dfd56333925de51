"""The way in for people with sheets: any heading and encoding, nothing lost or overwritten."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from generator.importing.codes import CodeBook, CodesExhausted
from generator.importing.columns import SYNONYMS, recognise
from generator.importing.run import Imported, import_laws, import_powers
from generator.importing.sheet import read_sheet
from generator.load import read_folder
from generator.model.vocab import TYPE_LETTERS, PowerType
from tests.factory import ADMINISTRATIVE, AUTHORITY, FOOD_LAW, LAWS, LICENSING_LAW, file_of

DAY = date(2026, 1, 15)
HEAD = ["序号", "权力类型", "职权名称", "实施主体", "设定依据", "条款", "处罚种类", "处罚幅度"]
ROW = ["1", "行政许可", "小餐饮经营许可", AUTHORITY, FOOD_LAW, "第三十五条第一款", "", ""]
PENALTY = [
    "2",
    "行政处罚",
    "对甲的处罚",
    AUTHORITY,
    FOOD_LAW,
    "第一百二十二条",
    "罚款",
    "5万元以下",
]


def sheet_text(*rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def write_csv(
    folder: Path, *rows: list[str], name: str = "职权.csv", encoding: str = "utf-8"
) -> Path:
    path = folder / name
    path.write_bytes(sheet_text(*rows).encode(encoding))
    return path


def brought(repo: Path, *rows: list[str]) -> Imported:
    return import_powers(repo, write_csv(repo, HEAD, *rows), DAY)


def tree_bytes(repo: Path) -> dict[str, bytes]:
    return {p.relative_to(repo).as_posix(): p.read_bytes() for p in sorted(repo.rglob("*.yml"))}


@pytest.mark.parametrize(
    ("heading", "column"),
    [(word, column) for column, words in SYNONYMS.items() for word in (column, *words)]
    + [(" 职权 名称 ", "名称"), ("名称（必填）", "名称"), ("名称*", "名称"), ("Name", "名称")],
)
def test_every_known_heading_is_recognised(heading: str, column: str) -> None:
    assert recognise([heading]) == ({0: column}, [])


def test_unknown_and_repeated_headings_are_told() -> None:
    columns, unknown = recognise(["名称", "颜色", "事项名称", "", "fine_min_yuan"])
    assert columns == {0: "名称"}
    assert unknown == ["颜色", "事项名称"]


def test_no_two_columns_share_a_heading() -> None:
    words = [word.lower() for column, known in SYNONYMS.items() for word in (column, *known)]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_any_encoding(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_bytes(sheet_text(HEAD, ROW, delimiter=delimiter).encode(encoding))
    sheet = read_sheet(path)
    assert sheet.findings == ()
    assert [(row.line, row.get("名称"), row.get("行使主体")) for row in sheet.rows] == [
        (2, "小餐饮经营许可", AUTHORITY)
    ]


def test_headings_may_follow_a_title_and_blank_lines(tmp_path: Path) -> None:
    path = write_csv(tmp_path, ["枣阳市权力清单"], [], HEAD, ROW, [""] * 8, PENALTY)
    assert [row.line for row in read_sheet(path).rows] == [4, 6]


def test_wide_digits_become_plain(tmp_path: Path) -> None:
    path = write_csv(tmp_path, HEAD, ["１２", *ROW[1:]])
    assert read_sheet(path).rows[0].get("行号") == "12"


def workbook(path: Path, *rows: Sequence[object], merge: str = "") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    if merge:
        page.merge_cells(merge)
    book.save(path)
    return path


def test_workbooks_are_read_whatever_their_ending(tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.csv", HEAD, [1, *ROW[1:]])
    (row,) = read_sheet(path).rows
    assert (row.get("行号"), row.get("名称"), row.get("法规")) == ("1", "小餐饮经营许可", FOOD_LAW)


def test_merged_cells_mean_every_row_they_span(tmp_path: Path) -> None:
    third = ["3", "行政许可", "丙许可", None, FOOD_LAW, "第四条"]
    path = workbook(
        tmp_path / "甲.xlsx", HEAD, ROW, [*PENALTY[:3], None, *PENALTY[4:]], third, merge="D2:D4"
    )
    assert [row.get("行使主体") for row in read_sheet(path).rows] == [AUTHORITY] * 3


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (None, "M001"),
        (b"PK\x03\x04rubbish", "M001"),
        (b"\xd0\xcf\x11\xe0rubbish", "M001"),
        (b"\xff\xff\xfe", "M001"),
        (b"", "M002"),
        ("甲,乙\n1,2\n".encode(), "M002"),
        (b'"' + b"a" * 200_000, "M001"),
    ],
)
def test_what_is_no_sheet_is_refused_in_chinese(
    raw: bytes | None, rule: str, tmp_path: Path
) -> None:
    path = tmp_path / "甲.xlsx"
    if raw is not None:
        path.write_bytes(raw)
    sheet = read_sheet(path)
    assert sheet.rows == ()
    assert [finding.rule for finding in sheet.findings] == [rule]


@given(st.binary(max_size=400))
def test_no_bytes_upset_the_reading_of_sheets(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "任意.xlsx"
    for head in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        path.write_bytes(head + raw)
        sheet = read_sheet(path)
        assert sheet.rows or sheet.findings


def test_missing_columns_are_named(tmp_path: Path) -> None:
    (finding,) = read_sheet(write_csv(tmp_path, ["名称", "类型"], ["甲", "行政许可"])).findings
    assert finding.message == "找不到这些列：行使主体、法规、条"


def test_unknown_columns_are_a_reminder_only(tmp_path: Path) -> None:
    sheet = read_sheet(write_csv(tmp_path, [*HEAD, "颜色"], [*ROW, "红"]))
    assert [(f.rule, f.severity) for f in sheet.findings] == [("M003", "提醒")]
    assert len(sheet.rows) == 1


@pytest.mark.parametrize("kind", ADMINISTRATIVE)
def test_rows_of_every_type_become_records_that_read(kind: PowerType, repo: Path) -> None:
    name = "对甲行为的处罚" if kind is PowerType.PENALTY else f"甲{kind}"
    row = ["7", str(kind), name, AUTHORITY, FOOD_LAW, "第四条", "罚款", "1万元以下"]
    done = brought(repo, row)
    assert done.findings == ()
    (file,) = done.written
    assert file == file_of(kind, 2)
    corpus = read_folder(repo).corpus
    assert corpus is not None
    power = next(record.power for record in corpus.records if record.file == file)
    assert (power.name, PowerType(power.type), power.provenance.row) == (name, kind, "7")
    assert str(power.bases[0].citation) == f"《{FOOD_LAW}》第四条"
    assert not set(power.provenance.statutory) & set(power.provenance.demonstration)


def test_importing_twice_writes_nothing_the_second_time(repo: Path) -> None:
    first = brought(repo, ROW, PENALTY)
    before = tree_bytes(repo)
    again = brought(repo, ROW, PENALTY)
    assert len(first.written) == 2
    assert again.written == ()
    assert again.present == ("小餐饮经营许可", "对甲的处罚")
    assert tree_bytes(repo) == before


def test_existing_files_are_never_touched(repo: Path) -> None:
    before = tree_bytes(repo)
    done = brought(repo, ROW, [*ROW[:2], "食品经营许可", *ROW[3:]])
    after = tree_bytes(repo)
    assert done.present == ("食品经营许可",)
    assert {file: after[file] for file in before} == before
    assert set(after) - set(before) == set(done.written)


def test_a_name_mended_after_the_import_is_not_imported_again(repo: Path) -> None:
    rows = [[str(n), *ROW[1:2], f"第{n}种许可", *ROW[3:]] for n in range(11, 16)]
    (first, *_) = brought(repo, *rows).written
    path = repo / first
    path.write_text(
        path.read_text(encoding="utf-8").replace("第11种许可", "改名许可"), encoding="utf-8"
    )
    assert brought(repo, *rows).written == ()


def test_another_sheet_that_counts_from_one_is_imported_whole(repo: Path) -> None:
    brought(repo, ROW, PENALTY)
    other = [["1", *ROW[1:2], "甲许可", *ROW[3:]], ["2", *ROW[1:2], "乙许可", *ROW[3:]]]
    assert len(brought(repo, *other).written) == 2


def test_codes_continue_above_the_highest_ever_used(repo: Path) -> None:
    (repo / file_of(PowerType.LICENSING, 41)).write_text("读不懂：\n", encoding="utf-8")
    done = brought(repo, ROW, [*ROW[:2], "乙许可", *ROW[3:]])
    assert done.written == (file_of(PowerType.LICENSING, 42), file_of(PowerType.LICENSING, 43))


def test_faulty_rows_are_told_and_the_others_imported(repo: Path) -> None:
    done = brought(
        repo,
        ["1", "行政审批", "甲", AUTHORITY, FOOD_LAW, "第四条"],
        ["2", "行政许可", "乙", "市火星局", FOOD_LAW, "第四条"],
        ["3", "行政许可", "", AUTHORITY, FOOD_LAW, "第四条"],
        ["4", "行政许可", "丙", AUTHORITY, FOOD_LAW, "四条"],
        ["5", "市委职权", "丁", AUTHORITY, FOOD_LAW, "第四条"],
        ROW,
    )
    assert [(f.rule, f.span and f.span.line) for f in done.findings] == [
        ("M004", 2),
        ("M005", 3),
        ("M004", 4),
        ("M007", 5),
        ("M004", 6),
    ]
    assert "不认识类型“行政审批”" in done.findings[0].message
    assert "市火星局" in done.findings[1].message
    assert "“四条”读不懂" in done.findings[3].message
    assert len(done.written) == 1
    assert done.rows == 6


def test_without_registries_nothing_is_written(repo: Path) -> None:
    (repo / LAWS).write_text("法规：\n", encoding="utf-8")
    before = tree_bytes(repo)
    done = brought(repo, ROW)
    assert done.written == ()
    assert {finding.file for finding in done.findings} == {LAWS}
    assert tree_bytes(repo) == before


LAW_HEAD = ["title", "type", "issuing_body", "last_amended", "effective", "articles", "status"]


def test_laws_keep_their_identifiers(repo: Path) -> None:
    sheet = write_csv(
        repo,
        LAW_HEAD,
        [FOOD_LAW, "法律", "全国人大常委会", "2021-04-29", "2015-10-01", "154", "现行有效"],
        [
            "食品药品条例",
            "地方性法规",
            "湖北省人大常委会",
            "2020-01-01",
            "2020-03-01",
            "50",
            "草案",
        ],
        [FOOD_LAW, "法律", "", "", "", "", ""],
        [LICENSING_LAW, "法律", "", "", "", "", ""],
    )
    done = import_laws(repo, sheet)
    assert done.written == (LAWS,)
    corpus = read_folder(repo).corpus
    assert corpus is not None
    laws = corpus.registry.laws
    assert list(laws) == [FOOD_LAW, "食品药品条例", LICENSING_LAW]
    assert laws[FOOD_LAW].id == "spaqf"
    assert laws["食品药品条例"].id == "spyptl"
    assert laws["食品药品条例"].not_citable == "草案"
    # A law amended by decision took effect before its amendment was adopted.
    assert laws[FOOD_LAW].versions[0].effective is None
    assert laws[FOOD_LAW].first_effective == date(2015, 10, 1)


def test_a_sheet_without_laws_leaves_the_registry_alone(repo: Path) -> None:
    before = tree_bytes(repo)
    done = import_laws(repo, write_csv(repo, ["甲"], ["乙"]))
    assert done.written == ()
    assert [finding.rule for finding in done.findings] == ["M002"]
    assert tree_bytes(repo) == before


@given(
    st.lists(
        st.tuples(st.sampled_from(["001", "002"]), st.sampled_from(list(PowerType))), max_size=40
    ),
    st.sets(st.integers(1, 900), max_size=10),
)
def test_codes_are_never_given_twice(wanted: list[tuple[str, PowerType]], used: set[int]) -> None:
    existing = {f"420683001XK{serial:03d}00" for serial in used}
    book = CodeBook("420683", existing)
    given_out = [book.next(unit, kind) for unit, kind in wanted]
    assert len(set(given_out)) == len(given_out)
    assert not existing & set(given_out)
    for code, (unit, kind) in zip(given_out, wanted, strict=True):
        assert code.startswith(f"420683{unit}{TYPE_LETTERS[kind]}")
        assert len(code) == 16
        if (unit, kind) == ("001", PowerType.LICENSING):
            assert int(code[11:14]) > max(used, default=0)


def test_a_unit_that_has_used_every_serial_is_told(repo: Path) -> None:
    book = CodeBook("420683", ["420683021XK99900", "垃圾"])
    with pytest.raises(CodesExhausted):
        book.next("021", PowerType.LICENSING)
    (repo / file_of(PowerType.LICENSING, 999)).write_text("甲", encoding="utf-8")
    done = brought(repo, ROW, PENALTY)
    assert [finding.rule for finding in done.findings] == ["M006"]
    assert len(done.written) == 1
