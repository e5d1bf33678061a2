"""Proof of the data sets: what each claims is held against what its figures can be.

The schema (columns, units that exist, marks, sources that the header names, repeated rows, bounds around the value) is
held when a set is loaded (LG020). Here follows what takes more than one row, or knowledge of the quantity: a unit that
does not fit the property, a value of another order of magnitude, an alias that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.base.data_sets import DataSet, Figure
from generator.base.findings import Finding, Position, Rule, Severity, in_order
from generator.base.gwp import gases
from generator.base.standards import Standard, load_register
from generator.base.units import Unit, parse_unit
from generator.library.search import load_all

UNIT = Rule(
    "LG751",
    "figure-unit",
    Severity.ERROR,
    "A figure's unit does not fit what its property is: a calorific value in tC/GJ, a share in t. Wrong: "
    "`无烟煤,ncv,…,26.7,tC/GJ`. Right: `无烟煤,ncv,…,26.7,GJ/t`.",
    waivable=False,
)
RANGE = Rule(
    "LG752",
    "figure-range",
    Severity.ERROR,
    "A figure lies outside what its property can be: carbon contents are 5 to 75 kgC/GJ (gases of blast furnaces and "
    "converters reach 71), oxidation 50 to 100 %, electricity 0 to 1.5 kgCO2/kWh. Mostly a power of ten was misread, "
    "as 10^-3 tC/GJ for 10^-2. Wrong: `无烟煤,carbon-content,…,0.274,tC/GJ`. Right: `0.0274`.",
    waivable=False,
)
SOURCES = Rule(
    "LG753",
    "figure-source",
    Severity.WARNING,
    "A set's header names a source that no row cites, or a standard that the register does not hold. Take it out, or "
    "register it in content/standards/register.yaml.",
)
ALIAS = Rule(
    "LG754",
    "figure-alias",
    Severity.ERROR,
    "An alias leads to an item that the set does not have, or is itself the name of another item, so that two figures "
    "answer to one name.",
    waivable=False,
)
YEAR = Rule(
    "LG755",
    "figure-year",
    Severity.ERROR,
    "A figure's data year is later than the year in which its source was published: one of the two is a slip. Factors "
    "of electricity are published after the year that they describe.",
    waivable=False,
)
PRODUCT = Rule(
    "LG756",
    "figure-product",
    Severity.ERROR,
    "A set gives calorific value, carbon content, oxidation and an emission factor of one fuel, and the factor is not "
    "their product with 44/12. One of the four was misread.",
    waivable=False,
)
VERSION = Rule(
    "LG757",
    "set-identity",
    Severity.ERROR,
    "A set's header says another id or version than its folder and file. Wrong: content/factors/cn-heat/1.0.yaml with "
    '`version: "1.1"`. Right: a file 1.1.yaml beside it; a published version is not edited.',
    waivable=False,
)


@dataclass(frozen=True, slots=True)
class _Expected:
    """The units that a property may have (without substances) and, in the first of them, between what it lies."""

    units: tuple[str, ...]
    low: Decimal
    high: Decimal


def _expected(units: str, low: str, high: str) -> _Expected:
    return _Expected(tuple(units.split(" | ")), Decimal(low), Decimal(high))


#: By kind of set and property; other figures are rules' own parameters, whose ranges nobody can know beforehand.
_PROPERTIES: Mapping[str, Mapping[str, tuple[_Expected, ...]]] = {
    "fuels": {
        "ncv": (
            _expected("GJ/t", "1", "125"),
            _expected("GJ/10^4 Nm3", "20", "1000"),
            _expected("GJ/10^4 m3", "20", "1000"),
        ),
        "carbon-content": (
            _expected("t/GJ", "0.005", "0.075"),
            _expected("t/t", "0.01", "1"),
            _expected("t/10^4 Nm3", "0.5", "20"),
        ),
        "oxidation": (_expected("% | 1", "50", "100"),),
    },
    "blends": {"share": (_expected("% | 1", "0", "100"),)},
    "gases": {"ch4": (_expected("kg/TJ", "0.01", "1500"),), "n2o": (_expected("kg/TJ", "0.01", "500"),)},
}
#: Of electricity the property says for which area: a nation, a grid region, a province.
_ELECTRICITY = _expected("kg/kWh", "0", "1.5")


def check_all(workspace: Path | None) -> tuple[Finding, ...]:
    """Prove every data set, those of the workspace first."""
    loaded = load_all(workspace)
    register = load_register()
    findings = [*loaded.findings, *register.findings]
    for one in loaded.value or ():
        findings += check_set(one, register.value or {})
    return in_order(findings)


def check_set(one: DataSet, register: Mapping[str, Standard]) -> Iterator[Finding]:
    """Yield what is wrong in one set."""
    yield from _identity(one)
    for figure in one.figures:
        yield from _figure(one, figure)
    yield from _aliases(one)
    yield from _products(one)
    yield from _standards(one, register)


def _header(one: DataSet) -> Position:
    folder = one.figures[0].position.path.rpartition("/")[0] if one.figures else f"content/factors/{one.id}"
    return Position(f"{folder}/{one.files[0].name}", 1)


def _identity(one: DataSet) -> Iterator[Finding]:
    folder, stem = one.files[0].parent.name, one.files[0].stem
    if (one.id, one.version) != (folder, stem):
        yield VERSION.at(
            _header(one),
            f"表头写 {one.id}@{one.version}，文件为 {folder}/{stem}",
            f"the header says {one.id}@{one.version}, the file is {folder}/{stem}",
            hint_zh=f'id: {folder}，version: "{stem}"',
            hint_en=f'id: {folder}, version: "{stem}"',
        )


def _figure(one: DataSet, figure: Figure) -> Iterator[Finding]:
    expected = _PROPERTIES.get(one.kind, {}).get(figure.property, ())
    if one.kind == "electricity":
        expected = (_ELECTRICITY,)
    if expected:
        fitting = [e for e in expected if any(_converts(figure.unit, unit) for unit in e.units)]
        if not fitting:
            listed = ", ".join(unit for e in expected for unit in e.units)
            yield UNIT.at(
                figure.position,
                f"{figure.item} 的 {figure.property} 单位为 {figure.unit}",
                f"{figure.property} of {figure.item} stands in {figure.unit}",
                hint_zh=f"应为 {listed}",
                hint_en=f"must be {listed}",
            )
        else:
            yield from _range(figure, fitting[0])
    out = figure.published[:4]
    if figure.year and out.isdigit() and figure.year > int(out):
        yield YEAR.at(
            figure.position,
            f"数据年份 {figure.year} 晚于出处发布年份 {out}",
            f"the data year {figure.year} is later than the source, published in {out}",
            hint_zh="核对年份与出处",
            hint_en="check year and source",
        )


def _range(figure: Figure, expected: _Expected) -> Iterator[Finding]:
    unit = next(unit for unit in expected.units if _converts(figure.unit, unit))
    low, high = expected.low, expected.high
    value = figure.value * figure.unit.plain.conversion(parse_unit(expected.units[0]).plain)
    if not low <= value <= high:
        yield RANGE.at(
            figure.position,
            f"{figure.item} 的 {figure.property} 为 {figure.value} {figure.unit}，不在 {low} 至 {high} {unit} 之间",
            f"{figure.property} of {figure.item} is {figure.value} {figure.unit}, outside {low} to {high} {unit}",
            hint_zh="核对小数位与单位",
            hint_en="check the decimal point and the unit",
        )


def _converts(unit: Unit, wanted: str) -> bool:
    return unit.plain.converts_to(parse_unit(wanted).plain)


def _aliases(one: DataSet) -> Iterator[Finding]:
    for alias, item in one.aliases.items():
        if one.kind == "blends" and item in gases():
            continue  # a gas of its own: what it is made of needs no row
        if item not in one.by_item or (alias in one.by_item and alias != item):
            lost = item not in one.by_item
            yield ALIAS.at(
                _header(one),
                f"别名“{alias}”指向的“{item}”不存在" if lost else f"别名“{alias}”也是一个名称",
                f"the alias {alias!r} leads to {item!r}, which is not there" if lost else f"{alias!r} is an item too",
                hint_zh=f"相近：{'、'.join(one.nearest(item))}",
                hint_en=f"nearest: {', '.join(one.nearest(item))}",
            )


def _products(one: DataSet) -> Iterator[Finding]:
    for item, figures in one.by_item.items():
        by = {figure.property: figure for figure in figures}
        if not {"ncv", "carbon-content", "oxidation", "factor"} <= set(by):
            continue
        product = by["ncv"].value * by["carbon-content"].value * by["oxidation"].value * 44 / 12
        scale = Decimal(100) if by["oxidation"].unit.text == "%" else Decimal(1)
        stated = by["factor"].value
        if abs(product / scale - stated) > abs(stated) / 1000:
            yield PRODUCT.at(
                by["factor"].position,
                f"{item} 的排放因子 {stated} 不等于热值×含碳量×氧化率×44/12（{product / scale:.6g}）",
                f"the factor of {item}, {stated}, is not its product {product / scale:.6g}",
                hint_zh="核对四个数值",
                hint_en="check the four figures",
                related=[by[name].position for name in ("ncv", "carbon-content", "oxidation")],
            )


def _standards(one: DataSet, register: Mapping[str, Standard]) -> Iterator[Finding]:
    cited = {figure.standard for figure in one.figures if figure.standard}
    for name in sorted(cited - set(register)):
        yield SOURCES.at(
            _header(one),
            f"标准 {name} 不在登记表中",
            f"the standard {name} is not in the register",
            hint_zh="在 content/standards/register.yaml 登记",
            hint_en="register it in content/standards/register.yaml",
        )
    for document in dict.fromkeys(one.documents):
        if all(figure.document != document for figure in one.figures):
            yield SOURCES.at(
                _header(one),
                f"表头列出的出处“{document}”没有数值引用",
                f"no row cites {document!r}, which the header names",
                hint_zh="删去该出处，或在行中引用",
                hint_en="take it out, or cite it",
            )
