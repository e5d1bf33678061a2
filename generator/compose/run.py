"""The state of composing one document: findings, opaque characters, limits, and where the template just is.

Three kinds of private-use characters carry what Markdown must not see as text. ``MARK_OPEN name:line MARK_CLOSE``
stands in rendered text wherever a line of a template begins; one character of plane 15 stands for each value printed;
one character of plane 16 stands for the origin of a line once the marks have been read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import Any

from generator.base.findings import Finding, Position, Rule
from generator.base.text import Language
from generator.compose.pieces import Token
from generator.compose.rules import LIMIT

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
_TOKENS, _ORIGINS = 0xF0000, 0x100000
_PLANE = 0xFFFE


class Halt(Exception):
    """A section cannot go on; ``finding`` says why. Never leaves the compose stage."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one section: characters written, turns of all loops, expressions printed, items of one list."""

    characters: int = 4_000_000
    turns: int = 200_000
    items: int = 20_000
    text: int = 200_000


@dataclass
class Run:
    """What composing one document gathers. ``paths`` maps a template's name to its path in findings."""

    language: Language
    place: Position
    limits: Limits = Limits()
    findings: list[Finding] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    origins: list[Position] = field(default_factory=list)
    turns: int = 0
    _origin_of: dict[Position, str] = field(default_factory=dict)

    def begin(self, place: Position) -> None:
        """Start a section: its tokens and its limits are its own. ``place`` stands in for an unknown position."""
        self.place = place
        self.tokens = []
        self.origins = []
        self._origin_of = {}
        self.turns = 0

    # ------------------------------------------------------------------------------------------- positions

    def here(self) -> Position:
        """Where the template is that is being rendered: the innermost line of a template on the call stack."""
        return self.around(sys._getframe(1)) or self.place

    def where(self, trace: TracebackType | None) -> Position:
        """Where in a template an exception was raised: the innermost template line of its traceback."""
        found = self.place
        while trace is not None:
            found = self._place(trace.tb_frame, trace.tb_lineno) or found
            trace = trace.tb_next
        return found

    def _place(self, frame: FrameType, line: int | None) -> Position | None:
        template: Any = frame.f_globals.get("__jinja_template__")
        if template is None:
            return None
        number = line or _line_before(frame)
        return self.position(template.name or "", template.get_corresponding_lineno(number))

    def around(self, frame: FrameType | None) -> Position | None:
        """Where the template is that the frame belongs to or was called from."""
        while frame is not None:
            place = self._place(frame, frame.f_lineno)
            if place is not None:
                return place
            frame = frame.f_back
        return None

    def position(self, name: str, line: int) -> Position:
        """Return the position of a line of a template."""
        path = self.paths.get(name)
        return Position(path, line) if path else self.place

    # --------------------------------------------------------------------------------------------- findings

    def report(
        self,
        rule: Rule,
        zh: str,
        en: str,
        *,
        hint_zh: str = "",
        hint_en: str = "",
        fact: str = "",
        at: Position | None = None,
        related: Iterable[Position] = (),
    ) -> None:
        """Record a finding where the template is."""
        finding = rule.at(at or self.here(), zh, en, hint_zh=hint_zh, hint_en=hint_en, fact=fact, related=related)
        if finding not in self.findings:
            self.findings.append(finding)

    def halt(self, rule: Rule, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Halt:
        """Return what to raise where a section cannot go on."""
        return Halt(rule.at(self.here(), zh, en, hint_zh=hint_zh, hint_en=hint_en))

    # --------------------------------------------------------------------------------------------- characters

    def token(self, value: Token) -> str:
        """Return the one character that stands for a value printed."""
        if len(self.tokens) >= _PLANE:
            raise self.halt(LIMIT, "一章中的表达式过多", "a section prints too many expressions")
        self.tokens.append(value)
        return chr(_TOKENS + len(self.tokens) - 1)

    def value(self, character: str) -> Token | None:
        """Return what a character stands for, ``None`` for an ordinary one."""
        place = ord(character) - _TOKENS
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def origin(self, position: Position) -> str:
        """Return the one character that stands for the origin of a line."""
        known = self._origin_of.get(position)
        if known is None:
            if len(self.origins) >= _PLANE:
                raise self.halt(LIMIT, "一章的行数过多", "a section has too many lines")
            known = self._origin_of[position] = chr(_ORIGINS + len(self.origins))
            self.origins.append(position)
        return known

    def origin_of(self, character: str) -> Position:
        """Return the position that an origin character stands for."""
        return self.origins[ord(character) - _ORIGINS]


def _line_before(frame: FrameType) -> int:
    """Return the last line that began before the instruction; between two lines Python itself names none."""
    lines = [line for start, _, line in frame.f_code.co_lines() if line and start <= frame.f_lasti]
    return lines[-1] if lines else 1


TOKEN_RANGE = f"{chr(_TOKENS)}-{chr(_TOKENS + _PLANE - 1)}"
ORIGIN_RANGE = f"{chr(_ORIGINS)}-{chr(_ORIGINS + _PLANE - 1)}"
