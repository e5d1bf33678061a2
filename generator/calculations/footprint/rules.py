"""The rules that the footprint calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity


def _error(number: int, name: str, doc: str, clause: str = "") -> Rule:
    return Rule(f"LG{number}", name, Severity.ERROR, doc, clause)


def _warning(number: int, name: str, doc: str, clause: str = "") -> Rule:
    return Rule(f"LG{number}", name, Severity.WARNING, doc, clause)


DECLARED_UNIT = _error(
    480,
    "declared-unit-of-whole-life",
    "A footprint from cradle to grave is given for a declared unit. A declared unit names an amount without a "
    "function and serves a partial footprint alone. Wrong: `unit: {kind: declared, ...}` with `boundary: "
    "cradle-to-grave`. Right: `unit: {kind: functional, ...}`, or `boundary: cradle-to-gate`.",
    "ISO 14067:2018, 6.3.3",
)
CYCLE = _error(
    481,
    "process-cycle",
    "Processes feed each other in a circle, so that none of them can be calculated first. Internal recycling is "
    "netted inside one process. Wrong: smelting takes from casting, casting from smelting. Right: scrap that returns "
    "inside the works is no exchange.",
    "ISO 14044:2006, 4.2.3.3",
)
UNREACHED = _warning(
    482,
    "process-without-demand",
    "A process is fed into nothing: no demand and no other process takes its output, and its emissions are in no "
    "result. Right: name it under `demand`, or as `process:` of an exchange, or take it out.",
)
NEGATIVE = _error(
    483,
    "negative-amount",
    "An amount, factor or output is below zero (or an output is zero) where none can be. Uptake of CO2 is an exchange "
    "with `origin: removal` and a positive factor; a credit is a co-product with `replaces`. Wrong: `amount: -3 t`. "
    "Right: `amount: 3 t`.",
)
AMOUNT_NEEDED = _error(
    484,
    "exchange-amount",
    "An exchange says its amount in no way or in two. Right: exactly one of `amount: 1300 t`, `tally: {table: ..., "
    "values: ...}`, `leg: {mass: 12 t, distance: 350 km}`.",
)
FACTOR_NEEDED = _error(
    485,
    "exchange-factor",
    "Nothing, or more than one thing, says what an exchange emits. Right: exactly one of `process: smelting` (made in "
    "this system), `factor: {value: ..., unit: ..., source: ..., mark: ...}` or `<data set>/<item>`, `gas: CH4` "
    "(emitted as such); electricity from the grid may leave it out and takes the life-cycle factor of the year.",
)
FACTOR_PURPOSE = _error(
    486,
    "factor-of-another-purpose",
    "A factor is made for another purpose: an average of combustion emissions for organisations' inventories "
    "(location, residual, fossil) is no life-cycle factor. Electricity in a product footprint takes the factor "
    "published for product footprints. Wrong: 0.5306 kgCO2/kWh (2023, location). Right: 0.6205 kgCO2e/kWh (2023, "
    "product footprint).",
    "ISO 14067:2018, 6.4.9.4",
)
FACTOR_YEAR = _error(
    487,
    "factor-of-another-year",
    "A factor belongs to another year than the footprint, or is older than the rules allow. Right: the factor of the "
    "footprint's year; where there is none, `factor_year: 2024` with `factor_reason: ...`.",
    "ISO 14067:2018, 6.3.5",
)
ALLOCATION = _error(
    488,
    "allocation-data",
    "A process with several products lacks its allocation, or what its method needs: heating values for `energy`, "
    "prices for `economic`, a factor of what is replaced for `substitution`, a share of every output for `shares`.",
    "ISO 14044:2006, 4.3.4",
)
SHARES = _error(
    489,
    "allocation-shares",
    "Shares of an allocation do not sum to one: a part of the burdens would vanish or count twice. Wrong: `{steel: "
    "0.9, slag: 0.2}`. Right: `{steel: 0.9, slag: 0.1}`.",
    "ISO 14044:2006, 4.3.4.1",
)
MASS_BALANCE = _error(
    490,
    "allocation-loses-mass",
    "The products and wastes of an allocated process weigh less or more than what goes in, beyond the declared "
    "tolerance: an output is missing from the allocation, or an input was counted twice. Right: add the missing "
    "output (waste, emission by gas, co-product).",
    "ISO 14044:2006, 4.3.3.2",
)
CUT_OFF = _error(
    491,
    "cut-off-limit",
    "An exchange that was left out, or all of them together, exceed the limit of the cut-off rule. Right: include the "
    "exchange.",
    "ISO 14067:2018, 6.3.4.3",
)
CUT_OFF_RULE = _error(
    492,
    "cut-off-without-rule",
    "An exchange is excluded without a cut-off rule (`cut_off`), or without what the rule compares: an estimate of "
    "its emissions for the basis `emission`, an amount of mass for the basis `mass`.",
    "ISO 14067:2018, 6.3.4.3",
)
WEIGHTS = _error(
    493,
    "quality-weights",
    "Weights of the data quality rating do not sum to one, or name an indicator that there is not. Indicators: "
    "reliability, completeness, temporal, geographical, technological. Right: `{temporal: 0.3, geographical: 0.3, "
    "technological: 0.4}`.",
)
SPREAD = _error(
    494,
    "distribution",
    "A distribution cannot be drawn: a lognormal needs `gsd` of 1 or more, a normal `cv` from 0 to 33 % (beyond, "
    "draws fall below zero), triangular and uniform `low` and `high` with the value between them and not below zero. "
    "Wrong: `{kind: lognormal, gsd: 0.8}`. Right: `{kind: lognormal, gsd: 1.2}`.",
)
CONVERGENCE = _error(
    495,
    "simulation-not-converged",
    "The relative standard error of the simulated mean is above the declared tolerance. Right: more draws (the error "
    "falls with the square root of their number).",
    "JCGM 101:2008, 7.9",
)
COMPARISON = _error(
    496,
    "products-not-comparable",
    "Two products are compared that differ in functional unit, boundary or rules, or are given for a declared unit. "
    "Right: the same functional unit with the same amount, the same boundary and the same product category rules.",
    "ISO 14067:2018, 6.2.2; ISO 14044:2006, 4.2.3.7",
)
INSTRUMENT = _error(
    497,
    "supplier-electricity",
    "Electricity counts by a supplier's factor without the instrument that tracks it. Right: `instrument: 绿证 WZ...`; "
    "without one, `supply: grid`.",
    "ISO 14067:2018, 6.4.9.4.4",
)
TALLY = _error(
    498,
    "tally-without-rows",
    "No row of the table fits, the table has no such column, or a cell that is added up is empty: what is missing "
    "never counts as nought. Right: a column of the table's `values`, words as they stand in it, `0` where nothing was "
    "used.",
)
CHANGE = _error(
    499,
    "scenario-without-change",
    "A change of a scenario says neither an amount nor a factor, or changes an exchange that is excluded, or the "
    "factor of one without a factor; or a sensitivity varies an exchange of module D, which is in no total.",
)
EPD_TOTAL = _error(
    500,
    "epd-gwp-total",
    "GWP-total is not the sum of GWP-fossil, GWP-biogenic and GWP-luluc, beyond the rounding of the figures given.",
    "EN 15804:2012+A2:2019, table 3",
)
EPD_SUM = _error(
    501,
    "epd-a1-a3",
    "The figure of A1-A3 is not the sum of A1, A2 and A3, beyond the rounding of the figures given.",
    "EN 15804:2012+A2:2019, 6.2.2",
)
EPD_MODULES = _error(
    502,
    "epd-modules",
    "An indicator lacks a module that the declaration's type must state, or states one that EN 15804 does not know. "
    "Modules: A1 A2 A3 (or A1-A3), A4, A5, B1-B7, C1-C4, D.",
    "EN 15804:2012+A2:2019, 5.2",
)
EPD_TWICE = _error(
    503,
    "epd-gwp-twice",
    "GWP indicators are given and the stages of the footprint have modules too: two sources for one figure. Right: "
    "either.",
)
NO_GWP = _error(
    504,
    "gas-without-gwp",
    "The set of global warming potentials that the criteria name has no value for a gas. Right: the gas as the set "
    "spells it (CH4, N2O, HFC134a), or `gwp: AR6`.",
    "ISO 14067:2018, 6.5.2",
)
UNIT_MASS = _error(
    505,
    "unit-without-mass",
    "The mass balance of an allocated process cannot be shown, because its output is given in no unit of mass. Right: "
    "the output in t, or `shares` with their reason where mass says nothing.",
)
BEYOND = _error(
    506,
    "module-d-and-inside",
    "A process of module D takes the output of a process inside the boundary, whose emissions would then count in the "
    "total; or a process inside takes from one of module D, whose emissions would then be in no total. Wrong: the "
    "steel of stage A1 with `process: recycling`, recycling in a stage with `module: D`. Right: a factor, or a process "
    "of its own on each side of the boundary.",
    "EN 15804:2012+A2:2019, 6.3.5",
)
