"""How a document's inlines read as words: shown numbers, cross-references, plain text. The same for every writer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.base.text import Language
from generator.document.blocks import Block, Document, Equation, Heading
from generator.document.display import Shown, show
from generator.document.inlines import Citation, CrossRef, FactRef, Footnote, Inlines, LineBreak, Link, Math, Str
from generator.document.pictures import Point
from generator.document.walk import walk_blocks


@dataclass(frozen=True, slots=True)
class Wording:
    """A document with what its references need: blocks by id, and the place of each cited entry (from 1)."""

    document: Document
    blocks: dict[str, Block]
    cited: dict[str, int]

    @classmethod
    def of(cls, document: Document) -> Wording:
        """Index a document once."""
        return cls(
            document,
            {block.id: block for block in walk_blocks(document.blocks)},
            {entry.id: place for place, entry in enumerate(document.references, start=1)},
        )

    @property
    def chinese(self) -> bool:
        """Whether the document is in Chinese."""
        return self.document.language == "zh"

    def shown(self, ref: FactRef | Point) -> Shown:
        """Return a number as this place shows it.

        Raises:
            KeyError: the document does not hold the fact.
            UnitError: the place asks for a unit of another dimension.
        """
        fact = self.document.facts[ref.key]
        return show(Decimal(fact.value), fact.unit, ref.display, self.document.language, self.document.digits)

    def spell(self, ref: FactRef | Point) -> str:
        """Return the text of a number, with its unit where the place asks for it."""
        shown = self.shown(ref)
        return shown.full if ref.display.with_unit else shown.text

    def label(self, block_id: str) -> str:
        """Return the number of a block, empty for blocks that have none."""
        return self.document.numbering.labels.get(block_id, "")

    def reference(self, target: str) -> str:
        """Return the words of a cross-reference: 图 3-1, 第 4.2 节, 式 (4-1), or the quoted title."""
        block, label = self.blocks.get(target), self.label(target)
        if self.document.standard and label:
            return self._in_standard(block, label)
        if isinstance(block, Heading):
            if not label:
                title = self.plain(block.inlines)
                return f"“{title}”"
            if not label[0].isdigit():
                return label if block.level == 1 else f"{label} 节" if self.chinese else f"Section {label}"
            if not self.chinese:
                return f"Section {label}"
            return f"第 {label} {'章' if block.level == 1 else '节'}"
        if isinstance(block, Equation) and label.startswith(("(", "（")):
            return f"式 {label}" if self.chinese else f"Equation {label}"
        return label or target

    def _in_standard(self, block: Block | None, label: str) -> str:
        """Return the words of a reference as GB/T 1.1-2020, 9.5.3, has them: 第4章, 5.2, A.1, 附录C, 表2, 公式（3）."""
        if isinstance(block, Heading) and block.level == 1 and not block.annex:
            return f"第{label}章" if self.chinese else f"Clause {label}"
        if isinstance(block, Equation):
            bare = label.strip("()")
            return f"公式（{bare}）" if self.chinese else f"Formula ({bare})"
        return label

    def citation(self, reference: str) -> str:
        """Return the mark of a citation, ``[3]``."""
        place = self.cited.get(reference)
        return f"[{place}]" if place else f"[{reference}]"

    def plain(self, inlines: Inlines) -> str:
        """Return inlines as plain text, without footnotes."""
        return "".join(self._plain(inline) for inline in inlines)

    def _plain(self, inline: object) -> str:
        match inline:
            case Str():
                return inline.text
            case FactRef():
                return self.spell(inline)
            case CrossRef():
                return self.reference(inline.target)
            case Citation():
                return self.citation(inline.reference)
            case Link():
                return self.plain(inline.inlines)
            case Math():
                return inline.latex
            case LineBreak():
                return " "
            case Footnote():
                return ""
            case _:
                raise TypeError(f"no words for {type(inline).__name__}")


def remark_label(kind: str, place: int, count: int, language: Language) -> str:
    """Return what stands before a note or example (GB/T 1.1-2020, 9.10.2, 9.11.2): ``注：``, of several ``注1：``."""
    words = {"note": ("注", "NOTE"), "example": ("示例", "EXAMPLE")}[kind]
    if language == "zh":
        return f"{words[0]}{place if count > 1 else ''}："
    return f"{words[1]} {place}: " if count > 1 else f"{words[1]}: "


def letters(place: int) -> str:
    """Return A for 1, Z for 26, AA for 27."""
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
