"""H: who answers for a change. Bodies and posts stay when people move on."""

from collections.abc import Iterator

from generator.check.persons import unanswerable
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.model.power import Power


class NobodyAnswers(Rule):
    """申请单位、批准机关或者确认人不是机构，也不是岗位。

    为什么：一处变更由谁提出、谁批准、谁确认，几年以后还要查得到；人会调动，姓名又是个人信息，机构和岗位才长久。
    怎么改：写机构或者岗位 →  批准机关: 市委编办，确认人: 市司法局法制科；姓名一律删掉。
    """

    code, slug = "H006", "nobody-answers"
    since = "0.3"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Every part of who asked, who approved and who confirmed a class names a body or post."""
        for index, entry in enumerate(power.history):
            said: list[tuple[tuple[str, ...], str | None]] = [
                (("申请单位",), entry.requested_by),
                (("批准机关",), entry.approved_by),
            ]
            if entry.assessment:
                said.append((("变更定性", "确认人"), entry.assessment.confirmed_by))
            for path, text in said:
                if text and (part := unanswerable(text)):
                    message = f"{path[-1]}“{part[:30]}”不是机构，也不是岗位"
                    yield self.at(message, "沿革", index, *path)


ANSWERING_RULES: tuple[type[Rule], ...] = (NobodyAnswers,)
