"""The executed examples of the manual, from the folders in which the tests of the rules keep them.

What stands there is what the program prints, because a test compares it; so the manual cannot
promise what the check does not do. Without the folders the manual has no examples.
"""

import re
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = "tests/rules"
"""Folder below the repository; each rule has `<code>-<slug>` in it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One rule broken and kept.

    Attributes:
        printed: The finding as `powerlist check` prints it.
        good: What may stand there instead, as YAML.
    """

    printed: str
    good: str


def read_examples(root: Path) -> dict[str, Example]:
    """The first example of every code that has one; what cannot be read is left out."""
    found: dict[str, Example] = {}
    for folder in sorted((root / EXAMPLES).glob("[A-Z][0-9][0-9][0-9]-*")):
        code = folder.name[:4]
        try:
            printed = (folder / "expected.txt").read_text(encoding="utf-8")
            good = (folder / "good.yml").read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        blocks = re.split(r"\n\n", printed.strip())
        own = next((block for block in blocks if re.match(rf"\S+ {code}  ", block)), "")
        if own:
            found[code] = Example(own, good.strip())
    return found
