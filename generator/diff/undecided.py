"""What no rule could judge, as questions that somebody can answer."""

from collections.abc import Collection
from dataclasses import dataclass

from generator.diff.told import Account, Told
from generator.model.vocab import Meaning

_TIME = "当事人等的时间长了还是短了"
_LAW = "换了条款，管的事、给的权是不是同原来一样"
_DUTY = "机关的责任写严了还是写松了"
_MONEY = "要交的钱多了还是少了"
_FINE = "罚得重了还是轻了"
_QUESTIONS = {
    **dict.fromkeys(("法定时限", "承诺时限"), _TIME),
    **dict.fromkeys(("依据", "引用的法规", "法规"), _LAW),
    **dict.fromkeys(("责任事项", "追责情形", "监督方式"), _DUTY),
    **dict.fromkeys(("收费", "征收标准", "中介服务"), _MONEY),
    **dict.fromkeys(("处罚幅度", "处罚种类", "裁量基准", "强制种类", "违法行为"), _FINE),
    "流程": "当事人要做的事多了还是少了，权利多了还是少了",
    "救济途径": "申请复议、起诉更方便还是更不方便",
    "材料": "要交的材料多了还是少了",
    "条件": "条件严了还是宽了",
    "给付标准": "给得多了还是少了",
    "状态": "原来要办这件事、受这项管理的人，得到了什么，失去了什么",
}
_WHOLE = _QUESTIONS["状态"]
_ANYTHING = "对办事人和当事人更有利、更不利，还是没有差别"


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be decided, and where it arises.

    Attributes:
        text: The question.
        fields: The fields that changed, as the paper form names them.
        facts: How many facts are open.
        changes: The changes they belong to, by number.
        powers: How many powers wait for the answer.
    """

    text: str
    fields: tuple[str, ...]
    facts: int
    changes: tuple[int, ...]
    powers: int


def questions(account: Account, codes: Collection[str] | None = None) -> tuple[Question, ...]:
    """What is open in an account, the question that most powers wait for first.

    Args:
        account: The account.
        codes: Powers to ask for; all of them when not given.
    """
    found: dict[str, tuple[list[Told], dict[int, None], set[str]]] = {}
    for number, cluster in enumerate(account.clusters, 1):
        held = {power.code for power in cluster.powers if codes is None or power.code in codes}
        for fact in cluster.facts if held else ():
            if fact.meaning == Meaning.UNDECIDED:
                facts, changes, powers = found.setdefault(question(fact), ([], {}, set()))
                facts.append(fact)
                changes[number] = None
                powers |= held
    made = (
        Question(
            text,
            tuple(dict.fromkeys(_field(fact) for fact in facts)),
            len(facts),
            tuple(changes),
            len(powers),
        )
        for text, (facts, changes, powers) in found.items()
    )
    return tuple(sorted(made, key=lambda one: (-one.powers, one.changes)))


def question(fact: Told) -> str:
    """What has to be decided of a fact that no rule could judge."""
    return _QUESTIONS.get(_field(fact), _ANYTHING) if fact.field else _WHOLE


def _field(fact: Told) -> str:
    return fact.field.partition(" › ")[0] or fact.kind
