"""Combustion of fuels, stationary and mobile, fossil and biogenic.

CO2 = AD x NCV x CC x OX x 44/12, by the carbon that burns (GB/T 32150; IPCC 2006 V2 2.3.3, tier 2), where the carbon
content is in tC/GJ; AD x CC x OX x 44/12 where it was measured in tC/t; or AD x EF where the source brings a factor
in tCO2 per unit of fuel, AD x NCV x EF per unit of energy. 44/12 is kept as a fraction (not 3.664). CH4 and N2O = AD
x NCV x EF (IPCC 2006 V2 tables 2.3, 3.2.2) where the source asks for them (``other_gases``).

Method: GB/T 32150; IPCC 2006 V2 2.3.3 (tier 2), tables 2.3 and 3.2.2 for CH4 and N2O; ISO 14064-1:2018, 5.2.2 and
9.3.1 for biogenic CO2.

Inputs: ``sources`` of a combustion kind with ``fuel``, ``ncv``, ``carbon_content``, ``oxidation``, ``factor``,
``other_gases``; ``criteria.fuels``; ``activity.quantity``.

Outputs: ``factor.ncv``, ``factor.carbon_content``, ``factor.oxidation`` or ``factor.emission``, ``factor.ch4``,
``factor.n2o`` (by source); ``source.gas[period,source,gas]`` in t of gas; ``source.biogenic[period,source]`` in tCO2.

Errors: LG014 no factor; LG015 two factors; LG017 the factor's unit; LG029 fields that do not say the method.

Example: ``fuel-anthracite.yaml`` (GB/T 32151.22-2024, table C.1: 2.521512 tCO2/t) and ``fuel-natural-gas.yaml``.

Marks: fuel properties are secondary (transcriptions); CH4 and N2O factors of combustion are unconfirmed.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.factors import Factor, from_inline
from generator.calculations.inventory.book import COMBUSTION, T_CO2, Book, at, label
from generator.calculations.inventory.rules import FACTOR_UNIT
from generator.calculations.rules import TWO_FACTORS
from generator.ledger.quantity import Quantity, ratio
from generator.project.models import InlineFactor, Source

_CARBON_TO_CO2 = ratio(44, 12, "tCO2/tC", "44/12")
_GJ = parse_unit("GJ")
_NAMES = {
    "ncv": Text("低位发热量", "net calorific value"),
    "carbon_content": Text("含碳量", "carbon content"),
    "oxidation": Text("碳氧化率", "oxidation"),
    "emission": Text("排放因子", "emission factor"),
    "ch4": Text("CH₄排放因子", "CH4 factor"),
    "n2o": Text("N₂O排放因子", "N2O factor"),
}


def run(book: Book) -> None:
    """Record factors and gases of every combustion source."""
    for source in book.sources:
        if source.kind in COMBUSTION:
            _source(book, source)


def _source(book: Book, source: Source) -> None:
    if not source.fuel:
        book.factors.refuse(
            source.at,
            f"燃烧源 {source.id} 没有写明燃料",
            f"the combustion source {source.id} names no fuel",
            "写 fuel: 天然气（数据集中的名称）",
            "write fuel: 天然气 (as the data set spells it)",
        )
        _lack(book, source)
        return
    parts = _carbon(book, source) if source.factor is None else _direct(book, source)
    if parts is None:
        _lack(book, source)
    elif source.kind == "biogenic-combustion":
        for year in book.years:
            _derive_biogenic(book, source, year, parts)
    else:
        book.record_gas(source, "CO2")
        for year in book.years:
            _derive(book, source, year, "CO2", parts)
    if source.other_gases:
        for gas in ("CH4", "N2O"):
            _other(book, source, gas)


def _carbon(book: Book, source: Source) -> tuple[str, ...] | None:
    """Give the properties of the fuel; return those whose product is carbon, or ``None`` where one is not there."""
    content = book.factors.fuel_property(source, "carbon-content", required=True)
    oxidation = book.factors.fuel_property(source, "oxidation", required=True)
    ncv = book.factors.fuel_property(source, "ncv", required=content is None or _by_energy(content))
    _give(book, source, "ncv", ncv)
    if content is None or oxidation is None:
        return None
    unit = book.unit(source)
    by_energy = _by_energy(content)
    if by_energy and ncv is None:
        return None
    _give(book, source, "carbon_content", content)
    _give(book, source, "oxidation", oxidation)
    fuel = book.factors.substance(source)
    product = unit.times(ncv.per(fuel).unit) if by_energy and ncv else unit
    if not product.times(content.per("" if by_energy else fuel).unit).converts_to(parse_unit("tC")):
        _unit_finding(book, source, "carbon_content" if source.carbon_content else "fuel", content, f"tC/{source.unit}")
        return None
    return ("ncv", "carbon_content", "oxidation") if by_energy else ("carbon_content", "oxidation")


def _by_energy(content: Factor) -> bool:
    below = [a for a in content.unit.dimensions if a[2] < 0]
    return bool(below) and below[0][0] == _GJ.dimensions[0][0]


def _direct(book: Book, source: Source) -> tuple[str, ...] | None:
    """Give the emission factor that the source brings, with the calorific value where it counts by energy."""
    if source.carbon_content is not None:
        book.ledger.findings.append(
            TWO_FACTORS.at(
                source.place("factor"),
                f"{source.id} 同时给出 factor 和 carbon_content，两种算法只能取一",
                f"{source.id} brings both factor and carbon_content; only one of the two can be meant",
                hint_zh="候选：factor，或 ncv 与 carbon_content",
                hint_en="candidates: factor, or ncv with carbon_content",
                related=[source.place("carbon_content")],
            )
        )
        return None
    factor = book.factors.emission_factor(source)
    if factor is None:
        return None
    fuel = book.factors.substance(source)
    by_energy = _by_energy(factor) and not book.unit(source).converts_to(_GJ.of(fuel))
    ncv = book.factors.fuel_property(source, "ncv", required=by_energy)
    _give(book, source, "ncv", ncv)
    if by_energy and ncv is None:
        return None
    per_fuel = factor if by_energy else factor.per(fuel)
    start = book.unit(source).times(ncv.per(fuel).unit) if by_energy and ncv else book.unit(source)
    if not start.times(per_fuel.unit).converts_to(T_CO2):
        _unit_finding(book, source, "factor", factor, f"tCO2/{source.unit}")
        return None
    book.give("factor.emission", at(source=source.id), per_fuel, label(*_pair("emission"), source))
    return ("ncv", "emission") if by_energy else ("emission",)


def _give(book: Book, source: Source, name: str, factor: Factor | None) -> None:
    if factor is not None:
        fuel = "" if name == "carbon_content" and _by_energy(factor) else book.factors.substance(source)
        book.give(f"factor.{name}", at(source=source.id), factor.per(fuel), label(*_pair(name), source))


def _pair(name: str) -> tuple[str, str]:
    return _NAMES[name].zh, _NAMES[name].en


def _product(book: Book, source: Source, year: int, parts: tuple[str, ...], *, carbon: bool) -> Quantity:
    amount = book.quantity(source, year)
    for name in parts:
        amount = amount * book.ledger.read(f"factor.{name}", at(source=source.id))
    return book.owned(source, amount * _CARBON_TO_CO2 if carbon else amount)


def _derive(book: Book, source: Source, year: int, gas: str, parts: tuple[str, ...]) -> None:
    unit: Unit = parse_unit(f"t{gas}")
    book.ledger.derive(
        "source.gas",
        book.gas_context(source, year, gas, ""),
        unit,
        label(f"{gas}排放量", f"{gas} emission", source),
        partial(_product, book, source, year, parts, carbon="carbon_content" in parts),
        position=source.at,
    )


def _derive_biogenic(book: Book, source: Source, year: int, parts: tuple[str, ...]) -> None:
    book.ledger.derive(
        "source.biogenic",
        at(period=year, source=source.id),
        T_CO2,
        label("生物成因CO₂排放量", "biogenic CO2", source),
        partial(_product, book, source, year, parts, carbon="carbon_content" in parts),
        position=source.at,
    )


def _other(book: Book, source: Source, gas: str) -> None:
    factor = book.factors.combustion_gas(source, gas)
    name = gas.lower()
    if not book.ledger.has("factor.ncv", at(source=source.id)):
        _give(book, source, "ncv", book.factors.fuel_property(source, "ncv", required=True))
    if not book.record_gas(source, gas):
        return
    if factor is None:
        for year in book.years:
            reason = Text(f"没有{gas}排放因子", f"there is no {gas} factor")
            book.ledger.lack("source.gas", book.gas_context(source, year, gas, ""), reason, source.at)
        return
    book.give(f"factor.{name}", at(source=source.id), factor, label(*_pair(name), source))
    for year in book.years:
        _derive(book, source, year, gas, ("ncv", name))


def _unit_finding(book: Book, source: Source, key: str, factor: Factor, right: str) -> None:
    own = getattr(source, key, None)
    place = from_inline(own).position if isinstance(own, InlineFactor) else source.place(key)
    book.ledger.findings.append(
        FACTOR_UNIT.at(
            place,
            f"{source.id} 的因子单位 {factor.unit} 与活动数据单位 {book.unit(source)} 不相配",
            f"the factor of {source.id} in {factor.unit} does not go with its activity in {book.unit(source)}",
            hint_zh=f"例如 {right}；液体燃料按体积计量时需给出按体积的低位发热量（GJ/L）",
            hint_en=f"for example {right}; a fuel measured by volume needs its calorific value by volume (GJ/L)",
            related=[factor.position],
        )
    )


def _lack(book: Book, source: Source) -> None:
    """Record that the gases cannot be given, so that whatever needs them is missing too."""
    reason = Text(f"{source.name.zh}没有可用的因子", f"{source.id} has no usable factor")
    for year in book.years:
        if source.kind == "biogenic-combustion":
            book.ledger.lack("source.biogenic", at(period=year, source=source.id), reason, source.at)
        else:
            book.ledger.lack("source.gas", book.gas_context(source, year, "CO2", ""), reason, source.at)
    if source.kind != "biogenic-combustion":
        book.record_gas(source, "CO2")
