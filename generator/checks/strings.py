"""What the project itself says in words: its names, codes and quoted sources, which are no typed numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.base.findings import Position
from generator.ledger.ledger import Ledger
from generator.project.models import Names, Node, ProjectFile
from generator.project.project import Project

_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万]")
#: Fields in which a consultant writes sentences; the rest of the project file is names, codes and values.
_PROSE = frozenset(
    {"profile", "products", "activities", "significance", "reason", "changes", "basis", "acceptance", "bearing",
     "tasks", "origin", "cross_check"}
)  # fmt: skip


def walk_texts(node: object, field: str = "") -> Iterator[tuple[str, str, Node | None, str]]:
    """Yield (text, field, node, key) for every text below ``node``; ``node.place(key)`` is where it stands."""
    if isinstance(node, Node):
        for name in type(node).model_fields:
            value = getattr(node, name)
            if isinstance(value, str):
                yield value, field if isinstance(node, Names) else name, node, name
            else:
                yield from walk_texts(value, name)
    elif isinstance(node, dict):
        for value in node.values():
            yield from walk_texts(value, field)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from walk_texts(value, field)


def given_strings(project: Project, ledger: Ledger) -> tuple[str, ...]:
    """Texts with numerals that documents print as they are: names, codes, sentences, sources. Longest first."""
    found = {text for text, *_ in walk_texts(project.file)}
    for rows in project.rows:
        for column in (rows.evidence, rows.meter, rows.note):
            found.update(dict.fromkeys(column))
    for fact in ledger:
        if fact.reference:
            found |= {fact.reference.document, fact.reference.locator}
        if fact.note:
            found |= {fact.note.zh, fact.note.en}
        found |= {fact.label.zh, fact.label.en}
    return tuple(sorted((t for t in found if len(t) > 3 and _NUMBER.search(t)), key=len, reverse=True))


def cover(text: str, strings: Iterable[str], into: bytearray) -> None:
    """Mark every place in ``text`` that is one of ``strings``."""
    for string in strings:
        start = text.find(string)
        while start >= 0:
            into[start : start + len(string)] = b"\x01" * len(string)
            start = text.find(string, start + len(string))


def prose(file: ProjectFile) -> Iterator[tuple[str, Position]]:
    """Sentences of the project file with their places."""
    for text, field, node, key in walk_texts(file):
        if field in _PROSE and node is not None and text and key in ("zh", field):
            yield text, node.place(key)
