"""Author slots: the paragraphs that only the client's consultant can write, in ``content/<document>/<slot>.md``."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.characters import UNSHOWABLE, name_of
from generator.base.findings import Finding, Outcome, Position, in_order
from generator.project import faults, table_faults
from generator.project.project import Project, SlotText
from generator.project.reviewed import read_reviewed
from generator.project.suggestions import listing, nearest
from generator.project.workspace import UNDO, UPGRADE, PathError, inside, relative

if TYPE_CHECKING:
    from generator.project.sections.standard import Standard

#: The folder below ``content`` with the chapters of a draft standard.
CHAPTERS = "standard"
#: The folder below a document's with the sections of its template that the project words itself.
SECTIONS = "sections"
_LARGEST = 1024 * 1024
#: A file that holds comments alone is not yet written.
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(slots=True)
class Slots:
    """What was read: texts by (document id, slot name), the files' hashes, and what was wrong.

    ``overrides`` are sections of templates that the project words itself, by (document id, name of the section's file).
    """

    texts: dict[tuple[str, str], SlotText] = field(default_factory=dict)
    overrides: dict[tuple[str, str], SlotText] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def with_slots(loaded: Outcome[Project]) -> Outcome[Project]:
    """Return a project that :func:`generator.project.load.load_data` gave with what stands beside its data now.

    These are its author slots, the sections that it words itself, and what reviewers cleared.
    """
    project = loaded.value
    if project is None:
        return loaded
    slots = read_slots(project.root, project.workspace, [d.id for d in project.file.documents], project.file.standard)
    files = dict(sorted({**project.files, **slots.files}.items()))
    reviewed = read_reviewed(project.root, project.workspace)
    whole = dataclasses.replace(
        project, slots=slots.texts, overrides=slots.overrides, reviewed=reviewed.marks, files=files
    )
    broken = _broken_off(project.root, project.file.at)
    return Outcome(whole, in_order([*loaded.findings, *slots.findings, *reviewed.findings, *broken]))


def _broken_off(root: Path, at: Position) -> Iterator[Finding]:
    """Yield a finding where an upgrade was killed between two files."""
    if (root / UPGRADE / UNDO).is_file():
        yield faults.HALF_WRITTEN.at(
            at,
            "上次 tanwen upgrade 中断，文件新旧混杂",
            "an upgrade broke off: the files are half of the old and half of the new edition",
            hint_zh=f"运行 tanwen upgrade {root.name} --dry-run 恢复原来的文件",
            hint_en=f"run tanwen upgrade {root.name} --dry-run, which puts the old files back",
        )


def read_slots(root: Path, workspace: Path, documents: Sequence[str], standard: Standard | None = None) -> Slots:
    """Read the slots of a project's documents, and the chapters of the standard that it drafts.

    A file without any text but comments is an unwritten slot. Folders that belong to no document are a warning each.
    """
    slots = Slots()
    folder = root / "content"
    if standard is not None:
        documents = [*documents, CHAPTERS]
        slots.findings += _chapters(folder / CHAPTERS, workspace, standard)
    if not folder.is_dir():
        return slots
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.name not in documents or not entry.is_dir():
            slots.findings.append(_stray(entry, workspace, documents))
            continue
        for file in sorted(entry.glob("*.md")):
            path, text = _read(file, root, workspace, slots)
            if _COMMENT.sub("", text).strip():
                slots.texts[entry.name, file.stem] = SlotText(path, text)
        for file in sorted((entry / SECTIONS).rglob("*.md")):
            path, text = _read(file, root, workspace, slots)
            if text:  # one that holds a comment alone leaves the section out
                name = file.relative_to(entry / SECTIONS).as_posix()
                slots.overrides[entry.name, name] = SlotText(path, text)
    return slots


def _chapters(folder: Path, workspace: Path, standard: Standard) -> Iterator[Finding]:
    """Yield a finding for each file that the section names and that is not there, and for each that nothing names."""
    named = {name: standard.place(key) for name, key in standard.files()}
    there = sorted(file.name for file in folder.glob("*.md")) if folder.is_dir() else []
    for name, at in named.items():
        if name not in there:
            near = nearest(name, there)
            where = f"{relative(folder, workspace)}/{name}"
            yield faults.UNREADABLE.at(
                at,
                f"没有文件 {where}",
                f"there is no file {where}",
                hint_zh=f"是否应为 {near}？" if near else "新建该文件，第一行例如“# 总则 {#general}”",
                hint_en=f"did you mean {near}?" if near else "write it; it begins for example with '# 总则 {#general}'",
            )
    for name in there:
        if name not in named:
            yield faults.SLOT.at(
                Position(f"{relative(folder, workspace)}/{name}"),
                f"{name} 没有被读取：standard 的 chapters、annexes 等没有列出它",
                f"{name} is not read: no key of standard (chapters, annexes, …) names it",
                hint_zh=f"加入列表，例如 chapters: [{name}]；或删除该文件",
                hint_en=f"name it, for example chapters: [{name}], or delete the file",
            )


def _stray(entry: Path, workspace: Path, documents: Sequence[str]) -> Finding:
    near = nearest(entry.stem, documents) or (documents[0] if documents else "…")
    return faults.SLOT.at(
        Position(relative(entry, workspace)),
        f"content/{entry.name} 不属于任何文件；已有文件：{listing(documents)}",
        f"content/{entry.name} belongs to no document; documents: {listing(documents)}",
        hint_zh=f"移到 content/{near}/",
        hint_en=f"move it to content/{near}/",
    )


def _read(file: Path, root: Path, workspace: Path, slots: Slots) -> tuple[str, str]:
    """Return how positions call a file, and its text: empty where it cannot be read."""
    path = relative(file, workspace)
    here = Position(path, 1, 1)
    try:
        inside(root, file.relative_to(root).as_posix())
        if not file.is_file():  # a pipe would be waited for
            raise OSError(errno.EINVAL, "not a regular file")
        size = file.stat().st_size
        data = file.read_bytes() if size <= _LARGEST else b""
    except PathError as error:
        zh, en = "把文件放进项目文件夹", "put the file into the project's folder"
        slots.findings.append(table_faults.PATH.at(here, error.zh, error.en, hint_zh=zh, hint_en=en))
        return path, ""
    except OSError as error:
        slots.findings.append(
            faults.UNREADABLE.at(here, f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")
        )
        return path, ""
    if size > _LARGEST:
        zh, en = f"文件超过 {_LARGEST // 1024} KB", f"the file exceeds {_LARGEST // 1024} KB"
        slots.findings.append(faults.TOO_LARGE.at(here, zh, en))
        return path, ""
    slots.files[path] = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        at = Position(path, data.count(b"\n", 0, error.start) + 1, 1)
        zh, en = "用编辑器另存为 UTF-8", "save it as UTF-8 in your editor"
        slots.findings.append(
            faults.NOT_UTF8.at(at, "文件不是 UTF-8 编码", "the file is not UTF-8", hint_zh=zh, hint_en=en)
        )
        return path, ""
    for number, line in enumerate(text.split("\n"), 1):
        for found in UNSHOWABLE.finditer(line):
            slots.findings.append(
                faults.CHARACTER.at(
                    Position(path, number, found.start() + 1),
                    f"“{file.stem}”含有不可用的字符 {name_of(found[0])}",
                    f"{file.stem!r} holds the character {name_of(found[0])}, which no document can show",
                    hint_zh="删除该字符",
                    hint_en="delete it",
                )
            )
    return path, UNSHOWABLE.sub(" ", text)
