"""What is wrong, where, and how to mend it; no rendering and no file access.

A rule names a *field* of a record; `load` knows the file, and `report` asks the source text for
line and column. So the model stays free of positions, and equal faults give equal findings.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

MANUAL = "rules/index.html"
"""The manual of rules, below the address of the site; every code is an anchor in it."""

FieldPath = tuple[str | int, ...]
"""Keys and list positions from the top of a file to a value: ("依据", 0, "条款")."""


class Severity(StrEnum):
    """How much it matters; the word itself is shown, so that meaning never hangs on a colour."""

    ERROR = "错误"
    WARNING = "提醒"

    @property
    def english(self) -> Literal["error", "warning"]:
        """The word programs know it by."""
        return "error" if self is Severity.ERROR else "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one line; lines and columns count characters from 1, `end` is exclusive."""

    line: int
    column: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        rule: Stable code, a letter and three digits.
        severity: 错误 blocks publication, 提醒 asks for a look.
        message: What is wrong in the clerk's words, quoting what they wrote.
        file: Path below the repository, with forward slashes.
        path: The field meant; empty for the whole file.
        on_key: Whether the key itself is at fault rather than its value.
        span: Known place, when the fault is one of writing; otherwise looked up from `path`.
        fix: What to do, ready to copy where possible.
        why: One line why it matters.
        near: A second field that belongs to the fault.
        code: Code of the power concerned; empty when it has none.
    """

    rule: str
    severity: Severity
    message: str
    file: str
    path: FieldPath = ()
    on_key: bool = False
    span: Span | None = None
    fix: str = ""
    why: str = ""
    near: FieldPath = field(default=())
    code: str = ""

    def in_file(self, file: str, code: str = "") -> "Diagnostic":
        """Say which file, for a rule that saw only the record."""
        return replace(self, file=file, code=code or self.code)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Key that puts findings in reading order."""
        span = self.span or Span(0, 0, 0)
        return (self.file, span.line, span.column, self.rule, "/".join(map(str, self.path)))
