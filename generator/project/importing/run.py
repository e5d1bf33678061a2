"""Running imports: read what was handed over, make the table, write it unless something was refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.base.files import write_beside
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
    refused = _write(spec, draft, root, workspace, force=force)
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


def _write(spec: Import, draft: Draft, root: Path, workspace: Path, *, force: bool) -> Finding | None:
    at = spec.place("to")
    try:
        target = inside(root, spec.to)
    except PathError as error:
        zh, en = "例如 to: data/energy-2024.csv", "for example to: data/energy-2024.csv"
        return table_faults.PATH.at(at, error.zh, error.en, hint_zh=zh, hint_en=en)
    if target.suffix.lower() != ".csv" or target == inside(root, spec.file):
        zh, en = "应为另一个 .csv 文件", "must be another file, a .csv"
        return table_faults.PATH.at(at, zh, en, hint_zh=f"to: data/{spec.id}.csv", hint_en=f"to: data/{spec.id}.csv")
    data = draft.text().encode("utf-8")
    record = _record(root)
    if target.is_file() and not force:
        there = hashlib.sha256(target.read_bytes()).hexdigest()
        if there not in (record.get(spec.to), hashlib.sha256(data).hexdigest()):
            return _edited(relative(target, workspace), at)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_beside(target, data)
    record[spec.to] = hashlib.sha256(data).hexdigest()
    kept = root / RECORD
    kept.parent.mkdir(exist_ok=True)
    write_beside(kept, (json.dumps(record, indent=1, sort_keys=True) + "\n").encode())
    return None


def _record(root: Path) -> dict[str, str]:
    try:
        found = json.loads((root / RECORD).read_text("utf-8"))
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
