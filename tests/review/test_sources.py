"""The list of inputs behind changes: a reader must not count one edit of a cell twice."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from generator.base.text import Text
from generator.ledger.attribution.causes import Cause, InputChange, RowChange
from generator.review.sources import SourceList


def row(name: str, new: int) -> RowChange:
    return RowChange("energy", name, Decimal(1), Decimal(new), None, None, None, None)


def summed(key: str, *rows: RowChange) -> InputChange:
    return InputChange(key, Text.of(key), None, None, "energy", rows)


def test_a_month_within_its_year_is_one_input() -> None:
    january, may = row("2024-01", 2), row("2024-05", 3)
    year, month, other = summed("year", january, may), summed("january", january), summed("june", row("2024-06", 4))
    made = SourceList()
    for one in (year, month, other, month):
        made._add("activity", one)
    assert [(one.at, one.change.key) for one in made] == [(1, "year"), (2, "june")]
    assert made.numbers(Cause("activity", Fraction(1), (month, year))) == [1]
    assert made.numbers(Cause("activity", Fraction(1), (month, other))) == [1, 2]


def test_the_same_row_in_another_group_stays_an_input_of_its_own() -> None:
    january = row("2024-01", 2)
    made = SourceList()
    made._add("activity", summed("year", january))
    made._add("boundary", summed("january", january))
    assert len(made) == 2
