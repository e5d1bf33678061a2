"""Checks of a decomposition's numbers: whether each is there, not below nought, and shares sum to one.

Method: nothing is calculated. A number that is not there or below nought leaves what needs it missing; shares of one
year may be half a percent from one together, which allows for printed digits.

Inputs: the numbers that :mod:`reading` read.

Outputs: none.

Errors: LG351, LG352, LG357.

Example: ``test_drivers_findings.py``.

Marks: none.
"""

from __future__ import annotations

from decimal import Decimal

from generator.base.findings import Rule
from generator.base.units import ONE
from generator.calculations.drivers.data import Cell, Data, Numbers
from generator.calculations.drivers.rules import NEGATIVE, NUMBERS, SHARES

#: How far printed shares may be from one together.
_PRINTED = Decimal("0.005")


def check_numbers(data: Data) -> None:
    """Report numbers that are not there or below nought: one finding a factor and sub-sector, at the first place."""
    for one in data.numbers:
        cells = dict.fromkeys(one.cell(part.id, year) for part in data.parts for year in data.years)
        for sector in dict.fromkeys(sector for sector, _ in cells):
            own = [cell for cell in cells if cell[0] == sector]
            name = f"{one.factor.name.zh}{f'（{sector}）' if sector else ''}"
            called = f"{one.factor.id}{f' of {sector}' if sector else ''}"
            lacking = [cell for cell in own if one.value(cell) is None]
            _report(data, one, lacking, NUMBERS, (f"{name}没有数据", f"{called} has no number"))
            below = [cell for cell in own if (one.value(cell) or 0) < 0]
            _report(data, one, below, NEGATIVE, (f"{name}为负数", f"{called} is below nought"))


def check_shares(data: Data) -> None:
    """Report the years in which what is said to be a share does not sum to one over the sub-sectors."""
    for k, one in enumerate(data.numbers):
        for year in data.years if one.factor.share else ():
            found = [data.value(k, part, year) for part in data.parts]
            if None in found:
                continue
            whole = sum((value for value in found if value is not None), Decimal(0)) * one.unit.conversion(ONE)
            if abs(whole - 1) > _PRINTED:
                data.builder.findings.append(
                    SHARES.at(
                        one.places(one.cell(data.parts[0].id, year))[0],
                        f"{one.factor.name.zh}{year}年各子部门合计 {whole}，应为 1",
                        f"{one.factor.id} sums to {whole} over the sub-sectors in {year}; it must be 1",
                        hint_zh="改正份额，或用 given: quantities 由数量得出份额",
                        hint_en="correct the shares, or let them follow from quantities: given: quantities",
                    )
                )


def _report(data: Data, one: Numbers, cells: list[Cell], rule: Rule, said: tuple[str, str]) -> None:
    if not cells:
        return
    years = [str(year) for _, year in cells]
    first, *others = [place for cell in cells for place in one.places(cell)]
    data.builder.findings.append(
        rule.at(
            first,
            f"{said[0]}：{'、'.join(years)}",
            f"{said[1]}: {', '.join(years)}",
            hint_zh="填入数值，确为零时填 0" if rule is NUMBERS else "改正数值，或把该子部门另行分析",
            hint_en="type a number, 0 where it is nought" if rule is NUMBERS else "correct it, or decompose it apart",
            related=list(dict.fromkeys(place for place in others if place != first)),
        )
    )
