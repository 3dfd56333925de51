"""Words the names of powers are made of, and a way to write each as one character.

Names are three quarters of the search table. Writing these words as single characters takes a
tenth off what a phone has to load. The choice was made by counting and has no other meaning: a
word the list stops using costs a few bytes, nothing else.
"""

from collections.abc import Iterable

_WORDS = (
    "单位和个人的表彰、奖励 组织和个人的表彰、奖励 中做出突出贡献的 "
    "对可能灭失或者以后难以取得的证据的先行登记保存 对到期不缴纳罚款的加处罚款 "
    "责令当事人改正或者限期改正违法行为 资料的查阅、复制 的监督检查 饲料、饲料添加剂 的责令改正 "
    "未按规定 危险化学品 民用爆炸物品 特种设备 违反规定 伪造、变造 监督检查 机动车 许可证 不符合 "
    "的处罚 未按照 用人单位 主管部门 经批准 或者 单位 经营 生产 使用 机构 安全 企业 活动 规定 "
    "从事 擅自 医疗 进行 设施 对未 管理 建设 其他 国家 对在 人员 有关 工程 服务 标准 销售 产品 "
    "施工 取得 提供 工作 报告 场所 保护 运输 备案 登记 信息 许可 组织 药品 食品 污染 依法 措施 "
    "要求 处理 检验 设备 条件 作业 检测 环境 技术 资质 情况 消防 影响 个人 卫生 项目 "
    "疾病预防控制 行为 违反 职业 建筑 采取 部门 印刷 质量 行政 ，未 公共 他人 业务 出租、出借 "
    "排放 动物 虚假 检查 审批 社会 合格 资料 道路 标志 法律、法规 设计 放射性同位素 废物 未经 "
    "出版 事故 烟花爆竹 实施 商用密码 查封、扣押 器械 劳动 范围 文物 农药 以及 履行 非法 监督 "
    "旅行社 违法 制度 利用 开展 驾驶 变更 危险 弄虚作假 公安机关 建立 发生 传染病 采购 证明 文件 "
    "相关 拒绝 处置 材料 政府 接受 委托 不按 转让 监测 毒化学品 互联网 对外劳务合作 危害 记录 "
    "城市 合同 保障 广告 事业 义务 宗教 添加剂 执行"
)
PHRASES = tuple(_WORDS.split())
"""What saves most comes first; a word comes before the words it contains."""

_STAND_INS = tuple(map(chr, (*range(33, 127), *range(0xC0, 0x100))))
_UNSAFE = frozenset('"<\\&')


def shorten(texts: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Join texts by line feeds and write frequent words as one character each.

    Returns:
        The joined text, and what each stand-in stands for. A stand-in is a printable character
        of one or two bytes that no text contains; when they run out, the remaining words are left
        as they are.
    """
    joined = "\n".join(texts)
    taken = _UNSAFE.union(joined)
    free = [char for char in _STAND_INS if char not in taken]
    meanings: dict[str, str] = {}
    for phrase in PHRASES:
        if not free:
            break
        if phrase in joined:
            meanings[free[0]] = phrase
            joined = joined.replace(phrase, free.pop(0))
    return joined, meanings
