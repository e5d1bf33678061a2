"""The rules that the verification calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

THRESHOLD = Rule(
    "LG670",
    "materiality-threshold",
    Severity.ERROR,
    "Finds: a materiality threshold of 0 or below, or above 100 % of the total.\n"
    "Why: at 0 every rounding is material, above the total nothing ever is.\n"
    "Wrong: ``threshold: 0 %``\nRight: ``threshold: 5 %``\n",
    "ISO 14064-3:2019, 5.1.7",
)
NO_THRESHOLD = Rule(
    "LG671",
    "no-materiality",
    Severity.ERROR,
    "Finds: neither the section nor ``criteria.materiality`` gives a materiality threshold.\n"
    "Why: whether misstatements are material cannot be decided without one, and none is assumed.\n"
    "Wrong: ``materiality: {aggregate: net}``\nRight: ``materiality: {threshold: 5 %, aggregate: net}``\n",
    "ISO 14064-3:2019, 5.1.7",
)
TWO_THRESHOLDS = Rule(
    "LG672",
    "two-materialities",
    Severity.ERROR,
    "Finds: ``criteria.materiality`` and the section's threshold differ.\n"
    "Why: a verification has one threshold; the documents would print two.\n"
    "Wrong: ``5 %`` there and ``2 %`` here\nRight: the threshold in one place\n",
)
TOTAL_DIFFERS = Rule(
    "LG673",
    "statement-total",
    Severity.ERROR,
    "Finds: the total of the statement is not the sum of its items.\n"
    "Why: a share of a total that does not add up is a share of nothing.\n"
    "Wrong: items 60 and 40 tCO2e, total 105 tCO2e\nRight: ``total: 100 tCO2e``\n",
)
PERFORMANCE = Rule(
    "LG674",
    "performance-materiality",
    Severity.ERROR,
    "Finds: a performance materiality of 0 or below, or above the threshold itself.\n"
    "Why: it is set below the threshold so that what sampling misses does not become material.\n"
    "Wrong: ``performance: 120 %``\nRight: ``performance: 75 %``\n",
    "ISO 14064-3:2019, 5.1.7",
)
NO_ITEMS = Rule(
    "LG675",
    "empty-stratum",
    Severity.ERROR,
    "Finds: a population or stratum without items.\n"
    "Why: nothing can be drawn from it, and its share of the sample would be lost without a word.\n"
    "Wrong: ``items: 0``\nRight: ``items: 120``, or leave the stratum out\n",
)
SAMPLE_TOO_LARGE = Rule(
    "LG676",
    "sample-exceeds-population",
    Severity.ERROR,
    "Finds: a sample larger than its population.\n"
    "Why: items would be counted twice.\n"
    "Wrong: ``sample: 200`` of 120 items\nRight: ``sample: 40``\n",
)
CONFIDENCE = Rule(
    "LG677",
    "confidence",
    Severity.ERROR,
    "Finds: a confidence, a rate or a margin that is not between 0 and 100 %.\n"
    "Why: it is a probability.\n"
    "Wrong: ``confidence: 100 %``\nRight: ``confidence: 95 %``\n",
)
PLAN_LACKS = Rule(
    "LG678",
    "sampling-plan-lacks",
    Severity.ERROR,
    "Finds: a sampling plan without the figure its method needs: a proportion or a standard deviation (not both), the "
    "deviation of each stratum for Neyman's allocation, a tolerable misstatement.\n"
    "Why: no figure is assumed in its place.\n"
    "Wrong: ``{method: neyman, strata: [{id: a, items: 10}]}``\n"
    "Right: ``{method: neyman, strata: [{id: a, items: 10, deviation: 12 tCO2e}]}``\n",
)
STATED_ZERO = Rule(
    "LG679",
    "sampled-item-without-value",
    Severity.ERROR,
    "Finds: a sampled item whose stated value is 0 or below.\n"
    "Why: the tainting is misstatement / stated value; emission-unit sampling never selects an item of no emissions.\n"
    "Wrong: ``{id: v-1, stated: 0 tCO2e, found: 12 tCO2e}``\nRight: list it under ``misstatements``\n",
)
LEVELS = Rule(
    "LG680",
    "risk-levels",
    Severity.ERROR,
    "Finds: risk levels whose scores do not ascend, or do not begin at 1.\n"
    "Why: a score would fall into no level, or into two.\n"
    "Wrong: ``levels: [{id: low, begins: 5}, {id: high, begins: 2}]``\n"
    "Right: ``levels: [{id: low, begins: 1}, {id: medium, begins: 5}, {id: high, begins: 15}]``\n",
)
MISSTATEMENT_EXCEEDS = Rule(
    "LG681",
    "misstatement-exceeds-item",
    Severity.ERROR,
    "Finds: misstatements of an item whose stated values together exceed the item, or a value below 0.\n"
    "Why: a part is not larger than its whole; a line was entered twice, or in another unit.\n"
    "Wrong: ``stated: 52000 t`` of an item of 5200 t\nRight: ``stated: 5200 tCO2e``\n",
)
MATERIAL = Rule(
    "LG682",
    "material-misstatement",
    Severity.WARNING,
    "Finds: uncorrected misstatements that reach the materiality threshold.\n"
    "Why: an unmodified opinion would not be supported; the client corrects, or the opinion is modified or adverse.\n"
    "Wrong: a positive statement over such misstatements\nRight: correct them, or modify the opinion\n",
    "ISO 14064-3:2019, 6.3",
)
UNSEEN = Rule(
    "LG684",
    "stratum-not-sampled",
    Severity.WARNING,
    "Finds: a stratum of which the allocation samples no item, as happens to small strata or small deviations.\n"
    "Why: the sample says nothing of it, and what is projected to the population leaves it out.\n"
    "Wrong: 10 of 100 items, a stratum of one among them: 0 sampled\n"
    "Right: a larger ``sample``, the stratum merged with one like it, or its items examined apart\n",
)
NO_POPULATION = Rule(
    "LG683",
    "population-value",
    Severity.ERROR,
    "Finds: an item of the population without a value, or with one below 0.\n"
    "Why: selection by emission units passes over it, and the sample no longer speaks for the population.\n"
    "Wrong: an empty cell\nRight: the item's emissions, 0 where there are none\n",
)
