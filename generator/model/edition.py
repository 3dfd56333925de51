"""Published editions: recorded facts, each chained to the one before (design D10).

`powers/_registry/版本.yml` holds one record for every edition, written by `powerlist release` and
by nothing else. A record names what was published by its hashes, so that neither the record nor
what it names can be altered later without somebody noticing; docs/adr/0011-editions.md says why
the hashes are these.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from generator.model.fields import CountText, DateText, Line, Record

EDITION_PATTERN = r"[0-9]{4}\.(?:0[1-9]|1[0-2])(?:\.[1-9][0-9]{0,2})?"

EditionId = Annotated[str, StringConstraints(pattern=rf"^{EDITION_PATTERN}$")]
"""Year, month and, for a further edition of one month, a serial: `2026.11`, `2026.11.2`."""
GitId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
"""An object id of git (SHA-1)."""
Sha256Text = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest, in lower-case hexadecimal."""


def edition_order(edition: str) -> tuple[int, ...]:
    """What editions are sorted by; `2026.11` comes before `2026.11.2` and after `2026.9`."""
    return tuple(int(part) for part in edition.split("."))


def is_edition(text: str) -> bool:
    """Whether a text can name an edition."""
    return re.fullmatch(EDITION_PATTERN, text) is not None


class TypeCount(Record):
    """How many powers of one type an edition holds."""

    type: Line = Field(alias="类型", title="职权类型")
    count: CountText = Field(alias="项数", title="项数")


class EditionCounts(Record):
    """What the announcement of an edition says in numbers."""

    units: CountText = Field(alias="单位数", title="单位数")
    powers: CountText = Field(alias="项数", title="职权项数")
    types: tuple[TypeCount, ...] = Field(alias="分类型", title="各类型项数", min_length=1)
    party: CountText = Field(alias="市委职权", title="市委职权项数")


class TreeHash(Record):
    """The files an edition was made of, `powers/` and `flowcharts/` without the editions.

    Git and coreutils each give one of these by themselves, so that nobody needs this program to
    find out whether a folder holds what was published.
    """

    powers: GitId = Field(alias="职权", title="powers 的 git 树号")
    flowcharts: GitId = Field(alias="流程", title="flowcharts 的 git 树号")
    digest: Sha256Text = Field(alias="摘要", title="全部文件的 SHA-256 摘要")


class Edition(Record):
    """One published edition."""

    id: EditionId = Field(alias="版本号", title="版本号")
    day: DateText = Field(alias="日期", title="公布日期")
    document: Line = Field(alias="文号", title="批准文号")
    note: Line | None = Field(None, alias="说明", title="说明")
    counts: EditionCounts = Field(alias="数目", title="数目")
    tree: TreeHash = Field(alias="内容", title="内容的摘要")
    commit: GitId | None = Field(None, alias="提交", title="清单的 git 提交号")
    changes: Sha256Text = Field(alias="变更", title="变更记录的 SHA-256 摘要")
    manifest: Sha256Text = Field(alias="清册", title="清册的 SHA-256 摘要")
    previous_manifest: Sha256Text | None = Field(None, alias="上一版清册", title="上一版清册的摘要")
    previous_record: Sha256Text | None = Field(None, alias="上一版登记", title="上一版登记的摘要")
    tool: Line = Field(alias="工具", title="生成工具及其版本")

    @property
    def digest(self) -> str:
        """SHA-256 of the record itself: of its JSON with sorted keys and no spaces."""
        tree = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What the pages of an edition say of it before its record is written.

    The same as the record will say, so that the site of the edition is the site that anybody
    builds from the commit that records it.
    """

    changes: "EditionChanges"
    document: str
    note: str | None
    counts: EditionCounts
    tree: TreeHash


class Editions(Record):
    """File 版本.yml; a list that was never published has none."""

    items: tuple[Edition, ...] = Field((), alias="版本", title="已公布的版本")


NoticeKind = Literal["取消", "新增", "变更", "下放"]
"""The four tables of an adjustment notice (domain brief §5.1)."""


class Override(BaseModel):
    """What the rules said of a change of a field, where the power's history says otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    field: str
    rules_said: str
    meaning: str
    reason: str
    confirmed_by: str


class Change(BaseModel):
    """What an edition changed in one power, as `changes.json` holds it.

    Attributes:
        kind: The table of the notice it stands in.
        code: The code it has now; of a cancelled power, the one it had.
        former_code: The code it had before, when there was one.
        laws: Titles of the laws it rests on.
        wording_only: Whether nothing but wording changed.
        succession: What it was merged with or split from, in words, when the 沿革 says so.
        fields: Names of the fields that changed; what they held is for the pages to tell.
        meanings: Field → 利民, 加重, 中性 or 待判定, as the diff classes its changes.
        overrides: Where a person decided otherwise than the rules (变更定性), and who confirms it.
        requested_by: Who asked; with `reason`, `approved_by` and `document` from the 沿革.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: NoticeKind
    code: str
    former_code: str | None = None
    name: str
    former_name: str | None = None
    type: str
    authority: str
    former_authority: str | None = None
    laws: tuple[str, ...] = ()
    basis: str = ""
    wording_only: bool = False
    succession: str | None = None
    fields: tuple[str, ...] = ()
    meanings: dict[str, tuple[str, ...]] = {}
    overrides: tuple[Override, ...] = ()
    requested_by: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    document: str | None = None


class SharedGround(BaseModel):
    """Why a template or a shared text was changed, and who answers for it, from its 沿革."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: str
    requested_by: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    document: str | None = None


class EditionChanges(BaseModel):
    """What one edition changed against the one before; of the first edition, nothing.

    Attributes:
        shared: Entries of registries that changed, on which many powers rest.
        shared_grounds: Why, for templates and shared texts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    schema_version: Literal["1"] = "1"
    release: EditionId
    previous: EditionId | None
    day: str
    changes: tuple[Change, ...] = ()
    shared: tuple[str, ...] = ()
    shared_grounds: tuple[SharedGround, ...] = ()


def changes_text(changes: EditionChanges) -> str:
    """One edition's `changes.json`, byte for byte what its record is the digest of."""
    return json.dumps(changes.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
