"""Labels typed before a text: numbers of clauses, marks of list items, 注1：, 示例：, 表1, 附录A."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.drafting.draft import Kind

_NUMBER = re.compile(r"^(?P<label>(?:\d{1,3}|[A-Z])(?:\.\d{1,3})+)(?P<gap>[ \t\n\u3000\u00a0\u2002-\u200a]*)(?=\D|$)")
_CHAPTER = re.compile(r"^(?P<label>\d{1,2})(?P<gap>[ \t\n\u3000\u00a0\u2002-\u200a]+)(?=[\u3400-\u9fffA-Za-z“])")
_MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NOTE, re.compile(r"^(?P<label>(?:图|表)?注\s?\d{0,2}\s?[：:])\s*")),
    (Kind.EXAMPLE, re.compile(r"^(?P<label>示例\s?\d{0,2}\s?[：:])\s*")),
    (
        Kind.ANNEX,
        re.compile(
            r"^(?P<label>附\s?[录件]\s?(?P<letter>[A-ZＡ-Ｚ]|\d{1,2}|[一二三四五六七八九十]))(?:(?=$|[\s\u3000（(：:])[\s\u3000：:]*|"
            r"(?=[\u3400-\u9fff])(?![和与及至、的中给规列提描是为所应宜可以将内]))(?!.*[。；：，]$)"
        ),
    ),
    (
        Kind.TABLE_CAPTION,
        re.compile(
            r"^(?P<label>(?:续)?表\s?(?:[A-Z][.\-]?)?\d+(?:[-.]\d+)?[a-z]?)(?=$|[\s\u3000：:（(])[\s\u3000：:]*"
        ),
    ),
    (
        Kind.FIGURE_CAPTION,
        re.compile(r"^(?P<label>图\s?(?:[A-Z][.\-]?)?\d+(?:[-.]\d+)?[a-z]?)(?=$|[\s\u3000：:（(])[\s\u3000：:]*"),
    ),
    (
        Kind.ITEM,
        re.compile(
            r"^(?P<label>——|—(?=[\u3400-\u9fff])|--|[·•●■◆○▪]|-(?=\s)|[a-z][)）]|\d{1,2}[)）]|[（(](?:\d{1,2}|[a-z]|[一二三四五六七八九十]+)[）)]|"
            r"[①-⑳]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、)[ \t\u3000]*"
        ),
    ),
)
SOURCE = re.compile(r"^[\[［【]\s*来源\s*[：:]")
_UNIT = re.compile(r"^[（(]?单位[为：:]")
_ROLE = re.compile(r"^[（(]\s*(?P<role>规范性|资料性)(?:附录)?\s*[）)]$")
_WHERE = re.compile(r"^式中\s*[：:，]?")
_SYMBOL = re.compile(
    r"^\s*(?:\$[^$]{1,120}\$[\s、,，↑↓]*)+(?:——|—|–)\s*\S|^\s*[\w∑Σηα-ωΑ-Ω'′,,，\s{}_^.\u2080-\u209c]{1,24}\s*(?:——|—|–|：)\s*\S"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: its words, how many characters it takes, and the kind it makes of the paragraph, if any."""

    text: str
    length: int
    kind: Kind | None
    level: int = 0


def label_of(text: str) -> Label:
    """Return the label that a paragraph's text begins with; an empty one where it begins with none.

    Clause numbers have ``kind`` ``None``: whether a title or text follows is for the caller to judge. ``level`` counts
    the numbers of a clause's label.
    """
    lead = len(text) - len(text.lstrip(" \t\u3000"))
    body = text[lead:]
    for kind, pattern in _MARKS:
        if found := pattern.match(body):
            return Label(found["label"], lead + found.end(), kind)
    for pattern in (_NUMBER, _CHAPTER):
        if found := pattern.match(body):
            return Label(found["label"], lead + found.end(), None, found["label"].count(".") + 1)
    return Label("", lead, special(body))


def special(body: str) -> Kind | None:
    """Return the kind of a paragraph that shows by its first words: a source, a unit, 式中, an annex's role."""
    if SOURCE.match(body):
        return Kind.SOURCE
    if _UNIT.match(body) and len(body) < 40:
        return Kind.UNIT
    if _ROLE.match(body):
        return Kind.ANNEX_ROLE
    if _WHERE.match(body):
        return Kind.SYMBOL
    return None


def explains_symbol(text: str) -> bool:
    """Whether a line explains a symbol: ``E——排放量，单位为…``."""
    return bool(_SYMBOL.match(text))
