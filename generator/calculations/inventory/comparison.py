"""Year on year, intensities, and the base year: published, recalculated, and today's distance from it.

Change = this year - the reporting year before; rate = change / the year before (a year of zero has no rate).
Intensity = scopes 1 and 2 / metric. Base year (ISO 14064-1:2018, 6.4; GHG Protocol, chapter 5): ``base.recalculated``
is the base year calculated with today's boundary, methods and factors; ``base.difference`` = recalculated
(location-based) - published, its rate against the published value is compared with the client's threshold.

Method: differences and ratios; base year by ISO 14064-1:2018, 6.4 and the GHG Protocol, chapter 5.

Inputs: ``periods.base_year``, ``metrics``; the inventory's sums.

Outputs: ``inventory.change(_rate)`` and ``inventory.scope12_change(_rate)[period,basis]``,
``scope.change(_rate)[period,scope,(basis)]``, ``source.change(_rate)[period,source,(basis)]``, ``intensity.value``
and ``.change_rate[period,product,basis]``, ``base.recalculated[basis]``, ``base.difference``,
``base.difference_rate``, ``base.deviation`` (the size of that rate, to compare with the threshold),
``base.change(_rate)[period,basis]``.

Errors: LG028 the recalculated base year differs by more than the threshold.

Example: ``comparison.yaml``, worked out by hand; no outside example was found for the whole of it.

Marks: those of the inventory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.inventory.book import BASES, BASIS_NAMES, T_CO2E, Book, at, label
from generator.calculations.inventory.rules import RECALCULATION
from generator.calculations.scopes import SCOPES
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity
from generator.project.models import Metric

#: Reads a figure of a year.
Reader = Callable[[int], Quantity]


def run(book: Book) -> None:
    """Record all comparisons."""
    for metric in book.project.file.metrics:
        _intensity(book, metric)
    for year in book.years:
        before = book.earlier(year)
        if before is None or year not in book.project.file.periods.reporting:
            continue
        for basis in BASES:
            _pair(book, "inventory", at(period=year, basis=basis), "温室气体排放量", "total", before)
            scopes = at(period=year, basis=basis)
            _pair(book, "inventory.scope12", scopes, "范围一和范围二排放量", "scopes 1 and 2", before)
        for number, words in SCOPES.items():
            for basis in BASES if number == 2 else BASES[:1]:
                context = at(period=year, scope=number, basis=basis if number == 2 else None)
                _pair(book, "scope", context, f"{words.zh}排放量", words.en, before)
        for source in book.counted:
            for basis in book.bases(source):
                context = at(period=year, source=source.id, basis=book.basis(source, basis))
                text = label("排放量", "emission", source)
                _pair(book, "source", context, text.zh, text.en, before)
    _base_year(book)


_READS = {
    "inventory": "inventory.total",
    "inventory.scope12": "inventory.scope12",
    "scope": "inventory.scope",
    "source": "source.emission",
}


def _pair(book: Book, family: str, context: Context, zh: str, en: str, before: int) -> None:
    """Record the change and its rate of one figure against an earlier year."""
    now = partial(book.ledger.read, _READS[family], context)
    then = partial(book.ledger.read, _READS[family], context.extended(period=before))
    text = Text(f"{zh}较{before}年变化", f"change of {en} on {before}")
    joint = "_" if "." in family else "."
    book.ledger.derive(f"{family}{joint}change", context, T_CO2E, text, partial(_less, now, then))
    text = Text(f"{zh}较{before}年变化率", f"rate of change of {en} on {before}")
    book.ledger.derive(f"{family}{joint}change_rate", context, ONE, text, partial(_rate, now, then))


def _less(now: Callable[[], Quantity], then: Callable[[], Quantity]) -> Quantity:
    return now() - then()


def _rate(now: Callable[[], Quantity], then: Callable[[], Quantity]) -> Quantity:
    earlier = then()
    return (now() - earlier) / earlier


def _size(then: Callable[[], Quantity], now: Callable[[], Quantity]) -> Quantity:
    return _rate(now, then).magnitude()


# ------------------------------------------------------------------------------------------------ intensities


def _intensity(book: Book, metric: Metric) -> None:
    unit: Unit = parse_unit(f"tCO2e/{metric.unit}")
    for year in book.years:
        before = book.earlier(year)
        for basis in BASES:
            context = at(period=year, product=metric.id, basis=basis)
            words = BASIS_NAMES[basis]
            zh, en = f"单位{metric.name.zh}排放强度", f"emission intensity per {metric.name.text.en}"
            text = Text(f"{zh}（{words.zh}）", f"{en} ({words.en})")
            formula = partial(_per_metric, book, metric, year, basis)
            book.ledger.derive("intensity.value", context, unit, text, formula, position=metric.at)
            if before is not None and year in book.project.file.periods.reporting:
                now = partial(book.ledger.read, "intensity.value", context)
                then = partial(book.ledger.read, "intensity.value", context.extended(period=before))
                text = Text(
                    f"{zh}较{before}年变化率（{words.zh}）", f"rate of change of the {en} on {before} ({words.en})"
                )
                book.ledger.derive("intensity.change_rate", context, ONE, text, partial(_rate, now, then))


def _per_metric(book: Book, metric: Metric, year: int, basis: str) -> Quantity:
    emitted = book.ledger.read("inventory.scope12", at(period=year, basis=basis))
    return emitted / book.ledger.read("metric.value", at(period=year, product=metric.id))


# -------------------------------------------------------------------------------------------------- base year


def _base_year(book: Book) -> None:
    base = book.project.file.periods.base_year
    for basis in BASES:
        words = BASIS_NAMES[basis]
        text = Text(
            f"基准年（{base.year}年）重算排放量（{words.zh}）", f"base year {base.year}, recalculated ({words.en})"
        )
        read = partial(book.ledger.read, "inventory.total", at(period=base.year, basis=basis))
        book.ledger.derive("base.recalculated", at(basis=basis), T_CO2E, text, read, position=base.at)
    if base.published is not None:
        now = partial(book.ledger.read, "base.recalculated", at(basis="location"))
        then = partial(book.ledger.read, "base.published", at())
        text = Text("基准年重算值与公布值之差", "base year, recalculated less published")
        book.ledger.derive("base.difference", at(), T_CO2E, text, partial(_less, now, then), position=base.at)
        text = Text("基准年重算差异率", "base year, difference as share of the published value")
        book.ledger.derive("base.difference_rate", at(), ONE, text, partial(_rate, now, then), position=base.at)
        text = Text("基准年重算差异率的绝对值", "base year, size of the difference as share of the published value")
        book.ledger.derive("base.deviation", at(), ONE, text, partial(_size, then, now), position=base.at)
        _threshold(book, base.place("published"))
    for year in book.project.file.periods.reporting:
        for basis in BASES:
            context = at(period=year, basis=basis)
            now = partial(book.ledger.read, "inventory.total", context)
            then = partial(book.ledger.read, "base.recalculated", at(basis=basis))
            words = BASIS_NAMES[basis]
            text = Text(f"{year}年较基准年变化（{words.zh}）", f"change of {year} on the base year ({words.en})")
            book.ledger.derive("base.change", context, T_CO2E, text, partial(_less, now, then))
            text = Text(
                f"{year}年较基准年变化率（{words.zh}）", f"rate of change of {year} on the base year ({words.en})"
            )
            book.ledger.derive("base.change_rate", context, ONE, text, partial(_rate, now, then))


def _threshold(book: Book, place: Position) -> None:
    """Compare the difference with the client's threshold; an unexplained excess is a finding."""
    base = book.project.file.periods.base_year
    rate = book.ledger.fact("base.difference_rate", at())
    limit = book.ledger.fact("base.threshold", at())
    if rate is None or limit is None or not limit.unit.converts_to(ONE) or base.changes is not None:
        return
    allowed = limit.value * limit.unit.conversion(ONE)
    if abs(rate.value) > allowed:
        book.ledger.findings.append(
            RECALCULATION.at(
                place,
                f"基准年重算值与公布值相差 {rate.value * 100:.2f}%，超过阈值 {allowed * 100:.2f}%，未说明原因",
                f"the recalculated base year differs by {rate.value * 100:.2f} % from the published one, more than the "
                f"threshold of {allowed * 100:.2f} %, and no reason is given",
                hint_zh="在 periods.base_year.changes 写明重算原因，并在报告中使用重算值",
                hint_en="say in periods.base_year.changes why it was recalculated",
                fact="base.difference_rate",
            )
        )
