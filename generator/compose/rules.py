"""The rules of the compose stage: what a template, a section or an author's text may get wrong."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

TEMPLATE_MISSING = Rule(
    "CP001",
    "template-missing",
    Severity.ERROR,
    "A document asks for a template or a version that is in none of the template folders. The message lists those "
    'that are there. Pin one of them in project.yaml: `template: white-paper`, `version: "1.0"`.',
)
MANIFEST = Rule(
    "CP002",
    "template-manifest",
    Severity.ERROR,
    "template.yaml has a key that is not known, twice the same key, or a value of the wrong type. The message lists "
    'what is allowed. Right: `sections: [{file: sections/01-results.md, covers: ["D-INV-02:273"]}]`.',
)
SECTION_MISSING = Rule(
    "CP003",
    "section-missing",
    Severity.ERROR,
    "template.yaml or an include names a file that does not exist, or that lies outside the template's folder.",
    waivable=False,
)
SYNTAX = Rule(
    "CP010",
    "template-syntax",
    Severity.ERROR,
    "A section is not readable as a template: an unclosed `{{`, an `{% if %}` without `{% endif %}`, an unknown tag.",
    waivable=False,
)
UNKNOWN_NAME = Rule(
    "CP011",
    "unknown-name",
    Severity.ERROR,
    "An expression uses a name, field, filter or test that does not exist. The nearest names are listed. A name that "
    "is not defined never prints nothing.",
)
UNKNOWN_FACT = Rule(
    "CP012",
    "unknown-fact",
    Severity.ERROR,
    "An expression names a fact id, or a context of it, that the ledger does not hold. `inventory.totl` is wrong; "
    "`inventory.total` is right. `tanwen facts PROJECT` lists all of them.",
)
AMBIGUOUS_FACT = Rule(
    "CP013",
    "ambiguous-fact",
    Severity.ERROR,
    "An expression fits several facts: a dimension is open that neither the call nor the section's defaults fill. "
    "Right: `source.emission(source=s.id)`. The message lists the candidates.",
)
MISSING_VALUE = Rule(
    "CP014",
    "missing-value",
    Severity.ERROR,
    "A document shows or judges a value that is missing. A draft shows a visible placeholder; the message names the "
    "chain down to the input that has to be given, and its place.",
)
BARE_NUMBER = Rule(
    "CP015",
    "bare-number",
    Severity.ERROR,
    "An expression prints a number that is no fact. Only years print as they are. Record the number in the ledger and "
    "print the fact.",
    waivable=False,
)
UNPRINTABLE = Rule(
    "CP016",
    "unprintable",
    Severity.ERROR,
    "An expression prints something that has no text: a list, an object, a value that was left out. Print one of its "
    "fields, or ask `{% if x %}` first.",
)
FORBIDDEN = Rule(
    "CP017",
    "forbidden-in-template",
    Severity.ERROR,
    "A template calculates, rounds, formats, or reaches for what it may not: arithmetic, `round`, `safe`, attributes "
    "that begin with an underscore. Values are computed in calculations and rounded on display.",
    waivable=False,
)
LIMIT = Rule(
    "CP018",
    "template-limit",
    Severity.ERROR,
    "A section runs too long, loops too often, nests too deep, or writes too much. Templates from outside run under "
    "a limit of time, memory and output.",
    waivable=False,
)
ARGUMENT = Rule(
    "CP019",
    "wrong-argument",
    Severity.ERROR,
    "A call has an argument that is not known, lacks one, or has one of the wrong kind. The message names them.",
)
UNIT = Rule(
    "CP020",
    "wrong-unit",
    Severity.ERROR,
    "A place shows a fact in a unit of another dimension or substance, such as t CO2 in MWh.",
)
CHARACTER = Rule(
    "CP021",
    "character",
    Severity.ERROR,
    "A template or a text holds a control character or a private-use character, which no document can show.",
)
MARKDOWN = Rule(
    "CP030",
    "markdown",
    Severity.ERROR,
    "A section uses Markdown that documents do not have: an image, raw HTML, a heading deeper than four, a list in a "
    "key paragraph.",
)
TABLE_SHAPE = Rule(
    "CP031",
    "table-shape",
    Severity.ERROR,
    "A table's rows do not have the columns of its header, its alignment row is missing, or merged cells do not make a "
    "rectangle.",
)
CHART_SHAPE = Rule(
    "CP032",
    "chart-shape",
    Severity.ERROR,
    "A chart or picture has no series, series of another length than its categories, or a kind that is not known.",
)
LINK = Rule(
    "CP033",
    "link-scheme",
    Severity.ERROR,
    "A link's scheme is none of https, http and mailto. The text stays, the link is left out.",
)
DUPLICATE_ID = Rule(
    "CP034",
    "duplicate-id",
    Severity.ERROR,
    "Two blocks have the same id, so that a cross-reference cannot tell which one is meant.",
)
SLOT = Rule(
    "CP040",
    "unknown-slot",
    Severity.ERROR,
    "A section places an author slot that template.yaml does not declare.",
)
SLOT_STATEMENT = Rule(
    "CP041",
    "slot-statement",
    Severity.ERROR,
    "An author's text holds a template statement or a call. Author's texts are Markdown with references to facts: "
    "`{{ inventory.total | full }}`.",
    waivable=False,
)
REQUIRES = Rule(
    "CP050",
    "project-part-missing",
    Severity.ERROR,
    "The template needs a part of project.yaml that the project does not have, such as `pathway` or `targets`.",
)

RULES: tuple[Rule, ...] = (
    TEMPLATE_MISSING,
    MANIFEST,
    SECTION_MISSING,
    SYNTAX,
    UNKNOWN_NAME,
    UNKNOWN_FACT,
    AMBIGUOUS_FACT,
    MISSING_VALUE,
    BARE_NUMBER,
    UNPRINTABLE,
    FORBIDDEN,
    LIMIT,
    ARGUMENT,
    UNIT,
    CHARACTER,
    MARKDOWN,
    TABLE_SHAPE,
    CHART_SHAPE,
    LINK,
    DUPLICATE_ID,
    SLOT,
    SLOT_STATEMENT,
    REQUIRES,
)
