"""Whether a project's folder holds changes that git does not know yet."""

from __future__ import annotations

import subprocess
from pathlib import Path

_SECONDS = 20


def uncommitted(root: Path) -> tuple[str, ...] | None:
    """Return the files below ``root`` that are not committed as they stand; ``None`` where git cannot tell."""
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-C", str(root)]
    command += ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    if done.returncode != 0:
        return None
    entries = done.stdout.decode("utf-8", "replace").split("\0")
    return tuple(entry[3:] for entry in entries if len(entry) > 3)


def commit_of(root: Path, but: str = "") -> str:
    """Return the commit that the folder stands at, empty where there is none or files, ``but`` one, differ from it."""
    changed = uncommitted(root)
    if changed is None or any(not file.endswith(f"/{but}") for file in changed):
        return ""
    command = ["git", "-C", str(root), "rev-parse", "--short=12", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
