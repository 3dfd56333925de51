"""L: legal bases. The law must exist on the day, and so must the article."""

from collections.abc import Iterable, Iterator

from generator.check.references import nearest
from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic, FieldPath
from generator.model.citation import Citation
from generator.model.currency import Standing, beyond, standing
from generator.model.power import Power, citations_in
from generator.model.vocab import PowerType, Status

PROFILES_FILE = "powers/_registry/公用文本.yml"


def shared_citations(view: View) -> Iterable[tuple[str, FieldPath, Citation]]:
    """Citations of templates and of the texts that powers share, with the file they stand in.

    A template that another version of it replaces follows the law of its own time.
    """
    for name, template in view.corpus.templates.items():
        for path, citation in citations_in(template) if name == template.name else ():
            yield view.corpus.template_files[name], path, citation
    for path, citation in citations_in(view.corpus.registry.profiles):
        yield PROFILES_FILE, path, citation


class CitationRule(Rule):
    """A rule about single citations: in records, in templates and in the shared texts."""

    def fault(self, citation: Citation, view: View) -> str:
        """What is wrong with a citation; empty when nothing is."""
        raise NotImplementedError

    def concerns(self, power: Power, path: FieldPath) -> bool:
        """Whether the rule looks at this place of a record."""
        return True

    def cure(self, citation: Citation, view: View) -> str:
        """A cure better than the general one; empty when there is none."""
        return ""

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Look at every citation of a record."""
        for path, citation in view.citations(power):
            if self.concerns(power, path) and (message := self.fault(citation, view)):
                yield self.at(message, *path, fix=self.cure(citation, view))

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Look at every citation of the process templates and of the shared texts."""
        for file, path, citation in shared_citations(view):
            if message := self.fault(citation, view):
                yield self.at(message, *path, file=file, fix=self.cure(citation, view))


class CitesUnknownLaw(CitationRule):
    """正文里引用的法规不在登记册里。

    为什么：时限、材料、收费的依据同设定依据一样，要能查到、能核对。
    怎么改：书名号里写法规全称，同登记册一字不差；没有的先登记。
    """

    code, slug = "L001", "cites-unknown-law"
    answers = (14,)

    def concerns(self, power: Power, path: FieldPath) -> bool:
        """The list of bases has a rule of its own (R002)."""
        return path[0] != "依据"

    def fault(self, citation: Citation, view: View) -> str:
        """The law is not registered."""
        known = citation.law in view.corpus.registry.laws
        return "" if known else f"登记册里没有《{citation.law}》"

    def cure(self, citation: Citation, view: View) -> str:
        """The registered title that comes closest."""
        return nearest(citation.law, view.corpus.registry.laws)


class ArticleBeyondLaw(CitationRule):
    """条号超出了这部法的条数。

    为什么：引用的条文不存在，多半是法律修订后条号变了，或者抄错了。
    怎么改：对照现行文本改正条号。
    """

    code, slug = "L002", "article-beyond-law"
    answers = (18,)

    def fault(self, citation: Citation, view: View) -> str:
        """The version in force has fewer articles."""
        law = view.corpus.registry.laws.get(citation.law)
        version = beyond(law, citation.place, view.today) if law and citation.place else None
        if version is None:
            return ""
        return f"《{citation.law}》只有 {version.articles} 条，没有{citation.place}"


class LawNotInForce(CitationRule):
    """依据的法规在检查这一天没有效力。

    为什么：依据已经废止或者还没有施行，这项职权就没有依据。
    怎么改：改引现行法规；法规废止后职权也没有了的，把状态改为“取消”并写沿革。
    """

    code, slug = "L003", "law-not-in-force"
    answers = (14,)

    def concerns(self, power: Power, path: FieldPath) -> bool:
        """Only a power in use needs a basis in force."""
        return power.status is Status.IN_FORCE

    def fault(self, citation: Citation, view: View) -> str:
        """The law may not be cited, has been repealed, or has not begun."""
        law = view.corpus.registry.laws.get(citation.law)
        if law is None:
            return ""
        if law.not_citable:
            return f"《{citation.law}》不可引用：{law.not_citable}"
        now = standing(law, view.today)
        if now is Standing.REPEALED:
            by = f"，由《{law.repealed_by}》代替" if law.repealed_by else ""
            return f"《{citation.law}》已于 {law.repealed_on} 废止{by}"
        if now is Standing.COMING:
            return f"《{citation.law}》{law.versions[0].effective} 才施行"
        return ""


class BasisWithoutArticle(Rule):
    """设定依据只写了法规，没有写条款。

    为什么：没有条款，群众和审计无从核对这项权力是哪一条给的。
    怎么改：补上条款 →  条款: 第四十二条第一款。
    """

    code, slug = "L004", "basis-without-article"

    def record(self, power: Power, view: View) -> Iterator[Diagnostic]:
        """Party regulations may be cited whole; statutes may not."""
        if power.type is PowerType.PARTY:
            return
        for index, basis in enumerate(power.bases):
            if basis.place is None:
                yield self.at(f"《{basis.law}》没有写条款", "依据", index)


LEGAL_RULES: tuple[type[Rule], ...] = (
    CitesUnknownLaw,
    ArticleBeyondLaw,
    LawNotInForce,
    BasisWithoutArticle,
)
