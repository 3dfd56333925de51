"""Who may import whom, who owns which library, and that the tools find nothing to say."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.schema import write_schemas

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = ROOT / "generator"
SOURCES = sorted(path.relative_to(ROOT).as_posix() for path in GENERATOR.rglob("*.py"))
LONGEST = 400

OWNED = {
    "yaml": {"generator/source.py"},
    "graphviz": {"generator/chart/dot.py"},
    "subprocess": {
        "generator/history/git.py",
        "generator/release/signature.py",
        "generator/render.py",
        "generator/site/build.py",
        "generator/site/raster.py",
    },
    "multiprocessing": {"generator/forked.py"},
    "jinja2": {"generator/pages/page.py", "generator/site/hook.py"},
    "mkdocs": {"generator/site/hook.py"},
    "python_calamine": {"generator/importing/sheet.py"},
    "ruamel": {"generator/fmt.py"},
    "xlsxwriter": {"generator/report/xlsx.py"},
    "argparse": {f"generator/{name}.py" for name in ("cli", "commands", "checking", "issuing")},
}
"""Library → the only modules that may know it."""

SPEAKING = {f"generator/{name}.py" for name in ("cli", "commands", "checking", "issuing", "say")}


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment over the repository."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def calls_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("library", OWNED)
def test_a_library_has_one_owner(library: str) -> None:
    users = {
        file
        for file in SOURCES
        if any(name.split(".")[0] == library for name in imports_of(ROOT / file))
    }
    assert users == OWNED[library]


def test_only_the_command_line_speaks() -> None:
    assert {file for file in SOURCES if "print" in set(calls_of(ROOT / file))} == SPEAKING


def test_nobody_asks_the_clock_for_the_day_but_the_command_line() -> None:
    clocks = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time"}
    asking = {file for file in SOURCES if clocks & set(calls_of(ROOT / file))}
    # MkDocs gives a hook no day, so the hook asks for it as the command line does.
    assert asking <= SPEAKING | {"generator/site/hook.py"}


def test_nothing_reaches_for_the_network() -> None:
    network = {"socket", "urllib.request", "http.client", "http.server", "requests", "smtplib"}
    users = {file for file in SOURCES if network & set(imports_of(ROOT / file))}
    # `powerlist serve` answers on this machine alone.
    assert users <= {"generator/commands.py"}


@pytest.mark.parametrize("file", SOURCES)
def test_no_file_is_two_files(file: str) -> None:
    assert len((ROOT / file).read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "helpers", "common", "misc", "manager", "service", "handler"}
    assert [file for file in SOURCES if Path(file).stem in vague] == []


def test_layers_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache", "generator", "tests"),
        ("ruff", "format", "--check", "generator", "tests"),
        ("mypy",),
    ],
    ids=["lint", "format", "types"],
)
def test_the_tools_find_nothing(command: tuple[str, ...]) -> None:
    done = tool(*command)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


def test_schemas_are_up_to_date() -> None:
    assert write_schemas(ROOT, check=True) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_files_pin_everything_and_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"--(?:extra-)?index-url|--find-links|--trusted-host|https?://", text)
    pins = re.findall(r"(?m)^([A-Za-z0-9][\w.\[\]-]*)(.*)$", text)
    assert len(pins) > 10
    assert [pin for pin, rest in pins if not rest.startswith("==")] == []
    assert text.count("--hash=sha256:") >= len(pins)


def test_no_test_waits_or_skips_without_saying_why() -> None:
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8")
        assert "time.sleep(" not in text, path
        for skip in re.findall(r"(?:mark\.skipif?|pytest\.skip)\(.*", text):
            assert re.search(r"reason=|skip\(f?[\"']", skip), f"{path}: {skip}"
