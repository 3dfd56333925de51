"""Reading a folder: a broken file never stops the others, and says what is wrong with it."""

from pathlib import Path

import pytest

from generator.emit import emit
from generator.entry import entry_of
from generator.files import Folder, power_files
from generator.load import (
    OPTIONAL_FILES,
    REGISTRY_FILES,
    REQUIRED_FILES,
    known_keys,
    read_folder,
    read_power,
)
from generator.model.citation import Place
from generator.model.vocab import PowerType, Status
from tests.factory import (
    ADMINISTRATIVE,
    AUTHORITY,
    FOOD_LAW,
    NAMES,
    PARTY_TEMPLATE,
    TEMPLATE,
    broken,
    code_of,
    file_of,
    reading_of,
    record,
    valid_trees,
)

XK = file_of(PowerType.LICENSING)
BROKEN = [
    (b"", "Y010"),
    ("名称：甲\n".encode(), "Y001"),
    ("名称: 甲\n".encode("gbk"), "Y004"),
    (b"a: [", "Y013"),
    (b"\x00\x01\x02", "Y012"),
    ("名称: 甲\n类型: 行政审批\n".encode(), "S103"),
    ("名称: 甲\n".encode(), "S101"),
    ("类型: [行政许可]\n".encode(), "S103"),
]


def test_the_valid_list_is_read_whole(repo: Path) -> None:
    reading = read_folder(repo)
    assert reading.diagnostics == ()
    assert reading.corpus is not None
    assert [power.code for power in reading.corpus.powers] == sorted(map(code_of, PowerType))
    assert set(reading.files) == {file_of(kind) for kind in PowerType}
    assert set(reading.corpus.templates) == {"办理-普通程序", "市委-集体决策"}
    assert set(reading.corpus.template_files.values()) == {TEMPLATE, PARTY_TEMPLATE}


@pytest.mark.parametrize(("raw", "rule"), BROKEN)
def test_a_broken_power_stops_no_other(raw: bytes, rule: str, repo: Path) -> None:
    (repo / XK).write_bytes(raw)
    reading = read_folder(repo)
    assert {(f.file, f.rule) for f in reading.diagnostics} == {(XK, rule)}
    assert reading.corpus is not None
    assert len(reading.corpus.records) == len(PowerType) - 1
    assert XK in reading.files


def test_a_file_that_cannot_be_opened_is_named(repo: Path) -> None:
    (repo / XK).unlink()
    (repo / XK).mkdir()
    reading = read_folder(repo)
    assert [(f.file, f.rule) for f in reading.diagnostics] == [(XK, "Y000")]
    assert reading.source(XK).text == ""


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        *((name, None) for name, _ in REQUIRED_FILES),
        *(
            (name, raw)
            for name, _ in REGISTRY_FILES
            for raw in (b"", "单位：\n".encode(), b"a: b\n")
        ),
    ],
)
def test_without_a_registry_there_is_no_list(name: str, raw: bytes | None, repo: Path) -> None:
    file = f"powers/_registry/{name}"
    (repo / file).unlink() if raw is None else (repo / file).write_bytes(raw)
    reading = read_folder(repo)
    assert reading.corpus is None
    assert {finding.file for finding in reading.diagnostics} == {file}
    assert len(reading.files) == len(PowerType)


@pytest.mark.parametrize("name", [name for name, _ in OPTIONAL_FILES])
def test_a_list_may_do_without_the_registries_of_other_offices(name: str, repo: Path) -> None:
    (repo / f"powers/_registry/{name}").unlink()
    reading = read_folder(repo)
    assert reading.diagnostics == ()
    assert reading.corpus is not None


def test_a_broken_template_is_named_and_the_other_is_read(repo: Path) -> None:
    (repo / TEMPLATE).write_text("模板: 甲\n", encoding="utf-8")
    reading = read_folder(repo)
    assert {finding.file for finding in reading.diagnostics} == {TEMPLATE}
    assert reading.corpus is not None
    assert set(reading.corpus.templates) == {"市委-集体决策"}


def test_two_templates_of_one_name_are_refused(tmp_path: Path) -> None:
    trees = valid_trees()
    trees["flowcharts/重名.yml"] = trees[TEMPLATE]
    (finding,) = reading_of(tmp_path, trees).diagnostics
    assert (finding.rule, finding.file) == ("S114", "flowcharts/重名.yml")
    assert TEMPLATE in finding.message


@pytest.mark.parametrize(
    ("versions", "in_force"),
    [
        (("2004-07-01", "2019-04-23"), "2019-04-23"),
        (("2019-04-23", "2099-01-01"), "2019-04-23"),
        (("2098-01-01", "2099-01-01"), "2098-01-01"),
    ],
)
def test_the_plain_name_of_a_template_means_the_version_in_force(
    tmp_path: Path, versions: tuple[str, str], in_force: str
) -> None:
    trees = valid_trees()
    for number, version in enumerate(versions):
        file = TEMPLATE if number else TEMPLATE.replace(".yml", "@旧.yml")
        trees[file] = trees[TEMPLATE] | {"法规版本": version}
    corpus = reading_of(tmp_path, trees).corpus
    assert corpus is not None
    assert str(corpus.templates["办理-普通程序"].version) == in_force
    (other,) = set(versions) - {in_force}
    assert str(corpus.templates[f"办理-普通程序@{other}"].version) == other
    assert corpus.template_files.keys() == corpus.templates.keys()


def test_an_empty_folder_gives_findings_and_no_files(tmp_path: Path) -> None:
    reading = read_folder(tmp_path / "没有")
    assert reading.corpus is None
    assert reading.files == ()
    assert {finding.rule for finding in reading.diagnostics} == {"Y000"}


def test_folders_of_registries_and_hidden_ones_hold_no_powers(repo: Path) -> None:
    for folder in ("_草稿", ".git"):
        (repo / "powers" / folder).mkdir()
        (repo / "powers" / folder / "a.yml").write_text("甲", encoding="utf-8")
    deeper = repo / "powers" / AUTHORITY / "下属" / "a.yaml"
    deeper.parent.mkdir()
    deeper.write_text("甲", encoding="utf-8")
    found = list(power_files(Folder(repo)))
    assert sorted(found) == sorted(
        [*(file_of(kind) for kind in PowerType), f"powers/{AUTHORITY}/下属/a.yaml"]
    )


@pytest.mark.parametrize("kind", PowerType)
def test_every_type_is_read_as_itself(kind: PowerType) -> None:
    power, found = read_power("甲.yml", emit(record(kind)).encode())
    assert found == []
    assert power is not None
    assert PowerType(power.type) is kind
    assert power.name == NAMES[kind]


def test_field_names_of_every_file_are_known() -> None:
    assert {"名称", "条款", "途径", "公布项数", "下一步", "处罚幅度", "说法"} <= known_keys()


@pytest.mark.parametrize("kind", PowerType)
def test_an_entry_says_what_lists_need(kind: PowerType) -> None:
    power, _ = read_power("甲.yml", emit(record(kind)).encode())
    assert power is not None
    entry = entry_of(power)
    assert (entry.code, entry.name, entry.type) == (code_of(kind), NAMES[kind], kind)
    assert entry.laws == (FOOD_LAW, "食品经营许可和备案管理办法")
    assert entry.citations[0] == (FOOD_LAW, Place(35, 0, 1))
    assert entry.status is Status.IN_FORCE
    assert entry.is_public
    assert entry.is_party == (kind not in ADMINISTRATIVE)
    assert entry.aliases == ("餐饮证", "卫生许可证")
    assert entry.summary.startswith("开饭馆")
    subclasses = {PowerType.OTHER: "备案", PowerType.PARTY: "重大决策"}
    assert entry.subclass == subclasses.get(kind, "")


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (PowerType.LICENSING, "10个工作日"),  # what is promised goes before what the law allows
        (PowerType.PENALTY, "20个工作日"),
        (PowerType.PARTY, ""),
    ],
)
def test_an_entry_shows_the_limit_that_counts(kind: PowerType, limit: str) -> None:
    power, _ = read_power("甲.yml", emit(record(kind)).encode())
    assert power is not None
    assert entry_of(power).limit == limit


def test_an_entry_of_what_is_not_public_says_so() -> None:
    tree = broken(record(PowerType.PARTY), ("公开范围",), "党内公开")
    power, _ = read_power("甲.yml", emit(tree).encode())
    assert power is not None
    assert not entry_of(power).is_public
