"""What a draft standard is made of, as Markdown: term entries, notes and examples, index, flow charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.document.blocks import Block, Index, Remark, StandardCover, Table, TermEntry
from generator.document.inlines import Inlines
from generator.document.pictures import Picture
from generator.document.wording import Wording, letters, remark_label
from generator.render.markdown import escape
from generator.render.markdown.grid import pipe_table

Say = Callable[[Inlines], str]


def remark(part: Remark, words: Wording, blocks: Callable[[Sequence[Block]], list[str]]) -> list[str]:
    """Return a note or an example with its label; a list or table inside it follows."""
    label = escape.text(words.label(part.id))
    inner = blocks(part.blocks)
    return [f"**{label}**{inner[0]}", *inner[1:]] if inner else [f"**{label}**"]


def term_entry(part: TermEntry, words: Wording, say: Say) -> list[str]:
    """Return an entry in the order of GB/T 1.1-2020, 8.7.3.1, each part a paragraph."""
    language = words.document.language
    equivalent = "; ".join(filter(None, (part.english, part.abbreviation)))
    heads = [f"**{escape.text(words.label(part.id))}**", f"**{escape.text(part.term)}　{escape.text(equivalent)}**"]
    heads += [escape.line(escape.text(other)) for other in part.admitted]
    made = [*heads, escape.line(escape.text(part.symbol)), escape.line(say(part.definition))]
    for kind, lines in (("example", part.examples), ("note", part.notes)):
        for place, line in enumerate(lines, 1):
            made.append(f"**{escape.text(remark_label(kind, place, len(lines), language))}**{say(line)}")
    if part.source:
        made.append(escape.text(f"[来源：{part.source}]" if words.chinese else f"[SOURCE: {part.source}]"))
    return [line for line in made if line]


def table_footnotes(part: Table, say: Say) -> list[str]:
    """Return the footnotes of a table with their letters."""
    return [f"<sup>{letter(place)}</sup> {say(line)}" for place, line in enumerate(part.footnotes)]


def letter(place: int) -> str:
    """Return the mark of a table's footnote, counted from 0: a, b, … z, aa."""
    return letters(place + 1).lower()


def flow_chart(part: Picture, words: Wording) -> str:
    """Return a flow chart as a table: each box with the boxes that follow it."""
    names = {box.id: box.text for box in part.boxes}
    arrows: dict[str, list[str]] = {}
    for arrow in part.arrows:
        aside = f"（{arrow.text}）" if arrow.text and words.chinese else f" ({arrow.text})" if arrow.text else ""
        arrows.setdefault(arrow.source, []).append(names.get(arrow.target, arrow.target) + aside)
    separator = "；" if words.chinese else "; "
    head = ["步骤", "下一步"] if words.chinese else ["Step", "Next"]
    boxes = sorted(part.boxes, key=lambda box: (box.row, box.column))
    rows = [[escape.text(box.text), escape.text(separator.join(arrows.get(box.id, ["—"])))] for box in boxes]
    return pipe_table(head, rows, ["left", "left"])


def index(part: Index, words: Wording) -> list[str]:
    """Return the index: initial letters, key words, and the numbers of the places they point to."""
    made = []
    for initial, entries in part.groups:
        made.append(f"**{escape.text(initial)}**")
        lines = [
            f"- {escape.text(entry.word)} …… {escape.text(', '.join(words.label(target) for target in entry.targets))}"
            for entry in entries
        ]
        made.append("\n".join(lines))
    return made


def cover(standard: StandardCover) -> list[str]:
    """Return the cover of a draft standard, line by line as GB/T 1.1-2020, 8.1 has it."""
    top = [standard.ics and f"ICS {standard.ics}", standard.ccs and f"CCS {standard.ccs}", standard.record]
    numbers = [standard.code, standard.number, standard.replaces]
    dates = [standard.published, standard.implemented]
    name = "　".join(standard.names)
    groups = (top, numbers, [standard.kind])
    made = ["\n".join(f"- {escape.text(line)}" for line in group if line) for group in groups]
    made.append(f"# {escape.text(name)}")
    made.append(escape.line(escape.text("—".join(standard.english))))
    rest = [standard.conformity, standard.stage, standard.patents, *dates, standard.publisher]
    made.append("\n".join(f"- {escape.text(line)}" for line in rest if line))
    return [part for part in made if part]
