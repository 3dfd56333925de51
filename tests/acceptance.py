"""What auditors were promised, by number, and which tests hold each promise.

A test says so itself: `@pytest.mark.accepts("A7")`. Its twin, marked
`accepts("A7", twin=True)`, shows the same thing spoilt and that it is noticed, so that nobody need
believe that the test could fail. `tests/architecture/test_acceptance.py` fails when a promise has
no test or no twin; `pytest -m accepts` runs them all.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROMISES: Mapping[str, str] = {
    "A1": "diff tells every kind of change in every format, and its counts add up",
    "A2": "every rule of meaning is tried both ways; the unknown is 待判定; overrides are listed",
    "A3": "order of keys, comments, quotes and folding are no change",
    "A4": "items are matched by their key; one that moved is told as moved",
    "A5": "legal dates are fields of their own; what is back-dated is flagged",
    "A6": "two clean builds of one tag are the same files and the same manifest",
    "A7": "a file altered, deleted, added or renamed is named, by the command and by the page",
    "A8": "verifying needs no network, and nothing but a browser or coreutils and ssh-keygen",
    "A9": "nothing goes online without its signature and its manifest",
    "A10": "impact lists every power that cites an article, by how badly it is hit",
    "A11": "duplicates are found, under other names too",
    "A12": "the list of a day is that of the edition in force on it",
    "A13": "workbooks hold texts: no formula, header frozen, filter on",
    "A14": "every published change has request, reason and approver; a missing one is a finding",
}
"""Number → the promise in a few words; product brief §2.3 has the full ones."""


@dataclass(frozen=True)
class Mark:
    """One test that says which promise it holds."""

    promise: str
    twin: bool
    test: str


def marks(folder: Path) -> Iterator[Mark]:
    """Every mark on a test below a folder that pytest collects and does not always skip."""
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found = [call for call in node.decorator_list if isinstance(call, ast.Call)]
                names = {ast.unparse(one).split("(")[0] for one in node.decorator_list}
                if "pytest.mark.skip" in names:
                    continue
                test = f"{path.relative_to(folder).as_posix()}::{node.name}"
                for call in found:
                    if ast.unparse(call.func) == "pytest.mark.accepts":
                        twin = any(word.arg == "twin" for word in call.keywords)
                        for argument in call.args:
                            yield Mark(ast.literal_eval(argument), twin, test)


def gaps(found: list[Mark]) -> list[str]:
    """What is missing or wrong, in words; nothing when every promise has its test and its twin."""
    told = [
        f"{one.test}: nobody promised {one.promise}" for one in found if one.promise not in PROMISES
    ]
    has = {(one.promise, one.twin) for one in found}
    told += [
        f"{promise} has no {'twin' if twin else 'test'}: {words}"
        for promise, words in PROMISES.items()
        for twin in (False, True)
        if (promise, twin) not in has
    ]
    return told
