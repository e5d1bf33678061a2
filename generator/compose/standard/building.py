"""From the pieces of an author's file to blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.base.findings import Position
from generator.compose.blocks import Ids
from generator.compose.bounds import drawable
from generator.compose.inlines import InlineReader
from generator.compose.markdown import MarkdownReader
from generator.compose.pieces import BlockSpec, Mark
from generator.compose.rules import DRAFT_FORM, LIMIT
from generator.compose.run import Run
from generator.compose.standard.flow import flow_chart
from generator.compose.standard.pieces import Aside, FlowChart, Formula, Grid, Listed, Piece, Title, Words
from generator.compose.standard.uses import Place, Uses
from generator.compose.tables import build_table
from generator.document.blocks import Block, Clause, Equation, Heading, ListBlock, ListItem, Paragraph, Remark, Table
from generator.document.inlines import Inlines
from generator.document.pictures import Picture
from generator.document.walk import plain_text
from generator.ledger.ledger import Ledger

_LETTERS = {
    "heading": "h",
    "paragraph": "p",
    "clause": "c",
    "remark": "r",
    "list": "l",
    "item": "i",
    "table": "t",
    "figure": "f",
    "equation": "e",
}
#: A chapter and five levels of clauses (GB/T 1.1-2020, 7.3.1).
DEEPEST = 6
_ROW_HEIGHT = 2.1


@dataclass
class Builder:
    """Builds the blocks of one file; ``place`` is what the file is, for what it cites."""

    run: Run
    ids: Ids
    inlines: InlineReader
    markdown: MarkdownReader
    uses: Uses
    ledger: Ledger
    section: str
    path: str
    place: Place
    annex: bool = False
    level: int = 1
    lead: str = ""
    counts: Counter[str] = field(default_factory=Counter)

    def build(self, pieces: tuple[Piece, ...]) -> tuple[Block, ...]:
        """Return the blocks of the file."""
        self.inlines.section, self.inlines.footnotes = self.section, 0
        return tuple(self._blocks(pieces, self.place))

    def at(self, line: int) -> Position:
        """Return a line of the file."""
        return Position(self.path, line)

    def report(self, line: int, zh: str, en: str, example: str) -> None:
        """Report what is not written as it should be."""
        self.run.report(
            DRAFT_FORM, zh, en, hint_zh=f"例如 {example}", hint_en=f"for example {example}", at=self.at(line)
        )

    def words(self, text: str, line: int, place: Place, lead: str = "") -> Inlines:
        """Return the inlines of a text of the author's."""
        at = self.at(line)
        marked = self.uses.read(text, at, place, lead)
        return self.inlines.read(self.markdown.fragments([marked])[0], at)

    def new_id(self, kind: str, line: int, given: str = "") -> str:
        """Return the id of a block: the author's, or one that is counted in the file."""
        if given:
            return self.ids.given(given, self.at(line))
        self.counts[kind] += 1
        return self.ids.structural(f"{self.section}.{_LETTERS[kind]}{self.counts[kind]}", self.at(line))

    # ---------------------------------------------------------------------------------------------- pieces

    def _blocks(self, pieces: tuple[Piece, ...], place: Place) -> Iterator[Block]:
        for piece in pieces:
            yield from self._block(piece, place)

    def _block(self, piece: Piece, place: Place) -> Iterator[Block]:
        match piece:
            case Title():
                self.lead = ""
                yield self._heading(piece)
            case Words():
                yield from self._words(piece, place)
            case Aside():
                yield self._remark(piece)
            case Listed():
                yield self._list(piece, place)
            case Grid():
                yield self._table(piece, place)
            case Formula():
                yield self._equation(piece, place)
            case FlowChart():
                yield from self._figure(piece)

    def _heading(self, piece: Title) -> Heading:
        level = piece.level
        if level > DEEPEST:
            zh, en = "条最多分到五级（7.3.1）", "clauses have five levels below the chapter (7.3.1)"
            self.report(piece.line, zh, en, f"{'#' * DEEPEST} {piece.text}")
            level = DEEPEST
        self.level = level
        name = self.new_id("heading", piece.line, piece.id)
        inlines = self.words(piece.text, piece.line, "note")
        if not inlines:
            self.report(
                piece.line, "标题没有文字", "the heading has no words", f"{'#' * piece.level} 总则 {{#general}}"
            )
        return Heading(name, self.at(piece.line), level, inlines, True, self.annex and level == 1)

    def _words(self, piece: Words, place: Place) -> Iterator[Block]:
        inlines = self.words(piece.text, piece.line, place)
        self.lead = _lead(piece.text)
        if piece.clause:
            level = self.level + 1
            if level > DEEPEST:
                zh, en = "条最多分到五级（7.3.1）", "clauses have five levels below the chapter (7.3.1)"
                self.report(piece.line, zh, en, f"{'#' * (DEEPEST - 1)} 上一级的标题")
            name = self.new_id("clause", piece.line, piece.id)
            yield Clause(name, self.at(piece.line), min(level, DEEPEST), inlines)
        elif inlines:
            yield Paragraph(self.new_id("paragraph", piece.line, piece.id), self.at(piece.line), inlines)

    def _remark(self, piece: Aside) -> Remark:
        name = self.new_id("remark", piece.line)
        before, self.lead = self.lead, ""
        blocks = tuple(self._blocks(piece.pieces, piece.kind))
        self.lead = before
        return Remark(name, self.at(piece.line), piece.kind, blocks)

    def _list(self, piece: Listed, place: Place) -> ListBlock:
        name, lead = self.new_id("list", piece.line), self.lead
        items = []
        for item in piece.items:
            item_name = self.new_id("item", item.line)
            blocks: list[Block] = []
            for part in item.pieces:
                if isinstance(part, Words) and not part.clause:
                    inlines = self.words(part.text, part.line, place, lead)
                    self.lead = _lead(part.text) or lead
                    if inlines:
                        blocks.append(
                            Paragraph(self.new_id("paragraph", part.line, part.id), self.at(part.line), inlines)
                        )
                elif isinstance(part, (Title, Grid)) or (isinstance(part, Words) and part.clause):
                    zh, en = "列项中不能有标题、条或表", "no heading, clause or table stands in a list"
                    self.report(part.line, zh, en, "空一行后顶格写")
                else:
                    blocks += self._block(part, place)
            items.append(ListItem(item_name, self.at(item.line), tuple(blocks)))
        self.lead = lead
        return ListBlock(name, self.at(piece.line), piece.ordered, tuple(items))

    # --------------------------------------------------------------------------- tables, formulas, figures

    def _table(self, piece: Grid, place: Place) -> Table:
        at = self.at(piece.line)
        lines = [self.run.origin(self.at(line)) + _marked(row, self.run) for line, row in piece.rows]
        widths = _numbers(piece.options.get("widths", ""))
        for key in piece.options:
            if key not in ("unit", "widths", "landscape"):
                zh, en = f"表没有选项 {key}", f"a table has no option {key}"
                self.report(piece.line, zh, en, '{#tbl-a unit="吨" widths="2,1" landscape}')
        values = {
            "unit": piece.options.get("unit", ""),
            "widths": widths,
            "landscape": "landscape" in piece.options,
            "placed": True,
        }
        spec = BlockSpec("table", at, piece.id, "\n".join(lines), values)
        name = self.new_id("table", piece.line, piece.id)

        def fragments(texts: list[tuple[str, Position]]) -> list[Inlines]:
            return [self.words(text, origin.line or piece.line, place) for text, origin in texts]

        made = build_table(spec, name, self.run, fragments, self.ledger)
        caption = self.words(piece.caption, piece.line, "note")
        notes = tuple(self.words(text, line, "note") for line, text in piece.notes)
        footnotes = tuple(self.words(text, line, "annex") for line, text in piece.footnotes)
        return replace(made, caption=caption, notes=notes, footnotes=footnotes)

    def _equation(self, piece: Formula, place: Place) -> Equation:
        latex = piece.latex
        if not drawable(latex) or not latex:
            at = self.at(piece.line)
            self.run.report(LIMIT, "公式为空、过长或嵌套过深", "the formula is empty, too long or too deep", at=at)
            latex = "?"
        where = tuple((symbol, self.words(meaning, line, place)) for line, symbol, meaning in piece.where)
        return Equation(self.new_id("equation", piece.line, piece.id), self.at(piece.line), latex, where)

    def _figure(self, piece: FlowChart) -> Iterator[Block]:
        boxes, arrows = flow_chart(piece.lines, self.report)
        if not boxes:
            zh, en = "流程图没有框", "the flow chart has no boxes"
            self.report(piece.line, zh, en, "start: 开始 | end")
            return
        caption = self.words(piece.caption, piece.line, "note")
        rows = max(box.row for box in boxes) + 1
        yield Picture(
            self.new_id("figure", piece.line, piece.id),
            self.at(piece.line),
            "flowchart",
            caption,
            boxes=boxes,
            arrows=arrows,
            alt=plain_text(caption, lambda _: ""),
            height_cm=0.8 + _ROW_HEIGHT * rows,
        )


def _lead(text: str) -> str:
    """Return the last sentence of a text that a list hangs on."""
    bare = text.rstrip()
    if not bare.endswith(("：", ":", "。")):
        return ""
    return bare.rstrip("。").rpartition("。")[2]


def _marked(row: str, run: Run) -> str:
    """Return a row with the marks of merged cells as the tables of templates have them."""
    cells = []
    for cell in row.split("|"):
        mark = {"^^": Mark.UP, "<<": Mark.LEFT}.get(cell.strip())
        cells.append(f" {run.token(mark)} " if mark else cell)
    return "|".join(cells)


def _numbers(said: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in said.replace("，", ",").split(",") if part.strip())
    except ValueError:
        return (0.0,)
