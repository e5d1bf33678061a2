"""A project given by its keys, calculated, with the text of the line that a finding points at."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Position
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

Line = Callable[[Position], str]


def solve(project: dict[str, Any], files: dict[str, str] | None = None) -> tuple[Ledger, tuple[Finding, ...], Line]:
    """Calculate a project; the third value returns the line of a place."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, ledger, findings = calculate(folder, {"project": project, "files": files or {}})
        texts = {
            str(path.relative_to(folder)): path.read_text(encoding="utf-8").splitlines()
            for path in folder.rglob("*")
            if path.is_file()
        }
    return ledger, findings, lambda at: texts[at.path][at.line - 1]
