"""Embedded emissions and free allocation of imported goods, at default and at actual values.

Method: embedded emissions = functional quantity x specific embedded emissions (Regulation (EU) 2023/956 article 7,
Annex IV). The functional quantity is the net mass, of cement goods the clinker contained, of electricity MWh. At
default values the published value with its mark-up counts (Implementing Regulation (EU) 2025/2621 Annex I), at
actual values the direct emissions, and the indirect ones where the good is not in Annex II to 2023/956. Free
allocation = quantity x specific free allocation: CBAM factor x CSCF x benchmark of column B for default values
(2025/2620 equation 6), of column A with the precursors' for actual values (equations 2 to 4). Both bases are
recorded where they can be, so that they can be compared; the one that counts is also recorded without a basis.

Inputs: `cbam.goods`, what :mod:`processes` records.

Outputs: by product and period: `cbam.mass` (t, electricity MWh), `cbam.quantity`, `cbam.default_direct`,
`cbam.default_indirect`, `cbam.default_total`, `cbam.default_marked_up` (tCO2e/t), `cbam.markup` (percent); by
product, period and basis (default, actual) `cbam.benchmark`, `cbam.see`, `cbam.sefa` (tCO2e/t), `cbam.embedded`,
`cbam.free_allocation` (tCO2e); `cbam.see`, `cbam.embedded` and `cbam.free_allocation` of the basis that counts;
`cbam.default_excess` (tCO2e): embedded at default less at actual values; `cbam.indirect_counts` (1 or 0).

Errors: LG630 to LG633, LG636, LG638 to LG642, LG645, LG646, LG208.

Example: `worked/default-turkiye.yaml`: opencbam's README (CN 72071111, Türkiye, 100 t, 2026: 254.100 t, 132.990 t
free); `worked/benchmark.yaml`: cbamreports.com (1.2 - 1 x 0.975 = 0.225).

Marks: default values, benchmarks and factors are secondary.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.cbam import tables
from generator.calculations.cbam.actual import record_actual
from generator.calculations.cbam.checks import check_cn, check_country, no_default
from generator.calculations.cbam.frame import (
    FIRST_YEAR,
    PERCENT,
    POWER,
    SPECIFIC,
    TONNES,
    Frame,
    give_benchmark,
    good_context,
    own_sefa,
    record_year,
    said,
    same,
    unit_of,
)
from generator.calculations.cbam.rules import BEFORE, CLINKER, INCONSISTENT_MARKUP
from generator.calculations.cbam.shipments import record_mass
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.cbam import Good

BASES = ("default", "actual")


def record_goods(frame: Frame) -> list[Good]:
    """Record every good and return those that could be assessed."""
    return [good for good in frame.cbam.goods if _record(frame, good)]


def _record(frame: Frame, good: Good) -> bool:
    if not check_cn(frame, good, good.cn) or not _in_period(frame, good):
        return False
    context = good_context(good)
    record_year(frame, good.year, good.place("year"))
    unit = POWER if tables.is_electricity(good.cn) else "t"
    record_mass(frame, good, unit)
    _record_quantity(frame, good, context, unit)
    text = said(good.name, "间接排放是否计入（1 为计入）", "whether indirect emissions count (1: they do)")
    counts = constant(1 if tables.indirect_counts(good.cn) else 0).value
    reference = tables.reference(tables.CBAM, "Annex II")
    frame.regulated("cbam.indirect_counts", context, counts, "1", text, good.place("cn"), reference)
    if not tables.is_electricity(good.cn):
        check_country(frame, good, good.country)
        _record_default(frame, good)
    if record_actual(frame, good):
        _record_amounts(frame, good, "actual")
    _record_chosen(frame, good, context)
    return True


def _in_period(frame: Frame, good: Good) -> bool:
    if good.year >= FIRST_YEAR:
        return True
    frame.builder.findings.append(
        BEFORE.at(
            good.place("year"),
            f"{good.year}年属于过渡期，只报告排放，不清缴证书",
            f"{good.year} lies in the transitional period: emissions are reported, no certificates are due",
            hint_zh="例如 year: 2026",
            hint_en="for example year: 2026",
        )
    )
    return False


def _record_quantity(frame: Frame, good: Good, context: Context, unit: str) -> None:
    text = said(good.name, "功能单位数量", "functional quantity")
    if not tables.counts_clinker(good.cn):
        one = constant(1, "1", "the net mass is the functional unit")
        formula = partial(same, frame, "cbam.mass", context, one)
        frame.builder.derive("cbam.quantity", context, unit, text, formula, position=good.place("mass"))
        return
    if good.clinker is not None:
        frame.amount("cbam.quantity", context, good.clinker, "t", text, good.place("clinker"))
        _check_clinker(frame, good, context)
        return
    frame.builder.findings.append(
        CLINKER.at(
            good.place("mass"),
            f"CN {good.cn} 以所含熟料计量，缺少 clinker",
            f"the functional unit of CN {good.cn} is the clinker contained, which is missing",
            hint_zh="例如 clinker: 90 t",
            hint_en="for example clinker: 90 t",
        )
    )
    frame.builder.lack("cbam.quantity", context, Text("没有给出熟料量", "the clinker is not given"), good.at)


def _check_clinker(frame: Frame, good: Good, context: Context) -> None:
    held, mass = frame.builder.fact("cbam.quantity", context), frame.builder.fact("cbam.mass", context)
    if held is None or mass is None or held.value <= mass.value:
        return
    frame.builder.findings.append(
        CLINKER.at(
            good.place("clinker"),
            f"所含熟料 {held.value:f} t 大于净重 {mass.value:f} t",
            f"{mass.value:f} t of goods cannot hold {held.value:f} t of clinker",
            hint_zh="例如 clinker: 90 t，mass: 100 t",
            hint_en="for example clinker: 90 t with mass: 100 t",
            fact=held.key,
        )
    )


# ------------------------------------------------------------------------------------------- default values


def _record_default(frame: Frame, good: Good) -> None:
    context = good_context(good)
    country = tables.country_name(good.country)
    try:
        values = tables.default(country, good.cn, good.year, good.route)
    except ValueError:
        values = None
    if values is None:
        no_default(frame, good, good.cn, good.country, good.year)
        for fact_id in ("cbam.see", "cbam.embedded"):
            reason = Text("没有默认值", "there is no default value")
            frame.builder.lack(fact_id, context.extended(basis="default"), reason, good.place("cn"))
        return
    note = None if values.own else Text("“其他国家和地区”的默认值", "the default value of other countries")
    reference = tables.reference(tables.DEFAULTS, f"Annex I, CN {good.cn}, {country}", str(good.year))
    for name, value, zh, en in (
        ("direct", values.direct, "默认值（直接）", "default value, direct"),
        ("indirect", values.indirect, "默认值（间接）", "default value, indirect"),
        ("total", values.total, "默认值（合计）", "default value, total"),
        ("marked_up", values.marked_up, "含加成默认值", "default value with mark-up"),
    ):
        if value is not None:
            text = said(good.name, zh, en)
            frame.regulated(
                f"cbam.default_{name}", context, value, SPECIFIC, text, good.place("cn"), reference, note=note
            )
    if values.marked_up < values.total:
        _inconsistent(frame, good)
    frame.builder.derive(
        "cbam.markup",
        context,
        PERCENT,
        said(good.name, "默认值加成比例", "mark-up of the default value"),
        lambda: (
            (frame.read("cbam.default_marked_up", context) / frame.read("cbam.default_total", context)) - constant(1)
        ),
    )
    basis = context.extended(basis="default")
    text = said(good.name, "单位隐含排放（默认值）", "specific embedded emissions at default values")
    published = constant(1, "1", "the published value with its mark-up")
    formula = partial(same, frame, "cbam.default_marked_up", context, published)
    frame.builder.derive("cbam.see", basis, SPECIFIC, text, formula, position=good.place("cn"))
    route = tables.default_route(country, good.cn, good.route)
    text = said(good.name, "CBAM 基准值（B 栏）", "CBAM benchmark (column B)")
    give_benchmark(frame, basis, good.cn, route, good.year, False, good.place("cn"), text)
    text = said(good.name, "单位隐含免费分配（默认值）", "specific free allocation at default values")
    frame.builder.derive("cbam.sefa", basis, SPECIFIC, text, lambda: own_sefa(frame, basis, good.year))
    _record_amounts(frame, good, "default")


def _inconsistent(frame: Frame, good: Good) -> None:
    frame.builder.findings.append(
        INCONSISTENT_MARKUP.at(
            good.place("cn"),
            f"CN {good.cn}（{good.country}）含加成的默认值低于不含加成的默认值",
            f"the default value of CN {good.cn} ({good.country}) is lower with its mark-up than without",
            hint_zh="核对欧盟官方公报的数值",
            hint_en="hold it against the Official Journal",
        )
    )


# ------------------------------------------------------------------------------------------- amounts


def _record_amounts(frame: Frame, good: Good, basis: str) -> None:
    context = good_context(good)
    there = context.extended(basis=basis)
    kind = "默认值" if basis == "default" else "实际值"
    for fact_id, specific, zh, en in (
        ("cbam.embedded", "cbam.see", "隐含排放", "embedded emissions"),
        ("cbam.free_allocation", "cbam.sefa", "免费分配调整", "free allocation adjustment"),
    ):
        text = said(good.name, f"{zh}（{kind}）", f"{en} at {basis} values")
        formula = partial(_amount, frame, context, there, specific)
        frame.builder.derive(fact_id, there, TONNES, text, formula, position=good.at)


def _amount(frame: Frame, context: Context, there: Context, specific: str) -> Quantity:
    return frame.read("cbam.quantity", context) * frame.read(specific, there)


def _record_chosen(frame: Frame, good: Good, context: Context) -> None:
    chosen = context.extended(basis=good.basis)
    one = constant(1, "1", "the basis that counts")
    for fact_id, unit, zh, en in (
        ("cbam.see", unit_of(good), "单位隐含排放", "specific embedded emissions"),
        ("cbam.embedded", TONNES, "隐含排放", "embedded emissions"),
        ("cbam.free_allocation", TONNES, "免费分配调整", "free allocation adjustment"),
    ):
        formula = partial(same, frame, fact_id, chosen, one)
        frame.builder.derive(fact_id, context, unit, said(good.name, zh, en), formula, position=good.place("basis"))
    default, actual = (context.extended(basis=basis) for basis in BASES)
    if frame.builder.has("cbam.embedded", default) and frame.builder.has("cbam.embedded", actual):
        text = said(good.name, "默认值与实际值隐含排放之差", "embedded emissions at default less at actual values")
        frame.builder.derive(
            "cbam.default_excess",
            context,
            TONNES,
            text,
            lambda: frame.read("cbam.embedded", default) - frame.read("cbam.embedded", actual),
        )
