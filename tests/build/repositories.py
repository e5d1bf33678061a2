"""Git repositories for tests, made with real git and an author of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

WHO = {
    "GIT_AUTHOR_NAME": "评审员",
    "GIT_AUTHOR_EMAIL": "r@example.org",
    "GIT_COMMITTER_NAME": "评审员",
    "GIT_COMMITTER_EMAIL": "r@example.org",
    "GIT_COMMITTER_DATE": "2026-01-05T08:00:00+08:00",
    "GIT_AUTHOR_DATE": "2026-01-05T08:00:00+08:00",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
}


def git(root: Path, *arguments: str, check: bool = True, **environment: str) -> str:
    """Run git in a folder and return what it prints."""
    command = ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **WHO, **environment}, capture_output=True, text=True, check=False
    )
    assert not check or done.returncode == 0, done.stderr
    return done.stdout


def repository(root: Path, message: str = "First state") -> Path:
    """Make a folder a repository with everything in it as the first commit."""
    (root / ".gitignore").write_text(".tanwen/\noutput/\n", "utf-8")
    git(root, "init", "-q")
    return commit(root, message)


def commit(root: Path, message: str) -> Path:
    """Commit everything as it stands."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return root


def put(root: Path, path: str, text: str) -> None:
    """Write a file, with the folders around it."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
