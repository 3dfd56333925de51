"""What the commands say: findings on the terminal, and why something was not done."""

import functools
import os
import sys
from collections.abc import Sequence

from generator.diagnostic import Diagnostic
from generator.exits import MISUSE, UNFINISHED
from generator.load import Reading
from generator.report.text import render_text


def unfinished(message: str) -> int:
    """Say why something could not be finished; gives the exit code."""
    print(message, file=sys.stderr)
    return UNFINISHED


def misuse(message: str) -> int:
    """Say how something must be asked for; gives the exit code."""
    print(message, file=sys.stderr)
    return MISUSE


def tell(findings: Sequence[Diagnostic], reading: Reading) -> None:
    """Show findings as a person reads them."""
    source_of = functools.lru_cache(maxsize=512)(reading.source)
    for text in render_text(findings, source_of, colour=_colour()):
        print(text)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
