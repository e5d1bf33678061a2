"""Footnotes of the text, as a Word file shows them (FTN-01)."""

from __future__ import annotations

from generator.base.findings import Position
from generator.drafting.draft import Draft, Kind, Part, Piece, Span
from generator.drafting.lint import lint
from generator.drafting.rules.footnotes import text_footnotes
from generator.word.model import WordFile, WordNote


def found(texts: list[tuple[str, str]], *, endnote: int = 0) -> list[tuple[int, str]]:
    """Return paragraph and words of each finding; a text is given with the mark raised at its end."""
    pieces = tuple(
        Piece(
            place,
            Position("a.docx"),
            text + mark,
            text + mark,
            Kind.PARAGRAPH,
            Part.BODY,
            spans=(Span(len(text), len(text + mark), superscript=True),) if mark else (),
            paragraph=place + 1,
        )
        for place, (text, mark) in enumerate(texts)
    )
    notes = (WordNote("endnote", 1, (), endnote),) if endnote else ()
    draft = Draft("a.docx", "docx", "", "", pieces, (), word=WordFile(b"", (), (), (), endnotes=notes))
    return [
        (hit.breach.piece.paragraph, hit.breach.fragment)
        for hit in lint(draft, [text_footnotes]).hits
        if hit.breach.piece
    ]


def test_typed_marks_count_from_one_through_the_document() -> None:
    assert found([("甲", "1)"), ("乙", "2)"), ("丙", "2)"), ("丁", "3)")]) == []
    assert found([("甲", "1)"), ("乙", "3)"), ("丙", "4)")]) == [(2, "3)")]


def test_other_marks_and_endnotes_are_no_footnotes() -> None:
    assert found([("甲", "①"), ("乙", "*")]) == [(1, "①"), (2, "*")]
    assert found([("甲", ""), ("乙", "")], endnote=2) == [(2, "")]


def test_exponents_and_letters_of_tables_are_left_alone() -> None:
    assert found([("面积为 3 m", "2"), ("缺省值", "a"), ("[文献]", "[1]")]) == []
