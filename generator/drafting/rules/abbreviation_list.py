"""SYM-07: the list of abbreviations against the text and the terms (GB/T 1.1-2020, 9.4.2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.abbreviating import Abbreviation, by_terms, explained, in_list, introduced, listed, tail, uses
from generator.drafting.corpus import corpus
from generator.drafting.draft import Draft
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.expansions import codes_that_rival, other_names, spelled_out


@draft_rule("SYM-07", "abbreviation-list", Severity.WARNING, "9.4.2.4", "derived")
def against_list(draft: Draft) -> Answer:
    """Finds: a listed abbreviation used once or never, one used that is not listed, two expansions of one.

    Also English words that do not abbreviate so, the name of a body or initiative listed without its capitals, and a
    Chinese name that says 系统 or 体系 where the English one does not; another name for what one stands for in the
    text, a code in a table that is the abbreviation of something else. One that is used once, and whose words are
    written out elsewhere, is SYM-03's.

    Why: the list holds what is needed to understand the document, and the whole of it; list, terms and text give one
    name in Chinese and in English.

    Wrong: a list with LCA that no clause mentions

    Right: the abbreviations of the text, each with the name the text gives it
    """
    table, rivals = listed(draft), tuple(codes_that_rival(draft))
    told = {*spelled_out(draft), *(one.fragment for one in rivals)}
    used, first = uses(draft), {one.short for one in introduced(draft)}
    for one in table:
        count = len(used.get(one.short, ())) or corpus_count(draft, one.short)
        if count < 2 and one.short not in told:
            yield Breach(
                one.piece,
                f"列出的缩略语{one.short}在文中{'只使用了一次' if count else '没有使用'}",
                f"the listed abbreviation {one.short} is used {'only once' if count else 'nowhere'}",
                one.short,
                "从清单中删去",
                "drop it from the list",
                start=one.start,
            )
    if table:
        known = {one.short for one in (*table, *by_terms(draft))} | explained(draft)
        for short, places in used.items():
            if short not in known and short not in first and short.removesuffix("s") not in known:
                yield Breach(
                    places[0].piece,
                    f"缩略语{short}没有列入清单",
                    f"the abbreviation {short} is not listed",
                    short,
                    "列入缩略语一章",
                    "put it into the chapter of abbreviations",
                    start=places[0].start,
                )
    yield from _expanded(draft)
    yield from other_names(draft)
    yield from rivals
    for one in (*table, *by_terms(draft)):
        yield from _english(one)


#: Bodies and initiatives: their English names have capitals when the Chinese name is one too.
_BODY = re.compile(
    r"\b(?:council|commission|committee|organi[sz]ation|association|institute|initiative|union|agency|convention|"
    r"foundation|alliance|society|bureau|programme|project)$"
)
_BODY_ZH = re.compile(r"(?:理事会|委员会|组织|协会|学会|研究所|倡议|联盟|署|机构|公约|基金会|局|计划|项目)$")
_SYSTEM_ZH = re.compile(r"(?:系统|体系)$")
_SYSTEM = re.compile(r"system|scheme|framework|architecture|network|scada|infrastructure", re.IGNORECASE)


def _english(one: Abbreviation) -> Iterator[Breach]:
    """Yield what is wrong with the English words of an abbreviation."""
    if not one.en:
        return
    english = next((cell for cell in one.cells if cell.text.strip() == one.en), one.piece)
    if not re.search(r"-\d+$", one.short) and not _spells(one.short, one.en):
        yield Breach(
            one.piece,
            f"英文全称“{one.en}”不能缩写为{one.short}",
            f"{one.en} does not abbreviate to {one.short}",
            one.short,
            "核对英文全称和缩略语",
            "check the English words and the abbreviation",
            start=one.start,
        )
    elif one.en.islower() and _BODY.search(one.en) and _BODY_ZH.search(one.zh) and one.en in english.text:
        yield Breach(
            english,
            f"“{one.en}”是专名，首字母没有大写",
            f"{one.en} is a proper name without its capitals",
            one.en,
            "专名按其原有写法，实词首字母大写",
            "write a proper name with its capitals",
            start=english.text.find(one.en),
        )
    found = _SYSTEM_ZH.search(one.zh)
    chinese = next((cell for cell in one.cells if cell.text.strip() == one.zh), one.piece)
    if found and one.zh in chinese.text and not _SYSTEM.search(f"{one.en} {one.short}"):
        yield Breach(
            chinese,
            f"中文“{one.zh}”有“{found[0]}”，英文“{one.en}”没有",
            f"the Chinese words of {one.short} say {found[0]}, the English ones do not",
            found[0],
            "使中文和英文全称一致",
            "make the Chinese and the English words agree",
            start=chinese.text.find(one.zh) + found.start(),
        )


def corpus_count(draft: Draft, short: str) -> int:
    """Return how often an abbreviation stands in the text, in foreign names and formulas too."""
    pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(short)}(?![A-Za-z0-9])")
    listing = in_list(draft)
    return sum(place.piece.index not in listing for place in corpus(draft).search(pattern))


def _spells(short: str, english: str) -> bool:
    """Whether the letters of an abbreviation occur in this order in its words, or are their initials in another."""
    if sorted(re.findall(r"\b[a-z]", english.lower())) == sorted(re.sub(r"[^A-Za-z]", "", short).lower()):
        return True  # TCG: the order is that of another language
    rest = english.lower()
    for sign in re.sub(r"[^A-Za-z]", "", short).lower():
        at = rest.find(sign)
        if at < 0:
            return False
        rest = rest[at + 1 :]
    return True


def _expanded(draft: Draft) -> Iterator[Breach]:
    """Yield expansions that differ from the first one given: the list's, else the term's, else the first in text."""
    right: dict[str, Abbreviation] = {}
    for one in (*listed(draft), *by_terms(draft), *introduced(draft)):
        first = right.setdefault(one.short, one)
        if first is one:
            continue
        differs = _other_zh(first, one) or _other_en(first, one)
        if differs:
            yield Breach(
                one.piece,
                f"缩略语{one.short}的全称不一致：此处“{differs[0]}”，他处“{differs[1]}”",
                f"{one.short} is expanded in two ways: {differs[0]} here, {differs[1]} elsewhere",
                differs[0] if differs[0] in one.piece.text else one.short,
                "使清单、术语和正文的全称一致",
                "give one expansion in list, terms and text",
                related=(first.piece, *first.cells),
            )


def _other_zh(first: Abbreviation, one: Abbreviation) -> tuple[str, str] | None:
    a, b = (_bare(text) for text in (first.zh, one.zh))
    if not a or not b or a == b or b.endswith(a) or (a.endswith(b) and first.span[1]):
        return None
    if one.span[1]:  # words in running text: only their end is sure, and it may lie in front of a comma
        before = _bare(one.piece.text[: one.span[0] + len(one.zh)])
        return None if before.endswith(a) else (tail(one.zh), first.zh)
    return (one.zh, first.zh)


def _bare(text: str) -> str:
    return re.sub(r"[\s的“”]", "", text)


def _other_en(first: Abbreviation, one: Abbreviation) -> tuple[str, str] | None:
    if not first.en or not one.en or _same(first.en) == _same(one.en):
        return None
    return (one.en, first.en)


def _same(english: str) -> str:
    words = re.findall(r"[a-z]+", english.lower())
    return "".join(word.removesuffix("s") for word in words if word not in ("the", "of", "and", "a", "an", "for"))


RULES: tuple[DraftRule, ...] = (against_list,)
