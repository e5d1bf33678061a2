"""Versions of one template: which is newer, and whose files stand in for those that a newer one left as they were.

A published version is never edited, so that a newer one may take the unchanged sections from it instead of copying
them: ``extends: "1.0"`` in template.yaml. Manifests are whole in every version; only files are taken over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from generator.compose.manifest import Reader

_MOST = 20
_PART = re.compile(r"\d+|[^\d.-]+")
_EXTENDS = re.compile(r"^extends:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9.-]*)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Return what versions are ordered by: numbers as numbers, so that 1.10 comes after 1.9, and 1.0 after 1.0-rc1."""
    parts = _PART.findall(version)
    return (*((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts), (0, 1, ""))


def is_newer(version: str, than: str) -> bool:
    """Whether one version comes after another."""
    return version_key(version) > version_key(than)


def bases_of(reader: Reader, node: yaml.Node | None, folder: Path) -> tuple[Path, ...]:
    """Return the folders of the versions that a template extends, the nearest first; each is older than the one before.

    A version that is not there, or that is not older, is a finding at ``node``.
    """
    if node is None:
        return ()
    said = reader.text(node)
    found: list[Path] = []
    newer = folder
    while said and len(found) < _MOST:
        base = folder.parent / said
        known = [f.parent.name for f in sorted(folder.parent.glob("*/template.yaml"))]
        if said not in known or not base.resolve().is_relative_to(folder.parent.resolve()):
            listed = ", ".join(known) or "—"
            reader.wrong(
                node,
                f"extends 所指的版本 {said} 不存在",
                f"extends names version {said}, which does not exist",
                f"同一模板的其他版本：{listed}",
                f"the other versions of this template: {listed}",
            )
            return ()
        if not is_newer(newer.name, said):
            reader.wrong(
                node,
                f"extends 只能指较早的版本，{said} 不早于 {newer.name}",
                f"extends names an earlier version; {said} is not earlier than {newer.name}",
            )
            return ()
        found.append(base)
        newer = base
        match = _EXTENDS.search((base / "template.yaml").read_text(encoding="utf-8", errors="replace"))
        said = match[1] if match else ""
    return tuple(found)


def inherited(relative: str, folders: Sequence[Path]) -> Path | None:
    """Return the first of the folders' files with this path; a link that leads out of its folder is none of them."""
    for folder in folders:
        file = folder / relative
        if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            return file
    return None


def spell(file: Path, path: str, folders: Sequence[Path]) -> str:
    """Return how findings call a file; ``path`` is what they call the first folder."""
    for place, folder in enumerate(folders):
        if file.is_relative_to(folder):
            shown = path if place == 0 else f"{path.rpartition('/')[0]}/{folder.name}"
            return f"{shown}/{file.relative_to(folder).as_posix()}"
    return file.name
