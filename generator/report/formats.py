"""Every format by its name."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from generator.diagnostic import Diagnostic
from generator.report.github import render_github
from generator.report.gitlab import render_gitlab
from generator.report.json import render_json
from generator.report.junit import render_junit
from generator.report.markdown import render_markdown
from generator.report.placed import Extent, SourceOf
from generator.report.sarif import render_sarif
from generator.report.text import report_text
from generator.report.xlsx import render_xlsx


class Renderer(Protocol):
    """Findings, a way to the text of a file, and how far the run came → the whole report."""

    def __call__(
        self, findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent = ...
    ) -> str | bytes:
        """Write the report."""


RENDERERS: Mapping[str, Renderer] = {
    "text": report_text,
    "json": render_json,
    "gitlab": render_gitlab,
    "github": render_github,
    "sarif": render_sarif,
    "junit": render_junit,
    "markdown": render_markdown,
    "xlsx": render_xlsx,
}


def report(name: str, findings: Iterable[Diagnostic], source_of: SourceOf, extent: Extent) -> bytes:
    """The report as the bytes of a file; a file name that is no UTF-8 cannot stop it."""
    made = RENDERERS[name](findings, source_of, extent)
    return made if isinstance(made, bytes) else f"{made}\n".encode("utf-8", "replace")
