"""FTN: footnotes of the text and of tables (GB/T 1.1-2020, 9.12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.findings import Severity
from generator.drafting.draft import PROSE, Draft, Kind, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.views import TableView, tables

_TYPED = re.compile(r"^(?P<number>\d{1,2})[)）]$")
_OTHER = re.compile(r"^(?:[①-⑳]|[*＊※†‡]{1,3}|[a-z][)）])$")


@draft_rule("FTN-01", "footnotes-of-the-text", Severity.ERROR, "9.12.1", "read")
def text_footnotes(draft: Draft) -> Answer:
    """Finds: endnotes of Word, and raised marks typed by hand that do not count 1), 2) … or that are ①, *, a).

    Left alone: Word's own footnotes, which count by themselves; raised letters in tables (FTN-02), exponents.

    Why: footnotes of the text count from the foreword to the end, below a thin line at the foot of their page.

    Wrong: an endnote; 碳排放① raised

    Right: a footnote of Word with the number format 1)
    """
    if draft.word is None:
        yield from _typed(draft)
        return
    at = {piece.paragraph: piece for piece in draft.pieces if piece.paragraph}
    for note in draft.word.endnotes:
        if note.paragraph in at:
            yield Breach(
                at[note.paragraph],
                "用尾注代替脚注",
                "an endnote stands for a footnote",
                hint_zh="改为页面底部的脚注",
                hint_en="make it a footnote at the foot of the page",
            )
    expected = 1
    for piece, mark, start in _raised(draft):
        found = _TYPED.match(mark)
        if found is None:
            yield _mark(piece, mark, start, f"{expected})")
        elif int(found["number"]) not in (expected, expected - 1):
            yield _mark(piece, mark, start, f"{expected})")
            expected = int(found["number"]) + 1
        elif int(found["number"]) == expected:
            expected += 1


#: In a text: a mark of another form at the end of a part of a sentence.
_CALL = re.compile(r"(?<=[\u3400-\u9fff”》])(?P<mark>[①-⑳]|[*＊※]{1,3}|\d{1,2}）)(?=[，。；、]|$)")
_FARTHEST = 5


def _typed(draft: Draft) -> Iterator[Breach]:
    """Yield marks that are not of the form 1) and to which a line right below answers with the same mark."""
    for piece in draft.pieces:
        if piece.kind not in PROSE or piece.kind is Kind.FOOTNOTE or piece.cell is not None:
            continue
        for found in _CALL.finditer(piece.text):
            before = piece.text[: found.start()]
            if before.count("（") + before.count("(") > before.count("）") + before.count(")"):
                continue  # （见表1）
            below = draft.pieces[piece.index + 1 : piece.index + _FARTHEST]
            if any(one.raw.lstrip().startswith(found["mark"]) for one in below):
                number = re.sub(r"\D", "", found["mark"]) if found["mark"][0].isascii() else ""
                yield _mark(piece, found["mark"], found.start(), f"{number or 1})")


def _raised(draft: Draft) -> Iterator[tuple[Piece, str, int]]:
    """Yield the raised words of running text that look like the mark of a footnote, with their place in its text."""
    for piece in draft.pieces:
        if piece.kind not in PROSE or piece.kind is Kind.FOOTNOTE or piece.cell is not None:
            continue
        for span in piece.spans:
            words = piece.raw[span.start : span.end].strip()
            if span.superscript and (_TYPED.match(words) or _OTHER.match(words)):
                yield piece, words, max(span.start - piece.shift, 0)


def _mark(piece: Piece, mark: str, start: int, right: str) -> Breach:
    return Breach(
        piece,
        f"条文脚注的标记“{mark}”应为“{right}”",
        f"the mark {mark} of a footnote should be {right}",
        mark,
        "用 Word 的脚注，编号为 1)、2)……",
        "use footnotes of Word, numbered 1), 2) …",
        start=start,
    )


# ------------------------------------------------------------------------------------------------------ tables

_CARET = re.compile(r"(?:\^|<sup>)(?P<mark>[a-z]|\d|[*＊※①-⑳])(?:\^|</sup>)")
_SMALL = dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱ", "abcdefghi", strict=True))
_FOOT = re.compile(
    r"^\s*(?:\^(?P<caret>[a-z]|\d|[*＊※①-⑳])\^|(?P<small>[ᵃᵇᶜᵈᵉᶠᵍʰⁱ])|"
    r"(?P<plain>[a-z])(?=[ \t\u3000]+[\u3400-\u9fff])|(?P<sign>[*＊※①-⑳]))[ \t\u3000]*\S"
)
_SIGN = re.compile(r"[\w\u3400-\u9fff%）)](?P<mark>[*＊※①-⑳])$")
_BARE = re.compile(r"(?:(?<=[\u3400-\u9fff）)])|(?<=^)[\d.～~±<>≤≥＜＞ \-]*\d)(?P<mark>[a-z])$")


@dataclass(frozen=True, slots=True)
class _Foot:
    piece: Piece
    mark: str


@draft_rule("FTN-02", "footnotes-of-tables", Severity.ERROR, "9.12.2", "read")
def table_footnotes(draft: Draft) -> Answer:
    """Finds: raised letters of a table without footnote, footnotes without letter, letters that do not go a, b, c.

    Figures and stars in their place are found as well. Left alone: exponents of units, letters that belong to a name.

    Why: the letters begin anew in each table, so that they are not taken for the footnotes of the text.

    Wrong: 缺省值^b^ in a table whose only footnote is a

    Right: 缺省值^a^ with the footnote a
    """
    for table in tables(draft):
        feet = list(_feet(draft, table))
        calls = list(_calls(table, {foot.piece.index for foot in feet}, {foot.mark for foot in feet}))
        yield from _judge(feet, calls)


def _feet(draft: Draft, table: TableView) -> Iterator[_Foot]:
    for row in table.rows:
        filled = [cell for cell in row if cell.text.strip()]
        words = {cell.text.strip() for cell in filled}
        if len(words) == 1 and (found := _FOOT.match(filled[0].text)):
            yield _Foot(filled[0], _mark_of(found))
        elif len({cell.cell.column for cell in filled if cell.cell}) == 1:
            # One cell over the whole width: in Word it holds notes and footnotes, a paragraph each.
            yield from (_Foot(cell, mark) for cell in filled for mark in _leading(cell))
    last = max(cell.index for row in table.rows for cell in row)
    for piece in draft.pieces[last + 1 :]:
        if piece.kind is Kind.FOOTNOTE and len(piece.label) == 1 and piece.label.isalpha():
            yield _Foot(piece, piece.label)
        elif piece.kind in (Kind.PARAGRAPH, Kind.ITEM) and (found := _FOOT.match(piece.raw)):
            yield _Foot(piece, _mark_of(found))
        elif piece.kind is not Kind.NOTE:
            return


def _leading(piece: Piece) -> Iterator[str]:
    """Yield the raised letter that a cell begins with in Word."""
    for span in piece.spans:
        words = piece.raw[span.start : span.end].strip()
        if span.superscript and not piece.raw[: span.start].strip() and len(words) == 1 and words.isalpha():
            yield words


def _mark_of(found: re.Match[str]) -> str:
    return found["caret"] or _SMALL.get(found["small"] or "", "") or found["plain"] or found["sign"]


def _calls(table: TableView, feet: set[int], marks: set[str]) -> Iterator[_Foot]:
    """Yield the marks in the cells and the title of a table, in order."""
    cells = [cell for row in table.rows for cell in row if cell.index not in feet]
    for piece in ([table.caption] if table.caption else []) + cells:
        for found in _CARET.finditer(piece.text):
            if found.start() and not piece.text[found.start() - 1].isascii():
                yield _Foot(piece, found["mark"])
        for one in piece.text:
            if one in _SMALL:
                yield _Foot(piece, _SMALL[one])
        for span in piece.spans:
            words = piece.raw[span.start : span.end].strip()
            calls = span.superscript and span.start and re.fullmatch(r"[a-z](?:[,，、][a-z])*", words)
            if calls and (not piece.raw[span.start - 1].isascii() or piece.raw[span.start - 1] == ")"):
                yield from (_Foot(piece, one) for one in re.findall("[a-z]", words))
        if (sign := _SIGN.search(piece.text.strip())) and sign["mark"] in marks:
            yield _Foot(piece, sign["mark"])
        if (bare := _BARE.search(piece.text.strip())) and bare["mark"] in marks and not piece.spans:
            yield _Foot(piece, bare["mark"])


def _judge(feet: list[_Foot], calls: list[_Foot]) -> Iterator[Breach]:
    called, written = {one.mark for one in calls}, {one.mark for one in feet}
    seen: list[str] = []
    for call in calls:
        if call.mark in seen:
            continue
        seen.append(call.mark)
        right = chr(ord("a") + len(seen) - 1)
        if not call.mark.isalpha():
            yield _foot(
                call,
                f"表脚注用小写字母标记，不用“{call.mark}”",
                f"a table's footnote has a letter, not {call.mark}",
                right,
            )
        elif call.mark not in written:
            yield _foot(
                call, f"表中的标记“{call.mark}”没有对应的表脚注", f"no footnote {call.mark} below the table", ""
            )
        elif call.mark != right and right not in seen:
            yield _foot(
                call,
                f"表脚注的标记“{call.mark}”不按顺序，应为“{right}”",
                f"{call.mark} is out of order: {right}",
                right,
            )
    for foot in feet:
        if foot.mark not in called:
            yield _foot(foot, f"表脚注“{foot.mark}”在表中没有标记", f"no mark {foot.mark} in the table", "")


def _foot(one: _Foot, zh: str, en: str, right: str) -> Breach:
    hint_zh = f"改为上标 {right}" if right else "使标记与表脚注一一对应，每个表从 a 开始"
    hint_en = f"write a raised {right}" if right else "pair marks and footnotes, from a in each table"
    found = re.search(rf"(?:\^|<sup>){re.escape(one.mark)}(?:\^|</sup>)", one.piece.text)
    return Breach(one.piece, zh, en, found[0] if found else one.piece.text.strip()[:10], hint_zh, hint_en)


RULES: tuple[DraftRule, ...] = (text_footnotes, table_footnotes)
