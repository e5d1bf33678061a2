"""The rules that every calculation shares: factors that are not there or not one, amounts that do not fit."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NO_FACTOR = Rule(
    "LG014",
    "no-factor",
    Severity.ERROR,
    "No factor fits a source, by data set, item, region, year and purpose. The nearest are listed. Give the fuel "
    "as the data set spells it, name another data set as <set>/<item>, or bring a factor with its source: "
    "factor: {value: 2.1, unit: tCO2/t, source: ..., year: '2024', mark: secondary}.",
)
TWO_FACTORS = Rule(
    "LG015",
    "two-factors",
    Severity.ERROR,
    "Two factors fit a source, and nothing says which is meant. Name the data set (<set>/<item>), or leave out one of "
    "the two fields that say the same thing (factor, or ncv with carbon_content).",
)
AMOUNT = Rule(
    "LG208",
    "amount-unit",
    Severity.ERROR,
    "An amount has a unit of another dimension than the calculation asks for. Reductions are in tCO2e (or MWh of "
    "electricity) a year, costs in 万元 or CNY, lifetimes in a, rates in %, grid factors in tCO2/MWh. Wrong: "
    "`capex: 320 t`. Right: `capex: 320 万元`.",
)
OUT_OF_RANGE = Rule(
    "LG215",
    "amount-range",
    Severity.ERROR,
    "An amount lies outside what it can be: a discount rate between 0 and 100 %, a lifetime above 0 and up to 200 "
    "years, an investment at 0 or above, a growth rate not below -100 %, a share between 0 and 1. Wrong: "
    "`lifetime: 0 a`. What needs the amount is missing until it is corrected.",
)
