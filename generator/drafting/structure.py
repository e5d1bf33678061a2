"""From paragraphs as read to a draft: what each is, the element it stands in, the tree of clauses.

Where an export dropped the numbers, headings are recognised by their shape and their levels are guessed; the draft
says so, and rules that need numbers answer that they cannot tell.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.drafting.citing import STANDARD
from generator.drafting.draft import CellPlace, Draft, Kind, Part, Piece, Section, Source
from generator.drafting.elements import UNNUMBERED, kind_of, part_of, plain
from generator.drafting.labels import Label, explains_symbol, label_of, special
from generator.drafting.raw import Raw

_HAN = re.compile(r"[\u3400-\u9fff]")
_ENDS = re.compile(r"[。；：，、？！;:,.]$")
_TERM = re.compile(
    r"^[\u3400-\u9fffA-Za-zⅠ-Ⅻ0-9（）()·/、“”\-—]*[\u3400-\u9fff][\u3400-\u9fffA-Za-z0-9（）()·/、\-—]*"
    r"[ \t\u3000\u00a0]+"
    r"[A-Za-z][A-Za-z0-9 ,;；，.\-–/'’()（）]*$"
)
_SCOPE_SENTENCE = re.compile(r"^本(?:文件|标准|规范|规程|指南|导则|部分)(?:规定|确立|描述|提供|给出|界定)了?")
_FORMULA = re.compile(r"[=＝≤≥≈]")
_CAPTION_TALK = re.compile(r"^(?:给出|规定|列出|是|为|中|所|的|和|与|至|～|及|、)|[。；：，]$")
_TOC_LINE = re.compile(r"(?:[.…·\s\u3000]{2,}|\t)[（(]?(?:\d{1,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,5})[）)]?\s*$")
#: What an item of a Markdown list is in the elements that are lists themselves.
_LISTED = {Part.REFERENCES: Kind.REFERENCE, Part.BIBLIOGRAPHY: Kind.LITERATURE, Part.INDEX: Kind.INDEX}
_LONGEST_TITLE = 40
_LONGEST_CELL = 120
_LONGEST_CAPTION = 60


def structured(raws: Sequence[Raw], path: str, source: Source, kind: str = "", name: str = "") -> Draft:
    """Return the draft that paragraphs make. ``kind`` overrides the type that the name says; ``name`` is the name."""
    reader = _Reader(source, lost=_numbers_lost(raws, source))
    reader.last = {plain(raw.text): place for place, raw in enumerate(raws) if part_of(raw.text) is not None}
    reader.kind, reader.name = kind, name
    for place, raw in enumerate(raws):
        reader.place = place
        reader.take(raw, raws[place + 1 : place + 6])
    return Draft(
        path,
        source,
        reader.name,
        kind or reader.kind or kind_of(reader.name),
        tuple(reader.pieces),
        tuple(tree(reader.pieces)),
        numbers_lost=reader.lost,
        levels_known=not reader.guessed,
    )


def _numbers_lost(raws: Sequence[Raw], source: Source) -> bool:
    """Whether no chapter of a text carries its number. Word and our own drafts give theirs."""
    if source in ("docx", "engine"):
        return False
    fixed = 0
    for raw in raws:
        label = label_of(raw.text)
        if part_of(raw.text[label.length :]) in (Part.SCOPE, Part.REFERENCES, Part.TERMS, Part.SYMBOLS):
            if label.level == 1:
                return False
            fixed += 1
    return fixed > 0 or not any(label_of(raw.text).level for raw in raws)


@dataclass
class _Reader:
    source: Source
    lost: bool
    name: str = ""
    kind: str = ""
    part: Part = Part.COVER
    where: str = ""
    annex: str = ""
    pieces: list[Piece] = field(default_factory=list)
    levels: Levels = field(default_factory=lambda: Levels())
    guessed: bool = False
    item_marks: list[str] = field(default_factory=list)
    symbols: bool = False
    #: What the scope announces: the titles of chapters in a text without numbers.
    announced: str = ""
    opened: set[str] = field(default_factory=set)
    #: In a text without numbers: the cells of the table that is being read, one a line, and whether it has data yet.
    cells: int = -1
    header: int = 0
    tables: int = 999
    #: The last place of each title of an element, by which the contents are told from the document itself.
    last: dict[str, int] = field(default_factory=dict)
    place: int = 0

    def take(self, raw: Raw, after: Sequence[Raw]) -> None:
        """Add a paragraph; ``after`` are those that follow."""
        if not raw.text.strip() and not raw.label and raw.cell is None:
            return
        if raw.cell is None and (cell := self._dumped_cell(raw, raw.text.strip())) is not None:
            raw = replace(raw, cell=cell)
        typed = label_of(raw.text)
        given = label_of(f"{raw.label} {raw.text}") if raw.label else None
        label = given if given is not None and given.text else typed
        shift = 0 if given is not None and given.text else typed.length
        text = raw.text[shift:]
        kind, level, words = self._kind(raw, label, text, after)
        if (
            kind in (Kind.PARAGRAPH, Kind.CONTENTS, Kind.COVER, Kind.CELL, Kind.FORMULA, Kind.LITERATURE)
            and not raw.label
        ):
            lead = len(raw.text) - len(raw.text.lstrip(" \t\u3000"))
            words, shift, text = ("", lead, raw.text[lead:]) if kind is not Kind.LITERATURE else (words, shift, text)
        self._enter(kind, level, words, text)
        piece = Piece(
            len(self.pieces),
            raw.position,
            raw.text,
            text,
            kind,
            self.part,
            shift,
            words,
            given is None or not given.text,
            level,
            self.where,
            self.annex,
            raw.cell,
            raw.style,
            raw.spans,
            raw.paragraph,
        )
        self.pieces.append(piece)
        if kind is not Kind.ITEM:
            self.item_marks = []

    # ------------------------------------------------------------------------------------------------- kinds

    def _kind(self, raw: Raw, label: Label, text: str, after: Sequence[Raw]) -> tuple[Kind, int, str]:
        """Return kind, level and label of a paragraph."""
        stripped = text.strip()
        told = self._told(raw, label, stripped)
        if told is not None:
            return told
        if self._is_name(label, stripped):
            return Kind.NAME, 0, ""
        if raw.outline:
            return self._styled(label, raw.outline, stripped)
        if label.kind in (Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION):
            if _CAPTION_TALK.search(stripped) or len(stripped) > _LONGEST_CAPTION:
                return Kind.PARAGRAPH, 0, ""
            return label.kind, 0, label.text
        if self.part in (Part.BIBLIOGRAPHY, Part.INDEX):
            return (Kind.LITERATURE if self.part is Part.BIBLIOGRAPHY else Kind.INDEX), 0, label.text
        if label.kind is not None:
            return self._marked(raw, label, stripped)
        if self.part is Part.REFERENCES and label.level == 1 and STANDARD.match(stripped):
            return Kind.REFERENCE, 0, label.text
        if label.text:
            return self._numbered(label, stripped)
        return self._unlabelled(raw, stripped, after)

    def _told(self, raw: Raw, label: Label, text: str) -> tuple[Kind, int, str] | None:
        """Return what the file says for certain, and what the title of an element or an annex says."""
        if raw.cell is not None:
            return Kind.CELL, 0, ""
        if raw.kind is not None and not (raw.kind is Kind.FIGURE_TEXT and self.part is Part.COVER):
            return raw.kind, self._level(raw, label), label.text
        if self._in_contents(raw, text):
            return Kind.CONTENTS, 0, ""
        if label.kind is Kind.ANNEX:
            return Kind.ANNEX, 1, label.text
        part = part_of(text)
        if self.part is Part.ANNEX and part not in (Part.BIBLIOGRAPHY, Part.INDEX):
            return None
        if part is not None and (label.level <= 1 or raw.outline == 1):
            return (Kind.TITLE if part in UNNUMBERED else Kind.CHAPTER), 1, label.text
        return None

    def _is_name(self, label: Label, text: str) -> bool:
        """Whether a paragraph is the document's name: the first line of a text, or its repetition."""
        if self.name:
            before = self.part in (Part.COVER, Part.CONTENTS, Part.FOREWORD, Part.INTRODUCTION) and not label.text
            return plain(text) == plain(self.name) or (before and _alike(text, self.name))
        return not self.pieces and not label.text and len(text) <= _LONGEST_CAPTION and not _ENDS.search(text)

    def _styled(self, label: Label, outline: int, text: str) -> tuple[Kind, int, str]:
        level = label.level or outline
        if not text:
            return (Kind.TERM_NUMBER if self._terms() else Kind.HEADING), level, label.text
        if label.text and text.endswith(("。", "；", "：")):
            return Kind.CLAUSE, max(level, 2), label.text
        if self.part in (Part.FOREWORD, Part.INTRODUCTION):
            return Kind.HEADING, max(level, 2), label.text
        if self.part is Part.ANNEX and level == 1 and not label.text:
            return Kind.ANNEX_TITLE, 1, ""
        return (Kind.CHAPTER if level == 1 else Kind.HEADING), level, label.text

    def _in_contents(self, raw: Raw, text: str) -> bool:
        if raw.style.upper().startswith("TOC"):
            return True
        if self.part is not Part.CONTENTS:
            return False
        return bool(_TOC_LINE.search(raw.text)) or self.last.get(plain(text), self.place + 1) > self.place

    def _level(self, raw: Raw, label: Label) -> int:
        if raw.kind in (Kind.HEADING, Kind.CLAUSE, Kind.CHAPTER):
            return label.level or raw.outline or 1
        return self._depth(raw, label.text) if raw.kind is Kind.ITEM else 0

    def _marked(self, raw: Raw, label: Label, text: str) -> tuple[Kind, int, str]:
        kind = label.kind or Kind.PARAGRAPH
        if kind is Kind.ANNEX_ROLE and self.part is not Part.ANNEX:
            kind = Kind.PARAGRAPH
        if kind is Kind.ITEM and self.part is Part.REFERENCES:
            kind = Kind.REFERENCE
        if kind is Kind.ITEM and self.part is Part.SYMBOLS and not label.text.startswith(("—", "·")):
            kind = Kind.ABBREVIATION
        level = self._depth(raw, label.text) if kind is Kind.ITEM else 0
        if kind is Kind.SYMBOL:
            self.symbols = True
        return kind, level, label.text

    def _depth(self, raw: Raw, mark: str) -> int:
        """Return the level of a list item: by the file, else by the families of marks before it."""
        family = re.sub(r"\d+", "1", re.sub(r"[a-z]", "a", mark))
        if family not in self.item_marks:
            self.item_marks.append(family)
        place = self.item_marks.index(family)
        del self.item_marks[place + 1 :]
        return raw.depth or place + 1

    def _numbered(self, label: Label, text: str) -> tuple[Kind, int, str]:
        terms = self._terms()
        if not text:
            return (Kind.TERM_NUMBER if terms else Kind.HEADING), label.level, label.text
        if label.level == 1 and self.part in (Part.FOREWORD, Part.INTRODUCTION):
            return (Kind.HEADING if _is_title(text) else Kind.CLAUSE), 2, label.text
        if label.level == 1:
            titled = len(text) <= _LONGEST_TITLE and not _ENDS.search(text)
            return (Kind.CHAPTER if titled else Kind.PARAGRAPH), 1, label.text if titled else ""
        if terms and _TERM.match(text):
            return Kind.TERM, label.level, label.text
        if _is_title(text):
            return Kind.HEADING, label.level, label.text
        return Kind.CLAUSE, label.level, label.text

    def _terms(self) -> bool:
        """Whether term entries stand here: in their chapter, in a terminology standard from chapter 3 on."""
        if self.part is Part.BODY:
            return (self.kind or kind_of(self.name)) == "terminology"
        return self.part is Part.TERMS

    def _unlabelled(self, raw: Raw, text: str, after: Sequence[Raw]) -> tuple[Kind, int, str]:
        found = special(text)
        if found is Kind.ANNEX_ROLE and self.part is not Part.ANNEX:
            found = None
        if found is not None:
            self.symbols = found is Kind.SYMBOL
            return found, 0, ""
        last = self.pieces[-1].kind if self.pieces else None
        if self.symbols and explains_symbol(text):
            return Kind.SYMBOL, 0, ""
        self.symbols = False
        if self.part is Part.ANNEX and last in (Kind.ANNEX, Kind.ANNEX_ROLE) and not _ENDS.search(text):
            return Kind.ANNEX_TITLE, 1, ""
        if self.part is Part.REFERENCES and (STANDARD.match(text.lstrip("[0123456789] 《")) or text.startswith("《")):
            return Kind.REFERENCE, 0, ""
        if last is Kind.TERM_NUMBER:
            return Kind.TERM, 0, ""
        if self._terms() and _TERM.match(text):
            return Kind.TERM, 0, ""
        if self.part is Part.SYMBOLS and re.match(r"^[A-Za-zα-ωΑ-Ω]", text):
            return Kind.ABBREVIATION, 0, ""
        if _is_formula(text):
            return Kind.FORMULA, 0, ""
        if self.part is Part.COVER and not _SCOPE_SENTENCE.match(text) and not self.lost:
            return Kind.COVER, 0, ""
        if self.lost and self._looks_like_heading(text):
            return self._guessed(text, after)
        return Kind.PARAGRAPH, 0, ""

    def _dumped_cell(self, raw: Raw, text: str) -> CellPlace | None:
        """Return the place of a cell in a table that an export wrote one cell a line, the column of numbers lost.

        Such a table begins with the line 序号 and ends where a line is a sentence.
        """
        if not self.lost or self.source != "txt":
            return None
        if text == "序号":
            self.tables += 1
            self.cells, self.header = 0, 0
        elif self.cells >= 0 and (_ENDS.search(text) or len(text) > _LONGEST_CELL):
            self.cells = -1
        if self.cells < 0:
            return None
        if not self.header and re.match(r"^[A-Za-z0-9]", text):
            self.header = self.cells
        place = self.cells
        self.cells += 1
        if not self.header:
            return CellPlace(self.tables, 0, place, header=True)
        width = max(self.header - 1, 1)
        return CellPlace(self.tables, 1 + (place - self.header) // width, 1 + (place - self.header) % width)

    def _looks_like_heading(self, text: str) -> bool:
        if self.part in (Part.REFERENCES, Part.FOREWORD) or not _HAN.search(text):
            return False
        return _is_title(text) and "：" not in text and not text.startswith(("“", "《"))

    def _guessed(self, text: str, after: Sequence[Raw]) -> tuple[Kind, int, str]:
        if self._announced(text):
            return Kind.CHAPTER, 1, ""
        after_heading = bool(self.pieces) and self.pieces[-1].kind in (Kind.HEADING, Kind.CHAPTER)
        below = []
        for raw in after:
            if not self._looks_like_heading(raw.text.strip()) or label_of(raw.text).text:
                break
            below.append(raw.text)
        level, sure = self.levels.guess(text, self.pieces[-1].level if after_heading else 0, below)
        self.guessed = self.guessed or not sure
        return (Kind.CHAPTER if level == 1 else Kind.HEADING), level, ""

    def _announced(self, text: str) -> bool:
        """Whether the scope names this title among what the document covers, and no chapter has it yet."""
        title = plain(text)
        if any(title in chapter for chapter in self.opened):
            return False
        return bool(re.search(f"[了的、和及，]{re.escape(title)}[、和及与，。等]", self.announced))

    # ------------------------------------------------------------------------------------------------- state

    def _enter(self, kind: Kind, level: int, label: str, text: str) -> None:
        """Note the element and clause that a paragraph opens."""
        if kind is Kind.NAME and not self.name:
            self.name = text.strip()
        elif kind in (Kind.TITLE, Kind.CHAPTER):
            self._open(part_of(text), label, text)
            self.opened.add(plain(text))
            self.levels.note(text, 1)
        elif kind is Kind.ANNEX:
            self.part, self.annex = Part.ANNEX, label[-1]
            self.where = f"附录{self.annex}"
        elif kind in (Kind.HEADING, Kind.CLAUSE, Kind.TERM_NUMBER) or (kind is Kind.TERM and label):
            self.where = label or (plain(text)[:20] if kind is Kind.HEADING else self.where)
            self.levels.note(text, level)
        elif self.part is Part.COVER and kind is Kind.PARAGRAPH and _SCOPE_SENTENCE.match(text):
            self.part = Part.SCOPE
        if self.part is Part.SCOPE and kind is Kind.PARAGRAPH and not self.announced and _SCOPE_SENTENCE.match(text):
            self.announced = plain(text)

    def _open(self, part: Part | None, label: str, text: str) -> None:
        if part is not None:
            self.part = part
        elif self.part is not Part.ANNEX or label.isdigit():
            self.part = Part.BODY
        if self.part is not Part.ANNEX:
            self.annex = ""
        self.where = label or plain(text)[:20]


class Levels:
    """Guesses the levels of headings without numbers from what stands before them and from titles of one pattern."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}
        self.last = 1

    def note(self, title: str, level: int) -> None:
        """Remember the level of a heading."""
        if level:
            self.last = level
        if level > 1:
            self.of.setdefault(_pattern(title), level)

    def guess(self, title: str, above: int, below: Sequence[str]) -> tuple[int, bool]:
        """Return a level and whether it is more than a guess.

        ``above`` is the level of a heading right before (0: none); ``below`` are the headings that follow at once, of
        which one whose level is known tells this one's.
        """
        known = self.of.get(_pattern(title))
        if above:
            return (known, True) if known is not None and known > above else (above + 1, True)
        for place, next_title in enumerate(below, start=1):
            level = self.of.get(_pattern(next_title))
            if level is not None and level > place:
                return level - place, True
        return (known, True) if known is not None else (max(self.last, 2), False)


def _pattern(title: str) -> str:
    """Return what titles of one pattern share: the last four characters."""
    return plain(title)[-4:]


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not _ENDS.search(text) and "。" not in text and "；" not in text


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, plain(one), plain(other)).ratio() > 0.75


def _is_formula(text: str) -> bool:
    if not _FORMULA.search(text):
        return False
    return len(_HAN.findall(text)) <= len(text) * 0.2 and len(text) < 200


# ------------------------------------------------------------------------------------------------------- tree


def tree(pieces: Sequence[Piece]) -> Iterator[Section]:
    """Yield the top-level sections with their clauses below them."""
    stack: list[Section] = []
    tops: list[Section] = [Section(None, Part.COVER, "", "", 1)]
    for piece in pieces:
        opened = _opened(piece)
        if piece.kind in (Kind.ANNEX_ROLE, Kind.ANNEX_TITLE) and tops[-1].part is Part.ANNEX:
            _name_annex(tops[-1], piece)
            continue
        if opened is None:
            implied = piece.part is not tops[-1].part
            if implied:
                tops.append(Section(None, piece.part, "", "", 1))
                stack = [tops[-1]]
            (stack[-1] if stack else tops[-1]).pieces.append(piece)
            continue
        if opened.level <= 1:
            tops.append(opened)
            stack = [opened]
            continue
        while len(stack) > 1 and stack[-1].level >= opened.level:
            stack.pop()
        if not stack:
            stack = [tops[-1]]
        stack[-1].children.append(opened)
        stack.append(opened)
    yield from (top for top in tops if top.head is not None or top.pieces or top.children)


def _opened(piece: Piece) -> Section | None:
    match piece.kind:
        case Kind.TITLE | Kind.CHAPTER:
            return Section(piece, piece.part, piece.label, piece.text.strip(), 1)
        case Kind.ANNEX:
            inline = re.match(r"^[（(](规范性|资料性)(?:附录)?[）)]\s*(.*)$", piece.text.strip())
            title, role = (inline[2], inline[1]) if inline else (piece.text.strip(), "")
            return Section(piece, Part.ANNEX, piece.label, title, 1, annex=piece.annex, role=role)
        case Kind.HEADING:
            return Section(piece, piece.part, piece.label, piece.text.strip(), max(piece.level, 2), annex=piece.annex)
        case Kind.CLAUSE:
            return Section(piece, piece.part, piece.label, "", max(piece.level, 2), titled=False, annex=piece.annex)
        case _:
            return None


def _name_annex(section: Section, piece: Piece) -> None:
    if piece.kind is Kind.ANNEX_ROLE:
        section.role = "规范性" if "规范性" in piece.text else "资料性"
    else:
        section.title = piece.text.strip()
    section.pieces.append(piece)
