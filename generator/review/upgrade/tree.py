"""Whether a project's folder holds changes that git does not know yet."""

from __future__ import annotations

from pathlib import Path

from generator.base.git import GitError, Repository


def uncommitted(root: Path) -> tuple[str, ...] | None:
    """Return the files below ``root`` that are not committed as they stand; ``None`` where git cannot tell."""
    try:
        repository = Repository.around(root)
        return tuple(repository.changed(root.resolve().relative_to(repository.top.resolve()).as_posix()))
    except (GitError, ValueError):
        return None


def commit_of(root: Path, but: str = "") -> str:
    """Return the commit that the folder stands at, empty where there is none or files, ``but`` one, differ from it."""
    changed = uncommitted(root)
    if changed is None or any(not file.endswith(f"/{but}") for file in changed):
        return ""
    try:
        return Repository.around(root).revision("HEAD").commit[:12]
    except GitError:
        return ""
