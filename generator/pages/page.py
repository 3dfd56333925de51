"""One page of the site before it is put into its frame, and how fragments are made."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.model.vocab import PowerType

TYPE_SLUGS = {
    PowerType.LICENSING: "xuke",
    PowerType.PENALTY: "chufa",
    PowerType.COERCION: "qiangzhi",
    PowerType.LEVY: "zhengshou",
    PowerType.BENEFIT: "jifu",
    PowerType.INSPECTION: "jiancha",
    PowerType.CONFIRMATION: "queren",
    PowerType.REWARD: "jiangli",
    PowerType.ADJUDICATION: "caijue",
    PowerType.OTHER: "qita",
}
"""Address of each type's page."""

TYPE_HINTS = {
    PowerType.LICENSING: "办证、审批：先批准、后从事",
    PowerType.PENALTY: "违法了会受什么处罚、罚多少",
    PowerType.COERCION: "查封、扣押、代履行等强制手段",
    PowerType.LEVY: "依法征收的税和费",
    PowerType.BENEFIT: "低保、补贴、救助等钱和物",
    PowerType.INSPECTION: "谁可以来检查、查什么",
    PowerType.CONFIRMATION: "结婚登记、身份证、工伤认定等",
    PowerType.REWARD: "对突出贡献的表彰奖励",
    PowerType.ADJUDICATION: "请政府裁决的民事争议",
    PowerType.OTHER: "备案、投诉处理、责令改正等",
}
"""One line that says what a type means to people."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its frame.

    Attributes:
        path: Address below the site, with the file name: `p/…/index.html`.
        title: Title, plain text.
        description: One sentence for search engines, plain text.
        column: Name of the column the page belongs to (政府网站 meta tag).
        body: The fragment; begins with its own `<h1>`.
        feed: Below the top of the site, the feed of what changes here; empty when it has none.
    """

    path: str
    title: str
    description: str
    column: str
    body: str
    feed: str = ""

    @property
    def base(self) -> str:
        """The way from the page to the top of the site: `../../`."""
        return "../" * self.path.count("/")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one template environment: autoescaped, and silent about nothing."""
    made = Environment(
        loader=PackageLoader("generator.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["type_slugs"] = {str(kind): slug for kind, slug in TYPE_SLUGS.items()}
    return made


def render(template: str, **values: Any) -> Markup:
    """Render one template of this package."""
    return Markup(environment().get_template(template).render(**values))  # noqa: S704 - autoescaped
