"""Between Jinja and Markdown: lines before they are read.

Marks become origins, lists get the indentation that Markdown asks for, bare tables are taken out before Markdown sees
their bars.
"""

from __future__ import annotations

import re

from generator.base.findings import Position
from generator.compose.pieces import BlockSpec
from generator.compose.run import MARK_CLOSE, MARK_OPEN, ORIGIN_RANGE, Run

_MARK = re.compile(f"{MARK_OPEN}([^{MARK_CLOSE}]*):(\\d+){MARK_CLOSE}")
_PREFIX = re.compile(r"^[ ]{0,3}(?:>[ ]?)*(?:[ ]*(?:[-*+]|\d+\.)[ ]+)?(?:[ ]*\#{1,6}[ ]*)?")
_ITEM = re.compile(r"^(?P<indent>[ ]*)(?P<bullet>[-*+]|\d+\.)[ ]+(?=\S)")
_RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
ORIGIN = re.compile(f"[{ORIGIN_RANGE}]")


def placed(text: str, run: Run) -> list[str]:
    """Return the lines of rendered text, each with one origin character before its first word in place of the marks.

    A line takes the first mark in it; a line without a mark that of the line before.
    """
    lines: list[str] = []
    position = run.place
    for raw in text.split("\n"):
        found = _MARK.search(raw)
        if found:
            position = run.position(found[1], int(found[2]))
        line = _MARK.sub("", raw) if found else raw
        if not line.strip():
            lines.append("")
            continue
        line = line.rstrip() + ("  " if line.endswith("  ") else "")
        lines.append(_with_origin(line, position, run))
    return lines


def _with_origin(line: str, position: Position, run: Run) -> str:
    indent = len(line) - len(line.lstrip(" "))
    found = _PREFIX.match(line[indent:])
    start = indent + (found.end() if found else 0)
    return line[:start] + run.origin(position) + line[start:]


def without_marks(text: str) -> str:
    """Return rendered text without the marks of its lines."""
    return _MARK.sub("", text)


def origin_of(line: str, run: Run) -> Position | None:
    """Return the origin of a line that has one."""
    found = ORIGIN.search(line)
    return run.origin_of(found[0]) if found else None


def without_origins(text: str) -> str:
    """Return text without its origin characters."""
    return ORIGIN.sub("", text)


def for_markdown(lines: list[str], run: Run) -> str:
    """Return the text that Markdown reads: bare tables as blocks of their own, nested lists indented by four."""
    return "\n".join(_indented(_tables_out(lines, run)))


def _tables_out(lines: list[str], run: Run) -> list[str]:
    result: list[str] = []
    place = 0
    while place < len(lines):
        if _bar(lines[place]) and place + 1 < len(lines) and _RULE.match(without_origins(lines[place + 1])):
            end = place
            while end < len(lines) and _bar(lines[end]):
                end += 1
            origin = origin_of(lines[place], run) or run.place
            spec = BlockSpec("table", origin, "", "\n".join(lines[place:end]), {"placed": True})
            result += ["", run.token(spec), ""]
            place = end
            continue
        result.append(lines[place])
        place += 1
    return result


def _bar(line: str) -> bool:
    return without_origins(line).startswith("|")


def _indented(lines: list[str]) -> list[str]:
    """Bring nested list items to four blanks a level, whatever deeper indentation they were written with.

    A list may follow a line of text at once; Markdown itself would want a blank line there.
    """
    result: list[str] = []
    stack: list[int] = []
    in_list = False
    for line in lines:
        if not line:
            result.append(line)
            continue
        begins = not result or not result[-1]
        found = _ITEM.match(line)
        indent = len(line) - len(line.lstrip(" "))
        if found:
            if not begins and not in_list and (stack or found["bullet"] in ("-", "*", "+", "1.")):
                result.append("")
            while stack and indent < stack[-1]:
                stack.pop()
            if not stack or indent > stack[-1]:
                stack.append(indent)
            in_list = True
            result.append("    " * (len(stack) - 1) + line.lstrip(" "))
            continue
        if begins:
            in_list = False
        if not indent:
            if begins:
                stack.clear()
            result.append(line)
        else:
            # Text that is merely indented is text, never code; below an item it belongs to the item.
            result.append("    " * len(stack) + line.lstrip(" "))
    return result
