"""A small valid list as plain trees, and ways to break exactly one thing in it.

Every tree is what a YAML file would hold (`dict`, `list`, `str`) and is written through
`generator.emit.emit`, so that tests read it the way the program does. One record of each type
carries every field its model knows that does not contradict another.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from generator.diagnostic import FieldPath
from generator.emit import emit
from generator.load import Reading, read_folder
from generator.model.vocab import TYPE_LETTERS, PowerType

Tree = Any
Trees = dict[str, Tree]
"""File below the repository → its tree; a `str` is written as it stands."""


TODAY = date(2026, 1, 15)
AUTHORITY = "市市场监督管理局"
PARTY = "中共枣阳市委员会"

LICENSING_LAW = "中华人民共和国行政许可法"
PENALTY_LAW = "中华人民共和国行政处罚法"
COERCION_LAW = "中华人民共和国行政强制法"
FOOD_LAW = "中华人民共和国食品安全法"
RULE_OF_DEPARTMENT = "食品经营许可和备案管理办法"
DOCUMENT = "湖北省食品小作坊登记指引"
REPEALED_LAW = "中华人民共和国旧条例"
COMING_LAW = "中华人民共和国新条例"
DRAFT_LAW = "中华人民共和国未定条例"
PARTY_LAW = "中国共产党地方委员会工作条例"

FACTS, DEPARTMENTS, LAWS, PROFILES, SYNONYMS, TOPICS = (
    f"powers/_registry/{name}.yml" for name in ("清单", "单位", "法规", "公用文本", "俗称", "主题")
)
TEMPLATE = "flowcharts/办理-普通程序.yml"
PARTY_TEMPLATE = "flowcharts/市委-集体决策.yml"

NAMES = {
    PowerType.LICENSING: "食品经营许可",
    PowerType.PENALTY: "对未取得食品经营许可从事食品经营活动的处罚",
    PowerType.COERCION: "查封违法从事食品经营活动的场所",
    PowerType.LEVY: "食品检验费征收",
    PowerType.BENEFIT: "食品安全举报人补助给付",
    PowerType.INSPECTION: "食品经营日常监督检查",
    PowerType.CONFIRMATION: "食品生产企业等级确认",
    PowerType.REWARD: "对食品安全工作突出贡献者的奖励",
    PowerType.ADJUDICATION: "食品计量纠纷裁决",
    PowerType.OTHER: "食品小作坊备案",
    PowerType.PARTY: "研究提出全市食品安全规划的建议",
}
ADMINISTRATIVE = tuple(kind for kind in PowerType if kind is not PowerType.PARTY)


def code_of(kind: PowerType, serial: int = 1) -> str:
    unit = "901" if kind is PowerType.PARTY else "021"
    return f"420683{unit}{TYPE_LETTERS[kind]}{serial:03d}00"


def file_of(kind: PowerType, serial: int = 1) -> str:
    folder = PARTY if kind is PowerType.PARTY else AUTHORITY
    return f"powers/{folder}/{code_of(kind, serial)}.yml"


def record(kind: PowerType, serial: int = 1) -> Tree:
    """A valid record of a type, fresh at every call."""
    tree: Tree = {
        "名称": NAMES[kind],
        "编码": code_of(kind, serial),
        "类型": str(kind),
        **_type_facts(kind),
        "状态": "在用",
        "行使主体": PARTY if kind is PowerType.PARTY else AUTHORITY,
        "承办机构": "食品经营安全监督管理股",
        "通俗说明": "开饭馆、卖食品之前要办的证。\n网上也可以办。",
        "俗称": ["餐饮证", "卫生许可证"],
        "主题": ["准营准办"],
        "依据": [
            {"法规": FOOD_LAW, "条款": "第三十五条第一款", "作用": "设定"},
            {"法规": RULE_OF_DEPARTMENT, "条款": "第四条", "作用": "实施"},
        ],
        **_own_facts(kind),
    }
    if kind is not PowerType.PARTY:
        tree["法定时限"] = {
            "期限": "20个工作日",
            "起算": "受理之日",
            "依据": f"《{LICENSING_LAW}》第四十二条第一款",
            "延长": "经负责人批准，可以延长十个工作日",
            "说明": "检验、听证的时间不计入",
        }
        if _applies(kind):
            tree |= _application(kind)
    tree["流程"] = {"模板": "市委-集体决策" if kind is PowerType.PARTY else "办理-普通程序"}
    if kind is not PowerType.PARTY:
        tree["责任事项"] = _duties(kind)
        tree["追责情形"] = "通用追责"
        tree["救济途径"] = "县级部门"
    tree |= {
        "监督方式": "市委监督" if kind is PowerType.PARTY else "通用监督",
        "公开范围": "社会公开",
        "备注": "以现行有效的法律法规为准。",
        "沿革": [
            {
                "日期": "2025-12-01",
                "动作": "基线入库",
                "说明": "整理入库",
                "文号": "枣审改〔2025〕1号",
            }
        ],
        "数据来源": {
            "底表行号": str(serial),
            "核对程度": "甲",
            "法条所称机关": "县级以上人民政府食品安全监督管理部门",
            "出自法条": ["名称", "依据"],
            "演示数据": ["行使主体", "流程"],
            "勘误": ["条号已按现行文本更正"],
            "说明": "仅供测试",
        },
    }
    return tree


def _duties(kind: PowerType) -> list[Tree]:
    if kind is not PowerType.PENALTY:
        return [{"环节": "受理", "内容": "一次告知需要补正的全部内容。"}]
    stages = ("立案", "调查", "审查", "告知", "决定", "送达", "执行")
    return [{"环节": stage, "内容": f"依法{stage}。"} for stage in stages]


def _applies(kind: PowerType) -> bool:
    return kind in {
        PowerType.LICENSING,
        PowerType.BENEFIT,
        PowerType.CONFIRMATION,
        PowerType.REWARD,
        PowerType.ADJUDICATION,
        PowerType.OTHER,
    }


def _type_facts(kind: PowerType) -> Tree:
    if kind is PowerType.OTHER:
        return {"子类": "备案", "依申请": "是"}
    return {"类别": "重大决策"} if kind is PowerType.PARTY else {}


def _own_facts(kind: PowerType) -> Tree:
    standard = {"依据": [f"《{FOOD_LAW}》第四十条"], "说明": "每批次三百元"}
    facts: dict[PowerType, Tree] = {
        PowerType.PENALTY: {
            "违法行为": "未取得食品经营许可从事食品经营活动",
            "处罚种类": ["没收违法所得", "罚款"],
            "处罚幅度": [
                {"情形": "货值金额不足一万元的", "罚款": "5万元以上10万元以下"},
                {"情形": "货值金额一万元以上的", "罚款": "货值金额10倍以上20倍以下"},
            ],
        },
        PowerType.COERCION: {
            "强制种类": ["查封场所、设施或者财物"],
            "强制标准": "查封的范围限于涉案场所",
        },
        PowerType.LEVY: {
            "征收种类": "费",
            "征收标准": standard,
            "减免": {"依据": [f"《{FOOD_LAW}》第四十一条"], "说明": "小作坊减半"},
        },
        PowerType.BENEFIT: {"给付标准": standard},
        PowerType.INSPECTION: {
            "检查对象": "食品经营者",
            "检查方式": ["现场检查", "非现场检查"],
            "检查频次": "每年不超过两次",
        },
        PowerType.REWARD: {"奖励对象": "作出突出贡献的单位和个人", "奖励形式": "证书和奖金"},
        PowerType.ADJUDICATION: {"争议类型": "因计量引起的民事纠纷"},
        PowerType.PARTY: {
            "决策主体": "全委会",
            "责任岗位": "市委书记",
            "公开时间": "全会通过后公布",
        },
    }
    return facts.get(kind, {})


def _application(kind: PowerType) -> Tree:
    return {
        "承诺时限": {"期限": "10个工作日", "起算": "受理之日", "说明": "比法定时限缩短一半"},
        "办件类型": "承诺件",
        "服务对象": ["自然人", "企业法人"],
        "条件": {
            "依据": [f"《{FOOD_LAW}》第三十三条第一款"],
            "条目": ["有固定的经营场所", "有管理人员"],
        },
        "材料": [
            {
                "名称": "食品经营许可申请书",
                "必要性": "必要",
                "来源": "申请人自备",
                "原件": "1",
                "复印件": "0",
                "介质": "纸质或电子",
                "依据": f"《{RULE_OF_DEPARTMENT}》第十二条",
                "说明": "窗口可以领取",
            }
        ],
        "收费": {"是否收费": "不收费", "依据": f"《{LICENSING_LAW}》第五十八条第一款"},
        "结果": [
            {
                "名称": "食品经营许可证" if kind is PowerType.LICENSING else "决定书",
                "种类": "证照",
                "有效期": "五年",
                "延续": "有效期届满三十日前申请",
            }
        ],
        "办理": {
            "方式": ["窗口办理", "网上办理"],
            "地点": "市政务服务中心二楼",
            "时间": "工作日上午九时至下午五时",
            "到场次数": "1",
        },
    }


def own_steps() -> list[Tree]:
    """A sound procedure of a power's own, with a branch, a loop and every field of a step.

    What its steps are in law is enough for every type.
    """
    return [
        {"编号": "apply", "名称": "提出申请", "类别": "开始", "执行": "申请人"},
        {
            "编号": "check",
            "名称": "材料是否齐全",
            "类别": "判断",
            "执行": "受理窗口",
            "作用": ["补正", "受理", "立案", "出示证件", "告知", "陈述申辩", "听证", "法制审核"],
            "岗位": "受理岗",
            "时限": "5个工作日",
            "计时": "否",
            "依据": f"《{LICENSING_LAW}》第三十二条第一款",
            "文书": "补正告知书",
            "说明": "当场能改的当场改",
            "风险": {"等级": "低", "表现": "反复退件", "防控": "一次告知"},
            "下一步": [{"到": "decide", "当": "齐全"}, {"到": "apply", "当": "不齐全"}],
        },
        {
            "编号": "decide",
            "名称": "作出决定",
            "类别": "文书",
            "执行": "负责人",
            "作用": ["批准", "决定", "送达", "解除"],
            "岗位": "审批岗",
            "时限": "承诺时限",
            "文书": "准予或者不予许可决定书",
        },
        {"编号": "end", "名称": "办结", "类别": "结束", "执行": "受理窗口"},
    ]


def _template() -> Tree:
    return {
        "模板": "办理-普通程序",
        "标题": "普通程序",
        "适用": [str(kind) for kind in ADMINISTRATIVE],
        "法规": LICENSING_LAW,
        "法规版本": "2019-04-23",
        "说明": "测试用的模板",
        "步骤": own_steps(),
    }


def _party_template() -> Tree:
    return {
        "模板": "市委-集体决策",
        "标题": "集体决策",
        "适用": ["市委职权"],
        "法规": PARTY_LAW,
        "法规版本": "2015-12-25",
        "步骤": [
            {
                "编号": "propose",
                "名称": "提出议题",
                "类别": "开始",
                "执行": "承办部门",
                "依据": f"《{PARTY_LAW}》",
            },
            {"编号": "end", "名称": "形成决议", "类别": "结束", "执行": "市委"},
        ],
    }


def _law(title: str, identifier: str, rank: str, articles: str, **more: Tree) -> Tree:
    version = {"公布": "2019-04-23", "施行": "2019-04-23", "条数": articles}
    return {"名称": title, "代号": identifier, "位阶": rank, "版本": [version], **more}


def _laws() -> Tree:
    coming = _law(COMING_LAW, "xtl", "行政法规", "20")
    coming["版本"] = [{"公布": "2026-01-01", "施行": "2030-01-01", "条数": "20"}]
    return {
        "法规": [
            _law(LICENSING_LAW, "xzxkf", "法律", "83", 简称="行政许可法"),
            _law(PENALTY_LAW, "xzcff", "法律", "86"),
            _law(COERCION_LAW, "xzqzf", "法律", "71"),
            _law(FOOD_LAW, "spaqf", "法律", "154", 制定机关="全国人大常委会", 文号="主席令第21号"),
            _law(RULE_OF_DEPARTMENT, "spjyxk", "部门规章", "66"),
            _law(DOCUMENT, "xzfdj", "规范性文件", "30"),
            _law(REPEALED_LAW, "jtl", "行政法规", "40", 废止日期="2024-01-01", 废止依据=FOOD_LAW),
            coming,
            _law(DRAFT_LAW, "wdtl", "行政法规", "20", 不可引用="尚在征求意见"),
            _law(PARTY_LAW, "dfwyh", "党内法规", "36"),
        ]
    }


def _departments() -> Tree:
    return {
        "单位": [
            {
                "名称": AUTHORITY,
                "简称": "市场监管局",
                "代号": "scjgj",
                "编号": "021",
                "性质": "法定机关",
                "曾用名": ["市工商行政管理局"],
                "承接自": ["市食品药品监督管理局"],
                "咨询电话": "0710-6222222、12345",
                "监督电话": "12388",
                "电话核实": "2025-06-01",
                "地址": "枣阳市光武大道1号",
                "办公时间": "工作日上午九时至下午五时",
                "救济": "县级部门",
            },
            {
                "名称": PARTY,
                "代号": "shiwei",
                "编号": "901",
                "性质": "党的地方组织",
                "咨询电话": "12345",
                "监督电话": "12380",
            },
        ]
    }


def _profiles() -> Tree:
    clause = {"环节": "决定", "内容": "应当作出而不作出决定的，依法追究责任。"}
    return {
        "责任事项": [{"名称": "通用责任", "条目": [clause]}],
        "追责情形": [
            {"名称": "通用追责", "条目": [clause], "依据": [f"《{LICENSING_LAW}》第七十二条"]}
        ],
        "监督方式": [
            {"名称": "通用监督", "条目": [{"内容": "拨打 12345。"}]},
            {"名称": "市委监督", "条目": [{"内容": "拨打 12380。"}]},
        ],
        "救济途径": [
            {
                "名称": "县级部门",
                "途径": [
                    {
                        "途径": "行政复议",
                        "机关": "枣阳市人民政府",
                        "期限": "60日",
                        "起算": "知道之日",
                        "依据": f"《{PENALTY_LAW}》第七条第一款",
                        "说明": "可以网上申请",
                    }
                ],
            }
        ],
    }


def _standards() -> Trees:
    """The registries a list may do without, one entry in each."""
    steps = [{"阶次": "较轻", "情形": "初次违法", "罚款": "5万元以上7万元以下"}]
    files: Trees = {
        "工作日历": {
            "年份": [
                {
                    "年份": "2026",
                    "通知": "国办发明电〔2025〕7号",
                    "放假": ["2026-01-01", "2026-01-02", "2026-01-03"],
                    "上班": ["2026-01-04"],
                }
            ]
        },
        "收费目录": {
            "项目": [{"编号": "甲-1", "名称": "检验费", "文号": "鄂财〔2025〕1号"}],
            "完整": "否",
        },
        "裁量基准": {
            "基准": [
                {"法规": FOOD_LAW, "条款": "第一百条", "文件": "裁量基准（演示）", "阶次": steps}
            ]
        },
        "共享证照": {"证照": [{"名称": "营业执照", "又称": ["营业执照副本"]}]},
        "上级目录": {
            "事项": [
                {
                    "基本编码": "000131001000",
                    "名称": "食品经营许可",
                    "类型": "行政许可",
                    "行使层级": ["市级", "县级"],
                }
            ]
        },
        "交叉清单": {"说明": "只有一个单位行使职权，没有交叉"},
        "版本": {"版本": []},
    }
    return {f"powers/_registry/{name}.yml": tree for name, tree in files.items()}


def valid_trees() -> Trees:
    """Every file of the small valid list, fresh at every call."""
    return {
        FACTS: {
            "名称": "枣阳市权力清单",
            "地区": "湖北省枣阳市",
            "区划代码": "420683",
            "主办单位": "枣阳市人民政府（演示）",
            "演示数据": "是",
            "数据日期": "2026-01-01",
            "公布单位数": "1",
            "公布项数": str(len(ADMINISTRATIVE)),
            "公布市委职权数": "1",
            "声明": "演示数据，非官方发布。",
        },
        DEPARTMENTS: _departments(),
        LAWS: _laws(),
        PROFILES: _profiles(),
        SYNONYMS: {
            "俗称": [{"说法": ["开饭馆", "开餐馆"], "指向": [code_of(PowerType.LICENSING)]}]
        },
        TOPICS: {
            "主题": [{"名称": "准营准办", "代号": "zhunying", "面向": "企业", "举例": "开店"}]
        },
        **_standards(),
        TEMPLATE: _template(),
        PARTY_TEMPLATE: _party_template(),
        **{file_of(kind): record(kind) for kind in PowerType},
    }


def write_trees(root: Path, trees: Trees) -> Path:
    for file, tree in trees.items():
        target = root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        text = tree if isinstance(tree, str) else emit(tree)
        target.write_text(text, encoding="utf-8", newline="\n")
    return root


def valid_repo(root: Path) -> Path:
    return write_trees(root, valid_trees())


def reading_of(root: Path, trees: Trees) -> Reading:
    return read_folder(write_trees(root, trees))


class GONE:
    """Stands for "delete this" where a value is expected."""


def at(tree: Tree, path: FieldPath) -> Tree:
    for part in path:
        tree = tree[part]
    return tree


def put(tree: Tree, path: FieldPath, value: Tree) -> None:
    """Set one value in place; `GONE` deletes it."""
    owner = at(tree, path[:-1])
    if value is GONE:
        del owner[path[-1]]
    else:
        owner[path[-1]] = value


def broken(tree: Tree, path: FieldPath, value: Tree) -> Tree:
    """A copy with one value replaced, or deleted by `GONE`."""
    copy = deepcopy(tree)
    put(copy, path, value)
    return copy


Mutation = Callable[[Trees], None]


def setting(file: str, *path: str | int, to: Tree) -> Mutation:
    """The mutation that sets one value of one file."""

    def mutate(trees: Trees) -> None:
        put(trees[file], path, deepcopy(to))

    return mutate


def together(*mutations: Mutation) -> Mutation:
    def mutate(trees: Trees) -> None:
        for mutation in mutations:
            mutation(trees)

    return mutate


def paths_in(tree: Tree, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Path of every value below the top of a tree."""
    children = tree.items() if isinstance(tree, dict) else enumerate(tree)
    if isinstance(tree, str):
        return
    for key, child in children:
        yield (*path, key)
        yield from paths_in(child, (*path, key))


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
