"""Certificates due for imported goods, and what they cost.

Method: Regulation (EU) 2023/956 articles 9, 21, 22 and 31: certificates = embedded emissions - free allocation -
carbon price paid in the country of origin, never below zero for any goods. The implementing act on carbon prices
paid is not final: paid emissions = embedded x (price paid / certificate price), at most all of them. Cost =
certificates x certificate price of the scenario. Cost of default values = cost at default less cost at actual
values.

Inputs: `cbam.prices`, `cbam.exchange`, `carbon_price` of the goods; what :mod:`goods` records.

Outputs: `cbam.certificate_price` (EUR/tCO2e) by period and scenario; `cbam.exchange` (CNY/EUR);
`cbam.carbon_price_paid` (as stated), `cbam.carbon_price_eur` (EUR/tCO2e) by product and period; by product, period,
scenario and basis, and of the basis that counts without basis: `cbam.certificates` (tCO2e, one certificate each),
`cbam.cost` (EUR); by basis alone `cbam.paid_emissions` (tCO2e), `cbam.cost_per_mass` (EUR/t);
`cbam.cost_of_default` (EUR) and `cbam.cost_cny` (CNY) by product, period and scenario.

Errors: LG637, LG643, LG645.

Example: `worked/default-turkiye.yaml`: opencbam's README (121.110 certificates, 9,688.80 EUR at 80 EUR/t). That
certificates are not negative, that cost rises with the price, and the agreement with opencbam's own engine are
tested.

Marks: secondary, as the factors; the deduction of carbon prices paid follows no final act.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.cbam import tables
from generator.calculations.cbam.frame import EURO, PRICE, TONNES, Frame, good_context, said
from generator.calculations.cbam.goods import BASES
from generator.calculations.cbam.rules import NO_EXCHANGE, NO_PRICE
from generator.calculations.cbam.totals import record_importers, record_totals
from generator.calculations.tonnes import above_zero, as_co2e
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.sections.cbam import CertificatePrice, Good


def record_certificates(frame: Frame, goods: Sequence[Good]) -> None:
    """Record prices, certificates and cost of the goods, and all totals."""
    if frame.cbam.exchange is not None:
        text = Text("欧元兑人民币汇率", "CNY per EUR")
        frame.figure("cbam.exchange", Context(), frame.cbam.exchange, "CNY/EUR", text)
    for good in goods:
        _record_paid(frame, good)
    for scenario in frame.cbam.prices:
        _record_prices(frame, scenario, goods)
        for good in goods:
            _record_good(frame, scenario, good)
    record_importers(frame, goods)
    record_totals(frame, goods)


# ------------------------------------------------------------------------------------------- prices


def _record_prices(frame: Frame, scenario: CertificatePrice, goods: Sequence[Good]) -> None:
    for known, given in scenario.years.items():
        text = Text(f"{scenario.name.zh}{known}年 CBAM 证书价格", f"{scenario.name.text.en}: certificates in {known}")
        context = Context.of(period=known, scenario=scenario.id)
        frame.figure("cbam.certificate_price", context, given, PRICE, text)
    for year in sorted({good.year for good in goods}):
        if str(year) not in scenario.years:
            frame.builder.findings.append(
                NO_PRICE.at(
                    scenario.place("years"),
                    f"情景 {scenario.id} 没有 {year} 年的证书价格",
                    f"scenario {scenario.id} has no certificate price for {year}",
                    hint_zh=f"例如 '{year}': {{value: 80, unit: EUR/tCO2e, source: …, mark: unconfirmed}}",
                    hint_en=f"for example '{year}': {{value: 80, unit: EUR/tCO2e, source: ..., mark: unconfirmed}}",
                )
            )


def _record_paid(frame: Frame, good: Good) -> None:
    given, context = good.carbon_price, good_context(good)
    if given is None:
        return
    text = said(good.name, "原产国已支付碳价", "carbon price paid in the country of origin")
    unit = as_co2e(parse_unit(given.unit))
    in_euro = unit.converts_to(parse_unit(PRICE))
    frame.figure("cbam.carbon_price_paid", context, given, PRICE if in_euro else "CNY/tCO2e", text)
    if not in_euro and frame.cbam.exchange is None:
        frame.builder.findings.append(
            NO_EXCHANGE.at(
                given.place("unit"),
                f"货物 {good.id} 的碳价以 {given.unit} 计，缺少汇率 exchange",
                f"the carbon price of {good.id} stands in {given.unit}, and there is no exchange rate",
                hint_zh="例如 exchange: {value: 7.9, unit: CNY/EUR, source: …, year: '2026', mark: secondary}",
                hint_en="for example exchange: {value: 7.9, unit: CNY/EUR, source: ..., year: '2026', mark: secondary}",
            )
        )
        reason = Text("没有给出汇率", "there is no exchange rate")
        frame.builder.lack("cbam.exchange", Context(), reason, given.place("unit"))

    def paid() -> Quantity:
        price = frame.read("cbam.carbon_price_paid", context)
        return (
            price * constant(1, "1", "in euro as stated") if in_euro else price / frame.read("cbam.exchange", Context())
        )

    text = said(good.name, "已支付碳价（欧元）", "carbon price paid, in euro")
    frame.builder.derive("cbam.carbon_price_eur", context, PRICE, text, paid, position=given.at)


# ------------------------------------------------------------------------------------------- goods


def _record_good(frame: Frame, scenario: CertificatePrice, good: Good) -> None:
    context = good_context(good).extended(scenario=scenario.id)
    for basis in BASES:
        there = context.extended(basis=basis)
        if good.basis == basis or frame.builder.has("cbam.embedded", there.extended(scenario=None)):
            _record_basis(frame, good, there)
    same = constant(1, "1", "the basis that counts")
    for fact_id, unit, zh, en in (
        ("cbam.certificates", TONNES, "应清缴 CBAM 证书", "certificates due"),
        ("cbam.cost", EURO, "CBAM 证书费用", "cost of certificates"),
    ):
        formula = partial(_chosen, frame, fact_id, context.extended(basis=good.basis), same)
        frame.builder.derive(fact_id, context, unit, said(good.name, zh, en), formula, position=good.at)
    if frame.cbam.exchange is not None:
        text = said(good.name, "CBAM 证书费用（人民币）", "cost of certificates in CNY")
        formula = partial(_in_cny, frame, context)
        frame.builder.derive("cbam.cost_cny", context, "CNY", text, formula)
    default, actual = (context.extended(basis=basis) for basis in BASES)
    if frame.builder.has("cbam.cost", default) and frame.builder.has("cbam.cost", actual):
        text = said(good.name, "使用默认值多付的费用", "what default values cost more")
        formula = partial(_less, frame, default, actual)
        frame.builder.derive("cbam.cost_of_default", context, EURO, text, formula)


def _chosen(frame: Frame, fact_id: str, context: Context, same: Quantity) -> Quantity:
    return frame.read(fact_id, context) * same


def _in_cny(frame: Frame, context: Context) -> Quantity:
    return frame.read("cbam.cost", context) * frame.read("cbam.exchange", Context())


def _less(frame: Frame, default: Context, actual: Context) -> Quantity:
    return frame.read("cbam.cost", default) - frame.read("cbam.cost", actual)


def _record_basis(frame: Frame, good: Good, context: Context) -> None:
    kind = "默认值" if context.get("basis") == "default" else "实际值"
    if good.carbon_price is not None:
        text = said(good.name, f"已支付碳价抵扣的排放（{kind}）", "emissions for which a carbon price was paid")
        formula = partial(_paid_emissions, frame, context)
        frame.builder.derive("cbam.paid_emissions", context, TONNES, text, formula, position=good.place("carbon_price"))
    for fact_id, unit, zh, en, formula in (
        ("cbam.certificates", TONNES, "应清缴 CBAM 证书", "certificates due", partial(_due, frame, good, context)),
        ("cbam.cost", EURO, "CBAM 证书费用", "cost of certificates", partial(_cost, frame, context)),
    ):
        text = said(good.name, f"{zh}（{kind}）", f"{en} at {context.get('basis')} values")
        frame.builder.derive(fact_id, context, unit, text, formula, position=good.at)
    unit = "MWh{electricity}" if tables.is_electricity(good.cn) else "t"
    text = said(good.name, f"单位货物 CBAM 费用（{kind}）", "cost of certificates per mass")
    formula = partial(_per_mass, frame, context)
    frame.builder.derive("cbam.cost_per_mass", context, f"EUR/{unit}", text, formula, position=good.at)


def _of_goods(context: Context) -> Context:
    return context.extended(scenario=None, basis=None)


def _of_year(context: Context) -> Context:
    return Context.of(period=context.get("period"), scenario=context.get("scenario"))


def _paid_emissions(frame: Frame, context: Context) -> Quantity:
    price = frame.read("cbam.certificate_price", _of_year(context))
    ratio = (frame.read("cbam.carbon_price_eur", _of_goods(context)) / price).in_unit("1")
    return frame.read("cbam.embedded", context.extended(scenario=None)) * extreme([ratio, constant(1)], "min")


def _due(frame: Frame, good: Good, context: Context) -> Quantity:
    there = context.extended(scenario=None)
    due = frame.read("cbam.embedded", there) - frame.read("cbam.free_allocation", there)
    if good.carbon_price is not None:
        due = due - frame.read("cbam.paid_emissions", context)
    return above_zero(due)


def _cost(frame: Frame, context: Context) -> Quantity:
    return frame.read("cbam.certificates", context) * frame.read("cbam.certificate_price", _of_year(context))


def _per_mass(frame: Frame, context: Context) -> Quantity:
    return frame.read("cbam.cost", context) / frame.read("cbam.mass", _of_goods(context))
