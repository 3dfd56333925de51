"""How wide a Chinese label is, and where it may be broken into lines.

Widths come from the East-Asian width of each character, never from a font: the machine that
builds the site may have none (performance notes §2: 73 % of labels overflow then). Breaking
follows the rules for line ends of GB/T 15834 and keeps the words of this field whole.
"""

import re
from functools import lru_cache
from itertools import pairwise
from unicodedata import east_asian_width

_NARROW = 0.6
_NEVER_FIRST = frozenset("、，。；：？！）》」”’·%的了着过内\u00a0")
_NEVER_LAST = frozenset("（《「“‘▲＋－～\u00a0")
_GOOD_AFTER = frozenset("、，；：）")
_WORDS = (
    "行政 强制 处罚 决定 许可 申请 材料 告知 补正 受理 凭证 审查 审核 核查 核对 核定 是否 能否 "
    "有无 准予 需要 听证 检验 检测 鉴定 评审 送达 颁发 证件 公开 公示 公告 公布 办结 归档 结案 "
    "归还 履行 缴纳 缴费 罚款 罚没 执行 执法 法院 人民 法制 立案 违法 行为 调查 取证 移送 事先 "
    "权利 要求 举行 当场 当事 清单 笔录 现场 制作 财物 保管 妥善 查封 扣押 解除 退还 没收 销毁 "
    "依法 措施 自由 人身 限制 家属 通知 立即 登记 保存 证据 灭失 返还 后续 程序 转入 按期 申报 "
    "如实 税额 减免 手续 限期 责令 税款 入库 票据 财政 国库 信息 入户 意见 确认 发放 标准 定期 "
    "动态 调整 计划 制定 抽取 对象 方案 批准 出示 说明 依据 理由 检查 结果 发现 问题 改正 复查 "
    "情况 文书 条件 不予 办理 推荐 自愿 名单 奖励 奖金 证书 异议 成立 研究 审定 组织 裁决 调解 "
    "成功 副本 答辩 双方 协商 提出 机关 上级 报送 上报 符合 退回 回执 备案 存档 规定 书面 接收 "
    "属于 属实 解决 解释 答复 投诉 举报 处理 转送 议题 论证 征求 合法 风险 评估 酝酿 会议 讨论 "
    "通过 暂缓 终止 终结 中止 决议 督办 反馈 实施 监督 管理 事项 社会 集体 修改 专门 工作 承办 "
    "机构 窗口 人员 公安 申请人 当事人 负责人 部门 专家 技术 街道 乡镇 工作日 时限 公众 统一 "
    "联合 转告 初步 收取 费用 签署 催告 再次 逾期 义务 履行书 拆除 自行 完毕 滞纳金 三十日 "
    "执行权 许可决定 日内， 予以 代履行 不履行 不符合 不成立 减免缓 应缴费额 本机关 申请书 "
    "决定书 通知书 调解书 告知书 另行 提交 安全 使用 验收 竣工 勘验 颁发送达 "
    "复议 诉讼 应当 作出 法定时限 承诺时限"
)
_INSIDE = frozenset(word[at : at + 2] for word in _WORDS.split() for at in range(len(word) - 1))
_LEADS = (
    "并 或者 和 及 以及 是否 送达 审查 审核 办理 公开 归档 申请 告知 结案 听取 说明 交付 退还 转入 "
    "移送 取证 核对"
)
_LEADING = tuple(_LEADS.split())
_NUMERAL = "0-9〇零一二三四五六七八九十百千万"
_UNIT = "个工作日|工作日|个月|小时|分钟|日|天|年|月|元|倍|人|名|份|次|项|%"
_WHOLE = re.compile(
    rf"[{_NUMERAL}]+(?:{_UNIT})(?:以?[内上下前后])?|第[{_NUMERAL}]+[条款项目]|《[^》]*》"
)
"""What is read in one glance: a number with its unit, one step of a citation, a title."""
_TORN, _FORBIDDEN = 60.0, 1e9


@lru_cache(maxsize=8192)
def text_width(text: str, size: int) -> float:
    """Width in pixels at a font size: wide and ambiguous characters count one em."""
    ems = sum(1.0 if east_asian_width(char) in "WFA" else _NARROW for char in text)
    return round(ems * size, 1)


@lru_cache(maxsize=8192)
def wrap(text: str, measure: float, size: int) -> tuple[str, ...]:
    """Break a label into the fewest lines that fit, evenly and between words.

    No line begins with closing or ends with opening punctuation, and none holds a single
    character. A label that cannot be broken so (a long Latin word) keeps its overlong line.
    """
    total = text_width(text, size)
    if total <= measure or len(text) < 2:
        return (text,)
    # A title longer than a line must be broken somewhere; then only the words count.
    for penalties in (_penalties(text, strict=True), _penalties(text, strict=False)):
        if _has_overlong_word(text, penalties, measure, size):
            continue
        count = max(2, -int(-total // measure))
        # Two neighbouring lines of the fewest hold more than one measure, or they would be one.
        for lines in range(count, min(len(text), 2 * count + 2)):
            cost, parts = _best(text, penalties, lines, measure, size)
            if cost < _FORBIDDEN:
                return parts
    return (text,)


def _has_overlong_word(text: str, penalties: list[float], measure: float, size: int) -> bool:
    """Whether a stretch that may not be broken is wider than a line; then no trial can succeed."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or penalties[at] < _FORBIDDEN:
            if at - start > 2 and text_width(text[start:at], size) > measure:
                return True
            start = at
    return False


def _best(
    text: str, penalties: list[float], count: int, measure: float, size: int
) -> tuple[float, tuple[str, ...]]:
    """Lowest-cost way to break a text into `count` lines, by dynamic programming."""
    ideal = text_width(text, size) / count
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        reached: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, parts) in best.items():
            for end in range(start + 2, len(text) + 1):
                line = text[start:end]
                width = text_width(line, size)
                if width > measure and len(line) > 2:
                    break
                price = cost + penalties[end] + ((width - ideal) / size) ** 2
                if end not in reached or price < reached[end][0]:
                    reached[end] = (price, (*parts, line))
        best = reached
    return best.get(len(text), (_FORBIDDEN, ()))


def _penalties(text: str, *, strict: bool) -> list[float]:
    """How bad a break before each position is; `strict` keeps words, numbers, titles whole."""
    found = [0.0, *(_penalty(text, at) for at in range(1, len(text))), 0.0]
    if strict:
        found = [_FORBIDDEN if cost >= _TORN else cost for cost in found]
        for whole in _WHOLE.finditer(text):
            for at in range(whole.start() + 1, whole.end()):
                found[at] = _FORBIDDEN
    return found


def _penalty(text: str, at: int) -> float:
    """How bad a break before position `at` is, whatever is read in one glance."""
    before, after = text[at - 1], text[at]
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return _FORBIDDEN
    if before in _GOOD_AFTER or after == "（":
        return 0
    if before.isascii() and after.isascii():
        return 1 if " " in (before, after) else _FORBIDDEN
    if before + after in _INSIDE or before.isdigit():
        return _TORN
    return 1 if text.startswith(_LEADING, at) else 6


def longest_line(lines: tuple[str, ...], size: int) -> float:
    """Width of the widest line."""
    return max((text_width(line, size) for line in lines), default=0.0)


def words_kept(lines: tuple[str, ...]) -> bool:
    """Whether no known word is torn apart at a line end."""
    return all(first[-1] + second[0] not in _INSIDE for first, second in pairwise(lines))
