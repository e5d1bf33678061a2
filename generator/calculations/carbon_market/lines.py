"""Allowances of production lines: verified emissions, deviation from a balance value, and regional methods.

Method: 2024, 2025 allocation plan for steel, cement and aluminium smelting: of 2024 a line gets its verified
emissions. Of 2025 it gets emissions x (1 + rate), rate = -slope x (intensity - balance) / balance, held within plus
and minus a bound, so that a line below the balance value has a surplus; lines that the plan exempts get their
verified emissions. Regional systems, by figures that the project states with their sources: `benchmark`: output x
benchmark x adjustment; `historical-intensity`: output x intensity of the base period x adjustment;
`historical-emissions`: emissions of the base period x adjustment. An adjustment that is not stated is none.

Inputs: `carbon_market.entities[].units[]` with `category` (steel, cement, aluminium), `allocation`, `exempt` and,
by year, `output`, `emissions`, `balance`, `benchmark`, `base_emissions`, `base_intensity`, `adjustment`; data set
`cn-ets-industry-2024-2025`.

Outputs: by entity, asset and period: `market.output` (as typed), `market.intensity` (tCO2e per unit of output),
`market.balance`, `market.benchmark_output`, `market.base_intensity` (the same), `market.base_emissions` (tCO2e),
`market.adjustment` (1), `market.verified_share`, `market.deviation_slope` (1), `market.rate_bound` (percent),
`market.deviation` (percent), `market.surplus_rate_allotted` (percent), `market.allowance_line` (tCO2e).

Errors: LG600, LG601, LG602, LG608, LG613.

Example: `worked/industry.yaml` and `worked/regional.yaml`, worked out by hand from the formulas; no outside case
with numbers was found.

Marks: that allowances of 2024 are the verified emissions is secondary (ICAP, November 2025); slope and bound of
2025 are unconfirmed. No balance value is in the data set: it was published nowhere that was read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from generator.base.units import ONE, UnitError
from generator.calculations.carbon_market.frame import (
    PERCENT,
    TONNES,
    Row,
    allowances,
)
from generator.calculations.carbon_market.power import no_figure, positive
from generator.calculations.carbon_market.rules import NO_OUTPUT, PARAMETER
from generator.calculations.factors import Factor, from_inline
from generator.calculations.tonnes import as_co2e
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.inline_factor import InlineFactor

_ALLOWANCE = "market.allowance_line"


def record_line(row: Row) -> None:
    """Record what a production line is allotted, by its plan or by the figures that the year states."""
    method = row.unit.allocation
    if method == "plan":
        _by_plan(row)
    elif method == "benchmark":
        if _given(row, "benchmark", "market.benchmark_output", "产品基准值", "benchmark"):
            _derive(row, partial(_by_output, row, "market.benchmark_output"))
    elif method == "historical-intensity":
        if _given(row, "base_intensity", "market.base_intensity", "基期排放强度", "intensity of the base period"):
            _derive(row, partial(_by_output, row, "market.base_intensity"))
    elif _given(row, "base_emissions", "market.base_emissions", "基期排放量", "emissions of the base period"):
        _derive(row, partial(_by_base, row))


def _derive(row: Row, formula: Callable[[], Quantity]) -> None:
    if row.data.adjustment is not None:
        text = row.label("调整系数", "adjustment coefficient")
        factor = from_inline(row.data.adjustment)
        if positive(row, factor, "market.adjustment"):
            factor.give(row.builder, "market.adjustment", row.context, text)
    text = row.label("配额量", "allowances")
    row.builder.derive(_ALLOWANCE, row.context, TONNES, text, formula, position=row.data.at)


def _given(row: Row, key: str, fact_id: str, zh: str, en: str) -> bool:
    """Record a figure that the way of allocation needs; without it the allowances are missing."""
    own: InlineFactor | None = getattr(row.data, key)
    if own is not None:
        factor = from_inline(own)
        if fact_id == "market.base_emissions":  # an amount, as emissions are: a plain tonne is one of CO2
            factor = replace(factor, unit=as_co2e(factor.unit))
        if positive(row, factor, fact_id):
            factor.give(row.builder, fact_id, row.context, row.label(zh, en))
            return True
    else:
        row.builder.findings.append(
            PARAMETER.at(
                row.data.at,
                f"{row.unit.name.zh}{row.data.year}年没有给出{zh}（{key}）",
                f"{row.unit.id} in {row.data.year} states no {key}",
                hint_zh=f"例如 {key}: {{value: 0.85, unit: tCO2/t, source: …, mark: secondary}}",
                hint_en=f"for example {key}: {{value: 0.85, unit: tCO2/t, source: ..., mark: secondary}}",
            )
        )
    row.lack(_ALLOWANCE, f"没有可用的{zh}", f"there is no usable {en}")
    return False


def _adjusted(row: Row, amount: Quantity) -> Quantity:
    return amount * row.read("market.adjustment") if row.data.adjustment is not None else amount


def _by_output(row: Row, fact_id: str) -> Quantity:
    return allowances(_adjusted(row, row.read("market.output") * row.read(fact_id)))


def _by_base(row: Row) -> Quantity:
    return allowances(_adjusted(row, row.read("market.base_emissions")))


# ------------------------------------------------------------------------------------------- by the national plan


def _by_plan(row: Row) -> None:
    share = row.figure(row.unit.category, "exempt-share" if row.unit.exempt else "verified-share")
    if share is not None:
        text = row.label("配额占经核查排放量的比例", "allowances per verified emissions")
        share.give(row.builder, "market.verified_share", row.context, text)
        _derive(row, partial(_by_share, row))
        return
    slope, bound = row.figure(row.unit.category, "deviation-slope"), row.figure(row.unit.category, "rate-bound")
    if slope is None or bound is None or row.unit.exempt:
        no_figure(row, "exempt-share" if row.unit.exempt else "deviation-slope")
        row.lack(_ALLOWANCE, "配额方案没有该类别、年度的规则", "the plan has no rule for this class and year")
        return
    _by_deviation(row, slope, bound)


def _by_share(row: Row) -> Quantity:
    return row.read("market.emissions") * row.read("market.verified_share")


def _by_deviation(row: Row, slope: Factor, bound: Factor) -> None:
    if not _given(row, "balance", "market.balance", "平衡值", "balance value"):
        return
    slope.give(row.builder, "market.deviation_slope", row.context, row.label("盈缺率斜率", "slope of the rate"))
    bound.give(row.builder, "market.rate_bound", row.context, row.label("盈缺率上限", "bound of the rate"))
    for fact_id, zh, en, formula in (
        ("market.deviation", "碳排放强度与平衡值的相对偏差", "deviation from the balance value", _deviation),
        ("market.surplus_rate_allotted", "配额盈缺率", "rate of surplus or shortage allotted", _rate),
    ):
        row.builder.derive(fact_id, row.context, PERCENT, row.label(zh, en), partial(formula, row))
    _derive(row, partial(_by_rate, row))


def _deviation(row: Row) -> Quantity:
    balance = row.read("market.balance")
    intensity = row.read("market.intensity")
    try:
        same = balance.in_unit(intensity.unit)
    except UnitError:
        same = (balance * constant(1, "tCO2e/tCO2", "one allowance stands for one tonne of CO2e")).in_unit(
            intensity.unit
        )
    return (intensity - same) / same


def _rate(row: Row) -> Quantity:
    bound = row.read("market.rate_bound").in_unit(ONE)
    wanted = row.read("market.deviation_slope") * row.read("market.deviation").in_unit(ONE) * constant(-1)
    return extreme([extreme([wanted, bound], "min"), bound * constant(-1)], "max")


def _by_rate(row: Row) -> Quantity:
    return row.read("market.emissions") * (constant(1) + row.read("market.surplus_rate_allotted").in_unit(ONE))


# ------------------------------------------------------------------------------------------- output and intensity


def record_output(row: Row) -> None:
    """Record the output in its own unit; an output of zero is a finding, and what is said per output is missing."""
    amount = row.data.output
    if amount is None:
        return
    row.give("output", "market.output", amount.unit, "产量", "output")
    if amount.value == 0:
        row.builder.findings.append(
            NO_OUTPUT.at(
                row.data.place("output"),
                f"{row.unit.name.zh}{row.data.year}年产量为 0，单位产品的数值无法计算",
                f"the output of {row.unit.id} in {row.data.year} is zero: nothing can be said per product",
                hint_zh="未生产的年度不列入 years",
                hint_en="leave out a year without production",
            )
        )
    row.builder.derive(
        "market.intensity",
        row.context,
        f"tCO2e/{amount.unit}" if "/" not in amount.unit and " " not in amount.unit else "1",
        row.label("单位产品排放量", "emissions per output"),
        lambda: row.read("market.emissions") / row.read("market.output"),
        position=row.data.place("output"),
    )
