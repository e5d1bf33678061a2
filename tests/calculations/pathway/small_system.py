"""A small project whose inventory is given by the test: emissions of sources, electricity factors, metrics."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.calculations.pathway.frame import SCOPE_OF_KIND
from generator.calculations.pathway.run import run
from generator.ledger.context import Context
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.models import ProjectFile
from generator.project.project import Project

HERE = Position("project.yaml", 1)


def project_of(case: Mapping[str, Any]) -> Project:
    """Build a project from a case: ``reporting``, ``current``, ``base_year``, ``sources``, ``targets`` and the rest."""
    sources = [
        {
            "id": name,
            "name": name,
            "site": source.get("site", "main"),
            "facility": name,
            "kind": source["kind"],
            "unit": source.get("unit", "t"),
            "responsible": "energy",
        }
        for name, source in case["sources"].items()
    ]
    sites = sorted({source["site"] for source in sources} | {"main"})
    data = {
        "tanwen": 1,
        "client": {"id": "test", "name": "试验厂", "short": "试验", "industry": "铸造", "region": "湖南"},
        "responsible": [{"id": "energy", "role": "能源管理", "department": "设备部"}],
        "firms": [{"id": "firm", "name": "咨询机构"}],
        "engagements": [{"id": "e", "firm": "firm", "role": "advisory", "object": "o", "begins": "2025-01-01"}],
        "boundary": {
            "consolidation": "operational-control",
            "sites": [{"id": s, "name": s, "address": "x", "region": "湖南"} for s in sites],
        },
        "periods": {
            "reporting": case["reporting"],
            "current": case["current"],
            "base_year": {"year": case["base_year"], "reason": "数据完整"},
        },
        "criteria": {"standards": ["iso-14064-1-2018"], "gwp": "AR5", "fuels": "f"},
        "sources": sources,
        "metrics": case.get("metrics", []),
        "targets": case.get("targets", []),
        "pathway": case.get("pathway"),
        "peers": case.get("peers", []),
        "documents": [
            {
                "id": "d",
                "template": "white-paper",
                "version": "1.0",
                "audience": "client",
                "engagement": "e",
                "date": "2025-06-01",
            }
        ],
    }
    return Project("test", Path(), Path(), ProjectFile.model_validate(data), (), {})


def inventory(case: Mapping[str, Any], builder: LedgerBuilder) -> None:
    """Record the case's inventory: sources, scopes 1 and 2, electricity factors and bought quantities."""
    for basis in ("location", "market"):
        for year in case["reporting"]:
            scopes: dict[int, Decimal] = {1: Decimal(0), 2: Decimal(0), 3: Decimal(0)}
            for name, source in case["sources"].items():
                _source(builder, name, source, year, basis, scopes)
            for scope, value in scopes.items():
                context = Context.of(period=year, scope=scope, basis=basis if scope == 2 else None)
                builder.give("inventory.scope", context, value, "tCO2e", Text.of("范围"), HERE)
            both = Context.of(period=year, basis=basis)
            builder.give("inventory.scope12", both, scopes[1] + scopes[2], "tCO2e", Text.of("范围一、二"), HERE)


def _source(
    builder: LedgerBuilder,
    name: str,
    source: Mapping[str, Any],
    year: int,
    basis: str,
    scopes: dict[int, Decimal],
) -> None:
    if year not in source["emission"]:
        return
    emission = source.get("market", source["emission"]) if basis == "market" else source["emission"]
    value = Decimal(str(emission[year]))
    bought = source["kind"] == "purchased-electricity"
    context = Context.of(period=year, source=name, basis=basis if bought else None)
    builder.give("source.emission", context, value, "tCO2e", Text.of(name), HERE)
    scopes[SCOPE_OF_KIND.get(source["kind"], 3)] += value
    if bought and "factor" in source:
        factor = Decimal(str(source.get("market_factor", source["factor"]) if basis == "market" else source["factor"]))
        site = Context.of(period=year, entity=source.get("site", "main"), basis=basis)
        builder.give("factor.electricity", site, factor, "tCO2/MWh{electricity}", Text.of("电力因子"), HERE)
        amount = Context.of(period=year, source=name)
        bought_amount = Decimal(str(source["emission"][year])) / Decimal(str(source["factor"]))
        builder.give("activity.quantity", amount, bought_amount, "MWh{electricity}", Text.of("电量"), HERE)


def solve(case: Mapping[str, Any]) -> tuple[Ledger, list[Finding]]:
    """Run the pathway on a case; return the ledger and the findings."""
    builder = LedgerBuilder()
    inventory(case, builder)
    run(project_of(case), builder)
    return builder.close(), builder.findings


def measure(name: str, **values: Any) -> dict[str, Any]:
    """Describe a measure; what is not given is plain."""
    return {
        "id": name,
        "name": name,
        "lever": "节能",
        "sources": ["boiler"],
        "begins": 2024,
        "full": 2026,
        "reduction": "100 tCO2e",
        "capex": "100 万元",
        "opex": "2 万元",
        "saving": "10 万元",
        "lifetime": "10 a",
        "responsible": "energy",
        "status": "approved",
        "acceptance": "计量",
        **values,
    }


def pathway(measures: list[dict[str, Any]], **values: Any) -> dict[str, Any]:
    """Describe a pathway of two scenarios, the chosen one with all measures."""
    return {
        "to": 2030,
        "reference": "bau",
        "chosen": "action",
        "discount_rate": "8 %",
        "scenarios": [
            {"id": "bau", "name": "基准情景"},
            {"id": "action", "name": "行动情景", "measures": [m["id"] for m in measures]},
        ],
        "measures": measures,
        **values,
    }
