"""W: the website. What a government site must say about itself (国办发〔2017〕47号)."""

from collections.abc import Iterator

from generator.check.rule import Rule, View
from generator.diagnostic import Diagnostic
from generator.files import REGISTRY

FILE = f"{REGISTRY}/清单.yml"


class SiteFactsMissing(Rule):
    """正式公布的网站缺少必须写明的网站信息。

    为什么：政府网站每一页都要写明主办单位、网站标识码、备案号和联系方式，缺一项检查就不合格。
    怎么改：在 清单.yml 里补上真实的内容，不要编造号码；还只是演示的，演示数据写“是”。
    """

    code, slug = "W001", "site-facts-missing"
    answers = (71,)

    def whole(self, view: View) -> Iterator[Diagnostic]:
        """A list that is no demonstration must carry the facts; one that is may leave them out."""
        facts = view.corpus.registry.facts
        if facts.demonstration == "是":
            return
        for key, value in (
            ("域名", facts.domain),
            ("网站标识码", facts.site_code),
            ("ICP备案号", facts.icp),
            ("公安备案号", facts.police),
            ("联系电话", facts.phone),
        ):
            if not value:
                yield self.at(
                    f"没有写“{key}”", key, file=FILE, on_key=True, fix=f"补上一行 →  {key}: …"
                )
        if "演示" in facts.government:
            message = f"不是演示数据了，主办单位还写着“{facts.government}”"
            yield self.at(message, "主办单位", file=FILE)


WEBSITE_RULES: tuple[type[Rule], ...] = (SiteFactsMissing,)
