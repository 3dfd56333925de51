"""Whether the folder is what git will say was published."""

from pathlib import Path

from generator.history.git import Repository
from generator.history.revision import FOLDERS
from generator.release.tree import blob_id

OF_A_SITE = (*FOLDERS, "docs", "mkdocs.yml")
"""What the pages of an edition are made of, beside this program."""


def uncommitted(repository: Repository, commit: str, root: Path) -> list[str]:
    """Files of the list or the site that differ from a commit, in order of path."""
    committed = repository.tree(commit, OF_A_SITE)
    present = {
        path.relative_to(root).as_posix()
        for place in FOLDERS
        for path in (root / place).rglob("*")
        if path.is_file()
    }
    return sorted(
        file for file in committed.keys() | present if committed.get(file) != _blob(root / file)
    )


def _blob(path: Path) -> str | None:
    try:
        return blob_id(path.read_bytes())
    except OSError:
        return None
