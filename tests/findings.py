"""Two findings, the files they point at and how far a run came, for the tests of reports."""

from generator.diagnostic import Diagnostic, FieldPath, Severity, Span
from generator.report.placed import Extent
from generator.source import Source

TEXT = """名称: 食品经营许可
依据:
  - 法规: 食品安全法
    条款: 第三十五条
  - 法规: 行政许可法
    条款: 第十二条
主题:
  - 开店
  - 经营
材料:
  - 名称: 申请书
    来源: 甲
"""
CODE = "420683021XK00100"
FILE = f"powers/市市场监督管理局/{CODE}.yml"
OTHER = "powers/市审计局/420683034JC00200.yml"
REGISTRY = "powers/_registry/法规.yml"
STOPPED = Extent((FILE, OTHER), "登记册读不懂")


def source_of(file: str) -> Source:
    return Source(file, TEXT)


def fault(
    *path: str | int,
    rule: str = "L004",
    message: str = "条款不存在",
    file: str = FILE,
    severity: Severity = Severity.ERROR,
    code: str = CODE,
    span: Span | None = None,
    fix: str = "对照原文",
    near: FieldPath = (),
) -> Diagnostic:
    return Diagnostic(
        rule, severity, message, file, path, span=span, fix=fix, why="要准", near=near, code=code
    )


ERROR = fault("依据", 1, "条款")
WARNING = fault(
    "名称", rule="T002", message="名称太长", severity=Severity.WARNING, file=OTHER, code=""
)
BOTH = (WARNING, ERROR)
