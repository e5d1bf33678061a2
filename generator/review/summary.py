"""The summary of a comparison for a terminal: what a reviewer wants to read first, and never a wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.base.text import Language
from generator.review.changes import BlockChange, Changes, DocumentChanges, Headline
from generator.review.digest import digest
from generator.review.inputs import difference_text, places_text, row_texts, values_text
from generator.review.markdown import markdown
from generator.review.phrases import more, say, word
from generator.review.sources import Source, SourceList
from generator.review.spelling import around, marked, short, visible
from generator.review.told import (
    block_told,
    cells_told,
    documents_told,
    finding_told,
    grid_told,
    numbers_told,
    overview,
    same_told,
    section_told,
    side_told,
)

__all__ = ["markdown", "summary"]

#: How much of a list a short summary shows.
_FACTS, _SOURCES, _TEXTS, _GRIDS, _SECTIONS, _FINDINGS, _CELLS, _ROWS = 10, 14, 12, 8, 12, 8, 4, 3
_CONTEXT, _LINE = 18, 160


def summary(changes: Changes, language: Language, *, full: bool = False) -> str:
    """Return the summary as text; ``full`` leaves no list cut and no text shortened."""
    return "".join(f"{visible(line)}\n" for line in _Writer(changes, language, full).lines())


@dataclass
class _Writer:
    changes: Changes
    language: Language
    full: bool

    def lines(self) -> Iterator[str]:
        changes, language = self.changes, self.language
        yield side_told(changes.old, "from", language)
        yield side_told(changes.new, "to", language)
        yield from (f"! {remark.say(language)}" for remark in changes.remarks)
        yield ""
        yield overview(changes, language)
        if changes.same:
            return
        sources = SourceList.of(changes)
        yield from self._templates()
        yield from self._sources(sources)
        yield from self._facts(sources)
        for document in changes.documents:
            yield from self._document(document)
        yield from self._findings()
        if same := same_told(changes, language):
            yield from ("", same)

    def _cut(self, items: Iterable[str], most: int, indent: str = "  ") -> Iterator[str]:
        found = list(items)
        kept = found if self.full or len(found) <= most + 1 else found[:most]
        yield from (f"{indent}{item}" for item in kept)
        if len(kept) < len(found):
            yield f"{indent}{more(len(found) - len(kept), self.language)}"

    def _head(self, name: str) -> Iterator[str]:
        yield ""
        yield word(name, self.language)

    # ------------------------------------------------------------------------------------------ facts

    def _templates(self) -> Iterator[str]:
        lines = list(documents_told(self.changes, self.language))
        if lines:
            yield from self._head("templates")
            yield from self._cut(lines, _SOURCES)

    def _sources(self, sources: SourceList) -> Iterator[str]:
        if not len(sources):
            return
        yield from self._head("inputs")
        yield from self._cut((line for one in sources for line in self._source(one)), _SOURCES)

    def _source(self, one: Source) -> Iterator[str]:
        group = word(one.group, self.language) if one.group else ""
        values = values_text(one.change, self.language)
        rows = row_texts(one.change, self.language)
        where = places_text(one.change) if len(rows) < 2 else ""
        named = f"[{one.at}] {group}".rstrip()
        yield "  ".join(filter(None, (named, one.change.label.say(self.language), values, where)))
        if len(rows) > 1 or (rows and rows[0][1] != values):
            yield from self._cut(("  ".join(filter(None, row)) for row in rows), _ROWS, "      ")

    def _facts(self, sources: SourceList) -> Iterator[str]:
        if not self.changes.headlines:
            return
        yield from self._head("facts")
        yield from self._cut((self._fact(one, sources) for one in self.changes.headlines), _FACTS)

    def _fact(self, one: Headline, sources: SourceList) -> str:
        number = one.number
        parts = [number.label.say(self.language), f"{number.old or '—'} → {number.new or '—'}"]
        if one.fate != "changed":
            parts.append(word(one.fate, self.language))
        else:
            why = [one.text for one in sources.why(one, self.changes, self.language)]
            parts += [difference_text(one, self.language), say("；", "; ", self.language).join(why)]
        return "  ".join(filter(None, parts))

    # ------------------------------------------------------------------------------------------ documents

    def _document(self, document: DocumentChanges) -> Iterator[str]:
        if document.fate == "same":
            return
        yield ""
        state = f" · {word(document.fate, self.language)}" if document.fate != "changed" else ""
        yield f"{document.title} ({document.id}){state}"
        if document.fate != "changed":
            return
        found = digest(document)
        yield from self._cut(
            (f"{word(one.field, self.language)}: {one.old or '—'} → {one.new or '—'}" for one in document.cover),
            _SECTIONS,
        )
        yield from self._cut((section_told(one, self.language) for one in found.sections), _SECTIONS)
        yield from self._blocks(found.text, _TEXTS, self._text)
        yield from self._blocks(found.grids, _GRIDS, self._grid)
        yield from (f"  {line}" for line in numbers_told(found, self.language))

    def _blocks(
        self, blocks: Sequence[BlockChange], most: int, write: Callable[[BlockChange], Iterator[str]]
    ) -> Iterator[str]:
        kept = blocks if self.full or len(blocks) <= most + 1 else blocks[:most]
        for block in kept:
            yield f"  {block_told(block, self.language)}"
            yield from (f"      {line}" for line in write(block))
        if len(kept) < len(blocks):
            yield f"  {more(len(blocks) - len(kept), self.language)}"

    def _text(self, block: BlockChange) -> Iterator[str]:
        most = 0 if self.full else _LINE
        if block.edits:
            line = marked(around(block.edits, 0 if self.full else _CONTEXT))
            yield short(line, 3 * most) if most else line
        elif block.fate == "moved":
            yield short(block.new_text, most) if most else " ".join(block.new_text.split())
        else:
            sign = "{}{}{}".format(*(("{+", "", "+}") if block.fate == "added" else ("[-", "", "-]")))
            text = block.new_text or block.old_text
            said = short(text, most) if most else " ".join(text.split())
            yield f"{sign[:2]}{said}{sign[2:]}"

    def _grid(self, block: BlockChange) -> Iterator[str]:
        if block.grid is None:
            return
        if block.grid.caption:
            yield marked(block.grid.caption)
        yield from (short(line, _LINE) if not self.full else line for line in grid_told(block.grid, self.language))
        yield from self._cut(cells_told(block.grid), _CELLS, "")

    # ------------------------------------------------------------------------------------------ findings

    def _findings(self) -> Iterator[str]:
        found = self.changes.findings
        changed = [pair.new for pair in found.changed]
        if not (found.came or found.went or changed):
            return
        yield from self._head("findings")
        for name, listed in (("came", found.came), ("weighed", changed), ("went", found.went)):
            if listed:
                yield f"  {word(name, self.language)}:"
                yield from self._cut((finding_told(one, self.language) for one in listed), _FINDINGS, "    ")
