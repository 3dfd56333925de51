"""Changes for other programs, described in docs/schema/changes.schema.json."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.diff.change import Change, Edit
from generator.diff.comparison import Comparison, Group, words
from generator.history.between import Side, request_of
from generator.history.git import Commit
from generator.history.timeline import signed
from generator.model.vocab import Meaning
from generator.report.changes.evidence import NONE, Evidence

_EDITS: dict[Edit, Literal["add", "remove", "replace", "move"]] = {
    Edit.ADD: "add",
    Edit.REMOVE: "remove",
    Edit.REPLACE: "replace",
    Edit.MOVE: "move",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Counts(_Part):
    """Powers on the list: start + added - removed = end."""

    start: int
    added: int
    removed: int
    end: int


class Override(_Part):
    """What the rules said, when the power's own history says otherwise (变更定性)."""

    rules_said: Meaning
    reason: str
    confirmed_by: Annotated[str, Field(description="A body or a post, not a person")]


class Tied(_Part):
    """What a power was merged with or split from."""

    words: Annotated[str, Field(description="How they are tied, in Chinese, with the names")]
    codes: Annotated[list[str], Field(min_length=1)]


class ChangeRow(_Part):
    """One change, told once for all powers in which it happened."""

    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{12}$")]
    kind: Annotated[str, Field(description="What it amounts to for the power, in Chinese")]
    edit: Literal["add", "remove", "replace", "move"]
    path: Annotated[list[str], Field(description="Field names and identifiers, from the power")]
    field: Annotated[str, Field(description="The same in words")]
    before: Annotated[str | None, Field(description="null when it was not there")]
    after: Annotated[str | None, Field(description="null when it is not there any more")]
    meaning: Meaning
    rule: Annotated[str, Field(description="Which rule says so; empty when none knew")]
    legal_review: bool
    override: Override | None
    tied: Annotated[Tied | None, Field(description="Of a merging or a split, the other powers")]
    written_in: Annotated[
        list[str], Field(description="Registry and name, when not in the power's own file")
    ]
    commits: Annotated[
        list[str],
        Field(description="Ids of commits that changed the registry it is written in, if it is"),
    ]
    powers: Annotated[
        list[str],
        Field(description="Codes; none of a registry from which no power takes anything"),
    ]


class List(_Part):
    """One of the two lists, so that it can be found again."""

    name: str
    commit: Annotated[str | None, Field(description="null for a folder that is not committed")]
    digest: Annotated[str, Field(description="SHA-256 of its files, as a published edition has it")]
    edition: Annotated[str | None, Field(description="The edition published from the same files")]


class Ground(_Part):
    """An entry of a power's history that is new."""

    day: Annotated[str, Field(description="Legal date")]
    action: str
    text: str
    document: str | None
    requested_by: str | None
    reason: str | None
    approved_by: str | None


class Step(_Part):
    """A commit between the two lists."""

    id: str
    day: Annotated[str, Field(description="When it was committed; never a legal date")]
    subject: str
    merge_request: str | None
    requested_by: str | None
    approved_by: str | None


class ChangedPower(_Part):
    """One power that changed, and who wanted and allowed it."""

    code: str
    name: str
    type: str
    authority: str
    grounds: list[Ground]
    commits: Annotated[list[str], Field(description="Ids of commits that changed its file")]


class ChangesFile(_Part):
    """What powerlist diff --format json prints."""

    schema_version: Literal["2.0"] = "2.0"
    base: str
    head: str
    lists: Annotated[list[List], Field(description="The earlier and the later one", max_length=2)]
    finished: Annotated[bool, Field(description="false when some files could not be compared")]
    counts: Counts
    kinds: Annotated[
        dict[str, int], Field(description="Powers by what happened to them; each counts once")
    ]
    meanings: dict[Meaning, int]
    changes: list[ChangeRow]
    powers: Annotated[list[ChangedPower], Field(description="Every power that changed, once")]
    commits: Annotated[list[Step], Field(description="Newest first")]
    uncompared: Annotated[list[str], Field(description="Codes of powers that could not be read")]
    unread: Annotated[list[str], Field(description="File and what is wrong with it, in Chinese")]


def changes_schema() -> dict[str, Any]:
    """JSON Schema of the report."""
    return ChangesFile.model_json_schema()


def render_json(comparison: Comparison, evidence: Evidence = NONE) -> str:
    """Write the report; arrays are in reading order."""
    count = comparison.tally
    groups = comparison.groups
    known = {commit.id: commit for commits in evidence.steps.values() for commit in commits}
    changed = {one.code: one for group in groups for one in group.powers if one.code}
    powers = [_power(changed[code], evidence) for code in sorted(changed)]
    rows = [_row(group, evidence) for group in groups]
    named = {id_ for one in powers for id_ in one.commits}
    named |= {id_ for row in rows for id_ in row.commits}
    steps = sorted((known[id_] for id_ in named), key=lambda step: (step.when, step.id))
    made = ChangesFile.model_construct(
        schema_version="2.0",
        base=comparison.base,
        head=comparison.head,
        lists=[_list(side) for side in evidence.sides],
        finished=not comparison.uncompared,
        counts=Counts(start=count.start, added=count.added, removed=count.removed, end=count.end),
        kinds={str(kind): number for kind, number in comparison.kinds.items()},
        meanings=comparison.counts,
        changes=rows,
        powers=powers,
        commits=[_step(step) for step in reversed(steps)],
        uncompared=list(comparison.uncompared),
        unread=[f"{finding.file}：{finding.message}" for finding in comparison.unread],
    )
    return json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2)


def _list(side: Side) -> List:
    return List(
        name=side.name,
        commit=side.commit or None,
        digest=side.digest,
        edition=side.edition or None,
    )


def _power(change: Change, evidence: Evidence) -> ChangedPower:
    grounds = [
        Ground(
            day=str(entry.day),
            action=str(entry.action),
            text=entry.text,
            document=entry.document,
            requested_by=entry.requested_by,
            reason=entry.reason,
            approved_by=entry.approved_by,
        )
        for entry in change.grounds
    ]
    commits = [commit.id for commit in evidence.steps.get(change.code, ())]
    return ChangedPower(
        code=change.code,
        name=change.name,
        type=str(change.type or ""),
        authority=change.authority,
        grounds=grounds,
        commits=commits,
    )


def _step(commit: Commit) -> Step:
    said = signed(commit)
    return Step(
        id=commit.id,
        day=str(commit.when.date()),
        subject=commit.subject,
        merge_request=request_of(commit) or None,
        requested_by=said.asked or None,
        approved_by=said.approved or None,
    )


def _row(group: Group, evidence: Evidence) -> ChangeRow:
    change, judgement = group.first, group.judgement
    difference, said = change.difference, change.assessment
    return ChangeRow.model_construct(
        fingerprint=group.fingerprint,
        kind=str(change.kind),
        edit=_EDITS[difference.edit],
        path=list(difference.path),
        field=group.field,
        before=None if difference.before is None else words(difference.before),
        after=None if difference.after is None else words(difference.after),
        meaning=judgement.meaning,
        rule=judgement.rule,
        legal_review=judgement.review,
        override=Override.model_construct(
            rules_said=judgement.overridden,
            reason=said.reason,
            confirmed_by=said.confirmed_by,
        )
        if said and judgement.overridden
        else None,
        tied=Tied.model_construct(
            words=change.tied.words, codes=[code for code, _ in change.tied.others]
        )
        if change.tied
        else None,
        written_in=list(change.shared or ()),
        commits=[
            commit.id
            for commit in (evidence.commits(change) if change.shared or not change.code else ())
        ],
        powers=[one.code for one in group.powers if one.code],
    )
