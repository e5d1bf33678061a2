"""What a difftool opens: a redline of a Word file, a page side by side of what a project's file changes."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from generator.base.files import write_beside
from generator.base.findings import Finding
from generator.base.text import Language, Text
from generator.build.drivers.effects import effect_of
from generator.build.drivers.plain import Versions
from generator.build.workspace import workspace_of

#: Where what was opened lies, below the cache: it may be deleted at any time.
_FOLDER = "difftool"


@dataclass(frozen=True, slots=True)
class Shown:
    """A file to open, or why there is none; ``None`` and nothing said where the plain difference is all there is."""

    file: Path | None = None
    why: Text | None = None
    findings: tuple[Finding, ...] = ()


def shown(versions: Versions, top: Path, *, now: datetime.datetime, author: str, language: Language) -> Shown:
    """Write what shows the difference of two versions of a file.

    Raises:
        OSError: it cannot be written.
    """
    if versions.path.lower().endswith((".docx", ".docm")):
        return _word(versions, top, now, author)
    return _project(versions, top, now.date(), language)


def _word(versions: Versions, top: Path, now: datetime.datetime, author: str) -> Shown:
    from generator.word.redline import redline

    if versions.old is None or versions.new is None:
        zh, en = ("新增", "new") if versions.old is None else ("已删除", "gone")
        return Shown(
            None, Text(f"{versions.path} 是{zh}的文件，无可比较", f"{versions.path} is {en}: nothing to compare")
        )
    date = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    names = (f"{versions.path} (old)", versions.path)
    made = redline(versions.old, versions.new, author=author, date=date, notes={}, names=names)
    if made.value is None:
        return Shown(None, None, made.findings)
    return Shown(_written(top, versions.path, ".redline.docx", made.value), None, made.findings)


def _project(versions: Versions, top: Path, today: datetime.date, language: Language) -> Shown:
    from generator.review.compare import compare_sides
    from generator.review.page import page

    with effect_of(versions, top, today=today) as effect:
        if effect is None:
            return Shown()
        if effect.lacking is not None:
            return Shown(None, effect.lacking)
        told = page(compare_sides(effect.old, effect.new), language)
    return Shown(_written(top, versions.path, ".html", told))


def _written(top: Path, path: str, suffix: str, data: bytes) -> Path:
    folder = workspace_of((top / path).parent).cache / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", path.removesuffix(".docx")).strip("-.")[-100:]
    write_beside(folder / f"{name}{suffix}", data)
    return folder / f"{name}{suffix}"
