"""The rules of importing."""

from __future__ import annotations

from generator.project.fault import rule

NOT_COMPLETE = rule(
    80,
    "import incomplete",
    "An import lacks a column, a value column or a year that its kind needs.",
    "Without it nobody can say what, when or how much a row counts.",
    "kind: meter\ncolumns: {meter: 表号}",
    "kind: meter\ncolumns: {meter: 表号, time: 抄表时间}\nvalues: {reading: {header: 示数, unit: kWh}}",
)
UNMAPPED = rule(
    81,
    "label without meaning",
    "A label of the file is neither under map, nor an id of the project, nor under skip or totals.",
    "A row that nobody assigned would be lost, or added to something else.",
    "map: {source: {天然气: gas}}    # the file also says 管道天然气",
    "map: {source: {天然气: gas, 管道天然气: gas}}",
)
BACKWARDS = rule(
    82,
    "meter reading that goes back",
    "A cumulative reading is lower than the one before it.",
    "The meter was exchanged, reset, or read wrong; the difference is no consumption.",
    "2024-05-01 98 120\n2024-06-01 1 340",
    "rollover: {D01: 100000}    # or a reading of the old and the new meter at the exchange",
)
ACROSS = rule(
    83,
    "readings across the end of a month",
    "Two readings in a row lie in different months, neither of them at the month's end, so that what was used between "
    "them belongs to both months.",
    "Splitting it is an assumption, and an assumption is the project's to make.",
    "2024-05-17 and 2024-06-18",
    "spread: by-days    # or readings on the first day of each month",
)
TOTAL_DIFFERS = rule(
    84,
    "total that its rows do not make",
    "A row of totals differs from the sum of the rows that it covers.",
    "A row is missing or counted twice, in the file or in the mapping.",
    "合计 1 240 t over rows that add up to 1 200 t",
    "every row mapped; sub-totals under skip",
)
NO_TIME = rule(
    85,
    "time or year that cannot be read",
    "A cell that should say a day, month or year does not.",
    "What was used at no time belongs to no year.",
    "上月底",
    "2024-05-31",
)
EDITED = rule(
    86,
    "imported table edited by hand",
    "The table that an import would write was changed since the import wrote it.",
    "Nothing that somebody wrote is written over.",
    "data/energy-2024.csv corrected by hand",
    "the correction made in the file handed over or in map; or tanwen import --force",
)
TWICE = rule(
    87,
    "same entry twice",
    "Two rows of a file are for the same source, month and meter, or for the same year, sector and item.",
    "One of them would be counted twice, or the later one would silently win.",
    "天然气 2024-03 in rows 5 and 19",
    "the two added up, or told apart by the meter column",
)
TARGET = rule(
    88,
    "import to a place that is taken",
    "The table that an import would write is no csv file of its own: another import writes it, it was handed over "
    "itself, or it lies in a hidden folder.",
    "Each table is made of one file; nothing that was handed over or that Tanwen keeps is written over.",
    "to: data/energy.csv    # of two imports",
    "to: data/energy-2024.csv",
)
NOT_WRITTEN = rule(
    89,
    "imported table not written",
    "The table of an import, or the record of what was imported, could not be written.",
    "A folder stands in its place, or the folder may not be written; what was there before is untouched.",
    "to: data/energy.csv    # a folder of this name",
    "to: data/energy-2024.csv",
)
NEVER_USED = rule(
    90,
    "label that the file does not hold",
    "A multiplier or rollover names a meter that no row of the file has.",
    "A multiplier that is not applied leaves the amounts too small, by a factor of a thousand perhaps.",
    "multipliers: {D1: 2000}    # the file says D01",
    "multipliers: {D01: 2000}",
)
READ_ONCE = rule(
    91,
    "meter read once",
    "A cumulative meter has one reading in the file.",
    "What was used is the difference of two; the meter would drop out of the table without a word.",
    "D01 2024-05-01 98 120",
    "D01 2024-05-01 98 120\nD01 2024-06-01 99 340",
)
RULES = (
    NOT_COMPLETE,
    UNMAPPED,
    BACKWARDS,
    ACROSS,
    TOTAL_DIFFERS,
    NO_TIME,
    EDITED,
    TWICE,
    TARGET,
    NOT_WRITTEN,
    NEVER_USED,
    READ_ONCE,
)
