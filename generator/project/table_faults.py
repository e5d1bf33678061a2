"""The rules of loading that concern tables: their files, sheets, headers, rows and cells."""

from __future__ import annotations

from generator.project.fault import rule

PATH = rule(
    40,
    "path leaves the project",
    "A path is absolute, climbs out with .. or leads out through a symbolic link.",
    "A project reads its own files alone.",
    "file: ../other-client/energy.xlsx",
    "file: data/energy.xlsx",
)
FORMAT = rule(
    42,
    "table format not read",
    "A table is neither .xlsx nor .csv: the old .xls, an encrypted workbook, or another format.",
    "The old binary format cannot be read cell by cell with its faults.",
    "file: data/energy.xls",
    "file: data/energy.xlsx    # in Excel or WPS: save as .xlsx",
)
ARCHIVE = rule(
    43,
    "workbook beyond bounds",
    "A workbook unpacks to too much, has too many parts, says a wrong size, or a stray cell far out makes its "
    "area huge.",
    "A small file can unpack to more than the machine holds.",
    "a value in cell XFD1048576",
    "rows and columns after the table deleted",
)
DAMAGED = rule(
    44,
    "damaged workbook",
    "A workbook is no zip archive, or its parts cannot be read.",
    "Nothing in it can be trusted.",
    "a download that was cut short",
    "the file opened and saved again in Excel or WPS",
)
EMPTY_TABLE = rule(
    45,
    "table without rows",
    "A table has no row under its header.",
    "All its quantities would be missing.",
    "a sheet with the header alone",
    "a header and at least one row",
)
SHEET = rule(
    46,
    "sheet not found",
    "The sheet named is not in the workbook, or none is named and there are several.",
    "Rows of another sheet would be read.",
    "sheet: 能源",
    "sheet: 能源台账",
)
HEADER = rule(
    47,
    "column header not found",
    "A header named under columns is not in the header row, or is there twice.",
    "The wrong column would be read, or none.",
    "columns: {quantity: 数量}    # the sheet says 用量",
    "columns: {quantity: 用量}",
)
CSV = rule(
    48,
    "csv that cannot be read",
    "A csv file is in no known encoding, is not in the encoding given, or its quotes do not close.",
    "Names and numbers would be read wrong.",
    "encoding: utf-8    # the file is GB18030",
    "encoding: gb18030",
)
SETUP = rule(
    49,
    "table description incomplete",
    "A table names neither a month column nor months as columns nor a year, or both a quantity column and months.",
    "The period of its quantities could not be told.",
    "columns: {source: 能源, quantity: 用量}",
    "year: 2024\ncolumns: {source: 能源, quantity: 用量}",
)
NO_QUANTITY = rule(
    50,
    "missing quantity",
    "A row has a source and a month but no quantity. The row is left out; it never counts as zero.",
    "A missing month read as zero makes the year's emissions too small, and nobody sees it.",
    "一车间 | 2024-03 |      | 万kWh",
    "一车间 | 2024-03 | 12.4 | 万kWh    (or 0 where nothing was used)",
)
NOT_A_NUMBER = rule(
    51,
    "quantity that is no number",
    "A quantity is text that is no number, a date or true/false. Thousands separators and full-width digits are read.",
    "A guessed number is a number nobody wrote.",
    "约120",
    "120",
)
NEGATIVE = rule(
    52,
    "negative quantity",
    "A quantity of fuel, electricity, heat or refrigerant is below zero.",
    "Consumption cannot be negative: a correction belongs in its own month, energy sold in a source of kind sold-….",
    "柴油 | 2024-03 | -1.2 | t",
    "柴油 | 2024-03 | 1.2  | t",
)
ROW_UNIT = rule(
    53,
    "unit of a row missing or unknown",
    "A row's unit cell is empty or holds a unit that is not known.",
    "A number without its unit is not a quantity.",
    "柴油 | 2024-03 | 1.2 | 顿",
    "柴油 | 2024-03 | 1.2 | 吨",
)
ROW_DIMENSION = rule(
    54,
    "unit of a row does not fit its source",
    "A row's unit is of another dimension or substance than the unit of its source.",
    "Tonnes are not megawatt hours, a cubic metre at 0 °C is not one at 20 °C, tCO2 is not tonnes of coal.",
    "柴油 | 2024-03 | 1.2 | MWh",
    "柴油 | 2024-03 | 1.2 | t",
)
ROW_SOURCE = rule(
    55,
    "row of an unknown source",
    "A row names a source that is neither an id or name of the project nor listed under the table's sources or skip.",
    "The row's quantity would be left out of the inventory.",
    "sources: {天然气: gas-boiler}    # the sheet says 管道天然气",
    "sources: {管道天然气: gas-boiler}",
)
ROW_SITE = rule(
    56,
    "row of an unknown or other site",
    "A row names a site that the project does not have, or another site than its source's.",
    "The quantity would be counted at the wrong site.",
    "三厂区    # not under boundary.sites, not in the table's sites",
    "sites: {三厂区: south-site}",
)
ROW_MONTH = rule(
    57,
    "month that cannot be read",
    "A month is missing, is no month, or lacks its year.",
    "A quantity without its period belongs to no year.",
    "2024-13",
    "2024-12, 2024年12月, 2024/12, 12月 (with year: 2024), an Excel date",
)
ROW_OUTSIDE = rule(
    58,
    "month outside the reporting years",
    "A row's month lies in a year that periods.reporting does not list.",
    "The row would be read and never counted.",
    "reporting: [2023, 2024]    # and a row of 2022-12",
    "reporting: [2022, 2023, 2024]",
)
ROW_TWICE = rule(
    59,
    "a month twice",
    "A source has two quantities for one month and meter, or a quantity for the year beside its months.",
    "The quantity would count twice.",
    "电 | 2024-03 | 12.4\n电 | 2024-03 | 12.4",
    "one row a month; several meters told apart by a meter column; deliveries of a month added up",
)
MERGED = rule(
    60,
    "merged cell in the data",
    "Cells that rows are read from are merged. (Merged headers and titles are read.)",
    "Only the first of merged cells has the value: for the others it is missing, or stands for all, or is a sum.",
    "A5:A16 merged with 一厂区",
    "一厂区 in each of A5 to A16",
)
NO_CACHE = rule(
    61,
    "formula without a result",
    "A cell holds a formula whose result was never stored.",
    "The file was written by a program and not calculated: what the cell shows is not in the file.",
    "=B3*C3 without a stored value",
    "the file opened and saved once in Excel, WPS or LibreOffice",
)
ERROR_CELL = rule(
    62,
    "formula error",
    "A cell holds an error such as #REF! or #DIV/0!.",
    "There is no value, and a sum over it has none either.",
    "#REF!",
    "the formula repaired",
)
