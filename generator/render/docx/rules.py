"""What the Word writer refuses. None of these can be waived: the file would not say what the document says."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NOT_DRAWN = Rule(
    "RE101",
    "word-not-drawn",
    Severity.ERROR,
    "A block or an inline that Word cannot show as the document has it: a formula that cannot be read, a picture that "
    "was not drawn, a pie chart with several series. The place shows a visible mark; nothing is dropped in silence.",
    waivable=False,
)
ILLEGAL_CHARACTER = Rule(
    "RE102",
    "word-illegal-character",
    Severity.ERROR,
    "A control character or a lone surrogate that no XML file can hold, often pasted from a PDF or a database. Take it "
    "out of the source that the finding names; the file shows U+FFFD in its place.",
    waivable=False,
)
UNKNOWN_FACT = Rule(
    "RE103",
    "word-unknown-fact",
    Severity.ERROR,
    "A number whose fact the document does not hold, or that is asked for in a unit of another dimension.",
    waivable=False,
)
UNKNOWN_TARGET = Rule(
    "RE104",
    "word-unknown-target",
    Severity.ERROR,
    "A cross-reference to a block that the document does not hold or that has no number, or a citation of an entry "
    "that the bibliography does not list.",
    waivable=False,
)
NUMBERING = Rule(
    "RE105",
    "word-numbering",
    Severity.ERROR,
    "Word's own numbering would count otherwise than the document does: a heading level was skipped, or a caption has "
    "no number. Open headings one level at a time.",
    waivable=False,
)
SHELL = Rule(
    "RE106",
    "word-shell",
    Severity.ERROR,
    "The template's shell.docx cannot be used: a placeholder that the cover does not have, a statement that the "
    "sandbox refuses, a broken or oversized archive, or content that cannot be carried over (notes, comments, charts).",
    waivable=False,
)
LINK = Rule(
    "RE107",
    "word-link",
    Severity.ERROR,
    "A hyperlink whose scheme is not https, http or mailto.",
    waivable=False,
)
NO_PAGES = Rule(
    "RE108",
    "word-page-numbers",
    Severity.NOTE,
    "The table of contents has no page numbers yet: the file was written without a rendering to read them from. Build "
    "with --paginate or --final.",
)

RULES = (NOT_DRAWN, ILLEGAL_CHARACTER, UNKNOWN_FACT, UNKNOWN_TARGET, NUMBERING, SHELL, LINK, NO_PAGES)
