"""How a typed text numbers its chapters: ``4 总则``, or against 7.2 ``4. 总则``, ``第4章 总则``, ``一、总则``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.drafting.draft import Part
from generator.drafting.elements import part_of
from generator.drafting.labels import Label, label_of
from generator.drafting.levels import ENDS, HAN

NUMBERED = frozenset({Part.SCOPE, Part.REFERENCES, Part.TERMS, Part.SYMBOLS})
_ODD = (
    re.compile(r"^\s*(?P<label>(?P<number>\d{1,2})[.．、])(?!\d)\s*"),
    re.compile(r"^\s*(?P<label>第\s?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s?章)[\s\u3000]*"),
    re.compile(r"^\s*(?P<label>(?P<number>[一二三四五六七八九十]{1,3})、)\s*"),
    re.compile(r"^\s*(?P<label>(?P<number>\d{1,2}))(?=[\u3400-\u9fff])"),
)
_HAN_DIGITS = "零一二三四五六七八九"
_LONGEST = 25


def number_of(words: str) -> int:
    """Return the number that digits or Chinese numerals to 99 write; 0 where they write none."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.partition("十")
    values = [_HAN_DIGITS.find(part) if part else 0 for part in (tens, ones)]
    if min(values) < 0:
        return 0
    return (values[0] or 1) * 10 + values[1] if ten else values[0]


class ChapterNumbers:
    """Tells the chapters of a text whose style of numbers is not the proper one, by the titles that are known."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.style: re.Pattern[str] | None = None
        self.proper = False
        for text in texts:
            label = label_of(text)
            if label.level == 1 and part_of(text[label.length :]) in NUMBERED:
                self.proper = True
                return
            if self.style is None:
                self.style = next((one for one in _ODD if _names_element(one, text)), None)

    def label(self, text: str, expected: int, *, opens: bool = False) -> Label | None:
        """Return the label of a chapter in the style of this text, its number the next one or that of an element.

        ``opens`` says that the first clause of the next chapter follows: then a single ``8. 数据`` is a chapter also in
        a text whose style is the proper one.
        """
        style = self.style if not self.proper else (_ODD[0] if opens else None)
        found = style.match(text) if style is not None else None
        if found is None:
            return None
        rest = text[found.end() :].strip()
        fixed = not self.proper and part_of(rest) in NUMBERED
        if not fixed and (number_of(found["number"]) != expected or not _is_short_title(rest)):
            return None
        return Label(found["label"], found.end(), None, 1)


def _names_element(style: re.Pattern[str], text: str) -> bool:
    found = style.match(text)
    return found is not None and part_of(text[found.end() :]) in NUMBERED


def _is_short_title(text: str) -> bool:
    return len(text) <= _LONGEST and not ENDS.search(text) and bool(HAN.search(text)) and "。" not in text
