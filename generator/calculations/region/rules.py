"""The rules that the regional inventory applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

CLASSIFICATION = Rule(
    "LG300",
    "region-classification",
    Severity.ERROR,
    "The region names a classification that does not come along, or one whose file cannot be read. Those that there "
    "are stand in `content/classifications`.",
)
UNKNOWN_LABEL = Rule(
    "LG301",
    "region-unknown-label",
    Severity.ERROR,
    "A table holds a sector or an item that the region's map does not know, so that its rows have no place and the "
    "year's total would be short. Add the label to the sector or item that it means, or to `totals` where it is a sum. "
    "Until then items and totals of the year are missing.",
)
TWICE = Rule(
    "LG302",
    "region-cell-twice",
    Severity.ERROR,
    "A table has two rows for one year, sector and item. Both would be counted. Take one of them out.",
)
TOTAL_COUNTED = Rule(
    "LG303",
    "region-total-counted",
    Severity.ERROR,
    "A sector (or an item) equals the sum of all others of its year: it is a total that is counted as one of its own "
    "parts. List its label under `totals`.",
)
GAP = Rule(
    "LG304",
    "region-gap",
    Severity.WARNING,
    "A sector has rows in some of the reporting years and none in others. With `absent: missing` the year's totals are "
    "missing; with `absent: zero`, for tables that leave noughts out, they count as nought and this is a note.",
)
EMPTY = Rule(
    "LG305",
    "region-empty-cell",
    Severity.WARNING,
    "A cell of the table is empty. An empty cell is missing, never nought: write 0 where nothing was used, or say "
    "`absent: zero` where the table leaves noughts out.",
)
NEGATIVE = Rule(
    "LG306",
    "region-negative",
    Severity.ERROR,
    "Consumption or emission of a sector is below nought. Inputs to transformation stand with a minus in an energy "
    "balance: give them as consumption of the sector that transforms, and removals as lines with `removal: true`.",
)
YEAR = Rule(
    "LG307",
    "region-row-year",
    Severity.WARNING,
    "Rows of the table are of a year that is not a reporting year, or of none that can be read; they are not counted. "
    "Add the year to `periods.reporting`, or correct the cell.",
)
STATED = Rule(
    "LG308",
    "region-stated-total",
    Severity.WARNING,
    "A total that the table itself states differs from the sum of its cells by more than the tolerance: a cell was "
    "mistyped, left out or counted twice.",
)
PUBLISHED = Rule(
    "LG309",
    "region-published-total",
    Severity.WARNING,
    "A published total differs from the calculated one by more than its tolerance. Boundary, factors or GWP set may "
    "differ; the difference is shown, never adjusted away.",
)
UNITS = Rule(
    "LG310",
    "region-units",
    Severity.ERROR,
    "The unit of an activity does not go with the unit of its factor: mass against volume, Nm3 against m3, t of one "
    "material against t of another. Wrong: 10^8 m3 of gas with a calorific value in GJ/10^4 Nm3. Right: 10^8 Nm3.",
)
GAS = Rule(
    "LG311",
    "region-gas",
    Severity.ERROR,
    "A factor is of another gas than its line, its unit names no gas, or the GWP set has no value for the gas. Right: "
    "`gas: CH4` with a factor in `kgCH4/head`.",
)
NO_FUEL = Rule(
    "LG312",
    "region-item-without-factor",
    Severity.ERROR,
    "An item of the consumption table names no fuel, no own properties and no factor. Give `fuel: 烟煤` (as the fuel "
    "data set spells it), or `carrier: electricity` where it emits nothing where it is used.",
)
NO_ACTIVITY = Rule(
    "LG313",
    "region-line-gap",
    Severity.WARNING,
    "A line has no activity in a reporting year. The line and the totals of its category are missing in that year; "
    'write "0 t" where there was none.',
)
GRID_YEAR = Rule(
    "LG314",
    "region-grid-year",
    Severity.WARNING,
    "Electricity is multiplied by a factor of another data year than the year counted. That is an approximation to be "
    "said in the report.",
)
NO_UNCERTAINTY = Rule(
    "LG315",
    "region-without-uncertainty",
    Severity.WARNING,
    "A category has no half-widths of activity and factor, while others have: the uncertainty of the total is missing.",
)
CURRENT_PRICES = Rule(
    "LG316",
    "region-current-prices",
    Severity.WARNING,
    "The gross domestic product is in current prices. Intensities of one year can be given, their change over the "
    "years cannot: it would mix inflation with efficiency. Give constant prices, for example `prices: 2020`.",
)
BELOW = Rule(
    "LG317",
    "region-negative-factor",
    Severity.ERROR,
    "A factor is below nought (or a share that is taken from one is above it), so that emissions would count as "
    "removals within the gross total, or removals as emissions. Wrong: `factor: {value: -3.2, unit: tCO2/ha, …}`. "
    "Right: a positive factor, and `removal: true` where it is a sink.",
)
SHARE = Rule(
    "LG318",
    "region-share-above-one",
    Severity.ERROR,
    "There is more non-fossil energy than primary energy in a year. Both must be counted by one method: calorific "
    "value of electricity, or coal consumption of power generation. Wrong: 11 tce of 10 tce. Right: 2 tce of 10 tce.",
)
