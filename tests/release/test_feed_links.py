"""Pages say where the feeds are that tell of their changes, once there are any."""

from datetime import date
from pathlib import Path

import pytest

from generator.pages.page import Page
from generator.site.build import build
from generator.site.editions import was_published
from generator.site.frames import BODY_HTML, TITLE, Frame, FrameMissing
from tests.release.conftest import DAYS, FIRST, SECOND, Published
from tests.site.conftest import Small, watched
from tests.site.test_contract import HOOK, different, render
from tests.site.test_pages import Pages, broken_links, target

ATOM = "application/atom+xml"


@pytest.fixture(scope="module")
def site(published: Published) -> Small:
    """The site of the list with two editions."""
    root = published.root
    day = date.fromisoformat(DAYS[SECOND])
    return watched(root, lambda: build(root, root / "site", today=day))


def announced(pages: Pages, path: str) -> list[str]:
    """The feeds a page announces, below the top of the site."""
    return [
        target(path, str(attrs["href"]))[0]
        for tag, attrs in pages.read[path].tags
        if tag == "link"
        and attrs.get("type") == ATOM
        and "alternate" in str(attrs.get("rel")).split()
    ]


def test_every_page_announces_all_changes_and_some_their_own(site: Small) -> None:
    pages = Pages(site)
    feeds = {path for path in site.files if path.startswith("feeds/")}
    own = feeds - {"feeds/all.atom"}
    found = {path: announced(pages, path) for path in pages.read}
    assert {told[0] for told in found.values()} == {"feeds/all.atom"}
    units = {path for path in found if path.startswith("d/") and path != "d/index.html"}
    assert units and all(len(found[path]) == 2 for path in units)
    for path, told in found.items():
        expected = f"feeds/{path.removesuffix('/index.html')}.atom"
        assert told[1:] == ([expected] if expected in own else []), path
    assert len({path for path in found if path.startswith("law/")}) > len(
        {path for path, told in found.items() if path.startswith("law/") and len(told) == 2}
    )


def test_the_links_lead_to_feeds_that_are_there(site: Small) -> None:
    pages = Pages(site)
    assert broken_links(pages) == []
    unit = next(page.feed for page in site.pages if page.feed.startswith("feeds/d/"))
    pages.files = {path: content for path, content in site.files.items() if path != unit}
    assert {target(*link)[0] for link in broken_links(pages)} == {unit}


def test_such_a_page_is_what_mkdocs_renders_too(
    site: Small, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rendered = render(site, tmp_path_factory.mktemp("mkdocs"), HOOK)
    stamped = {page.path: site.files[page.path] for page in site.pages}
    assert {page.path.split("/")[0] for page in site.pages if page.feed} == {"changes", "d", "law"}
    assert different(stamped, rendered) == []


@pytest.mark.parametrize("edition", [FIRST, SECOND])
def test_the_site_of_a_release_announces_its_own_edition(
    published: Published, edition: str
) -> None:
    page = published.folder(edition) / "site/index.html"
    assert 'href="feeds/all.atom"' in page.read_text(encoding="utf-8")


def test_a_list_never_published_announces_nothing(fresh: Path) -> None:
    assert not was_published(fresh)
    assert build(fresh, fresh / "site", today=date.fromisoformat(DAYS[FIRST])).published
    pages = [path.read_text(encoding="utf-8") for path in (fresh / "site").rglob("*.html")]
    assert pages
    assert not any(ATOM in text for text in pages)


def test_a_frame_without_a_place_for_the_feed_is_refused() -> None:
    link = '<link href="@@PL-FEED@@">'
    page = Page("d/a/index.html", "甲", "", "", "<h1>甲</h1>", feed="feeds/d/a.atom")
    frame = Frame(f"<title>{TITLE}</title>\n{link}<main>{BODY_HTML}</main>")
    assert '\n<link href="feeds/d/a.atom"><main>' in frame.stamp(page).decode()
    with pytest.raises(FrameMissing):
        Frame(f"<title>{TITLE}</title><main>{BODY_HTML}</main>").stamp(page)


def test_a_page_without_a_feed_loses_the_whole_link() -> None:
    page = Page("d/a/index.html", "甲", "", "", "<h1>甲</h1>")
    frame = Frame(f'<title>{TITLE}</title>\n<link href="@@PL-FEED@@">\n<main>{BODY_HTML}</main>')
    assert frame.stamp(page).decode() == "<title>甲</title>\n<main><h1>甲</h1></main>"
