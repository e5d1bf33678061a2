"""The workspace around a project, and paths that stay inside a folder."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

from generator.base.files import spelled

MARKER = "tanwen.toml"
PROJECT_FILE = "project.yaml"
#: What reviewers said, and what they cleared.
REVIEW_FILE, REVIEWED_FILE = "review.yaml", "reviewed.yaml"
#: Where the files of an upgrade wait until all of the new ones stand, below the project's folder.
UPGRADE = ".tanwen/upgrade"
UNDO = "undo.json"


class PathError(ValueError):
    """A path that may not be read; the two wordings say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def find_workspace(folder: Path) -> Path:
    """Return the nearest folder, from ``folder`` upwards, that has a ``tanwen.toml``; else the folder's parent."""
    start = folder.resolve()
    for candidate in (start, *start.parents):
        if (candidate / MARKER).is_file():
            return candidate
    return start.parent


def relative(file: Path, workspace: Path) -> str:
    """Return how positions call ``file``: relative to the workspace, with forward slashes."""
    try:
        return spelled(file.relative_to(workspace))
    except ValueError:
        return spelled(file)


def inside(root: Path, text: str) -> Path:
    """Return the file that ``text`` names inside ``root``.

    Raises:
        PathError: the path is absolute, climbs out, or leads out through a symbolic link.
    """
    parts = PurePosixPath(text.replace("\\", "/")).parts
    drive = len(text) > 1 and text[1] == ":"
    if not parts or text.startswith(("/", "\\", "~")) or drive:
        raise PathError(f"路径“{text}”应为项目内的相对路径", f"path {text!r} must be relative to the project")
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise PathError(f"路径 {text!a} 含有不可显示的字符", f"path {text!a} holds what cannot be shown")
    if ".." in parts:
        raise PathError(f"路径“{text}”用 .. 离开了项目", f"path {text!r} leaves the project with ..")
    file = root.joinpath(*parts)
    try:
        real, base = file.resolve(), root.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise PathError(f"路径“{text}”无法解析", f"path {text!r} cannot be resolved") from error
    if not real.is_relative_to(base):
        raise PathError(
            f"路径“{text}”经符号链接离开了项目", f"path {text!r} leaves the project through a symbolic link"
        )
    return file
