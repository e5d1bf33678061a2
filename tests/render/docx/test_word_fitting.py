"""Column widths: short texts and numbers stay on one line where the page has room."""

from __future__ import annotations

import word_sample

from generator.document.blocks import Cell, Column, Row
from generator.document.inlines import FactRef, Str
from generator.render.docx.draft import Draft
from generator.render.docx.fitting import fitted, shares
from generator.render.theme import find_theme

TOTAL, HALF = 9070, 105


def widths(columns: tuple[float, ...], *rows: tuple[str, ...], total: int = TOTAL) -> list[int]:
    draft = Draft.of(word_sample.sample(), find_theme("report"), {}, {})
    made = [Row(tuple(Cell((Str(text),)) for text in row)) for row in rows]
    return fitted(draft, [Column(width=width) for width in columns], made, total, HALF)


def test_widths_share_the_page_to_the_last_twip() -> None:
    assert sum(shares([Column(width=w) for w in (1, 1, 1)], TOTAL)) == TOTAL
    assert shares([Column(width=3), Column(width=1)], 4000) == [3000, 1000]


def test_a_table_with_room_keeps_the_shares_that_its_author_gave() -> None:
    assert widths((3, 1, 1), ("排放源", "年份", "t")) == shares([Column(width=w) for w in (3, 1, 1)], TOTAL)


def test_a_narrow_column_gets_what_its_short_texts_need() -> None:
    sizes = widths((8, 1), ("一段较长的说明文字，可以在任何地方换行，不需要更宽的列来容纳它", "CO₂、CH₄、N₂O"))
    assert sizes[1] > TOTAL / 9
    assert sizes[1] >= 13 * HALF
    assert sum(sizes) == TOTAL


def test_numbers_are_not_broken_even_where_texts_must_be() -> None:
    row = ("甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚辛", "1,234,567.89")
    sizes = widths((3, 3, 3, 1), row, total=5600)
    assert sizes[3] >= 12 * HALF
    assert sum(sizes) == 5600


def test_what_cannot_fit_leaves_the_shares_alone() -> None:
    row = tuple("123456789012345" for _ in range(8))
    assert widths((1,) * 8, row, total=4000) == shares([Column()] * 8, 4000)


def test_a_number_in_a_control_counts_as_it_is_shown() -> None:
    document = word_sample.sample()
    draft = Draft.of(document, find_theme("report"), {}, {})
    rows = [Row((Cell((Str("总量" * 30),)), Cell((FactRef("inventory.total"),))))]
    sizes = fitted(draft, [Column(width=12), Column(width=1)], rows, TOTAL, HALF)
    assert sizes[1] >= len("20,866.06") * HALF
    assert draft.findings == []
