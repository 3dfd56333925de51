"""MkDocs hook: makes `mkdocs build` and `mkdocs serve` give the whole site.

The only module that knows MkDocs. It adds the frames to what MkDocs renders and, when MkDocs was
started by hand, fills them afterwards; `powerlist build` only wants the frames and sets
POWERLIST_FRAMES, and POWERLIST_FEEDS because it knows of an edition that is not recorded yet.
"""

import os
import re
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.files import REGISTRY
from generator.load import read_registry
from generator.model.registry import ListFacts
from generator.site.editions import was_published
from generator.site.frames import BODY_HTML, frame_sources


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give templates the notice and the date of the list, and whether it has feeds."""
    facts = read_registry(_root(config), "清单", ListFacts)
    if facts is None:
        raise Abort(f"读不懂 {REGISTRY}/清单.yml；运行 powerlist check 看哪里不对")
    feeds = os.environ.get("POWERLIST_FEEDS")
    config.extra["list"] = {
        "notice": _first_sentence(facts.statement) if facts.demonstration == "是" else "",
        "date": facts.as_of.isoformat(),
        "domain": facts.domain or "",
        "code": facts.site_code or "",
        "site": _site_facts(facts),
        "feeds": was_published(_root(config)) if feeds is None else bool(feeds),
    }
    config.copyright = (
        f"主办单位：{escape(facts.government)} · 一切以法律法规原文和主管部门公布为准"
    )
    return config


def _site_facts(facts: ListFacts) -> list[tuple[str, str]]:
    """What a government site says about itself at its foot; only what the list holds."""
    named = (
        ("网站标识码", facts.site_code),
        ("联系电话", facts.phone),
        ("办公地址", facts.address),
        ("ICP 备案号", facts.icp),
        ("公安备案号", facts.police),
    )
    return [(name, text) for name, text in named if text]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the frames."""
    for path, text in frame_sources().items():
        files.append(File.generated(config, path, content=text))
    return files


class Unindented(Extension):
    """Drops what indents templates; the text of a page is not theirs and stays as it is."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Leave one line's end of any, and none between two statements, which print nothing."""
        return re.sub(r"\n\s+", "\n", source).replace("%}\n{%", "%}{%")


def on_env(env: Environment, **_: Any) -> Environment:
    """Print pages without the white space of the theme, a twenty-fifth of a page on the wire."""
    env.add_extension(Unindented)
    return env


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Give a frame its hole instead of the heading the theme would add."""
    return BODY_HTML if page.file.src_uri in frame_sources() else html


def on_post_build(config: MkDocsConfig) -> None:
    """Fill the frames when MkDocs runs on its own."""
    if os.environ.get("POWERLIST_FRAMES"):
        return
    from generator.site.publish import fill  # heavy, and not needed for frames alone

    report = fill(_root(config), Path(config.site_dir), Path(config.site_dir), today=date.today())
    if report.errors:
        raise Abort(f"有 {report.errors} 处错误，没有生成职权页面；运行 powerlist check 查看")


def _first_sentence(text: str) -> str:
    """What fits above every page on a phone; the page about the site says the rest."""
    head, stop, _ = text.strip().partition("。")
    return head + stop


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or ".").resolve().parent
