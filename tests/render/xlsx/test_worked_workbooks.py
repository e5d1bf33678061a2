"""Every calculation's worked examples as workbooks: LibreOffice, given formulas and inputs alone, finds the ledger."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from office import Cells, recalculated

from generator.compose.sheets.families import FAMILIES
from generator.compose.workbook import build_workbook
from generator.ledger.expression import Procedure, walk
from generator.ledger.ledger import Ledger
from generator.project.models import DocumentOrder
from generator.render.xlsx import write
from tests.calculations.worked import EXAMPLES, calculate

pytestmark = pytest.mark.office

ORDER = {
    "id": "sheet",
    "template": "white-paper",
    "version": "1.0",
    "audience": "client",
    "engagement": "advice",
    "date": "2026-03-01",
}
#: A spreadsheet calculates in binary; where large numbers cancel, this is what may be left of their difference.
NOISE = Decimal("1e-9")


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.stem}"


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ledger]:
    return {}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, ledgers: dict[str, Ledger]) -> dict[str, Cells]:
    """All workbooks, calculated in one run of LibreOffice."""
    order = DocumentOrder.model_validate(ORDER)
    data: dict[str, bytes] = {}
    for path in EXAMPLES:
        example: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        project, ledger, _ = calculate(tmp_path_factory.mktemp(_name(path)), example)
        outcome = write(build_workbook(project, ledger, order))
        assert outcome.value is not None, outcome.findings
        data[_name(path)] = outcome.value
        ledgers[_name(path)] = ledger
    return recalculated(data, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("name", [_name(path) for path in EXAMPLES])
def test_a_spreadsheet_finds_every_value_of_the_ledger(
    name: str, books: dict[str, Cells], ledgers: dict[str, Ledger]
) -> None:
    """Each fact with a formula is a live one, but for procedures; each value agrees to a billionth."""
    found = {str(row[0]): row[2] for sheet in ("计算", "因子") for row in books[name][sheet] if len(row) > 2}
    wrong = {}
    for fact in ledgers[name]:
        value = found.get(fact.key)
        if not isinstance(value, (int, float)) or abs(Decimal(value) - fact.value) > abs(fact.value) * NOISE + NOISE:
            wrong[fact.key] = (value, fact.value)
    assert wrong == {}


@pytest.mark.parametrize("name", [_name(path) for path in EXAMPLES])
def test_every_family_of_facts_has_a_heading(name: str, books: dict[str, Cells], ledgers: dict[str, Ledger]) -> None:
    assert {fact.id.split(".")[0] for fact in ledgers[name]} <= set(FAMILIES)


def test_what_has_no_formula_says_which_procedure_gave_it(books: dict[str, Cells], ledgers: dict[str, Ledger]) -> None:
    shown = 0
    for name, ledger in ledgers.items():
        rows = {str(row[0]): row for row in books[name]["计算"]}
        for fact in ledger:
            if fact.formula is not None and any(isinstance(node, Procedure) for node in walk(fact.formula)):
                assert str(rows[fact.key][6]).startswith("由程序给出的数值："), fact.key
                shown += 1
    assert shown
