"""Changes for other programs, described in docs/schema/changes.schema.json."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.diff.change import Edit
from generator.diff.comparison import Comparison, Group, words
from generator.model.vocab import Meaning

_EDITS: dict[Edit, Literal["add", "remove", "replace", "move"]] = {
    Edit.ADD: "add",
    Edit.REMOVE: "remove",
    Edit.REPLACE: "replace",
    Edit.MOVE: "move",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Counts(_Part):
    """start + added - removed = end."""

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


class ChangedPower(_Part):
    """One power in which the change happened."""

    code: Annotated[str, Field(description="Empty for a registry no power takes anything from")]
    name: str
    type: str
    authority: str


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
    powers: Annotated[list[ChangedPower], Field(min_length=1)]


class ChangesFile(_Part):
    """What powerlist diff --format json prints."""

    schema_version: Literal["1.0"] = "1.0"
    base: str
    head: str
    finished: Annotated[bool, Field(description="false when some files could not be compared")]
    counts: Counts
    meanings: dict[Meaning, int]
    changes: list[ChangeRow]
    uncompared: Annotated[list[str], Field(description="Codes of powers that could not be read")]
    unread: Annotated[list[str], Field(description="File and what is wrong with it, in Chinese")]


def changes_schema() -> dict[str, Any]:
    """JSON Schema of the report."""
    return ChangesFile.model_json_schema()


def render_json(comparison: Comparison) -> str:
    """Write the report; arrays are in reading order."""
    count = comparison.tally
    made = ChangesFile.model_construct(
        schema_version="1.0",
        base=comparison.base,
        head=comparison.head,
        finished=not comparison.uncompared,
        counts=Counts(start=count.start, added=count.added, removed=count.removed, end=count.end),
        meanings=comparison.counts,
        changes=[_row(group) for group in comparison.groups],
        uncompared=list(comparison.uncompared),
        unread=[f"{finding.file}：{finding.message}" for finding in comparison.unread],
    )
    return json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2)


def _row(group: Group) -> ChangeRow:
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
        powers=[
            ChangedPower.model_construct(
                code=one.code,
                name=one.name,
                type=str(one.type or ""),
                authority=one.authority,
            )
            for one in group.powers
        ],
    )
