"""Reduction projects for tests: the smallest that calculates, changed where a test needs it."""

from __future__ import annotations

import copy
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.base.findings import Finding
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate


def figure(value: str, unit: str, **more: str) -> dict[str, str]:
    """Return a figure with its source."""
    return {"value": value, "unit": unit, "source": "检测报告", "mark": "secondary", **more}


def margin(**more: Any) -> dict[str, Any]:
    """Return a grid with both margins."""
    named = {"grid": "某电网", "year": "2022"}
    return {
        "grid": "某电网",
        "year": 2022,
        "technology": "solar",
        "om": figure("0.9", "tCO2/MWh", **named),
        "bm": figure("0.5", "tCO2/MWh", **named),
        **more,
    }


def reduction(**more: Any) -> dict[str, Any]:
    """Return a solar project of seven years that supplies 1000 MWh a year."""
    base: dict[str, Any] = {
        "id": "pv",
        "name": {"zh": "光伏项目", "en": "PV project"},
        "programme": "CDM",
        "methodology": "ACM0002",
        "gwp": "AR5",
        "crediting": {"kind": "renewable", "begins": "2023-01-01", "years": 7},
        "rounding": {"reduction": "none"},
        "margin": margin(),
        "renewable": {"net": "1000 MWh"},
    }
    return {key: value for key, value in {**base, **more}.items() if value is not None}


def line(name: str, activity: str, value: str = "1", unit: str = "tCO2/t", **more: Any) -> dict[str, Any]:
    """Return a line of emissions."""
    return {"id": name, "name": name, "activity": activity, "factor": figure(value, unit), **more}


def table(name: str, columns: dict[str, str], values: dict[str, str]) -> dict[str, Any]:
    """Return a data table in ``<name>.csv`` whose headers are the columns' own names."""
    return {
        "id": name,
        "file": f"{name}.csv",
        "columns": columns,
        "values": {key: {"header": key, "unit": unit} for key, unit in values.items()},
    }


def solve(
    one: dict[str, Any], tables: list[dict[str, Any]] | None = None, files: dict[str, str] | None = None
) -> tuple[Ledger, tuple[Finding, ...]]:
    """Write, load and compute a project with one reduction project."""
    example = {"project": {"reductions": [copy.deepcopy(one)], "tables": tables or []}, "files": files or {}}
    with tempfile.TemporaryDirectory() as folder:
        _, ledger, findings = calculate(Path(folder), example)
    return ledger, findings


def value(ledger: Ledger, name: str, **context: object) -> Decimal:
    """Return the value of one of the project's facts."""
    found = [
        fact
        for fact in ledger.by_id.get(f"reduction.{name}", ())
        if dict(fact.context.pairs) == {"project": "pv", **{key: str(one) for key, one in context.items()}}
    ]
    assert len(found) == 1, (name, context, sorted(ledger.by_id))
    return found[0].value


def rules(findings: tuple[Finding, ...]) -> list[str]:
    """Return the rules that speak, each once."""
    return sorted({finding.rule for finding in findings})


def flows(rows: list[tuple[int, ...]], columns: tuple[str, ...] = ("investment", "opex", "revenue")) -> str:
    """Return a cash-flow table from year 0."""
    lines = [",".join(["year", *columns])]
    lines += [",".join(map(str, [year, *row])) for year, row in enumerate(rows)]
    return "\n".join(lines) + "\n"


def investment(**more: Any) -> dict[str, Any]:
    """Return an investment analysis of the table ``flows``."""
    return {"table": "flows", "benchmark": "8 %", "benchmark_source": "行业参数", "compares": "project", **more}


FLOWS = table("flows", {"year": "year"}, {"investment": "万元", "opex": "万元", "revenue": "万元"})


def meter(**more: Any) -> dict[str, Any]:
    """Return a meter of the table ``meter`` with daily exports, calibrated."""
    return {
        "id": "main",
        "name": "关口表",
        "table": "meter",
        "column": "energy",
        "counts": "export",
        "calibrations": [{"date": "2022-06-01", "until": "2026-06-01"}],
        **more,
    }


def monitored(meters: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return a project with one monitored period, 2023-12-30 to 2024-01-02."""
    period = {
        "id": "m1",
        "begins": "2023-12-30",
        "ends": "2024-01-02",
        "tolerance": "5 %",
        "explanation": "首日投运",
        "meters": meters,
        **more,
    }
    return reduction(monitoring=[period])


METER = table("meter", {"date": "date"}, {"energy": "MWh"})
FOUR_DAYS = "date,energy\n2023-12-30,3\n2023-12-31,4\n2024-01-01,5\n2024-01-02,6\n"
