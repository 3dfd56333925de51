"""Every promise made to auditors has a test that holds it and a twin that shows it can fail."""

from pathlib import Path

import pytest

from tests.acceptance import PROMISES, Mark, gaps, marks

TESTS = Path(__file__).resolve().parents[1]
WHOLE = [Mark(promise, twin, "t") for promise in PROMISES for twin in (False, True)]


def test_every_promise_has_its_test_and_its_twin() -> None:
    assert gaps(list(marks(TESTS))) == []


@pytest.mark.parametrize("missing", WHOLE, ids=str)
def test_a_promise_without_one_of_them_is_named(missing: Mark) -> None:
    kind = "twin" if missing.twin else "test"
    told = gaps([one for one in WHOLE if one != missing])
    assert [words.split(":")[0] for words in told] == [f"{missing.promise} has no {kind}"]


def test_a_mark_counts_only_on_what_pytest_runs(tmp_path: Path) -> None:
    head = "import pytest\n\n\n"
    mark = '@pytest.mark.accepts("A2", "Z9")\n'
    (tmp_path / "test_one.py").write_text(
        f"{head}{mark}def test_it(): ...\n\n\n"
        f"{mark}def helper(): ...\n\n\n"
        f'@pytest.mark.skip(reason="later")\n{mark}def test_later(): ...\n\n\n'
        '@pytest.mark.accepts("A2", twin=True)\ndef test_twin(): ...\n'
    )
    (tmp_path / "notes.py").write_text(f"{head}{mark}def test_no(): ...\n")
    found = list(marks(tmp_path))
    assert [(one.promise, one.twin, one.test) for one in found] == [
        ("A2", False, "test_one.py::test_it"),
        ("Z9", False, "test_one.py::test_it"),
        ("A2", True, "test_one.py::test_twin"),
    ]
    told = gaps(found)
    assert "test_one.py::test_it: nobody promised Z9" in told
    assert not any(words.startswith("A2 ") for words in told)
