"""The contract of the frames: a stamped page is byte for byte what MkDocs would have rendered.

MkDocs is run with every page of the small site as a page of its own: the same path, the same
front matter, the same content. The hook it is run with knows nothing of frames.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest

from generator.pages.page import Page
from generator.site.frames import (
    BODY_HTML,
    IN_NAVIGATION,
    TITLE,
    Frame,
    FrameMissing,
    frame_of,
    frame_path,
)
from tests.site.conftest import Small, files

HOOK = """
import json
from pathlib import Path

from generator.site.hook import on_config, on_env

BODIES = json.loads(Path(__file__).with_name("bodies.json").read_text(encoding="utf-8"))


def on_page_content(html, page, **_):
    return BODIES.get(page.file.src_uri, html)
"""


def kind_of(path: str) -> str:
    """A power's page by the letters of its code; other pages by folder and depth."""
    parts = path.split("/")
    if parts[0] == "p" and len(parts) == 3:
        return f"p/{parts[1][9:11]}"
    return "/".join([*parts[:-1][:1], *("*" for _ in parts[1:-1]), parts[-1]])


def folder_of(path: str) -> str:
    """Which frames a page is stamped into: those of the navigation, or those of a folder."""
    if "/v/" in path:
        return "p/v"
    return path.split("/")[0] if path.count("/") > 1 else "navigation"


def front_matter(page: Page) -> str:
    """What the author of a page would write; MkDocs prints it as it stands."""
    values = {
        "title": escape(page.title),
        "description": escape(page.description),
        "column": escape(page.column),
        **({"feed": page.feed} if page.feed else {}),
        **({"home": True} if page.path == "index.html" else {}),
        **({"robots": "noindex"} if "/v/" in page.path else {}),
        "hide": ["navigation", "toc"],
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", ""])


@pytest.fixture(scope="module")
def rendered(small_site: Small, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What MkDocs renders, by path."""
    return render(small_site, tmp_path_factory.mktemp("mkdocs"), HOOK)


@pytest.fixture(scope="module")
def indented(small_site: Small, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same with the white space of the theme's templates."""
    assert ", on_env" in HOOK
    return render(small_site, tmp_path_factory.mktemp("wide"), HOOK.replace(", on_env", ""))


def render(small_site: Small, root: Path, hook: str) -> dict[str, bytes]:
    """Let MkDocs render every page of the small site in a folder."""
    shutil.copytree(small_site.root / "docs", root / "docs")
    shutil.copytree(small_site.root / "powers", root / "powers")
    bodies = {}
    for page in small_site.pages:
        source = Path(page.path).with_suffix(".md").as_posix()
        path = root / "docs" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(front_matter(page), encoding="utf-8")
        bodies[source] = page.body
    (root / "bodies.json").write_text(json.dumps(bodies), encoding="utf-8")
    (root / "hook.py").write_text(hook, encoding="utf-8")
    config = (small_site.root / "mkdocs.yml").read_text(encoding="utf-8")
    assert config.count("generator/site/hook.py") == 1
    # Powers stand in no navigation; that MkDocs says so is right, and not what is tested.
    config = config.replace("generator/site/hook.py", "hook.py").replace("strict: true", "")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=root,
        env=os.environ
        | {
            "SOURCE_DATE_EPOCH": "0",
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return files(root / "site")


def different(stamped: Mapping[str, bytes], rendered: Mapping[str, bytes]) -> list[str]:
    """Pages that are not the same; a page that MkDocs did not render is not the same."""
    return [path for path, content in stamped.items() if rendered.get(path) != content]


def test_every_kind_of_page_is_compared(small_site: Small) -> None:
    kinds = {kind_of(page.path) for page in small_site.pages}
    powers = {
        f"p/{letters}"
        for letters in ["XK", "CF", "QZ", "ZS", "GF", "JC", "QR", "JL", "CJ", "QT", "DW"]
    }
    names = ("d", "t", "topic", "law", "flow", "duties", "changes", "changes/*", "p/*/*")
    folders = {f"{name}/*/index.html" for name in names}
    assert kinds >= powers | folders | {f"{name}.html" for name in IN_NAVIGATION}
    assert {page.path for page in small_site.pages} <= small_site.files.keys()


@pytest.mark.parametrize(
    "folder",
    ["navigation", "p", "p/v", "d", "t", "topic", "law", "flow", "duties", "changes"],
)
def test_a_stamped_page_is_what_mkdocs_renders(
    small_site: Small, rendered: dict[str, bytes], folder: str
) -> None:
    site = small_site.files
    stamped = {
        page.path: site[page.path] for page in small_site.pages if folder == folder_of(page.path)
    }
    assert stamped
    assert different(stamped, rendered) == []


def test_hand_written_pages_are_what_mkdocs_renders(
    small_site: Small, rendered: dict[str, bytes]
) -> None:
    stamped = {page.path for page in small_site.pages}
    written = {path: text for path, text in small_site.files.items() if path not in stamped}
    pages = {path: text for path, text in written.items() if path.endswith(".html")}
    assert {"help/index.html", "about/index.html", "search/index.html", "404.html"} <= set(pages)
    assert different(pages, rendered) == []


def words(page: bytes) -> str:
    """A page without the white space between its tags, and with the least in its text."""
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", page.decode()))


def test_without_indentation_a_page_reads_the_same(
    rendered: dict[str, bytes], indented: dict[str, bytes]
) -> None:
    pages = {path for path in indented if path.endswith(".html")}
    assert pages == {path for path in rendered if path.endswith(".html")}
    assert [path for path in pages if words(rendered[path]) != words(indented[path])] == []
    assert sum(map(len, rendered.values())) < sum(map(len, indented.values()))
    blocks = re.compile(rb"<pre.*?</pre>", re.DOTALL)
    assert sum(len(blocks.findall(page)) for page in rendered.values()) > 10
    for path in pages:
        assert blocks.findall(rendered[path]) == blocks.findall(indented[path]), path


def test_a_lost_space_in_a_text_is_seen() -> None:
    assert words(b"<p>a\n  b</p>\n <p>") == words(b"<p>a b</p><p>")
    assert words(b"<p>a b</p>") != words(b"<p>ab</p>")
    assert words(b"<b>a</b> b") != words(b"<b>a</b>b")


@pytest.mark.parametrize("where", ["first", "head", "body", "tail", "last", "longer"])
@pytest.mark.parametrize("kind", ["home", "list", "power"])
def test_the_comparison_sees_one_byte(
    small_site: Small, rendered: dict[str, bytes], where: str, kind: str
) -> None:
    paths = {"home": "index.html", "list": "d/index.html", "power": small_site.pages[0].path}
    page = next(page for page in small_site.pages if page.path == paths[kind])
    site = small_site.files
    stamped = {page.path: site[page.path] for page in small_site.pages}
    content = bytearray(stamped[page.path])
    body = content.index(page.body.encode())
    at = {
        "first": 0,
        "head": body // 2,
        "body": body + len(page.body.encode()) // 2,
        "tail": (body + len(page.body.encode()) + len(content)) // 2,
        "last": len(content) - 1,
        "longer": len(content) - 1,
    }[where]
    if where == "longer":
        content.append(content[at])
    else:
        content[at] ^= 1
    before = different(stamped, rendered)
    stamped[page.path] = bytes(content)
    assert page.path not in before
    assert set(different(stamped, rendered)) == {*before, page.path}


def test_the_comparison_sees_one_byte_of_a_frame(
    small_site: Small, rendered: dict[str, bytes]
) -> None:
    pages = [page for page in small_site.pages if frame_of(page) == frame_path("p/*")]
    frames = small_site.root / ".cache" / "frames"
    text = (frames / frame_of(pages[0])).read_text(encoding="utf-8")
    sound = {page.path: Frame(text).stamp(page) for page in pages}
    assert different(sound, rendered) == []
    end = text.rindex("</html>")
    broken = Frame(f"{text[:end]} {text[end:]}")
    stamped = {page.path: broken.stamp(page) for page in pages}
    assert different(stamped, rendered) == [page.path for page in pages]


def test_a_page_mkdocs_did_not_render_is_a_difference() -> None:
    assert different({"p/1/index.html": b"x"}, {}) == ["p/1/index.html"]


def test_a_stamped_title_cannot_break_out_of_its_place() -> None:
    frame = Frame(f"<title>{TITLE}</title><main>{BODY_HTML}</main>")
    page = Page("p/1/index.html", '</title><b>"&', "", "", "<h1>a</h1>")
    stamped = frame.stamp(page).decode()
    assert stamped == ("<title>&lt;/title&gt;&lt;b&gt;&quot;&amp;</title><main><h1>a</h1></main>")


def test_text_that_looks_like_a_hole_stays_text() -> None:
    frame = Frame(f"<title>{TITLE}</title><main>{BODY_HTML}</main><p>{TITLE}</p>")
    page = Page("p/1/index.html", "名称", "", "", f"<h1>{TITLE} {BODY_HTML}</h1>")
    assert page.body in frame.stamp(page).decode()


@pytest.mark.parametrize("text", ["", TITLE, BODY_HTML])
def test_a_frame_without_its_holes_is_refused(text: str) -> None:
    with pytest.raises(FrameMissing):
        Frame(text)


@pytest.mark.parametrize(
    "path",
    ["deep/er/and/index.html", "flat.html", "x/index.html", "p/1/2/index.html", "p/index.html"],
)
def test_a_page_no_frame_fits_is_refused(path: str) -> None:
    with pytest.raises(FrameMissing):
        frame_of(Page(path, "", "", "", ""))


def test_no_hole_is_left_open(small_site: Small) -> None:
    assert [path for path, text in small_site.files.items() if b"@@PL-" in text] == []
    assert [path for path in small_site.files if "_frame" in path] == []
