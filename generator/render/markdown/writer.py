"""Blocks as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.base.findings import Finding, Outcome, Position
from generator.base.units import UnitError
from generator.document.blocks import (
    AuthorSlot,
    Block,
    Clause,
    Contents,
    Document,
    EndLine,
    Equation,
    Heading,
    Index,
    ListBlock,
    PageBreak,
    Paragraph,
    Remark,
    SignatureBlock,
    Table,
    TermEntry,
)
from generator.document.display import unit_text
from generator.document.inlines import (
    Citation,
    CrossRef,
    FactRef,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Str,
)
from generator.document.pictures import Chart, Picture, Point
from generator.document.walk import walk_blocks
from generator.document.wording import Wording
from generator.render.charts.parts import HIDDEN
from generator.render.markdown import escape, standard
from generator.render.markdown.grid import pipe_table, table_lines
from generator.render.rules import ILLEGAL_CHARACTER, NOT_DRAWN

_SCHEMES = frozenset({"https", "http", "mailto"})
#: A line to write on.
_BLANK = "\\_" * 8


def write(document: Document) -> Outcome[bytes]:
    """Return the document as Markdown (CommonMark with GitHub's tables and footnotes), UTF-8."""
    writer = _Writer(Wording.of(document))
    parts = [*writer.cover(), *writer.blocks(document.blocks), *writer.references(), *writer.endnotes()]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return Outcome(text.encode("utf-8", "replace"), tuple(writer.findings))


@dataclass
class _Writer:
    words: Wording
    footnotes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    block: str = ""
    origin: Position = field(default_factory=lambda: Position(""))

    @property
    def document(self) -> Document:
        return self.words.document

    def say(self, zh: str, en: str) -> str:
        return zh if self.words.chinese else en

    # ------------------------------------------------------------------------------------------------ blocks

    def blocks(self, parts: Sequence[Block]) -> list[str]:
        made: list[str] = []
        for part in parts:
            self.block, self.origin = part.id, part.origin
            try:
                made.extend(self._block(part))
            except (KeyError, UnitError, ValueError) as error:
                made.append(self.failed(str(error)))
        return made

    def _block(self, part: Block) -> list[str]:
        match part:
            case Heading():
                return [f"{'#' * min(6, part.level + 1)} {self._title(part)}"]
            case Paragraph():
                return [self._paragraph(part)]
            case ListBlock():
                return [self._list(part)]
            case Table():
                return self._table(part)
            case Chart():
                return [*self._caption(part), self._chart(part)]
            case Picture():
                return [*self._caption(part), self._picture(part)]
            case Equation():
                return self._equation(part)
            case AuthorSlot():
                return self.blocks(part.blocks) if part.written else [self._open_slot(part)]
            case SignatureBlock():
                colon = self.say("：", ": ")
                lines = [f"- {escape.text(name)}{colon}{escape.text(value) or _BLANK}" for name, value in part.lines]
                return ["\n".join(lines)]
            case Contents():
                return self._contents(part)
            case Clause() | Remark() | TermEntry() | Index() | PageBreak() | EndLine():
                return self._of_standard(part)

    def _of_standard(self, part: Clause | Remark | TermEntry | Index | PageBreak | EndLine) -> list[str]:
        match part:
            case Clause():
                return [f"**{escape.text(self.words.label(part.id))}** {self.inlines(part.inlines)}"]
            case Remark():
                return standard.remark(part, self.words, self.blocks)
            case TermEntry():
                return standard.term_entry(part, self.words, self.inlines)
            case Index():
                return standard.index(part, self.words)
            case PageBreak() | EndLine():
                return ["* * *"]

    def _title(self, part: Heading) -> str:
        return self._titled(part, self.inlines(part.inlines))

    def _titled(self, part: Heading, text: str) -> str:
        """Return a heading's number, the role of an annex, and its words."""
        role = ""
        if part.role:
            normative = part.role == "normative"
            role = self.say("（规范性）", "(normative) ") if normative else self.say("（资料性）", "(informative) ")
        label = self.words.label(part.id)
        return f"{escape.text(label)}{role}{text}" if role else self.labelled(part.id, text)

    def _paragraph(self, part: Paragraph) -> str:
        text = self.inlines(part.inlines)
        if part.style == "literature":
            return f"{escape.text(self.words.label(part.id))} {text}"
        return f"> {escape.line(text)}" if part.style == "key" else escape.line(text)

    def labelled(self, block_id: str, text: str) -> str:
        label = self.words.label(block_id)
        return f"{escape.text(label)} {text}" if label else text

    def _list(self, part: ListBlock) -> str:
        lines = []
        for place, item in enumerate(part.items, 1):
            mark = f"{place}. " if part.ordered else "- "
            inner = "\n\n".join(self.blocks(item.blocks)).splitlines()
            indent = " " * len(mark)
            body = [line for line in inner if line] if self._tight(item.blocks) else inner
            lines += [mark + (body[0] if body else ""), *(indent + line if line else "" for line in body[1:])]
        return "\n".join(lines)

    def _tight(self, parts: Sequence[Block]) -> bool:
        return len(parts) < 2 or all(isinstance(part, ListBlock) for part in parts[1:])

    def _caption(self, part: Table | Chart | Picture, aside: str = "") -> list[str]:
        text = self.labelled(part.id, self.inlines(part.caption))
        return [f"**{text}**{aside}"] if text else [aside.strip()] if aside else []

    def _table(self, part: Table) -> list[str]:
        unit = unit_text(part.unit, self.document.language) if part.unit else ""
        stated = "（单位为" if self.document.standard else "（单位："
        aside = f" {self.say(stated, '(unit: ')}{escape.text(unit)}{self.say('）', ')')}" if unit else ""
        made = [*self._caption(part, aside), table_lines(part, self.inlines)]
        space = "" if self.document.standard else " "
        for place, note in enumerate(part.notes, 1):
            number = "" if len(part.notes) == 1 else f"{space}{place}"
            made.append(f"{self.say('注', 'Note')}{number}{self.say('：', ': ')}{self.inlines(note)}")
        return [*made, *standard.table_footnotes(part, self.inlines)]

    def _chart(self, part: Chart) -> str:
        series = [s for s in part.series if s.color not in HIDDEN]
        head = ["", *(escape.text(s.name) + self._unit(s.points) for s in series)]
        rows = [
            [escape.text(category), *(self._point(s.points[place]) for s in series)]
            for place, category in enumerate(part.categories)
        ]
        return pipe_table(head, rows, ["left", *("right" for _ in series)])

    def _picture(self, part: Picture) -> str:
        if part.kind == "flowchart":
            return standard.flow_chart(part, self.words)
        if part.kind == "sankey":
            value = self.say("数值", "Value") + self._unit([f.point for f in part.flows])
            head = [self.say("来源", "From"), self.say("去向", "To"), value]
            rows = [[escape.text(f.source), escape.text(f.target), self._point(f.point)] for f in part.flows]
            return pipe_table(head, rows, ["left", "left", "right"])
        head = [
            self.say("措施", "Measure"),
            self.say("减排量", "Reduction") + self._unit([s.reduction for s in part.steps]),
            self.say("单位减排成本", "Unit cost") + self._unit([s.cost for s in part.steps]),
        ]
        rows = [[escape.text(s.name), self._point(s.reduction), self._point(s.cost)] for s in part.steps]
        return pipe_table(head, rows, ["left", "right", "right"])

    def _unit(self, points: Sequence[Point | None]) -> str:
        first = next((point for point in points if point is not None), None)
        unit = self.words.shown(first).unit_text if first else ""
        return f"{self.say('（', ' (')}{escape.text(unit)}{self.say('）', ')')}" if unit else ""

    def _point(self, point: Point | None) -> str:
        return "–" if point is None else escape.text(self.words.shown(point).text)

    def _equation(self, part: Equation) -> list[str]:
        label = self.words.label(part.id)
        made = [f"$$ {escape.formula(part.latex)} $$" + (f" {escape.text(label)}" if label else "")]
        if part.where:
            entries = [f"- ${escape.formula(symbol)}$ — {self.inlines(meaning)}" for symbol, meaning in part.where]
            made.append(self.say("式中：", "where"))
            made.append("\n".join(entries))
        return made

    def _open_slot(self, part: AuthorSlot) -> str:
        parts = [f"**{self.say('待撰写', 'To be written')}** {escape.text(part.prompt)}"]
        if part.responsible:
            parts.append(f"{self.say('撰写人：', 'By: ')}{escape.text(part.responsible)}")
        if part.file and self.document.audience != "public":
            parts.append(f"{self.say('写入文件：', 'File: ')}{escape.text(part.file)}")
        return "\n>\n".join(f"> {line}" for line in parts)

    def _contents(self, part: Contents) -> list[str]:
        lines = []
        for block in walk_blocks(self.document.blocks):
            if isinstance(block, Heading) and block.level <= part.depth:
                title = self._titled(block, escape.text(self.words.plain(block.inlines)))
                lines.append(f"{'  ' * (block.level - 1)}- {escape.line(title)}")
        return [f"**{escape.text(part.title)}**", "\n".join(lines)]

    # ------------------------------------------------------------------------------------------- cover and end

    def cover(self) -> list[str]:
        if self.document.standard:
            return standard.cover(self.document.standard)
        cover = self.document.cover
        pairs = (
            (self.say("委托单位", "Client"), cover.client),
            (self.say("编制单位", "Prepared by"), cover.provider),
            (self.say("报告编号", "Number"), cover.number),
            (self.say("版本", "Version"), cover.version),
            (self.say("日期", "Date"), cover.date),
            (self.say("密级", "Confidentiality"), cover.confidentiality),
        )
        lines = [f"- {name}{self.say('：', ': ')}{escape.text(value)}" for name, value in pairs if value]
        if not self.document.final:
            lines.append(f"- {self.say('草稿', 'Draft')}")
        made = [f"# {escape.text(cover.title)}", escape.line(escape.text(cover.subtitle)) if cover.subtitle else ""]
        return [*made, "\n".join(lines)]

    def references(self) -> list[str]:
        entries = self.document.references
        if not entries:
            return []
        lines = [f"{n}. {escape.text(entry.text)}" for n, entry in enumerate(entries, 1)]
        return [f"## {self.say('参考文献', 'References')}", "\n".join(lines)]

    def endnotes(self) -> list[str]:
        return ["\n".join(f"[^{n}]: {note}" for n, note in enumerate(self.footnotes, 1))]

    # ----------------------------------------------------------------------------------------------- inlines

    def inlines(self, parts: Inlines) -> str:
        return "".join(self._inline(part) for part in parts)

    def _inline(self, part: Inline) -> str:
        match part:
            case Str():
                return self._styled(part)
            case FactRef():
                spelled = escape.text(self.words.spell(part))
                return escape.emphasis(spelled, "**") if part.bold else spelled
            case CrossRef():
                return escape.text(self.words.reference(part.target))
            case Citation():
                return escape.text(self.words.citation(part.reference))
            case Footnote():
                self.footnotes.append("")
                place = len(self.footnotes)
                self.footnotes[place - 1] = self.inlines(part.inlines)
                return f"[^{place}]"
            case Math():
                return f"${escape.formula(part.latex)}$"
            case Link():
                inner = self.inlines(part.inlines)
                return f"[{inner}]({escape.address(part.url)})" if _allowed(part.url) else inner
            case LineBreak():
                return "<br>"

    def _styled(self, part: Str) -> str:
        if found := escape.ILLEGAL.search(part.text):
            code = f"U+{ord(found[0]):04X}"
            self.findings.append(
                ILLEGAL_CHARACTER.at(
                    self.origin,
                    f"文字里有控制字符 {code}，以 � 代替",
                    f"the text holds {code}; the file shows �",
                    block=self.block,
                )
            )
        body = part.text.strip()
        if not body:
            return escape.text(part.text)
        marked = escape.text(body)
        for wanted, before, after in (
            (part.subscript, "<sub>", "</sub>"),
            (part.superscript, "<sup>", "</sup>"),
            (part.code, "<code>", "</code>"),
        ):
            marked = f"{before}{marked}{after}" if wanted else marked
        marked = escape.emphasis(marked, "*") if part.italic else marked
        marked = escape.emphasis(marked, "**") if part.bold else marked
        lead = " " if part.text[:1].isspace() else ""
        tail = " " if part.text[-1:].isspace() else ""
        return f"{lead}{marked}{tail}"

    def failed(self, reason: str) -> str:
        label = self.words.label(self.block) or self.block
        self.findings.append(
            NOT_DRAWN.at(
                self.origin, f"{label} 无法写出：{reason}", f"{label} cannot be written: {reason}", block=self.block
            )
        )
        return f"**{self.say('此处内容无法写出', 'This place could not be written')}**"


def _allowed(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False
