"""H: who answers for a change of a power, or of what many powers share.

Bodies and posts stay when people move on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.check.persons import unanswerable
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, FieldPath, Severity
from generator.files import REGISTRY
from generator.load import Corpus
from generator.model.parts import HistoryEntry
from generator.model.power import Power
from generator.model.procedure import Template
from generator.model.registry import RemedyProfile, TextProfile


@dataclass(frozen=True)
class SharedText:
    """A process template, or a text that many powers share.

    Attributes:
        file: Where it is written.
        path: Where in the file; empty for the whole of it.
        item: What it says.
    """

    file: str
    path: FieldPath
    item: Template | TextProfile | RemedyProfile

    def without_past(self) -> object:
        """What it says, without its own history."""
        return self.item.model_copy(update={"history": ()})


def shared_texts(corpus: Corpus) -> dict[str, SharedText]:
    """Everything that powers take from elsewhere, under what it is called."""
    profiles = corpus.registry.profiles
    kinds: Mapping[str, Sequence[TextProfile | RemedyProfile]] = {
        "责任事项": profiles.duties,
        "追责情形": profiles.accountability,
        "监督方式": profiles.supervision,
        "救济途径": profiles.remedies,
    }
    found = {
        f"流程模板“{name}”": SharedText(corpus.template_files[name], (), template)
        for name, template in corpus.templates.items()
    }
    for kind, texts in kinds.items():
        for index, text in enumerate(texts):
            place = SharedText(f"{REGISTRY}/公用文本.yml", (kind, index), text)
            found[f"{kind}“{text.name}”"] = place
    return found


def unsaid(entry: HistoryEntry) -> str:
    """Which of the three that answer for a change an entry leaves out; empty when none."""
    said = {
        "申请单位": entry.requested_by,
        "原因": entry.reason,
        "批准机关": entry.approved_by,
    }
    return "、".join(key for key, text in said.items() if not text)


def grew(before: Sequence[HistoryEntry], after: Sequence[HistoryEntry]) -> bool:
    """Whether a history has more entries than it had; an old one in other words is none."""
    now, then = set(after), set(before)
    return len(now - then) > len(then - now)


def _version(text: SharedText) -> date | None:
    return text.item.version if isinstance(text.item, Template) else None


class NobodyAnswers(Rule):
    """申请单位、批准机关或者确认人不是机构，也不是岗位。

    为什么：一处变更由谁提出、谁批准、谁确认，几年以后还要查得到；人会调动，姓名又是个人信息，机构和岗位才长久。
    怎么改：写机构或者岗位 →  批准机关: 市委编办，确认人: 市司法局法制科；姓名一律删掉。
    """

    code, slug = "H006", "nobody-answers"
    since = "0.3"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Every part of who asked, who approved and who confirmed a class names a body or post."""
        for path, message in _nobody(power.history):
            yield self.at(message, *path)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """The same of the histories of what powers share."""
        for text in shared_texts(view.corpus).values():
            for path, message in _nobody(text.item.history):
                yield self.at(message, *text.path, *path, file=text.file)


def _nobody(history: Sequence[HistoryEntry]) -> Iterator[tuple[FieldPath, str]]:
    for index, entry in enumerate(history):
        said: list[tuple[tuple[str, ...], str | None]] = [
            (("申请单位",), entry.requested_by),
            (("批准机关",), entry.approved_by),
        ]
        if entry.assessment:
            said.append((("变更定性", "确认人"), entry.assessment.confirmed_by))
        for path, text in said:
            if text and (part := unanswerable(text)):
                yield ("沿革", index, *path), f"{path[-1]}“{part[:30]}”不是机构，也不是岗位"


class SharedUnanswered(Rule):
    """改了流程模板或者公用文本，没有写清谁申请、为什么、谁批准。

    为什么：一个模板、一段公用文本管着几百上千项职权，改它就是改这些职权；职权自己的沿革里没有，只有写在这里才查得到。
    怎么改：在模板的末尾、公用文本这一条下面加“沿革”，写明日期、动作、说明、申请单位、原因、批准机关；缺一样，这一版不能公布。
    """

    code, slug, severity = "H009", "shared-unanswered", Severity.WARNING
    since = "0.3"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """What the earlier list has otherwise has a new entry, and new entries carry the three."""
        if view.before is None:
            return
        earlier = shared_texts(view.before)
        for name, text in shared_texts(view.corpus).items():
            before = earlier.get(name)
            if before is None or before.item is text.item or before.item == text.item:
                continue
            past, history = before.item.history, text.item.history
            # Another version of a template is another text, with a history of its own.
            same = _version(before) == _version(text)
            told = grew(past, history) if same else any(entry not in past for entry in history)
            if before.without_past() != text.without_past() and not told:
                place = text.path or ("模板",)
                yield self.at(f"改了{name}，沿革没有新的一条", *place, file=text.file)
            for index, entry in enumerate(history):
                if entry not in past and (missing := unsaid(entry)):
                    message = f"{name} {entry.day} 的沿革没有写{missing}"
                    yield self.at(message, *text.path, "沿革", index, "动作", file=text.file)


ANSWERING_RULES: tuple[type[Rule], ...] = (NobodyAnswers, SharedUnanswered)
