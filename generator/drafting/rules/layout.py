"""LAY: pages, heads and feet, spacing and indents of the Word file (GB/T 1.1-2020, chapter 10, annex E)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.rules.word import first_text_section, mm, new_page, of_paragraph, sections_of
from generator.word import WordParagraph, WordSection, flat

_A4 = (11906, 16838)
_MILLIMETRE = 57


@draft_rule("LAY-01", "page-size", Severity.ERROR, "10.1.1", "read", needs="docx")
def page_size(draft: Draft) -> Answer:
    """Finds: a section whose page is not A4.

    Why: standards are printed on A4, 210 mm by 297 mm, within one millimetre; wide tables on A4 turned.

    Wrong: Letter, 216 mm by 279 mm

    Right: A4
    """
    for section, piece in sections_of(draft):
        size = sorted((section.width, section.height))
        if any(abs(one - other) > _MILLIMETRE for one, other in zip(size, _A4, strict=True)):
            yield Breach(
                piece,
                f"纸张为 {mm(section.width)} mm×{mm(section.height)} mm",
                f"the page is {mm(section.width)} mm by {mm(section.height)} mm",
                hint_zh="用 A4（210 mm×297 mm）",
                hint_en="use A4 (210 mm by 297 mm)",
            )


@draft_rule("LAY-02", "margins", Severity.WARNING, "annex E, figures E.1 and E.2", "memory", needs="docx")
def margins(draft: Draft) -> Answer:
    """Finds: margins other than 25 mm at the binding side, 20 mm at the outer side and 20 mm below.

    Why: annex E draws the type area; the figures were not at hand, the measures are those of common templates.

    Wrong: 31.8 mm at both sides (Word's own)

    Right: 25 mm inside, 20 mm outside, mirrored on even pages
    """
    for section, piece in sections_of(draft):
        if section.landscape:
            continue
        binding = section.left + section.gutter
        wrong = [
            f"{name} {mm(value)} mm"
            for name, value, wanted in (
                ("装订侧", binding, 1418),
                ("切口侧", section.right, 1134),
                ("下边距", section.bottom, 1134),
            )
            if abs(value - wanted) > _MILLIMETRE + 3
        ]
        if wrong:
            yield Breach(
                piece,
                f"页边距与模板不符：{'，'.join(wrong)}",
                "margins differ from those of the template",
                hint_zh="装订侧 25 mm，切口侧 20 mm，下边距 20 mm",
                hint_en="25 mm at the binding side, 20 mm outside, 20 mm below",
            )
            return


@draft_rule("LAY-03", "page-head", Severity.ERROR, "10.1.3", "read", needs="docx")
def page_head(draft: Draft) -> Answer:
    """Finds: pages from the contents on whose head lacks the document's number, or has it at the wrong side.

    Why: the number stands at the right of odd pages and at the left of even ones.

    Wrong: one head for all pages, the number in the middle

    Right: different odd and even heads, T/XXX 001—2026 at the right and at the left
    """
    if draft.word is None:
        return
    text = first_text_section(draft)
    if text is None:
        yield CannotTell("找不到正文", "the first page of text was not found")
        return
    section, piece = text
    heads = _inherited(draft.word.sections, section, "headers")
    if not draft.word.even_and_odd:  # which side the number stands at is moot before
        yield _head(piece, "没有设奇偶页不同的页眉", "odd and even pages have the same head")
        return
    for kind, side, said in (("default", ("right", "end"), "右侧"), ("even", ("left", "start", "both"), "左侧")):
        paragraphs = heads.get(kind, ())
        numbered = [one for one in paragraphs if STANDARD.search(one.text) or "XXXX" in one.text]
        if not numbered:
            page = "单数页" if kind == "default" else "双数页"
            yield _head(piece, f"{page}的页眉没有文件编号", f"the head of {kind} pages lacks the document's number")
        elif numbered[0].alignment not in side and "\t" not in numbered[0].text:
            yield _head(piece, f"页眉的文件编号应在{said}", "the number stands at the wrong side of the head")


def _head(piece: Piece | None, zh: str, en: str) -> Breach:
    return Breach(
        piece,
        zh,
        en,
        hint_zh="单数页页眉右侧、双数页页眉左侧写文件编号（五号黑体）",
        hint_en="the number at the right of odd and at the left of even pages",
    )


def _inherited(
    sections: tuple[WordSection, ...], section: WordSection, name: str
) -> dict[str, tuple[WordParagraph, ...]]:
    """Return the heads or feet of a section by kind; what it does not say it has from the section before."""
    found: dict[str, tuple[WordParagraph, ...]] = {}
    for one in sections:
        for kind, furniture in getattr(one, name).items():
            found[kind] = tuple(block for block in furniture.blocks if isinstance(block, WordParagraph))
        if one.number == section.number:
            break
    return found


@draft_rule("LAY-04", "page-numbers", Severity.ERROR, "10.1.3", "read", needs="docx")
def page_numbers(draft: Draft) -> Answer:
    """Finds: front matter not counted in capital Roman numerals, a text not counted from 1, a foot without number.

    Why: contents, foreword and introduction have pages Ⅰ, Ⅱ …; the text begins at 1.

    Wrong: one count for all pages

    Right: upper Roman before the text, decimal from 1 in it
    """
    text = first_text_section(draft)
    if draft.word is None or text is None:
        yield CannotTell("找不到正文", "the first page of text was not found")
        return
    section, piece = text
    if section.page_format not in ("decimal", "") or section.page_start != 1:
        yield _pages(piece, "正文的页码应从1开始用阿拉伯数字", "the text is not numbered from 1 in Arabic numerals")
    feet = _inherited(draft.word.sections, section, "footers").get("default", ())
    if not any(field.kind == "PAGE" for paragraph in feet for field in paragraph.fields):
        yield _pages(piece, "页脚没有页码", "the foot has no page number")
    front = [p for p in draft.pieces if p.kind is Kind.TITLE and p.part in (Part.CONTENTS, Part.FOREWORD)]
    for title in front[:1]:
        paragraph = of_paragraph(draft, title)
        before = draft.word.sections[paragraph.section - 1] if paragraph is not None else None
        if before is not None and (before.page_format != "upperRoman" or before.number == section.number):
            yield _pages(
                title,
                "正文前各页应用大写罗马数字编页码",
                "pages before the text lack Roman numbers",
            )


def _pages(piece: Piece | None, zh: str, en: str) -> Breach:
    return Breach(
        piece,
        zh,
        en,
        hint_zh="在正文首页前分节：之前的页码用Ⅰ、Ⅱ，正文从1起",
        hint_en="Ⅰ, Ⅱ before the text, 1 from its first page",
    )


@draft_rule("LAY-05", "first-text-page", Severity.ERROR, "10.1.4", "read", needs="docx")
def first_page(draft: Draft) -> Answer:
    """Finds: a text whose first page need not be an odd one, or does not have the document's name on top.

    Why: the first page of text is a right-hand page, the name stands above chapter 1.

    Wrong: 1 范围 right after the introduction, on its page

    Right: a section that begins on an odd page, the name, then 1 范围
    """
    text = first_text_section(draft)
    if text is None:
        yield CannotTell("找不到正文", "the first page of text was not found")
        return
    section, piece = text
    if section.type != "oddPage":
        yield Breach(
            piece,
            "正文首页应从单数页起",
            "the text need not begin on an odd page",
            hint_zh="正文用“奇数页”分节符",
            hint_en="begin it with a section break to an odd page",
        )
    if not any(one.kind is Kind.NAME and one.part is not Part.COVER for one in draft.pieces):
        scope = draft.section(Part.SCOPE)
        before = [p for p in draft.pieces if scope and scope.head and p.index == scope.head.index - 1]
        if not before or before[0].kind is not Kind.NAME:
            yield Breach(
                piece,
                "正文首页没有文件名称",
                "the name is missing on the first page of text",
                hint_zh="在“1 范围”之前写文件名称（三号黑体，居中）",
                hint_en="write the name above 1 范围",
            )


@draft_rule("LAY-06", "end-line", Severity.ERROR, "10.1.5", "read", needs="docx")
def end_line(draft: Draft) -> Answer:
    """Finds: a document that ends with text and no line below it.

    Why: a thick line, centred, a quarter of the type's width, shows on the last page that nothing is missing.

    Wrong: the last entry of the bibliography as the last thing of the file

    Right: a line below it
    """
    if draft.word is None or not draft.pieces:
        return
    body = [piece for piece in draft.pieces if piece.kind is not Kind.FOOTNOTE]
    last = draft.word.paragraphs[max(piece.paragraph for piece in body) - 1]
    notes = {paragraph.number for note in draft.word.footnotes for paragraph in flat(note.blocks)}
    after = [one for one in draft.word.paragraphs if one.number > last.number and not one.cell]
    after = [one for one in after if one.number not in notes]
    if last.objects or any(one.objects for one in after) or re.fullmatch(r"[_—─━\s]+", last.text):
        return
    if any("终结线" in one.style_name for one in after):
        return
    if after:
        yield CannotTell("末尾的空段落可能带有边框线", "the empty paragraph at the end may carry a border")
        return
    yield Breach(
        body[-1],
        "没有终结线",
        "the end line is missing",
        hint_zh="在最后内容之下居中画一条粗实线，长度为版面宽度的四分之一",
        hint_en="draw a thick line below the last content, a quarter of the type's width",
    )


@draft_rule("LAY-07", "new-page", Severity.ERROR, "10.3.2 to 10.3.6, 10.4.1", "read", needs="docx")
def own_page(draft: Draft) -> Answer:
    """Finds: a foreword, introduction, bibliography or index that does not begin a new page.

    Why: each of these elements begins on a page of its own (annexes: ANX-06).

    Wrong: 参考文献 right below annex B

    Right: a page break before the title
    """
    for piece in draft.of(Kind.TITLE):
        if piece.part is not Part.CONTENTS and new_page(draft, piece) is False:
            yield Breach(
                piece,
                f"“{piece.text.strip()}”没有另起一页",
                f"{piece.text.strip()} does not begin a new page",
                piece.text.strip(),
                "段前分页",
                "break the page before it",
            )


@draft_rule("LAY-08", "spacing-and-indents", Severity.ERROR, "10.2.1", "read", needs="docx")
def spacing(draft: Draft) -> Answer:
    """Finds: titles without their space above and below, paragraphs not indented by two characters; once a style.

    Why: levels show by their spacing; all numbers stand flush left, paragraphs begin two characters in.

    Wrong: a body text without first-line indent

    Right: 1 line around chapters, 0.5 around clauses, 2 characters of indent
    """
    seen: set[tuple[Kind, str]] = set()
    for piece in draft.within(Part.SCOPE, Part.REFERENCES, Part.TERMS, Part.SYMBOLS, Part.BODY):
        paragraph = of_paragraph(draft, piece)
        if paragraph is None or (piece.kind, paragraph.style) in seen or piece.cell is not None:
            continue
        wrong = _misplaced(piece, paragraph)
        if wrong:
            seen.add((piece.kind, paragraph.style))
            zh, en, hint_zh, hint_en = wrong
            yield Breach(piece, zh, en, hint_zh=hint_zh, hint_en=hint_en)


def _misplaced(piece: Piece, paragraph: WordParagraph) -> tuple[str, str, str, str] | None:
    space, indent = paragraph.spacing, paragraph.indents
    if piece.kind is Kind.CHAPTER and not (_lines(space.before_lines, space.before, 100) and _after(paragraph, 100)):
        return "章标题段前段后应各空一行", "a chapter's title lacks its line above and below", "段前段后 1 行", "1 line"
    if piece.kind is Kind.HEADING and not (_lines(space.before_lines, space.before, 50) and _after(paragraph, 50)):
        return (
            "条标题段前段后应各空半行",
            "a clause's title lacks its half lines",
            "段前段后 0.5 行",
            "0.5 line",
        )
    if piece.kind is Kind.PARAGRAPH and paragraph.alignment != "center":
        chars = indent.first_chars or round(indent.first / 2.1)
        if not 170 <= chars <= 230:
            return (
                "段落首行应缩进两个汉字",
                "a paragraph is not indented by two characters",
                "首行缩进 2 字符",
                "2 characters",
            )
    return None


def _lines(lines: int, twips: int, wanted: int) -> bool:
    """Whether a space is about ``wanted`` hundredths of a line, said in lines or in twips (a line is some 312)."""
    if lines:
        return abs(lines - wanted) <= 10
    return abs(twips - wanted * 3.12) <= wanted * 0.9


def _after(paragraph: WordParagraph, wanted: int) -> bool:
    return _lines(paragraph.spacing.after_lines, paragraph.spacing.after, wanted)


@draft_rule("LAY-09", "list-indents", Severity.ERROR, "10.2.2", "read", needs="docx")
def list_indents(draft: Draft) -> Answer:
    """Finds: list items whose mark and text do not stand where their level wants them; once a style and level.

    Why: marks of one level stand below each other, and turned lines stand below the text.

    Wrong: items flush left

    Right: mark after 2 characters, text after 4
    """
    seen: set[tuple[str, int]] = set()
    for piece in draft.of(Kind.ITEM):
        paragraph = of_paragraph(draft, piece)
        if paragraph is None or piece.cell is not None or (paragraph.style, piece.level) in seen:
            continue
        seen.add((paragraph.style, piece.level))
        indent = paragraph.indents
        left = indent.left_chars * 2.1 or indent.left
        first = indent.first_chars * 2.1 or indent.first
        mark, text = (420, 840) if piece.level <= 1 else (840, 1260)
        if abs(left + first - mark) > 60 or (abs(left - text) > 60 and first != 0):
            yield Breach(
                piece,
                f"第{'一' if piece.level <= 1 else '二'}层列项的缩进不对",
                f"items of level {piece.level} have the wrong indent",
                hint_zh="第一层符号前空 2 字、文字从第 5 字起；第二层空 4 字、从第 7 字起",
                hint_en="mark after 2 characters and text from the 5th; second level 4 and 7",
            )


@draft_rule("LAY-10", "caption-place", Severity.WARNING, "10.4.2.1", "read", needs="docx")
def captions(draft: Draft) -> Answer:
    """Finds: a caption that is not centred; a table's caption below it, a figure's above it.

    Why: tables are named above, figures below, both in the middle.

    Wrong: 表1 below its table

    Right: 表1　标题 above it, centred
    """
    for piece in draft.of(Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION):
        paragraph = of_paragraph(draft, piece)
        if paragraph is not None and paragraph.alignment != "center":
            yield _caption(piece, "没有居中", "is not centred")
        before = draft.pieces[piece.index - 1] if piece.index else None
        after = draft.pieces[piece.index + 1] if piece.index + 1 < len(draft.pieces) else None
        below = before is not None and before.kind is Kind.CELL and (after is None or after.kind is not Kind.CELL)
        if piece.kind is Kind.TABLE_CAPTION and below and after is not None and after.kind is not Kind.UNIT:
            yield _caption(piece, "应在表的上方", "stands below its table")


def _caption(piece: Piece, zh: str, en: str) -> Breach:
    return Breach(
        piece,
        f"{piece.label}的标题{zh}",
        f"the caption of {piece.label} {en}",
        hint_zh="表题在表上方居中，图题在图下方居中",
        hint_en="tables above, figures below, centred",
    )


@draft_rule("LAY-11", "note-indents", Severity.ERROR, "10.4.4", "read", needs="docx")
def notes(draft: Draft) -> Answer:
    """Finds: a note of the text that is not indented by two characters. One finding a style.

    Why: notes begin two characters in, their turned lines stand below their text.

    Wrong: 注： flush left

    Right: 注： after two characters
    """
    seen: set[str] = set()
    for piece in draft.of(Kind.NOTE):
        paragraph = of_paragraph(draft, piece)
        if paragraph is None or piece.cell is not None or paragraph.style in seen:
            continue
        seen.add(paragraph.style)
        indent = paragraph.indents
        start = (indent.left_chars + indent.first_chars) * 2.1 or indent.left + indent.first
        if not 340 <= start <= 480:
            yield Breach(
                piece,
                "注应缩进两个汉字",
                "a note is not indented by two characters",
                hint_zh="左侧空两个汉字",
                hint_en="two characters in",
            )


RULES: tuple[DraftRule, ...] = (
    page_size,
    margins,
    page_head,
    page_numbers,
    first_page,
    end_line,
    own_page,
    spacing,
    list_indents,
    captions,
    notes,
)
