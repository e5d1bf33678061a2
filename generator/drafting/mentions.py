"""Mentions of a draft's own chapters, clauses, tables, figures, formulas and annexes by number (GB/T 1.1-2020, 9.5.3).

A number that belongs to another document (``GB/T 1.1—2020的8.5``) or to an older edition is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.drafting.citing import STANDARD
from generator.drafting.draft import PROSE, Draft, Kind, Part, Piece
from generator.drafting.sentences import Sentence, outside_quotes, sentences

Target = Literal["chapter", "clause", "table", "figure", "formula", "annex"]

_READ = PROSE - {Kind.EXAMPLE} | {Kind.CELL, Kind.SYMBOL}
_UNITS = r"(?!\d|\.\d|\s?(?:[%％‰℃°倍年月日天万亿千百个米吨公元以左余多]|[a-zμΩ]+(?![)）a-z])|[×~～]?\d))"
_BEFORE = r"(?:参见|见|按照?|符合|满足|依据|根据|遵照|执行|[（(])\s*"
_NUMBER = r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,5}"
_MORE = rf"(?:\s?[a-z][)）])?(?:\s?(?:[、和及与或至到~～]|以及)\s?{_NUMBER}(?:\s?[a-z][)）])?)*"
_AFTER = rf"(?={_MORE}\s*(?:的(?:规定|要求|方法|程序|步骤|内容)|规定|给出|所述|中(?:的|规定|给出)|进行|执行|要求))"
_PATTERNS: tuple[tuple[Target, re.Pattern[str]], ...] = (
    ("chapter", re.compile(r"第\s?(?P<number>\d{1,2})\s?章")),
    ("annex", re.compile(r"附\s?录\s?(?P<number>[A-Z])(?![A-Za-z\d])")),
    (
        "table",
        re.compile(
            r"(?<![代列报附电仪手外填量])表\s?(?P<number>(?:[A-Z]\.)?\d{1,3})(?![\d.]|[-–]\d|\s?[份张个项种次人家页])"
        ),
    ),
    ("figure", re.compile(r"(?<![地附拼])图\s?(?P<number>(?:[A-Z]\.)?\d{1,3})(?![\d.]|[-–]\d|\s?[份张个项种次幅页])")),
    ("formula", re.compile(r"(?:公式|(?<![一-鿿])式|(?<=[由按据用将])式)\s?[（(](?P<number>(?:[A-Z]\.)?\d{1,3})[）)]")),
    ("clause", re.compile(rf"(?:参见|见)\s*(?P<number>{_NUMBER})(?![\d])")),
    ("clause", re.compile(rf"{_BEFORE}(?P<number>{_NUMBER}){_AFTER}")),
    (
        "clause",
        re.compile(
            rf"(?<![\d.A-Za-z/—-])(?<![A-Za-z] )"
            rf"(?<!版本)(?<!版本[为号是])(?P<number>(?:\d{{1,2}}|[A-Z])(?:\.\d{{1,2}}){{2,5}}){_UNITS}"
        ),
    ),
    (
        "clause",
        re.compile(r"(?<![\d.A-Za-z/—-])(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}))(?:规定的|给出的|中规定)"),
    ),
)
#: What joins a second number to the first: 5.2、5.3; 5.2～5.4; 第4章至第6章.
_JOINED = re.compile(
    rf"^\s?(?:[a-z][)）])?\s?(?:[、和及与或至到~～]|以及)\s?(?P<number>{_NUMBER})(?![\d])(?!\s?[%％℃倍])"
)
_JOINED_SHORT = re.compile(r"^\s?[、和及与或至到~～]\s?(?P<number>[A-Z]\.\d{1,3}|\d{1,3}|[A-Z])(?![\d.A-Za-z）)章])")
_ANY = (
    r"(?:第\s?\d+\s?[章条]|附\s?录\s?[A-Z]|[表图]\s?(?:[A-Z]\.)?\d+|公?式\s?[（(][A-Z.\d]+[）)]|"
    rf"{_NUMBER}(?:\s?[a-z][)）])?|\d{{1,2}}(?=章))"
)
_FOREIGN = re.compile(
    rf"\s?(?:《[^《》]*》)?\s?[，,]?\s?(?:中的|[的中之])?\s?(?:{_ANY}|第\d+部分)(?:\s?(?:[、，和及与或至到~～的中]|以及)\s?{_ANY})*"
)
_OTHER = re.compile(r"\d{4}\s?年?版(?:本)?|该(?:标准|文件|规范)|《[^《》]*》(?!\s*(?:见|按))|原(?:标准|文件)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of something of the draft itself: what, its number, the words, and where they begin in the piece."""

    piece: Piece
    sentence: Sentence
    target: Target
    number: str
    text: str
    start: int


def mentions(draft: Draft) -> tuple[Mention, ...]:
    """Return the mentions in running text, cells and explanations of symbols, in order."""
    return draft.view(_mentions)


def _mentions(draft: Draft) -> tuple[Mention, ...]:
    found: list[Mention] = []
    skipped = (Part.COVER, Part.CONTENTS, Part.BIBLIOGRAPHY, Part.INDEX, Part.REFERENCES)
    for piece in draft.pieces:
        if piece.kind not in _READ or piece.part in skipped or not re.search(r"[\dA-Z]", piece.text):
            continue
        for sentence in sentences(piece):
            found += sorted(_in(piece, sentence), key=lambda one: one.start)
    return tuple(found)


def _in(piece: Piece, sentence: Sentence) -> Iterator[Mention]:
    text = outside_quotes(sentence.text)
    foreign = tuple(_foreign(sentence.text))
    taken: dict[int, tuple[int, Target, str, int]] = {}
    for target, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            begin = found.start("number") if target == "clause" else found.start()
            end = found.end("number") if target == "clause" else found.end()
            if not any(start <= found.start("number") < stop for stop, _, _, start in taken.values()):
                taken[begin] = (end, target, found["number"], begin)
                _join(text, end, target, taken)
    for begin in sorted(taken):
        end, target, number, _ = taken[begin]
        if not any(start <= begin < stop for start, stop in foreign):
            yield Mention(piece, sentence, target, number, sentence.text[begin:end], sentence.start + begin)


def _foreign(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence names another document and what of it."""
    for pattern in (STANDARD, _OTHER):
        for found in pattern.finditer(text):
            of_it = _FOREIGN.match(text, found.end())
            yield found.start(), of_it.end() if of_it else found.end()


def _join(text: str, end: int, target: Target, taken: dict[int, tuple[int, Target, str, int]]) -> None:
    pattern = _JOINED if target == "clause" else _JOINED_SHORT
    while target in ("clause", "table", "figure", "annex") and (found := pattern.match(text[end:])):
        if (target == "annex") is not found["number"].isalpha():
            return
        begin, stop = end + found.start("number"), end + found.end("number")
        taken.setdefault(begin, (stop, target, found["number"], begin))
        end = stop
