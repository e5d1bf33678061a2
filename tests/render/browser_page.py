"""Opening a page in a real browser and asking it questions."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import choreographer


@dataclass
class Visit:
    """What a page did: the answers to the questions asked, what it logged, what it asked the network for."""

    answers: list[Any] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def visit(browser: str, path: Path, questions: Sequence[str], *, width: int = 1280, script: bool = True) -> Visit:
    """Open a local page and evaluate JavaScript expressions in it, one after the other."""
    # a browser that dies answers nothing: the test then fails, and does not wait for ever
    return asyncio.run(asyncio.wait_for(_visit(browser, path, questions, width, script), 180))


async def _visit(browser: str, path: Path, questions: Sequence[str], width: int, script: bool) -> Visit:
    seen = Visit()

    async def logged(message: dict[str, Any]) -> None:
        entry = message["params"].get("entry") or message["params"].get("exceptionDetails") or message["params"]
        seen.complaints.append(str(entry.get("text") or [a.get("value") for a in entry.get("args", [])]))

    async def requested(message: dict[str, Any]) -> None:
        seen.requests.append(message["params"]["request"]["url"])

    async with choreographer.Browser(path=browser, headless=True) as running:
        tab = await running.create_tab("about:blank")
        for event in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            tab.subscribe(event, logged)
        tab.subscribe("Network.requestWillBeSent", requested)
        for command in ("Log.enable", "Network.enable", "Page.enable", "Runtime.enable"):
            await tab.send_command(command)
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        await tab.send_command("Emulation.setDeviceMetricsOverride", params=size)
        if not script:
            await tab.send_command("Emulation.setScriptExecutionDisabled", params={"value": True})
        loaded = tab.subscribe_once("Page.loadEventFired")
        await tab.send_command("Page.navigate", params={"url": path.as_uri()})
        await asyncio.wait_for(loaded, 60)
        for question in questions:
            asked = {"expression": question, "awaitPromise": True, "returnByValue": True}
            answer = await tab.send_command("Runtime.evaluate", params=asked)
            seen.answers.append(answer["result"].get("result", {}).get("value"))
    return seen
