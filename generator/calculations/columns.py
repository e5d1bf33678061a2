"""Sums over columns of data tables, as formulas over the very cells."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from generator.base.text import Text
from generator.base.units import Unit
from generator.ledger.expression import Call, Expression, Operation, RowSum
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity
from generator.ledger.spelling import place
from generator.project.project import Table


def column_sum(table: Table, name: str, rows: Iterable[int]) -> Quantity:
    """Return the sum of a column over the rows named, in the column's unit; the workbook adds the same cells.

    Rows whose cell is empty add nothing: whoever may not do without them looks for them first.

    Raises:
        Unavailable: rows are named, and all of their cells are empty: that is no sum of nought.
    """
    values, unit = table.values[name], table.units[name]
    asked = tuple(rows)
    kept = tuple(row for row in asked if values[row] is not None)
    if asked and not kept:
        at = table.position(asked[0], name)
        reason = Text(
            f"{place(at)} 等 {len(asked)} 个单元格没有数值", f"the {len(asked)} cells from {place(at)} are empty"
        )
        raise Unavailable(f"{table.id}.{name}", reason)
    total = values[kept[0]] if len(kept) == 1 else None
    if total is None:
        with localcontext(prec=34):
            total = sum((value for row in kept if (value := values[row]) is not None), Decimal(0))
    return Quantity(total, unit, RowSum(f"{table.id}.{name}", kept, total, unit))


def weighted_cells(table: Table, terms: Iterable[tuple[str, int, Quantity]], unit: Unit) -> Quantity:
    """Return the sum of cells, each times its factor: (column, row, factor), every product in ``unit``.

    It is what ``total`` of products of :func:`column_sum` gives, made in one go: a table of consumption has tens of
    thousands of terms. Empty cells add nothing.

    Raises:
        UnitError: a product is of another dimension.
    """
    names = {column: f"{table.id}.{column}" for column in table.values}
    parts: list[Expression] = []
    whole = Decimal(0)
    with localcontext(prec=34):
        for column, row, factor in terms:
            number = table.values[column][row]
            if number is None:
                continue
            own = table.units[column]
            product = own.times(factor.unit)
            cell = RowSum(names[column], (row,), number, own)
            if product == unit:
                value = number * factor.value
                parts.append(Operation("*", cell, factor.formula, value, unit))
            else:
                made = (Quantity(number, own, cell) * factor).in_unit(unit)
                value = made.value
                parts.append(made.formula)
            whole += value
    return Quantity(whole, unit, Call("sum", tuple(parts), whole, unit))
