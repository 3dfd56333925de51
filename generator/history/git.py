"""What git knows of a list: revisions, trees, contents, and who committed what when.

The only module here that runs git, and never with a checkout or a process per file: a tree is one
`ls-tree`, any number of contents one `cat-file --batch`, any number of commits one `log`. Nothing
that a repository or its configuration says makes git run another program or reach for the
network, and what comes from outside (a revision typed, a path) never reads as an option.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

_SAFE = (
    "git",
    "--no-pager",
    "--no-optional-locks",
    # An auditor asks for what was committed, not for what somebody put in its place.
    "--no-replace-objects",
    *("-c", "protocol.allow=never"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    *("-c", "log.showRoot=true"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.mailmap=false"),
)
_REDIRECTS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
_FILE_MODES = frozenset({"100644", "100755"})
_NOTHING = re.compile(r"0+")


class GitFailed(Exception):
    """Git is missing, the folder is no repository, or git could not finish; Chinese sentence."""


class UnknownRevision(Exception):
    """A revision that this repository does not have; Chinese sentence with what to do."""


@dataclass(frozen=True, slots=True)
class TreeChange:
    """One file that differs between two trees.

    Attributes:
        file: Path below the list.
        before: Blob before; empty when there was none.
        after: Blob after; empty when there is none any more.
    """

    file: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One step of the main line.

    Attributes:
        id: Full object name.
        when: When it was committed; a fact about the repository, never a legal date.
        subject: First line of the message.
        message: The whole message.
        parents: What it follows; more than one of a merge.
        changes: What it changed among the files asked for; empty when none were asked for.
        brought: Messages of the commits a merge brought in, oldest first; see `with_branches`.
    """

    id: str
    when: datetime
    subject: str
    message: str
    parents: tuple[str, ...] = ()
    changes: tuple[TreeChange, ...] = ()
    brought: tuple[str, ...] = ()


class Repository:
    """The git repository a list lies in; the list may be a folder below its top."""

    def __init__(self, root: Path) -> None:
        """Open the repository around `root`.

        Raises:
            GitFailed: There is none, or git is not installed.
        """
        self.root = root
        self._blobs: dict[str, bytes] = {}
        self._git("rev-parse", "--git-dir")

    def resolve(self, revision: str) -> str:
        """Find the commit a name, a tag or part of a number means.

        Raises:
            UnknownRevision: There is none.
        """
        if revision and "\0" not in revision:
            asked = ("rev-parse", "--verify", "--quiet", "--end-of-options")
            done = self._run(*asked, f"{revision}^{{commit}}")
            found = done.stdout.decode().strip()
            if done.returncode == 0 and re.fullmatch("[0-9a-f]{40,64}", found):
                return found
        shallow = "；这里只取了最近的提交，先补齐 →  git fetch --unshallow" if self.shallow else ""
        raise UnknownRevision(
            f"没有“{revision[:60]}”这个版本；git tag 列出有哪些版本，git log 列出提交{shallow}"
        )

    def merge_base(self, revision: str) -> str:
        """Find the commit where what is checked out and a revision went apart.

        Raises:
            UnknownRevision: There is no such revision.
            GitFailed: The two share no history in this copy.
        """
        done = self._run("merge-base", self.resolve(revision), "HEAD")
        found = done.stdout.decode().strip()
        if done.returncode == 0 and found:
            return found
        cure = "只取了最近的提交，先补齐 →  git fetch --unshallow" if self.shallow else "历史不相干"
        raise GitFailed(f"找不到同“{revision[:60]}”分开的地方：{cure}")

    @property
    def shallow(self) -> bool:
        """Whether older commits were left out when this copy was made."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == b"true"

    def tree(self, commit: str, folders: Sequence[str]) -> dict[str, str]:
        """Every file below some folders of a commit → its blob; empty for what is no plain file."""
        listed = self._git("ls-tree", "-r", "-z", commit, "--", *folders)
        files = {}
        for line in _records(listed):
            mode, _, rest = line.partition(" ")
            _, _, rest = rest.partition(" ")
            blob, _, file = rest.partition("\t")
            files[file] = blob if mode in _FILE_MODES else ""
        return files

    def changed(self, base: str, head: str, folders: Sequence[str]) -> tuple[TreeChange, ...]:
        """Files below some folders that differ between two commits, in order of path."""
        command = ("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--relative")
        found = self._git(*command, base, head, "--", *folders)
        return tuple(_tree_changes(list(_records(found))))

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Contents by blob; each is asked of git once, one that is not there is left out."""
        wanted = [blob for blob in dict.fromkeys(ids) if blob]
        missing = [blob for blob in wanted if blob not in self._blobs]
        if missing:
            out = self._git(
                "cat-file", "--batch", "--buffer", feed="\n".join([*missing, ""]).encode()
            )
            start = 0
            while start < len(out):
                end = out.index(b"\n", start)
                head = out[start:end].split(b" ")
                start = end + 1
                if len(head) == 3:
                    size = int(head[2])
                    if head[1] == b"blob":
                        self._blobs[head[0].decode()] = out[start : start + size]
                    start += size + 1
        return {blob: self._blobs[blob] for blob in wanted if blob in self._blobs}

    def log(
        self, revision: str, paths: Sequence[str] = (), most: int | None = None
    ) -> Iterator[Commit]:
        """Steps of the main line, newest first, that changed any of some paths.

        A merge counts as one step with what it brought in: in this workflow it is the merge
        request, and carries who asked and who approved.

        Args:
            revision: A commit as `resolve` gives it.
            paths: Paths below the list, or patterns `:(glob)…`; every step when left out.
            most: At most so many.
        """
        form = "--format=tformat:%H%x00%P%x00%cI%x00%s%x00%B"
        raw = ("--raw", "--no-abbrev", "--no-renames", "--relative") if paths else ("--no-patch",)
        few = () if most is None else (f"--max-count={most}",)
        walk = ("log", "-z", "--first-parent", "-m", form, *raw, *few)
        out = self._git(*walk, "--end-of-options", revision, "--", *paths)
        fields = list(_records(out))
        at = 0
        while at + 5 <= len(fields):
            id_, parents, when, subject, message = fields[at : at + 5]
            at += 5
            end = at
            while end < len(fields) and fields[end].lstrip("\n").startswith(":"):
                end += 2
            changes = tuple(_tree_changes(fields[at:end]))
            at = end
            moment, before = datetime.fromisoformat(when), tuple(parents.split())
            yield Commit(id_, moment, subject, message.strip(), before, changes)

    def with_branches(self, steps: Sequence[Commit], revision: str) -> list[Commit]:
        """The same steps, merges with the messages of the commits they brought in.

        One process for all of them, and none when there is no merge.

        Args:
            steps: Steps that `log` gave for `revision`.
            revision: The commit whose main line they are of.
        """
        if not any(len(step.parents) > 1 for step in steps):
            return list(steps)
        brought = self._brought_in(revision)
        return [replace(step, brought=brought.get(step.id, ())) for step in steps]

    def _brought_in(self, revision: str) -> dict[str, tuple[str, ...]]:
        """Merge of the main line → messages of what is reachable from it and not from before it."""
        form = "--format=tformat:%H%x00%P%x00%B"
        out = self._git("log", "-z", "--no-patch", form, "--end-of-options", revision, "--")
        fields = list(_records(out))
        parents = {id_: text.split() for id_, text in zip(fields[::3], fields[1::3], strict=True)}
        messages = dict(zip(fields[::3], fields[2::3], strict=True))
        oldest_first = {id_: at for at, id_ in enumerate(reversed(messages))}
        line = [revision]
        while first := parents.get(line[-1], [])[:1]:
            line += first
        known: set[str] = set()
        brought = {}
        for merge in reversed(line):
            known.add(merge)
            found, waiting = [], list(parents.get(merge, [])[1:])
            while waiting:
                commit = waiting.pop()
                if commit not in known and commit in parents:
                    known.add(commit)
                    found.append(commit)
                    waiting += parents[commit]
            found.sort(key=oldest_first.__getitem__)
            brought[merge] = tuple(messages[commit].strip() for commit in found)
        return brought

    def _git(self, *arguments: str, feed: bytes = b"") -> bytes:
        done = self._run(*arguments, feed=feed)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            if "not a git repository" in said:
                where = self.root.resolve()
                raise GitFailed(f"{where} 不在 git 仓库里，没有历史可查；先用 git clone 取一份")
            raise GitFailed(f"git 没有做完：{said.splitlines()[0] if said else arguments[0]}")
        return done.stdout

    def _run(self, *arguments: str, feed: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        environment = {key: value for key, value in os.environ.items() if key not in _REDIRECTS}
        environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        try:
            return subprocess.run(  # noqa: S603 - a fixed program, arguments never read as options
                [*_SAFE, *arguments],
                cwd=self.root,
                input=feed,
                env=environment,
                capture_output=True,
                check=False,
            )
        except (FileNotFoundError, NotADirectoryError) as error:
            if self.root.is_dir():
                message = "没有安装 git；Debian、Ubuntu：sudo apt-get install git"
                raise GitFailed(message) from error
            raise GitFailed(f"没有这个文件夹：{self.root}") from error


def is_shallow(root: Path) -> bool:
    """Whether the copy around a folder leaves out older commits; false where git cannot say."""
    try:
        return Repository(root).shallow
    except GitFailed:
        return False


def _records(output: bytes) -> Iterator[str]:
    # A path of other bytes than UTF-8 is legal in git and must not stop the rest.
    return (part.decode("utf-8", "replace") for part in output.split(b"\0")[:-1])


def _tree_changes(fields: Sequence[str]) -> Iterator[TreeChange]:
    for meta, file in zip(fields[::2], fields[1::2], strict=True):
        old_mode, new_mode, before, after, _ = meta.lstrip("\n:").split(" ")
        yield TreeChange(
            file,
            before if old_mode in _FILE_MODES and not _NOTHING.fullmatch(before) else "",
            after if new_mode in _FILE_MODES and not _NOTHING.fullmatch(after) else "",
        )
