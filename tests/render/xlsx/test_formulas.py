"""Formulas of the ledger as formulas of a sheet: addresses, ranges, and limits that Excel sets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.base.units import ONE
from generator.compose.sheets.formulas import LONGEST, Place, Speller, TooLong, runs
from generator.ledger.expression import Call, Expression, Operation, Ref, RowSum

ONE_TONNE = Decimal(1)


def _ref(name: str) -> Ref:
    return Ref(name, ONE_TONNE, ONE)


def _sum(*parts: Expression) -> Call:
    return Call("sum", parts, Decimal(len(parts)), ONE)


def _rows(node: RowSum) -> str:
    return f"SUMPRODUCT({len(node.rows)})"


def _spell(node: Expression, places: dict[str, Place]) -> tuple[str, list[str]]:
    pieces: list[str] = []

    def part(formula: str, call: Call) -> str:
        pieces.append(formula)
        return f"Z{len(pieces)}"

    return Speller("计算", places, _rows).spell(node, part), pieces


def test_neighbours_become_ranges_and_other_sheets_are_named() -> None:
    places = {f"f{n}": Place("计算", "C", n) for n in range(1, 20)} | {
        f"g{n}": Place("因子", "C", n) for n in range(1, 5)
    }
    node = _sum(*(_ref(f"f{n}") for n in (3, 4, 5, 9)), *(_ref(f"g{n}") for n in (1, 2)))
    assert _spell(node, places) == ("SUM(C3:C5,C9,因子!$C$1:$C$2)", [])
    product = Operation("*", _ref("f3"), _ref("g1"), ONE_TONNE, ONE)
    assert _spell(product, places)[0] == "C3*因子!$C$1"


def test_a_sum_of_thousands_keeps_to_255_arguments() -> None:
    places = {f"f{n}": Place("计算", "C", 2 * n) for n in range(1, 1101)}
    text, pieces = _spell(_sum(*(_ref(f"f{n}") for n in range(1, 1101))), places)
    assert pieces == []
    assert max(inner.count(",") for inner in text.removeprefix("SUM(").split("),")) < 255
    assert text.count("SUM(") == 7


def test_a_formula_beyond_the_limit_is_taken_apart_and_still_adds_everything() -> None:
    places = {f"f{n}": Place("计算", "C", 2 * n) for n in range(1, 4001)}
    text, pieces = _spell(_sum(*(_ref(f"f{n}") for n in range(1, 4001))), places)
    assert all(len(piece) < LONGEST for piece in (text, *pieces))
    added = [cell for piece in pieces for cell in piece.replace("SUM(", "").replace(")", "").split(",")]
    assert sorted(added) == sorted(f"C{2 * n}" for n in range(1, 4001))
    assert all(f"Z{n}" in text for n in range(1, len(pieces) + 1))


def test_a_formula_that_cannot_be_taken_apart_is_given_up() -> None:
    places = {"f": Place("计算", "C", 2)}
    node: Expression = _ref("f")
    for _ in range(900):
        node = Operation(
            "*", node, _sum(_ref("f"), Operation("+", _ref("f"), _ref("f"), ONE_TONNE, ONE)), ONE_TONNE, ONE
        )
    with pytest.raises(TooLong):
        _spell(node, places)


def test_runs_of_rows() -> None:
    assert list(runs([4, 5, 6, 9, 11, 12])) == [(4, 6), (9, 9), (11, 12)]
    assert list(runs([])) == []
