"""The stock of problems that stood when checking began, as it is kept in the repository."""

from typing import Annotated

from pydantic import Field, StringConstraints

from generator.model.fields import DateText, Line, Record

Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
"""The beginning of a finding's fingerprint: enough to tell any two apart, short enough to read."""


class Known(Record):
    """One problem everybody knows of and nobody has mended yet."""

    rule: Line = Field(alias="代码", title="检查规则的代码")
    problem: Line = Field(alias="问题", title="检查怎么说")
    file: Line = Field(alias="文件", title="在哪个文件")
    since: DateText = Field(alias="记于", title="哪一天记下的")
    mark: Mark = Field(alias="指纹", title="凭什么认出是同一个问题")


class Baseline(Record):
    """The whole stock; it may only become smaller."""

    note: Line = Field("", alias="说明", title="说明")
    items: tuple[Known, ...] = Field((), alias="存量", title="还没有改好的问题")
