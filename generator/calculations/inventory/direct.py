"""Processes, leaks, self-generated electricity and the value chain: activity times factor, or the gas itself.

Process and value chain: AD x EF, the gas being what the factor's numerator names (tCO2/t, kg{CF4}/t, tCO2e/10^4 CNY);
a factor in CO2e cannot be split by gas and is listed as CO2e (IPCC 2006 V3; Scope 3 Standard, chapter 7). Leaks
without factor: the activity is the gas lost, for a blend its components by mass (IPCC 2006 V3 7.5, mass balance).
Electricity generated on site from renewables has no emission of its own; what is generated from fuels is counted
where they burn.

Method: IPCC 2006 V3 (processes; 7.5 for mass balance of leaks); Scope 3 Standard, chapter 7.

Inputs: ``sources`` of the kinds process, fugitive, value-chain and self-generated-electricity, with ``factor``,
``material``, ``gas``.

Outputs: ``factor.emission[source]``, ``factor.blend_share[source,gas]``, ``source.gas[period,source,gas]`` in t of
gas.

Errors: LG014, LG015 factor; LG017 unit; LG018 no GWP; LG025 scope 3 category; LG026 a gas outside the seven.

Example: ``process-and-value-chain.yaml``, ``refrigerants.yaml`` (products by hand from the sets' figures).

Marks: process factors are secondary; blends and value-chain factors as their sets say.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.factors import from_figure
from generator.calculations.inventory.book import Book, at, label, mass_of
from generator.calculations.inventory.rules import FACTOR_UNIT, NO_GWP, OUTSIDE_SEVEN, SCOPE3_CATEGORY
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant
from generator.project.models import Source


def run(book: Book) -> None:
    """Record factors and gases of processes, leaks, self-generated electricity and the value chain."""
    for source in book.sources:
        match source.kind:
            case "process" | "value-chain":
                by_factor(book, source)
                _category(book, source)
            case "fugitive" if source.factor is not None:
                by_factor(book, source)
            case "fugitive":
                _leak(book, source)
            case "self-generated-electricity" if source.factor is not None:
                by_factor(book, source)
            case "self-generated-electricity":
                _own_power(book, source)
            case _:
                pass


def by_factor(book: Book, source: Source, default: str = "") -> None:
    """Record activity times factor, by the gas of the factor's numerator."""
    gas = give_factor(book, source, default)
    if not gas:
        lack_gas(book, source, "CO2", Text(f"{source.name.zh}没有可用的因子", f"{source.id} has no usable factor"))
        return
    if not book.record_gas(source, gas):
        lack_gas(book, source, gas, Text(f"{gas} 没有 GWP", f"{gas} has no GWP"))
        return
    _montreal(book, source, gas)
    for year in book.years:
        context = book.gas_context(source, year, gas, "")
        _derive(book, source, context, gas, partial(times_factor, book, source, year))


def give_factor(book: Book, source: Source, default: str = "") -> str:
    """Give a source's emission factor; return the gas that it counts, or nothing where none fits (a finding)."""
    factor = book.factors.emission_factor(source, default)
    if factor is None:
        return ""
    factor = factor.per(book.factors.substance(source))
    gas = factor.gas
    if not gas or not book.unit(source).times(factor.unit).converts_to(mass_of(gas)):
        book.ledger.findings.append(
            FACTOR_UNIT.at(
                source.place("factor"),
                f"{source.id} 的因子单位 {factor.unit} 与活动数据单位 {book.unit(source)} 不相配",
                f"the factor of {source.id} in {factor.unit} does not go with its activity in {book.unit(source)}",
                hint_zh=f"写成 tCO2/{source.unit} 或 tCO2e/{source.unit}（分子写明气体）",
                hint_en=f"write tCO2/{source.unit} or tCO2e/{source.unit}: the numerator names the gas",
                related=[factor.position],
            )
        )
        return ""
    book.give("factor.emission", at(source=source.id), factor, label("排放因子", "emission factor", source))
    return gas


def times_factor(book: Book, source: Source, year: int) -> Quantity:
    """Return activity times emission factor, as far as it is the company's."""
    amount = book.quantity(source, year) * book.ledger.read("factor.emission", at(source=source.id))
    return book.owned(source, amount)


def _derive(book: Book, source: Source, context: Context, gas: str, formula: partial[Quantity]) -> None:
    text = label(f"{gas}排放量", f"{gas} emission", source)
    book.ledger.derive("source.gas", context, mass_of(gas), text, formula, position=source.at)


def _category(book: Book, source: Source) -> None:
    if source.kind == "value-chain" and source.scope3_category is None:
        book.ledger.findings.append(
            SCOPE3_CATEGORY.at(
                source.at,
                f"价值链排放源 {source.id} 没有写明范围三类别，计入类别六",
                f"the value-chain source {source.id} names no scope 3 category and is counted in category 6",
                hint_zh="写 scope3_category: 1 至 15",
                hint_en="write scope3_category: 1 to 15",
            )
        )


# ---------------------------------------------------------------------------------------------------- leaks


def _leak(book: Book, source: Source) -> None:
    name = book.factors.leak(source)
    if not book.factors.known_gas(name):
        written = source.gas if "gas" in source.model_fields_set else source.material or "-"
        book.ledger.findings.append(
            NO_GWP.at(
                source.place("gas"),
                f"不认识气体或制冷剂“{written}”",
                f"the gas or refrigerant {written!r} is not known",
                hint_zh="写 gas，例如 HFC134a、R410A、SF6、CO2；未收录的混合制冷剂按组分分列排放源",
                hint_en="write gas: HFC134a, R410A, SF6, CO2 ...; enter an unlisted blend as one source a component",
            )
        )
        lack_gas(book, source, source.gas, Text(f"不认识气体 {written}", f"the gas {written} is not known"))
        return
    if not book.unit(source).converts_to(mass_of(name)):
        book.factors.refuse(
            source.place("unit"),
            f"逸散源 {source.id} 的单位 {source.unit} 不是气体质量",
            f"the unit {source.unit} of the leak {source.id} is no mass of gas",
            "用 kg 或 t；按其他数量计算时给出 factor",
            "use kg or t; where another quantity is counted, give a factor",
        )
        lack_gas(book, source, name, Text("单位不是气体质量", "the unit is no mass of gas"))
        return
    components = book.factors.blend(name)
    if not components:
        _component(book, source, name, None)
    for one in components:
        share = from_figure(one)
        gas = one.purpose
        unit = parse_unit(f"kg{{{gas}}}/kg{{{name}}}")
        book.ledger.give(
            "factor.blend_share",
            at(source=source.id, gas=gas),
            share.value / Decimal(100),
            unit,
            label(f"{name}中{gas}的质量分数", f"share of {gas} in {name} by mass", source),
            share.position,
            mark=share.mark,
            reference=share.reference,
        )
        _component(book, source, gas, gas)


def _component(book: Book, source: Source, gas: str, share: str | None) -> None:
    if not book.record_gas(source, gas):
        lack_gas(book, source, gas, Text(f"{gas} 没有 GWP", f"{gas} has no GWP"))
        return
    _montreal(book, source, gas)
    for year in book.years:
        formula = partial(_lost, book, source, year, share)
        _derive(book, source, book.gas_context(source, year, gas, ""), gas, formula)


def _lost(book: Book, source: Source, year: int, share: str | None) -> Quantity:
    amount = book.quantity(source, year)
    if share is not None:
        amount = amount * book.ledger.read("factor.blend_share", at(source=source.id, gas=share))
    return book.owned(source, amount)


def _montreal(book: Book, source: Source, gas: str) -> None:
    if book.factors.family(gas) == "other":
        book.ledger.findings.append(
            OUTSIDE_SEVEN.at(
                source.place("gas"),
                f"{gas} 不属于七种温室气体，单独报告，不计入总量",
                f"{gas} is not among the seven gases: reported apart, outside the totals",
                hint_zh="核对气体名称，例如 gas: SF6；确为其他气体时无需修改",
                hint_en="check the name of the gas, for example gas: SF6; where it is another gas, nothing is to do",
            )
        )


# ------------------------------------------------------------------------------------------- own electricity


def _own_power(book: Book, source: Source) -> None:
    book.record_gas(source, "CO2")
    for year in book.years:
        formula = partial(_no_fuel, book, source, year)
        _derive(book, source, book.gas_context(source, year, "CO2", ""), "CO2", formula)


def _no_fuel(book: Book, source: Source, year: int) -> Quantity:
    none = constant(0, "tCO2/MWh{electricity}", "self-generated: no emission of its own, fuels count where they burn")
    return book.quantity(source, year) * none


def lack_gas(book: Book, source: Source, gas: str, reason: Text) -> None:
    """Record that a source's gas cannot be given, so that whatever needs it is missing too."""
    gases = book.gases.setdefault(source.id, [])
    if gas not in gases:
        gases.append(gas)
    for year in book.years:
        book.ledger.lack("source.gas", book.gas_context(source, year, gas, ""), reason, source.at)
