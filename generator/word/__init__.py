"""Other people's Word files: reading them, and marking them with native comments and tracked changes.

``read_word(data, name)`` returns an ``Outcome[WordFile]``: plain frozen values in document order, or what is wrong
with the file (rules IN401 to IN409). Paragraphs are numbered from 1 over the body (cells included), then the footnotes,
then the endnotes: ``file.paragraphs[n - 1]`` is number ``n``. ``text`` is what shows: insertions accepted, deletions
gone, fields as their results; ``spans`` say how it looks after all styles, ``label`` is the automatic number, rebuilt.
Every place is a paragraph's number and offsets into its ``text``.
"""

from generator.word.model import (
    Border,
    CellPlace,
    HeaderFooter,
    Indents,
    Label,
    Link,
    Mark,
    NoteReference,
    Spacing,
    Span,
    WordBlock,
    WordCell,
    WordComment,
    WordField,
    WordFile,
    WordNote,
    WordObject,
    WordParagraph,
    WordRow,
    WordSection,
    WordStyle,
    WordTable,
    flat,
)
from generator.word.reading import read_word

__all__ = [
    "Border",
    "CellPlace",
    "HeaderFooter",
    "Indents",
    "Label",
    "Link",
    "Mark",
    "NoteReference",
    "Spacing",
    "Span",
    "WordBlock",
    "WordCell",
    "WordComment",
    "WordField",
    "WordFile",
    "WordNote",
    "WordObject",
    "WordParagraph",
    "WordRow",
    "WordSection",
    "WordStyle",
    "WordTable",
    "flat",
    "read_word",
]
