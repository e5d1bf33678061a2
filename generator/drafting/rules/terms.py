"""TRM: the chapter of terms and the parts of an entry (GB/T 1.1-2020, 8.7, 9.11.2, 10.3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.elements import plain
from generator.drafting.fixes import Insert, ordered
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.numbers import STANDARD
from generator.drafting.views import Term, tables, terms

NONE = "本文件没有需要界定的术语和定义。"
LISTED = "下列术语和定义适用于本文件。"
_BOTH = re.compile(r"^[^。]+界定的以及下列术语和定义适用于本文件。(?:为了?便于使用[^。]*。)?$")
_ELSEWHERE = re.compile(r"^[^。]+界定的术语和定义适用于本文件。$")
_OWN = re.compile(r"本(?:标准|规范|规程|指南|导则|部分|指导性技术文件)")
#: What a lead-in speaks of, however it is put.
_LEAD = re.compile(
    r"(?:术语|定义|词汇).{0,12}(?:适用于|适用本|用于本)|(?:采用|使用|遵循).{0,30}术语|(?:没有|无).{0,6}需要?界定"
)
_OTHER = re.compile(r"缩略语|缩写|符号")
_NAMED = re.compile(r"^(?P<documents>[^。]+?)[中里]?(?:所|已)?界定的[^。]*。?$")


def entries(draft: Draft) -> tuple[Term, ...]:
    """Return the entries of the chapter of terms."""
    return tuple(term for term in terms(draft) if term.head.part is Part.TERMS)


def lead_ins(draft: Draft) -> list[Piece]:
    """Return the paragraphs that lead into the terms, before the first entry."""
    first = next((term.head.index for term in entries(draft)), len(draft.pieces))
    found = []
    for piece in draft.within(Part.TERMS):
        if piece.index >= first:
            break
        if piece.kind in (Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM) and not _OTHER.search(piece.text[:12]):
            found.append(piece)
    return found


@draft_rule("TRM-01", "terms-lead-in", Severity.ERROR, "8.7.2", "read")
def lead_in(draft: Draft) -> Answer:
    """Finds: a chapter of terms whose lead-in is missing, is worded freely, or does not fit what follows.

    Why: three sentences are fixed, one for terms defined here, one for terms of other documents, one for both; a
    fourth stands where there are no terms. They tell the reader where definitions come from.

    Wrong: 以下术语适用于本文件。

    Right: 下列术语和定义适用于本文件。
    """
    section = draft.section(Part.TERMS)
    if section is None:
        return
    listed = bool(entries(draft)) or any(piece.kind is Kind.TERM_NUMBER for piece in draft.within(Part.TERMS))
    listed = listed or any(True for _ in _without_english(draft))
    leads = [piece for piece in lead_ins(draft) if _LEAD.search(piece.text)]
    if leads:
        yield from _wrong_lead(leads[0], listed)
    elif section.head is not None:
        right = LISTED if listed else NONE
        yield Breach(
            section.head,
            "术语和定义一章缺少引导语",
            "the chapter of terms has no lead-in",
            section.head.text.strip(),
            f"在条目前写“{right}”",
            f"write {right}",
            fix=Insert(right) if listed or (not section.pieces and not section.children) else None,
        )


def _wrong_lead(lead: Piece, listed: bool) -> Iterator[Breach]:
    text = _OWN.sub("本文件", plain(lead.text))
    elsewhere = "界定" in text and "需要界定" not in text
    right = LISTED if listed else NONE
    if elsewhere and listed:
        right = "……界定的以及下列术语和定义适用于本文件。"
    elif elsewhere:
        right = "……界定的术语和定义适用于本文件。"
    fits = _BOTH.match(text) if elsewhere and listed else _ELSEWHERE.match(text) if elsewhere else text == right
    if fits and not (elsewhere and not listed and _BOTH.match(text)):
        return
    yield Breach(
        lead,
        "术语和定义的引导语不是规定的表述",
        "the lead-in of the terms is not one of the fixed sentences",
        lead.text.strip(),
        f"写“{right}”",
        f"write {right}",
        fix=_certain(lead.text.strip(), right, listed=listed, elsewhere=elsewhere),
    )


def _certain(text: str, right: str, *, listed: bool, elsewhere: bool) -> str | None:
    """Return the right lead-in where it is certain: the documents that it names stay, a claim of none stays a claim."""
    if elsewhere:
        found = _NAMED.match(text)
        left = STANDARD.sub("", found["documents"]) if found else "?"
        return right.replace("……", found["documents"]) if found and not left.strip("、和及与以 ") else None
    return right if listed or re.search("没有|无", text) else None


def _without_english(draft: Draft) -> Iterator[Piece]:
    """Yield entries that were read as headings because no equivalent follows the term."""
    pieces = draft.pieces
    last = max((term.head.index for term in entries(draft)), default=-1)
    for piece in draft.of(Kind.HEADING, part=Part.TERMS):
        if piece.index + 1 >= len(pieces) or _OTHER.search(piece.text) or "术语" in piece.text:
            continue
        after = pieces[piece.index + 1]
        sure = not draft.numbers_lost or piece.index < last
        if sure and after.kind is Kind.PARAGRAPH and after.part is Part.TERMS and not _LEAD.search(after.text):
            yield piece


@draft_rule("TRM-02", "entry-parts", Severity.ERROR, "8.7.3.1", "read")
def parts(draft: Draft) -> Answer:
    """Finds: a term entry without English equivalent, without definition, or without entry number among numbered ones.

    Why: number, term, English equivalent and definition are the parts that every entry has; the others follow in a
    fixed order when they are needed.

    Wrong: 3.1 碳核算　（下一段）对温室气体排放进行量化的过程。

    Right: 3.1 碳核算 carbon accounting　（下一段）对温室气体排放进行量化的过程。
    """
    found = entries(draft)
    for term in found:
        text = term.head.text.strip()
        if not term.english:
            yield _no_english(term.head, text)
        late = _late_definition(term)
        if late is not None:
            yield Breach(
                late,
                f"术语“{term.zh}”的定义排在来源、注或示例之后",
                f"the definition of {term.zh} stands behind its source, note or example",
                late.text.strip()[:12],
                "定义紧接术语，其后依次为示例、注、来源",
                "put the definition right below the term, then examples, notes and source",
                start=len(late.text) - len(late.text.lstrip()),
                related=tuple(one for one in term.pieces if one.index < late.index and one is not term.head),
            )
        if not term.definition and not term.others:
            yield Breach(
                term.head,
                f"术语“{term.zh}”没有定义",
                f"the term {term.zh} has no definition",
                term.zh or text,
                "在术语下另起一段给出定义",
                "give the definition in the paragraph below the term",
            )
    for piece in _without_english(draft):
        yield _no_english(piece, piece.text.strip())
    if not draft.numbers_lost and any(term.number for term in found):
        for term in found:
            if not term.number:
                yield Breach(
                    term.head,
                    f"术语“{term.zh}”没有条目编号",
                    f"the term {term.zh} has no entry number",
                    term.zh,
                    "补上条目编号，例如 3.1",
                    "give it its number, 3.1 for example",
                )


def _late_definition(term: Term) -> Piece | None:
    """Return the definition where a source, note or example stands before it."""
    additions = [piece.index for piece in (*term.sources, *term.notes, *term.examples)]
    if not term.definition or not additions or min(additions) > term.definition[0].index:
        return None
    return next((piece for piece in term.definition if piece.text.rstrip().endswith("。")), None)


def _no_english(piece: Piece, text: str) -> Breach:
    return Breach(
        piece,
        f"术语“{text}”没有英文对应词",
        f"the term {text} has no English equivalent",
        text,
        "在术语后空一个汉字写英文对应词",
        "write the English equivalent one Han space behind the term",
    )


_PROPER = re.compile(
    r"\b(?:Chin(?:a|ese)|Europ\w+|EU|UK|UN|US|United|International|Paris|Kyoto|Montreal|Beijing|Asia\w*|America\w*|"
    r"Japan\w*|Hong|Kong|Celsius|Kelvin|Monte|Gauss\w*|Bayes\w*|Markov|Pareto|Delphi|Internet|Web|Ethernet|Bluetooth|Earth)\b"
)
_BODY = re.compile(r"(?:机制|组织|协定|公约|委员会|倡议|议定书|公司|协会|联盟|计划|标准)$")
_CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}")
_LETTERED = re.compile(r"^[A-Z][a-z]+(?:[ -](?:of|and|for|the|in|to|on|[A-Z]\S*))*$")
_GAP = re.compile(r"(?<=[\u3400-\u9fff）)])([ \u00a0\u2002-\u200a\u3000]*)(?=[A-Za-z])")


@draft_rule("TRM-03", "entry-set", Severity.ERROR, "10.3.5", "read")
def setting(draft: Draft) -> Answer:
    """Finds: an English equivalent with capitals, one that touches its term; a number that shares the line of its term.

    Where every number of a Word file shares the line, the first; in a text only numbers set otherwise than the rest.

    Why: the entry number stands alone, the term and its equivalent on the next line, one Han space apart; English is in
    lower case unless its spelling has capitals anywhere (proper names, abbreviations).

    Wrong: 碳核算 Carbon Accounting

    Right: 碳核算 carbon accounting
    """
    for term in entries(draft):
        yield from _capitals(term)
        gaps = [found for found in _GAP.finditer(term.head.text) if term.english and found.end() < len(term.head.text)]
        at = term.head.text.find(term.english[0]) if term.english else -1
        gap = next((found for found in gaps if found.end() == at), None)
        if gap is not None and not gap[1]:
            word = term.english[0].split(" ")[0]
            fragment = term.head.text[gap.start() - 1] + word
            yield Breach(
                term.head,
                "术语与英文对应词之间没有空一个汉字",
                "no Han space between the term and its equivalent",
                fragment,
                "空一个汉字的间隙",
                "leave the space of one Han character",
                start=gap.start() - 1,
                fix=f"{fragment[0]}\u3000{word}",
            )
    yield from _shared_lines(draft)


def _shared_lines(draft: Draft) -> Iterator[Breach]:
    """Yield entries whose number shares the line of the term: each of a few, the first where all are set so.

    A text export joins what a line break parts in Word, so that in a text only those that differ from others are sure.
    """
    found = entries(draft)
    shared = [term for term in found if term.head.label and "\n" not in term.head.raw]
    alone = [term for term in found if term.number and not term.head.label]
    if not shared or (len(alone) < len(shared) and draft.source != "docx"):
        return
    each = shared if len(alone) >= len(shared) else shared[:1]
    for term in each:
        more = () if len(each) > 1 else tuple(one.head for one in shared[1:6])
        yield Breach(
            term.head,
            f"条目编号“{term.head.label}”与术语在同一行" + (f"，另有{len(shared) - 1}条" if more else ""),
            f"the entry number {term.head.label} shares the line of its term",
            term.zh,
            "条目编号单独占一行顶格，术语另起一行空两个汉字",
            "set the number alone and flush left, the term on the next line",
            related=more,
        )


def _without_names(english: str, zh: str) -> str:
    """Return an equivalent without what is spelt with capitals: words with a capital inside, words of the term."""
    bare = re.sub(r"\b[A-Z]?[a-z]+[A-Z][A-Za-z]*", "", english)
    for name in re.findall(r"[A-Z][A-Za-z]+", zh):
        bare = bare.replace(name, "")
    return bare


def _capitals(term: Term) -> Iterator[Breach]:
    for english in term.english:
        if not _CAPITAL.search(_without_names(english, term.zh)) or _PROPER.search(english):
            continue
        if _BODY.search(term.zh) and _LETTERED.match(english) and " " in english:
            continue
        yield Breach(
            term.head,
            f"英文对应词“{english}”使用了大写字母",
            f"the equivalent {english} has capitals",
            english,
            "除专名和缩略语外用小写",
            "use lower case except in names and abbreviations",
            fix=_CAPITAL.sub(lambda found: found[0].lower(), english),
        )
        return  # once an entry


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
                    fix=ordered(sorted((one for one in term.pieces if one.kind in _NAMES), key=_rank)),
                )
            else:
                reached = piece.kind


def _rank(piece: Piece) -> tuple[int, int]:
    return _ORDER[piece.kind], piece.index


RULES: tuple[DraftRule, ...] = (lead_in, parts, setting, no_table, order)
