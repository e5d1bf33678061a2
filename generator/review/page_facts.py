"""The page's tables of what changed at the source and of the numbers that changed by it, with a bar for the shares."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.base.text import Language
from generator.ledger.attribution.groups import GROUPS
from generator.render.html.markup import tag, text
from generator.render.theme import REPORT
from generator.review.changes import Changes, Headline, NumberChange
from generator.review.inputs import difference_text, places_text, row_texts, values_text
from generator.review.phrases import more, word
from generator.review.sources import Source, SourceList, runs_text

#: So many facts are open on the page; the others unfold.
_OPEN, _ROWS = 30, 20


def sources_table(sources: SourceList, language: Language) -> str:
    """Return the inputs that changed, numbered, with their rows."""
    names = ("", word("causes", language), word("source", language), word("values", language), word("place", language))
    head = tag("thead", tag("tr", "".join(tag("th", text(name), scope="col") for name in names)))
    body = "".join(_source(one, language) for one in sources)
    return tag("div", tag("table", head + tag("tbody", body)), class_="scroll")


def _source(one: Source, language: Language) -> str:
    rows = row_texts(one.change, language)
    several = len(rows) > 1
    shown = [" ".join(filter(None, row)) for row in rows[:_ROWS]] if several else []
    if len(rows) > len(shown) and several:
        shown.append(more(len(rows) - _ROWS, language))
    below = "".join(tag("small", text(row)) for row in shown)
    cells = [
        tag("td", str(one.at), class_="ref"),
        tag("td", text(word(one.group, language)) if one.group else ""),
        tag("td", text(one.change.label.say(language))),
        tag("td", text(values_text(one.change, language)) + below),
        tag("td", tag("span", text(places_text(one.change)), class_="place")),
    ]
    return tag("tr", "".join(cells), id=f"s{one.at}")


def facts_table(changes: Changes, sources: SourceList, language: Language) -> str:
    """Return the changed numbers that documents show, with their shares; the later ones unfold."""
    rows = [_fact(one, changes, sources, language) for one in changes.headlines]
    made = _table(rows[:_OPEN], language)
    if rest := rows[_OPEN:]:
        summary = tag("summary", text(more(len(rest), language)))
        made += tag("details", summary + _table(rest, language), class_="more")
    return made


def _table(rows: Sequence[str], language: Language) -> str:
    names = (("fact", None), ("from", "number"), ("to", "number"), ("difference", "number"), ("causes", "why"))
    cells = "".join(tag("th", word(name, language), scope="col", class_=kind) for name, kind in names)
    table = tag("table", tag("thead", tag("tr", cells)) + tag("tbody", "".join(rows)), class_="facts")
    return tag("div", table, class_="scroll")


def _fact(one: Headline, changes: Changes, sources: SourceList, language: Language) -> str:
    number = one.number
    label = text(number.label.say(language)) + tag("small", tag("code", text(one.key)))
    why = _why(one, changes, sources, language) if one.fate == "changed" else text(word(one.fate, language))
    cells = [
        tag("td", label),
        tag("td", text(number.old or "—"), class_="number"),
        tag("td", text(number.new or "—"), class_="number"),
        tag("td", text(difference_text(one, language)), class_="number"),
        tag("td", why, class_="why"),
    ]
    return tag("tr", "".join(cells))


def _why(one: Headline, changes: Changes, sources: SourceList, language: Language) -> str:
    spelled = []
    for why in sources.why(one, changes, language):
        ref = tag("a", text(runs_text(why.inputs)), href=f"#s{why.inputs[0]}", class_="ref") if why.inputs else ""
        said = " ".join(filter(None, (text(why.name), text(why.share), ref)))
        spelled.append(tag("span", said, style=f"--key:{_color(why.name, language)}"))
    return bar(one.number, language) + tag("div", "".join(spelled), class_="shares") if spelled else ""


def bar(number: NumberChange, language: Language) -> str:
    """Return a bar of the shares by their size; hatched ones pull the other way than the change as a whole."""
    parts = [(word(one.group, language), one.share) for one in number.shares if one.share]
    if number.rounding:
        parts.append((word("rounding", language), number.rounding))
    whole = sum((abs(share) for _, share in parts), Fraction(0))
    if not whole or number.difference is None:
        return ""
    made = "".join(
        tag(
            "i",
            "",
            class_="minus" if (share > 0) != (number.difference >= 0) else None,
            style=f"width:{float(100 * abs(share) / whole):.2f}%;background-color:{_color(name, language)}",
        )
        for name, share in parts
    )
    return tag("div", made, class_="bar", aria_hidden="true")


def _color(name: str, language: Language) -> str:
    names = [word(group, language) for group in GROUPS]
    return REPORT.color(names.index(name)) if name in names else REPORT.rule


def legend(changes: Changes, language: Language) -> str:
    """Return what the hatching of bars means, where any is hatched."""
    mixed = any(len({share.share > 0 for share in one.number.shares if share.share}) > 1 for one in changes.headlines)
    if not mixed:
        return ""
    said = {
        "zh": "条形按各项份额的大小划分，斜纹部分与总变化方向相反；修约为显示位数带来的差。各项之和等于显示的变化。",
        "en": "Bars are divided by the size of the shares; hatched parts pull against the change as a whole. "
        "Rounding is what the digits shown add or take. The shares sum to the change that is shown.",
    }[language]
    return tag("p", text(said), class_="legend")
