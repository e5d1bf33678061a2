"""Versioned data sets: ``content/factors/<id>/<version>.csv`` with a header ``<version>.yaml``.

Factors of emission stand under ``content/factors``, the parameters of rules and methods (thresholds, benchmarks, rates)
under ``content/parameters``; both have one form.

The header names the set (``id, version, zh, en, kind``), the documents that rows cite (``sources``: key to
``document``, ``published``, ``year``, ``standard`` of the register), other names of items (``aliases``), English names
(``english``) and the provinces of grid regions (``regions``). The table has one figure a line::

    item,property,region,year,value,unit,low,high,purpose,source,locator,mark,note

``low`` and ``high`` bound the 95 % interval; ``purpose`` says what a figure may be used for; ``mark`` is ``confirmed``
(the primary document was read), ``secondary`` (a transcription) or ``unconfirmed``. A row is found by (data set, item,
property, region, year, purpose), never by item alone.

A folder ``content/`` of a workspace is searched before the data sets that come with Tanwen.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.base.content import fault, load_yaml
from generator.base.data_set_header import header_faults
from generator.base.findings import Finding, Outcome, Position
from generator.base.resources import content_root
from generator.base.text import Text
from generator.base.units import Unit, UnitError, parse_unit

COLUMNS = ("item", "property", "region", "year", "value", "unit", "low", "high", "purpose", "source", "locator", "mark",
           "note")  # fmt: skip
MARKS = ("confirmed", "secondary", "unconfirmed")
#: Folders of ``content/`` that hold data sets: factors of emission, and parameters of rules and methods.
FOLDERS = ("factors", "parameters")
_LONGEST_NAME = 255
_LONGEST_CELL = 1024 * 1024
_LARGEST_POWER = 40
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a data set, with everything that a document must say of it.

    ``year`` is the year of the data (0: not bound to a year). ``unit`` carries no substance of the item: whoever uses
    the figure says per what. ``published`` is the date of the citing document, for "known at the time of the report".
    """

    data_set: str
    item: str
    name: Text
    property: str
    region: str
    year: int
    value: Decimal
    unit: Unit
    low: Decimal | None
    high: Decimal | None
    purpose: str
    document: str
    standard: str
    published: str
    document_year: str
    locator: str
    mark: str
    note: str
    position: Position

    def __str__(self) -> str:
        """Spell the figure for a list of candidates."""
        parts = [f"{self.data_set}/{self.item}", self.property, self.region, str(self.year or ""), self.purpose]
        return f"{' '.join(filter(None, parts))} = {self.value} {self.unit}"


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set as loaded; ``documents`` are those that its header names as sources."""

    id: str
    version: str
    title: Text
    kind: str
    figures: tuple[Figure, ...]
    aliases: Mapping[str, str]
    regions: Mapping[str, tuple[str, ...]]
    files: tuple[Path, ...]
    by_item: Mapping[str, tuple[Figure, ...]]
    documents: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """The names of the items, each once, in the order of the file."""
        return tuple(self.by_item)

    def canonical(self, name: str) -> str:
        """Return the item that ``name`` stands for: itself, an alias, or the same name in another case."""
        if name in self.by_item:
            return name
        if name in self.aliases:
            return self.aliases[name]
        folded = name.casefold().replace("_", "-").replace(" ", "-")
        return next((item for item in self.by_item if item.casefold() == folded), name)

    def find(
        self,
        item: str,
        property_name: str,
        *,
        region: str | None = None,
        year: int | None = None,
        purpose: str | None = None,
    ) -> tuple[Figure, ...]:
        """Return every figure that fits; what is ``None`` is left open."""
        return tuple(
            one
            for one in self.by_item.get(self.canonical(item), ())
            if one.property == property_name
            and (region is None or one.region == region)
            and (year is None or one.year == year)
            and (purpose is None or one.purpose == purpose)
        )

    def nearest(self, item: str) -> tuple[str, ...]:
        """Return the items (and aliases) most like ``item``, for a message about one that is not there."""
        known = [*self.by_item, *self.aliases]
        within = [name for name in known if item and (item in name or name in item)]
        close = difflib.get_close_matches(item, known, n=4, cutoff=0.5)
        return tuple(dict.fromkeys([*within, *close]))[:4] or self.items[:4]


def data_set_ids(workspace: Path | None = None, folders: Sequence[str] = FOLDERS) -> tuple[str, ...]:
    """Return the ids of all data sets in the folders named, sorted."""
    roots = [root for root in _roots(workspace) if root.name in folders and root.is_dir()]
    found = {p.name for root in roots for p in root.iterdir() if p.is_dir()}
    return tuple(sorted(found))


def load_data_set(name: str, workspace: Path | None = None) -> Outcome[DataSet]:
    """Load a data set by ``id`` (its newest version) or ``id@version``.

    An unknown id is a finding that lists the nearest ids; every row that does not fit the schema is a finding at its
    line, and is left out.
    """
    identifier, _, version = name.partition("@")
    for root in _roots(workspace):
        folder = root / identifier
        versions = sorted(folder.glob("*.yaml"), key=_version_key) if _plain(identifier) and folder.is_dir() else []
        wanted = [p for p in versions if not version or p.stem == version]
        if wanted:
            header = wanted[-1]
            table = header.with_suffix(".csv")
            stamp = (header.stat().st_mtime_ns, table.stat().st_mtime_ns if table.is_file() else 0)
            return _load(header, table, f"content/{root.name}/{identifier}", stamp)
    known = data_set_ids(workspace)
    close = difflib.get_close_matches(identifier, known, n=3, cutoff=0.4) or list(known)
    place = Position("content")
    return Outcome(
        None,
        (
            fault(
                place,
                f"没有数据集 {name}",
                f"there is no data set {name}",
                f"可用的数据集：{'、'.join(close)}",
                f"data sets: {', '.join(close)}",
            ),
        ),
    )


def _plain(identifier: str) -> bool:
    """Whether a name can be a folder of a data set: no path, no longer than a file's name may be."""
    named = bool(identifier) and len(identifier.encode()) <= _LONGEST_NAME
    return named and not any(c in identifier for c in "/\\\0") and identifier not in (".", "..")


def _roots(workspace: Path | None) -> tuple[Path, ...]:
    homes = dict.fromkeys([*([workspace / "content"] if workspace is not None else []), content_root()])
    return tuple(home / folder for home in homes for folder in FOLDERS)


def _version_key(path: Path) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in path.stem.split("."))


@lru_cache(maxsize=64)
def _load(header: Path, table: Path, folder: str, _stamp: tuple[int, int]) -> Outcome[DataSet]:
    shown = f"{folder}/{header.name}"
    outcome = load_yaml(header, shown)
    where = Position(shown, 1)
    if not isinstance(outcome.value, dict):
        hint = 'id: cn-heat, version: "1.0", zh: …, en: …, kind: factors, sources: {…}'
        found = outcome.findings or (fault(where, "数据集表头不是映射", "the header is no mapping", hint, hint),)
        return Outcome(None, found)
    head: dict[str, Any] = outcome.value
    if faults := tuple(header_faults(head)):
        return Outcome(None, tuple(_misstated(where, key, right) for key, right in faults))
    if not table.is_file():
        zh, en = f"缺少数据表 {table.name}", f"the table {table.name} is missing"
        return Outcome(None, (fault(where, zh, en, f"例如 {table.name}", f"for example {table.name}"),))
    figures, findings = _figures(head, table, f"{folder}/{table.name}")
    by_item: dict[str, list[Figure]] = {}
    for one in figures:
        by_item.setdefault(one.item, []).append(one)
    loaded = DataSet(
        head["id"],
        str(head["version"]),
        Text(head["zh"], head["en"]),
        head["kind"],
        tuple(figures),
        head.get("aliases") or {},
        {k: tuple(v) for k, v in (head.get("regions") or {}).items()},
        (header, table),
        {item: tuple(group) for item, group in by_item.items()},
        tuple(cited["document"] for cited in head["sources"].values()),
    )
    return Outcome(loaded, tuple(findings))


def _misstated(where: Position, key: str, right: str) -> Finding:
    zh, en = f"数据集表头缺少或有误：{key}", f"the header lacks or misstates: {key}"
    return fault(where, zh, en, f"例如 {right}", f"for example {right}")


class _RowError(ValueError):
    """What is wrong with a row, in both languages, and a right form."""

    def __init__(self, zh: str, en: str, right: str) -> None:
        super().__init__(en)
        self.zh, self.right = zh, right


def _figures(head: Mapping[str, Any], table: Path, path: str) -> tuple[list[Figure], list[Finding]]:
    figures: list[Figure] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, ...], int] = {}
    try:
        text = table.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        zh, en = f"文件无法读取：{type(wrong).__name__}", f"cannot be read: {type(wrong).__name__}"
        return [], [fault(Position(path, 1), zh, en, "另存为 CSV UTF-8", "save it as CSV UTF-8")]
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        columns = next(reader, [])
        if tuple(columns) != COLUMNS:
            want = ",".join(COLUMNS)
            zh, en = "表头不是规定的各列", "the columns are not those of a data set"
            return [], [fault(Position(path, 1), zh, en, f"表头应为 {want}", f"the columns must be {want}")]
        for cells in reader:
            place = Position(path, reader.line_num)
            try:
                one = _figure(head, cells, place)
            except _RowError as wrong:
                zh, en = f"该行有误：{wrong.zh}", f"the row is wrong: {wrong}"
                findings.append(fault(place, zh, en, f"例如 {wrong.right}", f"for example {wrong.right}"))
                continue
            key = (one.item, one.property, one.region, str(one.year), one.purpose)
            if key in seen:
                zh, en = f"与第 {seen[key]} 行重复", f"repeats line {seen[key]}"
                hint = ("删去一行，或以 region、year、purpose 区分", "take one out, or tell them apart by purpose")
                findings.append(fault(place, zh, en, *hint))
                continue
            seen[key] = place.line
            figures.append(one)
    except csv.Error as wrong:
        zh, en = f"该行无法读取：{wrong}", f"the row cannot be read: {wrong}"
        hint = ('引号成对：字段内的 " 写成 ""', 'close the quotes; write " as ""')
        findings.append(fault(Position(path, reader.line_num), zh, en, *hint))
    return figures, findings


def _figure(head: Mapping[str, Any], cells: Sequence[str], place: Position) -> Figure:
    if len(cells) != len(COLUMNS):
        zh, en = f"有 {len(cells)} 格，应为 {len(COLUMNS)} 格", f"{len(cells)} cells, {len(COLUMNS)} columns"
        raise _RowError(zh, en, ",".join(COLUMNS))
    item, prop, region, year, value, unit, low, high, purpose, source, locator, mark, note = cells
    if not (item and prop and value and unit):
        zh, en = "item、property、value、unit 每行都要有", "item, property, value and unit must stand in every row"
        raise _RowError(zh, en, "烟煤,factor,,2023,1.98,tCO2/t,,,,guide,表1,secondary,")
    if mark not in MARKS:
        marks = ", ".join(MARKS)
        raise _RowError(f"mark“{mark}”不在 {marks} 之中", f"mark {mark!r}: one of {marks}", "secondary")
    if source not in head["sources"]:
        known = ", ".join(head["sources"])
        raise _RowError(f"来源“{source}”不在 {known} 之中", f"source {source!r}: one of {known}", known.split(", ")[0])
    if year and not (year.isascii() and year.isdigit() and len(year) == _YEAR_DIGITS):
        raise _RowError(f"“{year}”不是年份", f"{year!r} is no year", "2023")
    try:
        known_unit = parse_unit(unit)
    except UnitError as wrong:
        raise _RowError(f"单位“{unit}”无法识别", str(wrong), "tCO2/t, kgCO2/kWh") from wrong
    number = _decimal(value)
    bounds = (_decimal(low) if low else None, _decimal(high) if high else None)
    if any(b is not None and (number - b) * side < 0 for b, side in zip(bounds, (1, -1), strict=True)):
        zh, en = f"{number} 不在 {low} … {high} 之间", f"{number} lies outside {low} … {high}"
        raise _RowError(zh, en, f"{number},{unit},{number},{number}")
    cited = head["sources"][source]
    return Figure(
        head["id"],
        item,
        Text(item, (head.get("english") or {}).get(item, item)),
        prop,
        region,
        int(year) if year else 0,
        number,
        known_unit,
        *bounds,
        purpose,
        cited["document"],
        cited.get("standard", ""),
        cited.get("published", ""),
        year or cited.get("year", ""),
        locator,
        mark,
        note,
        place,
    )


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_POWER:
        raise _RowError(f"“{text}”不是数值", f"{text!r} is not a number", "0.5366")
    return number


def search(item: str, sets: Iterable[DataSet], property_name: str = "factor") -> tuple[Figure, ...]:
    """Return the figures of ``item`` in several sets: more than one means that the set must be named."""
    return tuple(figure for one in sets for figure in one.find(item, property_name))
