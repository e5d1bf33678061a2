"""What reviewers cleared: ``reviewed.yaml``, written by ``tanwen review clear`` and read strictly."""

from __future__ import annotations

import datetime
import errno
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.base.characters import UNSHOWABLE
from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.node import Placed, PlacedList
from generator.project.suggestions import listing, nearest
from generator.project.workspace import REVIEWED_FILE, PathError, inside, relative
from generator.project.yaml_reader import read_yaml

NAME = REVIEWED_FILE
_FORM = 1
_HEAD = "# What reviewers cleared. Written by `tanwen review clear`; a later change makes a section suspect.\n"
_BLOCK = re.compile(r"^(\S+) ([0-9a-f]{12}) ([0-9a-f]{12})$")
_HASH = re.compile(r"^[0-9a-f]{64}$")
_NEEDED = ("by", "date", "words", "facts", "blocks")
_KEYS = ("title", "by", "date", "note", "build", "commit", "words", "facts", "blocks")
_BEGIN = ("运行 tanwen review clear，或删除该文件", "run tanwen review clear, or delete the file")


@dataclass(frozen=True, slots=True)
class Mark:
    """That somebody cleared a section, and the hashes of what was read; ``blocks`` are (id, words, facts), in order."""

    document: str
    section: str
    title: str
    by: str
    date: str
    words: str
    facts: str
    blocks: tuple[tuple[str, str, str], ...]
    note: str = ""
    build: str = ""
    commit: str = ""
    position: Position = Position(NAME)


Marks = Mapping[tuple[str, str], Mark]


@dataclass(slots=True)
class Reviewed:
    """The marks by (document, section), and what is wrong with the file."""

    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_reviewed(root: Path, workspace: Path) -> Reviewed:
    """Read a project's marks; a project without the file has none."""
    file = root / NAME
    read = Reviewed()
    if not os.path.lexists(file):
        return read
    path = relative(file, workspace)
    try:
        inside(root, NAME)
        if not file.is_file():
            raise OSError(errno.EINVAL, "not a regular file")
    except (PathError, OSError) as error:
        zh, en = (error.zh, error.en) if isinstance(error, PathError) else (f"{NAME} 不是文件", f"{NAME} is no file")
        hint = _BEGIN
        read.findings.append(faults.UNREADABLE.at(Position(path, 1, 1), zh, en, hint_zh=hint[0], hint_en=hint[1]))
        return read
    outcome = read_yaml(file, path, begin=_BEGIN)
    read.findings += outcome.findings
    if outcome.value is not None:
        _Walk(read).file(outcome.value, Position(path, 1, 1))
    return read


@dataclass(frozen=True, slots=True)
class _Walk:
    read: Reviewed

    def file(self, value: Any, at: Position) -> None:
        top = self._mapping(value, at, "reviewed.yaml", ("tanwen", "documents"), ("tanwen", "documents"))
        if top is None:
            return
        if top["tanwen"] != _FORM:
            self._wrong(top.places["tanwen"], "tanwen", "1", "tanwen: 1")
            return
        documents = self._mapping(top["documents"], top.places["documents"], "documents")
        for name, sections in (documents or {}).items():
            assert documents is not None
            listed = self._mapping(sections, documents.places[name], name)
            for section, mark in (listed or {}).items():
                assert listed is not None
                self._mark(name, section, mark, listed.places[section], listed.keys_at[section])

    def _mark(self, document: str, section: str, value: Any, at: Position, key_at: Position) -> None:
        found = self._mapping(value, at, section, _KEYS, _NEEDED)
        if found is None:
            return
        texts: dict[str, str] = {}
        for key in ("title", "by", "note", "build", "commit", "words", "facts"):
            one = found.get(key, "")
            if not isinstance(one, str) or (key in ("words", "facts") and not _HASH.match(one)):
                zh = en = "64 hex digits" if key in ("words", "facts") else "text"
                self._wrong(found.places[key], key, zh, en)
                return
            texts[key] = one
        if not isinstance(found["date"], datetime.date):
            self._wrong(found.places["date"], "date", "2025-07-25", "date: 2025-07-25")
            return
        blocks = self._blocks(found)
        if blocks is not None:
            mark = Mark(document, section, date=found["date"].isoformat(), blocks=blocks, position=key_at, **texts)
            self.read.marks[document, section] = mark

    def _blocks(self, found: Placed) -> tuple[tuple[str, str, str], ...] | None:
        listed = found["blocks"]
        if not isinstance(listed, PlacedList):
            self._wrong(found.places["blocks"], "blocks", "a list", "blocks: []")
            return None
        blocks = []
        for one, place in zip(listed, listed.places, strict=True):
            match = _BLOCK.match(one) if isinstance(one, str) else None
            if match is None:
                self._wrong(place, "blocks", "“id words facts”", "boundary.p1 0123456789ab 0123456789ab")
                return None
            blocks.append((match[1], match[2], match[3]))
        return tuple(blocks)

    def _mapping(
        self, value: Any, at: Position, name: str, allowed: Iterable[str] = (), needed: Iterable[str] = ()
    ) -> Placed | None:
        if not isinstance(value, Placed):
            self._wrong(at, name, "a mapping", f"{name}: {{…}}")
            return None
        known = tuple(allowed)
        unknown = [key for key in value if known and key not in known]
        for key in unknown:
            near = nearest(key, known)
            hint_zh, hint_en = f"可用的键：{listing(known)}", f"allowed: {listing(known)}"
            if near:
                hint_zh, hint_en = f"是否应为“{near}”？{hint_zh}", f"did you mean {near}? {hint_en}"
            zh, en = f"未知的键“{key}”", f"unknown key {key!r}"
            self.read.findings.append(
                faults.UNKNOWN_KEY.at(value.keys_at[key], zh, en, hint_zh=hint_zh, hint_en=hint_en)
            )
        lacking = [key for key in needed if key not in value]
        for key in lacking:
            zh, en = f"“{name}”缺少必填项“{key}”", f"{name} lacks {key}"
            self.read.findings.append(
                faults.MISSING_KEY.at(value.at, zh, en, hint_zh="重新运行 tanwen review clear", hint_en="clear it anew")
            )
        return None if unknown or lacking else value

    def _wrong(self, at: Position, name: str, expected: str, example: str) -> None:
        self.read.findings.append(
            faults.WRONG_VALUE.at(
                at,
                f"“{name}”的值不对，应为 {expected}",
                f"{name} has a wrong value: it is {expected}",
                hint_zh=f"例如 {example}；或重新运行 tanwen review clear",
                hint_en=f"for example {example}; or clear the section anew",
            )
        )


def reviewed_text(marks: Marks) -> str:
    """Return the file's text: documents and sections in the order of their names, so that branches merge."""
    lines = [_HEAD, f"tanwen: {_FORM}\n", "documents:" + ("\n" if marks else " {}\n")]
    last = ""
    for (document, section), mark in sorted(marks.items()):
        if document != last:
            lines.append(f"  {_quoted(document)}:\n")
            last = document
        lines.append(f"    {_quoted(section)}:\n")
        for key in ("title", "by", "date", "note", "build", "commit", "words", "facts"):
            value = getattr(mark, key)
            if value:
                lines.append(f"      {key}: {value if key == 'date' else _quoted(value)}\n")
        lines.append("      blocks:" + ("\n" if mark.blocks else " []\n"))
        lines += [f"      - {_quoted(' '.join(block))}\n" for block in mark.blocks]
    return "".join(lines)


def _quoted(text: str) -> str:
    """Return a text in double quotes, which YAML reads as JSON does."""
    return json.dumps(UNSHOWABLE.sub(" ", text), ensure_ascii=False)
