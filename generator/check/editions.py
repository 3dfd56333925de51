"""E: editions. What was published stays as it was published (design D10)."""

from collections.abc import Iterator
from itertools import pairwise

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.files import REGISTRY
from generator.model.edition import Edition, edition_order

FILE = f"{REGISTRY}/版本.yml"


def _neighbours(view: View) -> Iterator[tuple[int, Edition, Edition]]:
    """Each edition after the first: where it stands, the one before it, itself."""
    for index, (earlier, later) in enumerate(pairwise(view.corpus.registry.editions), 1):
        yield index, earlier, later


class EditionOrder(Rule):
    """版本号没有一版比一版新。

    为什么：引用、归档和审计都靠版本号，号码倒退或者重复就说不清引用的是哪一版。
    怎么改：这个文件由 powerlist release 写，不要手改；已经改了的，恢复成提交记录里的样子。
    """

    code, slug = "E001", "edition-order"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare the number of each edition with the one before."""
        for index, earlier, later in _neighbours(view):
            if edition_order(later.id) <= edition_order(earlier.id):
                message = f"版本 {later.id} 排在版本 {earlier.id} 后面，号码却没有更新"
                yield self.at(message, "版本", index, "版本号", file=FILE)


class EditionDates(Rule):
    """后一版的公布日期早于前一版。

    为什么：某一天有效的是哪一版，要看公布日期；日期倒退，就查不出那一天的清单。
    怎么改：核对批准文件上的日期；这个文件由 powerlist release 写，不要手改。
    """

    code, slug = "E002", "edition-dates"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare the legal date of each edition with the one before."""
        for index, earlier, later in _neighbours(view):
            if later.day < earlier.day:
                message = (
                    f"版本 {later.id} 的日期 {later.day} 早于版本 {earlier.id} 的 {earlier.day}"
                )
                yield self.at(message, "版本", index, "日期", file=FILE)


class EditionChain(Rule):
    """已经公布的版本被改动过，或者前后两版接不上。

    为什么：每一版都记着上一版的摘要，改动、删去或者插入任何一版，摘要就对不上。
    怎么改：把这个文件恢复成提交记录里的样子；公布过的内容有错，另发一版更正，不改旧版。
    """

    code, slug = "E003", "edition-chain"

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """Compare what each edition says of the one before with what that one is."""
        editions = view.corpus.registry.editions
        if editions and (editions[0].previous_record or editions[0].previous_manifest):
            message = f"版本 {editions[0].id} 记着上一版的摘要，登记册里却没有上一版"
            yield self.at(message, "版本", 0, "版本号", file=FILE)
        for index, earlier, later in _neighbours(view):
            if later.previous_record != earlier.digest:
                message = f"版本 {earlier.id} 的登记同版本 {later.id} 公布时不一样"
                yield self.at(message, "版本", index - 1, "版本号", file=FILE)
            elif later.previous_manifest != earlier.manifest:
                message = f"版本 {later.id} 接着的清册不是版本 {earlier.id} 的"
                yield self.at(message, "版本", index, "上一版清册", file=FILE)


EDITION_RULES: tuple[type[Rule], ...] = (EditionOrder, EditionDates, EditionChain)
