"""Indicators of the region: per head, per gross domestic product, energy intensity, share of non-fossil energy.

The gross domestic product is in prices of one year, which is a fact and stands in every label. In current prices an
intensity can be given for one year; its change over the years cannot, and is missing with that reason.

Method: statistical definitions of 单位GDP能耗, 单位GDP二氧化碳排放 and
非化石能源占一次能源消费比重; ratios of two facts. Change since the base
year is x_t / x_0 - 1.

Inputs: ``region.population``, ``region.gdp``, ``region.primary_energy``, ``region.non_fossil_energy``,
``region.total``, ``region.energy_co2``.

Outputs: ``region.population[period]`` (person), ``region.gdp[period]`` (10^4 CNY), ``region.gdp_price_year`` (year),
``region.primary_energy`` and ``region.non_fossil_energy[period]`` (tce); ``region.per_head[period,basis]``
(tCO2e/person) and ``region.per_gdp[period,basis]`` (tCO2e/10^4 CNY) with the bases of ``region.total``;
``region.carbon_intensity[period]`` (tCO2/10^4 CNY, CO2 of energy), ``region.energy_intensity[period]`` (tce/10^4
CNY), ``region.energy_per_head[period]``, ``region.carbon_per_energy[period]`` (tCO2/tce),
``region.non_fossil_share[period]``; ``region.per_gdp_change[period,since,basis]``, ``region.carbon_intensity_change``
and ``region.energy_intensity_change[period,since]`` since the base year.

Errors: LG208 units, LG215 range, LG316 current prices, LG318 more non-fossil energy than primary energy.

Example: ``worked/indicators.yaml``, by hand.

Marks: those of the series, as the project marks them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import give_amount
from generator.calculations.region.changes import rate
from generator.calculations.region.frame import Frame
from generator.calculations.region.rules import CURRENT_PRICES, SHARE
from generator.calculations.region.totals import BASES
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity
from generator.project.sections.region_parts import Series

_GDP = "10^4 CNY"
_SERIES = {
    "population": ("person", Text("常住人口", "population")),
    "gdp": (_GDP, Text("地区生产总值", "gross domestic product")),
    "primary_energy": ("tce", Text("一次能源消费量", "primary energy consumption")),
    "non_fossil_energy": ("tce", Text("非化石能源消费量", "non-fossil energy consumption")),
}
_CURRENT = Text("地区生产总值为当年价，不同年份不可比", "GDP is in current prices: years cannot be compared")
#: name: numerator, denominator, unit, label.
_RATIOS = {
    "carbon_intensity": (
        "energy_co2",
        "gdp",
        f"tCO2/{_GDP}",
        Text("单位地区生产总值二氧化碳排放", "CO2 per unit of GDP"),
    ),
    "energy_intensity": (
        "primary_energy",
        "gdp",
        f"tce/{_GDP}",
        Text("单位地区生产总值能耗", "energy per unit of GDP"),
    ),
    "energy_per_head": ("primary_energy", "population", "tce/person", Text("人均能源消费量", "energy per head")),
    "carbon_per_energy": ("energy_co2", "primary_energy", "tCO2/tce", Text("单位能源碳排放", "CO2 per unit of energy")),
    "non_fossil_share": (
        "non_fossil_energy",
        "primary_energy",
        "1",
        Text("非化石能源占比", "share of non-fossil energy"),
    ),
}


def record_indicators(frame: Frame) -> None:
    """Record the series, and every indicator whose two sides the section has."""
    given = {name: getattr(frame.region, name) for name in _SERIES}
    for name, series in given.items():
        if series is not None:
            _series(frame, name, series)
    _prices(frame)
    _check_share(frame)
    for year in frame.years:
        for name, (above, below, unit, text) in _RATIOS.items():
            if given.get(below) is not None and (above not in given or given[above] is not None):
                formula = partial(_ratio, frame, above, below, year, {})
                _derive(frame, name, {"period": year}, unit, _with_prices(frame, text, below, year), formula)
        for basis in BASES:
            _per(frame, basis, year)
    _changes(frame)


def _series(frame: Frame, name: str, series: Series) -> None:
    unit, text = _SERIES[name]
    for year in frame.years:
        context, typed = Context.of(period=year), series.values.get(str(year))
        label = _with_prices(frame, text, name, year)
        if typed is None:
            reason = Text(f"没有{year}年{text.zh}", f"there is no {text.en} of {year}")
            frame.builder.lack(f"region.{name}", context, reason, series.place("values"))
            continue
        place = series.place(f"values.{year}")
        give_amount(
            frame.builder,
            f"region.{name}",
            context,
            typed,
            unit,
            label,
            place,
            least=Decimal(0),
            mark=Mark(series.mark),
            reference=Reference(series.source),
        )


def _check_share(frame: Frame) -> None:
    """Report the years with more non-fossil energy than there is primary energy."""
    series = frame.region.non_fossil_energy
    for year in frame.years if series is not None else ():
        part, whole = (
            frame.builder.fact(f"region.{name}", Context.of(period=year))
            for name in ("non_fossil_energy", "primary_energy")
        )
        if series is not None and part is not None and whole is not None and part.value > whole.value:
            frame.builder.findings.append(
                SHARE.at(
                    series.place(f"values.{year}"),
                    f"{year}年非化石能源消费量大于一次能源消费量",
                    f"non-fossil energy of {year} is more than the primary energy",
                    hint_zh=f"不大于 {whole.value} tce，口径与一次能源消费量一致（电热当量法或发电煤耗法）",
                    hint_en=f"at most {whole.value} tce, by the same method as the primary energy",
                    related=[whole.position] if whole.position else (),
                )
            )


def _prices(frame: Frame) -> None:
    product = frame.region.gdp
    if product is None:
        return
    text, place = Text("地区生产总值的价格基准年", "year of the prices of GDP"), product.place("prices")
    if product.prices != "current":
        frame.builder.give("region.gdp_price_year", Context(), Decimal(product.prices), "year", text, place)
        return
    frame.builder.lack("region.gdp_price_year", Context(), _CURRENT, place)
    if len(frame.years) > 1:
        frame.builder.findings.append(
            CURRENT_PRICES.at(
                place,
                "地区生产总值为当年价，强度的变化率无法给出",
                "GDP is in current prices: changes of intensity cannot be given",
                hint_zh="采用不变价，例如 prices: 2020",
                hint_en="give constant prices, for example prices: 2020",
            )
        )


def _with_prices(frame: Frame, text: Text, denominator: str, year: int) -> Text:
    product = frame.region.gdp
    if denominator != "gdp" or product is None:
        return Text(f"{year}年{text.zh}", f"{text.en} {year}")
    zh, en = (
        ("当年价", "current prices")
        if product.prices == "current"
        else (
            f"{product.prices}年价",
            f"prices of {product.prices}",
        )
    )
    return Text(f"{year}年{text.zh}（{zh}）", f"{text.en} {year} ({en})")


def _per(frame: Frame, basis: str, year: int) -> None:
    if basis == "with-electricity" and not frame.region.electricity:
        return
    where = {"period": year, "basis": basis}
    if frame.region.population is not None:
        text = Text(f"人均{BASES[basis].zh}", f"{BASES[basis].en} per head")
        formula = partial(_ratio, frame, "total", "population", year, {"basis": basis})
        _derive(frame, "per_head", where, "tCO2e/person", _with_prices(frame, text, "", year), formula)
    if frame.region.gdp is not None:
        text = Text(f"单位地区生产总值{BASES[basis].zh}", f"{BASES[basis].en} per unit of GDP")
        formula = partial(_ratio, frame, "total", "gdp", year, {"basis": basis})
        _derive(frame, "per_gdp", where, f"tCO2e/{_GDP}", _with_prices(frame, text, "gdp", year), formula)


def _ratio(frame: Frame, above: str, below: str, year: int, more: dict[str, object]) -> Quantity:
    return frame.read(above, period=year, **more) / frame.read(below, period=year)


# ----------------------------------------------------------------------------------------------------- changes


def _changes(frame: Frame) -> None:
    if frame.region.gdp is None or frame.base >= frame.current:
        return
    years = {"period": frame.current, "since": frame.base}
    listed: list[tuple[str, dict[str, object]]] = [("carbon_intensity", {}), ("energy_intensity", {})]
    listed += [("per_gdp", {"basis": basis}) for basis in BASES]
    for name, more in listed:
        here = Context.of(period=frame.current, **more)
        fact_id = f"region.{name}"
        if not (frame.builder.has(fact_id, here) or frame.builder.lacks(fact_id, here)):
            continue
        text = Text(
            f"{_named(name, more).zh}较{frame.base}年变化率", f"{_named(name, more).en}: change since {frame.base}"
        )
        _derive(frame, f"{name}_change", {**years, **more}, "1", text, partial(_change, frame, name, more))


def _named(name: str, more: dict[str, object]) -> Text:
    if name in _RATIOS:
        return _RATIOS[name][3]
    basis = BASES[str(more["basis"])]
    return Text(f"单位地区生产总值{basis.zh}", f"{basis.en} per unit of GDP")


def _change(frame: Frame, name: str, more: dict[str, object]) -> Quantity:
    if frame.region.gdp is not None and frame.region.gdp.prices == "current":
        raise Unavailable("region.gdp_price_year", _CURRENT)
    now, then = (frame.read(name, period=year, **more) for year in (frame.current, frame.base))
    return rate(now, then, f"region.{name}")


def _derive(
    frame: Frame, name: str, where: dict[str, object], unit: str, text: Text, formula: Callable[[], Quantity]
) -> None:
    place = frame.region.at
    frame.builder.derive(f"region.{name}", Context.of(**where), unit, text, formula, position=place)
