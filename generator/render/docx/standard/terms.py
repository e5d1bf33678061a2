"""Entries of the terms chapter (GB/T 1.1-2020, 8.7.3, 10.3.5), notes and examples (9.10, 9.11)."""

from __future__ import annotations

from collections.abc import Callable

from generator.document.blocks import Block, Paragraph, Remark, TermEntry
from generator.document.inlines import Inlines
from generator.render.docx import inlines
from generator.render.docx.draft import Draft
from generator.render.docx.standard.headings import Headings
from generator.render.docx.standard.numbers import Lists, numbered_by
from generator.render.docx.standard.paragraphs import text
from generator.render.docx.xml import run

_WORDS = {"note": "注", "example": "示例"}


def term_entry(draft: Draft, block: TermEntry, headings: Headings, lists: Lists, formula: Callable[[str], str]) -> str:
    """Return an entry: its number alone on the first line, term and equivalent on the next, indented by two."""

    def words(line: str) -> str:
        return run(draft.clean(line), chinese=draft.chinese)

    equivalent = "; ".join(filter(None, (block.english, block.abbreviation)))
    head = words(block.term) + (words("\u3000" + equivalent) if equivalent else "")
    number = draft.anchored(f"_Ref{draft.targets[block.id]}", "")
    parts = [text(draft, "TermEntry", number, extra=headings.entry_number(block)), text(draft, "TermName", head)]
    parts.extend(text(draft, "TermOther", words(other)) for other in block.admitted)
    if block.symbol:
        parts.append(text(draft, "TermOther", formula(block.symbol)))
    parts.append(text(draft, "TermText", inlines.draw(draft, block.definition)))
    for kind, lines in (("example", block.examples), ("note", block.notes)):
        parts.extend(line for line in remark_lines(draft, kind, lines, lists))
    if block.source:
        source = draft.say(f"[来源：{block.source}]", f"[SOURCE: {block.source}]")
        parts.append(text(draft, "TermSource", words(source)))
    return "".join(parts)


def remark_lines(
    draft: Draft, kind: str, lines: tuple[Inlines, ...], lists: Lists, *, in_table: bool = False
) -> list[str]:
    """Return notes or examples that belong to an entry or a table, counted anew."""
    made = []
    for place, line in enumerate(lines, start=1):
        name = f"{_WORDS[kind]}{place if len(lines) > 1 else ''}："
        inner = inlines.draw(draft, line)
        made.append(labelled(draft, kind, name, inner, lists, in_table=in_table))
    return made


def labelled(draft: Draft, kind: str, name: str, inner: str, lists: Lists, *, in_table: bool = False) -> str:
    """Return a paragraph whose list gives it the label of a note or an example."""
    several = any(char.isdigit() for char in name)
    style = ("Note" if kind == "note" else "Example") + ("Many" if several else "One")
    numbering = numbered_by(lists.remark(kind, name))
    if in_table:
        # Two characters of the table's own size from its frame.
        hanging = 450 if several else 360
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}<w:ind w:left="{360 + hanging}" w:hanging="{hanging}"/>'
            f"</w:pPr>{draft.wrapped(inner)}</w:p>"
        )
    return text(draft, style, inner, extra=numbering)


def remark(draft: Draft, block: Remark, lists: Lists, other: Callable[[Block], str]) -> str:
    """Return a note or an example of the text; what follows its first paragraph is drawn by ``other``."""
    name = draft.words.label(block.id) or f"{_WORDS[block.kind]}："
    first = block.blocks[0] if block.blocks else None
    rest = block.blocks
    inner = ""
    if isinstance(first, Paragraph):
        outer = draft.enter(first)
        inner, rest = inlines.draw(draft, first.inlines), rest[1:]
        draft.leave(outer)
    anchored = draft.anchored(f"_Ref{draft.targets[block.id]}", inner)
    parts = [labelled(draft, block.kind, name, anchored, lists)]
    for inside in rest:
        if isinstance(inside, Paragraph):
            outer = draft.enter(inside)
            parts.append(text(draft, "ExampleText", inlines.draw(draft, inside.inlines)))
            draft.leave(outer)
        else:
            parts.append(other(inside))
    return "".join(parts)
