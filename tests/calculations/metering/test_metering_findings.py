"""What the metering calculation says of bad input, and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.calculations.solved import solve

METER = {"id": "m", "name": "表", "level": "unit", "reading": "100 MWh"}
SUBS = [{"id": f"s-{i}", "name": "分表", "level": "sub-unit", "reading": "50 MWh"} for i in (1, 2)]
BALANCE = {"id": "b", "name": "平衡", "main": "m", "subs": ["s-1", "s-2"], "tolerance": "3 %"}
EQUIPPING = {"id": "e", "energy": "电力", "level": "unit", "required": 10, "installed": 12}
DAYS = {
    "id": "t",
    "file": "t.csv",
    "columns": {"time": "日期"},
    "values": {"v": {"header": "值", "unit": "t"}, "w": {"header": "另", "unit": "t"}},
}
SERIES = {
    "id": "x",
    "name": "序列",
    "table": "t",
    "time": "time",
    "value": "v",
    "begins": "2024-03-01",
    "ends": "2024-03-03",
    "minutes": 1440,
    "gaps": "leave",
}
PAIRS = {"id": "p", "name": "比对", "table": "t", "automatic": "v", "manual": "w", "confidence": "95 %"}


def _metering(**keys: Any) -> dict[str, Any]:
    return {"tables": [DAYS], "metering": {"date": "2025-01-31", **keys}}


def _balances(*balances: dict[str, Any], meter: dict[str, Any] = METER) -> dict[str, Any]:
    other = {**METER, "id": "n"}
    return _metering(meters=[meter, other, *SUBS], balances=list(balances))


@pytest.mark.parametrize(
    ("rule", "words", "missing", "project"),
    [
        ("LG691", "required: 10", "metering.rate[indicator=e]", _metering(equipping=[EQUIPPING])),
        ("LG690", "installed: 9", "", _metering(equipping=[{**EQUIPPING, "installed": 9}])),
        (
            "LG014",
            "energy: 电能",
            "metering.rate_met[indicator=e]",
            _metering(equipping=[{**EQUIPPING, "energy": "电能", "installed": 9}]),
        ),
        ("LG692", "- s-1", "metering.balance_sum[indicator=b]", _balances({**BALANCE, "subs": ["s-1", "s-1"]})),
        ("LG692", "- m", "metering.balance_sum[indicator=b]", _balances({**BALANCE, "subs": ["m"]})),
        ("LG692", "- s-1", "", _balances(BALANCE, {**BALANCE, "id": "c", "main": "n", "subs": ["s-1"]})),
        ("LG693", "main: m", "", _balances({**BALANCE, "subs": ["s-1"]})),
        (
            "LG694",
            "reading: -5 MWh",
            "metering.balance_share[indicator=b]",
            _balances(BALANCE, meter={**METER, "reading": "-5 MWh"}),
        ),
        (
            "LG694",
            "tolerance: 130 %",
            "metering.balance_met[indicator=b]",
            _balances({**BALANCE, "tolerance": "130 %"}),
        ),
        (
            "LG695",
            "calibrated: '2026-01-05'",
            "metering.days_to_due[meter=m]",
            _metering(meters=[{**METER, "calibrated": "2026-01-05", "cycle": 12}]),
        ),
        (
            "LG696",
            "calibrated: '2023-01-05'",
            "",
            _metering(meters=[{**METER, "calibrated": "2023-01-05", "cycle": 12}]),
        ),
        (
            "LG698",
            "ends: '2024-02-01'",
            "metering.completeness[indicator=x]",
            _metering(series=[{**SERIES, "ends": "2024-02-01"}]),
        ),
        (
            "LG698",
            "2024-03-01T00:00:00Z",
            "metering.completeness[indicator=x]",
            _metering(series=[{**SERIES, "begins": "2024-03-01T00:00:00Z", "ends": "2024-03-03T00:00:00Z"}]),
        ),
        (
            "LG698",
            "begins: '1024-03-01'",
            "metering.completeness[indicator=x]",
            _metering(series=[{**SERIES, "begins": "1024-03-01", "minutes": 1}]),
        ),
        ("LG699", "gaps: leave", "metering.series_total[indicator=x]", _metering(series=[SERIES])),
        (
            "LG701",
            "rule: mad",
            "metering.outliers[indicator=x]",
            _metering(series=[{**SERIES, "outliers": {"rule": "mad"}}]),
        ),
        ("LG701", "table: t", "metering.biased[indicator=p]", _metering(comparisons=[{**PAIRS, "manual": "v"}])),
        (
            "LG691",
            "required: 10",
            "metering.rate[level=unit]",
            _metering(equipping=[EQUIPPING, {**EQUIPPING, "id": "f", "energy": "天然气", "installed": 8}]),
        ),
        ("LG703", "2024-03-02", "metering.relative_accuracy[indicator=p]", _metering(comparisons=[PAIRS])),
        ("IN031", "main: mm", "metering.balance_share[indicator=b]", _balances({**BALANCE, "main": "mm"})),
    ],
)
def test_bad_input_is_found_at_its_place(rule: str, words: str, missing: str, project: dict[str, Any]) -> None:
    ledger, findings, line = solve(project, {"t.csv": "日期,值,另\n2024-03-01,5,6\n2024-03-02,7,\n"})

    found = [f for f in findings if f.rule == rule]
    assert found, [(f.rule, f.message.en) for f in findings]
    assert words in line(found[0].position)
    assert found[0].hint is not None
    if missing:
        assert missing in ledger.missing


@pytest.mark.parametrize("day", ["2024-13-01", "2024-03-02 07:00", "2024-03-09", "2024-03-01"])
def test_a_timestamp_that_does_not_belong_is_named_at_its_cell(day: str) -> None:
    _, findings, line = solve(_metering(series=[SERIES]), {"t.csv": f"日期,值,另\n2024-03-01,5,6\n{day},7,1\n"})

    (found,) = [f for f in findings if f.rule == "LG698"]
    assert line(found.position).startswith(day)
    assert found.position.cell == "A3"


@pytest.mark.parametrize(("shift", "biased", "accuracy"), [("5", 1, "5.025"), ("0", 0, "0")])
def test_differences_that_are_all_the_same_are_a_bias_unless_they_are_0(shift: str, biased: int, accuracy: str) -> None:
    rows = [(100, "03-01"), (110, "03-02"), (90, "03-03"), (98, "03-04")]
    text = "日期,值,另\n" + "".join(f"2024-{day},{value + int(shift)},{value}\n" for value, day in rows)
    ledger, findings, _ = solve(_metering(comparisons=[PAIRS]), {"t.csv": text})

    assert [f.rule for f in findings] == ["LG702"] * biased
    assert ledger["metering.biased[indicator=p]"].value == biased
    assert ledger["metering.mean_difference[indicator=p]"].value == int(shift)
    assert round(ledger["metering.relative_accuracy[indicator=p]"].value, 3) == Decimal(accuracy)
    assert ledger["metering.slope[indicator=p]"].value == 1
    assert "metering.t_statistic[indicator=p]" in ledger.missing


def test_manual_values_that_do_not_vary_leave_the_slope_alone_missing() -> None:
    text = "日期,值,另\n2024-03-01,101,100\n2024-03-02,99,100\n2024-03-03,103,100\n"
    ledger, findings, _ = solve(_metering(comparisons=[PAIRS]), {"t.csv": text})

    assert not findings
    assert "metering.slope[indicator=p]" in ledger.missing
    assert ledger["metering.mean_difference[indicator=p]"].value == 1


@pytest.mark.parametrize(("unit", "adds_up"), [("t", True), ("t/h", False), ("kg/m3", False)])
def test_amounts_add_up_and_rates_do_not(unit: str, adds_up: bool) -> None:
    days = {**DAYS, "values": {name: {**column, "unit": unit} for name, column in DAYS["values"].items()}}
    text = "日期,值,另\n2024-03-01,5,6\n2024-03-02,7,6\n2024-03-03,9,6\n"
    ledger, _, _ = solve({**_metering(series=[SERIES]), "tables": [days]}, {"t.csv": text})

    assert ("metering.series_total[indicator=x]" in ledger.facts) is adds_up
    assert ("metering.measured[indicator=x]" in ledger.missing) is not adds_up
    assert "metering.completeness[indicator=x]" in ledger.facts
