"""Inputs behind a change where the tables of the two sides are not at hand, as of issued editions and built outputs."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.units import parse_unit
from generator.ledger.changes import compare_ledgers
from generator.ledger.expression import RowSum
from generator.ledger.ledger import Ledger
from generator.ledger.quantity import Quantity, total
from tests.ledger.attribution.ledgers import Formula, Read, behind, ledger

TONNES = parse_unit("t")


def _rows(values: dict[int, int], _: Read) -> Quantity:
    value = Decimal(sum(values.values()))
    return Quantity(value, TONNES, RowSum("energy", tuple(values), value, TONNES))


def _side(march: int, april: int = 7) -> Ledger:
    months = {f"activity.month[period=2024-0{n}]": {n: v} for n, v in ((3, march), (4, april))}
    year = {n: v for rows in months.values() for n, v in rows.items()}

    def both(read: Read) -> Quantity:
        months_read = [read(key) for key in months]
        return total([read("activity.quantity[period=2024]"), *months_read], TONNES)

    sums = {**months, "activity.quantity[period=2024]": year}
    derived: dict[str, tuple[str, Formula]] = {key: ("t", partial(_rows, rows)) for key, rows in sums.items()}
    return ledger({}, derived | {"total": ("t", both)})


def test_of_a_year_and_its_month_the_month_is_named() -> None:
    changes = compare_ledgers(_side(5), _side(6))
    assert behind(changes.by_key["total"]) == {"activity": ["activity.month[period=2024-03]"]}
    assert behind(changes.by_key["activity.quantity[period=2024]"]) == {"activity": ["activity.quantity[period=2024]"]}


def test_two_months_stand_for_the_year_as_well() -> None:
    changes = compare_ledgers(_side(5), _side(6, april=9))
    names = ["activity.month[period=2024-03]", "activity.month[period=2024-04]"]
    assert behind(changes.by_key["total"]) == {"activity": names}
