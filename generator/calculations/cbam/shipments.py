"""Net mass of imported goods: as stated, or summed over the rows of a table of consignments.

Method: mass of goods = sum of the net mass of the customs entries that name them; the formula reaches the cells. A
row that belongs to no goods, or has no mass, is a finding, since the importer's total would be short of it.

Inputs: `cbam.goods[].mass`, `cbam.shipments` and its table.

Outputs: `cbam.mass` (t, electricity MWh) by product and period.

Errors: LG647, LG648, LG208.

Example: `worked/shipments.yaml`, added up by hand.

Marks: none; all figures are the project's.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.cbam.frame import Frame, good_context, said
from generator.calculations.cbam.rules import NO_MASS, SHIPMENT
from generator.calculations.columns import column_sum
from generator.ledger.quantity import Quantity
from generator.project.project import Table
from generator.project.sections.cbam import Good


def record_mass(frame: Frame, good: Good, unit: str) -> None:
    """Record the net mass of goods."""
    context, text = good_context(good), said(good.name, "净重", "net mass")
    if good.mass is not None:
        frame.amount("cbam.mass", context, good.mass, unit, text, good.place("mass"))
        return
    rows = _rows(frame, good)
    if not rows:
        frame.builder.findings.append(
            NO_MASS.at(
                good.at,
                f"货物 {good.id} 没有写明净重，批次表中也没有它的行",
                f"the goods {good.id} state no mass, and no shipment names them",
                hint_zh="例如 mass: 100 t",
                hint_en="for example mass: 100 t",
            )
        )
        frame.builder.lack("cbam.mass", context, Text("没有净重", "there is no mass"), good.at)
        return
    frame.builder.derive("cbam.mass", context, unit, text, partial(_mass, frame, rows, unit), position=good.at)


def _table(frame: Frame) -> Table | None:
    shipments = frame.cbam.shipments
    return frame.project.tables.get(shipments.table) if shipments is not None else None


def _rows(frame: Frame, good: Good) -> list[int]:
    table, shipments = _table(frame), frame.cbam.shipments
    if table is None or shipments is None:
        return []
    return [row for row, name in enumerate(table.text[shipments.goods]) if name == good.id]


def _mass(frame: Frame, rows: list[int], unit: str) -> Quantity:
    table, shipments = _table(frame), frame.cbam.shipments
    assert table is not None
    assert shipments is not None
    summed = column_sum(table, shipments.mass, rows)
    return summed.in_unit(summed.unit.of("electricity")) if "electricity" in unit else summed


def check_shipments(frame: Frame) -> None:
    """Say of every row that no goods count it, or that it has no mass."""
    table, shipments = _table(frame), frame.cbam.shipments
    if table is None or shipments is None:
        return
    described = {good.id: good for good in frame.cbam.goods}
    for row, name in enumerate(table.text[shipments.goods]):
        good = described.get(name)
        if good is None:
            known = "、".join(described)
            _say(frame, table, row, f"“{name}”不是本项目的货物", f"there are no goods {name!r}", f"goods: {known}")
        elif good.mass is not None:
            own = f"{good.mass.value} {good.mass.unit}"
            _say(
                frame,
                table,
                row,
                f"货物 {name} 已写明净重 {own}，批次不再计入",
                f"the goods {name} state their mass of {own} themselves",
                "mass",
            )
        elif table.values[shipments.mass][row] is None:
            _say(frame, table, row, f"货物 {name} 的批次没有净重", f"a shipment of {name} has no mass", "100 t")


def _say(frame: Frame, table: Table, row: int, zh: str, en: str, right: str) -> None:
    shipments = frame.cbam.shipments
    assert shipments is not None
    frame.builder.findings.append(
        SHIPMENT.at(
            table.position(row, shipments.mass),
            zh,
            en,
            hint_zh=f"核对该行：{right}",
            hint_en=f"check the row: {right}",
        )
    )
