"""The rules that the evaluation of a fixed-asset investment project applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NO_AMOUNT = Rule(
    "LG730",
    "scenario-amount-missing",
    Severity.ERROR,
    "A source of the operation has no amount in a scenario. It counts as missing, never as nought: the scenario's "
    "total is missing. Right: `quantity: {design: 1200 t, low-carbon: 0 t}`.",
)
NEGATIVE_BENCHMARK = Rule(
    "LG731",
    "evaluation-benchmark",
    Severity.ERROR,
    "A benchmark level is not above nought, or has a unit that is not the intensity's. Wrong: `value: -0.8`. Right: "
    "`value: {value: 0.853, unit: tCO2/t, source: the standard, mark: confirmed}`.",
)
LEVELS = Rule(
    "LG732",
    "benchmark-order",
    Severity.WARNING,
    "The advanced level of an intensity is worse than its benchmark or access level. One of the two may stand at the "
    "wrong level, or in another unit.",
)
EXCEEDS = Rule(
    "LG733",
    "mitigation-exceeds-total",
    Severity.ERROR,
    "The measures of a scenario reduce more than the project emits in it. Two measures may claim the same tonne, or a "
    "measure is counted in the scenario's amounts already.",
)
FACTOR = Rule(
    "LG734",
    "evaluation-factor",
    Severity.ERROR,
    "A source has no factor, or one whose unit does not turn its amount into CO2 or CO2e: an amount of energy in a "
    "physical unit needs a calorific value. Right: `fuel: 天然气`, or `factor: {value: 2.16, unit: tCO2/10^3 Nm3, "
    "source: ..., mark: confirmed}`.",
)
NOT_REPLACED = Rule(
    "LG735",
    "replacement-short",
    Severity.WARNING,
    "The reductions that stand in for the project's emission are less than the replacement asks for. The "
    "conclusion must say so; the balance shows by how much.",
)
PURPOSE = Rule(
    "LG736",
    "evaluation-electricity-purpose",
    Severity.ERROR,
    "An electricity factor for another purpose is named, or typed with its value: a park indicator's, a product "
    "footprint's or the fossil-only factor. Wrong: `factor: cn-electricity/electricity` where several fit, `value: "
    "0.8325`. Right: leave the factor out (the "
    "criteria's level and data year), or give it with its source.",
)
RATIO = Rule(
    "LG737",
    "replacement-ratio",
    Severity.ERROR,
    "A reduced replacement has a ratio above one. Wrong: `ratio: 0.8`. Right: `ratio: {value: 1.25, unit: '1', source: "
    "..., mark: confirmed}`.",
)
REGION = Rule(
    "LG738",
    "region-incomplete",
    Severity.WARNING,
    "The region gives neither an increment nor added value, so that nothing can be said of the effect on its targets.",
)
SHARES = Rule(
    "LG739",
    "product-shares",
    Severity.ERROR,
    "A project makes several products, and their shares of the emission are not all there or do not sum to one. Each "
    "intensity would take the whole emission. Right: `share: 70 %` and `share: 30 %`, by a stated allocation.",
)
