"""What a government site says about itself: all of it when filled, nothing invented when not."""

import re

import pytest

from tests import small
from tests.site.conftest import Small, files, publish

FACTS = {
    "主办单位": "枣阳市人民政府",
    "域名": "qlqd.example.gov.cn",
    "网站标识码": "4206830000",
    "ICP备案号": "<鄂ICP备0号>",
    "公安备案号": "鄂公网安备0号",
    "联系电话": "0710-6222222",
    "办公地址": "枣阳市人民路 1 号",
}


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a list that is no demonstration."""
    root = small.copy_list(tmp_path_factory.mktemp("official") / "list")
    path = root / "powers/_registry/清单.yml"
    text = re.sub(r"(?m)^主办单位: .*$", "", path.read_text(encoding="utf-8"))
    text = text.replace("演示数据: 是", "演示数据: 否")
    path.write_text(
        text + "".join(f'{key}: "{value}"\n' for key, value in FACTS.items()), encoding="utf-8"
    )
    assert small.errors(root) == []
    assert publish(root).published
    return {
        path: raw.decode() for path, raw in files(root / "site").items() if path.endswith(".html")
    }


def test_every_page_carries_the_facts_of_the_site(official: dict[str, str]) -> None:
    assert len(official) > 100
    for path, page in official.items():
        if path == "404.html":
            continue
        assert '<meta name="SiteDomain" content="qlqd.example.gov.cn">' in page, path
        assert '<meta name="SiteIDCode" content="4206830000">' in page, path
        for said in (
            "主办单位：枣阳市人民政府 ·",
            "网站标识码：4206830000",
            "联系电话：0710-6222222",
            "办公地址：枣阳市人民路 1 号",
            "ICP 备案号：&lt;鄂ICP备0号&gt;",
            "公安备案号：鄂公网安备0号",
        ):
            assert said in page, (path, said)


def test_a_demonstration_shows_no_fact_that_nobody_registered(small_site: Small) -> None:
    for path, page in small_site.html.items():
        assert "SiteIDCode" not in page, path
        assert "SiteDomain" not in page, path
        assert "备案号" not in page.split("<footer")[-1], path
        if path != "404.html":
            assert "主办单位：枣阳市人民政府（演示）" in page, path
