"""The identity behind a decomposition: factors of every sub-sector and year, and the aggregate that they make.

Method: V = sum over sub-sectors i of x1_i * x2_i * ... * xn_i (Kaya 1990 for population, GDP per head, energy intensity
and carbon intensity; Ang 2005, equation 1, for any chain). Where factors are given, V_i is their product. Where
quantities q1 ... qn are given, x1 = q1, xk = qk / q(k-1), and V_i is qn itself. ``over: all`` takes the sum of the
column over the sub-sectors, so that Q, Q_i / Q and E_i / Q_i are activity, structure and intensity.

Inputs: the section ``drivers``; ``drivers.input``.

Outputs: ``drivers.factor[indicator,period,sector,driver]`` in the unit of its numbers,
``drivers.value[indicator,period,sector]`` and ``drivers.total[indicator,period]`` in the section's unit.
``indicator`` is the decomposition's id; without sub-sectors there is no ``sector``.

Errors: LG350, LG354; a factor without a number, or 0 divided by 0, is missing with that reason.

Example: ``worked/kaya.yaml``, ``worked/structure.yaml``.

Marks: numbers are the project's own.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.drivers.data import Data, Part
from generator.calculations.drivers.rules import DIVISOR, UNITS
from generator.ledger.quantity import Quantity, total


def check_units(data: Data) -> bool:
    """Whether the product of the factors is of the aggregate's dimension; where it is not, say so."""
    spec = data.spec
    if spec.given == "quantities":
        found = data.numbers[-1].unit
    else:
        found = ONE
        for one in data.numbers:
            found = found.times(one.unit)
    if found.converts_to(parse_unit(spec.unit)):
        return True
    data.builder.findings.append(
        UNITS.at(
            spec.place("unit"),
            f"各因素单位之积为 {found}，不能换算为 {spec.unit}",
            f"the units of the factors give {found}, which is not {spec.unit}",
            hint_zh=f"核对各因素的单位，或写 unit: {found}",
            hint_en=f"check the units of the factors, or write unit: {found}",
        )
    )
    return False


def record_identity(data: Data) -> bool:
    """Record factors, values and totals, and say whether the chain of quantities has no hole."""
    spec, builder = data.spec, data.builder
    whole = True
    factors = [
        (one.factor.id, one.factor.name.text, one.factor.at, _unit(data, k)) for k, one in enumerate(data.numbers)
    ]
    for year in data.years:
        for part in data.parts:
            whole &= _check_divisors(data, part, year)
            for k, (driver, name, at, unit) in enumerate(factors):
                builder.derive(
                    "drivers.factor",
                    data.context(year, sector=part.key, driver=driver),
                    unit,
                    Text(f"{part.name.zh}{name.zh}（{year}年）", f"{part.name.en} {name.en} {year}".strip()),
                    partial(_factor, data, k, part, year),
                    position=at,
                )
            if part.key is not None:
                builder.derive(
                    "drivers.value",
                    data.context(year, sector=part.key),
                    data.unit,
                    Text(f"{part.name.zh}{spec.name.zh}（{year}年）", f"{part.name.en}: {spec.name.text.en} {year}"),
                    partial(_value, data, part, year),
                    position=data.at,
                )
        builder.derive(
            "drivers.total",
            data.context(year),
            data.unit,
            Text(f"{spec.name.zh}（{year}年）", f"{spec.name.text.en} {year}"),
            partial(_total, data, year),
            position=data.at,
        )
    return whole


def read_value(data: Data, part: Part, year: int) -> Quantity:
    """Read the aggregate of a sub-sector, or of the whole where there are no parts."""
    if part.key is None:
        return data.read("total", year)
    return data.read("value", year, sector=part.key)


def noughts(data: Data, part: Part, year: int) -> tuple[int, ...]:
    """Return which factors are nought; of a chain of quantities the first, since all after it are nought with it."""
    found = [k for k in range(len(data.numbers)) if data.value(k, part, year) == 0]
    return tuple(found[:1] if data.spec.given == "quantities" else found)


def _unit(data: Data, k: int) -> Unit:
    own = data.numbers[k].unit
    return own if k == 0 or data.spec.given == "factors" else own.times(data.numbers[k - 1].unit, -1)


def _factor(data: Data, k: int, part: Part, year: int) -> Quantity:
    own = data.quantity(k, part, year)
    return own if k == 0 or data.spec.given == "factors" else own / data.quantity(k - 1, part, year)


def _value(data: Data, part: Part, year: int) -> Quantity:
    if data.spec.given == "quantities":
        return data.quantity(len(data.numbers) - 1, part, year)
    result, *others = [data.read("factor", year, sector=part.key, driver=one.factor.id) for one in data.numbers]
    for other in others:
        result = result * other
    return result


def _total(data: Data, year: int) -> Quantity:
    if data.parts[0].key is None:
        return _value(data, data.parts[0], year)
    return total([read_value(data, part, year) for part in data.parts], data.unit)


def _check_divisors(data: Data, part: Part, year: int) -> bool:
    """Report a quantity that is nought before one that is not."""
    if data.spec.given == "factors":
        return True
    values = [data.value(k, part, year) for k in range(len(data.numbers))]
    for k, (before, after) in enumerate(pairwise(values)):
        if before == 0 and after:
            one, then = data.numbers[k], data.numbers[k + 1]
            data.builder.findings.append(
                DIVISOR.at(
                    one.places(one.cell(part.id, year))[0],
                    f"{part.name.zh}{year}年{one.factor.name.zh}的数量为零，其后的数量为 {after}，比值无意义",
                    f"{part.id or data.spec.id} {year}: the quantity of {one.factor.id} is nought, the next is {after}",
                    hint_zh="改正数量，或把该子部门列为另一分解",
                    hint_en="correct the quantity, or decompose this sub-sector apart",
                    related=then.places(then.cell(part.id, year))[:1],
                )
            )
            return False
    return True
