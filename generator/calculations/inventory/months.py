"""Emissions by month, of scopes 1 and 2.

A month's part of a source's emission is its part of the source's activity: factors are yearly, so E_month = AD_month
x E_year / AD_year. What was recorded for the whole year only (refills of refrigerant) is not spread over months;
``inventory.unallocated[period,basis]`` shows how much that is, so that months and year still reconcile.

Method: proportion of the year's activity.

Inputs: ``activity.month``, ``activity.quantity``, ``source.emission``.

Outputs: ``inventory.month[period=YYYY-MM,basis]`` and ``inventory.unallocated[period,basis]`` in tCO2e.

Errors: LG011 months missing.

Example: ``months.yaml``, worked out by hand.

Marks: those of the inventory.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.inventory.book import BASES, BASIS_NAMES, T_CO2E, Book, at, scope
from generator.ledger.quantity import Quantity, total
from generator.project.models import Source


def run(book: Book) -> None:
    """Record the months of every year."""
    near = [s for s in book.counted if scope(s) < 3]
    for year in book.years:
        by_month: dict[str, list[Source]] = {}
        for number in range(1, 13):
            month = f"{year}-{number:02d}"
            by_month[month] = [s for s in near if _recorded(book, s, month, year)]
        known = {month: sources for month, sources in by_month.items() if sources}
        for basis in BASES:
            for month, sources in known.items():
                words = BASIS_NAMES[basis]
                book.ledger.derive(
                    "inventory.month",
                    at(period=month, basis=basis),
                    T_CO2E,
                    Text(f"{month}范围一和范围二排放量（{words.zh}）", f"scopes 1 and 2 in {month} ({words.en})"),
                    partial(_month, book, sources, month, year, basis),
                )
            if known:
                _rest(book, year, list(known), basis)


def _recorded(book: Book, source: Source, month: str, year: int) -> bool:
    activity = book.ledger.fact("activity.quantity", at(period=year, source=source.id))
    used = activity is not None and activity.value != 0
    return used and book.ledger.has("activity.month", at(period=month, source=source.id))


def _month(book: Book, sources: list[Source], month: str, year: int, basis: str) -> Quantity:
    parts = [
        book.ledger.read("activity.month", at(period=month, source=s.id))
        * book.emission(s, year, basis)
        / book.quantity(s, year)
        for s in sources
    ]
    return total(parts, T_CO2E)


def _rest(book: Book, year: int, months: list[str], basis: str) -> None:
    words = BASIS_NAMES[basis]
    book.ledger.derive(
        "inventory.unallocated",
        at(period=year, basis=basis),
        T_CO2E,
        Text(f"未分摊到月份的排放量（{words.zh}）", f"emission not allocated to months ({words.en})"),
        partial(_unallocated, book, year, months, basis),
    )


def _unallocated(book: Book, year: int, months: list[str], basis: str) -> Quantity:
    known = total([book.ledger.read("inventory.month", at(period=m, basis=basis)) for m in months], T_CO2E)
    return book.ledger.read("inventory.scope12", at(period=year, basis=basis)) - known
