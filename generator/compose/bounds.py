"""Bounds on an author's text: what no person writes, and what reading it would take minutes for.

Markdown looks for the end of every bracket that is opened, and the checks compare every number with all others of its
sentence. Templates from outside run against the clock instead; an author's text is read in the build itself.
"""

from __future__ import annotations

import re

MOST_CHARACTERS = 20_000
MOST_NUMBERS = 150
MOST_NUMBERS_IN_ALL = 2_000
DEEPEST = 20

LONGEST_FORMULA = 2_000

_NUMBER = re.compile(r"[0-9０-９]+|[〇零一二三四五六七八九十百千万亿]+")
_LONGEST_NUMBER = 40
#: A row of a table: its cells are read one by one.
_ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_BRACKET = re.compile(r"\\.|[\[\]()]", re.DOTALL)


def excess(text: str, *, numbers: bool = True) -> tuple[int, str, str] | None:
    """Return the line, counted from 1, of the first paragraph beyond the bounds, and why, in Chinese and English.

    ``numbers`` is off for texts whose numbers are not compared with a ledger: the chapters of a standard.
    """
    total, line = 0, 1
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        found = _NUMBER.findall(paragraph) if numbers else []
        together = found if "|" not in paragraph else _NUMBER.findall(_ROW.sub("", paragraph)) if numbers else []
        total += len(found)
        if len(paragraph) > MOST_CHARACTERS:
            return line, f"一段超过 {MOST_CHARACTERS} 个字", f"a paragraph has more than {MOST_CHARACTERS} characters"
        if len(together) > MOST_NUMBERS or total > MOST_NUMBERS_IN_ALL:
            return line, "一段或全文中的数过多，请列成表", "there are too many numbers in it: make them a table of data"
        if any(len(number) > _LONGEST_NUMBER for number in found):
            return line, f"数超过 {_LONGEST_NUMBER} 位", f"a number has more than {_LONGEST_NUMBER} digits"
        if _depth(paragraph) > DEEPEST:
            return line, f"括号嵌套超过 {DEEPEST} 层", f"brackets are opened more than {DEEPEST} deep"
        line += paragraph.count("\n")
    return None


def without_tables(text: str) -> str:
    """Return a text with its rows of tables empty."""
    return _ROW.sub("", text)


def drawable(latex: str) -> bool:
    """Whether a formula is of a length and depth that every writer can draw."""
    braces = latex.replace("\\{", "").replace("\\}", "")
    deepest = depth = 0
    for character in braces:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    commands = latex.count("\\left") + latex.count("\\begin") + latex.count("^") + latex.count("_")
    return len(latex) <= LONGEST_FORMULA and deepest <= DEEPEST and commands <= 10 * DEEPEST


def _depth(paragraph: str) -> int:
    """Return how many brackets of one kind are open at once, at most."""
    deepest = square = round_ = 0
    for found in _BRACKET.finditer(paragraph):
        match found[0]:
            case "[":
                square += 1
            case "]":
                square = max(0, square - 1)
            case "(":
                round_ += 1
            case ")":
                round_ = max(0, round_ - 1)
        deepest = max(deepest, square, round_)
    return deepest
