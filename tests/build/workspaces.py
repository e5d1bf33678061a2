"""Workspaces for tests: copies of the example clients, built by a process of their own or in this one."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

from generator.build.options import Built, Options
from generator.build.pipeline import build_project

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 1, 5)
FLAT = ("md", "html", "xlsx", "docx")


def workspace(folder: Path, *projects: str) -> Path:
    """Copy example projects into a workspace of their own and return its root."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "tanwen.toml", folder / "tanwen.toml")
    for name in projects:
        shutil.copytree(ROOT / "projects" / name, folder / "projects" / name)
    return folder


def build(root: Path, project: str, **options: object) -> Built:
    """Build a project of a workspace in this process."""
    chosen = Options(root / "output", **{"formats": FLAT, **options})
    return build_project(root / "projects" / project, chosen, today=DAY, progress=lambda *_: None)


def tanwen(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "TANWEN_LANG": "en", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
