"""REF: the entries of chapter 2 one by one: form, original titles, official titles (GB/T 1.1-2020, 8.6.3.1, 10.3.4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.base.standards import Standard
from generator.drafting.citing import Citation
from generator.drafting.draft import Draft, Kind, Part
from generator.drafting.fixes import Several, Words
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.listing import (
    Edition,
    cited,
    covers,
    editions,
    entry_key,
    listed_entries,
    normal,
    reference_list,
)
from generator.drafting.numbers import ABROAD
from generator.drafting.rules.references import shown
from generator.drafting.views import Entry, literature

#: How many citations a finding on an entry points at.
_SHOWN = 5
_PART = re.compile(r"第\s?(?:\d+|[一二三四五六七八九十]+)\s?部分")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ORIGINAL = re.compile(
    r"[（(\[［](?P<original>[^（(\[［]*[A-Za-z]{3}(?:[^（()）\[\]［］]|[（(][^（）()]*[）)])*)[）)\]］]?\s*$"
)


def _entries(draft: Draft) -> tuple[Entry, ...]:
    chapter = reference_list(draft)
    return chapter.entries if chapter else ()


#: A part of a part: its title goes on behind that of the part, its number counts otherwise.
_BELOW_A_PART = re.compile(r"第\s?\d+\s?部分[：:][^\s\u3000]+[\s\u3000]+[^\s\u3000（(]")


@draft_rule("REF-06", "reference-form", Severity.ERROR, "8.6.3.1", "read")
def form(draft: Draft) -> Answer:
    """Finds: entries without a title, or whose year or code does not agree with the citations in the text.

    Also all parts listed with a year or with the title of one part, and a part listed without its number.

    Why: a dated entry goes with dated citations, an undated one with undated ones; else the user does not know which
    edition holds.

    Wrong: GB/T 32150—2015　… in chapter 2, in the text: 应符合GB/T 32150的规定

    Right: GB/T 32150　… in chapter 2 with the same sentence
    """
    everything = [one for places in cited(draft).values() for one in places]
    several = Counter(entry_key(entry) for entry in _entries(draft))
    for entry in _entries(draft):
        if not entry.code:
            continue
        if not _HAN.search(entry.title) and not re.search(r"[A-Za-z]{3}", entry.title):
            yield _bad(entry, "缺少文件名称", "lacks the title", "在编号后空一个汉字的间隙写文件名称", "add the title")
        elif entry.all_parts and (entry.year or _PART.search(entry.title)):
            found = _PART.search(entry.title)
            yield Breach(
                entry.piece,
                "引用所有部分的条目只写编号、（所有部分）和文件名称的引导元素、主体元素",
                "an entry of all parts names number, （所有部分）, leading and main elements only",
                found[0] if found else shown(entry),
                "删去年份号和分部分的名称",
                "drop the year and the title of the part",
            )
        elif (wrong := _other_part(entry)) is not None:
            yield Breach(
                entry.piece,
                f"名称是“{wrong}”，编号 {shown(entry)} 与之不一致",
                f"the title says {wrong}, the number {shown(entry)} does not",
                shown(entry),
                "编号写到部分号，如“GB/T 32151.5　……　第5部分：……”；引用所有部分写“（所有部分）”",
                "write the number of the part, or cite all parts",
            )
        elif several[entry_key(entry)] == 1:
            yield from _against_text(entry, [one for one in everything if covers(entry, one)])


def _other_part(entry: Entry) -> str | None:
    """Return 第1部分 as the title has it where the number is that of another part or of none."""
    title = chinese(entry.title)
    found = re.search(r"第\s?(\d+)\s?部分", title)
    numbers = re.split(r"[.-]", entry.number)
    if found is None or int(found[1]) in [int(one) for one in numbers[1:]]:
        return None
    if len(numbers) > 1 and _BELOW_A_PART.search(title):  # GB/T 2423.17 … 第2部分：试验方法　试验Ka：盐雾
        return None
    return found[0] if len(numbers) == 1 or entry.code.startswith(("GB", "ISO", "IEC")) else None


def _against_text(entry: Entry, places: list[Citation]) -> Answer:
    places = [one for one in places if one.piece.kind is not Kind.SOURCE and one.piece.part is not Part.FOREWORD]
    if not places or entry.all_parts:
        return
    codes = {one.code for one in places}
    if entry.code not in codes:
        yield _bad(
            entry,
            f"代号与文中的 {places[0].code} {places[0].number} 不一致",
            f"has another code than {places[0].code} {places[0].number} in the text",
            "核对文件代号",
            "check the code",
        )
        return
    years = {one.year for one in places}
    if entry.year and years == {""}:
        yield _bad(
            entry,
            "注日期列出，文中却都不注日期引用",
            "is dated, and every citation in the text is undated",
            "删去年份号，或在文中注日期引用",
            "drop the year, or date the citations",
            places,
        )
    elif not entry.year and "" not in years:
        yield _bad(
            entry,
            "不注日期列出，文中却都注日期引用",
            "is undated, and every citation in the text is dated",
            "补年份号，或在文中改为不注日期引用",
            "add the year, or undate the citations",
            places,
        )
    elif entry.year and entry.year not in years and "" not in years:
        yield _bad(
            entry,
            f"的年份号与文中引用的 {'、'.join(sorted(years))} 不一致",
            f"has another year than the text: {', '.join(sorted(years))}",
            "使年份号一致",
            "make the years agree",
            places,
        )


def _bad(entry: Entry, zh: str, en: str, hint_zh: str, hint_en: str, places: Sequence[Citation] = ()) -> Breach:
    name = shown(entry)
    cited_at = tuple(one.piece for one in places[:_SHOWN])
    return Breach(entry.piece, f"{name} {zh}", f"{name} {en}", name, hint_zh, hint_en, related=cited_at)


@draft_rule("REF-07", "original-title", Severity.ERROR, "8.6.3.1", "read")
def original_title(draft: Draft) -> Answer:
    """Finds: entries of chapter 2 for foreign documents without a Chinese title, or without the original in brackets.

    Why: the user has to find the document by its own title and to know in Chinese what it is about.

    Wrong: ISO 14067　产品碳足迹

    Right: ISO 14067　温室气体　产品碳足迹　量化要求和指南（Greenhouse gases—Carbon footprint of products—…）
    """
    for entry in _entries(draft):
        if not entry.code or entry.code.split(" ")[0].split("/")[0] not in ABROAD or not entry.title:
            continue
        original = _ORIGINAL.search(entry.title)
        before = entry.title[: original.start()] if original else entry.title
        if not _HAN.search(before):
            yield _bad(entry, "缺少中文译名", "lacks its Chinese title", "写“编号　中文译名（原文名称）”", "add it")
        elif original is None:
            yield _bad(
                entry, "缺少原文名称", "lacks its original title", "在中文译名后用括号写原文名称", "add it in brackets"
            )


@draft_rule("REF-09", "reference-layout", Severity.ERROR, "10.3.4", "read")
def layout(draft: Draft) -> Answer:
    """Finds: entries whose number and title are not one Han space apart, or that end with a punctuation mark.

    Why: the form of the list is fixed. A half-width blank is reported once, as a warning.

    Wrong: GB/T 8170《数值修约规则与极限数值的表示和判定》；

    Right: GB/T 8170　数值修约规则与极限数值的表示和判定
    """
    narrow: list[Entry] = []
    for entry in _entries(draft):
        text = entry.piece.text.rstrip()
        if found := re.search(r"[。；，、．.;,]+$", text):
            yield Breach(
                entry.piece,
                "规范性引用文件清单的条目末尾有标点",
                "an entry of chapter 2 ends with a punctuation mark",
                found[0],
                "删去末尾的标点",
                "drop the mark",
                start=found.start(),
                fix="",
            )
        if entry.code and entry.title:
            gap = _gap(entry)
            if gap is None:
                continue
            if gap[0] in (" ", "\u00a0"):
                narrow.append(entry)
            elif gap[0] not in ("\u3000", "  ", "\t", "\u00a0\u00a0", "\u2003"):
                yield _joined(entry, *gap)
    if narrow and draft.source != "md":  # Markdown has no wide blanks
        yield Breach(
            narrow[0].piece,
            f"编号与文件名称之间是半角空格（{len(narrow)}条），应为一个汉字的间隙",
            f"number and title are a half-width blank apart ({len(narrow)} entries): one Han space is needed",
            shown(narrow[0]),
            "改为一个全角空格",
            "use one full-width blank",
            related=tuple(entry.piece for entry in narrow[1:]),
            fix=Several(tuple(words for entry in narrow for words in _widened(entry))),
            severity=Severity.WARNING,
        )


def _gap(entry: Entry) -> tuple[str, int] | None:
    """Return what stands between number and title and where; ``None`` for entries that begin with the title."""
    text = entry.piece.text
    at = text.find(entry.title, entry.start)
    if at < 0:
        return ("《", 0)
    head = text[entry.start : at]
    blanks = re.search(r"[ \t\u00a0\u2002-\u200a\u3000]*$", head)
    return (blanks[0] if blanks else "", at)


def _widened(entry: Entry) -> Iterator[Words]:
    """Yield what puts one Han space between number and title, and takes the title out of 《》."""
    gap = _gap(entry)
    if gap is None or not gap[1]:
        return
    begin, at = gap[1] - len(gap[0]), gap[1]
    quoted = re.match(r"《[^《》]*(?P<close>》)[。；，]?$", entry.title)
    yield Words(entry.piece, begin, at + bool(quoted), "\u3000")
    if quoted is not None:
        close = at + quoted.start("close")
        yield Words(entry.piece, close, close + 1, "")


def _joined(entry: Entry, gap: str, at: int) -> Breach:
    if gap == "《":
        zh, en = "文件名称写在编号之前", "the title stands before the number"
    elif gap:
        zh, en = "编号与文件名称之间应空一个汉字的间隙", "number and title are not one Han space apart"
    else:
        zh, en = "编号与文件名称之间没有空一个汉字的间隙", "number and title are not apart"
    words = entry.piece.text[entry.start : at + 4] if at else entry.piece.text[:12]
    fix = Several(tuple(_widened(entry))) if at else None
    return Breach(entry.piece, zh, en, words, "写“编号　文件名称”", "number, one Han space, title", fix=fix)


@draft_rule("REF-12", "official-title", Severity.WARNING, "8.6.3.1", "derived")
def official_title(draft: Draft) -> Answer:
    """Finds: entries of chapter 2 or the bibliography whose title is not the registered one or differs between them.

    Also original titles with a hyphen for a dash, and brackets of two kinds round original titles.

    Why: a title with one word changed is taken for another document.

    Wrong: GB/T 8170　数值修约规则

    Right: GB/T 8170　数值修约规则与极限数值的表示和判定
    """
    first: dict[str, Entry] = {}
    for entry in listed_entries(draft):
        if not entry.code or not entry.title:
            continue
        known = first.setdefault(f"{entry.name} {entry.year}", entry)
        if (found := wrong_title(draft, entry_key(entry), entry.year, entry.title, entry.all_parts)) is not None:
            yield _titled(entry, found)
        elif known is not entry and normal(chinese(known.title)) != normal(chinese(entry.title)):
            yield _bad(
                entry,
                f"的名称与前文所列“{known.title}”不一致",
                f"has another title than in the list before: {known.title}",
                "使名称一致",
                "make the titles agree",
            )
    yield from _originals(draft)


def chinese(title: str) -> str:
    """Return a title without the original title in brackets at its end."""
    original = _ORIGINAL.search(title)
    return title[: original.start()] if original else title


def wrong_title(draft: Draft, name: str, year: str, title: str, all_parts: bool = False) -> Edition | None:
    """Return the registered edition whose title a title should be and is not; ``None`` where nothing is known.

    A Chinese title of a foreign document is a translation: only its original is compared.
    """
    known = editions(draft).get(name, ())
    several = [one for one in known if not year or one.year == year]
    if not several or all_parts:
        return None
    if name.split(" ")[0].split("/")[0] in ABROAD:
        found = _ORIGINAL.search(title)
        written = found["original"] if found else (title if not _HAN.search(title) else "")
        if not written or any(_latin(written) == _latin(one.standard.title.en) for one in several):
            return None
        return several[-1]
    written = normal(chinese(title)).strip("《》")
    return None if any(written == normal(one.standard.title.zh) for one in several) else several[-1]


def _latin(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", title.lower())


def _titled(entry: Entry, found: Edition) -> Breach:
    right = found.standard.title.en if entry.code.split(" ")[0].split("/")[0] in ABROAD else found.standard.title.zh
    doubt_zh, doubt_en = doubt(found.standard)
    return Breach(
        entry.piece,
        f"{entry.name} 的名称与登记的“{right}”不一致{doubt_zh}",
        f"{entry.name} is registered as {right}{doubt_en}",
        entry.title,
        f"核对后改为“{right}”",
        f"check and write: {right}",
        severity=Severity.WARNING,
    )


def doubt(one: Standard) -> tuple[str, str]:
    """Return what a message says of an entry of the register that is not confirmed."""
    if one.mark != "unconfirmed":
        return "", ""
    return "（登记条目未经核实）", " (the register entry is unconfirmed)"


def _originals(draft: Draft) -> Answer:
    """Yield original titles with a hyphen for a dash, and those in the rarer kind of brackets."""
    found = [
        (entry, match)
        for entry in (*_entries(draft), *literature(draft))
        if entry.code and (match := _ORIGINAL.search(entry.title)) and _HAN.search(entry.title[: match.start()])
    ]
    for entry, match in found:
        if hyphen := re.search(r"\w+ [-–] \w+", match["original"]):
            yield Breach(
                entry.piece,
                "原文名称的元素之间用了连字符",
                "a hyphen stands between the elements of the original title",
                hyphen[0],
                "用破折号“—”连接",
                "join the elements with a dash",
            )
    kinds = Counter(match[0][0] for _, match in found)
    if len(kinds) == 2:
        rare = min(kinds, key=lambda one: (kinds[one], one == "（"))
        for entry, match in found:
            if match[0][0] == rare:
                yield Breach(
                    entry.piece,
                    "原文名称的括号形式与其他条目不一致",
                    "the brackets round the original title are of another kind than in other entries",
                    match[0][:12],
                    "各条目用同一种括号",
                    "use one kind of brackets",
                )


RULES: tuple[DraftRule, ...] = (form, original_title, layout, official_title)
