"""Layouts kept between builds, and charts as files of their own."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator import cli, render
from generator.chart import Wanted, draw, lay_out
from generator.emit import emit
from generator.model.vocab import PowerType
from generator.render import DotFailed
from generator.site import layouts as keeping
from generator.site import raster
from generator.site.layouts import Layouts
from tests.conftest import CHROMIUM, ROOT
from tests.factory import file_of, own_steps, record

GRAPHS = {"甲": "digraph { a -> b }", "乙": "digraph { c -> d }", "丙": "digraph { a -> b }"}
CODE = Path(file_of(PowerType.LICENSING)).stem


def test_what_is_known_is_not_drawn_again(tmp_path: Path) -> None:
    first = Layouts(tmp_path / "charts")
    made = first(GRAPHS)
    assert (first.drawn, first.kept) == (2, 0)
    second = Layouts(tmp_path / "charts")
    assert second(GRAPHS) == made == render.render(GRAPHS)
    assert (second.drawn, second.kept) == (0, 2)


@pytest.mark.parametrize("damage", ["", "graph 1 1 1\nstop\n", "\udcff"])
def test_a_damaged_layout_is_drawn_anew(tmp_path: Path, damage: str) -> None:
    made = Layouts(tmp_path)(GRAPHS)
    for file in tmp_path.iterdir():
        file.write_bytes(damage.encode(errors="surrogateescape"))
    again = Layouts(tmp_path)
    assert again(GRAPHS) == made
    assert again.drawn == 2


def test_another_graphviz_draws_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Layouts(tmp_path)(GRAPHS)
    monkeypatch.setattr(keeping, "graphviz_version", lambda: "another")
    again = Layouts(tmp_path)
    again(GRAPHS)
    assert again.drawn == 2


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    Layouts(tmp_path)(GRAPHS)
    later = Layouts(tmp_path)
    later({"甲": GRAPHS["甲"]})
    later.sweep()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_layout_without_all_steps_stops_the_build() -> None:
    procedure = render_procedure()
    chart = draw(Wanted(procedure))

    def forgetful(graphs: object) -> dict[str, str]:
        plain = render.render({"甲": chart.dot})["甲"]
        return {"甲": re.sub(r"^node .*\n", "", plain, count=1, flags=re.MULTILINE)}

    assert lay_out({"甲": chart}, render.render)
    with pytest.raises(DotFailed, match="甲"):
        lay_out({"甲": chart}, forgetful)


def render_procedure():  # type: ignore[no-untyped-def]
    from generator.model.procedure import ProcedureRef
    from generator.procedure import expand

    return expand(ProcedureRef.model_validate({"步骤": own_steps()}), {})


@pytest.fixture
def styled(repo: Path) -> Path:
    """The small list with the style sheet of the site."""
    target = repo / "docs/assets/css"
    target.mkdir(parents=True)
    shutil.copy2(ROOT / "docs/assets/css/chart.css", target)
    return repo


def run(root: Path, *argv: str) -> int:
    return cli.main(["--root", str(root), "chart", *argv])


def test_a_chart_is_written_as_a_file_of_its_own(styled: Path) -> None:
    out = styled / "图.svg"
    assert run(styled, CODE, "--output", str(out)) == 0
    root = ElementTree.fromstring(out.read_bytes())
    assert root.get("role") == "img"
    assert "font-family" in (root.findtext("{*}style") or "")
    assert b"href=" not in out.read_bytes()
    words = "".join(root.itertext())
    assert "办理流程图" in words and "法定时限" in words


def test_the_office_sees_risks_and_the_public_does_not(styled: Path) -> None:
    tree = record(PowerType.LICENSING) | {"流程": {"步骤": own_steps()}}
    tree["流程"]["步骤"][0] |= {
        "岗位": "窗口首席代表",
        "风险": {"等级": "高", "表现": "拖着不收", "防控": "收件即出凭证"},
    }
    (styled / file_of(PowerType.LICENSING)).write_text(emit(tree), encoding="utf-8")
    inside = ("岗位：窗口首席代表", "▲高 拖着不收", "防控：收件即出凭证", "内部使用，不对外公开")
    for view, shown in (("public", False), ("internal", True)):
        out = styled / f"{view}.svg"
        assert run(styled, CODE, "--view", view, "--lanes", "--output", str(out)) == 0
        text = re.sub(r"<[^>]+>", "", out.read_text(encoding="utf-8"))
        assert [words in text for words in inside] == [shown] * 4


def test_the_dot_is_what_graphviz_reads(styled: Path) -> None:
    out = styled / "图.dot"
    assert run(styled, CODE, "--dot", "--output", str(out)) == 0
    assert render.render({"甲": out.read_text()})["甲"].startswith("graph ")


def test_nothing_is_written_for_what_is_not_there(
    styled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = styled / "图.svg"
    assert run(styled, "没有这一项", "--output", str(out)) == 1
    assert "没有编码或者流程模板“没有这一项”" in capsys.readouterr().out
    assert not out.exists()


def test_a_procedure_at_fault_is_not_drawn(styled: Path) -> None:
    tree = record(PowerType.LICENSING) | {"流程": {"步骤": own_steps()}}
    tree["流程"]["步骤"][0]["下一步"] = [{"到": "nowhere"}]
    (styled / file_of(PowerType.LICENSING)).write_text(emit(tree), encoding="utf-8")
    assert run(styled, CODE, "--output", str(styled / "图.svg")) == 1


def test_a_file_that_cannot_be_read_is_no_clean_result(
    styled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (styled / file_of(PowerType.LICENSING)).write_text("名称: [", encoding="utf-8")
    assert run(styled, CODE, "--output", str(styled / "图.svg")) == 3
    assert "读不懂" in capsys.readouterr().err


def test_a_missing_dot_cannot_finish(styled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert run(styled, CODE, "--output", str(styled / "图.svg")) == 3


def test_a_missing_browser_is_said_plainly(
    styled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    which = shutil.which
    monkeypatch.setattr(raster.shutil, "which", lambda name: which(name) if name == "dot" else None)
    out = styled / "图.png"
    assert run(styled, CODE, "--png", "--output", str(out)) == 3
    assert "没有找到 Chromium" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.skipif(not CHROMIUM.is_file(), reason="Chromium is not installed")
def test_a_png_is_the_picture_at_two_pixels_a_point(styled: Path) -> None:
    out, image = styled / "图.svg", styled / "图.png"
    assert run(styled, CODE, "--output", str(out)) == 0
    assert run(styled, CODE, "--png", "--output", str(image)) == 0
    root = ElementTree.fromstring(out.read_bytes())
    width, height = (int.from_bytes(image.read_bytes()[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (2 * int(root.get("width", "")), 2 * int(root.get("height", "")))


def test_charts_have_the_same_bytes_on_a_machine_without_fonts(
    styled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_fonts, without = styled / "有.svg", styled / "无.svg"
    assert run(styled, CODE, "--output", str(with_fonts)) == 0
    none = tmp_path / "fonts.conf"
    none.write_text("<?xml version='1.0'?><fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(none))
    # The setting works: with text in its nodes dot sizes them by the fonts it finds.
    assert run(styled, CODE, "--output", str(without)) == 0
    assert with_fonts.read_bytes() == without.read_bytes()
    sized = {"甲": 'digraph { a [label="办理许可证件", fontname="Noto Sans CJK SC"] }'}
    here = render.render(sized)["甲"]
    monkeypatch.delenv("FONTCONFIG_FILE")
    assert render.render(sized)["甲"] != here
