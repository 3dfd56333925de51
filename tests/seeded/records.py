"""Faults of identity, references, codes, texts and upkeep."""

from tests.seeded.mutation import (
    LICENSING,
    PENALTY,
    Mutation,
    Tree,
    administrative,
    anything,
    has,
    kind,
    put,
    text,
)


def _before_its_law(tree: Tree) -> None:
    tree["生效日期"] = "2021-10-31"
    law = "中华人民共和国个人信息保护法"
    tree["依据"] = [{"法规": law, "条款": "第六十六条"}]


RECORDS = (
    # Identity
    Mutation(
        "I001",
        "another city's area code",
        anything,
        text("编码", lambda c: f"420600{c[6:]}"),
        echoes=("I019",),
    ),
    Mutation(
        "I003",
        "letters of another type",
        kind(PENALTY),
        text("编码", lambda c: f"{c[:9]}XK{c[11:]}"),
        echoes=("I019",),
    ),
    Mutation(
        "I004",
        "another unit's number",
        administrative,
        text("编码", lambda c: f"{c[:6]}099{c[9:]}"),
        echoes=("I019",),
    ),
    Mutation(
        "I008",
        "a penalty named as a measure",
        kind(PENALTY),
        text("名称", lambda n: n.replace("的处罚", "").removeprefix("对") + "行为"),
    ),
    Mutation("I009", "a number before the name", administrative, text("名称", lambda n: f"1、{n}")),
    Mutation(
        "I009", "a full stop after the name", kind(LICENSING), text("名称", lambda n: f"{n}。")
    ),
    Mutation(
        "I009", "brackets of another width", kind(LICENSING), text("名称", lambda n: f"{n}(县级)")
    ),
    # References
    Mutation("R001", "a unit nobody registered", administrative, put("行使主体", to="市规划局")),
    Mutation(
        "R002",
        "a law written by its short title",
        kind(PENALTY),
        put("依据", 0, "法规", to="处罚法"),
    ),
    Mutation(
        "R003",
        "a shared text that does not exist",
        administrative,
        put("监督方式", to="通用监督方式"),
    ),
    Mutation(
        "R003", "a remedy that does not exist", administrative, put("救济途径", to="县级单位")
    ),
    Mutation("R004", "a topic nobody registered", has("主题", 0), put("主题", 0, to="开办企业")),
    Mutation(
        "R005",
        "an origin of a field that does not exist",
        has("数据来源", "出自法条", 0),
        put("数据来源", "出自法条", 0, to="权力名称"),
    ),
    # Disclosure and texts
    Mutation("A001", "not disclosed and no reason", administrative, put("公开范围", to="不公开")),
    Mutation(
        "A002",
        "disclosed to the party alone",
        administrative,
        lambda t: t.update(公开范围="党内公开", 不公开理由="内部"),
    ),
    Mutation("A004", "无 for an answer", administrative, put("承办机构", to="无")),
    # National codes
    Mutation(
        "I011",
        "a national code of fourteen places",
        administrative,
        put("国家编码", to={"基本编码": "511Z0700100601"}),
    ),
    Mutation(
        "I012",
        "a national code of another type",
        kind(PENALTY),
        put("国家编码", to={"基本编码": "000131001000"}),
    ),
    Mutation(
        "I013",
        "a national code of another province",
        kind(LICENSING),
        put("国家编码", to={"基本编码": "440131001000"}),
    ),
    Mutation(
        "I014",
        "a credit code with a wrong check digit",
        kind(LICENSING),
        put("国家编码", to={"实施编码": "11420683MB123456844000131001000"}),
    ),
    Mutation(
        "I015",
        "a code of another level",
        kind(LICENSING),
        put("国家编码", to={"实施编码": "11420683MB123456723000131001000"}),
    ),
    Mutation(
        "I016",
        "two codes of two matters",
        kind(LICENSING),
        put(
            "国家编码",
            to={"基本编码": "000131001000", "实施编码": "11420683MB123456724000131001001"},
        ),
    ),
    Mutation(
        "I018",
        "a main item that does not exist",
        kind(LICENSING),
        put("主项", to="420683099XK99900"),
    ),
    Mutation(
        "I021",
        "an inspection named as management",
        kind("行政检查"),
        put("名称", to="日常监督管理工作"),
    ),
    Mutation(
        "I021", "a reward without its word", kind("行政奖励"), put("名称", to="对先进单位的通报")
    ),
    Mutation(
        "I023",
        "a filing put among the rest",
        lambda t: t.get("子类") == "备案" and "备案" in t["名称"],
        put("子类", to="其他管理事项"),
    ),
    # Texts
    Mutation(
        "X001",
        "an identity card number",
        anything,
        put("备注", to="联系人身份证号420683199001011234。"),
    ),
    Mutation("X001", "a private telephone", anything, put("备注", to="有事打 13800001234。")),
    Mutation(
        "X002",
        "a link that is not encrypted",
        anything,
        put("备注", to="见 http://www.zaoyang.gov.cn/。"),
    ),
    Mutation(
        "X002",
        "a link to a company",
        anything,
        put("备注", to="见 https://www.example.com/guide。"),
    ),
    Mutation(
        "X003",
        "leftovers of a web page",
        anything,
        put("备注", to="带齐材料。<br>网上&nbsp;也可以办。"),
    ),
    Mutation("X003", "wide digits", anything, put("备注", to="每年办理２次。")),
    Mutation(
        "X004",
        "a code that does not exist",
        anything,
        put("备注", to="变更另办，见420683099XK99900。"),
    ),
    Mutation("X005", "a control character", anything, put("备注", to="材料不全\x7f当场告知。")),
    Mutation(
        "L011", "a statute copied and cut off", anything, put("备注", to="第五条 申请人应当……")
    ),
    # Upkeep
    Mutation("U001", "in force before its law", kind(LICENSING), _before_its_law),
    Mutation("U001", "expired and still in use", kind(LICENSING), put("失效日期", to="2025-01-01")),
    Mutation("U002", "not reviewed for years", administrative, put("核对日期", to="2024-01-01")),
    Mutation(
        "U003",
        "a change kept to oneself",
        administrative,
        lambda t: t["沿革"].append(
            {
                "日期": "2026-01-05",
                "动作": "变更",
                "说明": "缩短承诺时限",
                "文号": "枣审改〔2026〕1号",
            }
        ),
    ),
)
"""Each names the rule it breaks."""
