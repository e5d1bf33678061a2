"""The documents that a draft cites: how they are named in the text and listed, and in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.standards import Standard as Registered
from generator.project.sections.standard import Standard
from generator.project.sections.standard_parts import Reference

_DATED = re.compile(r"^(.*?)[:：—–-](\d{4})$")
_INTERNATIONAL = ("ISO", "ISO/IEC", "IEC", "ISO/TS", "ISO/TR", "ISO/IEC TS", "IEC/TS", "IEC/TR", "ITU")
_CODE = re.compile(r"^(?P<code>[A-Z][A-Za-z]*(?:[/ ][A-Z]+)*)\s*(?P<number>[\d].*)?$")
#: The order of 8.6.3.2.
_ORDER = ("national", "industry", "local", "group", "international", "other", "literature")
_CHAPTER = re.compile(r"^\d+$")
_CLAUSE = re.compile(r"^(?:\d+|[A-Z])(?:\.\d+)+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it is cited. ``number`` has no year; ``kind`` is one of :data:`_ORDER`."""

    id: str
    number: str
    year: int | None
    month: int | None
    title: str
    original: str
    kind: str
    all_parts: bool

    @property
    def foreign(self) -> bool:
        """Whether its year stands behind a colon and its title is followed by the original one."""
        return self.kind == "international" or (self.kind == "other" and bool(self.original))

    def name(self, *, dated: bool) -> str:
        """Return the document as the text names it: GB/T 1.1—2020, ISO 14064-1:2018, GB/T 32151（所有部分）."""
        if not self.number:
            return f"《{self.title}》"
        if self.all_parts:
            return f"{self.number}（所有部分）"
        if not dated or self.year is None:
            return self.number
        date = f"{self.year}-{self.month:02d}" if self.month else str(self.year)
        return f"{self.number}{':' if self.foreign else '—'}{date}"

    def entry(self, *, dated: bool) -> str:
        """Return the entry of chapter 2 or of the bibliography (8.6.3.1): no number before it, no mark after it."""
        if not self.number:
            return self.title
        original = f"（{self.original}）" if self.original and self.foreign else ""
        return f"{self.name(dated=dated)}　{self.title}{original}"

    def part_of(self, locator: str) -> str:
        """Return the document with a place in it, always dated (9.5.4.1.1): GB/T 1.1—2020中5.2, …第5章, …表1."""
        return self.name(dated=True) + place_words(locator)

    @property
    def order(self) -> tuple[object, ...]:
        """The place in chapter 2 (8.6.3.2): national and ISO, IEC by number, the others by code and number."""
        rank = _ORDER.index(self.kind)
        code, numbers = _divided(self.number)
        if self.kind == "national":
            return rank, "", numbers, self.title
        if self.kind == "international":
            bodies = ("ISO", "ISO/IEC", "IEC")
            body = next((place for place, one in enumerate(bodies) if code == one), 0 if code[:4] == "ISO/" else 2)
            return rank, str(body), numbers, self.title
        return rank, code, numbers, self.title


def place_words(locator: str) -> str:
    """Return how the text names a place of another document behind its number: 第5章, 中5.2, 附录B, 表1."""
    if _CHAPTER.match(locator):
        return f"第{locator}章"
    return f"中{locator}" if _CLAUSE.match(locator) else locator


def _divided(number: str) -> tuple[str, tuple[int, ...]]:
    found = _CODE.match(number)
    code = found["code"] if found else number
    digits = found["number"] if found and found["number"] else ""
    return code, tuple(int(part) for part in re.findall(r"\d{1,9}", digits))


def kind_of(number: str) -> str:
    """Return the kind of document that a code stands for."""
    if not number:
        return "literature"
    code = _divided(number)[0]
    if code in ("GB", "GB/T", "GB/Z"):
        return "national"
    if code.startswith("DB"):
        return "local"
    if number.startswith("T/"):
        return "group"
    if code in _INTERNATIONAL or code.startswith(("ISO", "IEC")):
        return "international"
    return "industry" if re.fullmatch(r"[A-Z]{2}(?:/T)?", code) and code != "EN" else "other"


def cited_documents(standard: Standard, register: Mapping[str, Registered]) -> dict[str, Cited]:
    """Return every document that the text may cite, by id: the section's, then the register's."""
    found = {name: _registered(entry) for name, entry in register.items()}
    found.update({one.id: _own(one) for one in standard.references})
    return found


def _own(one: Reference) -> Cited:
    kind = one.kind or kind_of(one.number)
    return Cited(one.id, one.number, one.year, one.month, one.title, one.original, kind, one.all_parts)


def _registered(entry: Registered) -> Cited:
    dated = _DATED.match(entry.number)
    number = dated[1] if dated else entry.number
    kind = kind_of(number)
    if kind == "literature" or not any(character.isdigit() for character in number):
        kind = "other"
    year = int(dated[2]) if dated else None
    original = entry.title.en if kind == "international" else ""
    return Cited(entry.id, number, year, None, entry.title.zh.replace(" ", "　"), original, kind, False)
