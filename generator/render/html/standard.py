"""What a draft standard is made of, as HTML: cover, clauses, term entries, index."""

from __future__ import annotations

from generator.document.blocks import Heading, Index, StandardCover, TermEntry
from generator.document.wording import remark_label
from generator.render.html.draft import Draft
from generator.render.html.inlines import inlines
from generator.render.html.markup import anchor, tag


def numbered(draft: Draft, block_id: str, content: str) -> str:
    """Return content behind its block's number."""
    label = draft.words.label(block_id)
    return (tag("span", draft.text(label), class_="number") + " " if label else "") + content


def role(draft: Draft, part: Heading) -> str:
    """Return the words that say whether an annex is normative; empty for other headings."""
    return tag("span", draft.say(part.role), class_="role") + " " if part.role else ""


def term_entry(draft: Draft, part: TermEntry) -> str:
    """Return an entry in the order of GB/T 1.1-2020, 8.7.3.1."""
    equivalent = "; ".join(filter(None, (part.english, part.abbreviation)))
    made = [
        tag("p", draft.text(draft.words.label(part.id)), class_="entry-number"),
        tag("p", tag("dfn", draft.text(part.term)) + "\u3000" + draft.text(equivalent), class_="entry-term"),
        *(tag("p", draft.text(other), class_="entry-admitted") for other in part.admitted),
    ]
    if part.symbol:
        made.append(tag("p", draft.text(part.symbol), class_="entry-symbol"))
    made.append(tag("p", inlines(draft, part.definition)))
    for kind, lines in (("example", part.examples), ("note", part.notes)):
        for place, line in enumerate(lines, 1):
            label = draft.text(remark_label(kind, place, len(lines), draft.language))
            content = tag("span", label, class_="remark-label") + tag("p", inlines(draft, line))
            made.append(tag("div", content, class_=f"remark {kind}"))
    if part.source:
        made.append(tag("p", f"[{draft.say('source')}{draft.text(part.source)}]", class_="entry-source"))
    return "".join(made)


def index(draft: Draft, part: Index) -> str:
    """Return the index: initial letters, key words, and links to their places."""
    made = []
    for initial, entries in part.groups:
        lines = []
        for entry in entries:
            links = ", ".join(
                tag("a", draft.text(draft.words.label(target)), href=f"#{anchor(target)}") for target in entry.targets
            )
            lines.append(tag("div", tag("dt", draft.text(entry.word)) + tag("dd", links)))
        made.append(tag("p", draft.text(initial), class_="initial") + tag("dl", "".join(lines)))
    return "".join(made)


def cover(draft: Draft, standard: StandardCover) -> str:
    """Return the cover of a draft standard (GB/T 1.1-2020, 8.1)."""
    left = [f"ICS {standard.ics}" if standard.ics else "", f"CCS {standard.ccs}" if standard.ccs else ""]
    left.append(standard.record)
    right = [standard.code, standard.number, standard.replaces]
    names = "\u3000".join(standard.names)
    english = "—".join(standard.english)
    middle = (standard.conformity, standard.stage, standard.patents)
    parts = [
        tag("div", _lines(draft, left), class_="codes"),
        tag("div", _lines(draft, right), class_="numbers"),
        tag("p", draft.text(standard.kind), class_="kind"),
        tag("h1", draft.text(names)),
        tag("p", draft.text(english), class_="english") if english else "",
        *(tag("p", draft.text(line), class_="state") for line in middle if line),
        tag("div", _lines(draft, [standard.published, standard.implemented]), class_="dates"),
        tag("p", draft.text(standard.publisher), class_="publisher") if standard.publisher else "",
    ]
    return tag("header", "".join(parts), class_="cover standard")


def _lines(draft: Draft, lines: list[str]) -> str:
    return "".join(tag("p", draft.text(line)) for line in lines if line)
