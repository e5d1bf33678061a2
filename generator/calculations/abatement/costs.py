"""What each measure costs and saves: annuity, net yearly cost, net present value, payback, internal rate of return.

Method: Engineering economics of equal yearly amounts, real, before tax, without a carbon price::

    CRF             = r q^n / (q^n - 1), q = 1 + r   (r = 0: 1 / n)
    annuity         = (capex - residual / q^n) x CRF
    net yearly cost = annuity + opex - saving
    NPV             = (saving - opex) / CRF + residual / q^n - capex
    payback         = capex / (saving - opex)
    discounted      = -ln(1 - r x payback) / ln q
    IRR             : the rate at which NPV = 0

Net yearly cost and NPV say the same: net yearly cost = -NPV x CRF. Payback is missing where saving does not exceed
opex, discounted payback also where it lies beyond the measure's life. The IRR has no formula: pyxirr searches it; it
is missing for a life that is not in whole years and for flows that no rate balances. With a learning curve the
investment is the quoted one times (expected / built)^b, b = ln(1 - learning rate) / ln 2 (one-factor experience
curve).

Inputs: ``discount_rate`` and ``measures`` of the section.

Outputs: by measure: ``abatement.capex_quoted`` (with learning), ``abatement.capex``, ``abatement.residual`` in 万元;
``abatement.opex``, ``abatement.saving``, ``abatement.annuity``, ``abatement.net_cost`` in 万元/a;
``abatement.lifetime``, ``abatement.payback``, ``abatement.discounted_payback`` in a; ``abatement.crf`` in 1/a;
``abatement.npv`` in 万元; ``abatement.irr`` as a pure number. ``abatement.discount_rate`` in %.

Errors: LG208 and LG215 for units and ranges, LG406 for learning curves.

Example: ``npv-irr-textbook.yaml`` and ``discounted-payback-textbook.yaml``: solutions of published textbook problems;
``annuity-payment.yaml`` (PMT, vendor's manual) and ``equivalent-annual-cost.yaml`` (course example with salvage
value).

Marks: Amounts are the project's; the discount rate is an assumption.
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial

import pyxirr

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations import economics
from generator.calculations.abatement import rules
from generator.calculations.abatement.frame import MONEY, YEARLY_MONEY, Frame, of
from generator.calculations.amounts import give_amount, label
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, logarithm, power, procedure
from generator.project.sections.abatement import AbatementMeasure, Learning

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_SHORTEST, _LONGEST = Decimal("0.08"), Decimal(200)

_NO_RETURN = Text("年节约费用不超过年运行成本，没有回收期", "the saving does not exceed the running cost")
_BEYOND_LIFE = Text("使用年限内按折现不能回收", "discounted, the returns do not repay the investment within its life")
_NO_RATE = Text("没有使净现值为零的收益率", "no rate balances the flows")
_PART_YEARS = Text("使用年限不是整年，不计算内部收益率", "the life is not in whole years")


def record_costs(frame: Frame) -> None:
    """Record what every measure costs, saves and returns."""
    give_amount(
        frame.builder,
        "abatement.discount_rate",
        Context(),
        frame.portfolio.discount_rate,
        "%",
        Text("折现率", "discount rate"),
        frame.portfolio.place("discount_rate"),
        kind=Kind.ASSUMED,
        least=_ZERO,
        most=_HUNDRED,
    )
    for measure in frame.measures:
        _give(frame, measure)
        frame.derive(measure, "crf", "1/a", "资本回收系数", "capital recovery factor", partial(_crf, frame, measure))
        frame.derive(measure, "annuity", YEARLY_MONEY, "投资年金", "annuity", partial(_annuity, frame, measure))
        frame.derive(
            measure, "net_cost", YEARLY_MONEY, "年净成本", "net yearly cost", partial(_net_cost, frame, measure)
        )
        frame.derive(measure, "npv", MONEY, "净现值", "net present value", partial(_npv, frame, measure))
        _record_payback(frame, measure)
        _record_irr(frame, measure)


def _give(frame: Frame, measure: AbatementMeasure) -> None:
    quoted = "capex" if measure.learning is None else "capex_quoted"
    amounts = [
        (quoted, "capex", measure.capex, MONEY, "：投资", ": investment", _ZERO, None),
        ("opex", "opex", measure.opex, YEARLY_MONEY, "：年运行成本", ": yearly running cost", None, None),
        ("saving", "saving", measure.saving, YEARLY_MONEY, "：年节约费用", ": yearly saving", None, None),
        ("lifetime", "lifetime", measure.lifetime, "a", "：使用年限", ": lifetime", _SHORTEST, _LONGEST),
    ]
    if measure.residual is not None:
        amounts.append(("residual", "residual", measure.residual, MONEY, "：残值", ": residual value", _ZERO, None))
    for what, key, amount, unit, zh, en, least, most in amounts:
        name, place = label(measure.name, zh, en), measure.place(key)
        give_amount(frame.builder, f"abatement.{what}", of(measure), amount, unit, name, place, least=least, most=most)
    if measure.learning is not None:
        _learn(frame, measure, measure.learning)


def _learn(frame: Frame, measure: AbatementMeasure, learning: Learning) -> None:
    where, unit = of(measure), learning.built.unit
    for what, amount, wanted, zh, en, most in (
        ("learning_rate", learning.rate, "%", "：学习率", ": learning rate", Decimal(99)),
        ("built", learning.built, unit, "：报价时累计容量", ": capacity when quoted", None),
        ("expected", learning.expected, unit, "：建设时累计容量", ": capacity when built", None),
    ):
        place = learning.place("rate" if what == "learning_rate" else what)
        name = label(measure.name, zh, en)
        give_amount(
            frame.builder,
            f"abatement.{what}",
            where,
            amount,
            wanted,
            name,
            place,
            kind=Kind.ASSUMED,
            least=_ZERO,
            most=most,
        )
    built, expected = (frame.builder.fact(f"abatement.{what}", where) for what in ("built", "expected"))
    if built is not None and expected is not None and not 0 < built.value <= expected.value:
        frame.builder.findings.append(
            rules.LEARNING.at(
                learning.place("built"),
                f"措施 {measure.id} 的累计容量应大于零，且建设时不少于报价时",
                f"measure {measure.id}: capacities must be above zero, and not fall until the measure is built",
                hint_zh="例如 {rate: 20 %, built: 10 MW, expected: 40 MW}",
                hint_en="for example {rate: 20 %, built: 10 MW, expected: 40 MW}",
            )
        )
        frame.lack(measure, "capex", Text("学习曲线有误", "the learning curve could not be read"))
        return
    frame.derive(
        measure, "capex", MONEY, "投资（学习曲线后）", "investment after learning", partial(_learned, frame, measure)
    )


def _learned(frame: Frame, measure: AbatementMeasure) -> Quantity:
    falls = logarithm(constant(1) - frame.read("learning_rate", measure)) / logarithm(constant(2, ONE, "a doubling"))
    grown = frame.read("expected", measure) / frame.read("built", measure)
    return frame.read("capex_quoted", measure) * power(grown, falls)


def _rate(frame: Frame) -> Quantity:
    return frame.builder.read("abatement.discount_rate", Context())


def _crf(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return economics.recovery_factor(_rate(frame), frame.read("lifetime", measure))


def _present_residual(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("residual", measure) / economics.growth(_rate(frame), frame.read("lifetime", measure))


def _annuity(frame: Frame, measure: AbatementMeasure) -> Quantity:
    spent = frame.read("capex", measure)
    if measure.residual is not None:
        spent = spent - _present_residual(frame, measure)
    return spent * frame.read("crf", measure)


def _net_cost(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("annuity", measure) + frame.read("opex", measure) - frame.read("saving", measure)


def _yearly(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("saving", measure) - frame.read("opex", measure)


def _npv(frame: Frame, measure: AbatementMeasure) -> Quantity:
    returns = _yearly(frame, measure) / frame.read("crf", measure)
    if measure.residual is not None:
        returns = returns + _present_residual(frame, measure)
    return returns - frame.read("capex", measure)


def _record_payback(frame: Frame, measure: AbatementMeasure) -> None:
    saving, opex = (frame.builder.fact(f"abatement.{what}", of(measure)) for what in ("saving", "opex"))
    if saving is not None and opex is not None and saving.value <= opex.value:
        frame.lack(measure, "payback", _NO_RETURN)
        frame.lack(measure, "discounted_payback", _NO_RETURN)
        return
    frame.derive(measure, "payback", "a", "静态投资回收期", "simple payback", partial(_payback, frame, measure))
    if _repays(frame, measure):
        formula = partial(_discounted, frame, measure)
        frame.derive(measure, "discounted_payback", "a", "动态投资回收期", "discounted payback", formula)
    else:
        frame.lack(measure, "discounted_payback", _BEYOND_LIFE)


def _repays(frame: Frame, measure: AbatementMeasure) -> bool:
    """Whether the discounted returns repay the investment within its life; also where an input is missing."""
    try:
        return _discounted(frame, measure) <= frame.read("lifetime", measure)
    except Unavailable:
        return True
    except ZeroDivisionError:
        return False


def _payback(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("capex", measure) / _yearly(frame, measure)


def _discounted(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return economics.discounted_payback(frame.read("capex", measure), _yearly(frame, measure), _rate(frame))


def _record_irr(frame: Frame, measure: AbatementMeasure) -> None:
    life = frame.builder.fact("abatement.lifetime", of(measure))
    if life is not None and life.value != life.value.to_integral_value():
        frame.lack(measure, "irr", _PART_YEARS)
        return
    frame.derive(measure, "irr", ONE, "内部收益率", "internal rate of return", partial(_irr, frame, measure))


def _irr(frame: Frame, measure: AbatementMeasure) -> Quantity:
    spent, yearly, life = frame.read("capex", measure), _yearly(frame, measure), frame.read("lifetime", measure)
    reads = [spent, yearly, life]
    flows = [-float(spent.value), *[float(yearly.value)] * int(life.value)]
    if measure.residual is not None:
        reads.append(frame.read("residual", measure))
        flows[-1] += float(reads[-1].value)
    found = pyxirr.irr(flows, silent=True)
    if found is None or not math.isfinite(found):
        raise Unavailable(f"abatement.irr[measure={measure.id}]", _NO_RATE)
    return procedure("internal rate of return", Decimal(repr(found)), ONE, reads)
