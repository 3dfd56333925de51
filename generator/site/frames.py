"""Frames: pages MkDocs prints with a hole in them, and how the hole is filled.

One frame serves all pages of a folder, because MkDocs writes the shortest way to another page;
pages that stand in the navigation have a frame of their own, so that the theme marks the right
tab. The contract, held by tests/site: a stamped page is byte for byte what MkDocs would have
rendered from the same content.
"""

from html import escape

from generator.pages.page import Page

TITLE = "@@PL-TITLE@@"
DESCRIPTION = "@@PL-DESCRIPTION@@"
COLUMN = "@@PL-COLUMN@@"
BODY = "@@PL-BODY@@"
BODY_HTML = f"<h1>{BODY}</h1>"
"""What the hook gives MkDocs as the content of a frame: the theme adds no heading of its own."""

FOLDERS = ("p", "d", "t", "topic", "law", "flow", "changes")
"""Folders whose pages, one folder further down, are not in the navigation."""

FRAME = "_frame"
"""Name of the folder the frame of a folder is printed in."""

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
    "changes/index",
)
"""Pages the generator fills that stand in the navigation of mkdocs.yml."""


class FrameMissing(LookupError):
    """MkDocs did not print a frame, or printed one without its holes."""


def frame_markdown(name: str) -> str:
    """The source MkDocs renders as a frame."""
    home = "home: true\n" if name == "index" else ""
    return (
        "---\n"
        f'title: "{TITLE}"\ndescription: "{DESCRIPTION}"\ncolumn: "{COLUMN}"\n{home}'
        "hide: [navigation, toc]\n"
        "---\n"
    )


def frame_sources() -> dict[str, str]:
    """Path below docs → source, of every frame."""
    names = (*IN_NAVIGATION, *(f"{folder}/{FRAME}/index" for folder in FOLDERS))
    return {f"{name}.md": frame_markdown(name) for name in names}


def frame_of(page: Page) -> str:
    """Path of the frame a page is stamped into."""
    stem = page.path.removesuffix(".html")
    if stem in IN_NAVIGATION:
        return page.path
    folder, *below = page.path.split("/")
    if folder not in FOLDERS or len(below) != 2:
        raise FrameMissing(page.path)
    return frame_path(folder)


def frame_path(folder: str) -> str:
    """Path of the frame that serves the pages of a folder."""
    return f"{folder}/{FRAME}/index.html"


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
        self._head, self._tail = html.split(BODY_HTML, 1)

    def stamp(self, page: Page) -> bytes:
        """Fill the frame with a page."""
        values = (
            (TITLE, escape(page.title)),
            (DESCRIPTION, escape(page.description)),
            (COLUMN, escape(page.column)),
        )
        head, tail = self._head, self._tail
        for hole, text in values:
            head = head.replace(hole, text)
            tail = tail.replace(hole, text)
        return f"{head}{page.body}{tail}".encode()
