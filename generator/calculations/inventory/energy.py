"""Comprehensive energy consumption in tce, calorific value (GB/T 2589-2020).

Fuels by their net calorific value (29.3076 GJ/tce), or by the standard's coefficient where a fuel has no calorific
value here; electricity 0.1229 kgce/kWh and heat 0.03412 kgce/MJ as the standard prints them. Energy sold is deducted
from the total; renewable electricity generated on site counts as consumed, what is generated from fuels counts as
those fuels. Consumption is the sites' as a whole, whatever the consolidation of emissions.

Method: GB/T 2589-2020, general rules and annexes of coal equivalents.

Inputs: ``activity.quantity``, ``factor.ncv``, ``sources.uses``, ``metrics``.

Outputs: ``energy.source[period,source]``, ``energy.total[period]``, ``energy.site[period,entity]``,
``energy.share[period,source]``, ``energy.use[period,source,energy]`` (energy = number of the use, from 1),
``energy.intensity[period,product]`` in tce; ``factor.coal_equivalent[source]``.

Errors: LG024 shares of use beyond 100 %.

Example: ``energy.yaml`` (electricity 0.1229 kgce/kWh; products by hand).

Marks: coal equivalents are secondary.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.factors import ELECTRICITY, HEAT
from generator.calculations.inventory.book import COMBUSTION, PERCENT, SOLD, TCE, Book, at, label
from generator.calculations.inventory.rules import USES_SHARE
from generator.ledger.quantity import Quantity, constant, total
from generator.project.models import Metric, Source

_CARRIERS = {
    "purchased-electricity": ELECTRICITY,
    "sold-electricity": ELECTRICITY,
    "self-generated-electricity": ELECTRICITY,
    "purchased-heat": HEAT,
    "sold-heat": HEAT,
}


def run(book: Book) -> None:
    """Record energy by source, site, use and metric."""
    sources = [s for s in book.sources if _counts(s)]
    if not sources:
        return
    for source in sources:
        _factor(book, source)
        _check_uses(book, source)
    for year in book.years:
        for source in sources:
            _source(book, source, year)
        text = Text("综合能源消费量（当量值）", "comprehensive energy consumption")
        book.ledger.derive("energy.total", at(period=year), TCE, text, partial(_net, book, sources, year))
        for site in book.project.file.boundary.sites:
            here = [s for s in sources if s.site == site.id]
            text = Text(f"{site.name.zh}综合能源消费量", f"energy consumption of {site.name.text.en}")
            formula = partial(_net, book, here, year)
            book.ledger.derive("energy.site", at(period=year, entity=site.id), TCE, text, formula)
        for source in sources:
            _share(book, source, year)
        for metric in book.project.file.metrics:
            _intensity(book, metric, year)


def _counts(source: Source) -> bool:
    if source.kind == "self-generated-electricity":
        return not source.fuel
    return source.kind in COMBUSTION or source.kind in _CARRIERS


def _factor(book: Book, source: Source) -> None:
    """Give the coal equivalent of carriers that have no calorific value in the ledger."""
    context = at(source=source.id)
    if source.kind in COMBUSTION and book.ledger.has("factor.ncv", context):
        return
    item = _CARRIERS.get(source.kind) or book.factors.substance(source)
    factor = book.factors.coal_equivalent(item)
    if factor is None:
        reason = Text(f"没有{item}的折标准煤系数", f"there is no coal equivalent of {item}")
        book.ledger.lack("factor.coal_equivalent", context, reason, source.at)
        return
    text = label("折标准煤系数", "coal equivalent", source)
    book.give("factor.coal_equivalent", context, factor.per(book.factors.substance(source)), text)


def _source(book: Book, source: Source, year: int) -> None:
    context = at(period=year, source=source.id)
    text = label("能源量", "energy", source)
    book.ledger.derive("energy.source", context, TCE, text, partial(_energy, book, source, year), position=source.at)
    for number, use in enumerate(source.uses, start=1):
        text = label(f"能源量（{use.name.zh}）", f"energy ({use.name.text.en})", source)
        formula = partial(_used, book, source, year, number)
        more = context.extended(energy=number)
        book.ledger.derive("energy.use", more, TCE, text, formula, position=use.at)


def _energy(book: Book, source: Source, year: int) -> Quantity:
    amount = book.quantity(source, year)
    context = at(source=source.id)
    by_heat = book.ledger.has("factor.ncv", context)
    return amount * book.ledger.read("factor.ncv" if by_heat else "factor.coal_equivalent", context)


def _used(book: Book, source: Source, year: int, number: int) -> Quantity:
    share = constant(source.uses[number - 1].share, PERCENT, "share of the use")
    return book.ledger.read("energy.source", at(period=year, source=source.id)) * share


def _net(book: Book, sources: Iterable[Source], year: int) -> Quantity:
    listed = list(sources)
    bought = [book.ledger.read("energy.source", at(period=year, source=s.id)) for s in listed if s.kind not in SOLD]
    sold = [book.ledger.read("energy.source", at(period=year, source=s.id)) for s in listed if s.kind in SOLD]
    return total(bought, TCE) - total(sold, TCE) if sold else total(bought, TCE)


def _share(book: Book, source: Source, year: int) -> None:
    text = label("占综合能源消费量的比例", "share of the energy consumption", source)
    formula = partial(_share_of, book, source, year)
    book.ledger.derive("energy.share", at(period=year, source=source.id), ONE, text, formula)


def _share_of(book: Book, source: Source, year: int) -> Quantity:
    """Return a source's share; energy sold is taken off the total, so that its share is negative."""
    part = book.ledger.read("energy.source", at(period=year, source=source.id))
    if source.kind in SOLD:
        part = constant(0, TCE, "energy sold") - part
    return part / book.ledger.read("energy.total", at(period=year))


def _intensity(book: Book, metric: Metric, year: int) -> None:
    unit = parse_unit(f"tce/{metric.unit}")
    text = Text(f"单位{metric.name.zh}综合能耗", f"energy per {metric.name.text.en}")
    formula = partial(_per_metric, book, metric, year)
    book.ledger.derive("energy.intensity", at(period=year, product=metric.id), unit, text, formula, position=metric.at)


def _per_metric(book: Book, metric: Metric, year: int) -> Quantity:
    used = book.ledger.read("energy.total", at(period=year))
    return used / book.ledger.read("metric.value", at(period=year, product=metric.id))


def _check_uses(book: Book, source: Source) -> None:
    shares = sum(use.share for use in source.uses)
    if source.uses and shares != 100:
        book.ledger.findings.append(
            USES_SHARE.at(
                source.place("uses"),
                f"{source.id} 的能源用途比例合计为 {shares}%",
                f"the uses of {source.id} add up to {shares} %",
                hint_zh="各用途 share 合计应为 100",
                hint_en="the shares should add up to 100",
            )
        )
