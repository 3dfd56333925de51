"""An SVG file as PNG, by the browser that is there: only a browser draws our style sheets."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PNG = b"\x89PNG\r\n\x1a\n"
_TIMEOUT = 60


class RasterFailed(Exception):
    """No picture came out; the text says in Chinese what is missing or what happened."""


def png(svg: str, width: int, height: int) -> bytes:
    """Draw an SVG document as PNG at two pixels a point.

    Args:
        svg: The whole document, with its style.
        width: Of the picture, in pixels.
        height: Likewise.

    Raises:
        RasterFailed: There is no browser, or it gave no picture.
    """
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise RasterFailed(
            "没有找到 Chromium，画不成 PNG；先安装 chromium，或者不写 --png，直接用 SVG"
        )
    with tempfile.TemporaryDirectory(prefix="powerlist-") as name:
        folder = Path(name)
        source, target = folder / "chart.svg", folder / "chart.png"
        source.write_text(svg, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]
        command += ["--disable-background-networking", "--disable-sync"]
        command += ["--force-device-scale-factor=2", f"--window-size={width},{height}"]
        command += [f"--user-data-dir={folder / 'profile'}", f"--screenshot={target}"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium has no sandbox for root; the file is ours.
        try:
            subprocess.run(  # noqa: S603 - the browser found on PATH and our own file
                [*command, source.as_uri()], capture_output=True, timeout=_TIMEOUT, check=False
            )
            made = target.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RasterFailed("Chromium 没有画出 PNG；可以不写 --png，直接用 SVG") from error
    if not made.startswith(_PNG):
        raise RasterFailed("Chromium 画出来的不是 PNG；可以不写 --png，直接用 SVG")
    return made
