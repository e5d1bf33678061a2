"""Uncertainty of the inventory by approach 1, error propagation (IPCC 2006 V1 chapter 3).

A product's relative uncertainty is U = sqrt(U_activity^2 + U_factor^2) (equation 3.1); a sum's is U = sqrt(sum (U_i x
E_i)^2) / |sum E_i| (equation 3.2). Inputs are half-widths of the 95 % interval in percent. The rules assume
independent errors: sources that share a factor are correlated, which approach 1 leaves out; they also assume errors
well below 60 %. Location-based, all sources inside the totals.

Method: IPCC 2006 V1 chapter 3, approach 1, equations 3.1 and 3.2.

Inputs: ``sources.uncertainty`` (half-widths, percent), ``source.emission``, ``inventory.total``.

Outputs: ``uncertainty.source[period,source]`` and ``uncertainty.total[period]`` in percent, ``uncertainty.low`` and
``uncertainty.high[period]`` in tCO2e.

Errors: LG027 a source without uncertainty.

Example: ``uncertainty-product.yaml`` (5 % and 10 % give 11.18 %), ``uncertainty-sum.yaml`` (4.714 %).

Marks: those of the emissions.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.inventory.book import PERCENT, T_CO2E, Book, at, label
from generator.calculations.inventory.rules import NO_UNCERTAINTY
from generator.ledger.quantity import Quantity, constant, total
from generator.project.models import Source


def run(book: Book) -> None:
    """Record uncertainties; without any in the project, none are given."""
    counted = [s for s in book.counted if s.uncertainty is not None or not _emits_nothing(s)]
    without = [s for s in counted if s.uncertainty is None]
    if len(without) == len(counted):
        return
    for source in without:
        _finding(book, source)
    for year in book.years:
        for source in counted:
            context = at(period=year, source=source.id)
            if source.uncertainty is None:
                reason = Text(f"{source.name.zh}没有给出不确定性", f"{source.id} has no uncertainty")
                book.ledger.lack("uncertainty.source", context, reason, source.at)
                continue
            text = label("合成不确定性", "combined uncertainty", source)
            book.ledger.derive("uncertainty.source", context, PERCENT, text, partial(_product_rule, book, source))
        text = Text("清单总不确定性（95%置信区间）", "uncertainty of the inventory (95 %)")
        book.ledger.derive("uncertainty.total", at(period=year), PERCENT, text, partial(_sum_rule, book, counted, year))
        for name, zh, en, sign in (("low", "下限", "lower bound", -1), ("high", "上限", "upper bound", 1)):
            text = Text(f"清单总量{zh}", f"{en} of the total")
            formula = partial(_bound, book, year, sign)
            book.ledger.derive(f"uncertainty.{name}", at(period=year), T_CO2E, text, formula)


def _emits_nothing(source: Source) -> bool:
    """Whether the method gives a source no emission: power from renewables, biogenic fuel without CH4 and N2O."""
    if source.kind == "biogenic-combustion":
        return not source.other_gases
    return source.kind == "self-generated-electricity" and source.factor is None


def _product_rule(book: Book, source: Source) -> Quantity:
    context = at(source=source.id)
    activity = book.ledger.read("uncertainty.activity", context)
    factor = book.ledger.read("uncertainty.factor", context)
    return (activity**2 + factor**2).root()


def _sum_rule(book: Book, counted: list[Source], year: int) -> Quantity:
    squares = [
        (book.ledger.read("uncertainty.source", at(period=year, source=s.id)) * book.emission(s, year, "location")) ** 2
        for s in counted
    ]
    whole = book.ledger.read("inventory.total", at(period=year, basis="location"))
    return total(squares, squares[0].unit).root() / whole.magnitude()


def _bound(book: Book, year: int, sign: int) -> Quantity:
    whole = book.ledger.read("inventory.total", at(period=year, basis="location"))
    part = book.ledger.read("uncertainty.total", at(period=year))
    one = constant(100, PERCENT)
    return whole * (one + part if sign > 0 else one - part)


def _finding(book: Book, source: Source) -> None:
    book.ledger.findings.append(
        NO_UNCERTAINTY.at(
            source.at,
            f"排放源 {source.id} 没有给出不确定性，清单总不确定性无法计算",
            f"the source {source.id} has no uncertainty, so that the inventory's cannot be given",
            hint_zh="写 uncertainty: {activity: 2, factor: 5}（95%置信区间半宽，%）",
            hint_en="write uncertainty: {activity: 2, factor: 5} (half-width of the 95 % interval in percent)",
        )
    )
