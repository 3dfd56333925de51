"""A sheet of laws → the tree of 法规.yml."""

from collections.abc import Iterable

from pypinyin import Style, lazy_pinyin

from generator.importing.sheet import Row

LAW_COLUMNS = {
    "名称": ("title", "法规名称"),
    "位阶": ("type",),
    "制定机关": ("issuing_body",),
    "文号": ("decree_no",),
    "首次公布": ("first_adopted",),
    "公布": ("last_amended",),
    "施行": ("effective",),
    "条数": ("articles",),
    "状况": ("status",),
    "废止依据": ("repealed_by",),
    "废止日期": ("repealed_on",),
}
_STATE = "中华人民共和国"


def law_tree(rows: Iterable[Row], known_ids: dict[str, str]) -> dict[str, object]:
    """Build 法规.yml.

    The version a sheet describes takes effect on its effective date only when that day is not
    before its own adoption: for a law amended by decision the sheet repeats the day the first
    version took effect, which says nothing about the amendment.

    Args:
        rows: Rows under the names of `LAW_COLUMNS`; a title that comes twice
            is one law with two versions.
        known_ids: Identifiers already given out, by title; they never change.
    """
    items: dict[str, dict[str, object]] = {}
    used = set(known_ids.values())
    for row in rows:
        title = row.get("名称")
        if title in items:
            _add_version(items[title], row)
            continue
        identifier = known_ids.get(title) or _identifier(title, used)
        used.add(identifier)
        item: dict[str, object] = {"名称": title, "代号": identifier}
        if title.startswith(_STATE) and len(title) > len(_STATE) + 1:
            item["简称"] = title.removeprefix(_STATE)
        item["位阶"] = row.get("位阶")
        if row.get("制定机关") and "未载" not in row.get("制定机关"):
            item["制定机关"] = row.get("制定机关")
        if row.get("文号"):
            item["文号"] = row.get("文号")
        if row.get("首次公布"):
            item["首次公布"] = row.get("首次公布")
        if row.get("施行") and row.get("施行") < row.get("公布"):
            item["首次施行"] = row.get("施行")
        _add_version(item, row)
        if row.get("废止日期"):
            item["废止日期"] = row.get("废止日期")
        if row.get("废止依据"):
            item["废止依据"] = row.get("废止依据")
        status = row.get("状况")
        if status and status not in {"现行有效", "已废止"}:
            item["不可引用"] = status
        items[title] = item
    return {"法规": list(items.values())}


def _add_version(item: dict[str, object], row: Row) -> None:
    """Add the version a row describes, oldest first."""
    adopted, effective = row.get("公布"), row.get("施行")
    version = {
        key: value
        for key, value in (
            ("公布", adopted),
            ("施行", effective if effective >= adopted else ""),
            ("条数", row.get("条数")),
        )
        if value
    }
    versions = item.setdefault("版本", [])
    if version and isinstance(versions, list) and version not in versions:
        versions.append(version)
        versions.sort(key=lambda found: found.get("公布", ""))


def _identifier(title: str, used: set[str]) -> str:
    bare = title.removeprefix(_STATE)
    letters = "".join(
        found for found in lazy_pinyin(bare, style=Style.FIRST_LETTER, errors="ignore")
    )
    stem = "".join(char for char in letters.lower() if char.isascii() and char.isalnum())[:24]
    stem = stem if stem[:1].isalpha() else f"f{stem}"
    candidate, number = stem, 2
    while candidate in used:
        candidate, number = f"{stem}-{number}", number + 1
    return candidate
