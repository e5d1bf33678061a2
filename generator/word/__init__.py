"""Other people's Word files: reading them, and marking them with native comments and tracked changes.

``read_word(data, name)`` returns an ``Outcome[WordFile]``: plain frozen values in document order, or what is wrong
with the file (rules IN401 to IN409). Paragraphs are numbered from 1 over the body (cells included), then the footnotes,
then the endnotes: ``file.paragraphs[n - 1]`` is number ``n``. ``text`` is what shows: insertions accepted, deletions
gone, fields as their results; ``spans`` say how it looks after all styles, ``label`` is the automatic number, rebuilt.
Every place is a paragraph's number and offsets into its ``text``.

``marked(file, comments, changes)``, ``commented(file, comments)`` and ``revised(file, changes)`` return a ``Marked``:
the copy's bytes, and as ``remarks`` what was refused (contents, computed fields, text boxes, formulas, overlaps) or
done otherwise (a comment in a footnote stands at its mark). A change is an ``Edit`` of characters, ``AddParagraph``,
``RemoveParagraph`` or ``Reorder``. A comment may have replies and be done; ``threads(file.comments)`` reads them so.
All numbers and offsets are those of ``file``; dates are written as given, and the same requests give the same bytes.
``accepted(data)`` and ``rejected(data)`` decide on all tracked changes, or on those of one author.
"""

from generator.word.deciding import accepted, rejected
from generator.word.marking import commented, marked, revised
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
from generator.word.requests import AddParagraph, Change, Comment, Edit, Marked, Remark, RemoveParagraph, Reorder, Reply
from generator.word.threads import threads

__all__ = [
    "AddParagraph",
    "Border",
    "CellPlace",
    "Change",
    "Comment",
    "Edit",
    "HeaderFooter",
    "Indents",
    "Label",
    "Link",
    "Mark",
    "Marked",
    "NoteReference",
    "Remark",
    "RemoveParagraph",
    "Reorder",
    "Reply",
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
    "accepted",
    "commented",
    "flat",
    "marked",
    "read_word",
    "rejected",
    "revised",
    "threads",
]
