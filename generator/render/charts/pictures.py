"""Pictures as PNG: plotly figures drawn by kaleido in a headless Chromium."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.base.findings import Finding, Outcome, Rule, Severity
from generator.base.units import UnitError
from generator.document.blocks import Document
from generator.document.pictures import Picture
from generator.document.wording import Wording
from generator.render.charts.spec import figure
from generator.render.rules import NO_BROWSER, NO_CHINESE_FONT, NOT_DRAWN, PICTURE_FAILED

#: Width of the canvas in pixels (16 cm in print); two pixels of the PNG for each gives 254 dots an inch.
WIDTH = 800
SCALE = 2

_BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
_BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)


def find_browser() -> str:
    """Return the path of the browser: ``BROWSER_PATH`` first, then the usual names; empty when there is none."""
    if named := os.environ.get("BROWSER_PATH", ""):
        return shutil.which(named) or ""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return found or next((path for path in _BROWSER_FILES if Path(path).is_file()), "")


@lru_cache(maxsize=1)
def has_chinese_font() -> bool:
    """Tell whether a font with Chinese characters is installed; where fontconfig cannot be asked, take it as given."""
    program = shutil.which("fc-list")
    if program is None or not sys.platform.startswith("linux"):
        return True
    listed = subprocess.run([program, ":lang=zh-cn", "family"], capture_output=True, timeout=30, check=False)
    return listed.returncode != 0 or bool(listed.stdout.strip())


def picture_key(picture: Picture, document: Document) -> str:
    """Return a hash of all that a picture's PNG depends on but the browser: figure, size, plotly and kaleido.

    Pure: the same picture and document give the same key anywhere with the same libraries.
    """
    try:
        drawn: object = figure(picture, document)
    except (KeyError, ValueError) as error:
        drawn = f"{type(error).__name__}: {error}"
    content = json.dumps([drawn, WIDTH, SCALE, _libraries()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def _libraries() -> tuple[str, ...]:
    found = []
    for name in ("plotly", "kaleido"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return tuple(found)


def warm_up() -> None:
    """Begin to open the browser without waiting for it: a build calls this while it still composes."""
    from generator.render.charts.server import shared_server

    if (browser := find_browser()) and has_chinese_font():
        shared_server(browser)


def draw(pictures: Sequence[Picture], document: Document) -> Outcome[dict[str, bytes]]:
    """Return the PNG of each picture by block id. A picture that could not be drawn has a finding instead."""
    if not pictures:
        return Outcome({})
    refusal = _refusal(pictures, document)
    if refusal is not None:
        return Outcome({}, (refusal,))
    from generator.render.charts.server import BrowserError, close_shared_server, shared_server

    server = shared_server(find_browser())
    words = Wording.of(document)
    drawn: dict[str, bytes] = {}
    findings: list[Finding] = []
    for picture in pictures:
        try:
            spec = figure(picture, document, words)
            drawn[picture.id] = server.draw(spec, WIDTH, spec["layout"]["height"], SCALE)
        except (KeyError, UnitError, ValueError) as error:
            findings.append(not_drawn(picture, words, error))
        except BrowserError as error:
            findings.append(_failed(picture, words, error))
            close_shared_server()
            break
    return Outcome(drawn, tuple(findings))


def not_drawn(picture: Picture, words: Wording, error: Exception) -> Finding:
    """Return the finding for a picture whose numbers cannot be drawn."""
    label = words.label(picture.id) or picture.id
    return NOT_DRAWN.at(
        picture.origin,
        f"{label} 无法绘制：{error}",
        f"{label} cannot be drawn: {error}",
        block=picture.id,
    )


def _failed(picture: Picture, words: Wording, error: Exception) -> Finding:
    label = words.label(picture.id) or picture.id
    return PICTURE_FAILED.at(
        picture.origin,
        f"浏览器没有画出 {label}（{error}），本文档其余图片也未绘制，Word 与 PDF 缺少这些图",
        f"the browser did not draw {label} ({error}); this document's further pictures were left out of Word and PDF",
        hint_zh="用 BROWSER_PATH 指定可用的 chromium-headless-shell 后重新生成",
        hint_en="name a working chromium-headless-shell in BROWSER_PATH and build again",
        block=picture.id,
    )


def _refusal(pictures: Sequence[Picture], document: Document) -> Finding | None:
    """Return the finding that says why no picture can be drawn here, if none can."""
    count, first = len(pictures), pictures[0]
    rule: Rule
    if not find_browser():
        rule, zh, en = NO_BROWSER, "没有找到 Chromium 浏览器", "no Chromium was found"
        hint_zh = "运行 apt install chromium-headless-shell（Debian），或用 BROWSER_PATH 指定浏览器"
        hint_en = "run apt install chromium-headless-shell (Debian), or name a browser in BROWSER_PATH"
    elif not has_chinese_font():
        rule, zh, en = NO_CHINESE_FONT, "没有中文字体，图中汉字会变成方框", "no installed font has Chinese characters"
        hint_zh = "安装中文字体（Debian：apt install fonts-noto-cjk 或 fonts-wqy-zenhei）"
        hint_en = "install a Chinese font (Debian: apt install fonts-noto-cjk or fonts-wqy-zenhei)"
    else:
        return None
    return rule.at(
        first.origin,
        f"{zh}：{count} 幅图（桑基图、减排成本曲线、流程图）未绘制，Word 与 PDF 中缺少它们；网页版不受影响",
        f"{en}: {count} pictures were left out of Word and PDF; the page draws them live",
        hint_zh=hint_zh,
        hint_en=hint_en,
        block=first.id,
        severity=Severity.ERROR if document.final else None,
    )
