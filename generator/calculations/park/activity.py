"""Activity of a park: what its members and facilities consume, transform, make and hand on.

Amounts stand in the section (``flows``, ``outputs``) or in tables of the project that it names (``tables``); several
amounts of one entity, year, flow and carrier are added up. A table's column whose unit is 1 holds each row in the unit
of its carrier or product, so that one table may list carriers of several units.

Method: 发改环资〔2025〕910号 附件4 二（一）、（三） (types of energy use: final consumption, transformation, use as
material, bunkers of international aviation and shipping) and 三 (product output). Nothing that is missing counts as
nought.

Inputs: ``park.members``, ``facilities``, ``carriers``, ``products``, ``flows``, ``outputs``, ``tables``.

Outputs: ``park.activity[entity,period,process,energy]`` in the carrier's unit (process is the flow: use, feedstock,
bunker, input, output, export), ``park.activity_part[…,row]`` (single amounts that are added up),
``park.output[entity,period,product]`` and ``park.output_part[…,row]`` in the product's unit.

Errors: LG208 (unit), LG215 (below nought), LG442 (an entity without data in a year), LG446 (a row that does not fit).

Example: ``tests/calculations/park/worked``; sums were worked out by hand.

Marks: inputs are the client's own, as given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.columns import column_sum
from generator.calculations.park.book import FLOWS, SIGNS, Book, at, substance, unit_made, unit_of
from generator.calculations.park.rules import BAD_ROW, NO_ACTIVITY
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.node import Amount
from generator.project.project import Table
from generator.project.sections.park import Carrier, ParkEntity, ParkProduct, ParkTable

_EMPTY = Text("表中没有数值", "the table has no number")


@dataclass
class _Group:
    """The amounts of one fact: typed ones with their places, and rows of tables."""

    name: Text
    unit: Unit
    counts: str
    typed: list[tuple[Amount, Position]] = field(default_factory=list)
    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    empty: Position | None = None
    at: Position | None = None


def run(book: Book) -> None:
    """Record every amount, and say what is missing."""
    groups: dict[Context, _Group] = {}
    made: dict[Context, _Group] = {}
    for flow in book.park.flows:
        group = _flow_group(book, groups, (flow.entity, flow.year, flow.flow, flow.carrier))
        if group is not None:
            group.typed.append((flow.quantity, flow.place("quantity")))
    for output in book.park.outputs:
        group = _output_group(book, made, (output.entity, output.year, output.product))
        if group is not None:
            group.typed.append((output.quantity, output.place("quantity")))
    for spec in book.park.tables:
        _read(book, spec, book.project.tables[spec.table], groups, made)
    for family, each in (("park.activity", groups), ("park.output", made)):
        for context, group in each.items():
            _record(book, family, context, group)
    _missing(book)


def _flow_group(book: Book, groups: dict[Context, _Group], key: tuple[str, int, str, str]) -> _Group | None:
    entity, year, flow, name = key
    carrier = book.carrier(name)
    if carrier is None:
        return None
    book.present[key] = None
    who = next((one.name.text for one in book.park.entities if one.id == entity), Text.of(entity))
    told = FLOWS[flow]
    text = Text(f"{who.zh}{carrier.name.zh}{told.zh}", f"{who.en}, {carrier.name.text.en}: {told.en}")
    context = at(entity=entity, period=year, process=flow, energy=name)
    return groups.setdefault(context, _Group(text, unit_of(carrier), substance(carrier)))


def _output_group(book: Book, groups: dict[Context, _Group], key: tuple[str, int, str]) -> _Group | None:
    entity, year, name = key
    product = book.product(name)
    if product is None:
        return None
    book.made[key] = None
    who = next((one.name.text for one in book.park.entities if one.id == entity), Text.of(entity))
    text = Text(f"{who.zh}{product.name.zh}产量", f"{who.en}, output of {product.name.text.en}")
    context = at(entity=entity, period=year, product=name)
    return groups.setdefault(context, _Group(text, unit_made(product), product.id))


# ----------------------------------------------------------------------------------------------------- tables


def _read(
    book: Book, spec: ParkTable, table: Table, groups: dict[Context, _Group], made: dict[Context, _Group]
) -> None:
    """Put the rows of a table into their groups."""
    texts = [spec.entity, spec.year, spec.item, *([spec.flow] if spec.flow else [])]
    lacking = [name for name in texts if name not in table.text] + [spec.quantity] * (spec.quantity not in table.values)
    if lacking:
        known = "、".join([*table.text, *table.values])
        book.ledger.findings.append(
            BAD_ROW.at(
                spec.at,
                f"数据表 {table.id} 没有列 {'、'.join(lacking)}",
                f"the table {table.id} has no column {', '.join(lacking)}",
                hint_zh=f"可用的列：{known}",
                hint_en=f"columns: {known}",
            )
        )
        return
    for row in range(len(table)):
        wrong = list(_faults(book, spec, table, row))
        for message, hint in wrong:
            place = table.position(row, spec.quantity)
            book.ledger.findings.append(BAD_ROW.at(place, message.zh, message.en, hint_zh=hint.zh, hint_en=hint.en))
        if wrong:
            continue
        entity, year, item = table.text[spec.entity][row], int(table.text[spec.year][row]), table.text[spec.item][row]
        if spec.holds == "flows":
            flow = (table.text[spec.flow][row] or "use") if spec.flow else "use"
            group = _flow_group(book, groups, (entity, year, flow, item))
        else:
            group = _output_group(book, made, (entity, year, item))
        if group is None:
            continue
        place = table.position(row, spec.quantity)
        group.at = group.at or place
        if table.values[spec.quantity][row] is None:
            group.empty = place
        group.rows.setdefault((table.id, spec.quantity), []).append(row)


def _faults(book: Book, spec: ParkTable, table: Table, row: int) -> Iterator[tuple[Text, Text]]:
    """Yield what is wrong with a row, and a right form."""
    entity, year = table.text[spec.entity][row], table.text[spec.year][row]
    known = next((one for one in book.park.entities if one.id == entity), None)
    if known is None:
        yield Text(f"主体“{entity}”不在园区中", f"{entity!r} is no entity of the park"), _ids(book.park.entities)
    if not (year.isdecimal() and int(year) in book.years):
        text = Text(f"年份“{year}”不在核算年份中", f"{year!r} is none of the years accounted")
        yield text, Text("、".join(map(str, book.years)), ", ".join(map(str, book.years)))
    elif known is not None and not known.runs(int(year)):
        text = Text(f"{entity} 在 {year} 年不在园区运行", f"{entity} does not operate in the park in {year}")
        yield text, Text("改正年份，或改正该主体的 begins、ends", "correct the year, or the entity's begins and ends")
    value = table.values[spec.quantity][row]
    if value is not None and value < 0:
        text = Text(f"数量 {value} 小于零", f"the quantity {value} is below nought")
        yield text, Text(f"例如 {-value}", f"for example {-value}")
    yield from _item_faults(book, spec, table, row)


def _item_faults(book: Book, spec: ParkTable, table: Table, row: int) -> Iterator[tuple[Text, Text]]:
    """Yield what is wrong with a row's carrier or product, its flow and its unit."""
    item = table.text[spec.item][row]
    carrier, product = (book.carrier(item), None) if spec.holds == "flows" else (None, book.product(item))
    if spec.holds == "flows":
        if carrier is None:
            text = Text(f"能源品种“{item}”没有定义", f"the carrier {item!r} is not defined")
            yield text, _ids(book.park.carriers)
        flow = table.text[spec.flow][row] if spec.flow else ""
        if flow and flow not in SIGNS:
            text = Text(f"流向“{flow}”无法识别", f"the flow {flow!r} is not known")
            yield text, Text(f"可用：{'、'.join(SIGNS)}", f"one of {', '.join(SIGNS)}")
    elif product is None:
        yield Text(f"产品“{item}”没有定义", f"the product {item!r} is not defined"), _ids(book.park.products)
    wanted = unit_of(carrier) if carrier else unit_made(product) if product else None
    column = table.units[spec.quantity]
    if wanted is None or column == ONE or column.of(substance(carrier) if carrier else item).converts_to(wanted):
        return
    yield (
        Text(f"列单位 {column} 不能换算为 {wanted}", f"the column's unit {column} is not {wanted}"),
        Text(
            "单位不同的品种共用一列时，列的单位写 unit: 1", "where a column holds several units, write unit: 1 for it"
        ),
    )


def _ids(known: Sequence[ParkEntity] | Sequence[Carrier] | Sequence[ParkProduct]) -> Text:
    """Return the ids that a row may name, each with its name."""
    return Text(
        f"可用的 id：{'、'.join(f'{one.id}（{one.name.zh}）' for one in known) or '无'}",
        f"ids: {', '.join(f'{one.id} ({one.name.text.en})' for one in known) or 'none'}",
    )


# ---------------------------------------------------------------------------------------------------- recording


def _record(book: Book, family: str, context: Context, group: _Group) -> None:
    ledger = book.ledger
    place = group.typed[0][1] if group.typed else group.at
    if group.empty is not None:
        ledger.lack(family, context, _EMPTY, group.empty)
        return
    if len(group.typed) == 1 and not group.rows:
        _give(book, family, context, group, 0)
        return
    parts = [context.extended(row=number) for number in range(1, len(group.typed) + 1)]
    for number, part in enumerate(parts):
        _give(book, f"{family}_part", part, group, number)
    formula = partial(_sum, book, f"{family}_part", parts, group)
    ledger.derive(family, context, group.unit, group.name, formula, position=place)


def _give(book: Book, family: str, context: Context, group: _Group, number: int) -> None:
    amount, place = group.typed[number]
    typed = Amount.model_construct(value=amount.value, unit=_with_substance(amount.unit, group))
    give_amount(book.ledger, family, context, typed, str(group.unit), group.name, place, least=Decimal(0))


def _with_substance(unit: str, group: _Group) -> str:
    return str(parse_unit(unit).of(group.counts))


def _sum(book: Book, family: str, parts: list[Context], group: _Group) -> Quantity:
    read = [book.ledger.read(family, part) for part in parts]
    for (table, column), rows in group.rows.items():
        found = column_sum(book.project.tables[table], column, rows)
        if found.unit == ONE:
            read.append(found * constant(1, group.unit, "unit of the carrier or product"))
        else:
            read.append(Quantity(found.value, found.unit.of(group.counts), found.formula))
    return read[0].in_unit(group.unit) if len(read) == 1 else total(read, group.unit)


def _missing(book: Book) -> None:
    """Say which entity has no energy at all in a year; nothing is said of that year's totals then."""
    for year in book.years:
        for entity in book.running(year):
            if not any(one == entity.id and of == year for one, of, _, _ in book.present):
                name = entity.name.text
                book.blocked.setdefault(year, Text(f"{name.zh}没有{year}年的数据", f"{name.en} has no data of {year}"))
                book.ledger.findings.append(
                    NO_ACTIVITY.at(
                        entity.at,
                        f"{name.zh}没有{year}年的能源数据",
                        f"{name.en} has no energy data of {year}",
                        hint_zh=f"补充 {year} 年数据（未消费写 0），或写明 begins、ends",
                        hint_en=f"add the data of {year} (0 where nothing was used), or say begins, ends",
                    )
                )
