"""The indicators of a score as lines: from the section, or from rows of the project's own standard table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit, UnitError, parse_unit
from generator.calculations.factory.rules import BAD_ROW
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project, Table
from generator.project.sections.factory import Scoring

DIMENSIONS = {
    "energy": Text("能源低碳化", "low-carbon energy"),
    "resource": Text("资源高效化", "efficient resources"),
    "production": Text("生产洁净化", "clean production"),
    "product": Text("产品绿色化", "green products"),
    "land": Text("用地集约化", "intensive land use"),
}
_TEXTS = ("indicator", "name", "dimension", "direction", "unit")
_NUMBERS = ("weight", "base", "leading", "value")


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator, from the section or from a row of the table, with the place of each of its numbers."""

    id: str
    name: Text
    dimension: str
    quantitative: bool
    upper: bool
    unit: Unit
    numbers: Mapping[str, Decimal | None]
    places: Mapping[str, Position]
    fact: str = ""
    not_applicable: Text | None = None


def own_lines(scoring: Scoring) -> Iterator[Line]:
    """Yield the indicators that stand in the section."""
    for one in scoring.indicators:
        qualitative = one.kind == "qualitative"
        achieved = one.achieved
        share = None
        if achieved is not None:
            share = achieved.value if achieved.unit == "%" else achieved.value * 100
        numbers = {
            "weight": one.weight,
            "base": Decimal(0) if qualitative else one.base,
            "leading": Decimal(100) if qualitative else one.leading,
            "value": share if qualitative else one.value,
        }
        value_key = "achieved" if qualitative else "fact" if one.fact else "value"
        places = {key: one.place(value_key if key == "value" else key) for key in numbers}
        unit = parse_unit("%") if qualitative else parse_unit(one.unit)
        said = one.not_applicable.text if one.not_applicable else None
        yield Line(
            one.id,
            one.name.text,
            one.dimension,
            not qualitative,
            qualitative or one.direction == "higher",
            unit,
            numbers,
            places,
            one.fact,
            said,
        )


def table_lines(project: Project, builder: LedgerBuilder, scoring: Scoring) -> Iterator[Line]:
    """Yield the indicators of the table that the section names; a row that does not fit is a finding."""
    if not scoring.table:
        return
    table = project.tables[scoring.table]
    plain = [name for name in _NUMBERS if name in table.values and table.units[name] == parse_unit("1")]
    lacking = [name for name in _TEXTS if name not in table.text] + [name for name in _NUMBERS if name not in plain]
    if lacking:
        builder.findings.append(
            BAD_ROW.at(
                scoring.place("table"),
                f"数据表 {table.id} 没有列 {'、'.join(lacking)}，或该数值列的单位不是 1",
                f"the table {table.id} has no column {', '.join(lacking)}, or one of numbers whose unit is not 1",
                hint_zh=f"文字列：{'、'.join(_TEXTS)}；数值列（unit: 1，单位写在各行）：{'、'.join(_NUMBERS)}",
                hint_en=f"columns: {', '.join(_TEXTS)}; values of unit 1, since each row names its unit: "
                f"{', '.join(_NUMBERS)}",
            )
        )
        return
    seen = {one.id for one in scoring.indicators}
    for row in range(len(table)):
        words = {name: table.text[name][row] for name in table.text}
        wrong = _row_fault(words, seen)
        if wrong:
            place = table.position(row, "weight")
            hint = "dimension: energy, direction: higher, unit: %"
            builder.findings.append(BAD_ROW.at(place, *wrong, hint_zh=hint, hint_en=hint))
            continue
        seen.add(words["indicator"])
        yield _row(table, row, words)


def _row_fault(words: Mapping[str, str], seen: set[str]) -> tuple[str, str] | None:
    identifier, dimension, direction = words["indicator"], words["dimension"], words["direction"]
    if identifier in seen:
        return f"指标“{identifier}”重复", f"the indicator {identifier!r} stands twice"
    if not identifier or any(c in identifier for c in ",[]= "):
        return f"指标 id“{identifier}”有误", f"{identifier!r} is no id of an indicator"
    if dimension not in DIMENSIONS:
        return (
            f"“{dimension}”不是五个维度之一：{'、'.join(DIMENSIONS)}",
            f"{dimension!r} is none of the five dimensions",
        )
    if direction not in ("higher", "lower"):
        return f"方向“{direction}”应为 higher 或 lower", f"the direction {direction!r} is neither higher nor lower"
    try:
        parse_unit(words["unit"] or "1")
    except UnitError as error:
        return f"单位“{words['unit']}”无法识别", str(error)
    return None


def _row(table: Table, row: int, words: Mapping[str, str]) -> Line:
    numbers = {name: table.values[name][row] for name in _NUMBERS}
    places = {name: table.position(row, name) for name in _NUMBERS}
    upper, unit = words["direction"] == "higher", parse_unit(words["unit"] or "1")
    quantitative = words.get("kind", "") != "qualitative"
    zh = words["name"] or words["indicator"]
    name = Text(zh, words.get("name_en") or zh)
    return Line(words["indicator"], name, words["dimension"], quantitative, upper, unit, numbers, places)
