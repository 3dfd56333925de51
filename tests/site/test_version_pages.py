"""Pages of earlier versions in the site: what was true then, and found from the power alone."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests import small
from tests.past import DAYS, EARLIER, NOW
from tests.site.conftest import KEPT, Small, files, publish

DAY = DAYS[EARLIER]
WAS, IS = "15个工作日", "10个工作日"


@pytest.fixture(scope="module")
def licence(small_site: Small) -> str:
    return small.file_named(small_site.root, small.LICENCE).stem


def earlier(site: Small, code: str) -> str:
    return site.earlier[f"p/{code}/v/{DAY}/index.html"]


def of_type(site: Small, letters: str) -> str:
    """A power of a type that has an earlier version."""
    return min(path.split("/")[1] for path in site.earlier if letters in path)


def test_powers_of_nearly_every_type_have_one(small_site: Small) -> None:
    letters = {path.split("/")[1][9:11] for path in small_site.earlier}
    assert letters == {"XK", "CF", "QZ", "GF", "JC", "QR", "CJ", "QT"}


def test_it_shows_what_was_published(small_site: Small, licence: str) -> None:
    was, now = earlier(small_site, licence), small_site.powers[licence]
    assert f"受理之日起 {WAS}内" in was
    assert f"受理之日起 {WAS}内" not in now
    for page, time in ((was, "30日内"), (now, "60日内")):
        remedy = re.search(r'<section id="remedy">.*?</section>', page, re.DOTALL)
        assert remedy is not None
        assert time in remedy.group(0)
    assert was.count("历史版本：") == 1
    assert "历史版本：" not in now


def test_it_says_so_in_the_title_and_keeps_out_of_searching(small_site: Small) -> None:
    for path, page in small_site.earlier.items():
        assert f"（{DAY} 公布的历史版本）" in re.findall("<title>(.*?)</title>", page)[0], path
        assert '<meta name="robots" content="noindex">' in page
    for path, page in small_site.html.items():
        assert ("noindex" in page) is (path in small_site.earlier), path


def test_telephones_of_then_cannot_be_called_by_mistake(small_site: Small) -> None:
    code = of_type(small_site, "XK")
    assert "tel:" in small_site.powers[code]
    assert "当时的咨询电话" in earlier(small_site, code)
    assert [path for path, page in small_site.earlier.items() if "tel:" in page] == []


def test_all_texts_are_spelled_out(small_site: Small) -> None:
    for path, page in small_site.earlier.items():
        assert "duties/" not in re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL), path
        assert '<section id="duties"><details>' in page, path


def test_it_is_found_from_the_power_and_from_nowhere_else(small_site: Small, licence: str) -> None:
    address = f"v/{DAY}/index.html"
    assert f'href="{address}"' in small_site.powers[licence]
    leading = {path.split("/")[0] for path, page in small_site.html.items() if address in page}
    assert leading == {"p"}
    others = ("data/", "search/", "feeds/", "sitemap")
    for path, content in small_site.files.items():
        if path.startswith(others):
            assert b"/v/" not in content, path


def test_the_way_back_and_to_what_changed(small_site: Small, licence: str) -> None:
    page = earlier(small_site, licence)
    assert 'href="../../index.html"' in page
    found = re.search(rf'href="../../../../(changes/{NOW}/[a-z]+/index.html)#{licence}"', page)
    assert found is not None
    # The very change, for whom it is better or worse, and who approved it: one click.
    told = small_site.html[found.group(1)]
    assert f'id="{licence}"' in told
    assert "批准" in told


def test_its_data_say_when_they_held(small_site: Small, licence: str) -> None:
    data = json.loads(small_site.files[f"p/{licence}/v/{DAY}/data.json"])
    assert data["version"] == {
        "published": DAY,
        "edition": EARLIER,
        "superseded": DAYS[NOW],
        "superseded_by": NOW,
    }
    assert data["code"] == licence
    assert data["promised_limit"]["value"] == 15
    now = json.loads(small_site.files[f"p/{licence}/data.json"])
    assert "version" not in now
    assert now["promised_limit"]["value"] == 10


def test_without_its_history_the_list_is_published_without_them(
    small_site: Small, tmp_path: Path
) -> None:
    root = tmp_path / "list"
    shutil.copytree(small_site.root, root, ignore=shutil.ignore_patterns(".*"))
    assert publish(root).published
    site = files(root / "site")
    assert not any("/v/" in path for path in site)
    assert not any(f"v/{DAY}" in text.decode() for path, text in site.items() if "html" in path)
    compared = re.compile(r"/v/|^changes/[0-9.]+/[a-z]+/")
    assert site.keys() == {path for path in small_site.files if not compared.search(path)}


def test_pages_that_get_lost_stop_the_build(
    small_site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.site import publish as module
    from generator.site.editions import IncompleteSite

    root = tmp_path / "list"
    shutil.copytree(small_site.root, root, ignore=KEPT)
    monkeypatch.setattr(module, "_write_past", lambda *_: (set(), 0))
    with pytest.raises(IncompleteSite, match="历史版本"):
        publish(root)
