"""A Word file as a draft: styles of the common templates, automatic numbers rebuilt, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Outcome, Position
from generator.drafting.draft import CellPlace, Draft, Kind, Span
from generator.drafting.elements import part_of, plain
from generator.drafting.labels import label_of
from generator.drafting.raw import Raw
from generator.drafting.structure import structured
from generator.word import WordFile, WordParagraph, WordTable, read_word
from generator.word.model import WordBlock

_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
#: Styles of the template that most Chinese standards are written in; order matters.
_STYLES: tuple[tuple[re.Pattern[str], Kind, int], ...] = tuple(
    (re.compile(pattern), kind, level)
    for pattern, kind, level in (
        (r"附录标识", Kind.ANNEX, 1),
        (r"附录性质", Kind.ANNEX_ROLE, 0),
        (r"附录章标题|附录一级条标题", Kind.HEADING, 2),
        (r"附录(?P<n>[二三四五])级条标题", Kind.HEADING, 0),
        (r"附录(?P<n>[一二三四五])级无标题?", Kind.CLAUSE, 0),
        (r"章标题", Kind.CHAPTER, 1),
        (r"(?P<n>[一二三四五])级条标题", Kind.HEADING, 0),
        (r"(?P<n>[一二三四五])级无标题?", Kind.CLAUSE, 0),
        (r"列项.*二级|二级.*列项", Kind.ITEM, 2),
        (r"列项", Kind.ITEM, 1),
        (r"_注|^注[：:×X]", Kind.NOTE, 0),
        (r"示例", Kind.EXAMPLE, 0),
        (r"表标题", Kind.TABLE_CAPTION, 0),
        (r"图标题", Kind.FIGURE_CAPTION, 0),
        (r"目录标题|前言、引言标题|参考文献标题|索引标题", Kind.TITLE, 1),
        (r"正文标准名称", Kind.NAME, 0),
    )
)
_LONGEST_NAME = 80
#: The style that Word itself gives to captions of tables and figures.
_CAPTION = re.compile(r"(?i)^caption$|^题注")


def read_docx(data: bytes, shown: str, kind: str = "") -> Outcome[Draft]:
    """Return the draft that a Word file holds; findings say why it cannot be read."""
    outcome = read_word(data, shown)
    file = outcome.value
    if file is None:
        return Outcome(None, outcome.findings)
    draft = structured(list(_raws(file, shown)), shown, "docx", kind, name=_name(file))
    draft.word = file
    return Outcome(draft, outcome.findings)


def _raws(file: WordFile, shown: str) -> Iterator[Raw]:
    notes: dict[int, list[WordParagraph]] = {}
    for note in file.footnotes:
        notes.setdefault(note.paragraph, []).extend(b for b in note.blocks if isinstance(b, WordParagraph))
    for paragraph, cell in _flat(file.body, 1, header=False):
        yield _raw(paragraph, cell, shown)
        for mark, below in enumerate(notes.get(paragraph.number, ()), start=1):
            at = Position(shown, paragraph=below.number)
            yield Raw(at, below.text, f"{mark}", kind=Kind.FOOTNOTE, spans=_spans(below), paragraph=below.number)


Placed = tuple[WordParagraph, CellPlace | None]


def _flat(blocks: tuple[WordBlock, ...], depth: int, *, header: bool) -> Iterator[Placed]:
    for block in blocks:
        if isinstance(block, WordTable):
            yield from _table(block, depth)
        else:
            at = block.cell
            yield block, CellPlace(at.table - 1, at.row - 1, at.column - 1, max(depth - 1, 1), header) if at else None


def _table(table: WordTable, depth: int) -> Iterator[Placed]:
    for place, row in enumerate(table.rows):
        for cell in row.cells:
            yield from _flat(cell.blocks, depth + 1, header=row.header or place == 0)


def _raw(paragraph: WordParagraph, cell: CellPlace | None, shown: str) -> Raw:
    label = paragraph.label.text.strip() if paragraph.label else ""
    style = paragraph.style_name or paragraph.style
    kind, level = _kind(paragraph, style)
    outline = level or (paragraph.outline + 1 if paragraph.outline is not None and paragraph.outline < 9 else 0)
    depth = level
    if paragraph.label is not None and kind in (None, Kind.ITEM) and not outline:
        depth = level or paragraph.label.level + 1
    return Raw(
        Position(shown, paragraph=paragraph.number),
        paragraph.text,
        label,
        outline if kind in (None, Kind.HEADING, Kind.CLAUSE, Kind.CHAPTER) else 0,
        kind,
        cell,
        style,
        _spans(paragraph),
        paragraph.number,
        depth if kind is Kind.ITEM or label_of(f"{label} x").kind is Kind.ITEM else 0,
        paragraph.alignment == "center",
    )


def _kind(paragraph: WordParagraph, style: str) -> tuple[Kind | None, int]:
    """Return what the style says for certain, and the level that it gives."""
    if paragraph.in_toc or re.match(r"(?i)toc\b|目录 ?\d|目次", style):
        return Kind.CONTENTS, 0
    if paragraph.in_text_box and part_of(paragraph.text) is None:
        return Kind.FIGURE_TEXT, 0
    if not paragraph.text.strip():
        return None, 0
    for pattern, kind, level in _STYLES:
        found = pattern.search(style)
        if found:
            return kind, level or (_LEVELS[found["n"]] + 1 if "n" in found.groupdict() else 0)
    if _CAPTION.search(style) and (label := label_of(paragraph.text)).kind in (Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION):
        return label.kind, 0
    if paragraph.objects == () and any(f.kind == "TOC" for f in paragraph.fields):
        return Kind.CONTENTS, 0
    return None, 0


def _spans(paragraph: WordParagraph) -> tuple[Span, ...]:
    return tuple(
        Span(s.start, s.end, s.italic, s.bold, s.subscript, s.superscript, s.east_asian, s.latin, s.size / 2)
        for s in paragraph.spans
    )


def _name(file: WordFile) -> str:
    """Return the document's name: above the first chapter, else the largest type before the first element."""
    before: list[WordParagraph] = []
    for paragraph in file.paragraphs:
        if paragraph.in_toc or not paragraph.text.strip():
            continue
        text = paragraph.text[label_of(paragraph.text).length :]
        part = part_of(text)
        if part is not None and plain(text) in ("范围", "适用范围"):
            break
        before.append(paragraph)
    else:
        return ""
    if before and _nameable(before[-1]):
        return before[-1].text.strip()
    cover = [p for p in before[:40] if _nameable(p) and p.spans]
    return max(cover, key=lambda p: max(s.size for s in p.spans)).text.strip() if cover else ""


def _nameable(paragraph: WordParagraph) -> bool:
    text = paragraph.text.strip()
    return (
        0 < len(text) <= _LONGEST_NAME
        and not text.endswith(("。", "；", "："))
        and bool(re.search(r"[\u3400-\u9fff]", text))
        and part_of(text) is None
    )
