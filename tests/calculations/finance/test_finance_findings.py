"""What the finance calculation says of bad input, and where."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calculations.solved import solve

TABLE = {
    "id": "t",
    "file": "p.csv",
    "columns": {"date": "日期"},
    "values": {"p": {"header": "价", "unit": "CNY/tCO2e"}},
}
SERIES = {"id": "cea", "name": "配额", "table": "t", "date": "date", "price": "p", "window": 2}
WHOLE = "日期,价\n2024-03-01,80\n2024-03-04,81\n2024-03-05,79\n2024-03-06,82\n"
ASSET = {"id": "a", "name": "资产", "quantity": "1000 tCO2e", "prices": "cea"}
BARE = {"id": "b", "name": "另一", "quantity": "1000 tCO2e", "price": "20 CNY/tCO2e"}
PLEDGE = {
    "id": "p",
    "name": "质押",
    "asset": "a",
    "quantity": "500 tCO2e",
    "reference_price": "80 CNY/tCO2e",
    "haircut": "40 %",
    "loan": "2 万元",
    "call": "80 %",
}
RISK = {"id": "r", "name": "险", "confidence": "95 %", "horizon": 5, "methods": ["parametric"]}
HEDGE = {"id": "h", "name": "套保", "spot": "cea", "exposure": "1000 tCO2e", "contract": "100 tCO2e"}
LOAN = {"id": "l", "name": "贷款", "amount": "300 万元", "investment": "200 万元", "reduction": "5 tCO2e/a"}
LEVEL = {"value": "2 %", "source": "题设", "mark": "secondary"}
THREE = [{**BARE, "id": one, "volatility": LEVEL} for one in "xyz"]
AGAINST = {"value": "-1 1", "source": "题设", "mark": "secondary"}
BOND = {
    "id": "o",
    "name": "债券",
    "raised": "100 万元",
    "uses": [{"id": "u", "name": "用途", "amount": "120 万元", "green": True}],
}
COUPON = {"fixed": "3 %", "income": "1 万元", "floor": "0.2 %", "cap": "0.1 %"}


def _finance(**keys: Any) -> dict[str, Any]:
    return {"tables": [TABLE], "finance": {"trading_days": 250, "prices": [SERIES], **keys}}


@pytest.mark.parametrize(
    ("rule", "cell", "words", "text"),
    [
        ("LG710", "A3", "2024-03-04", WHOLE.replace("2024-03-04,81\n", "")),
        ("LG710", "B3", "2024-03-04", WHOLE.replace(",81", ",")),
        ("LG711", "B4", "79", WHOLE.replace(",79", ",-79")),
        ("LG711", "B4", "0", WHOLE.replace(",79", ",0")),
        ("LG712", "A4", "2024-03-04", WHOLE.replace("2024-03-05", "2024-03-04")),
        ("LG713", "A4", "2024-02-29", WHOLE.replace("2024-03-05", "2024-02-29")),
        ("LG713", "A4", "5 March", WHOLE.replace("2024-03-05", "5 March")),
        ("LG714", "A3", "2024-03-02", WHOLE.replace("2024-03-04", "2024-03-02")),
    ],
)
def test_a_series_with_a_fault_names_its_cell_and_has_no_statistics(
    rule: str, cell: str, words: str, text: str
) -> None:
    ledger, findings, _ = solve(_finance(assets=[ASSET]), {"p.csv": text})

    found = next(f for f in findings if f.rule == rule)
    assert found.position.cell == cell
    assert words in found.message.en
    assert found.hint is not None
    assert "finance.volatility[instrument=cea]" in ledger.missing
    assert "finance.value[asset=a]" in ledger.missing


def test_a_holiday_that_is_listed_is_not_missed() -> None:
    text = WHOLE.replace("2024-03-04,81\n", "") + "2024-03-07,83\n"
    ledger, findings, _ = solve(_finance(holidays=["2024-03-04"]), {"p.csv": text})

    assert not findings
    assert "finance.volatility[instrument=cea]" in ledger.facts


@pytest.mark.parametrize(
    ("rule", "words", "missing", "project"),
    [
        ("LG715", "table: t", "finance.volatility[instrument=cea]", _finance()),
        (
            "LG715",
            "- historical",
            "finance.var[indicator=r,basis=historical]",
            _finance(assets=[ASSET], risks=[{**RISK, "methods": ["historical"]}]),
        ),
        (
            "LG716",
            "haircut: 140 %",
            "finance.pledge_value[instrument=p]",
            _finance(assets=[ASSET], pledges=[{**PLEDGE, "haircut": "140 %"}]),
        ),
        (
            "LG716",
            "confidence: 100 %",
            "finance.var[indicator=r,basis=parametric]",
            _finance(assets=[ASSET], risks=[{**RISK, "confidence": "100 %"}]),
        ),
        ("LG717", "quantity: 5000", "", _finance(assets=[ASSET], pledges=[{**PLEDGE, "quantity": "5000 tCO2e"}])),
        ("LG717", "amount: 300", "finance.loan_benefit[instrument=l]", _finance(loans=[LOAN])),
        ("LG717", "amount: 120", "", _finance(bonds=[BOND])),
        ("LG718", "loan: 3 万元", "", _finance(assets=[ASSET], pledges=[{**PLEDGE, "loan": "3 万元"}])),
        ("LG719", "id: r", "finance.var[indicator=r,basis=parametric]", _finance(assets=[ASSET, BARE], risks=[RISK])),
        (
            "LG719",
            "id: r",
            "finance.var[indicator=r,basis=parametric]",
            _finance(
                assets=THREE,
                correlations=[{"between": list(pair), "value": AGAINST} for pair in ("xy", "xz", "yz")],
                risks=[RISK],
            ),
        ),
        (
            "IN030",
            "- y",
            "",
            _finance(assets=THREE, correlations=[{"between": list(p), "value": AGAINST} for p in ("xy", "yx")]),
        ),
        ("IN023", "- x", "", _finance(assets=THREE, correlations=[{"between": ["x", "x"], "value": AGAINST}])),
        ("LG720", "id: c", "finance.portfolio", _finance(assets=[{"id": "c", "name": "无", "quantity": "5 tCO2e"}])),
        ("LG720", "price: 70 EUR", "finance.portfolio", _finance(assets=[{**BARE, "price": "70 EUR/tCO2e"}])),
        ("LG720", "id: r", "finance.var[indicator=r,basis=parametric]", _finance(risks=[RISK])),
        (
            "IN031",
            "- zz",
            "finance.var[indicator=r,basis=parametric]",
            _finance(assets=[ASSET], risks=[{**RISK, "assets": ["zz"]}]),
        ),
        ("LG721", "id: h", "finance.hedge_contracts[instrument=h]", _finance(hedges=[HEDGE])),
        ("LG722", "floor: 0.2 %", "finance.coupon[instrument=o]", _finance(bonds=[{**BOND, "coupon": COUPON}])),
        ("LG711", "quantity: -5", "finance.portfolio", _finance(assets=[{**BARE, "quantity": "-5 tCO2e"}])),
        ("LG208", "quantity: 5 MWh", "finance.portfolio", _finance(assets=[{**BARE, "quantity": "5 MWh"}])),
        ("IN031", "asset: aa", "", _finance(assets=[ASSET], pledges=[{**PLEDGE, "asset": "aa"}])),
    ],
)
def test_bad_input_is_found_at_its_place(rule: str, words: str, missing: str, project: dict[str, Any]) -> None:
    text = WHOLE if rule != "LG715" or "risks" in project["finance"] else WHOLE[: WHOLE.index("2024-03-05")]
    ledger, findings, line = solve(project, {"p.csv": text})

    found = [f for f in findings if f.rule == rule]
    assert found, [(f.rule, f.message.en) for f in findings]
    assert any(words in line(f.position) for f in found), [line(f.position) for f in found]
    assert all(f.hint is not None for f in found)
    if missing:
        assert missing in ledger.missing


def test_a_bond_whose_green_use_gives_no_reduction_has_none_in_all() -> None:
    uses = [{**BOND["uses"][0], "amount": "50 万元"}, {**BOND["uses"][0], "id": "v", "amount": "50 万元"}]
    uses[0]["reduction"] = "9000 tCO2e/a"
    ledger, findings, _ = solve(_finance(bonds=[{**BOND, "uses": uses}]), {"p.csv": WHOLE})

    assert not findings
    assert "finance.bond_reduction[instrument=o]" in ledger.missing
    assert "v" in ledger.missing["finance.bond_reduction[instrument=o]"].reason.en
