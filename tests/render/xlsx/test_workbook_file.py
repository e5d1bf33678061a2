"""The file itself: the same bytes, texts that stay texts, what a sheet cannot hold, what it looks like to a reader."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from office import cells

from generator.base.findings import Severity
from generator.document.workbook import Cell, Formula, NamedCell, Number, Row, Sheet, Words, Workbook
from generator.render.xlsx import write, writer


def _book(*rows: tuple[Cell, ...], names: tuple[NamedCell, ...] = ()) -> Workbook:
    sheet = Sheet("计算", (20.0, 20.0), [Row(cells) for cells in rows])
    return Workbook("书", "咨询机构", "2025-06-18", "zh", "report", "client", (sheet,), names)


def _written(book: Workbook) -> bytes:
    outcome = write(book)
    assert outcome.value is not None
    return outcome.value


def _part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_equal_workbooks_are_equal_bytes(ceramics: Any) -> None:
    first, second = _written(ceramics.workbook), _written(ceramics.workbook)
    assert first == second
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}
    assert "2025-08-08T00:00:00Z" in _part(first, "docProps/core.xml")


@pytest.mark.parametrize("large", [False, True])
def test_texts_that_look_like_formulas_are_texts(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr(writer, "_LARGE", 0)
    texts = ["=1+1", "+86 731", "-12", "@SUM(A1)", '=HYPERLINK("http://x")', "_x0041_", "https://example.org", " 12 "]
    data = _written(_book(*((Words(text), text) for text in texts)))
    assert [row[:2] for row in cells(data)["计算"]] == [[text, text] for text in texts]
    assert "<f>" not in _part(data, "xl/worksheets/sheet1.xml")
    assert "<hyperlink" not in _part(data, "xl/worksheets/sheet1.xml")


def test_a_control_character_is_named_with_its_cell() -> None:
    outcome = write(_book(("好",), ("坏\x07了", "a\ud800b")))
    assert [(f.rule, str(f.position), f.severity) for f in outcome.findings] == [
        ("RE401", "xlsx[计算!A2]", Severity.ERROR),
        ("RE401", "xlsx[计算!B2]", Severity.ERROR),
    ]
    assert "U+0007" in outcome.findings[0].message.zh
    assert outcome.value is not None
    assert cells(outcome.value)["计算"][1] == ["坏\ufffd了", "a\ufffdb"]


def test_a_text_that_no_cell_holds_is_reported() -> None:
    outcome = write(_book(("😀" * 20_000,), ("x" * 32_767,)))
    assert [(f.rule, f.position.cell) for f in outcome.findings] == [("RE402", "A1")]


def test_a_sheet_with_too_many_rows_is_refused() -> None:
    class Endless(list[Row]):
        def __len__(self) -> int:
            return 1_048_577

    book = Workbook("书", "", "2025-06-18", "zh", "report", "client", (Sheet("数据", (9.0,), Endless()),))
    outcome = write(book)
    assert outcome.value is None
    assert [f.rule for f in outcome.findings] == ["RE403"]


def test_a_formula_that_excel_would_refuse_is_written_as_its_value() -> None:
    outcome = write(_book((Formula("+".join(["A2"] * 3000), Decimal("41.5")), None)))
    assert [f.rule for f in outcome.findings] == ["RE404"]
    assert outcome.value is not None
    assert cells(outcome.value)["计算"][0][0] == 41.5


def test_formulas_carry_their_values_and_names_their_cells() -> None:
    name = NamedCell("inventory_total_2024_location", "计算!$B$1")
    data = _written(_book((Number(Decimal("1.5")), Formula("A1*2", Decimal(3))), names=(name,)))
    assert cells(data)["计算"][0] == [1.5, 3.0]
    assert "<f>A1*2</f><v>3.0</v>" in _part(data, "xl/worksheets/sheet1.xml")
    assert '<definedName name="inventory_total_2024_location">计算!$B$1<' in _part(data, "xl/workbook.xml")


def test_the_total_has_a_name_and_every_input_row_its_origin(foundry: Any) -> None:
    data = _written(foundry.workbook)
    assert 'name="inventory_total_2024_location"' in _part(data, "xl/workbook.xml")
    activity = cells(data)["活动数据"][3:]
    assert len(activity) == sum(len(table.quantity) for table in foundry.project.rows)
    assert all(row[10] for row in activity)
    quantities = [float(q) for table in foundry.project.rows for q in table.quantity]
    assert sorted(row[4] for row in activity) == sorted(quantities)


def test_what_a_name_brings_stays_text() -> None:
    data = _written(_book((Words("a & <b> | * {{ x }} [l](javascript:1) 😀"),)))
    assert cells(data)["计算"][0][0] == "a & <b> | * {{ x }} [l](javascript:1) 😀"
