"""The rules of loading: what can be wrong with a project's files. Each rule's ``doc`` is its page in the manual."""

from __future__ import annotations

from generator.base.findings import Rule
from generator.project.fault import rule

# ---------------------------------------------------------------------------------------------- the text of a file

UNREADABLE = rule(
    1,
    "unreadable file",
    "A file of the project is missing or may not be read.",
    "Without project.yaml there is no project; a table that is named but absent would leave its quantities out.",
    "projects/acme/ without project.yaml",
    "projects/acme/project.yaml",
)
NOT_UTF8 = rule(
    2,
    "not UTF-8",
    "A YAML or Markdown file is in another encoding.",
    "Project files are UTF-8 so that they read the same on every machine. (Tables may be GB18030.)",
    "project.yaml saved as GBK",
    "project.yaml saved as UTF-8",
)
TOO_LARGE = rule(
    3,
    "file too large",
    "A file exceeds the limit for its kind: 4 MB for YAML, 1 MB for a slot, 64 MB for a table.",
    "Bounds keep a hostile or mistaken file from taking the machine down.",
    "a year of meter readings typed into project.yaml",
    "activity:\n  tables:\n    - {id: energy, file: data/energy.xlsx, columns: {source: 能源, quantity: 用量}}",
)
EMPTY_FILE = rule(
    4,
    "empty file",
    "A file has no content.",
    "An empty file is nearly always a failed download or a save that was cut short.",
    "project.yaml with 0 bytes",
    "tanwen: 1\nclient: ...",
)
CHARACTER = rule(
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

SYNTAX = rule(
    5,
    "YAML syntax",
    "The file is not YAML.",
    "What cannot be parsed cannot be checked. The parser stops at the first fault of this kind.",
    'name: "岚河铸造',
    'name: "岚河铸造"',
)
TAB = rule(
    6,
    "tab",
    "A tab stands in the file.",
    "YAML does not allow tabs for indentation, and editors show them in different widths.",
    "client:\n\tname: 岚河铸造",
    "client:\n  name: 岚河铸造",
)
DUPLICATE_KEY = rule(
    8,
    "key written twice",
    "A mapping has the same key twice; the finding names both places.",
    "YAML readers take the last one in silence, and one of the two values is lost.",
    "current: 2023\ncurrent: 2024",
    "current: 2024",
)
SEVERAL_DOCUMENTS = rule(
    9,
    "several YAML documents",
    "A second document begins in the file with ---.",
    "A project file is one document.",
    "tanwen: 1\n---\nclient: ...",
    "tanwen: 1\nclient: ...",
)
TAG = rule(
    10,
    "YAML tag",
    "A value has a tag other than !!str.",
    "Tags make objects of a programming language; project files hold data alone.",
    "name: !!python/object/apply:os.system [ls]",
    "name: 岚河铸造",
)
EXPANSION = rule(
    11,
    "too many values",
    "Aliases expand to more than 100,000 values, refer to themselves, or values are nested more than 40 deep.",
    "A few lines of aliases can stand for billions of values.",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]   # and so on",
    "values written out",
)
SCALAR = rule(
    12,
    "impossible number or date",
    "A number has more than 40 digits or an exponent beyond 30, or a date is none of the calendar.",
    "Such a value is a slip, or is meant to make the engine calculate without end.",
    "date: 2025-02-30",
    "date: 2025-02-28",
)

# ---------------------------------------------------------------------------------------------------------- models

UNKNOWN_KEY = rule(
    20,
    "unknown key",
    "A key is none that may stand here; the finding lists those that may and names the nearest.",
    "A key with a slip would otherwise be left out in silence, and its value with it.",
    "client:\n  nmae: 岚河铸造",
    "client:\n  name: 岚河铸造",
)
MISSING_KEY = rule(
    21,
    "missing key",
    "A key that must be there is left out, or has no value.",
    "Nothing is filled in by default that bears on a result.",
    "periods:\n  reporting: [2023, 2024]",
    "periods:\n  reporting: [2023, 2024]\n  current: 2024",
)
WRONG_TYPE = rule(
    22,
    "wrong type",
    "A value is of another type than its key asks for: text for a number, a list for a mapping.",
    "A value that was guessed would be a value nobody wrote.",
    "current: last year",
    "current: 2024",
)
WRONG_VALUE = rule(
    23,
    "value not allowed",
    "A value is none of those listed for its key, is out of range or has the wrong form.",
    "The calculations know the listed cases only.",
    "gwp: AR7",
    "gwp: AR6",
)
UNIT_TEXT = rule(
    24,
    "unit missing or unknown",
    "A number has no unit, or one that Tanwen does not know.",
    "A number without its unit is not a quantity.",
    "published: 4120",
    "published: 4120 tCO2e",
)

# ------------------------------------------------------------------------------------------------ cross references

DUPLICATE_ID = rule(
    30,
    "id given twice",
    "Two entries of one list have the same id; the finding names both places.",
    "A reference to the id would be ambiguous.",
    "sources:\n  - {id: gas-boiler, ...}\n  - {id: gas-boiler, ...}",
    "sources:\n  - {id: gas-boiler-1, ...}\n  - {id: gas-boiler-2, ...}",
)
UNKNOWN_ID = rule(
    31,
    "unknown id",
    "A reference names an id that is nowhere defined; the finding lists the known ones.",
    "A source at a site that does not exist would fall out of that site's total.",
    "site: main-stie",
    "site: main-site",
)
PERIODS = rule(
    32,
    "years that do not agree",
    "Reporting years do not ascend, do not contain the current or the base year, or an interval ends before it begins.",
    "Changes, trends and the base-year comparison are calculated along these years.",
    "reporting: [2024, 2023]",
    "reporting: [2023, 2024]",
)
SOURCE_NEEDS = rule(
    33,
    "source without what its kind needs",
    "Combustion without a fuel or factor, a process, leak or value-chain source without a factor, a value-chain source "
    "without its scope 3 category, or a category on a source of another kind.",
    "Its emissions could not be calculated, and a source that is left out makes the total too small.",
    "- {id: boiler, kind: stationary-combustion, ...}",
    "- {id: boiler, kind: stationary-combustion, fuel: 天然气, ...}",
)
SHARES = rule(
    34,
    "shares above 100 %",
    "The uses of a source add up to more than 100 percent.",
    "The energy flow would give out more than went in.",
    "uses: [{name: 熔炼, share: 70}, {name: 保温, share: 40}]",
    "uses: [{name: 熔炼, share: 70}, {name: 保温, share: 30}]",
)
PATHWAY = rule(
    35,
    "pathway that contradicts itself",
    "Two growth rates for a source overlap, a grid year stands twice, the reference scenario takes measures, a "
    "measure is fully effective before it begins, or a scenario assumes a year whose actual is known.",
    "Which of two values holds could not be told.",
    "growth:\n  - {sources: [power], begins: 2025, ends: 2030}\n  - {sources: [power], begins: 2030, ends: 2035}",
    "growth:\n  - {sources: [power], begins: 2025, ends: 2030}\n  - {sources: [power], begins: 2031, ends: 2035}",
)
DIMENSION = rule(
    36,
    "unit of the wrong dimension",
    "An amount has a unit of another dimension or substance than its key asks for.",
    "Tonnes cannot be read as megawatt hours, tCO2 is not tCO2e, and coal is not clinker.",
    "capex: 320 t",
    "capex: 320 万元",
)
METRIC_YEARS = rule(
    37,
    "metric without a reporting year",
    "A metric has a value for a year outside the reporting years, or a key that is no year.",
    "An intensity would be calculated from a value that no report covers.",
    'values: {"24": 380}',
    "values: {2024: 380}",
)

# ---------------------------------------------------------------------------------------------- new projects, slots

SITE_SHARE = rule(
    38,
    "share of a site",
    "The project consolidates by equity share, and a site does not say what share the company holds.",
    "The whole, taken by default, would count emissions that belong to others.",
    "consolidation: equity-share\nsites: [{id: east, name: 东厂, address: 湖南, region: 湖南}]",
    "consolidation: equity-share\nsites: [{id: east, name: 东厂, address: 湖南, region: 湖南, share: 60}]",
)

EXISTS = rule(
    41,
    "project exists",
    "A new project is asked for in a folder that has one.",
    "Nothing that somebody wrote is written over.",
    "tanwen new white-paper projects/acme    # twice",
    "tanwen new white-paper projects/acme-2",
)

SLOT = rule(
    70,
    "slot of no document",
    "A file or folder under content/ belongs to no document of the project.",
    "What was written there would appear nowhere.",
    "content/ghg-report/statement.md    # the document's id is inventory-2024",
    "content/inventory-2024/statement.md",
    warns=True,
)

SECTION_NAME = rule(
    71,
    "section file misnamed",
    "A file beside project.yaml has the name of a section but for case, hyphens or its suffix.",
    "It is not read, and what was written there would appear nowhere.",
    "region.yml",
    "region.yaml",
)
SECTION_NEAR = rule(
    72,
    "section file with a slip",
    "A YAML file beside project.yaml is named almost like a section.",
    "If it was meant as that section, it is not read; a file of the project's own needs another name.",
    "regoin.yaml",
    "region.yaml",
    warns=True,
)

HALF_WRITTEN = rule(
    73,
    "upgrade broken off",
    "An upgrade of the project was killed between two files; what stood there before waits in .tanwen/upgrade.",
    "Half of the files are of the old edition, half of the new one.",
    "tanwen build after a tanwen upgrade that was killed",
    "tanwen upgrade projects/acme --dry-run    # puts the old files back",
)

#: Every rule of loading that does not concern tables, by number.
RULES: tuple[Rule, ...] = (
    UNREADABLE,
    TOO_LARGE,
    EMPTY_FILE,
    CHARACTER,
    SYNTAX,
    TAB,
    DUPLICATE_KEY,
    SEVERAL_DOCUMENTS,
    TAG,
    EXPANSION,
    SCALAR,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    WRONG_VALUE,
    UNIT_TEXT,
    DUPLICATE_ID,
    UNKNOWN_ID,
    PERIODS,
    SOURCE_NEEDS,
    SHARES,
    PATHWAY,
    DIMENSION,
    METRIC_YEARS,
    SITE_SHARE,
    EXISTS,
    SLOT,
    SECTION_NAME,
    SECTION_NEAR,
    HALF_WRITTEN,
)
