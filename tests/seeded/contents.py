"""Faults of bases, limits, procedures, documents, results, fees and penalties."""

from tests.seeded.mutation import (
    APPLICATIONS,
    LICENSING,
    PENALTY,
    Mutation,
    Tree,
    administrative,
    both,
    drop,
    has,
    kind,
    put,
)


def _same_units(tree: Tree) -> bool:
    both_there = has("法定时限", "期限")(tree) and has("承诺时限", "期限")(tree)
    return both_there and all(
        tree[key]["期限"].endswith("个工作日") for key in ("法定时限", "承诺时限")
    )


def _template(tree: Tree) -> bool:
    return "模板" in tree["流程"] and "调整" not in tree["流程"]


def _own_steps(tree: Tree) -> bool:
    return "步骤" in tree["流程"]


def _fined(tree: Tree) -> bool:
    return tree["类型"] == PENALTY and "处罚幅度" in tree and "裁量基准" not in tree


def _money(tree: Tree) -> bool:
    return _fined(tree) and any(
        "以上" in tier["罚款"] and "元以下" in tier["罚款"] for tier in tree["处罚幅度"]
    )


def _turned(tree: Tree) -> None:
    tree["处罚幅度"] = [{"罚款": "10万元以上5万元以下"}]


def _no_way_on(tree: Tree) -> None:
    tree["流程"]["步骤"][0]["下一步"] = [{"到": "nowhere"}]


def _one_exit(tree: Tree) -> None:
    step = next(step for step in tree["流程"]["步骤"] if step["类别"] == "判断")
    step["下一步"] = step["下一步"][:1]


def _has_decision(tree: Tree) -> bool:
    return _own_steps(tree) and any(step["类别"] == "判断" for step in tree["流程"]["步骤"])


def _document_only(tree: Tree) -> None:
    tree["依据"] = [{"法规": "交通警察道路执勤执法工作规范", "条款": "第三条", "作用": "设定"}]


CONTENTS = (
    # Legal bases
    Mutation(
        "L001",
        "a limit resting on an unregistered law",
        has("法定时限", "依据"),
        put("法定时限", "依据", to="《枣阳市办事规定》第三条"),
    ),
    Mutation(
        "L002",
        "an article beyond the law",
        kind(PENALTY),
        put("依据", 0, "条款", to="第九百九十九条"),
    ),
    Mutation(
        "L002",
        "a limit resting on an article beyond the law",
        has("法定时限", "依据"),
        put("法定时限", "依据", to="《中华人民共和国行政处罚法》第八十七条"),
    ),
    Mutation("L004", "a basis without its article", kind(PENALTY), drop("依据", 0, "条款")),
    Mutation(
        "L007",
        "an article that moved years ago",
        administrative,
        lambda t: t["依据"].append(
            {"法规": "中华人民共和国土地管理法", "条款": "第十五条", "版本": "2004-08-28"}
        ),
    ),
    # Time limits
    Mutation(
        "T001",
        "a promise longer than the law",
        _same_units,
        lambda t: t["承诺时限"].update(期限=f"{int(t['法定时限']['期限'][:-4]) + 5}个工作日"),
    ),
    Mutation(
        "T002",
        "a promise in days of another kind",
        _same_units,
        lambda t: t["承诺时限"].update(期限=f"{int(t['法定时限']['期限'][:-4]) * 6 // 5}日"),
    ),
    Mutation(
        "T003",
        "a statutory limit without a basis",
        both(has("法定时限", "依据"), kind(*APPLICATIONS)),
        drop("法定时限", "依据"),
    ),
    Mutation(
        "T004",
        "a case decided at once in five days",
        both(_same_units, has("办件类型")),
        lambda t: (t.update(办件类型="即办件"), t["承诺时限"].update(期限="5个工作日"))[0],
    ),
    # Procedures
    Mutation(
        "P001", "a template that does not exist", _template, put("流程", "模板", to="办理-一般程序")
    ),
    Mutation(
        "P001",
        "a template of another type",
        both(_template, kind(PENALTY)),
        put("流程", "模板", to="许可-普通程序"),
    ),
    Mutation(
        "P002",
        "an adjustment to a step that is not there",
        _template,
        lambda t: t["流程"].update(调整=[{"删除": "no-such-step"}]),
    ),
    Mutation("P003", "a way that leads nowhere", _own_steps, _no_way_on),
    Mutation("P003", "a decision with one way out", _has_decision, _one_exit),
    # Documents and results
    Mutation(
        "D001",
        "an empty list of documents",
        lambda t: isinstance(t.get("材料"), list),
        put("材料", to=[]),
    ),
    Mutation(
        "D002",
        "a catch-all document",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "其他有关材料", "来源": "申请人自备", "原件": "1"}),
    ),
    Mutation(
        "D003",
        "a document without copies",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "平面图", "来源": "申请人自备"}),
    ),
    Mutation(
        "D004",
        "a licence offices can look up",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "企业营业执照", "来源": "政府部门核发", "复印件": "1"}),
    ),
    Mutation(
        "D005",
        "a proof without a basis",
        lambda t: isinstance(t.get("材料"), list),
        lambda t: t["材料"].append({"名称": "无犯罪记录证明", "来源": "政府部门核发", "原件": "1"}),
    ),
    Mutation(
        "D006",
        "a licence out of a confirmation",
        both(kind("行政确认"), lambda t: isinstance(t.get("结果"), list)),
        put("结果", 0, "名称", to="许可证"),
    ),
    Mutation(
        "D008",
        "a licence that lapses in silence",
        both(kind(LICENSING), lambda t: isinstance(t.get("结果"), list)),
        lambda t: t["结果"].append({"名称": "登记证", "种类": "证照", "有效期": "3年"}),
    ),
    # Fees and penalties
    Mutation(
        "F001",
        "free of charge with a charge",
        lambda t: t.get("收费", {}).get("是否收费") == "不收费",
        lambda t: t["收费"].update(
            项目=[
                {
                    "名称": "工本费",
                    "标准": "每证十元",
                    "依据": "《中华人民共和国行政许可法》第五十八条第一款",
                }
            ]
        ),
    ),
    Mutation(
        "F001",
        "charged without a charge",
        lambda t: t.get("收费", {}).get("是否收费") == "不收费",
        put("收费", "是否收费", to="收费"),
    ),
    Mutation(
        "F003",
        "a charge outside the catalogue",
        has("收费", "项目", 0),
        lambda t: t["收费"]["项目"][0].update(目录编号="没有这一项"),
    ),
    Mutation(
        "F004",
        "a charge that was stopped",
        has("收费", "项目", 0),
        lambda t: t["收费"]["项目"][0].update(目录编号="公安-首次申领居民身份证工本费"),
    ),
    Mutation(
        "F006",
        "a third party nobody may choose",
        kind(LICENSING),
        lambda t: t.update(中介服务=[{"名称": "检测", "自主选择": "否"}]),
    ),
    Mutation("K001", "a fine without its range", _fined, drop("处罚幅度")),
    Mutation("K001", "a range without a fine", _fined, lambda t: t.update(处罚种类=["警告"])),
    Mutation("K002", "a range upside down", _money, _turned),
    Mutation(
        "K004",
        "discretion beyond the range",
        _money,
        lambda t: t.update(
            裁量基准=[{"阶次": "较重", "情形": "情节较重", "罚款": "9000万元以上9900万元以下"}]
        ),
    ),
    Mutation(
        "K005",
        "discretion with a gap",
        _fined,
        lambda t: t.update(
            处罚幅度=[{"罚款": "1万元以上10万元以下"}],
            裁量基准=[
                {"阶次": "较轻", "情形": "较轻", "罚款": "1万元以上2万元以下"},
                {"阶次": "较重", "情形": "较重", "罚款": "5万元以上10万元以下"},
            ],
        ),
    ),
    Mutation(
        "R006",
        "an application that says nothing of its fee",
        lambda t: t.get("依申请") == "是",
        drop("收费"),
    ),
    Mutation(
        "L003",
        "a law that was repealed",
        kind(LICENSING),
        lambda t: t["依据"].append({"法规": "中华人民共和国中医药条例", "条款": "第一条"}),
    ),
    Mutation("L005", "a licence set up by a document", kind(LICENSING), _document_only),
    Mutation(
        "T005",
        "a licence stretched under the general article",
        both(kind(LICENSING), has("法定时限", "期限")),
        put(
            "法定时限",
            to={
                "期限": "25个工作日",
                "起算": "受理之日",
                "依据": "《中华人民共和国行政许可法》第四十二条第一款",
            },
        ),
    ),
    Mutation(
        "F002",
        "a licence charged under a document",
        kind(LICENSING),
        put(
            "收费",
            to={
                "是否收费": "收费",
                "项目": [
                    {
                        "名称": "工本费",
                        "标准": "每证十元",
                        "依据": "《交通警察道路执勤执法工作规范》第三条",
                    }
                ],
            },
        ),
    ),
    Mutation(
        "F005",
        "bands that overlap",
        has("收费", "项目", 0),
        lambda t: t["收费"]["项目"][0].update(
            分档=[
                {"自": "0", "至": "100", "单位": "件", "标准": "一元"},
                {"自": "90", "单位": "件", "标准": "二元"},
            ]
        ),
    ),
    Mutation("K003", "a penalty that hides its discretion", has("裁量基准"), drop("裁量基准")),
)
"""Each names the rule it breaks."""
