"""Whole builds of one example as a user runs them: cold, cold without a browser, one line changed, nothing changed.

Each figure is the median of whole processes, interpreter included, in one run. Run: ``python benchmarks/build.py``.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = "lanhe-foundry"
FORMATS = "docx,html,xlsx,md"
RUNS = 5


def build(root: Path, *, browser: bool = True) -> float:
    """Return the seconds that one build takes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TANWEN_LANG": "en", "XDG_STATE_HOME": str(root / "state")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed Tanwen keeps its compiled modules
    if not browser:
        tools = root / "path"
        environment |= {"PATH": str(tools), "BROWSER_PATH": ""}
        tools.mkdir(exist_ok=True)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", f"projects/{PROJECT}", "--format", FORMATS],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stderr)
    return seconds


def cold(root: Path) -> None:
    """Take away everything that an earlier build left."""
    for name in ("output", ".tanwen", "state"):
        shutil.rmtree(root / name, ignore_errors=True)


def change_one_line(root: Path, number: int) -> None:
    """Change a line of the consultant's prose."""
    slot = next((root / "projects" / PROJECT / "content" / "ghg-report-2024").glob("*.md"))
    lines = slot.read_text("utf-8").rstrip("\n").split("\n")
    if lines[-1].startswith("修订"):
        lines.pop()
    slot.write_text("\n".join([*lines, "修订" + "续" * (number + 1) + "。"]) + "\n", "utf-8")


def measure() -> dict[str, float]:
    """Return the medians in seconds."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copy(ROOT / "tanwen.toml", root)
        shutil.copytree(ROOT / "projects" / PROJECT, root / "projects" / PROJECT)
        build(root)
        found: dict[str, list[float]] = {
            "cold": [],
            "cold, no browser": [],
            "one line changed": [],
            "nothing changed": [],
        }
        for number in range(RUNS):
            cold(root)
            found["cold"].append(build(root))
            found["nothing changed"].append(build(root))
            change_one_line(root, number)
            found["one line changed"].append(build(root))
            cold(root)
            found["cold, no browser"].append(build(root, browser=False))
        return {case: statistics.median(times) for case, times in found.items()}


def table(medians: dict[str, float]) -> str:
    """Return the medians as a Markdown table."""
    limits = {"cold": 5.0, "cold, no browser": 2.0, "one line changed": 1.0, "nothing changed": 0.5}
    lines = ["| one example, docx + html + xlsx + md | seconds | aim |", "| --- | ---: | ---: |"]
    lines += [f"| {case} | {medians[case]:.2f} | {limits[case]:.1f} |" for case in limits]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(measure()))
