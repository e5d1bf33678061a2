"""The rules that the carbon market's calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

BENCHMARK = Rule(
    "LG600",
    "benchmark-not-positive",
    Severity.ERROR,
    "A benchmark, balance value or base intensity is zero or negative: no output could be allotted anything by it."
    " Wrong: `benchmark: {value: -0.7910, unit: tCO2/MWh, ...}`. Right: `benchmark: {value: 0.7910, unit: "
    "tCO2/MWh, ...}`.",
)
NO_BENCHMARK = Rule(
    "LG601",
    "no-benchmark",
    Severity.ERROR,
    "The plan's data set has no benchmark or rule for a unit's class; the classes it has are listed. Name one of "
    "them under `category`, or state the figure: `benchmark: {value: 0.8285, unit: tCO2/MWh, source: ..., mark: "
    "secondary}`.",
)
ANOTHER_YEAR = Rule(
    "LG602",
    "plan-of-another-year",
    Severity.ERROR,
    "The plan's data set knows the class, but not for this year; a benchmark of another year is never taken in its "
    "place. Name the plan of the year, or state the year's benchmark with its source.",
)
CCER_ABOVE_CAP = Rule(
    "LG603",
    "ccer-above-cap",
    Severity.ERROR,
    "An entity means to surrender more CCER than the cap allows (5 % of the allowances to be surrendered). The "
    "calculation uses the cap. Wrong: `quantity: 60000 tCO2e` for an obligation of 1,000,000. Right: `quantity: 50000 "
    "tCO2e`.",
    "碳排放权交易管理办法（试行） 29",
)
UNBALANCED = Rule(
    "LG604",
    "account-unbalanced",
    Severity.ERROR,
    "A row of an account does not balance: opening + allocated + carried in + bought - sold - carried out - "
    "surrendered - cancelled is not the closing balance that stands there. Opening and closing are both named.",
)
OPENING = Rule(
    "LG605",
    "account-opening",
    Severity.ERROR,
    "A vintage opens a year with another balance than it closed its last year with; both places are named. Or it "
    "closes with a balance, and the account's next year has no row of it.",
)
NO_PRICE = Rule(
    "LG606",
    "price-missing-year",
    Severity.ERROR,
    "A price scenario has no price for a year in which an entity is short or long, so that its cost is missing there. "
    "Right: `years: [{year: 2024, cea: cn-ets-prices/cea-close}, {year: 2025, cea: ...}]`.",
)
PRICE_FIGURE = Rule(
    "LG607",
    "price-figure",
    Severity.ERROR,
    "A price names no figure of a data set for its year, has another unit than money per tonne, or is negative. Right: "
    "`cea: cn-ets-prices/cea-close` or `cea: {value: 80, unit: CNY/tCO2e, source: ..., mark: unconfirmed}`.",
)
NO_OUTPUT = Rule(
    "LG608",
    "no-output",
    Severity.ERROR,
    "A unit's production is zero, so that nothing can be said per unit of product (intensity, deviation from the "
    "balance value, carbon price per product). A unit that did not run is left out of that year.",
)
CORRECTION = Rule(
    "LG609",
    "correction-unknown",
    Severity.ERROR,
    "The plan corrects this class of units, but what the correction needs is missing: the way of cooling, the heat"
    " supply ratio, the load factor, or a formula for a load factor this low. Right: `cooling: water`, "
    "`load_factor: 78 %`, or `load_correction: {value: 1.02, unit: '1', source: ..., mark: secondary}`.",
)
ALLOCATED_DIFFERS = Rule(
    "LG610",
    "allocated-differs",
    Severity.WARNING,
    "The account shows another allocation of a vintage than the plan gives by the unit data. Usual reasons: the "
    "account holds the pre-allocation, or verification changed the output.",
)
NOT_SURRENDERED = Rule(
    "LG611",
    "surrender-incomplete",
    Severity.WARNING,
    "The account shows less surrendered for a year than the obligation. What remains is `market.surrender_gap`.",
)
NO_PLAN = Rule(
    "LG612",
    "no-plan",
    Severity.ERROR,
    "An entity whose units are allotted by a plan names no data set of a plan. Right: `plan: "
    "cn-ets-power-2023-2024`, or `allocation: benchmark` with a benchmark in each year.",
)
PARAMETER = Rule(
    "LG613",
    "parameter-missing",
    Severity.ERROR,
    "The way of allocation needs a figure that the year does not state: a benchmark, base emissions, a base "
    "intensity, a balance value, or a parameter of compliance that the data set does not have for the year.",
)
NEGATIVE = Rule(
    "LG614",
    "account-below-zero",
    Severity.ERROR,
    "A vintage closes a year below zero: more left the account than was in it. A registry refuses that; a movement is "
    "missing or stands in the wrong year or vintage.",
)
SERIAL_TWICE = Rule(
    "LG615",
    "ccer-used-twice",
    Severity.ERROR,
    "Serial numbers of CCER that an entity surrenders are surrendered a second time, or retired for a claim of carbon "
    "neutrality of the same project. The finding names both places. Wrong: 1 to 100 and 51 to 150. Right: 1 to 100 "
    "and 101 to 150.",
    waivable=False,
)
SERIAL_COUNT = Rule(
    "LG616",
    "ccer-serials-quantity",
    Severity.ERROR,
    "The blocks of serial numbers of an offset do not hold as many CCER as its quantity says, at one tonne each. "
    "Wrong: first 1, last 100 and 120 tCO2e. Right: 100 tCO2e, or the block that is missing.",
)
