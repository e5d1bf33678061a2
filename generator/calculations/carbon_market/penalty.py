"""What a failure to surrender would cost, as a range.

Method: interim regulation on carbon trading, article 24: a fine of a low to a high multiple of the market value of
the allowances that were not surrendered. The market value is the shortage, less the CCER that count, at the
scenario's price; it stands beside the cost of buying, never in it.

Inputs: `market.purchase`, `market.cea_price`, data set `cn-ets-compliance`.

Outputs: `market.penalty_low`, `market.penalty_high` (CNY) by entity, period and scenario;
`market.penalty_multiple_low`, `market.penalty_multiple_high` (1) by period.

Errors: none of its own.

Example: `worked/ccer.yaml`, by hand.

Marks: the multiples are unconfirmed.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.carbon_market.compliance import find_parameter
from generator.calculations.carbon_market.frame import MONEY, Frame, total_label
from generator.calculations.factors import from_figure
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity


def record_penalties(frame: Frame) -> None:
    """Record the range of the fine, where the data set has its multiples."""
    for entity in frame.market.entities:
        for year in frame.years(entity):
            for bound, zh, en in (("low", "下限", "low"), ("high", "上限", "high")):
                found = find_parameter(frame, "penalty", f"multiple-{bound}", year)
                if len(found) != 1:
                    continue
                text = Text(f"{year}年未清缴罚款倍数{zh}", f"{en} multiple of the fine for {year}")
                fact_id = f"market.penalty_multiple_{bound}"
                from_figure(found[0]).give(frame.builder, fact_id, Context.of(period=year), text)
                for scenario in frame.market.scenarios:
                    context = Context.of(entity=entity.id, period=year, scenario=scenario.id)
                    named = scenario.name.text
                    text = total_label(
                        entity, year, f"未清缴罚款{zh}（{named.zh}）", f"{en} bound of the fine ({named.en})"
                    )
                    formula = partial(_fine, frame, context, fact_id)
                    frame.builder.derive(f"market.penalty_{bound}", context, MONEY, text, formula)


def _fine(frame: Frame, context: Context, multiple: str) -> Quantity:
    read = frame.builder.read
    value = read("market.purchase", context) * read("market.cea_price", context.extended(entity=None))
    return value * read(multiple, Context.of(period=context.get("period")))
