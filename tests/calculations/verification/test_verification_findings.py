"""What the verification calculation says of bad input, and where."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calculations.solved import solve
from tests.calculations.verification.cases import section

MISSTATED = {"id": "m", "item": "all", "what": "错报", "stated": "100 tCO2e", "found": "50 tCO2e", "corrected": False}
SIZE = {"id": "s", "name": "样本", "population": 100, "confidence": "95 %", "error": "5 %", "proportion": "50 %"}
STRATA = [{"id": "a", "name": "甲", "items": 5}, {"id": "b", "name": "乙", "items": 0}]
UNITS = {"id": "u", "name": "单位", "population": "10000 tCO2e", "tolerable": "500 tCO2e", "confidence": "95 %"}
LEVELS = [{"id": "low", "name": "低", "begins": 5}, {"id": "high", "name": "高", "begins": 2}]
RISK = {"id": "r", "name": "风险", "likelihood": 2, "impact": 2}
ZERO = {"id": "v", "stated": "0 tCO2e", "found": "12 tCO2e"}


def _materiality(**keys: Any) -> dict[str, Any]:
    return section(materiality={"aggregate": "net", **keys})


def _strata(sample: int, method: str, strata: list[dict[str, Any]]) -> dict[str, Any]:
    return section(stratified=[{"id": "p", "name": "分层", "sample": sample, "method": method, "strata": strata}])


@pytest.mark.parametrize(
    ("rule", "words", "missing", "verification"),
    [
        ("LG670", "threshold: 0 %", "verification.materiality", _materiality(threshold="0 %")),
        ("LG670", "threshold: 120 %", "verification.materiality", _materiality(threshold="120 %")),
        ("LG670", "threshold: 0 tCO2e", "verification.material", _materiality(threshold="0 tCO2e")),
        ("LG670", "threshold: 10001 t", "verification.materiality", _materiality(threshold="10001 tCO2e")),
        ("LG671", "aggregate", "verification.materiality", _materiality()),
        ("LG673", "total: 9000", "", section(total="9000 tCO2e")),
        (
            "LG674",
            "performance: 120",
            "verification.performance_materiality",
            _materiality(threshold="5 %", performance="120 %"),
        ),
        ("LG675", "items: 0", "verification.allocation[indicator=p,stratum=b]", _strata(3, "proportional", STRATA)),
        ("LG675", "population: 0", "verification.sample_size[indicator=s]", section(sizes=[{**SIZE, "population": 0}])),
        (
            "LG684",
            "items: 1",
            "",
            _strata(
                10, "proportional", [{"id": "a", "name": "甲", "items": 1}, {"id": "b", "name": "乙", "items": 99}]
            ),
        ),
        (
            "LG676",
            "sample: 6",
            "verification.allocation[indicator=p,stratum=a]",
            _strata(6, "proportional", STRATA[:1]),
        ),
        (
            "LG677",
            "confidence: 100 %",
            "verification.sample_size[indicator=s]",
            section(sizes=[{**SIZE, "confidence": "100 %"}]),
        ),
        ("LG678", "id: s", "verification.sample_size[indicator=s]", section(sizes=[{**SIZE, "deviation": "2 tCO2e"}])),
        ("LG678", "id: a", "verification.allocation[indicator=p,stratum=a]", _strata(3, "neyman", STRATA[:1])),
        (
            "LG679",
            "stated: 0 tCO2e",
            "verification.upper_limit[indicator=u]",
            section(emission_units=[{**UNITS, "misstated": [ZERO]}]),
        ),
        (
            "LG680",
            "- id: low",
            "verification.risk_level[indicator=r]",
            section(risks={"levels": LEVELS, "entries": [RISK]}),
        ),
        ("LG681", "stated: 10001", "", section(misstatements=[{**MISSTATED, "stated": "10001 tCO2e"}])),
        (
            "LG681",
            "found: -1 tCO2e",
            "verification.misstatement[source=all,row=m]",
            section(misstatements=[{**MISSTATED, "found": "-1 tCO2e"}]),
        ),
        (
            "LG682",
            "threshold: 0.1 %",
            "",
            {**section(misstatements=[MISSTATED]), "materiality": {"threshold": "0.1 %", "aggregate": "net"}},
        ),
        (
            "LG208",
            "found: 50 MWh",
            "verification.verified_total",
            section(misstatements=[{**MISSTATED, "found": "50 MWh"}]),
        ),
        (
            "LG014",
            "visit: friendly",
            "verification.sample_size[indicator=x]",
            section(sites=[{"id": "x", "name": "现场", "sites": 9, "visit": "friendly"}]),
        ),
    ],
)
def test_bad_input_is_found_at_its_place(rule: str, words: str, missing: str, verification: dict[str, Any]) -> None:
    ledger, findings, line = solve({"verification": verification})

    found = [f for f in findings if f.rule == rule]
    assert found, findings
    assert words in line(found[0].position)
    assert rule == "LG682" or found[0].hint is not None
    if missing:
        assert missing in ledger.missing


def test_two_thresholds_name_both_places() -> None:
    criteria = {
        "standards": ["iso-14064-1-2018"],
        "gwp": "AR6",
        "fuels": "cn-fuels-gbt32151.22-2024",
        "materiality": "2 %",
    }
    _, findings, line = solve({"criteria": criteria, "verification": section()})

    (found,) = [f for f in findings if f.rule == "LG672"]
    assert "threshold: 5 %" in line(found.position)
    assert "materiality: 2 %" in line(found.related[0])


def test_an_item_without_a_value_stops_the_selection_by_tonnes() -> None:
    table = {
        "id": "v",
        "file": "v.csv",
        "columns": {"item": "凭证"},
        "values": {"t": {"header": "量", "unit": "tCO2e"}},
    }
    chosen = {"id": "c", "name": "抽样", "table": "v", "item": "item", "value": "t", "sample": 1, "seed": 3}
    ledger, findings, _ = solve(
        {"tables": [table], "verification": section(selections=[chosen])}, {"v.csv": "凭证,量\nA,5\nB,\nC,-2\n"}
    )

    assert [f.position.cell for f in findings if f.rule == "LG683"] == ["B3", "B4"]
    assert "verification.selection_interval[indicator=c]" in ledger.missing


def test_unknown_items_and_columns_are_named_with_what_there_is() -> None:
    table = {
        "id": "v",
        "file": "v.csv",
        "columns": {"item": "凭证"},
        "values": {"t": {"header": "量", "unit": "tCO2e"}},
    }
    chosen = {"id": "c", "name": "抽样", "table": "v", "item": "itm", "sample": 1, "seed": 3}
    _, findings, _ = solve(
        {
            "tables": [table],
            "verification": section(selections=[chosen], misstatements=[{**MISSTATED, "item": "al"}]),
        },
        {"v.csv": "凭证,量\nA,5\n"},
    )

    told = [f.hint.en for f in findings if f.hint]
    assert any("did you mean item" in hint for hint in told)
    assert any("did you mean all" in hint for hint in told)
