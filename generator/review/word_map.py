"""The map inside a Word file: what each control showed when the file was built, and what each block said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from lxml import etree

from generator.base.archive import MAP, Unreadable, attribute, parts, xml
from generator.base.visible import digest

_M = f"{{{MAP}}}"
#: A map of 300 pages is a tenth of this.
_HEAD = ("document", "template", "build", "audience", "language", "cover", "client", "format")
_KINDS = ("part", "equation", "chart", "picture")
_SPECIAL = re.compile('[&<>"]')
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Number:
    """A number as built: its control, fact, text, unit, decimals, block, and its cell where it stands in a table."""

    id: str
    fact: str
    key: str
    shown: str
    unit: str
    digits: int
    block: str
    row: int = 0
    column: int = 0

    @property
    def same(self) -> str:
        """What is equal where the same fact is shown in the same way, in whatever build."""
        return f"{self.fact} {self.unit} {self.digits}"


@dataclass(frozen=True, slots=True)
class Block:
    """A block as built: its bookmark, where its words come from, the hash of its text; ``place`` counts from 0."""

    bookmark: str
    id: str
    origin: str
    text: str
    place: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as built."""

    id: str
    block: str
    text: str


@dataclass(frozen=True, slots=True)
class Plotted:
    """A number of a chart (``part``) or of a picture."""

    block: str
    part: str
    series: int
    index: int
    fact: str
    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside the running text as built: a header or footer, formulas, words of a chart, a picture.

    ``text`` is the hash of its words, of a picture that of its bytes, ``?`` where it cannot be told; ``figures`` is
    that of its digits alone.
    """

    kind: str
    block: str
    part: str
    text: str
    figures: str


@dataclass(frozen=True, slots=True)
class WordMap:
    """A file's map. ``whole`` is whether its entries are the ones that its digest was made of."""

    document: str
    template: str
    build: str
    audience: str
    language: str
    cover: str
    client: str
    whole: bool
    hashed: bool
    numbers: Mapping[str, Number]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    points: tuple[Plotted, ...]
    drawn: tuple[Plotted, ...]
    format: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether the map speaks of what stands beside the running text."""
        return bool(self.format)

    def of_kind(self, kind: str) -> tuple[Mark, ...]:
        """Return the marks of one kind: ``part``, ``equation``, ``chart``, ``picture``."""
        return tuple(one for one in self.marks if one.kind == kind)

    @property
    def public(self) -> bool:
        """Whether the file says nothing of keys and origins."""
        return self.audience == "public"


def map_roots(package: Mapping[str, bytes]) -> tuple[list[etree._Element], list[str]]:
    """Return the roots of all maps in a package, and what is wrong with parts that look like one."""
    found, broken = [], []
    for name, data in sorted(package.items()):
        if not name.lower().endswith(".xml") or "customxml/" not in name.lower() or MAP.encode() not in data:
            continue
        if len(data) > _MOST_BYTES:
            broken.append(f"{name}: {len(data)} bytes")
            continue
        try:
            root = xml(data)
        except Unreadable as wrong:
            broken.append(f"{name}: {wrong}")
            continue
        if root.tag == f"{_M}map":
            found.append(root)
    return found, broken


def map_of(data: bytes) -> WordMap | None:
    """Return the first map of a Word file; none where the file cannot be read or is another tool's."""
    try:
        roots, _ = map_roots(parts(data))
    except Unreadable:
        return None
    return read_map(roots[0]) if roots else None


def read_map(root: etree._Element) -> WordMap:
    """Read a map. What is no number where one should be reads as 0: the digest tells that the map was changed."""
    head = {name: attribute(root, name) for name in _HEAD}
    said = attribute(root, "digest")
    numbers: dict[str, Number] = {}
    for one in root.iter(f"{_M}control"):
        number = _number(one)
        numbers.setdefault(number.id, number)
    points = tuple(_plotted(one) for one in root.iter(f"{_M}point"))
    return WordMap(
        **head,
        whole=not said or said == digest("".join(_lines(root))),
        hashed=bool(said),
        numbers=numbers,
        blocks=tuple(_blocks(root)),
        notes=tuple(_note(one) for one in root.iter(f"{_M}note")),
        points=points,
        drawn=tuple(_plotted(one) for one in root.iter(f"{_M}drawn")),
        marks=tuple(_mark(kind, one) for kind in _KINDS for one in root.iter(f"{_M}{kind}")),
    )


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield head and entries as they are written: programs keep the order of attributes, not their layout."""
    yield _attributes(root, skip="digest")
    for one in root:
        if isinstance(one.tag, str):
            yield f"<{etree.QName(one).localname} {_attributes(one)}/>"


def _attributes(element: etree._Element, skip: str = "") -> str:
    told = [(str(name), str(value)) for name, value in element.attrib.items()]
    return " ".join([f'{name}="{_escaped(value)}"' for name, value in told if name != skip])


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;") if _SPECIAL.search(text) else text


def _whole(element: etree._Element, name: str) -> int:
    text = attribute(element, name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _number(one: etree._Element) -> Number:
    names = ("id", "fact", "key", "shown", "unit")
    told = {name: attribute(one, name) for name in names}
    places = {name: _whole(one, name) for name in ("digits", "row", "column")}
    return Number(**told, **places, block=attribute(one, "block"))  # type: ignore[arg-type]  # strings and numbers by name


def _blocks(root: etree._Element) -> Iterator[Block]:
    for place, one in enumerate(root.iter(f"{_M}block")):
        bookmark, key, origin, text = (attribute(one, name) for name in ("bookmark", "id", "origin", "text"))
        yield Block(bookmark, key, origin, text, place)


def _mark(kind: str, one: etree._Element) -> Mark:
    text = attribute(one, "text") or attribute(one, "sha256")
    part = attribute(one, "part") or attribute(one, "name")
    return Mark(kind, attribute(one, "block"), part, text, attribute(one, "figures"))


def _note(one: etree._Element) -> Note:
    return Note(attribute(one, "id"), attribute(one, "block"), attribute(one, "text"))


def _plotted(one: etree._Element) -> Plotted:
    block, part, fact, key, shown = (attribute(one, name) for name in ("block", "part", "fact", "key", "shown"))
    return Plotted(block, part, _whole(one, "series"), _whole(one, "index"), fact, key, shown)
