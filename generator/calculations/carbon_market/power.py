"""Allowances of generating units by benchmarks.

Method: allocation plans of the national system for power generation. Ae = Qe x Be x Fl x Fr x Ff, Ah = Qh x Bh, A =
Ae + Ah: electricity (2023 and later: generated; before: supplied) times the class's benchmark and the corrections
of cooling, heat supply and load, plus heat supplied times its benchmark. Which corrections there are is a matter of
the plan's data set: that of 2023 and 2024 has no heat supply correction. Fr = 1 - slope x heat supply ratio. Ff by
bands of the load factor F: constant + slope x (reference - F) or base^(constant - slope x F). A benchmark or load
correction that the year states takes the place of the plan's.

Inputs: `carbon_market.entities[].units[]` with `category`, `cooling` and, by year, `electricity`, `heat`,
`heat_ratio`, `load_factor`; data sets `cn-ets-power-2019-2020` and `cn-ets-power-2023-2024`.

Outputs: all by entity, asset and period: `market.electricity` (MWh{electricity}), `market.heat` (GJ{heat}),
`market.load_factor` and `market.heat_ratio` (percent), `market.benchmark_power` (tCO2/MWh{electricity}),
`market.benchmark_heat` (tCO2/GJ{heat}), `market.factor_cooling`, `market.factor_heat_supply`, `market.factor_load`
(1), `market.allowance_power`, `market.allowance_heat` (tCO2e).

Errors: LG600, LG601, LG602, LG609, and LG208, LG215 for amounts.

Example: no published case with numbers was found; `worked/power-2024.yaml` and `worked/power-2019.yaml` were worked
out by hand from the formula. That the load bands of 2019 join without a step at 85, 80 and 75 % is tested.

Marks: of 2023 and 2024, 0.8049 and the balance value 0.8155 are secondary, all else unconfirmed; the benchmarks of
2019 and 2020 are secondary, their corrections unconfirmed.
"""

from __future__ import annotations

from functools import partial

from generator.base.units import ONE
from generator.calculations.carbon_market.frame import (
    HEAT,
    PERCENT,
    POWER,
    TONNES,
    Row,
    allowances,
)
from generator.calculations.carbon_market.rules import ANOTHER_YEAR, BENCHMARK, CORRECTION, NO_BENCHMARK
from generator.calculations.factors import Factor, from_figure, from_inline
from generator.ledger.quantity import Quantity, constant, power
from generator.project.inline_factor import InlineFactor

#: Item of the plan's data set that holds one band of the load correction; bands are tried in this order.
_BANDS = ("load-1", "load-2", "load-3", "load-4", "load-5")
#: Parameters of a band's formula, and what they are called.
_LOAD = {
    "constant": ("常数项", "constant"),
    "slope": ("斜率", "slope"),
    "reference": ("基准负荷系数", "reference load factor"),
    "base": ("底数", "base"),
    "exponent-constant": ("指数常数项", "constant of the exponent"),
    "exponent-slope": ("指数斜率", "slope of the exponent"),
}


def record_power(row: Row) -> None:
    """Record what a generating unit is allotted for electricity and heat."""
    if row.give("electricity", "market.electricity", POWER, "电量", "electricity"):
        _record_benchmark(row, "benchmark", "market.benchmark_power", "electricity", "发电基准值", "benchmark of power")
        _record_cooling(row)
        _record_heat_supply(row)
        _record_load(row)
        text = row.label("发电配额量", "allowances for electricity")
        row.builder.derive(
            "market.allowance_power", row.context, TONNES, text, partial(_power, row), position=row.data.at
        )
    else:
        row.lack("market.allowance_power", "没有给出电量", "there is no electricity")
    if row.give("heat", "market.heat", HEAT, "供热量", "heat supplied"):
        _record_benchmark(row, "heat-benchmark", "market.benchmark_heat", "heat", "供热基准值", "benchmark of heat")
        text = row.label("供热配额量", "allowances for heat")
        formula = partial(_heat, row)
        row.builder.derive("market.allowance_heat", row.context, TONNES, text, formula, position=row.data.at)


def _power(row: Row) -> Quantity:
    amount = row.read("market.electricity") * row.read("market.benchmark_power")
    for name in ("cooling", "heat_supply", "load"):
        fact_id = f"market.factor_{name}"
        if row.builder.has(fact_id, row.context) or row.builder.lacks(fact_id, row.context):
            amount = amount * row.read(fact_id)
    return allowances(amount)


def _heat(row: Row) -> Quantity:
    return allowances(row.read("market.heat") * row.read("market.benchmark_heat"))


def _record_benchmark(row: Row, property_name: str, fact_id: str, substance: str, zh: str, en: str) -> None:
    own: InlineFactor | None = row.data.benchmark if substance == "electricity" else row.data.heat_benchmark
    factor = from_inline(own) if own is not None else row.figure(row.unit.category, property_name)
    if factor is None:
        no_figure(row, property_name)
        row.lack(fact_id, "没有基准值", "there is no benchmark")
        return
    if positive(row, factor, fact_id):
        factor.per(substance).give(row.builder, fact_id, row.context, row.label(zh, en))


def positive(row: Row, factor: Factor, fact_id: str) -> bool:
    """Whether a benchmark is above zero; one that is not is a finding, and the fact is missing."""
    if factor.value > 0:
        return True
    right = abs(factor.value) or "0.7910"
    row.builder.findings.append(
        BENCHMARK.at(
            factor.position,
            f"{row.unit.name.zh}{row.data.year}年的基准值或系数为 {factor.value} {factor.unit}，应大于 0",
            f"the benchmark or coefficient of {row.unit.id} in {row.data.year} is {factor.value} {factor.unit}; it "
            "must be above 0",
            hint_zh=f"例如 {{value: {right}, unit: {factor.unit}, source: …, mark: secondary}}",
            hint_en=f"for example {{value: {right}, unit: {factor.unit}, source: ..., mark: secondary}}",
        )
    )
    row.lack(fact_id, "基准值不大于零", "the benchmark is not above zero", factor.position)
    return False


def no_figure(row: Row, property_name: str) -> None:
    """Say that a plan has no figure for a unit's class, or none for its year, and what it has."""
    chosen = row.frame.sets.data_set(row.entity.plan, row.entity.place("plan")) if row.entity.plan else None
    if chosen is None:
        return
    category = row.unit.category
    years = sorted({one.year for one in chosen.find(category, property_name) if one.year})
    if years:
        row.builder.findings.append(
            ANOTHER_YEAR.at(
                row.data.place("year"),
                f"{row.entity.plan} 没有 {category} {row.data.year} 年的数值，只有 {'、'.join(map(str, years))} 年",
                f"{row.entity.plan} has no figure of {category} for {row.data.year}, only for "
                f"{', '.join(map(str, years))}",
                hint_zh="改用该年度的配额方案，或写明 benchmark 及其来源",
                hint_en="name the plan of the year, or state the benchmark with its source",
            )
        )
        return
    classes = [item for item in chosen.items if chosen.find(item, property_name)]
    row.builder.findings.append(
        NO_BENCHMARK.at(
            row.unit.place("category"),
            f"{row.entity.plan} 没有类别“{category}”的基准值",
            f"{row.entity.plan} has no benchmark for the class {category!r}",
            hint_zh=f"可用类别：{'、'.join(classes)}",
            hint_en=f"classes: {', '.join(classes)}",
        )
    )


# ------------------------------------------------------------------------------------------- corrections


def _record_cooling(row: Row) -> None:
    if not row.figures("cooling", "factor"):
        return
    factor = row.figure("cooling", "factor", row.unit.cooling) if row.unit.cooling else None
    if factor is None:
        unknown_correction(row, "market.factor_cooling", "cooling: water", "冷却方式", "the way of cooling")
        return
    text = row.label("冷却方式修正系数", "cooling correction")
    factor.give(row.builder, "market.factor_cooling", row.context, text)


def _record_heat_supply(row: Row) -> None:
    slope = row.figure(row.unit.category, "heat-supply-slope")
    if slope is None or row.data.heat is None:
        return
    if row.data.heat_ratio is None:
        unknown_correction(row, "market.factor_heat_supply", "heat_ratio: 12 %", "供热比", "the heat supply ratio")
        return
    row.give("heat_ratio", "market.heat_ratio", PERCENT, "供热比", "heat supply ratio", most=100)
    text = row.label("供热量修正系数的斜率", "slope of the heat supply correction")
    slope.give(row.builder, "market.heat_supply_slope", row.context, text)
    text = row.label("供热量修正系数", "heat supply correction")
    formula = partial(_heat_supply, row)
    row.builder.derive("market.factor_heat_supply", row.context, ONE, text, formula, position=row.data.at)


def _heat_supply(row: Row) -> Quantity:
    return constant(1) - row.read("market.heat_supply_slope") * row.read("market.heat_ratio").in_unit(ONE)


def _record_load(row: Row) -> None:
    fact_id = "market.factor_load"
    text = row.label("负荷（出力）修正系数", "load correction")
    if row.data.load_correction is not None:
        given = from_inline(row.data.load_correction)
        if positive(row, given, fact_id):
            given.give(row.builder, fact_id, row.context, text)
        return
    if not row.unit.load_corrected or not row.figures(row.unit.category, "load-corrected"):
        return
    if not row.give("load_factor", "market.load_factor", PERCENT, "负荷（出力）系数", "load factor", most=100):
        unknown_correction(row, fact_id, "load_factor: 78 %", "负荷（出力）系数", "the load factor")
        return
    band = _band(row)
    if band is None:
        form = "load_correction: {value: 1.02, unit: '1', source: …, mark: secondary}"
        unknown_correction(row, fact_id, form, "该负荷系数区间的公式", "a formula for a load factor this low")
        return
    for name, (zh, en) in _LOAD.items():
        if (one := row.figure(band, name)) is not None:
            named = row.label(f"负荷（出力）修正公式：{zh}", f"formula of the load correction: {en}")
            one.give(row.builder, _parameter(name), row.context, named)
    row.builder.derive(fact_id, row.context, ONE, text, partial(_load, row), position=row.data.place("load_factor"))


def _parameter(name: str) -> str:
    return f"market.load_{name.replace('-', '_')}"


def _band(row: Row) -> str | None:
    """Return the first band whose lower bound the load factor reaches, compared exactly."""
    load = row.read("market.load_factor")
    for item in _BANDS:
        found = row.figures(item, "least")
        if found and load.value >= from_figure(found[0]).value:
            return item
    return None


def _load(row: Row) -> Quantity:
    load = row.read("market.load_factor")
    if row.builder.has("market.load_base", row.context):
        exponent = row.read("market.load_exponent_constant") - row.read("market.load_exponent_slope") * load.in_unit(
            ONE
        )
        return power(row.read("market.load_base"), exponent)
    start = row.read("market.load_constant")
    if not row.builder.has("market.load_slope", row.context):
        return start
    return start + (row.read("market.load_slope") * (row.read("market.load_reference") - load)).in_unit(ONE)


def unknown_correction(row: Row, fact_id: str, form: str, zh: str, en: str) -> None:
    """Say that a correction of the plan cannot be given, and what it needs."""
    key = form.partition(":")[0]
    place = (
        row.unit.place(key) if key == "cooling" else row.data.place("load_factor" if key.startswith("load") else key)
    )
    row.builder.findings.append(
        CORRECTION.at(
            place,
            f"{row.unit.name.zh}{row.data.year}年缺少{zh}，修正系数无法确定",
            f"{row.unit.id} in {row.data.year}: the correction needs {en}",
            hint_zh=f"例如 {form}",
            hint_en=f"for example {form}",
        )
    )
    row.lack(fact_id, f"缺少{zh}", f"the correction needs {en}", place)
