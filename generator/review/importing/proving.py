"""Proof of edits: composed again with them, the document reads as the reviewer wrote, and nothing else has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.text import Text
from generator.document.blocks import Document
from generator.review.importing.items import Item
from generator.review.importing.lines import Names, read_lines
from generator.review.importing.sources import blocks_of_lines, every_block
from generator.review.importing.wording import FileEdit

_NOT_PROVED = Text(
    "写入后重新生成的文字与审阅稿不一致，请手工修改",
    "built again it would not read as the reviewer wrote: edit by hand",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A document made of files of the project, its Word file, and how many errors were found on the way."""

    document: Document
    word: bytes
    errors: int


Compose = Callable[[Mapping[str, str]], Made | None]


def prove(items: Sequence[Item], files: Mapping[str, str], made: Made, compose: Compose) -> dict[str, str]:
    """Keep the edits that read as they should; return the new texts of the files. Items that fail say so."""
    proof = _Proof(files, made, compose)
    waiting = [item for item in items if item.status == "patch" and item.edits]
    proof.take(waiting)
    for item in waiting:
        if not any(item is one for one in proof.kept):
            item.status, item.reason, item.edits = "manual", _NOT_PROVED, ()
    return proof.texts(proof.kept) or {}


class _Proof:
    def __init__(self, files: Mapping[str, str], made: Made, compose: Compose) -> None:
        self._files = files
        self._made = made
        self._compose = compose
        self.kept: list[Item] = []

    def take(self, items: Sequence[Item]) -> None:
        """Keep these items together, or halve by halve those of them that hold."""
        if not items:
            return
        if self._holds([*self.kept, *items]):
            self.kept.extend(items)
        elif len(items) > 1:
            middle = len(items) // 2
            self.take(items[:middle])
            self.take(items[middle:])

    def texts(self, items: Sequence[Item]) -> dict[str, str] | None:
        """Return the texts of the files with the edits of items; nothing where two of them meet."""
        by_file: dict[str, list[FileEdit]] = {}
        for item in items:
            for edit in item.edits:
                by_file.setdefault(edit.path, []).append(edit)
        texts = {path: edited(self._files[path], edits) for path, edits in by_file.items()}
        if any(text is None for text in texts.values()):
            return None
        return {path: text for path, text in texts.items() if text is not None}

    def _holds(self, items: Sequence[Item]) -> bool:
        texts = self.texts(items)
        if texts is None:
            return False
        made = self._compose(texts)
        if made is None or made.errors > self._made.errors:
            return False
        before, _ = _lines(self._made, set(texts))
        after, notes = _lines(made, set(texts))
        gone = Counter(line for item in items for line in item.gone)
        came = Counter(line for item in items for line in item.came)
        wanted = before - gone + came
        beside = {line for line in came if line in notes}
        return after == wanted or (after == wanted - Counter(beside) - Counter(gone) and bool(beside))


def _lines(made: Made, paths: set[str]) -> tuple[Counter[str], set[str]]:
    """Return the lines that files show, with those of their footnotes apart."""
    read = read_lines(made.word, made.document.id, Names()).value
    if read is None or read.map is None:
        return Counter(), set()
    origins = {block.id: block.origin.path for block in every_block(made.document.blocks)}
    owner = blocks_of_lines(read.lines, read.map, made.document)
    found: Counter[str] = Counter()
    notes: set[str] = set()
    for place, line in enumerate(read.lines):
        if origins.get(owner.get(place, "")) not in paths or not line.plain:
            continue
        if line.place in {"body", "cell", "box"}:
            found[line.plain] += 1
        else:
            notes.add(line.plain)
    return found, notes


def edited(text: str, edits: Sequence[FileEdit]) -> str | None:
    """Return a text with its edits, in the order given where they stand at one place; nothing where they overlap."""
    at = 0
    parts: list[str] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            return None
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
