"""The rules that a claim of carbon neutrality is held against."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

WITHDRAWN = Rule(
    "LG650",
    "neutrality-standard-withdrawn",
    Severity.ERROR,
    "The claim names a standard that was withdrawn before the declaration, or not yet in force. Wrong: "
    "`standard: pas-2060-2014` in a declaration of 2026 (withdrawn on 2025-11-30). Right: `iso-14068-1-2023`.",
)
NO_STANDARD = Rule(
    "LG651",
    "neutrality-standard",
    Severity.ERROR,
    "The standard is no entry of the standards register. Right: `standard: iso-14068-1-2023`.",
)
OVERLAP = Rule(
    "LG652",
    "serials-used-twice",
    Severity.ERROR,
    "Two blocks of serial numbers of one registry share numbers: the same credits are used twice. The finding names "
    "both "
    "places. Wrong: 1 to 100 and 51 to 150. Right: 1 to 100 and 101 to 150.",
    "ISO 14068-1:2023, 11",
    waivable=False,
)
COUNT = Rule(
    "LG653",
    "serials-quantity",
    Severity.ERROR,
    "The blocks of serial numbers do not hold as many credits as the quantity says, at one tonne a credit. Wrong: "
    "first 1, last 100 and 120 tCO2e. Right: 100 tCO2e, or the block that is missing.",
)
VINTAGE_LATE = Rule(
    "LG655",
    "vintage-after-retirement",
    Severity.ERROR,
    "The vintage is later than the retirement: what has not happened cannot have been retired. Wrong: vintage 2026, "
    "retired 2025-12-01.",
)
VINTAGE_EARLY = Rule(
    "LG656",
    "vintage-too-early",
    Severity.WARNING,
    "The vintage is earlier than the programme, or the limit that the project brings, admits.",
)
LATE = Rule(
    "LG657",
    "retired-late",
    Severity.ERROR,
    "Credits were retired later than the standard allows: ISO 14068-1 within 12 months after the end of the period, "
    "PAS "
    "2060 within 12 months of the declaration. Wrong: period to 2024-12-31, retired 2026-02-01.",
    "ISO 14068-1:2023, 11.2; PAS 2060:2014, 9.1.2 e)",
)
UNDECLARED = Rule(
    "LG658",
    "retired-after-declaration",
    Severity.WARNING,
    "Credits were retired after the declaration, which then rested on credits that were still open to any other use.",
)
UNCOVERED = Rule(
    "LG659",
    "residual-uncovered",
    Severity.ERROR,
    "Fewer credits were retired than residual emissions are left: the subject is not carbon neutral. Wrong: 1,000 t "
    "residual, 900 t retired.",
    "ISO 14068-1:2023, 5 and 11",
)
ACCOUNT = Rule(
    "LG660",
    "credit-account",
    Severity.ERROR,
    "An account gave more than it held, or its closing statement differs from what opening, purchases, transfers and "
    "retirements give.",
)
TOO_MUCH = Rule(
    "LG661",
    "reductions-exceed-footprint",
    Severity.ERROR,
    "The reductions deducted exceed the footprint. Usual reason: a reduction that the footprint already shows is "
    "marked "
    "`included: false`.",
)
NO_FOOTPRINT = Rule(
    "LG662",
    "neutrality-footprint",
    Severity.ERROR,
    "The period has no footprint: the inventory has no emissions of one of the scopes in that year.",
)
NO_LIMIT = Rule(
    "LG663",
    "retirement-limit-unknown",
    Severity.NOTE,
    "No time limit for retirement is known for the standard, so that none was tested.",
)
