"""NOT, EXA: notes and examples, their labels, numbers and places (GB/T 1.1-2020, 9.10 and 9.11)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.views import tables

_TERM_HEADS = (Kind.TERM, Kind.TERM_NUMBER)
_PARTS = frozenset({Part.INTRODUCTION, Part.SCOPE, Part.TERMS, Part.SYMBOLS, Part.BODY, Part.ANNEX})
_NUMBER = re.compile(r"\d+")
#: Labels that are none: 备注：, 附注：, 注1., 举例：, 例1：
_NOTE_LIKE = re.compile(
    r"^\s*(?P<label>备注|附注|注释|注解)\s?\d*[：:]|^\s*(?P<open>注\s?\d{1,2})[.．、\s\u3000](?=\s*[\u3400-\u9fff])"
)
_EXAMPLE_LIKE = re.compile(
    r"^\s*(?P<label>举例|例子|范例|实例|例如|例|比如|譬如)\s?\d*[：:]|^\s*(?P<open>示例\s?\d{1,2})[.．、\s\u3000](?=\s*[\u3400-\u9fff])"
)


def runs(draft: Draft, kind: Kind) -> Iterator[list[Piece]]:
    """Yield the remarks of a kind that are numbered together: of a clause's own text, of a term entry.

    The notes of tables and figures are numbered by themselves.
    """
    outside = {note.index for table in tables(draft) for note in table.notes}
    for section in draft.walk():
        if section.part not in _PARTS:
            continue
        run: list[Piece] = []
        for place, piece in enumerate(section.pieces):
            if piece.kind in _TERM_HEADS:
                yield run
                run = []
            elif piece.kind is kind and piece.index not in outside and _opens(section.pieces, place):
                run.append(piece)
        yield run


def _opens(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a remark of the text begins: no note of a figure, no further paragraph of the remark before it."""
    goes_on = not pieces[place].label and place > 0 and pieces[place - 1].kind is pieces[place].kind
    return not goes_on and not _of_figure(pieces, place)


def _of_figure(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a remark stands right above the title of a figure, other remarks between them at most."""
    for piece in pieces[place + 1 :]:
        if piece.kind is Kind.FIGURE_CAPTION:
            return True
        if piece.kind not in (Kind.NOTE, Kind.FOOTNOTE):
            return False
    return False


def figure_notes(draft: Draft) -> Iterator[list[Piece]]:
    """Yield the notes above the title of each figure."""
    for section in draft.walk():
        run: list[Piece] = []
        for place, piece in enumerate(section.pieces):
            if piece.kind is Kind.NOTE and _of_figure(section.pieces, place):
                run.append(piece)
            elif run:
                yield run
                run = []


def numbered_wrongly(run: Sequence[Piece], word: str) -> list[tuple[Piece, str]]:
    """Return the remarks of a run whose label is not 注： (one) or 注1：, 注2： … (several), with the right one."""
    found = []
    for place, piece in enumerate(run, 1):
        right = f"{word}{place}：" if len(run) > 1 else f"{word}："
        number = _NUMBER.search(piece.label)
        if (int(number[0]) if number else 0) != (place if len(run) > 1 else 0) or not piece.label.startswith(word):
            found.append((piece, right))
    return found


def _label(piece: Piece, right: str, zh: str, en: str) -> Breach:
    shown = piece.label or piece.text[:6]
    return Breach(
        piece,
        f"{zh}编号“{shown}”不符合规定，应为“{right}”",
        f"the label {shown} of the {en} is wrong: {right}",
        hint_zh=f"改为“{right}”；一个时不编号，多个时从1连续编号，每章、条、条目重新开始",
        hint_en=f"write {right}; a single one has no number, several count from 1 in each chapter, clause or entry",
    )


def _unlike(draft: Draft, pattern: re.Pattern[str], right: str, en: str) -> Iterator[Breach]:
    for piece in draft.of(Kind.PARAGRAPH):
        if piece.part in _PARTS and (found := pattern.match(piece.text)):
            label = found["label"] or found["open"]
            yield Breach(
                piece,
                f"“{label}”不是规定的标示，用“{right}：”",
                f"{label} is no label of a {en}",
                label,
                f"改为“{right}：”或“{right}1：”",
                f"write {right}： or {right}1：",
                start=found.start("label" if found["label"] else "open"),
            )


@draft_rule("NOT-01", "labels-of-notes", Severity.ERROR, "9.11.2", "read", needs="numbers")
def note_labels(draft: Draft) -> Answer:
    """Finds: notes of a clause, entry, figure or table not labelled 注： (one) or 注1：, 注2： (several); 备注：, 注1.

    Left alone: a note of each of two clauses or entries, each 注：; a table's note beside one of the text.

    Why: notes are referred to by their number in their clause.

    Wrong: 注：…… 注：…… in one clause

    Right: 注1：…… 注2：……
    """
    table_runs = [[n for n in table.notes if n.kind is Kind.NOTE] for table in tables(draft)]
    after = {run[0].index: run for run in table_runs if run}
    for run in runs(draft, Kind.NOTE):
        whole = _with_tables(run, after.values())
        if whole and not numbered_wrongly(whole, "注"):
            for done in [key for key, value in after.items() if value[0] in whole]:
                del after[done]
            continue
        for piece, right in numbered_wrongly(run, "注"):
            yield _label(piece, right, "注的", "note")
    for run in (*after.values(), *figure_notes(draft)):
        for piece, right in numbered_wrongly(run, "注"):
            yield _label(piece, right, "注的", "note")
    yield from _unlike(draft, _NOTE_LIKE, "注", "note")


def _with_tables(run: list[Piece], tables_of: Iterable[list[Piece]]) -> list[Piece]:
    """Return a run with the notes below tables of the same clause: they may be notes of the text."""
    if not run:
        return []
    more = [note for notes in tables_of if notes[0].where == run[0].where for note in notes]
    return sorted((*run, *more), key=lambda piece: piece.index)


@draft_rule("NOT-02", "places-of-notes", Severity.ERROR, "9.11.1", "read")
def note_places(draft: Draft) -> Answer:
    """Finds: a note right below a title, a figure's below its title, a table's above the table or below its footnotes.

    Why: a note stands below the paragraph that it explains, a figure's above the figure's title, a table's at the
    table's foot above its footnotes.

    Wrong: 图1 流程, then 注：虚线表示可选步骤。

    Right: 注：虚线表示可选步骤。, then 图1 流程
    """
    footed = {
        note.index
        for table in tables(draft)
        for before, note in pairwise(table.notes)
        if before.kind is Kind.FOOTNOTE and note.kind is Kind.NOTE
    }
    for before, piece in pairwise(draft.pieces):
        if piece.kind is not Kind.NOTE or piece.part not in _PARTS:
            continue
        after = draft.pieces[piece.index + 1] if piece.index + 1 < len(draft.pieces) else None
        if before.kind in (Kind.CHAPTER, Kind.HEADING):
            yield _place(
                piece,
                "注紧接在标题之下，前面没有所注的条文",
                "a note stands right below a title",
                "注写在所注条文之下",
                "below its text",
            )
        elif before.kind is Kind.FIGURE_CAPTION:
            yield _place(
                piece, "图注在图题之下", "a figure's note stands below its title", "移到图题之上", "above the title"
            )
        elif before.kind in (Kind.TABLE_CAPTION, Kind.UNIT) and after is not None and after.kind is Kind.CELL:
            yield _place(
                piece, "表注在表格之上", "a table's note stands above the table", "移到表格底部", "at the table's foot"
            )
        elif piece.index in footed or _below_footnote(draft, before):
            yield _place(
                piece, "表注在表脚注之下", "a table's note stands below its footnotes", "移到表脚注之上", "above them"
            )


_LETTERED = re.compile(r"^\s*\^?[a-z]\^?[ \t\u3000]+(?=[\u3400-\u9fff])")


def _below_footnote(draft: Draft, before: Piece) -> bool:
    """Whether a paragraph is a footnote of a table, which a text export gives below the table."""
    while before.index and before.kind is Kind.PARAGRAPH and _LETTERED.match(before.text):
        before = draft.pieces[before.index - 1]
        if before.kind is Kind.CELL:
            return True
    return False


def _place(piece: Piece, zh: str, en: str, hint_zh: str, hint_en: str) -> Breach:
    return Breach(piece, zh, en, "", hint_zh, f"put it {hint_en}")


@draft_rule("EXA-01", "labels-of-examples", Severity.ERROR, "9.10.2", "read", needs="numbers")
def example_labels(draft: Draft) -> Answer:
    """Finds: examples of a clause or entry not labelled 示例： (one) or 示例1：, 示例2： (several); 例：, 举例：.

    Left alone: an example of each of two clauses or entries, each 示例：; sentences with 例如.

    Why: examples are referred to by their number in their clause.

    Wrong: 示例1：…… as the only example of a clause

    Right: 示例：……
    """
    for run in runs(draft, Kind.EXAMPLE):
        for piece, right in numbered_wrongly(run, "示例"):
            yield _label(piece, right, "示例的", "example")
    yield from _unlike(draft, _EXAMPLE_LIKE, "示例", "example")


_LABEL_ALONE = re.compile(r"^示例\d{0,2}$")
_EXAMPLE_TITLE = re.compile(r"^(?:示例|举例|实例|范例)\d{0,2}$|(?:示例|举例)\d{0,2}$")


@draft_rule("EXA-02", "example-as-a-clause", Severity.WARNING, "9.10.3", "read")
def example_clause(draft: Draft) -> Answer:
    """Finds: a chapter or clause of the text with the title 示例 or …示例.

    Left alone: annexes and their clauses, titles that only contain the word (示例数据的编制).

    Why: an example belongs to a clause and is none itself; long ones go into an informative annex called …示例.

    Wrong: 6.3 计算示例

    Right: 附录B （资料性） 计算示例
    """
    for section in draft.walk():
        head = section.head
        if head is None or section.part is not Part.BODY or not _titled(section):
            continue
        if draft.numbers_lost and _LABEL_ALONE.match(plain(section.title)):
            continue  # the label of an example, numbered by Word, of which the export left a line
        if section.pieces and section.pieces[0].kind is Kind.CELL:
            continue  # the title of a table whose number the export dropped
        if _EXAMPLE_TITLE.search(plain(section.title)):
            yield Breach(
                head,
                "示例单独设为章或条",
                "an example is a chapter or clause of its own",
                section.title,
                "写在相应的条之内，较长的移入资料性附录",
                "write it in its clause, or move it into an informative annex",
            )


def _titled(section: Section) -> bool:
    return section.titled and section.head is not None and section.head.kind in (Kind.CHAPTER, Kind.HEADING)


RULES: tuple[DraftRule, ...] = (note_labels, note_places, example_labels, example_clause)
