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
CITED_UNKNOWN = Rule(
    "CP060",
    "cited-document-unknown",
    Severity.ERROR,
    "Finds: a draft standard cites a document by an id that neither ``standard.references`` nor the register holds.\n"
    "Why: chapter 2 and the bibliography are made from these entries.\n"
    "Wrong: ``[@std:gbt-3215]``\n"
    "Right: ``[@std:gbt-32150]`` with ``references: [{id: gbt-32150, number: GB/T 32150, title: …}]``",
    waivable=False,
)
CITED_BOTH_WAYS = Rule(
    "CP061",
    "cited-dated-and-undated",
    Severity.ERROR,
    "Finds: a draft standard cites one document with its year in one place and without it in another.\n"
    "Why: GB/T 1.1-2020, 9.5.4.1: a dated citation means that edition alone, an undated one the newest; both at once "
    "cannot be listed.\n"
    "Wrong: ``[@std:gbt-32150]`` here, ``[@std:gbt-32150, 5.2]`` there\n"
    "Right: ``[@std:gbt-32150, dated]`` here too, or no clause there",
)
NO_YEAR = Rule(
    "CP062",
    "cited-without-year",
    Severity.ERROR,
    "Finds: a place of another document is cited, and the entry of the document has no year.\n"
    "Why: GB/T 1.1-2020, 9.5.4.1.1: who names a clause, figure or table of another document cites it dated.\n"
    "Wrong: ``[@std:gbt-8170, 3.2]`` with ``{id: gbt-8170, number: GB/T 8170, title: …}``\n"
    "Right: ``{id: gbt-8170, number: GB/T 8170, year: 2008, title: …}``",
)
NEVER_CITED = Rule(
    "CP063",
    "reference-never-cited",
    Severity.WARNING,
    "Finds: an entry of ``standard.references`` that no text cites.\n"
    "Why: chapter 2 and the bibliography list what the text cites; the entry is printed nowhere.\n"
    "Wrong: ``references: [{id: gbt-8170, …}]`` and no ``[@std:gbt-8170]``\n"
    "Right: cite it where it is used, or delete the entry",
)
TERM_UNUSED = Rule(
    "CP064",
    "term-never-used",
    Severity.WARNING,
    "Finds: a term of ``standard.terms`` that no chapter, annex or other definition uses.\n"
    "Why: GB/T 1.1-2020, 8.7.3.2: terms are defined that the document uses.\n"
    "Wrong: ``terms: [{id: leakage, term: 泄漏, …}]`` and no 泄漏 in the text\n"
    "Right: use it, or delete the entry",
)
ANNEX_UNNAMED = Rule(
    "CP065",
    "annex-never-named",
    Severity.ERROR,
    "Finds: an annex that no text outside it names.\n"
    "Why: GB/T 1.1-2020, 9.6.1.2: the place that an annex belongs to names it, and says whether it is normative.\n"
    "Wrong: ``annexes: [annex-grades.md]`` and no ``[@grades]``\n"
    "Right: ``等级见[@grades]。``",
)
DRAFT_FORM = Rule(
    "CP066",
    "draft-standard-form",
    Severity.ERROR,
    "Finds: a piece of an author's file that is not written as ``docs/draft-standards.md`` says: a flow chart's line, "
    "a formula that is not closed, a caption without its table, a heading where none may stand.\n"
    "Why: what cannot be read would be missing from the draft.\n"
    "Wrong: ``start -> collect`` in a flow chart\n"
    "Right: ``start > collect``",
    waivable=False,
)
DRAFT_EMPTY = Rule(
    "CP067",
    "draft-chapter-empty",
    Severity.ERROR,
    "Finds: an author's file of a draft standard that is empty, or that has no heading of its chapter.\n"
    "Why: chapters and annexes take their titles from the first line of their file.\n"
    "Wrong: an empty ``05-principles.md``\n"
    "Right: ``# 总则 {#principles}`` as its first line",
)
INDEX_ORDER = Rule(
    "CP068",
    "index-reading-unknown",
    Severity.WARNING,
    "Finds: a key word of the index whose first character has no known reading.\n"
    "Why: GB/T 1.1-2020, 8.14: the index stands in the order of pinyin.\n"
    "Wrong: ``{word: 鄱阳湖, targets: [lake]}``\n"
    "Right: ``{word: 鄱阳湖, pinyin: poyanghu, targets: [lake]}``",
)
