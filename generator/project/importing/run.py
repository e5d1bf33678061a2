"""Running imports: read what was handed over, make the table, write it unless something was refused."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.base.files import one_at_a_time, write_beside
from generator.base.findings import Finding, Position
from generator.project import table_faults
from generator.project.data_tables import read_table
from generator.project.importing import rules
from generator.project.importing.draft import Draft
from generator.project.importing.kinds import MAKERS, lacking
from generator.project.models import ProjectFile
from generator.project.sections.imports import Import
from generator.project.table_files import TableFiles
from generator.project.table_models import DataTable
from generator.project.workspace import PathError, inside, relative

#: Where a project keeps the hashes of the tables that imports wrote.
RECORD = ".tanwen/imports.json"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one import: its draft (``None``: the file could not be read), findings, whether it was written."""

    spec: Import
    draft: Draft | None
    findings: tuple[Finding, ...]
    written: bool


def run_imports(
    file: ProjectFile, root: Path, workspace: Path, only: str = "", *, write: bool = True, force: bool = False
) -> Iterator[Imported]:
    """Run the imports of a project, or the one named.

    Args:
        file: the project file.
        root: the project's folder; nothing is read or written outside it.
        workspace: what positions are relative to.
        only: an import's id.
        write: whether to write the tables; an import with a refused row writes nothing.
        force: whether a table that was edited since may be written over.
    """
    for spec in file.imports:
        if only in ("", spec.id):
            yield _run(spec, file, root, workspace, write=write, force=force)


def _run(spec: Import, file: ProjectFile, root: Path, workspace: Path, *, write: bool, force: bool) -> Imported:
    if (gone := lacking(spec)) is not None:
        return Imported(spec, None, (gone,), False)
    opened = TableFiles(root, workspace)
    grid = opened.grid(spec)
    if grid is None:
        return Imported(spec, None, tuple(opened.findings), False)
    findings: list[Finding] = list(opened.findings)
    table = read_table(_as_table(spec), grid, findings)
    if table is None:
        return Imported(spec, None, tuple(findings), False)
    draft = Draft(spec, table)
    MAKERS[spec.kind](draft, file)
    findings += draft.refused
    if findings or not write:
        return Imported(spec, draft, tuple(findings), False)
    refused = _write(spec, file, draft, root, workspace, force=force)
    return Imported(spec, draft, (refused,) if refused else (), refused is None)


def _as_table(spec: Import) -> DataTable:
    """Return the import's file as a data table: totals and headings are read too, since the report speaks of them."""
    table = DataTable.model_construct(
        id=spec.id,
        file=spec.file,
        sheet=spec.sheet,
        header=spec.header,
        encoding=spec.encoding,
        columns=spec.columns,
        values=spec.values,
        skip=[],
    )
    object.__setattr__(table, "__pydantic_private__", spec.__pydantic_private__)
    return table


def _write(
    spec: Import, file: ProjectFile, draft: Draft, root: Path, workspace: Path, *, force: bool
) -> Finding | None:
    try:
        target, kept = inside(root, spec.to), inside(root, RECORD)
    except PathError as error:
        zh, en = "例如 to: data/energy-2024.csv", "for example to: data/energy-2024.csv"
        return table_faults.PATH.at(spec.place("to"), error.zh, error.en, hint_zh=zh, hint_en=en)
    if (taken := _taken(spec, file, root, target)) is not None:
        return taken
    data = draft.text().encode("utf-8")
    try:
        kept.parent.mkdir(exist_ok=True)
        with one_at_a_time(kept.with_name("imports.lock")):
            return _write_and_note(spec, target, kept, data, workspace, force=force)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        return rules.NOT_WRITTEN.at(
            spec.place("to"),
            f"无法写入 {spec.to}：{why}",
            f"cannot write {spec.to}: {why}",
            hint_zh=f"检查文件夹权限，或换一个位置，例如 to: data/{spec.id}.csv",
            hint_en=f"check the folder, or write elsewhere, for example to: data/{spec.id}.csv",
        )


def _write_and_note(
    spec: Import, target: Path, kept: Path, data: bytes, workspace: Path, *, force: bool
) -> Finding | None:
    record = _record(kept)
    if target.is_file() and not force:
        there = hashlib.sha256(target.read_bytes()).hexdigest()
        if there not in (record.get(spec.to), hashlib.sha256(data).hexdigest()):
            return _edited(relative(target, workspace), spec.place("to"))
    target.parent.mkdir(parents=True, exist_ok=True)
    write_beside(target, data)
    record[spec.to] = hashlib.sha256(data).hexdigest()
    write_beside(kept, (json.dumps(record, indent=1, sort_keys=True) + "\n").encode())
    return None


def _taken(spec: Import, file: ProjectFile, root: Path, target: Path) -> Finding | None:
    """Return a finding where an import may not write: no csv file, or a place that belongs to something else."""
    mine, related = _folded(root, target), []
    if target.suffix.lower() != ".csv":
        zh, en = f"“{spec.to}”不是 .csv 文件", f"{spec.to!r} is no .csv file"
    elif any(part.startswith(".") for part in target.relative_to(root).parts):
        zh, en = f"“{spec.to}”在隐藏文件夹中", f"{spec.to!r} lies in a hidden folder"
    elif others := [one for one in file.imports if _folded(root, root / one.file) == mine]:
        zh, en = f"“{spec.to}”是客户交来的文件", f"{spec.to!r} is a file that was handed over"
        related = [one.place("file") for one in others]
    elif others := [one for one in _before(spec, file) if _folded(root, root / one.to) == mine]:
        zh, en = f"“{spec.to}”也由导入 {others[0].id} 写出", f"{spec.to!r} is also written by the import {others[0].id}"
        related = [one.place("to") for one in others]
    else:
        return None
    hint = f"to: data/{spec.id}.csv"
    return rules.TARGET.at(
        spec.place("to"), zh, en, hint_zh=f"例如 {hint}", hint_en=f"for example {hint}", related=related
    )


def _before(spec: Import, file: ProjectFile) -> list[Import]:
    return list(itertools.takewhile(lambda one: one is not spec, file.imports))


def _folded(root: Path, path: Path) -> str:
    """Return how a path is told apart: through links, and without case, as some file systems do."""
    return unicodedata.normalize("NFC", os.path.realpath(root.joinpath(path))).casefold()


def _record(kept: Path) -> dict[str, str]:
    try:
        found = json.loads(kept.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _edited(path: str, at: Position) -> Finding:
    return rules.EDITED.at(
        Position(path),
        "该表在导入之后被修改过，未覆盖",
        "this table was edited since it was imported; it was not written over",
        hint_zh="把修改写进原始文件或 map，或加 --force 覆盖",
        hint_en="make the change in the file handed over or in map, or write over it with --force",
        related=[at],
    )
