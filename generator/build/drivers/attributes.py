"""The lines of ``.gitattributes`` that hand files to Tanwen's drivers, in a block of their own.

Only the block is ever touched: whatever else the file holds stays byte for byte, line ends included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAME = ".gitattributes"
WORD_DRIVER = "tanwen-docx"
PROJECT_DRIVER = "tanwen-project"
BEGIN = "# >>> tanwen git-setup (taken out by: tanwen git-setup --undo)"
END = "# <<< tanwen git-setup"

_WORD_LINE = f"*.docx diff={WORD_DRIVER}"
#: What of a project decides what its documents say; the lock is written by a build and says nothing new.
_FILES = ("**/*.yaml", "**/*.csv", "**/*.xlsx", "content/**/*.md")
_OURS = re.compile(rf"diff=(?:{WORD_DRIVER}|{PROJECT_DRIVER})\s*$")


def lines_of(project: str = "") -> tuple[str, ...]:
    """Return the lines for one project by its path below the file, or for every project under ``projects/``."""
    if project:
        places = [f"/{_literal(project)}/{files}" if project != "." else f"/{files}" for files in _FILES]
    else:
        places = [f"/projects/*/{files}" for files in _FILES]
    return (_WORD_LINE, *(f"{_quoted(place)} diff={PROJECT_DRIVER}" for place in places))


def added(text: str, lines: Iterable[str]) -> str:
    """Return the file's text with ``lines`` in the block, beside those that it holds already."""
    parts = _Parts.of(text)
    return parts.with_lines(dict.fromkeys([*parts.lines, *lines]))


def removed(text: str, lines: Iterable[str]) -> str:
    """Return the file's text without ``lines``; a block that has no project left goes whole."""
    parts = _Parts.of(text)
    gone = set(lines) - {_WORD_LINE}
    left = [line for line in parts.lines if line not in gone]
    return parts.with_lines(left if any(line != _WORD_LINE for line in left) else ())


def block_of(text: str) -> tuple[str, ...]:
    """Return the lines that the block holds."""
    return _Parts.of(text).lines


@dataclass(frozen=True, slots=True)
class _Parts:
    before: str
    lines: tuple[str, ...]
    after: str
    newline: str

    @classmethod
    def of(cls, text: str) -> _Parts:
        """Take the text apart. A block whose end somebody deleted ends with its last line that is one of ours."""
        newline = "\r\n" if "\r\n" in text else "\n"
        every = text.splitlines(keepends=True)
        start = next((at for at, line in enumerate(every) if line.strip() == BEGIN), None)
        if start is None:
            return cls(text, (), "", newline)
        end = start + 1
        while end < len(every) and _OURS.search(every[end]):
            end += 1
        lines = tuple(line.strip() for line in every[start + 1 : end])
        end += end < len(every) and every[end].strip() == END
        return cls("".join(every[:start]), lines, "".join(every[end:]), newline)

    def with_lines(self, lines: Iterable[str]) -> str:
        """Return the text with a block of these lines where the block stood, or at the end; without any, no block."""
        chosen = list(lines)
        if not chosen:
            return self.before + self.after
        before = self.before + self.newline if self.before and not self.before.endswith("\n") else self.before
        return before + "".join(f"{line}{self.newline}" for line in (BEGIN, *chosen, END)) + self.after


def _literal(path: str) -> str:
    """Return a path as a pattern that means this path alone."""
    return re.sub(r"([*?\[\]\\])", r"\\\1", path)


def _quoted(pattern: str) -> str:
    """Return a pattern as git reads it back: in C's quotes where it holds a space, a quote or a control character."""
    if not re.search(r"[\s\"\x00-\x1f\x7f]", pattern):
        return pattern
    shown = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda c: f"\\{ord(c.group()):03o}", shown) + '"'
