"""What measures cost: annuity, net yearly cost, abatement cost, payback.

Method: The investment is spread over the measure's life with the capital recovery factor

    CRF = r q^n / (q^n - 1),  q = 1 + r   (r = 0: CRF = 1 / n)

so that annuity = capex x CRF; net yearly cost = annuity + opex - saving; abatement cost = net yearly cost / reduction
at full effect (negative: the measure pays for itself); simple payback = capex / (saving - opex), missing where the
saving does not exceed the running cost. Annuity method: VDI 2067 part 1; Blank and Tarquin, Engineering
Economy. Costs are real, before tax, without a carbon price.

Inputs: ``pathway.measures`` (capex, opex, saving, lifetime), ``pathway.discount_rate``, ``measure.full``.

Outputs: ``measure.capex``, ``.opex``, ``.saving``, ``.lifetime``, ``.crf``, ``.annuity``, ``.net_cost``,
``.abatement_cost``, ``.payback``, ``.share`` (by measure); ``measures.*`` for those of the chosen scenario. 万元 and
万元/a, factor 1/a, abatement cost CNY/tCO2e, payback a.

Errors: LG208 an amount of another dimension; LG215 out of range; what needs it is missing.

Example: ``annuity.yaml`` and ``annuity-six-percent.yaml`` (interest tables).

Marks: none; costs are the client's assumptions.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations import economics
from generator.calculations.amounts import give_amount, label
from generator.calculations.pathway.frame import MONEY, TONNES, YEARLY_MONEY, YEARLY_TONNES, Frame
from generator.calculations.pathway.measures import reduction
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, total
from generator.project.models import Measure

ABATEMENT = "CNY/tCO2e"
#: Lifetimes in years that make sense: a month to two centuries.
_SHORTEST, _LONGEST = Decimal("0.08"), Decimal(200)


def record_costs(frame: Frame) -> None:
    """Record the costs of every measure, and the totals of the chosen scenario's measures."""
    pathway = frame.pathway
    give_amount(
        frame.builder,
        "pathway.discount_rate",
        Context(),
        pathway.discount_rate,
        "%",
        Text("折现率", "discount rate"),
        pathway.place("discount_rate"),
        kind=Kind.ASSUMED,
        least=Decimal(0),
        most=Decimal(100),
    )
    for measure in pathway.measures:
        _record_amounts(frame, measure)
        _record_derived(frame, measure)
    _record_totals(frame)


def _record_amounts(frame: Frame, measure: Measure) -> None:
    context = Context.of(measure=measure.id)
    for key, amount, unit, zh, en, least, most in (
        ("capex", measure.capex, MONEY, "：投资", ": investment", Decimal(0), None),
        ("opex", measure.opex, YEARLY_MONEY, "：年运行成本", ": yearly running cost", None, None),
        ("saving", measure.saving, YEARLY_MONEY, "：年节约费用", ": yearly saving", None, None),
        ("lifetime", measure.lifetime, "a", "：使用年限", ": lifetime", _SHORTEST, _LONGEST),
    ):
        name, place = label(measure.name, zh, en), measure.place(key)
        give_amount(frame.builder, f"measure.{key}", context, amount, unit, name, place, least=least, most=most)


def _record_derived(frame: Frame, measure: Measure) -> None:
    builder, context = frame.builder, Context.of(measure=measure.id)
    for fact_id, unit, zh, en, formula in (
        ("measure.crf", "1/a", "：资本回收系数", ": capital recovery factor", recovery_factor),
        ("measure.annuity", YEARLY_MONEY, "：投资年金", ": annuity of the investment", _annuity),
        ("measure.net_cost", YEARLY_MONEY, "：年净成本", ": net yearly cost", _net_cost),
        ("measure.abatement_cost", ABATEMENT, "：单位减排成本", ": abatement cost", _abatement_cost),
    ):
        builder.derive(
            fact_id, context, unit, label(measure.name, zh, en), partial(formula, frame, measure), position=measure.at
        )
    _record_payback(frame, measure)


def _read(frame: Frame, fact_id: str, measure: Measure) -> Quantity:
    return frame.builder.read(fact_id, Context.of(measure=measure.id))


def recovery_factor(frame: Frame, measure: Measure) -> Quantity:
    """Return the capital recovery factor of a measure's life at the pathway's discount rate."""
    rate = frame.builder.read("pathway.discount_rate", Context())
    return economics.recovery_factor(rate, _read(frame, "measure.lifetime", measure))


def _annuity(frame: Frame, measure: Measure) -> Quantity:
    return _read(frame, "measure.capex", measure) * _read(frame, "measure.crf", measure)


def _net_cost(frame: Frame, measure: Measure) -> Quantity:
    cost = _read(frame, "measure.annuity", measure) + _read(frame, "measure.opex", measure)
    return cost - _read(frame, "measure.saving", measure)


def _abatement_cost(frame: Frame, measure: Measure) -> Quantity:
    return _read(frame, "measure.net_cost", measure) / _read(frame, "measure.full", measure)


def _record_payback(frame: Frame, measure: Measure) -> None:
    builder, context = frame.builder, Context.of(measure=measure.id)
    saving, opex = builder.fact("measure.saving", context), builder.fact("measure.opex", context)
    if saving and opex and saving.value <= opex.value:
        reason = Text("年节约费用不超过年运行成本，没有回收期", "the saving does not exceed the running cost")
        builder.lack("measure.payback", context, reason, measure.place("saving"))
        return
    builder.derive(
        "measure.payback",
        context,
        "a",
        label(measure.name, "：静态投资回收期", ": simple payback"),
        partial(_payback, frame, measure),
        position=measure.at,
    )


def _payback(frame: Frame, measure: Measure) -> Quantity:
    return _read(frame, "measure.capex", measure) / (
        _read(frame, "measure.saving", measure) - _read(frame, "measure.opex", measure)
    )


# ------------------------------------------------------------------------------------------- totals and shares


def _record_totals(frame: Frame) -> None:
    """Record ``measures.*``: the sums over the measures of the chosen scenario, and their mean abatement cost."""
    chosen = frame.scenario(frame.chosen)
    measures = frame.measures_of(chosen) if chosen else ()
    if not measures:
        return
    for name, unit, zh, en in (
        ("capex", MONEY, "总投资", "total investment"),
        ("opex", YEARLY_MONEY, "年运行成本合计", "total yearly running cost"),
        ("saving", YEARLY_MONEY, "年节约费用合计", "total yearly saving"),
        ("annuity", YEARLY_MONEY, "投资年金合计", "total annuity"),
        ("net_cost", YEARLY_MONEY, "年净成本合计", "total net yearly cost"),
        ("full", YEARLY_TONNES, "全面见效后年减排量合计", "total yearly reduction at full effect"),
    ):
        frame.builder.derive(
            f"measures.{name}",
            Context(),
            unit,
            Text(f"选定情景各项措施{zh}", f"{en} of the chosen measures"),
            partial(_sum, frame, measures, f"measure.{name}", unit),
            position=frame.pathway.place("measures"),
        )
    frame.builder.derive(
        "measures.abatement_cost",
        Context(),
        ABATEMENT,
        Text("选定情景各项措施平均单位减排成本", "mean abatement cost of the chosen measures"),
        partial(_mean_cost, frame),
        position=frame.pathway.place("measures"),
    )


def _sum(frame: Frame, measures: tuple[Measure, ...], fact_id: str, unit: str) -> Quantity:
    return total([_read(frame, fact_id, measure) for measure in measures], unit)


def _mean_cost(frame: Frame) -> Quantity:
    builder = frame.builder
    return builder.read("measures.net_cost", Context()) / builder.read("measures.full", Context())


def record_shares(frame: Frame, year: int) -> None:
    """Record each measure's share of the chosen scenario's reduction in ``year``: ``measure.share[measure]``."""
    chosen = frame.scenario(frame.chosen)
    if chosen is None:
        return
    for measure in frame.measures_of(chosen):
        frame.builder.derive(
            "measure.share",
            Context.of(measure=measure.id),
            ONE,
            label(measure.name, f"：占{year}年减排量的比例", f": share of the reduction in {year}"),
            partial(_share, frame, measure, year),
            position=measure.at,
        )


def _share(frame: Frame, measure: Measure, year: int) -> Quantity:
    chosen = frame.scenario(frame.chosen)
    assert chosen is not None
    part = reduction(frame, chosen, measure, year).in_unit(TONNES)
    return part / frame.builder.read("pathway.reduction", Context.of(period=year))
