"""A Word file as lines of text, for comparing by eye and by git: what a reader sees, in reading order.

A paragraph is one line with its automatic number, a heading begins with ``#`` as often as its level, a table row is
one line between bars, a footnote follows the paragraph or table that its mark stands in. Lines of the table of contents
are counted and not repeated: they say again what the headings say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.base.characters import REPLACEMENT, UNSHOWABLE
from generator.word.model import WordBlock, WordCell, WordFile, WordNote, WordParagraph, WordTable, flat

_MOST_LEVELS = 9


def plain_lines(file: WordFile) -> Iterator[str]:
    """Yield the text of a Word file, line by line."""
    writer = _Writer({(note.kind, note.id): note for note in (*file.footnotes, *file.endnotes)})
    yield from writer.blocks(file.body)
    for section in file.sections:
        for word, kinds in (("header", section.headers), ("footer", section.footers)):
            yield from writer.furniture(word, [one.text for _, one in sorted(kinds.items())])
    for comment in file.comments:
        about = ", ".join(part for part in (comment.author, comment.date) if part)
        place = f"comment {comment.id} at paragraph {comment.paragraph}"
        yield _line(f"[{place}, {about}] {comment.text}" if about else f"[{place}] {comment.text}")
    if file.revisions:
        yield f"[{file.revisions} tracked changes, read as accepted]"


@dataclass
class _Writer:
    notes: dict[tuple[str, int], WordNote]
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def blocks(self, blocks: tuple[WordBlock, ...]) -> Iterator[str]:
        """Yield the lines of blocks, each block's notes after it."""
        contents = 0
        for block in blocks:
            if isinstance(block, WordParagraph) and block.in_toc:
                contents += bool(block.text.strip())
                continue
            if contents:
                yield f"[contents: {contents} lines]"
                contents = 0
            yield from self._paragraph(block) if isinstance(block, WordParagraph) else self._table(block)
            yield from self._notes_of(block)
        if contents:
            yield f"[contents: {contents} lines]"

    def furniture(self, word: str, texts: list[str]) -> Iterator[str]:
        """Yield the headers or footers of a section that no section before it had."""
        for text in texts:
            line = f"[{word}] {_line(text)}"
            if text.strip() and line not in self.said:
                self.said.add(line)
                yield line

    def _paragraph(self, paragraph: WordParagraph) -> Iterator[str]:
        text = self._text(paragraph)
        if not text.strip():
            return
        level = paragraph.outline
        yield f"{'#' * min(level + 1, _MOST_LEVELS)} {text}" if level is not None else text

    def _text(self, paragraph: WordParagraph) -> str:
        """Return a paragraph's line with its number, the marks of its notes and what stands in it beside text."""
        marks = [(n.offset, self._mark(n.kind, n.id)) for n in paragraph.notes]
        marks += [
            (o.offset, f"[{o.kind}: {_line(o.description)}]" if o.description else f"[{o.kind}]")
            for o in paragraph.objects
        ]
        text = paragraph.text
        for offset, mark in sorted(marks, reverse=True):
            text = f"{text[:offset]}{mark}{text[offset:]}"
        label = f"{paragraph.label.text} " if paragraph.label and paragraph.label.text else ""
        return _line(label + text)

    def _mark(self, kind: str, number: int) -> str:
        shown = self.numbers.setdefault((kind, number), len(self.numbers) + 1)
        return f"[^{shown}]"

    def _table(self, table: WordTable) -> Iterator[str]:
        for row in table.rows:
            yield "| " + " | ".join(self._cell(cell) for cell in row.cells) + " |"

    def _cell(self, cell: WordCell) -> str:
        lines = (self._text(p) for p in flat(cell.blocks)) if cell.merge != "continue" else ()
        return " / ".join(line.replace("|", "\\|") for line in lines if line)

    def _notes_of(self, block: WordBlock) -> Iterator[str]:
        for paragraph in flat((block,)):
            for reference in paragraph.notes:
                note = self.notes.get((reference.kind, reference.id))
                if note is not None:
                    yield f"{self._mark(reference.kind, reference.id)}: {_line(note.text)}"


def _line(text: str) -> str:
    """Return text as one line: breaks and tabs are spaces here, and what could steer a terminal does not get there."""
    return UNSHOWABLE.sub(REPLACEMENT, " ".join(text.split()))
