"""Findings of a project as a person meets them: the rule, and the line of the file that it points to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.calculations.worked import calculate


def told(folder: Path, example: dict[str, Any]) -> dict[str, list[str]]:
    """Return, for each rule that spoke, the lines that its findings point to."""
    _, _, findings = calculate(folder, example)
    lines: dict[str, list[str]] = {}
    for finding in findings:
        text = (folder / finding.position.path).read_text(encoding="utf-8").splitlines()
        assert finding.position.line > 0, finding
        lines.setdefault(finding.rule, []).append(text[finding.position.line - 1].strip())
        assert finding.message.zh != finding.message.en
        assert finding.hint is None or finding.hint.zh
    return lines
