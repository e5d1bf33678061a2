"""Path of the core indicator to the target year, and the plan against it.

Method: 附件2 三 asks for targets from a base year, with a time-table; a straight line leads from the base year's CO2
per unit of energy to the threshold in the target year: path = base + (threshold - base) x (year - base year) /
(target year - base year). A park that keeps to the threshold already holds its level. The plan's energy and CO2 of a
later year give its planned indicator, held against the path and against the threshold of its own scale: a park that
grows into the next scale class plans by that class's threshold.

Inputs: ``park.indicator``, ``park.base_year`` (else the last year accounted), ``park.target_year``, ``park.plan``.

Outputs: in tCO2/tce ``park.path[period]``, ``park.planned[period]`` with ``park.planned_margin``,
``park.planned_gap``, ``park.planned_met`` against the path, ``park.planned_threshold[period]`` with
``park.planned_threshold_margin``, ``park.planned_threshold_gap``, ``park.planned_threshold_met`` against the threshold
of the planned energy; ``park.planned_energy[period]`` (tce),
``park.planned_emission[period]`` (tCO2), ``park.indicator_change[period,since]`` and
``park.indicator_change_rate[period,since]`` (year on year).

Errors: LG208, LG215.

Example: ``tests/calculations/park/worked/indicator-gaps.yaml``, the line worked out by hand.

Marks: plans are assumptions and say so; the threshold is secondary.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import give_amount
from generator.calculations.park.book import Book, at
from generator.calculations.park.indicators import CORE, INTENSITY, limit_at
from generator.calculations.verdicts import record_verdict
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.sections.park import ParkPlan


def run(book: Book) -> None:
    """Record changes, the path and the plan."""
    for before, year in zip(book.years, book.years[1:], strict=False):
        _change(book, before, year)
    base = book.park.base_year or book.years[-1]
    target = book.park.target_year
    if target is not None and target > base:
        for year in range(base, target + 1):
            text = Text(f"{year}年单位能耗碳排放目标路径", f"path of CO2 per unit of energy in {year}")
            formula = partial(_path, book, base, target, year)
            place = book.park.place("target_year")
            book.ledger.derive("park.path", at(period=year), INTENSITY, text, formula, position=place)
    _plan(book)


def _change(book: Book, before: int, year: int) -> None:
    context = at(period=year, since=before, indicator=CORE)
    now = partial(book.ledger.read, "park.indicator", at(period=year, indicator=CORE))
    then = partial(book.ledger.read, "park.indicator", at(period=before, indicator=CORE))
    text = Text(f"单位能耗碳排放较{before}年变化", f"change of CO2 per unit of energy on {before}")
    book.ledger.derive("park.indicator_change", context, INTENSITY, text, lambda: now() - then())
    text = Text(f"单位能耗碳排放较{before}年变化率", f"rate of change of CO2 per unit of energy on {before}")
    book.ledger.derive("park.indicator_change_rate", context, ONE, text, lambda: (now() - then()) / then())


def _path(book: Book, base: int, target: int, year: int) -> Quantity:
    context = at(period=base, indicator=CORE)
    start = book.ledger.read("park.indicator", context)
    end = extreme([book.ledger.read("park.indicator_threshold", context), start], "min")
    share = constant(year - base, ONE, "years since the base year") / constant(target - base, ONE, "years of the path")
    return start + (end - start) * share


def _plan(book: Book) -> None:
    for one in book.park.plan:
        context = at(period=one.year)
        for key, unit, zh, en in (("energy", "tce", "能源消费量", "energy"), ("emission", "tCO2", "排放量", "CO2")):
            text = Text(f"{one.year}年计划{zh}", f"planned {en} of {one.year}")
            give_amount(
                book.ledger,
                f"park.planned_{key}",
                context,
                getattr(one, key),
                unit,
                text,
                one.place(key),
                kind=Kind.ASSUMED,
                least=Decimal(0),
            )
        name = Text(f"{one.year}年计划单位能耗碳排放", f"planned CO2 per unit of energy of {one.year}")
        formula = partial(_planned, book, one.year)
        book.ledger.derive("park.planned", context, INTENSITY, name, formula, position=one.at)
        reads = (partial(book.ledger.read, "park.planned", context), partial(book.ledger.read, "park.path", context))
        record_verdict(book.ledger, "park.planned", context, INTENSITY, name, reads, upper=True, position=one.at)
        _own_scale(book, one, name)


def _own_scale(book: Book, one: ParkPlan, name: Text) -> None:
    """Hold a plan against the threshold of the scale that its own energy gives."""
    context, read = at(period=one.year), book.ledger.read
    text = Text(f"{one.year}年计划规模对应的要求", f"threshold of the scale planned for {one.year}")
    key = f"park.planned_threshold[{context}]"
    book.ledger.derive(
        "park.planned_threshold",
        context,
        INTENSITY,
        text,
        lambda: limit_at(book, read("park.planned_energy", context), key),
        position=one.at,
    )
    reads = (partial(read, "park.planned", context), partial(read, "park.planned_threshold", context))
    said = Text(f"{name.zh}（对照规模要求）", f"{name.en}, against the threshold of its scale")
    record_verdict(book.ledger, "park.planned_threshold", context, INTENSITY, said, reads, upper=True, position=one.at)


def _planned(book: Book, year: int) -> Quantity:
    context = at(period=year)
    return book.ledger.read("park.planned_emission", context) / book.ledger.read("park.planned_energy", context)
