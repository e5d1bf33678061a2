"""FIG: figures, their numbers, titles and mentions (GB/T 1.1-2020, 9.7)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Piece
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.rules.numbered import (
    counted,
    joined,
    literally,
    mentions,
    number_of,
    pointed_at,
    unmentioned,
    untitled,
)


def _captions(draft: Draft) -> list[Piece]:
    return list(draft.of(Kind.FIGURE_CAPTION))


@draft_rule("FIG-01", "figure-number", Severity.ERROR, "9.7.2.1", "read")
def figure_number(draft: Draft) -> Answer:
    """Finds: a figure whose number breaks the sequence 图1, 图2 …, or has the form 图1-1, 图2.3.

    Left alone: numbers in annexes (NUM-08).

    Why: figures are numbered through the whole document from the introduction on, also a single one, and anew in each
    annex.

    Wrong: 图1、图3；图5-1

    Right: 图1、图2；附录A中为图A.1
    """
    yield from counted(_captions(draft), "图", "figure's", annexes=draft.numbers_lost)
    yield from joined(_captions(draft), "图", "figure")


@draft_rule("FIG-02", "figure-title", Severity.ERROR, "9.7.2.2", "read")
def figure_title(draft: Draft) -> Answer:
    """Finds: figures of which some have a title and others none; a figure without a title.

    Why: all figures of a document have titles or none has; having one is recommended.

    Wrong: 图1　数据流程 beside 图2

    Right: 图1　数据流程 beside 图2　职责分工
    """
    yield from untitled(_captions(draft), "图")


@draft_rule("FIG-03", "figure-mentioned", Severity.ERROR, "9.7.1.2", "read")
def figure_mentioned(draft: Draft) -> Answer:
    """Finds: a figure that the text never mentions by its number.

    Why: the sentence that mentions a figure says what it is for: a requirement (应符合图3) or information (见图3).

    Wrong: a figure 图2 that no sentence names

    Right: 数据流程见图2。
    """
    named = mentions(draft, "图")
    for piece in _captions(draft):
        number = number_of(piece)
        if not number or number in named or pointed_at(draft, piece) or ("-" in number and literally(draft, piece)):
            continue
        yield unmentioned(piece, f"在文中写“见{piece.label}”", f"mention it: 见{piece.label}")


@draft_rule("FIG-04", "unit-of-a-figure", Severity.ERROR, "9.7.4.1, 9.7.4.2", "read", needs="docx")
def figure_unit(draft: Draft) -> Answer:
    """Finds: a unit statement of a figure that does not stand at its upper right.

    Why: one unit for all quantities of a figure stands as 单位为… above it at the right, once.

    Wrong: 单位：mm below the figure, at the left

    Right: 单位为毫米 above the figure, at the right
    """
    if draft.word is None:
        return
    by_number = {paragraph.number: paragraph for paragraph in draft.word.paragraphs}
    for caption in _captions(draft):
        for piece in draft.pieces[max(caption.index - 3, 0) : caption.index + 2]:
            paragraph = by_number.get(piece.paragraph)
            if piece.kind is not Kind.UNIT or paragraph is None:
                continue
            if piece.index > caption.index or paragraph.alignment not in ("right", "end"):
                yield Breach(
                    piece,
                    "图的单位陈述应在图的右上方",
                    "the unit of a figure stands above it at the right",
                    piece.text.strip(),
                    "移到图的右上方",
                    "move it to the upper right",
                )


@draft_rule("FIG-05", "sub-figures", Severity.ERROR, "9.7.6.2", "read")
def sub_figures(draft: Draft) -> Answer:
    """Finds: a sub-figure with another mark than a), b), or sub-figures of sub-figures.

    Why: sub-figures have one level only, marked a), b), c).

    Wrong: 图1-1, 图2a, 图1(1)

    Right: a) 总体布置 below the figure 图1
    """
    captions = _captions(draft)
    if not captions:
        yield CannotTell("没有图", "there are no figures")
    for piece in captions:
        found = re.search(r"\d+(?P<sub>[a-z]|[（(][a-z\d][)）])$", piece.label.strip()) or re.match(
            r"^(?P<sub>[（(][a-z\d][)）])", piece.text.strip()
        )
        if found:
            yield Breach(
                piece,
                f"分图的编号“{piece.label}{found['sub'] if found['sub'] not in piece.label else ''}”形式不对",
                "a sub-figure is marked a), b) below its figure",
                found["sub"] if found["sub"] in piece.text else "",
                "分图编为 a)、b)，只有一级",
                "mark sub-figures a), b), one level only",
            )


RULES: tuple[DraftRule, ...] = (figure_number, figure_title, figure_mentioned, figure_unit, sub_figures)
