"""A small abatement portfolio to change, and what the engine says of it."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Any

from generator.base.findings import Finding
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

Portfolio = dict[str, Any]


def measure(name: str, source: str, reduction: str, **more: Any) -> dict[str, Any]:
    """Return a measure with costs that a test need not care for."""
    costs = {"capex": "100 万元", "opex": "2 万元/a", "saving": "10 万元/a", "lifetime": "10 a"}
    return {"id": name, "name": f"措施{name}", "source": source, "reduction": reduction, **costs, **more}


PORTFOLIO: Portfolio = {
    "discount_rate": "6 %",
    "sources": [
        {"id": "boiler", "name": "锅炉", "emission": "1000 tCO2e/a"},
        {"id": "power", "name": "电力", "emission": "500 tCO2e/a"},
    ],
    "measures": [
        measure("heat", "boiler", "100 tCO2e/a"),
        measure("burner", "boiler", "20 %"),
        measure("solar", "power", "200 tCO2e/a"),
    ],
    "groups": [{"id": "boiler", "name": "锅炉", "measures": ["heat", "burner"], "reason": "作用于同一排放"}],
    "carbon_prices": [60, 100],
}


def changed(*changes: tuple[str, Any]) -> Portfolio:
    """Return the portfolio with values put at dotted paths; ``None`` takes one out, ``+`` adds to a list."""
    portfolio = copy.deepcopy(PORTFOLIO)
    for path, value in changes:
        *way, last = path.split(".")
        node: Any = portfolio
        for step in way:
            node = node[int(step)] if step.isdigit() else node[step]
        if last == "+":
            node.append(value)
        elif value is None:
            del node[last]
        else:
            node[int(last) if last.isdigit() else last] = value
    return portfolio


def solve(portfolio: Portfolio) -> tuple[Ledger, list[Finding], list[str]]:
    """Return the ledger, the findings, and the lines of project.yaml."""
    with tempfile.TemporaryDirectory() as folder:
        _, ledger, findings = calculate(Path(folder), {"project": {"abatement": portfolio}})
        text = (Path(folder) / "projects" / "client" / "project.yaml").read_text(encoding="utf-8")
    return ledger, list(findings), text.splitlines()


def faults(portfolio: Portfolio) -> list[tuple[str, str]]:
    """Return the rule of every finding with the line of project.yaml that it points to."""
    _, findings, lines = solve(portfolio)
    return [(f.rule, lines[f.position.line - 1].strip()) for f in findings]
