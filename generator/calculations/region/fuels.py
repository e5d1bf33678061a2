"""Emission factors of the items of a consumption table.

CO2 per unit of a fuel is what its carbon makes; the properties come from one fuel data set, keyed by standard, or
from the project with their sources. Electricity and heat have no factor: they emit where they are generated.

Method: provincial guidelines, chapter 1 (equation of the sectoral approach); IPCC 2006 V2 2.3.3, tier 2: EF = NCV x
CC x OX x 44/12 with 44/12 kept as a fraction; or a factor of the project's own.

Inputs: ``region.items`` (fuel, or own properties, or factor), the data set of ``region.fuels``, else
``criteria.fuels``.

Outputs: ``region.ncv[energy]``, ``region.carbon_content[energy]``, ``region.oxidation[energy]`` as the data set gives
them; ``region.item_factor[energy]`` in tCO2 per unit of the item in its data set (tCO2/t, tCO2/10^4 Nm3).

Errors: LG014 no such fuel, LG310 units, LG312 an item without fuel, LG317 below nought.

Example: ``worked/consumption-wide.yaml`` (anthracite 2.521512 tCO2/t, natural gas 21.621888 tCO2/10^4 Nm3, domain
notes).

Marks: those of the fuel data sets (secondary).
"""

from __future__ import annotations

from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.factors import Factor, from_inline
from generator.calculations.region.cells import Cells
from generator.calculations.region.frame import Frame, of_gas, substance_of
from generator.calculations.region.line_factors import say_below
from generator.calculations.region.rules import NO_FUEL, UNITS
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, ratio
from generator.project.inline_factor import InlineFactor
from generator.project.sections.region_parts import RegionItem

_CARBON_TO_CO2 = ratio(44, 12, "tCO2/tC", "44/12")
_BY_ENERGY = parse_unit("tC/GJ")
_NAMES = {
    "ncv": Text("低位发热量", "net calorific value"),
    "carbon_content": Text("含碳量", "carbon content"),
    "oxidation": Text("碳氧化率", "oxidation"),
}


def record_factors(frame: Frame, cells: Cells) -> dict[str, bool]:
    """Record the factor of every fuel in the table; return the fuels, each with whether its factor is there."""
    found: dict[str, bool] = {}
    for item in frame.classes.items.values():
        if item.id in cells.items and item.carrier == "fuel":
            found[item.id] = _item(frame, cells, item)
    return found


def _item(frame: Frame, cells: Cells, item: RegionItem) -> bool:
    context = Context.of(energy=item.id)
    factors = _factors(frame, item)
    if factors is None:
        reason = Text(f"{item.name.zh}没有可用的排放因子", f"{item.id} has no usable factor")
        frame.builder.lack("region.item_factor", context, reason, _at(frame, item))
        return False
    below = [factor for factor in factors.values() if factor.value < 0]
    if below:
        say_below(frame, item.name.text, item.id, below[0])
        reason = Text("因子为负值", "a factor is below nought")
        frame.builder.lack("region.item_factor", context, reason, _at(frame, item))
        return False
    unit = _unit(cells, item)
    product = _product_unit(factors, substance_of(unit))
    gas = of_gas(cells.spec.gas)
    if not unit.times(product).converts_to(gas):
        _say_units(frame, item, unit, product, cells.spec.gas)
        reason = Text("活动数据与因子的单位不相配", "the units of activity and factor do not go together")
        frame.builder.lack("region.item_factor", context, reason, _at(frame, item))
        return False
    _give(frame, item, context, factors, substance_of(unit), product)
    return True


def _factors(frame: Frame, item: RegionItem) -> dict[str, Factor] | None:
    if item.factor is not None:
        return {"item_factor": from_inline(item.factor)}
    if not item.fuel and item.carbon_content is None:
        frame.builder.findings.append(
            NO_FUEL.at(
                _at(frame, item),
                f"品种“{item.id}”没有写明燃料，也没有因子",
                f"the item {item.id!r} names no fuel and has no factor",
                hint_zh="例如 fuel: 烟煤，或 carrier: electricity",
                hint_en="for example fuel: 烟煤, or carrier: electricity",
            )
        )
        return None
    content = _property(frame, item, "carbon_content")
    by_energy = content is None or content.unit.converts_to(_BY_ENERGY)
    found = {"ncv": _property(frame, item, "ncv")} if by_energy else {}
    found |= {"carbon_content": content, "oxidation": _property(frame, item, "oxidation")}
    present = {name: factor for name, factor in found.items() if factor is not None}
    return present if len(present) == len(found) else None


def _property(frame: Frame, item: RegionItem, name: str) -> Factor | None:
    given: InlineFactor | None = getattr(item, name)
    if given is not None:
        return from_inline(given)
    if not item.fuel:
        return None
    return frame.sets.one(item.fuels or frame.fuels, item.fuel, name.replace("_", "-"), _at(frame, item))


def _at(frame: Frame, item: RegionItem) -> Position:
    return item.place("fuel") if item.at.path else frame.region.place("classification")


def _unit(cells: Cells, item: RegionItem) -> Unit:
    """Return the unit in which the table counts an item."""
    unit = cells.table.units[cells.column_of(item.id)]
    return parse_unit(item.unit) if item.unit and unit == ONE else unit


def _product_unit(factors: dict[str, Factor], substance: str) -> Unit:
    if "item_factor" in factors:
        return factors["item_factor"].per(substance).unit
    content = factors["carbon_content"]
    if "ncv" not in factors:
        return content.per(substance).unit.times(_CARBON_TO_CO2.unit)
    return factors["ncv"].per(substance).unit.times(content.unit).times(_CARBON_TO_CO2.unit)


def _give(
    frame: Frame, item: RegionItem, context: Context, factors: dict[str, Factor], substance: str, product: Unit
) -> None:
    builder, name = frame.builder, item.name
    text = Text(f"{name.zh}排放因子", f"{name.text.en}: emission factor")
    if "item_factor" in factors:
        factors["item_factor"].per(substance).give(builder, "region.item_factor", context, text)
        return
    for key, factor in factors.items():
        per_energy = key == "oxidation" or (key == "carbon_content" and "ncv" in factors)
        label = Text(f"{name.zh}{_NAMES[key].zh}", f"{name.text.en}: {_NAMES[key].en}")
        (factor if per_energy else factor.per(substance)).give(builder, f"region.{key}", context, label)
    formula = partial(_factor, frame, item, list(factors))
    builder.derive("region.item_factor", context, product, text, formula, position=_at(frame, item))


def _factor(frame: Frame, item: RegionItem, names: list[str]) -> Quantity:
    *content, oxidation = [frame.read(name, energy=item.id) for name in names]
    carbon = content[0] if len(content) == 1 else content[0] * content[1]
    return carbon * oxidation.in_unit(ONE) * _CARBON_TO_CO2


def _say_units(frame: Frame, item: RegionItem, unit: Unit, product: Unit, gas: str) -> None:
    frame.builder.findings.append(
        UNITS.at(
            _at(frame, item),
            f"品种“{item.id}”的数量单位 {unit} 与因子单位 {product} 不相配",
            f"the item {item.id!r} is counted in {unit}, its factor is in {product}",
            hint_zh=f"例如因子 t{gas}/{unit}；气体体积写 Nm3，不写 m3",
            hint_en=f"for example a factor in t{gas}/{unit}; gas volumes are Nm3, not m3",
        )
    )
