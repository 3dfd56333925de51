"""The canonical form: what is put in order, what is mended, and what is never touched."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.emit import emit
from generator.fmt import Formatted, fmt, modeline
from generator.importing.run import MODELINE
from generator.load import known_keys, list_files
from generator.model.power import MODELS
from generator.model.vocab import PowerType
from generator.order import order_of, ordered
from generator.source import Source, parse
from tests.factory import Tree, record, valid_trees

FILE = "powers/市市场监督管理局/甲.yml"
SYNONYMS = "powers/_registry/俗称.yml"
FIRST = modeline(FILE) + "\n"


def formatted(text: str, file: str = FILE) -> Formatted:
    return fmt(file, text.encode())


def tidy(text: str, file: str = FILE) -> str:
    """The canonical text, without the first line of a power."""
    done = formatted(text, file)
    assert done.text is not None, [finding.message for finding in done.findings]
    assert formatted(done.text, file) == Formatted(done.text)
    return done.text.removeprefix(FIRST)


def left_alone(text: str) -> list[str]:
    done = formatted(text)
    assert done.text is None
    assert done.findings
    return [finding.rule for finding in done.findings]


TIDIED = [
    ("字段的次序", "编码: A\n名称: 甲\n", "名称: 甲\n编码: A\n"),
    ("不认识的字段排在最后", "甲: 乙\n名称: 丙\n", "名称: 丙\n甲: 乙\n"),
    (
        "里层字段的次序",
        "依据:\n  - 条款: 第一条\n    法规: 甲\n",
        "依据:\n  - 法规: 甲\n    条款: 第一条\n",
    ),
    ("列表的缩进", "俗称:\n- 甲\n- 乙\n", "俗称:\n  - 甲\n  - 乙\n"),
    ("四格缩进", "流程:\n    模板: 甲\n", "流程:\n  模板: 甲\n"),
    ("方括号", "俗称: [甲, '乙']\n", "俗称:\n  - 甲\n  - 乙\n"),
    ("花括号", "流程: {模板: 甲}\n", "流程:\n  模板: 甲\n"),
    ("空的集合", "俗称: []\n办理: {}\n", "俗称: []\n办理: {}\n"),
    ("多余的引号", "名称: \"甲\"\n备注: '乙'\n", "名称: 甲\n备注: 乙\n"),
    ("缺少的引号", "沿革:\n  - 日期: 2026-11-23\n", '沿革:\n  - 日期: "2026-11-23"\n'),
    ("空的内容", "名称:\n", '名称: ""\n'),
    ("折行的文字", "备注: 甲\n  乙\n", "备注: 甲 乙\n"),
    ("行尾的空格", "名称: 甲  \n备注: 乙\t\n", "名称: 甲\n备注: 乙\n"),
    ("空行", "\n名称: 甲\n\n\n备注: 乙\n\n", "名称: 甲\n备注: 乙\n"),
    ("没有换行的末行", "名称: 甲", "名称: 甲\n"),
    ("Windows 的换行", "名称: 甲\r\n备注: 乙\r\n", "名称: 甲\n备注: 乙\n"),
    ("文件头尾的记号", "---\n名称: 甲\n...\n", "名称: 甲\n"),
    ("问号写的字段", "? 名称\n: 甲\n", "名称: 甲\n"),
    ("一段文字", "备注: |\n    一\n\n    　　二\n", "备注: |\n  一\n\n  　　二\n"),
    ("折叠的文字", "备注: >-\n  一\n\n  二\n", "备注: |-\n  一\n  二\n"),
    ("写不成一段的文字", "备注: |2\n   一\n  二\n", '备注: " 一\\n二\\n"\n'),
    ("一段里像毛病的字", "备注: |\n  名称：甲\n  “乙”\n", "备注: |\n  名称：甲\n  “乙”\n"),
    ("段落之后的字段", "备注: |\n  一\n名称: 甲\n", "名称: 甲\n备注: |\n  一\n"),
]


@pytest.mark.parametrize(("text", "form"), [t[1:] for t in TIDIED], ids=[t[0] for t in TIDIED])
def test_the_canonical_form(text: str, form: str) -> None:
    assert tidy(text) == form


COMMENTS = [
    ("跟着下面的字段", "备注: 甲\n# 注\n名称: 乙\n# 尾\n", "# 注\n名称: 乙\n备注: 甲\n# 尾\n"),
    ("跟着同一行的字段", "备注: 甲 # 注\n名称: 乙\n", "名称: 乙\n备注: 甲  # 注\n"),
    ("跟着有下级的字段", "流程: # 注\n  模板: 甲\n", "流程:  # 注\n  模板: 甲\n"),
    ("下级之前", "依据:\n# 注\n- 法规: 甲\n", "依据:\n  # 注\n  - 法规: 甲\n"),
    (
        "列表的项",
        "依据:\n  # 一\n  - 条款: 丙 # 条\n    # 法\n    法规: 甲\n  - # 二\n    法规: 乙\n",
        "依据:\n  # 一\n  # 法\n  - 法规: 甲\n    条款: 丙  # 条\n  # 二\n  - 法规: 乙\n",
    ),
    (
        "列表的末尾",
        "依据:\n  - 法规: 甲\n  # 尾\n名称: 乙\n",
        "名称: 乙\n依据:\n  - 法规: 甲\n  # 尾\n",
    ),
    (
        "空行留在注释之前",
        "名称: 甲\n\n\n# 一\n\n# 二\n\n备注: 乙\n",
        "名称: 甲\n\n# 一\n\n# 二\n备注: 乙\n",
    ),
    ("方括号里", "俗称: [甲, # 一\n  乙] # 二\n", "俗称:  # 一\n  - 甲\n  - 乙  # 二\n"),
    ("一段文字的头上", "备注: | # 注\n  # 文\n  甲\n", "# 注\n备注: |\n  # 文\n  甲\n"),
    ("一段文字之后", "备注: |\n  甲\n# 注\n流程: 乙\n", "# 注\n流程: 乙\n备注: |\n  甲\n"),
    ("引号里的井号不是注释", "备注: '甲 # 乙' # 丙\n", '备注: "甲 # 乙"  # 丙\n'),
    ("开头的注释留在开头", "# 头\n备注: 甲\n名称: 乙\n", "# 头\n名称: 乙\n备注: 甲\n"),
    ("文件头的记号边上", "--- # 头\n名称: 甲\n", "# 头\n名称: 甲\n"),
]


@pytest.mark.parametrize(("text", "form"), [t[1:] for t in COMMENTS], ids=[t[0] for t in COMMENTS])
def test_comments_stay_with_what_they_are_about(text: str, form: str) -> None:
    assert tidy(text) == form


MENDED = [
    ("Y001", "名称：甲\n", "名称: 甲\n"),
    ("Y001", "依据:\n  - 法规：甲\n    条款：第一条\n", "依据:\n  - 法规: 甲\n    条款: 第一条\n"),
    ("Y001", "流程：\n  模板: 甲\n", "流程:\n  模板: 甲\n"),
    ("Y002", "流程:\n　模板: 甲\n", "流程:\n  模板: 甲\n"),
    ("Y003", "流程:\n\t模板: 甲\n", "流程:\n  模板: 甲\n"),
    (
        "Y008",
        "名称: “甲”\n俗称:\n  - ‘乙’\n  - ＂丙＂ # 注\n",
        "名称: 甲\n俗称:\n  - 乙\n  - 丙  # 注\n",
    ),
    ("Y011", "名称:甲\n俗称:\n  -乙\n", "名称: 甲\n俗称:\n  - 乙\n"),
    ("Y012", "名称:\u00a0甲\u200b\n俗称\u200b:\n\u00a0 - \u200b乙\n", "名称: 甲\n俗称:\n  - 乙\n"),
    ("Y012", "名称: 甲\n# 一\u200b二\u00a0三\n备注: 乙\n", "名称: 甲\n# 一二 三\n备注: 乙\n"),
    ("Y001", "俗称:\n\u3000\u3000-甲\n名称：“\u3000乙”\n", '名称: "\u3000乙"\n俗称:\n  - 甲\n'),
]


@pytest.mark.parametrize(("rule", "text", "form"), MENDED)
def test_a_slip_with_one_cure_is_mended_and_named(rule: str, text: str, form: str) -> None:
    done = formatted(text)
    assert tidy(text) == form
    assert rule in {slip.rule for slip in done.mended}
    lines = [slip.span.line for slip in done.mended if slip.span]
    assert lines == sorted(lines)


UNTOUCHED = [
    ("Y001", "名字：甲\n", "不认识的字段"),
    ("Y001", "俗称:\n  - 依据：甲\n", "一句话里的词"),
    ("Y001", "名称：甲 #乙\n", "会变成注释的字"),
    ("Y002", "备注: 甲\n　　乙\n", "折行的文字"),
    ("Y002", '备注: "甲\n　　乙"\n', "引号里的文字"),
    ("Y008", "名称: “甲和‘乙’”\n", "引号里还有引号"),
    ("Y008", "名称: “甲\n", "没有另一半的引号"),
    ("Y011", "备注: 甲\n  -乙\n", "折行的短横"),
    ("Y011", "备注: 甲\n  名称:乙\n", "折行的词"),
    ("Y012", "名称: 甲\u200b乙\n", "文字当中看不见的字符"),
    ("Y012", '名称: "甲\u200b"\n', "引号里看不见的字符"),
    ("Y012", "备注: |\n  甲\u200b\n", "一段文字里看不见的字符"),
    ("Y005", "名称: 甲\n名称: 乙\n", "写了两次的字段"),
    ("Y005", "名称：甲\n名称：乙\n", "改正之后才看得出的毛病"),
    ("Y006", "名称: &a 甲\n", "锚点"),
    ("Y010", "# 只有注释\n", "空的文件"),
]


@pytest.mark.parametrize(
    ("rule", "text"), [u[:2] for u in UNTOUCHED], ids=[u[2] for u in UNTOUCHED]
)
def test_what_has_no_safe_cure_is_left_alone(rule: str, text: str) -> None:
    rules = left_alone(text)
    assert rule in rules or rules == ["Y013"]


def test_bytes_that_are_no_text_are_left_alone() -> None:
    assert fmt(FILE, "名称: 甲\n".encode("gbk")).findings[0].rule == "Y004"


def test_the_mark_at_the_start_goes() -> None:
    done = fmt(FILE, b"\xef\xbb\xbf" + (FIRST + "名称: 甲\n").encode())
    assert done.text == FIRST + "名称: 甲\n"
    assert [slip.rule for slip in done.mended] == ["Y004"]


def test_a_power_begins_with_the_line_for_editors() -> None:
    assert MODELINE == FIRST
    assert formatted("名称: 甲\n").text == FIRST + "名称: 甲\n"
    own = "# yaml-language-server: $schema=https://example.cn/a.json\n"
    assert formatted(f"# 头\n\n{own}名称: 甲\n").text == f"{own}# 头\n名称: 甲\n"
    assert formatted("名称: 甲\n", "powers/甲/乙/丙.yml").text == (
        "# yaml-language-server: $schema=../../../docs/schema/power.schema.json\n名称: 甲\n"
    )
    assert formatted("俗称: []\n", SYNONYMS).text == "俗称: []\n"


def test_registries_may_keep_a_list_on_one_line() -> None:
    text = "俗称:\n  # 一\n  - 等于: ['甲,丙', \"乙\"] # 注\n    说法: [丁]\n"
    form = '俗称:\n  # 一\n  - 说法: [丁]\n    等于: ["甲,丙", 乙]  # 注\n'
    assert tidy(text, SYNONYMS) == form


@pytest.mark.parametrize("file", valid_trees())
def test_every_kind_of_file_is_put_into_the_order_of_its_model(file: str) -> None:
    tree = valid_trees()[file]
    mixed = _turned(tree)
    done = formatted(emit(mixed), file)
    assert done.text is not None
    assert parse(Source(file, done.text), known_keys())[0] == tree
    assert done.text == formatted(emit(tree), file).text


def test_every_key_of_a_power_has_its_place() -> None:
    order = order_of(FILE)
    for model in MODELS.values():
        for field in model.model_fields.values():
            assert field.alias in order.ranks
    assert list(order_of("flowcharts/甲.yml").below("步骤").ranks)[:4] == [
        "编号",
        "名称",
        "类别",
        "执行",
    ]


def _turned(tree: Tree) -> Tree:
    if isinstance(tree, dict):
        return {key: _turned(tree[key]) for key in reversed(tree)}
    return [_turned(item) for item in tree] if isinstance(tree, list) else tree


@pytest.mark.parametrize("text", ["[" * 900 + "]" * 900, "甲: " + "[" * 900 + "甲" + "]" * 900])
def test_a_deep_text_is_left_alone(text: str) -> None:
    assert left_alone(text)


def test_a_canonical_file_does_not_wait_for_ruamel() -> None:
    text = FIRST + emit(ordered(record(PowerType.LICENSING), order_of(FILE)))
    program = (
        f"import sys\nfrom generator.fmt import fmt\n"
        f"assert fmt({FILE!r}, {text.encode()!r}).text == {text!r}\n"
        f"sys.exit('ruamel.yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_every_committed_file_is_canonical(root: Path) -> None:
    files = list(list_files(root))
    assert len(files) > 4_782
    assert [
        f for f in files if fmt(f, raw := (root / f).read_bytes()) != Formatted(raw.decode())
    ] == []


@pytest.fixture
def tidied(repo: Path) -> Path:
    assert main(["--root", str(repo), "fmt"]) == 0
    assert main(["--root", str(repo), "fmt", "--check"]) == 0
    return repo


def test_check_and_diff_write_nothing(tidied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = next((tidied / "powers").glob("市*/*.yml"))
    messy = path.read_text(encoding="utf-8").replace("名称: ", "名称：", 1).encode()
    path.write_bytes(messy)
    assert main(["--root", str(tidied), "fmt", "--check"]) == 1
    assert main(["--root", str(tidied), "fmt", "--diff", str(path)]) == 1
    assert "-名称：" in capsys.readouterr().out
    assert path.read_bytes() == messy
    assert main(["--root", str(tidied), "fmt", str(path.parent)]) == 0
    assert "全角" in capsys.readouterr().out
    assert main(["--root", str(tidied), "fmt", "--check"]) == 0


def test_an_unreadable_file_stays_and_the_others_are_formatted(
    tidied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, messy, *_ = sorted((tidied / "powers").glob("市*/*.yml"))
    messy.write_bytes(messy.read_bytes() + b"\n\n")
    broken.write_text("名称: 甲: 乙\n", encoding="utf-8")
    assert main(["--root", str(tidied), "fmt"]) == 3
    told = capsys.readouterr()
    assert "Y013" in told.out
    assert "没有动" in told.err
    assert broken.read_text(encoding="utf-8") == "名称: 甲: 乙\n"
    assert not messy.read_bytes().endswith(b"\n\n")


def test_only_files_of_the_list_are_formatted(tidied: Path, tmp_path: Path) -> None:
    other = tidied / "mkdocs.yml"
    other.write_text("b:   1\n", encoding="utf-8")
    assert main(["--root", str(tidied), "fmt", str(other)]) == 2
    assert main(["--root", str(tidied), "fmt", str(tidied / "没有.yml")]) == 2
    assert main(["--root", str(tmp_path / "空"), "fmt"]) == 3
    assert other.read_text(encoding="utf-8") == "b:   1\n"
