"""What an entity must surrender, how much of it may be CCER, and by when.

Method: the obligation is the verified emissions (interim regulation, State Council order 775, article 14); where the
plan of the year bounds the shortage, it is no more than the allowances plus that share of the emissions. CCER may stand
for at most 5 % of what is to be surrendered (trial measures on carbon trading, article 29). Carry-over of the 2023 and
2024 plan for power: an entity may carry over at most a base plus a multiple of its net sales, and no more than it
holds; what is above that lapses. Selling D more raises the limit by multiple x D and lowers the holding by D, so that
D = excess / (1 + multiple) brings all that is then held within the limit.

Inputs: `carbon_market.offsets`, `carbon_market.carry_over`, `market.emissions`, `market.allowance`; data set
`cn-ets-compliance` (or what `carbon_market.rules` names).

Outputs: by entity and period: `market.obligation`, `market.ccer_limit` (tCO2e), `market.ccer_cap` (percent),
`market.ccer_planned` (as stated), `market.ccer_used` (within the cap), `market.ccer_margin` (tCO2e);
`market.carry_over_limit`, `market.carry_over`, `market.carry_over_excess`, `market.carry_over_sale` (tCO2e);
`market.deadline_year` (year), `market.deadline_month`, `market.deadline_day` (1) by period.

Errors: LG603, LG613.

Example: `worked/carry-over.yaml`: base and multiple as ICAP reports them (15 October 2024), the quantities by hand;
`worked/ccer.yaml` by hand.

Marks: cap, carry-over and the deadline for 2024 are secondary; the deadline for 2023 is unconfirmed.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.data_sets import Figure
from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import give_amount
from generator.calculations.carbon_market.frame import (
    TONNES,
    Frame,
    total_label,
)
from generator.calculations.carbon_market.rules import CCER_ABOVE_CAP, PARAMETER
from generator.calculations.factors import Factor, from_figure
from generator.calculations.tonnes import above_zero, co2e
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.sections.carbon_market import CarryOver, MarketEntity, Offset


def rule_figure(frame: Frame, item: str, property_name: str, year: int, asked_at: Position) -> Factor | None:
    """Return a parameter of compliance for a year; one that is missing is a finding."""
    found = find_parameter(frame, item, property_name, year)
    if len(found) == 1:
        return from_figure(found[0])
    if frame.sets.data_set(frame.market.rules, frame.market.place("rules")) is not None:
        frame.builder.findings.append(
            PARAMETER.at(
                asked_at,
                f"{frame.market.rules} 没有 {year} 年的 {item}/{property_name}",
                f"{frame.market.rules} has no {item}/{property_name} for {year}",
                hint_zh="在工作区 content/parameters 中提供该年度的数据集，并在 rules 中写明",
                hint_en="bring a data set of the year in content/parameters and name it under rules",
            )
        )
    return None


def find_parameter(frame: Frame, item: str, property_name: str, year: int) -> tuple[Figure, ...]:
    """Return the figures of a parameter that hold for a year."""
    chosen = frame.sets.data_set(frame.market.rules, frame.market.place("rules"))
    return tuple(one for one in chosen.find(item, property_name) if one.year in (0, year)) if chosen else ()


def record_compliance(frame: Frame) -> None:
    """Record obligations, caps, deadlines and carry-over."""
    for entity in frame.market.entities:
        for year in frame.years(entity):
            _record_obligation(frame, entity, year)
            _record_ccer(frame, entity, year)
    for year in sorted({y for entity in frame.market.entities for y in frame.years(entity)}):
        _record_deadline(frame, year)
    for one in frame.market.carry_over:
        _record_carry_over(frame, one)


def _record_obligation(frame: Frame, entity: MarketEntity, year: int) -> None:
    context = Context.of(entity=entity.id, period=year)
    chosen = frame.sets.data_set(entity.plan, entity.place("plan")) if entity.plan else None
    caps = chosen.find("surrender", "shortage-cap", year=year) if chosen else ()
    for cap in caps:
        text = total_label(entity, year, "履约缺口上限", "bound of the shortage to be surrendered")
        from_figure(cap).give(frame.builder, "market.shortage_cap", context, text)
    frame.builder.derive(
        "market.obligation",
        context,
        TONNES,
        total_label(entity, year, "应清缴配额量", "allowances to be surrendered"),
        partial(_obligation, frame, context, bool(caps)),
        position=entity.at,
    )


def _obligation(frame: Frame, context: Context, capped: bool) -> Quantity:
    emissions = frame.builder.read("market.emissions", context)
    if not capped:
        return emissions * constant(1, ONE, "every tonne emitted is surrendered")
    cap = frame.builder.read("market.shortage_cap", context).in_unit(ONE)
    return extreme([emissions, frame.builder.read("market.allowance", context) + emissions * cap], "min")


# ------------------------------------------------------------------------------------------- CCER


def _record_ccer(frame: Frame, entity: MarketEntity, year: int) -> None:
    context, builder = Context.of(entity=entity.id, period=year), frame.builder
    cap = rule_figure(frame, "ccer", "cap", year, frame.market.place("rules"))
    if cap is None:
        builder.lack("market.ccer_limit", context, Text("没有抵销比例上限", "there is no offset cap"))
        return
    cap.give(builder, "market.ccer_cap", context, total_label(entity, year, "CCER 抵销比例上限", "cap of CCER"))
    builder.derive(
        "market.ccer_limit",
        context,
        TONNES,
        total_label(entity, year, "CCER 可抵销量上限", "CCER that may be surrendered at most"),
        lambda: builder.read("market.obligation", context) * builder.read("market.ccer_cap", context),
    )
    offset = next((o for o in frame.market.offsets if o.entity == entity.id and o.year == year), None)
    if offset is not None:
        _record_offset(frame, entity, offset, context)


def _record_offset(frame: Frame, entity: MarketEntity, offset: Offset, context: Context) -> None:
    builder, year, at = frame.builder, offset.year, offset.place("quantity")
    text = total_label(entity, year, "拟使用 CCER", "CCER that the entity means to surrender")
    amount = co2e(offset.quantity)
    if not give_amount(builder, "market.ccer_planned", context, amount, TONNES, text, at, least=Decimal(0)):
        return
    builder.derive(
        "market.ccer_used",
        context,
        TONNES,
        total_label(entity, year, "CCER 抵销量", "CCER that count"),
        lambda: extreme(
            [builder.read("market.ccer_planned", context), builder.read("market.ccer_limit", context)], "min"
        ),
        position=at,
    )
    builder.derive(
        "market.ccer_margin",
        context,
        TONNES,
        total_label(entity, year, "CCER 抵销余量", "CCER that could still be surrendered"),
        lambda: builder.read("market.ccer_limit", context) - builder.read("market.ccer_planned", context),
        position=at,
    )
    margin = builder.fact("market.ccer_margin", context)
    if margin is not None and margin.value < 0:
        limit = builder.fact("market.ccer_limit", context)
        most = f"{limit.value.normalize():f}" if limit else "-"
        builder.findings.append(
            CCER_ABOVE_CAP.at(
                at,
                f"{entity.name.zh}{year}年拟使用 CCER {offset.quantity.value} {offset.quantity.unit}，"
                f"上限为 {most} tCO2e",
                f"{entity.id} means to surrender {offset.quantity.value} {offset.quantity.unit} of CCER in {year}; the "
                f"cap is {most} tCO2e",
                hint_zh=f"例如 quantity: {most} tCO2e；计算按上限取值",
                hint_en=f"for example quantity: {most} tCO2e; the cap is used",
                fact=margin.key,
                related=[entity.at],
            )
        )


# ------------------------------------------------------------------------------------------- deadline, carry-over


def _record_deadline(frame: Frame, year: int) -> None:
    context = Context.of(period=year)
    for name, zh, en in (("year", "年", "year"), ("month", "月", "month"), ("day", "日", "day")):
        found = find_parameter(frame, "surrender", f"deadline-{name}", year)
        text = Text(f"{year}年度配额清缴截止日期：{zh}", f"{en} of the deadline for {year}")
        if len(found) == 1:
            from_figure(found[0]).give(frame.builder, f"market.deadline_{name}", context, text)
        else:
            reason = Text(f"数据集没有 {year} 年度的截止日期", f"the data set has no deadline for {year}")
            frame.builder.lack(f"market.deadline_{name}", context, reason)


def _record_carry_over(frame: Frame, one: CarryOver) -> None:
    context, builder = Context.of(entity=one.entity, period=one.year), frame.builder
    entity = next((e for e in frame.market.entities if e.id == one.entity), None)
    if entity is None:
        return
    for key, fact_id, amount, zh, en in (
        ("holding", "market.carry_over_holding", one.holding, "清缴后配额持有量", "allowances held after surrender"),
        ("net_sold", "market.net_sold", one.net_sold, "净卖出配额量", "allowances sold less bought"),
    ):
        text = total_label(entity, one.year, zh, en)
        least = Decimal(0) if key == "holding" else None
        give_amount(builder, fact_id, context, co2e(amount), TONNES, text, one.place(key), least=least)
    for name, zh, en in (
        ("base", "基础结转量", "base of the carry-over"),
        ("multiple", "净卖出结转倍数", "multiple of net sales that may be carried over"),
    ):
        factor = rule_figure(frame, "carry-over", name, one.year, one.place("year"))
        if factor is not None:
            factor.give(builder, f"market.carry_over_{name}", context, total_label(entity, one.year, zh, en))
    for fact_id, zh, en, formula in (
        ("market.carry_over_limit", "最大可结转量", "most that may be carried over", _limit),
        ("market.carry_over", "可结转量", "carried over", _carried),
        ("market.carry_over_excess", "不可结转量", "held above the limit, which lapses", _excess),
        ("market.carry_over_sale", "全部结转尚需卖出量", "sales that bring the rest within the limit", _sale),
    ):
        text = total_label(entity, one.year, zh, en)
        builder.derive(fact_id, context, TONNES, text, partial(formula, frame, context), position=one.at)


def _limit(frame: Frame, context: Context) -> Quantity:
    read = frame.builder.read
    sold = above_zero(read("market.net_sold", context))
    return read("market.carry_over_base", context) + sold * read("market.carry_over_multiple", context)


def _carried(frame: Frame, context: Context) -> Quantity:
    read = frame.builder.read
    held = above_zero(read("market.carry_over_holding", context))
    return extreme([held, read("market.carry_over_limit", context)], "min")


def _excess(frame: Frame, context: Context) -> Quantity:
    read = frame.builder.read
    return above_zero(read("market.carry_over_holding", context)) - read("market.carry_over", context)


def _sale(frame: Frame, context: Context) -> Quantity:
    read = frame.builder.read
    multiple = read("market.carry_over_multiple", context)
    bought = above_zero(read("market.net_sold", context) * constant(-1))
    excess = read("market.carry_over_excess", context)
    # What was bought on balance must be sold before sales raise the limit at all.
    return extreme([excess, (excess + bought * multiple) / (constant(1) + multiple)], "min")
