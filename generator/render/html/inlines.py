"""Inlines as HTML: numbers with their trace, references as links, footnotes, formulas."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.base.units import UnitError
from generator.document.inlines import (
    Citation,
    CrossRef,
    FactRef,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Str,
)
from generator.document.pictures import Point
from generator.render.html.draft import Draft
from generator.render.html.formulas import FormulaError
from generator.render.html.markup import anchor, tag
from generator.render.rules import NOT_DRAWN

_SCHEMES = frozenset({"https", "http", "mailto"})


def inlines(draft: Draft, parts: Inlines) -> str:
    """Return inlines as HTML."""
    return "".join(_inline(draft, part) for part in parts)


def _inline(draft: Draft, part: Inline) -> str:
    match part:
        case Str():
            return _styled(draft, part)
        case FactRef():
            return number(draft, part)
        case CrossRef():
            return _reference(draft, part)
        case Citation():
            return _citation(draft, part)
        case Footnote():
            return _footnote(draft, part)
        case Math():
            return _formula(draft, part)
        case Link():
            return _link(draft, part)
        case LineBreak():
            return tag("br")


def _styled(draft: Draft, part: Str) -> str:
    marked = draft.text(part.text)
    for wanted, name in (
        (part.code, "code"),
        (part.subscript, "sub"),
        (part.superscript, "sup"),
        (part.italic, "em"),
        (part.bold, "strong"),
    ):
        marked = tag(name, marked) if wanted else marked
    return marked


def number(draft: Draft, ref: FactRef) -> str:
    """Return a number as ``<data>`` with its rounded value, opaque ids and, unless public, its trace."""
    control = draft.next_control()
    try:
        shown = draft.words.shown(ref)
    except (KeyError, UnitError) as error:
        return failed(draft, f"{ref.key}: {error}")
    fact = draft.document.facts[ref.key]
    described = None
    if draft.traces and fact.trace:
        draft.traced[ref.key] = None
        described = f"trace-{fact.alias}"
    marked = tag(
        "data",
        draft.text((shown.full if ref.display.with_unit else shown.text).replace(" ", "\u00a0")),
        class_="fact",
        value=f"{shown.value:f}",
        data_fact=fact.alias,
        data_id=control,
        tabindex=0 if described else None,
        aria_describedby=described,
    )
    return tag("strong", marked) if ref.bold else marked


def point(draft: Draft, at: Point | None) -> str:
    """Return a number of a chart's data table; a gap is a dash."""
    if at is None:
        return "–"
    shown, fact = draft.words.shown(at), draft.document.facts[at.key]
    return tag("data", draft.text(shown.text), class_="point", value=f"{shown.value:f}", data_fact=fact.alias)


def failed(draft: Draft, reason: str) -> str:
    """Report what cannot be drawn and return the mark that stands in its place."""
    label = draft.words.label(draft.block) or draft.block
    draft.report(NOT_DRAWN, f"{label} 无法绘制：{reason}", f"{label} cannot be drawn: {reason}")
    return tag("mark", draft.say("failed"), class_="failed")


def _reference(draft: Draft, part: CrossRef) -> str:
    if part.target not in draft.words.blocks:
        return failed(draft, f"no block {part.target}")
    words = draft.words.reference(part.target)
    named = "ref title" if words.startswith("“") else "ref"  # a label stays on its line, a quoted title may break
    return tag("a", draft.text(words), class_=named, href=f"#{anchor(part.target)}")


def _citation(draft: Draft, part: Citation) -> str:
    place = draft.words.cited.get(part.reference)
    if place is None:
        return failed(draft, f"no reference {part.reference}")
    return tag("sup", tag("a", f"[{place}]", href=f"#ref-{place}", role="doc-biblioref"), class_="cite")


def _footnote(draft: Draft, part: Footnote) -> str:
    draft.footnotes.append("")
    place = len(draft.footnotes)
    draft.footnotes[place - 1] = inlines(draft, part.inlines)
    mark = f"{place})" if draft.document.standard else str(place)  # GB/T 1.1-2020, 9.12.1
    link = tag("a", mark, id=f"fnref-{place}", href=f"#fn-{place}", role="doc-noteref", aria_describedby=f"fn-{place}")
    return tag("sup", link, class_="noteref")


def _formula(draft: Draft, part: Math) -> str:
    try:
        return draft.formula(part.latex)
    except FormulaError as error:
        return failed(draft, f"{part.latex}: {error}")


def _link(draft: Draft, part: Link) -> str:
    inner = inlines(draft, part.inlines)
    try:
        scheme = urlsplit(part.url.strip()).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme not in _SCHEMES:
        draft.report(
            NOT_DRAWN, f"链接 {part.url} 不是 https、http 或 mailto", f"the link {part.url} has no allowed scheme"
        )
        return inner
    return tag("a", inner, href=part.url.strip(), rel="noopener noreferrer", class_="out")
