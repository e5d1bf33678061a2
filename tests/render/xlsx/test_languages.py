"""An English workbook is as whole as a Chinese one."""

from __future__ import annotations

import re
from typing import Any

from office import cells

from generator.compose.workbook import build_workbook
from generator.document.workbook import Formula, Number, Words
from generator.render.xlsx import write


def test_an_english_workbook_has_english_words(ceramics: Any) -> None:
    order = ceramics.order.model_copy(update={"language": "en"})
    book = build_workbook(ceramics.project, ceramics.ledger, order)
    assert [sheet.name for sheet in book.sheets] == ["Notes", "Activity", "Factors", "Calculation", "Results"]
    for sheet in book.sheets:
        for row in sheet.rows:
            if row.kind in ("title", "header", "group", "lead"):
                words = " ".join(
                    c.text if isinstance(c, Words) else c for c in row.cells if isinstance(c, (str, Words))
                )
                assert not re.search("[一-鿿]", words.replace(book.title, "")), words


def test_both_languages_hold_the_same_values_and_formulas(ceramics: Any) -> None:
    order = ceramics.order.model_copy(update={"language": "en"})
    english = build_workbook(ceramics.project, ceramics.ledger, order)
    for one, other in zip(ceramics.workbook.sheets[2:4], english.sheets[2:4], strict=True):
        for row, same in zip(one.rows, other.rows, strict=True):
            values = [c.value for c in row.cells if isinstance(c, (Number, Formula))]
            assert values == [c.value for c in same.cells if isinstance(c, (Number, Formula))]
    data = write(english).value
    assert data is not None
    total = next(row for row in cells(data)["Results"] if row[0] == "Total (location-based)")
    assert total[1] == "t CO₂e"
    assert all(isinstance(value, float) for value in total[2:5])
