"""Operating and build margin from the power units of a grid.

A unit's emissions are given, or are generation x factor, or generation x fuel factor / efficiency. Low-cost
and must-run units (hydro, wind, solar, nuclear) are left out of the simple operating margin; several years of
rows give the generation-weighted mean of these years.

Method: CDM TOOL07 step 4: simple OM = sum(EG x EF) / sum(EG) over units that are not low-cost; average OM
over all; simple adjusted OM = (1 - lambda) x EF(other units) + lambda x EF(low-cost units). Step 5: the build
margin's sample is the larger (by generation) of the five newest units and the newest units that reach 20 % of
the grid's generation, a unit across the border counted whole; units registered as reduction projects are left
out. If the sample has units from more than ten years before ``margin.year``, these give place to registered
units, newest first, until 20 % are reached, and only then are the newest of the old units taken. Build margin
= sum(EG x EF) / sum(EG) of the sample, in the newest year of the table.

Inputs: table ``margin.plants.table``: words unit, low_cost, commissioned, registered, year; numbers
generation and emissions, or factor, or efficiency with fuel_factor; ``share_at_margin`` (lambda).

Outputs: ``reduction.om``, ``reduction.bm`` (tCO2/MWh), ``reduction.low_cost_share`` (1),
``reduction.build_margin_share`` (1: the sample's part of generation), ``reduction.build_margin_units``
(piece), all ``[project]``.

Errors: LG535 (simple OM with half or more low-cost generation), LG536 (data of a unit).

Example: worked by hand (tests/calculations/reduction/worked/margins-from-plants.yaml,
margins-efficiency.yaml); no published plant table with its answer was found.

Marks: the tool's shares and numbers (20 %, five units, ten years, 50 %) are secondary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from generator.base.units import parse_unit
from generator.calculations.columns import column_sum
from generator.calculations.reduction.frame import POWER, Frame, one
from generator.calculations.reduction.rules import LOW_COST, PLANT_DATA
from generator.ledger.quantity import Quantity, constant, total
from generator.project.project import Table
from generator.project.sections.reduction_parts import Margin, Plants

_YES, _NO = ("是", "yes", "y", "1", "true"), ("否", "no", "n", "0", "false", "")
_PER_POWER = f"tCO2/{POWER}"


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a table: rows, which are low-cost, which are registered projects, their year of commissioning."""

    table: Table
    rows: tuple[int, ...]
    low_cost: frozenset[int]
    registered: frozenset[int]
    since: tuple[str, ...]
    newest: tuple[int, ...]

    def generation(self, rows: Sequence[int]) -> Decimal:
        """Return the generation of rows, as the table has it."""
        values = self.table.values["generation"]
        return sum((values[row] or Decimal(0) for row in rows), Decimal(0))


def record_plants(frame: Frame, margin: Margin, plants: Plants) -> None:
    """Record the margins that a plant table gives; those that the project states itself stay."""
    units = _units(frame, plants)
    at = plants.place("table")
    if units is None:
        for name in (key for key, stated in (("om", margin.om), ("bm", margin.bm)) if stated is None):
            frame.lack(name, "机组数据不全", "plant data are incomplete", at)
        return
    frame.method("low_cost_limit", "grid", "low-cost-limit", at, frame.text("低成本机组发电量上限", "low-cost limit"))
    text = frame.text("低成本必须运行机组发电量占比", "share of low-cost and must-run generation")
    frame.derive("low_cost_share", "1", text, partial(_part, units, sorted(units.low_cost), units.rows), at)
    if margin.om is None:
        _operating(frame, plants, units)
    if margin.bm is None:
        _building(frame, margin, plants, units)


# ----------------------------------------------------------------------------------------------- reading


def _units(frame: Frame, plants: Plants) -> Units | None:
    table = frame.project.tables.get(plants.table)
    if table is None:
        return None
    rows = tuple(range(len(table)))
    wrong = [row for row in rows if not _has_data(frame, table, row)]
    flags = {name: _flags(frame, table, name) for name in ("low_cost", "registered")}
    since = table.text["commissioned"]
    for row in rows:
        if not re.match(r"^(19|20)\d\d", since[row]):
            wrong.append(row)
            _complain(
                frame, table, row, f"投产日期“{since[row]}”无法识别", f"{since[row]!r} is no date of commissioning"
            )
    low_cost, registered = flags["low_cost"], flags["registered"]
    if wrong or low_cost is None or registered is None:
        return None
    years = table.text.get("year")
    latest = max(years) if years else ""
    newest = tuple(row for row in rows if not years or years[row] == latest)
    dates = tuple(re.sub(r"\D", "", text).ljust(8, "0") for text in since)
    return Units(table, rows, low_cost, registered, dates, newest)


def _has_data(frame: Frame, table: Table, row: int) -> bool:
    """Say whether a unit has its generation and one way to its emissions."""
    ways = (("emissions",), ("factor",), ("efficiency", "fuel_factor"))
    way = next((w for w in ways if all(name in table.values for name in w)), None)
    if way is None:
        _complain(
            frame, table, row, "没有排放量、因子或效率列", "there is no column of emissions, factor or efficiency"
        )
        return False
    lacking = [name for name in ("generation", *way) if table.values[name][row] is None]
    for name in lacking:
        _complain(frame, table, row, f"缺少 {name}", f"{name} is missing", name)
    return not lacking


def _flags(frame: Frame, table: Table, name: str) -> frozenset[int] | None:
    words = table.text.get(name)
    if words is None:
        return frozenset()
    found, right = set(), True
    for row, word in enumerate(words):
        if word.strip().lower() in _YES:
            found.add(row)
        elif word.strip().lower() not in _NO:
            right = False
            _complain(frame, table, row, f"{name} 为“{word}”，应为是或否", f"{name} is {word!r}, not 是 or 否")
    return frozenset(found) if right else None


def _complain(frame: Frame, table: Table, row: int, zh: str, en: str, column: str = "generation") -> None:
    unit = table.text["unit"][row]
    frame.builder.findings.append(
        PLANT_DATA.at(
            table.position(row, column),
            f"机组“{unit}”：{zh}",
            f"unit {unit!r}: {en}",
            hint_zh="补全该行，例如 2021-06，是，12000",
            hint_en="complete the row, for example 2021-06, 是, 12000",
        )
    )


# ----------------------------------------------------------------------------------------------- formulas


def _part(units: Units, some: Sequence[int], rows: Sequence[int]) -> Quantity:
    return column_sum(units.table, "generation", some) / column_sum(units.table, "generation", rows)


def _mean(units: Units, rows: Sequence[int]) -> Quantity:
    """Return the generation-weighted emission factor of rows."""
    table = units.table
    generation = _electric(column_sum(table, "generation", rows))
    if "emissions" in table.values:
        return column_sum(table, "emissions", rows).in_unit("tCO2") / generation
    if "factor" in table.values:
        parts = [_cell(table, "generation", row) * _cell(table, "factor", row) for row in rows]
    else:
        parts = [
            _cell(table, "generation", row) * _cell(table, "fuel_factor", row) / _cell(table, "efficiency", row)
            for row in rows
        ]
    return total(parts, "tCO2") / generation


def _cell(table: Table, name: str, row: int) -> Quantity:
    """Return one cell; electricity and the heat of its fuel are one kind of energy here."""
    quantity = column_sum(table, name, [row])
    return Quantity(quantity.value, parse_unit(quantity.unit.text.replace("{electricity}", "")), quantity.formula)


def _electric(quantity: Quantity) -> Quantity:
    return Quantity(quantity.value, quantity.unit.of("electricity"), quantity.formula)


def _operating(frame: Frame, plants: Plants, units: Units) -> None:
    at = plants.place("method")
    others = [row for row in units.rows if row not in units.low_cost]
    text = frame.text("电量边际排放因子（OM）", "operating margin")
    if plants.method == "average":
        frame.derive("om", _PER_POWER, text, partial(_mean, units, units.rows), at)
        return
    if plants.method == "simple":
        _check_low_cost(frame, plants)
        frame.derive("om", _PER_POWER, text, partial(_mean, units, others), at)
        return
    if plants.share_at_margin is None:
        reason = ("简单调整法缺少 lambda", "the simple adjusted margin needs lambda (share_at_margin)")
        frame.lack("om", *reason, at)
        return
    name = frame.text("低成本机组处于边际的时间比例 lambda", "lambda: share of hours with low-cost units at the margin")
    frame.figure("share_at_margin", plants.share_at_margin, "1", name, most=1)
    frame.derive("om", _PER_POWER, text, partial(_adjusted, frame, units, others), at)


def _adjusted(frame: Frame, units: Units, others: Sequence[int]) -> Quantity:
    at_margin = frame.read("share_at_margin")
    rest = (one() - at_margin) * _mean(units, others)
    return rest + at_margin * _mean(units, sorted(units.low_cost)) if units.low_cost else rest


def _check_low_cost(frame: Frame, plants: Plants) -> None:
    found = frame.builder.fact("reduction.low_cost_share", frame.at())
    limit = frame.builder.fact("reduction.low_cost_limit", frame.at())
    if found is None or limit is None or found.value * 100 < limit.value:
        return
    frame.builder.findings.append(
        LOW_COST.at(
            plants.place("method"),
            f"低成本必须运行机组占发电量 {found.value:.1%}，不低于 {limit.value}%，不能用简单电量边际",
            f"low-cost and must-run units supply {found.value:.1%}, not less than {limit.value} %: no simple margin",
            hint_zh="method: simple-adjusted 或 average",
            hint_en="method: simple-adjusted or average",
            fact=found.key,
        )
    )


# ----------------------------------------------------------------------------------------------- build margin


def _building(frame: Frame, margin: Margin, plants: Plants, units: Units) -> None:
    at = plants.place("table")
    for name, key, zh, en in (
        (
            "build_margin_target",
            "build-margin-share",
            "容量边际样本发电量占比下限",
            "least share of the build margin's sample",
        ),
        ("build_margin_count", "build-margin-units", "容量边际样本机组数", "units of the build margin's sample"),
        ("build_margin_age", "build-margin-age", "容量边际样本机组年限", "greatest age in the build margin's sample"),
    ):
        frame.method(name, "grid", key, at, frame.text(zh, en))
    limits = [
        frame.builder.fact(f"reduction.{name}", frame.at())
        for name in ("build_margin_target", "build_margin_count", "build_margin_age")
    ]
    if any(limit is None for limit in limits):
        frame.lack("bm", "缺少抽样规则", "there is no rule for the sample", at)
        return
    target, count, age = (limit.value for limit in limits if limit is not None)
    rows = sample(units, target / 100, int(count), margin.year - int(age))
    text = frame.text("容量边际样本机组数", "units in the build margin's sample")
    ones = [constant(1, "piece", f"unit {units.table.text['unit'][row]}") for row in rows]
    frame.derive("build_margin_units", "piece", text, lambda: total(ones, "piece"), at)
    text = frame.text("容量边际样本发电量占比", "the build margin sample's share of generation")
    frame.derive("build_margin_share", "1", text, partial(_part, units, rows, units.newest), at)
    text = frame.text("容量边际排放因子（BM）", "build margin")
    frame.derive("bm", _PER_POWER, text, partial(_mean, units, rows), at)


def sample(units: Units, target: Decimal, count: int, oldest: int) -> tuple[int, ...]:
    """Return the rows of the build margin's sample (step 5 (a) to (f)); units from before ``oldest`` are old."""
    ordered = sorted(units.newest, key=lambda row: units.since[row], reverse=True)
    plain = [row for row in ordered if row not in units.registered]
    newest = plain[:count]
    reached = _until(units, [], plain, target * units.generation(plain))
    chosen = reached if units.generation(reached) >= units.generation(newest) else newest
    old = [row for row in ordered if int(units.since[row][:4]) < oldest]
    if not set(chosen) & set(old):
        return tuple(chosen)
    wanted = target * units.generation(ordered)
    young = [row for row in chosen if row not in old]
    registered = [row for row in ordered if row in units.registered and row not in old]
    return tuple(_until(units, _until(units, young, registered, wanted), old, wanted))


def _until(units: Units, begun: Sequence[int], rows: Sequence[int], wanted: Decimal) -> list[int]:
    """Add rows until their generation reaches what is wanted; a unit across the border counts whole."""
    found = list(begun)
    for row in rows:
        if units.generation(found) >= wanted:
            break
        found.append(row)
    return found
