"""The rules that science-based targets are held against."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

FRAME = Rule(
    "LG420",
    "target-time-frame",
    Severity.WARNING,
    "A near-term target ends earlier or later than the criteria allow after the date of submission, or a long-term one "
    "after the last year allowed. A submission by the end of June counts its own year. Wrong: submitted 2025-09, year "
    "2028. Right: 2030 to 2035.",
    "SBTi Corporate Near-Term Criteria, C13",
)
BASE_YEAR = Rule(
    "LG421",
    "target-base-year",
    Severity.WARNING,
    "The base year is earlier than the criteria allow, or later than the year of submission. Wrong: base year 2012. "
    "Right: the most recent year with a complete inventory, such as 2023.",
    "SBTi Corporate Near-Term Criteria, C13",
)
AMBITION = Rule(
    "LG422",
    "target-ambition",
    Severity.WARNING,
    "The company's own target stays above what the criterion gives for its base and target year. The gap is a fact of "
    "the ledger. Wrong: 30 % from 2020 to 2030 as a target of 1.5 degrees. Right: 42 % or more, or the finding waived "
    "and the target not called science-based.",
)
COVERAGE = Rule(
    "LG423",
    "target-coverage",
    Severity.WARNING,
    "The targets of a term cover less of a scope than the criteria ask for. Wrong: a scope 3 target over 50 % of scope "
    "3. Right: two thirds or more.",
)
SCOPE3 = Rule(
    "LG424",
    "scope3-target",
    Severity.WARNING,
    "Scope 3 makes up the threshold of the criteria or more of all emissions, and no near-term target covers it. "
    "Wrong: 40 % and no target. Right: a near-term target with `scopes: [3]`.",
    "SBTi Corporate Near-Term Criteria, C4",
)
NO_BASE = Rule(
    "LG425",
    "target-without-base",
    Severity.ERROR,
    "There are no emissions of a target's base year in one of its scopes, neither in the section nor in the inventory. "
    "Right: `emissions: [{scope: 1, year: 2020, value: 1170 tCO2e}]`, or that year among the reporting years.",
)
PATHWAY = Rule(
    "LG426",
    "sector-pathway-year",
    Severity.ERROR,
    "A sector pathway lacks a number of the base year, the target year or the year of convergence, which the formula "
    "of "
    "convergence needs. Nothing is interpolated.",
)
NET_ZERO = Rule(
    "LG427",
    "net-zero-reduction",
    Severity.WARNING,
    "A net-zero target reduces less than the criteria ask for, leaves more residual emissions, or comes later. Wrong: "
    "70 % and removals for the rest. Right: 90 % or more by 2050, and removals for what is left.",
)
REMOVALS = Rule(
    "LG428",
    "net-zero-removals",
    Severity.WARNING,
    "The removals planned do not neutralise the residual emissions of a net-zero target. Wrong: 117 t residual and "
    "removals of 100 t.",
)
SUPERSEDED = Rule(
    "LG429",
    "criteria-superseded",
    Severity.WARNING,
    "The targets are submitted in or after the year in which the named criteria were revised. Right: the version in "
    "force, such as `criteria: sbti-criteria@2.0`, with its own rates.",
)
COVERED_TWICE = Rule(
    "LG430",
    "scope-covered-twice",
    Severity.ERROR,
    "The targets of one term together cover more than 100 % of a scope. Wrong: two scope 3 targets over 67 % each. "
    "Right: shares of the scope that sum to 100 % or less.",
)
TWO_SOURCES = Rule(
    "LG431",
    "emission-two-sources",
    Severity.WARNING,
    "The section gives emissions of a scope and year that the inventory has with another value. The section's is "
    "taken. "
    "Right: leave it out of the section.",
)
SHARE_LOST = Rule(
    "LG432",
    "market-share-capped",
    Severity.NOTE,
    "The company's planned activity grows less than its sector's, so that its market share parameter would exceed 1 "
    "and "
    "loosen the target. It is taken as 1, as the method says.",
)
