"""A plain tree → a model, or findings in the clerk's words.

All faults of a file are reported at once; nothing pydantic says reaches a reader.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.model.fields import BRANCH_TAGS
from generator.model.procedure import CHANGE_KEYS
from generator.model.vocab import PowerType

Tree = Any
M = TypeVar("M", bound=BaseModel)


def validate(file: str, tree: Tree, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """Read a tree as `model`; a tree with faults gives every one of them and no model."""
    try:
        return _built(model).model_validate(tree), []
    except ValidationError as error:
        code = tree.get("编码") if isinstance(tree.get("编码"), str) else ""
        return None, [
            _translate(file, code or "", model, tree, detail) for detail in _causes(error)
        ]


@cache
def _built(model: type[M]) -> type[M]:
    """A model whose parts are ready.

    Each type of power would work out anew the parts that all have: 0.15 s of CPU, and so 0.08 s.
    """
    for field in model.model_fields.values():
        for part in models_in(field.annotation):
            _built(part)
    model.model_rebuild()
    return model


Validate = Callable[[str, Tree, type[Any]], tuple[Any, list[Diagnostic]]]
"""`validate`, or something that stands in for it."""


def validate_forgiving(file: str, tree: Tree, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """Read a tree that an earlier edition of the program wrote.

    Fields that are not known any more are left out, each with a finding; any other fault is as
    final as in `validate`.
    """
    value, faults = validate(file, tree, model)
    unknown = [fault for fault in faults if fault.rule == "S102"]
    if value is not None or len(unknown) < len(faults):
        return value, faults
    kept = tree
    for fault in unknown:
        kept = _without(kept, fault.path)
    value, more = validate(file, kept, model)
    if value is None:
        return None, faults + more
    why = "字段是后来改的；这一版里的其他内容照常比较"
    told = [replace(fault, severity=Severity.WARNING, fix="", why=why) for fault in unknown]
    return value, told


def _without(tree: Tree, path: FieldPath) -> Tree:
    """A copy without the value at a path."""
    if not path:
        return tree
    head, rest = path[0], path[1:]
    if isinstance(tree, dict) and head in tree:
        kept = {key: child for key, child in tree.items() if key != head or rest}
        return {**kept, head: _without(tree[head], rest)} if rest else kept
    if isinstance(tree, list) and isinstance(head, int) and head < len(tree) and rest:
        return [_without(child, rest) if n == head else child for n, child in enumerate(tree)]
    return tree


_MEANT = dict.fromkeys(("yes", "y", "true", "on", "√", "对"), "是") | dict.fromkeys(
    ("no", "n", "false", "off", "×", "错"), "否"
)
"""What people write for 是 and 否."""


def _causes(error: ValidationError) -> list[Mapping[str, Any]]:
    """The errors without their echoes.

    pydantic leaves faulty items out of a list and then finds the list too short as well; what
    the clerk wrote is not empty, only wrong.
    """
    details = error.errors(include_url=False)
    places = [detail["loc"] for detail in details]

    def is_echo(loc: tuple[str | int, ...]) -> bool:
        return any(place[: len(loc)] == loc and len(place) > len(loc) for place in places)

    return [d for d in details if not (d["type"] == "too_short" and is_echo(d["loc"]))]


def _translate(
    file: str, code: str, model: type[BaseModel], tree: Tree, detail: Mapping[str, Any]
) -> Diagnostic:
    """Say in Chinese what pydantic found; one sentence per kind of fault."""
    path = _clean(detail["loc"], tree)
    name = str(next((part for part in reversed(path) if isinstance(part, str)), "文件"))
    where = _describe(path[:-1], tree)
    context = detail.get("ctx") or {}
    kind = detail["type"]
    written = context.get("written", detail.get("input"))
    quoted = f"“{str(written)[:40]}”" if isinstance(written, str) else "这里"

    def finding(rule: str, message: str, fix: str, why: str, *, key: bool = False) -> Diagnostic:
        return Diagnostic(
            rule, Severity.ERROR, message, file, path, on_key=key, fix=fix, why=why, code=code
        )

    if kind == "missing":
        return finding(
            "S101",
            f"{where}缺少“{name}”",
            f"补上一行 →  {name}: …；确实没有的，写 →  {name}: {{不适用: 原因}}"
            if _may_be_absent(model, path)
            else f"补上一行 →  {name}: …",
            "这一类职权必须公布这一项",
            key=True,
        )
    if kind == "extra_forbidden":
        guess = difflib.get_close_matches(name, _keys_at(model, path), n=1, cutoff=0.5)
        return finding(
            "S102",
            f"{where}不认识字段“{name}”",
            f"是不是想写“{guess[0]}”？" if guess else "对照填写说明改正字段名，或者删掉这一行",
            "字段名写错时，内容不会出现在网页上，所以一律拦下",
            key=True,
        )
    if kind in {"enum", "literal_error"}:
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", "、")
        allowed = allowed.replace(", ", "、")
        if allowed == "是、否" and (meant := _MEANT.get(str(written).lower())):
            return finding(
                "S115",
                f"{where}“{name}”要写“是”或者“否”，不能写{quoted}",
                f"改成 →  {name}: {meant}",
                "清单是给人看的，用中文；这几个英文词别的程序还会当成别的意思",
            )
        return finding(
            "S103",
            f"{where}“{name}”不能填{quoted}",
            f"从这些里选一个 →  {allowed}",
            "统一用词，才能分类和检索",
        )
    if kind == "duration":
        return finding(
            "S104",
            f"{where}时限{quoted}读不懂",
            f"写成 →  {context.get('shape', '')}",
            "时限要有数值和单位，才能同法定时限比较",
        )
    if kind in {"citation", "place"}:
        return finding(
            "S105",
            f"{where}条款{quoted}读不懂",
            f"写成 →  {context.get('shape', '')}",
            "条款写规范了，才能找到法条、查出过期的依据",
        )
    if kind == "fine":
        return finding(
            "S106",
            f"{where}罚款幅度{quoted}读不懂",
            f"写成 →  {context.get('shape', '')}；法条没有数额的写 →  法条未规定数额",
            "幅度要能读成数，才能检查裁量是否越界",
        )
    if kind == "date":
        return finding(
            "S107",
            f"{where}日期{quoted}读不懂或者不存在",
            f"写成 →  {context.get('shape', '')}（年-月-日，加英文双引号）",
            "日期要写得机器能读",
        )
    if kind == "absent":
        return finding(
            "S108",
            f"{where}“{name}”没有说清为什么空着",
            "二选一 →  不适用: 原因，或者 待补: 还缺什么",
            "空着而不说原因，公众会以为没有",
        )
    if kind == "procedure_source":
        return finding(
            "S109",
            "流程要么写模板（可带调整），要么写自己的步骤，二者只能有一样",
            "写 →  模板: 许可-普通程序；或者写 →  步骤: …",
            "流程图、步骤表都由它生成",
        )
    if kind == "string_pattern_mismatch":
        return _pattern(finding, name, where, quoted, written)
    if kind in {"string_too_short", "too_short"}:
        return finding(
            "S111",
            f"{where}“{name}”是空的",
            "填上内容，或者删掉这一行",
            "空白内容会让网页出现空栏目",
        )
    if kind == "string_too_long":
        return finding(
            "S112",
            f"{where}“{name}”太长",
            f"不超过 {context.get('max_length')} 个字",
            "国家平台的交换库装不下更长的内容",
        )
    shapes = {
        "string_type": "一段文字",
        "tuple_type": "一个列表，每条前面加短横",
        "list_type": "一个列表，每条前面加短横",
        "model_type": "若干行“字段: 内容”",
        "dict_type": "若干行“字段: 内容”",
        "model_attributes_type": "若干行“字段: 内容”",
    }
    return finding(
        "S113",
        f"{where}“{name}”这里应当是{shapes.get(kind, '另一种写法')}",
        "对照填写说明里的例子改",
        "写法不对，内容就放不进网页该在的位置",
    )


def unknown_type(file: str, kind: object) -> Diagnostic:
    """Say that a power is of no known type, which says what else it must hold."""
    allowed = "、".join(str(member) for member in PowerType)
    if kind is None:
        return Diagnostic(
            "S101",
            Severity.ERROR,
            "缺少“类型”",
            file,
            ("类型",),
            on_key=True,
            fix="补上一行 →  类型: 行政许可",
            why="类型决定还要公布哪些内容",
        )
    return Diagnostic(
        "S103",
        Severity.ERROR,
        f"“类型”不能填“{str(kind)[:40]}”",
        file,
        ("类型",),
        fix=f"从这些里选一个 →  {allowed}",
        why="类型决定还要公布哪些内容",
    )


def _pattern(
    make: Callable[..., Diagnostic], name: str, where: str, quoted: str, written: Any
) -> Diagnostic:
    if name == "编码" or name == "指向":
        fix = "写成 16 位 →  420683（区划）+ 三位单位码 + 两位类型字母 + 三位顺序号 + 两位子项号"
        return make("S110", f"{where}编码{quoted}不合规矩", fix, "编码是这项职权永久的名字")
    if name in {"编号", "到", "代号", *CHANGE_KEYS}:
        fix = "用小写英文字母、数字和短横 →  apply、decide-2"
        return make("S110", f"{where}“{name}”{quoted}不合规矩", fix, "它要用在网址和图里")
    if isinstance(written, str) and written != written.strip():
        fix = "删掉开头和末尾的空格"
        return make("S111", f"{where}“{name}”首尾有空格", fix, "多余的空格会让查找和比对失灵")
    if isinstance(written, str) and not written:
        return make(
            "S111",
            f"{where}“{name}”是空的",
            "填上内容，或者删掉这一行",
            "空白内容会让网页出现空栏目",
        )
    return make(
        "S110",
        f"{where}“{name}”{quoted}写法不对",
        "写成一行文字；份数等写数字",
        "写法统一才能检索和比对",
    )


def _clean(location: Iterable[str | int], tree: Tree) -> FieldPath:
    """Drop the names of union branches that pydantic puts between real keys."""
    path: list[str | int] = []
    node = tree
    parts = list(location)
    for position, part in enumerate(parts):
        if isinstance(part, str):
            in_tree = isinstance(node, dict) and part in node
            is_tag = part in BRANCH_TAGS or part in CHANGE_KEYS
            if is_tag and not in_tree and position < len(parts) - 1:
                continue
            if part in BRANCH_TAGS and not in_tree:
                continue
            # The tag of an adjustment is also its first key: the tag comes right after an index.
            if (
                is_tag
                and in_tree
                and position
                and isinstance(parts[position - 1], int)
                and (position + 1 < len(parts))
                and not (isinstance(node, dict) and isinstance(node.get(part), dict))
            ):
                continue
        path.append(part)
        if isinstance(node, dict) and isinstance(part, str):
            node = node.get(part)
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
        else:
            node = None
    return tuple(path)


def _describe(path: FieldPath, tree: Tree) -> str:
    """Say where in the file, naming list items by their name rather than by a number alone."""
    words: list[str] = []
    node = tree
    for part in path:
        if isinstance(part, int):
            node = node[part] if isinstance(node, list) and part < len(node) else None
            label = ""
            if isinstance(node, dict):
                first = next(
                    (node[key] for key in ("名称", "编号", "法规", "代号") if key in node), ""
                )
                label = f"（{str(first)[:20]}）" if isinstance(first, str) and first else ""
            words.append(f"第 {part + 1} 条{label}")
        else:
            node = node.get(part) if isinstance(node, dict) else None
            words.append(f"“{part}”")
    return "".join(words) + ("里" if words else "")


def _model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        field = next((f for f in current.model_fields.values() if f.alias == part), None)
        current = next(models_in(field.annotation), None) if field else None
    return current


def _keys_at(model: type[BaseModel], path: FieldPath) -> list[str]:
    owner = _model_at(model, path[:-1])
    return [f.alias or "" for f in owner.model_fields.values()] if owner else []


def _may_be_absent(model: type[BaseModel], path: FieldPath) -> bool:
    owner = _model_at(model, path[:-1])
    if owner is None:
        return False
    field = next((f for f in owner.model_fields.values() if f.alias == path[-1]), None)
    return field is not None and any(m.__name__ == "Absent" for m in models_in(field.annotation))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models a field's annotation speaks of, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from models_in(part)
