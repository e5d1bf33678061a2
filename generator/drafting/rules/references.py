"""REF: chapter 2 as a whole: its lead-in, what it lists, and in which order (GB/T 1.1-2020, 8.6)."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.base.findings import Severity
from generator.drafting.citing import Citation, Force, TitleCitation, titles
from generator.drafting.draft import Draft, Kind, Part
from generator.drafting.fixes import Fix, Insert, Replace, ordered
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.listing import (
    References,
    cited,
    covers,
    difference,
    entry_key,
    in_place,
    key,
    misplaced,
    normal,
    reference_list,
)
from generator.drafting.numbers import STANDARD
from generator.drafting.views import Entry

LEAD = (
    "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，仅该日期对应的版本适用于本文件；"
    "不注日期的引用文件，其最新版本（包括所有的修改单）适用于本文件。"
)
NONE = "本文件没有规范性引用文件。"
_SERIAL = re.compile(r"^\s*[\[［【（(]?\d{1,2}[\]］】）).、．]\s*|^\s*\d{1,2}[\s\u3000]+(?=[A-Z])")
#: Sentences of a lead-in of chapter 2, in whatever edition's words.
_LEADS = re.compile(r"^(?:下列|以下)(?:规范性)?(?:引用)?(?:文件|标准)|引用文件.*适用于本|版本.*适用于本")
#: Titles of published guidance that is no law: a program does not take a document of the user's own for it.

PUBLISHED = re.compile(r"(?:指南|导则|通则|准则|规范|规程|标准|清单指南)(?:[（(][^（）()]*[）)]|[\s　].*)?$")
#: Laws, regulations, rules and policy papers by the last word of their titles.
LAW = re.compile(
    r"(?:(?<![方算做用语说手])法|条例|办法|规定|通知|意见|细则|决定|公告|规划|纲要|行动方案|实施方案|指导意见|批复)"
    r"(?:[（(][^（）()]*[）)])?$"
)


@draft_rule("REF-01", "references-lead-in", Severity.ERROR, "8.6.2", "read")
def lead_in(draft: Draft) -> Answer:
    """Finds: a chapter 2 with entries whose lead-in is missing or is not the fixed text of 2020, word for word.

    Why: the lead-in gives the listed documents their force; older editions had other words.

    Wrong: 下列文件对于本文件的应用是必不可少的。…

    Right: 下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，…
    """
    chapter = reference_list(draft)
    if chapter is None or not chapter.entries or _empty_claim(chapter):
        return
    if not chapter.lead:
        yield Breach(
            chapter.head or chapter.entries[0].piece,
            "“规范性引用文件”缺少引导语",
            "chapter 2 lacks its lead-in",
            hint_zh=f"在清单前写“{LEAD}”",
            hint_en=f"write before the list: {LEAD}",
            fix=Insert(LEAD, chapter.head is not None) if chapter.entries[0].piece.kind is Kind.REFERENCE else None,
        )
        return
    whole = "".join(piece.text for piece in chapter.lead)
    if normal(whole).replace("本标准", "本文件") == normal(LEAD):
        return
    first = chapter.lead[0]
    found = difference(first.text, LEAD) if len(chapter.lead) == 1 else None
    yield Breach(
        first,
        "“规范性引用文件”的引导语不是规定的表述",
        "the lead-in of chapter 2 is not the fixed text",
        found.wrong if found else first.text.strip(),
        f"改为“{LEAD}”",
        f"write: {LEAD}",
        start=found.start if found else -1,
        fix=found.right if found else _in_one(chapter),
    )


def _in_one(chapter: References) -> Fix | None:
    """Return the fix of a lead-in of several paragraphs, each of which is about the list; they become one."""
    if len(chapter.lead) > 1 and all(_LEADS.search(piece.text) for piece in chapter.lead):
        return Replace(LEAD, chapter.lead[1:])
    return None


@draft_rule("REF-02", "no-references", Severity.ERROR, "8.6.2", "read")
def no_references(draft: Draft) -> Answer:
    """Finds: a chapter 2 without entries that does not say so with the fixed sentence, or says it beside entries.

    Why: the chapter always stands; with no normative reference its only content is the sentence.

    Wrong: 本文件无引用文件。

    Right: 本文件没有规范性引用文件。
    """
    chapter = reference_list(draft)
    if chapter is None or (chapter.entries and not _empty_claim(chapter)):
        return
    where = chapter.lead[0] if chapter.lead else chapter.head
    if chapter.entries:
        yield Breach(
            where,
            "写明没有规范性引用文件，却列出了文件",
            "the chapter says that there is no reference and lists documents",
            where.text.strip() if where else "",
            "删去该句并写引导语，或删去清单",
            "drop the sentence and write the lead-in, or drop the list",
        )
        return
    whole = "".join(piece.text for piece in chapter.lead)
    if normal(whole).replace("本标准", "本文件") == NONE or where is None:
        return
    found = difference(where.text, NONE) if len(chapter.lead) == 1 else None
    yield Breach(
        where,
        "没有规范性引用文件时的表述不符合规定" if chapter.lead else "“规范性引用文件”一章没有内容",
        "chapter 2 without entries does not hold the fixed sentence",
        found.wrong if found else "",
        f"写“{NONE}”",
        f"write: {NONE}",
        start=found.start if found else -1,
        fix=found.right if found else None if chapter.lead or _cites_normatively(draft) else Insert(NONE),
    )


def _cites_normatively(draft: Draft) -> bool:
    return any(one.normative for places in cited(draft).values() for one in places)


def _empty_claim(chapter: References) -> bool:
    return any(re.search(r"没有|无", piece.text) and len(piece.text) < 30 for piece in chapter.lead)


@draft_rule("REF-03", "reference-not-listed", Severity.ERROR, "8.6.3.1, 9.5.4.2.1", "read")
def not_listed(draft: Draft) -> Answer:
    """Finds: a document that a requirement, an instruction or the lead-in of chapter 3 cites and chapter 2 lacks.

    Why: such a sentence makes the document's content a part of this one; the user needs it, so it is listed. In a guide
    a recommendation does the same (GDE-03).

    Wrong: 计量器具的配备应符合GB 17167的规定。 with no GB 17167 in chapter 2

    Right: the same sentence, with GB 17167　用能单位能源计量器具配备和管理通则 in chapter 2
    """
    chapter = reference_list(draft)
    if chapter is None:
        return
    for places in cited(draft).values():
        strong = [one for one in places if one.normative]
        if not strong or any(covers(entry, strong[0]) for entry in chapter.entries):
            continue
        if draft.kind == "guide" and any(one.recommends for one in strong):
            continue
        yield _unlisted(strong[0], strong[0].text, f"{strong[0].code} {strong[0].number}")
    listed = {_bare(entry.title) for entry in chapter.entries}
    own = {_bare(title.title) for title in titles(draft) if _own_paper(title)}
    seen: set[str] = set()
    for title in titles(draft):
        name = _bare(title.title)
        if title.force is not Force.NORMATIVE or name in seen or name in listed or name in own:
            continue
        if LAW.search(title.title) or not PUBLISHED.search(title.title) or normal(draft.name) == name:
            continue
        seen.add(name)
        if not any(name in other or other in name for other in listed if other):
            yield _unlisted(title, f"《{title.title}》", f"《{title.title}》", Severity.WARNING)


def _unlisted(one: Citation | TitleCitation, fragment: str, name: str, severity: Severity | None = None) -> Breach:
    return Breach(
        one.piece,
        f"规范性引用了 {name}，但“规范性引用文件”中没有列出",
        f"{name} is cited normatively and not listed in chapter 2",
        fragment,
        "列入第2章；若只供参考，改用资料性的表述并列入参考文献",
        "list it in chapter 2, or cite it informatively and list it in the bibliography",
        start=one.start,
        severity=severity,
    )


def _bare(title: str) -> str:
    return normal(title).strip("《》")


def _own_paper(title: TitleCitation) -> bool:
    """Whether a title names a paper that the user of the document draws up."""
    before = title.piece.text[max(title.start - 8, 0) : title.start]
    return bool(re.search(r"制定|编制|建立|签订|签署|填写|提交|形成|出具|公布|编写|印发|本企业|本单位|本园区", before))


@draft_rule("REF-04", "reference-not-cited", Severity.ERROR, "8.6.1, 8.6.3.1", "read")
def not_cited(draft: Draft) -> Answer:
    """Finds: an entry of chapter 2 that the text never cites, or cites in statements, notes, examples and sources only.

    Why: chapter 2 lists what is cited normatively; what is only mentioned belongs in the bibliography.

    Wrong: GB/T 24040　… in chapter 2, in the text only: 注：GB/T 24040给出了更多信息。

    Right: GB/T 24040　… in the bibliography
    """
    chapter = reference_list(draft)
    if chapter is None or not chapter.entries:
        return
    if not any(True for _ in draft.within(Part.BODY, Part.ANNEX)):
        yield CannotTell("文本中没有正文，无法判断引用", "the text has no body: it cannot be told what is cited")
        return
    everything = [one for places in cited(draft).values() for one in places]
    for entry in chapter.entries:
        if entry.code:
            places: list[Citation | TitleCitation] = [one for one in everything if _cites(one, entry)]
        else:
            places = [one for one in titles(draft) if _same_title(one.title, entry.title)]
            if not places and _named(draft, entry):
                continue
        if any(one.force is not Force.INFORMATIVE for one in places):
            continue
        yield _idle(entry, places)


def _cites(one: Citation, entry: Entry) -> bool:
    name = key(one.code, one.number)
    return covers(entry, one) or (one.all_parts and entry_key(entry).startswith((name + ".", name + "-")))


def _same_title(one: str, other: str) -> bool:
    one, other = _bare(one), _bare(other)
    return one == other or (min(len(one), len(other)) > 6 and (one in other or other in one))


def _named(draft: Draft, entry: Entry) -> bool:
    """Whether the text names an entry without a number in other ways than 《》."""
    name = re.split(r"[（(，,]", _bare(entry.title))[0]
    texts = (piece for piece in draft.pieces if piece.part not in (Part.REFERENCES, Part.BIBLIOGRAPHY, Part.CONTENTS))
    return len(name) < 4 or any(name in normal(piece.text) for piece in texts)


def _idle(entry: Entry, places: list[Citation | TitleCitation]) -> Breach:
    name = shown(entry)
    where = "、".join(dict.fromkeys(one.piece.where or "正文" for one in places))
    return Breach(
        entry.piece,
        f"列出的 {name} 只在{where}资料性地提及" if places else f"列出的 {name} 在文中没有引用",
        f"{name} is listed and only cited informatively" if places else f"{name} is listed and never cited",
        name,
        "移到参考文献" if places else "删去该条，或在条款中引用它",
        "move it to the bibliography" if places else "drop the entry, or cite it in a clause",
        related=tuple(one.piece for one in places[:3]),
    )


def shown(entry: Entry) -> str:
    """Return the words by which an entry is shown: its number as written, or its text."""
    if not entry.code:
        return entry.piece.text.strip()[:30]
    found = STANDARD.match(entry.piece.text, entry.start)
    return found[0] if found else entry.name


@draft_rule("REF-05", "reference-numbered", Severity.ERROR, "8.6.3.1", "read")
def numbered(draft: Draft) -> Answer:
    """Finds: entries of chapter 2 with a serial number before them.

    Why: only the bibliography numbers its entries.

    Wrong: [1] GB/T 8170　数值修约规则与极限数值的表示和判定

    Right: GB/T 8170　数值修约规则与极限数值的表示和判定
    """
    chapter = reference_list(draft)
    for entry in chapter.entries if chapter else ():
        typed = _SERIAL.match(entry.piece.text)
        label = entry.piece.label if re.search(r"[\da-z一-十①-⑳]", entry.piece.label) else ""
        if typed or label:
            yield Breach(
                entry.piece,
                "规范性引用文件清单的条目带有序号",
                "an entry of chapter 2 carries a serial number",
                typed[0].strip() if typed else label,
                "删去序号",
                "drop the number",
                fix=Replace(entry.piece.text[typed.end() :]) if typed else _unlabelled(entry),
            )


def _unlabelled(entry: Entry) -> Fix | None:
    certain = entry.piece.label_typed and entry.piece.kind is Kind.REFERENCE
    return Replace(entry.piece.text, bare=True) if certain else None


@draft_rule("REF-08", "reference-order", Severity.ERROR, "8.6.3.2", "read")
def order(draft: Draft) -> Answer:
    """Finds: the first entry of chapter 2 that stands out of order.

    Why: the order is fixed: national, industry, local, group documents, then ISO and IEC, other bodies, other
    literature; national and ISO or IEC documents by number, the others by code and number.

    Wrong: HJ 2.1 before GB/T 8170; GB/T 32150 before GB/T 2589

    Right: GB/T 2589, GB/T 8170, GB/T 32150, HJ 2.1, ISO 14064-1
    """
    chapter = reference_list(draft)
    found = misplaced(chapter.entries) if chapter else None
    if chapter is not None and found is not None:
        right = in_place(chapter.entries)
        yield replace(out_of_order(*found), fix=ordered(right) if right else None)


def out_of_order(entry: Entry, other: Entry) -> Breach:
    """Return the breach of an entry that stands on the wrong side of another."""
    after = entry.piece.index > other.piece.index
    mine, its = shown(entry), shown(other)
    return Breach(
        entry.piece,
        f"{mine} 应排在 {its} 之{'前' if after else '后'}",
        f"{mine} has to stand {'before' if after else 'after'} {its}",
        mine,
        "按国家、行业、地方、团体、ISO和IEC、其他机构的文件、其他文献排列，同类按代号和顺序号",
        "order: national, industry, local, group, ISO and IEC, other bodies, other literature; then by number",
        related=(other.piece,),
    )


RULES: tuple[DraftRule, ...] = (lead_in, no_references, not_listed, not_cited, numbered, order)
