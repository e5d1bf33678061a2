"""What is missing is never counted as nought, and one thing taken out of a project breaks no calculation.

Each case takes a worked example and takes something out of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.calculations.worked import HERE, calculate


def _example(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return data


def _column(name: str, column: int, value: str) -> Callable[[dict[str, Any]], None]:
    def change(example: dict[str, Any]) -> None:
        head, *rows = [line.split(",") for line in example["files"][name].splitlines()]
        for row in rows:
            row[column] = value
        example["files"][name] = "".join(",".join(row) + "\n" for row in [head, *rows])

    return change


def _out(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(example: dict[str, Any]) -> None:
        holder: Any = example["project"]
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return change


#: Worked example, what is taken out, a fact that must then not be there, a rule that must speak.
NOUGHTS = {
    "no footprint": (
        "neutrality/worked/withdrawn.yaml",
        _out("neutrality", "footprint"),
        "neutrality.achieved",
        "IN021",
    ),
    "no value measured": (
        "metering/worked/series.yaml",
        _column("data/d.csv", 1, "x"),
        "metering.measured[indicator=a]",
        "IN051",
    ),
    "no cell of the stated total": (
        "region/worked/small-region.yaml",
        _column("data/cells.csv", 3, "x"),
        "region.stated[period=2022]",
        "IN051",
    ),
    "no assets": (
        "finance/worked/history.yaml",
        _out("finance", "assets"),
        "finance.risk_value[indicator=past]",
        "IN021",
    ),
    "a table that is empty": (
        "park/worked/tables.yaml",
        lambda example: example["files"].update({"data/gas.csv": ""}),
        "park.energy[entity=mill,period=2024]",
        "LG032",
    ),
}


@pytest.mark.parametrize("name", NOUGHTS)
def test_what_is_missing_is_no_nought(name: str, tmp_path: Path) -> None:
    file, change, fact, rule = NOUGHTS[name]
    example = _example(file)
    whole = _example(file)
    change(example)
    _, before, _ = calculate(tmp_path / "whole", whole)
    assert fact in before.facts
    _, ledger, findings = calculate(tmp_path / "changed", example)
    assert fact not in ledger.facts
    assert rule in {found.rule for found in findings}


#: Worked example, what is changed, a rule that must speak; each of these once ended in a traceback.
BROKEN: dict[str, tuple[str, Callable[[dict[str, Any]], None], str]] = {
    "mixed factors": (
        "region/worked/waste.yaml",
        lambda e: e["project"]["region"]["lines"][2]["factor"].__setitem__(3, "x"),
        "LG014",
    ),
    "seed": (
        "verification/worked/selection.yaml",
        lambda e: e["project"]["verification"]["selections"][1].update(seed=10**39),
        "LG003",
    ),
    "negative statement": (
        "verification/worked/emission-units.yaml",
        lambda e: e["project"]["verification"]["statement"][0].update(stated="-1 tCO2e"),
        "",
    ),
    "no rows": ("reduction/worked/two-flows.yaml", _column("two.csv", 0, ""), ""),
    "superscript year": ("reduction/worked/two-flows.yaml", _column("two.csv", 0, "²"), "LG552"),
    "no goods column": ("cbam/worked/shipments.yaml", _out("tables", 0, "columns", "goods"), "LG031"),
    "grade for what has none": (
        "cbam/worked/precursors.yaml",
        lambda e: e["project"]["cbam"]["installations"][0]["processes"][1]["precursors"][0].update(
            route=e["project"]["cbam"]["installations"][0]["processes"][0]["route"]
        ),
        "",
    ),
    "precursor of no process": (
        "cbam/worked/installation.yaml",
        _out("cbam", "installations", 0, "processes", 0),
        "IN031",
    ),
    "no energy read": ("region/worked/consumption-long.yaml", _column("data/energy.csv", 3, "%"), "IN051"),
    "long name of a set": (
        "carbon_market/worked/power-2019.yaml",
        lambda e: e["project"]["carbon_market"]["entities"][1].update(plan="a" * 300),
        "LG020",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_wrong_thing_breaks_no_calculation(name: str, tmp_path: Path) -> None:
    file, change, rule = BROKEN[name]
    example = _example(file)
    change(example)
    _, _, findings = calculate(tmp_path, example)
    assert findings
    if rule:
        assert rule in {found.rule for found in findings}
    for found in findings:
        assert found.position.path, found.message.en
        assert found.hint is not None, found.message.en
        assert found.hint.zh, found.message.en
