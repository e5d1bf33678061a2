"""What the project itself says in words: its names, codes and quoted sources, which are no typed numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.base.findings import Position
from generator.ledger.ledger import Ledger
from generator.project.models import Names, Node, ProjectFile
from generator.project.project import Project
from generator.project.standard_comments import comments_of

#: Shorter texts are too common to say that a number is theirs.
_START = 4
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


class Strings:
    """Texts that documents print as they are, found by their first four characters."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for text in texts:
            self._by_start.setdefault(text[:_START], []).append(text)

    def cover(self, text: str, into: bytearray) -> None:
        """Mark every place in ``text`` that is one of the texts."""
        for start in range(len(text) - _START + 1):
            for string in self._by_start.get(text[start : start + _START], ()):
                if text.startswith(string, start):
                    into[start : start + len(string)] = b"\x01" * len(string)


def given_strings(project: Project, ledger: Ledger) -> Strings:
    """Texts with numerals that documents print as they are: names, codes, sentences, sources."""
    found = {text for text, *_ in walk_texts(project.file)}
    for comment in comments_of(project):
        found |= {comment.opinion, comment.reply, comment.clause}
    for rows in project.rows:
        for column in (rows.evidence, rows.meter, rows.note):
            found.update(dict.fromkeys(column))
    for fact in ledger:
        if fact.reference:
            found |= {fact.reference.document, fact.reference.locator}
        if fact.note:
            found |= {fact.note.zh, fact.note.en}
        found |= {fact.label.zh, fact.label.en}
    return named(found)


def named(texts: Iterable[str]) -> Strings:
    """Return those of the texts that are long enough and hold a numeral, to be looked for."""
    return Strings(text for text in texts if len(text) >= _START and _NUMBER.search(text))


def prose(file: ProjectFile) -> Iterator[tuple[str, Position]]:
    """Sentences of the project file with their places."""
    for text, field, node, key in walk_texts(file):
        if field in _PROSE and node is not None and text and key in ("zh", field):
            yield text, node.place(key)
