"""What holds for every region: parts are the whole, shares are one, removals are apart, order does not matter."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.ledger import Ledger
from tests.calculations.region.small import line, project
from tests.calculations.worked import calculate

SECTORS, ITEMS, YEARS = ("s1", "s2", "s3", "s4"), ("i1", "i2", "i3"), (2019, 2020)
CELLS = list(product(YEARS, SECTORS, ITEMS))
EXACT = Decimal("1e-25")
amounts = st.decimals(min_value="0.01", max_value="99999", places=2)


@st.composite
def regions(draw: st.DrawFn) -> dict[str, Any]:
    """Draw cells, two lines of emissions and a sink, with the order of the rows."""
    return {
        "cells": draw(st.lists(amounts, min_size=len(CELLS), max_size=len(CELLS))),
        "order": draw(st.permutations(range(len(CELLS)))),
        "lines": draw(st.lists(amounts, min_size=6, max_size=6)),
        "widths": draw(st.lists(st.integers(min_value=1, max_value=40), min_size=12, max_size=12)),
    }


def ledger_of(factory: pytest.TempPathFactory, drawn: dict[str, Any], order: list[int] | None = None) -> Ledger:
    """Calculate a drawn region."""
    numbered = drawn["order"] if order is None else order
    rows = [f"{y},{s},{i},{drawn['cells'][n]}" for n in numbered for y, s, i in [CELLS[n]]]
    groups = [{"id": "g1", "name": "一组"}, {"id": "g2", "name": "二组"}]
    sectors = [{"id": s, "name": f"部门{s}", "groups": ["g1" if s in ("s1", "s2") else "g2"]} for s in SECTORS]
    widths = [{"activity": a, "factor": f} for a, f in zip(drawn["widths"][::2], drawn["widths"][1::2], strict=True)]
    items = [{"id": i, "name": f"品种{i}", "uncertainty": w} for i, w in zip(ITEMS, widths, strict=False)]
    items[2]["category"] = "industrial-processes"
    typed = [f"{a} t" for a in drawn["lines"]]
    lines = [
        line(uncertainty=widths[3], activity=dict(zip(("2019", "2020"), typed[:2], strict=True))),
        line(
            id="rice",
            gas="CH4",
            category="agriculture",
            uncertainty=widths[4],
            activity=dict(zip(("2019", "2020"), typed[2:4], strict=True)),
            factor={"value": "0.1", "unit": "tCH4/t", "source": "算例", "mark": "confirmed"},
        ),
        line(
            id="forest",
            removal=True,
            category="land-use",
            uncertainty=widths[5],
            activity=dict(zip(("2019", "2020"), typed[4:], strict=True)),
        ),
    ]
    text = "year,sector,item,emission\n" + "\n".join(rows) + "\n"
    example = project(text, sectors=sectors, items=items, groups=groups, lines=lines, key_categories={"by": "sectors"})
    _, ledger, findings = calculate(factory.mktemp("law"), example)
    assert [f.message.en for f in findings if f.rule != "LG303"] == []
    return ledger


def values(ledger: Ledger, fact_id: str, **context: object) -> list[Decimal]:
    """Return the values of a fact's id, with these values of its dimensions."""
    wanted = {name: str(value) for name, value in context.items()}
    return [f.value for f in ledger.by_id.get(fact_id, ()) if all(f.context.get(k) == v for k, v in wanted.items())]


def near(left: Decimal, right: Decimal) -> bool:
    """Whether two sums of rounded products agree."""
    return abs(left - right) <= EXACT * max(abs(left), abs(right), Decimal(1))


@given(regions())
@settings(max_examples=15, deadline=None)
def test_parts_are_the_whole(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, Any]) -> None:
    ledger = ledger_of(tmp_path_factory, drawn)

    for year in YEARS:
        table = sum(n for n, (y, _, _) in zip(drawn["cells"], CELLS, strict=True) if y == year)
        assert ledger[f"region.table[period={year}]"].value == table
        for part in ("sector", "group", "item"):
            assert sum(values(ledger, f"region.{part}", period=year)) == table
            assert near(sum(values(ledger, f"region.{part}_share", period=year)), Decimal(1))
        gross = ledger[f"region.total[period={year},basis=gross]"].value
        assert near(sum(values(ledger, "region.category", period=year)), gross)
        assert near(sum(values(ledger, "region.gas_co2e", period=year)), gross)
        assert near(sum(values(ledger, "region.category_gas", period=year)), gross)
        assert near(sum(values(ledger, "region.category_share", period=year)), Decimal(1))
        assert near(sum(values(ledger, "region.gas_share", period=year)), Decimal(1))


@given(regions())
@settings(max_examples=15, deadline=None)
def test_removals_are_apart_and_never_netted_silently(
    tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, Any]
) -> None:
    ledger = ledger_of(tmp_path_factory, drawn)

    for year, sink in zip(YEARS, drawn["lines"][4:], strict=True):
        removals = ledger[f"region.removals[period={year}]"].value
        gross = ledger[f"region.total[period={year},basis=gross]"].value
        assert removals == sink / 2
        assert ledger[f"region.total[period={year},basis=net]"].value == gross - removals
        assert ledger[f"region.total[period={year},basis=without-land-use]"].value == gross
        assert not values(ledger, "region.category", period=year, category="land-use")


@given(regions())
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_changes_nothing(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, Any]) -> None:
    one, other = ledger_of(tmp_path_factory, drawn), ledger_of(tmp_path_factory, drawn, list(range(len(CELLS))))

    assert {key: fact.value for key, fact in one.facts.items()} == {
        key: fact.value for key, fact in other.facts.items()
    }


@given(regions())
@settings(max_examples=15, deadline=None)
def test_rankings_descend_and_end_at_the_whole(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, Any]) -> None:
    ledger = ledger_of(tmp_path_factory, drawn)

    for name, share in (("key_level", "key_level"), ("key_trend", "key_trend_share")):
        if f"region.{share}" not in ledger.by_id:  # nothing changed: there is no trend to share out
            assert not any(values(ledger, f"region.{name}"))
            continue
        ranked = sorted(ledger.by_id[f"region.{name}_rank"], key=lambda f: f.value)
        contexts = [fact.context for fact in ranked]
        of = {
            kind: {f.context: f.value for f in ledger.by_id[f"region.{kind}"]}
            for kind in (share, f"{name}_cumulative", f"{name}_key")
        }
        shares = [of[share][context] for context in contexts]
        keys = [of[f"{name}_key"][context] for context in contexts]
        assert [fact.value for fact in ranked] == list(range(1, len(SECTORS) + 4))
        assert shares == sorted(shares, reverse=True)
        assert near(of[f"{name}_cumulative"][contexts[-1]], Decimal(1))
        assert keys == sorted(keys, reverse=True)
        covered = sum((s for s, key in zip(shares, keys, strict=True) if key), Decimal(0))
        assert covered >= Decimal("0.95")
        assert covered - shares[int(sum(keys)) - 1] < Decimal("0.95")


@given(regions())
@settings(max_examples=15, deadline=None)
def test_independent_errors_are_never_larger_than_their_plain_sum(
    tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, Any]
) -> None:
    ledger = ledger_of(tmp_path_factory, drawn)

    width = {f.context.pairs: f.value for f in ledger.by_id["region.uncertainty"]}
    for year in YEARS:
        net = ledger[f"region.total[period={year},basis=net]"].value
        half = ledger[f"region.uncertainty_total[period={year}]"].value * abs(net) / 100
        parts = [
            width[(pair,)] * fact.value / 100
            for name, dimension in (("item", "energy"), ("line", "source"), ("sink", "source"))
            for fact in ledger.by_id[f"region.{name}"]
            if fact.context.get("period") == str(year)
            for pair in [(dimension, fact.context.get(dimension))]
        ]
        slack = Decimal("1e-20") * sum(parts)
        assert max(parts) - slack <= half <= sum(parts) + slack
        low, high = (ledger[f"region.uncertainty_{name}[period={year}]"].value for name in ("low", "high"))
        assert near(low + high, 2 * net)


@given(regions(), amounts, st.integers(min_value=0, max_value=len(CELLS) - 1))
@settings(max_examples=10, deadline=None)
def test_more_in_a_cell_is_as_much_more_in_its_sums_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, Any], more: Decimal, index: int
) -> None:
    before = ledger_of(tmp_path_factory, drawn)
    cells = [n + more if i == index else n for i, n in enumerate(drawn["cells"])]
    after = ledger_of(tmp_path_factory, {**drawn, "cells": cells})

    year, sector, item = CELLS[index]
    grown = {f"region.sector[period={year},sector={sector}]", f"region.item[period={year},energy={item}]"}
    grown |= {f"region.table[period={year}]", f"region.total[period={year},basis=gross]"}
    for fact_id in ("region.sector", "region.item", "region.table"):
        for fact in before.by_id[fact_id]:
            expected = fact.value + (more if fact.key in grown else 0)
            assert after[fact.key].value == expected
    key = f"region.total[period={year},basis=gross]"
    assert near(after[key].value - before[key].value, more)
