"""What a report of changes rests on: the two lists, and for every change who wanted and allowed it.

By the histories of the powers (沿革), where the law looks, and by the commits, where git does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.diff.change import Change
from generator.diff.comparison import Group
from generator.history.between import Side, request_of
from generator.history.git import Commit
from generator.history.timeline import signed
from generator.model.parts import HistoryEntry

UNSAID = "没有写"


@dataclass(frozen=True)
class Evidence:
    """What a comparison rests on.

    Attributes:
        sides: The earlier list and the later one; none when only their contents were at hand.
        steps: Name of a file without its ending → commits between the two, newest first.
    """

    sides: tuple[Side, ...] = ()
    steps: Mapping[str, tuple[Commit, ...]] = field(default_factory=dict)

    @cached_property
    def _templates(self) -> Mapping[str, tuple[Commit, ...]]:
        """Name of a template, without its version → commits that changed any of its versions."""
        found: dict[str, dict[str, Commit]] = {}
        for stem, commits in self.steps.items():
            found.setdefault(stem.partition("@")[0], {}).update({c.id: c for c in commits})
        return {stem: tuple(commits.values()) for stem, commits in found.items()}

    def commits(self, change: Change) -> tuple[Commit, ...]:
        """The commits that changed the file in which a change is really written."""
        if change.shared is None:
            return self.steps.get(change.code or change.difference.path[0], ())
        place, name = change.shared
        if place == "流程模板":
            return self._templates.get(name.partition("@")[0], ())
        return self.steps.get(place, ())


NONE = Evidence()


@dataclass(frozen=True)
class Approval:
    """What was wanted and allowed of some powers; the same words stand once.

    Attributes:
        grounds: Entries of their histories, in words.
        commits: Commits, in words.
        powers: Changes of the powers, in order of code.
    """

    grounds: tuple[str, ...]
    commits: tuple[str, ...]
    powers: tuple[Change, ...]


def approvals(group: Group, evidence: Evidence) -> list[Approval]:
    """The approvals of a change, those of most powers first."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Change]] = {}
    if group.first.shared:
        # Written in one place, whatever it reaches.
        commits = tuple(commit_words(commit) for commit in evidence.commits(group.first))
        return [Approval((), commits, group.powers)]
    for change in group.powers:
        grounds = tuple(ground_words(entry) for entry in change.grounds)
        commits = tuple(commit_words(commit) for commit in evidence.commits(change))
        found.setdefault((grounds, commits), []).append(change)
    made = [Approval(*said, tuple(changes)) for said, changes in found.items()]
    return sorted(made, key=lambda one: -len(one.powers))


def ground_words(entry: HistoryEntry) -> str:
    """An entry of a history in one line: what, why, who."""
    document = entry.document or f"文号{UNSAID}"
    return (
        f"{entry.day} {entry.action}，{document}：{entry.reason or entry.text}；"
        f"申请 {entry.requested_by or UNSAID}，批准 {entry.approved_by or UNSAID}"
    )


def commit_words(commit: Commit) -> str:
    """A commit in one line: when, which, which merge request, who."""
    said, request = signed(commit), request_of(commit)
    branch = "（写在合并进来的提交里）" if said.in_branch else ""
    through = f"，合并请求 !{request}" if request else ""
    return (
        f"{commit.when.date()} 提交 {commit.id[:12]}{through}：{commit.subject}；"
        f"申请 {said.asked or UNSAID}，批准 {said.approved or UNSAID}{branch}"
    )


def side_words(side: Side) -> str:
    """What a list is, so that it can be found again."""
    commit = f"提交 {side.commit}" if side.commit else "还没有提交的文件夹"
    edition = f"，就是公布的 {side.edition} 版" if side.edition else ""
    return f"{side.name}：{commit}{edition}；清单摘要（SHA-256）{side.digest}"
