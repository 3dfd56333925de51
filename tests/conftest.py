"""What every test may rely on: one valid list, one browser, examples drawn alike on every run."""

import os
from collections.abc import Iterator
from pathlib import Path

import playwright.sync_api as playwright
import pytest
from hypothesis import HealthCheck, settings

from generator.load import Reading, read_folder
from tests.factory import valid_repo

# Nothing here may depend on how fast the machine is, or on what an earlier run found.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("suite")

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="write what the rules print now into tests/rules/*/expected*.txt",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Expectations are rewritten by a person who reads the difference, never by a job."""
    if config.getoption("--update-expected") and os.environ.get("CI"):
        raise pytest.UsageError("--update-expected is for people; CI is set")


@pytest.fixture(scope="session")
def browser() -> "Iterator[playwright.Browser]":
    """Debian's Chromium, started once: Playwright runs one loop in a process and no second."""
    if not CHROMIUM.is_file():
        pytest.skip(f"没有 {CHROMIUM}；Debian：apt-get install chromium")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The program that finds what people with disabilities would stumble over, as a script."""
    if not AXE.is_file():
        pytest.skip("没有 axe-core；先运行 npm ci")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A small valid list that the test may change."""
    return valid_repo(tmp_path / "清单")


@pytest.fixture(scope="session")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The small valid list, read once."""
    return read_folder(valid_repo(tmp_path_factory.mktemp("valid")))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of this repository."""
    return ROOT
