"""What a reader of a chapter has read: its words and its numbers, each as a hash, block by block.

A chapter is known by the id of its heading, so that it stays the same chapter when others come before it. Its words are
the text with every number as the name of its fact; its facts are their exact values. What only a designer changes, such
as widths, is neither. The hashes are stored in projects: what goes into them changes only with :data:`FORM`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from generator.base.findings import Position
from generator.document.blocks import AuthorSlot, Block, Contents, Document, Heading, PageBreak
from generator.document.display import Display
from generator.document.inlines import Citation, CrossRef, FactRef, Footnote, Inline, LineBreak, Link, Math, Str
from generator.document.pictures import Point
from generator.document.walk import numbers_of, plain_text

FORM = 1
#: The chapter of what stands before the first heading.
START = "start"
#: Contents and revision record are made of the rest: they have nothing of their own to read.
_FRONT = "front."
_DESIGN = frozenset({"id", "origin", "columns", "bold", "landscape", "height_cm", "dashed", "color", "numbered"})
_INLINES = (Str, FactRef, CrossRef, Citation, Footnote, Math, Link, LineBreak)


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block as read: short hashes of its words and of its facts."""

    id: str
    origin: Position
    words: str
    facts: str


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A chapter as read."""

    id: str
    title: str
    label: str
    origin: Position
    blocks: tuple[ReadBlock, ...]
    words: str
    facts: str


def read_sections(document: Document, exact: Callable[[str], str]) -> tuple[ReadSection, ...]:
    """Return the chapters of a document in their order; ``exact`` spells a fact's value with its unit."""
    parts: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts.append((block, []))
        if not isinstance(block, (Contents, PageBreak)) and not block.id.startswith(_FRONT):
            parts[-1][1].append(block)
    spell = _Spelling(document)
    return tuple(_section(document, head, blocks, spell, exact) for head, blocks in parts if blocks)


def _section(
    document: Document, head: Heading | None, blocks: list[Block], spell: _Spelling, exact: Callable[[str], str]
) -> ReadSection:
    said = [(block, json.dumps(spell.block(block), ensure_ascii=False)) for block in blocks]
    read = tuple(ReadBlock(b.id, _place(b), _hash([words])[:12], _hash(_facts([b], exact))[:12]) for b, words in said)
    return ReadSection(
        id=head.id if head is not None else START,
        title=plain_text(head.inlines) if head is not None else "",
        label=document.numbering.labels.get(head.id, "") if head is not None else "",
        origin=(head or blocks[0]).origin,
        blocks=read,
        words=_hash(words for _, words in said),
        facts=_hash(_facts(blocks, exact)),
    )


def _place(block: Block) -> Position:
    """Where a block was written: an author's text in the author's file."""
    return block.blocks[0].origin if isinstance(block, AuthorSlot) and block.written else block.origin


def _facts(blocks: list[Block], exact: Callable[[str], str]) -> list[str]:
    return [f"{key}={exact(key)}" for key in sorted({number.key for _, number in numbers_of(blocks)})]


def _hash(texts: Iterable[str]) -> str:
    total = hashlib.sha256()
    for text in texts:
        total.update(text.encode())
        total.update(b"\0")
    return total.hexdigest()


def _says(value: Any, field: dataclasses.Field[Any]) -> bool:
    return bool(getattr(value, field.name) != field.default)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Spells blocks as values of JSON that hold what a reader sees."""

    document: Document

    def block(self, value: Any) -> Any:
        if isinstance(value, AuthorSlot):
            return ["slot", value.slot, self.block(value.blocks) if value.written else value.prompt]
        if isinstance(value, _INLINES):
            return self._inline(value)
        if isinstance(value, Point):
            return self._number(value.key, value.display)
        if isinstance(value, (tuple, list)):
            if value and all(isinstance(one, _INLINES) for one in value):
                return "".join(map(self._inline, value))
            return [self.block(one) for one in value]
        if dataclasses.is_dataclass(value):
            # a field that says nothing is left out, so that a field that blocks get one day changes no hash
            said = [f.name for f in dataclasses.fields(value) if f.name not in _DESIGN and _says(value, f)]
            return [type(value).__name__, *((name, self.block(getattr(value, name))) for name in said)]
        return value if isinstance(value, (str, int, bool)) or value is None else str(value)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Str():
                mark = "^" if inline.superscript else "_" if inline.subscript else ""
                return f"{mark}{{{inline.text}}}" if mark else inline.text
            case FactRef():
                return self._number(inline.key, inline.display)
            case CrossRef():
                return f"⟦@{inline.target}⟧"
            case Citation():
                return f"⟦{inline.reference}⟧"
            case Footnote():
                return f"⟦^{''.join(map(self._inline, inline.inlines))}⟧"
            case Math():
                return f"⟦${inline.latex}⟧"
            case Link():
                return f"⟦{''.join(map(self._inline, inline.inlines))}→{inline.url}⟧"
            case LineBreak():
                return "\n"

    def _number(self, key: str, display: Display) -> str:
        fact = self.document.facts.get(key)
        unit = display.unit or (fact.unit if fact is not None else "")
        digits = self.document.digits.get(unit) if display.digits is None else display.digits
        return f"⟦{key} {display.unit or ''} {digits} {display.with_unit} {display.sign}⟧"
