"""What a redline is held against: both files as read, block by block."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from generator.base.archive import R
from generator.word import WordBlock, WordFile, WordParagraph, accepted, read_word, rejected
from generator.word.package import Package
from generator.word.redline import redline

DATE = "2026-01-05T08:00:00Z"


def read(data: bytes) -> WordFile:
    """Read a file that has to be readable."""
    outcome = read_word(data)
    assert outcome.value is not None, outcome.findings
    assert not outcome.findings, [str(f.message) for f in outcome.findings]
    return outcome.value


def shown(data: bytes) -> dict[str, object]:
    """Return what a reader sees of a file, block by block: text, form, tables, notes, margins."""
    file = read(data)
    notes = {("footnote", n.id): n for n in file.footnotes} | {("endnote", n.id): n for n in file.endnotes}
    said = {key: _blocks(note.blocks, {}) for key, note in notes.items()}
    return {
        "body": _blocks(file.body, said),
        "notes": len(notes),
        "drawn": _drawn(data),
        "revisions": file.revisions,
        "margins": [
            {
                kind: _blocks(margin.blocks, {})
                for kind, margin in sorted({**section.headers, **section.footers}.items())
            }
            for section in file.sections
        ],
        "sections": [(s.landscape, s.width, s.page_format, s.page_start) for s in file.sections],
    }


def _drawn(data: bytes) -> list[str]:
    """The pictures and charts of the text in order, as digests of their parts."""
    package = Package(data)
    targets = {one.id: one for one in package.relations(package.main)}
    found = []
    for one in package.tree(package.main).iter():
        for key, value in one.attrib.items():
            if key in {f"{{{R}}}embed", f"{{{R}}}id"} and str(one.tag).rpartition("}")[2] in {"blip", "chart"}:
                found.append(hashlib.sha256(package.raw(targets[str(value)].target)).hexdigest()[:12])
    return found


def _blocks(blocks: tuple[WordBlock, ...], notes: Mapping[tuple[str, int], object]) -> list[object]:
    found: list[object] = []
    for block in blocks:
        if isinstance(block, WordParagraph):
            found.append(_paragraph(block, notes))
        else:
            found.append([
                (row.header, [(c.column, c.span, c.merge, _blocks(c.blocks, notes)) for c in row.cells])
                for row in block.rows
            ])  # fmt: skip
    return found


def _paragraph(one: WordParagraph, notes: Mapping[tuple[str, int], object]) -> tuple[object, ...]:
    return (
        one.text,
        one.style_name,
        one.alignment,
        one.indents,
        one.label.text if one.label else "",
        one.outline,
        _spans(one),
        [(field.kind, field.start, field.end) for field in one.fields],
        [(link.start, link.end, link.target) for link in one.links],
        [(note.offset, note.kind, notes.get((note.kind, note.id))) for note in one.notes],
        [(thing.offset, thing.kind, thing.description) for thing in one.objects],
    )


def _spans(one: WordParagraph) -> list[object]:
    """Neighbouring spans of one look as one; which font a shared mark takes is no form."""
    found: list[list[object]] = []
    for span in one.spans:
        look = replace(span, start=0, end=0, text="") if hasattr(span, "text") else replace(span, start=0, end=0)
        if found and found[-1][2] == look and found[-1][1] == span.start:
            found[-1][1] = span.end
        else:
            found.append([span.start, span.end, look])
    return [tuple(entry) for entry in found]


def made(old: bytes, new: bytes, **notes: str) -> bytes:
    """Return the redline of two files that has to succeed."""
    outcome = redline(old, new, author="审核人", date=DATE, notes=notes)
    assert outcome.value is not None, outcome.findings
    return outcome.value


def differences(got: object, want: object, path: str = "") -> list[str]:
    """Say where two readings differ, the first few places."""
    if got == want:
        return []
    if isinstance(got, dict) and isinstance(want, dict):
        return [said for key in want for said in differences(got.get(key), want[key], f"{path}/{key}")]
    if isinstance(got, list | tuple) and isinstance(want, list | tuple):
        found = [] if len(got) == len(want) else [f"{path}: {len(got)} instead of {len(want)}"]
        for at, (one, other) in enumerate(zip(got, want, strict=False)):
            found += differences(one, other, f"{path}[{at}]")
            if len(found) > 4:
                break
        return found
    return [f"{path}: {got!r} instead of {want!r}"]


def check(old: bytes, new: bytes, **notes: str) -> bytes:
    """Assert that a redline accepted is the new file and rejected the old one; return it."""
    data = made(old, new, **notes)
    assert differences(shown(accepted(data)), shown(new)) == []
    assert differences(shown(rejected(data)), shown(old)) == []
    return data
