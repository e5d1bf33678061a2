"""Intensity per GDP: emission and energy per unit of GDP, and their fall against the base year and an earlier year.

Method: intensity(y) = path(y) / GDP(y); fall against a year = 1 - intensity(y) / intensity(that year), the form in
which national and provincial targets are set (more than 65 % below 2005 by 2030). GDP is at constant prices: one price
basis for all years is the project's to keep.

Inputs: ``gdp`` of the section and of a scenario, ``compared`` (an earlier year's emission and GDP).

Outputs: By period and scenario: ``scenario.gdp_intensity`` in tCO2/万元 (tCO2e/万元), ``scenario.gdp_intensity_fall``
(against the base year), ``scenario.gdp_intensity_fall_compared``, ``scenario.compared_change`` (emission), and, for
scenarios that follow their sectors, ``scenario.gdp_energy_intensity`` in tce/万元. For the compared year:
``scenario.compared_emission``, ``scenario.compared_gdp``, ``scenario.compared_intensity[period]``.

Errors: LG208 where an amount is of another dimension.

Example: ``results-by-hand.yaml``, worked out by hand.

Marks: The compared year's figures carry the mark that the project gives them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.scenarios.frame import Frame, context
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.scenarios import ComparedYear, ScenarioPath

_MONEY = parse_unit("万元")


def record_gdp(frame: Frame) -> None:
    """Record intensities per GDP where the model has a GDP."""
    gdp = frame.model.gdp
    if gdp is None:
        return
    money = _MONEY if parse_unit(gdp.unit).converts_to(_MONEY) else parse_unit(gdp.unit)
    gas = parse_unit("tCO2e" if frame.unit.converts_to(parse_unit("tCO2e")) else "tCO2")
    per = gas.times(money, -1)
    compared = frame.model.compared
    if compared is not None:
        _record_compared(frame, compared, money, per)
    for scenario in frame.scenarios:
        for year in frame.years:
            _record_year(frame, scenario, year, per)
            if scenario.follows == "sectors" and frame.builder.has("scenario.energy_total", context(scenario.id, year)):
                energy = parse_unit("tce").times(money, -1)
                formula = partial(_ratio, frame, scenario, year, "scenario.energy_total")
                _derive(frame, scenario, year, "gdp_energy_intensity", energy, formula, "单位GDP能耗", "energy per GDP")


def _record_year(frame: Frame, scenario: ScenarioPath, year: int, per: Unit) -> None:
    intensity = partial(_ratio, frame, scenario, year, "scenario.path")
    _derive(frame, scenario, year, "gdp_intensity", per, intensity, "单位GDP碳排放", "emission per GDP")
    fall = partial(_fall, frame, scenario, year, "scenario.gdp_intensity", context(scenario.id, frame.base))
    zh, en = f"单位GDP碳排放较{frame.base}年降幅", f"fall of emission per GDP against {frame.base}"
    _derive(frame, scenario, year, "gdp_intensity_fall", ONE, fall, zh, en)
    compared = frame.model.compared
    if compared is None:
        return
    then = Context.of(period=compared.year)
    fall = partial(_fall, frame, scenario, year, "scenario.compared_intensity", then)
    zh, en = f"单位GDP碳排放较{compared.year}年降幅", f"fall of emission per GDP against {compared.year}"
    _derive(frame, scenario, year, "gdp_intensity_fall_compared", ONE, fall, zh, en)
    zh, en = f"排放量较{compared.year}年变化率", f"change of emission against {compared.year}"
    _derive(frame, scenario, year, "compared_change", ONE, partial(_since, frame, scenario, year, then), zh, en)


def _ratio(frame: Frame, scenario: ScenarioPath, year: int, above: str) -> Quantity:
    return frame.read(above, scenario.id, year) / frame.read("scenario.gdp", scenario.id, year)


def _fall(frame: Frame, scenario: ScenarioPath, year: int, fact_id: str, then: Context) -> Quantity:
    now = frame.read("scenario.gdp_intensity", scenario.id, year)
    return constant(1) - now / frame.builder.read(fact_id, then)


def _since(frame: Frame, scenario: ScenarioPath, year: int, then: Context) -> Quantity:
    before = frame.builder.read("scenario.compared_emission", then)
    return (frame.read("scenario.path", scenario.id, year) - before) / before


def _derive(
    frame: Frame,
    scenario: ScenarioPath,
    year: int,
    what: str,
    unit: Unit,
    formula: Callable[[], Quantity],
    zh: str,
    en: str,
) -> None:
    label = Text(f"{scenario.name.zh}{zh}（{year}年）", f"{scenario.name.text.en}: {en} ({year})")
    where = context(scenario.id, year)
    frame.builder.derive(f"scenario.{what}", where, unit, label, formula, position=scenario.at)


def _record_compared(frame: Frame, compared: ComparedYear, money: Unit, per: Unit) -> None:
    then, builder = Context.of(period=compared.year), frame.builder
    for key, amount, unit, zh, en in (
        ("emission", compared.emission, frame.unit, "排放量", "emission"),
        ("gdp", compared.gdp, money, "地区生产总值", "gross domestic product"),
    ):
        label = Text(f"{compared.year}年{zh}", f"{en} of {compared.year}")
        source, mark = Reference(compared.source, "", str(compared.year)), Mark(compared.mark)
        fact_id, place = f"scenario.compared_{key}", compared.place(key)
        give_amount(builder, fact_id, then, amount, unit.text, label, place, mark=mark, reference=source)
    builder.derive(
        "scenario.compared_intensity",
        then,
        per,
        Text(f"{compared.year}年单位GDP碳排放", f"emission per GDP of {compared.year}"),
        lambda: builder.read("scenario.compared_emission", then) / builder.read("scenario.compared_gdp", then),
        position=compared.at,
    )
