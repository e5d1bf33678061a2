"""Writing what an import found: wording into the project's Markdown or a patch, comments into ``review.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.files import write_beside
from generator.base.findings import Finding, Position
from generator.base.git import GitError, Repository
from generator.build.reviewing import AuthorText, Reviewed
from generator.project.review_file import NAME, spelled
from generator.project.workspace import relative
from generator.review.importing import rules
from generator.review.importing.remarks import merged
from generator.review.importing.report import patch_of


def write_import(reviewed: Reviewed, patch: Path | None, *, apply: bool) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Write the review list, and with ``apply`` the wording; ``patch`` takes the wording as a diff.

    Returns:
        The paths written, and why what was not. Where one of the files has changed since it was read, none is written.
    """
    try:
        changed = list(_changed(reviewed)) if apply else []
        if changed:
            return (), tuple(changed)
        return tuple(_write(reviewed, patch, apply=apply)), ()
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        at = Position(wrong.filename or NAME)
        return (), (rules.CONFLICT.at(at, f"无法写入：{why}", f"cannot be written: {why}"),)


def _changed(reviewed: Reviewed) -> Iterator[Finding]:
    for path in reviewed.found.texts:
        known = reviewed.texts[path]
        there = known.file.read_bytes() if known.file.is_file() else b""
        if there != known.data:
            zh, en = "导入期间文件被修改，未写入", "the file changed while it was taken over; nothing was written"
            yield rules.CONFLICT.at(Position(path), zh, en, hint_zh="再次运行", hint_en="run it again")


def _write(reviewed: Reviewed, patch: Path | None, *, apply: bool) -> Iterator[str]:
    found = reviewed.found
    if patch is not None:
        pairs = {}
        for path, text in found.texts.items():
            known = reviewed.texts[path]
            pairs[_in_patch(known)] = known.data.decode("utf-8"), known.encoded(text).decode("utf-8")
        write_beside(patch, patch_of(pairs).encode("utf-8"))
        yield str(patch)
    if apply:
        for path, text in sorted(found.texts.items()):
            known = reviewed.texts[path]
            known.file.parent.mkdir(parents=True, exist_ok=True)
            write_beside(known.file, known.encoded(text))
            yield path
    project = reviewed.project
    target = project.root / NAME
    new = merged(reviewed.there, found.comments, found.items, found.document)
    text = spelled(new)
    if (new.comments or new.unplaced) and (reviewed.there is None or text != spelled(reviewed.there)):
        write_beside(target, text.encode("utf-8"))
        yield relative(target, project.workspace)


def _in_patch(known: AuthorText) -> str:
    """Return a file's path from the top of its repository, as ``git apply`` reads it; without one from here."""
    try:
        top = Repository.around(known.file.parent).top.resolve()
    except GitError:
        top = Path.cwd().resolve()
    file = known.file.resolve()
    return file.relative_to(top).as_posix() if file.is_relative_to(top) else file.name
