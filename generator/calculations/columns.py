"""Sums over columns of data tables, as formulas over the very cells."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from generator.ledger.expression import RowSum
from generator.ledger.quantity import Quantity
from generator.project.project import Table


def column_sum(table: Table, name: str, rows: Iterable[int]) -> Quantity:
    """Return the sum of a column over the rows named, in the column's unit; the workbook adds the same cells.

    Rows whose cell is empty add nothing: whoever may not do without them looks for them first.
    """
    values = table.values[name]
    kept = [(row, value) for row in rows if (value := values[row]) is not None]
    with localcontext(prec=34):
        total = sum((value for _, value in kept), Decimal(0))
    unit = table.units[name]
    return Quantity(total, unit, RowSum(f"{table.id}.{name}", tuple(row for row, _ in kept), total, unit))
