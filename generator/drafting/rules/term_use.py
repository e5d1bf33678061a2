"""TRM: which terms may stand in the chapter, and whether the text uses them as defined (8.7.3.2, 5.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.findings import Severity
from generator.drafting.abbreviating import in_list, introduced, tail
from generator.drafting.citing import STANDARD
from generator.drafting.corpus import Place, corpus
from generator.drafting.draft import Draft, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.rival_terms import rivals_of_terms
from generator.drafting.rules.terms import entries, lead_ins
from generator.drafting.views import Term

_BRACKETED = re.compile(r"[（(〈<][^（）()〈〉<>]*[）)〉>]")


def spellings(term: Term) -> tuple[str, ...]:
    """Return the Chinese forms by which a text may name a term: with and without brackets, each of its synonyms."""
    bare = _BRACKETED.sub("", term.zh)
    forms = [term.zh, *term.synonyms, bare, term.zh.translate(str.maketrans("", "", "（）()"))]
    for piece in term.definition[:-1]:  # lines between the term and its definition: synonyms
        if len(piece.text) <= 20 and not piece.text.rstrip().endswith(("。", "：", "；")):
            forms.append(piece.text.strip())
    parts = [part for form in forms for part in re.split(r"[、；;/]", form)]
    return tuple(dict.fromkeys(form.strip() for form in (*forms, *parts) if len(form.strip()) > 1))


@dataclass(frozen=True, slots=True)
class Uses:
    """A term and the places outside its own entry that use it."""

    term: Term
    places: tuple[Place, ...]


def term_uses(draft: Draft) -> tuple[Uses, ...]:
    """Return how often each term is used. A word that is only a part of a longer term there is no use."""
    return draft.view(_uses)


def _uses(draft: Draft) -> tuple[Uses, ...]:
    words, found = corpus(draft), []
    forms = {form for term in entries(draft) for form in spellings(term)}
    for term in entries(draft):
        own = {piece.index for piece in term.pieces}
        longer = [form for form in forms if any(one != form and one in form for one in spellings(term))]
        longer = [form for form in longer if form not in spellings(term)]
        taken = _spans(longer, words.text)
        places: dict[tuple[int, int], Place] = {}
        for form in spellings(term):
            for offset in _offsets(form, words.text):
                inside = any(begin <= offset and offset + len(form) <= end for begin, end in taken)
                place = words.place(offset, form)
                if not inside and place.piece.index not in own:
                    places[(place.piece.index, place.start)] = place
        given = [one.short for one in introduced(draft) if one.zh.endswith(term.zh)]
        for short in dict.fromkeys((*term.english, *given)):
            proper = short in term.english[1:] and re.fullmatch(r"[A-Z][a-z]+", short)  # a name beside the equivalent
            if proper or re.fullmatch(r"[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9]*", short):
                pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(short)}(?![A-Za-z0-9])")
                for place in words.search(pattern):
                    if place.piece.index not in own:
                        places.setdefault((place.piece.index, place.start), place)
        found.append(Uses(term, tuple(places.values())))
    return tuple(found)


def _offsets(form: str, text: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + 1)


def _spans(forms: list[str], text: str) -> list[tuple[int, int]]:
    return [(at, at + len(form)) for form in forms for at in _offsets(form, text)]


@draft_rule("TRM-07", "term-used", Severity.ERROR, "8.7.3.2", "read")
def used(draft: Draft) -> Answer:
    """Finds: a term that the document uses nowhere outside its entry, or only once. A terminology standard is left out.

    Also a term of which only the abbreviation is used, spelled out there by another name.

    Why: the chapter defines only what the document needs: terms used at least twice and understood differently
    without a definition.

    Wrong: 3.4 碳资产 carbon asset, a term that no clause mentions

    Right: an entry for each term that clauses rely on, no other
    """
    if draft.kind == "terminology":
        return
    for uses in term_uses(draft):
        term = uses.term
        if not term.zh:
            continue
        if len(uses.places) > 1:
            yield from _renamed(draft, uses)
            continue
        once = bool(uses.places)
        yield Breach(
            term.head,
            f"术语“{term.zh}”在文件中{'只使用了一次' if once else '没有使用'}",
            f"the document uses the term {term.zh} {'only once' if once else 'nowhere'}",
            term.zh,
            "删去该条目；只用一次的在使用处说明",
            "drop the entry; explain a word used once where it is used",
            related=tuple(place.piece for place in uses.places),
            severity=Severity.WARNING if once else None,
        )


def _renamed(draft: Draft, uses: Uses) -> Iterator[Breach]:
    term, forms = uses.term, spellings(uses.term)
    if any(place.words in forms and place.piece.index not in in_list(draft) for place in uses.places):
        return
    shorts = {place.words for place in uses.places}
    others = [one for one in introduced(draft) if one.short in shorts and not one.zh.endswith(tuple(forms))]
    if others:
        yield Breach(
            term.head,
            f"术语“{term.zh}”在文件中没有使用，{others[0].short}在文中写作“{tail(others[0].zh)}”",
            f"the document does not use the term {term.zh}: it spells {others[0].short} out as {tail(others[0].zh)}",
            term.zh,
            "使正文与术语的名称一致",
            "make the text and the entry use one name",
            related=tuple(one.piece for one in others),
            severity=Severity.WARNING,
        )


@draft_rule("TRM-08", "term-combined", Severity.WARNING, "8.7.3.2", "read")
def combined(draft: Draft) -> Answer:
    """Finds: a term put together of two terms that are both defined here, or of one and a word that explains itself.

    Why: who knows the parts understands the whole; the chapter prefers general concepts to combinations.

    Wrong: 产品碳足迹核查, where 产品碳足迹 and 核查 are defined

    Right: 产品碳足迹 and 核查
    """
    found = {term.zh: term for term in entries(draft) if term.zh}
    for zh, term in found.items():
        for cut in range(2, len(zh) - 1):
            left, right = zh[:cut].removesuffix("的"), zh[cut:]
            if left in found and right in found:
                yield Breach(
                    term.head,
                    f"组合术语“{zh}”的两部分“{left}”和“{right}”都已界定",
                    f"{zh} combines the defined terms {left} and {right}",
                    zh,
                    "保留一般概念的术语，删去组合的术语",
                    "keep the general terms and drop the combination",
                    related=(found[left].head, found[right].head),
                )
                break
        else:
            yield from _explained(zh, term, found)


def _explained(zh: str, term: Term, found: dict[str, Term]) -> Iterator[Breach]:
    """Yield a defined term with a plain word behind it, defined only by both: 运营虚拟电厂的经营主体."""
    text = term.definition[0].text.strip() if term.definition else ""
    part = max((one for one in found if zh.startswith(one) and 2 <= len(zh) - len(one) <= 4), key=len, default="")
    if not part or part not in text or len(text) > len(zh) + 10:
        return
    rest = zh.removeprefix(part)
    if all(sign in text.replace(part, "", 1) for sign in rest[:2]):
        yield Breach(
            term.head,
            f"组合术语“{zh}”的定义只重复已界定的“{part}”和“{rest}”",
            f"the definition of {zh} only says {part}, which is defined, and {rest} again",
            zh,
            "保留一般概念的术语，删去组合的术语",
            "keep the general term and drop the combination",
            related=(found[part].head,),
        )


@draft_rule("TRM-09", "terms-copied", Severity.ERROR, "8.7.3.4", "read")
def copied(draft: Draft) -> Answer:
    """Finds: a chapter of terms in which three entries or more, and more than a third, come from other documents.

    Why: copying entries is an exception for a few. Where many are needed, the lead-in says that the terms of that
    document apply.

    Wrong: six entries, four of them with [来源：……]

    Right: GB/T 32150界定的以及下列术语和定义适用于本文件。
    """
    found = entries(draft)
    taken = [term for term in found if term.sources]
    if draft.kind == "terminology" or len(taken) < 3 or 3 * len(taken) <= len(found):
        return
    yield Breach(
        taken[0].sources[0],
        f"{len(found)}个术语条目中有{len(taken)}个抄自其他文件，超过三分之一",
        f"{len(taken)} of {len(found)} entries are copied from other documents: more than a third",
        taken[0].sources[0].text.strip(),
        "在引导语中写“……界定的以及下列术语和定义适用于本文件”，不抄录条目",
        "let the lead-in say that the terms of those documents apply",
        related=(*_chapter(draft), *(term.sources[0] for term in taken[1:])),
    )


def _chapter(draft: Draft) -> tuple[Piece, ...]:
    section = draft.section(Part.TERMS)
    return () if section is None or section.head is None else (section.head,)


@draft_rule("TRM-10", "terms-copied-again", Severity.WARNING, "8.7.1", "derived")
def copied_again(draft: Draft) -> Answer:
    """Finds: an entry copied from a document whose terms apply already by the lead-in.

    Why: 界定的术语和定义适用于本文件 takes over all terms of the document; a copy is a second source of truth.

    Wrong: GB/T 32150界定的以及下列术语…… with an entry [来源：GB/T 32150—2015，3.6]

    Right: the lead-in alone
    """
    named: set[str] = set()
    for piece in lead_ins(draft):
        if "界定" in piece.text and "重复列出" not in piece.text:
            named |= {f"{one['code']} {one['number']}" for one in STANDARD.finditer(piece.text)}
    for term in entries(draft):
        for piece in term.sources:
            if "修改" in piece.text:
                continue
            for one in STANDARD.finditer(piece.text):
                if f"{one['code']} {one['number']}" in named:
                    yield Breach(
                        piece,
                        f"引导语已使{one['code']} {one['number']}的术语适用于本文件，又抄录了条目",
                        f"the terms of {one['code']} {one['number']} apply by the lead-in; the entry copies one",
                        one[0],
                        "删去抄录的条目",
                        "drop the copied entry",
                        start=one.start(),
                    )
                    break


@draft_rule("TRM-14", "term-kept", Severity.WARNING, "5.4.1", "derived")
def kept(draft: Draft) -> Answer:
    """Finds: a text that calls what it has defined by another name: a shortened role, a near synonym in a term's word.

    Why: one concept has one name, else a reader looks for a difference that is not meant.

    Wrong: 服务提供方 is defined, and a clause speaks of 服务商

    Right: 服务提供方 throughout
    """
    for rival in rivals_of_terms(draft, entries(draft)):
        more = len(rival.places) - 1
        each = rival.places if rival.each else rival.places[:1]
        for place in each:
            yield Breach(
                place.piece,
                f"已界定“{rival.right}”，此处称“{place.words}”"
                + (f"，另有{more}处" if not rival.each and more else ""),
                f"{rival.right} is defined; here it is called {place.words}"
                + (f", and in {more} more places" if not rival.each and more else ""),
                place.words,
                f"用“{rival.right}”",
                f"write {rival.right}",
                start=place.start,
                related=() if rival.each else tuple(one.piece for one in rival.places[1:6]),
            )


RULES: tuple[DraftRule, ...] = (used, combined, copied, copied_again, kept)
