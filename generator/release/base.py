"""What an edition is compared with, and whether the folder is what git will say was published."""

from pathlib import Path

from generator.files import FLOWCHARTS, POWERS
from generator.history.git import Repository
from generator.history.revision import FOLDERS, Revision
from generator.load import Corpus, read_files
from generator.model.edition import Edition
from generator.release.tree import belongs, blob_id, digest

OF_A_SITE = (*FOLDERS, "docs", "mkdocs.yml")
"""What the pages of an edition are made of, beside this program."""


class BaseLost(Exception):
    """The list of the previous edition cannot be had; the text says what to do."""


def previous_list(repository: Repository, edition: Edition, revision: str | None = None) -> Corpus:
    """The list as an edition published it.

    Args:
        repository: Where it was committed.
        edition: The edition.
        revision: Where to look instead of the commit the record names.

    Raises:
        BaseLost: It is not there, or is not what was published.
        UnknownRevision, GitFailed: Git has no such revision or could not finish.
    """
    named = revision or edition.commit
    if named is None:
        raise BaseLost(f"{edition.id} 版的登记没有提交号，写明在哪个提交 →  --since 提交号")
    found = Revision(repository, named)
    files = {
        file: ("", found.read(file) or b"")
        for place in (POWERS, FLOWCHARTS)
        for file in found.below(place)
        if belongs(file)
    }
    in_order = dict(sorted(files.items(), key=lambda item: item[0].encode()))
    if digest(in_order) != edition.tree.digest:
        raise BaseLost(f"提交 {named[:12]} 里的清单不是 {edition.id} 版公布的那一份")
    corpus = read_files(found, lenient=True).corpus
    if corpus is None:
        raise BaseLost(f"{edition.id} 版的登记册读不懂，没法同它比较")
    return corpus


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
