"""Closed vocabularies of the list: every value a field may take, in the words of the law.

The member values are what stands in the YAML and on the page; the member names follow the
glossary of HACKING.md and are what exported data uses. Sources: 中办发〔2015〕21号 for the ten
types, GB/T 39046-2020 appendix A for levels, natures and targets, 行政处罚法 第九条 for kinds of
penalty, 行政强制法 第九条、第十二条 for kinds of coercion.
"""

from enum import StrEnum


class PowerType(StrEnum):
    """The ten types of administrative power, and the party committee's own powers."""

    LICENSING = "行政许可"
    PENALTY = "行政处罚"
    COERCION = "行政强制"
    LEVY = "行政征收"
    BENEFIT = "行政给付"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    ADJUDICATION = "行政裁决"
    OTHER = "其他行政权力"
    PARTY = "市委职权"


TYPE_LETTERS = {
    PowerType.LICENSING: "XK",
    PowerType.PENALTY: "CF",
    PowerType.COERCION: "QZ",
    PowerType.LEVY: "ZS",
    PowerType.BENEFIT: "GF",
    PowerType.INSPECTION: "JC",
    PowerType.CONFIRMATION: "QR",
    PowerType.REWARD: "JL",
    PowerType.ADJUDICATION: "CJ",
    PowerType.OTHER: "QT",
    PowerType.PARTY: "DW",
}
"""Two letters of the type in a 16-digit code; docs/adr/0004-codes.md says where they come from."""


class Status(StrEnum):
    """Whether the power may be exercised today; everything but 在用 keeps its page as a notice."""

    IN_FORCE = "在用"
    SUSPENDED = "暂停"
    ABOLISHED = "取消"
    DELEGATED = "下放"
    MERGED = "合并"


LISTED = frozenset({Status.IN_FORCE, Status.SUSPENDED})
"""Statuses of the powers that count; what was cancelled, delegated or merged keeps its page."""


class LawRank(StrEnum):
    """Rank of an instrument, highest first (立法法 第九十八条至第一百零二条)."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    LOCAL_REGULATION = "地方性法规"
    DEPARTMENT_RULE = "部门规章"
    LOCAL_RULE = "地方政府规章"
    NORMATIVE_DOCUMENT = "规范性文件"
    PARTY_REGULATION = "党内法规"


class ReviewFirst(StrEnum):
    """When review must come before a suit, in the words of 行政复议法 第二十三条第一款."""

    SPOT_PENALTY = "对当场作出的行政处罚决定不服"
    RESOURCES = "对侵犯其已经依法取得的自然资源的所有权或者使用权的决定不服"
    INACTION = "认为行政机关未履行法定职责"
    SECRECY = "申请政府信息公开，行政机关不予公开"
    OTHER = "法律、行政法规规定应当先申请行政复议的其他情形"


class Level(StrEnum):
    """Level at which a power is exercised (national schema brief C2); the list itself is 县级."""

    NATION = "国家级"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWN = "镇（街道）级"
    VILLAGE = "村（社区）级"


class DayMeaning(StrEnum):
    """What a law means by 日 when it says no more; each law answers for itself (brief §3.0)."""

    WORKING = "一律是工作日"
    CALENDAR = "一律是自然日"
    SHORT_WORKING = "十日以内是工作日"
    NAMED_WORKING = "二日、三日、五日、七日是工作日"
    REVIEW_WORKING = "三日、五日、七日、十日是工作日"


class BasisRole(StrEnum):
    """What an article does for the power that cites it."""

    ESTABLISHES = "设定"
    IMPLEMENTS = "实施"
    PROCEDURE = "程序"
    DISCRETION = "裁量"
    FEE = "收费"
    LIABILITY = "责任"


class LimitUnit(StrEnum):
    """Unit of a time limit; which one a statute means is a legal question, so none is assumed."""

    WORKING_DAY = "个工作日"
    DAY = "日"
    MONTH = "个月"
    YEAR = "年"
    HOUR = "小时"
    ON_THE_SPOT = "当场"


class Target(StrEnum):
    """Whom the power concerns (portal list of the national platform, C7)."""

    PERSON = "自然人"
    ENTERPRISE = "企业法人"
    INSTITUTION = "事业法人"
    SOCIAL_ORGANISATION = "社会组织法人"
    UNINCORPORATED = "非法人企业"
    AGENCY = "行政机关"
    OTHER = "其他组织"


class CaseKind(StrEnum):
    """Decided while the applicant waits, or within a promised time."""

    IMMEDIATE = "即办件"
    PROMISED = "承诺件"


class ResultKind(StrEnum):
    """Form of what the applicant receives."""

    CERTIFICATE = "证照"
    APPROVAL = "批文"
    PROOF = "证明"
    REGISTRATION = "登记"
    DOCUMENT = "文书"
    FUNDS = "资金"
    OTHER = "其他"


class MaterialNeed(StrEnum):
    """Whether a document must be handed in."""

    REQUIRED = "必要"
    OPTIONAL = "非必要"
    DEFERRED = "容缺后补"


class MaterialSource(StrEnum):
    """Who makes the document."""

    APPLICANT = "申请人自备"
    GOVERNMENT = "政府部门核发"
    OTHER = "其他"


class Medium(StrEnum):
    """Paper or electronic."""

    PAPER = "纸质"
    ELECTRONIC = "电子"
    EITHER = "纸质或电子"


class Channel(StrEnum):
    """How an application reaches the authority."""

    COUNTER = "窗口办理"
    ONLINE = "网上办理"
    POST = "邮寄办理"


class Charge(StrEnum):
    """Whether anything is charged."""

    FREE = "不收费"
    CHARGED = "收费"


class PenaltyKind(StrEnum):
    """Kinds of administrative penalty (行政处罚法 第九条 and what other statutes set)."""

    WARNING = "警告"
    CRITICISM = "通报批评"
    FINE = "罚款"
    FORFEIT_GAINS = "没收违法所得"
    FORFEIT_GOODS = "没收非法财物"
    SUSPEND_LICENCE = "暂扣许可证件"
    DOWNGRADE = "降低资质等级"
    REVOKE_LICENCE = "吊销许可证件"
    RESTRICT_BUSINESS = "限制开展生产经营活动"
    STOP_BUSINESS = "责令停产停业"
    CLOSE_DOWN = "责令关闭"
    RESTRICT_OCCUPATION = "限制从业"
    DETENTION = "行政拘留"
    DEPORTATION = "限期出境或驱逐出境"


class CoercionKind(StrEnum):
    """Coercive measures (行政强制法 第九条) and ways of enforcement (第十二条)."""

    RESTRICT_FREEDOM = "限制公民人身自由"
    SEAL_UP = "查封场所、设施或者财物"
    SEIZE = "扣押财物"
    FREEZE = "冻结存款、汇款"
    OTHER_MEASURE = "其他行政强制措施"
    LATE_PENALTY = "加处罚款或者滞纳金"
    TRANSFER_DEPOSIT = "划拨存款、汇款"
    AUCTION = "拍卖或者依法处理财物"
    REMOVE_OBSTRUCTION = "排除妨碍、恢复原状"
    SUBSTITUTE = "代履行"
    OTHER_ENFORCEMENT = "其他强制执行方式"


ENFORCEMENT_KINDS = frozenset(
    {
        CoercionKind.LATE_PENALTY,
        CoercionKind.TRANSFER_DEPOSIT,
        CoercionKind.AUCTION,
        CoercionKind.REMOVE_OBSTRUCTION,
        CoercionKind.SUBSTITUTE,
        CoercionKind.OTHER_ENFORCEMENT,
    }
)


class LevyKind(StrEnum):
    """What is levied."""

    TAX = "税"
    FEE = "费"
    FUND = "政府性基金"
    OTHER = "其他"


class OtherClass(StrEnum):
    """Sub-classes of 其他行政权力; without them the type becomes a dustbin (domain brief §2.4)."""

    FILING = "备案"
    FORWARDING = "审核转报"
    ANNUAL_REPORT = "年度报告与年检"
    ORDER_CORRECTION = "责令改正"
    ADMONITION = "约谈告诫"
    MEDIATION = "调解仲裁"
    COMPLAINT = "投诉举报处理"
    PLANNING = "规划编制与公布"
    SUPERVISION = "监督管理措施"
    EMERGENCY = "应急处置"
    PUBLICATION = "信息公布"
    REGISTRATION = "登记与建档"
    OTHER = "其他管理事项"


class PartyClass(StrEnum):
    """The seven classes of the party committee's powers."""

    DECISIONS = "重大决策"
    PERSONNEL = "干部人事"
    PROJECTS = "重大项目"
    FUNDS = "大额资金"
    PARTY_BUILDING = "党的建设"
    DISCIPLINE = "纪律监督"
    UNITED_FRONT = "统战政法与其他"


class DecisionBody(StrEnum):
    """Which body of the party committee decides."""

    PLENUM = "全委会"
    STANDING_COMMITTEE = "常委会"
    SECRETARY_MEETING = "书记专题会议"


class Disclosure(StrEnum):
    """Who may read the record; only 社会公开 reaches the public site."""

    PUBLIC = "社会公开"
    ON_REQUEST = "依申请公开"
    PARTY = "党内公开"
    CLOSED = "不公开"


class YesNo(StrEnum):
    """A plain yes or no."""

    YES = "是"
    NO = "否"


class HistoryAction(StrEnum):
    """What happened to a record on a day."""

    BASELINE = "基线入库"
    ADDED = "新增"
    CHANGED = "变更"
    ABOLISHED = "取消"
    DELEGATED = "下放"
    MERGED = "合并"
    SPLIT = "拆分"
    SUSPENDED = "暂停"
    RESUMED = "恢复"
    CORRECTED = "勘误"


class Meaning(StrEnum):
    """What a change means for the people concerned; what no rule knows is 待判定, never 中性."""

    FAVOURABLE = "利民"
    BURDEN = "加重"
    NEUTRAL = "中性"
    UNDECIDED = "待判定"


class Verification(StrEnum):
    """How surely the source row was read from the statute (the sheet's A, B, C)."""

    A = "甲"
    B = "乙"
    C = "丙"


class StepKind(StrEnum):
    """Kinds of step in a procedure; each has its own shape in the chart (domain brief §3.2)."""

    START = "开始"
    ACTION = "办理"
    DECISION = "判断"
    DOCUMENT = "文书"
    SPECIAL = "特殊环节"
    NOTICE = "公示告知"
    END = "结束"


class StepRole(StrEnum):
    """What a step is in law, whatever it is called: by this a missing step is found.

    Only what a statute demands of some type of power has a role (`check/conformance.py` names
    the articles); a step without one is no less a step.
    """

    CORRECTION = "补正"
    ACCEPTANCE = "受理"
    CASE_FILING = "立案"
    SHOW_CREDENTIALS = "出示证件"
    INVESTIGATION = "调查"
    NOTIFICATION = "告知"
    DEFENCE = "陈述申辩"
    HEARING = "听证"
    LEGAL_REVIEW = "法制审核"
    APPROVAL = "批准"
    DECISION = "决定"
    SPOT_DECISION = "当场决定"
    SERVICE = "送达"
    PUBLICATION = "公示"
    DEMAND = "催告"
    RELEASE = "解除"
    EXTENSION = "延期"
    FORWARDING = "报送"


class Actor(StrEnum):
    """Who does a step."""

    APPLICANT = "申请人"
    PARTY_CONCERNED = "当事人"
    COUNTER = "受理窗口"
    HANDLER = "承办机构"
    OFFICERS = "执法人员"
    LEGAL_REVIEW = "法制审核机构"
    HEAD = "负责人"
    HIGHER = "上级机关"
    JOINT = "相关部门"
    TOWNSHIP = "乡镇（街道）"
    EXPERTS = "专家或者技术机构"
    POLICE = "公安机关"
    COURT = "人民法院"
    PUBLIC = "社会公众"
    PARTY_COMMITTEE = "市委"
    PARTY_OFFICE = "承办部门"


class RiskLevel(StrEnum):
    """Level of an integrity risk at a step; internal view only."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"
