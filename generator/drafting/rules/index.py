"""IDX-01: the index, its order and its targets (GB/T 1.1-2020, 8.14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.base.findings import Severity
from generator.base.pinyin import behind, certain, initial
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.views import terms

_LETTER = re.compile(r"^[A-ZＡ-Ｚ]$")
_TARGET = (
    r"(?:第\s?\d{1,3}\s?章|附\s?录\s?[A-Z](?:\.\d+)*|[表图]\s?(?:[A-Z]\.)?\d+|公?式\s?[（(][A-Z.\d]+[）)]|"
    r"[A-Z](?:\.\d{1,3})+|\d{1,3}(?:\.\d{1,3})*)"
)
_ENTRY = re.compile(rf"^(?P<word>.*?\S)[\s\u3000.…·]+(?P<targets>{_TARGET}(?:\s*[,，、;；]\s*{_TARGET})*)\s*$")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key word, the letter that it is put under, and where its targets begin in ``place``."""

    piece: Piece
    word: str
    letter: str
    place: Piece | None
    targets: str
    start: int


def _entries(draft: Draft) -> Iterator[_Entry]:
    letter = ""
    row: list[Piece] = []
    for piece in draft.within(Part.INDEX):
        text = piece.text.strip()
        if piece.kind is Kind.CELL and piece.cell is not None:
            if (
                row
                and row[0].cell is not None
                and (row[0].cell.table, row[0].cell.row) != (piece.cell.table, piece.cell.row)
            ):
                yield from _row(row, letter)
                row = []
            row.append(piece)
            if _LETTER.match(text) and len(row) == 1:
                letter = text
            continue
        yield from _row(row, letter)
        row = []
        if _LETTER.match(text):
            letter = text
        elif piece.kind is not Kind.TITLE and (found := _ENTRY.match(piece.text)):
            yield _Entry(piece, found["word"].strip(), letter, piece, found["targets"], found.start("targets"))
        elif piece.kind is Kind.INDEX and text:
            yield _Entry(piece, text, letter, None, "", 0)
    yield from _row(row, letter)


def _row(cells: list[Piece], letter: str) -> Iterator[_Entry]:
    """Yield the entries of a row: a word and its targets, once or in several columns."""
    filled = [cell for cell in cells if cell.text.strip() and not _LETTER.match(cell.text.strip())]
    for word, target in pairwise(filled):
        if _HAN.search(word.text) and re.match(rf"^\s*{_TARGET}", target.text):
            yield _Entry(word, word.text.strip(), letter, target, target.text, 0)


@draft_rule("IDX-01", "index", Severity.WARNING, "8.14", "read")
def index(draft: Draft) -> Answer:
    """Finds: a key word of the index out of the order of pinyin, under a wrong letter or with a wrong number.

    A number is wrong that no clause, table, figure or annex has or that another term has, and so is none at all.

    Left alone: characters of two readings, rare ones, and the order of words that begin with Latin letters.

    Why: the index is looked up by the sound of the word and leads to the clause; page numbers change with the layout.

    Wrong: 需求响应 before 响应时间; 履约率 … 3.3.8 where 3.3 ends with 3.3.7

    Right: 响应时间 before 需求响应; 履约率 … 3.3.6
    """
    entries = list(_entries(draft))
    if not entries:
        return
    yield from _order(entries)
    if draft.numbers_lost:
        yield CannotTell(
            "文本中没有编号，无法核对索引的指向", "the text has lost its numbers: targets cannot be checked"
        )
        return
    yield from _targets(draft, entries)


def _order(entries: list[_Entry]) -> Iterator[Breach]:
    for one in entries:
        right = initial(one.word)
        if one.letter and _HAN.match(one.word) and certain(one.word[0]) and right != one.letter:
            yield _out(one, f"“{one.word}”应列在字母{right}之下", f"{one.word} belongs under {right}")
    before: _Entry | None = None
    for one in entries:
        if before is not None and before.letter == one.letter and _after(before.word, one.word):
            yield _out(
                one,
                f"“{one.word}”应排在“{before.word}”之前",
                f"{one.word} stands before {before.word} in the order of pinyin",
                before.piece,
            )
            continue
        before = one


def _out(one: _Entry, zh: str, en: str, other: Piece | None = None) -> Breach:
    related = (other,) if other is not None else ()
    return Breach(
        one.piece, zh, en, one.word, "关键词按汉语拼音字母顺序排列", "order the key words by pinyin", related=related
    )


def _after(one: str, other: str) -> bool:
    """Whether the first of two words stands behind the second in the order of pinyin beyond doubt."""
    for mine, its in zip(one, other, strict=False):
        if mine != its:
            return bool(_HAN.match(mine) and _HAN.match(its)) and behind(mine, its)
    return len(one) > len(other) and bool(_HAN.match(one))


def _targets(draft: Draft, entries: list[_Entry]) -> Iterator[Breach]:
    known = _numbers(draft)
    named = {term.zh: term.number for term in terms(draft) if term.number}
    owners = set(named.values())
    for one in entries:
        if one.place is None:
            yield Breach(
                one.piece,
                f"索引词“{one.word}”没有编号",
                f"the key word {one.word} has no number",
                one.word,
                "写出所在的条、图、表或附录的编号",
                "write the number of its clause, figure, table or annex",
            )
            continue
        targets = list(re.finditer(_TARGET, one.targets))
        for found in targets:
            number = _plain(found[0])
            missing = number not in known
            other = (
                number in owners
                and named.get(one.word, number) != number
                and len(re.findall(_TARGET, one.targets)) == 1
            )
            if missing or other:
                yield Breach(
                    one.place,
                    f"索引词“{one.word}”指向的“{found[0]}”{'不存在' if missing else '是另一术语'}",
                    f"{found[0]}, which {one.word} points to, {'does not exist' if missing else 'is another term'}",
                    found[0],
                    "索引指向条、图、表或附录的编号，不用页码",
                    "the index points to clauses, figures, tables or annexes, not to pages",
                    start=one.start + found.start() if one.start or found.start() else one.place.text.index(found[0]),
                )


def _plain(target: str) -> str:
    return re.sub(r"[\s第章公]", "", target)


def _numbers(draft: Draft) -> frozenset[str]:
    """Return what an index may point to."""
    kinds = (Kind.CHAPTER, Kind.HEADING, Kind.CLAUSE, Kind.TERM, Kind.TERM_NUMBER, Kind.ANNEX)
    found = {_plain(piece.label) for piece in draft.of(*kinds, Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION) if piece.label}
    found |= {f"附录{section.annex}" for section in draft.annexes}
    found |= {f"附录{label}" for label in found if re.match(r"[A-Z]\.", label)}
    for piece in draft.of(Kind.FORMULA):
        if number := re.search(r"[（(]([A-Z.\d]+)[）)]\s*$", piece.text):
            found |= {f"式（{number[1]}）", f"式({number[1]})"}
    return frozenset(found)


RULES: tuple[DraftRule, ...] = (index,)
