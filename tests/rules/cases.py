"""For every rule: what breaks it, what comes close and does not, and where it is reported.

Each case starts from the small valid list and changes one thing. `at` is the file, the line, the
column and the words that stand there; `also` names rules that the same mistake must set off too.
"""

from copy import deepcopy
from dataclasses import dataclass

from generator.model.vocab import PowerType as K
from tests.factory import (
    AUTHORITY,
    COMING_LAW,
    DEPARTMENTS,
    DOCUMENT,
    DRAFT_LAW,
    FACTS,
    FOOD_LAW,
    GONE,
    LICENSING_LAW,
    PARTY,
    REPEALED_LAW,
    TEMPLATE,
    Mutation,
    Tree,
    Trees,
    code_of,
    file_of,
    own_steps,
    record,
    setting,
    together,
)

XK, CF, ZS, QT, DW = (file_of(kind) for kind in (K.LICENSING, K.PENALTY, K.LEVY, K.OTHER, K.PARTY))


@dataclass(frozen=True)
class Case:
    """One way to break a rule, and the nearest thing that does not.

    Attributes:
        rule: Code of the rule.
        bad: Breaks it.
        good: Changes the same place and does not.
        at: File, line, column and the words that are marked.
        says: Words of the message.
        also: Other rules the same fault must set off.
    """

    rule: str
    bad: Mutation
    good: Mutation
    at: tuple[str, int, int, str]
    says: str
    also: tuple[str, ...] = ()


def renamed(old: str, new: str) -> Mutation:
    def mutate(trees: Trees) -> None:
        trees[new] = trees.pop(old)

    return mutate


def second(kind: K, **changes: Tree) -> Mutation:
    """Add another record of a type, under its own code and name, with some changes."""

    def mutate(trees: Trees) -> None:
        tree = record(kind, 2) | {"名称": "小餐饮经营许可"} | changes
        trees[file_of(kind, 2)] = tree
        trees[FACTS]["公布项数"] = "11"

    return mutate


def with_code(file: str, code: str) -> Mutation:
    folder = file.rsplit("/", 1)[0]
    return together(setting(file, "编码", to=code), renamed(file, f"{folder}/{code}.yml"))


def steps(change: Mutation) -> Mutation:
    """Give the licence a procedure of its own, changed."""

    def mutate(trees: Trees) -> None:
        trees[XK]["流程"] = {"步骤": own_steps()}
        change(trees)

    return mutate


def nothing(_: Trees) -> None:
    return None


def adjusted(**change: Tree) -> Mutation:
    return setting(XK, "流程", "调整", to=[change])


CHARGE = {
    "名称": "工本费",
    "标准": "每证十元",
    "依据": f"《{FOOD_LAW}》第四十条",
    "减免": "低保户免收",
}
CLOSED = setting(XK, "公开范围", to="依申请公开")
OTHER_LAW = f"《{FOOD_LAW}》第三十九条"


CASES = [
    Case(
        "I001",
        with_code(XK, "420600021XK00100"),
        with_code(XK, "420683021XK00900"),
        (f"powers/{AUTHORITY}/420600021XK00100.yml", 2, 5, '"420600021XK00100"'),
        "编码前六位是 420600，本市是 420683",
    ),
    Case(
        "I002",
        together(
            second(K.LICENSING), setting(file_of(K.LICENSING, 2), "编码", to=code_of(K.LICENSING))
        ),
        second(K.LICENSING),
        (file_of(K.LICENSING, 2), 2, 5, '"420683021XK00100"'),
        "已经给了“食品经营许可”",
        also=("I005",),
    ),
    Case(
        "I003",
        with_code(XK, "420683021CF00900"),
        with_code(XK, "420683021XK00900"),
        (f"powers/{AUTHORITY}/420683021CF00900.yml", 2, 5, '"420683021CF00900"'),
        "编码里的类型字母是 CF，行政许可应当是 XK",
    ),
    Case(
        "I004",
        with_code(XK, "420683022XK00100"),
        with_code(XK, "420683021XK00900"),
        (f"powers/{AUTHORITY}/420683022XK00100.yml", 2, 5, '"420683022XK00100"'),
        "编码里的单位码是 022，市市场监督管理局是 021",
    ),
    Case(
        "I005",
        renamed(XK, f"powers/{AUTHORITY}/食品经营许可.yml"),
        renamed(XK, XK.replace(".yml", ".yaml")),
        (f"powers/{AUTHORITY}/食品经营许可.yml", 2, 5, '"420683021XK00100"'),
        "文件名是 食品经营许可，编码是 420683021XK00100",
    ),
    Case(
        "I006",
        renamed(XK, XK.replace(AUTHORITY, "市教育局")),
        setting(XK, "承办机构", to="市教育局"),
        (XK.replace(AUTHORITY, "市教育局"), 5, 7, AUTHORITY),
        "文件在“市教育局”，行使主体是“市市场监督管理局”",
    ),
    Case(
        "I007",
        second(K.LICENSING, 名称="食品经营许可"),
        second(K.LICENSING, 名称="食品生产许可"),
        (file_of(K.LICENSING, 2), 1, 5, "食品经营许可"),
        "“食品经营许可”同 420683021XK00100 重名",
    ),
    Case(
        "I008",
        setting(CF, "名称", to="处罚无证经营食品"),
        setting(CF, "名称", to="对无证经营食品的行政处罚（含网络经营）"),
        (CF, 1, 5, "处罚无证经营食品"),
        "处罚名称“处罚无证经营食品”不是“对……的处罚”",
    ),
    Case(
        "I009",
        setting(XK, "名称", to="1、食品经营许可"),
        setting(XK, "名称", to="食品经营许可（含3种情形）"),
        (XK, 1, 5, '"1、食品经营许可"'),
        "名称开头带了序号",
    ),
    Case(
        "I009",
        setting(XK, "名称", to="食品经营许可。"),
        setting(XK, "名称", to="食品经营、储存许可"),
        (XK, 1, 5, "食品经营许可。"),
        "名称末尾带了标点",
    ),
    Case(
        "I009",
        setting(XK, "名称", to="食品经营许可(网络)"),
        setting(XK, "名称", to="食品经营许可（网络）"),
        (XK, 1, 5, "食品经营许可(网络)"),
        "名称用了半角括号",
    ),
    Case(
        "I009",
        setting(XK, "名称", to="食品和和饮料许可"),
        setting(XK, "名称", to="不以食品为目的的许可"),
        (XK, 1, 5, "食品和和饮料许可"),
        "有重复的字或者标点",
    ),
    Case(
        "I009",
        setting(XK, "名称", to="食品  经营许可"),
        setting(XK, "名称", to="食品 ABC 经营许可"),
        (XK, 1, 5, "食品  经营许可"),
        "中间有多余的空格",
    ),
    Case(
        "I010",
        setting(FACTS, "公布项数", to="11"),
        together(setting(FACTS, "公布项数", to="11"), second(K.LICENSING)),
        (FACTS, 8, 7, '"11"'),
        "公布项数是 11，文件里数出来是 10",
    ),
    Case(
        "I010",
        setting(FACTS, "公布单位数", to="2"),
        setting(FACTS, "公布单位数", to="01"),
        (FACTS, 7, 8, '"2"'),
        "公布单位数是 2，文件里数出来是 1",
    ),
    Case(
        "I010",
        setting(FACTS, "公布市委职权数", to="0"),
        setting(FACTS, "公布市委职权数", to="1"),
        (FACTS, 9, 10, '"0"'),
        "公布市委职权数是 0，文件里数出来是 1",
    ),
    Case(
        "R001",
        together(
            setting(XK, "行使主体", to="市工商行政管理局"),
            renamed(XK, XK.replace(AUTHORITY, "市工商行政管理局")),
            setting(FACTS, "公布单位数", to="2"),
        ),
        setting(XK, "承办机构", to="市工商行政管理局"),
        (XK.replace(AUTHORITY, "市工商行政管理局"), 5, 7, "市工商行政管理局"),
        "单位登记册里没有“市工商行政管理局”",
    ),
    Case(
        "R002",
        setting(XK, "依据", 0, "法规", to="食品安全法"),
        setting(XK, "依据", 0, "法规", to=LICENSING_LAW),
        (XK, 14, 9, "食品安全法"),
        "登记册里没有《食品安全法》",
    ),
    Case(
        "R003",
        setting(XK, "追责情形", to="通用责任"),
        setting(XK, "追责情形", to=[{"内容": "依法追究责任。"}]),
        (XK, 68, 7, "通用责任"),
        "“追责情形”引用的“通用责任”不存在",
    ),
    Case(
        "R003",
        setting(DW, "监督方式", to="无此监督"),
        setting(DW, "监督方式", to="通用监督"),
        (DW, 26, 7, "无此监督"),
        "“监督方式”引用的“无此监督”不存在",
    ),
    Case(
        "R004",
        setting(XK, "主题", 0, to="准营"),
        setting(XK, "主题", to=[]),
        (XK, 12, 5, "准营"),
        "主题表里没有“准营”",
    ),
    Case(
        "R005",
        setting(XK, "数据来源", "出自法条", 1, to="法定期限"),
        setting(XK, "数据来源", "出自法条", 1, to="法定时限"),
        (XK, 84, 7, "法定期限"),
        "“法定期限”",
    ),
    Case(
        "R005",
        setting(XK, "数据来源", "演示数据", 0, to="名称"),
        setting(XK, "数据来源", "演示数据", 0, to="承诺时限"),
        (XK, 86, 5, "- 名称"),
        "“名称”不能既出自法条又是演示",
    ),
    Case(
        "R006",
        setting(QT, "材料", to=GONE),
        setting(QT, "材料", to={"待补": "材料清单还没有整理"}),
        (QT, 1, 1, "名称: 食品小作坊备案"),
        "依申请的职权缺少“材料”",
    ),
    Case(
        "L001",
        setting(XK, "收费", "依据", to="《行政许可收费办法》第一条"),
        setting(XK, "收费", "依据", to=OTHER_LAW),
        (XK, 51, 7, "《行政许可收费办法》第一条"),
        "登记册里没有《行政许可收费办法》",
    ),
    Case(
        "L001",
        setting(TEMPLATE, "步骤", 1, "依据", to="《行政许可收费办法》第一条"),
        setting(TEMPLATE, "步骤", 1, "依据", to=OTHER_LAW),
        (TEMPLATE, 28, 9, "《行政许可收费办法》第一条"),
        "登记册里没有《行政许可收费办法》",
    ),
    Case(
        "L002",
        setting(XK, "依据", 0, "条款", to="第一百五十五条"),
        setting(XK, "依据", 0, "条款", to="第一百五十四条"),
        (XK, 15, 9, "第一百五十五条"),
        "《中华人民共和国食品安全法》只有 154 条，没有第一百五十五条",
    ),
    Case(
        "L002",
        setting(TEMPLATE, "步骤", 1, "依据", to=f"《{LICENSING_LAW}》第八十四条"),
        setting(TEMPLATE, "步骤", 1, "依据", to=f"《{LICENSING_LAW}》第八十三条"),
        (TEMPLATE, 28, 9, f"《{LICENSING_LAW}》第八十四条"),
        "只有 83 条",
    ),
    Case(
        "L003",
        setting(ZS, "依据", 0, to={"法规": REPEALED_LAW, "条款": "第四条"}),
        together(
            setting(ZS, "依据", 0, to={"法规": REPEALED_LAW, "条款": "第四条"}),
            setting(ZS, "状态", to="取消"),
        ),
        (ZS, 15, 9, "第四条"),
        f"《{REPEALED_LAW}》已于 2024-01-01 废止，由《{FOOD_LAW}》代替",
    ),
    Case(
        "L003",
        setting(ZS, "依据", 0, "法规", to=COMING_LAW),
        setting(ZS, "依据", 0, "法规", to=LICENSING_LAW),
        (ZS, 15, 9, "第三十五条第一款"),
        f"《{COMING_LAW}》2030-01-01 才施行",
    ),
    Case(
        "L003",
        setting(ZS, "依据", 0, to={"法规": DRAFT_LAW, "条款": "第四条"}),
        setting(ZS, "依据", 0, to={"法规": DOCUMENT, "条款": "第四条"}),
        (ZS, 15, 9, "第四条"),
        f"《{DRAFT_LAW}》不可引用：尚在征求意见",
    ),
    Case(
        "L003",
        setting(TEMPLATE, "步骤", 1, "依据", to=f"《{REPEALED_LAW}》第四条"),
        setting(TEMPLATE, "步骤", 1, "依据", to=f"《{DOCUMENT}》第四条"),
        (TEMPLATE, 28, 9, f"《{REPEALED_LAW}》第四条"),
        "废止",
    ),
    Case(
        "L004",
        setting(XK, "依据", 0, to={"法规": FOOD_LAW}),
        setting(DW, "依据", 0, to={"法规": FOOD_LAW}),
        (XK, 14, 5, f"法规: {FOOD_LAW}"),
        "《中华人民共和国食品安全法》没有写条款",
    ),
    Case(
        "L005",
        setting(XK, "依据", to=[{"法规": DOCUMENT, "条款": "第四条"}]),
        setting(
            XK,
            "依据",
            to=[{"法规": DOCUMENT, "条款": "第四条"}, {"法规": FOOD_LAW, "条款": "第四条"}],
        ),
        (XK, 14, 3, f"- 法规: {DOCUMENT}"),
        "行政许可的依据只有规范性文件，位阶不够设定",
    ),
    Case(
        "T001",
        setting(XK, "承诺时限", "期限", to="25个工作日"),
        setting(XK, "承诺时限", "期限", to="20个工作日"),
        (XK, 27, 7, '"25个工作日"'),
        "承诺时限（25个工作日）比法定时限（20个工作日）还长",
    ),
    Case(
        "T001",
        setting(XK, "法定时限", "期限", to="当场"),
        setting(XK, "承诺时限", "期限", to="当场"),
        (XK, 27, 7, '"10个工作日"'),
        "比法定时限（当场）还长",
    ),
    Case(
        "T002",
        setting(XK, "承诺时限", "期限", to="10日"),
        setting(XK, "承诺时限", "期限", to="当场"),
        (XK, 27, 7, '"10日"'),
        "法定是20个工作日，承诺是10日，单位不同",
    ),
    Case(
        "T003",
        setting(XK, "法定时限", "依据", to=GONE),
        setting(XK, "承诺时限", "依据", to=OTHER_LAW),
        (XK, 21, 3, '期限: "20个工作日"'),
        "法定时限 20个工作日 没有依据",
    ),
    Case(
        "T004",
        setting(XK, "办件类型", to="即办件"),
        together(
            setting(XK, "办件类型", to="即办件"), setting(XK, "承诺时限", "期限", to="1个工作日")
        ),
        (XK, 27, 7, '"10个工作日"'),
        "即办件的承诺时限是 10个工作日",
    ),
    Case(
        "T005",
        setting(XK, "法定时限", "期限", to="21个工作日"),
        together(
            setting(XK, "法定时限", "期限", to="21个工作日"),
            setting(XK, "法定时限", "依据", to=OTHER_LAW),
        ),
        (XK, 21, 7, '"21个工作日"'),
        "依据第四十二条，时限却是 21个工作日",
    ),
    Case(
        "P001",
        setting(XK, "流程", "模板", to="办理-普通程式"),
        setting(XK, "流程", to={"步骤": own_steps()}),
        (XK, 64, 7, "办理-普通程式"),
        "没有名叫“办理-普通程式”的流程模板",
    ),
    Case(
        "P001",
        setting(XK, "流程", "模板", to="市委-集体决策"),
        setting(XK, "流程", "模板", to="办理-普通程序"),
        (XK, 64, 7, "市委-集体决策"),
        "模板“市委-集体决策”不适用于行政许可",
    ),
    Case(
        "P002",
        adjusted(删除="review"),
        adjusted(删除="decide"),
        (XK, 66, 7, "删除: review"),
        "“review”不存在",
    ),
    Case(
        "P002",
        adjusted(插入到="apply", 环节=deepcopy(own_steps()[2])),
        adjusted(插入到="apply", 环节=own_steps()[2] | {"编号": "review"}),
        (XK, 66, 7, "插入到: apply"),
        "与已有环节编号相同",
    ),
    Case(
        "P003",
        steps(setting(XK, "流程", "步骤", 1, "下一步", 0, "到", to="nowhere")),
        steps(nothing),
        (XK, 69, 7, "编号: check"),
        "“check”的下一步“nowhere”不存在",
    ),
    Case(
        "P003",
        steps(setting(XK, "流程", "步骤", 1, "下一步", 1, "当", to=GONE)),
        steps(setting(XK, "流程", "步骤", 1, "下一步", 1, "当", to="缺材料")),
        (XK, 69, 7, "编号: check"),
        "有一个去向没有写“当”",
    ),
    Case(
        "P003",
        adjusted(修改="check", 为={"下一步": [{"到": "decide", "当": "齐全"}]}),
        adjusted(修改="check", 为={"名称": "材料齐不齐"}),
        (XK, 64, 3, "模板: 办理-普通程序"),
        "判断环节“check”只有一个去向",
    ),
    Case(
        "P003",
        setting(TEMPLATE, "步骤", 3, "类别", to="办理"),
        setting(TEMPLATE, "步骤", 3, "名称", to="归档"),
        (TEMPLATE, 18, 3, "- 编号: apply"),
        "没有“结束”环节",
    ),
    Case(
        "F001",
        setting(XK, "收费", "项目", to=[CHARGE]),
        together(
            setting(XK, "收费", "是否收费", to="收费"), setting(XK, "收费", "项目", to=[CHARGE])
        ),
        (XK, 53, 5, "- 名称: 工本费"),
        "写了不收费，却列了收费项目",
    ),
    Case(
        "F001",
        setting(XK, "收费", "是否收费", to="收费"),
        setting(XK, "收费", to={"不适用": "法律没有设定收费"}),
        (XK, 50, 9, "收费"),
        "写了收费，却没有列收费项目",
    ),
    Case(
        "F002",
        together(
            setting(XK, "收费", "是否收费", to="收费"),
            setting(XK, "收费", "项目", to=[CHARGE | {"依据": f"《{DOCUMENT}》第四条"}]),
        ),
        together(
            setting(XK, "收费", "是否收费", to="收费"), setting(XK, "收费", "项目", to=[CHARGE])
        ),
        (XK, 55, 11, f"《{DOCUMENT}》第四条"),
        f"“工本费”的依据是规范性文件《{DOCUMENT}》",
    ),
    Case(
        "K001",
        setting(CF, "处罚幅度", to=GONE),
        together(setting(CF, "处罚幅度", to=GONE), setting(CF, "处罚种类", to=["警告"])),
        (CF, 22, 3, "- 没收违法所得"),
        "处罚种类有罚款，却没有处罚幅度",
    ),
    Case(
        "K001",
        setting(CF, "处罚种类", 1, to="警告"),
        setting(CF, "处罚种类", 0, to="警告"),
        (CF, 25, 3, "- 情形: 货值金额不足一万元的"),
        "写了罚款幅度，处罚种类里却没有罚款",
    ),
    Case(
        "K002",
        setting(CF, "处罚幅度", 0, "罚款", to="10万元以上5万元以下"),
        setting(CF, "处罚幅度", 0, "罚款", to="5万元以上5万元以下"),
        (CF, 26, 9, '"10万元以上5万元以下"'),
        "“10万元以上5万元以下”的下限比上限高",
    ),
    Case(
        "A001",
        CLOSED,
        together(CLOSED, setting(XK, "不公开理由", to="涉及商业秘密")),
        (XK, 71, 7, "依申请公开"),
        "公开范围是“依申请公开”，没有写不公开理由",
    ),
    Case(
        "A002",
        together(setting(XK, "公开范围", to="党内公开"), setting(XK, "不公开理由", to="涉密")),
        together(setting(DW, "公开范围", to="党内公开"), setting(DW, "不公开理由", to="涉密")),
        (XK, 71, 7, "党内公开"),
        "行政职权不能写“党内公开”",
    ),
    Case(
        "A003",
        setting(DEPARTMENTS, "单位", 0, "咨询电话", to="0710-622"),
        setting(DEPARTMENTS, "单位", 0, "咨询电话", to="07106222222、13800000000，12315"),
        (DEPARTMENTS, 11, 11, '"0710-622"'),
        f"{AUTHORITY}的咨询电话“0710-622”格式不对",
    ),
    Case(
        "A004",
        setting(XK, "承办机构", to="暂无"),
        setting(XK, "承办机构", to="无线电管理股"),
        (XK, 6, 7, "暂无"),
        "这里填了“暂无”",
    ),
    Case(
        "A004",
        setting(XK, "条件", "条目", 0, to="无"),
        setting(XK, "条件", "条目", 0, to="无犯罪记录"),
        (XK, 38, 7, "无"),
        "这里填了“无”",
    ),
    Case(
        "A004",
        setting(XK, "材料", 0, "名称", to="/"),
        setting(XK, "材料", 0, "名称", to="A/B 表"),
        (XK, 41, 9, '"/"'),
        "这里填了“/”",
    ),
]
"""All cases; `PARTY` stands for the committee whose records carry no remedies."""
assert PARTY in DW
