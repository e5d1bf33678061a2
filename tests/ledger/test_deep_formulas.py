"""Formulas and chains of facts as long as nobody writes them: none breaks a trace, a sheet or a simulation."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.simulation import compile_total
from generator.compose.sheets.formulas import Place, Speller, TooLong
from generator.ledger.context import Context
from generator.ledger.explain import as_json, explain, leaves
from generator.ledger.expression import excel, inputs, latex, walk
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, constant, exponential
from generator.ledger.spelling import arithmetic
from generator.ledger.tree import draw

TERMS = 5000
NAME = Text("项", "term")


def _sum(builder: LedgerBuilder) -> Quantity:
    for n in range(TERMS):
        builder.give("a.term", Context.of(row=n), Decimal(1), "t", NAME, Position("project.yaml", n + 1))
    whole = builder.read("a.term", Context.of(row=0))
    for n in range(1, TERMS):
        whole = whole + builder.read("a.term", Context.of(row=n))
    return whole


def test_a_sum_written_term_by_term() -> None:
    builder = LedgerBuilder()
    builder.derive("a.sum", Context.of(), "t", NAME, lambda: _sum(builder))
    ledger = builder.close()
    formula = ledger["a.sum"].formula
    assert formula is not None
    assert ledger["a.sum"].value == TERMS
    assert sum(1 for _ in walk(formula)) == 2 * TERMS - 1
    assert len(inputs(formula)) == TERMS
    assert excel(formula, lambda key: "A1", lambda node: "0") == "+".join(["A1"] * TERMS)
    assert latex(formula, lambda key: "x") == " + ".join(["x"] * TERMS)
    assert arithmetic(formula) == " + ".join(["1 t"] * TERMS)
    node = explain(ledger, (), "a.sum", "en")
    assert node is not None
    assert len(list(leaves(node))) == TERMS
    assert draw(node, "zh").count("\n") > TERMS


def test_a_formula_that_no_sheet_takes_is_too_long_for_it() -> None:
    builder = LedgerBuilder()
    formula = _sum(builder).formula
    places = {key: Place("S", "A", 2 * n + 1) for n, key in enumerate(inputs(formula))}
    speller = Speller("S", places, lambda node: "0")
    with pytest.raises(TooLong):
        speller.spell(formula, lambda text, node: "B1")


def test_a_simulation_of_a_sum_written_term_by_term() -> None:
    builder = LedgerBuilder()
    builder.derive("a.sum", Context.of(), "t", NAME, lambda: _sum(builder))
    ledger = builder.close()
    program = compile_total(ledger.facts.get, "a.sum", ["a.term[row=0]"])
    import numpy as np

    assert program.run({"a.term[row=0]": np.array([1.0, 2.0])}).tolist() == [TERMS, TERMS + 1]


def test_a_chain_of_facts_is_explained_to_a_depth_and_says_so() -> None:
    builder = LedgerBuilder()
    builder.give("a.step", Context.of(row=0), Decimal(1), "t", NAME, Position("project.yaml", 1))
    for n in range(1, 3000):
        builder.derive(
            "a.step",
            Context.of(row=n),
            "t",
            NAME,
            lambda n=n: builder.read("a.step", Context.of(row=n - 1)) * constant(1),
        )
    ledger = builder.close()
    node = explain(ledger, (), "a.step[row=2999]", "en")
    assert node is not None
    assert "explain it on its own" in draw(node, "en")
    assert "请对该项单独 explain" in draw(node, "zh")
    assert as_json(node)["inputs"]
    near = explain(ledger, (), "a.step[row=5]", "en")
    assert near is not None
    assert [leaf.kind for leaf in leaves(near)] == ["given"]


def test_a_chain_of_missing_values_is_explained() -> None:
    builder = LedgerBuilder()
    builder.lack("a.step", Context.of(row=0), Text("没有数据", "no data"))
    for n in range(1, 3000):
        builder.derive(
            "a.step", Context.of(row=n), "t", NAME, lambda n=n: builder.read("a.step", Context.of(row=n - 1))
        )
    node = explain(builder.close(), (), "a.step[row=2999]", "en")
    assert node is not None
    assert "no data" in draw(node, "en")


def test_a_number_out_of_reach_is_a_finding_at_what_it_read() -> None:
    builder = LedgerBuilder()
    builder.give("a.large", Context.of(), Decimal("1e30"), "1", NAME, Position("project.yaml", 7))
    builder.derive("a.exp", Context.of(), "1", NAME, lambda: exponential(builder.read("a.large", Context.of())))
    (told,) = builder.findings
    assert (told.rule, told.position.line) == ("LG003", 7)
    assert told.hint is not None
    assert builder.lacks("a.exp", Context.of())


def test_units_that_do_not_agree_are_told_at_what_was_read() -> None:
    builder = LedgerBuilder()
    builder.give("a.mass", Context.of(), Decimal(1), "t", NAME, Position("project.yaml", 9))
    builder.derive("a.energy", Context.of(), "MWh", NAME, lambda: builder.read("a.mass", Context.of()))
    (told,) = builder.findings
    assert (told.rule, told.position.line) == ("LG002", 9)
