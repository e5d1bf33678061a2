"""Why a piece of a document changed: what its author wrote differs, or only what the author's words were given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.findings import Position
from generator.base.resources import template_root
from generator.review.changes import Reason
from generator.review.pieces import Piece
from generator.review.side import Side

_BLANK = re.compile(r"\s+")
_CALL = re.compile(r"\{%-?\s*call\b")
_END = re.compile(r"\{%-?\s*endcall\b")
_LONGEST = 400


@dataclass
class Sources:
    """The files that one side's documents were written in, read when they are asked for."""

    side: Side
    template: str = ""
    #: Whether the files of the side are those that its documents were made from.
    kept: bool = True
    _files: dict[str, list[str]] = field(default_factory=dict)
    _flat: dict[str, str] = field(default_factory=dict)

    @property
    def project(self) -> str:
        """The project's folder as positions spell it, with a slash at its end."""
        try:
            return f"{self.side.folder.resolve().relative_to(self.side.root.resolve()).as_posix()}/"
        except ValueError:
            return f"projects/{self.side.folder.name}/"

    def is_own(self, position: Position | None) -> bool:
        """Whether a text was written in a project: its author slots, its own sections."""
        return _is_apart(position) and position is not None and position.path.endswith(".md")

    def is_data(self, position: Position | None) -> bool:
        """Whether a text stands in the project file or among its data."""
        return _is_apart(position) and not self.is_own(position)

    def passage(self, position: Position | None) -> str:
        """Return what was written at a position: its lines up to the next empty one, or a whole ``{% call %}``."""
        if position is None or not position.line:
            return ""
        lines = self._lines(position.path)
        start = position.line - 1
        if start >= len(lines):
            return ""
        if _CALL.search(lines[start]):
            ends = (at for at in range(start, min(len(lines), start + _LONGEST)) if _END.search(lines[at]))
            return _flat("\n".join(lines[start : next(ends, start) + 1]))
        first, last = start, start
        while first > 0 and lines[first - 1].strip():
            first -= 1
        while last + 1 < len(lines) and lines[last + 1].strip():
            last += 1
        return _flat("\n".join(lines[first : last + 1]))

    def holds(self, path: str, passage: str) -> bool:
        """Whether a passage stands anywhere in a file."""
        if path not in self._flat:
            self._flat[path] = _flat("\n".join(self._lines(path)))
        return bool(passage) and passage in self._flat[path]

    def _lines(self, path: str) -> list[str]:
        if path not in self._files:
            self._files[path] = self._read(path)
        return self._files[path]

    def _read(self, path: str) -> list[str]:
        """Read a file of the side, or a template that comes with Tanwen; never one outside of either.

        An issued edition and a built output keep no sources: what stands in their workspace now is of another state.
        """
        if not self.kept:
            return []
        places = [(self.side.root, path)]
        if path.startswith("templates/"):
            places.append((template_root(), path.removeprefix("templates/")))
        for root, name in places:
            place = (root / name).resolve()
            if place.is_relative_to(root.resolve()) and place.is_file():
                return place.read_text("utf-8", "replace").splitlines()
        return []


def _is_apart(position: Position | None) -> bool:
    """Whether a place is neither in a template nor in a data set that comes with Tanwen."""
    return position is not None and bool(position.path) and not position.path.startswith(("templates/", "content/"))


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Finds the reasons of changes in one document: its sources on both sides, and whether its template differs."""

    old: Sources
    new: Sources
    template_differs: bool

    def of_pair(self, old: Piece, new: Piece) -> tuple[Reason, ...]:
        """Return why a piece reads otherwise, the first reason first."""
        if old.written == new.written:
            return ("data",)
        if self.old.is_own(old.origin) or self.new.is_own(new.origin):
            return ("wording",) if self._rewritten(old, new) else ("data",)
        if self.old.is_data(old.origin) or self.new.is_data(new.origin) or not self.template_differs:
            return ("data",)
        return ("template",) if self._rewritten(old, new) else ("data",)

    def of_one(self, piece: Piece, *, came: bool) -> Reason:
        """Return why a piece came or went.

        Where the other side has the same passage in its file, another branch was taken there: the data decided.
        """
        here, there = (self.new, self.old) if came else (self.old, self.new)
        if piece.kind == "reference" or here.is_data(piece.origin):
            return "data" if not self.template_differs else "template"
        if piece.kind == "slot" and not self.template_differs:
            return "wording"  # it was written since, or its text was taken away
        own = here.is_own(piece.origin)
        if not own and not self.template_differs:
            return "data"
        path = _across(piece.origin, here, there)
        if there.holds(path, here.passage(piece.origin)):
            return "data"
        return "wording" if own else "template"

    def _rewritten(self, old: Piece, new: Piece) -> bool:
        """Whether the author's text differs, or cannot be seen: an issued edition keeps no sources."""
        before, after = self.old.passage(old.origin), self.new.passage(new.origin)
        return not before or before != after


def _across(position: Position | None, here: Sources, there: Sources) -> str:
    """Return how the other side spells the path of a file: its project and its template may have other names."""
    path = position.path if position is not None else ""
    if path.startswith(here.project):
        return there.project + path.removeprefix(here.project)
    own, others = (f"templates/{one.template.replace('@', '/')}/" for one in (here, there))
    return others + path.removeprefix(own) if path.startswith(own) else path


def folder_name(folder: Path, root: Path) -> str:
    """Return how a project's folder is called in its workspace."""
    try:
        return folder.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return folder.name


def template_differs(old: Side, new: Side, document: str) -> bool:
    """Whether a document was made from another template, by name, version or content."""
    if old.templates.get(document) != new.templates.get(document):
        return True
    return _hash(old.pins, document) != _hash(new.pins, document)


def _hash(pins: Mapping[str, Mapping[str, str]], document: str) -> str:
    return next((value for name, value in pins.get(document, {}).items() if name.startswith("template ")), "")
