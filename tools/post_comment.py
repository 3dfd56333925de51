#!/usr/bin/env python3
"""Put a report under a merge request as one comment, and bring that comment up to date.

    tools/post_comment.py report.md

The comment is found by the report's first line, a hidden marker; there is never a second one. What
cannot be posted changes no result: the report stays among the job's files, and the check says by
its own exit code what it found.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = 100
MOST_PAGES = 20


@dataclass(frozen=True)
class Thread:
    """Where the comments of one merge request are.

    Attributes:
        comments: Address that lists them and takes new ones.
        one: Address of a single comment, before its number.
        update: Method that changes one.
        headers: What proves that we may.
    """

    comments: str
    one: str
    update: str
    headers: Mapping[str, str]


def thread_of(environment: Mapping[str, str]) -> Thread | None:
    """The merge request this job runs for; None outside one, or without leave to write."""
    token = environment.get("POWERLIST_COMMENT_TOKEN", "")
    if not token:
        return None
    if request := environment.get("CI_MERGE_REQUEST_IID"):
        project = f"{environment['CI_API_V4_URL']}/projects/{environment['CI_PROJECT_ID']}"
        notes = f"{project}/merge_requests/{request}/notes"
        return Thread(notes, f"{notes}/", "PUT", {"PRIVATE-TOKEN": token})
    place = environment.get("GITHUB_REF", "").split("/")
    if place[:2] == ["refs", "pull"] and len(place) > 2:
        issues = f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}/issues"
        headers = {"Authorization": f"Bearer {token}"}
        return Thread(f"{issues}/{place[2]}/comments", f"{issues}/comments/", "PATCH", headers)
    return None


def post(thread: Thread, text: str) -> str:
    """Write the comment, new or in place of the earlier one, and say which."""
    marker = text.split("\n", 1)[0]
    for page in range(1, MOST_PAGES + 1):
        found = _ask(thread, "GET", f"{thread.comments}?per_page={PAGE}&page={page}")
        for comment in found:
            if comment["body"].startswith(marker):
                _ask(thread, thread.update, f"{thread.one}{comment['id']}", text)
                return "更新了原来的评论"
        if len(found) < PAGE:
            break
    _ask(thread, "POST", thread.comments, text)
    return "写了一条评论"


def _ask(thread: Thread, method: str, address: str, text: str | None = None) -> Any:
    request = urllib.request.Request(
        address,
        method=method,
        data=None if text is None else json.dumps({"body": text}).encode(),
        headers={**thread.headers, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def main(report: Path, environment: Mapping[str, str]) -> None:
    """Post the report if this job may."""
    thread = thread_of(environment)
    if thread is None:
        print("不是合并请求，或者没有设置 POWERLIST_COMMENT_TOKEN：没有写评论")
        return
    try:
        print(post(thread, report.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"评论没有写成（{error}）；报告在这次检查的文件里", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), os.environ)
