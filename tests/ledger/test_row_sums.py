"""Sums of table rows inside larger formulas of a sheet."""

from __future__ import annotations

from decimal import Decimal

from generator.base.units import parse_unit
from generator.ledger.expression import Convert, Operation, RowSum, excel

KG, T = parse_unit("kg"), parse_unit("t")
SUM = RowSum("table.mass", (0, 2), Decimal(30), KG)
TONNES = Convert(SUM, Decimal("0.001"), Decimal("0.030"), T)


def test_rows_with_gaps_are_added_up_before_they_are_converted_or_divided() -> None:
    def gaps(_: RowSum) -> str:
        return "SUM(A1:A2)+SUM(A4:A4)"

    assert excel(TONNES, str, gaps) == "(SUM(A1:A2)+SUM(A4:A4))*0.001"
    share = Operation("/", TONNES, TONNES, Decimal(1), parse_unit("1"))
    assert excel(share, str, gaps) == "(SUM(A1:A2)+SUM(A4:A4))*0.001/((SUM(A1:A2)+SUM(A4:A4))*0.001)"
    assert excel(SUM, str, gaps) == "SUM(A1:A2)+SUM(A4:A4)"


def test_one_range_needs_no_brackets() -> None:
    assert excel(TONNES, str, lambda _: "SUM(A1:A2)") == "SUM(A1:A2)*0.001"
