"""A small scenario model to change, and what the engine says of it."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Any

from generator.base.findings import Finding
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

Model = dict[str, Any]

CITED = {"source": "例", "mark": "confirmed"}

STEEL = {
    "sector": "steel",
    "activity": {"growth": [{"rate": "2 %"}]},
    "intensity": {"hold": True},
    "process": {"hold": True},
    "hold_shares": True,
}

#: Two sectors, a stock, a removal, a measure, three scenarios, five years.
MODEL: Model = {
    "base": 2020,
    "to": 2025,
    "unit": "tCO2",
    "reference": "bau",
    "gdp": "50 亿元",
    "energies": [
        {
            "id": "coal",
            "name": "煤炭",
            "factor": {"value": 2.5, "unit": "tCO2/tce", **CITED},
        },
        {
            "id": "power",
            "name": "电力",
            "factor": {"value": 0.5, "unit": "tCO2/MWh", **CITED},
        },
    ],
    "sectors": [
        {
            "id": "steel",
            "name": "钢铁",
            "activity": "100 t",
            "intensity": "0.5 tce/t",
            "shares": {"coal": 80, "power": 20},
            "process": "0.1 tCO2/t",
        },
        {"id": "homes", "name": "居民", "activity": "200 m2", "intensity": "0.1 tce/m2", "shares": {"power": 100}},
    ],
    "stocks": [{"id": "boilers", "name": "锅炉", "old": "100 台", "new": "10 台", "lifetime": "3 a"}],
    "removals": [{"id": "forest", "name": "林业碳汇", "base": "5 tCO2"}],
    "measures": [
        {"id": "heat", "name": "余热", "sector": "steel", "path": {"points": [{"year": 2025, "value": "6 tCO2"}]}}
    ],
    "scenarios": [
        {
            "id": "bau",
            "name": "基准情景",
            "gdp": {"growth": [{"rate": "5 %"}]},
            "sectors": [
                STEEL,
                {
                    "sector": "homes",
                    "activity": {"points": [{"year": 2025, "value": "300 m2"}]},
                    "intensity": {"hold": True},
                    "hold_shares": True,
                },
            ],
            "factors": [{"energy": "power", "path": {"points": [{"year": 2025, "value": "0.3 tCO2/MWh"}]}}],
            "stocks": [
                {
                    "stock": "boilers",
                    "total": {"hold": True},
                    "penetration_base": "10 %",
                    "penetration": {"s_curve": {"high": "90 %", "midpoint": 2030, "steepness": 0.4}},
                }
            ],
            "removals": [{"removal": "forest", "path": {"hold": True}}],
        },
        {
            "id": "action",
            "name": "行动情景",
            "follows": "measures",
            "measures": ["heat"],
            "sectors": [
                {
                    "sector": "steel",
                    "electrification": {"energy": "power", "path": {"points": [{"year": 2025, "value": "50 %"}]}},
                }
            ],
        },
        {
            "id": "goal",
            "name": "目标情景",
            "follows": "target",
            "target": {"points": [{"year": 2025, "value": "90 tCO2"}]},
        },
    ],
}


def changed(*changes: tuple[str, Any]) -> Model:
    """Return the model with values put at dotted paths (``scenarios.0.sectors.0.activity``); ``None`` takes one out."""
    model = copy.deepcopy(MODEL)
    for path, value in changes:
        *way, last = path.split(".")
        node: Any = model
        for step in way:
            node = node[int(step)] if step.isdigit() else node[step]
        if value is None:
            del node[int(last) if last.isdigit() else last]
        elif last.isdigit():
            node[int(last)] = value
        else:
            node[last] = value
    return model


def solve(model: Model, **more: Any) -> tuple[Ledger, list[Finding], list[str]]:
    """Return the ledger, the findings, and the lines of project.yaml."""
    with tempfile.TemporaryDirectory() as folder:
        example = {"project": {"scenarios": model, **more.pop("project", {})}, **more}
        _, ledger, findings = calculate(Path(folder), example)
        text = (Path(folder) / "projects" / "client" / "project.yaml").read_text(encoding="utf-8")
    return ledger, list(findings), text.splitlines()


def faults(model: Model, **more: Any) -> list[tuple[str, str]]:
    """Return the rule of every finding with the line of project.yaml that it points to."""
    _, findings, lines = solve(model, **more)
    return [
        (f.rule, lines[f.position.line - 1].strip() if f.position.path.endswith("project.yaml") else str(f.position))
        for f in findings
    ]
