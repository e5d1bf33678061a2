"""The rules that the CBAM calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

UNKNOWN_CN = Rule(
    "LG630",
    "cn-not-covered",
    Severity.ERROR,
    "A CN code is none of the goods of Annex I to Regulation (EU) 2023/956; the nearest covered codes are listed. "
    "Wrong: `cn: '84073290'`. Right: `cn: '72071111'`, in quotes.",
    "Regulation (EU) 2023/956 Annex I",
)
NOT_LISTED = Rule(
    "LG631",
    "country-not-listed",
    Severity.WARNING,
    "The table of default values does not list a country by this name, so that the values of 'Other countries and "
    "territories' hold. If it is a slip, write the nearest name that the table has. Right: `country: Türkiye`.",
    "Implementing Regulation (EU) 2025/2621 Annex I",
)
NO_DEFAULT = Rule(
    "LG632",
    "no-default-value",
    Severity.ERROR,
    "Neither the country nor 'Other countries and territories' has a default value for this CN code and route. "
    "Usual reasons: the table subdivides the code further, or a clinker's grade is missing. Right: `route: A`, the"
    " finer code, or verified actual values.",
    "Implementing Regulation (EU) 2025/2621 Annex I",
)
ROUTE = Rule(
    "LG633",
    "route-needed",
    Severity.ERROR,
    "Benchmark or default value depend on the production route, and none is given, or the table has none for the one "
    "given. The routes that the table has are listed. Right: `route: C`.",
    "Implementing Regulation (EU) 2025/2620 Annex, point 5",
)
NO_PRODUCTION = Rule(
    "LG634",
    "no-production",
    Severity.ERROR,
    "A process made nothing in its year, so that its emissions cannot be spread over goods. Wrong: `output: 0 t`. "
    "Leave out a process that did not run.",
    "Implementing Regulation (EU) 2025/2547 equations 57 to 60",
)
LOOP = Rule(
    "LG635",
    "precursor-loop",
    Severity.ERROR,
    "A process is, by its precursors, a precursor of itself; its embedded emissions have no value. The chain is shown.",
)
NO_FIT = Rule(
    "LG636",
    "process-does-not-fit",
    Severity.ERROR,
    "Goods or a process name a process of another year: embedded emissions count for the year in which the goods were "
    "imported or the precursor consumed, so describe the process of that year. Or goods name a process that makes "
    "goods of another sector, whose free allocation would be deducted. A process with another CN code of the sector "
    "and another benchmark, or in another country than the goods' origin, is a warning.",
)
NO_PRICE = Rule(
    "LG637",
    "certificate-price-missing",
    Severity.ERROR,
    "A scenario has no certificate price for a year in which goods are imported. Right: `years: {'2026': {value: 80, "
    "unit: EUR/tCO2e, source: ..., mark: unconfirmed}}`.",
)
NO_BENCHMARK = Rule(
    "LG638",
    "no-cbam-benchmark",
    Severity.WARNING,
    "The table has no CBAM benchmark for a CN code, so that no free allocation is deducted for it.",
    "Implementing Regulation (EU) 2025/2620 Annex",
)
NOT_VERIFIED = Rule(
    "LG639",
    "actual-values-not-verified",
    Severity.ERROR,
    "Goods are to count at actual values that nobody verified. Actual values may be used only when an accredited "
    "verifier verified them; without that, `basis: default` holds.",
    "Regulation (EU) 2023/956 article 8",
)
NO_ACTUAL = Rule(
    "LG640",
    "actual-values-missing",
    Severity.ERROR,
    "Goods or a precursor are to count at actual values, but neither a process nor stated embedded emissions are "
    "there; or the stated values, or the process, leave out indirect emissions, which count for these goods. Right: "
    "`process: billet`, or `direct: {...}` with `indirect: {...}`; in a process `electricity` and "
    "`electricity_factor`.",
)
CLINKER = Rule(
    "LG641",
    "clinker-missing",
    Severity.ERROR,
    "The functional unit of cement goods (CN 2523 10, 21, 29, 90) is the clinker contained, and it is not given, "
    "or is more than the net mass. Right: `clinker: 90 t`.",
    "Implementing Regulation (EU) 2025/2547 article 4(5)",
)
BEFORE = Rule(
    "LG642",
    "before-definitive-period",
    Severity.ERROR,
    "Goods were imported before 2026. In the transitional period emissions were reported and no certificates were due.",
    "Regulation (EU) 2023/956 article 36",
)
NO_EXCHANGE = Rule(
    "LG643",
    "exchange-missing",
    Severity.ERROR,
    "A carbon price stands in another currency than euro, and no rate is given. Right: `exchange: {value: 7.9, unit: "
    "CNY/EUR, source: ..., year: '2026', mark: secondary}`.",
)
STREAM = Rule(
    "LG644",
    "stream-incomplete",
    Severity.ERROR,
    "A source of emissions lacks what its kind needs: combustion and process a factor, a mass balance a carbon "
    "content, a gas its name in the unit (`2.5 t{N2O}`, one of N2O, CF4, C2F6).",
    "Implementing Regulation (EU) 2025/2547 Annex II",
)
FIGURE = Rule(
    "LG645",
    "cbam-figure",
    Severity.ERROR,
    "A figure has a unit of another dimension than CBAM asks for, or is negative: embedded emissions in tCO2e/t, "
    "prices in EUR/tCO2e, electricity factors in tCO2e/MWh, a rate in CNY/EUR.",
)
INCONSISTENT_MARKUP = Rule(
    "LG646",
    "mark-up-below-default",
    Severity.WARNING,
    "The published default value with its mark-up lies below the value without: the table in use has an error "
    "there. The published value counts; hold it against the Official Journal.",
    "Implementing Regulation (EU) 2025/2621 Annex I",
)
SHIPMENT = Rule(
    "LG647",
    "shipment-row",
    Severity.ERROR,
    "A row of the shipments names goods that the section does not describe, names goods that state their mass "
    "themselves, or has no mass. It would be left out of the importer's total. Right: the id of goods in the row, "
    "or the mass out of `goods`.",
)
NO_MASS = Rule(
    "LG648",
    "mass-missing",
    Severity.ERROR,
    "Goods state no mass, and no row of the shipments names them. Right: `mass: 100 t`, or rows with the goods' id.",
)
INCOMPLETE = Rule(
    "LG649",
    "free-allocation-of-precursors",
    Severity.WARNING,
    "InlineFactor actual values of a complex good bring no free allocation of its precursors: column A holds the last "
    "process alone, and is lower than column B. Certificates come out too high. Right: `free_allocation: {value: "
    "1.2, unit: tCO2e/t, ...}` as the operator reports it, or the processes under `installations`.",
    "Implementing Regulation (EU) 2025/2620 equation 4",
)
