"""CVR and TOC: cover and contents (GB/T 1.1-2020, 8.1, 8.2, 10.3.1, 10.3.2); what Word's own numbering should do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.citing import CODE
from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.fixed import PATENTS_ASKED
from generator.drafting.fixes import Insert
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.rules.word import new_page

_STAGE = re.compile(r"征求意见稿|送审稿|报批稿|工作组讨论稿|讨论稿|草案")
_OWN_NUMBER = re.compile(
    rf"^(?P<code>{CODE})(?P<gap>[ \u00a0\u2002-\u200a\u3000]*)(?P<number>[\dX×]+(?:\.\d+)?)"
    r"(?P<dash>\s?[-‐–—－─]\s?)(?P<year>\d{4}|[X×]{2,4})$"
)
_DATE = r"(?:\d{4}|[X×]{4})\s?[-—.年]\s?(?:\d{1,2}|[X×]{2})\s?[-—.月]\s?(?:\d{1,2}|[X×]{2})\s?日?"
_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ICS", re.compile(r"ICS\s?\d{2}")),
    ("CCS", re.compile(r"CCS\s?[A-Z]")),
    ("发布日期", re.compile(rf"{_DATE}\s*发布")),
    ("实施日期", re.compile(r"实施")),
    ("发布机构", re.compile(r"发\s?布")),
)
_JOINT = re.compile(r"(?<=[\u3400-\u9fff])(?<!部分)(?:[ \u00a0]+|[\u3000 ]{2,}|\s?[-–—:：]\s?)(?=[\u3400-\u9fffⅠ-Ⅻ第])")
_HEAD = re.compile(
    r"^(?P<label>附录\s?[A-Z]|(?:\d+|[A-Z])(?:\.\d+)*)?[\s\u3000]*(?P<title>.*?)"
    r"(?:[.…·\s\u3000–—]*[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVXivx\d]{0,5})$"
)


def _cover(draft: Draft) -> list[Piece]:
    return list(draft.within(Part.COVER))


@draft_rule("CVR-01", "cover-fields", Severity.ERROR, "8.1", "read2", needs="docx")
def cover_fields(draft: Draft) -> Answer:
    """Finds: a cover that lacks ICS, CCS, the document's number, one of its dates, or who publishes it.

    Why: by these a document is filed, cited and put into force.

    Wrong: a cover with the name alone

    Right: ICS and CCS at the upper left, number at the upper right, name, dates, publisher
    """
    pieces = _cover(draft)
    if len(pieces) < 2:
        yield CannotTell("没有封面", "there is no cover")
        return
    text = "\n".join(piece.text for piece in pieces)
    missing = [name for name, pattern in _FIELDS if not pattern.search(text)]
    if not any(_OWN_NUMBER.match(piece.text.strip()) for piece in pieces):
        missing.insert(2, "文件编号")
    if missing:
        yield Breach(
            pieces[0],
            f"封面缺少：{'、'.join(missing)}",
            f"the cover lacks: {', '.join(missing)}",
            hint_zh="按 8.1 补全封面；尚无的编号和日期写 XXXX",
            hint_en="complete it; write XXXX for what is not known yet",
        )


@draft_rule("CVR-02", "request-for-patents", Severity.ERROR, "8.1, D.1", "read", needs="docx")
def patents(draft: Draft) -> Answer:
    """Finds: a draft for comment, review or approval whose cover does not ask for patents in the fixed words.

    Why: whoever comments has to say which patents the text touches, before it is too late.

    Wrong: （征求意见稿） and nothing below it

    Right: 在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。
    """
    pieces = _cover(draft)
    stage = next((piece for piece in pieces if _STAGE.search(piece.text)), None)
    if stage is None:
        return
    if not any(plain(PATENTS_ASKED) in plain(piece.text) for piece in pieces):
        near = next((piece for piece in pieces if "专利" in piece.text), None)
        yield Breach(
            near or stage,
            "封面没有按固定文字征集专利" if near is None else "征集专利的文字与规定不同",
            "the cover does not ask for patents in the fixed words",
            near.text.strip() if near is not None else "",
            f"写：{PATENTS_ASKED}",
            f"write: {PATENTS_ASKED}",
            fix=PATENTS_ASKED if near is not None else Insert(PATENTS_ASKED, like=stage),
        )


@draft_rule("CVR-03", "form-of-the-number", Severity.ERROR, "10.3.1.4", "read", needs="docx")
def number_form(draft: Draft) -> Answer:
    """Finds: a document number on the cover whose code and number are not parted, or whose year follows a hyphen.

    Why: half a character parts code and number, a one-em dash stands before the year; what it replaces stands below
    with 代替.

    Wrong: T/XXX001-2026

    Right: T/XXX 001—2026
    """
    for piece in _cover(draft):
        text = piece.text.strip().removeprefix("代替").strip()
        found = _OWN_NUMBER.match(text)
        if found and (not found["gap"] or found["dash"] != "—"):
            right = f"{found['code']} {found['number']}—{found['year']}"
            yield Breach(
                piece,
                f"封面的编号“{text}”形式不对",
                f"the number {text} has the wrong form",
                text,
                f"写为 {right}",
                f"write {right}",
                fix=right,
            )


@draft_rule("CVR-04", "form-of-the-name", Severity.ERROR, "10.3.1.2", "read")
def name_form(draft: Draft) -> Answer:
    """Finds: elements of the name that one character's space does not part; an English name in other letters or joints.

    Why: the space shows where an element ends: 引导要素　主体要素　补充要素.

    Wrong: 工业园区 碳数据质量管理-规范; Industrial Parks - Carbon Data

    Right: 工业园区　碳数据质量管理规范; Industrial parks—Carbon data quality management
    """
    seen: set[str] = set()
    for piece in draft.of(Kind.NAME):
        text = piece.text.strip()
        found = _JOINT.search(text)
        typed = draft.source == "md" and found is not None and not found[0].strip()  # Markdown has no wide blanks
        if found and not typed and text not in seen:
            seen.add(text)
            yield Breach(
                piece,
                "名称的要素之间应空一个汉字",
                "elements of the name are parted by one character's space",
                text[max(found.start() - 2, 0) : found.end() + 2],
                f"写为“{text[: found.start()]}　{text[found.end() :]}”",
                "use one ideographic space",
                start=max(piece.text.find(text), 0) + max(found.start() - 2, 0),
            )
    for piece in draft.of(Kind.COVER):
        yield from _english(piece)


def _english(piece: Piece) -> Iterator[Breach]:
    text = piece.text.strip()
    if not re.fullmatch(r"[A-Z][A-Za-z ,\-–—()/]{14,}", text) or " " not in text:
        return
    elements = re.split(r"\s?[-–—]{1,2}\s?(?=[A-Z])", text)
    capital = next(
        (
            m[0]
            for element in elements
            for m in re.finditer(r"(?<=\s)[A-Z][a-z]+(?![A-Za-z])", element)
            if m[0] not in _PROPER
        ),
        "",
    )
    dash = re.search(r"\s[-–—]\s|[a-z][-–](?=[A-Z])", text)
    if capital or dash:
        yield Breach(
            piece,
            "英文译名的形式不对",
            "the English name has the wrong form",
            capital or (dash[0].strip() if dash else ""),
            "各要素首字母大写、其余小写，要素之间用一字线连接",
            "capitals only at the beginning of each element, elements joined by —",
        )


_PROPER = frozenset({"Part", "China", "Chinese", "Internet", "English"})


@draft_rule("TOC-01", "contents-and-text", Severity.ERROR, "8.2", "read2")
def contents(draft: Draft) -> Answer:
    """Finds: contents that differ from the titles of the text, list term entries, or lack an annex's kind.

    Why: the contents list foreword, introduction, chapters, annexes with their kind, bibliography and index as they
    stand; term entries are no clauses.

    Wrong: 3.1.1 碳数据 in the contents

    Right: 附录A（资料性）　数据清单
    """
    entries = list(draft.of(Kind.CONTENTS))
    if not entries:
        yield CannotTell("没有目次", "there are no contents")
        return
    titles = {plain(section.title) for section in draft.walk() if section.title}
    terms = {piece.label for piece in draft.of(Kind.TERM, Kind.TERM_NUMBER) if piece.label}
    listed: set[str] = set()
    for piece in entries:
        found = _HEAD.match(piece.text.strip())
        if found is None:
            continue
        label, title = (
            found["label"] or "",
            re.sub(r"^[（(](?:规范性|资料性)(?:附录)?[）)]", "", found["title"].strip()),
        )
        listed.add(plain(title))
        if label in terms:
            yield Breach(
                piece,
                f"目次中列出了术语条目 {label}",
                f"the contents list the term entry {label}",
                piece.text.strip()[:20],
                "从目次中删去术语条目",
                "leave term entries out",
            )
        elif title and plain(title) not in titles and plain(title) != plain(draft.name):
            yield Breach(
                piece,
                f"目次中的“{title}”与正文标题不一致",
                f"no title of the text reads {title}",
                title,
                "重新生成目次",
                "make the contents anew",
            )
        if label.startswith("附录") and not re.search(r"规范性|资料性", piece.text):
            yield Breach(
                piece,
                f"目次中的{label}没有写明规范性或资料性",
                f"{label} lacks its kind in the contents",
                label,
                f"写为“{label}（资料性）　标题”",
                "add （规范性） or （资料性）",
            )
    yield from _left_out(draft, listed, entries[0])


#: From so many titles on that are missing, the contents as a whole are out of date.
_OUT_OF_DATE = 3
_NAMED = 4


def _left_out(draft: Draft, listed: set[str], first: Piece) -> Iterator[Breach]:
    wanted: list[Section] = [one for one in draft.sections if one.head is not None and one.part is not Part.CONTENTS]
    lost = [one for one in wanted if one.part is not Part.COVER and one.title and plain(one.title) not in listed]
    several = len(lost) >= _OUT_OF_DATE  # contents of another state of the text: one finding, not one a title
    for group in [lost] if several else [[one] for one in lost]:
        names = [f"{one.label} {plain(one.title)}".strip() for one in group]
        more = max(len(names) - _NAMED, 0)
        yield Breach(
            first,
            f"目次缺少{''.join(f'“{one}”' for one in names[:_NAMED])}{f'等{len(names)}个标题' if more else ''}",
            f"the contents lack {', '.join(names[:_NAMED])}{f' and {more} more titles' if more else ''}",
            hint_zh="重新生成目次（Word 中右击目次，选“更新域”）",
            hint_en="make the contents anew (in Word: right-click, Update Field)",
            related=tuple(one.head for one in group if one.head),
        )


@draft_rule("TOC-02", "contents-made-by-word", Severity.WARNING, "8.2, 10.3.2", "read", needs="docx")
def contents_field(draft: Draft) -> Answer:
    """Finds: contents that are typed and not a field of Word's; page numbers in brackets.

    Why: typed contents go wrong with the next change; leaders …… join title and page number.

    Wrong: 1 范围 (1), typed

    Right: the field TOC
    """
    entries = list(draft.of(Kind.CONTENTS))
    if draft.word is None or not entries:
        yield CannotTell("没有目次", "there are no contents")
        return
    if not any(draft.word.paragraphs[piece.paragraph - 1].in_toc for piece in entries):
        yield Breach(
            entries[0],
            "目次是手工输入的",
            "the contents are typed",
            hint_zh="用 Word 的目录功能自动生成",
            hint_en="let Word make them",
        )
    for piece in entries:
        if re.search(r"[（(][\dⅠ-Ⅻ]+[）)]\s*$", piece.text):
            yield Breach(
                piece,
                "目次的页码不加括号",
                "page numbers of the contents have no brackets",
                hint_zh="去掉括号",
                hint_en="drop the brackets",
            )
            return


@draft_rule("NUM-11", "typed-numbers", Severity.WARNING, "10.2.1", "read", needs="docx")
def typed_numbers(draft: Draft) -> Answer:
    """Finds: numbers of chapters and clauses that are typed and not given by Word's numbering.

    Why: typed numbers stay behind when a clause is added, and references to them go wrong without a sign.

    Wrong: “5.1” typed before a title

    Right: a multilevel list linked to the heading styles
    """
    typed = [p for p in draft.of(Kind.CHAPTER, Kind.HEADING, Kind.CLAUSE) if p.label and p.label_typed]
    if typed:
        yield Breach(
            typed[0],
            f"章条编号是手工输入的（共 {len(typed)} 处）",
            f"numbers of chapters and clauses are typed ({len(typed)})",
            hint_zh="使用与标题样式链接的多级编号",
            hint_en="use a multilevel list linked to the heading styles",
        )


@draft_rule("ANX-06", "annex-page", Severity.ERROR, "10.4.1", "read", needs="docx")
def annex_page(draft: Draft) -> Answer:
    """Finds: an annex that does not begin a new page.

    Why: each annex begins on a page of its own, so that it can be taken out and used.

    Wrong: 附录B below the last line of annex A

    Right: a page break before 附录B
    """
    for piece in draft.of(Kind.ANNEX):
        if new_page(draft, piece) is False:
            yield Breach(
                piece,
                f"{piece.label}没有另起一页",
                f"{piece.label} does not begin a new page",
                hint_zh="段前分页",
                hint_en="break the page before it",
            )


RULES: tuple[DraftRule, ...] = (
    cover_fields,
    patents,
    number_form,
    name_form,
    contents,
    contents_field,
    typed_numbers,
    annex_page,
)
