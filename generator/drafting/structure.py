"""From paragraphs as read to a draft: what each is, the element it stands in, the tree of clauses.

Where an export dropped the numbers, headings are recognised by their shape and their levels are guessed; the draft
says so, and rules that need numbers answer that they cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.drafting.chapters import NUMBERED, ChapterNumbers, number_of
from generator.drafting.citing import STANDARD
from generator.drafting.draft import Draft, Kind, Part, Piece, Source
from generator.drafting.dumped import DumpedTables, speaks_of_annex
from generator.drafting.elements import GENERAL_TITLE, UNNUMBERED, kind_of, part_of, plain
from generator.drafting.labels import Label, explains_symbol, label_of
from generator.drafting.levels import ENDS, HAN, Levels, is_title
from generator.drafting.names import name_places
from generator.drafting.raw import Raw
from generator.drafting.shapes import ENGLISH, TERM, is_defined, is_formula, is_said, is_sentence
from generator.drafting.tree import tree

_SCOPE_SENTENCE = re.compile(r"^本(?:文件|标准|规范|规程|指南|导则|部分)(?:规定|确立|描述|提供|给出|界定)了?")
#: A title right above its table may end with a mark that does not belong there.
_SHORT_CAPTION = 20
_CAPTION_TALK = re.compile(r"^(?:给出|规定|列出|是|为|中|所|的|和|与|至|～|及|、)|[。；：，]$")
_TOC_LINE = re.compile(r"(?:[.…·\s\u3000]{2,}|\t)[（(]?(?:\d{1,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,5})[）)]?\s*$")
#: What an item of a Markdown list is in the elements that are lists themselves.
#: What may stand before the number of a listed document: a serial number in any brackets, a mark of a title.
_SERIAL_SIGNS = "[]［］【】〔〕()（）0123456789.．、 \u3000\u00a0\t《"
_LISTED = {Part.REFERENCES: Kind.REFERENCE, Part.BIBLIOGRAPHY: Kind.LITERATURE, Part.INDEX: Kind.INDEX}
#: What a program that reads pages may take for a title, though its label says what it is.
_NEVER_TITLES = frozenset({Kind.ANNEX_ROLE, Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION, Kind.NOTE, Kind.EXAMPLE})
_BRACKETS = str.maketrans("（）", "()")
_LONGEST_CAPTION = 60


def structured(raws: Sequence[Raw], path: str, source: Source, kind: str = "", name: str = "") -> Draft:
    """Return the draft that paragraphs make. ``kind`` overrides the type that the name says; ``name`` is the name."""
    numbers = ChapterNumbers(raw.text for raw in raws if raw.cell is None)
    names, first_name = name_places(raws)
    reader = _Reader(source, _numbers_lost(raws, source, numbers), numbers, names, name or first_name, raws)
    reader.last = {
        plain(raw.text[label_of(raw.text).length :]): place
        for place, raw in enumerate(raws)
        if raw.cell is None and _fixed(raw.text, numbers) is not None
    }
    reader.kind = kind
    outlines = [raw.outline for raw in raws if raw.outline and part_of(raw.text[label_of(raw.text).length :])]
    reader.shift = min(outlines, default=1) - 1
    reader.outlined = any(raw.outline for raw in raws)
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


def _fixed(text: str, numbers: ChapterNumbers) -> Part | None:
    """Return the element that a line names as its title, its chapter number typed in whatever style."""
    label = numbers.label(text, 0) or label_of(text)
    return part_of(text[label.length :]) if label.level <= 1 else None


def _numbers_lost(raws: Sequence[Raw], source: Source, numbers: ChapterNumbers) -> bool:
    """Whether no chapter of a text carries its number. Word and our own drafts give theirs."""
    if source in ("docx", "engine"):
        return False
    if numbers.proper or numbers.style is not None:
        return False
    fixed = any(raw.cell is None and part_of(raw.text) in NUMBERED for raw in raws)
    return fixed or not any(label_of(raw.text).level for raw in raws)


@dataclass
class _Reader:
    source: Source
    lost: bool
    numbers: ChapterNumbers
    names: frozenset[int]
    name: str
    raws: Sequence[Raw]
    kind: str = ""
    part: Part = Part.COVER
    where: str = ""
    annex: str = ""
    pieces: list[Piece] = field(default_factory=list)
    levels: Levels = field(default_factory=lambda: Levels())
    guessed: bool = False
    #: By how many levels ``#`` marks are deeper than chapters are; whether there are any.
    shift: int = 0
    outlined: bool = False
    chapter: int = 0
    #: The levels of titles by the numbers that the contents still show.
    contents: dict[str, int] = field(default_factory=dict)
    item_marks: list[str] = field(default_factory=list)
    symbols: bool = False
    #: What the scope announces: the titles of chapters in a text without numbers.
    announced: str = ""
    opened: set[str] = field(default_factory=set)
    #: In a text without numbers: the tables whose cells stand one a line.
    dumped: DumpedTables = field(default_factory=lambda: DumpedTables())
    #: The last place of each title of an element, by which the contents are told from the document itself.
    last: dict[str, int] = field(default_factory=dict)
    place: int = 0
    #: How many headings follow that which is being read at once.
    height: int = 0
    unsure: bool = False

    def take(self, raw: Raw, after: Sequence[Raw]) -> None:
        """Add a paragraph; ``after`` are those that follow."""
        if not raw.text.strip() and not raw.label and raw.cell is None:
            return
        if raw.cell is None and self.lost and self.source == "txt":
            raw = replace(raw, cell=self.dumped.place(raw.text.strip()))
        typed = self._label(raw, after)
        given = label_of(f"{raw.label} {raw.text}") if raw.label else None
        label = given if given is not None and given.text else typed
        shift = 0 if given is not None and given.text else typed.length
        text = raw.text[shift:]
        self.unsure = False
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
            not self.unsure,
            raw.columns,
        )
        self.pieces.append(piece)
        if kind is not Kind.ITEM:
            self.item_marks = []

    def _label(self, raw: Raw, after: Sequence[Raw]) -> Label:
        if raw.label or self.part is Part.CONTENTS:
            return label_of(raw.text)
        following = after[0].text.strip() if after else ""
        opens = following.startswith(f"{self.chapter + 1}.1") and self.part is not Part.REFERENCES
        return self.numbers.label(raw.text, self.chapter + 1, opens=opens) or label_of(raw.text)

    # ------------------------------------------------------------------------------------------------- kinds

    def _kind(self, raw: Raw, label: Label, text: str, after: Sequence[Raw]) -> tuple[Kind, int, str]:
        """Return kind, level and label of a paragraph."""
        stripped = text.strip()
        told = self._told(raw, label, stripped)
        if told is not None:
            return told
        if raw.outline and label.kind not in _NEVER_TITLES:
            return self._styled(label, raw.outline, stripped)
        if label.kind in (Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION):
            above = bool(after) and after[0].cell is not None and len(stripped) <= _SHORT_CAPTION
            title = stripped.rstrip("。；，") if above else stripped
            if _CAPTION_TALK.search(title) or len(stripped) > _LONGEST_CAPTION:
                return Kind.PARAGRAPH, 0, ""
            return label.kind, 0, label.text
        if self.part in (Part.BIBLIOGRAPHY, Part.INDEX) and not self._leaves_literature(label, stripped):
            return (Kind.LITERATURE if self.part is Part.BIBLIOGRAPHY else Kind.INDEX), 0, label.text or raw.label
        if label.kind is not None:
            return self._marked(raw, label, stripped)
        if self.part is Part.REFERENCES and label.level == 1 and STANDARD.match(stripped):
            return Kind.REFERENCE, 0, label.text
        if label.text:
            return self._numbered(label, stripped, after)
        return self._unlabelled(raw, stripped, after)

    def _told(self, raw: Raw, label: Label, text: str) -> tuple[Kind, int, str] | None:
        """Return what the file says for certain, and what the title of an element or an annex says."""
        if raw.cell is not None:
            return Kind.CELL, 0, ""
        if raw.kind is Kind.ITEM and self.source == "md" and self.part in _LISTED:
            return _LISTED[self.part], 0, label.text
        if raw.kind is Kind.ITEM and self.symbols and explains_symbol(raw.text):
            return Kind.SYMBOL, 0, ""
        if raw.kind is not None and not (raw.kind is Kind.FIGURE_TEXT and self.part is Part.COVER):
            return raw.kind, self._level(raw, label), label.text
        if self.place in self.names and not label.text:
            return Kind.NAME, 0, ""
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

    def _leaves_literature(self, label: Label, text: str) -> bool:
        """Whether a chapter begins where the bibliography should be the end."""
        return label.text == str(self.chapter + 1) and is_title(text) and not STANDARD.search(text) and "《" not in text

    def _styled(self, label: Label, outline: int, text: str) -> tuple[Kind, int, str]:
        level = label.level or max(outline - self.shift, 1)
        if not text:
            return (Kind.TERM_NUMBER if self._terms() else Kind.HEADING), level, label.text
        if not label.text and (kind := self._untitled_mark(text)) is not None:
            return kind, 0, ""
        if label.text and (text.endswith(("。", "；", "：")) or "。" in text):
            return Kind.CLAUSE, max(level, 2), label.text
        if self.part in (Part.FOREWORD, Part.INTRODUCTION):
            return Kind.HEADING, max(level, 2), label.text
        if self.part is Part.ANNEX and level == 1 and not label.text:
            return Kind.ANNEX_TITLE, 1, ""
        return (Kind.CHAPTER if level == 1 else Kind.HEADING), level, label.text

    def _untitled_mark(self, text: str) -> Kind | None:
        """Return what a heading without number is where it is none: a term below its number, a line of the cover."""
        if self._last() is Kind.TERM_NUMBER or (self._last() is Kind.TERM and self.numbers.proper and TERM.match(text)):
            return Kind.TERM
        return Kind.COVER if self.part is Part.COVER and self.numbers.proper else None

    def _in_contents(self, raw: Raw, text: str) -> bool:
        if raw.style.upper().startswith("TOC"):
            return True
        if self.part is not Part.CONTENTS:
            return False
        return bool(_TOC_LINE.search(raw.text)) or self.last.get(plain(text), self.place + 1) > self.place

    def _contents_line(self, text: str) -> None:
        """Keep the level that a line of the contents shows by its number."""
        label = label_of(text)
        title = plain(_TOC_LINE.sub("", text[label.length :]))
        if label.level and title:
            self.contents.setdefault(title, label.level)

    def _level(self, raw: Raw, label: Label) -> int:
        if raw.kind in (Kind.HEADING, Kind.CLAUSE, Kind.CHAPTER):
            return label.level or max(raw.outline - self.shift, 1)
        return self._depth(raw, label.text) if raw.kind is Kind.ITEM else 0

    def _marked(self, raw: Raw, label: Label, text: str) -> tuple[Kind, int, str]:
        kind = label.kind or Kind.PARAGRAPH
        if kind is Kind.ANNEX_ROLE and self.lost and not self.outlined and self._last() is not Kind.ANNEX:
            return kind, 1, ""
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

    def _last(self) -> Kind | None:
        return self.pieces[-1].kind if self.pieces else None

    def _depth(self, raw: Raw, mark: str) -> int:
        """Return the level of a list item: by the file, else by the families of marks before it."""
        family = re.sub(r"\d+", "1", re.sub(r"[a-z]", "a", mark)).translate(_BRACKETS)
        if family not in self.item_marks:
            self.item_marks.append(family)
        place = self.item_marks.index(family)
        del self.item_marks[place + 1 :]
        return raw.depth or place + 1

    def _numbered(self, label: Label, text: str, after: Sequence[Raw]) -> tuple[Kind, int, str]:
        terms = self._terms()
        if not text:
            return (Kind.TERM_NUMBER if terms and label.level > 1 else Kind.HEADING), label.level, label.text
        if label.level == 1 and self.part in (Part.FOREWORD, Part.INTRODUCTION):
            return (Kind.HEADING if is_title(text) else Kind.CLAUSE), 2, label.text
        if label.level == 1:
            titled = is_title(text) and self._is_next_chapter(label.text, after)
            return (Kind.CHAPTER if titled else Kind.PARAGRAPH), 1, label.text if titled else ""
        if terms and (TERM.match(text) or (is_title(text.replace("；", "")) and is_defined(label, after))):
            return Kind.TERM, label.level, label.text
        if is_title(text) and not is_sentence(label, text, after):
            return Kind.HEADING, label.level, label.text
        return Kind.CLAUSE, label.level, label.text

    def _is_next_chapter(self, label: str, after: Sequence[Raw]) -> bool:
        """Whether a number may be the next chapter's: a gap of two is a gap, what goes back is a list."""
        digits = re.sub(r"\D", "", label)
        if not digits:
            return True
        if self.lost:
            return False
        # a part of a draft may begin with any chapter
        begins = self.chapter == 0 and self.part in (Part.COVER, Part.CONTENTS)
        if number_of(digits) == self.chapter:  # two chapters of one number, the clauses of the second below it
            return bool(after) and after[0].text.strip().startswith(f"{digits}.1")
        return begins or self.chapter < number_of(digits) <= self.chapter + 3

    def _terms(self) -> bool:
        """Whether term entries stand here: in their chapter, in a terminology standard from chapter 3 on."""
        if self.part is Part.BODY:
            return (self.kind or kind_of(self.name)) == "terminology"
        return self.part is Part.TERMS

    def _unlabelled(self, raw: Raw, text: str, after: Sequence[Raw]) -> tuple[Kind, int, str]:
        last = self._last()
        if self.symbols and explains_symbol(text):
            return Kind.SYMBOL, 0, ""
        self.symbols = False
        if self.part is Part.ANNEX and last in (Kind.ANNEX, Kind.ANNEX_ROLE) and not ENDS.search(text):
            return Kind.ANNEX_TITLE, 1, ""
        if self.part is Part.REFERENCES and (STANDARD.match(text.lstrip(_SERIAL_SIGNS)) or text.startswith("《")):
            return Kind.REFERENCE, 0, ""
        if last is Kind.TERM_NUMBER or (last is Kind.TERM and ENGLISH.match(text) and HAN.search(self.pieces[-1].text)):
            return Kind.TERM, 0, ""
        if self._terms() and (TERM.match(text) or self._is_bare_term(text, after)):
            return Kind.TERM, 0, ""
        if self.part is Part.SYMBOLS and re.match(r"^[A-Za-zα-ωΑ-Ω]", text):
            return Kind.ABBREVIATION, 0, ""
        if is_formula(text):
            return Kind.FORMULA, 0, ""
        if self.part is Part.COVER and not _SCOPE_SENTENCE.match(text) and not self.lost:
            return Kind.COVER, 0, ""
        if self.lost and not self.outlined and self._looks_like_heading(text):
            return self._guessed(text, after)
        return Kind.PARAGRAPH, 0, ""

    def _is_bare_term(self, text: str, after: Sequence[Raw]) -> bool:
        """Whether a line of a text without numbers is a term without equivalent: a sentence follows it."""
        if not self.lost or self.outlined or not self._looks_like_heading(text) or not is_said(after):
            return False
        if self._last() is Kind.TERM:
            return True  # another term for the same concept, though the contents have a title of these words
        return not (self._announced(text) or plain(text) in self.contents or GENERAL_TITLE.match(plain(text)))

    def _looks_like_heading(self, text: str) -> bool:
        if self.part in (Part.REFERENCES, Part.FOREWORD) or not HAN.search(text):
            return False
        return is_title(text) and "：" not in text and not text.startswith(("“", "《"))

    def _guessed(self, text: str, after: Sequence[Raw]) -> tuple[Kind, int, str]:
        leaves_terms = self.part in (Part.TERMS, Part.SYMBOLS) and GENERAL_TITLE.match(plain(text))
        if self._announced(text) or leaves_terms:
            return Kind.CHAPTER, 1, ""
        if self._opens_annex(text, after):
            return Kind.ANNEX, 1, ""
        told = self.contents.get(plain(text))
        if told is not None:
            return (Kind.CHAPTER if told == 1 else Kind.HEADING), told, ""
        after_heading = bool(self.pieces) and self.pieces[-1].kind in (Kind.HEADING, Kind.CHAPTER, Kind.ANNEX)
        below = []
        for raw in after:
            if not self._looks_like_heading(raw.text.strip()) or label_of(raw.text).text:
                break
            below.append(raw.text)
        self.height = len(below)
        level, sure = self.levels.guess(text, self.pieces[-1].level if after_heading else 0, below)
        self.unsure = not sure
        self.guessed = self.guessed or not sure
        return (Kind.CHAPTER if level == 1 else Kind.HEADING), level, ""

    def _opens_annex(self, text: str, after: Sequence[Raw]) -> bool:
        """Whether a title without number is the next annex's: what follows speaks of its own table or figure."""
        if self.part not in (Part.BODY, Part.ANNEX):
            return False
        said = next((place for place, raw in enumerate(after) if plain(raw.text) != plain(text)), None)
        if said is None or speaks_of_annex(after[said].text.strip()) != self._next_annex():
            return False
        # a clause that refers to the table of the annex of its name, which follows
        later = self.raws[self.place + said + 2 :]
        return not any(raw.cell is None and plain(raw.text) == plain(text) for raw in later)

    def _next_annex(self) -> str:
        return chr(ord(self.annex or "@") + 1)

    def _announced(self, text: str) -> bool:
        """Whether the scope names this title among what the document covers, and no chapter has it yet."""
        title = plain(text)
        if any(title in chapter for chapter in self.opened):
            return False
        # the first of a list may have the object before it: 规定了园区用水计量器具配备、数据采集
        first = r"了[^、，。的]{2,12}" if len(title) >= 4 else "了"
        return bool(re.search(f"(?:[的、和及，]|{first}|了){re.escape(title)}[、和及与，。等的]", self.announced))

    # ------------------------------------------------------------------------------------------------- state

    def _enter(self, kind: Kind, level: int, label: str, text: str) -> None:
        """Note the element and clause that a paragraph opens."""
        if kind is Kind.NAME:
            self.name, self.where = self.name or text.strip(), ""
        elif kind is Kind.CONTENTS:
            self._contents_line(text)
        elif kind in (Kind.TITLE, Kind.CHAPTER):
            self._open(part_of(text), label, text)
            self.opened.add(plain(text))
            self.levels.note(text, 1)
            self.chapter = (number_of(re.sub(r"[第章.．、\s]", "", label)) if label else 0) or self.chapter
        elif kind is Kind.ANNEX:
            self._open_annex(label[-1] if label else self._next_annex())
        elif kind is Kind.ANNEX_ROLE and level:
            self._open_annex(self._next_annex())
        elif kind in (Kind.HEADING, Kind.CLAUSE, Kind.TERM_NUMBER) or (kind is Kind.TERM and label):
            self.where = label or (plain(text)[:20] if kind is Kind.HEADING else self.where)
            self.levels.note(text, level, self.height)
            self.height = 0
        elif self.part is Part.COVER and kind is Kind.PARAGRAPH and _SCOPE_SENTENCE.match(text):
            self.part = Part.SCOPE
        if self.part is Part.SCOPE and kind is Kind.PARAGRAPH and not self.announced and _SCOPE_SENTENCE.match(text):
            self.announced = plain(text)

    def _open_annex(self, letter: str) -> None:
        self.part, self.annex, self.where = Part.ANNEX, letter, f"附录{letter}"

    def _open(self, part: Part | None, label: str, text: str) -> None:
        if part is not None:
            self.part = part
        elif self.part is not Part.ANNEX or label.isdigit():
            self.part = Part.BODY
        if self.part is not Part.ANNEX:
            self.annex = ""
        self.where = label or plain(text)[:20]
