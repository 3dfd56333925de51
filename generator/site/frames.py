"""Frames: pages MkDocs prints with a hole in them, and how the hole is filled.

One frame serves all pages of a kind at one depth, because MkDocs writes the shortest way to
another page; pages that stand in the navigation have a frame of their own, so that the theme marks
the right tab. The contract, held by tests/site: a stamped page is byte for byte what MkDocs would
have rendered from the same content.
"""

import re
from html import escape

from generator.pages.page import Page

TITLE = "@@PL-TITLE@@"
DESCRIPTION = "@@PL-DESCRIPTION@@"
COLUMN = "@@PL-COLUMN@@"
FEED = "@@PL-FEED@@"
BODY = "@@PL-BODY@@"
_FEED_LINK = re.compile(rf"\s*<link [^<>]*{FEED}[^<>]*>")
"""What the theme prints for a page with a feed, and for no other; absent while no list has any."""
BODY_HTML = f"<h1>{BODY}</h1>"
"""What the hook gives MkDocs as the content of a frame: the theme adds no heading of its own."""
_HOLES = re.compile(f"({'|'.join((FEED, TITLE, DESCRIPTION, COLUMN, BODY_HTML))})")

PAST = "p/*/v/*"
"""Where versions of powers stand that were superseded; nobody shall find them by searching."""

KINDS = (
    "p/*",
    "d/*",
    "t/*",
    "topic/*",
    "law/*",
    "flow/*",
    "duties/*",
    "changes/*",
    "changes/*/*",
    PAST,
)
"""Where pages stand that are not in the navigation; `*` is any one folder."""

FRAME = "_frame"
"""The folder that takes the place of `*` where a frame is printed."""

IN_NAVIGATION = (
    "index",
    "d/index",
    "t/index",
    "topic/index",
    "law/index",
    "party/index",
    "data/index",
    "rules/index",
    "flow/index",
    "duties/index",
    "changes/index",
)
"""Pages the generator fills that stand in the navigation of mkdocs.yml."""


class FrameMissing(LookupError):
    """MkDocs did not print a frame, or printed one without its holes."""


def frame_markdown(name: str) -> str:
    """The source MkDocs renders as a frame."""
    home = "home: true\n" if name == "index" else ""
    robots = "robots: noindex\n" if f"{name}.html" == frame_path(PAST) else ""
    return (
        "---\n"
        f'title: "{TITLE}"\ndescription: "{DESCRIPTION}"\ncolumn: "{COLUMN}"\n'
        f'feed: "{FEED}"\n{home}{robots}hide: [navigation, toc]\n'
        "---\n"
    )


def frame_sources() -> dict[str, str]:
    """Path below docs → source, of every frame."""
    names = (*IN_NAVIGATION, *(frame_path(kind).removesuffix(".html") for kind in KINDS))
    return {f"{name}.md": frame_markdown(name) for name in names}


def frame_of(page: Page) -> str:
    """Path of the frame a page is stamped into.

    Raises:
        FrameMissing: There is none for pages of its place.
    """
    if page.path.removesuffix(".html") in IN_NAVIGATION:
        return page.path
    folders = page.path.split("/")[:-1]
    for kind in KINDS:
        names = kind.split("/")
        if len(names) == len(folders) and all(
            name in {"*", folder} for name, folder in zip(names, folders, strict=True)
        ):
            return frame_path(kind)
    raise FrameMissing(page.path)


def frame_path(kind: str) -> str:
    """Path of the frame that serves the pages of a kind."""
    return f"{kind.replace('*', FRAME)}/index.html"


class Frame:
    """A frame cut at its holes once, to be filled thousands of times."""

    def __init__(self, html: str) -> None:
        """Cut the frame.

        Raises:
            FrameMissing: The text lacks one of the holes.
        """
        for hole in (TITLE, BODY_HTML):
            if hole not in html:
                raise FrameMissing(hole)
        # What fills one hole is never searched for another.
        self._with_feed = _HOLES.split(html)
        self._without = _HOLES.split(_FEED_LINK.sub("", html))

    def stamp(self, page: Page) -> bytes:
        """Fill the frame with a page.

        Raises:
            FrameMissing: The page has a feed, and the frame no place to say so.
        """
        if page.feed and FEED not in self._with_feed:
            raise FrameMissing(FEED)
        values = {
            FEED: escape(page.feed),
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            COLUMN: escape(page.column),
            BODY_HTML: page.body,
        }
        pieces = self._with_feed if page.feed else self._without
        return "".join([values.get(piece, piece) for piece in pieces]).encode()
