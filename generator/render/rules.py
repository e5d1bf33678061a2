"""What the page, Markdown, picture and PDF writers have to say."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NOT_DRAWN = Rule(
    "RE001",
    "block-not-drawn",
    Severity.ERROR,
    "A writer could not draw a block as the document has it: a formula that cannot be read, a chart whose numbers do "
    "not fit its kind (a negative slice), a fact that the document does not hold. The place shows a visible mark.",
    waivable=False,
)
ILLEGAL_CHARACTER = Rule(
    "RE002",
    "control-character",
    Severity.ERROR,
    "A control character or a lone surrogate in a text, often pasted from a PDF. The page shows U+FFFD in its place; "
    "take it out of the source that the finding names.",
    waivable=False,
)
NO_BROWSER = Rule(
    "RE010",
    "no-browser",
    Severity.WARNING,
    "Pictures (Sankey diagrams, abatement-cost curves) are drawn by a headless Chromium, and none was found. Word and "
    "PDF files lack them; pages draw them live all the same. Install chromium-headless-shell, or name a browser in "
    "BROWSER_PATH. In a final build this is an error.",
)
NO_CHINESE_FONT = Rule(
    "RE011",
    "no-chinese-font",
    Severity.WARNING,
    "No installed font has Chinese characters: a picture would show boxes, so none is drawn. Install a Chinese font "
    "(Debian: fonts-noto-cjk or fonts-wqy-zenhei). In a final build this is an error.",
)
PICTURE_FAILED = Rule(
    "RE012",
    "picture-failed",
    Severity.ERROR,
    "The browser did not draw a picture: it could not be started, ended early or ran out of time.",
    waivable=False,
)
NO_OFFICE = Rule(
    "RE020",
    "no-libreoffice",
    Severity.WARNING,
    "PDF files are LibreOffice's rendering of the Word file, and LibreOffice was not found. The PDF and the page "
    "numbers of the table of contents are left out; Word, HTML and xlsx are complete otherwise. Install "
    "libreoffice-writer and libreoffice-math, or name its program in SOFFICE_PATH.",
)
OFFICE_FAILED = Rule(
    "RE021",
    "pdf-failed",
    Severity.ERROR,
    "LibreOffice did not make a PDF of the Word file: it ended with an error, ran out of time, or left no pages.",
    waivable=False,
)
FONT_SUBSTITUTED = Rule(
    "RE022",
    "font-substituted",
    Severity.NOTE,
    "A font that the Word file asks for is not installed where the PDF was made, so another one took its place there. "
    "Lines and pages may break elsewhere than in Word. Install the font, or send the Word file.",
)
PAGES_UNKNOWN = Rule(
    "RE023",
    "pages-unknown",
    Severity.WARNING,
    "The PDF's outline does not match the document's headings, so that some page numbers of the table of contents are "
    "unknown.",
)
NO_FORMULAS = Rule(
    "RE024",
    "no-formulas",
    Severity.ERROR,
    "LibreOffice without its formula part drops equations from a PDF without a word. Install libreoffice-math.",
)
