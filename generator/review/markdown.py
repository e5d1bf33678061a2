"""The summary as Markdown, for comments of a CI: tables for numbers, details that fold, nothing that could run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.base.edits import WordEdit
from generator.base.text import Language
from generator.review.changes import BlockChange, Changes, DocumentChanges, Headline
from generator.review.digest import digest
from generator.review.inputs import difference_text, places_text, values_text
from generator.review.phrases import more, say, word
from generator.review.sources import SourceList
from generator.review.spelling import around, short
from generator.review.told import (
    block_told,
    cells_told,
    documents_told,
    finding_told,
    grid_told,
    numbers_told,
    overview,
    same_told,
    section_told,
    side_told,
)

_FACTS, _FOLDED, _SOURCES, _LISTED, _CELLS, _CONTEXT, _LINE = 15, 40, 15, 15, 12, 40, 300
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&-])")
_LINES = re.compile(r"\s+")
#: What a forge makes a link or a mention of even where it is escaped; a comment in between keeps it from doing so.
_REFERENCE = re.compile(r"([@#!%~$&^])(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)")


def markdown(changes: Changes, language: Language, *, full: bool = False) -> str:
    """Return the summary as GitHub's and GitLab's Markdown; what stands in the project can neither link nor mention."""
    parts = [*_top(changes, language)]
    if not changes.same:
        sources = SourceList.of(changes)
        parts += _bullets("templates", documents_told(changes, language), language, full)
        parts += _sources(sources, language, full)
        parts += _facts(changes, sources, language, full)
        for document in changes.documents:
            parts += _document(document, language, full)
        parts += _findings(changes, language, full)
        if same := same_told(changes, language):
            parts += ["", escaped(same)]
    return "\n".join(parts).strip() + "\n"


def escaped(text: str) -> str:
    """Return text in one line that Markdown shows as it is."""
    return _run(text.strip())


def _top(changes: Changes, language: Language) -> Iterator[str]:
    sides = (side_told(changes.old, "from", language), side_told(changes.new, "to", language))
    yield f"**{escaped(overview(changes, language))}**"
    yield ""
    yield from (f"- {escaped(side)}" for side in sides)
    yield from (f"- ⚠ {escaped(remark.say(language))}" for remark in changes.remarks)


def _kept(items: Iterable[str], most: int, full: bool, language: Language) -> tuple[list[str], str]:
    found = list(items)
    if full or len(found) <= most + 1:
        return found, ""
    return found[:most], more(len(found) - most, language)


def _bullets(name: str, lines: Iterable[str], language: Language, full: bool) -> Iterator[str]:
    kept, rest = _kept(lines, _LISTED, full, language)
    if kept:
        yield from ("", f"### {word(name, language)}", "")
        yield from (f"- {escaped(line)}" for line in kept)
        if rest:
            yield f"- {rest}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---:' if at in right else '---' for at in range(len(head)))} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _sources(sources: SourceList, language: Language, full: bool) -> Iterator[str]:
    if not len(sources):
        return
    listed = list(sources)
    kept = listed if full or len(listed) <= _SOURCES + 1 else listed[:_SOURCES]
    yield from ("", f"### {word('inputs', language)}", "")
    head = ["", word("causes", language), word("source", language), word("values", language), word("place", language)]
    rows = (
        (
            str(one.at),
            word(one.group, language),
            escaped(one.change.label.say(language)),
            escaped(values_text(one.change, language)),
            _code(places_text(one.change)),
        )
        for one in kept
    )
    yield from _table(head, rows)
    if len(kept) < len(listed):
        yield from ("", more(len(listed) - len(kept), language))


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39)).replace('|', '/')}`" if text else ""


def _facts(changes: Changes, sources: SourceList, language: Language, full: bool) -> Iterator[str]:
    if not changes.headlines:
        return
    yield from ("", f"### {word('facts', language)}", "")
    names = ("fact", "from", "to", "difference", "causes")
    rows = [_fact(one, changes, sources, language) for one in changes.headlines]
    most = len(rows) if full or len(rows) <= _FACTS + 1 else _FACTS
    yield from _table([word(name, language) for name in names], rows[:most], (1, 2, 3))
    if rest := rows[most:]:
        table = [*_table([word(name, language) for name in names], rest[:_FOLDED], (1, 2, 3))]
        if rest[_FOLDED:]:
            table += ["", more(len(rest) - _FOLDED, language)]
        yield from _details(more(len(rest), language), table)


def _details(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", f"<details><summary>{_plain(title)}</summary>", "")
    yield from lines
    yield from ("", "</details>")


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fact(one: Headline, changes: Changes, sources: SourceList, language: Language) -> list[str]:
    number = one.number
    causes = [why.text for why in sources.why(one, changes, language)]
    if one.fate != "changed":
        causes = [word(one.fate, language)]
    cells = [number.label.say(language), number.old or "—", number.new or "—", difference_text(one, language)]
    return [*map(escaped, cells), "<br>".join(map(escaped, causes))]


def _document(document: DocumentChanges, language: Language, full: bool) -> Iterator[str]:
    if document.fate == "same":
        return
    yield from ("", f"### {escaped(document.title)} ({escaped(document.id)})", "")
    if document.fate != "changed":
        yield word(document.fate, language)
        return
    found = digest(document)
    cover = (f"{word(one.field, language)}: {one.old or '—'} → {one.new or '—'}" for one in document.cover)
    sections = (section_told(one, language) for one in found.sections)
    lines, rest = _kept([*cover, *sections, *numbers_told(found, language)], 2 * _LISTED, full, language)
    yield from (f"- {escaped(line)}" for line in lines)
    if rest:
        yield f"- {rest}"
    for name, blocks in (("text", found.text), ("tables", found.grids)):
        if blocks:
            title = f"{word(name, language)}: {len(blocks)}"
            yield from _details(title, _blocks(blocks, language, full))


def _blocks(blocks: Sequence[BlockChange], language: Language, full: bool) -> Iterator[str]:
    kept = blocks if full or len(blocks) <= _LISTED + 1 else blocks[:_LISTED]
    for block in kept:
        yield f"- {escaped(block_told(block, language))}"
        for line in _block(block, language, full):
            yield f"  <br>{line}"
    if len(kept) < len(blocks):
        yield f"- {more(len(blocks) - len(kept), language)}"


def _block(block: BlockChange, language: Language, full: bool) -> Iterator[str]:
    if block.grid is not None:
        if block.grid.caption:
            yield _marked(block.grid.caption)
        cells, rest = _kept(cells_told(block.grid), _CELLS, full, language)
        yield from (escaped(line) for line in (*grid_told(block.grid, language), *cells))
        if rest:
            yield rest
    elif block.edits:
        yield _marked(around(block.edits, 0 if full else _CONTEXT))
    elif block.fate == "moved":
        yield escaped(block.new_text if full else short(block.new_text, _LINE))
    else:
        name = "ins" if block.fate == "added" else "del"
        text = block.new_text or block.old_text
        yield f"<{name}>{escaped(text if full else short(text, _LINE))}</{name}>"


def _marked(edits: Iterable[WordEdit]) -> str:
    frames = {"equal": ("", ""), "deleted": ("<del>", "</del>"), "inserted": ("<ins>", "</ins>")}
    return "".join(f"{frames[run.kind][0]}{_run(run.text)}{frames[run.kind][1]}" for run in edits)


def _run(text: str) -> str:
    parts = (_SPECIAL.sub(r"\\\1", part) for part in _apart(_LINES.sub(" ", text)))
    return "<!-- -->".join(parts)


def _apart(text: str) -> list[str]:
    """Cut a text after each character that would begin a mention, a reference or an address."""
    cuts = [match.end() for match in _REFERENCE.finditer(text)]
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _findings(changes: Changes, language: Language, full: bool) -> Iterator[str]:
    found = changes.findings
    changed = [pair.new for pair in found.changed]
    if not (found.came or found.went or changed):
        return
    yield from ("", f"### {word('findings', language)}", "")
    for name, listed in (("came", found.came), ("weighed", changed), ("went", found.went)):
        kept, rest = _kept((finding_told(one, language) for one in listed), _LISTED, full, language)
        if kept:
            yield from _details(
                say(f"{word(name, language)}：{len(listed)}", f"{word(name, language)}: {len(listed)}", language),
                [*(f"- {escaped(line)}" for line in kept), *([f"- {rest}"] if rest else [])],
            )
