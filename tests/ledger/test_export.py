"""Facts as a table, JSON and csv."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.ledger.context import Context
from generator.ledger.export import as_csv, as_json, as_table, matching
from generator.ledger.ledger import Ledger, LedgerBuilder


def _ledger() -> Ledger:
    builder = LedgerBuilder()
    for year, value in ((2023, "1234567.1234567890123456"), (2024, "-0.5")):
        context = Context.of(period=year, source="gas")
        builder.give(
            "source.emission", context, Decimal(value), "tCO2e", Text("=天然气", "=gas"), Position("a.yaml", year)
        )
    builder.derive(
        "inventory.total",
        Context.of(period=2023),
        "tCO2e",
        Text("总量", "total"),
        lambda: builder.read("source.emission", Context.of(period=2023, source="gas")),
    )
    builder.lack("metric.value", Context.of(period=2024), Text("没有产值", "no output"))
    return builder.close()


def test_patterns_match_ids_and_keys() -> None:
    ledger = _ledger()
    assert [f.key for f in matching(ledger, "source.*")] == [
        "source.emission[period=2023,source=gas]",
        "source.emission[period=2024,source=gas]",
    ]
    assert [f.key for f in matching(ledger, "*[period=2023*")] == [
        "source.emission[period=2023,source=gas]",
        "inventory.total[period=2023]",
    ]
    assert [f.key for f in matching(ledger, "inventory.total[period=2023]")] == ["inventory.total[period=2023]"]
    assert matching(ledger, "nothing.*") == ()


def test_json_keeps_every_digit_and_says_what_is_missing() -> None:
    data = json.loads(as_json(_ledger(), "*", "zh"))
    assert data["facts"][0]["value"] == "1234567.1234567890123456"
    assert data["facts"][0]["context"] == {"period": "2023", "source": "gas"}
    assert data["facts"][2]["inputs"] == ["source.emission[period=2023,source=gas]"]
    assert data["missing"] == [{"key": "metric.value[period=2024]", "reason": "没有产值"}]


def test_csv_has_a_column_a_dimension_and_no_live_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(_ledger(), "source.*", "zh"))))
    assert [(r["period"], r["source"], r["value"], r["unit"]) for r in rows] == [
        ("2023", "gas", "1234567.1234567890123456", "tCO2e"),
        ("2024", "gas", "-0.5", "tCO2e"),
    ]
    assert rows[0]["label"] == "'=天然气"
    assert rows[1]["place"] == "a.yaml:2024"


def test_the_table_lines_up_wide_characters() -> None:
    lines = as_table(_ledger(), "*", "zh").splitlines()
    assert lines[0].startswith("source.emission[period=2023,source=gas]  1234567.12346  tCO2e")
    assert lines[1].index("−0.5") + 4 == lines[0].index("1234567.12346") + 13
    assert lines[-2:] == ["缺失：", "metric.value[period=2024]  没有产值"]
