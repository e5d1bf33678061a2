"""A comparison as one self-contained page that needs no script: numbers with their causes, documents side by side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from generator.base.findings import Finding
from generator.base.text import Language
from generator.ledger.spelling import place
from generator.render.html.markup import tag, text
from generator.render.html.page import variables
from generator.render.theme import REPORT
from generator.review.changes import Changes, DocumentChanges, SideName
from generator.review.digest import digest
from generator.review.page_documents import side_by_side
from generator.review.page_facts import facts_table, legend, sources_table
from generator.review.phrases import say, word
from generator.review.sources import SourceList
from generator.review.told import documents_told, finding_told, numbers_told, overview, same_told, section_told

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(changes: Changes, language: Language) -> bytes:
    """Return the page, UTF-8. The same comparison gives the same bytes."""
    sources = SourceList.of(changes)
    parts = [_remarks(changes, language), tag("p", text(overview(changes, language)), class_="overview")]
    if not changes.same:
        parts += [_templates(changes, language), _facts(changes, sources, language)]
        parts += [_document(one, at, changes, language) for at, one in enumerate(changes.documents)]
        parts.append(_findings(changes, language))
    body = _top(changes, language) + _menu(changes, language) + tag("main", "\n".join(filter(None, parts)))
    foot = same_told(changes, language) if not changes.same else ""
    body += tag("footer", text(foot)) if foot else ""
    lines = [
        "<!doctype html>",
        f'<html lang="{"en" if language == "en" else "zh-CN"}">',
        _head(changes, language),
        tag("body", body),
        "</html>\n",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def _head(changes: Changes, language: Language) -> str:
    title = f"{word('changes', language)}: {changes.old.name} → {changes.new.name}"
    return tag(
        "head",
        "\n".join(
            [
                tag("meta", charset="utf-8"),
                tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
                tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
                tag("meta", name="referrer", content="no-referrer"),
                f"<title>{text(title)}</title>",
                f"<style>\n:root{{{variables(REPORT)}}}\n{_style()}</style>",
            ]
        ),
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def _top(changes: Changes, language: Language) -> str:
    sides = "".join(
        tag("div", tag("dt", word(which, language)) + tag("dd", _side(side)))
        for which, side in (("from", changes.old), ("to", changes.new))
    )
    head = tag("h1", word("changes", language)) + tag("dl", sides)
    return tag("header", tag("div", head), class_="top")


def _side(side: SideName) -> str:
    known = [side.project if side.project != side.name else "", side.commit[:12], side.author, side.date]
    more = " · ".join(filter(None, known))
    return text(side.name) + (tag("small", text(more)) if more else "")


def _menu(changes: Changes, language: Language) -> str:
    entries = [("facts", word("facts", language))] if changes.headlines else []
    entries += [(f"d{at}", one.title) for at, one in enumerate(changes.documents) if one.fate != "same"]
    found = changes.findings
    entries += [("findings", word("findings", language))] if found.came or found.went or found.changed else []
    return (
        tag("nav", "".join(tag("a", text(name), href=f"#{to}") for to, name in entries), class_="menu")
        if entries
        else ""
    )


def _remarks(changes: Changes, language: Language) -> str:
    items = "".join(tag("li", text(remark.say(language))) for remark in changes.remarks)
    return tag("ul", items, class_="remarks") if items else ""


def _bullets(lines: Iterable[str]) -> str:
    items = "".join(tag("li", text(line)) for line in lines)
    return tag("ul", items, class_="list") if items else ""


def _templates(changes: Changes, language: Language) -> str:
    items = _bullets(documents_told(changes, language))
    return tag("h3", word("templates", language)) + items if items else ""


def _facts(changes: Changes, sources: SourceList, language: Language) -> str:
    if not changes.headlines and not len(sources):
        return ""
    parts = [tag("h2", word("facts", language), id="facts", class_="first")]
    if len(sources):
        parts += [tag("h3", word("inputs", language)), sources_table(sources, language)]
    if changes.headlines:
        parts.append(tag("h3", say("文档中变化的数值", "Numbers that documents show", language)))
        parts += [facts_table(changes, sources, language), legend(changes, language)]
    return "".join(parts)


def _document(document: DocumentChanges, at: int, changes: Changes, language: Language) -> str:
    if document.fate == "same":
        return ""
    state = word(document.fate, language) if document.fate != "changed" else ""
    small = " · ".join(filter(None, (document.id, _template(document), state)))
    head = tag("h2", text(document.title) + tag("small", text(small)), id=f"d{at}")
    if document.fate == "unmade":
        return head
    cover = (f"{word(one.field, language)}: {one.old or '—'} → {one.new or '—'}" for one in document.cover)
    found = digest(document)
    sections = (section_told(one, language) for one in found.sections)
    listed = _bullets([*cover, *sections, *numbers_told(found, language)])
    names = (changes.old.name, changes.new.name)
    return head + listed + side_by_side(document, f"d{at}", names, language)


def _template(document: DocumentChanges) -> str:
    old, new = document.old_template, document.new_template
    return new if old == new else f"{old or '—'} → {new or '—'}"


def _findings(changes: Changes, language: Language) -> str:
    found = changes.findings
    parts = []
    for name, listed in (
        ("came", found.came),
        ("weighed", tuple(pair.new for pair in found.changed)),
        ("went", found.went),
    ):
        if listed:
            title = say(f"{word(name, language)}：{len(listed)}", f"{word(name, language)}: {len(listed)}", language)
            parts.append(
                tag("h3", text(title)) + tag("ul", "".join(_finding(one, language) for one in listed), class_="list")
            )
    return tag("h2", word("findings", language), id="findings") + "".join(parts) if parts else ""


def _finding(finding: Finding, language: Language) -> str:
    where = place(finding.position)
    said = finding_told(finding, language).removeprefix(where).strip()
    return tag("li", text(said) + " " + tag("span", text(where), class_="place"))
