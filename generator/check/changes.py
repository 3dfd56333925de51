"""H: changes. What is changed is accounted for, in the file itself and before the right people.

These rules compare with an earlier list and say nothing without one. Catalogue of the field,
numbers 67 and 76.
"""

from collections.abc import Iterator

from generator.check.answering import grew, unsaid
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, Severity
from generator.load import Loaded
from generator.model.parts import HistoryEntry
from generator.model.power import Power
from generator.model.succession import BROUGHT_BY
from generator.model.vocab import HistoryAction

_NOT_OF_THE_POWER = {"summary", "aliases", "topics", "checked_on", "history", "provenance"}
"""What explains a power, finds it or says where it comes from, and is not the power itself."""


def earlier_records(view: View) -> dict[str, Loaded]:
    """The earlier list by code; empty when there is none."""
    return {record.power.code: record for record in view.before.records} if view.before else {}


def new_entries(view: View) -> Iterator[tuple[Loaded, int, HistoryEntry]]:
    """Entries of histories that the earlier list does not have: whose, where it stands, itself."""
    if view.before is None:
        return
    earlier = earlier_records(view)
    for record in view.corpus.records:
        before = earlier.get(record.power.code)
        known = set(before.power.history) if before else set()
        for index, entry in enumerate(record.power.history):
            if entry not in known:
                yield record, index, entry


def changed_fields(before: Power, after: Power) -> list[str]:
    """Names of the fields of the power itself that differ, as the file writes them."""
    fields = {**type(before).model_fields, **type(after).model_fields}
    return [
        field.alias or name
        for name, field in fields.items()
        if name not in _NOT_OF_THE_POWER
        and getattr(before, name, None) != getattr(after, name, None)
    ]


class ChangeWithoutHistory(Rule):
    """内容改了，沿革没有新的一条。

    为什么：权力清单动态调整要说得清哪天、凭什么改的；只改内容不留沿革，审计无从查起。
    怎么改：在沿革末尾加一条，写明日期、动作、说明和文号。
    """

    code, slug = "H001", "change-without-history"
    answers = (67,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Every power whose content differs has more entries than were there before.

        An old entry in other words is none: it tells of what happened then.
        """
        earlier = earlier_records(view)
        for record in view.corpus.records:
            before = earlier.get(record.power.code)
            if before is None or not (fields := changed_fields(before.power, record.power)):
                continue
            if not grew(before.power.history, record.power.history):
                shown = "、".join(fields[:5]) + ("等" if len(fields) > 5 else "")
                yield self.about(record, f"改了{shown}，沿革没有新的一条", "沿革")


class PowerDeleted(Rule):
    """职权的文件删掉了。

    为什么：编码和网址是永久的；取消的职权也要留下文件，查的人才知道它什么时候、凭什么没有了。
    怎么改：恢复这个文件，把状态改为“取消”（或者“下放”“合并”），在沿革里写明日期和文号。
    """

    code, slug = "H002", "power-deleted"
    answers = (67,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Every code of the earlier list is still there."""
        kept = {power.code for power in view.corpus.powers}
        for code, record in earlier_records(view).items():
            if code not in kept:
                message = f"“{record.power.name}”（{code}）不见了，文件要留下并写明已经取消"
                yield self.about(record, message)


MANY = 10
"""More powers than this in one change, of several units, is nobody's daily work."""


class ManyAtOnce(Rule):
    """一次改了好几个单位的许多职权。

    为什么：跨单位的成批改动多半是整体调整，要由机构编制部门（编办）统一复核，不能由一个单位代改。
    怎么改：请编办复核这次改动；能分开的，每个单位各提一次。
    """

    code, slug, severity = "H003", "many-at-once", Severity.WARNING
    answers = (76,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Count what was changed, added or taken away, and by how many units."""
        if view.before is None:
            return
        before = earlier_records(view)
        after = {record.power.code: record for record in view.corpus.records}
        touched = {
            code: after.get(code) or before[code]
            for code in before.keys() | after.keys()
            if before.get(code) != after.get(code)
        }
        units = {record.power.authority for record in touched.values()}
        if len(touched) > MANY and len(units) > 1:
            first = touched[min(touched)]
            message = f"这次改动涉及 {len(units)} 个单位的 {len(touched)} 项职权，要请编办复核"
            yield self.about(first, message, "行使主体")


class ApprovalUnsaid(Rule):
    """新的一条沿革没有写清谁申请、为什么、谁批准。

    为什么：公布的每一处变更，审计都要能查到申请单位、调整原因和批准机关；缺一样，这一版不能公布。
    怎么改：在这一条沿革里补上“申请单位”“原因”“批准机关”；还在报批的，批准以后补齐再公布。
    """

    code, slug, severity = "H004", "approval-unsaid", Severity.WARNING

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Every entry that the earlier list does not have carries the three."""
        for record, index, entry in new_entries(view):
            if missing := unsaid(entry):
                message = f"{entry.day} 的沿革没有写{missing}"
                yield self.about(record, message, "沿革", index, "动作")


class BackDated(Rule):
    """新加的沿革，日期早于原有的最后一条。

    为什么：沿革按发生的先后一条一条往下写；事后补写早先的日期，审计分不清是补录还是倒签。
    怎么改：日期写批准、生效的那一天；确实是补录以前的事，动作写“勘误”，说明里写清为什么现在才补。
    """

    code, slug, severity = "H005", "back-dated", Severity.WARNING

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Entries that were not there before come after those that were; 勘误 explains itself."""
        earlier = earlier_records(view)
        for record in view.corpus.records:
            before = earlier.get(record.power.code)
            if before is None or before.power.history == record.power.history:
                continue
            last = max(entry.day for entry in before.power.history)
            for index, entry in enumerate(record.power.history):
                added = entry not in before.power.history
                if added and entry.day < last and entry.action is not HistoryAction.CORRECTED:
                    message = f"新加的“{entry.action}”写的是 {entry.day}，早于原有的 {last}"
                    yield self.about(record, message, "沿革", index, "日期")


class StatusUnexplained(Rule):
    """状态改了，沿革没有同一个动作。

    为什么：某一天这项职权还在不在，要看沿革里取消、下放、合并、暂停、恢复的日期；动作写成“变更”，那一天就查不出来。
    怎么改：在沿革末尾加一条，动作同状态一致 →  动作: 取消；恢复行使的写“恢复”。
    """

    code, slug = "H010", "status-unexplained"
    since = "0.3"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """A power whose status differs has a new entry that brought it."""
        earlier = earlier_records(view)
        for record in view.corpus.records:
            before = earlier.get(record.power.code)
            if before is None or before.power.status is record.power.status:
                continue
            now, past = record.power, before.power
            action = BROUGHT_BY[now.status]
            if not any(e.action is action and e not in past.history for e in now.history):
                changed = f"状态由“{past.status}”改成“{now.status}”"
                yield self.about(record, f"{changed}，沿革没有新的一条“{action}”", "状态")


CHANGE_RULES: tuple[type[Rule], ...] = (
    ChangeWithoutHistory,
    PowerDeleted,
    ManyAtOnce,
    ApprovalUnsaid,
    BackDated,
    StatusUnexplained,
)
