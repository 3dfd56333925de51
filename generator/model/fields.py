"""Field types shared by records and registries: texts with a grammar, and their JSON Schema.

Every scalar of a YAML file arrives as a string. What has a grammar (a citation, a time limit, a
fine, a date) is read here, once, and refused with a Chinese sentence that says what the text
should look like. The same regular expression goes into the JSON Schema, so that an editor and
the program accept the same files.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator.model.citation import (
    CITATION_PATTERN,
    PLACE_PATTERN,
    Citation,
    Place,
    parse_citation,
    parse_place,
)
from generator.model.duration import DURATION_PATTERN, Duration, parse_duration
from generator.model.fine import FINE_PATTERN, Fine, parse_fine

DATE_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
DECIMAL_PATTERN = r"[0-9]{1,12}(?:\.[0-9]{1,4})?"
ID_PATTERN = r"[a-z][a-z0-9-]*"


class Record(BaseModel):
    """Base of everything read from YAML: frozen, no unknown keys, keys are the Chinese aliases."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _reader(kind: str, parse: Any, shape: str) -> BeforeValidator:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "")
        found = parse(value)
        if found is None:
            raise PydanticCustomError(kind, "{shape}", {"shape": shape, "written": value[:60]})
        return found

    return BeforeValidator(read)


def _parse_date(text: str) -> date | None:
    if not re.fullmatch(DATE_PATTERN, text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _parse_decimal(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(DECIMAL_PATTERN, text) else None


def _schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", "examples": [example]})


_AS_TEXT = PlainSerializer(str, return_type=str)

Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(?:.*\S)?$")]
"""One line of text, not empty, no space at either end."""

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(?:[\s\S]*\S)?\n?$")]
"""Text that may run over several lines, not empty."""

CitationText = Annotated[
    Citation,
    _reader("citation", parse_citation, "《中华人民共和国行政许可法》第四十二条第一款"),
    _AS_TEXT,
    _schema(CITATION_PATTERN, "《中华人民共和国行政许可法》第四十二条第一款"),
]
PlaceText = Annotated[
    Place,
    _reader("place", parse_place, "第四十二条第一款"),
    _AS_TEXT,
    _schema(PLACE_PATTERN, "第四十二条第一款"),
]
DurationText = Annotated[
    Duration,
    _reader("duration", parse_duration, "20个工作日、60日、3个月或者当场"),
    _AS_TEXT,
    _schema(DURATION_PATTERN, "20个工作日"),
]
FineText = Annotated[
    Fine,
    _reader("fine", parse_fine, "1万元以上10万元以下，或者违法所得1倍以上5倍以下"),
    _AS_TEXT,
    _schema(FINE_PATTERN, "1万元以上10万元以下"),
]
DateText = Annotated[
    date,
    _reader("date", _parse_date, "2026-11-23"),
    PlainSerializer(date.isoformat, return_type=str),
    _schema(DATE_PATTERN, "2026-11-23"),
]
CodeText = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}[A-Z]{2}[0-9]{5}$")]
"""A 16-digit Hubei code: area 6, unit 3, type 2 letters, serial 3, sub-item 2."""
UnitSerialText = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}[A-Z]{2}[0-9]{3}$")]
"""Unit, type letters and serial of a code: 021XK003."""
IdText = Annotated[str, StringConstraints(pattern=rf"^{ID_PATTERN}$")]
"""An identifier used in addresses and as a step's number: lower-case letters, digits, hyphens."""
CountText = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}$")]
"""A small whole number, kept as the text it was written in."""


DecimalText = Annotated[
    Decimal,
    _reader("decimal", _parse_decimal, "0、100、0.5"),
    _AS_TEXT,
    _schema(DECIMAL_PATTERN, "0.5"),
]


class Absent(Record):
    """A field that should be there but is not, and why.

    `不适用` says the thing does not exist for this power; `待补` says it exists but the list does
    not hold it yet. Neither may ever be written as 无.
    """

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    not_applicable: Line | None = Field(None, alias="不适用", title="不适用的原因")
    pending: Line | None = Field(None, alias="待补", title="还缺什么、为什么")

    @model_validator(mode="after")
    def _one_reason(self) -> "Absent":
        if (self.not_applicable is None) == (self.pending is None):
            raise PydanticCustomError("absent", "")
        return self

    @property
    def reason(self) -> str:
        """The reason given."""
        return self.not_applicable or self.pending or ""


def _is_absent(value: Any) -> str:
    if isinstance(value, Absent):
        return "absent"
    if isinstance(value, dict) and ("不适用" in value or "待补" in value):
        return "absent"
    return "given"


def _is_own(value: Any) -> str:
    return "own" if isinstance(value, (list, tuple)) else "profile"


BRANCH_TAGS = frozenset({"absent", "given", "own", "profile"})
"""Names pydantic puts into error locations for the branches of the unions below."""


T = TypeVar("T")
OrAbsent = Annotated[
    Annotated[T, Tag("given")] | Annotated[Absent, Tag("absent")], Discriminator(_is_absent)
]
"""Type of a field that holds a `T`, or an `Absent` with its reason."""

ProfileOr = Annotated[
    Annotated[Line, Tag("profile")] | Annotated[tuple[T, ...], Tag("own")], Discriminator(_is_own)
]
"""Type of a field that names a profile of 公用文本.yml, or spells out its own list of `T`."""
