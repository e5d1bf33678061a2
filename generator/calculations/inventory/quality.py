"""Data quality: scores from 1 (best) to 5 for activity and factor, weighted by emission (ISO 14064-1:2018, 8.2).

A source's score is the mean of the two; the inventory's is the mean of the sources', each weighted with its
location-based emission: Q = sum (Q_i x E_i) / sum E_i over the scored sources. Sources without score are left out of
both sums, and ``quality.coverage`` says how much of the total is scored.

Method: ISO 14064-1:2018, 8.2; mean weighted by emission.

Inputs: ``sources.quality``, ``source.emission``.

Outputs: ``quality.source[source]``, ``quality.total[period]``, ``quality.coverage[period]`` (unit 1).

Errors: none of its own; scores outside 1 to 5 are refused at loading.

Example: ``comparison.yaml``, worked out by hand.

Marks: those of the emissions that weigh.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.inventory.book import T_CO2E, Book, at, label
from generator.ledger.quantity import Quantity, constant, total
from generator.project.models import Source


def run(book: Book) -> None:
    """Record quality scores; without any in the project, none are given."""
    scored = [s for s in book.counted if s.quality is not None]
    for source in scored:
        text = label("数据质量评分", "data quality score", source)
        book.ledger.derive("quality.source", at(source=source.id), ONE, text, partial(_mean, book, source))
    if not scored:
        return
    for year in book.years:
        text = Text("清单数据质量评分（按排放量加权）", "data quality of the inventory, weighted by emission")
        book.ledger.derive("quality.total", at(period=year), ONE, text, partial(_weighted, book, scored, year))
        text = Text("已评分的排放量占比", "share of the emissions that is scored")
        book.ledger.derive("quality.coverage", at(period=year), ONE, text, partial(_coverage, book, scored, year))


def _mean(book: Book, source: Source) -> Quantity:
    context = at(source=source.id)
    both = book.ledger.read("quality.activity", context) + book.ledger.read("quality.factor", context)
    return both / constant(2)


def _scored(book: Book, scored: list[Source], year: int) -> Quantity:
    return total([book.emission(s, year, "location") for s in scored], T_CO2E)


def _weighted(book: Book, scored: list[Source], year: int) -> Quantity:
    parts = [book.ledger.read("quality.source", at(source=s.id)) * book.emission(s, year, "location") for s in scored]
    return total(parts, T_CO2E) / _scored(book, scored, year)


def _coverage(book: Book, scored: list[Source], year: int) -> Quantity:
    whole = book.ledger.read("inventory.total", at(period=year, basis="location"))
    return _scored(book, scored, year) / whole
