"""CIT-05, CIT-07, CIT-08: dated or not, normative or informative, and in the list that fits (9.5.4.1, 9.5.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.drafting.citing import Citation, citations
from generator.drafting.draft import PROVISIONS, Draft, Kind, Part
from generator.drafting.force import Force
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.listing import cited, covers, entry_key, reference_list
from generator.drafting.rules.references import shown
from generator.drafting.views import Entry, literature

_HISTORY = re.compile(r"代替|替代|取代|废止|作废|修订|历次版本|新版|旧版|上一版|原标准|采用|改写")
_SERIES = re.compile(
    r"^\s?(?:系列(?:国家|国际|行业)?(?:标准|规范|文件)(?:的?(?:所有|全部|各)部分)?|系列(?=[，。；、的和与及中）)]|$)|"
    r"的?(?:各|全部|所有)(?:个)?(?:部分|分部分)|[（(](?:系列|各部分|全部|全部部分|系列标准)[）)])"
)
_LEFT_OUT = frozenset({Kind.SOURCE, Kind.EXAMPLE, Kind.CELL})


@draft_rule("CIT-05", "undated-citation", Severity.ERROR, "9.5.4.1.2", "read")
def undated(draft: Draft) -> Answer:
    """Finds: one document cited with a year here and without there, where no clause is named; all parts as 系列标准.

    Where chapter 2 lists it undated, a year without a clause is too much; where it lists it dated, a year is missing.
    That all citations go against the list belongs to REF-06, a clause without a year to CIT-04.

    Why: undated means the newest edition; with both forms the user does not know which edition holds.

    Wrong: 按GB/T 2589计算…… and later 按GB/T 2589—2020计算; GB/T 32151系列标准

    Right: GB/T 2589 at both places; GB/T 32151（所有部分）
    """
    chapter = reference_list(draft)
    entries = chapter.entries if chapter else ()
    for places in cited(draft).values():
        used = [
            one
            for one in places
            if (one.force is Force.NORMATIVE or (one.force is Force.UNTOLD and one.piece.part is not Part.ANNEX))
            and one.piece.kind not in _LEFT_OUT
            and one.piece.part not in (Part.FOREWORD, Part.INTRODUCTION)
            and not _HISTORY.search(one.sentence.text)
        ]
        yield from _mixed(used, [entry for entry in entries if used and covers(entry, used[0])])
    for one in citations(draft):
        if one.piece.kind is Kind.SOURCE or one.all_parts or one.clause:
            continue
        if found := _SERIES.match(one.piece.text[one.end :]):
            right = f"{one.name}（所有部分）"
            yield Breach(
                one.piece,
                f"引用所有部分写作“{right}”",
                f"all parts are cited as {right}",
                one.text + found[0],
                f"写为“{right}”",
                f"write {right}",
                start=one.start,
            )


def _mixed(places: Sequence[Citation], listed: Sequence[Entry]) -> Iterator[Breach]:
    dated = [one for one in places if one.year]
    bare = [one for one in places if not one.year and not one.clause and not one.all_parts]
    if len(listed) > 1 or not dated:
        return
    years = {one.year for one in dated}
    if not bare and len(years) > 1 and not listed:
        yield _form(
            dated[-1], "引用了同一文件的不同版本", "another edition of the same document is cited", "引用同一版本"
        )
        return
    if not bare:
        return
    loose = [one for one in dated if not one.clause]
    entry_dated = bool(listed) and bool(listed[0].year)
    if entry_dated or (not listed and len(loose) > len(bare)):
        for one in bare:
            yield _form(
                one,
                "他处注日期引用，此处没有年份号",
                "is dated elsewhere and undated here",
                f"写为“{one.name}—{dated[0].year}”",
            )
    else:
        for one in loose:
            yield _form(
                one, "他处不注日期引用，此处注了年份号", "is undated elsewhere and dated here", f"写为“{one.name}”"
            )


def _form(one: Citation, zh: str, en: str, hint: str) -> Breach:
    return Breach(
        one.piece,
        f"{one.text}：{zh}",
        f"{one.text} {en}",
        one.text,
        hint,
        "cite the document in one form",
        start=one.start,
    )


_TORN = re.compile(
    r"(?P<words>(?:应|须|必须)(?:当|该)?(?:优先|首先)?(?:参考|参见|参阅|借鉴|参照)(?:使用|执行)?)\s*(?:国家标准|行业标准|标准)?\s*(?:《[^《》]*》[（(]?\s*)?$"
)


@draft_rule("CIT-07", "force-unclear", Severity.WARNING, "9.5.4.2.1", "read")
def torn(draft: Draft) -> Answer:
    """Finds: a citation whose words are normative and informative at once: 应参考, 应参见, 应参照 before a document.

    A normative citation that is not listed belongs to REF-03, a listed document that is only mentioned to REF-04, a
    recommendation of a guide to GDE-03.

    Why: 应 makes the document's content a part of this one, 参考 leaves the reader free: nobody can tell whether the
    document has to be followed.

    Wrong: 采样应参考GB/T 16157的规定。

    Right: 采样应符合GB/T 16157的规定。 or 采样方法参见GB/T 16157。
    """
    told: set[tuple[int, int]] = set()
    for one in citations(draft):
        if one.piece.part not in PROVISIONS or one.piece.kind in (Kind.SOURCE, Kind.EXAMPLE):
            continue
        found = _TORN.search(one.piece.text[: one.start])
        if found is not None and (one.piece.index, found.start("words")) not in told:
            told.add((one.piece.index, found.start("words")))
            yield Breach(
                one.piece,
                f"“{found['words']}”引用 {one.name}：看不出是规范性引用还是资料性引用",
                f"{found['words']} {one.name}: it cannot be told whether the citation is normative",
                one.piece.text[found.start("words") : one.end],
                "需要遵守时写“应符合”“应按照”，只供参考时写“参见”",
                "write 应符合 or 应按照 where it has to be followed, 参见 where it only informs",
                start=found.start("words"),
            )


@draft_rule("CIT-08", "informative-citation-listed", Severity.ERROR, "9.5.4.2.2, 8.13", "read")
def listed_as_cited(draft: Draft) -> Answer:
    """Finds: a document that chapter 2 and 参考文献 both list; another edition in 参考文献 than is cited.

    A document that no list has belongs to BIB-02, one that is only in chapter 2 and only mentioned to REF-04.

    Why: what is cited normatively stands in chapter 2, everything else in 参考文献: the lists tell the two apart.

    Wrong: GB/T 2589 in chapter 2 and as [3] in 参考文献

    Right: GB/T 2589 in chapter 2 alone
    """
    chapter = reference_list(draft)
    normative = {(entry_key(entry), entry.year): entry for entry in (chapter.entries if chapter else ()) if entry.code}
    below = [entry for entry in literature(draft) if entry.code]
    everything = cited(draft)
    for entry in below:
        name = entry_key(entry)
        twin = normative.get((name, entry.year))
        if twin is None and not entry.year:
            twin = next((other for (one, _), other in normative.items() if one == name), None)
        if twin is not None:
            yield _both(entry, twin)
        elif entry.year and not entry.all_parts and sum(entry_key(one) == name for one in below) == 1:
            yield from _other_edition(entry, everything.get(name, []))


def _both(entry: Entry, twin: Entry) -> Breach:
    return Breach(
        entry.piece,
        f"{shown(entry)} 同时列入规范性引用文件和参考文献",
        f"{shown(entry)} stands in chapter 2 and in the bibliography",
        shown(entry),
        "规范性引用的只列入第2章，从参考文献中删去",
        "what is cited normatively stands in chapter 2 alone: drop it here",
        related=(twin.piece,),
    )


def _other_edition(entry: Entry, places: Sequence[Citation]) -> Iterator[Breach]:
    dated = [
        one
        for one in places
        if one.year and one.piece.part is not Part.FOREWORD and not _HISTORY.search(one.sentence.text)
    ]
    if not dated or any(one.year == entry.year for one in dated) or len(dated) < len(places):
        return
    one = dated[0]
    yield Breach(
        one.piece,
        f"引用的是 {one.text}，参考文献列出的是 {shown(entry)}",
        f"{one.text} is cited, the bibliography lists {shown(entry)}",
        one.text,
        "使两处的年份号一致",
        "make the years agree",
        start=one.start,
        related=(entry.piece,),
    )


RULES: tuple[DraftRule, ...] = (undated, torn, listed_as_cited)
