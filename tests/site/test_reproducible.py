"""One commit, the same bytes: wherever, whenever and by whomever it is built."""

import os
import subprocess
import sys
from pathlib import Path

from tests import past, small
from tests.site.conftest import Small, files

REPOSITORY = Path(__file__).parents[2]
ELSEWHERE = {
    "PYTHONPATH": str(REPOSITORY),
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "NO_MKDOCS_2_WARNING": "1",
}


def test_another_folder_seed_and_time_zone_give_the_same_bytes(
    small_site: Small, tmp_path: Path
) -> None:
    root = small.copy_list(tmp_path / "another" / "place")
    past.give_past(root)
    for path in root.rglob("*"):
        os.utime(path, (946684800, 946684800))  # As if the copy came from another century.
    command = [sys.executable, "-m", "generator", "build", "--date", str(small.today(root))]
    done = subprocess.run(
        command,
        cwd=root,
        env=os.environ | ELSEWHERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    built, expected = files(root / "site"), small_site.files
    assert built.keys() == expected.keys()
    assert [path for path in expected if built[path] != expected[path]] == []
