"""TRM-06, TRM-11: entries are no tables and have no footnotes; the order of what is added to a definition (8.7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.terms import entries
from generator.drafting.views import Term, tables, terms

_OTHER = re.compile(r"缩略语|缩写|符号")
_TABLE_HEAD = re.compile(r"^(?:术语|定义|英文.{0,4}|名词|名称|解释|含义|释义|序号|中文.{0,4})$")


@draft_rule("TRM-06", "terms-no-table", Severity.ERROR, "8.7.3.1", "read")
def no_table(draft: Draft) -> Answer:
    """Finds: term entries in a table, and footnotes in entries.

    Why: an entry is a run of paragraphs with a number of its own; a table has none, and a footnote's text belongs into
    a note of the entry.

    Wrong: | 术语 | 定义 |

    Right: 3.1 / 碳核算 carbon accounting / 对……进行量化的过程。
    """
    seen: set[int] = set()
    abbreviations = False
    for piece in draft.within(Part.TERMS):
        if piece.kind is Kind.HEADING or (piece.kind is Kind.PARAGRAPH and "适用于" in piece.text):
            abbreviations = bool(_OTHER.search(piece.text)) and "术语和定义适用于" not in piece.text
        cell = piece.cell
        if cell is not None and not abbreviations and cell.table not in seen and _TABLE_HEAD.match(plain(piece.text)):
            seen.add(cell.table)
            caption = next((one.caption for one in tables(draft) if one.index == cell.table), None)
            yield Breach(
                caption or piece,
                "术语条目排成了表格",
                "term entries are set as a table",
                (caption or piece).text.strip(),
                "逐条写成条目编号、术语和英文对应词、定义",
                "write entries: number, term and equivalent, definition",
            )
    for term in entries(draft):
        yield from _marked(draft, term)
    for piece in draft.within(Part.TERMS):
        if piece.kind is Kind.FOOTNOTE:
            yield Breach(
                piece,
                "术语条目中有脚注",
                "a term entry has a footnote",
                piece.text.strip(),
                "改写为条目的注",
                "make it a note of the entry",
            )


_MARK = re.compile(r"(?<=[\u3400-\u9fff）)])(\d{1,2}[)）])(?=[，。；、]|$)")


def _marked(draft: Draft, term: Term) -> Iterator[Breach]:
    """Yield footnote marks of a definition in a text: the same number with its bracket begins a line of the entry."""
    if draft.source == "docx":
        return
    labels = {piece.label for piece in term.others if piece.kind is Kind.ITEM}
    for piece in term.definition:
        for found in _MARK.finditer(piece.text):
            if found[1] in labels and "(" not in piece.text[: found.start()].replace("（", "(").rpartition(")")[2]:
                yield Breach(
                    piece,
                    "术语条目中有脚注",
                    "a term entry has a footnote",
                    found[1],
                    "改写为条目的注",
                    "make it a note of the entry",
                    start=found.start(1),
                )


_ORDER = {Kind.PARAGRAPH: 0, Kind.EXAMPLE: 1, Kind.NOTE: 2, Kind.SOURCE: 3}
_NAMES = {Kind.EXAMPLE: ("示例", "the example"), Kind.NOTE: ("注", "the note"), Kind.SOURCE: ("来源", "the source")}


@draft_rule("TRM-11", "entry-order", Severity.ERROR, "9.11.2", "read")
def order(draft: Draft) -> Answer:
    """Finds: in a term entry an example after a note, or either of them after the source.

    Why: the order of additions is fixed: examples, then notes, then the source, so that the source closes the entry.

    Wrong: [来源：……] / 注：……

    Right: 注：…… / [来源：……]
    """
    for term in terms(draft):
        reached: Kind | None = None
        for piece in term.pieces[1:]:
            if piece.kind not in _NAMES:
                continue
            if reached is not None and _ORDER[piece.kind] < _ORDER[reached]:
                one, other = _NAMES[piece.kind], _NAMES[reached]
                yield Breach(
                    piece,
                    f"{one[0]}排在{other[0]}之后",
                    f"{one[1]} follows {other[1]}",
                    piece.text.strip()[:20],
                    "按示例、注、来源的顺序排列",
                    "order them: examples, notes, source",
                )
            else:
                reached = piece.kind


RULES: tuple[DraftRule, ...] = (no_table, order)
