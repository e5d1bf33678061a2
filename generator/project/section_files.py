"""Sections of a project in files of their own: ``region.yaml`` beside ``project.yaml`` is its key ``region``."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.models import ProjectFile
from generator.project.node import Placed
from generator.project.suggestions import nearest
from generator.project.workspace import PROJECT_FILE, relative
from generator.project.yaml_reader import read_yaml

#: A name that is less like a section's is a file of somebody's own: ``notes.yaml`` is no slip of ``quotes.yaml``.
_SLIP = 0.8
_SUFFIXES = (".yaml", ".yml")


@dataclass(slots=True)
class Sections:
    """The files read, by hash, and what was wrong with them."""

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_sections(root: Path, workspace: Path, data: Any) -> Sections:
    """Add every section file to what was read of ``project.yaml``.

    A section that stands in both is an error that names both places. A file whose name is none of a section's is none
    of the project's; one whose name is all but a section's is told, since its content would be missed.
    """
    read = Sections()
    if not isinstance(data, Placed):
        return read
    read.findings += _misnamed(root, workspace)
    for name in ProjectFile.model_fields:
        file = root / f"{name}.yaml"
        if not os.path.lexists(file):
            continue
        path = relative(file, workspace)
        start = Position(path, 1, 1)
        if (refused := _refused(file, root, start)) is not None:
            read.findings.append(refused)
            continue
        outcome = read_yaml(file, path, begin=_begin(name))
        read.findings += outcome.findings
        if outcome.value is None:
            continue
        read.files[path] = hashlib.sha256(file.read_bytes()).hexdigest()
        if name in data:
            read.findings.append(_twice(name, data.keys_at.get(name, data.at), start))
            continue
        data[name] = outcome.value
        data.places[name] = data.keys_at[name] = start
    return read


def _begin(name: str) -> tuple[str, str]:
    """Return how an empty file of a section may begin: what stands under its key in ``project.yaml``, without it."""
    return (
        f"写入 {name} 的内容（不写“{name}:”本身），或删除该文件",
        f"write what stands under {name} (without the key {name} itself), or delete the file",
    )


def _refused(file: Path, root: Path, start: Position) -> Finding | None:
    """Return a finding for what is no file of the project: a folder, a pipe, a link that leads out or nowhere."""
    hint_zh = f"把 {file.name} 换成普通文件，例如 cp 源文件 {file.name}"
    hint_en = f"put a plain file in its place, for example cp <file> {file.name}"
    try:
        real = file.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError):
        zh, en = f"{file.name} 是指向不存在文件的链接", f"{file.name} is a link to nothing"
        return faults.UNREADABLE.at(start, zh, en, hint_zh=hint_zh, hint_en=hint_en)
    if not real.is_relative_to(root.resolve()):
        zh, en = f"{file.name} 经符号链接离开了项目", f"{file.name} leaves the project through a symbolic link"
        return faults.UNREADABLE.at(start, zh, en, hint_zh=hint_zh, hint_en=hint_en)
    if not stat.S_ISREG(mode):
        zh, en = f"{file.name} 不是文件", f"{file.name} is no file"
        return faults.UNREADABLE.at(start, zh, en, hint_zh=hint_zh, hint_en=hint_en)
    return None


def _misnamed(root: Path, workspace: Path) -> Iterator[Finding]:
    """Yield a finding for every file whose name is a section's but for case, hyphens, suffix or a slip."""
    known = {name: name for name in ProjectFile.model_fields}
    for file in sorted(root.iterdir()):
        stem, suffix = file.stem, file.suffix.lower()
        if suffix not in _SUFFIXES or file.name == PROJECT_FILE or (suffix == file.suffix == ".yaml" and stem in known):
            continue
        same = known.get(stem.casefold().replace("-", "_").replace(" ", "_"), "")
        near = same or nearest(stem, known, _SLIP)
        if not near or (same and (root / f"{near}.yaml").exists() and (root / f"{near}.yaml").samefile(file)):
            continue
        rule = faults.SECTION_NAME if same else faults.SECTION_NEAR
        yield rule.at(
            Position(relative(file, workspace), 1, 1),
            f"文件 {file.name} 没有被读取：它不是项目任何部分的文件名",
            f"the file {file.name} is not read: no section of a project has this name",
            hint_zh=f"是否应为 {near}.yaml？",
            hint_en=f"did you mean {near}.yaml?",
        )


def _twice(name: str, here: Position, there: Position) -> Finding:
    return faults.DUPLICATE_KEY.at(
        here,
        f"“{name}”在 project.yaml 和 {there.path} 中各写了一次",
        f"{name} stands in project.yaml and in {there.path}",
        hint_zh=f"只保留一处，例如 {name}.yaml",
        hint_en=f"keep one of the two, for example {name}.yaml",
        related=[there],
    )
