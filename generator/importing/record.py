"""One row of a sheet → the tree of one record.

A sheet knows a name, a basis and, for a penalty, a range. What every record of a type must carry
besides is filled in here: from the general procedural statute where it sets a value for all
(行政许可法 第四十二条, 行政处罚法 第六十条, 行政强制法 第二十五条), and otherwise as `待补` with
the reason.
Nothing is invented: `数据来源` lists which fields are statutory and which demonstration.
"""

import re
from collections.abc import Iterable

from generator.importing.sheet import Row
from generator.model.fine import UNSPECIFIED
from generator.model.keys import KEY_ORDER
from generator.model.vocab import (
    ENFORCEMENT_KINDS,
    CoercionKind,
    OtherClass,
    PenaltyKind,
    PowerType,
)

Tree = dict[str, object]

LICENSING_LAW = "《中华人民共和国行政许可法》"
PENALTY_LAW = "《中华人民共和国行政处罚法》"
COERCION_LAW = "《中华人民共和国行政强制法》"
PUBLIC_ORDER = "中华人民共和国治安管理处罚法"

_APPLICATION = {
    PowerType.LICENSING,
    PowerType.BENEFIT,
    PowerType.CONFIRMATION,
    PowerType.REWARD,
    PowerType.ADJUDICATION,
}
_VERIFICATION = {"A": "甲", "B": "乙", "C": "丙"}
_NATIONAL_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零0-9]+条")

NO_MATERIALS = "法条没有列出材料目录；材料由实施机关依照规定公示，办理前请先向窗口索取一次性告知单"
NO_LIMIT = "所据条款没有写明办理期限，由实施机关核实后填报"


def record(row: Row, code: str, day: str) -> Tree:
    """Build the tree of one power.

    Args:
        row: The row, its type already known to be one of the ten.
        code: The code given to it.
        day: Date of the import, for 沿革.
    """
    kind = PowerType(row.get("类型"))
    place = "".join(row.get(column) for column in ("条", "款", "项"))
    statutory = ["名称", "依据"]
    tree: Tree = {
        "名称": row.get("名称"),
        "编码": code,
        "类型": str(kind),
        "状态": "在用",
        "行使主体": row.get("行使主体"),
        "依据": [{"法规": row.get("法规"), "条款": place, "作用": "设定"}],
        "公开范围": "社会公开",
        "责任事项": f"{kind}责任",
        "追责情形": f"{kind}追责",
        "监督方式": "通用监督",
        "救济途径": row.get("救济途径"),
    }
    if row.get("承办机构"):
        tree["承办机构"] = row.get("承办机构")
    for column in ("俗称", "主题"):
        if row.get(column):
            tree[column] = _split(row.get(column))
    if kind is PowerType.PENALTY:
        _penalty(row, tree, statutory)
    elif kind is PowerType.COERCION:
        _coercion(row, tree, statutory)
    elif kind is PowerType.LEVY:
        _levy(row, tree, statutory)
    elif kind is PowerType.INSPECTION:
        _inspection(row, tree)
    else:
        _general(row, tree, kind, statutory)
    if row.get("备注"):
        tree["备注"] = row.get("备注")
    tree["沿革"] = [{"日期": day, "动作": "基线入库", "说明": "依照现行法律法规整理入库"}]
    tree["数据来源"] = _provenance(row, tree, statutory)
    return {key: tree[key] for key in KEY_ORDER if key in tree}


def _split(text: str) -> list[str]:
    return list(
        dict.fromkeys(part.strip() for part in re.split(r"[、；;,，]", text) if part.strip())
    )


def _limit(duration: str, start: str, basis: str = "", extension: str = "", note: str = "") -> Tree:
    limit: Tree = {"期限": duration, "起算": start}
    if basis:
        limit["依据"] = basis
    if extension:
        limit["延长"] = extension
    if note:
        limit["说明"] = note
    return limit


def _own_limit(row: Row, start: str) -> Tree | None:
    """The limit the special statute sets, when the sheet has one."""
    text = re.sub(r"（.*?）", "", row.get("时限"))
    text = {"当日": "1日"}.get(text, text)
    if not text:
        return None
    place = "".join(row.get(column) for column in ("条", "款", "项"))
    basis = row.get("时限依据") or f"《{row.get('法规')}》{place}"
    return _limit(text, row.get("时限起算") or start, basis)


def _penalty(row: Row, tree: Tree, statutory: list[str]) -> None:
    name = row.get("名称")
    offence = re.fullmatch(r"对(.+)的(?:行政)?处罚", name)
    tree["违法行为"] = offence[1] if offence else name
    kinds = _split(row.get("处罚种类"))
    tree["处罚种类"] = kinds
    fines = [part for part in re.split(r"[；;]", row.get("罚款")) if part]
    if not fines and str(PenaltyKind.FINE) in kinds:
        fines = [UNSPECIFIED]
    if fines:
        tree["处罚幅度"] = [{"罚款": fine} for fine in dict.fromkeys(fines)]
    by_police = row.get("行使主体") == "市公安局" and (
        row.get("法规") == PUBLIC_ORDER or str(PenaltyKind.DETENTION) in kinds
    )
    tree["法定时限"] = _own_limit(row, "立案之日") or (
        _limit(
            "30日",
            "立案之日",
            f"《{PUBLIC_ORDER}》第一百一十八条第一款",
            "案情重大、复杂的，经上一级公安机关批准，可以延长三十日，以二次为限",
        )
        if by_police
        else _limit(
            "90日",
            "立案之日",
            f"{PENALTY_LAW}第六十条",
            note="法律、法规、规章另有规定的，从其规定",
        )
    )
    tree["流程"] = {"模板": "处罚-普通程序"}
    statutory += ["违法行为", "处罚种类", "处罚幅度", "法定时限"]


_COERCION_TEMPLATES = (
    ("加处罚款", "强制-加处罚款"),
    ("先行登记保存", "强制-先行登记保存"),
    ("代履行", "强制-代履行"),
)


def _coercion(row: Row, tree: Tree, statutory: list[str]) -> None:
    name = row.get("名称")
    kinds = [part.strip() for part in re.split(r"[；;]", row.get("强制种类")) if part.strip()]
    kinds = kinds or [str(CoercionKind.OTHER_MEASURE)]
    tree["强制种类"] = kinds
    if row.get("罚款"):
        tree["强制标准"] = row.get("罚款")
        statutory.append("强制标准")
    template = next((found for word, found in _COERCION_TEMPLATES if word in name), "")
    seizing = {str(CoercionKind.SEAL_UP), str(CoercionKind.SEIZE), str(CoercionKind.FREEZE)}
    if not template:
        if seizing & set(kinds):
            template = "强制-查封扣押"
        elif all(CoercionKind(found) in ENFORCEMENT_KINDS for found in kinds):
            template = "强制-行政强制执行"
        else:
            template = "强制-行政强制措施"
    tree["流程"] = {"模板": template}
    own = _own_limit(row, "实施之日")
    if own and template == "强制-先行登记保存":
        own["起算"] = "登记保存之日"
        own["说明"] = "七日内作出处理决定"
    if own:
        tree["法定时限"] = own
    elif template == "强制-查封扣押" and str(CoercionKind.FREEZE) not in kinds:
        tree["法定时限"] = _limit(
            "30日",
            "实施之日",
            f"{COERCION_LAW}第二十五条第一款",
            "情况复杂的，经行政机关负责人批准，可以延长，但是延长期限不得超过三十日",
            "法律、行政法规另有规定的除外；检测、检验、检疫或者技术鉴定的期间不计入",
        )
    elif all(CoercionKind(found) in ENFORCEMENT_KINDS for found in kinds):
        tree["法定时限"] = {
            "不适用": "行政强制法没有为这种强制执行规定总的办理期限，各环节的期限见流程"
        }
    else:
        tree["法定时限"] = {"待补": NO_LIMIT}
    if template == "强制-先行登记保存":
        tree["备注"] = (
            "先行登记保存是行政处罚法规定的证据保全措施；是否单独列为一项行政强制，各地口径不一。"
        )
    statutory += ["法定时限"] if "期限" in str(tree["法定时限"]) else []


def _standard(row: Row, column: str, missing: str) -> Tree:
    basis = row.get(column)
    return {"依据": [basis]} if basis else {"待补": missing}


def _levy(row: Row, tree: Tree, statutory: list[str]) -> None:
    kind = row.get("征收种类") or "其他"
    tree["征收种类"] = kind
    tree["征收标准"] = _standard(row, "征收标准依据", "法条没有写明标准，标准由有权机关另行规定")
    tree["减免"] = {"待补": "减免规定尚未整理，以税收、收费管理规定为准"}
    tree["法定时限"] = _own_limit(row, "应当缴纳之日") or {
        "不适用": "缴纳期限由缴纳义务人遵守，法律没有规定征收机关的办理期限"
    }
    tree["流程"] = {"模板": "征收-税费征收" if kind == "税" else "征收-非税收入"}
    if row.get("征收标准依据"):
        statutory.append("征收标准")


def _inspection(row: Row, tree: Tree) -> None:
    tree["检查对象"] = row.get("检查对象") or "依据条款规定的单位和个人"
    manner = [part for part in re.split(r"[/、；;]", row.get("检查方式")) if part]
    tree["检查方式"] = manner or {"待补": "法条没有写明检查方式，由实施机关公布"}
    tree["检查频次"] = {"待补": "检查频次上限由实施机关依照涉企行政检查的规定公布"}
    tree["法定时限"] = {"不适用": "行政检查不是依申请办理的事项，法律没有规定总的办理期限"}
    tree["流程"] = {"模板": "检查-现场检查"}


_OTHER_TEMPLATES = {
    str(OtherClass.FILING): "其他-备案",
    str(OtherClass.FORWARDING): "其他-审核转报",
    str(OtherClass.ANNUAL_REPORT): "其他-年度报告与年检",
    str(OtherClass.ORDER_CORRECTION): "其他-责令改正",
    str(OtherClass.COMPLAINT): "其他-投诉举报处理",
    str(OtherClass.MEDIATION): "其他-调解仲裁",
}


def _general(row: Row, tree: Tree, kind: PowerType, statutory: list[str]) -> None:
    applies = kind in _APPLICATION or row.get("依申请") == "是"
    immediate = row.get("办件类型") == "即办件" or row.get("时限") == "当场"
    if kind is PowerType.OTHER:
        tree["子类"] = row.get("子类") or str(OtherClass.OTHER)
        tree["依申请"] = "是" if applies else "否"
    own = _own_limit(row, "受理之日")
    if own:
        tree["法定时限"] = own
        statutory.append("法定时限")
    elif kind is PowerType.LICENSING:
        tree["法定时限"] = _limit(
            "20个工作日",
            "受理之日",
            f"{LICENSING_LAW}第四十二条第一款",
            "经本行政机关负责人批准，可以延长十个工作日，并告知延长的理由",
        )
        statutory.append("法定时限")
    elif kind is PowerType.REWARD:
        tree["法定时限"] = {"不适用": "评选表彰按年度或者批次组织，法律没有规定办理期限"}
    elif applies:
        tree["法定时限"] = {"待补": NO_LIMIT}
    else:
        tree["法定时限"] = {"不适用": "依职权实施，所据条款没有规定总的办理期限"}
    tree["流程"] = {"模板": _template(row, kind, applies, immediate)}
    if kind is PowerType.BENEFIT:
        tree["给付标准"] = _standard(row, "给付标准依据", "标准随年度调整，由有权机关另行公布")
        if row.get("给付标准依据"):
            statutory.append("给付标准")
    if kind is PowerType.REWARD:
        tree["奖励对象"] = row.get("奖励对象") or row.get("名称")
        tree["奖励形式"] = {"待补": "法条没有写明奖励的形式和名额，每次以评选通知为准"}
    if kind is PowerType.ADJUDICATION:
        tree["争议类型"] = row.get("争议类型") or row.get("名称")
    if applies:
        _application(row, tree, kind, immediate, statutory)


def _template(row: Row, kind: PowerType, applies: bool, immediate: bool) -> str:
    if kind is PowerType.LICENSING:
        return "许可-当场决定" if immediate else "许可-普通程序"
    if kind is PowerType.BENEFIT:
        two_level = row.get("行使主体") in {"市民政局", "市残疾人联合会", "市退役军人事务局"}
        return "给付-两级审核" if two_level else "给付-直接受理"
    if kind is PowerType.CONFIRMATION:
        return "确认-当场办理" if immediate else "确认-普通程序"
    if kind is PowerType.REWARD:
        return "奖励-评选表彰"
    if kind is PowerType.ADJUDICATION:
        return "裁决-普通程序"
    fallback = "其他-依申请办理" if applies else "其他-依职权管理"
    return _OTHER_TEMPLATES.get(row.get("子类"), fallback)


def _application(
    row: Row, tree: Tree, kind: PowerType, immediate: bool, statutory: list[str]
) -> None:
    limit = tree["法定时限"]
    if isinstance(limit, dict) and "期限" in limit:
        tree["承诺时限"] = _limit(
            str(limit["期限"]), str(limit["起算"]), note="演示：按法定时限承诺"
        )
    elif isinstance(limit, dict) and "不适用" in limit:
        tree["承诺时限"] = {"不适用": "按评选通知规定的时间办理"}
    else:
        tree["承诺时限"] = {"待补": "法定时限核实之前不作承诺"}
    tree["办件类型"] = "即办件" if immediate else "承诺件"
    if row.get("服务对象"):
        tree["服务对象"] = _split(row.get("服务对象"))
    conditions = [part for part in re.split(r"[；;]", row.get("条件依据")) if part.startswith("《")]
    if conditions:
        tree["条件"] = {"依据": conditions}
        statutory.append("条件")
    else:
        tree["条件"] = {"待补": "所据条款没有逐条列出条件，由实施机关核实后填报"}
    tree["材料"] = {"待补": NO_MATERIALS}
    _fee(row, tree, kind, statutory)
    if row.get("结果名称"):
        result: Tree = {"名称": row.get("结果名称"), "种类": row.get("结果种类") or "其他"}
        if row.get("有效期"):
            result["有效期"] = row.get("有效期")
        tree["结果"] = [result]
    else:
        tree["结果"] = {"待补": "结果文书名称由实施机关填报"}


def _fee(row: Row, tree: Tree, kind: PowerType, statutory: list[str]) -> None:
    fee, basis = row.get("收费"), row.get("收费依据")
    if fee and fee != "不收费" and basis:
        tree["收费"] = {
            "是否收费": "收费",
            "项目": [{"名称": fee, "标准": "按省级以上主管部门公布的标准执行", "依据": basis}],
        }
        statutory.append("收费")
    elif kind is PowerType.LICENSING:
        # 第五十八条: 不得收取任何费用, unless a law or an administrative regulation says otherwise.
        tree["收费"] = {"是否收费": "不收费", "依据": f"{LICENSING_LAW}第五十八条第一款"}
        statutory.append("收费")
    elif fee == "不收费":
        tree["收费"] = {"是否收费": "不收费"} | ({"依据": basis} if basis else {})
        if basis:
            statutory.append("收费")
    elif kind is PowerType.REWARD:
        tree["收费"] = {"不适用": "评选表彰不向参评的单位和个人收取费用，法律也没有设定收费"}
    else:
        tree["收费"] = {"待补": "所据条款没有规定收费；是否收费以收费目录清单为准"}


def _provenance(row: Row, tree: Tree, statutory: Iterable[str]) -> Tree:
    known = [key for key in KEY_ORDER if key in tree and key in set(statutory)]
    skipped = {"编码", "类型", "状态", "公开范围", "沿革", "数据来源", "备注"}
    shared = {"责任事项", "追责情形", "监督方式"}
    demonstration = [
        key
        for key in KEY_ORDER
        if key in tree
        and key not in known
        and key not in skipped | shared
        and not _is_absent(tree[key])
    ]
    origin: Tree = {}
    if row.get("行号"):
        origin["底表行号"] = row.get("行号")
    if row.get("核对程度") in _VERIFICATION:
        origin["核对程度"] = _VERIFICATION[row.get("核对程度")]
    if row.get("法条所称机关"):
        origin["法条所称机关"] = row.get("法条所称机关")
    origin["出自法条"] = known
    origin["演示数据"] = demonstration
    if row.get("勘误"):
        origin["勘误"] = [part for part in row.get("勘误").split("｜") if part]
    return origin


def _is_absent(value: object) -> bool:
    return isinstance(value, dict) and bool({"不适用", "待补"} & value.keys())
