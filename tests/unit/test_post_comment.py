"""The comment under a merge request: one, brought up to date, deciding nothing by itself."""

import http.server
import json
import runpy
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.report.markdown import MARKER
from tests.conftest import ROOT

TOOL = runpy.run_path(str(ROOT / "tools/post_comment.py"))
REPORT = f"{MARKER}\n### 权力清单检查\n"


class Service(http.server.ThreadingHTTPServer):
    """Keeps comments as GitLab and GitHub do."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.comments: list[dict[str, object]] = []
        self.tokens: set[str] = set()


class Answers(http.server.BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        asked = {key: int(value[0]) for key, value in parse_qs(urlsplit(self.path).query).items()}
        start = (asked["page"] - 1) * asked["per_page"]
        self.answer(self.server.comments[start : start + asked["per_page"]])

    def do_POST(self) -> None:
        made = {"id": len(self.server.comments) + 1, "body": self.body()}
        self.server.comments.append(made)
        self.answer(made)

    def do_PUT(self) -> None:
        number = int(self.path.rsplit("/", 1)[1])
        comment = next(c for c in self.server.comments if c["id"] == number)
        comment["body"] = self.body()
        self.answer(comment)

    do_PATCH = do_PUT

    def body(self) -> str:
        token = self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization")
        self.server.tokens.add(str(token))
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]

    def answer(self, what: object) -> None:
        raw = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["gitlab", "github"])
def environment(request: pytest.FixtureRequest, service: Service) -> dict[str, str]:
    address = f"http://127.0.0.1:{service.server_address[1]}"
    if request.param == "gitlab":
        place = {"CI_MERGE_REQUEST_IID": "3", "CI_API_V4_URL": address, "CI_PROJECT_ID": "7"}
    else:
        place = {
            "GITHUB_REF": "refs/pull/3/merge",
            "GITHUB_API_URL": address,
            "GITHUB_REPOSITORY": "a/b",
        }
    return place | {"POWERLIST_COMMENT_TOKEN": "t"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.mark.parametrize("others", [0, 3, 100, 250])
def test_there_is_one_comment_and_it_is_brought_up_to_date(
    others: int, environment: dict[str, str], service: Service, report: Path
) -> None:
    service.comments = [{"id": n + 1, "body": f"看过了 {n}"} for n in range(others)]
    TOOL["main"](report, environment)
    report.write_text(f"{REPORT}第二次\n", encoding="utf-8")
    TOOL["main"](report, environment)
    ours = [c["body"] for c in service.comments if str(c["body"]).startswith(MARKER)]
    assert ours == [f"{REPORT}第二次\n"]
    assert len(service.comments) == others + 1
    assert service.tokens <= {"t", "Bearer t"}


def test_outside_a_merge_request_nothing_is_written(
    environment: dict[str, str], service: Service, report: Path
) -> None:
    TOOL["main"](report, environment | {"POWERLIST_COMMENT_TOKEN": ""})
    TOOL["main"](report, {"POWERLIST_COMMENT_TOKEN": "t", "GITHUB_REF": "refs/heads/main"})
    assert service.comments == []


def test_a_service_that_does_not_answer_decides_nothing(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = {
        "CI_MERGE_REQUEST_IID": "3",
        "CI_API_V4_URL": "http://127.0.0.1:9",
        "CI_PROJECT_ID": "7",
        "POWERLIST_COMMENT_TOKEN": "t",
    }
    TOOL["main"](report, gone)
    assert "评论没有写成" in capsys.readouterr().err
