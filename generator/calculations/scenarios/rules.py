"""The rules that the scenario model applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

HORIZON = Rule(
    "LG370",
    "scenario-horizon",
    Severity.ERROR,
    "The model's last year lies after 2060 or not after its base year. National plans end with carbon neutrality "
    "before 2060; further out the assumptions carry nothing. Wrong: `base: 2020, to: 2070`. Right: `base: 2020, to: "
    "2060`.",
)
NO_PATH = Rule(
    "LG371",
    "scenario-without-path",
    Severity.ERROR,
    "The reference scenario says nothing of a value that the model has, and nothing is taken for granted. Wrong: a "
    "sector with an intensity and a reference scenario that gives its activity alone. Right: `intensity: {hold: "
    "true}` where the value stays, or a path.",
)
CURVE_FORM = Rule(
    "LG372",
    "scenario-path-form",
    Severity.ERROR,
    "A path has no form or several, or a form that its value cannot have. Wrong: `{points: [...], growth: [...]}`. "
    "Right: one of points, growth, s_curve, table, stock, or `hold: true` alone.",
)
POINTS_ORDER = Rule(
    "LG373",
    "points-out-of-order",
    Severity.ERROR,
    "The points of a path do not ascend, or lie outside the years after the base year up to the last. Wrong: `[{year: "
    "2035, ...}, {year: 2030, ...}]`. Right: `[{year: 2030, ...}, {year: 2035, ...}]`.",
)
GAP = Rule(
    "LG374",
    "series-gap",
    Severity.ERROR,
    "A path leaves years without a value: growth periods do not join, points end before the last year and nothing "
    "says that the value stays, or a table has no number for a year. Nothing is extrapolated unsaid. Wrong: `points: "
    "[{year: 2030, value: 90 t}]` in a model to 2060. Right: the same with `hold: true`.",
)
TWICE = Rule(
    "LG375",
    "path-twice",
    Severity.ERROR,
    "Two entries say how one value goes on: two growth periods for a year, two rows of a table, two entries for a "
    "sector. Wrong: 2025-2030 at 3 % beside 2030-2035 at 1 %. Right: 2025-2029 at 3 % and 2030-2035 at 1 %.",
)
SHARES = Rule(
    "LG376",
    "fuel-shares",
    Severity.ERROR,
    "The energy shares of a sector do not add up to 100 %, or one is negative. Wrong: `{coal: 60, electricity: 30}`. "
    "Right: `{coal: 60, electricity: 40}`. All emissions of the sector wait for it.",
)
STEEPNESS = Rule(
    "LG377",
    "s-curve-steepness",
    Severity.ERROR,
    "The steepness of an S-curve is not above 0 (or above 10 a year, which is a step). Direction comes from the "
    "levels, not from the sign. Wrong: `steepness: -0.3`. Right: `{low: 20 %, high: 70 %, midpoint: 2035, steepness: "
    "0.3}`.",
)
S_CURVE_START = Rule(
    "LG378",
    "s-curve-start",
    Severity.WARNING,
    "In the base year the S-curve has already gone more than 5 % of its way, while the base year's value stands at "
    "its start: the path jumps in the first year. Set `anchored: true`, a later midpoint, or a lower `low`.",
)
COMPOUND = Rule(
    "LG379",
    "compound-needs-positive",
    Severity.ERROR,
    "A compound path leads from or to a value that is not above zero; no yearly rate does that. Wrong: `between: "
    "compound` to 0 t. Right: `between: linear`, or a small value above 0.",
)
LIFETIME = Rule(
    "LG380",
    "stock-lifetime",
    Severity.ERROR,
    "A stock's lifetime is not a whole number of years from 1 to 100. Wrong: `lifetime: 0 a`. Right: `lifetime: 20 a`.",
)
SHRINKS = Rule(
    "LG381",
    "stock-shrinks-too-fast",
    Severity.ERROR,
    "A stock's total falls by more than what retires in that year, so that additions would be negative. Let the total "
    "fall more slowly, or give a shorter lifetime.",
)
EXCEEDS = Rule(
    "LG382",
    "wedge-exceeds-sector",
    Severity.ERROR,
    "The measures of a scenario take more off a sector than it emits in that year. Usual reason: two measures claim "
    "the same tonne.",
)
REFERENCE = Rule(
    "LG383",
    "reference-scenario-form",
    Severity.ERROR,
    "The reference scenario takes measures or follows something other than its sectors. It is what happens without "
    "measures. A scenario with `follows: target` needs its path under `target`, and only such a scenario has one.",
)
NO_PEAK = Rule(
    "LG384",
    "no-peak-within-horizon",
    Severity.NOTE,
    "A scenario's greatest emission stands in the model's last year: it has no peak within the horizon. What asks for "
    "its peak year is told so; `scenario.maximum` has the greatest value.",
)
TARGET = Rule(
    "LG385",
    "scenario-target",
    Severity.ERROR,
    "A target lies outside the years after the base year, or gives neither or both of value and reduction. Right: "
    "`{year: 2030, value: 800 万tCO2}` or `{year: 2030, reduction: 18}`. The same holds for the years of a budget and "
    "of a sensitivity.",
)
PARAMETER = Rule(
    "LG386",
    "sensitivity-parameter",
    Severity.ERROR,
    "A parameter of the sensitivity names what its item does not have, has its low above its high, or asks for a "
    "result that is not there. Right: `{item: activity, sector: steel, low: -10 %, high: 10 %}`, `{item: factor, "
    "energy: electricity, ...}`, `{item: measure, measure: wind, ...}`.",
)
NO_BASE = Rule(
    "LG387",
    "path-without-base",
    Severity.ERROR,
    "A scenario gives a path to a value that the base year does not have, such as process emissions of a sector "
    "without any, or the share of an energy that the sector never uses. Give the base year's value, 0 where it is "
    "nought.",
)
UNIT = Rule(
    "LG388",
    "scenario-unit",
    Severity.ERROR,
    "A unit does not fit the model: emissions in tCO2 or tCO2e, energy in tce, GJ or MWh, intensity in energy per "
    "activity, factors in emission per energy, all without substances of their own. Wrong: `intensity: 0.6 t/t`. "
    "Right: `intensity: 0.6 tce/t`.",
)
SECTOR_FORM = Rule(
    "LG389",
    "sector-energy-form",
    Severity.ERROR,
    "A sector gives its energy in two ways, shares without an intensity, or nothing that could emit. Right: `energy: "
    "{coal: 40 tce, electricity: 10 tce}`, or `intensity: 0.5 tce/t` with `shares: {coal: 80, electricity: 20}`, or a "
    "process factor, alone or beside them.",
)
FACTOR_FORM = Rule(
    "LG390",
    "energy-factor-form",
    Severity.ERROR,
    "An energy has no emission factor, or two. Right: `factor: {value: 2.66, unit: tCO2/tce, source: ..., mark: "
    "secondary}`, or `figure: {data_set: cn-electricity, item: electricity, property: national, region: 全国, year: "
    "2022, purpose: location}`.",
)
