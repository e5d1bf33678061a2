"""A project as it would stand with another version of one of its files, for the time of a comparison.

The copy is made of links to the project's own files where the disk allows, lies below the cache and goes when the
comparison is done. It is named by what it holds, so that what was calculated for it is found again the next time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.base.resources import content_root, template_root
from generator.build.fingerprint import hash_bytes, key_of, tree
from generator.build.workspace import Workspace
from generator.project.workspace import MARKER, PROJECT_FILE

_LEFT_OUT = {".git", ".tanwen", "__pycache__"}


def project_around(top: Path, path: str) -> Path | None:
    """Return the project that a file below ``top`` belongs to, also where the file is not there any more."""
    file = top / path
    for folder in file.parents:
        if (folder / PROJECT_FILE).is_file():
            return folder
        if folder == top:
            break
    return None


@contextlib.contextmanager
def with_files(workspace: Workspace, project: Path, files: Mapping[str, bytes | None]) -> Iterator[Path]:
    """Give a folder that is the project with other files, by path below it; ``None`` for one that is not there.

    Raises:
        OSError: the copy cannot be written.
    """
    if all(_holds(project / file, data) for file, data in files.items()):
        yield project
        return
    place = project.relative_to(workspace.root)
    hashes = {**tree(project), **{file: hash_bytes(data) if data is not None else "" for file, data in files.items()}}
    store = workspace.cache / "revisions"
    store.mkdir(parents=True, exist_ok=True)
    target = Path(tempfile.mkdtemp(dir=store, prefix=".file-"))
    try:
        _copy(workspace, project, target)
        for file, data in files.items():
            _put(target / place / file, data)
        with contextlib.suppress(OSError):  # where another comparison holds that place, this one keeps its own
            target = target.rename(store / f"file-{key_of(str(project), hashes)[:32]}")
        yield target / place
    finally:
        shutil.rmtree(target, ignore_errors=True)


def _put(file: Path, data: bytes | None) -> None:
    """Put a file in the place of a link to another."""
    file.unlink(missing_ok=True)
    if data is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _holds(file: Path, data: bytes | None) -> bool:
    """Whether a file stands as it is asked for."""
    try:
        return file.read_bytes() == data
    except OSError:
        return data is None and not os.path.lexists(file)


def _copy(workspace: Workspace, project: Path, target: Path) -> None:
    """Link what a build of the project may read into ``target``, a workspace with that project alone."""
    root = workspace.root
    _linked(project, target / project.relative_to(root))
    for folder, carried in ((workspace.templates, template_root()), (root / "content", content_root())):
        if folder.is_dir() and folder.resolve() != carried.resolve():
            _linked(folder, target / folder.name)
    for edition in root.glob("projects/*/**/edition.json"):  # what quoted facts of other engagements are read from
        copy = target / edition.relative_to(root)
        if not copy.exists() and edition.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            _link(edition, copy)
    marker = root / MARKER
    (target / MARKER).write_bytes(marker.read_bytes() if marker.is_file() else b"")


def _linked(source: Path, target: Path) -> None:
    shutil.copytree(
        source,
        target,
        symlinks=True,
        ignore=lambda _, names: [name for name in names if name in _LEFT_OUT],
        copy_function=_link,
        dirs_exist_ok=True,
    )


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
