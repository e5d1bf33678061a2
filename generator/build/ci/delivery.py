"""The folder of a range's artefacts: its own whole, and nobody else's."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.base.files import write_beside
from generator.base.text import Text
from generator.build.ci.artefacts import REVIEW
from generator.build.ci.results import BUILT
from generator.build.ci.summary import MARK

SUMMARY = "summary.md"


def refusal(target: Path, root: Path) -> Text | None:
    """Return why ``target`` cannot be the folder of artefacts of the workspace in ``root``, if it cannot."""
    if any(target.is_relative_to(root / name) for name in ("projects", "templates", "content")):
        return Text(f"{target} 在工作区的源文件之中", f"{target} lies among the sources of the workspace")
    if not target.is_dir():
        return Text(f"{target} 不是文件夹", f"{target} is no folder") if target.exists() else None
    if any(target.iterdir()) and not _is_ours(target):
        zh, en = (
            f"{target} 不是空文件夹，也不是 tanwen ci 写的",
            f"{target} is not empty, and tanwen ci did not write it",
        )
        return Text(zh, en)
    return None


def begin(target: Path) -> None:
    """Make the folder, without what an earlier range left in it.

    Raises:
        OSError: it cannot be made, or what is in it cannot be removed.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in (BUILT, REVIEW):
        if (target / name).is_dir() and not (target / name).is_symlink():
            shutil.rmtree(target / name)
    (target / SUMMARY).write_text(f"{MARK}\n", "utf-8")  # from now on the folder is known as one of ours


def write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files below the folder.

    Raises:
        OSError: one of them cannot be written.
    """
    for lock in (target / BUILT).glob("*/.lock"):  # nobody builds into this folder any more
        lock.unlink(missing_ok=True)
    for path, data in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        write_beside(target / path, data)


def _is_ours(target: Path) -> bool:
    try:
        return (target / SUMMARY).read_text("utf-8").startswith(MARK)
    except (OSError, UnicodeDecodeError):
        return False
