"""The rules of loading: what can be wrong with a project's files. Each rule's ``doc`` is its page in the manual."""

from __future__ import annotations

from generator.base.findings import Rule, Severity


def _rule(number: int, name: str, finds: str, why: str, wrong: str, right: str, *, warns: bool = False) -> Rule:
    doc = f"{finds}\n\nWhy: {why}\n\nWrong:\n\n    {_indent(wrong)}\n\nRight:\n\n    {_indent(right)}\n"
    severity = Severity.WARNING if warns else Severity.ERROR
    return Rule(f"IN{number:03d}", name, severity, doc, waivable=warns)


def _indent(text: str) -> str:
    return text.replace("\n", "\n    ")


# ---------------------------------------------------------------------------------------------- the text of a file

UNREADABLE = _rule(
    1,
    "unreadable file",
    "A file of the project is missing or may not be read.",
    "Without project.yaml there is no project; a table that is named but absent would leave its quantities out.",
    "projects/acme/ without project.yaml",
    "projects/acme/project.yaml",
)
NOT_UTF8 = _rule(
    2,
    "not UTF-8",
    "A YAML or Markdown file is in another encoding.",
    "Project files are UTF-8 so that they read the same on every machine. (Tables may be GB18030.)",
    "project.yaml saved as GBK",
    "project.yaml saved as UTF-8",
)
TOO_LARGE = _rule(
    3,
    "file too large",
    "A file exceeds the limit for its kind: 4 MB for YAML, 1 MB for a slot, 64 MB for a table.",
    "Bounds keep a hostile or mistaken file from taking the machine down.",
    "a year of meter readings typed into project.yaml",
    "activity:\n  tables:\n    - {id: energy, file: data/energy.xlsx, columns: {source: 能源, quantity: 用量}}",
)
EMPTY_FILE = _rule(
    4,
    "empty file",
    "A file has no content.",
    "An empty file is nearly always a failed download or a save that was cut short.",
    "project.yaml with 0 bytes",
    "tanwen: 1\nclient: ...",
)
CHARACTER = _rule(
    7,
    "character that cannot be shown",
    "A value holds a control character, a private-use code point (U+E000-U+F8FF), a noncharacter or a control that "
    "turns the direction of text.",
    "Word refuses files with some of them, others print as a box or hide what the text says. They are named, never "
    "dropped, because whoever wrote them must say what stands there.",
    'name: "岚河\\x07铸造"',
    "name: 岚河铸造",
)

# ------------------------------------------------------------------------------------------------------------ YAML

SYNTAX = _rule(
    5,
    "YAML syntax",
    "The file is not YAML.",
    "What cannot be parsed cannot be checked. The parser stops at the first fault of this kind.",
    'name: "岚河铸造',
    'name: "岚河铸造"',
)
TAB = _rule(
    6,
    "tab",
    "A tab stands in the file.",
    "YAML does not allow tabs for indentation, and editors show them in different widths.",
    "client:\n\tname: 岚河铸造",
    "client:\n  name: 岚河铸造",
)
DUPLICATE_KEY = _rule(
    8,
    "key written twice",
    "A mapping has the same key twice; the finding names both places.",
    "YAML readers take the last one in silence, and one of the two values is lost.",
    "current: 2023\ncurrent: 2024",
    "current: 2024",
)
SEVERAL_DOCUMENTS = _rule(
    9,
    "several YAML documents",
    "A second document begins in the file with ---.",
    "A project file is one document.",
    "tanwen: 1\n---\nclient: ...",
    "tanwen: 1\nclient: ...",
)
TAG = _rule(
    10,
    "YAML tag",
    "A value has a tag other than !!str.",
    "Tags make objects of a programming language; project files hold data alone.",
    "name: !!python/object/apply:os.system [ls]",
    "name: 岚河铸造",
)
EXPANSION = _rule(
    11,
    "too many values",
    "Aliases expand to more than 100,000 values, refer to themselves, or values are nested more than 40 deep.",
    "A few lines of aliases can stand for billions of values.",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]   # and so on",
    "values written out",
)
SCALAR = _rule(
    12,
    "impossible number or date",
    "A number has more than 40 digits or an exponent beyond 30, or a date is none of the calendar.",
    "Such a value is a slip, or is meant to make the engine calculate without end.",
    "date: 2025-02-30",
    "date: 2025-02-28",
)

# ---------------------------------------------------------------------------------------------------------- models

UNKNOWN_KEY = _rule(
    20,
    "unknown key",
    "A key is none that may stand here; the finding lists those that may and names the nearest.",
    "A key with a slip would otherwise be left out in silence, and its value with it.",
    "client:\n  nmae: 岚河铸造",
    "client:\n  name: 岚河铸造",
)
MISSING_KEY = _rule(
    21,
    "missing key",
    "A key that must be there is left out, or has no value.",
    "Nothing is filled in by default that bears on a result.",
    "periods:\n  reporting: [2023, 2024]",
    "periods:\n  reporting: [2023, 2024]\n  current: 2024",
)
WRONG_TYPE = _rule(
    22,
    "wrong type",
    "A value is of another type than its key asks for: text for a number, a list for a mapping.",
    "A value that was guessed would be a value nobody wrote.",
    "current: last year",
    "current: 2024",
)
WRONG_VALUE = _rule(
    23,
    "value not allowed",
    "A value is none of those listed for its key, is out of range or has the wrong form.",
    "The calculations know the listed cases only.",
    "gwp: AR7",
    "gwp: AR6",
)
UNIT_TEXT = _rule(
    24,
    "unit missing or unknown",
    "A number has no unit, or one that Tanwen does not know.",
    "A number without its unit is not a quantity.",
    "published: 4120",
    "published: 4120 tCO2e",
)

# ------------------------------------------------------------------------------------------------ cross references

DUPLICATE_ID = _rule(
    30,
    "id given twice",
    "Two entries of one list have the same id; the finding names both places.",
    "A reference to the id would be ambiguous.",
    "sources:\n  - {id: gas-boiler, ...}\n  - {id: gas-boiler, ...}",
    "sources:\n  - {id: gas-boiler-1, ...}\n  - {id: gas-boiler-2, ...}",
)
UNKNOWN_ID = _rule(
    31,
    "unknown id",
    "A reference names an id that is nowhere defined; the finding lists the known ones.",
    "A source at a site that does not exist would fall out of that site's total.",
    "site: main-stie",
    "site: main-site",
)
PERIODS = _rule(
    32,
    "years that do not agree",
    "Reporting years do not ascend, do not contain the current or the base year, or an interval ends before it begins.",
    "Changes, trends and the base-year comparison are calculated along these years.",
    "reporting: [2024, 2023]",
    "reporting: [2023, 2024]",
)
SOURCE_NEEDS = _rule(
    33,
    "source without what its kind needs",
    "Combustion without a fuel or factor, a process, leak or value-chain source without a factor, a value-chain source "
    "without its scope 3 category, or a category on a source of another kind.",
    "Its emissions could not be calculated, and a source that is left out makes the total too small.",
    "- {id: boiler, kind: stationary-combustion, ...}",
    "- {id: boiler, kind: stationary-combustion, fuel: 天然气, ...}",
)
SHARES = _rule(
    34,
    "shares above 100 %",
    "The uses of a source add up to more than 100 percent.",
    "The energy flow would give out more than went in.",
    "uses: [{name: 熔炼, share: 70}, {name: 保温, share: 40}]",
    "uses: [{name: 熔炼, share: 70}, {name: 保温, share: 30}]",
)
PATHWAY = _rule(
    35,
    "pathway that contradicts itself",
    "Two growth rates for a source overlap, a grid year stands twice, the reference scenario takes measures, a "
    "measure is fully effective before it begins, or a scenario assumes a year whose actual is known.",
    "Which of two values holds could not be told.",
    "growth:\n  - {sources: [power], begins: 2025, ends: 2030}\n  - {sources: [power], begins: 2030, ends: 2035}",
    "growth:\n  - {sources: [power], begins: 2025, ends: 2030}\n  - {sources: [power], begins: 2031, ends: 2035}",
)
DIMENSION = _rule(
    36,
    "unit of the wrong dimension",
    "An amount has a unit of another dimension or substance than its key asks for.",
    "Tonnes cannot be read as megawatt hours, tCO2 is not tCO2e, and coal is not clinker.",
    "capex: 320 t",
    "capex: 320 万元",
)
METRIC_YEARS = _rule(
    37,
    "metric without a reporting year",
    "A metric has a value for a year outside the reporting years, or a key that is no year.",
    "An intensity would be calculated from a value that no report covers.",
    'values: {"24": 380}',
    "values: {2024: 380}",
)

# --------------------------------------------------------------------------------------------------- files, tables

PATH = _rule(
    40,
    "path leaves the project",
    "A path is absolute, climbs out with .. or leads out through a symbolic link.",
    "A project reads its own files alone.",
    "file: ../other-client/energy.xlsx",
    "file: data/energy.xlsx",
)
FORMAT = _rule(
    42,
    "table format not read",
    "A table is neither .xlsx nor .csv: the old .xls, an encrypted workbook, or another format.",
    "The old binary format cannot be read cell by cell with its faults.",
    "file: data/energy.xls",
    "file: data/energy.xlsx    # in Excel or WPS: save as .xlsx",
)
ARCHIVE = _rule(
    43,
    "workbook beyond bounds",
    "A workbook unpacks to too much, has too many parts, says a wrong size, or a stray cell far out makes its "
    "area huge.",
    "A small file can unpack to more than the machine holds.",
    "a value in cell XFD1048576",
    "rows and columns after the table deleted",
)
DAMAGED = _rule(
    44,
    "damaged workbook",
    "A workbook is no zip archive, or its parts cannot be read.",
    "Nothing in it can be trusted.",
    "a download that was cut short",
    "the file opened and saved again in Excel or WPS",
)
EMPTY_TABLE = _rule(
    45,
    "table without rows",
    "A table has no row under its header.",
    "All its quantities would be missing.",
    "a sheet with the header alone",
    "a header and at least one row",
)
SHEET = _rule(
    46,
    "sheet not found",
    "The sheet named is not in the workbook, or none is named and there are several.",
    "Rows of another sheet would be read.",
    "sheet: 能源",
    "sheet: 能源台账",
)
HEADER = _rule(
    47,
    "column header not found",
    "A header named under columns is not in the header row, or is there twice.",
    "The wrong column would be read, or none.",
    "columns: {quantity: 数量}    # the sheet says 用量",
    "columns: {quantity: 用量}",
)
CSV = _rule(
    48,
    "csv that cannot be read",
    "A csv file is in no known encoding, is not in the encoding given, or its quotes do not close.",
    "Names and numbers would be read wrong.",
    "encoding: utf-8    # the file is GB18030",
    "encoding: gb18030",
)
SETUP = _rule(
    49,
    "table description incomplete",
    "A table names neither a month column nor months as columns nor a year, or both a quantity column and months.",
    "The period of its quantities could not be told.",
    "columns: {source: 能源, quantity: 用量}",
    "year: 2024\ncolumns: {source: 能源, quantity: 用量}",
)
NO_QUANTITY = _rule(
    50,
    "missing quantity",
    "A row has a source and a month but no quantity. The row is left out; it never counts as zero.",
    "A missing month read as zero makes the year's emissions too small, and nobody sees it.",
    "一车间 | 2024-03 |      | 万kWh",
    "一车间 | 2024-03 | 12.4 | 万kWh    (or 0 where nothing was used)",
)
NOT_A_NUMBER = _rule(
    51,
    "quantity that is no number",
    "A quantity is text that is no number, a date or true/false. Thousands separators and full-width digits are read.",
    "A guessed number is a number nobody wrote.",
    "约120",
    "120",
)
NEGATIVE = _rule(
    52,
    "negative quantity",
    "A quantity of fuel, electricity, heat or refrigerant is below zero.",
    "Consumption cannot be negative: a correction belongs in its own month, energy sold in a source of kind sold-….",
    "柴油 | 2024-03 | -1.2 | t",
    "柴油 | 2024-03 | 1.2  | t",
)
ROW_UNIT = _rule(
    53,
    "unit of a row missing or unknown",
    "A row's unit cell is empty or holds a unit that is not known.",
    "A number without its unit is not a quantity.",
    "柴油 | 2024-03 | 1.2 | 顿",
    "柴油 | 2024-03 | 1.2 | 吨",
)
ROW_DIMENSION = _rule(
    54,
    "unit of a row does not fit its source",
    "A row's unit is of another dimension or substance than the unit of its source.",
    "Tonnes are not megawatt hours, a cubic metre at 0 °C is not one at 20 °C, tCO2 is not tonnes of coal.",
    "柴油 | 2024-03 | 1.2 | MWh",
    "柴油 | 2024-03 | 1.2 | t",
)
ROW_SOURCE = _rule(
    55,
    "row of an unknown source",
    "A row names a source that is neither an id or name of the project nor listed under the table's sources or skip.",
    "The row's quantity would be left out of the inventory.",
    "sources: {天然气: gas-boiler}    # the sheet says 管道天然气",
    "sources: {管道天然气: gas-boiler}",
)
ROW_SITE = _rule(
    56,
    "row of an unknown or other site",
    "A row names a site that the project does not have, or another site than its source's.",
    "The quantity would be counted at the wrong site.",
    "三厂区    # not under boundary.sites, not in the table's sites",
    "sites: {三厂区: south-site}",
)
ROW_MONTH = _rule(
    57,
    "month that cannot be read",
    "A month is missing, is no month, or lacks its year.",
    "A quantity without its period belongs to no year.",
    "2024-13",
    "2024-12, 2024年12月, 2024/12, 12月 (with year: 2024), an Excel date",
)
ROW_OUTSIDE = _rule(
    58,
    "month outside the reporting years",
    "A row's month lies in a year that periods.reporting does not list.",
    "The row would be read and never counted.",
    "reporting: [2023, 2024]    # and a row of 2022-12",
    "reporting: [2022, 2023, 2024]",
)
ROW_TWICE = _rule(
    59,
    "a month twice",
    "A source has two quantities for one month and meter, or a quantity for the year beside its months.",
    "The quantity would count twice.",
    "电 | 2024-03 | 12.4\n电 | 2024-03 | 12.4",
    "one row a month; several meters told apart by a meter column; deliveries of a month added up",
)
MERGED = _rule(
    60,
    "merged cell in the data",
    "Cells that rows are read from are merged. (Merged headers and titles are read.)",
    "Only the first of merged cells has the value: for the others it is missing, or stands for all, or is a sum.",
    "A5:A16 merged with 一厂区",
    "一厂区 in each of A5 to A16",
)
NO_CACHE = _rule(
    61,
    "formula without a result",
    "A cell holds a formula whose result was never stored.",
    "The file was written by a program and not calculated: what the cell shows is not in the file.",
    "=B3*C3 without a stored value",
    "the file opened and saved once in Excel, WPS or LibreOffice",
)
ERROR_CELL = _rule(
    62,
    "formula error",
    "A cell holds an error such as #REF! or #DIV/0!.",
    "There is no value, and a sum over it has none either.",
    "#REF!",
    "the formula repaired",
)

# ---------------------------------------------------------------------------------------------- new projects, slots

EXISTS = _rule(
    41,
    "project exists",
    "A new project is asked for in a folder that has one.",
    "Nothing that somebody wrote is written over.",
    "tanwen new white-paper projects/acme    # twice",
    "tanwen new white-paper projects/acme-2",
)

SLOT = _rule(
    70,
    "slot of no document",
    "A file or folder under content/ belongs to no document of the project.",
    "What was written there would appear nowhere.",
    "content/ghg-report/statement.md    # the document's id is inventory-2024",
    "content/inventory-2024/statement.md",
    warns=True,
)
