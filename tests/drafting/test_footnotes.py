"""Footnotes as a Word file shows them (FTN-01, FTN-02)."""

from __future__ import annotations

from generator.base.findings import Position
from generator.drafting.draft import CellPlace, Draft, Kind, Part, Piece, Span
from generator.drafting.lint import lint
from generator.drafting.rules.footnotes import table_footnotes, text_footnotes
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


def of_table(*cells: tuple[int, int, str, int]) -> list[str]:
    """Return the words of each finding in a table of ``(row, column, text, place of the raised letter)``."""
    pieces = tuple(
        Piece(
            place,
            Position("a.docx"),
            text,
            text,
            Kind.CELL,
            Part.BODY,
            spans=() if raised < 0 else (Span(raised, raised + 1, superscript=True),),
            paragraph=place + 1,
            cell=CellPlace(0, row, column),
        )
        for place, (row, column, text, raised) in enumerate(cells)
    )
    draft = Draft("a.docx", "docx", "", "", pieces, (), word=WordFile(b"", (), (), ()))
    return [hit.breach.fragment for hit in lint(draft, [table_footnotes]).hits]


def test_several_footnotes_stand_in_one_cell_below_the_table() -> None:
    table = [(0, 0, "项目", -1), (0, 1, "填报", -1), (1, 0, "电量", -1), (1, 1, "必填a", 2), (2, 0, "产量", -1)]
    table += [(2, 1, "选填b", 2)]
    feet = [(3, 0, "余热属于其他能源。", -1), (3, 0, "a　没有的不填。", 0), (3, 0, "b　以产值代替。", 0)]
    assert of_table(*table, *feet) == []
    assert of_table(*table, *feet[:2]) == ["选填b"]
