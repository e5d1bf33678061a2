"""Chained effects: year-on-year effects summed, and indices multiplied, from the first year on.

Method: the effect from the first year to year t is the sum of the year-on-year effects up to t, its index the product
of the year-on-year indices (Ang 2015, section 3: chaining). They differ from effects between the first and the last
year alone, since weights move along; both sum to the same change.

Inputs: ``drivers.effect``, ``drivers.index``, ``drivers.change`` of each year.

Outputs: ``drivers.chained_effect[indicator,since,period,driver]`` and
``drivers.chained_change[indicator,since,period]`` in the section's unit,
``drivers.chained_contribution[indicator,since,period,driver]``,
``drivers.chained_index[indicator,since,period,driver]``
and ``drivers.chained_ratio[indicator,since,period]`` (1); ``since`` is the first year.

Errors: LG353 where years are lacking; an effect that is missing leaves those after it missing.

Example: ``worked/lmdir.yaml``: 100, 159 and 258 over three intervals, as LMDIR prints them.

Marks: none.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.drivers.data import Data
from generator.ledger.quantity import Quantity


def record_chain(data: Data) -> None:
    """Record what adds up from the first year to each later one."""
    first = data.years[0]
    for since, period in pairwise(data.years):
        _record(data, "change", "+", None, "", "", since, period)
        if data.spec.multiplicative:
            _record(data, "ratio", "*", None, "", "", since, period)
        for one in data.numbers:
            driver, name = one.factor.id, one.factor.name
            _record(data, "effect", "+", driver, name.zh, name.text.en, since, period)
            data.builder.derive(
                "drivers.chained_contribution",
                data.context(period, since=first, driver=driver),
                ONE,
                Text(
                    f"{data.spec.name.zh}{first}—{period}年{name.zh}累计贡献率",
                    f"{data.spec.name.text.en} {first} to {period}, chained contribution of {name.text.en}",
                ),
                partial(_contribution, data, driver, period),
                position=data.at,
            )
            if data.spec.multiplicative:
                _record(data, "index", "*", driver, name.zh, name.text.en, since, period)


_WORDS = {
    "change": ("累计变化量", "change"),
    "ratio": ("累计变化倍数", "ratio"),
    "effect": ("累计效应", "effect"),
    "index": ("累计效应指数", "index"),
}


def _record(data: Data, name: str, sign: str, driver: str | None, zh: str, en: str, since: int, period: int) -> None:
    first = data.years[0]
    word_zh, word_en = _WORDS[name]
    said = f"{data.spec.name.text.en} {first} to {period}, chained {word_en}"
    data.builder.derive(
        f"drivers.chained_{name}",
        data.context(period, since=first, driver=driver),
        data.unit if sign == "+" else ONE,
        Text(f"{data.spec.name.zh}{first}—{period}年{zh}{word_zh}", f"{said} of {en}" if en else said),
        partial(_chained, data, name, sign, driver, since, period),
        position=data.at,
    )


def _chained(data: Data, name: str, sign: str, driver: str | None, since: int, period: int) -> Quantity:
    first = data.years[0]
    own = data.read(name, period, since=since, driver=driver)
    if since == first:
        return own
    before = data.read(f"chained_{name}", since, since=first, driver=driver)
    return before + own if sign == "+" else before * own


def _contribution(data: Data, driver: str, period: int) -> Quantity:
    first = data.years[0]
    effect = data.read("chained_effect", period, since=first, driver=driver)
    return effect / data.read("chained_change", period, since=first)
