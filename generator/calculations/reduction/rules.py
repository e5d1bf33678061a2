"""The rules that the reduction calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

PERIOD_TOO_LONG = Rule(
    "LG530",
    "crediting-period-too-long",
    Severity.ERROR,
    "A crediting period is longer than the programme or the methodology allows, or one more than it allows. Wrong: "
    "`kind: renewable, years: 8` under CDM. Right: `years: 7`; a fixed period is up to 10 years.",
)
NO_PERIOD_RULE = Rule(
    "LG531",
    "crediting-period-without-rule",
    Severity.ERROR,
    "Nothing says how long a crediting period of this kind may be under this programme. Give the methodology's own "
    "limit: `limit: {value: 10, unit: a, source: ..., mark: secondary}`.",
)
BEYOND_LIFETIME = Rule(
    "LG532",
    "crediting-beyond-lifetime",
    Severity.ERROR,
    "The crediting period ends after the operation life that the project states. Wrong: `lifetime: 6 a` with `years: "
    "7`. Right: a period within the life.",
)
OTHER_GRID = Rule(
    "LG533",
    "margin-of-another-grid-or-year",
    Severity.ERROR,
    "An operating or build margin was published for another grid or another year than the project says. Wrong: the "
    "build margin of 华北区域电网 in a project on 西北区域电网. Right: both margins of one publication.",
)
WEIGHTS = Rule(
    "LG534",
    "margin-weights",
    Severity.ERROR,
    "The weights of operating and build margin do not add up to one. Wrong: `om: 0.75, bm: 0.5`. Right: `om: 0.75, "
    "bm: 0.25`.",
)
LOW_COST = Rule(
    "LG535",
    "simple-margin-not-applicable",
    Severity.ERROR,
    "The simple operating margin is used although low-cost and must-run units supply half of the grid's generation or "
    "more. Use `method: simple-adjusted` or `average`.",
    "CDM TOOL07 step 3",
)
PLANT_DATA = Rule(
    "LG536",
    "plant-data",
    Severity.ERROR,
    "A power unit lacks its generation, its emissions (or factor, or efficiency with fuel factor), its date of "
    "commissioning, or says neither 是 nor 否 where it must. The margins would leave it out in silence.",
)
NO_MARGIN = Rule(
    "LG537",
    "no-grid-margin",
    Severity.ERROR,
    "A line counts electricity by the grid's factor, but the project has no `margin`. Right: `margin: {grid: "
    "西北区域电网, year: 2019, technology: solar}`, or a factor with its source.",
)
NEGATIVE_YEAR = Rule(
    "LG538",
    "negative-reduction",
    Severity.WARNING,
    "In a year, project emissions and leakage exceed the baseline: the reduction is negative. It stays so in the total "
    "and is never set to nought; the document must say why.",
)
RANGE = Rule(
    "LG539",
    "reduction-input-range",
    Severity.ERROR,
    "An input lies outside what it can be: a share above 100 %, a baseline that uses less energy than the project, "
    "neither net electricity nor capacity with hours. What needs it is missing until it is corrected.",
)
GAP = Rule(
    "LG540",
    "monitoring-gap",
    Severity.ERROR,
    "Monitored data have a gap: a day or month of the period without a row or without a value, no reading at a "
    "boundary of the period, or a month of a credited meter that the period cuts in two. State how gaps are filled "
    "conservatively (`gaps: zero` or `gaps: extreme`), or complete the table. With such a rule stated the finding is a "
    "warning.",
)
BACKWARDS = Rule(
    "LG541",
    "reading-goes-backwards",
    Severity.ERROR,
    "A reading of a counter is lower than the one before it. Wrong: 1200, 1180. Right: correct the reading; a counter "
    "that was replaced is a meter of its own.",
)
OUTSIDE_CREDITING = Rule(
    "LG542",
    "monitoring-outside-crediting",
    Severity.ERROR,
    "A monitored period begins before the crediting period starts or ends after its last day. Reductions outside it "
    "cannot be issued.",
)
TWICE = Rule(
    "LG543",
    "monitored-twice",
    Severity.ERROR,
    "A date stands twice in one meter's table. The quantity would be counted twice, or which reading holds could not "
    "be told.",
)
OVERLAP = Rule(
    "LG544",
    "monitoring-periods-overlap",
    Severity.ERROR,
    "Two monitored periods share days, or two periods of the project file's reduction projects state the same serial "
    "numbers as issued. The reductions would be issued twice.",
)
UNCALIBRATED = Rule(
    "LG545",
    "meter-not-calibrated",
    Severity.ERROR,
    "On days of the monitored period no calibration of a meter is valid. State `permissible_error`: it is then taken "
    "off what was exported and put on what was imported on these days, and the finding is a warning.",
)
DEVIATION = Rule(
    "LG546",
    "monitored-differs-from-ex-ante",
    Severity.ERROR,
    "Monitored reductions differ from the ex-ante estimate of the same days by more than the stated tolerance, and "
    "nothing explains it. Right: `explanation: 2024年风速高于多年平均`.",
)
BAD_DATE = Rule(
    "LG547",
    "monitoring-date",
    Severity.ERROR,
    "A date in a table is none. Wrong: `2024-02-30`, `3月`. Right: `2024-03-01`, for months `2024-03`.",
)
NEGATIVE_QUANTITY = Rule(
    "LG548",
    "negative-metered-quantity",
    Severity.ERROR,
    "A metered quantity is negative. Exports and imports are two meters, each counting upwards.",
)
LENDING = Rule(
    "LG549",
    "money-comes-in-first",
    Severity.WARNING,
    "A cash flow begins with money coming in and ends with money going out, as a loan does: the rate at which its "
    "present value is nought is what it costs, and is no return that a benchmark could be held against. Usual reason: "
    "more was borrowed than invested in the first year, or a column has the wrong sign.",
)
NO_SIGN_CHANGE = Rule(
    "LG550",
    "no-internal-rate-of-return",
    Severity.WARNING,
    "A cash flow never changes its sign, so that no rate makes its present value nought: there is no internal rate of "
    "return, and none is shown.",
)
MANY_RATES = Rule(
    "LG551",
    "several-rates-of-return",
    Severity.WARNING,
    "A cash flow changes its sign more than once, so that several rates of return may exist. The one shown is the "
    "nearest to the benchmark; judge by the net present value.",
)
NOT_ADDITIONAL = Rule(
    "LG552",
    "benchmark-reached-without-credits",
    Severity.WARNING,
    "Without revenue from credits the rate of return reaches the benchmark, in the base case or in a variation: the "
    "investment analysis does not show that the project is additional.",
)
BENCHMARK = Rule(
    "LG553",
    "benchmark-not-positive",
    Severity.ERROR,
    "The benchmark is nought or negative. Wrong: `benchmark: -8 %`. Right: `benchmark: 8 %`.",
)
CASH_FLOW = Rule(
    "LG554",
    "cash-flow-table",
    Severity.ERROR,
    "A cash-flow table has an empty cell, years that do not follow one another, or neither `revenue` nor `output` with "
    "`tariff`; write 0 where nothing flows. Or an investment, a cost, depreciation or a loan's flow is negative: what "
    "is spent is a positive number and is taken off. Wrong: `opex` -900. Right: 900; working capital that comes back "
    "stands under `salvage`.",
)
CARBON_ROW = Rule(
    "LG555",
    "carbon-revenue-row",
    Severity.ERROR,
    "The first row with carbon revenue is none of the cash-flow table. Right: the text of its `year` column, for "
    "example `first: '1'`.",
)
COMMON = Rule(
    "LG556",
    "common-practice",
    Severity.WARNING,
    "F is above its threshold and more than the threshold's number of similar plants use the same technology: the "
    "project is common practice and not additional by this test.",
    "CDM TOOL24",
)
PRACTICE_COUNT = Rule(
    "LG557",
    "common-practice-count",
    Severity.ERROR,
    "More plants with different technology than plants, or neither numbers nor a table, or a table without the "
    "project's own output. Right: `all: 10 piece, different: 8 piece`.",
)
WASTE_ROW = Rule(
    "LG558",
    "waste-deposit",
    Severity.ERROR,
    "A row of the table of deposits names a waste that the project does not describe, has no year, or no quantity.",
)
NO_GWP = Rule(
    "LG559",
    "reduction-without-gwp",
    Severity.ERROR,
    "The GWP set of the project has no value for a gas of one of its lines, so that the line cannot be counted. Choose "
    "a set that holds it (`gwp: AR5`), or give the factor in tCO2e.",
)
