"""LAY-12: fonts and sizes of the Word file (GB/T 1.1-2020, table F.1)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule

_HEI = re.compile(r"黑体|SimHei|Heiti|Hei SC", re.IGNORECASE)
_SONG = re.compile(r"宋体|SimSun|NSimSun|Songti|Song SC", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SIZES = {26.0: "一号", 16.0: "三号", 14.0: "四号", 10.5: "五号", 9.0: "小五", 7.5: "六号"}


@dataclass(frozen=True, slots=True)
class _Face:
    """What a kind of text is set in."""

    font: str
    size: float

    @property
    def pattern(self) -> re.Pattern[str]:
        return _HEI if self.font == "黑体" else _SONG


_FACES: dict[Kind, _Face] = {
    Kind.NAME: _Face("黑体", 16),
    Kind.CHAPTER: _Face("黑体", 10.5),
    Kind.HEADING: _Face("黑体", 10.5),
    Kind.ANNEX: _Face("黑体", 10.5),
    Kind.ANNEX_ROLE: _Face("黑体", 10.5),
    Kind.ANNEX_TITLE: _Face("黑体", 10.5),
    Kind.TERM_NUMBER: _Face("黑体", 10.5),
    Kind.TERM: _Face("黑体", 10.5),
    Kind.TABLE_CAPTION: _Face("黑体", 10.5),
    Kind.FIGURE_CAPTION: _Face("黑体", 10.5),
    Kind.PARAGRAPH: _Face("宋体", 10.5),
    Kind.ITEM: _Face("宋体", 10.5),
    Kind.SOURCE: _Face("宋体", 10.5),
    Kind.REFERENCE: _Face("宋体", 10.5),
    Kind.LITERATURE: _Face("宋体", 10.5),
    Kind.CELL: _Face("宋体", 9),
    Kind.UNIT: _Face("宋体", 9),
    Kind.NOTE: _Face("宋体", 9),
    Kind.EXAMPLE: _Face("宋体", 9),
    Kind.FOOTNOTE: _Face("宋体", 9),
}
_TITLES = {
    Part.CONTENTS: _Face("黑体", 16),
    Part.FOREWORD: _Face("黑体", 16),
    Part.INTRODUCTION: _Face("黑体", 16),
    Part.BIBLIOGRAPHY: _Face("黑体", 10.5),
    Part.INDEX: _Face("黑体", 10.5),
}
_COVER_NAME = _Face("黑体", 26)
_NAMES: dict[Kind, str] = {
    Kind.NAME: "正文首页的名称",
    Kind.TITLE: "要素标题",
    Kind.CHAPTER: "章标题",
    Kind.HEADING: "条标题",
    Kind.ANNEX: "附录编号",
    Kind.ANNEX_ROLE: "附录性质",
    Kind.ANNEX_TITLE: "附录标题",
    Kind.TERM_NUMBER: "条目编号",
    Kind.TERM: "术语",
    Kind.TABLE_CAPTION: "表题",
    Kind.FIGURE_CAPTION: "图题",
    Kind.PARAGRAPH: "段",
    Kind.ITEM: "列项",
    Kind.SOURCE: "来源",
    Kind.REFERENCE: "规范性引用文件",
    Kind.LITERATURE: "参考文献",
    Kind.CELL: "表中文字",
    Kind.UNIT: "单位陈述",
    Kind.NOTE: "注",
    Kind.EXAMPLE: "示例",
    Kind.FOOTNOTE: "脚注",
}


@draft_rule("LAY-12", "fonts-and-sizes", Severity.ERROR, "annex F, table F.1", "read", needs="docx")
def fonts(draft: Draft) -> Answer:
    """Finds: text set in another font or size than its kind has in table F.1. Once for each kind and setting.

    Why: titles, numbers and captions are in 黑体, text in 宋体, at 五号 (10.5 pt), in tables and notes at 小五 (9 pt).

    Wrong: chapter titles in 宋体 三号

    Right: chapter titles in 黑体 五号
    """
    seen: set[tuple[Kind, str, float]] = set()
    remark: Kind | None = None
    for piece in draft.pieces:
        # The items of an example are part of it, and set as it is.
        remark = piece.kind if piece.kind in (Kind.EXAMPLE, Kind.NOTE) else remark if piece.kind is Kind.ITEM else None
        face = _TITLES.get(piece.part) if piece.kind is Kind.TITLE else _FACES.get(piece.kind)
        if remark is not None and piece.kind is Kind.ITEM and not _size(_FACES[remark], _set(piece)[1]):
            face = _FACES[remark]
        on_cover = piece.part is Part.COVER and plain(piece.text) == plain(draft.name)
        face = _COVER_NAME if on_cover else face
        if face is None or (piece.part is Part.COVER and not on_cover):
            continue
        font, size = _set(piece)
        if not font or (piece.kind, font, size) in seen:
            continue
        wrong = [said for said in (_font(face, font), _size(face, size)) if said]
        if wrong:
            seen.add((piece.kind, font, size))
            zh = "封面的名称" if on_cover else _NAMES[piece.kind]
            en = "name on the cover" if on_cover else piece.kind.name.lower().replace("_", " ")
            yield Breach(
                piece,
                f"{zh}用了{font} {_SIZES.get(size, f'{size:g} pt')}",
                f"{en} set in {font} at {size:g} pt",
                hint_zh=f"用{face.font}{_SIZES[face.size]}（{face.size:g} pt）",
                hint_en=f"use {face.font} at {face.size:g} pt",
            )


def _set(piece: Piece) -> tuple[str, float]:
    """Return the font and size of most of a piece's Chinese characters; an empty font where it has none."""
    counted: Counter[tuple[str, float]] = Counter()
    for span in piece.spans:
        if span.subscript or span.superscript:
            continue
        counted[(span.east_asian, span.size)] += len(_HAN.findall(piece.raw[span.start : span.end]))
    (font, size), characters = counted.most_common(1)[0] if counted else (("", 0.0), 0)
    return (font, size) if characters else ("", 0.0)


def _font(face: _Face, font: str) -> str:
    return "" if face.pattern.search(font) else font


def _size(face: _Face, size: float) -> str:
    return "" if abs(size - face.size) < 0.26 else f"{size:g}"


RULES: tuple[DraftRule, ...] = (fonts,)
