"""The workbook is the calculation: LibreOffice, given formulas and inputs alone, finds the ledger's values."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from office import Cells, edited, recalculated

from generator.calculations.compute import compute
from generator.compose.sheets.shown import half_even
from generator.document.display import DEFAULT_DIGITS, Display, show
from generator.document.workbook import Formula, Number, Row, Sheet, Workbook
from generator.ledger.ledger import Ledger
from generator.render.xlsx import write

pytestmark = pytest.mark.office

#: Ties and near-ties: value and decimals.
_ROUNDED = [
    *((f"{whole}.5", 0) for whole in (0, 1, 2, 3, 24, 1001)),
    *(("2.675", 2), ("0.125", 2), ("0.375", 2), ("-2.5", 0), ("-0.125", 2), ("5.0000004", 0), ("4.4999999", 0)),
    *(("1234567.125", 2), ("98765432.5", 0), ("0.00049", 3), ("0", 2), ("2.50000001", 0)),
]


def _numbers(found: Cells, sheet: str, key: int, value: int) -> dict[str, Any]:
    return {str(row[key]): row[value] for row in found[sheet] if isinstance(row[key], str) and row[value] != ""}


def _agree(found: Any, wanted: Decimal, scale: Decimal = Decimal("1e-12")) -> bool:
    """Compare to 1e-9 relative; a difference of equal values may leave binary noise of ``scale``."""
    return isinstance(found, (int, float)) and abs(Decimal(found) - wanted) <= abs(wanted) * Decimal("1e-9") + scale


def _assert_ledger(found: Cells, ledger: Ledger) -> None:
    exact = {**_numbers(found, "计算", 0, 2), **_numbers(found, "因子", 0, 2)}
    wrong = {
        fact.key: (exact.get(fact.key), fact.value) for fact in ledger if not _agree(exact.get(fact.key), fact.value)
    }
    assert wrong == {}


def _rounding_book() -> Workbook:
    rows = [
        Row((Number(Decimal(value)), Formula(half_even(f"A{line}", digits), Decimal(0))))
        for line, (value, digits) in enumerate(_ROUNDED, start=1)
    ]
    return Workbook("r", "", "2025-01-01", "zh", "report", "client", (Sheet("R", (20, 20), rows),))


@pytest.fixture(scope="module")
def calculated(foundry: Any, ceramics: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cells]:
    """All workbooks of this file, calculated in one run; ``changed`` has twelve tonnes more in its first input cell."""
    data = write(ceramics.workbook).value
    rounding = write(_rounding_book()).value
    whole = write(foundry.workbook).value
    assert data is not None
    assert rounding is not None
    assert whole is not None
    changed = edited(data, {r'(<c r="E4"[^>]*><v>)[^<]*': rf"\g<1>{_changed_quantity(ceramics)}"}, "sheet2.xml")
    assert changed != data
    folder: Path = tmp_path_factory.mktemp("office")
    return recalculated({"foundry": whole, "ceramics": data, "changed": changed, "rounding": rounding}, folder)


def _changed_quantity(ceramics: Any) -> Decimal:
    table, row = _first_input(ceramics)
    quantity: Decimal = ceramics.project.rows[table].quantity[row] + 12
    return quantity


def _first_input(ceramics: Any) -> tuple[int, int]:
    """Return table and row of the first line of the activity sheet, found by its cell of origin."""
    origin = ceramics.workbook.sheets[1].rows[3].cells[10].text
    for number, table in enumerate(ceramics.project.rows):
        for row in range(len(table.quantity)):
            position = table.position(row)
            if origin == f"{position} ({position.cell})" or origin == str(position):
                return number, row
    raise AssertionError(origin)


@pytest.mark.parametrize("name", ["foundry", "ceramics"])
def test_every_formula_gives_the_ledgers_value(
    name: str, calculated: dict[str, Cells], request: pytest.FixtureRequest
) -> None:
    ledger = request.getfixturevalue(name).ledger
    assert sum(1 for fact in ledger if fact.formula is not None) > 1000
    _assert_ledger(calculated[name], ledger)


def test_shown_values_and_results_follow(calculated: dict[str, Cells], foundry: Any) -> None:
    shown = _numbers(calculated["foundry"], "计算", 0, 3)
    for fact in foundry.ledger:
        if fact.formula is not None and abs(fact.value) > Decimal("1e-15"):
            wanted = show(fact.value, fact.unit.text, Display(), "zh", DEFAULT_DIGITS).value
            assert _agree(shown[fact.key], wanted), fact.key
    total = next(row for row in calculated["foundry"]["结果"] if row[0] == "排放总量（基于位置）")
    assert total[2:5] == [shown[f"inventory.total[period={y},basis=location]"] for y in (2022, 2023, 2024)]


def test_a_changed_input_moves_the_workbook_as_the_engine_says(calculated: dict[str, Cells], ceramics: Any) -> None:
    number, row = _first_input(ceramics)
    table = ceramics.project.rows[number]
    quantity = [*table.quantity]
    quantity[row] = _changed_quantity(ceramics)
    rows = tuple(replace(t, quantity=quantity) if t is table else t for t in ceramics.project.rows)
    ledger = compute(replace(ceramics.project, rows=rows)).value
    assert ledger is not None
    year = table.period[row][:4]
    key = f"inventory.total[period={year},basis=location]"
    assert ledger[key].value > ceramics.ledger[key].value
    _assert_ledger(calculated["changed"], ledger)


def test_the_displayed_value_rounds_half_to_even(calculated: dict[str, Cells]) -> None:
    found = [row[1] for row in calculated["rounding"]["R"]]
    wanted = [show(Decimal(value), "t", Display(digits=digits), "zh").value for value, digits in _ROUNDED]
    assert [round(float(str(f)), 9) for f in found] == [float(w) for w in wanted]


def test_formulas_use_only_functions_that_excel_and_libreoffice_share(foundry: Any) -> None:
    known = {"SUM", "SUMPRODUCT", "MIN", "MAX", "ABS", "SQRT", "ROUND", "SIGN", "IF", "INT", "POWER", "EVEN", "MOD"}
    used: set[str] = set()
    for sheet in foundry.workbook.sheets:
        for row in sheet.rows:
            for cell in row.cells:
                if isinstance(cell, Formula):
                    used |= set(re.findall(r"([A-Z]+)\(", cell.text))
                    assert len(cell.text) < 8192
    assert used <= known
    assert "SUMPRODUCT" in used
