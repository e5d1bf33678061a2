"""Writing several files of a project, all or none of them, also where the process is killed between two.

What stood there before is kept in ``.tanwen/upgrade/`` until the last file is written; whoever comes next puts it back.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.base.files import write_beside
from generator.project.workspace import UNDO, PathError, inside
from generator.project.workspace import UPGRADE as FOLDER

__all__ = ["FOLDER", "Change", "Recovered", "recover", "write_all"]

_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """A file, by its path below the project's folder, as it was and as it shall be; ``None``: no file."""

    path: str
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was put back after a run that broke off; ``edited`` are files that somebody changed since."""

    restored: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


def write_all(root: Path, changes: Sequence[Change]) -> None:
    """Write the changes, all or none of them.

    Raises:
        OSError: a file cannot be written, and none is.
        PathError: a path leads out of the project, or what stands there is not what was read.
    """
    for change in changes:
        if _now(inside(root, change.path)) != change.old:
            raise PathError(f"{change.path} 在此期间被修改", f"{change.path} was changed meanwhile")
    folder = inside(root, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for place, change in enumerate(changes):
            if change.old is not None:
                write_beside(folder / f"{place}.old", change.old)
        told = [{"path": one.path, "old": _hash(one.old), "new": _hash(one.new)} for one in changes]
        write_beside(folder / UNDO, json.dumps(told, ensure_ascii=False).encode())
        for change in changes:
            _put(inside(root, change.path), change.new)
    except BaseException:
        recover(root)
        raise
    (folder / UNDO).unlink()  # from here on it is done
    shutil.rmtree(folder, ignore_errors=True)


def recover(root: Path) -> Recovered | None:
    """Put back what a run left half done; ``None`` where none did. A file that somebody edited since is left alone."""
    try:
        folder = inside(root, FOLDER)
        if not (folder / UNDO).is_file():
            return None
        changes = [_change(one) for one in json.loads(_read(folder / UNDO))]
        files = [inside(root, path) for path, _, _ in changes]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Recovered(edited=(f"{FOLDER}/{UNDO}",))
    edited = [
        path for file, (path, old, new) in zip(files, changes, strict=True) if _hash(_now(file)) not in (old, new)
    ]
    if edited:
        return Recovered(edited=tuple(edited))
    restored: list[str] = []
    for place, (file, (path, old, _)) in enumerate(zip(files, changes, strict=True)):
        if _hash(_now(file)) == old:
            continue
        kept = _read(folder / f"{place}.old") if old else None
        if _hash(kept) != old:
            return Recovered(tuple(restored), (path,))
        _put(file, kept)
        restored.append(path)
    shutil.rmtree(folder, ignore_errors=True)
    return Recovered(tuple(restored))


def _change(one: Any) -> tuple[str, str, str]:
    return str(one["path"]), str(one["old"]), str(one["new"])


def _hash(data: bytes | None) -> str:
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def _read(file: Path) -> bytes:
    if file.is_symlink() or file.stat().st_size > _MOST:
        raise OSError(f"{file.name} is no file of an upgrade")
    return file.read_bytes()


def _now(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    write_beside(file, data)
