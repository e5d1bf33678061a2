"""REF: what may be cited at all: documents in force and open to the public, no laws (GB/T 1.1-2020, 9.5.4.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.base.findings import Severity
from generator.drafting.citing import Force, TitleCitation, titles
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.listing import Edition, cited, editions, entry_key, gone, listed_entries, normal, reference_list
from generator.drafting.rules.reference_entries import doubt
from generator.drafting.rules.references import LAW, shown

_REPLACES = re.compile(r"代替|替代|取代|废止|作废|修订|历次版本")
_POLICY_NUMBER = re.compile(r"〔(?:19|20)\d\d〕\s?\d+\s?号|第\s?\d+\s?号(?:令|公告)?")


@draft_rule("REF-10", "withdrawn-reference", Severity.ERROR, "9.5.4.4.2", "read")
def withdrawn(draft: Draft) -> Answer:
    """Finds: a listed or cited edition that the register of standards has as withdrawn or replaced.

    Why: the user can no longer rely on it. The draft's date decides, without one the newest state of the register. A
    finding that rests on an unconfirmed entry is a warning.

    Wrong: PAS 2060:2014 in chapter 2

    Right: ISO 14068-1:2023
    """
    known = editions(draft)
    told: set[tuple[str, str]] = set()
    for entry in listed_entries(draft):
        if (found := _gone(known.get(entry_key(entry), ()), entry.year, draft.date)) is not None:
            told.add((entry_key(entry), entry.year))
            yield _withdrawn(entry.piece, shown(entry), entry.start, found, known)
    for name, places in cited(draft).items():
        for one in places:
            if (name, one.year) in told or one.piece.part is Part.FOREWORD or _REPLACES.search(one.sentence.text):
                continue
            if (found := _gone(known.get(name, ()), one.year, draft.date)) is not None:
                told.add((name, one.year))
                yield _withdrawn(one.piece, one.text, one.start, found, known)


def _gone(several: tuple[Edition, ...], year: str, date: str) -> Edition | None:
    """Return the edition meant where it is gone; an undated citation means the newest."""
    meant = [one for one in several if one.year == year] if year else list(several)
    return meant[-1] if meant and all(gone(one.standard, date) for one in meant) else None


def _withdrawn(piece: Piece, words: str, start: int, found: Edition, known: dict[str, tuple[Edition, ...]]) -> Breach:
    old = found.standard
    everything = {one.standard.id: one.standard for several in known.values() for one in several}
    new = everything.get(old.replaced_by)
    since_zh, since_en = (f"（{old.withdrawn}）", f" on {old.withdrawn}") if old.withdrawn else ("", "")
    by_zh, by_en = (f"，由 {new.number} 代替", f", replaced by {new.number}") if new else ("", "")
    doubt_zh, doubt_en = doubt(old)
    return Breach(
        piece,
        f"{old.number} 已废止或被代替{since_zh}{by_zh}{doubt_zh}",
        f"{old.number} is withdrawn or replaced{since_en}{by_en}{doubt_en}",
        words,
        f"改为引用 {new.number}" if new else "改为引用现行文件",
        f"cite {new.number}" if new else "cite a document in force",
        start=start,
        severity=Severity.WARNING if doubt_zh else None,
    )


@draft_rule("REF-11", "law-cited", Severity.ERROR, "9.5.4.4.1, 9.5.4.4.3", "read")
def law_cited(draft: Draft) -> Answer:
    """Finds: laws, regulations, rules and policy papers in chapter 2 or cited by a requirement.

    Also enterprise standards in chapter 2 of a document that is none itself; group and local standards in a national
    or industry document (a warning).

    Why: laws hold without a standard, and a standard cannot make them its clauses; an enterprise standard is not open
    to all users. They may be named for information.

    Wrong: 温室气体排放报告应符合《碳排放权交易管理暂行条例》的规定。

    Right: 《碳排放权交易管理暂行条例》规定了温室气体排放报告的报送期限。
    """
    chapter = reference_list(draft)
    listed: list[str] = []
    named_so: dict[str, list[TitleCitation]] = {}
    for one in titles(draft):
        named_so.setdefault(normal(one.title), []).append(one)
    for entry in chapter.entries if chapter else ():
        text = entry.piece.text.strip()
        named = re.search(r"《([^《》]+)》", text)
        title = named[1] if named else re.split(r"[（(〔]", text)[0].strip()
        law = LAW.search(title) or (_POLICY_NUMBER.search(text) and re.search(r"[\u3400-\u9fff]", text))
        if not entry.code and law:
            listed.append(normal(title))
            places = [one.piece for one in named_so.get(listed[-1], ())]
            yield _law(entry.piece, text[:40], 0, "列入规范性引用文件", "is listed in chapter 2", places)
        elif entry.code.startswith("Q/") and not _of_enterprise(draft):
            yield Breach(
                entry.piece,
                f"规范性引用了企业标准 {entry.name}，不能公开获得",
                f"the enterprise standard {entry.name} is not open to the public",
                shown(entry),
                "改为引用国家、行业或国际文件",
                "cite a national, industry or international document",
            )
        elif entry.code.startswith(("T/", "CECS", "DB")) and _above_groups(draft):
            yield Breach(
                entry.piece,
                f"国家、行业标准化文件规范性引用了{'地方' if entry.code.startswith('DB') else '团体'}标准 {entry.name}",
                f"a national or industry document cites {entry.name} normatively",
                shown(entry),
                "改为引用国家、行业或国际文件；确需引用的，确认其广泛认可且能公开获得",
                "cite a national, industry or international document, or show that it is accepted and public",
                severity=Severity.WARNING,
            )
    seen: set[str] = set()
    for one in titles(draft):
        name = normal(one.title)
        if one.force is not Force.NORMATIVE or name in seen or not LAW.search(one.title):
            continue
        if any(name in other or other in name for other in listed) or _own(one.piece, one.start):
            continue
        seen.add(name)
        yield _law(one.piece, f"《{one.title}》", one.start, "规范性引用", "is cited normatively")


def _law(piece: Piece, words: str, start: int, zh: str, en: str, places: Sequence[Piece] = ()) -> Breach:
    return Breach(
        piece,
        f"法律法规、规章或政策文件被{zh}：{words}",
        f"a law, regulation or policy paper {en}: {words}",
        words,
        "改为资料性提及并列入参考文献，或直接写出要求",
        "mention it for information and list it in the bibliography, or write the requirement out",
        start=start,
        related=tuple(places[:5]),
    )


def _of_enterprise(draft: Draft) -> bool:
    return any("Q/" in piece.text or "企业标准" in piece.text for piece in draft.of(Kind.COVER))


def _above_groups(draft: Draft) -> bool:
    """Whether the draft says that it is a national or industry document: by its number, or by its committee."""
    cover = " ".join(piece.text for piece in draft.of(Kind.COVER))
    if re.search(r"团体标准|地方标准|企业标准|T/[A-Z]{2,}|DB\d{2}|Q/", cover):
        return False
    if re.search(r"中华人民共和国(?:国家|[一-鿿]{2,6}行业)标准|(?<![A-Z])GB(?:/[TZ])?\s?[\dX×]", cover):
        return True
    return any(
        re.search(r"全国[^，。；]{2,40}标准化技术委员会[^，。；]{0,20}归口", piece.text)
        for piece in draft.within(Part.FOREWORD)
    )


def _own(piece: Piece, at: int) -> bool:
    """Whether a title names a paper of the user's own: 应制定《…管理规定》."""
    before = piece.text[max(at - 8, 0) : at]
    return bool(re.search(r"制定|编制|建立|签订|签署|填写|提交|形成|出具|公布|编写|印发", before))


RULES: tuple[DraftRule, ...] = (withdrawn, law_cited)
