"""The manual: one page for every code a finding can carry.

Rules are classes and speak for themselves. Codes of writing (Y), structure (S) and sheets (M) are
given while a file is being read, Z000 by a report on a run that did not finish, Z001 by a build
that could not draw a chart (that picture and text say the same is a test's matter); no class exists
for these, and what they mean in general stands here. A test compares this table with the codes
that occur in the sources.
"""

from dataclasses import dataclass

from generator.check.run import RULES
from generator.diagnostic import MANUAL, Severity

AREAS = {
    "Y": "书写：文件能不能读",
    "S": "结构：字段填得对不对",
    "I": "身份：编码、名称、数目",
    "R": "引用：单位、法规、公用文本",
    "L": "依据：法规是否有效、条款是否存在",
    "T": "时限：法定与承诺",
    "P": "流程：能不能走通",
    "D": "材料与结果：要交什么、得到什么",
    "F": "收费与中介服务",
    "K": "处罚幅度与裁量",
    "A": "公开与监督",
    "J": "责任与救济",
    "X": "文字：写了不该写的",
    "U": "时效：该核对、该公开、该到期的",
    "E": "版本：公布过的不能改",
    "W": "网站：必须写明的信息",
    "H": "改动：有没有交代",
    "B": "存量：旧问题只减不增",
    "M": "表格导入",
    "Z": "运行：检查有没有做完",
}
"""Letter of a code → what it is about, in the order of the manual."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known about one code; `answers` as in `Rule`."""

    code: str
    headline: str
    why: str
    fix: str
    severity: Severity = Severity.ERROR
    since: str = "0.1"
    answers: tuple[int, ...] = ()

    @property
    def page(self) -> str:
        """Its place on the site, below the site's own address."""
        return f"{MANUAL}#{self.code}"


_READABLE = "写法不合规矩的文件读不成字段，也就不会出现在网站上"
_SHAPE = "字段填在该填的地方、写成该写的样子，网页、数据和检查才用得上"
_SHEET = "表格读对了，才能写成一项一个文件"

READING = (
    Entry("Y000", "文件打不开", "读不到的文件没法检查", "看看文件是否被移走，或者没有读取权限"),
    Entry(
        "Y001",
        "冒号是全角的",
        "只有“半角冒号加空格”能把字段和内容分开",
        "换成半角冒号，后面空一格 →  名称: 食品经营许可",
    ),
    Entry("Y002", "用全角空格缩进", "全角空格会被当成字段名的一部分", "换成半角空格，每层两个"),
    Entry(
        "Y003",
        "用制表符（Tab 键）缩进",
        "各人电脑上制表符宽窄不一，缩进会对不齐",
        "把 Tab 换成两个空格",
    ),
    Entry(
        "Y004",
        "文件不是 UTF-8 编码，或者带 BOM",
        "别的编码会在网页上变成乱码",
        "用记事本另存，编码选“UTF-8”",
    ),
    Entry(
        "Y005",
        "同一个字段写了两次",
        "两处说法不同时，没有人知道哪一个算数",
        "合成一处，删掉多余的一行",
    ),
    Entry(
        "Y006",
        "用了引用、锚点、标签或者合并键",
        "每个文件要自己说清楚自己",
        "把要重复的内容直接写出来；以 & * ! 开头的文字加英文双引号",
    ),
    Entry(
        "Y007",
        "一个文件里写了两份",
        "一份文件对应一项职权",
        "删掉“---”这一行，另一份放进自己的文件",
    ),
    Entry("Y008", "用中文引号括住内容", "中文引号会成为内容的一部分", "去掉，或者换成英文双引号"),
    Entry("Y009", "这一行读不懂", _READABLE, "对照一个能通过检查的文件，看冒号、引号和缩进"),
    Entry(
        "Y010",
        "文件是空的，或者开头不是“字段: 内容”",
        _READABLE,
        "第一行写成 →  名称: 食品经营许可",
    ),
    Entry("Y011", "冒号或者短横后面少了空格", "没有空格，字段和内容会连成一个词", "补一个半角空格"),
    Entry("Y012", "有看不见的字符", "看不见的字符会让查找和比对失灵", "删掉这一格重新输入"),
    Entry(
        "Y013",
        "缩进或者冒号不对",
        "缩进表示从属关系，差一格意思就变了",
        "同一层左边对齐；内容里有“: ”的，整段加英文双引号",
    ),
    Entry(
        "Y014",
        "数字是全角的",
        "全角数字读不成数，也查不到",
        "换成半角数字 →  20个工作日",
    ),
    Entry(
        "Y015",
        "数字没有加引号",
        "表格软件会把它当成数，丢掉开头的 0，长号码还会变样",
        "加上英文双引号；powerlist fmt 会自动加上",
        Severity.WARNING,
        answers=(75,),
    ),
    Entry(
        "Y016",
        "日期没有加引号",
        "别的程序会把它当成自己的日期格式，改成另一种写法",
        "加上英文双引号；powerlist fmt 会自动加上",
        Severity.WARNING,
        answers=(75,),
    ),
    Entry(
        "S101",
        "缺少必填的字段",
        "这一类职权必须公布这一项",
        "补上；确实没有的写 {不适用: 原因}，还没整理的写 {待补: 缺什么}",
        answers=(1, 12, 13, 22, 32, 45),
    ),
    Entry("S102", "不认识的字段", "字段名写错时，内容不会出现在网页上", "对照填写说明改正字段名"),
    Entry(
        "S103",
        "填的不在可选范围里",
        "统一用词，才能分类和检索",
        "从提示的选项里选一个",
        answers=(12,),
    ),
    Entry(
        "S104",
        "时限读不懂",
        "时限要有数值和单位，才能比较",
        "写成 →  20个工作日、60日、3个月或者当场",
        answers=(22, 30),
    ),
    Entry(
        "S105",
        "条款读不懂",
        "条款写规范了，才能查出过期的依据",
        "写成 →  第四十二条第一款，或者《…法》第四十二条第一款",
        answers=(18,),
    ),
    Entry(
        "S106",
        "罚款幅度读不懂",
        "幅度要能读成数，才能检查裁量是否越界",
        "写成 →  1万元以上10万元以下，或者违法所得1倍以上5倍以下",
    ),
    Entry("S107", "日期读不懂或者不存在", "日期要写得机器能读", '写成 →  "2026-11-23"'),
    Entry(
        "S108",
        "没有说清为什么空着",
        "空着而不说原因，公众会以为没有",
        "“不适用”和“待补”二选一，后面写原因",
        answers=(22, 32),
    ),
    Entry(
        "S109",
        "流程写了两种，或者一种都没写",
        "流程图、步骤表都由流程生成",
        "写模板（可带调整），或者写自己的步骤",
        answers=(45,),
    ),
    Entry(
        "S110",
        "编码、编号或者这一项的写法不对",
        "编码和编号要用在网址和图里",
        "照提示的样子改",
        answers=(1,),
    ),
    Entry(
        "S111",
        "内容是空的，或者首尾有空格",
        "空白内容会让网页出现空栏目",
        "填上内容，或者删掉这一行",
        answers=(13,),
    ),
    Entry("S112", "内容太长", "国家平台的交换库装不下", "缩短到提示的字数以内"),
    Entry("S113", "这里应当是另一种写法", _SHAPE, "该写文字的写文字，该写列表的每条前面加短横"),
    Entry("S114", "两个流程模板同名", "同名模板不知道用哪一个", "改名，或者删掉多余的一份"),
    Entry(
        "S115",
        "要写“是”或者“否”",
        "清单是给人看的，用中文；yes、no 别的程序还会当成别的意思",
        "改成 →  是，或者 否",
        answers=(75,),
    ),
    Entry("M001", "表格打不开或者读不成", _SHEET, "另存为 .xlsx 或者“CSV UTF-8”再试"),
    Entry(
        "M002",
        "找不到必需的列",
        _SHEET,
        "在前五行里留一行列名，例如“职权名称、权力类型、实施主体、设定依据、条款”",
    ),
    Entry(
        "M003",
        "不认识的列名",
        "不认识的列没有导入，其他列照常",
        "改成认识的列名，或者不用管它",
        Severity.WARNING,
    ),
    Entry(
        "M004",
        "这一行缺少名称，或者类型不认识",
        "这一行没有导入，其他行照常导入",
        "补上名称，类型从十类里选",
    ),
    Entry(
        "M005",
        "单位没有登记",
        "这一行没有导入，其他行照常导入",
        "改成登记册里的正式名称，或者先登记",
    ),
    Entry("M006", "顺序号用完了", "一个单位一类职权最多 999 个顺序号", "请编办另给单位码"),
    Entry(
        "M007",
        "这一行写成文件后通不过检查",
        "这一行没有导入，其他行照常导入",
        "照提示改表格里的内容",
    ),
    Entry(
        "B001",
        "已经改好的问题还留在存量表里",
        "存量表只能越来越短，改好一处少一处",
        "运行 powerlist baseline，或者从 存量问题.yml 删掉这一条",
    ),
    Entry(
        "B002",
        "存量表里新添了问题",
        "存量表只记开始检查时就有的问题，新问题要当时改好",
        "改好这个问题，从 存量问题.yml 删掉这一条",
    ),
    Entry("Z000", "检查没有做完", "没查完的清单不能当作通过", "照提示改好，再查一次"),
    Entry(
        "Z001",
        "流程图画不出来，或者画得不完整",
        "空白的、缺了环节的图比没有图更误事，所以一张画不成，整个网站都不发布",
        "看提示里那一项的流程：环节太多就拆成几步，还不行请找维护的人",
        since="0.2",
        answers=(51,),
    ),
)
"""Codes given while a file is read."""


MENDED = frozenset({"Y001", "Y002", "Y003", "Y004", "Y008", "Y011", "Y012", "Y015", "Y016"})
"""Slips of writing with one cure that touches no text: `fmt` and `check --fix` put them right."""


def entries() -> tuple[Entry, ...]:
    """Every code, in the order of the manual."""
    found = list(READING)
    for rule in RULES:
        headline, why, fix = rule.page()
        found.append(Entry(rule.code, headline, why, fix, rule.severity, rule.since, rule.answers))
    order = list(AREAS)
    return tuple(sorted(found, key=lambda entry: (order.index(entry.code[0]), entry.code)))


def explain(code: str) -> Entry | None:
    """The page of one code; None when there is no such code."""
    return next((entry for entry in entries() if entry.code == code.upper()), None)
