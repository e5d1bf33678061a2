"""Indicators of a zero-carbon park against their thresholds: value, threshold, margin, gap, and met or not.

Method: 发改环资〔2025〕910号 附件3, 附件4. Core: CO2 per unit of energy = park CO2 / park energy, not above 0.2
tCO2/tce (energy of 200,000 to below 1,000,000 tce a year) or 0.3 (1,000,000 tce and more); below 200,000 tce the
notice states no threshold, and none is guessed. Guiding: share of clean energy, products at or better than quota
level 2 (their number over all assessed), utilisation of industrial solid waste (used / generated), of waste heat,
cold and pressure (mean of the three, weighted as the project says, else by the recoverable energy: recovered /
recoverable), reuse of industrial water (reused / (intake + reused)), and direct supply of green electricity (direct /
all electricity), in principle. A verdict compares exact values: what shows as 0.20 and is 0.2000004 fails. A guiding
indicator that objective conditions rule out is not applicable, with the reason that the project gives.

Inputs: the park's totals, the rates of :mod:`rates`, ``park.not_applicable``, ``cn-zero-carbon-park-2025``.

Outputs: ``park.indicator[period,indicator]``, ``park.indicator_threshold``, ``park.indicator_margin`` (at or above
nought it is met), ``park.indicator_gap`` (what is lacking), ``park.indicator_met`` (1 or 0), all
``[period,indicator]``; indicator: carbon-per-energy, clean-energy-share, product-energy, solid-waste-utilisation,
waste-heat-utilisation, water-reuse, direct-supply-share. ``park.reduction_needed[period]`` (tCO2 to the core
threshold at that year's energy), ``park.threshold`` and ``park.scale_from`` (``[indicator,level]``),
``park.guiding_met[period]``, ``park.guiding_assessed[period]``, ``park.green_power_share[period]`` (%).

Errors: none of its own; an indicator whose inputs are missing is missing, with the reason.

Example: ``tests/calculations/park/worked/indicator-gaps.yaml``: 500,000 tce and 110,000 tCO2 give 0.22, 10,000 tCO2
short of 0.2, waste energy 45 % five points short (test of a public park tool, park_observer); the rest by hand.

Marks: thresholds secondary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.park.book import NOTICE_SET, T_CO2, TCE, Book, at, unavailable
from generator.calculations.park.rates import GUIDING, waste_context, whole_of
from generator.calculations.verdicts import margin, record_verdict, settled, shortfall
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, total
from generator.project.sections.park import WasteEnergy

CORE = "carbon-per-energy"
INTENSITY = parse_unit("tCO2/tce")
PERCENT = parse_unit("%")
_CORE_NAME = Text("单位能耗碳排放", "CO2 per unit of energy")


def run(book: Book) -> None:
    """Record every indicator of every year."""
    _thresholds(book)
    for year in book.years:
        _core(book, year)
        _green_power(book, year)
        for indicator in GUIDING:
            _guiding(book, year, indicator)
        _count(book, year)


def _thresholds(book: Book) -> None:
    place = book.park.at
    for level, zh in (("medium", "20万~100万吨标准煤"), ("large", "100万吨标准煤及以上")):
        for key, fact, told in (
            ("limit", "park.threshold", Text("限值", "limit")),
            ("scale-from", "park.scale_from", Text("规模下限", "scale from")),
        ):
            found = book.sets.one(NOTICE_SET, CORE, key, place, purpose=level)
            if found is not None:
                text = Text(f"单位能耗碳排放{told.zh}（{zh}）", f"CO2 per unit of energy: {told.en} ({level})")
                found.give(book.ledger, fact, at(indicator=CORE, level=level), text)
    for indicator, name in GUIDING.items():
        found = book.sets.one(NOTICE_SET, indicator, "floor", place)
        if found is not None:
            text = Text(f"{name.zh}要求", f"required {name.en}")
            found.give(book.ledger, "park.threshold", at(indicator=indicator, level="guiding"), text)


# ------------------------------------------------------------------------------------------------------- core


def _core(book: Book, year: int) -> None:
    derive, read = book.ledger.derive, book.ledger.read
    context, own = at(period=year), at(period=year, indicator=CORE)
    place = book.park.place("years")
    derive("park.indicator", own, INTENSITY, _CORE_NAME, partial(_intensity, book, context), position=place)
    text = Text(f"{_CORE_NAME.zh}要求", f"required {_CORE_NAME.en}")
    derive("park.indicator_threshold", own, INTENSITY, text, partial(_threshold, book, context), position=place)
    reads = (partial(read, "park.indicator", own), partial(read, "park.indicator_threshold", own))
    record_verdict(book.ledger, "park.indicator", own, INTENSITY, _CORE_NAME, reads, upper=True, position=place)
    text = Text("达到单位能耗碳排放要求还需减排", "reduction still needed to the core indicator")
    derive("park.reduction_needed", context, T_CO2, text, partial(_needed, book, context, own), position=place)


def _intensity(book: Book, context: Context) -> Quantity:
    return book.ledger.read("park.emission_total", context) / book.ledger.read("park.energy_total", context)


def _threshold(book: Book, context: Context) -> Quantity:
    """Return the threshold of the park's scale class, the class being decided by the exact energy."""
    read = book.ledger.read
    return limit_at(book, read("park.energy_total", context), f"park.indicator_threshold[{context},indicator={CORE}]")


def limit_at(book: Book, energy: Quantity, key: str) -> Quantity:
    """Return the threshold of a park that consumes so much energy; below the least scale there is none.

    Raises:
        Unavailable: the notice states no threshold for so little energy.
    """
    read = book.ledger.read
    medium, large = (read("park.scale_from", at(indicator=CORE, level=level)) for level in ("medium", "large"))
    if settled(energy, medium) < medium:
        raise unavailable(
            key,
            f"年综合能源消费量低于{medium.value:f}吨标准煤，通知未规定限值",
            f"the energy consumption is below {medium.value:f} tce, for which the notice states no threshold",
        )
    higher, lower = (read("park.threshold", at(indicator=CORE, level=level)) for level in ("large", "medium"))
    whole = settled(energy, large)
    return if_equal(extreme([large, whole], "max"), whole, higher, lower)


def _needed(book: Book, context: Context, own: Context) -> Quantity:
    read = book.ledger.read
    allowed = read("park.indicator_threshold", own) * read("park.energy_total", context)
    return shortfall(margin(read("park.emission_total", context), allowed.in_unit(T_CO2), upper=True))


# ---------------------------------------------------------------------------------------------------- guiding


def _guiding(book: Book, year: int, indicator: str) -> None:
    context, name, place = at(period=year, indicator=indicator), GUIDING[indicator], book.park.at
    threshold = partial(book.ledger.read, "park.threshold", at(indicator=indicator, level="guiding"))
    text = Text(f"{name.zh}要求", f"required {name.en}")
    book.ledger.derive("park.indicator_threshold", context, PERCENT, text, threshold, position=place)
    ruled_out = next((one for one in book.park.not_applicable if one.indicator == indicator), None)
    if ruled_out is not None:
        reason = ruled_out.reason.text
        said = Text(f"不适用：{reason.zh}", f"not applicable: {reason.en}")
        for suffix in ("", "_margin", "_gap", "_met"):
            book.ledger.lack(f"park.indicator{suffix}", context, said, ruled_out.at)
        return
    formula = partial(_FORMULAS[indicator], book, year)
    book.ledger.derive("park.indicator", context, PERCENT, name, formula, position=place)
    reads = (partial(book.ledger.read, "park.indicator", context), threshold)
    record_verdict(book.ledger, "park.indicator", context, PERCENT, name, reads, upper=False, position=place)


def _count(book: Book, year: int) -> None:
    contexts = [at(period=year, indicator=indicator) for indicator in GUIDING]
    known = [one for one in contexts if book.ledger.has("park.indicator_met", one)]
    assessed = partial(total, [constant(1, ONE, "indicator assessed")] * len(known), ONE)
    text = Text("已评引导指标数", "guiding indicators assessed")
    book.ledger.derive("park.guiding_assessed", at(period=year), ONE, text, assessed, position=book.park.at)
    text = Text("达到的引导指标数", "guiding indicators met")
    formula = partial(_met, book, known)
    book.ledger.derive("park.guiding_met", at(period=year), ONE, text, formula, position=book.park.at)


def _green_power(book: Book, year: int) -> None:
    """Record the share of direct and certified green electricity: what the plan of the park speaks of."""
    text = Text("绿色电力消费占比（直供与绿证绿电）", "share of green electricity, direct and certified")
    formula = partial(_electricity, book, year, ("direct", "green"))
    book.ledger.derive("park.green_power_share", at(period=year), PERCENT, text, formula, position=book.park.at)


def _met(book: Book, contexts: list[Context]) -> Quantity:
    return total([book.ledger.read("park.indicator_met", one) for one in contexts], ONE)


def _clean(book: Book, year: int) -> Quantity:
    clean = []
    for carrier in book.park.carriers:
        context = at(period=year, energy=carrier.id)
        fact = book.ledger.fact("park.energy_carrier", context)
        if fact is not None and fact.value == 0:
            continue
        if not carrier.non_fossil and carrier.clean is None:
            raise unavailable(
                f"park.energy_carrier[{context}]",
                f"没有写明{carrier.name.zh}是否属于清洁能源（carriers 的 clean: true 或 false）",
                f"nothing says whether {carrier.name.text.en} is clean energy (clean: true or false)",
            )
        if carrier.non_fossil or carrier.clean:
            clean.append(book.ledger.read("park.energy_carrier", context))
    return total(clean, TCE) / book.ledger.read("park.energy_total", at(period=year))


def _direct(book: Book, year: int) -> Quantity:
    """Return direct non-fossil supply over all electricity that the park consumes."""
    return _electricity(book, year, ("direct",))


def _electricity(book: Book, year: int, supplies: tuple[str, ...]) -> Quantity:
    """Return electricity of the supplies named over all electricity that the park consumes."""
    every = {
        carrier.id: book.ledger.read("park.energy_carrier", at(period=year, energy=carrier.id))
        for carrier in book.park.carriers
        if carrier.kind == "electricity"
    }
    mine = [every[one.id] for one in book.park.carriers if one.id in every and one.supply in supplies]
    return total(mine, TCE) / total(every.values(), TCE)


def _product_share(book: Book, year: int) -> Quantity:
    if not any(one.year == year for one in book.park.product_energy):
        raise unavailable("park.product_energy", "没有产品单位能耗数据", "there is no energy per unit of a product")
    context = at(period=year)
    return book.ledger.read("park.products_met", context) / book.ledger.read("park.products_assessed", context)


def _rate(book: Book, year: int, indicator: str) -> Quantity:
    context = at(period=year, indicator=indicator)
    return book.ledger.read("park.rate_used", context) / book.ledger.read("park.rate_available", context)


def _waste_energy(book: Book, year: int) -> Quantity:
    mine = [one for one in book.park.waste_energy if one.year == year]
    if not mine:
        raise unavailable("park.rate_used", "没有余热、余冷、余压数据", "there are no data of waste energy")
    if any(one.weight is not None for one in mine):
        return _weighted(book, year, mine)
    used, available = (
        total([book.ledger.read(fact, waste_context(one)) for one in mine], "GJ")
        for fact in ("park.rate_used", "park.rate_available")
    )
    return used / available


def _weighted(book: Book, year: int, mine: Sequence[WasteEnergy]) -> Quantity:
    parts = []
    for one in mine:
        context = waste_context(one)
        part = book.ledger.read("park.rate_used", context) / book.ledger.read("park.rate_available", context)
        parts.append(part * book.ledger.read("park.rate_weight", context))
    if sum(one.weight.value for one in mine if one.weight is not None) != whole_of(mine):
        raise unavailable("park.rate_weight", f"{year}年余能权重合计不为1", f"the weights of {year} do not sum to one")
    return total(parts, ONE)


_FORMULAS: dict[str, Callable[[Book, int], Quantity]] = {
    "clean-energy-share": _clean,
    "product-energy": _product_share,
    "solid-waste-utilisation": partial(_rate, indicator="solid-waste-utilisation"),
    "waste-heat-utilisation": _waste_energy,
    "water-reuse": partial(_rate, indicator="water-reuse"),
    "direct-supply-share": _direct,
}
