"""The rules that the decomposition applies to its numbers."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

UNITS = Rule(
    "LG350",
    "driver-units",
    Severity.ERROR,
    "The units of the factors, multiplied, are not the unit of the aggregate, so that the identity cannot hold. Wrong: "
    "population in 万人, GDP per head in 元/人, energy intensity in tce/万元, and an aggregate in tCO2. Right: a last "
    "factor in tCO2/tce.",
)
NUMBERS = Rule(
    "LG351",
    "driver-numbers",
    Severity.ERROR,
    "A factor has no number, or two rows, for a sub-sector and year that the decomposition takes. A missing number is "
    "never nought: type 0 where there was nothing. Wrong: a row of 2021 with an empty cell. Right: a number in every "
    "cell, one row for each sub-sector and year.",
)
NEGATIVE = Rule(
    "LG352",
    "driver-negative",
    Severity.ERROR,
    "A factor is below nought. The logarithmic mean Divisia index has no value then: carbon sinks and net exports are "
    "decomposed apart from what is emitted. Wrong: a sub-sector `forest` of -12 tCO2. Right: that row under `skip`.",
    "Ang 2005, section 1: the factors are positive",
)
GAP = Rule(
    "LG353",
    "driver-gap",
    Severity.ERROR,
    "A chained decomposition runs over years that do not follow each other. Its effects are year-on-year; over a gap "
    "they would be those of several years. Wrong: rows of 2018, 2019 and 2021. Right: the rows of 2020, or "
    "`years: [2018, 2019, 2021]`, which says that the gap is meant.",
)
DIVISOR = Rule(
    "LG354",
    "driver-divisor",
    Severity.ERROR,
    "A quantity is nought while one after it in the chain is not, so that their ratio has no value. Wrong: energy use "
    "0 tce beside emissions of 12 tCO2. Right: the energy that was burnt, or the sub-sector under process emissions.",
)
YEAR = Rule(
    "LG355",
    "driver-year",
    Severity.ERROR,
    "A row's year cannot be read. Wrong: `FY20`. Right: `2020` or `2020年`.",
)
SECTOR = Rule(
    "LG356",
    "driver-sector",
    Severity.ERROR,
    "A row names a sub-sector that is not listed. Left out, its emissions would be missing from the aggregate. Right: "
    "an entry under `sectors`, or the row's name under `skip` of the table where it is a total.",
)
SHARES = Rule(
    "LG357",
    "driver-shares",
    Severity.ERROR,
    "The shares of one year do not sum to one over the sub-sectors (by more than 0.5 percent, which allows for printed "
    "digits). Structure effects of such shares hold a part of the activity effect. Wrong: 0.6 and 0.5. Right: 0.6 and "
    "0.4, or `given: quantities`, from which the shares follow.",
)
FACTS = Rule(
    "LG359",
    "driver-fact",
    Severity.ERROR,
    "A factor names facts that are not there, or not by year (and sub-sector) alone. Wrong: `fact: region.total`, "
    "which is there on several bases. Right: `fact: region.total[basis=gross]`.",
)
EMPTY_YEARS = Rule(
    "LG358",
    "driver-two-years",
    Severity.ERROR,
    "There is only one year of data, and a change needs two.",
)
