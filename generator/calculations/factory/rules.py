"""The rules that the factory calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

WEIGHTS = Rule(
    "LG460",
    "score-weights",
    Severity.ERROR,
    "The weights of a score do not sum to the full score. Every score of the frame is missing until they do. Wrong: "
    "8, 8 and 80 of 100. Right: weights that add up to `full: 100` (or `full: 1`).",
    "GB/T 36132-2025",
)
BASE_LEADING = Rule(
    "LG461",
    "base-and-leading",
    Severity.ERROR,
    "Base and leading value of an indicator are equal or stand the wrong way round for its direction, or one is "
    "missing. Wrong: `direction: lower`, `base: 2.2`, `leading: 3.9`. Right: the leading value is the better of "
    "the two.",
    "GB/T 36132-2025, 5.2",
)
NEGATIVE_BENCHMARK = Rule(
    "LG462",
    "negative-benchmark",
    Severity.ERROR,
    "A base or leading value is below nought, or a weight is not above it. Right: `base: 55`.",
)
NO_VALUE = Rule(
    "LG463",
    "indicator-without-value",
    Severity.WARNING,
    "An indicator has no value (or a qualitative one no `achieved`). It counts as missing, never as nought: the "
    "score of its dimension and the total are missing, and the sum of the known ones is given apart. Right: "
    "`value: 62`, or `not_applicable: no industrial waste gas`.",
)
NOT_APPLICABLE = Rule(
    "LG464",
    "not-applicable-unsaid",
    Severity.ERROR,
    "An indicator does not apply, and nothing says what becomes of its points. Right: `not_applicable: rescale` (the "
    "frame without it), `zero` or `full`, as the evaluation rules of the industry say.",
)
QUANTITATIVE = Rule(
    "LG465",
    "quantitative-weight",
    Severity.WARNING,
    "Quantitative indicators have less weight than the standard is said to give them (a transcription: 60 %). Compare "
    "the table with the standard.",
    "GB/T 36132-2025",
)
BAD_ROW = Rule(
    "LG466",
    "score-table-row",
    Severity.ERROR,
    "A row of the table of indicators lacks a column, names no dimension (energy, resource, production, product, "
    "land), no direction (higher, lower), an id twice, or a unit that is not known.",
)
EQUIVALENT = Rule(
    "LG467",
    "factory-equivalent-value",
    Severity.WARNING,
    "Electricity of the inventory is turned into coal at the data set's equivalent value, which is unconfirmed. "
    "Right: `electricity_equivalent: {value: 0.3, unit: kgce/kWh, source: the statistical bulletin, mark: "
    "confirmed}`.",
)
MORE_THAN_WHOLE = Rule(
    "LG468",
    "part-exceeds-whole",
    Severity.ERROR,
    "Non-fossil energy exceeds all energy, or traced power exceeds all electricity. Both must be counted in one "
    "boundary and at one coal equivalent.",
)
NO_SOURCE = Rule(
    "LG469",
    "factory-without-data",
    Severity.ERROR,
    "The factory leaves out its energy, CO2 or electricity, and the project has no inventory of that year to take it "
    "from. Right: `energy: 12000 tce`, or sources and activity data.",
)
