"""Merging the sections that a project words itself with those of a newer version of the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.base.text import Language
from generator.compose.overrides import Base, base_of, body_of, edition, header, override_name, section_text, text_hash
from generator.compose.templates import Template
from generator.project.project import SlotText
from generator.review.upgrade.comparing import heir_of
from generator.review.upgrade.merging import Conflict, merge

_MARK = "\ufeff"
How = Literal["kept", "merged", "conflict", "unneeded", "homeless", "baseless"]


@dataclass(frozen=True, slots=True)
class SectionMerge:
    """What becomes of one section that the project words itself.

    ``kept``: the new edition left the section as it was; ``unneeded``: it says what the project says; ``homeless``: no
    section takes it over; ``baseless``: what it was taken from is not known. ``target`` is its name in the new edition.
    """

    name: str
    path: str
    how: How
    target: str = ""
    renamed: Literal["same", "renamed", "merged"] = "same"
    text: str = ""
    conflicts: tuple[Conflict, ...] = ()


Find = Callable[[str, str], Template | None]


def merge_sections(
    overrides: Mapping[str, SlotText], old: Template, new: Template, find: Find, language: Language
) -> tuple[SectionMerge, ...]:
    """Merge every section that the project words itself into the new edition; ``find`` gives a template by version."""
    done: list[SectionMerge] = []
    texts: dict[str, str] = {}
    for name, written in sorted(overrides.items()):
        one = _merge(name, written, old, new, find, language, texts)
        if one.target:
            texts[one.target] = one.text
        done.append(one)
    return tuple(done)


def _merge(
    name: str,
    written: SlotText,
    old: Template,
    new: Template,
    find: Find,
    language: Language,
    texts: Mapping[str, str],
) -> SectionMerge:
    known = base_of(written.text)
    base = find(known.type, known.version) if known else old
    # sections are called by the file without its language's folder
    section = next((s for s in base.sections if override_name(s) == name), None) if base is not None else None
    if base is None or section is None or not _is(base, edition(base, section, language), known):
        return SectionMerge(name, written.path, "baseless")
    heir = heir_of(section, base, new, language)
    if heir is None:
        return SectionMerge(name, written.path, "homeless")
    target, file = override_name(heir.section), edition(new, heir.section, language)
    before, theirs = section_text(base, edition(base, section, language)) or "", section_text(new, file) or ""
    merged = merge(before, body_of(written.text), body_of(texts[target]) if target in texts else theirs)
    top = header(new, file, theirs)
    made = merged.text("project", f"{base.name} {name}", f"{new.name} {target}")
    how: How = "conflict" if merged.conflicts else "kept" if before == theirs and target == name else "merged"
    if made == theirs:
        how = "unneeded"
    return SectionMerge(name, written.path, how, target, heir.how, top + made, merged.conflicts)


def _is(base: Template, file: str, known: Base | None) -> bool:
    text = section_text(base, file)
    return known is not None and text is not None and known.file == file and text_hash(text) == known.hash


def as_written(text: str, before: bytes) -> bytes:
    """Return a text with the line ends and the byte-order mark of the file that it goes into."""
    crlf = before.count(b"\r\n") * 2 > before.count(b"\n")
    mark = _MARK if before.startswith(_MARK.encode()) else ""
    return (mark + (text.replace("\n", "\r\n") if crlf else text)).encode()


def read_raw(file: Path) -> tuple[bytes, str]:
    """Return a file's bytes, and its text with plain line ends."""
    data = file.read_bytes()
    return data, data.decode("utf-8-sig").replace("\r\n", "\n")
