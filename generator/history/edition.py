"""The list as an edition published it, found again in git and held against its record."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from generator.files import CHANGES_FOLDER, EDITIONS_FILE
from generator.history.git import GitFailed, Repository, UnknownRevision
from generator.history.revision import Revision, Snapshot
from generator.load import Known, Reading, read_files
from generator.model.edition import Edition, is_edition

Content = tuple[str, bytes]
"""Mode of a file as git writes it, and its bytes; of a symbolic link, where it points."""


class BaseLost(Exception):
    """The list of an edition cannot be had; the text says what to do."""


def belongs(file: str) -> bool:
    """Whether a file is part of what an edition names; the record of the editions is not."""
    return file != EDITIONS_FILE and not file.startswith(f"{CHANGES_FOLDER}/")


def digest(files: Mapping[str, Content]) -> str:
    """SHA-256 over the sorted list of files, as `sha256sum` prints it, line by line."""
    return _listed((hashlib.sha256(raw).hexdigest(), file) for file, (_, raw) in files.items())


def _listed(files: Iterable[tuple[str, str]]) -> str:
    listed = hashlib.sha256()
    for content, file in files:
        listed.update(f"{content}  {file}\n".encode())
    return listed.hexdigest()


def digest_at(found: Revision, known: dict[str, str] | None = None) -> str:
    """The digest of the list at a revision.

    Args:
        found: The revision.
        known: Digests of contents by the name git has for them, added to. A name stands for one
            content, and the revisions of a history share most.
    """
    known = {} if known is None else known
    files = sorted(filter(belongs, found.tree), key=str.encode)
    found.fetch(file for file in files if found.tree[file] not in known)
    for file in files:
        blob = found.tree[file]
        if blob not in known:
            known[blob] = hashlib.sha256(found.read(file) or b"").hexdigest()
    return _listed((known[found.tree[file]], file) for file in files)


def published_list(
    repository: Repository, edition: Edition, revision: str | None = None
) -> Reading:
    """The list as an edition published it.

    Args:
        repository: Where it was committed.
        edition: The edition.
        revision: Look there and nowhere else.

    Raises:
        BaseLost: It is not there, or is not what was published.
        UnknownRevision, GitFailed: Git has no such revision, knows too little history, or could not
            finish.
    """
    if revision is None:
        found = _found(repository, edition)
        if found is None:
            lost = f"历史里找不到 {edition.id} 版公布的清单"
            raise BaseLost(f"{lost}；知道在哪个提交的，写明 →  --since 提交号")
    else:
        found = Revision(repository, revision)
        if digest_at(found) != edition.tree.digest:
            raise BaseLost(f"提交 {revision[:12]} 里的清单不是 {edition.id} 版公布的那一份")
    reading = read_files(found, lenient=True)
    if reading.corpus is None:
        raise BaseLost(f"{edition.id} 版的登记册读不懂，没法同它比较")
    return reading


def _found(repository: Repository, edition: Edition) -> Revision | None:
    commit = PublishedLists(repository, {}).commit_of(edition)
    if commit is None and repository.shallow:
        few = f"这里只取了最近的提交，里面没有 {edition.id} 版"
        raise GitFailed(f"{few}；先补齐 →  git fetch --unshallow")
    return Revision(repository, commit) if commit else None


def list_named(repository: Repository, name: str) -> Revision:
    """The list of an edition by its number, or of a tag, a branch or a commit.

    The number of a recorded edition comes first: what was published counts, whatever a tag of the
    same name points to.

    Raises:
        UnknownRevision: There is neither.
        GitFailed: The edition is recorded and its list is not in this history.
    """
    editions = editions_at(repository, "HEAD") if is_edition(name) else ()
    for edition in editions:
        if edition.id == name:
            found = _found(repository, edition)
            if found is None:
                raise GitFailed(f"{name} 版登记过，历史里找不到它公布的清单")
            return found
    try:
        return Revision(repository, name)
    except UnknownRevision as error:
        if not editions:
            raise
        known = "、".join(edition.id for edition in editions)
        raise UnknownRevision(f"没有“{name}”这一版；公布过的有 {known}") from error


def editions_at(repository: Repository, revision: str) -> tuple[Edition, ...]:
    """The editions recorded at a revision, oldest first; none when their file cannot be read."""
    tree = repository.tree(repository.resolve(revision), (EDITIONS_FILE,))
    record = Snapshot(tree, repository.blobs(tree.values()))
    corpus = read_files(record, (), lenient=True).corpus
    return corpus.registry.editions if corpus else ()


class PublishedLists:
    """Finds the lists of many editions by their digests; each commit is looked at once."""

    def __init__(self, repository: Repository, known: Known) -> None:
        """Look in a repository; `known` is what was read before."""
        self._repository, self._known = repository, known
        self._digests: dict[str, str] = {}
        self._contents: dict[str, str] = {}
        self._recorded: list[str] | None = None

    def find(self, edition: Edition) -> Reading | None:
        """The list as an edition published it; None when this copy does not have it."""
        commit = self.commit_of(edition)
        if commit is None:
            return None
        found = Revision(self._repository, commit)
        reading = read_files(found, known=self._known, lenient=True)
        return reading if reading.corpus is not None else None

    def commit_of(self, edition: Edition) -> str | None:
        """Where the list stands as an edition published it; None when this copy does not have it.

        At the commit the record names, or where editions were recorded: a merge request that was
        rebased, squashed or merged has another number, and the list in it is the same.
        """
        for candidate in self._candidates(edition):
            if self._digest(candidate) == edition.tree.digest:
                return self._repository.resolve(candidate)
        return None

    def _digest(self, commit: str) -> str:
        if commit not in self._digests:
            try:
                self._digests[commit] = digest_at(
                    Revision(self._repository, commit), self._contents
                )
            except (UnknownRevision, GitFailed):
                self._digests[commit] = ""
        return self._digests[commit]

    def _candidates(self, edition: Edition) -> Iterator[str]:
        if edition.commit is not None:
            yield edition.commit
        if self._recorded is None:
            try:
                steps = self._repository.log("HEAD", (EDITIONS_FILE,))
                self._recorded = [step.id for step in steps][::-1]
            except GitFailed:
                self._recorded = []  # Nothing has been committed yet.
        for commit in self._recorded:
            yield commit
            yield f"{commit}^"
        for commit in self._recorded:
            # Others were merged before it was: only the branch itself holds the list.
            yield f"{commit}^2"
