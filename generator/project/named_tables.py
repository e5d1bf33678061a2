"""Tables that sections name: the table and its columns must be there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.base.findings import Finding, Position
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile
    from generator.project.table_models import DataTable


def table_findings(
    file: ProjectFile,
    table: str,
    at: Position,
    words: Iterable[tuple[str, Position]],
    numbers: Iterable[tuple[str, Position]],
) -> Iterable[Finding]:
    """Yield a finding for a table, a column of words or a column of numbers that is nowhere defined."""
    found: DataTable | None = next((one for one in file.tables if one.id == table), None)
    if found is None:
        yield unknown_id(table, [one.id for one in file.tables], at, "table")
        return
    for name, place in words:
        if name not in found.columns:
            yield unknown_id(name, list(found.columns), place, "column of words")
    for name, place in numbers:
        if name not in found.values:
            yield unknown_id(name, list(found.values), place, "column of numbers")
