"""Blocks as HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.base.units import UnitError
from generator.document.blocks import (
    AuthorSlot,
    Block,
    Clause,
    Contents,
    EndLine,
    Equation,
    Heading,
    Index,
    ListBlock,
    PageBreak,
    Paragraph,
    Remark,
    SignatureBlock,
    Table,
    TermEntry,
)
from generator.document.pictures import Chart, Picture
from generator.document.walk import walk_blocks
from generator.render.charts.spec import figure
from generator.render.html import standard
from generator.render.html.draft import Draft
from generator.render.html.formulas import FormulaError
from generator.render.html.inlines import failed, inlines
from generator.render.html.markup import anchor, tag
from generator.render.html.tables import caption, chart_data, picture_data, table


def blocks(draft: Draft, parts: Sequence[Block]) -> str:
    """Return blocks as HTML, in order. One that cannot be drawn leaves a visible mark and a finding."""
    made = []
    for part in parts:
        draft.at(part.id, part.origin)
        try:
            made.append(_block(draft, part))
        except (KeyError, UnitError, ValueError) as error:
            made.append(tag("p", failed(draft, str(error)), id=anchor(part.id)))
    return "\n".join(filter(None, made))


def _block(draft: Draft, part: Block) -> str:
    match part:
        case Heading():
            return _heading(draft, part)
        case Paragraph():
            return _paragraph(draft, part)
        case ListBlock():
            items = "".join(tag("li", blocks(draft, item.blocks), id=anchor(item.id)) for item in part.items)
            return _marked(draft, part, "ol" if part.ordered else "ul", items)
        case Table():
            return table(draft, part)
        case Chart() | Picture():
            return _figure(draft, part)
        case Equation():
            return _equation(draft, part)
        case AuthorSlot():
            return _slot(draft, part)
        case SignatureBlock():
            return _signature(draft, part)
        case Contents():
            return _contents(draft, part)
        case Clause() | Remark() | TermEntry() | Index() | PageBreak() | EndLine():
            return _of_standard(draft, part)


def _of_standard(draft: Draft, part: Clause | Remark | TermEntry | Index | PageBreak | EndLine) -> str:
    match part:
        case Clause():
            return _marked(draft, part, "p", standard.numbered(draft, part.id, inlines(draft, part.inlines)), "clause")
        case Remark():
            label = tag("span", draft.text(draft.words.label(part.id)), class_="remark-label")
            return _marked(draft, part, "div", label + blocks(draft, part.blocks), f"remark {part.kind}")
        case TermEntry():
            return _marked(draft, part, "div", standard.term_entry(draft, part), "term")
        case Index():
            return _marked(draft, part, "div", standard.index(draft, part), "index")
        case PageBreak():
            return tag("div", class_="page-break", id=anchor(part.id))
        case EndLine():
            return tag("hr", class_="end-line", id=anchor(part.id))


def _paragraph(draft: Draft, part: Paragraph) -> str:
    content = inlines(draft, part.inlines)
    if part.style == "literature":
        content = standard.numbered(draft, part.id, content)
    return _marked(draft, part, "p", content, part.style if part.style != "body" else "")


def _marked(draft: Draft, part: Block, name: str, content: str, kind: str = "") -> str:
    """Return a block's element with its id; a page for internal readers also says where the block was written."""
    origin = str(part.origin) if draft.document.audience == "internal" else None
    return tag(name, content, class_=kind or None, id=anchor(part.id), data_origin=origin)


def _heading(draft: Draft, part: Heading) -> str:
    label = draft.words.label(part.id)
    number = tag("span", draft.text(label), class_="number") + " " if label else ""
    number += standard.role(draft, part)
    link = tag("a", "#", class_="anchor", href=f"#{anchor(part.id)}", aria_label=draft.say("link"))
    kind = " ".join(filter(None, ("annex" if part.annex else "", "" if label else "unnumbered")))
    return _marked(draft, part, f"h{min(6, part.level + 1)}", number + inlines(draft, part.inlines) + link, kind)


def _figure(draft: Draft, part: Chart | Picture) -> str:
    """Return a live chart with its caption and its numbers as a table, for those who cannot see or run it."""
    spec = figure(part, draft.document, draft.words)
    name = anchor(part.id)
    draft.charts[name] = json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    described = part.alt or draft.words.plain(part.caption)
    height = spec["layout"]["height"]
    plot = tag(
        "div", "", class_="plot", id=f"plot-{name}", role="img", aria_label=described, style=f"min-height:{height}px"
    )
    numbers = chart_data(draft, part) if isinstance(part, Chart) else picture_data(draft, part)
    data = tag("details", tag("summary", draft.say("data")) + numbers, class_="data", open=True)
    return _marked(draft, part, "figure", plot + caption(draft, part) + data, "chart")


def _equation(draft: Draft, part: Equation) -> str:
    try:
        formula = draft.formula(part.latex, display=True, symbols=[symbol for symbol, _ in part.where])
    except FormulaError as error:
        formula = failed(draft, f"{part.latex}: {error}")
    label = draft.words.label(part.id)
    line = tag("div", formula, class_="formula") + (tag("span", draft.text(label), class_="label") if label else "")
    body = tag("div", line, class_="line")
    if part.where:
        entries = "".join(
            tag("div", tag("dt", _symbol(draft, symbol)) + tag("dd", draft.say("dash") + inlines(draft, meaning)))
            for symbol, meaning in part.where
        )
        body += tag("div", tag("p", draft.say("where")) + tag("dl", entries), class_="where")
    return _marked(draft, part, "div", body, "equation")


def _symbol(draft: Draft, symbol: str) -> str:
    try:
        return draft.formula(symbol, symbols=[symbol])
    except FormulaError:
        return tag("i", draft.text(symbol))


def _slot(draft: Draft, part: AuthorSlot) -> str:
    """Return the consultant's own text, or a visible place for it. A public page names no file."""
    if part.written:
        return _marked(draft, part, "section", blocks(draft, part.blocks), "slot")
    inner = tag("strong", draft.say("slot"), class_="badge") + tag("p", draft.text(part.prompt))
    aside = [draft.say("responsible") + draft.text(part.responsible)] if part.responsible else []
    if part.file and not draft.public:
        aside.append(draft.say("file") + tag("code", draft.text(part.file)))
    inner += tag("p", tag("span", "</span><span>".join(aside)), class_="aside") if aside else ""
    return _marked(draft, part, "section", inner, "slot open")


def _signature(draft: Draft, part: SignatureBlock) -> str:
    lines = "".join(
        tag("div", tag("dt", draft.text(name)) + tag("dd", draft.text(value))) for name, value in part.lines
    )
    return _marked(draft, part, "dl", lines, "signature")


def _contents(draft: Draft, part: Contents) -> str:
    inner = tag("h2", draft.text(part.title), class_="unnumbered") + headings_list(draft, part.depth)
    for wanted, word, kinds in ((part.tables, "tables", (Table,)), (part.figures, "figures", (Chart, Picture))):
        listed = captions_list(draft, kinds) if wanted else ""
        inner += tag("h3", draft.say(word)) + listed if listed else ""
    return _marked(draft, part, "nav", inner, "contents")


def headings_list(draft: Draft, depth: int) -> str:
    """Return the document's headings down to ``depth`` as a flat list; a class tells the level."""
    made = []
    for block in walk_blocks(draft.document.blocks):
        if isinstance(block, Heading) and block.level <= depth:
            made.append(_entry(draft, block, f"l{block.level}"))
    if draft.document.references:
        made.append(tag("li", tag("a", tag("span", draft.say("references")), href="#bibliography"), class_="l1"))
    return tag("ol", "".join(made), class_="toc")


def captions_list(draft: Draft, kinds: tuple[type, ...]) -> str:
    """Return the captions of the document's tables or figures as a list; empty where it has none."""
    made = [
        _entry(draft, block, "l1")
        for block in walk_blocks(draft.document.blocks)
        if isinstance(block, Table | Chart | Picture) and isinstance(block, kinds) and draft.words.label(block.id)
    ]
    return tag("ol", "".join(made), class_="toc captions") if made else ""


def _entry(draft: Draft, block: Heading | Table | Chart | Picture, level: str) -> str:
    label = draft.words.label(block.id)
    words = block.inlines if isinstance(block, Heading) else block.caption
    number = tag("span", draft.text(label), class_="number") if label else ""
    role = standard.role(draft, block) if isinstance(block, Heading) else ""
    title = tag("span", role + draft.text(draft.words.plain(words)))
    return tag("li", tag("a", number + title, href=f"#{anchor(block.id)}"), class_=level)
