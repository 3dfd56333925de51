"""Column headings, in the many words departments use for them (domain brief §7.1)."""

import re
from collections.abc import Iterable, Mapping

SYNONYMS: dict[str, tuple[str, ...]] = {
    "行号": ("no", "序号", "编号"),
    "编码": ("职权编码", "权力编码", "项目编码", "事项编码", "code"),
    "类型": ("type", "权力类型", "职权类型", "类别", "权力类别", "事项类型"),
    "名称": ("name", "职权名称", "权力名称", "事项名称", "事项", "项目名称", "行政职权名称"),
    "行使主体": ("unit", "实施主体", "责任主体", "主体", "部门名称", "实施机关", "单位"),
    "承办机构": ("承办科室", "责任科室", "内设机构", "承办单位"),
    "法规": ("law", "实施依据", "设定依据", "法律依据", "权力依据", "依据"),
    "条": ("article", "条款", "条文"),
    "款": ("paragraph",),
    "项": ("item",),
    "法条所称机关": ("authority", "法定机关"),
    "处罚种类": ("penalty_kinds", "种类"),
    "罚款": ("fine_text", "处罚幅度", "幅度", "罚款幅度"),
    "时限": ("time_limit", "法定时限", "办理时限", "法定期限"),
    "时限起算": ("起算",),
    "时限依据": (),
    "标记": ("flags",),
    "核对程度": ("confidence",),
    "服务对象": ("办理对象", "申请人"),
    "条件依据": ("受理条件依据", "许可条件依据"),
    "结果名称": ("办理结果", "审批结果名称"),
    "结果种类": ("审批结果类型",),
    "有效期": ("证照有效期",),
    "收费": ("收费项目",),
    "收费依据": (),
    "办件类型": (),
    "征收种类": (),
    "征收标准依据": (),
    "给付标准依据": (),
    "争议类型": (),
    "子类": (),
    "依申请": ("是否依申请",),
    "强制种类": (),
    "检查对象": (),
    "检查方式": (),
    "奖励对象": (),
    "俗称": ("别名", "通俗名称"),
    "主题": ("办事主题", "主题分类"),
    "勘误": (),
    "备注": ("说明",),
}
"""Our name of each column, with the other headings it is known by."""

REQUIRED = ("类型", "名称", "行使主体", "法规", "条")

IGNORED = {"fine_min_yuan", "fine_max_yuan", "fine_multiple"}
"""Columns derived from others: they are computed anew, never trusted."""


def _by_heading(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {
        heading.lower(): column
        for column, headings in synonyms.items()
        for heading in (column, *headings)
    }


def recognise(
    headings: Iterable[str], synonyms: Mapping[str, tuple[str, ...]] = SYNONYMS
) -> tuple[dict[int, str], list[str]]:
    """Match a heading row to our columns.

    Returns:
        Position → column, and the headings nobody knows.
    """
    by_heading = _by_heading(synonyms)
    columns: dict[int, str] = {}
    unknown: list[str] = []
    for position, heading in enumerate(headings):
        bare = re.sub(r"[\s*（(].*", "", re.sub(r"\s+", "", heading)).lower()
        if not bare or bare in IGNORED:
            continue
        column = by_heading.get(bare)
        if column is None or column in columns.values():
            unknown.append(heading)
        else:
            columns[position] = column
    return columns, unknown
