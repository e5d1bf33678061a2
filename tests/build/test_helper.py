"""The second process of a build changes who does the work, never what comes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.build.helper import Board, Helper, Work

from .workspaces import DAY, FLAT, ROOT, workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="helpers are forked")
PROJECT = "chengyu-ceramics"


def _begin() -> Work[str]:
    def work(job: str, argument: Any) -> Any:
        if job == "fail":
            raise ValueError(argument)
        if job == "die":
            os._exit(3)
        return job, argument

    return work


def test_a_helper_answers_and_what_it_cannot_do_is_left_to_the_build() -> None:
    helper = Helper.start(_begin)
    assert helper is not None
    helper.ask("a", 1)
    helper.ask("fail", 2)
    helper.ask("b", 3)
    assert helper.wait("b") == ("b", 3)
    assert helper.wait("a") == ("a", 1)
    assert helper.wait("fail") is None
    assert helper.wait("never asked") is None
    helper.ask("die")
    helper.ask("after")
    assert helper.wait("after") is None
    helper.close()
    helper.process.join(10)
    assert helper.process.exitcode == 3


def test_a_job_is_claimed_once_over_two_processes() -> None:
    board = Board()
    first = board.numbers(50)

    def begin() -> Work[str]:
        return lambda job, _: [number for number in range(first, first + 50) if board.claim(number)]

    helper = Helper.start(begin)
    assert helper is not None
    helper.ask("claim")
    ours = [number for number in reversed(range(first, first + 50)) if board.claim(number)]
    theirs = helper.wait("claim")
    helper.close()
    assert sorted([*ours, *theirs]) == list(range(first, first + 50))


def _built(root: Path, *, helped: bool) -> tuple[dict[str, bytes], str]:
    """Build cold, then again with a line of prose changed, in a process of its own; return files and findings."""
    workspace(root, PROJECT)
    script = f"""
import datetime, pathlib
from generator.build.options import Options
from generator.build.pipeline import build_project
root = pathlib.Path({str(root)!r})
def once():
    day = datetime.date({DAY.year}, {DAY.month}, {DAY.day})
    options = Options(root / "output", {FLAT!r})
    return build_project(root / "projects" / {PROJECT!r}, options, today=day, progress=lambda *_: None, helped={helped})
once()
slot = sorted((root / "projects" / {PROJECT!r} / "content").rglob("*.md"))[0]
slot.write_text(slot.read_text("utf-8") + "\\n公司每季度复核一次台账。\\n", "utf-8")
print([f"{{f.rule}} {{f.position}} {{f.message.en}}" for f in once().findings])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER_PATH": "none"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, cwd=root
    )
    output = root / "output" / PROJECT
    files = {path.name: path.read_bytes() for path in sorted(output.iterdir()) if path.suffix[1:] in FLAT}
    return files, done.stdout


def test_bytes_and_findings_are_the_same_with_and_without_a_helper(tmp_path: Path) -> None:
    alone, said_alone = _built(tmp_path / "alone", helped=False)
    helped, said_helped = _built(tmp_path / "helped", helped=True)
    assert len(alone) == 8
    assert {name: helped[name] == data for name, data in alone.items()} == dict.fromkeys(alone, True)
    assert said_alone == said_helped
