"""FWD-01 to FWD-03, FWD-06: what the foreword states, in what order and words (GB/T 1.1-2020, 8.3 and D.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.fixed import BASIS, PATENTS, squeezed
from generator.drafting.fixes import Insert, Order, ordered
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.order import in_order
from generator.drafting.patents import known_patents
from generator.drafting.rules import proposers
from generator.drafting.rules.front import absent, foreword
from generator.drafting.statements import State, Statement, statements

_BASIS = squeezed(BASIS)
#: Drafts of one type name the standard on that type as well.
_ALSO = re.compile(
    re.escape(_BASIS.removesuffix("的规定起草。"))
    + r"(?:(?:[、和与及,]|以及)[^。,;]*《[^》]*》)+的(?:规定|要求|规则)起草。"
)
_BARE_BASIS = re.compile(r"^本文件?(?:是)?(?:按照|按|依据|根据|遵照|参照)[^,;]*(?:起草|编写|编制|制定)。?$")
_DRAWN = frozenset({Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION, Kind.FORMULA, Kind.FIGURE_TEXT})


@draft_rule("FWD-01", "drafting-basis", Severity.ERROR, "8.3 a)", "read2")
def basis(draft: Draft) -> Answer:
    """Finds: a foreword whose sentence on the drafting basis differs from the fixed one, or that has none.

    Left alone: blanks, full or half width and the kind of dash (they have rules of their own), 本标准 (CIT-01), and
    the standard on documents of this type named behind GB/T 1.1.

    Why: the sentence says which edition of the rules the document keeps; that of 2009 is replaced.

    Wrong: 本文件按照GB/T 1.1—2009给出的规则起草。

    Right: 本文件按照GB/T 1.1—2020《标准化工作导则　第1部分：标准化文件的结构和起草规则》的规定起草。
    """
    section = foreword(draft)
    if section is None:
        return
    told = [one for one in statements(draft) if one.state is State.BASIS]
    if not told:
        lacks = absent(
            section, "前言没有写明起草依据", "the foreword does not say by which rules it was drafted", BASIS
        )
        yield replace(lacks, fix=Insert(BASIS) if section.head is not None else None)
        return
    for one in told:
        if one.words == _BASIS or _ALSO.fullmatch(one.words):
            continue
        others = [found for found in STANDARD.finditer(one.words) if found["number"] != "1.1"]
        sole = bool(_BARE_BASIS.match(one.words)) and not others
        yield _instead(
            one, one, "起草依据的表述与规定不同", "the drafting basis is not in the fixed words", BASIS, sole
        )


def _instead(first: Statement, last: Statement, zh: str, en: str, right: str, sole: bool = True) -> Breach:
    """Return a breach of the words from one statement to another of a piece, with what has to stand there."""
    text = first.piece.text
    start, end = first.sentence.start, last.sentence.start + len(last.sentence.text)
    fragment = text[start:end].strip()
    return Breach(
        first.piece,
        zh,
        en,
        fragment,
        f"写作：{right}",
        f"write: {right}",
        start=text.index(fragment, start),
        fix=right if sole else None,
    )


@draft_rule("FWD-02", "order-of-statements", Severity.ERROR, "8.3", "read2")
def order(draft: Draft) -> Answer:
    """Finds: statements of the foreword out of their order.

    Why: a) basis, b) other parts, c) documents replaced, d) international document, e) patents, f) who proposes and who
    is in charge, g) bodies and drafters, h) earlier editions: readers look for each in its place.

    Wrong: 本文件由…归口。 before 请注意本文件的某些内容可能涉及专利。…

    Right: 请注意本文件的某些内容可能涉及专利。… before 本文件由…归口。
    """
    groups = [list(group) for _, group in groupby(statements(draft), key=lambda one: one.state)]
    firsts = [group[0] for group in groups]
    kept = in_order([one.state.place for one in firsts])
    for place, one in enumerate(firsts):
        if place in kept:
            continue
        early = next((firsts[at] for at in kept if at > place and firsts[at].state.place < one.state.place), None)
        late = next((firsts[at] for at in kept if at < place and firsts[at].state.place > one.state.place), None)
        other = early or late
        if other is None:
            continue
        zh, en = ("之前", "before") if early else ("之后", "after")
        yield Breach(
            one.piece,
            f"“{one.state.zh}”位于“{other.state.zh}”{zh}",
            f"{one.state.en} stands {en} {other.state.en}",
            one.sentence.text.strip(),
            "前言依次为：起草依据、与其他文件的关系、代替文件、与国际文件的关系、专利、提出和归口、起草单位和主要起草人、历次版本",
            "the order is basis, other parts, replaced documents, international document, patents, proposer and"
            " committee, bodies and drafters, earlier editions",
            start=one.sentence.start + len(one.sentence.text) - len(one.sentence.text.lstrip()),
            related=(other.piece,),
            fix=_arranged(draft),
        )


def _arranged(draft: Draft) -> Order | None:
    """Return the order of the paragraphs; ``None`` where one holds two statements or others stand between."""
    found: dict[int, list[Statement]] = {}
    for one in statements(draft):
        found.setdefault(one.piece.index, []).append(one)
    if any(len({one.state for one in several}) > 1 for several in found.values()):
        return None
    firsts = sorted((several[0] for several in found.values()), key=lambda one: one.state.place)
    return ordered([one.piece for one in firsts])


def _patents_in_place(draft: Draft) -> Insert | None:
    """Return the fix that puts the sentences on patents before the first statement that follows them (8.3)."""
    told = statements(draft)
    later = next((one.piece for one in told if one.state.place > State.PATENTS.place), None)
    if any(one.piece is later and one.state.place < State.PATENTS.place for one in told):
        return None  # what comes before and what comes after share a paragraph
    tidy = [one.state.place for one in told] == sorted(one.state.place for one in told)
    return Insert(PATENTS, after=False, like=later, beside=later) if tidy and later is not None else None


@draft_rule("FWD-03", "patents-unknown", Severity.ERROR, "8.3 e), D.2", "read")
def patents(draft: Draft) -> Answer:
    """Finds: the foreword's sentences on patents in other words, or none where the text names no patent either.

    Left alone: drafts whose introduction speaks of known patents (PAT-01).

    Why: the two sentences limit what the publisher answers for; whoever changes a word changes that.

    Wrong: 本文件的发布机构不承担识别这些专利的责任。

    Right: 请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。
    """
    section = foreword(draft)
    if section is None:
        return
    told = [one for one in statements(draft) if one.state is State.PATENTS]
    words = "".join(one.words for one in told)
    if not told:
        if len(statements(draft)) > 1 and not known_patents(draft):
            lacks = absent(section, "前言没有有关专利的说明", "the foreword does not speak of patents", PATENTS)
            yield replace(lacks, fix=_patents_in_place(draft))
        return
    if words == squeezed(PATENTS) or "声明符合本文件" in words:
        return
    first = next((one for one in told if one.words not in squeezed(PATENTS)), told[0])
    run = [one for one in told if one.piece is first.piece]
    zh, en = "有关专利的说明与规定不同", "the sentences on patents are not the fixed ones"
    if len(run) == len(told):
        yield _instead(run[0], run[-1], zh, en, PATENTS)
    else:
        yield _instead(first, first, zh, en, PATENTS, sole=False)


@draft_rule("FWD-06", "drawn-in-the-foreword", Severity.ERROR, "8.3", "read")
def drawn(draft: Draft) -> Answer:
    """Finds: a figure, a table or a formula in the foreword. One with a title is found at its title.

    Why: the foreword tells where the document comes from; what needs a table stands in the text or an annex.

    Wrong: 前言 … 表1　与上一版本的主要差异

    Right: the changes as a list: ——更改了…（见4.2，2015年版的4.1）；
    """
    shown: set[object] = set()
    for piece in draft.within(Part.FOREWORD):
        table = piece.cell.table if piece.cell is not None else None
        if piece.kind not in _DRAWN and table is None:
            continue
        before = draft.pieces[piece.index - 1] if piece.index else piece
        if table in shown or (piece.kind is not Kind.TABLE_CAPTION and before.kind in _DRAWN and table is None):
            continue
        if table is not None:
            shown.add(table)
            if _titled(draft, piece):
                continue
        yield from _drawn(piece)


def _titled(draft: Draft, cell: Piece) -> bool:
    return any(one.kind is Kind.TABLE_CAPTION for one in draft.pieces[max(cell.index - 2, 0) : cell.index])


def _drawn(piece: Piece) -> Iterator[Breach]:
    words = {
        Kind.FORMULA: ("公式", "a formula"),
        Kind.FIGURE_CAPTION: ("图", "a figure"),
        Kind.FIGURE_TEXT: ("图", "a figure"),
    }
    zh, en = words.get(piece.kind, ("表", "a table"))
    yield Breach(
        piece,
        f"前言中有{zh}",
        f"the foreword holds {en}",
        piece.text.strip()[:20],
        "移入正文或附录，前言中用文字或列项说明",
        "move it into the text or an annex; the foreword says it in words",
    )


RULES: tuple[DraftRule, ...] = (basis, order, patents, *proposers.RULES, drawn)
