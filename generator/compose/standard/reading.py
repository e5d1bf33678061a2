"""Reading an author's file into pieces: headings, clauses, lists, notes, tables, formulas, flow charts.

The form is said in ``docs/draft-standards.md``. Lines are read once from the top; whatever opens nothing else is a
paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.compose.standard.pieces import Aside, FlowChart, Formula, Grid, Item, Listed, Piece, Title, Words

#: Reports a fault: line, Chinese, English, right form.
Report = Callable[[int, str, str, str], None]

DEEPEST = 6

_TITLE = re.compile(r"^(#{1,9})[ ]+(.*)$")
_CLAUSE = re.compile(r"^§[ ]*(.*)$")
_ITEM = re.compile(r"^([ ]*)([-*+]|\d{1,3}[.)])[ ]+(?=\S)")
_ASIDE = re.compile(r"^(注|示例)[ ]?\d*[：:]\s*(.*)$")
_TABLE = re.compile(r"^表[：:]\s*(.*)$")
_FIGURE = re.compile(r"^图[：:]\s*(.*)$")
_WHERE = re.compile(r"^式中[：:]?\s*$")
_LEGEND = re.compile(r"^[-*+][ ]+\$([^$]+)\$\s*(?:——|—|--)\s*(.*)$")
_FOOTNOTE = re.compile(r"^\^([a-z]{1,2})\^\s*(.*)$")
_ENDS = re.compile(r"^(.*?)\s*\{\s*([^{}]*?)\s*\}$", re.DOTALL)
_BRACES = re.compile(r'(?:#[A-Za-z][\w.:-]*|[a-z]+(?:="[^"]*")?)(?:\s+(?:#[A-Za-z][\w.:-]*|[a-z]+(?:="[^"]*")?))*')
_OPTION = re.compile(r'#(?P<id>[A-Za-z][\w.:-]*)|(?P<key>[a-z]+)(?:="(?P<value>[^"]*)")?')


def read(text: str, report: Report) -> tuple[Piece, ...]:
    """Return the pieces of a file."""
    lines = [(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    return _Reader(_without_comments(lines), report).all()


def _without_comments(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return lines with what stands between <!-- and --> left out."""
    kept: list[tuple[int, str]] = []
    inside = False
    for number, line in lines:
        rest, shown = line, ""
        while rest:
            mark = "-->" if inside else "<!--"
            before, found, rest = rest.partition(mark)
            shown += "" if inside else before
            inside = inside != bool(found)
        if shown.strip() or not kept or kept[-1][1]:  # of several empty lines one is kept
            kept.append((number, shown.rstrip()))
    return kept


def ends(text: str) -> tuple[str, str, dict[str, str]]:
    """Return a line without the braces at its end, the id in them, and the options in them."""
    found = _ENDS.match(text)
    if not found or not _BRACES.fullmatch(found[2]):
        return text, "", {}
    name, options = "", {}
    for part in _OPTION.finditer(found[2]):
        if part["id"]:
            name = part["id"]
        else:
            options[part["key"]] = part["value"] or ""
    return found[1], name, options


@dataclass
class _Reader:
    lines: list[tuple[int, str]]
    report: Report
    depth: int = 0
    place: int = 0
    found: list[Piece] = field(default_factory=list)

    def all(self) -> tuple[Piece, ...]:
        while self.place < len(self.lines):
            number, line = self.lines[self.place]
            if line.strip():
                self.found.append(self._piece(number, line))
            else:
                self.place += 1
        return tuple(self.found)

    def _piece(self, number: int, line: str) -> Piece:
        bare = line.strip()
        if title := _TITLE.match(bare):
            self.place += 1
            text, name, _ = ends(title[2])
            return Title(number, len(title[1]), text, name)
        if clause := _CLAUSE.match(bare):
            text, name, _ = ends(self._paragraph(clause[1]))
            return Words(number, text, True, name)
        if _ITEM.match(line):
            return self._list(number)
        if bare.startswith(">"):
            return self._quoted(number)
        if bare.startswith("$$"):
            return self._formula(number)
        if bare.startswith("```") or _FIGURE.match(bare):
            return self._figure(number, bare)
        if bare.startswith("|") or _TABLE.match(bare):
            return self._table(number, bare)
        if aside := _ASIDE.match(bare):
            kind = "note" if aside[1] == "注" else "example"
            text = self._paragraph(aside[2])
            if not text:
                self.report(number, f"{aside[1]}没有内容", f"the {kind} is empty", f"{aside[1]}：样本量与等级有关。")
            return Aside(number, "note" if aside[1] == "注" else "example", (Words(number, text),))
        text, name, _ = ends(self._paragraph(bare))
        return Words(number, text, False, name)

    # ------------------------------------------------------------------------------------------ paragraphs

    def _paragraph(self, first: str) -> str:
        """Return the lines of a paragraph, the first of them given, up to an empty line or one that opens a piece."""
        self.place += 1
        lines = [first]
        while self.place < len(self.lines):
            line = self.lines[self.place][1]
            if not line.strip() or _opens(line):
                break
            lines.append(line.strip())
            self.place += 1
        return "\n".join(line for line in lines if line)

    # ----------------------------------------------------------------------------------------------- lists

    def _list(self, number: int) -> Piece:
        first = _ITEM.match(self.lines[self.place][1])
        assert first is not None
        indent, ordered = len(first[1]), first[2][0].isdigit()
        items: list[Item] = []
        while self.place < len(self.lines):
            at, line = self.lines[self.place]
            if not line.strip():
                if not self._goes_on(indent, ordered):
                    break
                self.place += 1
                continue
            found = _ITEM.match(line)
            if not found or abs(len(found[1]) - indent) > 1 or found[2][0].isdigit() != ordered:
                break
            items.append(Item(at, self._item(found.end(), line, indent)))
        return Listed(number, ordered, tuple(items))

    def _goes_on(self, indent: int, ordered: bool) -> bool:
        """Whether the list goes on after an empty line."""
        for _, line in self.lines[self.place :]:
            if line.strip():
                found = _ITEM.match(line)
                return bool(found and abs(len(found[1]) - indent) <= 1 and found[2][0].isdigit() == ordered)
        return False

    def _item(self, width: int, line: str, indent: int) -> tuple[Piece, ...]:
        """Return what an item holds: its first line and all that is indented below it."""
        own = [(self.lines[self.place][0], line[width:])]
        self.place += 1
        while self.place < len(self.lines):
            number, below = self.lines[self.place]
            blank = not below.strip()
            deep = len(below) - len(below.lstrip(" "))
            if blank and self._is_deeper(indent):
                own.append((number, ""))
            elif not blank and deep >= indent + 2:
                own.append((number, below[min(deep, indent + 2) :]))
            elif not blank and not _opens(below) and (deep > indent or self.lines[self.place - 1][1].strip()):
                own.append((number, below.strip()))
            else:
                break
            self.place += 1
        return self._inside(own)

    def _is_deeper(self, indent: int) -> bool:
        for _, line in self.lines[self.place :]:
            if line.strip():
                return len(line) - len(line.lstrip(" ")) >= indent + 2
        return False

    def _inside(self, lines: list[tuple[int, str]]) -> tuple[Piece, ...]:
        if self.depth >= DEEPEST:
            self.report(
                lines[0][0],
                f"嵌套超过 {DEEPEST} 层",
                f"nested more than {DEEPEST} deep",
                "列项最多两级（7.5.2）",
            )
            return (Words(lines[0][0], " ".join(line.strip() for _, line in lines)),)
        return _Reader(lines, self.report, self.depth + 1).all()

    # -------------------------------------------------------------------------------------- notes, examples

    def _quoted(self, number: int) -> Piece:
        own: list[tuple[int, str]] = []
        while self.place < len(self.lines) and self.lines[self.place][1].strip().startswith(">"):
            at, line = self.lines[self.place]
            own.append((at, re.sub(r"^\s*>[ ]?", "", line)))
            self.place += 1
        head = _ASIDE.match(own[0][1].strip())
        if head is None:
            self.report(
                number,
                "引用块（>）用于多段的注或示例，第一行写“注：”或“示例：”",
                "a quotation (>) is a note or an example of several paragraphs and begins with 注： or 示例：",
                "> 示例：",
            )
            return Aside(number, "note", self._inside(own))
        own[0] = (own[0][0], head[2])
        return Aside(number, "note" if head[1] == "注" else "example", self._inside(own))

    # --------------------------------------------------------------------------------- formulas and figures

    def _formula(self, number: int) -> Formula:
        body: list[str] = []
        tail = self.lines[self.place][1].strip()[2:]
        closed = False
        while True:
            before, mark, after = tail.partition("$$")
            body.append(before)
            self.place += 1
            if mark:
                tail, closed = after, True
                break
            if self.place >= len(self.lines) or not self.lines[self.place][1].strip():
                break
            tail = self.lines[self.place][1].strip()
        if not closed:
            self.report(
                number, "公式没有以 $$ 结束", "the formula is not closed with $$", "$$ E = A \\times F $$ {#eq-e}"
            )
        _, name, _ = ends(f"x {tail.strip()}") if closed else ("", "", {})
        return Formula(number, " ".join(part.strip() for part in body).strip(), self._legend(), name)

    def _legend(self) -> tuple[tuple[int, str, str], ...]:
        """Return the list after ``式中：``, which may stand after an empty line."""
        place = self.place
        while place < len(self.lines) and not self.lines[place][1].strip():
            place += 1
        if place >= len(self.lines) or not _WHERE.match(self.lines[place][1].strip()):
            return ()
        self.place = place + 1
        entries: list[tuple[int, str, str]] = []
        while self.place < len(self.lines):
            number, line = self.lines[self.place]
            bare = line.strip()
            if not bare and not entries:
                self.place += 1
                continue
            found = _LEGEND.match(bare)
            if not found:
                if bare.startswith("- "):
                    self.report(
                        number,
                        "式中的说明应为“- $符号$——含义”",
                        "a line of the legend is '- $symbol$——meaning'",
                        "- $E$——排放量；",
                    )
                    self.place += 1
                    continue
                break
            entries.append((number, found[1].strip(), found[2].strip()))
            self.place += 1
        return tuple(entries)

    def _figure(self, number: int, bare: str) -> Piece:
        caption, name = "", ""
        if found := _FIGURE.match(bare):
            caption, name, _ = ends(found[1])
            self.place += 1
        opened = self.lines[self.place][1].strip() if self.place < len(self.lines) else ""
        if not opened.startswith("```"):
            self.report(
                number,
                "图题下一行应是 ```flow",
                "the line below the caption of a figure is ```flow",
                "```flow",
            )
            return FlowChart(number, caption, (), name)
        if opened.strip("`").strip() != "flow":
            self.report(
                number, f"没有 {opened} 这种块，可用 ```flow", f"there is no block {opened}, but ```flow", "```flow"
            )
        self.place += 1
        body: list[tuple[int, str]] = []
        while self.place < len(self.lines) and not self.lines[self.place][1].strip().startswith("```"):
            body.append(self.lines[self.place])
            self.place += 1
        if self.place >= len(self.lines):
            self.report(number, "流程图没有以 ``` 结束", "the flow chart is not closed with ```", "```")
        self.place += 1
        return FlowChart(number, caption, tuple(line for line in body if line[1].strip()), name)

    # ---------------------------------------------------------------------------------------------- tables

    def _table(self, number: int, bare: str) -> Piece:
        caption, name, options = "", "", dict[str, str]()
        if found := _TABLE.match(bare):
            caption, name, options = ends(found[1])
            self.place += 1
        rows = self._while(lambda line: line.startswith("|"))
        notes: list[tuple[int, str]] = []
        footnotes: list[tuple[int, str]] = []
        while self.place < len(self.lines):
            at, line = self.lines[self.place]
            if (note := _ASIDE.match(line.strip())) and note[1] == "注":
                notes.append((at, self._paragraph(note[2])))
            elif foot := _FOOTNOTE.match(line.strip()):
                footnotes.append((at, self._paragraph(foot[2])))
            else:
                break
        if not rows:
            self.report(
                number,
                "表题下一行应是表格的行",
                "the line below the caption of a table is a row",
                "| 等级 | 判据 |",
            )
        return Grid(number, caption, tuple(rows), tuple(notes), tuple(footnotes), name, options)

    def _while(self, wanted: Callable[[str], bool]) -> list[tuple[int, str]]:
        taken: list[tuple[int, str]] = []
        while self.place < len(self.lines) and wanted(self.lines[self.place][1].strip()):
            taken.append((self.lines[self.place][0], self.lines[self.place][1].strip()))
            self.place += 1
        return taken


def _opens(line: str) -> bool:
    """Whether a line opens a piece of its own, so that a paragraph ends before it."""
    bare = line.strip()
    return bool(
        _TITLE.match(bare)
        or bare.startswith(("§", ">", "$$", "```", "|"))
        or _ITEM.match(line)
        or _ASIDE.match(bare)
        or _TABLE.match(bare)
        or _FIGURE.match(bare)
        or _FOOTNOTE.match(bare)
    )
