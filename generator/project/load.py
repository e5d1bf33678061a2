"""The load stage: from a project's folder to a :class:`~generator.project.project.Project`, with every fault found."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position, in_order
from generator.project import faults
from generator.project.commits import with_commits
from generator.project.data_tables import read_data_tables
from generator.project.editions import read_editions, with_editions
from generator.project.project import Project, Tables
from generator.project.quotes import Quotes, read_quotes
from generator.project.references import check_references
from generator.project.section_files import read_sections
from generator.project.slots import with_slots
from generator.project.table_files import TableFiles
from generator.project.tables import read_activity
from generator.project.validate import validate
from generator.project.workspace import PROJECT_FILE, find_workspace, relative
from generator.project.yaml_reader import read_yaml


def load_project(folder: Path) -> Outcome[Project]:
    """Load the project in ``folder``.

    Args:
        folder: the folder that holds ``project.yaml``.

    Returns:
        The project, and all that is wrong with its files. There is no value where project.yaml could not be read or
        does not fit its models; where only references, tables or slots have faults, the value holds what is right, so
        that a draft can be made of it. Rows with a fault are left out; they never count as zero.
    """
    root = folder.resolve()
    return with_editions(with_commits(with_slots(load_data(folder))), read_editions(root, find_workspace(root)))


def load_data(folder: Path) -> Outcome[Project]:
    """Load all of the project but its author slots: ``project.yaml`` and the tables that it names."""
    root = folder.resolve()
    workspace = find_workspace(root)
    file = root / PROJECT_FILE
    path = relative(file, workspace)
    if not file.is_file():
        return Outcome(None, (_no_project(folder, path),))
    read = read_yaml(file, path)
    findings: list[Finding] = list(read.findings)
    if read.value is None:
        return Outcome(None, in_order(findings))
    sections = read_sections(root, workspace, read.value)
    findings += sections.findings
    checked = validate(read.value, path)
    findings += checked.findings
    if checked.value is None:
        return Outcome(None, in_order(findings))
    findings += check_references(checked.value)
    opened = TableFiles(root, workspace)
    activity = read_activity(checked.value, opened)
    tables = read_data_tables(checked.value, opened)
    quotes = read_quotes(checked.value, root, workspace) if checked.value.quotes else Quotes()
    findings += [*activity.findings, *tables.findings, *opened.findings, *quotes.findings]
    files = {path: hashlib.sha256(file.read_bytes()).hexdigest(), **sections.files, **opened.hashes, **quotes.files}
    project = Project(
        id=root.name,
        root=root,
        workspace=workspace,
        file=checked.value,
        rows=tuple(activity.rows),
        slots={},
        files=files,
        tables=Tables({table.id: table for table in tables.tables}),
        quoted=tuple(quotes.quoted),
    )
    return Outcome(project, in_order(findings))


def _no_project(folder: Path, path: str) -> Finding:
    if not folder.is_dir():
        zh, en = f"文件夹 {folder} 不存在", f"folder {folder} does not exist"
    else:
        zh, en = f"文件夹 {folder} 中没有 {PROJECT_FILE}", f"folder {folder} has no {PROJECT_FILE}"
    return faults.UNREADABLE.at(
        Position(path),
        zh,
        en,
        hint_zh="新建项目：tanwen new ghg-inventory-report projects/acme",
        hint_en="make a project: tanwen new ghg-inventory-report projects/acme",
    )
