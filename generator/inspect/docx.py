"""Read a Word file back: every number in it is a fact of the document, at the digits shown, and there is no other.

Shares no code with the writer: what it knows is the OOXML standard (ISO/IEC 29500-1, 17.5.2 structured document tags,
17.16 fields, 21.2 charts) and the form of the map (``docs/word-map.md``).
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from generator.base.archive import MAP, RELATIONS, C, R, Unreadable, W, attribute, parts, xml
from generator.base.findings import Finding, Position, Rule
from generator.document.blocks import Document
from generator.document.inlines import FactRef
from generator.document.pictures import Chart, Picture
from generator.document.walk import numbers_of, walk_blocks
from generator.inspect import faults
from generator.inspect.numbers import agrees, loose_digits, read_number
from generator.inspect.package import package_findings
from generator.inspect.standard_text import own_digits
from generator.ledger.ledger import Ledger

_W = f"{{{W}}}"
_TEXT_PARTS = ("word/document.xml", "word/footnotes.xml")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the map: which fact stands where, and how it was shown."""

    id: str
    fact: str
    shown: str
    unit: str
    digits: int
    block: str


@dataclass(frozen=True, slots=True)
class PointEntry:
    """A chart's point in the map."""

    part: str
    series: int
    index: int
    fact: str
    shown: str
    block: str


def inspect_docx(data: bytes, document: Document, ledger: Ledger) -> tuple[Finding, ...]:
    """Return every disagreement between a Word file, its map, its document and the ledger."""
    reader = _Reader(document, ledger)
    try:
        package = parts(data)
        broken = package_findings(package, Position(f"{document.id}.docx"))
        return (*broken, *reader.findings(package))
    except Unreadable as wrong:
        return (reader.say(faults.UNREADABLE, f"文件无法读取：{wrong}", f"the file cannot be read: {wrong}"),)


class _Reader:
    """One inspection: the document and the ledger that the file is held against."""

    def __init__(self, document: Document, ledger: Ledger) -> None:
        self.document = document
        self.ledger = ledger
        self._keys = {f.alias: f.key for f in document.facts.values()}
        self._origins = {block.id: block.origin for block in walk_blocks(document.blocks)}
        self._units = {
            (block.id, number.key): number.display.unit or str(getattr(block, "unit", "") or "")
            for block, number in numbers_of(document.blocks)
            if not isinstance(number, FactRef)
        }

    def say(self, rule: Rule, zh: str, en: str, *, block: str = "", fact: str = "") -> Finding:
        return rule.at(self._origin(block), zh, en, block=block, fact=fact)

    def _origin(self, block: str) -> Position:
        return self._origins.get(block, Position(f"{self.document.id}.docx"))

    def findings(self, package: Mapping[str, bytes]) -> Iterator[Finding]:
        root = find_map(package)
        if root is None:
            yield self.say(faults.NO_MAP, "文件中没有数字映射", "the file carries no map of its numbers")
            return
        controls = {e.id: e for e in read_controls(root)}
        seen: Counter[str] = Counter()
        for name in _TEXT_PARTS:
            if name in package:
                tree = xml(package[name])
                for alias, text in controls_of(tree):
                    yield from self._control(controls.get(alias), alias, text, seen)
                yield from self._loose(tree)
        yield from self._missing(seen)
        yield from self._points(root, package)

    def _control(self, entry: Entry | None, alias: str, text: str, seen: Counter[str]) -> Iterator[Finding]:
        if entry is None:
            zh, en = f"内容控件 {alias} 不在映射中", f"control {alias} is not in the map"
            yield self.say(faults.NUMBER_MISSING, zh, en)
            return
        seen[entry.fact] += 1
        if text != entry.shown:
            yield self.say(
                faults.NUMBER_DIFFERS,
                f"控件 {alias} 显示“{text}”，映射为“{entry.shown}”",
                f"control {alias} shows {text!r}, the map says {entry.shown!r}",
                block=entry.block,
            )
        yield from self._value(entry.fact, text, entry.unit, entry.digits, entry.block)

    def _value(self, alias: str, text: str, unit: str, digits: int, block: str) -> Iterator[Finding]:
        key = self._keys.get(alias)
        number = read_number(text)
        if key is None or number is None:
            zh, en = f"“{text}”没有对应的账目", f"no fact stands behind {text!r}"
            yield self.say(faults.NUMBER_MISSING, zh, en, block=block)
            return
        fact = self.ledger.facts.get(key)
        if fact is None or not agrees(number, digits, unit, fact.value, fact.unit.text):
            have = f"{fact.value} {fact.unit.text}" if fact else "—"
            yield self.say(
                faults.NUMBER_DIFFERS,
                f"显示“{text}”，账中 {key} 为 {have}",
                f"shows {text!r}, the ledger has {key} = {have}",
                block=block,
                fact=key,
            )

    def _missing(self, seen: Counter[str]) -> Iterator[Finding]:
        wanted: Counter[str] = Counter()
        for _, number in numbers_of(self.document.blocks):
            if isinstance(number, FactRef) and number.key in self.document.facts:
                wanted[self.document.facts[number.key].alias] += 1
        for alias, count in (wanted - seen).items():
            key = self._keys[alias]
            zh, en = f"{key} 有 {count} 处没有内容控件", f"{key} lacks its control in {count} places"
            yield self.say(faults.NUMBER_MISSING, zh, en, fact=key)

    def _loose(self, tree: etree._Element) -> Iterator[Finding]:
        cover = self.document.cover
        allowed = (
            cover.title,
            cover.subtitle,
            cover.client,
            cover.number,
            cover.version,
            cover.date,
            *self.document.names,
        )
        own = own_digits(self.document)
        for text in free_text(tree):
            for digits in loose_digits(text, allowed):
                if digits in own:
                    continue
                yield self.say(
                    faults.LOOSE_NUMBER,
                    f"“{digits}”没有账目支持：{text.strip()[:40]}",
                    f"no fact stands behind {digits!r}: {text.strip()[:40]}",
                )

    def _points(self, root: etree._Element, package: Mapping[str, bytes]) -> Iterator[Finding]:
        wanted = sum(1 for block, number in numbers_of(self.document.blocks) if isinstance(block, Chart) and number.key)
        entries = list(read_points(root))
        if len(entries) < wanted:
            missing = wanted - len(entries)
            zh, en = f"图表有 {missing} 个数据点不在映射中", f"{missing} points of charts are not in the map"
            yield self.say(faults.NUMBER_MISSING, zh, en)
        yield from self._drawn(root)
        caches: dict[str, dict[tuple[int, int], str]] = {}
        sheets: dict[str, dict[tuple[int, int], float]] = {}
        for entry in entries:
            if entry.part not in caches:
                caches[entry.part] = chart_cache(xml(package[entry.part])) if entry.part in package else {}
                sheets[entry.part] = chart_sheet(package, entry.part)
            place = (entry.series, entry.index)
            yield from self._point(entry, caches[entry.part].get(place), sheets[entry.part].get(place))

    def _drawn(self, root: etree._Element) -> Iterator[Finding]:
        """Hold each picture's numbers against the map; a picture that was not drawn at all is the writer's finding."""
        drawn: dict[str, set[str]] = {}
        for entry in root.iter(f"{{{MAP}}}drawn"):
            drawn.setdefault(attribute(entry, "block"), set()).add(attribute(entry, "fact"))
        for block, number in numbers_of(self.document.blocks):
            if not isinstance(block, Picture) or isinstance(number, FactRef) or block.id not in drawn:
                continue
            fact = self.document.facts.get(number.key)
            if fact is None or fact.alias not in drawn[block.id]:
                zh, en = f"图片中的 {number.key} 不在映射中", f"{number.key} in a picture is not in the map"
                yield self.say(faults.NUMBER_MISSING, zh, en, block=block.id, fact=number.key)

    def _point(self, entry: PointEntry, cached: str | None, cell: float | None) -> Iterator[Finding]:
        number = read_number(entry.shown)
        for where, value in (("cache", cached), ("workbook", cell)):
            if value is None or number is None or abs(abs(Decimal(str(value))) - abs(number)) > Decimal("1e-9"):
                yield self.say(
                    faults.NUMBER_DIFFERS,
                    f"图表数据点（{where}）为 {value}，应为“{entry.shown}”",
                    f"a chart's point ({where}) is {value}, and should be {entry.shown!r}",
                    block=entry.block,
                )
        digits = len(entry.shown.partition(".")[2].split()[0]) if "." in entry.shown else 0
        key = self._keys.get(entry.fact)
        fact = self.ledger.facts.get(key) if key else None
        unit = self._units.get((entry.block, key or ""), "")
        if (
            fact is None
            or number is None
            or not agrees(number, digits, unit or fact.unit.text, fact.value, fact.unit.text)
        ):
            zh, en = f"图表数据点“{entry.shown}”与账不符", f"a chart's point {entry.shown!r} is not the ledger's"
            yield self.say(faults.NUMBER_DIFFERS, zh, en, block=entry.block, fact=key or "")


# ------------------------------------------------------------------------------------------ reading the file


def find_map(package: Mapping[str, bytes]) -> etree._Element | None:
    """Return the root of the map, whichever item of the package it is."""
    for name, data in sorted(package.items()):
        if name.startswith("customXml/") and name.endswith(".xml") and MAP.encode() in data:
            root = xml(data)
            if root.tag == f"{{{MAP}}}map":
                return root
    return None


def read_controls(root: etree._Element) -> Iterator[Entry]:
    """Yield the map's controls."""
    for e in root.iter(f"{{{MAP}}}control"):
        digits = int(attribute(e, "digits", "0") or 0)
        yield Entry(
            attribute(e, "id"),
            attribute(e, "fact"),
            attribute(e, "shown"),
            attribute(e, "unit"),
            digits,
            attribute(e, "block"),
        )


def read_points(root: etree._Element) -> Iterator[PointEntry]:
    """Yield the map's chart points."""
    for e in root.iter(f"{{{MAP}}}point"):
        yield PointEntry(
            attribute(e, "part"),
            int(attribute(e, "series")),
            int(attribute(e, "index")),
            attribute(e, "fact"),
            attribute(e, "shown"),
            attribute(e, "block"),
        )


def controls_of(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield (alias, text) of every control that Tanwen wrote, in reading order."""
    for control in tree.iter(f"{_W}sdt"):
        alias = control.find(f"{_W}sdtPr/{_W}alias")
        content = control.find(f"{_W}sdtContent")
        if alias is not None and content is not None:
            name = attribute(alias, f"{_W}val")
            if name.startswith("t") and name[1:].isdigit():
                yield name, "".join(t.text or "" for t in content.iter(f"{_W}t"))


def free_text(tree: etree._Element) -> Iterator[str]:
    """Yield each paragraph's text that is neither in a control nor the result of a field.

    A field may span paragraphs, as a table of contents does, so the depth runs through the whole part.
    """
    depth = 0
    gathered: list[str] = []
    for node in tree.iter(f"{_W}p", f"{_W}t", f"{_W}fldChar", f"{_W}tab", f"{_W}br"):
        if node.tag == f"{_W}p":
            yield "".join(gathered)
            gathered = []
        elif node.tag == f"{_W}fldChar":
            depth += {"begin": 1, "end": -1}.get(attribute(node, f"{_W}fldCharType"), 0)
        elif node.tag in (f"{_W}tab", f"{_W}br"):
            gathered.append(" ")
        elif depth <= 0 and not any(a.tag in (f"{_W}sdt", f"{_W}fldSimple") for a in node.iterancestors()):
            gathered.append(node.text or "")
    yield "".join(gathered)


def chart_cache(tree: etree._Element) -> dict[tuple[int, int], str]:
    """Return (series, index) -> cached value of a chart part, series counted as they stand in c:order."""
    found: dict[tuple[int, int], str] = {}
    c = f"{{{C}}}"
    for series in tree.iter(f"{c}ser"):
        index = series.find(f"{c}idx")
        number = int(attribute(index, "val")) if index is not None else 0
        for point in series.iterfind(f"{c}val//{c}pt"):
            value = point.find(f"{c}v")
            found[number, int(attribute(point, "idx"))] = (value.text or "") if value is not None else ""
    return found


def chart_sheet(package: Mapping[str, bytes], part: str) -> dict[tuple[int, int], float]:
    """Return (series, index) -> value in a chart's embedded workbook: series are columns, points are rows."""
    import io

    from python_calamine import CalamineWorkbook

    folder, name = posixpath.split(part)
    relations = package.get(f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    for relation in xml(relations).iter(f"{{{RELATIONS}}}Relationship"):
        target = posixpath.normpath(posixpath.join(folder, attribute(relation, "Target").lstrip("/")))
        if attribute(relation, "Type") == f"{R}/package" and target in package:
            rows = CalamineWorkbook.from_filelike(io.BytesIO(package[target])).get_sheet_by_index(0).to_python()
            return {
                (column - 1, row - 1): float(value)
                for row, line in enumerate(rows)
                for column, value in enumerate(line)
                if row and column and isinstance(value, (int, float))
            }
    return {}
