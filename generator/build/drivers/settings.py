"""What a clone's own configuration tells git about Tanwen's drivers.

Git hands a command and its arguments to a shell. Each command here is a function of that shell, so that a clone whose
Tanwen was moved or taken away still shows the plain difference instead of failing.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from generator.base.files import write_beside
from generator.base.git import GitError, Repository
from generator.build.drivers.attributes import NAME, PROJECT_DRIVER, WORD_DRIVER, added, block_of, lines_of, removed
from generator.build.workspace import workspace_of
from generator.project.workspace import PROJECT_FILE

SECTIONS = (f"diff.{WORD_DRIVER}", f"diff.{PROJECT_DRIVER}", "difftool.tanwen")
#: A driver that files name comes before the tool that `git difftool` asks for: it steps aside, for whatever tool.
_ASIDE = '[ "$GIT_EXTERNAL_DIFF" != git-difftool--helper ] || exec git difftool--helper "$@"'
_PLAIN = 'git --no-pager diff --no-index --no-ext-diff --no-textconv -- "$2" "$5"'


def settings(program: Sequence[str]) -> dict[str, str]:
    """Return the configuration that has git call ``program``, the words that start Tanwen on this machine."""
    run = shlex.join(program)
    there = f"[ -x {shlex.quote(program[0])} ]"
    text = f'{run} text --for-git -- "$1" || echo "[tanwen: no text]"'
    difference = f'if {there}; then {run} git-diff-file -- "$@" || {_PLAIN}; else {_PLAIN}; fi'
    return {
        f"diff.{WORD_DRIVER}.textconv": f'f() {{ if {there}; then {text}; else echo "[tanwen: gone]"; fi; }}; f',
        f"diff.{WORD_DRIVER}.xfuncname": "^#+ .*$",
        f"diff.{PROJECT_DRIVER}.command": f"f() {{ {_ASIDE}; {difference}; true; }}; f",
        "difftool.tanwen.cmd": f'{run} git-difftool -- "$LOCAL" "$REMOTE" "$MERGED"',
    }


def set_up(folder: Path, program: Sequence[str]) -> Path:
    """Hand the files of a project, or of every project of a workspace, to Tanwen's drivers.

    Returns:
        The file of attributes, which belongs into the repository; the configuration stays in this clone.

    Raises:
        GitError: the folder lies in no repository, or its files cannot be written.
    """
    repository = Repository.around(folder)
    place, lines = _place(folder, repository)
    _rewrite(place, added(_read(place), lines))
    for key, value in settings(program).items():
        repository.ask("config", "--local", "--replace-all", key, value)
    return place


def take_out(folder: Path) -> Path:
    """Take back what :func:`set_up` did for the same folder; the last one takes the configuration with it.

    Raises:
        GitError: the folder lies in no repository, or its files cannot be written.
    """
    repository = Repository.around(folder)
    place, lines = _place(folder, repository)
    left = removed(_read(place), lines)
    _rewrite(place, left)
    if not block_of(left):
        for section in SECTIONS:
            if _has_section(repository, section):
                repository.ask("config", "--local", "--remove-section", section)
    return place


def _has_section(repository: Repository, section: str) -> bool:
    try:
        names = repository.ask("config", "--local", "--list", "--name-only", "-z")
    except GitError:
        return False
    return any(name.startswith(f"{section}.") for name in names.decode("utf-8", "replace").split("\0"))


def _place(folder: Path, repository: Repository) -> tuple[Path, tuple[str, ...]]:
    """Return the file of attributes for a folder, and the lines that it takes there."""
    folder, top = folder.resolve(), repository.top.resolve()
    root = workspace_of(folder).root
    if not root.is_relative_to(top):  # a project that is a repository by itself
        root = folder
    project = folder.relative_to(root).as_posix() if (folder / PROJECT_FILE).is_file() else ""
    return root / NAME, lines_of(project)


def _read(place: Path) -> str:
    if place.is_symlink():
        raise GitError(f"{place} 是符号链接，git 不读它", f"{place} is a symbolic link, which git does not read")
    try:
        return place.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
    except OSError as wrong:
        raise GitError(f"{place} 无法读取：{wrong.strerror}", f"{place} cannot be read: {wrong.strerror}") from wrong


def _rewrite(place: Path, text: str) -> None:
    try:
        if text:
            write_beside(place, text.encode("utf-8", "surrogateescape"))
        elif os.path.lexists(place):
            place.unlink()
    except OSError as wrong:
        raise GitError(f"{place} 无法写入：{wrong.strerror}", f"{place} cannot be written: {wrong.strerror}") from wrong
