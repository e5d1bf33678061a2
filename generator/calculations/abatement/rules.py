"""The rules that the abatement portfolio applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

EXCEEDS = Rule(
    "LG400",
    "measure-exceeds-source",
    Severity.ERROR,
    "A measure alone removes more than its source emits. Wrong: 900 tCO2e/a off a source of 800. Right: at most the "
    "source's emission, or a percentage up to 100 %.",
)
SUM_EXCEEDS = Rule(
    "LG401",
    "measures-exceed-source",
    Severity.ERROR,
    "The measures on one source together remove more than it emits, because they are added up. Measures that act on "
    "the same emissions belong in a group: each then acts on what those before it leave.",
)
MIXED_GROUP = Rule(
    "LG402",
    "group-of-several-sources",
    Severity.ERROR,
    "The measures of a group act on different sources, so that none acts on what another leaves. Right: one group for "
    "each source.",
)
TWO_GROUPS = Rule(
    "LG403",
    "measure-in-two-groups",
    Severity.ERROR,
    "A measure stands in two groups, twice in one, or in two lists of alternatives: it would act, or be decided on, "
    "twice.",
)
OVERLAP = Rule(
    "LG404",
    "overlap-undeclared",
    Severity.WARNING,
    "Two measures act on one source and no group says how: their reductions are added up, as if they touched "
    "different emissions of it. Say so by splitting the source, or declare a group with its reason.",
)
PRICES = Rule(
    "LG405",
    "carbon-price-levels",
    Severity.ERROR,
    "Carbon price levels do not ascend from 0 or more. Wrong: `carbon_prices: [100, 60]`. Right: `carbon_prices: [60, "
    "100]`.",
)
LEARNING = Rule(
    "LG406",
    "learning-curve",
    Severity.ERROR,
    "A learning curve has capacities that are not above zero, or less capacity when the measure is built than when it "
    "was quoted. Wrong: `built: 0 MW`. Right: `{rate: 20 %, built: 10 MW, expected: 40 MW}`.",
)
