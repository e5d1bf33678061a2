"""The rules of the inventory calculation: what can be wrong with activity data, factors and instruments."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NO_ACTIVITY = Rule(
    "LG010",
    "no-activity-data",
    Severity.ERROR,
    "A source has no activity data in a reporting year. Nothing is taken as zero: a source that did not run has a row "
    "of zero with its evidence, otherwise the total of that year cannot be given. Example: a boiler with rows for 2023 "
    "and 2024 in an inventory of 2022-2024. Right form: inline: [{source: boiler, period: 2022, quantity: 0 t}].",
    "ISO 14064-1:2018, 6.2.1",
)
MONTHS_MISSING = Rule(
    "LG011",
    "months-missing",
    Severity.WARNING,
    "A source that is recorded by month lacks months of a year, so that the year may be understated. Write zero with "
    "its evidence for months without use. Refrigerant and other leaks are events and are not counted here.",
    "ISO 14064-1:2018, 6.2.2",
)
ACTIVITY_UNIT = Rule(
    "LG012",
    "activity-unit",
    Severity.ERROR,
    "A quantity stands in a unit of another dimension or substance than the source's: litres of diesel for a source in "
    "t, Sm3 (20 degC) for one in Nm3 (0 degC), t of clinker for t of cement. No conversion is guessed.",
)
NEGATIVE = Rule(
    "LG013",
    "negative-activity",
    Severity.ERROR,
    "An activity quantity is negative. Stock changes and corrections belong into the consumption of the period that "
    "they correct; energy sold is a source of its own kind (sold-electricity, sold-heat).",
)
NEWER_FACTOR = Rule(
    "LG016",
    "newer-factor",
    Severity.NOTE,
    "The data set holds a factor of a later data year that was published when the document was dated, and the criteria "
    "fix an older one. Right where a scheme prescribes the year; otherwise take criteria.electricity_year out.",
)
FACTOR_UNIT = Rule(
    "LG017",
    "factor-unit",
    Severity.ERROR,
    "A factor's unit does not fit: its denominator is not the unit of the activity (substance included), or its "
    "numerator names no gas. Right forms: tCO2/t, kgCO2/kWh, tCO2e/10^4 CNY, kgCH4/TJ, GJ/t, tC/GJ.",
)
NO_GWP = Rule(
    "LG018",
    "no-gwp",
    Severity.ERROR,
    "The GWP set of the criteria has no value for a gas, or the gas (or refrigerant blend) is not known. Write "
    "HFC134a, R410A, SF6, CF4 ...; a blend that is not in the data set is entered as one source for each component.",
)
OVER_COVERED = Rule(
    "LG019",
    "instruments-exceed-purchase",
    Severity.ERROR,
    "Contractual instruments (certificates, green power contracts) of a site and year cover more electricity than the "
    "site bought. What was not bought cannot be claimed; the market-based figures of that site are not given.",
    "GHG Protocol Scope 2 Guidance, chapter 7",
)
INSTRUMENT_NOWHERE = Rule(
    "LG021",
    "instrument-without-purchase",
    Severity.ERROR,
    "A contractual instrument belongs to a site without purchased electricity, or to a year that is not reported.",
)
MIXED_PERIODS = Rule(
    "LG023",
    "year-and-months",
    Severity.ERROR,
    "A source has both a quantity for the whole year and quantities for months of it, which would count twice.",
)
USES_SHARE = Rule(
    "LG024",
    "uses-do-not-add-up",
    Severity.WARNING,
    "The shares of a source's uses do not add up to 100 percent, so that the energy flow loses or invents energy.",
)
SCOPE3_CATEGORY = Rule(
    "LG025",
    "scope3-category",
    Severity.WARNING,
    "A value-chain source names no scope 3 category; it is counted in ISO 14064-1 category 6 (other sources). Give "
    "scope3_category: 1 to 15 of the GHG Protocol's Scope 3 Standard.",
)
OUTSIDE_SEVEN = Rule(
    "LG026",
    "gas-outside-totals",
    Severity.NOTE,
    "A gas of the Montreal Protocol (such as HCFC22) is reported apart and is not part of the totals.",
    "GHG Protocol Corporate Standard, chapter 9",
)
NO_UNCERTAINTY = Rule(
    "LG027",
    "no-uncertainty",
    Severity.WARNING,
    "A source has no uncertainty, so that the inventory's uncertainty cannot be given although other sources have one.",
    "ISO 14064-1:2018, 8.3",
)
RECALCULATION = Rule(
    "LG028",
    "base-year-recalculation",
    Severity.WARNING,
    "The base year's recalculated emissions differ from the published ones by more than the client's own threshold, "
    "and the project does not say why (periods.base_year.changes).",
    "ISO 14064-1:2018, 6.4.2",
)
BAD_ROW = Rule(
    "LG029",
    "source-fields",
    Severity.ERROR,
    "A source's fields do not say how its emissions are calculated: combustion names a fuel, a leak names its gas.",
)
LATER_FACTOR = Rule(
    "LG030",
    "factor-of-later-notice",
    Severity.WARNING,
    "criteria.electricity_year asks for a factor whose announcement came out after the project's latest document was "
    "dated. A document cannot rest on what was not yet published: take a year that was out, or correct the date. "
    "Example: electricity_year: 2023 (announced on 2025-12-31) in a report of 2025-07-25.",
)
