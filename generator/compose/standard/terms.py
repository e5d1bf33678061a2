"""Chapters 3 and 4: terms with the lead-in that fits, symbols and abbreviations in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.compose.bounds import drawable
from generator.compose.standard.references import place_words
from generator.document.blocks import Block, Heading, Paragraph, TermEntry
from generator.document.inlines import Inline, Math, Str
from generator.project.sections.standard_parts import Term, TermSource

if TYPE_CHECKING:
    from generator.compose.standard.draft import Draft

NONE = "本文件没有需要界定的术语和定义。"


def blocks(draft: Draft) -> tuple[Block, ...]:
    """Return chapter 3 (8.7): lead-in, classes of concepts, entries."""
    return tuple(_blocks(draft))


def _blocks(draft: Draft) -> Iterator[Block]:
    standard = draft.standard
    at = standard.place("terms") if standard.terms else standard.at
    builder = draft.builder("terms", standard.at.path, "terms")
    ids = draft.tools.ids
    yield Heading(ids.structural("terms", at), at, 1, (Str("术语和定义"),))
    lead = Str(lead_in(draft))
    yield Paragraph(builder.new_id("paragraph", at.line), at, (lead,))
    if not standard.term_classes:
        for term in standard.terms:
            yield _entry(draft, term, 2)
        return
    for group in standard.term_classes:
        yield Heading(ids.given(group.id, group.at), group.at, 2, (Str(group.title),))
        for term in standard.terms:
            if term.class_ == group.id:
                yield _entry(draft, term, 3)


def lead_in(draft: Draft) -> str:
    """Return the lead-in of 8.7.2; it cites its documents normatively (9.5.4.2.1)."""
    standard, names = draft.standard, []
    for place, said in enumerate(standard.terms_from):
        name, _, flag = said.partition(",")
        dated = flag.strip() == "dated"
        document = draft.uses.documents.get(name.strip())
        if document is not None:
            at = standard.place(f"terms_from.{place}")
            draft.uses.cite(document.id, at, "text", dated=dated, strong=True)
            names.append(document.name(dated=dated))
    if not names:
        return "下列术语和定义适用于本文件。" if standard.terms else NONE
    listed = "、".join(names[:-1]) + "和" + names[-1] if len(names) > 1 else names[0]
    return f"{listed}界定的{'以及下列' if standard.terms else ''}术语和定义适用于本文件。"


def _entry(draft: Draft, term: Term, level: int) -> TermEntry:
    builder = draft.builder("terms", term.at.path, "terms")
    place = term.place
    return TermEntry(
        draft.tools.ids.given(term.id, place("id")),
        term.at,
        level,
        term.term,
        term.english,
        builder.words(f"{term.definition.rstrip('。')}。", place("definition").line, "terms"),
        term.abbreviation,
        tuple(term.admitted),
        term.symbol,
        tuple(builder.words(t, place(f"examples.{n}").line, "example") for n, t in enumerate(term.examples)),
        tuple(builder.words(t, place(f"notes.{n}").line, "note") for n, t in enumerate(term.notes)),
        _source(draft, term.source) if term.source else "",
    )


def _source(draft: Draft, source: TermSource) -> str:
    """Return what stands after 来源： (9.5.4.3): number with its year, the entry, and whether it was changed."""
    document = draft.uses.documents.get(source.reference)
    if document is None:
        return source.reference
    draft.uses.cite(document.id, source.at, "source", dated=bool(source.clause), strong=False)
    clause = place_words(source.clause).removeprefix("中") if source.clause else ""
    parts = [document.name(dated=True), clause, "有修改" if source.adapted else ""]
    return "，".join(part for part in parts if part)


# ------------------------------------------------------------------------------- symbols and abbreviations


def symbols(draft: Draft) -> tuple[Block, ...]:
    """Return chapter 4 (8.8), or nothing where there are neither symbols nor abbreviations."""
    standard = draft.standard
    given = [word for word, some in (("符号", standard.symbols), ("缩略语", standard.abbreviations)) if some]
    if not given:
        return ()
    at = standard.place("symbols" if standard.symbols else "abbreviations")
    title = "和".join(given)
    builder = draft.builder("symbols", standard.at.path, "terms")
    ids = draft.tools.ids
    made: list[Block] = [Heading(ids.structural("symbols", at), at, 1, (Str(title),))]
    made.append(Paragraph(builder.new_id("paragraph", at.line), at, (Str(f"下列{title}适用于本文件。"),)))
    for symbol in sorted(standard.symbols, key=lambda one: symbol_order(one.symbol)):
        meaning = builder.words(symbol.zh.rstrip("。；"), symbol.place("zh").line, "note")
        sign: Inline = Math(symbol.symbol) if drawable(symbol.symbol) else Str(symbol.symbol)
        made.append(Paragraph(builder.new_id("paragraph", symbol.at.line), symbol.at, (sign, Str("："), *meaning)))
    for one in sorted(standard.abbreviations, key=lambda one: symbol_order(one.short)):
        meaning = builder.words(one.zh.rstrip("。；"), one.place("zh").line, "note")
        english = (Str(f"（{one.en}）"),) if one.en else ()
        line = (Str(f"{one.short}："), *meaning, *english)
        made.append(Paragraph(builder.new_id("paragraph", one.at.line), one.at, line))
    return tuple(made)


_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)
_GREEK = {name: place for place, name in enumerate(_NAMES.split())}
_PART = re.compile(r"\\([A-Za-z]+)|([A-Za-z])|(\d+)|(_)|([^\s{}_\\])")


def symbol_order(symbol: str) -> tuple[tuple[int, int, int, int], ...]:
    """Return the place of a symbol in the list (8.8.3).

    Capitals before small letters, a letter without index before one with it, an index of letters before one of numbers,
    Greek after Latin, other signs last.
    """
    return tuple(_rank(found) for found in _PART.finditer(symbol))


def _rank(found: re.Match[str]) -> tuple[int, int, int, int]:
    name, letter, number, index, sign = found.groups()
    if letter:
        return (1, ord(letter.lower()), int(letter.islower()), 0)
    if name and name.lower() in _GREEK:
        return (2, _GREEK[name.lower()], int(name[0].islower()), 0)
    if index:
        return (0, 0, 0, 0)
    if number:
        return (3, 0, 0, int(number[:9]))
    return (4, ord(sign) if sign else 0, 0, 0)
