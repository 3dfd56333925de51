"""verify.html in a browser, from a disk, without a network: the same answers as the command."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import playwright.sync_api as playwright
import pytest

from generator.release.manifest import MANIFEST, SIGNATURE, SUMS
from generator.release.verify import verify_folder
from tests.release.conftest import FIRST, SECOND, Published
from tests.release.test_verify import TAMPERED, everything, flip, reseal, reseal_sums

NO_SUBTLE = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })"
IN_A_BROWSER = [
    case for case in TAMPERED if case[0].__name__ not in {"link_file", "link_folder", "pipe"}
]
"""What a browser cannot see, the page says it cannot see."""


@pytest.fixture
def page(browser: playwright.Browser, folder: Path) -> Iterator[playwright.Page]:
    """The page as an inspector has it: opened from the disk, the network cut."""
    with browser.new_context(offline=True, locale="zh-CN") as context:
        opened = context.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: pytest.fail(str(error)))
        own = folder.parent / "verify.html"
        shutil.copy2(folder / "verify.html", own)
        opened.goto(own.as_uri())
        yield opened
        assert set(asked) == {own.as_uri()}, "the page asked for something"


def choose(page: playwright.Page, folder: Path) -> str:
    """Choose a folder in the window the browser opens; what the page then says."""
    with page.expect_file_chooser() as window:
        page.click("#folder")
    window.value.set_files(folder)
    page.wait_for_selector("#result .verdict")
    return page.inner_text("#result")


def drop(page: playwright.Page, what: Path, onto: str = "#folder") -> str:
    """Let go of a folder dragged from a file manager, or of a file; what the page then says."""
    box = page.locator(onto).bounding_box()
    assert box is not None
    middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(what.resolve())], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **middle, "data": data})
    page.wait_for_selector("#result .verdict")
    return page.inner_text("#result")


WAYS = pytest.mark.parametrize("give", [choose, drop])
"""Both ways in which a folder comes to the page."""
Give = Callable[[playwright.Page, Path], str]


@pytest.mark.accepts("A7", twin=True)
@pytest.mark.accepts("A8")
@WAYS
def test_an_untouched_release_is_green(give: Give, page: playwright.Page, folder: Path) -> None:
    said = give(page, folder)
    assert "文件没有改动，签名有效" in said
    assert verify_folder(folder).signed_by in said
    assert f"{len(everything(folder)) - 3} 个文件逐一相符" in said
    assert page.get_attribute("#result .verdict", "class") == "verdict good"
    digest = verify_folder(folder).digest
    assert digest in said.replace(" ", "")
    assert page.evaluate("document.activeElement.id") == "result"


@pytest.mark.accepts("A7")
@WAYS
@pytest.mark.parametrize(("tamper", "told"), IN_A_BROWSER)
def test_the_page_says_what_the_command_says(
    tamper: Callable[[Path], None],
    told: tuple[str, ...],
    give: Give,
    page: playwright.Page,
    folder: Path,
) -> None:
    tamper(folder)
    said = give(page, folder)
    assert page.get_attribute("#result .verdict", "class") == "verdict bad"
    faults = verify_folder(folder).faults
    if faults[0].startswith(("缺少清册", "清册 ")):
        assert "核对不了" in said
        return
    for fault in faults:
        if fault.startswith("没有签名"):
            assert "没有签名" in page.inner_text("main")
        elif fault.startswith("签名不对"):
            assert "签名不对：manifest.json.sig" in said
        elif not fault.startswith("缺少签名公钥"):
            assert fault in said, (fault, said)


@pytest.mark.accepts("A7")
@WAYS
@pytest.mark.parametrize("script", ["", NO_SUBTLE], ids=["webcrypto", "plain"])
def test_one_byte_of_files_of_every_kind(
    script: str, give: Give, page: playwright.Page, folder: Path
) -> None:
    if script:
        page.add_init_script(script)
        page.reload()
        assert page.evaluate("crypto.subtle === undefined")
    kinds = {Path(file).suffix: file for file in everything(folder)}
    chosen = [file for file in kinds.values() if file not in {MANIFEST, SIGNATURE, SUMS}]
    assert len(chosen) > 8
    for file in chosen:
        flip(folder / file)
    said = give(page, folder)
    for file in chosen:
        assert f"内容被改动：{file}" in said
    assert f"有 {len(chosen)} 处同清册不符" in said


@WAYS
def test_the_same_folder_given_again_is_looked_at_again(
    give: Give, page: playwright.Page, folder: Path
) -> None:
    assert "文件没有改动" in give(page, folder)
    flip(folder / "notice.md")
    page.evaluate("document.getElementById('result').replaceChildren()")
    assert "内容被改动：notice.md" in give(page, folder)


def test_what_is_dragged_wrongly_is_said_and_never_green(
    page: playwright.Page, folder: Path
) -> None:
    assert "文件没有改动" in drop(page, folder)
    for what, onto, words in (
        (folder / "README.txt", "#folder", "不要拖文件"),
        (folder, "h1", "拖到上面的框里"),
    ):
        page.evaluate("document.getElementById('result').replaceChildren()")
        said = drop(page, what, onto)
        assert words in said and "没有改动" not in said
        assert page.is_hidden("#more")
    page.evaluate("document.getElementById('result').replaceChildren()")
    assert "请选里面的“2026.12”" in drop(page, folder.parent)


@pytest.mark.parametrize("size", [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 100_003])
def test_both_ways_of_hashing_agree(size: int, page: playwright.Page) -> None:
    ours, theirs = page.evaluate(
        """async (size) => {
          const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 131 + 7) & 255);
          return [plainSha256(bytes), await sha256(new Blob([bytes]))];
        }""",
        size,
    )
    assert ours == theirs
    assert len(ours) == 64


def test_the_digest_that_was_published_and_the_edition_before(
    page: playwright.Page, folder: Path, published: Published
) -> None:
    choose(page, folder)
    digest = verify_folder(folder).digest
    page.fill("#published", digest[:8].upper())
    assert "前 8 位相同" in page.inner_text("#published-result")
    page.fill("#published", " ".join((digest[:32], digest[32:])))
    assert "相同：清册就是公布的那一份" in page.inner_text("#published-result")
    page.fill("#published", "0" * 64)
    assert page.inner_text("#published-result").startswith("不同")
    page.set_input_files("#previous", published.folder(FIRST) / MANIFEST)
    page.wait_for_selector("#previous-result.good")
    page.set_input_files("#previous", published.folder(SECOND) / MANIFEST)
    page.wait_for_selector("#previous-result.bad")


def test_the_key_that_the_office_published(page: playwright.Page, folder: Path) -> None:
    choose(page, folder)
    print_ = verify_folder(folder).signed_by
    page.fill("#fingerprint", print_[:20])
    assert "还不够" in page.inner_text("#fingerprint-result")
    for written in (print_, print_.replace("SHA256:", "SHA256： "), print_[7:]):
        page.fill("#fingerprint", written)
        assert "相同：清册是编办签的" in page.inner_text("#fingerprint-result")
    page.fill("#fingerprint", print_.swapcase())
    assert page.inner_text("#fingerprint-result").startswith("不同")


def resigned(folder: Path, kind: str, namespace: str, key: Path) -> None:
    """Sign a release anew, with one's own key."""
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(key)], check=True)
    (folder / SIGNATURE).unlink()
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    subprocess.run([*command, str(folder / MANIFEST)], check=True, capture_output=True)
    reseal_sums(folder)


@pytest.mark.accepts("A7")
def test_a_signature_of_something_else_is_found_out(
    page: playwright.Page, folder: Path, tmp_path: Path
) -> None:
    genuine = verify_folder(folder).signed_by
    reseal(folder, lambda manifest: manifest.update(document="枣政发〔2026〕9号"))
    assert "签名不对：manifest.json.sig" in choose(page, folder)
    resigned(folder, "ed25519", "file", tmp_path / "别的用处")
    assert "签名不对：manifest.json.sig" in choose(page, folder)
    resigned(folder, "ed25519", "powerlist-release", tmp_path / "自己的")
    # By itself the folder is consistent; the published key is what tells.
    assert "签名有效" in choose(page, folder)
    page.fill("#fingerprint", genuine)
    assert page.inner_text("#fingerprint-result").startswith("不同")


def test_no_byte_of_a_signature_can_be_changed(page: playwright.Page, folder: Path) -> None:
    signature, content = (folder / SIGNATURE).read_text(), (folder / MANIFEST).read_text()
    states = page.evaluate(
        """async ([armoured, content]) => {
          const bytes = new TextEncoder().encode(content), lines = armoured.trim().split("\\n");
          const raw = atob(lines.slice(1, -1).join("")), states = [];
          for (let at = -1; at < raw.length; at++) {
            const chars = [...raw];
            if (at >= 0) chars[at] = String.fromCharCode(chars[at].charCodeAt(0) ^ 1);
            const made = [lines[0], btoa(chars.join("")), lines.at(-1)].join("\\n");
            states.push((await signedBy(made, bytes)).state);
          }
          for (const text of ["", "甲", armoured.slice(0, 80), armoured + armoured])
            states.push((await signedBy(text, bytes)).state);
          return states;
        }""",
        [signature, content],
    )
    assert states[0] == "good"
    assert set(states[1:]) <= {"bad", "unknown"}
    assert states[1:].count("bad") > len(states) * 0.8


@pytest.mark.parametrize("reason", ["an old browser", "another kind of key"])
def test_it_says_what_it_cannot_check(
    reason: str, page: playwright.Page, folder: Path, tmp_path: Path
) -> None:
    if reason == "an old browser":
        page.add_init_script(NO_SUBTLE)
        page.reload()
    else:
        resigned(folder, "rsa", "powerlist-release", tmp_path / "rsa")
    said = choose(page, folder)
    assert "这个浏览器核对不了签名" in said and "签名有效" not in said
    said = page.inner_text("#more")
    for words in ("签名", "没有核对它是不是真的", "符号链接", "空文件夹", "这一页自己"):
        assert words in said
    assert "-I 420683 -n powerlist-release" in page.inner_text("#command")
    assert page.is_hidden("#fingerprint")


def test_names_in_a_manifest_are_text_and_nothing_else(page: playwright.Page, folder: Path) -> None:
    path = folder / MANIFEST
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"path":"README.txt"', '"path":"<img src=x onerror=alert(1)>"').replace(
            '"path": "README.txt"', '"path": "<img src=x onerror=alert(1)>"'
        ),
        encoding="utf-8",
    )
    said = choose(page, folder)
    assert "<img src=x onerror=alert(1)>" in said
    assert page.locator("#result img").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(width: int, page: playwright.Page, folder: Path) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    flip(folder / "changes.json")
    choose(page, folder)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_everything(page: playwright.Page, folder: Path) -> None:
    choose(page, folder)
    reached = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    assert {"fingerprint", "published", "previous"} <= reached
