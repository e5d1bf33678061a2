"""Sections of a project in files of their own: ``region.yaml`` beside ``project.yaml`` is its key ``region``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.models import ProjectFile
from generator.project.node import Placed
from generator.project.workspace import relative
from generator.project.yaml_reader import read_yaml


@dataclass(slots=True)
class Sections:
    """The files read, by hash, and what was wrong with them."""

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_sections(root: Path, workspace: Path, data: Any) -> Sections:
    """Add every section file to what was read of ``project.yaml``.

    A section that stands in both is an error that names both places. A file of another name is none of the project's.
    """
    read = Sections()
    if not isinstance(data, Placed):
        return read
    for name in ProjectFile.model_fields:
        file = root / f"{name}.yaml"
        if not file.is_file() or not file.resolve().is_relative_to(root.resolve()):
            continue
        path = relative(file, workspace)
        outcome = read_yaml(file, path)
        read.findings += outcome.findings
        read.files[path] = hashlib.sha256(file.read_bytes()).hexdigest()
        if outcome.value is None:
            continue
        start = Position(path, 1, 1)
        if name in data:
            read.findings.append(_twice(name, data.keys_at.get(name, data.at), start))
            continue
        data[name] = outcome.value
        data.places[name] = data.keys_at[name] = start
    return read


def _twice(name: str, here: Position, there: Position) -> Finding:
    return faults.DUPLICATE_KEY.at(
        here,
        f"“{name}”在 project.yaml 和 {there.path} 中各写了一次",
        f"{name} stands in project.yaml and in {there.path}",
        hint_zh=f"只保留一处，例如 {name}.yaml",
        hint_en=f"keep one of the two, for example {name}.yaml",
        related=[there],
    )
